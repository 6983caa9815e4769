"""`remit privacy`: everything that is kept of a person, shown to them or destroyed."""

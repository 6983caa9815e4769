"""`remit link`, `remit unlink` and `remit staff`: whose account is whose, seen and changed from the host."""

"""`remit run`: every platform that is configured, and one store, until SIGTERM."""

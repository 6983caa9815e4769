"""`remit store`: the store verified, backed up, put back, exported, moved elsewhere."""

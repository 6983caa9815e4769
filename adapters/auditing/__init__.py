"""The audit from outside: read in the clear, verified, exported, sealed. The commands are in `commands`."""

"""Slips of what was approved, and the numbers for managers. The commands are in `commands`."""

"""`remit try`: a conversation in the terminal, as any of the staff, with buttons as numbered choices."""

from adapters.console.running import run

__all__ = ["run"]

"""What keeps a command from beginning, and can be mended by whoever reads it: told in a sentence, never as a traceback."""

from __future__ import annotations


class Refused(Exception):
    """A command can't begin. The sentence says what is wrong and what to do."""

"""The English article in front of a title, which may bring its own: the Board, and the Foundation, not the the Foundation."""

from __future__ import annotations

import re

_OWN = re.compile(r"the\s+", re.IGNORECASE)
_BLANK = re.compile(r"\b([Tt]he )\{(\w+)\}")


def bare(title: str) -> str:
    """A title without the article that it brings."""
    return _OWN.sub("", title, count=1) if _OWN.match(title) else title


def filled(sentence: str, **words: str) -> str:
    """A sentence with its blanks filled in; behind an article of the sentence's own a title comes without one."""
    return _BLANK.sub(r"\1{\2_bare}", sentence).format(**words, **{f"{name}_bare": bare(word) for name, word in words.items()})

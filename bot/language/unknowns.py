"""What of a sentence nothing here knows: the stretches that no phrase of the vocabulary and no amount covers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.sentence import Sentence

_WORD = re.compile(r"[a-z']+|[\u4e00-\u9fff]")


def leftovers(sentence: Sentence, *, plain: bool = False) -> list[tuple[int, int]]:
    """The stretches of the folded text that nothing in the vocabulary knows; `plain` counts words of any talk as known."""
    covered = bytearray(len(sentence.folded.text))
    for hit in sentence.hits:
        if plain or hit.id != "plain":
            hit.mark(covered)
    for mention in sentence.amounts:
        start, end = sentence.place(mention.start), sentence.place(mention.end)
        covered[start:end] = b"\1" * (end - start)
    return [(word.start(), word.end()) for word in _WORD.finditer(sentence.folded.text) if not all(covered[word.start() : word.end()])]


def runs(places: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Stretches with the Chinese characters that follow one another as one."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and found[-1][1] == start and not text[start].isascii() and not text[start - 1].isascii():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found

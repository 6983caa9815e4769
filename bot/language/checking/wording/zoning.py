"""Which clauses of a sentence speak of which of its acts: those since the act before, and for the last one the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence


def zones(sentence: Sentence, hits: Sequence[Hit]) -> list[list[int]]:
    """The segments that speak of each action: those since the action before, and for the last one the rest."""
    ends = [sentence.segment_of(hit.start) for hit in hits]
    zones: list[list[int]] = []
    for number, end in enumerate(ends):
        start = min(_turn(sentence, ends[number - 1], end), end) if number else 0
        last = len(sentence.segments) - 1 if number == len(ends) - 1 else max(end, _turn(sentence, end, ends[number + 1]) - 1)
        zones.append(list(range(start, last + 1)))
    return zones


#: Something further begins: 另外把二组的组长换成小姚.
_FURTHER = re.compile(r"[\s,;]*(?:另外|此外|同时|还有|再者|再就是| (?:also|besid|in addit|separ[a-z]*|on top of that) )")


def _turn(sentence: Sentence, before: int, after: int) -> int:
    """The segment at which talk turns from the action in `before` to the one in `after`: behind a full stop, or where more is said."""
    for index in range(after, before - 1, -1):
        segment = sentence.segments[index]
        if index > before and _FURTHER.match(sentence.folded.text, segment.start):
            return index
        if index == after:
            continue
        if sentence.folded.text[segment.start : segment.end].rstrip().endswith((";", ".", "!", "。")):
            return index + 1
    return before + 1

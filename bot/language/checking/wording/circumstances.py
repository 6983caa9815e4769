"""Where a sentence only says when something is done: 签协议的时候, "while listening to the recordings". What it does is the rest."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once

_WHEN = re.compile(
    r"(?:^|[,;.!?。])(?P<told>[^,;.!?。]{2,18}?)"
    r"(?:的?时候|之时|(?<![及随定按临平当暂到小实准即有同必何])时(?![间候常时刻段机效限事期])|之际|之余|的?(?:过程|途)中|的?同时)(?P<rest>[^.;!?。]+)"
    r"|(?:^| )(?:while|whilst|when|during|in the course of) (?P<told_en>(?:[a-z]+ing|my|the|a) [^,;.!?]*?)(?=[,;.!?]| i | i'm | i'll |$)"
)


@once
def circumstances(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches of the folded text that only tell when; nothing where the sentence says nothing else."""
    found = []
    for match in _WHEN.finditer(sentence.text):
        name = "told" if match["told"] else "told_en"
        start, end = match.span(name)
        if len((sentence.text[:start] + sentence.text[end:]).strip(" ,.;!?。")) > 8:
            found.append((sentence.place(start), sentence.place(end)))
    return found


def by_the_way(spans: list[tuple[int, int]], hit: Hit) -> bool:
    """Whether a hit lies in one of the stretches."""
    return bool(spans) and any(start <= hit.start + 1 and hit.end <= end + 1 for start, end in spans)

"""Where a sentence only says when something is done, or how things stood: 签协议的时候, 门都关了，我…; what it does is the rest."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once

_WHEN = re.compile(
    r"(?:^|[,;.!?。])(?P<told>[^,;.!?。]{2,18}?)"
    r"(?:的?时候|之时|(?<![及随定按临平当暂到小实准即有同必何])时(?![间候常时刻段机效限事期])|之际|之余|的?(?:过程|途)中|的?同时)(?P<rest>[^.;!?。]+)"
    r"|(?:^| )(?:while|whilst|when|during|in the course of) (?P<told_en>(?:[a-z]+ing|my|the|a) [^,;.!?]*?)(?=[,;.!?]| i | i'm | i'll |$)"
    r"|(?:^|[,;] |(?<=[,;] )(?:and|but) )(?:in order |so as )?to (?P<told_to>[a-z]+ [^,;.!?]{3,40}?)(?=,? (?:i|i'll|i'm|we|we'll) )"
)
#: How things stood already when the speaker did something else: 登机口都关了，我放他上去.
_STOOD = re.compile(
    r"(?:^|(?<=[,;.!?。]))([^,;.!?。我咱俺]{2,14}?(?:都|已经?|早就?|早已)[^,;.!?。我咱俺]{1,6}?了[^,;.!?。我咱俺]{0,8}(?=[,;][^.!?。]*[我咱俺])"
    r"|[^,;.!?。我咱俺]{2,10}了(?=[,;][^,;.!?。我咱俺]{0,10}(?:才|刚|又来|还有人|有人|有个)[^.!?。]*[,;][^.!?。]*[我咱俺]))"
)


@once
def circumstances(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches of the folded text that only tell when or what for; nothing where the sentence says nothing else."""
    found = []
    for match in _WHEN.finditer(sentence.text):
        name = "told" if match["told"] else "told_en" if match["told_en"] else "told_to"
        start, end = match.span(name)
        if len((sentence.text[:start] + sentence.text[end:]).strip(" ,.;!?。")) > 8:
            found.append((sentence.place(start), sentence.place(end)))
    return found


@once
def stood(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches of the folded text that tell how things stood already: no duty is done there, unless those above are spoken of."""
    found = [(sentence.place(match.start(1)), sentence.place(match.end(1))) for match in _STOOD.finditer(sentence.text)]
    above = [*sentence.of("marker", "boss"), *sentence.of("role")]
    return [(start, end) for start, end in found if not any(start <= hit.start < end for hit in above)]


def by_the_way(spans: list[tuple[int, int]], hit: Hit) -> bool:
    """Whether a hit lies in one of the stretches."""
    return bool(spans) and any(start <= hit.start + 1 and hit.end <= end + 1 for start, end in spans)

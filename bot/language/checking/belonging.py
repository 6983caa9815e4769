"""Whether something belongs to another department, or goes to somebody whom no book knows."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

#: 人事部的, "the finance department's": what follows is theirs.
_THEIRS = re.compile(r"(?:他们|那边|那里|上报|报上来|交来|送来|自己)?的?| ?(?:own )?")
#: "data of the sales department".
_OF = re.compile(r" (?:of|from|in|at|by) (?:the |our |a )*$")
_TO = re.compile(r"(?:送|发|赠)给| to (?:the|a|an|some) ")


def of_another_department(sentence: Sentence, hit: Hit) -> bool:
    """Whether the thing that a hit names is said to be another department's."""
    text, index = sentence.folded.text, sentence.segment_of(hit.start)
    for other in sentence.of("relation", "other-department"):
        if sentence.segment_of(other.start) != index:
            continue
        if hit.start <= other.start and other.end <= hit.end:
            return True
        between = text[other.end : hit.start + (text[hit.start] == " ")]
        if other.end <= hit.start + 1 and (_THEIRS.fullmatch(between) or other.end > hit.start):
            return True
        if hit.end <= other.start + 1 and _OF.search(text, max(hit.start, other.start - 14), other.start + 1):
            return True
    return False


def names_another_department(sentence: Sentence, hit: Hit) -> bool:
    """Whether the department is what the thing itself speaks of: the relations with other departments."""
    return any(other.start < hit.end and hit.start < other.end for other in sentence.of("relation", "other-department"))


def to_a_stranger(sentence: Sentence) -> bool:
    """Whether it is given to somebody that nothing here knows, and no customer was spoken of."""
    if sentence.of("relation") or sentence.of("concept", "complaint") or sentence.of("role"):
        return False
    text = sentence.folded.text
    unknown = [(start, end) for start, end in sentence.strange_runs if end - start > 1]
    return any(found.end() <= start <= found.end() + 2 for found in _TO.finditer(text) for start, _ in unknown)

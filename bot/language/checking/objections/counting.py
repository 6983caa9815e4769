"""Clauses of nothing but numbers: how many there are, how much it is that is proposed, or a further sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.amounts import Mention
from bot.language.checking.facts.measuring import sums_of
from bot.language.recognising.sentence import Segment, Sentence
from bot.model import Proposal

#: What may stand beside people and things that are only counted: 一桌六个人, there are six of them.
_COUNTING = re.compile(r"[\s,.;!?。一共总的是就有约大概正好刚好他她它们]|there|are|is|in all|altogether|all together|total|they|we")


def only_counts(sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
    """Whether a clause only says how many people or things there are, or how much it is that is proposed: 批他请假，3天."""
    proposed = {one.amount.value for one in proposals if one.amount}
    proposed |= {one.amount.value * 60 for one in proposals if one.amount and one.amount.unit == "hour"}  # hours are read in minutes
    said = sentence.text.lower()
    counted = [m for m in sentence.amounts if m.unit in ("person", "count") or (m.quantity and m.quantity.value in proposed)]
    counted = [mention for mention in counted if segment.start <= sentence.place(mention.start) < segment.end]
    rest = sentence.typed(segment.start, segment.end).lower()
    for mention in counted:
        rest = rest.replace(said[mention.start : mention.end], "", 1)
    return bool(counted) and not _COUNTING.sub("", rest)


def further_sums(sentence: Sentence, sums: Sequence[Mention], proposals: Sequence[Proposal]) -> bool:
    """Whether one of these amounts isn't what is proposed, nor a part of it."""
    proposed = {one.amount.value for one in proposals if one.amount}
    proposed |= {
        mention.quantity.value for mention in sums if mention.quantity and mention.quantity.value * (mention.count or 0) in proposed
    }
    parts = [mention.quantity.value for mention in sums_of(sentence) if mention.quantity and mention.quantity.value not in proposed]
    if len(parts) > 1 and sum(parts) in proposed:
        return False
    return any(mention.quantity and mention.quantity.value and mention.quantity.value not in proposed for mention in sums)

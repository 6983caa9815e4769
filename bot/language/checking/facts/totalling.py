"""What a sentence says of all that is done in one event, for a project or within a period: 累计没超过额度, 一共没超过 10 天.

A number beside it is what all comes to, and no amount of the act. It states nothing where a limit lies below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from bot.authority.evaluating import WITHIN
from bot.language.checking.facts.converting import fits, read_in
from bot.language.recognising.sentence import Sentence
from bot.model import CUMULATIVE, Limit, Per, Quantity
from bot.rulebook.library import Library

#: The facts that all together stays within a limit.
TOTALS = frozenset(WITHIN + per for per in CUMULATIVE)


def facts_of_limit(limit: Limit | None) -> tuple[str, ...]:
    """The fact on which a limit turns that adds up."""
    return (WITHIN + limit.per,) if limit and limit.per in CUMULATIVE else ()


def tells_total(facts: Iterable[str]) -> bool:
    """Whether one of the facts is that all together stays within a limit."""
    return not TOTALS.isdisjoint(facts)


def with_totals(
    library: Library, sentence: Sentence, action: str | None, facts: Mapping[str, bool], amount: Quantity | None
) -> dict[str, bool]:
    """The facts, where what all comes to is within the limits of an action that add up, or beyond them, by the numbers told.

    `amount` is that of the act, which is not in a total that was reached before (本月累计已经 36 小时).
    """
    if not any(sentence.of("fact", fact) for fact in TOTALS):
        return dict(facts)
    limits = tuple(_adding_up(library, action))
    turning = {WITHIN + limit.per for limit in limits}
    kept = {fact: value for fact, value in facts.items() if fact not in TOTALS or fact in turning}
    for limit in limits:
        fact, told = WITHIN + limit.per, list(_told(sentence, limit, amount))
        if any(total is None or total > limit.max for total in told):
            kept = {key: value for key, value in kept.items() if key != fact or not value}
        elif told and fact not in kept and any(hit.part == "signs" for hit in sentence.of("fact", fact)):
            kept[fact] = True
    return kept


def within_limits(library: Library, action: str | None, total: Decimal) -> dict[str, bool]:
    """What a total states of an action's limits; nothing where it is within one and beyond another of the same kind."""
    most: dict[Per, list[Decimal]] = {}
    for limit in _adding_up(library, action):
        most.setdefault(limit.per, []).append(limit.max)
    return {WITHIN + per: total <= min(found) for per, found in most.items() if total <= min(found) or total > max(found)}


def _adding_up(library: Library, action: str | None) -> Iterator[Limit]:
    """The limits of an action that count more than one act."""
    limits = (grant.limit for grant in library.grants if grant.action == action)
    return (limit for limit in limits if limit and limit.per in CUMULATIVE)


#: Said between the words for a total and its number, or before them, these mean what was reached before.
_BEFORE = re.compile("已经?|原来|之前|此前| (?:alreadi|so far|befor|to date|now) ")


def _told(sentence: Sentence, limit: Limit, amount: Quantity | None) -> Iterator[Decimal | None]:
    """What all comes to by each number beside the words for such a total; None where it isn't plainly said."""
    told = {sentence.segment_of(hit.start) for hit in sentence.of("fact", WITHIN + limit.per)}
    for mention in sentence.amounts:
        place = sentence.place(mention.start)
        index = sentence.segment_of(place)
        if index not in told or not fits(mention, limit.unit):
            continue
        most = read_in(mention, limit.unit).quantity
        earlier = amount.value if amount and _BEFORE.search(sentence.folded.text, sentence.segments[index].start, place) else None
        yield most.value + (earlier or 0) if most else None

"""What a sentence says of all that is done in one event, for a project or within a period: 累计没超过额度, 一共没超过 10 天.

A number beside it is what all comes to, and no amount of the act. It states nothing where a limit lies below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bot.language.amounts import Mention
from bot.language.checking.facts.converting import fits, read_in
from bot.language.recognising.reaching import says_before, says_none
from bot.language.recognising.sentence import Sentence
from bot.model import CUMULATIVE, WITHIN, Grant, Limit, Per, Quantity
from bot.rulebook.library import Library

#: The facts that all together stays within a limit.
TOTALS = frozenset(WITHIN + per for per in CUMULATIVE)


def facts_of_limits(grant: Grant) -> tuple[str, ...]:
    """The facts on which the limits of a grant turn that add up."""
    return tuple(WITHIN + limit.per for limit in grant.limits if limit.per in CUMULATIVE)


def tells_total(facts: Iterable[str]) -> bool:
    """Whether one of the facts is that all together stays within a limit."""
    return not TOTALS.isdisjoint(facts)


class Totals(NamedTuple):
    """What a sentence says of all that is done: the facts, and what was used before the act, by period."""

    facts: dict[str, bool]
    used: dict[Per, Quantity]


def with_totals(library: Library, sentence: Sentence, action: str | None, facts: Mapping[str, bool], amount: Quantity | None) -> Totals:
    """The facts, where what all comes to is within the limits of an action that add up, or beyond them, by the numbers told.

    `amount` is that of the act, which is not in a total that was reached before (本月累计已经 36 小时).
    """
    if not any(sentence.of("fact", fact) for fact in TOTALS):
        return Totals(dict(facts), {})
    limits = library.adding_up(action)
    turning = {WITHIN + limit.per for limit in limits}
    kept = {fact: value for fact, value in facts.items() if fact not in TOTALS or fact in turning}
    used: dict[Per, Quantity] = {}
    for limit in limits:
        fact, told = WITHIN + limit.per, list(_told(sentence, limit, amount))
        if any(before is None or before + (amount.value if amount else 0) > limit.max for before in told):
            kept = {key: value for key, value in kept.items() if key != fact or not value}
        if _surely_beyond(library, sentence, action, limit):
            kept[fact] = False
        if told and None not in told and all(hit.part == "signs" for hit in sentence.of("fact", fact)):
            used[limit.per] = Quantity(value=max(before for before in told if before is not None), unit=limit.unit)
    return Totals(kept, used)


def without_totals(library: Library, sentence: Sentence, action: str) -> Sentence:
    """The sentence without the numbers that are what was used before within a period of the action's limits, where any others are left."""
    theirs: set[Mention] = set()
    for limit in library.adding_up(action):
        theirs |= {*_numbers(sentence, limit)}
        if not any(fits(one, limit.unit) for one in sentence.amounts if one not in theirs):
            return sentence
    return replace(sentence, amounts=tuple(one for one in sentence.amounts if one not in theirs), _told={}) if theirs else sentence


def within_limits(library: Library, action: str | None, total: Decimal) -> dict[str, bool]:
    """What a total states of an action's limits; nothing where it is within one and beyond another of the same kind."""
    most: dict[Per, list[Decimal]] = {}
    for limit in library.adding_up(action):
        most.setdefault(limit.per, []).append(limit.max)
    return {WITHIN + per: total <= min(found) for per, found in most.items() if total <= min(found) or total > max(found)}


def _segments(sentence: Sentence, limit: Limit) -> set[int]:
    """The clauses that speak of what all comes to within the period of a limit."""
    return {sentence.segment_of(hit.start) for hit in sentence.of("fact", WITHIN + limit.per)}


def _numbers(sentence: Sentence, limit: Limit) -> list[Mention]:
    """The amounts in a limit's unit in those clauses."""
    told = _segments(sentence, limit)
    return [one for one in sentence.amounts if fits(one, limit.unit) and sentence.segment_of(sentence.place(one.start)) in told]


def _surely_beyond(library: Library, sentence: Sentence, action: str | None, limit: Limit) -> bool:
    """Whether more than the limits of its period is said to have been used, without saying how much: above 800 this month."""
    highest = max(one.max for one in library.adding_up(action) if one.per is limit.per)
    over = [one.low for one in _numbers(sentence, limit) if one.relation == "over"]
    return any(least is not None and least >= highest for least in over)


def _told(sentence: Sentence, limit: Limit, amount: Quantity | None) -> Iterator[Decimal | None]:
    """What was used before the act by each clause on what all comes to; None where it isn't plainly said."""
    for index in sorted(_segments(sentence, limit)):
        segment = sentence.segments[index]
        said = sentence.typed(segment.start, segment.end)
        here = [one for one in _numbers(sentence, limit) if sentence.segment_of(sentence.place(one.start)) == index]
        if not here and says_none(said):
            yield Decimal(0)
        for mention in here:
            most = read_in(mention, limit.unit).quantity
            alone = sum(fits(one, limit.unit) for one in sentence.amounts) == 1  # it may well be the act's own
            if most is None or (alone and says_before(said)):
                yield None
            elif says_before(said) or amount is None or most.value < amount.value:
                yield most.value
            else:
                yield most.value - amount.value

"""What a sentence says of all that is done in one event, for a project or within a period: 累计没超过额度, 一共没超过 10 天.

A number beside it is what all comes to, and no amount of the act. It states nothing where a limit lies below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from bot.authority.evaluating import WITHIN
from bot.language.checking.facts.converting import fits, read_in
from bot.language.recognising.sentence import Sentence
from bot.model import CUMULATIVE, Limit, Per
from bot.rulebook.library import Library

#: The facts that all together stays within a limit.
TOTALS = frozenset(WITHIN + per for per in CUMULATIVE)


def facts_of_limit(limit: Limit | None) -> tuple[str, ...]:
    """The fact on which a limit turns that adds up."""
    return (WITHIN + limit.per,) if limit and limit.per in CUMULATIVE else ()


def tells_total(facts: Iterable[str]) -> bool:
    """Whether one of the facts is that all together stays within a limit."""
    return not TOTALS.isdisjoint(facts)


def without_excess(library: Library, sentence: Sentence, action: str | None, facts: Mapping[str, bool]) -> dict[str, bool]:
    """The facts without those totals that no limit of the action turns on, or that come to more than one."""
    if not tells_total(facts):
        return dict(facts)
    limits = tuple(_adding_up(library, action))
    turning = {WITHIN + limit.per for limit in limits}
    excess = {WITHIN + limit.per for limit in limits if not _all_within(sentence, limit)}
    kept = {fact: value for fact, value in facts.items() if fact not in TOTALS or fact in turning}
    return {fact: value for fact, value in kept.items() if fact not in excess or not value}


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


def _all_within(sentence: Sentence, limit: Limit) -> bool:
    """Whether every number beside the words for such a total is within the limit."""
    told = {sentence.segment_of(hit.start) for hit in sentence.of("fact", WITHIN + limit.per)}
    beside = [mention for mention in sentence.amounts if sentence.segment_of(sentence.place(mention.start)) in told]
    read = [read_in(mention, limit.unit).quantity for mention in beside if fits(mention, limit.unit)]
    return all(most is not None and most.value <= limit.max for most in read)

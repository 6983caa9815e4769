"""Facts that a number states: 120 guests where at least 100 are asked for, an occupancy of 60 % where it has to be below 70.

A number that stands beside a fact's own words (occupancy, 入住率) is that fact's, and no amount of the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bot.language.amounts import Mention
from bot.language.amounts.figures import Figure, find_figures
from bot.language.amounts.ordinals import find_ordinals
from bot.language.recognising.lexicon import ENGLISH_GAP, GAP, Hit
from bot.language.recognising.normalising import Folded
from bot.rulebook.library import Fact, Gauge

#: The kind of hit that a fact's words beside a number are; it is gone once the number is found.
KIND = "gauge"
#: A month has from so many to so many days.
_SHORTEST, _LONGEST = 28, 31


#: What doesn't come to more where several are said.
_NEVER_ADDED = frozenset({"age", "clock", "level", "percent"})
#: What comes to more also where only one number stands beside the words: waited for an hour and then another hour.
_ADDED = frozenset({"hour", "minute", "day", "month", "kilogram", "kilometre"})
#: So close to one another are numbers that are added.
_CLOSE = 20
_JOINED = re.compile(r"和|与|及|加|另|再|又|还有|、| and | plu | plus | anoth[a-z]* | other | also ")


class Gauged(NamedTuple):
    """What numbers state, as phrases would, and the amounts that are none because they are some fact's numbers."""

    hits: tuple[Hit, ...]
    amounts: tuple[Mention, ...]
    #: Those that are some fact's numbers, with the fact.
    told: tuple[tuple[str, Mention], ...] = ()


class _Placed(NamedTuple):
    """A figure, and where it stands in the folded text."""

    figure: Figure
    start: int
    end: int


def gauged(
    normal: str, folded: Folded, facts: Iterable[Fact], words: Sequence[Hit], breaks: Sequence[int], amounts: Sequence[Mention]
) -> Gauged:
    """What the numbers of a text state of the facts; `words` are the hits of their words, `breaks` the ends of its clauses."""
    figures = [*find_figures(normal), *(_figure(mention) for mention in amounts if mention.unit not in ("percent", "day", "person"))]
    cuts = [(mention.start, mention.end) for mention in amounts if mention.cut]
    free = [one for one in figures if not any(start < one.end and one.start < end for start, end in cuts)]
    placed = [_Placed(one, folded.place(one.start), folded.place(one.end)) for one in free]
    reduced = [(_figure(mention), mention) for mention in amounts if mention.cut and mention.unit == "percent"]
    off = [_Placed(figure, folded.place(mention.start), folded.place(mention.end)) for figure, mention in reduced]
    rows = [_Placed(one, folded.place(one.start), folded.place(one.end)) for one in find_ordinals(normal)]
    hits: list[Hit] = []
    taken: list[tuple[str, Figure]] = []
    for fact in facts:
        if fact.measure is None:
            continue
        fitting = [_Placed(same, one.start, one.end) for one in placed if (same := _told_in(one.figure, fact.measure.unit))]
        if fact.measure.of.zh or fact.measure.of.en:
            own = [word for word in words if word.id == fact.id]
            fitting += rows if fact.measure.unit == "count" else []
            fitting += off if fact.measure.unit in ("percent", "share") else []  # 21% 的折扣, and still that of the act
            near = [one for word in own for one in _nearest(word, fitting, breaks, folded.text)]
            summed = _added(fact.measure, [one for one in fitting if _close(one, near)], folded.text)
            fitting = [] if summed and fact.measure.unit in _ADDED else near
            taken += [(fact.id, one.figure) for one in near if one not in off]
        if not _added(fact.measure, fitting, folded.text):
            hits += _stated(fact, fact.measure, fitting)
    told = [(key, one) for one in amounts for key, other in taken if one.start < other.end and other.start < one.end]
    theirs = [one for _, one in told]
    return Gauged(tuple(dict.fromkeys(hits)), tuple(one for one in amounts if one not in theirs), tuple(told))


def _stated(fact: Fact, gauge: Gauge, placed: Iterable[_Placed]) -> Iterator[Hit]:
    for figure, start, end in placed:
        value = within(gauge, figure)
        if value is not None:
            yield Hit(start, end, "fact", fact.id, "true" if value else "false")


def _close(one: _Placed, near: Iterable[_Placed]) -> bool:
    return any(max(one.start - other.end, other.start - one.end) <= _CLOSE for other in near)


def _added(gauge: Gauge, placed: Sequence[_Placed], text: str) -> bool:
    """Whether several numbers are joined that come to more together: 2 kg over on one bag and 3 kg over on the other."""
    places = sorted({(one.start, one.end) for one in placed})
    joined = any(_JOINED.search(text, end - 1, start + 1) for (_, end), (start, _) in pairwise(places))
    return joined and gauge.unit not in _NEVER_ADDED


def _figure(mention: Mention) -> Figure:
    """A sum or a count as a figure."""
    value = mention.quantity.value if mention.quantity else None
    low = value if mention.relation == "exact" else mention.low
    return Figure(mention.start, mention.end, mention.unit, low, value or mention.high)


def _told_in(figure: Figure, unit: str) -> Figure | None:
    """The figure in the unit of a fact; None where it is in another."""
    if figure.low is None and figure.high is None:
        return None
    if unit == "share" and figure.unit == "percent":
        return figure._replace(unit="share")
    if figure.unit == unit or (unit == "count" and figure.unit in ("person", "number")):
        return figure
    if (unit, figure.unit) == ("hour", "minute"):
        low, high = (None if one is None else one / 60 for one in (figure.low, figure.high))
        return figure._replace(low=low, high=high)
    if (unit, figure.unit) == ("day", "month"):
        low = None if figure.low is None else figure.low * _SHORTEST
        return figure._replace(low=low, high=None if figure.high is None else figure.high * _LONGEST)
    return None


def _nearest(word: Hit, placed: Iterable[_Placed], breaks: Sequence[int], text: str) -> list[_Placed]:
    """The one figure that a word speaks of: the nearest in its clause that isn't too far off."""
    clause = sum(end <= word.start for end in breaks)
    reach = ENGLISH_GAP if text[word.start : word.end].isascii() else GAP
    near = [
        (max(one.start - word.end, word.start - one.end, 0), one) for one in placed if sum(end <= one.start for end in breaks) == clause
    ]
    gap, found = min(near, default=(reach + 1, None), key=lambda pair: pair[0])
    return [found] if found and gap <= reach else []


def within(gauge: Gauge, figure: Figure) -> bool | None:
    """Whether a figure is within the bounds of a fact, as far as it reaches; None where it may be either.

    Hours from a later to an earlier one go over midnight: from 20 to 8.
    """
    told = [
        _beyond(figure.low, figure.high, bound, bare=figure.bare, itself=itself)
        for bound, itself in ((gauge.at_least, True), (gauge.above, False))
        if bound is not None
    ] + [
        _beyond(_turned(figure.high), _turned(figure.low), -bound, bare=figure.bare, itself=itself)
        for bound, itself in ((gauge.at_most, True), (gauge.below, False))
        if bound is not None
    ]
    if gauge.over_midnight:
        return True if True in told else None if None in told else False
    return False if False in told else None if None in told else True


def _turned(end: Decimal | None) -> Decimal | None:
    return None if end is None else -end


def _beyond(low: Decimal | None, high: Decimal | None, bound: Decimal, *, bare: bool, itself: bool) -> bool | None:
    """Whether all from `low` to `high` is above the bound, or at it where that counts `itself`; None where only a part is."""
    if low is not None and (low > bound or (low == bound and (itself or (bare and high is None)))):
        return True
    if high is not None and (high < bound or (high == bound and (not itself or (bare and low is None)))):
        return False
    return None

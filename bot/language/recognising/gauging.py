"""Facts that a number states: 120 guests where at least 100 are asked for, an occupancy of 60 % where it has to be below 70.

A number that stands beside a fact's own words (occupancy, 入住率) is that fact's, and no amount of the act.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bot.language.amounts import Mention
from bot.language.amounts.extents import DAY, WORKING_DAY, days_and_hours, lasts, of_work
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
#: What is said to be about so much may be more or less by this factor.
_ABOUT = Decimal("1.25")
#: So close to one another are numbers that are added.
_CLOSE = 20
_JOINED = re.compile(r"和|与|及|加|另|再|又|还有|、| and | plu | plus | anoth[a-z]* | other | also ")


class Gauged(NamedTuple):
    """What numbers state, as phrases would, and the amounts that are none because they are some fact's numbers."""

    hits: tuple[Hit, ...]
    amounts: tuple[Mention, ...]
    #: Those that are some fact's numbers, with the fact.
    told: tuple[tuple[str, Mention], ...] = ()


class Act(NamedTuple):
    """Words that name an act, and the unit of its amount."""

    hit: Hit
    unit: str


class _Placed(NamedTuple):
    """A figure, and where it stands in the folded text."""

    figure: Figure
    start: int
    end: int


def gauged(
    normal: str,
    folded: Folded,
    facts: Iterable[Fact],
    words: Sequence[Hit],
    breaks: Sequence[int],
    amounts: Sequence[Mention],
    *,
    acts: Sequence[Act] = (),
    harmless: Collection[str] = (),
) -> Gauged:
    """What the numbers of a text state of the facts; `words` are the hits of their words, `breaks` the ends of its clauses.

    A bare number is a sum for a fact as it is for a limit; where one of the `acts` counts something else, nobody knows which it is.
    A number beside words of an act's own (下调) is its amount as well. What may be on either side leaves its fact open, and speaks
    against one that is presumed and `harmless`, since nothing is forbidden by it.
    """
    found = find_figures(normal)
    figures = [*found, *(_figure(mention) for mention in amounts if mention.unit not in ("percent", "day", "person"))]
    cuts = [(mention.start, mention.end) for mention in amounts if mention.cut]
    free = [one for one in figures if not any(start < one.end and one.start < end for start, end in cuts)]
    longer = days_and_hours(normal, [(one.start, one.end, one.unit) for one in free])
    free = [one._replace(high=None) if any(start <= one.start and one.end <= end for start, end in longer) else one for one in free]
    points = [one for one in map(_share_of, amounts) if one and not any(_overlap(one, other) for other in figures)]
    placed = [_Placed(one, folded.place(one.start), folded.place(one.end)) for one in (*free, *points)]
    reduced = [(_figure(mention), mention) for mention in amounts if mention.cut and mention.unit == "percent"]
    off = [_Placed(figure, folded.place(mention.start), folded.place(mention.end)) for figure, mention in reduced]
    rows = [_Placed(one, folded.place(one.start), folded.place(one.end)) for one in find_ordinals(normal)]
    bare = [one for one in placed if one.figure.unit == "number" and not any(_overlap(one.figure, other) for other in found)]
    hits: list[Hit] = []
    taken: list[tuple[str, Figure]] = []
    for fact in sorted(facts, key=_of_a_sum):
        if fact.measure is None:
            continue
        of_words = bool(fact.measure.of.zh or fact.measure.of.en)
        own = [word for word in words if word.id == fact.id]
        fitting = [_Placed(same, one.start, one.end) for one in placed if (same := _told_in(one.figure, fact.measure.unit))]
        if fact.measure.unit in ("hour", "minute"):
            strict = fact.id in harmless
            fitting += [days for one in placed if (days := _of_days(normal, one, fact.measure, strict=strict))]
        if of_words:
            fitting += rows if fact.measure.unit == "count" else []
            fitting += off if fact.measure.unit in ("percent", "share") else []  # 21% 的折扣, and still that of the act
        near = [one for word in own for one in _nearest(word, fitting, breaks, folded.text)]
        if _of_a_sum(fact) and not (near if of_words else fitting):
            fitting = bare
            near = [one for word in own for one in _nearest(word, fitting, breaks, folded.text)]
            if _wanted(acts, amounts):
                hits += [_unsure(fact, one, harmless) for one in (near if of_words else fitting)]
                continue
        if of_words:
            summed = _added(fact.measure, [one for one in fitting if _close(one, near)], folded.text)
            fitting = [] if summed and fact.measure.unit in _ADDED else near
            acting = [word for word in own if _of_an_act(word, fact.measure, acts)] if _is_alone(fact.measure, amounts) else []
            both = [one for word in acting for one in _nearest(word, near, breaks, folded.text)]
            taken += [(fact.id, one.figure) for one in near if one not in off and one not in both]
            bare = bare if _of_a_sum(fact) else [one for one in bare if one not in near]
        if not _added(fact.measure, fitting, folded.text):
            hits += _stated(fact, fact.measure, fitting, harmless)
    told = [(key, one) for one in amounts for key, other in taken if _overlap(one, other)]
    theirs = [one for _, one in told]
    return Gauged(tuple(dict.fromkeys(hits)), tuple(one for one in amounts if one not in theirs), tuple(told))


def _of_a_sum(fact: Fact) -> bool:
    return fact.measure is not None and fact.measure.unit.isupper()


def _wanted(acts: Sequence[Act], amounts: Sequence[Mention]) -> bool:
    """Whether an act that is named counts something else than money, of which no amount is said with its unit."""
    units = {act.unit for act in acts if not act.unit.isupper()}
    return bool(units) and units.isdisjoint({one.unit for one in amounts} | {"share" for one in amounts if one.share})


def _of_an_act(word: Hit, gauge: Gauge, acts: Sequence[Act]) -> bool:
    """Whether a fact's word is one of those that name an act in the same unit."""
    pieces = [piece for act in acts if act.unit == gauge.unit for piece in act.hit.pieces()]
    return any(start <= word.start and word.end <= end for start, end in pieces)


def _is_alone(gauge: Gauge, amounts: Sequence[Mention]) -> bool:
    """Whether no more than one amount is said in a unit."""
    return sum(one.unit == gauge.unit or (gauge.unit == "share" and one.unit == "percent") for one in amounts) <= 1


def _overlap(one: Mention | Figure, other: Mention | Figure) -> bool:
    return one.start < other.end and other.start < one.end


def _unsure(fact: Fact, placed: _Placed, harmless: Collection[str]) -> Hit:
    """That a number may state the fact and may not: what is forbidden by it is then asked, and what is presumed isn't so."""
    return Hit(placed.start, placed.end, "fact", fact.id, "false" if fact.presumed and fact.id in harmless else "open")


def _stated(fact: Fact, gauge: Gauge, placed: Iterable[_Placed], harmless: Collection[str]) -> Iterator[Hit]:
    for one in placed:
        value = within(gauge, one.figure)
        if value is None:
            yield _unsure(fact, one, harmless)
        else:
            yield Hit(one.start, one.end, "fact", fact.id, "true" if value else "false")


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
    low = value if mention.relation in ("exact", "about") else mention.low
    high = value or mention.high
    if mention.rough:  # about 200 may be 220
        low, high = low and low / _ABOUT, high and high * _ABOUT
    return Figure(mention.start, mention.end, mention.unit, low, high)


def _share_of(mention: Mention) -> Figure | None:
    """A share that nothing comes down by: 上浮 0.2 个百分点."""
    if mention.unit != "percent" or mention.cut or mention.share is None or mention.relation != "exact":
        return None
    return Figure(mention.start, mention.end, "percent", mention.share, mention.share)


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


def _of_days(normal: str, placed: _Placed, gauge: Gauge, *, strict: bool) -> _Placed | None:
    """Days in hours or minutes: from so many hours of work to all of the clock, which working days may exceed over a weekend.

    Where the fact is that it lasts no longer, all of the clock counts if it is `strict`. Without a word beside which they stand only
    such a fact is told by them.
    """
    figure, minutes = placed.figure, 60 if gauge.unit == "minute" else 1
    of_words, lower = gauge.of.zh or gauge.of.en, gauge.at_least is not None or gauge.above is not None
    if figure.unit != "day" or not (of_words or (not lower and lasts(normal, figure.start, figure.end))):
        return None
    low = None if figure.low is None else figure.low * WORKING_DAY * minutes
    most = None if figure.high is None or of_work(normal[figure.start : figure.end]) else figure.high * DAY * minutes
    if strict and not lower and low is not None:  # the larger reading counts against what must not last longer
        low = figure.low and (figure.low * DAY * minutes)
    return placed._replace(figure=figure._replace(low=low, high=most))


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

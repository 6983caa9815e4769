"""How long something lasts, how heavy and how far it is, as amounts in `minute`, `day`, `kilogram` and `kilometre`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_UP, Decimal
from itertools import pairwise

from msgspec.structs import replace

from bot.language.amounts.counting import is_shared
from bot.language.amounts.figures import Figure
from bot.language.amounts.mention import Mention
from bot.language.amounts.numeral import tidy
from bot.language.amounts.surroundings import WINDOW, Left
from bot.language.amounts.things import TOTAL_AFTER, TOTAL_AHEAD, find_each, for_all, is_person, thing_of
from bot.model import Quantity

TIMES = ("minute", "day", "month")
#: The units of acts that last for so long, weigh so much or go so far, and those that numbers are read in where an act has them.
_READ = {"day": TIMES, "hour": TIMES, "minute": TIMES, "kilogram": ("kilogram",), "kilometre": ("kilometre",)}
#: What is said in days is an amount already, but not half a day; and 等了半天 is only a long time.
_IN_DAYS = re.compile(r"(?!半|half).*?(?:[天日]|day)")
_AGES = re.compile(r"[了老大着过]半天(?!的?[假班休课])|半天(?=[才都还也没不])")
#: Not how long, but when or how often: two weeks ago, three days a week, 每两周.
_WHEN_BEHIND = re.compile(r" ?(?:ago(?![a-z])|之?前(?![台厅面])|以前|来)")
_WHEN_BEFORE = re.compile(
    r"(?:每一?个?|[上本这下]一?个?|(?<![a-z])(?:every|each|per|this|last|next|days|times?|once|twice|hours?|in the past|for the last)) ?$"
)
#: Nor how long, but when: in three days, within 2 days, 3 天后, 三天内.
_THEN_BEHIND = re.compile(
    r" ?(?:之?[后内]|以[后内]|later(?![a-z])|from (?:now|today)(?![a-z])|before(?![a-z])|after(?![a-z])|'? ?notice|old(?![a-z]))"
)
_THEN_BEFORE = re.compile(r"(?:[近过隔头第]|(?<![a-z])(?:in|within|after|past)) ?$")
_THEN = re.compile(r"within|.*[内后前]$")
#: How many hours of the clock a day has, and how many at least where it is one of work.
DAY, WORKING_DAY = 24, 8
_OF_WORK = re.compile(r"工作日|working|business")
#: Between the days and the hours of one time.
_AND_HOURS = re.compile(r"[\s,]*(?:and|plus|零|又|加|和|外加)?\s*")
_MONTH, _YEAR, _MONTHS = Decimal(31), Decimal(366), 12
#: So much each time or each day is no matter of how many people or things there are.
_OCCASIONS = frozenset("次 场 趟 批 单 day 月 周 晚 时 time case order month hour week night visit".split())
#: A pound is no round number of grams, and a mile none of metres.
_LEAST = Decimal("0.001")


def lasts(text: str, start: int, end: int) -> bool:
    """Whether days that stand there say how long something is, and not when or how often."""
    behind = _WHEN_BEHIND.match(text, end) or _THEN_BEHIND.match(text, end)
    before = text[max(0, start - 16) : start]
    return not (behind or _WHEN_BEFORE.search(before) or _THEN_BEFORE.search(before) or _THEN.match(text[start:end]))


def days_and_hours(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Where a time is said in days and hours, which nobody reckons into one another for certain: 2 天 12 小时."""
    pairs = pairwise(sorted(one for one in spans if one[2] in TIMES))
    return [(a[0], b[1]) for a, b in pairs if a[2] != b[2] == "minute" and _AND_HOURS.fullmatch(text, a[1], b[0])]


def of_work(said: str) -> bool:
    """Whether days are said to be working days, of which nobody knows how many hours of the clock they come to."""
    return bool(_OF_WORK.search(said))


def measured_in(units: Iterable[str | None]) -> frozenset[str]:
    """What numbers have to be read in for acts in these units."""
    return frozenset(read for unit in units for read in _READ.get(unit or "", ()))


def extents(text: str, figures: Iterable[Figure], units: Collection[str]) -> Iterator[Mention]:
    """Each in one of the units as a mention; a month counts as the longest there is, and `longest` says so."""
    for figure in figures:
        said = text[figure.start : figure.end]
        if figure.unit not in units or (figure.unit == "day" and _IN_DAYS.match(said)):
            continue
        if _AGES.match(text, max(0, figure.start - 1)) or _AGES.match(text, figure.start):
            continue
        timed = figure.unit in TIMES
        if not timed or not (_WHEN_BEHIND.match(text, figure.end) or _WHEN_BEFORE.search(text, max(0, figure.start - 16), figure.start)):
            yield _for_each(text, _mention(figure)) if figure.unit != "day" else _mention(figure)


def with_extents(text: str, amounts: Iterable[Mention], found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Both in order, with how many an extent is for where it is for each; the 一个 of 一个半小时 counts nothing by itself."""
    found = tuple(found)
    rest = [one for one in amounts if not any(one.start < other.end and other.start < one.end for other in found)]
    shared = any(is_shared(text, one) for one in rest if one.unit in ("person", "count"))
    counted = (_counted(text, one, rest) if one.each or shared else one for one in found)
    return tuple(sorted((*rest, *counted), key=lambda mention: mention.start))


def _for_each(text: str, mention: Mention) -> Mention:
    """The mention, as so much for each where it is said to be so for each person or thing (每人, 各, each, per bag)."""
    left = Left(text[max(0, mention.start - WINDOW) : mention.start], mention.start)
    each, end = find_each(text, left, mention.end)
    thing = thing_of(each)
    if each is None:
        total = TOTAL_AHEAD.search(left.text) or TOTAL_AFTER.match(text, mention.end)
        return replace(mention, each=True, apiece="person") if not total and for_all(text, left, mention.end) else mention
    return mention if thing in _OCCASIONS else replace(mention, each=True, apiece=thing, end=end)


def _counted(text: str, mention: Mention, others: Iterable[Mention]) -> Mention:
    """The mention with the number of people, or else of things, that is said beside it."""
    said: dict[str, set[Decimal]] = {"person": set(), "count": set()}
    for one in others:
        if one.quantity and one.unit in said:
            people = one.unit == "person" or is_person(text[one.start : one.end].split()[-1])
            said["person" if people else "count"].add(one.quantity.value)
    unit = "person" if mention.apiece == "person" or (said["person"] and not mention.apiece) else "count"
    apiece = mention.apiece or ("person" if unit == "person" or not said["count"] else "thing")
    count = int(said[unit].pop()) if len(said[unit]) == 1 else None
    return replace(mention, each=True, apiece=apiece, count=count)


def _mention(figure: Figure) -> Mention:
    months = figure.unit == "month"
    unit = "day" if months else figure.unit
    low, high = (one and (_in_days(one) if months else _rounded(one)) for one in (figure.low, figure.high))
    quantity = Quantity(value=high, unit=unit) if high is not None and (low == high or low is None) else None
    relation = "exact" if quantity and low else "at-most" if quantity else "over" if high is None else "range"
    return Mention(
        start=figure.start,
        end=figure.end,
        quantity=quantity,
        unit=unit,
        relation=relation,
        low=None if relation == "exact" else low,
        high=None if relation == "exact" else high,
        longest=months,
        why="" if quantity else "range",
    )


def _rounded(value: Decimal) -> Decimal:
    """No less than what was said, to the gram or metre."""
    return tidy(value.quantize(_LEAST, rounding=ROUND_UP))


def _in_days(months: Decimal) -> Decimal:
    """The most days that so many months can have."""
    years, rest = divmod(months, _MONTHS)
    return (years * _YEAR + rest * _MONTH).quantize(Decimal(1), rounding=ROUND_UP)

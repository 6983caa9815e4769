"""Numbers that are no amounts of money: times, weights, distances, ages, hours of the day, people, rates, each with how far it reaches.

`find_figures` reads every one of them, whether or not an act is measured in it; what they are good for is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.language.amounts.bounds import BOUND_AFTER, BOUND_BEFORE
from bot.language.amounts.numeral import SPOKEN, WORDS, Numeral, convert, tidy
from bot.language.amounts.numerals import read_numeral
from bot.language.amounts.surroundings import RANGE_MARK, WINDOW
from bot.language.amounts.worth import FIGURE, read_figure, stands_free

_OPENING = re.compile(
    rf"(?<![0-9.a-z])(?<![0-9],)[0-9]|(?<![{SPOKEN}])(?<![0-9{SPOKEN}]点)[{SPOKEN}俩半](?!年[终底])|百分之"
    rf"|(?<![a-z])(?:{'|'.join(WORDS)}|an?|another|half(?: an?)?|aged?)(?![a-z])"
)
#: Right before the unit of time.
_ADDED = "(?:(?:more|extra|additional|further|full|whole|solid|consecutive|straight) )?"
_NIGHT, _LATER = "凌晨|清晨|早上|早晨|上午", "下午|傍晚|晚上|晚间|夜里|夜间|当晚|今晚"
#: What stands behind a number, which unit that makes it, and how many of these units one is.
_UNITS = (
    (rf"个?(?:小时|钟头)|个?半?钟(?!头)|{_ADDED}(?:hours?|hrs?|h)(?![a-z])", "minute", 60),
    (r"刻钟", "minute", 15),
    (rf"分钟|{_ADDED}(?:minutes?|mins?)(?![a-z])", "minute", 1),
    (rf"个?(?:星期|礼拜)(?![一二三四五六日天末])|周(?![一二三四五六日末年岁])|{_ADDED}(?:weeks?|wks?)(?![a-z])", "day", 7),
    (r"fortnights?(?![a-z])", "day", 14),
    (rf"个?工作日|天(?!猫)|{_ADDED}(?:working |business |calendar )?days?(?![a-z])", "day", 1),
    (rf"个月|(?<=半)月|{_ADDED}(?:months?|mths?)(?![a-z])", "month", 1),
    (rf"公斤|千克|{_ADDED}(?:kgs?|kilos?|kilogram(?:me)?s?)(?![a-z])", "kilogram", 1),
    (r"市?斤", "kilogram", Decimal("0.5")),
    (r"克(?![服扣制])|(?:g|grams?|grammes?)(?![a-z])", "kilogram", Decimal("0.001")),
    (r"公?吨|(?:metric tons?|tonnes?|t)(?![a-z])", "kilogram", 1000),
    (r"磅|(?:lbs?|pounds?(?= (?:over ?weight|in weight|of weight|too heavy|heavier)))(?![a-z])", "kilogram", Decimal("0.45359237")),
    (rf"公里|千米|{_ADDED}(?:kms?|kilomet(?:re|er)s?)(?![a-z])", "kilometre", 1),
    (rf"英里|{_ADDED}miles?(?![a-z])", "kilometre", Decimal("1.609344")),
    (r"米(?![饭粉面线酒])|met(?:re|er)s?(?![a-z])", "kilometre", Decimal("0.001")),
    (r"周?岁|(?:years?|yrs?)[ -]?olds?(?![a-z])|y/?o(?![a-z])", "age", 1),
    (r"年(?![终底初末会级代])|(?:years?|yrs?)(?![a-z])", "month", 12),
    (r"%|per ?cent(?![a-z])|pct(?![a-z])", "percent", 1),
    (r"成(?![功为员立本绩年长交都熟是会要得新不品])", "percent", 10),
    (
        r"个?人(?![事力工为次])|名(?![单字义])|位(?!置|于)|个(?:员工|客人|病人|患者|宾客|来宾|顾客|客户)"
        r"|(?:[a-z]+ )?(?:people|persons?|guests?|pax|heads|staff|employees?|visitors|patients|attendees|participants|covers)(?![a-z])",
        "person",
        1,
    ),
    (r"级(?!别)|度(?![过假日数量])|°|degrees?(?![a-z])", "level", 1),
    (r"(?:a\.?m)(?![a-z])|o'clock in the morning", "clock", 1),
    (r"(?:p\.?m)(?![a-z])|o'clock in the (?:afternoon|evening)", "clock-later", 1),
    (r"点(?:钟|半)?(?![名评儿])", "clock-said", 1),
)
_UNIT = re.compile("(?: |-(?=[a-z]))?(?:" + "|".join(f"(?P<u{index}>{pattern})" for index, (pattern, _, _) in enumerate(_UNITS)) + ")")
_LARGE = "小时|钟|月|星期|礼拜|天|年|公?[斤里吨]|千[克米]|英里"
_HALF = re.compile(rf"(个?半)(?=个?(?:{_LARGE}))")
_HALF_BEHIND = re.compile(r"半(?![天个小])| and a half")
_FEW = rf"(?:,? and|零|又)? ?(?P<more>[0-9]{{1,3}}|[{SPOKEN}]+) ?"
_GRAMS = re.compile(rf"{_FEW}(?:克|(?:g|grams?|grammes?)(?![a-z]))")
#: What is said of a smaller unit behind which, and how many of it make one: 2 hours 30 minutes, 3公斤200克, 5 km and 300 metres.
_MORE: dict[tuple[str, float | Decimal], tuple[re.Pattern[str], int]] = {
    ("minute", 60): (re.compile(r"(?: and|零|又)? ?(?P<more>[0-9]{1,2}) ?(?:分钟?|minutes?|mins?|m(?![a-z]))"), 60),
    ("kilogram", 1): (_GRAMS, 1000),
    ("kilogram", Decimal("0.5")): (_GRAMS, 500),
    ("kilogram", 1000): (re.compile(rf"{_FEW}(?:公斤|千克|kgs?(?![a-z])|kilo)"), 1000),
    ("kilometre", 1): (re.compile(rf"{_FEW}(?:米|(?:m|met(?:re|er)s?)(?![a-z]))"), 1000),
}
#: 3 kg × 2; the other way about it is left to others.
_FACTOR, _FACTOR_BEFORE = re.compile(r" ?[x×*] ?(?P<count>[0-9]{1,4})(?![0-9.,])"), re.compile(r"[0-9] ?[x×*] ?$")
#: 三斤二两, and 三斤二.
_TENTH = re.compile(rf"(?<=斤)(?P<more>{FIGURE})(?P<unit>两(?![{SPOKEN}个件位名天]))?")
_TIME = re.compile(r"(?P<hours>[01]?[0-9]|2[0-4])[:点时](?P<minutes>[0-5][0-9]|半)?分?(?: ?(?P<half>[ap])\.?m(?![a-z]))?")
_OF_DAY = re.compile(rf"(?:(?P<early>{_NIGHT})|(?P<late>{_LATER}))[^,.;0-9]{{0,2}}$")
_AGED = re.compile(r"(?<![a-z])(?:aged?|age of)(?: (?:is|of))? $")
#: Force 7, level 3: on a scale the number stands behind.
_SCALE = re.compile(r"(?<![a-z])(?:force|level|grade|category|class|stage|tier|scale|magnitude)[ -]$")
#: Nothing lasts longer or weighs more, in whatever unit.
_MOST = Decimal(10) ** 15
#: 2026 年 is no duration, and the second end of 100 到 120 人 isn't all that was said.
_LAST_YEAR = 1900
_SECOND = re.compile(rf"[0-9{SPOKEN}] ?(?:[-~～—–−]|到|至|to) ?$")
_AFTER, _BEFORE = re.compile(r"(?<![a-z])(?:after|past|since|from) $|过了?$"), re.compile(r"(?<![a-z])(?:before|until|till|by) $")
_BEHIND_IT = re.compile(r"(?:钟|整)?(?:(?P<after>之后|以后|后|过后)|(?P<before>之前|以前|前(?![台厅面])))")
#: How each kind of bound reads: which end the number is, and whether it is left out itself.
_REACH = {
    "below": ("high", True),
    "not-above": ("high", False),
    "at-most": ("high", False),
    "above": ("low", True),
    "at-least": ("low", False),
    "not-below": ("low", False),
}


#: Said behind a number, these mean itself as well.
_ITSELF = frozenset({"以上", "之上", "or more", "or above", "or over", "and up", "and above", "and over"})


class Figure(NamedTuple):
    """One number in its unit, from `low` to `high`; None is an open end, and a `bare` end isn't reached itself."""

    start: int
    end: int
    unit: str
    low: Decimal | None
    high: Decimal | None
    bare: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The one number that it is."""
        return self.low if self.low == self.high else None


def find_figures(text: str) -> tuple[Figure, ...]:
    """All of them, in order of appearance."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Figure]:
    at = 0
    while opening := _OPENING.search(text, at):
        figure = _time(text, opening.start()) or _figure(text, opening.start())
        if figure:
            yield figure
        at = max(opening.end(), figure.end if figure else 0)


def _time(text: str, at: int) -> Figure | None:
    """20:30, 8:30 pm, 晚上8点半."""
    found = _TIME.match(text, at)
    if found is None or (not found["minutes"] and not found["half"] and "点" not in found.group()):
        return None
    hours = Decimal(found["hours"]) + (Decimal(30 if found["minutes"] == "半" else found["minutes"] or 0) / 60)
    return _clock(text, at, found.end(), hours, later=found["half"] == "p", said="点" in found.group())


def _clock(text: str, start: int, end: int, hours: Decimal, *, later: bool, said: bool) -> Figure | None:
    """A time of day in hours; 8 点 by itself may be in the morning and in the evening."""
    day = _OF_DAY.search(text, max(0, start - WINDOW), start)
    later = later or bool(day and day["late"])
    if hours > 24 or (said and hours <= 12 and not day):
        return None
    hours = hours + 12 if later and hours < 12 else hours
    behind = _BEHIND_IT.match(text, end)
    before = text[max(0, start - WINDOW) : day.start() if day else start]
    if _AFTER.search(before) or (behind and behind["after"]):
        return Figure(start, end, "clock", hours, Decimal(24))
    if _BEFORE.search(before) or (behind and behind["before"]):
        return Figure(start, end, "clock", Decimal(0), hours, bare=True)
    return Figure(start, end, "clock", hours, hours)


def _figure(text: str, at: int) -> Figure | None:
    numeral = _number(text, at)
    if numeral is None:
        return None
    if text.startswith("百分之", at):
        return _reaching(text, numeral, numeral.end, "percent", Decimal(1))
    half = _HALF.match(text, numeral.end) if text[at] != "半" else None
    found = _UNIT.match(text, half.end() if half else numeral.end)
    if found is None and half is None and (range_ := _range(text, numeral)):
        return range_
    if found is None:
        named = next((unit for words, unit in _NAMED if words.search(text, max(0, at - WINDOW), at)), None)
        return _reaching(text, numeral, numeral.end, named, Decimal(1)) if named else None
    _, unit, factor = _UNITS[int(str(found.lastgroup)[1:])]
    end = found.end()
    if half or "半钟" in found.group():
        numeral = _and(numeral, Decimal("0.5"))
    elif behind := _HALF_BEHIND.match(text, end):
        numeral, end = _and(numeral, Decimal("0.5")), behind.end()
    if unit.startswith("clock"):
        value = numeral.value
        later, said = unit == "clock-later", unit == "clock-said"
        return None if value is None else _clock(text, at, end, value, later=later, said=said)
    numeral, end = _to_its_end(text, numeral, end, found)
    return _reaching(text, numeral, end, unit, Decimal(factor))


def _to_its_end(text: str, numeral: Numeral, end: int, found: re.Match[str]) -> tuple[Numeral, int]:
    """The number with what is said of it behind its unit, and where that ends: smaller units, the other end of a range, a factor."""
    _, unit, factor = _UNITS[int(str(found.lastgroup)[1:])]
    for more, worth in _further(text, end, unit, Decimal(factor)):
        numeral, end = _and(numeral, worth), more.end()
    if (other := _other_end(text, end)) and (same := _UNIT.match(text, other.end)) and same.lastgroup == found.lastgroup:
        numeral, end = _from_to(numeral, other), same.end()
    if times := _FACTOR.match(text, end):
        count, end = Decimal(times["count"]), times.end()
        numeral = convert(numeral, lambda value: value * count)
    return numeral, end


def _range(text: str, numeral: Numeral) -> Figure | None:
    """3 to 5 kg, 三到五小时: a unit that is said once, behind the second number; hours of the clock are two."""
    other = _other_end(text, numeral.end)
    found = other and _UNIT.match(text, other.end)
    if other is None or found is None:
        return None
    _, unit, factor = _UNITS[int(str(found.lastgroup)[1:])]
    return None if unit.startswith("clock") else _reaching(text, _from_to(numeral, other), found.end(), unit, Decimal(factor))


def _other_end(text: str, at: int) -> Numeral | None:
    """The number behind a "to"."""
    mark = RANGE_MARK.match(text, at)
    other = mark and read_numeral(text, mark.end())
    return other if other and other.value is not None else None


def _from_to(numeral: Numeral, other: Numeral) -> Numeral:
    """All from one number to another; as it stands where either isn't plain."""
    if numeral.value is None or other.value is None:
        return numeral
    low, high = sorted((numeral.value, other.value))
    return numeral._replace(value=None, relation="range", low=low, high=high)


def _further(text: str, end: int, unit: str, factor: Decimal) -> Iterator[tuple[re.Match[str], Decimal]]:
    """What is said of a smaller unit behind a number, and what it is worth in that of the number."""
    pattern, parts = _MORE.get((unit, factor), (None, 1))
    if (tenth := _TENTH.match(text, end)) and (tenth["unit"] or stands_free(text, tenth.end())):
        yield tenth, read_figure(tenth["more"]) / 10
    elif pattern and (more := pattern.match(text, end)) and (said := read_numeral(more["more"], 0)):
        yield more, (said.value or Decimal(0)) / parts


#: What stands before a number, and which unit that makes it.
_NAMED = ((_AGED, "age"), (_SCALE, "level"))


def _and(numeral: Numeral, more: Decimal) -> Numeral:
    return numeral if numeral.value is None else numeral._replace(value=numeral.value + more)


_ONE = re.compile(r"an(?:other)? (?=[a-z])|a (?=[a-z])")
_PART = re.compile(rf"half(?: an? ?|-| )(?![a-z]+s(?![a-z]))|半(?=个?(?:{_LARGE}))")


def _number(text: str, at: int) -> Numeral | None:
    """The number that begins there; an hour is one, half an hour and 半小时 are a half."""
    if part := _PART.match(text, at):
        return Numeral(start=at, end=part.end(), value=Decimal("0.5"))
    if text.startswith("百分之", at):
        found = read_numeral(text, at + 3)
        return found and found._replace(start=at)
    found = read_numeral(text, at)
    if found is None and (one := _ONE.match(text, at)):
        return Numeral(start=at, end=one.end() - 1, value=Decimal(1))
    return found


def _reaching(text: str, numeral: Numeral, end: int, unit: str, factor: Decimal) -> Figure | None:
    """The figure with the words around it that say how far it reaches."""
    ends = [numeral.value, numeral.value] if numeral.value is not None else [numeral.low, numeral.high]
    if any(one is not None and one > _MOST for one in ends):
        return None
    low, high = (None if one is None else tidy((one * factor).quantize(Decimal("0.0001"))) for one in ends)
    if (unit == "month" and low and low > 12 * _LAST_YEAR) or _SECOND.search(text, max(0, numeral.start - 4), numeral.start):
        return None
    if (low is None and high is None) or numeral.relation == "about":
        return None
    if _FACTOR_BEFORE.search(text, max(0, numeral.start - 4), numeral.start):
        return None
    before = BOUND_BEFORE.search(text, max(0, numeral.start - WINDOW), numeral.start)
    after = BOUND_AFTER.match(text, end)
    word = str((before or after).lastgroup).replace("_", "-") if before or after else ""  # type: ignore[union-attr]
    if word in ("about", "roughly"):
        return None
    side, bare = _REACH.get(word, ("", False))
    if after and not before and after.group().strip() in _ITSELF:
        bare = False
    if side and low != high:
        return None
    low, high = (None if side == "high" else low), (None if side == "low" else high)
    start = before.start() if before and word in ("below", "not-above", "above") else numeral.start  # the 不 of 不到 denies nothing
    return Figure(start, end, unit, low, high, bare)

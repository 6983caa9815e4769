"""Whether a duty falls short of a figure that its clause gives: one guard where it says at least two, 60 days where it says within 30.

Compared is what both count in the same unit, once each: days, hours, the time of day, people and things. More than the clause says is
too much only where it says within, by or at most; less is too little everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.language.amounts.numerals import read_numeral
from bot.model import Words

_NUMBER = "[0-9]{1,4}|[一二两三四五六七八九十百]{1,5}"
_NUMBER_EN = (
    "[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|a hundred"
)
#: In which unit a length of time is counted, and how many of it that is.
_LENGTHS = {"小时": ("hour", 1), "分钟": ("minute", 1), "天": ("day", 1), "日": ("day", 1), "周": ("day", 7), "星期": ("day", 7)}
_LENGTHS |= {"月": ("day", 30), "年": ("day", 365), "hour": ("hour", 1), "minute": ("minute", 1), "day": ("day", 1), "week": ("day", 7)}
_LENGTHS |= {"month": ("day", 30), "year": ("day", 365)}
_CHINESE = re.compile(
    r"(?P<least>至少|最少|不少于|不低于)?(?P<most>最多|至多|不超过|不多于)?"
    rf"(?<![第每一二两三四五六七八九十百0-9:.])(?P<number>{_NUMBER}) ?个?"
    r"(?:(?:工作)?(?P<length>小时|分钟|[天日周年月]|星期)(?![0-9前常])|(?P<thing>[名位份家台辆间套张道把][\u4e00-\u9fff]{2}))"
    r"(?P<within>之?内|以内|之?前|以前|以下)?"
)
_ENGLISH = re.compile(
    r"(?:\b(?P<least>at least|no fewer than|no less than|a minimum of) )?(?:\b(?P<most>within|at most|no more than|up to|a maximum of) )?"
    rf"(?<!every )(?<!each )(?<![0-9:.,])\b(?P<number>{_NUMBER_EN})[ -](?:(?:working|business|calendar|full) )?(?P<thing>[a-z]{{3,}})\b"
)
#: Of the clock: by 18:00, 20 点前, before noon.
_CLOCK = re.compile(
    r"(?P<least>after |from )?(?P<hour>[01]?[0-9]|2[0-4])(?:[:：](?P<minute>[0-5][0-9])| ?[点时](?!间|候))(?P<later>之?后|以后)?"
)
#: What follows a number and is no thing that is counted.
_NO_THING = frozenset({"the", "and", "per", "percent", "yuan", "rmb", "times", "more", "less", "for", "off", "who", "that", "from", "with"})
#: Parts of a day; one isn't another.
_DAYTIMES = {
    "morning": "早上|上午|早晨|清晨|(?<![a-z])mornings?(?![a-z])",
    "evening": "晚上|傍晚|夜里|(?<![a-z])(?:evenings?|nights?)(?![a-z])",
}
_DAYTIMES |= {"noon": "中午|(?<![a-z])(?:noon|midday)(?![a-z])", "afternoon": "下午|(?<![a-z])afternoons?(?![a-z])"}


class _Figure(NamedTuple):
    """So much of something; at most so much, or at least where nothing else is said."""

    of: str
    value: Decimal
    most: bool


def falls_short(said: str, clause: Words) -> bool:
    """Whether what is `said` of a duty, normalised, falls short of a figure of its clause."""
    told = _alone(_figures(said))
    written = _alone(_figures(clause.zh)) | _alone(_figures(clause.en.lower()))
    short = any(_beside(one, written[of]) for of, one in told.items() if of in written)
    return short or _at_another_time(said, f"{clause.zh} {clause.en.lower()}")


def _beside(told: _Figure, written: _Figure) -> bool:
    return told.value > written.value if written.most else told.value < written.value


def _alone(figures: Iterator[_Figure]) -> dict[str, _Figure]:
    """Those that are the only ones of their unit."""
    found: dict[str, list[_Figure]] = {}
    for one in figures:
        found.setdefault(one.of, []).append(one)
    return {of: ones[0] for of, ones in found.items() if len({one.value for one in ones}) == 1}


def _figures(text: str) -> Iterator[_Figure]:
    for found in _CHINESE.finditer(text):
        within = bool(found["most"] or found["within"])
        if found["length"]:
            yield from _length(found["number"], found["length"], most=within)
        else:
            yield from _counted(found["number"], found["thing"], most=within)
    for found in _ENGLISH.finditer(text):
        thing = found["thing"].removesuffix("s")
        if thing in _LENGTHS:
            yield from _length(found["number"], thing, most=bool(found["most"]))
        elif found["thing"] not in _NO_THING:
            yield from _counted(found["number"], thing, most=bool(found["most"]))
    for found in _CLOCK.finditer(text):
        later = bool(found["least"] or found["later"])
        yield _Figure("clock", Decimal(found["hour"]) * 60 + Decimal(found["minute"] or 0), most=not later)


def _length(number: str, unit: str, *, most: bool) -> Iterator[_Figure]:
    of, many = _LENGTHS[unit]
    yield from (one._replace(value=one.value * many) for one in _counted(number, of, most=most))


def _counted(number: str, of: str, *, most: bool) -> Iterator[_Figure]:
    numeral = read_numeral(number, 0)
    if numeral and numeral.value is not None:
        yield _Figure(of, numeral.value, most)


def _at_another_time(said: str, written: str) -> bool:
    """Whether it is done in another part of the day than the one that the clause names."""
    told = {part for part, words in _DAYTIMES.items() if re.search(words, said)}
    named = {part for part, words in _DAYTIMES.items() if re.search(words, written)}
    return len(told) == 1 and len(named) == 1 and told != named

"""Whether a duty is to be done more seldom than its clause says: 每季度走访一次 where the clause says twice a month.

Only how often something is done is compared, said as such: 每月两次, 一年一次, "every four hours", "once a quarter". Where several are
said or written, the most frequent one that is said is held against the least frequent one that is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.model import Words

#: How many days each period has.
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "季": 91, "年": 365, "day": 1, "dai": 1, "week": 7, "fortnight": 14}
_DAYS |= {"month": 30, "quarter": 91, "year": 365, "annual": 365}
_HOUR = Fraction(1, 24)
_NUMBERS = {zh: number for number, zh in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMBERS |= {en: number for number, en in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBERS |= {"once": 1, "twice": 2, "other": 2, "second": 2, "third": 3}
_FIGURE, _WORD = "[0-9]{1,3}|[一二两三四五六七八九十半]", "[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten"
_PERIOD, _PERIOD_EN = "(?P<period>小时|[天日周季年月]|星期|礼拜)度?", "(?P<period>hour|day|week|fortnight|month|quarter|year)s?"
_OFTEN = (
    re.compile(rf"[每一](?P<every>{_FIGURE})?个?{_PERIOD}[^0-9,.;!?，。；一二两三四五六七八九十]{{0,12}}(?P<times>{_FIGURE})[次回趟遍]"),
    re.compile(rf"每(?P<every>{_FIGURE})?个?{_PERIOD}(?!末|初|底)"),
    re.compile(rf"(?P<every>{_FIGURE})个?{_PERIOD}[^0-9,.;!?，。；]{{0,6}}?(?P<times>一)[次回趟遍]"),
    re.compile(
        rf"\b(?P<times>once|twice|(?:{_WORD})(?= times)) ?(?:times )?(?:an?|per|each|every|in an?) "
        rf"(?:(?P<every>{_WORD}|other|second|third) )?{_PERIOD_EN}\b"
    ),
    re.compile(rf"\bevery (?:(?P<every>{_WORD}|other|second|third) )?{_PERIOD_EN}\b"),
)
#: A name of a thing where it is said (my weekly report), and in a clause how often the thing is made.
_NAMED = re.compile(r"\b(?P<period>dai|week|fortnight|month|quarter|year|annual)ly\b")


def more_seldom(text: str, clause: Words) -> bool:
    """Whether `text` says how often a duty is done, and its clause says oftener."""
    said = list(_rates(text.lower()))
    if not said:
        return False
    written = [*_rates(clause.zh), *_rates(clause.en.lower())]
    named = [1 / _days(found["period"]) for found in _NAMED.finditer(clause.en.lower())]
    return bool(written) and max(said) < min(written + named)


def _rates(text: str) -> Iterator[Fraction]:
    """How many times a day something is done, each time that it is said."""
    taken = 0
    for found in sorted((one for often in _OFTEN for one in often.finditer(text)), key=lambda one: (one.start(), -one.end())):
        if found.start() < taken:
            continue  # 每月 is only a part of 每月两次
        taken, said = found.end(), found.groupdict()
        yield _number(said.get("times")) / (_number(said.get("every")) * _days(said["period"]))


def _days(period: str) -> Fraction:
    return Fraction(_DAYS[period]) if period in _DAYS else _HOUR


def _number(said: str | None) -> Fraction:
    if said == "半":
        return Fraction(1, 2)
    return Fraction(1 if not said else int(said) or 1 if said.isdecimal() else _NUMBERS[said])

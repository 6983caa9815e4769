"""Whether a duty is to be done more seldom than its clause says: 每季度走访一次 where the clause says twice a month.

Only how often something is done is compared, said as such: 每月两次, 一年一次, "every four hours", "once a quarter". Where several are
said or written, the most frequent one that is said is held against the least frequent one that is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.language.amounts.numerals import read_numeral
from bot.model import Words

#: How many days each period has.
_HOUR = Fraction(1, 24)
_DAYS = {"小时": _HOUR, "天": Fraction(1), "日": Fraction(1), "周": Fraction(7), "星期": Fraction(7), "礼拜": Fraction(7)}
_DAYS |= {"月": Fraction(30), "季": Fraction(91), "年": Fraction(365)}
_DAYS |= {"hour": _HOUR, "day": Fraction(1), "week": Fraction(7), "fortnight": Fraction(14), "month": Fraction(30), "quarter": Fraction(91)}
_DAYS |= {"year": Fraction(365), "dai": Fraction(1), "annual": Fraction(365)}
#: Numbers that aren't said as such.
_NUMBERS = {
    "半": Fraction(1, 2),
    "once": Fraction(1),
    "twice": Fraction(2),
    "other": Fraction(2),
    "second": Fraction(2),
    "third": Fraction(3),
}
_FIGURE = "[0-9]{1,3}|[一二两三四五六七八九十半]{1,3}"
_WORD = "[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty"
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
    """Whether `text`, normalised, says how often a duty is done, and its clause says oftener."""
    said = list(_rates(text))
    if not said:
        return False
    written = [*_rates(clause.zh), *_rates(clause.en.lower())]
    named = [1 / _DAYS[found["period"]] for found in _NAMED.finditer(clause.en.lower())]
    return bool(written) and max(said) < min(written + named)


def _rates(text: str) -> Iterator[Fraction]:
    """How many times a day something is done, each time that it is said."""
    taken = 0
    for found in sorted((one for often in _OFTEN for one in often.finditer(text)), key=lambda one: (one.start(), -one.end())):
        if found.start() < taken:
            continue  # 每月 is only a part of 每月两次
        taken, said = found.end(), found.groupdict()
        yield _number(said.get("times")) / (_number(said.get("every")) * _DAYS[said["period"]])


def _number(said: str | None) -> Fraction:
    if said is None or said in _NUMBERS:
        return _NUMBERS[said or "once"]
    numeral = read_numeral(said, 0)
    return Fraction(numeral.value) if numeral and numeral.value else Fraction(1)

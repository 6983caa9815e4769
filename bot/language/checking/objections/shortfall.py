"""Whether a duty falls short of a figure that its clause gives: one guard where it says at least two, 20:00 where it says by 18:00.

Compared is what both say once: how long something lasts, the time of day, people and things. More than the clause says is too much
only where it says by or at most, and of the time of day; less is too little everywhere else. By when something is done is for
`postponing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.language.amounts.bounds import BOUND_BEFORE
from bot.language.amounts.extents import lasts
from bot.language.amounts.figures import Figure, find_figures
from bot.language.amounts.numeral import SPOKEN, WORDS
from bot.language.amounts.numerals import read_numeral
from bot.language.amounts.surroundings import WINDOW
from bot.language.checking.objections.postponing import IN_DAYS
from bot.model import Words

_CLOCK, _LENGTH = "clock", "length"
#: So many of something, which the same words have to name on either side.
_COUNTED = (
    re.compile(
        rf"(?<![第每{SPOKEN}0-9:.])(?P<number>[0-9]{{1,4}}|[{SPOKEN}]{{1,5}}) ?(?P<thing>[名位份家台辆间套张道把][\u4e00-\u9fff]{{2}})"
    ),
    re.compile(rf"(?<!every )(?<!each )(?<![0-9:.,])\b(?P<number>[0-9]{{1,4}}|{'|'.join(WORDS)})[ -](?P<thing>[a-z]{{4,}}?)s?\b"),
)
#: What follows a number and is no thing that is counted.
_NO_THING = frozenset("percent yuan time more less from that with".split())
_AT_MOST = frozenset({"at_most", "not_above", "below"})
#: Parts of a day; one isn't another.
_DAYTIMES = {
    "morning": re.compile("早上|上午|早晨|清晨|(?<![a-z])mornings?(?![a-z])"),
    "noon": re.compile("中午|(?<![a-z])(?:noon|midday)(?![a-z])"),
    "afternoon": re.compile("下午|(?<![a-z])afternoons?(?![a-z])"),
    "evening": re.compile("晚上|傍晚|夜里|(?<![a-z])(?:evenings?|nights?)(?![a-z])"),
}


def falls_short(said: str, clause: Words) -> bool:
    """Whether what is `said` of a duty, normalised, falls short of a figure of its clause."""
    english = clause.en.lower()
    told, written = _once(_figures(said)), _once(_figures(clause.zh)) | _once(_figures(english))
    short = any(_short_of(one, written[of]) for of, one in told.items() if of in written)
    return short or _at_another_time(said, f"{clause.zh} {english}")


def _short_of(told: Figure, written: Figure) -> bool:
    """Whether it is more than at most so much, or less than so much; a time of day may be earlier."""
    if written.high is not None and (not written.low or (written.unit == _CLOCK and written.exact is not None)):
        most = told.low if told.high is None else told.high
        return most is not None and most > written.high
    least = told.high if told.low is None else told.low
    return least is not None and written.low is not None and least < written.low


def _once(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Those that are the only ones of their unit."""
    found: dict[str, list[Figure]] = {}
    for one in figures:
        found.setdefault(one.unit, []).append(one)
    return {unit: ones[0] for unit, ones in found.items() if len({(one.low, one.high) for one in ones}) == 1}


def _figures(text: str) -> Iterator[Figure]:
    """The times of day and the lengths, in days, and how many there are of each thing, which is their unit then."""
    found = find_figures(text)
    yield from (one for one in found if one.unit == _CLOCK)
    for one in found:
        if one.unit in IN_DAYS and lasts(text, one.start, one.end):
            low, high = (None if end is None else end * IN_DAYS[one.unit] for end in (one.low, one.high))
            yield one._replace(unit=_LENGTH, low=low, high=high)
    timed = [one for one in found if one.unit in IN_DAYS]
    for counted in (one for pattern in _COUNTED for one in pattern.finditer(text)):
        numeral = read_numeral(counted["number"], 0)
        start, end = counted.span()
        if numeral and counted["thing"] not in _NO_THING and not any(one.start < end and start < one.end for one in timed):
            yield Figure(start, end, counted["thing"], *_reach(text, start, numeral.value))


def _reach(text: str, start: int, value: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """From how many to how many, by the words before the number."""
    before = BOUND_BEFORE.search(text, max(0, start - WINDOW), start)
    return (None if before and before.lastgroup in _AT_MOST else value), value


def _at_another_time(said: str, written: str) -> bool:
    """Whether it is done in another part of the day than the one that the clause names."""
    told, named = ({part for part, words in _DAYTIMES.items() if words.search(text)} for text in (said, written))
    return len(told) == 1 and len(named) == 1 and told != named

"""Numbers in digits, with the magnitudes said after them: 1,500, 1.5万, 3k, 5 hundred, 9点5.

What is a time, a date or a clause number, or has two readings, comes back without a value and with the reason.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.amounts.numeral import LONGEST, POWERS, Numeral
from bot.language.amounts.numerals_chinese import Token, compose, loosen, read_tokens
from bot.language.amounts.numerals_english import ENGLISH_POWER

_RUN = re.compile(
    # linear, since each turn begins with its own mark
    r"(?:[0-9]+|\.[0-9]+|(?=[¼-¾⅐-⅞]))(?:(?:[.,'’:/⁄×^+x]|[*]{1,2})[0-9]+| (?:[0-9]{3}|[0-9])(?![0-9.]))*[¼-¾⅐-⅞]?"
)
_SCIENTIFIC = re.compile(r"e[+-]?[0-9]+")

#: What a run of digits and marks is; the first that fits.
_FORMS = (
    (re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}0"), "two-readings"),  # elsewhere 1.500 is fifteen hundred
    (re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+"), ""),
    (re.compile(r"0[0-9]+(?:\.[0-9]+)?"), "label"),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,1},[0-9]{3}(?:\.[0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,2},000(?:\.[0-9]+)?"), ""),
    # `1 000` can only be a thousand; in `3 100` the 3 may belong to what comes before, and so may the 100 in `100,500`
    (re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}){2,}(?:\.[0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,2} 000(?:\.[0-9]+)?"), ""),
    (re.compile(r"[0-9]+(?:\.[0-9]+){2,}|[0-9]{1,2}(?::[0-9]{2}){1,2}|[0-9]+(?:[/⁄][0-9]+)+"), "label"),
)
_MAGNITUDE = re.compile(r" ?(?:千万(?=[别不要记注得])|千(?=[克米瓦卡])|(?P<zh>[十百千万亿佰仟拾])|(?P<letter>[kw])(?![a-z]))")
_POINTED = re.compile(r"点([0-9]{1,4})(?= ?(?:[万千百亿元块折%]))")


def read_written(text: str, at: int) -> Numeral | None:
    """The number in digits that begins at `at`: 1,500, 3k, 9点5; a time or a date has no value."""
    run = _RUN.match(text, at)
    if run is None:
        return None
    if point := _POINTED.match(text, run.end()):
        return _read_pointed(text, run, point)
    found = Numeral(start=at, end=run.end(), written=True, why=_form(run.group()))
    if over := _SCIENTIFIC.match(text, run.end()):
        return found._replace(end=over.end(), why="not-a-number")
    if found.why:
        return found
    value = Decimal(re.sub("[, ]", "", run.group()))
    return _enlarge(text, found._replace(value=value), value)


def _form(run: str) -> str:
    if len(run) > LONGEST:
        return "not-a-number"
    return next((why for form, why in _FORMS if form.fullmatch(run)), "two-readings")


def _read_pointed(text: str, run: re.Match[str], point: re.Match[str]) -> Numeral:
    """3点5万, 9点5折; but 3点50元 may be fifty yuan at three o'clock."""
    found = Numeral(start=run.start(), end=point.end(), written=True, pointed=True)
    if not run.group().isdigit() or len(run.group()) > LONGEST or len(point[1]) > 1:
        return found._replace(why="two-readings")
    value = Decimal(f"{run.group()}.{point[1]}")
    large = _enlarge(text, found._replace(value=value), value)
    return large._replace(pointed=large.factor == 1)


def _enlarge(text: str, found: Numeral, value: Decimal) -> Numeral:
    """`found` with the magnitudes that follow its digits: 1.5万, 1万2, 5 hundred, 3k."""
    if power := ENGLISH_POWER.match(text, found.end):
        factor = Decimal({"mn": 10**6, "bn": 10**9}.get(power["power"], POWERS.get(power["power"], 1)))
        return found._replace(end=power.end(), value=value * factor, factor=factor)
    magnitude = _MAGNITUDE.match(text, found.end)
    if magnitude and magnitude.lastgroup:
        first = Token(value, 1, found.end, text[found.start : found.end])
        return compose(text, found, (first, *read_tokens(text, magnitude.end() - 1)))
    return loosen(text, found)

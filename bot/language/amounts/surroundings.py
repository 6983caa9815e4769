"""What stands before a number, taken apart into sign, currency and the words that are left."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.language.amounts.numeral import Numeral
from bot.language.amounts.units import CURRENCY_BEFORE, CURRENCY_ENDS, Unit

#: How far before a number we look for what belongs to it.
WINDOW = 32

_SIGN = re.compile(r"(?:(?<![0-9a-z-])[-−]|(?<![自肩担欠背])负|(?<![a-z])(?:minus|negative) )$")
_SIGN_ENDS = ("-", "−", "负", " ")
RANGE_MARK = re.compile(r" ?(?:[-~～—–−]{1,2}|到|至|to|until|through) ?")


class Left(NamedTuple):
    """What stands before a number, taken apart."""

    text: str
    start: int
    negative: bool = False
    currency: str = ""
    symbol: str = ""


class Around(NamedTuple):
    """A number with its unit and its left-hand side, before its value is worked out."""

    numeral: Numeral
    unit: Unit
    left: Left
    end: int


def look_left(text: str, start: int, floor: int) -> Left:
    """What stands before the number at `start`, no further back than the mention that ends at `floor`."""
    if floor and (mark := RANGE_MARK.match(text, floor, start)):
        floor = mark.end()  # the second half of a range
    left = Left(text[max(floor, start - WINDOW) : start], start)
    return _peel_sign(_peel_currency(_peel_sign(left)))


def _peel_sign(left: Left) -> Left:
    sign = _SIGN.search(left.text) if left.text.endswith(_SIGN_ENDS) else None
    if sign is None:
        return left
    return left._replace(text=left.text[: sign.start()], start=left.start - len(sign.group()), negative=True)


def _peel_currency(left: Left) -> Left:
    sign = CURRENCY_BEFORE.search(left.text) if left.text[-1:] in CURRENCY_ENDS else None
    if sign is None:
        return left
    start = left.start - len(sign.group())
    return left._replace(text=left.text[: sign.start()], start=start, currency=str(sign.lastgroup), symbol=sign.group().strip(" :."))

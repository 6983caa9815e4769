"""A number with its place in the text, and the characters and words that numbers are made of.

This module reads nothing; it knows no units and no currencies.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

#: Beyond this many digits nobody means an amount of money.
LONGEST = 30

DIGITS = {char: value for value, row in enumerate(
    ("零〇", "一壹", "二贰两俩", "三叁仨参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in row}  # fmt: skip
MAGNITUDES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}
LETTERS = {"k": 1000, "w": 10**4}

#: 廿 and 卅 are 二十 and 三十 in one character.
SHORT_TENS = {"廿": 2, "卅": 3}

WORDS = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)} | {word: 10 * tens for tens, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
)}  # fmt: skip

POWERS = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "billion": 10**9}
POWER = "|".join(POWERS)

#: What a numeral in everyday characters may be made of.
SPOKEN = "零〇一二两三四五六七八九十百千万"


class Numeral(NamedTuple):
    """A number with its place in the text; a tuple, since it is changed often and copied cheaply."""

    start: int
    end: int
    value: Decimal | None = None
    #: 'exact', 'about' (一百来), 'over' (一百多) or 'range' (三四百); the last two have no `value`.
    relation: str = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    #: Why there is no value: 'label' is for times, dates and clause numbers.
    why: str = ""
    #: The figures where they were said one by one (九五), as in 九五折.
    figures: str = ""
    #: The last magnitude said, which 3到5百 lends to the 3.
    factor: Decimal = Decimal(1)
    #: In digits, not in words.
    written: bool = False
    #: Said with 点, like a time of day.
    pointed: bool = False
    #: 五 alone is rarely an amount; 五百 is, and 5.
    alone: bool = True


def times(found: Numeral, factor: Decimal, end: int) -> Numeral:
    """The numeral as far as `end`, where a magnitude makes it `factor` times as much."""
    if found.value is None or found.value * factor > Decimal(10) ** LONGEST:
        return found._replace(end=end, value=None, why="not-a-number")
    return found._replace(end=end, value=found.value * factor, factor=factor, alone=True, pointed=False)


def plus(numeral: Numeral, rest: Decimal) -> Numeral:
    """The numeral and so much more, if it has a value."""
    return numeral if numeral.value is None else numeral._replace(value=numeral.value + rest)


def convert(numeral: Numeral, worth: Callable[[Decimal], Decimal]) -> Numeral:
    """The numeral with each of its figures turned into what it is worth; a falling `worth` turns a span round."""
    value, low, high = (None if x is None else worth(x) for x in (numeral.value, numeral.low, numeral.high))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return numeral._replace(value=value, low=low, high=high)


def without_value(numeral: Numeral, why: str) -> Numeral:
    """The numeral with nothing left to rely on, for the reason `why`."""
    return numeral._replace(value=None, relation="exact", low=None, high=None, why=why)


def tidy(value: Decimal) -> Decimal:
    """15000.0 as 15000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()

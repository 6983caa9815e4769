"""What a number is worth in its unit, and the last figure that may follow it: the 5 of 3块5."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from bot.language.amounts.numeral import DIGITS, SPOKEN, Numeral
from bot.language.amounts.surroundings import Around
from bot.language.amounts.units import UNIT


class Told(NamedTuple):
    """A number in terms of its unit: percent off, and not the 9 of 9 折."""

    numeral: Numeral
    unit: str
    end: int
    #: It was said as a price (9 折, 收九成), so that "below" means more off.
    price: bool = False
    #: It was said of a price that comes down.
    cut: bool = False
    #: The same as a share of a whole, in percent: of 收九成 the 90.
    share: Decimal | None = None


FIGURE = "[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CONTINUES = re.compile(rf"[.点半0-9{SPOKEN}亿a-z]")


def read_figure(said: str | None) -> Decimal:
    """The figure or two that was said; nothing said is nothing more."""
    return Decimal(DIGITS.get(said, said)) if said else Decimal(0)


def stands_free(text: str, at: int) -> bool:
    """Whether a last figure (the 5 of 3块5) ends there, and doesn't count what follows."""
    return not _CONTINUES.match(text, at) and not UNIT.match(text, at)


def tell_plain(_text: str, around: Around) -> Told:
    """The number as it stands: 3 天 is three days."""
    return Told(around.numeral, around.unit.unit, around.end)

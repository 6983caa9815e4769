"""One mention of an amount, discount or count, and what is known of it on its way there."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from bot.language.amounts.numeral import Numeral
from bot.language.amounts.units import BARE, Unit
from bot.model import Quantity

#: What nobody pays in.
UNPAYABLE = frozenset({"percent", "share", "person", "day", "count", "square-metre"})


class Mention(Struct, frozen=True, kw_only=True):
    """One amount, discount or count, and where it stands in the text.

    `unit` is an ISO 4217 code, 'percent' (off the price), 'share' (a fifth of it, which is no discount), 'person', 'day',
    'count', 'minute', 'square-metre', 'kilogram', 'kilometre', or 'number' where no unit was said.
    """

    start: int
    end: int
    #: None where what was said can't be relied on; `why` says the reason.
    quantity: Quantity | None
    unit: str
    #: 'exact', 'about', 'at-most', 'over' (at least, or more) or 'range'.
    relation: str = "exact"
    #: The bounds, as far as any were said; an 'about' has none.
    low: Decimal | None = None
    high: Decimal | None = None
    #: It may be somewhat more or less: an 'about', or a range that is said to be one (大概一两百).
    rough: bool = False
    #: Said in months or years, each of which counts as the longest there is.
    longest: bool = False
    #: So much for each person, or for each thing.
    each: bool = False
    #: Said of a price that comes down by it: 打 9 折, 15 % off, free; 20 % by itself may be a share of anything.
    cut: bool = False
    #: What was said in percent as a share of a whole, 20 of 20 %; None where it can't be one, such as 8 折.
    share: Decimal | None = None
    #: How many people or things it is for, as far as that was said.
    count: int | None = None
    #: What each of these is, where it is so much for each: 'person', 'day', or the word itself; '' where that wasn't said.
    apiece: str = ""
    #: 'vague', 'two-readings', 'not-positive', 'range' or 'not-a-number'.
    why: str = ""


def unreliable(mention: Mention, why: str) -> Mention:
    """The mention without its figures, for the reason `why`."""
    return replace(mention, quantity=None, relation="exact", low=None, high=None, share=None, why=why)


class Piece(NamedTuple):
    """A mention on its way, with what later steps want to know of it."""

    mention: Mention
    numeral: Numeral | None = None
    #: The row of `UNITS` that it was read by.
    unit: Unit = BARE
    #: What `each` refers to, or what is counted: 'person', 'day', or the word itself.
    thing: str = ""
    total: bool = False


#: What was read from a place on, if anything, and where to read on.
Read = tuple["Piece | None", int]

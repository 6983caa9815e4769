"""Amounts, and the limits that they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Per(StrEnum):
    """What a limit counts: one act, all acts in one event or for one project, each person concerned, or all acts in a period."""

    ACT = "act"
    EVENT = "event"
    PROJECT = "project"
    PERSON = "person"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Bound(StrEnum):
    """Whether the number of a limit is itself covered, as the book says it, or that it doesn't say."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"
    UNSTATED = "unstated"


#: What adds up over several acts, so that it has to be known what was used before.
CUMULATIVE = frozenset({Per.EVENT, Per.PROJECT, Per.DAY, Per.MONTH, Per.QUARTER, Per.YEAR})
#: Before the name of a period: the fact that all within it, this act included, stays within the limit.
WITHIN = "within-"

_ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number with its unit: an ISO 4217 code, `percent` (off the price), `share` (of a whole, in percent), or what is counted."""

    value: Decimal
    unit: str

    @property
    def sound(self) -> bool:
        """Whether it can be relied on: a finite decimal number. Nothing else that came in as one is ever compared."""
        return type(self.value) is Decimal and self.value.is_finite()


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """The most that a grant covers. The bound is inside unless the book says otherwise (PRC Civil Code art. 1259).

    A `figure` is a limit that the book states as the very thing granted (打 9 折) and not as a bound; what is
    smaller is covered by it as long as the book's `smaller_use` says so.
    """

    max: Decimal
    unit: str
    inclusive: bool = True
    figure: bool = False
    smaller: bool = True
    #: False where the book leaves open whether the number itself is covered; then it isn't (`inclusive` is False).
    stated: bool = True
    per: Per = Per.ACT

    def covers(self, quantity: Quantity) -> bool | None:
        """Whether `quantity` is positive and no more than the limit; None where the two can't be compared.

        Currencies are never mixed, and what is no finite decimal number is no quantity.
        """
        value = quantity.value
        if quantity.unit != self.unit or type(value) is not Decimal or not value.is_finite():
            return None
        if value <= _ZERO:
            return False
        if self.figure and not self.smaller:
            return value == self.max
        return value <= self.max if self.inclusive else value < self.max


def plain(number: Decimal) -> str:
    """A number without exponent and without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""What somebody intends, whom it concerns, and who is away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.model.book import Mode, RoleKey, Words
from bot.model.measures import Per, Quantity

#: So many characters are read of what somebody says at once. What is longer is refused in chat, and decides nothing anywhere.
MOST_SAID = 1000


class Relation(StrEnum):
    """How the one whom an act concerns stands to the one who acts."""

    SELF = "self"
    OWN_GROUP = "own-group"
    OTHER_GROUP = "other-group"
    OWN_DEPARTMENT = "own-department"
    OTHER_DEPARTMENT = "other-department"
    CUSTOMER = "customer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Whom an act concerns, as far as it was said. `person` is an id of the staff list, `role` a post that was named.

    `inferred` says that the relation follows from the posts alone: a colleague with another post belongs to no group of the speaker's,
    and may well belong to that of their superior.
    """

    relation: Relation | None = None
    role: RoleKey | None = None
    person: str | None = None
    name: str | None = None
    inferred: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """An action that somebody intends.

    `facts` maps a fact's id to what was stated; a fact that isn't in it was not stated.
    `amount` is None where none was said; `amount_vague` says that one was said but can't be relied on,
    and `amount_over` that it is more than this (一百多). `each` is the amount for each person concerned, where several are.
    `doubted` are facts of which it was said that they may hold: no prohibition is passed over for that.
    `used` is what was used before within the period, where that is known: it counts where a book's limit adds up.
    """

    action: str | None
    mode: Mode = Mode.ACT
    amount: Quantity | None = None
    amount_vague: bool = False
    amount_over: Quantity | None = None
    each: Quantity | None = None
    used: Mapping[Per, Quantity] = field(default_factory=dict)
    facts: Mapping[str, bool] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    target: Target = Target()
    #: The sentence, or the part of it, that this was read from.
    text: str = ""
    #: How the amount was arrived at, where that needs saying ("3 people, 100 each: 300 in all").
    remarks: tuple[Words, ...] = ()

    def amounting(
        self,
        amount: Quantity | None,
        *,
        vague: bool = False,
        over: Quantity | None = None,
        each: Quantity | None = None,
        remarks: tuple[Words, ...] = (),
    ) -> Proposal:
        """The same with another amount; all that was said of the one before is forgotten with it."""
        return replace(self, amount=amount, amount_vague=vague, amount_over=over, each=each, remarks=remarks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Somebody is away from `start` to `end`, both days included; `end` None means until further notice."""

    person: str
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies within the absence."""
        return self.start <= day and (self.end is None or day <= self.end)

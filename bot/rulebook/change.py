"""One difference between two versions of the rule books: what happened, to whom, and from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.model import ClauseId, RoleKey


class Turn(StrEnum):
    """What kind of thing happened."""

    BOOK_ADDED = "book-added"
    BOOK_REMOVED = "book-removed"
    BOOK_STATUS = "book-status"
    ROLE_ADDED = "role-added"
    ROLE_REMOVED = "role-removed"
    ROLE_TITLE = "role-title"
    REPORTS = "reports"
    STAND_IN = "stand-in"
    INHERITS = "inherits"
    ESCALATION = "escalation"
    GRANT_ADDED = "grant-added"
    GRANT_REMOVED = "grant-removed"
    MODE = "mode"
    LIMIT_RAISED = "limit-raised"
    LIMIT_LOWERED = "limit-lowered"
    LIMIT_CHANGED = "limit-changed"
    SCOPE = "scope"
    CONDITIONS = "conditions"
    OBLIGATIONS = "obligations"
    INVOLVES = "involves"
    ASKS = "asks"
    GATE = "gate"
    CITED = "cited"
    BAN_ADDED = "ban-added"
    BAN_REMOVED = "ban-removed"
    CLAUSE_ADDED = "clause-added"
    CLAUSE_REMOVED = "clause-removed"
    CLAUSE_REWORDED = "clause-reworded"
    PRESUMED = "presumed"
    WORDING = "wording"


class Effect(StrEnum):
    """Whether somebody may do more than before, or less, or neither can be said."""

    MORE = "more"
    LESS = "less"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One difference. `role` is whose it is, `also` are those who have it by inheritance or by acting.

    `old` and `new` are the values of what changed, None where there was or is none; what they are depends on `turn`.
    """

    turn: Turn
    book: str | None = None
    effect: Effect = Effect.OTHER
    role: RoleKey | None = None
    also: tuple[RoleKey, ...] = ()
    action: str | None = None
    clause: ClauseId | None = None
    old: Any = None
    new: Any = None

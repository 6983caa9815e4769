"""What there is to say to a question; `bot.texts` puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.model import ClauseId, Decision, RoleKey


class Intent(StrEnum):
    """What kind of question it is; each is told by a few marker words of the vocabulary."""

    STAND_IN = "stand-in"
    BEYOND = "beyond"
    COMPARE = "compare"
    REPORTS_TO = "reports-to"
    REPORTED_BY = "reported-by"
    AFTER = "after"
    LIMIT = "limit"
    WHO = "who"
    MAY = "may"
    FORBIDDEN = "forbidden"
    DUTIES = "duties"
    SEARCH = "search"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What to say to a question; `bot.texts` puts it into words.

    `roles` are the posts it is about, `holders` those who may do it where the ones asked about may not.
    """

    kind: Literal["answer", "clarify", "unknown"]
    intent: Intent
    clauses: tuple[ClauseId, ...] = ()
    roles: tuple[RoleKey, ...] = ()
    holders: tuple[RoleKey, ...] = ()
    actions: tuple[str, ...] = ()
    #: The facts any of which lifts what is forbidden.
    unless: tuple[str, ...] = ()
    #: The decision on the very case that was asked about, where amount, facts or target were told.
    verdict: Decision | None = None
    #: What was asked for that no book has, as it was said.
    unknown_words: tuple[str, ...] = ()
    #: How each choice would be asked.
    choices: tuple[ClauseId, ...] = ()

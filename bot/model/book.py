"""What a rule book says: clauses, grants and what follows them, prohibitions, posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.model.measures import Limit

Language = Literal["zh", "en"]

#: `customer-service/manager`: the book, a slash, and the role's id within it.
RoleKey = str

#: The role to which clauses are addressed that name no post; every book has it.
DEPARTMENT = "department"

#: A clause's number in the source document, such as `1.3.2.3`; unique over all books.
ClauseId = str


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One thing said in both languages."""

    zh: str
    en: str

    def into(self, language: Language) -> str:
        """The wording in `language`."""
        return self.zh if language == "zh" else self.en

    def filled(self, **values: object) -> Words:
        """The same with its blanks filled; what is said in both languages itself is put into each."""
        zh, en = ({name: one.into(to) if isinstance(one, Words) else one for name, one in values.items()} for to in ("zh", "en"))
        return Words(zh=self.zh.format(**zh), en=self.en.format(**en))


class Mode(StrEnum):
    """How far a grant reaches: do it (有权), apply for it (有权申请), or recommend it (建议权)."""

    ACT = "act"
    APPLY = "apply"
    ADVISE = "advise"


class Scope(StrEnum):
    """Whom a grant covers, seen from the one who acts."""

    ANYONE = "anyone"
    OWN_GROUP = "own-group"
    OWN_DEPARTMENT = "own-department"


class Kind(StrEnum):
    """What an obligation asks of the one who owes it."""

    NOTE = "note"
    REPORT = "report"
    SIGN = "sign"
    VERIFY = "verify"
    BOOK = "book"
    PAY = "pay"
    BEAR = "bear"
    DO = "do"
    APPROVE = "approve"
    COUNTERSIGN = "countersign"
    CONSULT = "consult"
    RECOMMEND = "recommend"
    INFORM = "inform"


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligation:
    """What follows a use of authority.

    `by` is the role that owes it, None where it is the one who acted. Obligations of the same
    `step` run in parallel; a step waits for the step before it.
    """

    id: str
    kind: Kind
    clause: ClauseId
    text: Words
    by: RoleKey | None = None
    to: RoleKey | None = None
    #: 0 is what comes before the act.
    step: int = 1
    #: Any of these will do as well as `by`.
    alternatives: tuple[RoleKey, ...] = ()
    #: True where the one who acted or approved must not be the one who checks.
    independent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One numbered statement of the source, restated."""

    id: ClauseId
    book: str
    role: RoleKey
    text: Words
    heading: Words | None = None
    #: The source breaks off inside this clause; nobody completes it.
    cut_off: bool = False
    #: Words that people use for it and that the restatement doesn't contain.
    also: tuple[str, ...] = ()
    #: The verbatim sentence, where the company attached its document.
    quote: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Involvement:
    """Who else takes part when a grant is used: approves, countersigns, signs, is consulted, recommends, is informed.

    All of `roles` where it is `joint`, else any of them; only while the fact `condition` is `holds`, where there is one.
    """

    kind: Kind
    roles: tuple[RoleKey, ...]
    joint: bool = False
    condition: str | None = None
    holds: bool = True
    #: What it obliges to.
    obligations: tuple[Obligation, ...] = ()

    def applies(self, facts: Mapping[str, bool]) -> bool | None:
        """Whether it is called for; None where that turns on a fact that wasn't stated."""
        if self.condition is None:
            return True
        stated = facts.get(self.condition)
        return stated is self.holds if stated is True or stated is False else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """What a role may do: an action with its conditions, limit, scope, mode and what follows.

    `totals` are further limits that hold beside `limit`, each on what all such acts come to in one period.
    A duty is a grant of basis `duty`: it authorises its holder to do it.
    `asks` names the role to which the clause itself sends an application.
    `gate` names who has to approve before a duty is carried out, where its clause demands that.
    """

    id: str
    clause: ClauseId
    role: RoleKey
    action: str
    mode: Mode = Mode.ACT
    limit: Limit | None = None
    totals: tuple[Limit, ...] = ()
    scope: Scope = Scope.ANYONE
    conditions: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    asks: RoleKey | None = None
    gate: bool = False
    duty: bool = False
    involves: tuple[Involvement, ...] = ()

    @property
    def demanding(self) -> bool:
        """Whether it is a power that its clause gives only together with something: an obligation, or others who take part."""
        return bool(self.obligations or self.involves) and not self.duty

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Everything that its amount is held against."""
        return (self.limit, *self.totals) if self.limit else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Prohibition:
    """What nobody may do, or none of `roles`: an action (any, if None) once all of `when` is stated to hold.

    Any of `unless` lifts it; until one of them is stated it isn't known whether it is forbidden.
    """

    id: str
    clause: ClauseId
    book: str
    action: str | None
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    roles: tuple[RoleKey, ...] = ()

    def binds(self, role: RoleKey) -> bool:
        """Whether it concerns a post of one of its `books`; a department stands for all posts of its book."""
        return not self.roles or role in self.roles or f"{role.partition('/')[0]}/{DEPARTMENT}" in self.roles

    @property
    def books(self) -> tuple[str, ...]:
        """The books whose posts it binds: its own, or those of the posts that it names."""
        return tuple(dict.fromkeys(role.partition("/")[0] for role in self.roles)) or (self.book,)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportingLine:
    """Whom a role reports to: one role or alternatives, or somebody whom the book doesn't name."""

    to: tuple[RoleKey, ...]
    clause: ClauseId | None = None
    #: Why we think so, where the book doesn't say it.
    inferred: Words | None = None
    #: The book's word for a superior that it doesn't name, such as 上级.
    unnamed: Words | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StandIn:
    """This role exercises `role`'s authority while its holder is away, but not for the actions that are `exceptions`."""

    role: RoleKey
    clause: ClauseId
    exceptions: tuple[str, ...] = ()

    def includes(self, action: str | None) -> bool:
        """Whether the stand-in may do this in the other's place."""
        return action not in self.exceptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """The clause that says where matters beyond one's authority go; `to` is None where it only says "the superior".

    Where it `decides`, the clause gives that post the decision on them, and needs no grant besides.
    """

    clause: ClauseId
    to: RoleKey | None = None
    decides: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A post. `outside` marks one that the book mentions without giving it any authority."""

    key: RoleKey
    book: str
    title: Words
    aliases: tuple[str, ...] = ()
    unit: Words
    reports_to: ReportingLine | None = None
    inherits: tuple[RoleKey, ...] = ()
    inherits_clause: ClauseId | None = None
    acts_for: StandIn | None = None
    escalations: tuple[Escalation, ...] = ()
    outside: bool = False
    #: A department as such, to which clauses are addressed that name no post.
    department: bool = False

"""The values that every other module passes around.

This module imports nothing of ours. It knows no platform, no store and no clock.
What is made anew for each decision is a `Struct`: a value like the others, made in a twentieth of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from msgspec import Struct

Language = Literal["zh", "en"]
#: `customer-service/manager`: the book, a slash, and the role's id within it.
RoleKey = str
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


class Outcome(StrEnum):
    """What `decide` says of one proposal (DESIGN.md, "The five outcomes")."""

    PERMITTED = "permitted"
    APPROVAL_REQUIRED = "approval_required"
    NEEDS_FACTS = "needs_facts"
    PROHIBITED = "prohibited"
    UNKNOWN = "unknown"


#: Of several actions in one sentence the strictest outcome is the headline.
STRICTEST_FIRST = (
    Outcome.PROHIBITED,
    Outcome.APPROVAL_REQUIRED,
    Outcome.NEEDS_FACTS,
    Outcome.UNKNOWN,
    Outcome.PERMITTED,
)


class Mode(StrEnum):
    """How far a grant reaches: do it (有权), apply for it (有权申请), or recommend it (建议权)."""

    ACT = "act"
    APPLY = "apply"
    ADVISE = "advise"


class Basis(StrEnum):
    """On what a permission or an approver's authority rests."""

    OWN = "own"
    INHERITED = "inherited"
    ACTING = "acting"
    DUTY = "duty"
    CLAUSE_NAMED = "clause-named"
    REFERRAL = "referral"


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


class Per(StrEnum):
    """What a limit counts: one act, all acts in one event, each person concerned, or all acts in a period."""

    ACT = "act"
    EVENT = "event"
    PERSON = "person"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Bound(StrEnum):
    """Whether the number of a limit is itself covered, as the book says it, or that it doesn't say."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"
    UNSTATED = "unstated"


#: What adds up over several acts, so that it has to be known what was used before.
CUMULATIVE = frozenset({Per.EVENT, Per.DAY, Per.MONTH, Per.YEAR})


_ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number with its unit: `CNY`, another ISO 4217 code, `percent` (off the price), or a counted thing."""

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
    scope: Scope = Scope.ANYONE
    conditions: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    asks: RoleKey | None = None
    gate: bool = False
    duty: bool = False
    involves: tuple[Involvement, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Prohibition:
    """What nobody may do: an action (any, if None) once all of `when` is stated to hold."""

    id: str
    clause: ClauseId
    book: str
    action: str | None
    when: tuple[str, ...]


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
    """This role exercises `role`'s authority while its holder is away."""

    role: RoleKey
    clause: ClauseId


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """The clause that says where matters beyond one's authority go; `to` is None where it only says "the superior"."""

    clause: ClauseId
    to: RoleKey | None = None


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
    """Whom an act concerns, as far as it was said. `person` is an id of the staff list, `role` a post that was named."""

    relation: Relation | None = None
    role: RoleKey | None = None
    person: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """An action that somebody intends.

    `facts` maps a fact's id to what was stated; a fact that isn't in it was not stated.
    `amount` is None where none was said; `amount_vague` says that one was said but can't be relied on,
    and `amount_over` that it is more than this (一百多). `each` is the amount for each person concerned, where several are.
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
    target: Target = Target()
    #: The sentence, or the part of it, that this was read from.
    text: str = ""
    #: How the amount was arrived at, where that needs saying ("3 people, 100 each: 300 in all").
    remarks: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Somebody is away from `start` to `end`, both days included; `end` None means until further notice."""

    person: str
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies within the absence."""
        return self.start <= day and (self.end is None or day <= self.end)


class Why(StrEnum):
    """Why a candidate on the way to an approver was passed over, or taken."""

    CLAUSE_NAMES = "clause-names"
    HAS_AUTHORITY = "has-authority"
    NO_AUTHORITY = "no-authority"
    OVER_LIMIT = "over-limit"
    OUT_OF_SCOPE = "out-of-scope"
    CONDITION_FAILS = "condition-fails"
    MAY_ONLY_APPLY = "may-only-apply"
    AWAY = "away"
    VACANT = "vacant"
    STANDS_IN = "stands-in"
    IS_REQUESTER = "is-requester"
    IS_CONCERNED = "is-concerned"
    NOT_LINKED = "not-linked"
    REFERRED = "referred"
    NOBODY = "nobody"


class Step(Struct, frozen=True, kw_only=True, gc=False):
    """One candidate on the way to the approver: the role, perhaps a person, and why (not)."""

    role: RoleKey
    why: Why
    taken: bool = False
    person: str | None = None
    clause: ClauseId | None = None
    #: The role stood in for, where `why` is `stands-in`.
    stands_for: RoleKey | None = None


class Approver(Struct, frozen=True, kw_only=True, gc=False):
    """Who may decide it now. No role means that nobody is left: the administrators' queue."""

    role: RoleKey | None
    basis: Basis
    #: Alternatives where the book names several (总经理或副总经理), `role` first.
    roles: tuple[RoleKey, ...] = ()
    people: tuple[str, ...] = ()
    stands_for: RoleKey | None = None
    #: Who has to approve as well; the obligations say so too.
    jointly: tuple[RoleKey, ...] = ()
    #: The book's word for a superior that it doesn't name.
    unnamed: Words | None = None

    @property
    def referral(self) -> bool:
        """True where the approver is only whom the escalation clause names, without authority in the book."""
        return self.basis is Basis.REFERRAL


class Due(Struct, frozen=True, kw_only=True, gc=False):
    """An obligation of this case: who owes it now, and whether it was moved up because they would check themselves."""

    obligation: Obligation
    by: RoleKey | None
    moved_from: RoleKey | None = None


class Reason(StrEnum):
    """Why the outcome is what it is, for machines."""

    GRANTED = "granted"
    OWN_DUTY = "own-duty"
    OVER_LIMIT = "over-limit"
    OUT_OF_SCOPE = "out-of-scope"
    CONDITION_FAILS = "condition-fails"
    MAY_ONLY_APPLY = "may-only-apply"
    CLAUSE_DEMANDS_APPROVAL = "clause-demands-approval"
    CONCERNS_ONESELF = "concerns-oneself"
    ANOTHER_ROLE_MAY = "another-role-may"
    FACT_MISSING = "fact-missing"
    FORBIDDEN = "forbidden"
    NO_SUCH_ACTION = "no-such-action"
    STRANGER = "stranger"


class Decision(Struct, frozen=True, kw_only=True, gc=False):
    """The outcome for one proposal, with everything needed to explain it.

    `clauses` are the determining ones, the first being the one that decides.
    `missing` holds the ids of facts (or `amount`) that the outcome turns on, in the order to ask them, `questions` how to ask.
    """

    proposal: Proposal
    outcome: Outcome
    reason: Reason
    basis: Basis | None = None
    grant: Grant | None = None
    clauses: tuple[ClauseId, ...] = ()
    approver: Approver | None = None
    trail: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    questions: tuple[Words, ...] = ()
    obligations: tuple[Due, ...] = ()
    remarks: tuple[Words, ...] = ()
    #: Whom to ask where the book is silent.
    superior: Approver | None = None
    #: sha256 over the rule books that decided.
    version: str = ""


def plain(number: Decimal) -> str:
    """A number without exponent and without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


#: How an amount's unit is said: in Chinese, and in English of one and of several. A currency that isn't here keeps its code.
_UNITS = {
    "CNY": ("元", "yuan", "yuan"),
    "day": ("天", "day", "days"),
    "person": ("人", "person", "people"),
    "square-metre": ("平方米", "square metre", "square metres"),
    "count": ("个", "", ""),
    "percent": ("%", "%", "%"),
}


def measure_words(quantity: Quantity) -> Words:
    """An amount as a bound, in its unit: 500 元, 3 天, 10 % / 500 yuan, 3 days, 10 %."""
    number = plain(quantity.value)
    zh, one, many = _UNITS.get(quantity.unit, (quantity.unit,) * 3)
    return Words(zh=f"{number} {zh}", en=f"{number} {one if number == '1' else many}".rstrip())

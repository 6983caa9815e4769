"""What is decided on a proposal, by whom it may be approved, and the way to them.

What is made anew for each decision is a `Struct`: a value like the others, made in a twentieth of the time.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bot.model.book import ClauseId, Grant, Obligation, RoleKey, Words
from bot.model.proposal import Proposal


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


class Basis(StrEnum):
    """On what a permission or an approver's authority rests."""

    OWN = "own"
    INHERITED = "inherited"
    ACTING = "acting"
    DUTY = "duty"
    CLAUSE_NAMED = "clause-named"
    REFERRAL = "referral"


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
    LEFT_OUT = "left-out"
    OBLIGATION_LEFT_OUT = "obligation-left-out"
    NO_SUCH_ACTION = "no-such-action"
    ONLY_FORBIDDEN = "only-forbidden"
    STRANGER = "stranger"


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
    EXCEPTED = "excepted"
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
    #: The role stood in for, where `why` is `stands-in`, or `excepted` from that.
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
    def nobody(self) -> bool:
        """True where the book has nobody who may: it waits for the administrators, who hand it on and have no authority themselves."""
        return self.role is None and self.unnamed is None

    @property
    def referral(self) -> bool:
        """True where the approver is only whom the escalation clause names, without authority in the book."""
        return self.basis is Basis.REFERRAL


class Due(Struct, frozen=True, kw_only=True, gc=False):
    """An obligation of this case: who owes it now, and whether it was moved up because they would check themselves."""

    obligation: Obligation
    by: RoleKey | None
    moved_from: RoleKey | None = None


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

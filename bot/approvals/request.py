"""One request as it is kept: what was asked, what was shown for it, who has it, what was done, what is still owed.

This module changes nothing; `advancing` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.approvals.moves import CLOSED, Matter, Move, State
from bot.events import Attachment
from bot.model import Approver, ClauseId, Due, Kind, Language, Obligation, Per, Proposal, Quantity, Reason, RoleKey, Step
from bot.ports import Json
from bot.records import from_json, to_json

#: What nobody has to do: it only says who bears what.
NO_TASK = frozenset({Kind.BEAR})
#: What somebody does for others, and may refuse to do; the rest is one's own.
REFUSABLE = frozenset({Kind.SIGN, Kind.VERIFY, Kind.BOOK, Kind.PAY, Kind.APPROVE, Kind.COUNTERSIGN, Kind.RECOMMEND})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that happened. `by` is None where it followed by itself."""

    move: Move
    by: str | None
    at: datetime
    #: The post for which they acted, where that wasn't their own.
    standing_for: RoleKey | None = None
    words: str = ""
    #: The number of the task that was signed.
    task: int | None = None
    #: To whom it went.
    to: tuple[str, ...] = ()
    #: The request's step at that time.
    step: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One of several who all have to approve: whose turn comes with `stage`, and who has approved for that post."""

    approver: Approver
    #: The post that the clause names; `approver` may be somebody who acts for it, or is above it.
    post: RoleKey
    people: tuple[str, ...] = ()
    stage: int = 1
    given_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Who may decide it, as of the last look, and what the card says for that: why them, by what, what follows."""

    approver: Approver | None = None
    people: tuple[str, ...] = ()
    trail: tuple[Step, ...] = ()
    clauses: tuple[ClauseId, ...] = ()
    #: Facts that were not stated, for the approver to establish.
    missing: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    #: Where several have to approve: each of them, in the clause's order.
    voices: tuple[Voice, ...] = ()
    #: What the approver has used already within the periods over which their limit adds up.
    used: Mapping[Per, Quantity] = field(default_factory=dict)

    def left(self, *without: str) -> tuple[Voice, ...]:
        """The voices still to be heard, leaving out those that these people could give now."""
        open_ones = tuple(one for one in self.voices if one.given_by is None)
        now = min((one.stage for one in open_ones), default=0)
        return tuple(one for one in open_ones if one.stage != now or set(without).isdisjoint(one.people))


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent:
    """The approval of one of several who all have to give it."""

    post: RoleKey
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that somebody added; the file itself stays on the platform that it was sent to."""

    attachment: Attachment
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An obligation of an approved request. `number` is its place in the list and what its button names."""

    number: int
    obligation: Obligation
    #: The post that owes it; None where it is the one who asked, or approved.
    by: RoleKey | None = None
    moved_from: RoleKey | None = None
    #: Who may do it, as of the last look.
    people: tuple[str, ...] = ()
    #: True where its post is held by nobody on the staff list, and `people` only record that it was done.
    outside: bool = False
    done_by: str | None = None
    done_at: datetime | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.done_by is not None

    @property
    def refusable(self) -> bool:
        """Whether it is somebody else's word for it, that they may refuse to give."""
        return self.by is not None and self.obligation.kind in REFUSABLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A proposal sent up, with its whole history. `words` are the requester's own."""

    id: str
    matter: Matter
    state: State = State.NEW
    requester: str
    #: The post for which it is asked.
    role: RoleKey
    proposal: Proposal
    words: str
    reason: Reason
    language: Language
    opened_at: datetime
    #: What the decision rested on: the rule books (sha256), what was proposed (sha256), the staff list (its version).
    version: str
    digest: str
    roster: int
    #: The route to the approver begins above this post; it rises when the request is passed up.
    below: RoleKey
    #: How often it was passed up, and by whom; they don't get it back.
    step: int = 1
    passed: tuple[str, ...] = ()
    #: Set by an administrator: to whom it was handed, or where several have to approve, for which post's voice each.
    handed_to: str | None = None
    voices_handed: Mapping[RoleKey, str] = field(default_factory=dict)
    seat: Seat = Seat()
    waiting_for: tuple[str, ...] = ()
    decided_by: str | None = None
    #: Who has approved so far, where several have to.
    consents: tuple[Consent, ...] = ()
    attachments: tuple[Kept, ...] = ()
    #: The amount that was approved, where it is less than what was asked for: the approval covers only that.
    granted: Quantity | None = None
    tasks: tuple[Task, ...] = ()
    history: tuple[Entry, ...] = ()
    #: Grows with every move that isn't quiet; a button is good for the edition that it was shown with.
    edition: int = 0
    #: The current edition's buttons: move, or `sign:<number>`, to token.
    tokens: Mapping[str, str] = field(default_factory=dict)
    #: Who has its card.
    posted: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it waits for nobody any more."""
        return self.state in CLOSED

    @property
    def last(self) -> Entry | None:
        """The last thing that somebody did to it."""
        return next((entry for entry in reversed(self.history) if entry.by), None)

    @property
    def current_tasks(self) -> tuple[Task, ...]:
        """The tasks whose turn it is: a step waits for the step before it."""
        left = [task for task in self.tasks if not task.done]
        first = min((task.obligation.step for task in left), default=0)
        return tuple(task for task in left if task.obligation.step == first)

    def document(self) -> Json:
        """The request as it is stored."""
        document: Json = to_json(self)
        return document


def request_of(document: Json) -> Request:
    """The request that was stored."""
    return from_json(Request, document)

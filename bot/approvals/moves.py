"""All that can happen to a request, as one table.

A state without a row is final. No row leads to approved but the approver's own moves: nothing is approved by silence,
and what nobody answers is reminded of, goes a level up, or lapses.
This module knows no people, no platform and no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    NEW = "new"
    OPEN = "open"
    ASKED = "asked"
    QUEUED = "queued"
    APPROVED = "approved"
    SETTLED = "settled"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    #: Done by one's own authority, with something still owed for it.
    USED = "used"
    #: A signature was refused: whoever approved it, or did it, has to stand by it or take it back.
    RETURNED = "returned"


class Move(StrEnum):
    """What is done with it."""

    OPEN = "open"
    APPROVE = "approve"
    APPROVE_NOTING = "approve-noting"
    APPROVE_LESSER = "approve-lesser"
    REJECT = "reject"
    PASS_UP = "pass-up"  # noqa: S105 - no password
    ASK_BACK = "ask-back"
    ANSWER = "answer"
    REPLY = "reply"
    WITHDRAW = "withdraw"
    AMEND = "amend"
    REOPEN = "reopen"
    NUDGE = "nudge"
    REMIND = "remind"
    ESCALATE = "escalate"
    LAPSE = "lapse"
    RECORD = "record"
    HAND_OVER = "hand-over"
    REROUTE = "reroute"
    QUEUE = "queue"
    SIGN = "sign"
    REFUSE = "refuse"
    STAND_BY = "stand-by"
    REVOKE = "revoke"
    EXPLAIN = "explain"
    #: One of several who all have to approve has done so.
    CONSENT = "consent"
    #: A file was added.
    ATTACH = "attach"
    SETTLE = "settle"


class Party(StrEnum):
    """Who makes a move. `desk` is what follows by itself."""

    REQUESTER = "requester"
    APPROVER = "approver"
    HOLDER = "holder"
    #: Who answers for it: whoever approved it, or did it by their own authority.
    ANSWERABLE = "answerable"
    ADMINISTRATOR = "administrator"
    DESK = "desk"


class Matter(StrEnum):
    """What is asked of the superior: an approval, or an answer in their own words, which never is one.

    A use asks for nothing: somebody did what they may, and follows up what is owed for it.
    """

    APPROVAL = "approval"
    QUESTION = "question"
    USE = "use"


ANY = frozenset(Matter)
APPROVAL = frozenset({Matter.APPROVAL})
QUESTION = frozenset({Matter.QUESTION})
USE = frozenset({Matter.USE})
ASKING = APPROVAL | QUESTION


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One row: who may make the move, where it leads, and whether it takes words (a reason, a question, an answer).

    After a `quiet` move the cards stay good: nothing that was shown for a decision has changed.
    """

    by: Party
    to: State
    words: bool = False
    matters: frozenset[Matter] = ASKING
    quiet: bool = False


MOVES: dict[tuple[State, Move], Rule] = {
    (State.NEW, Move.OPEN): Rule(by=Party.REQUESTER, to=State.OPEN),
    (State.NEW, Move.RECORD): Rule(by=Party.REQUESTER, to=State.USED, words=True, matters=USE),
    (State.OPEN, Move.APPROVE): Rule(by=Party.APPROVER, to=State.APPROVED, matters=APPROVAL),
    # The approval of one of several who all have to give it; nothing that the others were shown has changed.
    (State.OPEN, Move.CONSENT): Rule(by=Party.APPROVER, to=State.OPEN, matters=APPROVAL, quiet=True),
    (State.OPEN, Move.APPROVE_NOTING): Rule(by=Party.APPROVER, to=State.APPROVED, words=True, matters=APPROVAL),
    (State.OPEN, Move.APPROVE_LESSER): Rule(by=Party.APPROVER, to=State.APPROVED, words=True, matters=APPROVAL),
    (State.OPEN, Move.REJECT): Rule(by=Party.APPROVER, to=State.REJECTED, words=True, matters=APPROVAL),
    (State.OPEN, Move.REPLY): Rule(by=Party.APPROVER, to=State.ANSWERED, words=True, matters=QUESTION),
    (State.OPEN, Move.PASS_UP): Rule(by=Party.APPROVER, to=State.OPEN),
    (State.OPEN, Move.ASK_BACK): Rule(by=Party.APPROVER, to=State.ASKED, words=True),
    (State.OPEN, Move.WITHDRAW): Rule(by=Party.REQUESTER, to=State.WITHDRAWN),
    (State.OPEN, Move.AMEND): Rule(by=Party.REQUESTER, to=State.OPEN, words=True),
    (State.OPEN, Move.NUDGE): Rule(by=Party.REQUESTER, to=State.OPEN, quiet=True),
    (State.OPEN, Move.ATTACH): Rule(by=Party.REQUESTER, to=State.OPEN),
    (State.OPEN, Move.HAND_OVER): Rule(by=Party.ADMINISTRATOR, to=State.OPEN),
    (State.OPEN, Move.REROUTE): Rule(by=Party.DESK, to=State.OPEN),
    (State.OPEN, Move.QUEUE): Rule(by=Party.DESK, to=State.QUEUED),
    (State.OPEN, Move.REMIND): Rule(by=Party.DESK, to=State.OPEN, quiet=True),
    (State.OPEN, Move.ESCALATE): Rule(by=Party.DESK, to=State.OPEN),
    (State.ASKED, Move.ANSWER): Rule(by=Party.REQUESTER, to=State.OPEN, words=True),
    # Who asked back may learn it elsewhere and decide: an answer that never comes must not hold it up.
    (State.ASKED, Move.CONSENT): Rule(by=Party.APPROVER, to=State.OPEN, matters=APPROVAL),
    (State.ASKED, Move.APPROVE): Rule(by=Party.APPROVER, to=State.APPROVED, matters=APPROVAL),
    (State.ASKED, Move.APPROVE_NOTING): Rule(by=Party.APPROVER, to=State.APPROVED, words=True, matters=APPROVAL),
    (State.ASKED, Move.APPROVE_LESSER): Rule(by=Party.APPROVER, to=State.APPROVED, words=True, matters=APPROVAL),
    (State.ASKED, Move.REJECT): Rule(by=Party.APPROVER, to=State.REJECTED, words=True, matters=APPROVAL),
    (State.ASKED, Move.REPLY): Rule(by=Party.APPROVER, to=State.ANSWERED, words=True, matters=QUESTION),
    (State.ASKED, Move.PASS_UP): Rule(by=Party.APPROVER, to=State.OPEN),
    (State.ASKED, Move.WITHDRAW): Rule(by=Party.REQUESTER, to=State.WITHDRAWN),
    (State.ASKED, Move.AMEND): Rule(by=Party.REQUESTER, to=State.OPEN, words=True),
    (State.ASKED, Move.ATTACH): Rule(by=Party.REQUESTER, to=State.ASKED),
    (State.ASKED, Move.HAND_OVER): Rule(by=Party.ADMINISTRATOR, to=State.OPEN),
    (State.ASKED, Move.REROUTE): Rule(by=Party.DESK, to=State.ASKED),
    (State.ASKED, Move.REMIND): Rule(by=Party.DESK, to=State.ASKED, quiet=True),
    (State.ASKED, Move.LAPSE): Rule(by=Party.DESK, to=State.LAPSED),
    (State.QUEUED, Move.WITHDRAW): Rule(by=Party.REQUESTER, to=State.WITHDRAWN),
    (State.QUEUED, Move.AMEND): Rule(by=Party.REQUESTER, to=State.OPEN, words=True),
    (State.QUEUED, Move.ATTACH): Rule(by=Party.REQUESTER, to=State.QUEUED),
    (State.QUEUED, Move.REROUTE): Rule(by=Party.DESK, to=State.OPEN),
    (State.QUEUED, Move.HAND_OVER): Rule(by=Party.ADMINISTRATOR, to=State.OPEN),
    (State.QUEUED, Move.REMIND): Rule(by=Party.DESK, to=State.QUEUED, quiet=True),
    (State.APPROVED, Move.SIGN): Rule(by=Party.HOLDER, to=State.APPROVED, quiet=True),
    (State.APPROVED, Move.REFUSE): Rule(by=Party.HOLDER, to=State.RETURNED, words=True, matters=APPROVAL),
    (State.APPROVED, Move.ATTACH): Rule(by=Party.REQUESTER, to=State.APPROVED, quiet=True),
    (State.APPROVED, Move.REMIND): Rule(by=Party.DESK, to=State.APPROVED, quiet=True),
    (State.APPROVED, Move.SETTLE): Rule(by=Party.DESK, to=State.SETTLED),
    (State.USED, Move.SIGN): Rule(by=Party.HOLDER, to=State.USED, matters=USE, quiet=True),
    (State.USED, Move.REFUSE): Rule(by=Party.HOLDER, to=State.RETURNED, words=True, matters=USE),
    (State.USED, Move.ATTACH): Rule(by=Party.REQUESTER, to=State.USED, matters=USE, quiet=True),
    (State.USED, Move.REMIND): Rule(by=Party.DESK, to=State.USED, matters=USE, quiet=True),
    (State.USED, Move.SETTLE): Rule(by=Party.DESK, to=State.SETTLED, matters=USE),
    (State.RETURNED, Move.STAND_BY): Rule(by=Party.ANSWERABLE, to=State.APPROVED, words=True, matters=APPROVAL),
    (State.RETURNED, Move.REVOKE): Rule(by=Party.ANSWERABLE, to=State.REJECTED, words=True, matters=APPROVAL),
    (State.RETURNED, Move.EXPLAIN): Rule(by=Party.ANSWERABLE, to=State.USED, words=True, matters=USE),
    (State.RETURNED, Move.REMIND): Rule(by=Party.DESK, to=State.RETURNED, matters=ANY, quiet=True),
    (State.REJECTED, Move.REOPEN): Rule(by=Party.REQUESTER, to=State.OPEN, words=True, matters=APPROVAL),
    (State.LAPSED, Move.REOPEN): Rule(by=Party.REQUESTER, to=State.OPEN, words=True),
}

#: The states that a request never leaves.
FINAL = frozenset(State) - {state for state, _ in MOVES}
#: The states in which nothing waits for anybody any more; some may be reopened by the one who asked.
CLOSED = FINAL | {State.REJECTED, State.LAPSED}
#: The states in which something is owed, and those in which whoever owes it may do it.
OWED = frozenset({State.APPROVED, State.USED, State.RETURNED})
OWING = OWED - {State.RETURNED}
#: The moves by which an approver says yes.
APPROVALS = frozenset({Move.APPROVE, Move.APPROVE_NOTING, Move.APPROVE_LESSER})
#: What is made of another move, and has no button of its own.
MADE_OF_ANOTHER = frozenset({Move.CONSENT, Move.ATTACH})
#: The moves that name a task; its button stays good while others sign.
OF_TASKS = frozenset({Move.SIGN, Move.REFUSE})
#: The moves that decide: at most one for each step.
DECISIONS = APPROVALS | {Move.REJECT, Move.REPLY}


def moves_of(state: State, matter: Matter, party: Party) -> tuple[Move, ...]:
    """What `party` may do with such a request in this state, in the order of the table."""
    return tuple(move for (at, move), rule in MOVES.items() if at is state and rule.by is party and matter in rule.matters)

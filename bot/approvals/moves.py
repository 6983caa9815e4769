"""All that can happen to a request, as one table.

A state without a row is final. No row leads to approved but the approver's own move: nothing is approved by silence.
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


class Move(StrEnum):
    """What is done with it."""

    OPEN = "open"
    APPROVE = "approve"
    REJECT = "reject"
    PASS_UP = "pass-up"  # noqa: S105 - no password
    ASK_BACK = "ask-back"
    ANSWER = "answer"
    REPLY = "reply"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand-over"
    REROUTE = "reroute"
    QUEUE = "queue"
    SIGN = "sign"
    SETTLE = "settle"


class Party(StrEnum):
    """Who makes a move. `desk` is what follows by itself."""

    REQUESTER = "requester"
    APPROVER = "approver"
    HOLDER = "holder"
    ADMINISTRATOR = "administrator"
    DESK = "desk"


class Matter(StrEnum):
    """What is asked of the superior: an approval, or an answer in their own words, which never is one."""

    APPROVAL = "approval"
    QUESTION = "question"


BOTH = frozenset(Matter)
APPROVAL = frozenset({Matter.APPROVAL})
QUESTION = frozenset({Matter.QUESTION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One row: who may make the move, where it leads, and whether it takes words (a reason, a question, an answer)."""

    by: Party
    to: State
    words: bool = False
    matters: frozenset[Matter] = BOTH


MOVES: dict[tuple[State, Move], Rule] = {
    (State.NEW, Move.OPEN): Rule(by=Party.REQUESTER, to=State.OPEN),
    (State.OPEN, Move.APPROVE): Rule(by=Party.APPROVER, to=State.APPROVED, matters=APPROVAL),
    (State.OPEN, Move.REJECT): Rule(by=Party.APPROVER, to=State.REJECTED, words=True, matters=APPROVAL),
    (State.OPEN, Move.REPLY): Rule(by=Party.APPROVER, to=State.ANSWERED, words=True, matters=QUESTION),
    (State.OPEN, Move.PASS_UP): Rule(by=Party.APPROVER, to=State.OPEN),
    (State.OPEN, Move.ASK_BACK): Rule(by=Party.APPROVER, to=State.ASKED, words=True),
    (State.OPEN, Move.WITHDRAW): Rule(by=Party.REQUESTER, to=State.WITHDRAWN),
    (State.OPEN, Move.HAND_OVER): Rule(by=Party.ADMINISTRATOR, to=State.OPEN),
    (State.OPEN, Move.REROUTE): Rule(by=Party.DESK, to=State.OPEN),
    (State.OPEN, Move.QUEUE): Rule(by=Party.DESK, to=State.QUEUED),
    (State.ASKED, Move.ANSWER): Rule(by=Party.REQUESTER, to=State.OPEN, words=True),
    # Who asked back may learn it elsewhere and decide: an answer that never comes must not hold it up.
    (State.ASKED, Move.APPROVE): Rule(by=Party.APPROVER, to=State.APPROVED, matters=APPROVAL),
    (State.ASKED, Move.REJECT): Rule(by=Party.APPROVER, to=State.REJECTED, words=True, matters=APPROVAL),
    (State.ASKED, Move.REPLY): Rule(by=Party.APPROVER, to=State.ANSWERED, words=True, matters=QUESTION),
    (State.ASKED, Move.PASS_UP): Rule(by=Party.APPROVER, to=State.OPEN),
    (State.ASKED, Move.WITHDRAW): Rule(by=Party.REQUESTER, to=State.WITHDRAWN),
    (State.ASKED, Move.HAND_OVER): Rule(by=Party.ADMINISTRATOR, to=State.OPEN),
    (State.ASKED, Move.REROUTE): Rule(by=Party.DESK, to=State.ASKED),
    (State.QUEUED, Move.REROUTE): Rule(by=Party.DESK, to=State.OPEN),
    (State.QUEUED, Move.HAND_OVER): Rule(by=Party.ADMINISTRATOR, to=State.OPEN),
    (State.QUEUED, Move.WITHDRAW): Rule(by=Party.REQUESTER, to=State.WITHDRAWN),
    (State.APPROVED, Move.SIGN): Rule(by=Party.HOLDER, to=State.APPROVED),
    (State.APPROVED, Move.SETTLE): Rule(by=Party.DESK, to=State.SETTLED),
}

#: The states that a request never leaves.
FINAL = frozenset(State) - {state for state, _ in MOVES}


def moves_of(state: State, matter: Matter, party: Party) -> tuple[Move, ...]:
    """What `party` may do with such a request in this state, in the order of the table."""
    return tuple(move for (at, move), rule in MOVES.items() if at is state and rule.by is party and matter in rule.matters)

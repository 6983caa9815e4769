"""Making a move: what the table allows, written into the request's history, or refused with where it stands.

Whether this person may make it is looked up by the caller (`seating`, `owing`); here only the table speaks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.approvals.moves import MOVES, OWING, Move, Rule
from bot.approvals.request import Entry, Request, Task
from bot.model import RoleKey


class Refusal(StrEnum):
    """Why a move was refused."""

    #: The table has no such row: it was decided, withdrawn, …
    STATE = "state"
    #: The button belongs to an earlier edition.
    STALE = "stale"
    WORDS = "words"
    NOT_YOURS = "not-yours"
    REQUESTER = "requester"
    CONCERNED = "concerned"
    AWAY = "away"
    ADMINISTRATOR = "administrator"
    STAND_IN_OVER = "stand-in-over"
    FORBIDDEN = "forbidden"
    TURN = "turn"
    DONE = "done"
    UNFIT = "unfit"
    #: Several have to approve, and all of them are there, or this one is among them.
    NO_VOICE = "no-voice"
    #: Nudged already today.
    TOO_SOON = "too-soon"
    #: No amount, or not less than what was asked for.
    NOT_LESSER = "not-lesser"
    #: The amended words don't say one thing that can be decided.
    UNCLEAR = "unclear"
    #: What is asked for now is within the requester's own authority.
    OWN = "own"


class MoveRefused(Exception):
    """A move was refused; the request stays as it is, and `request.last` says who did what when."""

    def __init__(self, request: Request, move: Move, why: Refusal) -> None:
        self.request = request
        self.move = move
        self.why = why
        super().__init__(f"{move} of {request.id} ({request.state}): {why}")


def rule_for(request: Request, move: Move) -> Rule:
    """The row of the table for a move in this state."""
    rule = MOVES.get((request.state, move))
    if rule is None or request.matter not in rule.matters:
        raise MoveRefused(request, move, Refusal.STATE)
    return rule


def advance(
    request: Request,
    move: Move,
    *,
    by: str | None,
    at: datetime,
    words: str = "",
    standing_for: RoleKey | None = None,
    task: int | None = None,
    to: tuple[str, ...] = (),
) -> Request:
    """The request after `move`, in a new edition unless the move is a quiet one."""
    rule = rule_for(request, move)
    if rule.words and not words.strip():
        raise MoveRefused(request, move, Refusal.WORDS)
    entry = Entry(move=move, by=by, at=at, words=words.strip(), standing_for=standing_for, task=task, to=to, step=request.step)
    edition = request.edition if rule.quiet else request.edition + 1
    return replace(request, state=rule.to, history=(*request.history, entry), edition=edition)


def due_task(request: Request, number: int, move: Move) -> Task:
    """The task whose turn it is, to be done or refused; raises MoveRefused for any other."""
    rule_for(request, move)
    task = next((task for task in request.tasks if task.number == number), None)
    if task is None or task.done:
        raise MoveRefused(request, move, Refusal.DONE)
    if task not in request.current_tasks:
        raise MoveRefused(request, move, Refusal.TURN)
    return task


def sign(request: Request, number: int, *, by: str, at: datetime) -> Request:
    """The request with one task done, in its turn; settled by itself with the last one."""
    task = due_task(request, number, Move.SIGN)
    done = replace(task, done_by=by, done_at=at)
    tasks = tuple(done if one.number == number else one for one in request.tasks)
    return settled(replace(advance(request, Move.SIGN, by=by, at=at, task=number), tasks=tasks), at)


def settled(request: Request, at: datetime) -> Request:
    """The request, settled where nothing is owed for it any more."""
    if request.state in OWING and all(task.done for task in request.tasks):
        return replace(advance(request, Move.SETTLE, by=None, at=at), waiting_for=())
    return request

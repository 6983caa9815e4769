"""What each move changes besides the state. Whether it may be made was looked up before (`moving`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.approvals.advancing import MoveRefused, Refusal, advance, due_task, settled, sign
from bot.approvals.moves import OWING, Move
from bot.approvals.owing import staffed, tasks_of
from bot.approvals.request import Consent, Request, Seat
from bot.desk import consulting
from bot.desk.attaching import with_kept
from bot.desk.case import Case
from bot.desk.conversation import Awaited, Check, Pending
from bot.desk.placing import placed
from bot.desk.restating import restated
from bot.model import Quantity


@dataclass(frozen=True, kw_only=True, slots=True)
class Making:
    """A move about to be made: on which request, in which seat, with which words; `step` is a task's number when signing."""

    case: Case
    request: Request
    move: Move
    seat: Seat
    words: str
    step: int


def _advanced(making: Making) -> Request:
    """The request after the move, with the seat in which it was made."""
    stands_for = making.seat.approver.stands_for if making.seat.approver and making.move is not Move.SIGN else None
    request = replace(making.request, seat=making.seat)
    case = making.case
    return advance(request, making.move, by=case.me.id, at=case.event.at, words=making.words, standing_for=stands_for)


def _approve(making: Making) -> Request:
    """Approved; where several have to approve, that is the last of them, and before it one more consent."""
    if making.seat.left(making.case.me.id):
        return _consent(making)
    approved = replace(_advanced(making), decided_by=making.case.me.id, tasks=tasks_of(making.seat.dues))
    return settled(staffed(making.case.roster, approved), making.case.event.at)


def _consent(making: Making) -> Request:
    """One of several has approved; who it waits for now is looked up anew."""
    case, me = making.case, making.case.me.id
    given = [one for one in making.seat.voices if one.given_by is None and me in one.people]
    turn = min((one.stage for one in given), default=0)
    consents = tuple(Consent(post=one.post, by=me) for one in given if one.stage == turn)
    agreed = _advanced(replace(making, move=Move.CONSENT))
    return placed(case, replace(agreed, consents=(*making.request.consents, *consents)))


def _approve_lesser(making: Making) -> Request:
    """The approval covers the lesser amount and nothing beyond it."""
    return replace(_approve(making), granted=_lesser(making))


def _lesser(making: Making) -> Quantity:
    asked, case = making.request.proposal.amount, making.case
    refused = MoveRefused(making.request, making.move, Refusal.NOT_LESSER)
    if asked is None:
        raise refused
    check = Check(text=making.words, language=case.language, proposals=(making.request.proposal,))
    told = consulting.read_amount(case, check, Pending(awaited=Awaited.AMOUNT, place=0), making.words)
    amount = told.proposals[0].amount if told else None
    if amount is None or amount.unit != asked.unit or not amount.value < asked.value:
        raise refused
    return amount


def _decline(making: Making) -> Request:
    return replace(_advanced(making), decided_by=making.case.me.id, waiting_for=())


def _pass_up(making: Making) -> Request:
    request, approver = making.request, making.seat.approver
    above = (approver.stands_for or approver.role) if approver else None
    passed = replace(
        _advanced(making),
        below=above or request.below,
        passed=(*request.passed, making.case.me.id),
        step=request.step + 1,
        handed_to=None,
    )
    return placed(making.case, passed)


def _ask_back(making: Making) -> Request:
    return replace(_advanced(making), waiting_for=(making.request.requester,))


def _own(making: Making) -> Request:
    """A move of the requester, who sits in no seat."""
    case = making.case
    moved = advance(making.request, making.move, by=case.me.id, at=case.event.at, words=making.words)
    return with_kept(case, moved) if moved.requester == case.me.id and not moved.closed else moved


def _answer(making: Making) -> Request:
    return placed(making.case, _own(making))


def _restate(making: Making) -> Request:
    """Amended or reopened: whoever was shown something else decides nothing any more."""
    case, request = making.case, restated(making.case, making.request, making.move, making.words)
    moved = advance(request, making.move, by=case.me.id, at=case.event.at, words=making.words)
    return placed(case, with_kept(case, moved))


def _nudge(making: Making) -> Request:
    calendar, now = making.case.rhythm.calendar, making.case.event.at
    days = [calendar.day_of(entry.at) for entry in making.request.history if entry.move is Move.NUDGE]
    if calendar.day_of(now) in days:
        raise MoveRefused(making.request, making.move, Refusal.TOO_SOON)
    return _own(making)


def _withdraw(making: Making) -> Request:
    return replace(_own(making), waiting_for=())


def _refuse(making: Making) -> Request:
    """A signature was refused: back to whoever answers for it."""
    case = making.case
    due_task(making.request, making.step, making.move)
    refused = advance(making.request, making.move, by=case.me.id, at=case.event.at, words=making.words, task=making.step)
    return staffed(case.roster, refused)


def _stand_by(making: Making) -> Request:
    """It stands, and whoever refused is asked again, with the answer."""
    return staffed(making.case.roster, _own(making))


def _revoke(making: Making) -> Request:
    """The approval is taken back; the requester may ask again."""
    taken_back = replace(_own(making), waiting_for=(), decided_by=making.case.me.id, granted=None)
    return replace(taken_back, step=making.request.step + 1)


def _sign(making: Making) -> Request:
    signed = sign(making.request, making.step, by=making.case.me.id, at=making.case.event.at)
    return staffed(making.case.roster, signed) if signed.state in OWING else signed


MAKE: dict[Move, Callable[[Making], Request]] = {
    Move.APPROVE: _approve,
    Move.APPROVE_NOTING: _approve,
    Move.APPROVE_LESSER: _approve_lesser,
    Move.REJECT: _decline,
    Move.REPLY: _decline,
    Move.PASS_UP: _pass_up,
    Move.ASK_BACK: _ask_back,
    Move.ANSWER: _answer,
    Move.AMEND: _restate,
    Move.REOPEN: _restate,
    Move.NUDGE: _nudge,
    Move.WITHDRAW: _withdraw,
    Move.SIGN: _sign,
    Move.REFUSE: _refuse,
    Move.STAND_BY: _stand_by,
    Move.EXPLAIN: _stand_by,
    Move.REVOKE: _revoke,
}

"""Clicks and words on a request: is the button still good, may this person, does the table allow it; then make the move.

The button is believed for nothing but which request, edition, step and move it was shown for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.approvals.advancing import MoveRefused, Refusal, advance, rule_for, settled, sign
from bot.approvals.moves import OWING, Move, Party
from bot.approvals.owing import right_to_sign, staffed, tasks_of
from bot.approvals.request import Request, Seat
from bot.approvals.seating import may_take_over, right_to_decide
from bot.desk.cards import card, event_line, post, title
from bot.desk.case import Case
from bot.desk.conversation import Awaited, Conversation, Pending
from bot.desk.placing import placed, replaced
from bot.events import Clicked
from bot.ports import Json

#: Refusals of somebody who had no right; these are kept in the audit.
NO_RIGHT = frozenset(Refusal) - {Refusal.STATE, Refusal.STALE, Refusal.WORDS, Refusal.DONE, Refusal.TURN}


@dataclass(frozen=True, kw_only=True, slots=True)
class Making:
    """A move about to be made: on which request, in which seat, with which words; `step` is a task's number when signing."""

    case: Case
    request: Request
    move: Move
    seat: Seat
    words: str
    step: int


def click(case: Case, named: Json, words: str | None = None) -> None:
    """A request's button was pressed; `named` is what its token names."""
    request = case.request(named["request"])
    if request is not None:
        _try(case, request, Move(named["move"]), int(named["edition"]), int(named["step"]), words)


def say_words(case: Case, pending: Pending, words: str) -> None:
    """The words for a move that was begun with a click."""
    case.remember(Conversation())
    request = case.request(pending.request)
    if request is not None and pending.move is not None:
        _try(case, request, pending.move, pending.edition, request.step, words)


def _try(case: Case, request: Request, move: Move, edition: int, step: int, words: str | None) -> None:
    try:
        _fresh(request, move, edition, step)
        _make(case, request, move, step, words)
    except MoveRefused as refused:
        _refuse(case, refused)


def _fresh(request: Request, move: Move, edition: int, step: int) -> None:
    """Refuse a button of an earlier edition. A task's button stays good while others sign: only its task matters."""
    if move is Move.SIGN:
        return
    rule_for(request, move)
    if edition != request.edition or step != request.step:
        raise MoveRefused(request, move, Refusal.STALE)


def _make(case: Case, request: Request, move: Move, step: int, words: str | None) -> None:
    rule = rule_for(request, move)
    found = _right(case, request, move, rule.by, step)
    if rule.words and not (words or "").strip():
        _ask_words(case, request, move)
        return
    moved = MAKE[move](Making(case=case, request=request, move=move, seat=found, words=words or "", step=step))
    _tell(case, moved, request)
    post(case, moved, request)


def _right(case: Case, request: Request, move: Move, by: Party, step: int) -> Seat:
    """The seat in which the one who acts may make this move, looked up now."""
    if by is Party.APPROVER:
        return right_to_decide(case.roster, request, case.me.id, move)
    if by is Party.HOLDER:
        right_to_sign(case.roster, request, step, case.me.id)
    elif case.me.id != request.requester:
        raise MoveRefused(request, move, Refusal.NOT_YOURS)
    return request.seat


def _ask_words(case: Case, request: Request, move: Move) -> None:
    pending = Pending(awaited=Awaited.WORDS, request=request.id, move=move, edition=request.edition)
    case.remember(Conversation(pending=pending))
    line = title(case, request, case.language)
    case.ask(case.notice("words-for", move=move.value, title=line), request.tokens[move.value])


def _advanced(making: Making) -> Request:
    """The request after the move, with the seat in which it was made."""
    stands_for = making.seat.approver.stands_for if making.seat.approver and making.move is not Move.SIGN else None
    request = replace(making.request, seat=making.seat)
    case = making.case
    return advance(request, making.move, by=case.me.id, at=case.event.at, words=making.words, standing_for=stands_for)


def _approve(making: Making) -> Request:
    approved = replace(_advanced(making), decided_by=making.case.me.id, tasks=tasks_of(making.seat.dues))
    return settled(staffed(making.case.roster, approved), making.case.event.at)


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
    return advance(making.request, making.move, by=case.me.id, at=case.event.at, words=making.words)


def _answer(making: Making) -> Request:
    return placed(making.case, _own(making))


def _withdraw(making: Making) -> Request:
    return replace(_own(making), waiting_for=())


def _sign(making: Making) -> Request:
    signed = sign(making.request, making.step, by=making.case.me.id, at=making.case.event.at)
    return staffed(making.case.roster, signed) if signed.state in OWING else signed


#: What each move changes besides the state.
MAKE: dict[Move, Callable[[Making], Request]] = {
    Move.APPROVE: _approve,
    Move.REJECT: _decline,
    Move.REPLY: _decline,
    Move.PASS_UP: _pass_up,
    Move.ASK_BACK: _ask_back,
    Move.ANSWER: _answer,
    Move.WITHDRAW: _withdraw,
    Move.SIGN: _sign,
}


def hand_over(case: Case, request: Request, person: str) -> None:
    """An administrator hands a request to somebody who may decide it."""
    try:
        rule_for(request, Move.HAND_OVER)
        if may_take_over(case.roster, request, person) is None:
            raise MoveRefused(request, Move.HAND_OVER, Refusal.UNFIT)
    except MoveRefused as refused:
        _refuse(case, refused)
        return
    handed = advance(request, Move.HAND_OVER, by=case.me.id, at=case.event.at, to=(person,))
    moved = placed(case, replace(handed, handed_to=person, passed=tuple(one for one in request.passed if one != person)))
    _tell(case, moved, request)
    post(case, moved, request)


def _tell(case: Case, request: Request, before: Request) -> None:
    """A word to the one who acted, and to those who already have the card and for whom something changed."""
    new = [entry for entry in request.history[len(before.history) :] if entry.by]
    case.whisper = case.notice("done", move=new[-1].move.value, title=title(case, request, case.language), settled=request.closed)
    newly = [person for person in request.waiting_for if person not in before.waiting_for]
    for person in dict.fromkeys((request.requester, *newly)):
        if person != case.me.id and person in before.posted and person in case.staff.people:
            language = case.language_of(person)
            lines = [event_line(case, request, entry, language) for entry in new]
            waiting = person in request.waiting_for
            case.tell("news", to=person, title=title(case, request, language), lines=lines, waiting=waiting)


def _refuse(case: Case, refused: MoveRefused) -> None:
    """Say why not and what is the case; whoever has the card sees it as it is now. A request that has to go elsewhere goes."""
    request, me = refused.request, case.me.id
    known = me in request.posted
    if refused.why in NO_RIGHT:
        case.record(request=request.id, move=refused.move.value, refused=refused.why.value, person=me, state=request.state.value)
    again = replaced(case, request) if refused.why in NO_RIGHT and refused.move is not Move.HAND_OVER else None
    if again:
        _tell_moved(case, again, request)
        post(case, again, request)
    elif known:
        text, buttons = card(case, request, me)
        case.edit(text, buttons, to=me, card=request.id)
    shown = again or request
    last = shown.last
    words = case.notice(
        "refused",
        why=refused.why.value,
        move=refused.move.value,
        state=shown.state.value,
        title=title(case, shown, case.language) if known or me in case.staff.administrators else "",
        last=event_line(case, shown, last, case.language) if last and known else "",
        own=bool(last and last.by == me and last.move is refused.move),
        waiting=case.phrasing.people(shown.waiting_for, case.language) if known else "",
    )
    if isinstance(case.event, Clicked):
        case.whisper = words
    else:
        case.say(words)


def _tell_moved(case: Case, request: Request, before: Request) -> None:
    """The requester hears that it went to somebody else."""
    if request.requester != case.me.id and request.requester in case.staff.people:
        language = case.language_of(request.requester)
        lines = [event_line(case, request, entry, language) for entry in request.history[len(before.history) :]]
        case.tell("news", to=request.requester, title=title(case, request, language), lines=lines, waiting=False)

"""Timers: what happens to a request when nobody does anything.

A request has at most one timer, a document that is written anew in the commit of every move; what rings early, late a
second time, or for something that has moved on in the meantime, does nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.approvals.advancing import advance
from bot.approvals.moves import Move, State
from bot.approvals.request import Request
from bot.approvals.seating import seat
from bot.approvals.timing import Due, next_due
from bot.desk.cards import card, event_line, language_for, title
from bot.desk.case import Case
from bot.desk.placing import SWEEPING, go_on_sweeping, placed, replaced
from bot.desk.posting import post


def ring(case: Case, ident: str) -> None:
    """The timer of a request has run out, or it is time to go on looking through all of them."""
    if ident == SWEEPING:
        go_on_sweeping(case)
        return
    key = case.key("timer", ident)
    timer, request = case.look.at(key), case.request(ident)
    if timer is None or datetime.fromisoformat(timer.value["due_at"]) > case.event.at.astimezone(UTC):
        return
    due = next_due(request, case.rhythm) if request else None
    if request is None or due is None:
        case.change(key, None)
        return
    again = replaced(case, request)
    if again is not None and again.edition != request.edition:  # it waits for somebody else now, who begins afresh
        post(case, again, request)
    elif due.at > case.event.at:  # the calendar was changed since the timer was set
        case.change(key, {**timer.value, "move": due.move.value, "due_at": due.at.isoformat()})
    else:
        _fire(case, again or request, request, due)


def _fire(case: Case, request: Request, before: Request, due: Due) -> None:
    moved = _lapsed(case, request) if due.move is Move.LAPSE else _escalated(case, request) if due.move is Move.ESCALATE else None
    if moved is None:
        moved = advance(request, Move.REMIND, by=None, at=case.event.at, to=request.waiting_for)
        post(case, moved, before)
        _remind(case, moved, alarm=due.move is Move.ESCALATE or request.state is State.QUEUED)
        return
    for person in dict.fromkeys((moved.requester, *before.waiting_for)):
        if person in case.staff.people:
            language = language_for(case, moved, person)
            lines = [event_line(case, moved, entry, language) for entry in moved.history[len(before.history) :]]
            case.say(case.notice("news", language, title=title(case, moved, language), lines=lines, waiting=False), to=person)
    post(case, moved, before)


def _lapsed(case: Case, request: Request) -> Request:
    return replace(advance(request, Move.LAPSE, by=None, at=case.event.at), waiting_for=())


def _escalated(case: Case, request: Request) -> Request | None:
    """The request one level up, None where nobody is above."""
    approver = request.seat.approver
    above = (approver.stands_for or approver.role) if approver else None
    higher = replace(
        request, below=above or request.below, passed=(*request.passed, *request.seat.people), step=request.step + 1, handed_to=None
    )
    found = seat(case.roster, higher)
    if not found.people:
        return None
    return placed(case, replace(advance(higher, Move.ESCALATE, by=None, at=case.event.at, to=found.people), step=higher.step))


def _remind(case: Case, request: Request, *, alarm: bool) -> None:
    """Show its card again to everybody for whom it waits; where nobody is above them, the administrators hear of it."""
    for person in request.waiting_for:
        if person in case.staff.people:
            text, buttons = card(case, request, person)
            case.tell("reminder", to=person, title=title(case, request, case.language_of(person)))
            case.say(text, buttons, to=person, card=request.id)
    for person in case.staff.administrators if alarm else ():
        if person not in request.waiting_for:
            waiting = case.phrasing.people(request.waiting_for, case.language_of(person))
            case.tell("stuck", to=person, title=title(case, request, case.language_of(person)), waiting=waiting)

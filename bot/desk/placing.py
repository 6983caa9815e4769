"""Bringing a request to whom it waits for, and bringing it on where the staff or an absence has changed that."""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.advancing import advance
from bot.approvals.moves import MOVES, OWED, Move, State
from bot.approvals.owing import staffed
from bot.approvals.request import Request, request_of
from bot.approvals.seating import seat
from bot.desk.case import Case
from bot.desk.deputising import tell_the_returned
from bot.desk.ledger import foresee
from bot.desk.posting import post
from bot.ports import Page, Search

#: So many requests are looked through when the staff changes; whoever is met later is placed when clicked.
SWEEP = 200


def placed(case: Case, request: Request) -> Request:
    """The request with whoever may decide it now; with nobody left, in the administrators' queue."""
    found = seat(case.roster, request)
    request = replace(request, seat=found)
    if request.state is State.OPEN and not found.people:
        request = advance(request, Move.QUEUE, by=None, at=case.event.at)
        return replace(request, waiting_for=case.staff.administrators)
    return replace(request, waiting_for=found.people if request.state is State.OPEN else request.waiting_for)


def replaced(case: Case, request: Request) -> Request | None:
    """The request brought to whoever may decide it now, None where that hasn't changed."""
    if request.state in OWED:
        again = staffed(case.roster, request)
        return None if again == request else again
    if (request.state, Move.REROUTE) not in MOVES:
        return None
    found = seat(case.roster, request)
    if found.people == request.seat.people or (request.state is not State.OPEN and not found.people):
        return None
    return placed(case, advance(request, Move.REROUTE, by=None, at=case.event.at, to=found.people))


#: A request before and after it was placed anew.
Moved = tuple[Request, Request]


def sweep(case: Case) -> tuple[Moved, ...]:
    """Look through everything that is open, after the staff or an absence has changed; what was placed anew."""
    moved: list[Moved] = []
    states = (State.OPEN.value, State.ASKED.value, State.QUEUED.value, *sorted(OWED))
    page: Page = case.look.search(Search(tenant=case.tenant, kind="request", states=states, limit=SWEEP))
    idents = [key.split("/", 2)[2] for key, _ in page.documents]
    case.look.at_all(tuple(case.key(kind, ident) for kind in ("request", "timer") for ident in idents))
    foresee(case, *(request_of(found.value) for _, found in page.documents))
    for key, _ in page.documents:
        request = case.request(key.split("/", 2)[2])
        again = replaced(case, request) if request else None
        if request and again:
            moved.append((request, post(case, again, request)))
    tell_the_returned(case)
    return tuple(moved)

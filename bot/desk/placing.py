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

#: So many requests are looked through in one commit, and with so many messages it is enough for one; the rest follows at once.
SWEEP, ENOUGH = 200, 500
#: So many are loaded together.
TOGETHER = 50
#: The timer that goes on with what one commit has left.
SWEEPING = "sweeping"
#: What waits for a decision comes before what only still owes something.
_PARTS = ((State.OPEN.value, State.ASKED.value, State.QUEUED.value), tuple(sorted(OWED)))


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
    """Look through everything that is open, after the staff or an absence has changed; what was placed anew.

    Where there is more than one commit should bear, a timer goes on with it.
    """
    moved = _sweep(case, 0, None)
    tell_the_returned(case)
    return moved


def go_on_sweeping(case: Case) -> None:
    """Go on where the commit before left off."""
    left = case.look.at(case.key("timer", SWEEPING))
    if left is not None:
        _sweep(case, left.value["part"], left.value["after"])


def _sweep(case: Case, part: int, after: str | None) -> tuple[Moved, ...]:
    moved: list[Moved] = []
    timer, looked = case.key("timer", SWEEPING), 0
    while part < len(_PARTS):
        wanted = Search(tenant=case.tenant, kind="request", states=_PARTS[part], after=after, limit=TOGETHER)
        if looked >= SWEEP or not _place_all(case, page := case.look.search(wanted), moved):
            case.change(timer, {"part": part, "after": after, "due_at": case.event.at.isoformat()})
            return tuple(moved)
        looked += len(page.documents)
        part, after = (part, page.after) if page.after else (part + 1, None)
    if case.look.at(timer):
        case.change(timer, None)
    return tuple(moved)


def _place_all(case: Case, page: Page, moved: list[Moved]) -> bool:
    """Place these anew where that changes anything; False where not all of them, so as not to say too much in one commit."""
    idents = [key.split("/", 2)[2] for key, _ in page.documents]
    case.look.at_all(tuple(case.key(kind, ident) for kind in ("request", "timer") for ident in idents))
    foresee(case, *(request_of(found.value) for _, found in page.documents))
    for ident in idents:
        if case.said_enough(ENOUGH):
            return False
        request = case.request(ident)
        again = replaced(case, request) if request else None
        if request and again:
            moved.append((request, post(case, again, request)))
    return True

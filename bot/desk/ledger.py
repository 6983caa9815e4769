"""The ledger: what was asked for or done for the same target and of the same kind, so that nothing is split unseen.

One document for each kind of act, target and month, read and versioned like everything else: of two requests at once,
the second is decided with the first in view. Where nobody was named, what one person asks for of one kind counts as alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.approvals.moves import State
from bot.approvals.request import Request
from bot.approvals.spending import KIND, lines_of, whom
from bot.desk.case import Case
from bot.model import Quantity
from bot.ports import Json, Key

#: What never came about counts for nothing.
NOTHING = frozenset({State.REJECTED, State.WITHDRAWN, State.ANSWERED, State.LAPSED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Alike:
    """Another request or use for the same."""

    request: str
    at: datetime
    requester: str
    amount: Quantity | None


def _key(case: Case, request: Request, at: datetime) -> Key | None:
    proposal = request.proposal
    if proposal.action is None:
        return None
    return case.key("ledger", f"{proposal.action}/{at.year:04}-{at.month:02}/{whom(proposal, request.requester)}")


def foresee(case: Case, *requests: Request) -> None:
    """Load at once what will be asked for when these requests are shown or written one after the other."""
    keys = [key for one in requests for key in (*_window(case, one), case.key("key", one.requester))]
    case.look.foresee(*dict.fromkeys(keys))


def enter(case: Case, request: Request, before: Request | None) -> None:
    """Bring a request's line in the ledger up to date, where it has changed."""
    foresee(case, request)
    was, line = _line(before), _line(request)
    old = _key(case, before, before.opened_at) if before else None
    key = _key(case, request, request.opened_at)
    if old is not None and old != key:
        _put(case, old, request.id, None)
        was = None
    if key is not None and line != was:
        _put(case, key, request.id, line)
    _spend(case, request, before)


def _spend(case: Case, request: Request, before: Request | None) -> None:
    """Bring up to date what it counts for where a book's limit adds up."""
    was = lines_of(case.library, case.rhythm, before) if before else {}
    now = lines_of(case.library, case.rhythm, request)
    for ident in dict.fromkeys((*was, *now)):
        if was.get(ident) != now.get(ident):
            _put(case, case.key(KIND, ident), request.id, now.get(ident))


def _line(request: Request | None) -> Json | None:
    if request is None or request.state in NOTHING:
        return None
    amount = request.granted or request.proposal.amount
    shown = {"value": str(amount.value), "unit": amount.unit} if amount else None
    return {"at": request.opened_at.isoformat(), "requester": request.requester, "amount": shown}


def _put(case: Case, key: Key, ident: str, line: Json | None) -> None:
    lines = dict((case.document(key) or {"lines": {}})["lines"])
    lines.pop(ident, None)
    case.change(key, {"lines": lines | ({ident: line} if line else {})})


def _window(case: Case, request: Request) -> tuple[Key, ...]:
    """The documents in which what is alike within the window may stand."""
    months = dict.fromkeys(_key(case, request, request.opened_at + shift) for shift in (-case.rhythm.alike, timedelta(), case.rhythm.alike))
    return tuple(key for key in months if key)


def alike(case: Case, request: Request) -> tuple[Alike, ...]:
    """The other requests and uses for the same within the window, oldest first."""
    window, keys = case.rhythm.alike, _window(case, request)
    case.look.at_all(keys)
    lines = [line for key in keys for line in (case.document(key) or {"lines": {}})["lines"].items()]
    found = [
        Alike(request=ident, at=datetime.fromisoformat(line["at"]), requester=line["requester"], amount=_amount(line["amount"]))
        for ident, line in lines
        if ident != request.id
    ]
    return tuple(sorted((one for one in found if abs(one.at - request.opened_at) <= window), key=lambda one: (one.at, one.request)))


def together(request: Request, others: tuple[Alike, ...]) -> Quantity | None:
    """What it comes to with the others, where all amounts are of one unit."""
    amounts = [request.granted or request.proposal.amount, *(one.amount for one in others)]
    known = [one for one in amounts if one]
    if len(known) != len(amounts) or len({one.unit for one in known}) != 1 or known[0].unit in ("percent", "share"):
        return None
    return Quantity(value=sum((one.value for one in known), Decimal(0)), unit=known[0].unit)


def _amount(shown: Json | None) -> Quantity | None:
    return Quantity(value=Decimal(shown["value"]), unit=shown["unit"]) if shown else None

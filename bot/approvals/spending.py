"""What was used of a power whose limit adds up: in one event, a day, a month, a quarter, a year.

One document for each act, post and year, read and versioned like everything else, and only where a book has such a limit.
What somebody did in an absent one's place counts for both. What nobody recorded isn't known here; nor is it recorded
to which project an act belongs, so that what was used for one is asked each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.approvals.moves import APPROVALS, OWED, Move, State
from bot.approvals.request import Request
from bot.approvals.timing import Rhythm
from bot.authority.evaluating import held_for
from bot.model import CUMULATIVE, Limit, Per, Proposal, Quantity, RoleKey
from bot.ports import Json
from bot.rulebook.library import Library

#: The kind of its documents.
KIND = "spent"
#: What adds up and can be told from what was recorded.
RECORDED = CUMULATIVE - {Per.PROJECT}
#: A document by its kind and id.
Find = Callable[[str, str], Json | None]


def whom(proposal: Proposal, requester: str) -> str:
    """Whom an act is for, so that what is for the same can be told; without a name, what one person asks for is taken as alike."""
    target = proposal.target
    named = target.person or (target.name or "").strip().casefold()
    return f"whom:{named}" if named else f"by:{requester}:{target.role or target.relation or ''}"


def adding_up(library: Library, role: RoleKey, action: str | None) -> tuple[Limit, ...]:
    """The limits of a post's power that count more than one act, as far as these are recorded."""
    held = held_for(library, role, action) if action and role in library.roles else ()
    return tuple(limit for one in held for limit in one.grant.limits if limit.per in RECORDED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spending:
    """Looks up what was used, as of one moment."""

    find: Find
    library: Library
    rhythm: Rhythm
    at: datetime

    def used(self, role: RoleKey, person: str, proposal: Proposal, requester: str, but: str = "") -> dict[Per, Quantity]:
        """What `person` has used of a post's power for such an act, for each period of its limits; without the request `but`."""
        limits = {limit.per: limit.unit for limit in adding_up(self.library, role, proposal.action)}
        if not limits:
            return {}
        same = whom(proposal, requester)
        lines = [one for one in self._lines(role, str(proposal.action), but) if person in one["of"] or one["standing"]]
        return {
            per: Quantity(value=sum((Decimal(one["value"]) for one in lines if self._within(per, one, unit, same)), Decimal(0)), unit=unit)
            for per, unit in limits.items()
        }

    def of_request(self, role: RoleKey, person: str, request: Request) -> Mapping[Per, Quantity]:
        """The same for a request that `person` may decide."""
        return self.used(role, person, request.proposal, request.requester, request.id)

    def own(self, roles: Iterable[RoleKey], person: str, proposal: Proposal) -> dict[Per, Quantity]:
        """The most that somebody has used of any of their posts' powers."""
        found: dict[Per, Quantity] = {}
        for role in roles:
            for per, amount in self.used(role, person, proposal, person).items():
                found[per] = max(amount, found.get(per, amount), key=lambda one: one.value)
        return found

    def _lines(self, role: RoleKey, action: str, but: str) -> list[Json]:
        days = (self._day(self.at), self._day(self.at - self.rhythm.alike))
        found = [self.find(KIND, ident_of(action, role, year)) for year in dict.fromkeys(day.year for day in days)]
        return [line for one in found if one for ident, line in one["lines"].items() if ident != but]

    def _within(self, per: Per, line: Json, unit: str, same: str) -> bool:
        then, today = self._day(datetime.fromisoformat(line["at"])), self._day(self.at)
        if line["unit"] != unit:
            return False
        match per:
            case Per.EVENT:
                return bool(line["whom"] == same) and abs(today - then) <= self.rhythm.alike + timedelta(days=1)
            case Per.DAY:
                return then == today
            case Per.MONTH:
                return (then.year, then.month) == (today.year, today.month)
            case Per.QUARTER:
                return (then.year, (then.month - 1) // 3) == (today.year, (today.month - 1) // 3)
            case _:
                return then.year == today.year

    def _day(self, moment: datetime) -> date:
        return self.rhythm.calendar.day_of(moment)


def ident_of(action: str, role: RoleKey, year: int) -> str:
    """The id of a document of what was used."""
    return f"{action}/{role}/{year}"


def lines_of(library: Library, rhythm: Rhythm, request: Request) -> dict[str, Json]:
    """What a request counts for, by the document it stands in: for each post whose power with such a limit it used."""
    spent = _spent(request)
    decided = next((one for one in reversed(request.history) if one.move in APPROVALS or one.move is Move.RECORD), None)
    if spent is None or decided is None or decided.by is None or request.proposal.action is None:
        return {}
    approver = request.seat.approver
    stood = approver.stands_for if approver else None
    posts = {stood} if stood else {request.role} if request.state is State.USED or approver is None else {approver.role}
    line = {
        "at": decided.at.isoformat(),
        "of": [decided.by],
        "standing": stood is not None,
        "value": str(spent.value),
        "unit": spent.unit,
        "whom": whom(request.proposal, request.requester),
    }
    year = rhythm.calendar.day_of(decided.at).year
    return {
        ident_of(request.proposal.action, post, year): line for post in posts if post and adding_up(library, post, request.proposal.action)
    }


def _spent(request: Request) -> Quantity | None:
    """The amount that was used; None while nothing was."""
    if request.state not in OWED | {State.SETTLED}:
        return None
    return request.granted or request.proposal.amount

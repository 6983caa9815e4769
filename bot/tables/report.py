"""Numbers for managers from the requests of a period: how long decisions take, what is passed up, which clauses are asked
most, and which limits are asked beyond most. Nobody is named: these are numbers of posts and clauses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, median_low

from bot.approvals.moves import APPROVALS, DECISIONS, OWED, Matter, Move, State
from bot.approvals.request import Request
from bot.approvals.timing import Calendar
from bot.model import ClauseId, Language, Quantity, RoleKey, Why
from bot.rulebook.library import Library
from bot.texts import Phrasing, amount_words, render

#: Up to so many hours of working time; the last class holds what took longer.
CLASSES = (1, 4, 8, 16, 40)
#: So many clauses and limits are listed.
LISTED = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Kindred:
    """The requests for one kind of act."""

    action: str
    asked: int
    approved: int
    lessened: int
    rejected: int
    raised: int
    #: Working time to the decision, the middle one; None where none is decided.
    middle: timedelta | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Beyond:
    """A limit that was asked beyond: how often, how far, and how often that was approved in the end."""

    clause: ClauseId
    role: RoleKey
    limit: Quantity
    times: int
    middle: Quantity
    most: Quantity
    approved: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The numbers of a period."""

    start: date | None
    end: date | None
    requests: int
    uses: int
    questions: int
    decided: int
    approved: int
    waiting: int
    owed: int
    #: Shares of the requests, between 0 and 1.
    passed_up: float
    escalated: float
    #: How many were decided within each class of working hours, and beyond the last.
    times: tuple[int, ...]
    middle: timedelta | None
    slowest: timedelta | None
    kinds: tuple[Kindred, ...]
    clauses: tuple[tuple[ClauseId, int], ...]
    limits: tuple[Beyond, ...]


def report_of(
    library: Library, calendar: Calendar, requests: Iterable[Request], start: date | None = None, end: date | None = None
) -> Report:
    """The numbers of the requests that were opened in a period, both days included."""
    found = [one for one in requests if _opened_within(calendar, one, start, end)]
    asked = [one for one in found if one.matter is Matter.APPROVAL]
    took = sorted(time for one in asked if (time := time_to_decision(calendar, one)) is not None)
    return Report(
        start=start,
        end=end,
        requests=len(asked),
        uses=sum(one.matter is Matter.USE for one in found),
        questions=sum(one.matter is Matter.QUESTION for one in found),
        decided=len(took),
        approved=sum(approved(one) for one in asked),
        waiting=sum(one.state in (State.OPEN, State.ASKED, State.QUEUED) for one in found),
        owed=sum(one.state in OWED for one in found),
        passed_up=_share(asked, Move.PASS_UP),
        escalated=_share(asked, Move.ESCALATE),
        times=_classes(took),
        middle=_middle(took),
        slowest=took[-1] if took else None,
        kinds=_kinds(calendar, asked),
        clauses=tuple(Counter(clause for one in found for clause in one.seat.clauses[:1]).most_common(LISTED)),
        limits=_limits(library, asked),
    )


def time_to_decision(calendar: Calendar, request: Request) -> timedelta | None:
    """How much working time passed from the opening, or the reopening, to the first decision after it."""
    begun = None
    for entry in request.history:
        if entry.move in (Move.OPEN, Move.REOPEN, Move.AMEND):
            begun = entry.at
        elif entry.move in DECISIONS and begun is not None:
            return calendar.between(begun, entry.at)
    return None


def approved(request: Request) -> bool:
    """Whether it was approved, and the approval stands."""
    return request.state in (State.APPROVED, State.RETURNED) or (
        request.state is State.SETTLED and any(entry.move in APPROVALS for entry in request.history)
    )


def _middle(took: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median([one.total_seconds() for one in took])) if took else None


def _opened_within(calendar: Calendar, request: Request, start: date | None, end: date | None) -> bool:
    day = calendar.day_of(request.opened_at)
    return (start is None or day >= start) and (end is None or day <= end)


def _share(asked: Sequence[Request], move: Move) -> float:
    return sum(any(entry.move is move for entry in one.history) for one in asked) / len(asked) if asked else 0.0


def _classes(took: Sequence[timedelta]) -> tuple[int, ...]:
    counts = [0] * (len(CLASSES) + 1)
    for time in took:
        counts[next((place for place, hours in enumerate(CLASSES) if time <= timedelta(hours=hours)), len(CLASSES))] += 1
    return tuple(counts)


def _kinds(calendar: Calendar, asked: Sequence[Request]) -> tuple[Kindred, ...]:
    by_action: dict[str, list[Request]] = {}
    for one in asked:
        by_action.setdefault(one.proposal.action or "", []).append(one)
    found = [_kindred(calendar, action, those) for action, those in by_action.items()]
    return tuple(sorted(found, key=lambda one: (-one.asked, one.action)))


def _kindred(calendar: Calendar, action: str, those: Sequence[Request]) -> Kindred:
    took = [time for one in those if (time := time_to_decision(calendar, one)) is not None]
    return Kindred(
        action=action,
        asked=len(those),
        approved=sum(approved(one) for one in those),
        lessened=sum(one.granted is not None for one in those),
        rejected=sum(one.state is State.REJECTED for one in those),
        raised=sum(any(entry.move in (Move.PASS_UP, Move.ESCALATE) for entry in one.history) for one in those),
        middle=_middle(took),
    )


def _limits(library: Library, asked: Sequence[Request]) -> tuple[Beyond, ...]:
    beyond: dict[tuple[ClauseId, RoleKey, str], list[Request]] = {}
    for one in asked:
        for step in dict.fromkeys(one.seat.trail):
            if step.why is Why.OVER_LIMIT and step.clause and one.proposal.action and one.proposal.amount:
                beyond.setdefault((step.clause, step.role, one.proposal.action), []).append(one)
    found = [told for (clause, role, action), those in beyond.items() if (told := _beyond(library, clause, role, action, those))]
    return tuple(sorted(found, key=lambda one: (-one.times, one.clause))[:LISTED])


def _beyond(library: Library, clause: ClauseId, role: RoleKey, action: str, those: Sequence[Request]) -> Beyond | None:
    grants = [grant for grant in library.by_role.get(role, ()) if (grant.clause, grant.action) == (clause, action)]
    limit = next((grant.limit for grant in grants if grant.limit), None)
    amounts = sorted(one.proposal.amount.value for one in those if limit and one.proposal.amount and one.proposal.amount.unit == limit.unit)
    if limit is None or not amounts:
        return None
    return Beyond(
        clause=clause,
        role=role,
        limit=Quantity(value=limit.max, unit=limit.unit),
        times=len(those),
        middle=Quantity(value=median_low(amounts), unit=limit.unit),
        most=Quantity(value=amounts[-1], unit=limit.unit),
        approved=sum(approved(one) for one in those),
    )


# In words -----------------------------------------------------------------------------------


def report_text(phrasing: Phrasing, report: Report, language: Language) -> str:
    """The numbers as a table to read."""
    return render("report", language, part="all", **shown(phrasing, report, language))


def shown(phrasing: Phrasing, report: Report, language: Language) -> dict[str, object]:
    """The numbers with their names, for templates."""
    actions = phrasing.library.vocabulary.actions
    return {
        "report": report,
        "percent": {"approved": _percent(report.approved, report.decided), "passed": report.passed_up, "escalated": report.escalated},
        "classes": [*(f"≤ {hours} h" for hours in CLASSES), f"> {CLASSES[-1]} h"],
        "middle": hours(report.middle),
        "slowest": hours(report.slowest),
        "kinds": [
            {"name": actions[one.action].title.into(language) if one.action in actions else "—", "row": one, "middle": hours(one.middle)}
            for one in report.kinds
        ],
        "clauses": [
            {"clause": phrasing.clause(ident, language), "times": times}
            for ident, times in report.clauses
            if ident in phrasing.library.clauses
        ],
        "limits": [
            {
                "row": one,
                "post": phrasing.role(one.role, language),
                **{name: amount_words(getattr(one, name), language) for name in ("limit", "middle", "most")},
            }
            for one in report.limits
        ],
    }


def hours(time: timedelta | None) -> str:
    """A span of working time as hours."""
    return "—" if time is None else f"{time.total_seconds() / 3600:.1f} h"


def _percent(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

"""When something is due: in working hours, from what happened to the request and from nothing else.

What nobody answers is reminded of once, then goes one level up; a question that comes back to the requester and is never
answered lapses. Nothing becomes approved by waiting. This module reads no clock and knows no calendar but the one given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from bot.approvals.moves import Move, State
from bot.approvals.request import Request

#: So far ahead working hours are looked for; beyond it the calendar is taken to have none.
DAYS_AHEAD = 3660


def weekdays(day: date) -> bool:
    """Monday to Friday, without holidays."""
    return day.weekday() < 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The organisation's working time: its zone, the hours of a day in order, and which days are worked."""

    zone: tzinfo = timezone(timedelta(hours=8))
    hours: tuple[tuple[time, time], ...] = ((time(9), time(18)),)
    works: Callable[[date], bool] = weekdays

    def after(self, moment: datetime, work: timedelta) -> datetime:
        """When so much working time has passed since `moment`, in UTC. Hours of a clock change count as they really are."""
        here, left = moment.astimezone(UTC), work
        day = moment.astimezone(self.zone).date()
        for _ in range(DAYS_AHEAD):
            for begins, ends in self.hours if self.works(day) else ():
                start = max(here, self._at(day, begins))
                end = self._at(day, ends)
                if start + left <= end:
                    return start + left
                left -= max(end - start, timedelta())
            day += timedelta(days=1)
        raise ValueError(f"no working time within {DAYS_AHEAD} days of {moment}")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time passed between two moments; none where the end comes first."""
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        passed = timedelta()
        while day <= last:
            for begins, ends in self.hours if self.works(day) else ():
                passed += max(min(end, self._at(day, ends)) - max(start, self._at(day, begins)), timedelta())
            day += timedelta(days=1)
        return passed

    def day_of(self, moment: datetime) -> date:
        """The organisation's day at a moment."""
        return moment.astimezone(self.zone).date()

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """How much working time passes until a reminder, until it goes a level up, until an unanswered question lapses."""

    calendar: Calendar = field(default_factory=Calendar)
    remind: timedelta = timedelta(hours=4)
    escalate: timedelta = timedelta(hours=8)
    lapse: timedelta = timedelta(hours=80)
    #: Between the reminders of what is owed.
    owed: timedelta = timedelta(hours=8)
    #: For so many days, uses and requests for the same are shown together.
    alike: timedelta = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What happens to a request by itself, and when."""

    move: Move
    at: datetime


def next_due(request: Request, rhythm: Rhythm) -> Due | None:
    """What is next for a request if nobody does anything; None where nothing is."""
    if not request.history or request.closed:
        return None
    # By their order and not by their times: the clock may have been set back in between.
    last = max(place for place, entry in enumerate(request.history) if entry.move not in (Move.REMIND, Move.NUDGE))
    since = request.history[last].at
    reminders = [entry.at for entry in request.history[last + 1 :] if entry.move is Move.REMIND]
    first = not reminders
    match request.state:
        case State.OPEN:
            move, span = (Move.REMIND, rhythm.remind) if first else (Move.ESCALATE, rhythm.escalate)
            start = since if len(reminders) < 2 else reminders[-1]
        case State.ASKED:
            move, span, start = (Move.REMIND, rhythm.remind, since) if first else (Move.LAPSE, rhythm.lapse, since)
        case State.QUEUED:
            move, span, start = Move.REMIND, rhythm.remind if first else rhythm.escalate, reminders[-1] if reminders else since
        case _:
            move, span, start = Move.REMIND, rhythm.owed, reminders[-1] if reminders else since
    return Due(move=move, at=rhythm.calendar.after(start, span))

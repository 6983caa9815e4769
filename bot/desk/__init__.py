"""The one door: an event goes in, and what it comes to goes out.

`Desk.handle` is pure. It looks into a view of the store and, where that doesn't hold what it needs, says what to load;
it opens nothing and waits for nothing. Time, ids and randomness come with the event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.approvals.timing import Rhythm
from bot.desk import administering, auditing, consulting, erasing, linking, overview, requesting
from bot.desk.case import Case
from bot.desk.clicking import click, submit
from bot.desk.commanding import COMMANDS, command
from bot.desk.hearing import Command
from bot.desk.placing import sweep
from bot.desk.reaching import came_back, unreached
from bot.desk.ringing import ring
from bot.desk.roster import Rosters
from bot.desk.talking import say
from bot.desk.view import Done, Look, Needs, NotLoaded, View
from bot.events import (
    Clicked,
    Commanded,
    Erased,
    Event,
    Imported,
    Invited,
    Matched,
    Opened,
    Proposed,
    Rang,
    Said,
    Sealing,
    Severed,
    Submitted,
    Suggested,
    Ticked,
    Unreached,
    Vouched,
)
from bot.ports import Crypt
from bot.rulebook.library import Library
from bot.understanding import Understanding

__all__ = ["COMMANDS", "Desk", "Done", "Needs", "View"]


class Desk:
    """Deals with events, one at a time, for one library."""

    def __init__(
        self,
        library: Library,
        *,
        crypt: Crypt,
        tenant: str = "default",
        understanding: Understanding | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.tenant = tenant
        self.crypt = crypt
        self.rhythm = rhythm or Rhythm()
        self.understanding = understanding or Understanding(library)
        self._rosters = Rosters()

    def handle(self, event: Event, view: View) -> Needs | Done:
        """What an event comes to, or what has to be loaded before that can be said."""
        return self._in_a_case(event, view, lambda case: _deal(case, event))

    def regret(self, event: Event, view: View) -> Needs | Done:
        """What to say to whoever did it where there is no room to write it down. It changes nothing."""

        def tell(case: Case) -> None:
            case.whisper = case.notice("no-room")

        return self._in_a_case(event, view, tell)

    def _in_a_case(self, event: Event, view: View, act: Callable[[Case], None]) -> Needs | Done:
        case = Case(self.understanding, self.tenant, event, Look(view), self._rosters, self.crypt, self.rhythm)
        try:
            act(case)
            return case.done()
        except NotLoaded as missing:
            return missing.needs


def _deal(case: Case, event: Event) -> None:
    case.foresee()
    came_back(case)
    EVENTS[type(event)](case, event)


def _tick(case: Case, _event: Event) -> None:
    sweep(case)
    linking.clear(case)


EVENTS: dict[type[Event], Callable[[Case, Any], None]] = {
    Imported: administering.import_staff,
    Unreached: unreached,
    Ticked: _tick,
    Rang: lambda case, event: ring(case, event.timer),
    Sealing: lambda case, event: auditing.seal(case, announce=event.announce),
    Clicked: lambda case, event: click(case, event.token),
    Submitted: submit,
    Commanded: lambda case, event: command(case, Command(event.command.lower().lstrip("/"), event.text)),
    Said: say,
    Suggested: consulting.ask_back,
    Proposed: requesting.request_form,
    Opened: overview.look,
    Erased: erasing.erase,
    **dict.fromkeys((Invited, Matched, Vouched, Severed), linking.take),
}

"""Somebody's own page, on platforms that have one: what waits for me, what I owe, what I asked for, whether I am away.

Looking at it changes nothing and remembers nothing: its buttons are those of the requests' own cards.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.approvals.moves import OWED
from bot.approvals.request import Request
from bot.desk.cards import card, event_line, title
from bot.desk.case import Case
from bot.events import Event, Item, Overview, Part
from bot.ports import Order

#: So many are shown of each.
MOST = 6


def look(case: Case, _event: Event) -> None:
    """Show the page as it is now."""
    parts: tuple[Part, ...]
    if case.person is None:
        parts = (Part(title="", items=(Item(text=case.notice("stranger")),)),)
    else:
        parts = tuple(part for part in (*_waiting(case), _mine(case), _absence(case)) if part.items)
    case.show(
        Overview(
            conversation=case.event.conversation,
            text=case.words("overview", part="page", person=case.me.name if case.person else "", left=0),
            parts=parts,
            language=case.language,
            away=case.person is not None and case.me.id in case.staff.away(case.roster.day),
        )
    )


def _waiting(case: Case) -> tuple[Part, Part]:
    """What waits for me, oldest first: to decide or answer, and to do."""
    found, _ = case.every_request(waiting_for=case.me.id)
    owed = [one for one in found if one.state in OWED]
    return _part(case, "waiting", [one for one in found if one.state not in OWED]), _part(case, "owed", owed)


def _part(case: Case, kind: str, found: Sequence[Request]) -> Part:
    items = [Item(text=text, buttons=buttons) for text, buttons in (card(case, one, case.me.id) for one in found[:MOST])]
    if kind == "waiting" and not items:
        items = [Item(text=case.words("overview", part="nothing", person="", left=0))]
    return Part(title=case.words("overview", part=kind, person="", left=len(found) - len(items)), items=tuple(items))


def _mine(case: Case) -> Part:
    """What I asked for and isn't over, newest first, with the last thing that happened to it."""
    found, _ = case.every_request(requester=case.me.id, order=Order.NEWEST)
    going_on = [one for one in found if not one.closed]
    items = tuple(Item(text=_line(case, one), buttons=card(case, one, case.me.id)[1]) for one in going_on[:MOST])
    return Part(title=case.words("overview", part="mine", person="", left=len(going_on) - len(items)), items=items)


def _line(case: Case, request: Request) -> str:
    last = request.last
    happened = event_line(case, request, last, case.language) if last else ""
    return f"{title(case, request, case.language)}\n{happened}".strip()


def _absence(case: Case) -> Part:
    """My absences, those to come included."""
    mine = [one for one in case.staff.absences if one.person == case.me.id and (one.end is None or one.end >= case.roster.day)]
    items = [
        Item(text=case.notice("away-recorded", by=case.me.name, start=one.start.isoformat(), end=one.end.isoformat() if one.end else ""))
        for one in mine
    ]
    return Part(title=case.words("overview", part="absence", person="", left=0), items=tuple(items))

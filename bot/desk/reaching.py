"""People whom no message reaches: what waits for them goes to the next superior, and whoever can help hears of it.

Who is heard of again is reachable again. Nobody else takes their place in their name: only a recorded absence does that.
"""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.moves import OWED
from bot.approvals.request import Request
from bot.desk.cards import card, title
from bot.desk.case import Case
from bot.desk.ledger import foresee
from bot.desk.placing import sweep
from bot.events import Unreached


def unreached(case: Case, event: Unreached) -> None:
    """A message to somebody can never arrive, or they have shut out the only account at which we reach them."""
    lose(case, event.who or _behind(case), event.reason)


def lose(case: Case, who: str, reason: str) -> None:
    """Nothing reaches somebody from now on: what waits for them goes on, and those concerned are told."""
    if who not in case.staff.people or who in case.staff.unreachable:
        return
    kept = case.stored_roster.recorded
    case.keep(replace(kept, unreachable={**kept.unreachable, who: reason}))
    case.record(person=who, unreached=reason)
    moved = sweep(case)
    for before, after in moved:
        if who in before.waiting_for:
            _tell_requester(case, after, who, reason)
    owed, _ = case.requests(waiting_for=who, states=tuple(sorted(OWED)))
    for request in owed:  # a signature is nobody else's to give
        _tell_requester(case, request, who, reason)
    for person in case.staff.administrators:
        if person != who:
            case.tell("unreached", to=person, **_named(case, who, reason, person), moved=len(moved), owed=len(owed))


def _behind(case: Case) -> str:
    """Whose only account it is that shut us out; nobody's where they have another."""
    return case.person.id if case.person and len(case.person.accounts) <= 1 else ""


def _tell_requester(case: Case, request: Request, who: str, reason: str) -> None:
    """The requester hears who has it now, and whom to speak to."""
    person = request.requester
    if person in case.staff.people and person != who:
        language = case.language_of(person)
        case.tell(
            "moved-on",
            to=person,
            **_named(case, who, reason, person),
            title=title(case, request, language),
            now=case.phrasing.people(request.waiting_for, language),
            state=request.state.value,
        )


def _named(case: Case, who: str, reason: str, reader: str) -> dict[str, str]:
    administrators = case.phrasing.people(case.staff.administrators, case.language_of(reader))
    return {"who": case.phrasing.person(who), "id": who, "reason": reason, "administrators": administrators}


def came_back(case: Case) -> None:
    """Somebody whom nothing reached has done something: they can be reached again, and see what waits for them."""
    if case.person is None or case.person.id not in case.staff.unreachable or isinstance(case.event, Unreached):
        return
    me = case.person.id
    kept = case.stored_roster.recorded
    case.keep(replace(kept, unreachable={who: why for who, why in kept.unreachable.items() if who != me}))
    case.record(person=me, reached=True)
    show_waiting(case, me)


def show_waiting(case: Case, me: str) -> None:
    """Bring back to somebody what is theirs to decide, and show them what waits for them."""
    shown = {after.id for _, after in sweep(case)}
    waiting, _ = case.requests(waiting_for=me)
    foresee(case, *waiting)
    for request in waiting:
        if request.id not in shown:
            text, buttons = card(case, request, me)
            case.say(text, buttons, to=me, card=request.id)

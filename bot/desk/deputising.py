"""What was decided or signed in the name of somebody away: kept until they are back, and then told to them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.approvals.request import Request
from bot.desk.cards import event_line, title
from bot.desk.case import Case
from bot.ports import Json, Search

KIND = "in-their-name"
#: So many people are told at a time; the others with the next change.
PEOPLE = 200


def note(case: Case, request: Request, before: Request, absent: Iterable[str]) -> None:
    """Keep for those who are absent what was just done for them."""
    new = range(len(before.history), len(request.history))
    done = [{"request": request.id, "entry": place} for place in new if request.history[place].by == case.me.id]
    for person in absent:
        key = case.key(KIND, person)
        kept: Json = case.document(key) or {"done": []}
        case.change(key, {"done": [*kept["done"], *done]})


def tell_the_returned(case: Case) -> None:
    """Tell those who are back what was done in their name."""
    page = case.look.search(Search(tenant=case.tenant, kind=KIND, limit=PEOPLE))
    away = case.staff.away(case.roster.day)
    noted = [case.key("request", one["request"]) for _, found in page.documents for one in found.value["done"]]
    case.look.foresee(*dict.fromkeys((*(key for key, _ in page.documents), *noted)))
    for key, _ in page.documents:
        person = key.split("/", 2)[2]
        kept = case.document(key)
        if kept is None or person in away or person in case.staff.unreachable:
            continue
        if person in case.staff.people:
            language = case.language_of(person)
            found = [(case.request(one["request"]), one["entry"]) for one in kept["done"]]
            lines = [f"{title(case, one, language)}: {event_line(case, one, one.history[place], language)}" for one, place in found if one]
            case.tell("in-your-name", to=person, lines=lines)
        case.change(key, None)

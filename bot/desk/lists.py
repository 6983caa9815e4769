"""What waits for me, what I asked for, what is still owed: counted, with its age, narrowed by words, page by page.

Every word of a filter has to be found in a request's line, or be one of the words for a part of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.approvals.moves import OWED, Move, State
from bot.approvals.request import Request
from bot.desk import bulk
from bot.desk.cards import title
from bot.desk.case import Case
from bot.desk.conversation import Choice, Conversation, Do
from bot.desk.listing import show
from bot.ports import Order
from bot.tables.entries import stamp

#: So many stand on a page, each with a button.
ON_A_PAGE = 8

#: Words for a part of a list, and whether a request belongs to it.
PARTS: dict[str, Callable[[Case, Request], bool]] = {
    **dict.fromkeys(("审批", "待审批", "decide", "decision", "decisions"), lambda case, one: case.me.id in one.seat.people),
    **dict.fromkeys(("签办", "签字", "sign", "tasks"), lambda case, one: bool(_mine(case, one))),
    **dict.fromkeys(("未决", "open", "pending"), lambda _, one: one.state in (State.OPEN, State.ASKED, State.QUEUED)),
    **dict.fromkeys(("未办", "后续", "owed"), lambda _, one: one.state in OWED),
    **dict.fromkeys(("已结", "结束", "closed", "done"), lambda _, one: one.closed),
    **dict.fromkeys(("逾期", "催过", "overdue"), lambda _, one: any(entry.move is Move.REMIND for entry in one.history)),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What part of a list to show."""

    words: tuple[str, ...] = ()
    page: int = 1


def wanted(text: str) -> Wanted:
    """A filter and, where its last word is a number, the page."""
    words = text.split()
    page = int(words.pop()) if words and words[-1].isascii() and words[-1].isdecimal() and len(words[-1]) < 4 else 1
    return Wanted(words=tuple(words), page=max(1, page))


def inbox(case: Case, text: str) -> None:
    """What waits for me, oldest first."""
    found, more = case.every_request(waiting_for=case.me.id)
    parts = {"decide": sum(case.me.id in one.seat.people for one in found), "sign": sum(bool(_mine(case, one)) for one in found)}
    _list(case, "inbox", found, wanted(text), parts, more=more)


def mine(case: Case, text: str) -> None:
    """What I asked for, newest first, and what is still owed for it."""
    found, more = case.every_request(requester=case.me.id, order=Order.NEWEST)
    parts = {
        "open": sum(not one.closed and one.state not in OWED for one in found),
        "owed": sum(one.state in OWED for one in found),
        "closed": sum(one.closed for one in found),
    }
    _list(case, "mine", found, wanted(text), parts, more=more)


def _list(case: Case, kind: str, found: tuple[Request, ...], which: Wanted, parts: dict[str, int], *, more: bool) -> None:
    narrowed = [one for one in found if all(_matches(case, one, word) for word in which.words)]
    if len(narrowed) == 1:
        show(case, narrowed[0])
        return
    pages = max(1, -(-len(narrowed) // ON_A_PAGE))
    page = min(which.page, pages)
    here = narrowed[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    offered = [(one.id, Choice(do=Do.SHOW, value=one.id)) for one in here]
    if kind == "inbox":
        offered += bulk.offers(case, narrowed)
    if page < pages:
        again = " ".join((kind, *which.words, str(page + 1)))
        offered.append((case.words("button", kind="more"), Choice(do=Do.COMMAND, value=again)))
    buttons, choices = case.choices(offered)
    if choices:
        case.remember(Conversation(choices=choices))
    text = case.words(
        "list",
        kind=kind,
        lines=[_line(case, one) for one in here],
        first=(page - 1) * ON_A_PAGE,
        count=len(narrowed),
        parts=parts,
        oldest=age(case, min(found, key=lambda one: one.opened_at)) if found else {},
        filter=" ".join(which.words),
        page=page,
        pages=pages,
        more=more,
    )
    case.say(text, buttons)


def _matches(case: Case, request: Request, word: str) -> bool:
    part = PARTS.get(word.lower())
    if part is not None:
        return part(case, request)
    people = (request.requester, *request.waiting_for)
    names = " ".join((*people, *map(case.phrasing.person, people)))
    return word.casefold() in f"{title(case, request, case.language)} {request.words} {names}".casefold()


def _mine(case: Case, request: Request) -> list[str]:
    if request.state is State.RETURNED:
        return []
    return [task.obligation.text.into(case.language) for task in request.current_tasks if case.me.id in task.people]


def _line(case: Case, request: Request) -> dict[str, object]:
    return {
        "title": title(case, request, case.language),
        "state": request.state.value,
        "matter": request.matter.value,
        "requester": case.phrasing.person(request.requester),
        "at": stamp(request.opened_at),
        "age": age(case, request),
        "waiting": case.phrasing.people(request.waiting_for, case.language),
        "left": sum(not task.done for task in request.tasks),
        "mine": _mine(case, request),
    }


def age(case: Case, request: Request) -> dict[str, int]:
    """How long ago a request was opened, in days and hours."""
    past = max(case.event.at - request.opened_at, timedelta())
    return {"days": past.days, "hours": past.seconds // 3600}


# What is owed -------------------------------------------------------------------------------


def owed(case: Case, text: str) -> None:
    """What is still to be done for what was approved or done: by me, a person, a group, or all whom I may ask about."""
    people = _asked_about(case, text.strip())
    if people is None:
        case.tell("owed-how")
        return
    allowed = tuple(person for person in people if _may_ask_about(case, person))
    if people and not allowed:
        case.tell("not-concerned")
        return
    found, more = case.every_request(states=tuple(sorted(OWED)))
    lines = {person: [_owed(case, one, texts) for one in found if (texts := _owes(case, one, person))] for person in allowed}
    listed = [{"person": case.phrasing.person(person), "lines": each} for person, each in lines.items() if each]
    case.say(case.words("owed", people=listed, count=sum(len(each) for each in lines.values()), own=allowed == (case.me.id,), more=more))


def _owed(case: Case, request: Request, texts: list[str]) -> dict[str, object]:
    return {"title": title(case, request, case.language), "texts": texts, "age": age(case, request)}


def _owes(case: Case, request: Request, person: str) -> list[str]:
    if person not in request.waiting_for:
        return []
    if request.state is State.RETURNED:
        return [case.words("button", kind=Move.EXPLAIN.value)]
    return [task.obligation.text.into(case.language) for task in request.current_tasks if person in (task.people or request.waiting_for)]


def _asked_about(case: Case, text: str) -> tuple[str, ...] | None:
    """The people that a word stands for: a person, a group, a department, or all; None for anything else."""
    staff, library = case.staff, case.library
    if not text:
        return (case.me.id,)
    if text.lower() in ("all", "全部", "所有"):
        return tuple(person for person in sorted(staff.people) if _may_ask_about(case, person))
    wanted = text.casefold()
    people = [ident for ident, person in staff.people.items() if wanted in (ident.casefold(), person.name.casefold())]
    groups = [key for key, name in staff.groups.items() if wanted in (key.casefold(), name.zh.casefold(), name.en.casefold())]
    people += [ident for ident, person in staff.people.items() if person.group in groups or set(groups) & set(person.leads)]
    units = {role.key for role in library.roles.values() if wanted in (role.book, role.unit.zh.casefold(), role.unit.en.casefold())}
    people += [ident for ident, person in staff.people.items() if units & set(person.posts)]
    return tuple(sorted(set(people))) or None


def _may_ask_about(case: Case, person: str) -> bool:
    """Oneself, those below oneself, and those whose use of authority one supervises."""
    return person == case.me.id or person in case.below_me or _supervised(case, case.staff.people[person].posts)


def _supervised(case: Case, posts: Iterable[str]) -> bool:
    return bool({post.split("/")[0] for post in posts} & case.supervised) or case.me.id in case.staff.administrators

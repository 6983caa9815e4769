"""An account becomes somebody's, or nobody's, and everybody concerned is told.

It is said here what it comes to; whether it may be so is for `linking` and `seconding`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.desk.case import Case
from bot.desk.placing import sweep
from bot.desk.reaching import lose, show_waiting
from bot.events import Button
from bot.ports import Json
from bot.staff import Account

#: The documents: codes by digest; by account what was tried and what waits for a second yes; by person what post waits for one.
CODES, TRIED, WAITING, SEATS = "link-code", "link-tried", "link-waiting", "seat-waiting"


def attach(case: Case, account: Account, person: str, *, by: str | None, means: str, at: str | None = None) -> None:
    """The account is this person's from now on; they are told where they wrote from, or `at` another place."""
    before = case.staff.people[person].accounts
    case.keep(case.stored_roster.recorded.linking(person, account))
    case.change(case.key(TRIED, name_of(case, account)), None)
    case.record(linking="linked", person=person, means=means, **whose(account))
    name, language = case.phrasing.person(person), case.language_of(person)
    posts = case.phrasing.roles([post for post in case.staff.people[person].posts if post in case.library.roles], language)
    case.say_at(at or case.event.conversation, words(case, "linked", to=person, person=name, posts=posts))
    if not before:
        show_waiting(case, person)
    else:
        say(case, "linked-elsewhere", to=person, account=shown(account))
    for one in case.staff.administrators:
        if one != person:
            say(case, "made", to=one, person=name, id=person, account=shown(account), by=by_of(case, by), means=means)


def detach(case: Case, person: str, account: Account, *, by: str | None) -> None:
    """The account is nobody's from now on."""
    listed = case.staff.people.get(person)
    if listed is None or account not in listed.accounts:
        case.whisper = words(case, "over")
        return
    case.keep(case.stored_roster.recorded.unlinking(person, account))
    case.record(linking="unlinked", person=person, **whose(account))
    if case.staff.people[person].accounts:
        sweep(case)
    else:
        lose(case, person, "no-account")
    name = case.phrasing.person(person)
    for one in dict.fromkeys((*case.staff.administrators, person)):
        here = by is not None and one == by
        if here:
            case.whisper = words(case, "unlinked", to=one, person=name, id=person, account=shown(account), by="", own=one == person)
        elif one != person or case.staff.people[person].accounts:
            say(case, "unlinked", to=one, person=name, id=person, account=shown(account), by=by_of(case, by), own=one == person)


def still(case: Case, document: Json) -> bool:
    """Whether a document's time is not over."""
    return case.event.at < datetime.fromisoformat(document["due_at"])


def name_of(case: Case, account: Account) -> str:
    """The name under which an account's documents stand; it tells nothing of the account."""
    return case.crypt.mac(f"account {account.platform}/{account.team}/{account.user}")


def whose(account: Account) -> Json:
    """An account in a record: the platform in the open, the rest sealed for the person."""
    return {"platform": account.platform, "from_account": f"{account.platform}/{account.team}/{account.user}"}


def shown(account: Account) -> str:
    """An account as people read it."""
    return " ".join(part for part in (account.platform, account.team, account.user) if part)


def by_of(case: Case, by: str | None) -> str:
    """Who did it; empty for the host."""
    return case.phrasing.person(by) if by else ""


def words(case: Case, kind: str, *, to: str | None = None, **values: Any) -> str:
    """Words about linking, to the one who acts or to somebody else in their language."""
    return case.words("linking", case.language_of(to) if to else None, kind=kind, **values)


def say(case: Case, kind: str, buttons: tuple[Button, ...] = (), *, to: str | None = None, **values: Any) -> None:
    """Say them."""
    case.say(words(case, kind, to=to, **values), buttons, to=to)

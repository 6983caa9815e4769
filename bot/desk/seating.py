"""Who holds which post, changed in chat: at once, or where somebody comes to decide for others after a second administrator's yes.

With one administrator on the list there is nobody to say it: the change counts at once, is on record, and the person is told.
An administrator never gets a post that decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.desk.accounts import SEATS, still
from bot.desk.case import Case
from bot.desk.placing import sweep
from bot.desk.seconding import OPEN, WAITS, confirming
from bot.model import Language, RoleKey
from bot.ports import Json
from bot.staff.checking import deciding_posts


def seat(case: Case, person: str, posts: tuple[RoleKey, ...]) -> None:
    """An administrator gives somebody these posts in place of those they hold."""
    gained = set(posts) - set(case.staff.people[person].posts)
    if not gained & deciding_posts(case.library):
        _seat(case, person, posts, by=case.me.id)
    elif person in case.staff.administrators:
        _say(case, "administrator")
    elif [one for one in case.staff.administrators if one != case.me.id]:
        _wait(case, person, posts)
    else:
        _seat(case, person, posts, by=case.me.id)


def _seat(case: Case, person: str, posts: tuple[RoleKey, ...], *, by: str) -> None:
    kept = case.stored_roster.recorded
    case.keep(replace(kept, posts={**kept.posts, person: posts}, vacant=kept.vacant - set(posts)))
    case.record(seated=person, posts=list(posts))
    sweep(case)
    case.say(case.notice("seated", person=case.phrasing.person(person), posts=case.phrasing.roles(posts, case.language)))
    for one in dict.fromkeys((person, *case.staff.administrators)):
        if one != case.me.id and case.staff.people[one].accounts:
            _say(case, "told", to=one, own=one == person, by=case.phrasing.person(by), **_of(case, person, posts, case.language_of(one)))


def _wait(case: Case, person: str, posts: tuple[RoleKey, ...]) -> None:
    asked = [one for one in case.staff.administrators if one not in (case.me.id, person)]
    waiting: Json = {
        "state": OPEN,
        "requester": person,
        "posts": list(posts),
        "by": case.me.id,
        "due_at": (case.event.at + WAITS).isoformat(),
        "tokens": [case.token(), case.token()],
        "asked": asked,
    }
    case.change(case.key(SEATS, person), waiting)
    for token, yes in zip(waiting["tokens"], (True, False), strict=True):
        case.add(case.key("token", token), {"seat": person, "yes": yes})
    case.record(seating="waiting", seated=person, posts=list(posts))
    for one in asked:
        case.say(_card(case, waiting, one), confirming(case, waiting["tokens"], one, "seat"), to=one, card=f"seat-{person}")
    _say(case, "waits", asked=case.phrasing.people(asked, case.language), **_of(case, person, posts, case.language))


def click(case: Case, named: Json, token: str) -> None:
    """Yes or no to a change that waits; who may say it is looked up now."""
    waiting = case.document(case.key(SEATS, named["seat"]))
    if not waiting or waiting["state"] != OPEN or token not in waiting["tokens"] or not still(case, waiting):
        case.whisper = case.words("linking", kind="over")
    elif case.me.id not in case.staff.administrators or case.me.id in (waiting["by"], waiting["requester"]):
        case.record(seating="not-yours", refused="not-yours", seated=waiting["requester"])
        case.whisper = case.words("linking", kind="not-yours")
    else:
        _settle(case, waiting, yes=named["yes"])


def _settle(case: Case, waiting: Json, *, yes: bool) -> None:
    person = waiting["requester"]
    posts = tuple(post for post in waiting["posts"] if post in case.library.roles)
    case.change(case.key(SEATS, person), None)
    if person not in case.staff.people or person in case.staff.administrators:
        case.whisper = case.words("linking", kind="over")
        return
    case.record(seating="confirmed" if yes else "refused", seated=person, posts=list(posts))
    for one in waiting["asked"]:
        if one in case.staff.people:
            done = case.words("linking", case.language_of(one), kind="settled", yes=yes, by=case.me.name)
            case.edit(f"{_card(case, waiting, one)}\n{done}", to=one, card=f"seat-{person}")
    case.whisper = case.words("linking", kind="settled", yes=yes, by=case.me.name)
    if yes:
        _seat(case, person, posts, by=waiting["by"])
    elif waiting["by"] in case.staff.people:
        by = waiting["by"]
        _say(case, "refused", to=by, by=case.me.name, **_of(case, person, posts, case.language_of(by)))


def _card(case: Case, waiting: Json, reader: str) -> str:
    language = case.language_of(reader)
    posts = tuple(post for post in waiting["posts"] if post in case.library.roles)
    values = _of(case, waiting["requester"], posts, language)
    return case.words("seating", language, kind="card", by=case.phrasing.person(waiting["by"]), **values)


def _of(case: Case, person: str, posts: tuple[RoleKey, ...], language: Language) -> dict[str, str]:
    return {"person": case.phrasing.person(person), "id": person, "posts": case.phrasing.roles(posts, language)}


def _say(case: Case, kind: str, *, to: str | None = None, **values: Any) -> None:
    case.say(case.words("seating", case.language_of(to) if to else None, kind=kind, **values), to=to)

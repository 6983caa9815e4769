"""The staff list and what is recorded about it: importing it, absences, vacancies, seats, languages, handing over.

People record their own absence; everything else is the administrators', who never decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.desk import consulting, seating
from bot.desk.case import Case
from bot.desk.moving import hand_over
from bot.desk.placing import sweep
from bot.events import Imported
from bot.model import Absence, Language, RoleKey
from bot.naming import UnknownWho, role_of
from bot.rulebook.nearness import near

ENDS = frozenset({"end", "over", "back", "结束", "取消", "回来", "到岗", "销假"})
DAYS = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1}
LANGUAGES: dict[str, Language] = {
    **dict.fromkeys(("zh", "中文", "汉语", "chinese"), "zh"),
    **dict.fromkeys(("en", "英文", "英语", "english"), "en"),
}


def import_staff(case: Case, event: Imported) -> None:
    """Take over the staff list, if it is a new one."""
    stored = case.stored_roster
    if stored.digest == event.digest:
        return
    case.keep_roster(stored.importing(event.staff, event.digest))
    case.record(staff=event.digest)
    sweep(case)


def language(case: Case, text: str) -> None:
    """Which language to write to me in."""
    wanted = LANGUAGES.get(text.strip().lower())
    if wanted is None:
        case.tell("which-language")
        return
    kept = case.stored_roster.recorded
    case.keep(replace(kept, languages={**kept.languages, case.me.id: wanted}))
    case.record(language=wanted)
    case.say(case.notice("language", wanted))


# Absences ---------------------------------------------------------------------------------


def away(case: Case, text: str) -> None:
    """Record an absence, end it, or show what is recorded. `PERSON` first, where an administrator does it for somebody."""
    words = re.split(r"[\s,，]+|至|到(?!岗)", text.strip()) if text.strip() else []
    words = [word for word in words if word]
    person = case.me.id
    if words and words[0] in case.staff.people:
        person = words.pop(0)
        if person != case.me.id and case.me.id not in case.staff.administrators:
            case.tell("administrators-only")
            return
    if not words:
        _show_absences(case, person)
    elif words[0].lower() in ENDS:
        _end_absence(case, person)
    else:
        days = [day for word in words[:2] if (day := _day(case, word))]
        if len(days) != len(words):
            case.tell("away-how")
        elif len(days) > 1 and days[1] < max(days[0], case.roster.day):
            case.tell("away-backwards" if days[1] < days[0] else "away-over", start=days[0].isoformat(), end=days[1].isoformat())
        else:
            _begin_absence(case, person, days)


def _day(case: Case, word: str) -> date | None:
    if word.lower() in DAYS:
        return case.roster.day + timedelta(days=DAYS[word.lower()])
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _begin_absence(case: Case, person: str, days: list[date]) -> None:
    start, end = days[0], days[1] if len(days) > 1 else None
    kept = case.stored_roster.recorded
    absence = Absence(person=person, start=start, end=end)
    case.keep(replace(kept, absences=(*kept.absences, absence)))
    case.record(absent=person, start=start.isoformat(), end=end.isoformat() if end else None)
    sweep(case)
    _show_absences(case, person)
    if person != case.me.id:
        case.tell("away-recorded", to=person, start=start.isoformat(), end=end.isoformat() if end else "", by=case.me.name)


def _end_absence(case: Case, person: str) -> None:
    """Today is a working day again: what covers it ended yesterday. Where nothing does, what is planned is dropped."""
    kept, today = case.stored_roster.recorded, case.roster.day
    yesterday, away = today - timedelta(days=1), person in case.staff.away(today)

    def ended(one: Absence) -> Absence | None:
        if one.person != person or not (one.covers(today) if away else one.start > today):
            return one
        return replace(one, end=yesterday) if one.start < today else None

    remaining = tuple(found for one in kept.absences if (found := ended(one)))
    case.keep(replace(kept, absences=remaining, returned={**kept.returned, person: today} if away else kept.returned))
    case.record(absent=person, ended=case.roster.day.isoformat())
    sweep(case)
    _show_absences(case, person)


def _show_absences(case: Case, person: str) -> None:
    """When somebody is away, and who acts for them."""
    day = case.roster.day
    absences = [one for one in case.staff.absences if one.person == person and (one.end is None or one.end >= day)]
    posts = [post for post in case.staff.people[person].posts if post in case.library.roles]
    acting = [
        {**case.phrasing.standing_in(role.acts_for, case.language), "by": case.phrasing.role(key, case.language)}
        for post in posts
        for key, role in case.library.roles.items()
        if role.acts_for and role.acts_for.role == post
    ]
    lines = [{"start": one.start.isoformat(), "end": one.end.isoformat() if one.end else "", "now": one.covers(day)} for one in absences]
    case.say(case.words("away", person=case.phrasing.person(person), own=person == case.me.id, absences=lines, acting=acting))


# What only administrators do ----------------------------------------------------------------


def _administrators(command: Callable[[Case, str], None]) -> Callable[[Case, str], None]:
    def guarded(case: Case, text: str) -> None:
        if case.me.id in case.staff.administrators:
            command(case, text)
        else:
            case.tell("administrators-only")

    return guarded


def _known(case: Case, ident: str) -> bool:
    """Whether somebody has that id; if nobody has, that is said, with the ids that are near."""
    people = case.staff.people
    if ident not in people:
        known = [(name, one.id) for one in people.values() for name in (one.id, one.name)]
        case.tell("no-such-person", who=consulting.cut(ident), near=list(near(ident, known)))
    return ident in people


def _role(case: Case, words: str) -> RoleKey | None:
    try:
        return role_of(case.library, words.strip())
    except UnknownWho as unknown:
        case.say(case.notice("unknown-role", who=words.strip(), suggestions=list(unknown.suggestions)))
        return None


@_administrators
def vacant(case: Case, text: str) -> None:
    """Record that a post is vacant, or (`ROLE end`) that it no longer is."""
    words = text.split()
    ends = bool(words) and words[-1].lower() in ENDS
    role = _role(case, " ".join(words[:-1] if ends else words)) if words else None
    if role is None:
        if not words:
            case.tell("vacant-how")
        return
    kept = case.stored_roster.recorded
    posts = kept.vacant - {role} if ends else kept.vacant | {role}
    case.keep(replace(kept, vacant=posts))
    case.record(vacant=role, ended=ends)
    sweep(case)
    case.say(case.notice("vacant", role=case.phrasing.role(role, case.language), ends=ends))


@_administrators
def seat(case: Case, text: str) -> None:
    """Give a person these posts, `PERSON ROLE, ROLE`, in place of those they hold."""
    person, _, rest = text.strip().partition(" ")
    if not person or not rest.strip():
        case.tell("seat-how")
        return
    if not _known(case, person):
        return
    roles = [_role(case, part) for part in re.split(r"[,，、]", rest) if part.strip()]
    if None in roles:
        return
    posts = tuple(role for role in roles if role)
    seating.seat(case, person, posts)


@_administrators
def handover(case: Case, text: str) -> None:
    """Hand a request to somebody who may decide it: `ID PERSON`."""
    ident, _, person = text.strip().partition(" ")
    person = person.strip()
    if not ident or not person:
        case.tell("handover-how")
        return
    request = case.request_called(ident)
    if request is None:
        case.tell("no-such-request", id=consulting.cut(ident))
        return
    if _known(case, person):
        hand_over(case, request, person)

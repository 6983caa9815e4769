"""The staff file as text -> one `Staff`, or everything that is wrong with it.

It is read by the rules of rule books: no aliases, no duplicate keys, at most 2 MB, every error with its line.
This module opens no file and knows no store.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from bot.model import Absence, Language, Words
from bot.records import to_json
from bot.rulebook.findings import Broken, Finding, Report, shortened
from bot.rulebook.library import Library
from bot.rulebook.parsing import Map, Plain, Seq, parse
from bot.rulebook.schema import BAD, Shape, choice, ident, record, several, shown, table, text
from bot.staff.checking import check_staff
from bot.staff.faults import STAFF_FAULTS
from bot.staff.people import Account, Person, Staff

#: platform -> whether an account's id is unique only within its team.
PLATFORMS = {"slack": True, "telegram": False}
LANGUAGES = get_args(Language)

#: What people may call `posts` who haven't read docs/staff.md.
OTHER_NAMES = ("post", "role", "roles", "title", "titles", "岗位", "职位", "职务")
_ACCOUNT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_EMAIL = re.compile(r"[^\s@<>,;:]{1,64}@[^\s@<>,;:]{1,190}")


class BrokenStaff(Broken):
    """The staff file can't be used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExaminedStaff:
    """What came out of reading: the findings, and the staff where none of them is an error."""

    staff: Staff | None
    findings: tuple[Finding, ...]


def compile_staff(text: str, library: Library, file: str = "staff.yaml") -> Staff:
    """The staff that the text lists; raises `BrokenStaff` with every error."""
    examined = examine_staff(text, library, file)
    if examined.staff is None:
        raise BrokenStaff(tuple(finding for finding in examined.findings if not finding.warning))
    return examined.staff


def examine_staff(text: str, library: Library | None, file: str = "staff.yaml", language: Language = "zh") -> ExaminedStaff:
    """Check the text whole, without its posts where there is no library; for those who want the warnings as well.

    The `language` is that of everybody for whom the list names none.
    """
    report = Report(file=file, faults=STAFF_FAULTS)
    content = _formed(text, report)
    if content is not None:
        check_staff(content, library, report)
    staff = None if content is None or library is None or report.broken else _compiled(content, library, language)
    return ExaminedStaff(staff=staff, findings=tuple(sorted(report.findings, key=lambda finding: finding.line)))


def digest(staff: Staff) -> str:
    """A sha256 over what the list says, whatever the order of its lines, its comments and its spaces."""
    canonical = json.dumps(to_json(staff), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _day(value: Any, line: int, name: str, report: Report) -> Any:
    """A day such as 2026-12-01, in quotes or not."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    report.add("bad-day", line, name=name, value=shown(value))
    return BAD


def _account_id(value: Any, line: int, name: str, report: Report) -> Any:
    """A platform's id of a user or a team; Telegram's are numbers, with quotes or without."""
    if isinstance(value, str) and _ACCOUNT_ID.fullmatch(value) and not (isinstance(value, Plain) and value.kind != "number"):
        return str(value)
    report.add("bad-account", line, name=name, value=shown(value))
    return BAD


def _email(value: Any, line: int, name: str, report: Report) -> Any:
    """An e-mail address, in lower case: people write them either way."""
    if isinstance(value, str) and _EMAIL.fullmatch(value):
        return value.lower()
    report.add("bad-email", line, name=name, value=shown(value))
    return BAD


def _account(value: Any, line: int, name: str, report: Report) -> Any:
    found = _account_keys(value, line, name, report)
    if found is not BAD and PLATFORMS.get(found.get("platform"), False) and "team" not in value:
        report.add("no-team", line, name=found["platform"])
    return found


_words = record({"zh": text, "en": text})
_account_keys = record({"platform": choice(PLATFORMS), "user": _account_id}, {"team": _account_id})
_person_keys = record(
    {"name": text},
    {
        "posts": several(text),
        "group": ident,
        "leads": several(ident),
        "superior": ident,
        "accounts": several(_account),
        "email": _email,
        "language": choice(LANGUAGES),
    },
)


def _person(value: Any, line: int, name: str, report: Report) -> Any:
    """Somebody; posts under another name are told as that, and looked up as if they stood under their own."""
    if not isinstance(value, Map):
        return _person_keys(value, line, name, report)
    said = Map(value.line)
    for key, item in value.items():
        at = value.lines[key]
        if key not in OTHER_NAMES:
            said.put(key, item, at)
            continue
        report.add("posts-by-another-name", at, name=key)
        if "posts" not in value and isinstance(item, str | Seq):
            said.put("posts", item if isinstance(item, Seq) else _alone(item, at), at)
    return _person_keys(said, line, name, report)


def _alone(item: str, line: int) -> Seq:
    found = Seq(line)
    found.put(item, line)
    return found


STAFF: Shape = record(
    {"people": table(ident, _person)},
    {
        "groups": table(ident, _words),
        "administrators": several(ident),
        "absences": several(record({"person": ident, "from": _day}, {"to": _day})),
        "vacant": several(text),
    },
)


def _formed(text: str, report: Report) -> Map | None:
    value = parse(text, report)
    if value is None:
        return None
    if not isinstance(value, Map):
        report.add("empty", value.line)
        return None
    content = STAFF(value, value.line, shortened(report.file), report)
    return None if content is BAD else content


def _compiled(content: Map, library: Library, language: Language) -> Staff:
    people = {ident: _person_of(ident, said, language) for ident, said in content["people"].items()}
    held = {post for person in people.values() for post in person.posts}
    return Staff(
        people=people,
        outside=frozenset(post for post in held if post in library.roles and library.roles[post].outside),
        groups={ident: Words(zh=said["zh"], en=said["en"]) for ident, said in content.get("groups", {}).items()},
        absences=tuple(Absence(person=said["person"], start=said["from"], end=said.get("to")) for said in content.get("absences", ())),
        administrators=tuple(content.get("administrators", ())),
        vacant=frozenset(content.get("vacant", ())),
        language=language,
    )


def _person_of(ident: str, said: Map, language: Language) -> Person:
    return Person(
        id=ident,
        name=said["name"],
        posts=tuple(said.get("posts", ())),
        group=said.get("group"),
        leads=tuple(said.get("leads", ())),
        superior=said.get("superior"),
        accounts=tuple(Account(**account) for account in said.get("accounts", ())),
        email=said.get("email", ""),
        language=said.get("language", language),
    )

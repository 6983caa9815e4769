"""WHO, as people write it: a person's id, a post's or a department's title, perhaps with `@book`, or `none`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bot.language.normalising import fold
from bot.language.speaking import Speaker
from bot.model import RoleKey
from bot.rulebook.library import Library
from bot.staff import Staff

NOBODY = "none"


class UnknownWho(Exception):
    """Nobody and no post is called that, or several are; `suggestions` are what could have been meant."""

    def __init__(self, who: str, suggestions: tuple[str, ...], *, several: bool = False) -> None:
        self.who = who
        self.suggestions = suggestions
        self.several = several
        if several:
            message = f"{who!r} names several posts; say which: {', '.join(suggestions)}"
        else:
            hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else "; use a person's id, a post's title, or none"
            message = f"unknown WHO {who!r}{hint}"
        super().__init__(message)


def speaker_of(library: Library, staff: Staff, who: str) -> Speaker:
    """The speaker that `who` names. Raises UnknownWho."""
    name = who.strip()
    if name.lower() == NOBODY:
        return Speaker(staff=staff)
    person = staff.people.get(name)
    if person is not None:
        return Speaker(roles=person.posts, person=person, staff=staff)
    return Speaker(roles=(role_of(library, name, people=staff.people),))


def role_of(library: Library, who: str, *, people: Iterable[str] = ()) -> RoleKey:
    """The post or department that a title names, told apart by `@book` or `@department` where titles collide.

    An exact title goes before an alias. Raises UnknownWho.
    """
    title, _, place = who.partition("@")
    wanted = fold(title).strip()
    titled = [key for key, role in library.roles.items() if wanted in {fold(role.title.zh).strip(), fold(role.title.en).strip()}]
    aliased = [key for key, role in library.roles.items() if wanted in {fold(alias).strip() for alias in role.aliases}]
    for candidates in (titled, aliased, [who] if who in library.roles else []):
        found = [key for key in candidates if not place or _belongs(library, key, place)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownWho(who, tuple(f"{title}@{library.roles[key].book}" for key in found), several=True)
    raise UnknownWho(who, _near(library, wanted, people))


def _belongs(library: Library, key: RoleKey, place: str) -> bool:
    role = library.roles[key]
    book = library.books[role.book]
    names = {role.book, role.unit.zh, role.unit.en, book.unit.zh, book.unit.en, *book.unit_aliases}
    return fold(place).strip() in {fold(name).strip() for name in names}


def _near(library: Library, wanted: str, people: Iterable[str]) -> tuple[str, ...]:
    names = {fold(name).strip(): name for role in library.roles.values() for name in (role.title.zh, role.title.en)}
    names |= {person.lower(): person for person in people}
    return tuple(names[close] for close in difflib.get_close_matches(wanted, sorted(names), n=3, cutoff=0.55))

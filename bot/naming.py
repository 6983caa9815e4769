"""WHO, as people write it: a person's id, a post's or a department's title, perhaps with `@book`, or `none`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from bot.language.recognising.normalising import fold
from bot.language.speaking import Speaker
from bot.model import RoleKey, Words
from bot.rulebook.library import Library
from bot.rulebook.nearness import near
from bot.staff import Person, Staff

NOBODY = "none"
#: 业务主管(经营主管): a title with another one behind it.
_BRACKETED = re.compile(r"(?<=.)\s*\(.+\)$")


class UnknownWho(Exception):
    """Nobody and no post is called that, or several are; `suggestions` are what could have been meant, `words` say it."""

    def __init__(self, who: str, suggestions: tuple[str, ...], *, several: bool = False) -> None:
        self.suggestions = suggestions
        zh, en = "、".join(suggestions), ", ".join(suggestions)
        if several:
            self.words = Words(zh=f"叫“{who}”的岗位不止一个，请写明是哪一个：{zh}", en=f"{who!r} names several posts; say which: {en}")
        elif suggestions:
            self.words = Words(
                zh=f"没有“{who}”这个人或岗位，是不是：{zh}？", en=f"nobody and no post is called {who!r}; did you mean {en}?"
            )
        else:
            self.words = Words(
                zh=f"没有“{who}”这个人或岗位；请写人员编号（remit staff 可列出）、岗位名称，或 none",
                en=f"nobody and no post is called {who!r}; use a person's id (remit staff lists them), a post's title, or none",
            )
        super().__init__(self.words.en)


def speaker_of(library: Library, staff: Staff, who: str) -> Speaker:
    """The speaker that `who` names. Raises UnknownWho."""
    name = who.strip()
    if name.lower() == NOBODY:
        return Speaker(staff=staff)
    person = staff.people.get(name)
    if person is not None:
        return Speaker(roles=person.posts, person=person, staff=staff)
    role = role_of(library, name, people=staff.people)
    return Speaker(roles=(role, *_of_the_same_name(library, role, name)))


def _of_the_same_name(library: Library, role: RoleKey, who: str) -> tuple[RoleKey, ...]:
    """The posts that stand in other books for the department that was named without a book: 大客户部 is in two of ours."""
    if not library.roles[role].department or "@" in who:
        return ()
    name, book = fold(who).strip(), library.roles[role].book
    others = [(key, other) for key, other in library.roles.items() if other.book != book]
    return tuple(key for key, other in others if name in {_plain(other.title.zh), _plain(other.title.en)})


def role_of(library: Library, who: str, *, people: Mapping[str, Person] | None = None, books: Collection[str] = ()) -> RoleKey:
    """The post or department that a title names, told apart by `@book` or `@department` where titles collide.

    Of several, the one in `books` is meant, where only one of them is: those of whoever speaks of it. An exact title goes before an alias,
    and a title before a second one in brackets behind it; where the book is named, what stands in brackets behind a title there may be
    left out. Raises UnknownWho.
    """
    title, _, place = who.partition("@")
    whole = fold(title).strip()
    for wanted in dict.fromkeys((whole, _BRACKETED.sub("", whole))):
        titled = [key for key, role in library.roles.items() if wanted in {fold(role.title.zh).strip(), fold(role.title.en).strip()}]
        aliased = [key for key, role in library.roles.items() if wanted in {fold(alias).strip() for alias in role.aliases}]
        loosely = [key for key, role in library.roles.items() if place and wanted in {_plain(role.title.zh), _plain(role.title.en)}]
        for candidates in (titled, aliased, [who] if who in library.roles else [], loosely):
            found = [key for key in candidates if not place or _belongs(library, key, place)]
            here = [key for key in found if library.roles[key].book in books]
            if len(found) == 1 or len(here) == 1:
                return (here or found)[0]
            if found:
                raise UnknownWho(who, tuple(f"{title}@{library.roles[key].book}" for key in found), several=True)
    raise UnknownWho(who, _near(library, who, people or {}))


def _plain(title: str) -> str:
    """A title without what stands in brackets behind it."""
    return _BRACKETED.sub("", fold(title).strip())


def _belongs(library: Library, key: RoleKey, place: str) -> bool:
    role = library.roles[key]
    book = library.books[role.book]
    names = {role.book, role.unit.zh, role.unit.en, book.unit.zh, book.unit.en, *book.unit_aliases}
    return fold(place).strip() in {fold(name).strip() for name in names}


def _near(library: Library, who: str, people: Mapping[str, Person]) -> tuple[str, ...]:
    """WHO as it may be written, of those whose titles, ids or names are near."""
    title, _, _ = who.partition("@")
    bearers = Counter(role.title.zh for role in library.roles.values())
    known = [(name, ident) for ident, person in people.items() for name in (ident, person.name)]
    for key, role in library.roles.items():
        zh, en = (said + (f"@{role.book}" if bearers[role.title.zh] > 1 else "") for said in (role.title.zh, role.title.en))
        known += [(name, zh) for name in (role.title.zh, zh, *role.aliases)] + [(name, en) for name in (role.title.en, en, key)]
    return near(title, known)

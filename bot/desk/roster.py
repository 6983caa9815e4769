"""The staff as the store has them: the list that was imported, and what was recorded since.

A new list replaces the old one; absences, vacancies, seats, languages and linked accounts recorded in chat stay, but for the posts of
whom the list itself now gives others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.model import Absence, Language, RoleKey
from bot.ports import Json, Versioned
from bot.records import from_json, to_json
from bot.staff import Account, Person, Staff

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """What administrators and people themselves recorded."""

    absences: tuple[Absence, ...] = ()
    vacant: frozenset[RoleKey] = frozenset()
    #: The posts of people who were seated since the list was written.
    posts: Mapping[str, tuple[RoleKey, ...]] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    #: Whom no message reaches, and why.
    unreachable: Mapping[str, str] = field(default_factory=dict)
    #: Who was back before the list says so, since which day.
    returned: Mapping[str, date] = field(default_factory=dict)
    #: The accounts that people linked; each stands here once, and counts for nobody else.
    accounts: Mapping[str, tuple[Account, ...]] = field(default_factory=dict)
    #: Accounts that were unlinked: the list's word for them counts no more, nor a matching address, until a code links them again.
    unlinked: Mapping[str, tuple[Account, ...]] = field(default_factory=dict)

    def linking(self, person: str, account: Account) -> Recorded:
        """With this account as this person's, and nobody else's; from it they can be reached."""
        return replace(
            self,
            accounts=_with(_without(self.accounts, account), person, account),
            unlinked=_without(self.unlinked, account),
            unreachable=_but(self.unreachable, person),
        )

    def unlinking(self, person: str, account: Account) -> Recorded:
        """With this account, which was this person's, as nobody's."""
        unlinked = _with(_without(self.unlinked, account), person, account)
        return replace(self, accounts=_without(self.accounts, account), unlinked=unlinked)

    def forgetting(self, person: str) -> Recorded:
        """With nothing about this person."""
        return replace(
            self,
            absences=tuple(one for one in self.absences if one.person != person),
            posts=_but(self.posts, person),
            languages=_but(self.languages, person),
            unreachable=_but(self.unreachable, person),
            returned=_but(self.returned, person),
            accounts=_but(self.accounts, person),
            unlinked=_but(self.unlinked, person),
        )


def _without(accounts: Mapping[str, tuple[Account, ...]], account: Account) -> dict[str, tuple[Account, ...]]:
    left = {person: tuple(one for one in theirs if one != account) for person, theirs in accounts.items()}
    return {person: theirs for person, theirs in left.items() if theirs}


def _with(accounts: Mapping[str, tuple[Account, ...]], person: str, account: Account) -> dict[str, tuple[Account, ...]]:
    return {**accounts, person: (*accounts.get(person, ()), account)}


def _but(kept: Mapping[str, Value], person: str) -> dict[str, Value]:
    return {one: value for one, value in kept.items() if one != person}


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterDocument:
    """The document `roster/current`."""

    digest: str
    listed: Staff
    recorded: Recorded = Recorded()

    def staff(self) -> Staff:
        """The staff of today: the list with what was recorded."""
        moved = (*self.recorded.accounts.values(), *self.recorded.unlinked.values())
        gone = frozenset(account for theirs in moved for account in theirs)
        people = {
            ident: replace(
                person,
                accounts=self._accounts(person, gone),
                posts=self.recorded.posts.get(ident, person.posts),
                language=self.recorded.languages.get(ident, person.language),
            )
            for ident, person in self.listed.people.items()
        }
        listed = (found for one in self.listed.absences if (found := _until(one, self.recorded.returned.get(one.person))))
        absences = (*listed, *(one for one in self.recorded.absences if one.person in people))
        unreachable = {ident: why for ident, why in self.recorded.unreachable.items() if ident in people}
        vacant = self.listed.vacant | self.recorded.vacant
        return replace(self.listed, people=people, absences=absences, vacant=vacant, unreachable=unreachable)

    def importing(self, listed: Staff, digest: str) -> RosterDocument:
        """With a new list. What was recorded stays, but where the list itself now says otherwise of somebody than it did."""
        before, kept = self.listed, self.recorded
        people = listed.people.keys() & before.people.keys()
        accounts = {who for who in people if listed.people[who].accounts == before.people[who].accounts}
        posts = {who for who in people if listed.people[who].posts == before.people[who].posts}
        absences = {who for who in people if _absences(listed, who) == _absences(before, who)}
        recorded = replace(
            kept,
            unreachable={who: why for who, why in kept.unreachable.items() if who in accounts},
            posts={who: held for who, held in kept.posts.items() if who in posts},
            returned={who: day for who, day in kept.returned.items() if who in absences},
        )
        return replace(self, digest=digest, listed=listed, recorded=recorded)

    def _accounts(self, person: Person, gone: frozenset[Account]) -> tuple[Account, ...]:
        listed = tuple(account for account in person.accounts if account not in gone)
        return (*listed, *self.recorded.accounts.get(person.id, ()))

    def document(self) -> Json:
        """As it is stored."""
        document: Json = to_json(self)
        return document


def _absences(staff: Staff, who: str) -> list[Absence]:
    return [one for one in staff.absences if one.person == who]


def _until(absence: Absence, back: date | None) -> Absence | None:
    """An absence of the list as it turned out for somebody who was back on a day; None where it never began."""
    if back is None or absence.start > back or (absence.end and absence.end < back):
        return absence
    return replace(absence, end=back - timedelta(days=1)) if absence.start < back else None


def roster_of(document: Json) -> RosterDocument:
    """The roster that was stored."""
    return from_json(RosterDocument, document)


class Rosters:
    """Reads rosters, and keeps the last one: it is the same for thousands of events."""

    def __init__(self) -> None:
        self._last: tuple[Versioned, RosterDocument, Staff] | None = None

    @property
    def latest(self) -> Staff:
        """The staff of the roster that was read last; nobody before any was."""
        return self._last[2] if self._last else Staff()

    def read(self, found: Versioned) -> tuple[RosterDocument, Staff]:
        """The stored roster, and the staff of today by it."""
        if self._last is None or (self._last[0] is not found and self._last[0] != found):
            roster = roster_of(found.value)
            self._last = (found, roster, roster.staff())
        return self._last[1], self._last[2]

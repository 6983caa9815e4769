"""The staff as the store has them: the list that was imported, and what was recorded since.

A new list replaces the old one; absences, vacancies, seats, languages and linked accounts recorded in chat stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model import Absence, Language, RoleKey
from bot.ports import Json, Versioned
from bot.records import from_json, to_json
from bot.staff import Account, Person, Staff


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
    #: The accounts that people linked; each stands here once, and counts for nobody else.
    accounts: Mapping[str, tuple[Account, ...]] = field(default_factory=dict)
    #: Accounts that were unlinked: the list's word for them counts no more, nor a matching address, until a code links them again.
    unlinked: tuple[Account, ...] = ()

    def linking(self, person: str, account: Account) -> Recorded:
        """With this account as this person's, and nobody else's."""
        others = self.without(account)
        theirs = (*others.accounts.get(person, ()), account)
        return replace(
            others,
            accounts={**others.accounts, person: theirs},
            unlinked=tuple(one for one in others.unlinked if one != account),
            unreachable={ident: why for ident, why in others.unreachable.items() if ident != person},
        )

    def without(self, account: Account) -> Recorded:
        """With this account as nobody's."""
        accounts = {person: tuple(one for one in theirs if one != account) for person, theirs in self.accounts.items()}
        kept = {person: theirs for person, theirs in accounts.items() if theirs}
        return replace(self, accounts=kept, unlinked=(*(one for one in self.unlinked if one != account), account))


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterDocument:
    """The document `roster/current`."""

    digest: str
    listed: Staff
    recorded: Recorded = Recorded()

    def staff(self) -> Staff:
        """The staff of today: the list with what was recorded."""
        linked = frozenset(account for theirs in self.recorded.accounts.values() for account in theirs)
        gone = linked | frozenset(self.recorded.unlinked)
        people = {
            ident: replace(
                person,
                accounts=self._accounts(person, gone),
                posts=self.recorded.posts.get(ident, person.posts),
                language=self.recorded.languages.get(ident, person.language),
            )
            for ident, person in self.listed.people.items()
        }
        absences = (*self.listed.absences, *(one for one in self.recorded.absences if one.person in people))
        unreachable = {ident: why for ident, why in self.recorded.unreachable.items() if ident in people}
        vacant = self.listed.vacant | self.recorded.vacant
        return replace(self.listed, people=people, absences=absences, vacant=vacant, unreachable=unreachable)

    def _accounts(self, person: Person, gone: frozenset[Account]) -> tuple[Account, ...]:
        listed = tuple(account for account in person.accounts if account not in gone)
        return (*listed, *self.recorded.accounts.get(person.id, ()))

    def document(self) -> Json:
        """As it is stored."""
        document: Json = to_json(self)
        return document


def roster_of(document: Json) -> RosterDocument:
    """The roster that was stored."""
    return from_json(RosterDocument, document)


class Rosters:
    """Reads rosters, and keeps the last one: it is the same for thousands of events."""

    def __init__(self) -> None:
        self._last: tuple[Versioned, RosterDocument, Staff] | None = None

    def read(self, found: Versioned) -> tuple[RosterDocument, Staff]:
        """The stored roster, and the staff of today by it."""
        if self._last is None or self._last[0] != found:
            roster = roster_of(found.value)
            self._last = (found, roster, roster.staff())
        return self._last[1], self._last[2]

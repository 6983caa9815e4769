"""The library and the staff as the doctor asks for them: who may do what, who stands above whom, who holds which post.

Everything is indexed once, so that each check is one walk over what it is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.authority.deciders import deciders
from bot.authority.evaluating import held_for
from bot.authority.routing import line_above
from bot.model import ClauseId, Grant, Limit, Mode, Obligation, Role, RoleKey, Words
from bot.rulebook.library import Library
from bot.rulebook.places import Places
from bot.staff import Staff

#: How far a limit reaches, to be compared: the bound, and whether it is inside.
Reach = tuple[Decimal, bool]
UNBOUNDED: Reach = (Decimal("Infinity"), True)
#: Where another part of a clause begins.
PART = re.compile(r"[；;。\n]|\.\s")
#: What such a part says of whoever decides: that it is beyond somebody else, or theirs to allow.
_DECIDES = re.compile(
    r"超|高于|大于|低于|更[长大多高]|批准|审批|核准|决定|同意"
    r"|\b(?:above|beyond|over|exceed|below|longer|larger|higher|further|approv|decid|agree|consent)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Something that a check found: its kind, where it stands, its clauses and what is filled into its sentences."""

    kind: str
    book: str
    line: int
    clauses: tuple[ClauseId, ...]
    words: Mapping[str, Words] = field(default_factory=dict)


def reach(limit: Limit | None) -> Reach:
    """How far a limit reaches."""
    return UNBOUNDED if limit is None else (limit.max, bool(limit.inclusive))


def owed(grant: Grant) -> tuple[Obligation, ...]:
    """Everything that a use of a grant obliges to, before it and after it."""
    return (*(one for involved in grant.involves for one in involved.obligations), *grant.obligations)


def _names(role: Role) -> set[str]:
    return {name.casefold().strip() for name in (role.title.zh, role.title.en, *role.aliases)} - {""}


class Chart:
    """Indexes over one library and, where there is one, its staff list."""

    def __init__(self, library: Library, places: Places, staff: Staff | None = None) -> None:
        self.library = library
        self.places = places
        self.roles = library.roles
        #: The posts that somebody on the staff list holds; None without a staff list.
        self.held = frozenset(post for person in staff.people.values() for post in person.posts) if staff else None
        #: Every grant that is no duty, in the order of the books.
        self.grants = tuple(grant for grant in library.grants if not grant.duty)
        #: role -> action -> its own grants to do it.
        self.own: dict[RoleKey, dict[str, list[Grant]]] = defaultdict(lambda: defaultdict(list))
        for grant in self.grants:
            if grant.mode is Mode.ACT:
                self.own[grant.role][grant.action].append(grant)
        #: role -> action -> the grants to do it, own and inherited.
        self.may = {key: self._held(key) for key in self.roles}
        inherited = {below for role in self.roles.values() for below in role.inherits}
        #: The posts that people hold: not those outside the book, and no department for which a post speaks.
        self.posts = tuple(
            role
            for role in self.roles.values()
            if not role.outside and not (role.department and (role.key in inherited or role.key not in library.by_role))
        )
        #: role -> the posts that use its rights: itself, or for a department the posts that speak for it.
        self.users: dict[RoleKey, tuple[RoleKey, ...]] = {role.key: (role.key,) for role in self.posts}
        for role in self.posts:
            for below in role.inherits:
                if below not in self.users or below != self.users[below][0]:
                    self.users[below] = (*self.users.get(below, ()), role.key)
        self.presumed = frozenset(key for key, fact in library.vocabulary.facts.items() if fact.presumed)
        #: What an action is in each book: the grants to do it.
        self.doing: dict[tuple[str, str], list[Grant]] = defaultdict(list)
        for grant in self.grants:
            if grant.mode is Mode.ACT:
                self.doing[self.book(grant), grant.action].append(grant)
        self._widest: dict[tuple[RoleKey, str], Grant] = {}
        self._named: dict[tuple[ClauseId, RoleKey], bool] = {}
        self._asked: dict[tuple[RoleKey, str], list[RoleKey]] = defaultdict(list)
        for grant in self.applications():
            if grant.asks:
                self._asked[grant.role, grant.action].append(grant.asks)

    def _held(self, key: RoleKey) -> dict[str, list[Grant]]:
        held: dict[str, list[Grant]] = defaultdict(list)
        for role in (key, *(below for below, _ in self.library.index.inherited.get(key, ()))):
            for action, grants in self.own.get(role, {}).items():
                held[action] += grants
        return dict(held)

    def book(self, grant: Grant) -> str:
        """The book in which a grant stands."""
        return self.roles[grant.role].book

    def line(self, role: RoleKey) -> tuple[RoleKey, ...]:
        """The posts above one, nearest first."""
        return line_above(self.library, role)

    def widest(self, role: RoleKey, action: str) -> Grant:
        """The grant by which a post may do the most of an action that it may do."""
        if (role, action) not in self._widest:
            self._widest[role, action] = max(self.may[role][action], key=lambda grant: reach(grant.limit))
        return self._widest[role, action]

    def asked(self, role: RoleKey, action: str) -> Iterator[RoleKey]:
        """To whom the clauses of one's applications send them, one's own before those that are inherited."""
        if self._asked:
            for key in (role, *(below for below, _ in self.library.index.inherited.get(role, ()))):
                yield from self._asked.get((key, action), ())

    def above(self, role: RoleKey) -> tuple[RoleKey, ...]:
        """The direct superiors of a post that the book names."""
        line = self.roles[role].reports_to
        return line.to if line else ()

    def referral(self, role: RoleKey) -> tuple[Words, ClauseId | None] | None:
        """Where a matter of this post goes that nobody may decide, and by which clause; None where it goes nowhere."""
        up = (role, *self.line(role))
        named = [(one.to, one.clause) for key in up for one in self.roles[key].escalations if one.to and one.to != role]
        if named:
            to, clause = named[-1]
            return self.roles[to].title, clause
        for key in up:
            line = self.roles[key].reports_to
            if line and line.to:
                return self.roles[line.to[0]].title, line.clause
            if line and line.unnamed:
                return line.unnamed, line.clause
        return None

    def by_clause(self, role: RoleKey, action: str) -> tuple[RoleKey, ...]:
        """Who decides by an escalation clause what goes beyond this post's power for an action."""
        return tuple(to for to in self.named(role, action) if not held_for(self.library, to, action))

    def named(self, role: RoleKey, action: str) -> tuple[RoleKey, ...]:
        """Whom an escalation clause lets decide what goes beyond this post's power, whether they have one of their own or not."""
        return tuple(deciders(self.library, role, action))

    def decided(self, role: RoleKey, action: str) -> bool:
        """Whether somebody decides by a clause what goes beyond this post's power for an action, or beyond that of one above it.

        Somebody outside the book to whom an application goes does so as well.
        """
        if any(self.roles[to].outside for to in self.asked(role, action)):
            return True
        line = self.line(role)
        named = ((to, line[place:]) for place, key in enumerate((role, *line)) for to in self.by_clause(key, action))
        return any(to in above or to not in line for to, above in named)

    def names(self, clause: ClauseId, role: RoleKey) -> bool:
        """Whether a clause names a post as one that decides, by a title or an alias: “above that, the store manager approves”."""
        key = (clause, role)
        if key not in self._named:
            text = self.library.clauses[clause].text
            deciding = "\n".join(part for part in PART.split(f"{text.zh}\n{text.en}".casefold()) if _DECIDES.search(part))
            self._named[key] = any(self._stands(name, role, deciding) for name in _names(self.roles[role]))
        return self._named[key]

    def _stands(self, name: str, role: RoleKey, said: str) -> bool:
        """Whether a name of a post stands in a text otherwise than within the longer name of another post."""
        if name not in said:
            return False
        others = {other for key, one in self.roles.items() if key != role for other in _names(one) if name in other and other != name}
        for other in others:
            said = said.replace(other, "\n")
        return re.search(rf"(?<![a-z]){re.escape(name)}(?!(?!s\b)[a-z])", said) is not None

    def conditions(self, grant: Grant) -> frozenset[str]:
        """The conditions of a grant that are not presumed to hold."""
        return frozenset(grant.conditions) - self.presumed

    def applications(self) -> Iterator[Grant]:
        """The grants by which somebody may apply for something, or recommend it to whom the clause names."""
        return (grant for grant in self.grants if grant.mode is Mode.APPLY or (grant.mode is Mode.ADVISE and grant.asks))

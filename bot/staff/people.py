"""Who is who: people, the posts they hold, the groups they lead, their accounts and absences.

A `Staff` is a value; where it comes from (a file, the store) is none of its business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.model import Absence, Language, Proposal, Relation, RoleKey, Words
from bot.staff.names import Names


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A person's account on one platform: the key is (platform, team, user), never a name."""

    platform: str
    user: str
    team: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody of the staff. `name` is for display only and never identifies."""

    id: str
    name: str
    posts: tuple[RoleKey, ...]
    group: str | None = None
    #: The groups that this person leads.
    leads: tuple[str, ...] = ()
    #: The person above, where the rule book names no post for that.
    superior: str | None = None
    accounts: tuple[Account, ...] = ()
    #: By which a platform that vouches for addresses may find this person; lower-case.
    email: str = ""
    language: Language = "zh"


@dataclass(frozen=True, kw_only=True)
class Staff:
    """The staff list with the recorded absences. What it is looked up by is made when it is first needed."""

    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, Words] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()
    administrators: tuple[str, ...] = ()
    #: Posts known to be vacant although somebody is listed for them.
    vacant: frozenset[RoleKey] = frozenset()
    #: Whom no message reaches, and why; until they are heard of again.
    unreachable: Mapping[str, str] = field(default_factory=dict)
    #: Posts that a book only mentions: whoever holds no other belongs to no department of its.
    outside: frozenset[RoleKey] = frozenset()
    #: In which language to speak to whoever has chosen none.
    language: Language = "zh"

    def relation(self, me: Person, other: Person) -> Relation:
        """How somebody stands to another, seen from `me`."""
        if other.id == me.id:
            return Relation.SELF
        groups = {*me.leads, *((me.group,) if me.group else ())}
        if other.group is not None and other.group in groups:
            return Relation.OWN_GROUP
        if self._departments(other).isdisjoint(self._departments(me)):
            return Relation.OTHER_DEPARTMENT
        return Relation.OTHER_GROUP if groups and other.group is not None else Relation.OWN_DEPARTMENT

    def _departments(self, person: Person) -> set[str]:
        return {post.split("/")[0] for post in person.posts if post not in self.outside}

    def as_of_now(self, proposal: Proposal, actor: str) -> Proposal:
        """A proposal about somebody of the staff, with how they stand to the one who acts today: people change groups."""
        me, other = self.people.get(actor), self.people.get(proposal.target.person or "")
        if me is None or other is None or proposal.target.relation is Relation.SELF:  # somebody close stays so, whatever their group
            return proposal
        return replace(proposal, target=replace(proposal.target, relation=self.relation(me, other)))

    def holders(self, role: RoleKey) -> tuple[Person, ...]:
        """The people who hold `role`, by id; none where it is vacant."""
        if role in self.vacant:
            return ()
        return self._by_post.get(role, ())

    @cached_property
    def _by_post(self) -> dict[RoleKey, tuple[Person, ...]]:
        found: defaultdict[RoleKey, list[Person]] = defaultdict(list)
        for _, person in sorted(self.people.items()):
            for post in dict.fromkeys(person.posts):
                found[post].append(person)
        return {post: tuple(holders) for post, holders in found.items()}

    def away(self, day: date) -> frozenset[str]:
        """The ids of the people whose absence is recorded for `day`."""
        return frozenset(absence.person for absence in self.absences if absence.covers(day))

    def by_account(self, platform: str, user: str, team: str = "") -> Person | None:
        """The person behind an account, None if nobody has linked it."""
        return self._by_account.get(Account(platform=platform, user=user, team=team))

    @cached_property
    def _by_account(self) -> dict[Account, Person]:
        return {account: person for person in reversed(list(self.people.values())) for account in person.accounts}

    @cached_property
    def names(self) -> Names:
        """By which people are named in a text."""
        return Names(self.people.values())

    def leader_of(self, person: Person, among: Iterable[Person]) -> Person | None:
        """The one `among` these who leads the group of `person`."""
        if person.group is None:
            return None
        return next((other for other in among if person.group in other.leads), None)

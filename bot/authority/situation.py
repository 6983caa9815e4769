"""Who acts and who is there: what a decision needs to know besides the rule books."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model import RoleKey
from bot.staff import Person, Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """The actor and the roster at one moment.

    `roles` are the actor's posts; empty for an outsider. `absent` are posts said to be without their holder.
    With a `staff` list, `away` holds the ids of those who are absent, and approvers are people; without one, they are posts.
    """

    roles: tuple[RoleKey, ...]
    actor: str | None = None
    absent: frozenset[RoleKey] = frozenset()
    staff: Staff = field(default_factory=Staff)
    away: frozenset[str] = frozenset()

    @property
    def person(self) -> Person | None:
        """The actor as listed, None where only a post is known."""
        return self.staff.people.get(self.actor) if self.actor else None

    def seats(self, role: RoleKey) -> tuple[Person, ...]:
        """Those who hold `role` and would be asked: the leader of the actor's own group, else all holders."""
        holders = self.staff.holders(role)
        me = self.person
        leader = self.staff.leader_of(me, [one for one in holders if one.id != self.actor]) if me else None
        return (leader,) if leader else holders

    def present(self, role: RoleKey) -> tuple[Person, ...]:
        """Those of `seats` who are there; nobody while the post is said to be absent."""
        if role in self.absent:
            return ()
        return tuple(person for person in self.seats(role) if person.id not in self.away)

    def is_away(self, role: RoleKey) -> bool:
        """Whether nobody is there for `role`: said to be absent, or every holder away, or vacant."""
        if role in self.absent:
            return True
        return self.actor is not None and bool(self.staff.people) and not self.present(role)

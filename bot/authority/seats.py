"""Who is asked for a post: its holder, whoever acts for an absent one, or nobody; each with why (not).

Nobody is seated to decide their own proposal, nor one that is about themselves.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace as changed

from bot.authority.lines import line_above
from bot.authority.situation import Situation
from bot.model import Approver, Basis, ClauseId, Proposal, RoleKey, Step, Why
from bot.rulebook.library import Library


class Seats(Struct, kw_only=True, gc=False):
    """The seats that one proposal of somebody who holds `role` could be decided from. Every look leaves a step in the trail.

    `action` is what it is about, also where the proposal doesn't say so because no power of its own is sought for it.
    """

    library: Library
    situation: Situation
    role: RoleKey
    proposal: Proposal
    action: str | None
    trail: list[Step] = []

    def _is_top(self, key: RoleKey) -> bool:
        line = self.library.roles[key].reports_to
        return line is None or not line.to

    def seat_first(self, roles: tuple[RoleKey, ...], clause: ClauseId) -> Approver | None:
        """Seat the first of alternatives who is there, with the others that are; above them where none is."""
        for key in (*roles, *line_above(self.library, roles[0])):
            approver = self.seat(key, Why.CLAUSE_NAMES, Basis.CLAUSE_NAMED, clause)
            if approver:
                others = [other for other in roles if other != key and self._is_free(other)]
                return changed(approver, roles=(key, *others)) if key in roles and not approver.stands_for else approver
        return None

    def _bars(self, key: RoleKey) -> Why | None:
        """What bars a post as such: it is the requester's own, where only posts are known, or the one concerned."""
        if key == self.proposal.target.role:
            return Why.IS_CONCERNED
        return Why.IS_REQUESTER if self.situation.actor is None and (key == self.role or key in self.situation.roles) else None

    def _is_free(self, key: RoleKey) -> bool:
        """Whether a post could be asked beside another."""
        return not self.situation.is_away(key) and self._bars(key) is None

    def seat(self, key: RoleKey, why: Why, basis: Basis, clause: ClauseId | None) -> Approver | None:
        """Seat `key` or whoever acts for it; None where nobody suitable is there, with the steps to say why."""
        barred = self._bars(key)
        if barred:
            self.trail.append(Step(role=key, why=barred))
            return None
        if self.situation.is_away(key):
            self.trail.append(Step(role=key, why=Why.AWAY if key in self.situation.absent or self.situation.seats(key) else Why.VACANT))
            return self._stand_in(key, basis)
        people: tuple[str, ...] = ()
        if self.situation.actor is not None:
            people, barred = self._people(key)
            if barred and not people:
                self.trail.append(Step(role=key, why=barred))
                return None  # who is there has no stand-in
        self.trail.append(Step(role=key, why=why, taken=True, clause=clause))
        roles = self._alternatives(key) if key in self.library.index.beside_others else (key,)
        return Approver(role=key, basis=basis, roles=roles, people=people)

    def _stand_in(self, key: RoleKey, basis: Basis) -> Approver | None:
        for other in self.library.index.posts[key].stand_ins:
            acts_for = self.library.roles[other].acts_for
            clause = acts_for.clause if acts_for else None
            if acts_for and not acts_for.includes(self.action):
                self.trail.append(Step(role=other, why=Why.EXCEPTED, clause=clause, stands_for=key))
                continue
            if self.situation.is_away(other):
                self.trail.append(Step(role=other, why=Why.AWAY, stands_for=key))
                continue
            people, barred = self._people(other)
            barred = self._bars(other) or barred
            if barred and not people:
                self.trail.append(Step(role=other, why=barred, stands_for=key))
                continue
            self.trail.append(Step(role=other, why=Why.STANDS_IN, taken=True, clause=clause, stands_for=key))
            basis = basis if basis is Basis.REFERRAL else Basis.ACTING
            return Approver(role=other, basis=basis, roles=(other,), people=people, stands_for=key)
        return None

    def _people(self, key: RoleKey) -> tuple[tuple[str, ...], Why | None]:
        """The people to ask for a post, and why those who were left out were."""
        if self.situation.actor is None:
            return (), None
        barred: Why | None = None
        people: list[str] = []
        for person in self.situation.present(key):
            if person.id == self.situation.actor:
                barred = Why.IS_REQUESTER
            elif person.id == self.proposal.target.person:
                barred = Why.IS_CONCERNED
            elif person.id in self.situation.staff.unreachable:
                barred = Why.NOT_LINKED
            else:
                people.append(person.id)
        return tuple(people), barred

    def _alternatives(self, key: RoleKey) -> tuple[RoleKey, ...]:
        """`key` and, where the book names several superiors side by side, the others."""
        for below in (self.role, *line_above(self.library, self.role)):
            line = self.library.roles[below].reports_to
            if line and key in line.to and len(line.to) > 1:
                beside = [other for other in line.to if other != key and self._is_top(other) == self._is_top(key)]
                return (key, *(other for other in beside if self._is_free(other)))
        return (key,)

"""Whom to ask: from the one who proposes up the reporting line, each candidate with why (not).

The route is worked out on posts; people are filled in where a staff list is known. Nobody is
approver by default: where the line ends, the request waits for the administrators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from msgspec import Struct
from msgspec.structs import replace as changed

from bot.authority.evaluating import Finding, Held, evaluate, held_for
from bot.authority.situation import Situation
from bot.model import Approver, Basis, ClauseId, Grant, Kind, Mode, Proposal, Reason, RoleKey, Step, Why, Words
from bot.rulebook.library import Library

#: Why a superior who holds the power cannot use it here.
WHY_NOT = {
    Reason.OVER_LIMIT: Why.OVER_LIMIT,
    Reason.OUT_OF_SCOPE: Why.OUT_OF_SCOPE,
    Reason.CONDITION_FAILS: Why.CONDITION_FAILS,
    Reason.MAY_ONLY_APPLY: Why.MAY_ONLY_APPLY,
    Reason.CONCERNS_ONESELF: Why.IS_CONCERNED,
}

# Looked up once, as in `evaluating`.
_APPLY, _NO_AUTHORITY, _HAS_AUTHORITY = Mode.APPLY, Why.NO_AUTHORITY, Why.HAS_AUTHORITY


class Route(Struct, frozen=True, kw_only=True, gc=False):
    """The approver with the grant that the approval would use, and every step on the way."""

    approver: Approver
    trail: tuple[Step, ...]
    held: Held | None = None
    clauses: tuple[ClauseId, ...] = ()
    #: Facts that were not stated, for the approver to establish.
    missing: tuple[str, ...] = ()


def line_above(library: Library, role: RoleKey) -> Iterator[RoleKey]:
    """The posts above `role`, nearest first; alternatives in the order of the book."""
    superiors = library.index.superiors
    seen = {role}
    pending = [role]
    for below in pending:
        for key in superiors.get(below, ()):
            if key not in seen:
                seen.add(key)
                yield key
                pending.append(key)


def unnamed_above(library: Library, role: RoleKey) -> Words | None:
    """The book's word for the superior at the end of the line, where it doesn't name one."""
    for key in (role, *line_above(library, role)):
        line = library.roles[key].reports_to
        if line and line.unnamed:
            return line.unnamed
    return None


def may_use(library: Library, role: RoleKey, proposal: Proposal) -> Finding | None:
    """What `role` could do about it as a superior: the best of its findings, None where it holds no such power."""
    if proposal.action is None:
        return None
    best: Finding | None = None
    for held in held_for(library, role, proposal.action):
        finding = evaluate(held, proposal, by_other=True)
        if finding.covers:
            return finding
        if best is None or _preference(finding) < _preference(best):
            best = finding
    return best


def _preference(finding: Finding) -> int:
    if finding.covers is None:
        return 0
    return 2 if finding.why is Reason.MAY_ONLY_APPLY else 1


def route(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Route:
    """Find who may decide a proposal of somebody who holds `role`.

    Follows DESIGN.md, "Whom to ask": the role that the clause names, else the nearest superior who may,
    else a referral to whom the last escalation clause names, else nobody.
    """
    walk = _Walk(library, situation, role, proposal)
    return walk.named_by_clause() or walk.nearest_superior() or walk.referral() or walk.nobody()


def route_demanded(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, grant: Grant) -> Route:
    """Find who has to approve before somebody uses their own `grant`, because its clause demands that."""
    walk = _Walk(library, situation, role, replace(proposal, action=None))
    return walk.demanded(grant) or walk.referral() or walk.nobody()


class _Walk:
    """One search for an approver; it collects the trail as it goes."""

    __slots__ = ("library", "proposal", "role", "situation", "trail")

    def __init__(self, library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> None:
        self.library = library
        self.situation = situation
        self.role = role
        self.proposal = proposal
        self.trail: list[Step] = []

    def named_by_clause(self) -> Route | None:
        """Step 1: the clause of one's own application names the role it goes to."""
        for held in held_for(self.library, self.role, self.proposal.action) if self.proposal.action else ():
            grant = held.grant
            if grant.asks is None or grant.mode is not _APPLY:
                continue
            finding = may_use(self.library, grant.asks, self.proposal)
            if finding is None or finding.covers is False:
                continue
            approver = self._seat(grant.asks, Why.CLAUSE_NAMES, Basis.CLAUSE_NAMED, grant.clause)
            if approver:
                return self._routed(approver, finding, (grant.clause,))
        return None

    def nearest_superior(self) -> Route | None:
        """Step 2: up the line to the first who may do this, under some completion of the facts."""
        for key in line_above(self.library, self.role):
            finding = may_use(self.library, key, self.proposal)
            if finding is None:
                self.trail.append(Step(role=key, why=_NO_AUTHORITY))
            elif finding.covers is False:
                why = WHY_NOT.get(finding.why, Why.NO_AUTHORITY) if finding.why else Why.NO_AUTHORITY
                self.trail.append(Step(role=key, why=why, clause=finding.held.grant.clause))
            else:
                approver = self._seat(key, _HAS_AUTHORITY, finding.held.basis, finding.held.grant.clause)
                if approver:
                    return self._routed(approver, finding)
        return None

    def referral(self) -> Route | None:
        """Step 3: nobody may; the matter goes where the last escalation clause up the line sends it, else to the nearest superior."""
        for key, clause in self._referred():
            approver = self._seat(key, Why.REFERRED, Basis.REFERRAL, clause) if key != self.role else None
            if approver:
                return self._routed(approver, None, (clause,) if clause else ())
        unnamed = unnamed_above(self.library, self.role)
        if unnamed is None:
            return None
        clause = next((self._own_line(key) for key in (self.role, *line_above(self.library, self.role)) if self._own_line(key)), None)
        superior = self.situation.person.superior if self.situation.person else None
        approver = Approver(role=None, basis=Basis.REFERRAL, unnamed=unnamed, people=(superior,) if superior else ())
        return Route(approver=approver, trail=tuple(self.trail), clauses=(clause,) if clause else ())

    def demanded(self, grant: Grant) -> Route | None:
        """Whom the clause names to approve first: each who has to, and of alternatives the first who is there."""
        seated: list[Approver] = []
        for one in grant.involves:
            if one.kind is not Kind.APPROVE or one.applies(self.proposal.facts) is False:
                continue
            for roles in [(role,) for role in one.roles] if one.joint else [one.roles]:
                approver = self._seat_first(roles, grant.clause)
                if approver is None:
                    return None
                if approver.role not in [other.role for other in seated]:
                    seated.append(approver)
        if not seated:
            return None
        approver = changed(seated[0], jointly=tuple(other.role for other in seated[1:] if other.role))
        return self._routed(approver, None, (grant.clause,))

    def nobody(self) -> Route:
        """Step 7: the administrators' queue."""
        self.trail.append(Step(role=self.role, why=Why.NOBODY, taken=True))
        return Route(approver=Approver(role=None, basis=Basis.REFERRAL), trail=tuple(self.trail))

    def _referred(self) -> Iterator[tuple[RoleKey, ClauseId | None]]:
        """Whom the last escalation clause names and those above; where no power is needed or no clause names anybody, the line.

        Who is known to lack the power is never asked instead of whom the clause names.
        """
        line = (self.role, *line_above(self.library, self.role))
        escalations = [(one.to, one.clause) for key in line for one in self.library.roles[key].escalations if one.to is not None]
        above = line[1:]
        if escalations:
            named, clause = escalations[-1]
            yield named, clause
            above = above if self.proposal.action is None else tuple(line_above(self.library, named))
        for key in above:
            yield key, self._line_clause(key)

    def _own_line(self, key: RoleKey) -> ClauseId | None:
        line = self.library.roles[key].reports_to
        return line.clause if line and line.unnamed else None

    def _line_clause(self, key: RoleKey) -> ClauseId | None:
        """The clause by which somebody on the line reports to `key`."""
        for below in (self.role, *line_above(self.library, self.role)):
            line = self.library.roles[below].reports_to
            if line and key in line.to:
                return line.clause
        return None

    def _is_top(self, key: RoleKey) -> bool:
        line = self.library.roles[key].reports_to
        return line is None or not line.to

    def _seat_first(self, roles: tuple[RoleKey, ...], clause: ClauseId) -> Approver | None:
        """Seat the first of alternatives who is there, with the others that are; above them where none is."""
        for key in (*roles, *line_above(self.library, roles[0])):
            approver = self._seat(key, Why.CLAUSE_NAMES, Basis.CLAUSE_NAMED, clause)
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

    def _seat(self, key: RoleKey, why: Why, basis: Basis, clause: ClauseId | None) -> Approver | None:
        """Seat `key` or whoever acts for it; None where nobody suitable is there, with the steps to say why."""
        barred = self._bars(key)
        if barred:
            self.trail.append(Step(role=key, why=barred))
            return None
        if not self.situation.is_away(key):
            people, barred = self._people(key)
            if people or not barred:
                self.trail.append(Step(role=key, why=why, taken=True, clause=clause))
                return Approver(role=key, basis=basis, roles=self._alternatives(key), people=people)
            self.trail.append(Step(role=key, why=barred))
            return None  # who is there has no stand-in
        self.trail.append(Step(role=key, why=Why.AWAY if key in self.situation.absent or self.situation.seats(key) else Why.VACANT))
        return self._stand_in(key, basis)

    def _stand_in(self, key: RoleKey, basis: Basis) -> Approver | None:
        for other in self.library.index.stand_ins.get(key, ()):
            if self.situation.is_away(other):
                self.trail.append(Step(role=other, why=Why.AWAY, stands_for=key))
                continue
            people, barred = self._people(other)
            barred = self._bars(other) or barred
            if barred and not people:
                self.trail.append(Step(role=other, why=barred, stands_for=key))
                continue
            acts_for = self.library.roles[other].acts_for
            clause = acts_for.clause if acts_for else None
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
            else:
                people.append(person.id)
        return tuple(people), barred

    def _alternatives(self, key: RoleKey) -> tuple[RoleKey, ...]:
        """`key` and, where the book names several superiors side by side, the others."""
        if key not in self.library.index.beside_others:
            return (key,)
        for below in (self.role, *line_above(self.library, self.role)):
            line = self.library.roles[below].reports_to
            if line and key in line.to and len(line.to) > 1:
                beside = [other for other in line.to if other != key and self._is_top(other) == self._is_top(key)]
                return (key, *(other for other in beside if self._is_free(other)))
        return (key,)

    def _routed(self, approver: Approver, finding: Finding | None, clauses: Iterable[ClauseId] = ()) -> Route:
        own = (finding.held.grant.clause,) if finding else ()
        acting = [step.clause for step in self.trail if step.why is Why.STANDS_IN and step.clause] if approver.stands_for else ()
        return Route(
            approver=approver,
            trail=tuple(self.trail),
            held=finding.held if finding else None,
            clauses=(*own, *clauses, *acting),
            missing=finding.missing if finding else (),
        )

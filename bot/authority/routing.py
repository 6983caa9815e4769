"""Whom to ask: from the one who proposes up the reporting line, each candidate with why (not).

The route is worked out on posts; people are filled in where a staff list is known. Nobody is
approver by default: where the line ends, the request waits for the administrators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.authority.evaluating import Finding, Held, evaluate, held_by
from bot.authority.situation import Situation
from bot.model import Approver, Basis, ClauseId, Mode, Proposal, Reason, RoleKey, Step, Why, Words
from bot.rulebook.library import Library

#: Why a superior who holds the power cannot use it here.
WHY_NOT = {
    Reason.OVER_LIMIT: Why.OVER_LIMIT,
    Reason.OUT_OF_SCOPE: Why.OUT_OF_SCOPE,
    Reason.CONDITION_FAILS: Why.CONDITION_FAILS,
    Reason.MAY_ONLY_APPLY: Why.MAY_ONLY_APPLY,
    Reason.CONCERNS_ONESELF: Why.IS_CONCERNED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """The approver with the grant that the approval would use, and every step on the way."""

    approver: Approver
    trail: tuple[Step, ...]
    held: Held | None = None
    clauses: tuple[ClauseId, ...] = ()


def line_above(library: Library, role: RoleKey) -> Iterator[RoleKey]:
    """The posts above `role`, nearest first; alternatives in the order of the book."""
    seen = {role}
    pending = [role]
    while pending:
        line = library.roles[pending.pop(0)].reports_to
        for key in line.to if line else ():
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
    findings = [evaluate(held, proposal, by_other=True) for held in held_by(library, role) if held.grant.action == proposal.action]
    return min(findings, key=_preference, default=None)


def _preference(finding: Finding) -> int:
    if finding.why is Reason.MAY_ONLY_APPLY:
        return 3
    return 2 if finding.covers is False else 0 if finding.covers else 1


def route(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Route:
    """Find who may decide a proposal of somebody who holds `role`.

    Follows DESIGN.md, "Whom to ask": the role that the clause names, else the nearest superior who may,
    else a referral to whom the last escalation clause names, else nobody.
    """
    walk = _Walk(library, situation, role, proposal)
    return walk.named_by_clause() or walk.nearest_superior() or walk.referral() or walk.nobody()


class _Walk:
    """One search for an approver; it collects the trail as it goes."""

    def __init__(self, library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> None:
        self.library = library
        self.situation = situation
        self.role = role
        self.proposal = proposal
        self.trail: list[Step] = []

    def named_by_clause(self) -> Route | None:
        """Step 1: the clause of one's own application names the role it goes to."""
        for held in held_by(self.library, self.role):
            grant = held.grant
            if grant.asks is None or grant.action != self.proposal.action or grant.mode is not Mode.APPLY:
                continue
            finding = may_use(self.library, grant.asks, self.proposal)
            if finding is None or finding.covers is False:
                continue
            seated = self._seat(grant.asks, Why.CLAUSE_NAMES, grant.clause)
            if seated:
                return self._routed(seated, Basis.CLAUSE_NAMED, finding.held, (grant.clause,))
        return None

    def nearest_superior(self) -> Route | None:
        """Step 2: up the line to the first who may do this, under some completion of the facts."""
        for key in line_above(self.library, self.role):
            finding = may_use(self.library, key, self.proposal)
            if finding is None:
                self.trail.append(Step(role=key, why=Why.NO_AUTHORITY))
            elif finding.covers is False:
                why = WHY_NOT.get(finding.why, Why.NO_AUTHORITY) if finding.why else Why.NO_AUTHORITY
                self.trail.append(Step(role=key, why=why, clause=finding.held.grant.clause))
            else:
                seated = self._seat(key, Why.HAS_AUTHORITY, finding.held.grant.clause)
                if seated:
                    return self._routed(seated, finding.held.basis, finding.held, ())
        return None

    def referral(self) -> Route | None:
        """Step 3: nobody may; the matter goes where the last escalation clause up the line sends it, else to the nearest superior."""
        escalations = [
            (escalation.to, escalation.clause)
            for key in (self.role, *line_above(self.library, self.role))
            for escalation in self.library.roles[key].escalations
            if escalation.to is not None
        ]
        nearest = [(key, self._line_clause(key)) for key in line_above(self.library, self.role)]
        for key, clause in [*escalations[-1:], *nearest]:
            seated = self._seat(key, Why.REFERRED, clause) if key != self.role else None
            if seated:
                return self._routed(seated, Basis.REFERRAL, None, (clause,) if clause else ())
        unnamed = unnamed_above(self.library, self.role)
        if unnamed is None:
            return None
        clause = next((self._own_line(key) for key in (self.role, *line_above(self.library, self.role)) if self._own_line(key)), None)
        superior = self.situation.person.superior if self.situation.person else None
        approver = Approver(role=None, basis=Basis.REFERRAL, unnamed=unnamed, people=(superior,) if superior else ())
        return Route(approver=approver, trail=tuple(self.trail), clauses=(clause,) if clause else ())

    def nobody(self) -> Route:
        """Step 7: the administrators' queue."""
        self.trail.append(Step(role=self.role, why=Why.NOBODY, taken=True))
        return Route(approver=Approver(role=None, basis=Basis.REFERRAL), trail=tuple(self.trail))

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

    def _seat(self, key: RoleKey, why: Why, clause: ClauseId | None) -> Approver | None:
        """Seat `key` or whoever acts for it; None where nobody suitable is there, with the steps to say why."""
        if key == self.proposal.target.role:
            self.trail.append(Step(role=key, why=Why.IS_CONCERNED))
            return None
        if not self.situation.is_away(key):
            people, barred = self._people(key)
            if people or not barred:
                self.trail.append(Step(role=key, why=why, taken=True, clause=clause))
                return Approver(role=key, basis=Basis.OWN, roles=self._alternatives(key), people=people)
            self.trail.append(Step(role=key, why=barred))
        else:
            self.trail.append(Step(role=key, why=Why.AWAY if key in self.situation.absent or self.situation.seats(key) else Why.VACANT))
        return self._stand_in(key)

    def _stand_in(self, key: RoleKey) -> Approver | None:
        for other in self.library.roles.values():
            if other.acts_for is None or other.acts_for.role != key:
                continue
            if self.situation.is_away(other.key):
                self.trail.append(Step(role=other.key, why=Why.AWAY, stands_for=key))
                continue
            people, barred = self._people(other.key)
            if other.key == self.role and self.situation.actor is None:
                barred = Why.IS_REQUESTER
            elif other.key == self.proposal.target.role:
                barred = Why.IS_CONCERNED
            if barred and not people:
                self.trail.append(Step(role=other.key, why=barred, stands_for=key))
                continue
            self.trail.append(Step(role=other.key, why=Why.STANDS_IN, taken=True, clause=other.acts_for.clause, stands_for=key))
            return Approver(role=other.key, basis=Basis.ACTING, roles=(other.key,), people=people, stands_for=key)
        return None

    def _people(self, key: RoleKey) -> tuple[tuple[str, ...], Why | None]:
        """The people to ask for a post, and why those who were left out were."""
        barred: Why | None = None
        people: list[str] = []
        for person in self.situation.present(key) if self.situation.actor else ():
            if person.id == self.situation.actor:
                barred = Why.IS_REQUESTER
            elif person.id == self.proposal.target.person:
                barred = Why.IS_CONCERNED
            else:
                people.append(person.id)
        return tuple(people), barred

    def _alternatives(self, key: RoleKey) -> tuple[RoleKey, ...]:
        """`key` and, where the book names several superiors side by side, the others."""
        for below in (self.role, *line_above(self.library, self.role)):
            line = self.library.roles[below].reports_to
            if line and key in line.to and len(line.to) > 1:
                return (key, *(other for other in line.to if other != key and self._is_top(other) == self._is_top(key)))
        return (key,)

    def _routed(self, seated: Approver, basis: Basis, held: Held | None, clauses: tuple[ClauseId, ...]) -> Route:
        basis = Basis.ACTING if seated.stands_for and basis is not Basis.REFERRAL else basis
        approver = Approver(role=seated.role, basis=basis, roles=seated.roles, people=seated.people, stands_for=seated.stands_for)
        acting: list[ClauseId] = [step.clause for step in self.trail if step.why is Why.STANDS_IN and step.clause]
        own: list[ClauseId] = [held.grant.clause] if held else []
        return Route(approver=approver, trail=tuple(self.trail), held=held, clauses=(*own, *clauses, *acting))



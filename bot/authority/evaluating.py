"""One grant against one proposal, in three values: it covers it, it doesn't, or that turns on something not stated.

A fact that was not stated is neither true nor false; nothing here fills it in.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Basis, ClauseId, Grant, Mode, Proposal, Reason, Relation, RoleKey, Scope
from bot.rulebook.library import Library

#: The name under which a missing amount is asked for.
AMOUNT = "amount"

#: What a relation says of a scope; a pair that isn't here leaves it open.
SCOPE_OF_RELATION: dict[tuple[Scope, Relation], bool] = {
    (Scope.OWN_GROUP, Relation.OWN_GROUP): True,
    (Scope.OWN_GROUP, Relation.OTHER_GROUP): False,
    (Scope.OWN_GROUP, Relation.OTHER_DEPARTMENT): False,
    (Scope.OWN_GROUP, Relation.SELF): False,
    (Scope.OWN_GROUP, Relation.CUSTOMER): False,
    (Scope.OWN_DEPARTMENT, Relation.OWN_GROUP): True,
    (Scope.OWN_DEPARTMENT, Relation.OTHER_GROUP): True,
    (Scope.OWN_DEPARTMENT, Relation.OWN_DEPARTMENT): True,
    (Scope.OWN_DEPARTMENT, Relation.OTHER_DEPARTMENT): False,
    (Scope.OWN_DEPARTMENT, Relation.SELF): True,
    (Scope.OWN_DEPARTMENT, Relation.CUSTOMER): False,
}

#: Which modes of a grant cover a proposal of this mode.
COVERING_MODES = {
    Mode.ACT: (Mode.ACT,),
    Mode.APPLY: (Mode.APPLY, Mode.ACT),
    Mode.ADVISE: (Mode.ADVISE, Mode.APPLY, Mode.ACT),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A grant as held by somebody: by their own post, by inheritance, or acting for another."""

    grant: Grant
    basis: Basis
    #: The clause that gives the inheritance or the acting.
    clause: ClauseId | None = None
    stands_for: RoleKey | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one held grant says: covered (True), not (False, with `why`), or open (None, with what is missing)."""

    held: Held
    covers: bool | None
    why: Reason | None = None
    missing: tuple[str, ...] = ()


def held_by(library: Library, role: RoleKey) -> tuple[Held, ...]:
    """The grants of a post: its own first, then those it inherits."""
    found: list[Held] = []
    pending: list[tuple[RoleKey, Basis, ClauseId | None]] = [(role, Basis.OWN, None)]
    seen = {role}
    while pending:
        key, basis, clause = pending.pop(0)
        found += [Held(grant=grant, basis=_basis(grant, basis), clause=clause) for grant in library.by_role.get(key, ())]
        holder = library.roles[key]
        for above in holder.inherits:
            if above not in seen:
                seen.add(above)
                pending.append((above, Basis.INHERITED, clause or holder.inherits_clause))
    return tuple(found)


def _basis(grant: Grant, basis: Basis) -> Basis:
    return Basis.DUTY if grant.duty and basis is Basis.OWN else basis


def evaluate(held: Held, proposal: Proposal, *, by_other: bool = False) -> Finding:
    """Hold a grant against a proposal.

    `by_other` is True where a superior of the one who proposes would use it: what concerns the one
    who proposes then no longer concerns the holder himself, and the holder simply acts.
    """
    grant = held.grant
    if grant.mode not in COVERING_MODES[Mode.ACT if by_other else proposal.mode]:
        return Finding(held=held, covers=False, why=Reason.MAY_ONLY_APPLY)
    if proposal.target.relation is Relation.SELF and not by_other and not grant.duty:
        return Finding(held=held, covers=False, why=Reason.CONCERNS_ONESELF)
    missing: list[str] = []
    for name, holds, why in _questions(grant, proposal, by_other):
        if holds is False:
            return Finding(held=held, covers=False, why=why)
        if holds is None:
            missing.append(name)
    return Finding(held=held, covers=None if missing else True, missing=tuple(missing))


def _questions(grant: Grant, proposal: Proposal, by_other: bool) -> list[tuple[str, bool | None, Reason]]:
    questions: list[tuple[str, bool | None, Reason]] = []
    if grant.limit is not None:
        questions.append((AMOUNT, _within(grant, proposal), Reason.OVER_LIMIT))
    questions += [(fact, proposal.facts.get(fact), Reason.CONDITION_FAILS) for fact in grant.conditions]
    if grant.scope is not Scope.ANYONE:
        questions.append((grant.scope.value, _in_scope(grant.scope, proposal, by_other), Reason.OUT_OF_SCOPE))
    return questions


def _within(grant: Grant, proposal: Proposal) -> bool | None:
    if grant.limit is None:
        return True
    if proposal.amount is None:
        over = proposal.amount_over
        return False if over and over.unit == grant.limit.unit and over.value >= grant.limit.max else None
    return grant.limit.covers(proposal.amount)


def _in_scope(scope: Scope, proposal: Proposal, by_other: bool) -> bool | None:
    stated = proposal.facts.get(scope.value)
    if stated is not None:
        return stated
    relation = proposal.target.relation
    if relation is None:
        return None
    if by_other and relation is Relation.SELF:  # the one who asks belongs to their superior's group
        return True
    return SCOPE_OF_RELATION.get((scope, relation))

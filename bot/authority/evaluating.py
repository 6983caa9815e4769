"""One grant against one proposal, in three values: it covers it, it doesn't, or that turns on something not stated.

A fact that was not stated is neither true nor false; nothing here fills it in. What was stated is True or False
itself: a word or a number in its place states nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from msgspec import Struct

from bot.model import CUMULATIVE, WITHIN, Basis, Grant, Kind, Limit, Mode, Per, Proposal, Quantity, Reason, Relation, RoleKey, Scope
from bot.rulebook.index import Held
from bot.rulebook.library import Library

__all__ = [
    "AMOUNT",
    "APPROVED",
    "AS_WRITTEN",
    "LEFT_OUT",
    "UNACCOUNTED",
    "Finding",
    "Held",
    "actions_of",
    "demanded",
    "evaluate",
    "held_by",
    "held_for",
    "measured",
    "obliging",
    "used_before",
]

#: The name under which a missing amount is asked for.
AMOUNT = "amount"
#: The fact that a superior has already approved, where a clause demands that. It doesn't hold unless it is stated.
APPROVED = "approved"
#: The fact that a duty is done as its clause has it. It holds unless it is stated not to.
AS_WRITTEN = "as-written"
#: The fact that a step which the clause of a duty asks for is not to be done at all.
LEFT_OUT = "left-out"
#: States that what a clause demands along with an act, the reason noted or a signature, isn't to be done.
UNACCOUNTED = "unaccounted"

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

#: What is missing where a limit covers an amount, doesn't, or can't be compared with it.
_UNMEASURED: dict[bool | None, tuple[str, ...] | None] = {True: (), False: None, None: (AMOUNT,)}

# Looked up once: a member of a closed set costs as much as ten comparisons.
_ACT, _SELF, _OTHER_GROUP, _ANYONE, _PER_ACT = Mode.ACT, Relation.SELF, Relation.OTHER_GROUP, Scope.ANYONE, Per.ACT
_ONLY_ACT = COVERING_MODES[Mode.ACT]
_OVER, _FAILS, _OUTSIDE = Reason.OVER_LIMIT, Reason.CONDITION_FAILS, Reason.OUT_OF_SCOPE


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """What one held grant says: covered (True), not (False, with `why`), or open (None, with what is missing).

    `gated` is one whose clause demands an approval that nobody stated: no fact makes it a permission.
    """

    held: Held
    covers: bool | None
    why: Reason | None = None
    missing: tuple[str, ...] = ()
    gated: bool = False


def held_by(library: Library, role: RoleKey) -> tuple[Held, ...]:
    """The grants of a post: its own first, then those it inherits."""
    own = [Held(grant=grant, basis=Basis.DUTY if grant.duty else Basis.OWN) for grant in library.by_role.get(role, ())]
    inherited = [
        Held(grant=grant, basis=Basis.INHERITED, clause=clause)
        for key, clause in library.index.inherited.get(role, ())
        for grant in library.by_role.get(key, ())
    ]
    return (*own, *inherited)


def actions_of(library: Library, roles: Iterable[RoleKey]) -> Set[str]:
    """The actions of which these posts hold some grant."""
    posts = library.index.posts
    held = [posts[role].powers.keys() for role in roles if role in posts]
    return held[0] if len(held) == 1 else frozenset().union(*held)


def obliging(library: Library, roles: Iterable[RoleKey], action: str) -> list[Grant]:
    """The powers over one action that these posts hold only together with what their clauses demand along with it."""
    held = [held.grant for role in roles for held in held_for(library, role, action)]
    return [grant for grant in held if grant.demanding]


def held_for(library: Library, role: RoleKey, action: str) -> tuple[Held, ...]:
    """Those of `held_by` that are about one action."""
    post = library.index.posts.get(role)
    return post.powers.get(action, ()) if post else ()


def evaluate(held: Held, proposal: Proposal, *, by_other: bool = False) -> Finding:
    """Hold a grant against a proposal.

    `by_other` is True where a superior of the one who proposes would use it: what concerns the one
    who proposes then no longer concerns the holder himself, and the holder simply acts.
    """
    grant, facts = held.grant, proposal.facts
    if (grant.mode is not _ACT or proposal.mode is not _ACT or grant.duty) and (why := _unfit(grant, proposal, by_other)):
        return Finding(held=held, covers=False, why=why)
    if not by_other and proposal.target.relation == _SELF and not grant.duty:  # nobody uses a grant in favour of themselves
        return Finding(held=held, covers=False, why=Reason.CONCERNS_ONESELF)
    missing = _unmeasured_by(grant, proposal)
    if missing is None:
        return Finding(held=held, covers=False, why=_OVER)
    for fact in grant.conditions:
        if (stated := facts.get(fact)) is not True:
            if stated is False:
                return Finding(held=held, covers=False, why=_FAILS)
            missing = (*missing, fact)
    if grant.scope is not _ANYONE and (inside := _in_scope(grant.scope, proposal, by_other)) is not True:
        if inside is False:
            return Finding(held=held, covers=False, why=_OUTSIDE)
        missing = (*missing, grant.scope.value)
    if by_other or not (grant.gate or grant.involves):
        return Finding(held=held, covers=None if missing else True, missing=missing)
    gated, undecided = _gate(grant, proposal)
    missing += undecided
    return Finding(held=held, covers=None if missing else True, missing=missing, gated=gated)


def _unfit(grant: Grant, proposal: Proposal, by_other: bool) -> Reason | None:
    """Why a grant of another mode, or a duty, doesn't cover it whatever else is said."""
    if grant.mode not in (_ONLY_ACT if by_other else COVERING_MODES.get(proposal.mode, ())):
        return Reason.MAY_ONLY_APPLY
    left_out = grant.duty and proposal.facts.get(AS_WRITTEN) is False  # a step that its clause asks for
    return _FAILS if left_out else None


def _unmeasured_by(grant: Grant, proposal: Proposal) -> tuple[str, ...] | None:
    """What is missing to tell that an amount is within all limits of a grant; None where it is beyond one, whatever the rest."""
    missing = _unmeasured(grant.limit, proposal)
    for limit in grant.totals if missing is not None else ():
        more = _unmeasured_in_period(limit, proposal)
        if more is None:
            return None
        missing = tuple(dict.fromkeys((*(missing or ()), *more)))
    return missing


def _unmeasured(limit: Limit | None, proposal: Proposal) -> tuple[str, ...] | None:
    """What is missing to tell that an amount is within the limit; None where it isn't, whatever the rest."""
    amount = proposal.amount
    if limit is None:  # then no amount is too much, but one that nobody can read is none
        return () if amount is None or amount.sound else (AMOUNT,)
    if limit.per is not _PER_ACT:
        return _unmeasured_in_period(limit, proposal)
    if amount is None:
        return None if _surely_over(limit, proposal.amount_over) else (AMOUNT,)
    return _UNMEASURED[limit.covers(amount)]


def _unmeasured_in_period(limit: Limit, proposal: Proposal) -> tuple[str, ...] | None:
    """The same for a limit that counts more than one act, or each person by themselves."""
    before = used_before(limit, proposal)
    amount = measured(limit, proposal)
    covers = None if amount is None else limit.covers(amount)
    if covers is False or (covers is None and _surely_over(limit, proposal.amount_over if amount is None else None, before)):
        return None
    missing = () if covers and (proposal.amount is None or proposal.amount.sound) else (AMOUNT,)
    if limit.per not in CUMULATIVE or before:
        return missing
    stated = proposal.facts.get(WITHIN + limit.per)
    if stated is False:
        return None
    return missing if stated is True else (*missing, WITHIN + limit.per)


def measured(limit: Limit, proposal: Proposal) -> Quantity | None:
    """What is held against a limit: the amount, that for each person, or with what was used before."""
    amount = (proposal.each or proposal.amount) if limit.per is Per.PERSON else proposal.amount
    before = used_before(limit, proposal)
    if before is None or amount is None or not amount.sound or amount.unit != before.unit or amount.value <= 0:
        return amount
    return Quantity(value=amount.value + before.value, unit=amount.unit)


def used_before(limit: Limit, proposal: Proposal) -> Quantity | None:
    """What was used before within the limit's period, where that is known and can be added."""
    before = proposal.used.get(limit.per) if limit.per is not _PER_ACT else None
    return before if before is not None and before.unit == limit.unit and before.sound and before.value >= 0 else None


def _surely_over(limit: Limit, *least: Quantity | None) -> bool:
    """Whether more than these together is too much."""
    known = [one.value for one in least if one is not None and one.unit == limit.unit and one.sound]
    return bool(known) and sum(known) >= limit.max


def _in_scope(scope: Scope, proposal: Proposal, by_other: bool) -> bool | None:
    stated = proposal.facts.get(scope.value)
    if stated is True or stated is False:
        return stated
    relation = proposal.target.relation
    if relation is None:
        return None
    if by_other and relation == _SELF:  # the one who asks belongs to their superior's group
        return True
    if by_other and relation == _OTHER_GROUP and proposal.target.inferred:
        return True if scope is Scope.OWN_DEPARTMENT else None
    return SCOPE_OF_RELATION.get((scope, relation))


def demanded(grant: Grant, proposal: Proposal) -> bool | None:
    """Whether its clause demands an approval before `grant` is used; None where that turns on a fact not stated."""
    if grant.gate:
        return True
    facts = {**proposal.facts, **dict.fromkeys(grant.conditions, True)}  # it is used only where these hold
    approvals = [one for one in grant.involves if one.kind is Kind.APPROVE]
    asked = [one.applies(facts) for one in approvals]
    undecided = {(one.condition, one.holds) for one in approvals if one.applies(facts) is None}
    if True in asked or len(undecided) > len({fact for fact, _ in undecided}):  # the same fact calls for it either way
        return True
    return None if undecided else False


def _gate(grant: Grant, proposal: Proposal) -> tuple[bool, tuple[str, ...]]:
    """Whether the clause demands an approval that nobody stated, and the facts on which that turns."""
    if proposal.mode != _ACT or proposal.facts.get(APPROVED) is True:
        return False, ()
    demands = demanded(grant, proposal)
    if demands is not None:
        return demands, ()
    turns_on = [one.condition for one in grant.involves if one.kind is Kind.APPROVE and one.applies(proposal.facts) is None]
    return False, tuple(dict.fromkeys(fact for fact in turns_on if fact and fact not in grant.conditions))

"""The decision on one proposal.

`decide` is total: whatever goes in, one of the five outcomes comes out, and what is not granted is never permitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec.structs import replace as changed

from bot.authority.evaluating import APPROVED, LEFT_OUT, UNACCOUNTED, Finding, Held, evaluate, held_for, obliging
from bot.authority.forbidding import barred, forbidding, unless_forbidden
from bot.authority.lines import superior_of
from bot.authority.obliging import due
from bot.authority.remarks import smaller, unstated
from bot.authority.routing import Route, route, route_demanded
from bot.authority.situation import Situation
from bot.model import (
    STRICTEST_FIRST,
    Basis,
    ClauseId,
    Decision,
    Mode,
    Outcome,
    Proposal,
    Reason,
    Relation,
    RoleKey,
    StandIn,
    Step,
    Why,
    Words,
)
from bot.rulebook.library import Library

__all__ = ["APPROVED", "decide", "headline", "superior_of"]

#: Which of several reasons against it is told, most telling first.
TELLING = (
    Reason.OVER_LIMIT,
    Reason.CONCERNS_ONESELF,
    Reason.OUT_OF_SCOPE,
    Reason.CONDITION_FAILS,
    Reason.MAY_ONLY_APPLY,
)

#: Of several posts of one person the best counts.
BEST_LAST = (Outcome.UNKNOWN, Outcome.PROHIBITED, Outcome.APPROVAL_REQUIRED, Outcome.NEEDS_FACTS, Outcome.PERMITTED)

# Looked up once, as in `evaluating`.
_ACT, _DUTY, _GRANTED, _PERMITTED, _APPROVAL = Mode.ACT, Basis.DUTY, Reason.GRANTED, Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED


def headline(decisions: Sequence[Decision]) -> Decision:
    """The strictest of several decisions on one sentence; of equals the first."""
    return min(decisions, key=lambda decision: STRICTEST_FIRST.index(decision.outcome))


def decide(library: Library, situation: Situation, proposal: Proposal) -> Decision:
    """Decide a proposal of somebody in a situation.

    Somebody with several posts gets the best that any of them gives, unless it is prohibited.
    """
    index = library.index
    if type(proposal.action) is not str and proposal.action is not None:
        proposal = replace(proposal, action=None)
    if index.presumed:
        proposal = _with_presumptions(index.presumed, proposal)
    roles = tuple(filter(index.posts.__contains__, situation.roles))
    if proposal.target.person:
        proposal = _with_standing(library, situation, roles, proposal)
    if not roles:
        return Decision(proposal=proposal, outcome=Outcome.UNKNOWN, reason=Reason.STRANGER, version=library.version)
    forbidden = forbidding(library, roles, proposal)
    if forbidden:
        clauses = [ban.clause for ban in forbidden] + _done_rightly(library, roles, proposal)
        return _prohibit(library, proposal, Reason.FORBIDDEN, clauses)
    if proposal.facts.get(LEFT_OUT) and (neglected := _neglected(library, roles, proposal)):
        return _prohibit(library, proposal, Reason.LEFT_OUT, neglected)
    if proposal.facts.get(UNACCOUNTED) and (powers := obliging(library, roles, proposal.action or "")):
        return _prohibit(library, proposal, Reason.OBLIGATION_LEFT_OUT, [grant.clause for grant in powers])
    if len(roles) == 1:
        decision = _decide_as(library, situation, roles[0], proposal)
    else:
        decision = max(_decisions(library, situation, roles, proposal), key=_favour)
    may_turn = index.lifting or proposal.doubted or decision.outcome is Outcome.UNKNOWN
    return unless_forbidden(library, roles, decision) if may_turn else decision


def _prohibit(library: Library, proposal: Proposal, reason: Reason, clauses: Iterable[ClauseId]) -> Decision:
    return Decision(proposal=proposal, outcome=Outcome.PROHIBITED, reason=reason, clauses=_unique(clauses), version=library.version)


def _decisions(library: Library, situation: Situation, roles: Iterable[RoleKey], proposal: Proposal) -> list[Decision]:
    return [_decide_as(library, situation, role, proposal) for role in roles]


def _favour(decision: Decision) -> tuple[int, int]:
    """How good it is for the one who proposes; of two that ask for facts, the one that asks for fewer."""
    return BEST_LAST.index(decision.outcome), -len(decision.missing) if decision.outcome is Outcome.NEEDS_FACTS else 0


def _with_presumptions(presumed: Mapping[str | None, tuple[str, ...]], proposal: Proposal) -> Proposal:
    facts = [fact for fact in presumed.get(proposal.action, presumed.get(None, ())) if fact not in proposal.facts]
    return replace(proposal, facts={**proposal.facts, **dict.fromkeys(facts, True)}) if facts else proposal


def _with_standing(library: Library, situation: Situation, roles: Iterable[RoleKey], proposal: Proposal) -> Proposal:
    """Whoever stands above somebody belongs to no group of theirs, whatever the staff list has: it is known from the posts."""
    target = proposal.target
    person = situation.staff.people.get(target.person or "")
    above = {key for role in roles for key in library.index.posts[role].above}
    if person is None or target.relation is Relation.SELF or above.isdisjoint(person.posts):
        return proposal
    return replace(proposal, target=replace(target, relation=Relation.OTHER_GROUP, inferred=True))


def _done_rightly(library: Library, roles: Sequence[RoleKey], proposal: Proposal) -> list[ClauseId]:
    """The clauses of a duty of theirs that may not be done as it was proposed, and is a duty still."""
    action = proposal.action
    return [held.grant.clause for role in roles for held in held_for(library, role, action) if held.grant.duty] if action else []


def _neglected(library: Library, roles: Sequence[RoleKey], proposal: Proposal) -> list[ClauseId]:
    """The clauses of a duty of theirs that is to be left undone; but for one that waits for a superior, who can still be asked.

    To bring a matter to those above is a duty wherever a clause says so.
    """
    action = library.vocabulary.actions.get(proposal.action or "")
    above = action is not None and action.alone
    held = [held for role in roles for held in held_for(library, role, proposal.action or "") if held.grant.duty or above]
    denied = {fact for fact, holds in proposal.facts.items() if holds is False}
    waits = any(denied.intersection((*one.grant.conditions, *((APPROVED,) if one.grant.gate else ()))) for one in held)
    return [] if waits else [one.grant.clause for one in held]


def _decide_as(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Decision:
    action = proposal.action or ""
    post = library.index.posts[role]
    powers = post.powers.get(action, ())
    if post.acts_for:
        powers += _borrowed(library, situation, role, action, proposal)
    findings: list[Finding] = []
    gated = undecided = None
    for held in powers:
        finding = evaluate(held, proposal)
        findings.append(finding)
        if finding.covers is False:
            continue
        if finding.gated:
            gated = finding if gated is None or len(finding.missing) < len(gated.missing) else gated
        elif finding.covers:
            return _permit(library, situation, role, proposal, held)
        elif undecided is None or len(finding.missing) < len(undecided.missing):
            undecided = finding
    if not findings and (library.roles[role].book, action) not in library.index.granting:
        return _silent(library, situation, role, proposal)
    if undecided:
        return _ask(library, proposal, undecided, findings)
    if gated:
        return _demand(library, situation, role, proposal, gated)
    return _send_up(library, situation, role, proposal, findings)


def _borrowed(library: Library, situation: Situation, role: RoleKey, action: str, proposal: Proposal) -> tuple[Held, ...]:
    """The grants of an action of the role that a post acts for while that is away. Acting doesn't chain.

    What is forbidden to the one stood in for isn't done in their place either, nor is anything done to them.
    """
    acts_for = _standing_in(library, situation, role)
    if acts_for is None or not acts_for.includes(action) or barred(library, acts_for.role, proposal):
        return ()
    if _concerns(situation, acts_for.role, proposal):
        return ()
    return tuple(
        Held(grant=held.grant, basis=Basis.ACTING, clause=acts_for.clause, stands_for=acts_for.role)
        for held in held_for(library, acts_for.role, action)
    )


def _concerns(situation: Situation, role: RoleKey, proposal: Proposal) -> bool:
    """Whether an act is done to the holder of a post."""
    person = situation.staff.people.get(proposal.target.person or "")
    return role in person.posts if person else proposal.target.role == role


def _standing_in(library: Library, situation: Situation, role: RoleKey) -> StandIn | None:
    """For whom a post acts now."""
    acts_for = library.index.posts[role].acts_for
    return acts_for if acts_for and situation.is_away(acts_for.role) and not situation.is_away(role) else None


def _with_excepted(library: Library, situation: Situation, role: RoleKey, action: str, trail: tuple[Step, ...]) -> tuple[Step, ...]:
    """The trail with why somebody who stands in doesn't do in the other's place what that one may: the clause excepts it."""
    acts_for = _standing_in(library, situation, role)
    if acts_for is None or acts_for.includes(action) or not held_for(library, acts_for.role, action):
        return trail
    step = Step(role=role, why=Why.EXCEPTED, clause=acts_for.clause, stands_for=acts_for.role)
    return trail if step in trail else (step, *trail)


def _permit(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, held: Held) -> Decision:
    grant = held.grant
    acts = proposal.mode is _ACT and (grant.obligations or grant.involves)
    return Decision(
        proposal=proposal,
        outcome=_PERMITTED,
        reason=Reason.OWN_DUTY if held.basis is _DUTY else _GRANTED,
        basis=held.basis,
        grant=grant,
        clauses=(grant.clause,) if held.clause in (None, grant.clause) else (grant.clause, held.clause),
        obligations=due(library, situation, grant, (role, held.stands_for), proposal) if acts else (),
        remarks=(*proposal.remarks, *smaller(grant.limit, proposal)) if grant.limit else proposal.remarks,
        version=library.version,
    )


def _ask(library: Library, proposal: Proposal, easiest: Finding, findings: Iterable[Finding]) -> Decision:
    """Ask for what the easiest way to a permission needs; each of these facts can change the outcome."""
    facts = library.vocabulary.facts
    return Decision(
        proposal=proposal,
        outcome=Outcome.NEEDS_FACTS,
        reason=Reason.FACT_MISSING,
        grant=easiest.held.grant,
        clauses=_unique([easiest.held.grant.clause, easiest.held.clause]),
        missing=easiest.missing,
        questions=tuple(facts[fact].question for fact in easiest.missing if fact in facts),
        remarks=(*proposal.remarks, *unstated(findings, proposal)),
        version=library.version,
    )


def _silent(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Decision:
    found = route(library, situation, role, replace(proposal, action=None))
    return Decision(
        proposal=proposal,
        outcome=Outcome.UNKNOWN,
        reason=Reason.NO_SUCH_ACTION,
        clauses=_unique(library.index.posts[role].escalations),
        superior=superior_of(library, situation, role) or found.approver,
        trail=found.trail,
        version=library.version,
    )


def _demand(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, finding: Finding) -> Decision:
    """Covered but for the approval that the clause itself demands first."""
    grant = finding.held.grant
    if grant.involves:
        found = route_demanded(library, situation, role, proposal, grant)
    else:
        found = route(library, situation, role, replace(proposal, action=None))
    decision = _approval(library, situation, role, proposal, Reason.CLAUSE_DEMANDS_APPROVAL, found, (grant.clause,))
    users = (found.approver.role, found.approver.stands_for, *found.approver.roles)
    return changed(decision, missing=finding.missing, obligations=due(library, situation, grant, users, proposal))


def _send_up(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, findings: Sequence[Finding]) -> Decision:
    found = route(library, situation, role, proposal)
    failed: Finding | None = None
    for finding in findings:
        if finding.why and (failed is None or _telling(finding) < _telling(failed)):
            failed = finding
    if failed and failed.why:
        remarks = unstated(findings, proposal)
        return _approval(library, situation, role, proposal, failed.why, found, (failed.held.grant.clause,), remarks)
    clauses: tuple[ClauseId, ...] = ()
    if found.held is None and proposal.action:  # nobody up the line may: name the clause of whoever holds it
        clauses = library.index.granting.get((library.roles[role].book, proposal.action), ())
    return _approval(library, situation, role, proposal, Reason.ANOTHER_ROLE_MAY, found, clauses)


def _telling(finding: Finding) -> int:
    return TELLING.index(finding.why) if finding.why in TELLING else len(TELLING)


def _approval(
    library: Library,
    situation: Situation,
    role: RoleKey,
    proposal: Proposal,
    reason: Reason,
    found: Route,
    clauses: tuple[ClauseId, ...],
    remarks: tuple[Words, ...] = (),
) -> Decision:
    approver, trail = found.approver, found.trail
    clauses += found.clauses
    if proposal.action in library.index.excepted:
        trail = _with_excepted(library, situation, role, proposal.action, trail)
        clauses += tuple([step.clause for step in trail if step.why is Why.EXCEPTED and step.clause])
    grant = found.held.grant if found.held else None
    owing = grant or found.exceeded
    return Decision(
        proposal=proposal,
        outcome=_APPROVAL,
        reason=reason,
        basis=approver.basis,
        grant=grant,
        clauses=tuple(dict.fromkeys(clauses + library.index.posts[role].escalations)),
        approver=approver,
        trail=trail,
        missing=found.missing,
        obligations=due(library, situation, owing, (approver.role, approver.stands_for), proposal) if owing else (),
        remarks=proposal.remarks + remarks,
        version=library.version,
    )


def _unique(clauses: Iterable[ClauseId | None]) -> tuple[ClauseId, ...]:
    return tuple(dict.fromkeys(filter(None, clauses)))

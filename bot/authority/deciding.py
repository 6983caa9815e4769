"""The decision on one proposal.

`decide` is total: whatever goes in, one of the five outcomes comes out, and what is not granted is never permitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from msgspec.structs import replace as changed

from bot.authority.evaluating import APPROVED, LEFT_OUT, Finding, Held, evaluate, held_for
from bot.authority.forbidding import barred, forbidding, unless_forbidden
from bot.authority.lines import superior_of
from bot.authority.obliging import due
from bot.authority.remarks import smaller, unstated
from bot.authority.routing import Route, power_behind, route, route_demanded
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
    if proposal.action is not None and type(proposal.action) is not str:
        proposal = replace(proposal, action=None)
    proposal = _with_presumptions(library, proposal)
    roles = tuple(filter(library.roles.__contains__, situation.roles))
    if not roles:
        return Decision(proposal=proposal, outcome=Outcome.UNKNOWN, reason=Reason.STRANGER, version=library.version)
    forbidden = forbidding(library, roles, proposal)
    if forbidden:
        return Decision(
            proposal=proposal,
            outcome=Outcome.PROHIBITED,
            reason=Reason.FORBIDDEN,
            clauses=_unique([ban.clause for ban in forbidden] + _done_rightly(library, roles, proposal)),
            version=library.version,
        )
    neglected = _neglected(library, roles, proposal) if proposal.facts.get(LEFT_OUT) else []
    if neglected:
        return Decision(
            proposal=proposal,
            outcome=Outcome.PROHIBITED,
            reason=Reason.LEFT_OUT,
            clauses=_unique(neglected),
            version=library.version,
        )
    if len(roles) == 1:
        decision = _decide_as(library, situation, roles[0], proposal)
    else:
        decision = max((_decide_as(library, situation, role, proposal) for role in roles), key=_favour)
    return unless_forbidden(library, roles, decision)


def _favour(decision: Decision) -> tuple[int, int]:
    """How good it is for the one who proposes; of two that ask for facts, the one that asks for fewer."""
    return BEST_LAST.index(decision.outcome), -len(decision.missing) if decision.outcome is Outcome.NEEDS_FACTS else 0


def _with_presumptions(library: Library, proposal: Proposal) -> Proposal:
    presumed = library.index.presumed
    if not presumed:
        return proposal
    facts = [fact for fact in presumed.get(proposal.action, presumed.get(None, ())) if fact not in proposal.facts]
    return replace(proposal, facts={**proposal.facts, **dict.fromkeys(facts, True)}) if facts else proposal


def _done_rightly(library: Library, roles: Sequence[RoleKey], proposal: Proposal) -> list[ClauseId]:
    """The clauses of a duty of theirs that may not be done as it was proposed, and is a duty still."""
    action = proposal.action
    return [held.grant.clause for role in roles for held in held_for(library, role, action) if held.grant.duty] if action else []


def _neglected(library: Library, roles: Sequence[RoleKey], proposal: Proposal) -> list[ClauseId]:
    """The clauses of a duty of theirs that is to be left undone; but for one that waits for a superior, who can still be asked."""
    held = [held for role in roles for held in held_for(library, role, proposal.action or "") if held.grant.duty]
    denied = {fact for fact, holds in proposal.facts.items() if holds is False}
    waits = any(denied.intersection((*one.grant.conditions, *((APPROVED,) if one.grant.gate else ()))) for one in held)
    return [] if waits else [one.grant.clause for one in held]


def _decide_as(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Decision:
    action = proposal.action
    findings: list[Finding] = []
    gated = undecided = None
    for held in _powers(library, situation, role, action, proposal) if action else ():
        finding = evaluate(held, proposal)
        findings.append(finding)
        if finding.gated:
            gated = finding if gated is None or len(finding.missing) < len(gated.missing) else gated
        elif finding.covers:
            return _permit(library, situation, role, proposal, held)
        elif finding.covers is None and (undecided is None or len(finding.missing) < len(undecided.missing)):
            undecided = finding
    if not findings and (library.roles[role].book, action) not in library.index.granting:
        return _silent(library, situation, role, proposal)
    if undecided:
        return _ask(library, proposal, undecided, findings)
    if gated:
        return _demand(library, situation, role, proposal, gated)
    return _send_up(library, situation, role, proposal, findings)


def _powers(library: Library, situation: Situation, role: RoleKey, action: str, proposal: Proposal) -> tuple[Held, ...]:
    """A post's own and inherited grants of an action, and those of the role it acts for while that is away. Acting doesn't chain.

    What is forbidden to the one stood in for isn't done in their place either.
    """
    own = held_for(library, role, action)
    acts_for = library.roles[role].acts_for and _standing_in(library, situation, role)
    if acts_for is None or not acts_for.includes(action) or barred(library, acts_for.role, proposal):
        return own
    borrowed = [
        Held(grant=held.grant, basis=Basis.ACTING, clause=acts_for.clause, stands_for=acts_for.role)
        for held in held_for(library, acts_for.role, action)
    ]
    return (*own, *borrowed)


def _standing_in(library: Library, situation: Situation, role: RoleKey) -> StandIn | None:
    """For whom a post acts now."""
    acts_for = library.roles[role].acts_for
    return acts_for if acts_for and situation.is_away(acts_for.role) and not situation.is_away(role) else None


def _excepted(library: Library, situation: Situation, role: RoleKey, action: str | None) -> tuple[Step, ...]:
    """Why somebody who stands in doesn't do in the other's place what that one may: the clause excepts it."""
    acts_for = library.roles[role].acts_for and _standing_in(library, situation, role)
    if not action or acts_for is None or acts_for.includes(action) or not held_for(library, acts_for.role, action):
        return ()
    return (Step(role=role, why=Why.EXCEPTED, clause=acts_for.clause, stands_for=acts_for.role),)


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
        clauses=_unique(library.index.escalations.get(role, ())),
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
    failed: Finding | None = None
    for finding in findings:
        if finding.why and (failed is None or _telling(finding) < _telling(failed)):
            failed = finding
    found = route(library, situation, role, proposal)
    clauses: tuple[ClauseId, ...] = (failed.held.grant.clause,) if failed else ()
    if found.held is None and not failed and proposal.action:  # nobody up the line may: name the clause of whoever holds it
        clauses = library.index.granting.get((library.roles[role].book, proposal.action), ())
    reason = failed.why if failed and failed.why else Reason.ANOTHER_ROLE_MAY
    remarks = unstated(findings, proposal) if failed else ()
    return _approval(library, situation, role, proposal, reason, found, clauses, remarks)


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
    approver, held = found.approver, found.held
    trail = (*(step for step in _excepted(library, situation, role, proposal.action) if step not in found.trail), *found.trail)
    excepting = [step.clause for step in trail if step.why is Why.EXCEPTED and step.clause]
    owing = power_behind(library, role, proposal, found)
    escalations = library.index.escalations.get(role, ())
    return Decision(
        proposal=proposal,
        outcome=_APPROVAL,
        reason=reason,
        basis=approver.basis,
        grant=held.grant if held else None,
        clauses=tuple(dict.fromkeys((*clauses, *found.clauses, *excepting, *escalations))),
        approver=approver,
        trail=trail,
        missing=found.missing,
        obligations=due(library, situation, owing, (approver.role, approver.stands_for), proposal) if owing else (),
        remarks=(*proposal.remarks, *remarks),
        version=library.version,
    )


def _unique(clauses: Iterable[ClauseId | None]) -> tuple[ClauseId, ...]:
    return tuple(dict.fromkeys(filter(None, clauses)))

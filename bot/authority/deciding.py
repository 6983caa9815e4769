"""The decision on one proposal.

`decide` is total: whatever goes in, one of the five outcomes comes out, and what is not granted is never permitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.authority.evaluating import Finding, Held, evaluate, held_by
from bot.authority.obliging import due
from bot.authority.routing import Route, route
from bot.authority.situation import Situation
from bot.model import (
    STRICTEST_FIRST,
    Approver,
    Basis,
    ClauseId,
    Decision,
    Limit,
    Mode,
    Outcome,
    Prohibition,
    Proposal,
    Reason,
    RoleKey,
    Words,
)
from bot.rulebook.library import Library

#: The fact that a superior has already approved, for duties whose clause demands that.
APPROVED = "approved"

REASON_OF_BASIS = {Basis.DUTY: Reason.OWN_DUTY}

#: Which of several reasons against it is told, most telling first.
TELLING = (
    Reason.OVER_LIMIT,
    Reason.CONCERNS_ONESELF,
    Reason.OUT_OF_SCOPE,
    Reason.CONDITION_FAILS,
    Reason.MAY_ONLY_APPLY,
)


def headline(decisions: Sequence[Decision]) -> Decision:
    """The strictest of several decisions on one sentence; of equals the first."""
    return min(decisions, key=lambda decision: STRICTEST_FIRST.index(decision.outcome))


def decide(library: Library, situation: Situation, proposal: Proposal) -> Decision:
    """Decide a proposal of somebody in a situation.

    Somebody with several posts gets the best that any of them gives, unless it is prohibited.
    """
    proposal = _with_presumptions(library, proposal)
    if not situation.roles:
        return Decision(proposal=proposal, outcome=Outcome.UNKNOWN, reason=Reason.STRANGER, version=library.version)
    forbidden = _forbidden(library, situation.roles, proposal)
    if forbidden:
        return Decision(
            proposal=proposal,
            outcome=Outcome.PROHIBITED,
            reason=Reason.FORBIDDEN,
            clauses=_unique(ban.clause for ban in forbidden),
            version=library.version,
        )
    decisions = [_decide_as(library, situation, role, proposal) for role in situation.roles]
    return max(decisions, key=lambda decision: STRICTEST_FIRST.index(decision.outcome) if decision.outcome is not Outcome.UNKNOWN else -1)


def _with_presumptions(library: Library, proposal: Proposal) -> Proposal:
    presumed = {key: True for key, fact in library.vocabulary.facts.items() if fact.presumed and key not in proposal.facts}
    return replace(proposal, facts={**proposal.facts, **presumed}) if presumed else proposal


def _forbidden(library: Library, roles: Iterable[RoleKey], proposal: Proposal) -> list[Prohibition]:
    books = {library.roles[role].book for role in roles}
    return [
        ban
        for ban in library.prohibitions
        if ban.book in books and ban.action in (None, proposal.action) and all(proposal.facts.get(fact) for fact in ban.when)
    ]


def _decide_as(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Decision:
    own = _powers(library, situation, role)
    findings = [evaluate(held, proposal) for held in own if held.grant.action == proposal.action]
    covering = [finding for finding in findings if finding.covers]
    if covering:
        return _permit(library, situation, role, proposal, covering[0].held)
    undecided = [finding for finding in findings if finding.covers is None]
    if undecided:
        return _ask(library, proposal, role, undecided)
    if not _anyone_may(library, role, proposal.action):
        return _silent(library, situation, role, proposal)
    return _send_up(library, situation, role, proposal, findings)


def _powers(library: Library, situation: Situation, role: RoleKey) -> tuple[Held, ...]:
    """A post's own and inherited grants, and those of the role it acts for while that is away. Acting doesn't chain."""
    own = held_by(library, role)
    acts_for = library.roles[role].acts_for
    if acts_for is None or not situation.is_away(acts_for.role) or situation.is_away(role):
        return own
    borrowed = tuple(
        Held(grant=held.grant, basis=Basis.ACTING, clause=acts_for.clause, stands_for=acts_for.role)
        for held in held_by(library, acts_for.role)
    )
    return own + borrowed


def _anyone_may(library: Library, role: RoleKey, action: str | None) -> bool:
    book = library.roles[role].book
    return action is not None and any(grant.action == action and library.roles[grant.role].book == book for grant in library.grants)


def _permit(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, held: Held) -> Decision:
    grant = held.grant
    if grant.gate and not proposal.facts.get(APPROVED) and proposal.mode is Mode.ACT:
        found = route(library, situation, role, replace(proposal, action=None))
        return _approval(library, situation, role, proposal, Reason.CLAUSE_DEMANDS_APPROVAL, found, (grant.clause,))
    return Decision(
        proposal=proposal,
        outcome=Outcome.PERMITTED,
        reason=REASON_OF_BASIS.get(held.basis, Reason.GRANTED),
        basis=held.basis,
        grant=grant,
        clauses=_unique([grant.clause, held.clause]),
        obligations=due(library, situation, grant, (role, held.stands_for)) if proposal.mode is Mode.ACT else (),
        remarks=(*proposal.remarks, *_smaller(grant.limit, proposal)),
        version=library.version,
    )


def _smaller(limit: Limit | None, proposal: Proposal) -> tuple[Words, ...]:
    """Say that a smaller use is covered, where the book states a figure and not a bound."""
    if limit is None or not limit.figure or proposal.amount is None or proposal.amount.value == limit.max:
        return ()
    return (Words(zh="规定写的是这个数本身，力度更小的按包含在内处理。", en="The book states this very figure; a smaller use is taken as covered."),)


def _ask(library: Library, proposal: Proposal, role: RoleKey, undecided: Sequence[Finding]) -> Decision:
    """Ask for what the easiest way to a permission needs; each of these facts can change the outcome."""
    easiest = min(undecided, key=lambda finding: len(finding.missing))
    return Decision(
        proposal=proposal,
        outcome=Outcome.NEEDS_FACTS,
        reason=Reason.FACT_MISSING,
        grant=easiest.held.grant,
        clauses=_unique([easiest.held.grant.clause, easiest.held.clause]),
        missing=easiest.missing,
        remarks=proposal.remarks,
        version=library.version,
    )


def _silent(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Decision:
    found = route(library, situation, role, replace(proposal, action=None))
    return Decision(
        proposal=proposal,
        outcome=Outcome.UNKNOWN,
        reason=Reason.NO_SUCH_ACTION,
        clauses=_unique(escalation.clause for escalation in library.roles[role].escalations),
        superior=superior_of(library, situation, role) or found.approver,
        trail=found.trail,
        version=library.version,
    )


def superior_of(library: Library, situation: Situation, role: RoleKey) -> Approver | None:
    """The direct superior, to ask where the book is silent; None where the book has none who is there."""
    line = library.roles[role].reports_to
    if line is None:
        return None
    if line.unnamed:
        above = situation.person.superior if situation.person else None
        return Approver(role=None, basis=Basis.REFERRAL, unnamed=line.unnamed, people=(above,) if above else ())
    there = [key for key in line.to if not situation.is_away(key)]
    if not there:
        return None
    people = tuple(person.id for person in situation.present(there[0])) if situation.actor else ()
    return Approver(role=there[0], basis=Basis.REFERRAL, roles=tuple(there), people=people)


def _send_up(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, findings: Sequence[Finding]) -> Decision:
    failed = min((f for f in findings if f.why), key=lambda finding: TELLING.index(finding.why) if finding.why in TELLING else 9, default=None)
    reason = failed.why if failed and failed.why else Reason.ANOTHER_ROLE_MAY
    found = route(library, situation, role, proposal)
    clauses: tuple[ClauseId, ...] = (failed.held.grant.clause,) if failed else ()
    if found.held is None and not failed:  # nobody up the line may: name the clause of whoever holds it
        clauses = tuple(grant.clause for grant in library.grants if grant.action == proposal.action)
    return _approval(library, situation, role, proposal, reason, found, clauses)


def _approval(
    library: Library,
    situation: Situation,
    role: RoleKey,
    proposal: Proposal,
    reason: Reason,
    found: Route,
    clauses: tuple[ClauseId, ...],
) -> Decision:
    escalations = [escalation.clause for escalation in library.roles[role].escalations]
    held = found.held
    finding = evaluate(held, proposal, by_other=True) if held else None
    return Decision(
        proposal=proposal,
        outcome=Outcome.APPROVAL_REQUIRED,
        reason=reason,
        basis=found.approver.basis,
        grant=held.grant if held else None,
        clauses=_unique([*clauses, *found.clauses, *escalations]),
        approver=found.approver,
        trail=found.trail,
        missing=finding.missing if finding else (),
        obligations=due(library, situation, held.grant, (found.approver.role, found.approver.stands_for)) if held else (),
        remarks=proposal.remarks,
        version=library.version,
    )


def _unique(clauses: Iterable[ClauseId | None]) -> tuple[ClauseId, ...]:
    return tuple(dict.fromkeys(clause for clause in clauses if clause))

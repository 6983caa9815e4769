"""Several who all have to approve, because the clause says so: who they are today, whose turn it is, who has approved.

What the clause lists one after another is approved one after another; of those whom it names together, each in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.approvals.request import Request, Voice
from bot.approvals.roster import Roster, fit
from bot.authority.evaluating import evaluate, held_for
from bot.authority.lines import line_above
from bot.authority.seats import Seats
from bot.model import Approver, Basis, Grant, Kind, Reason, RoleKey, Step, Why

#: A turn, and the posts of which any one will do.
Wanted = tuple[int, tuple[RoleKey, ...]]


def demanding(roster: Roster, request: Request) -> Grant | None:
    """The requester's own grant whose clause names who has to approve first."""
    action = request.proposal.action
    if request.reason is not Reason.CLAUSE_DEMANDS_APPROVAL or action is None or request.role not in roster.library.roles:
        return None
    findings = [evaluate(held, request.proposal) for held in held_for(roster.library, request.role, action)]
    gated = [one for one in findings if one.gated and any(other.kind is Kind.APPROVE for other in one.held.grant.involves)]
    return min(gated, key=lambda one: len(one.missing)).held.grant if gated else None


def wanted(grant: Grant, request: Request) -> Iterator[Wanted]:
    """Whose approval the clause demands; where that turns on what nobody stated, it does."""
    called = [one for one in grant.involves if one.kind is Kind.APPROVE and one.applies(request.proposal.facts) is not False]
    for stage, one in enumerate(called, start=1):
        for roles in [(role,) for role in one.roles] if one.joint else [one.roles]:
            yield stage, roles


def heard(roster: Roster, request: Request, demands: Sequence[Wanted], clause: str) -> tuple[tuple[Voice, ...], tuple[Step, ...]]:
    """Each voice with who may give it today, or has given it; and the way to them."""
    bare, situation = replace(request.proposal, action=None), roster.situation(request.requester)
    seats = Seats(library=roster.library, situation=situation, role=request.role, proposal=bare, action=request.proposal.action)
    given = {one.post: one.by for one in request.consents}
    voices = []
    for stage, roles in demands:
        post = next((role for role in roles if role in given), roles[0])
        voice = Voice(approver=Approver(role=post, basis=Basis.CLAUSE_NAMED), post=post, stage=stage, given_by=given.get(post))
        voices.append(voice if voice.given_by else _seated(roster, request, seats, voice, roles, clause))
    return tuple(voices), tuple(seats.trail)


def _seated(roster: Roster, request: Request, seats: Seats, voice: Voice, roles: tuple[RoleKey, ...], clause: str) -> Voice:
    """The voice with whoever may give it: of the posts named, else of those above; else to whom an administrator handed this one."""
    for named in (roles, *((key,) for key in line_above(roster.library, roles[0]))):
        found = [seats.seat(key, Why.CLAUSE_NAMES, Basis.CLAUSE_NAMED, clause) for key in named]
        there = [one for one in found if one and fit(roster, request, one.people)]
        if there:
            people = tuple(dict.fromkeys(person for one in there for person in fit(roster, request, one.people)))
            return replace(voice, approver=there[0], people=people)
    handed = [request.voices_handed[role] for role in roles if role in request.voices_handed]
    return replace(voice, people=fit(roster, request, handed))


def to_hand(voices: Sequence[Voice], person: str) -> Voice | None:
    """The next voice that nobody can give, to be handed to this person; None where there is none, or they have one already.

    Where several have to approve, nobody is given another's voice beside their own.
    """
    if any(person in (*one.people, one.given_by) for one in voices):
        return None
    return min((one for one in voices if not (one.given_by or one.people)), key=lambda one: one.stage, default=None)

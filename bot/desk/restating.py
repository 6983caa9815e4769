"""The requester says again, or in addition, what is asked for: it is read anew, decided anew, and sent up anew.

What was stated before stays stated as long as it is still about the same act.
"""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.advancing import MoveRefused, Refusal
from bot.approvals.moves import Matter, Move
from bot.approvals.request import Request, Seat
from bot.authority.deciding import decide
from bot.authority.digest import digest_of
from bot.desk import consulting
from bot.desk.case import Case
from bot.desk.conversation import Awaited, Check, Pending
from bot.model import Outcome, Proposal, Target

#: Why what is asked for now is not sent up.
NOT_SENT_UP = {Outcome.PERMITTED: Refusal.OWN, Outcome.PROHIBITED: Refusal.FORBIDDEN, Outcome.UNKNOWN: Refusal.UNCLEAR}


def restated(case: Case, request: Request, move: Move, words: str) -> Request:
    """The request with what is asked for now, to be placed anew. Raises MoveRefused where that can't be sent up."""
    proposal = _proposal(case, request, move, words)
    role, reason = request.role, request.reason
    if request.matter is Matter.APPROVAL:
        decision = decide(case.library, consulting.situation(case), consulting.as_used(case, (proposal,))[0])
        if decision.outcome in NOT_SENT_UP:
            raise MoveRefused(request, move, NOT_SENT_UP[decision.outcome])
        proposal, reason = replace(decision.proposal, used={}), decision.reason
    return replace(
        request,
        proposal=proposal,
        reason=reason,
        words=consulting.cut(words if move is Move.AMEND else f"{request.words}\n{words}"),
        digest=digest_of(proposal, case.library.version),
        version=case.library.version,
        roster=case.roster_version,
        role=role,
        below=role,
        passed=(),
        step=request.step + 1,
        handed_to=None,
        voices_handed={},
        decided_by=None,
        consents=(),
        granted=None,
        tasks=(),
        seat=Seat(),
    )


def _proposal(case: Case, request: Request, move: Move, words: str) -> Proposal:
    old = request.proposal
    if request.matter is Matter.QUESTION:
        return replace(old, text=consulting.cut(words))
    read = consulting.unclaimed(consulting.of_text(case, words, consulting.hear(case, words))).proposals
    named = [one for one in read if one.action]
    if len(named) > 1:
        raise MoveRefused(request, move, Refusal.UNCLEAR)
    new = named[0] if named else read[0]
    if named and new.action != old.action:
        return new
    if new.amount_vague:
        raise MoveRefused(request, move, Refusal.UNCLEAR)
    return replace(
        _measured(case, old, new, words),
        facts={**old.facts, **new.facts},
        doubted=(old.doubted | new.doubted) - new.facts.keys(),
        target=new.target if new.target != Target() else old.target,
        text=consulting.cut(words),
        mode=new.mode if named else old.mode,
    )


def _measured(case: Case, old: Proposal, new: Proposal, words: str) -> Proposal:
    """What was asked for, with the amount that is said now, as far as one of its kind is."""
    told = new if new.amount else _with_bare_amount(case, old, words)
    if told.amount is None or (old.amount and old.amount.unit != told.amount.unit):
        return old
    return old.amounting(told.amount, each=told.each, remarks=told.remarks)


def _with_bare_amount(case: Case, proposal: Proposal, words: str) -> Proposal:
    """With the one amount in words that name no act; as it was where there is none or several."""
    check = Check(text=words, language=case.language, proposals=(proposal,))
    told = consulting.read_amount(case, check, Pending(awaited=Awaited.AMOUNT, place=0), words)
    return told.proposals[0] if told else proposal

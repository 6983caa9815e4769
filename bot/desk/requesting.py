"""Opening a request: from a check, or in one's own words where the book is silent.

Here only what is recorded counts. What turns out to be within one's own authority, or forbidden, is said and not sent up.
"""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.advancing import advance, settled, sign
from bot.approvals.moves import Matter, Move, State
from bot.approvals.owing import staffed, tasks_of
from bot.approvals.request import Request, Seat
from bot.authority.deciding import decide
from bot.authority.digest import digest_of
from bot.authority.situation import Situation
from bot.desk import consulting, examples
from bot.desk.attaching import with_kept
from bot.desk.case import Case
from bot.desk.conversation import Awaited, Check, Conversation, Pending
from bot.desk.placing import placed
from bot.desk.posting import post
from bot.events import Proposed
from bot.model import Approver, Basis, Decision, Kind, Mode, Outcome, Proposal, RoleKey, Target
from bot.staff import Account

#: What is sent up for approval; a fact that nobody could state goes on the card.
SENT_UP = (Outcome.APPROVAL_REQUIRED, Outcome.NEEDS_FACTS)


def request_text(case: Case, text: str) -> None:
    """Ask for approval of what a text says, in one step where nothing is missing."""
    if not text.strip():
        case.tell("what-to-request", example=examples.request(case))
        return
    check = consulting.unclaimed(consulting.of_text(case, text, consulting.hear(case, text)))
    decisions = consulting.decided(case, check)
    if not case.speaker.roles:
        consulting.show(case, check, decisions)
        return
    sent_up = [place for place, decision in enumerate(decisions) if decision.outcome in SENT_UP]
    if len(decisions) > 1 and len(sent_up) != 1:
        consulting.go_on(case, check, decisions)
        return
    go_on(case, replace(check, wanted=sent_up[0] if sent_up else 0))


def request_form(case: Case, event: Proposed) -> None:
    """Ask for approval of what a form says; what it leaves open is asked for as ever."""
    if case.person is None or not case.speaker.roles:
        case.tell("stranger")
    elif event.action not in case.library.vocabulary.actions:
        open_question(case, event.text)
    else:
        words = consulting.cut(event.text)
        proposal = Proposal(
            action=event.action, amount=event.amount, facts=dict(event.facts), target=_target(case, event.about), text=words
        )
        check = Check(text=words, language=consulting.reply_language(case, words), proposals=(proposal,), wanted=0)
        go_on(case, consulting.unclaimed(check))


def _target(case: Case, about: Account | None) -> Target:
    person = case.staff.by_account(about.platform, about.user, about.team) if about else None
    return Target(relation=case.staff.relation(case.me, person), person=person.id, name=person.name) if person else Target()


def go_on(case: Case, check: Check) -> None:
    """Open the wanted request, or ask first for what it can't be judged without."""
    place = check.wanted or 0
    decisions = consulting.decided(case, check)
    missing = consulting.next_fact(check, decisions)
    if missing is not None:
        consulting.ask_fact(case, check, *missing)
        return
    decision = decisions[place]
    if decision.outcome is Outcome.UNKNOWN:
        open_question(case, check.text)
    elif decision.outcome in SENT_UP:
        case.remember(Conversation())
        _open(case, check, decision, Matter.APPROVAL)
    else:
        consulting.show(case, replace(check, wanted=None), decisions)


def request_check(case: Case, check: Check, place: int) -> None:
    """Ask for approval of one action of the last check."""
    if place < len(check.proposals):
        go_on(case, replace(consulting.unclaimed(check), wanted=place))


def ask_own_words(case: Case, check: Check) -> None:
    """Ask for the words in which to ask the superior."""
    case.ask_for(Pending(awaited=Awaited.OWN_WORDS), check, case.notice("own-words", check.language))


def open_question(case: Case, text: str) -> None:
    """Ask the superior in one's own words. What they answer is an answer and never an approval."""
    words = consulting.cut(text)
    check = Check(text=words, language=consulting.reply_language(case, words), proposals=(Proposal(action=None, text=words),))
    case.remember(Conversation())
    _open(case, check, consulting.decided(case, check)[0], Matter.QUESTION)


def ask_because(case: Case, check: Check, place: int) -> None:
    """Ask why it was done: a use of one's own authority is recorded with its reason."""
    case.ask_for(Pending(awaited=Awaited.BECAUSE, place=place), check, case.notice("because", check.language))


def record_use(case: Case, check: Check, place: int, because: str) -> None:
    """Record that something was done by one's own authority. What only was said to be the case counts no more than in a request."""
    check = consulting.unclaimed(check)
    decision = consulting.decided(case, check)[place]
    if decision.outcome is not Outcome.PERMITTED or decision.proposal.mode is not Mode.ACT:
        consulting.show(case, check, consulting.decided(case, check))
        return
    case.remember(Conversation())
    use = _request(case, check, decision, Matter.USE)
    acting = decision.basis is Basis.ACTING and decision.grant is not None
    approver = Approver(role=use.role, basis=Basis.ACTING, stands_for=decision.grant.role) if acting and decision.grant else None
    request = replace(use, seat=Seat(approver=approver, clauses=decision.clauses, dues=decision.obligations))
    recorded = advance(request, Move.RECORD, by=case.me.id, at=case.event.at, words=consulting.cut(because))
    recorded = staffed(case.roster, replace(recorded, tasks=tasks_of(decision.obligations)))
    for task in recorded.current_tasks:  # the reason was noted with the record
        if task.obligation.kind is Kind.NOTE and task.people == (case.me.id,):
            recorded = sign(recorded, task.number, by=case.me.id, at=case.event.at)
    recorded = settled(recorded, case.event.at)
    recorded = with_kept(case, recorded)
    post(case, staffed(case.roster, recorded) if recorded.state is State.USED else recorded, None)


def _open(case: Case, check: Check, decision: Decision, matter: Matter) -> None:
    request = _request(case, check, decision, matter)
    request = placed(case, advance(request, Move.OPEN, by=case.me.id, at=case.event.at))
    post(case, with_kept(case, request), None)


def _request(case: Case, check: Check, decision: Decision, matter: Matter) -> Request:
    role = _role_of(case, decision)
    proposal = replace(decision.proposal, used={})  # it is looked up anew at every look
    return Request(
        id=case.short_id(),
        matter=matter,
        requester=case.me.id,
        role=role,
        below=role,
        proposal=proposal,
        words=check.text,
        reason=decision.reason,
        language=check.language,
        opened_at=case.event.at,
        version=case.library.version,
        digest=digest_of(proposal, case.library.version),
        roster=case.roster_version,
    )


def _role_of(case: Case, decision: Decision) -> RoleKey:
    """The post by which this decision came about, of somebody who may hold several."""
    for role in case.speaker.roles:
        alone = Situation(roles=(role,), actor=case.me.id, staff=case.staff, away=case.staff.away(case.roster.day))
        if decide(case.library, alone, decision.proposal) == decision:
            return role
    return case.speaker.roles[0]

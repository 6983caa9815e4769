"""Questions and checks: what is the case, may I, and what I could do next. Missing facts are asked one at a time.

A check believes what it is told. Nothing here is a permission to anybody but the one who was told it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.authority.deciding import decide, headline, superior_of
from bot.authority.evaluating import AMOUNT, APPROVED
from bot.authority.situation import Situation
from bot.desk.case import Case
from bot.desk.conversation import Awaited, Check, Choice, Conversation, Do, Pending, conversation_of
from bot.desk.hearing import fact_said
from bot.desk.recalling import discussed, topic_of_check
from bot.events import Suggested
from bot.forms import amount_in, total_in
from bot.language.asking.answers import Answer, Intent
from bot.language.conversing.threads import topic_of
from bot.language.recognising.sentence import language_of
from bot.model import Approver, ClauseId, Decision, Language, Mode, Outcome, Per, Proposal, Quantity
from bot.suggesting import Puzzle, puzzling
from bot.texts import answer_text, decision_text
from bot.understanding import Checked

#: Of somebody's own words this much is kept and shown.
MOST_SHOWN = 1500
#: When asking back, so many choices are offered at most.
CHOICES = 3


def answer(case: Case, text: str) -> None:
    """Answer a question; where the book is silent, offer to ask the superior."""
    found = _asked(case, text)
    show_answer(case, text, found)
    _puzzled(case, text, found)


def _asked(case: Case, text: str) -> Answer:
    return case.look.once(("ask", text), lambda: case.understanding.ask(text, case.speaker))


def show_answer(case: Case, text: str, found: Answer, *, language: Language | None = None, lead: str = "") -> None:
    """Say an answer, with the next step where there is one; `lead` goes before it."""
    language = language or reply_language(case, text)
    superior = superior_now(case) if found.kind == "unknown" else None
    words = f"{lead}\n{answer_text(case.phrasing, found, language, superior)}".strip()
    discussed(case, topic_of(text, language_of(text), found), openly=True)
    offered: list[tuple[str, Choice]] = []
    if found.kind == "clarify":
        offered = [(_clause_label(case, clause, language), Choice(do=Do.CLAUSE, value=clause)) for clause in found.choices]
    elif found.kind == "answer" and found.intent is Intent.MAY and not set(found.roles).isdisjoint(case.speaker.roles):
        offered = [(_label(case, "check", language), Choice(do=Do.CHECK))]
    elif found.kind == "unknown" and case.speaker.roles:
        offered = [(_label(case, "ask-superior", language), Choice(do=Do.ASK_SUPERIOR))]
    if not offered or not case.event.private:
        case.say_openly(words)
        return
    buttons, choices = case.choices(offered)
    check = Check(text=cut(text), language=language, proposals=(Proposal(action=None, text=cut(text)),))
    case.remember(Conversation(check=check, choices=choices))
    case.say(words, buttons)


def show_clause(case: Case, clause: ClauseId) -> None:
    """Say one clause, chosen from several."""
    if clause in case.library.clauses:
        language = case.conversation.check.language if case.conversation.check else case.language
        found = Answer(kind="answer", intent=Intent.SEARCH, clauses=(clause,), roles=(case.library.clauses[clause].role,))
        case.say(answer_text(case.phrasing, found, language))


def superior_now(case: Case) -> Approver | None:
    """The superior of the one who asks."""
    if not case.speaker.roles:
        return None
    return superior_of(case.library, situation(case), case.speaker.roles[0])


def situation(case: Case) -> Situation:
    """The situation of the one who acts, by recorded absences only."""
    actor = case.person.id if case.person else None
    return Situation(roles=case.speaker.roles, actor=actor, staff=case.staff, away=case.staff.away(case.roster.day))


def hear(case: Case, text: str) -> Checked:
    """Read what somebody would do, and decide it, believing the absences they mention."""
    away = case.staff.away(case.roster.day)
    checked = case.look.once(("hear", text), lambda: case.understanding.check(text, case.speaker, away=away))
    proposals = as_used(case, checked.reading.proposals)
    if proposals == checked.reading.proposals:
        return checked
    decisions = tuple(decide(case.library, checked.situation, proposal) for proposal in proposals)
    return replace(checked, reading=replace(checked.reading, proposals=proposals), decisions=decisions)


def as_used(case: Case, proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Proposals of the one who acts as of now: who belongs where, and what was used already where a limit of theirs adds up."""
    if case.person is None:
        return proposals
    proposals = tuple(case.staff.as_of_now(one, case.person.id) for one in proposals)
    posts = (*case.speaker.roles, *(one.role for one in case.roster.acts_for(case.person)))
    used = [case.spending.own(posts, case.person.id, proposal) for proposal in proposals]
    return tuple(replace(one, used=_the_most(one.used, amounts)) if amounts else one for one, amounts in zip(proposals, used, strict=True))


def _the_most(told: Mapping[Per, Quantity], recorded: Mapping[Per, Quantity]) -> dict[Per, Quantity]:
    """What was used for each period: what was recorded, or more where somebody says so."""
    more = {
        per: one for per, one in told.items() if per not in recorded or (recorded[per].unit == one.unit and recorded[per].value < one.value)
    }
    return {**recorded, **more}


def check(case: Case, text: str) -> None:
    """Check what somebody is about to do."""
    checked = hear(case, text)
    if all(decision.outcome is Outcome.UNKNOWN and decision.proposal.action is None for decision in checked.decisions):
        found = _asked(case, text)
        if found.kind == "answer" and case.speaker.roles:
            show_answer(case, text, found)
            return
    go_on(case, of_text(case, text, checked), checked.decisions)
    _puzzled(case, text, checked)


def _puzzled(case: Case, text: str, found: Answer | Checked) -> None:
    """Leave over what came to nothing, where it can be asked back about with a button."""
    if case.person and case.event.private and puzzling(found) and any(one.isalpha() for one in text):
        left = case.conversation.document()
        case.puzzle = Puzzle(text=text, speaker=case.speaker, found=found, staff=case.staff, left=left)


def ask_back(case: Case, event: Suggested) -> None:
    """Ask whether this was meant, unless something else has been said since. A press says it, and the rules answer."""
    if case.person is None or case.conversation != conversation_of(event.left):
        return
    language = reply_language(case, event.text)
    buttons, choices = case.choices([(_label(case, "meant", language), Choice(do=Do.SAY, value=event.text))])
    case.remember(replace(case.conversation, choices={**case.conversation.choices, **choices}))
    case.say(case.words("suggestion", language, text=event.text, button=True), buttons)


def reply_language(case: Case, text: str) -> Language:
    """The language of what was said; of the one who says it, where the words don't tell. A colleague's name is in neither."""
    if any(one.isascii() and one.isalpha() for one in text) and language_of(text) == "zh":
        for person in case.staff.people.values():
            text = text.replace(person.name, "")
    return language_of(text) if any(one.isalpha() for one in text) else case.language


def of_text(case: Case, text: str, checked: Checked) -> Check:
    """What is remembered of a check."""
    proposals = tuple(replace(one, text=cut(one.text)) for one in checked.reading.proposals)
    return Check(text=cut(text), language=reply_language(case, text), proposals=proposals, absent=checked.reading.absent)


def decided(case: Case, check: Check) -> tuple[Decision, ...]:
    """The decisions on a remembered check, as of now."""
    return tuple(decide(case.library, situation(case), proposal) for proposal in as_used(case, check.proposals))


def unclaimed(check: Check) -> Check:
    """The check without an approval that was only told of: a request and a record believe what is recorded."""
    proposals = tuple(
        replace(one, facts={fact: told for fact, told in one.facts.items() if fact != APPROVED or not told}) for one in check.proposals
    )
    return replace(check, proposals=proposals)


def consulted(case: Case, check: Check) -> tuple[Decision, ...]:
    """The same, believing what was said of who is away, and as the post that it was asked about."""
    return case.understanding.decide(topic_of_check(check), case.speaker, away=case.staff.away(case.roster.day))


def go_on(case: Case, check: Check, decisions: tuple[Decision, ...], *, lead: str = "") -> None:
    """Ask for the next missing fact, or show the decisions with what can be done about them."""
    found = next_fact(check, decisions)
    if found is None:
        show(case, check, decisions, lead=lead)
    else:
        ask_fact(case, check, *found, lead=lead)


def next_fact(check: Check, decisions: tuple[Decision, ...]) -> tuple[int, str] | None:
    """The place and the fact that the outcome turns on and that nobody said yet."""
    for place, decision in enumerate(decisions):
        asked = check.wanted == place and decision.outcome is Outcome.APPROVAL_REQUIRED and AMOUNT in decision.missing
        for fact in (AMOUNT,) if asked else decision.missing if decision.outcome is Outcome.NEEDS_FACTS else ():
            if fact not in check.open_facts:
                return place, fact
    return None


def ask_fact(case: Case, check: Check, place: int, fact: str, *, lead: str = "") -> None:
    """Ask for one fact, with buttons, or for an amount."""
    discussed(case, topic_of_check(check))
    proposal = check.proposals[place]
    action = case.phrasing.action(proposal, check.language)
    question = case.phrasing.asking(fact, check.language, proposal)
    sample = case.phrasing.sample(proposal.action, check.language) if fact == AMOUNT else ""
    text = case.words("asking", check.language, action=action, question=question, sample=sample)
    text = f"{lead}\n{text}".strip()
    if fact == AMOUNT:
        case.ask_for(Pending(awaited=Awaited.AMOUNT, fact=fact, place=place), check, text)
        return
    buttons, choices = case.choices(
        [
            *((_label(case, value, check.language), Choice(do=Do.FACT, value=value)) for value in ("yes", "no", "open")),
            (_label(case, "what-if", check.language), Choice(do=Do.WHAT_IF)),
        ]
    )
    pending = Pending(awaited=Awaited.FACT, fact=fact, place=place)
    case.remember(Conversation(check=check, pending=pending, choices=choices))
    case.say(text, buttons)


def take_fact(check: Check, pending: Pending, value: str) -> Check:
    """The check with a fact answered `yes`, `no` or `open`. It holds for every action of the sentence."""
    if value == "open":
        return replace(check, open_facts=check.open_facts | {pending.fact})
    stated = value == "yes"
    proposals = tuple(replace(one, facts={**one.facts, pending.fact: stated}) for one in check.proposals)
    return replace(check, proposals=proposals)


def read_amount(case: Case, check: Check, pending: Pending, text: str) -> Check | None:
    """The check with the amount that was typed, None where it can't be relied on."""
    if fact_said(text) == "open":
        return replace(check, open_facts=check.open_facts | {AMOUNT})
    proposal = check.proposals[pending.place]
    action = case.library.vocabulary.actions.get(proposal.action or "")
    unit = action.unit if action and action.unit else "CNY"
    reader, each = case.understanding.reader, proposal.each
    quantity = total_in(reader, text, unit, each) if each else amount_in(reader, text, unit)
    if quantity is None:
        return None
    told = proposal.amounting(quantity)
    proposals = tuple(told if place == pending.place else one for place, one in enumerate(check.proposals))
    return replace(check, proposals=proposals)


def show(case: Case, check: Check, decisions: tuple[Decision, ...], *, lead: str = "") -> None:
    """Show the decisions, offering a request for each that needs one and the superior where the book is silent."""
    discussed(case, topic_of_check(check))
    role = check.role or (case.speaker.roles[0] if case.speaker.roles else None)
    text = f"{lead}\n{decision_text(case.phrasing, decisions, role, check.language)}".strip()
    offered = [offer for place, decision in enumerate(decisions) if (offer := _offer(case, check, place, decision, len(decisions) > 1))]
    if not case.speaker.roles or check.role or check.supposed or headline(decisions).outcome is Outcome.PROHIBITED:
        offered = []
    if offered and any(decision.missing for decision in decisions):
        offered.append((_label(case, "what-if", check.language), Choice(do=Do.WHAT_IF)))
    buttons, choices = case.choices(list(dict(offered).items()))
    case.remember(Conversation(check=check, choices=choices) if offered else Conversation())
    case.say(text, buttons)


def _offer(case: Case, check: Check, place: int, decision: Decision, several: bool) -> tuple[str, Choice] | None:
    if decision.outcome in (Outcome.APPROVAL_REQUIRED, Outcome.NEEDS_FACTS):
        action = case.phrasing.action(decision.proposal, check.language) if several else ""
        return _label(case, "request", check.language, action=action), Choice(do=Do.REQUEST, value=str(place))
    if decision.outcome is Outcome.UNKNOWN:
        return _label(case, "ask-superior", check.language), Choice(do=Do.ASK_SUPERIOR)
    if decision.outcome is Outcome.PERMITTED and decision.grant and decision.proposal.mode is Mode.ACT:
        action = case.phrasing.action(decision.proposal, check.language) if several else ""
        if decision.proposal.facts.get(APPROVED):
            return _label(case, "request", check.language, action=action), Choice(do=Do.REQUEST, value=str(place))
        return _label(case, "use", check.language, action=action), Choice(do=Do.USE, value=str(place))
    return None


def _label(case: Case, kind: str, language: Language, **values: str) -> str:
    return case.words("button", language, kind=kind, **values)


def _clause_label(case: Case, clause: ClauseId, language: Language) -> str:
    shown = case.phrasing.clause(clause, language)
    return _label(case, "clause", language, clause=shown["id"], role=shown["role"])


def cut(text: str) -> str:
    """Somebody's own words, no longer than can be shown."""
    text = text.strip()
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN].rstrip() + "…"

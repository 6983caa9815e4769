"""A request's cards: one for each person concerned, its name the request's id, shown anew whenever something happened.

What a card offers is a convenience: the right to every move is looked up again when it is made.
"""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.handing import may_take_over, somebody_may
from bot.approvals.moves import APPROVALS, MOVES, OWED, OWING, Matter, Move, Party, State, moves_of
from bot.approvals.request import Entry, Kept, Request, Seat, Task, Voice
from bot.approvals.voices import to_hand
from bot.desk.case import Case
from bot.desk.ledger import Alike, alike, together
from bot.events import Button
from bot.model import Kind, Language
from bot.ports import Json
from bot.tables.entries import entry_line, size_words, stamp
from bot.tables.slip import SHOWN
from bot.texts import amount_words

#: Under which a request keeps the token of the second step, where an act can't be undone.
CONFIRM = "confirm"

#: So many people are named to an administrator who has to hand a request over.
CANDIDATES = 5


def task_key(move: Move, number: int) -> str:
    """Under which the token to sign or to refuse a task is kept."""
    return f"{move}:{number}"


def card(case: Case, request: Request, person: str) -> tuple[str, tuple[Button, ...]]:
    """The card as this person sees it, with the buttons for what is theirs to do."""
    return Cards(case, request).of(person)


class Cards:
    """The cards of a request as it is now. What they all say is put into words once for each language."""

    def __init__(self, case: Case, request: Request) -> None:
        self._case = case
        self._request = request
        self._common: dict[Language, Json] = {}

    def of(self, person: str) -> tuple[str, tuple[Button, ...]]:
        """One person's card and buttons."""
        case, request, language = self._case, self._request, language_for(self._case, self._request, person)
        if language not in self._common:
            self._common[language] = _common_values(case, request, language)
        text = case.words("card", language, **self._common[language], **_own_values(case, request, person, language))
        return text, tuple(_buttons(case, request, person, language))


def language_for(case: Case, request: Request, person: str) -> Language:
    """In which language somebody reads of a request: the requester in that in which it came about, others in their own."""
    return request.language if person == request.requester else case.language_of(person)


def _buttons(case: Case, request: Request, person: str, language: Language) -> list[Button]:
    amount = case.phrasing.action(request.proposal, language) if request.proposal.amount else ""
    parties = [Party.APPROVER] if person in request.seat.people else []
    parties += [Party.ANSWERABLE] if request.state is State.RETURNED and person in request.waiting_for else []
    parties += [Party.REQUESTER] if person == request.requester else []
    buttons = [
        Button(
            label=case.words("button", language, kind=move.value, action=amount),
            token=request.tokens[move.value],
            kind=move.value,
            words=MOVES[request.state, move].words,
            **_asked_first(case, request, move, language),
            amount=request.proposal.amount if move in APPROVALS else None,
        )
        for party in parties
        for move in moves_of(request.state, request.matter, party)
        if move.value in request.tokens
    ]
    for task in request.current_tasks if request.state in OWING else ():
        if person in task.people:
            buttons += _of_task(case, request, task, language)
    return buttons


def _asked_first(case: Case, request: Request, move: Move, language: Language) -> dict[str, str]:
    """What can't be undone is asked about first, where a platform can do that by itself."""
    if move is not Move.APPROVE or CONFIRM not in request.tokens:
        return {}
    question = case.notice("irrevocable", language, title=title(case, request, language))
    return {"confirm": question, "sure": request.tokens[CONFIRM]}


def _of_task(case: Case, request: Request, task: Task, language: Language) -> list[Button]:
    """To do it, or to refuse it where it is somebody else's word; for somebody outside, to record either."""
    text = task.obligation.text.into(language)
    kinds = {Move.SIGN: "record" if task.outside else "sign", Move.REFUSE: "record-refusal" if task.outside else "refuse"}
    return [
        Button(
            label=case.words("button", language, kind=kind, task=text),
            token=request.tokens[task_key(move, task.number)],
            kind=move.value,
            words=MOVES[request.state, move].words,
        )
        for move, kind in kinds.items()
        if task_key(move, task.number) in request.tokens
    ]


def _common_values(case: Case, request: Request, language: Language) -> Json:
    """What the template is told whoever's card it is."""
    phrasing, proposal, seat = case.phrasing, request.proposal, request.seat
    named, turning = phrasing.library.vocabulary.facts, phrasing.library.turns_on(proposal.action)
    return {
        "id": request.id,
        "matter": request.matter.value,
        "state": request.state.value,
        "days": case.rhythm.alike.days,
        "requester": phrasing.person(request.requester),
        "role": phrasing.role(request.role, language),
        "action": phrasing.action(proposal, language) if proposal.action else "",
        "mode": proposal.mode.value,
        "words": request.words,
        "granted": phrasing.action(replace(proposal, amount=request.granted), language) if request.granted else "",
        "target": phrasing.person(proposal.target.person) if proposal.target.person else "",
        "reason": request.reason.value,
        "facts": [
            {"fact": phrasing.fact(fact, language), "holds": holds}
            for fact, holds in sorted(proposal.facts.items())
            if fact in named and not named[fact].presumed and fact in turning
        ],
        "missing": [phrasing.fact(fact, language, proposal.action) for fact in seat.missing],
        "clauses": [phrasing.clause(clause, language) for clause in seat.clauses],
        "approver": phrasing.approver(seat.approver, language) if seat.approver else "",
        "referral": bool(seat.approver and seat.approver.referral),
        "somebody_may": somebody_may(case.library, request),
        "stands_for": phrasing.role(seat.approver.stands_for, language) if seat.approver and seat.approver.stands_for else "",
        "handed": bool(request.handed_to),
        "trail": [phrasing.step(step, proposal, language) for step in seat.trail],
        "dues": [phrasing.due(due, language) for due in seat.dues],
        "owed": request.state in OWED,
        "voices": [_voice(case, one, request.seat.left(), language) for one in seat.voices],
        "attachments": [_attached(case, one) for one in request.attachments],
        "history": [event_line(case, request, entry, language) for entry in request.history],
        "administrators": phrasing.people(case.staff.administrators, language),
    }


def _own_values(case: Case, request: Request, person: str, language: Language) -> Json:
    """What the template is told of the one whose card it is."""
    seat = request.seat
    deciding = person in seat.people and request.state in (State.OPEN, State.ASKED)
    others = alike(case, request) if deciding else ()
    total = together(request, others) if others else None
    current = request.current_tasks
    return {
        "mine": person == request.requester,
        "deciding": deciding,
        "alike": [_other(case, one, language) for one in others],
        "together": amount_words(total, language) if total else "",
        "concerned": person == request.proposal.target.person,
        "post": _post(case, seat, person, language),
        "voice_handed": _voice_handed(case, request, person, language) if deciding else "",
        "used": [{"per": per, "amount": amount_words(amount, language)} for per, amount in seat.used.items() if deciding and amount.value],
        "slip": request.matter is not Matter.QUESTION and request.state in SHOWN and _wants_slip(request, person),
        "tasks": [_task(case, request, task, person, language, turn=task in current) for task in request.tasks],
        "candidates": _candidates(case, request) if person in case.staff.administrators else [],
    }


def _voice(case: Case, one: Voice, left: tuple[Voice, ...], language: Language) -> Json:
    turn = one in left and one.stage == min(other.stage for other in left)
    people = case.phrasing.people((one.given_by,) if one.given_by else one.people, language)
    return {"post": case.phrasing.role(one.post, language), "people": people, "given": one.given_by is not None, "turn": turn}


def _voice_handed(case: Case, request: Request, person: str, language: Language) -> str:
    """The post whose voice an administrator handed to this person."""
    handed = (one.post for one in request.seat.voices if one.people == (person,) and request.voices_handed.get(one.post) == person)
    return next((case.phrasing.role(post, language) for post in handed), "")


def _attached(case: Case, kept: Kept) -> Json:
    file = kept.attachment
    return {"name": file.name, "size": size_words(file.size), "digest": file.digest[:12], "by": case.phrasing.person(kept.by)}


def _other(case: Case, one: Alike, language: Language) -> Json:
    amount = amount_words(one.amount, language) if one.amount else ""
    return {"id": one.request, "at": stamp(one.at), "by": case.phrasing.person(one.requester), "amount": amount}


def _candidates(case: Case, request: Request) -> list[Json]:
    """To whom an administrator could hand a request that nobody can decide."""
    if request.state is not State.QUEUED:
        return []
    voices = request.seat.voices
    free = [ident for ident in sorted(case.staff.people) if not voices or to_hand(voices, ident)]
    fit = [ident for ident in free if may_take_over(case.roster, request, ident)]
    return [{"id": ident, "name": case.phrasing.person(ident)} for ident in fit[:CANDIDATES]]


def _wants_slip(request: Request, person: str) -> bool:
    """A slip is offered once all is done, and to whoever pays by it."""
    pays = any(task.obligation.kind is Kind.PAY and person in task.people for task in request.current_tasks)
    return request.state is State.SETTLED or pays


def _post(case: Case, seat: Seat, person: str, language: Language) -> str:
    """The post by which somebody decides: their own of those asked, or the one that was found."""
    if seat.approver is None or seat.approver.role is None:
        return case.phrasing.person(person)
    held = case.staff.people[person].posts if person in case.staff.people else ()
    own = next((role for role in seat.approver.roles if role in held), seat.approver.role)
    return case.phrasing.role(own, language)


def _refused(request: Request) -> int | None:
    """The task that was refused last."""
    return next((entry.task for entry in reversed(request.history) if entry.move is Move.REFUSE), None)


def _task(case: Case, request: Request, task: Task, person: str, language: Language, *, turn: bool) -> Json:
    phrasing = case.phrasing
    return {
        "text": task.obligation.text.into(language),
        "people": phrasing.people(task.people, language),
        "post": phrasing.role(task.by, language) if task.by else "",
        "moved_from": phrasing.role(task.moved_from, language) if task.moved_from else "",
        "outside": task.outside,
        "done": task.done,
        "done_by": phrasing.person(task.done_by) if task.done_by else "",
        "done_at": stamp(task.done_at) if task.done_at else "",
        "turn": turn and request.state is not State.RETURNED,
        "refused": request.state is State.RETURNED and task.number == _refused(request),
        "mine": person in task.people,
    }


def event_line(case: Case, request: Request, entry: Entry, language: Language) -> str:
    """One thing that happened to a request, in a line."""
    return entry_line(case.phrasing, request, entry, language)


def title(case: Case, request: Request, language: Language) -> str:
    """A request in a line: its id and what it is about."""
    about = case.phrasing.action(request.proposal, language) if request.proposal.action else _first_line(request.words)
    return case.words("title", language, id=request.id, about=about)


def _first_line(words: str, width: int = 40) -> str:
    line = words.splitlines()[0] if words else ""
    return line if len(line) <= width else line[: width - 1] + "…"

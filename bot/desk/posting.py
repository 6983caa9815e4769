"""Writing a request that has moved: its document, its buttons, its audit record, its timer, and everybody's card."""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.moves import MADE_OF_ANOTHER, OWING, Move, Party, moves_of
from bot.approvals.request import Request
from bot.approvals.timing import next_due
from bot.desk.cards import CONFIRM, Cards, task_key
from bot.desk.case import Case
from bot.desk.ledger import enter
from bot.model import Quantity, plain

#: The moves that are made with a button; the desk and the administrators make the others.
ON_BUTTONS = (Party.APPROVER, Party.ANSWERABLE, Party.REQUESTER)


def post(case: Case, request: Request, before: Request | None) -> Request:
    """Write a request that has moved, with its audit record, and show it to everyone concerned.

    Whoever it has come to gets its card as a new message, which they are told of; to the others it only changes.
    """
    concerned = (request.requester, *request.waiting_for)
    posted = tuple(one for one in dict.fromkeys((*request.posted, *concerned)) if one in case.staff.people)
    if before is None or request.edition != before.edition:
        request = replace(request, tokens=_minted(case, request))
    request = replace(request, posted=posted)
    _write(case, request, before)
    cards = Cards(case, request)
    for person in posted:
        text, buttons = cards.of(person)
        shown, come = before is not None and person in before.posted, _come_to(person, request, before)
        if shown:
            case.edit(text, () if come else buttons, to=person, card=request.id)
        if come or not shown:
            case.say(text, buttons, to=person, card=request.id)
    return request


def _come_to(person: str, request: Request, before: Request | None) -> bool:
    """Whether a request waits for somebody since this move; its requester is told of it otherwise."""
    return person != request.requester and person in request.waiting_for and not (before and person in before.waiting_for)


def _minted(case: Case, request: Request) -> dict[str, str]:
    """Fresh tokens for all that can now be done; each names the request, its edition, the step and the move.

    They have one document together: what they begin with is its name, and how each goes on is known to nobody who wasn't shown it.
    """
    named = [(move.value, move, request.step) for party in ON_BUTTONS for move in moves_of(request.state, request.matter, party)]
    if request.state in OWING:
        left = [task for task in request.tasks if not task.done]
        named += [(task_key(Move.SIGN, task.number), Move.SIGN, task.number) for task in left]
        named += [(task_key(Move.REFUSE, task.number), Move.REFUSE, task.number) for task in left if task.refusable]
    lessens = request.proposal.amount and not request.seat.voices  # several approve one amount, as it was asked for
    no_button = MADE_OF_ANOTHER if lessens else MADE_OF_ANOTHER | {Move.APPROVE_LESSER}
    named = [one for one in named if one[1] not in no_button]
    if _irrevocable(case, request) and any(move is Move.APPROVE for _, move, _ in named):
        named.append((CONFIRM, Move.APPROVE, request.step))
    stem = case.token()
    tokens, moves = {}, {}
    for name, move, step in named:
        tail = case.tail()
        tokens[name] = stem + tail
        moves[tail] = {"move": move.value, "step": step} | ({"sure": True} if name == CONFIRM else {})
    if moves:
        case.add(case.key("token", stem), {"request": request.id, "edition": request.edition, "moves": moves})
    return tokens


def _irrevocable(case: Case, request: Request) -> bool:
    action = case.library.vocabulary.actions.get(request.proposal.action or "")
    return bool(action and action.irrevocable)


def _write(case: Case, request: Request, before: Request | None) -> None:
    case.change(case.key("request", request.id), request.document())
    enter(case, request, before)
    due = next_due(request, case.rhythm)
    timer = case.key("timer", request.id)
    if due:
        case.change(timer, {"request": request.id, "move": due.move.value, "due_at": due.at.isoformat()})
    elif case.look.at(timer):
        case.change(timer, None)
    new = request.history[len(before.history) if before else 0 :]
    for entry in new:
        case.record(
            request=request.id,
            move=entry.move.value,
            requester=request.requester,
            person=entry.by,
            standing_for=entry.standing_for,
            words=entry.words or (request.words if entry.move is Move.OPEN else ""),
            concerned=request.proposal.target.person,
            to=list(entry.to),
            role=request.role,
            action=request.proposal.action,
            amount=_amount(request.proposal.amount),
            granted=_amount(request.granted),
            task=entry.task,
            state=request.state.value,
            before=before.state.value if before else None,
            edition=request.edition,
            digest=request.digest,
            version=request.version,
            roster=request.roster,
            clauses=list(request.seat.clauses),
            attachments=[one.attachment.digest for one in request.attachments if one.at == entry.at],
        )


def _amount(amount: Quantity | None) -> str | None:
    return f"{plain(amount.value)} {amount.unit}" if amount else None

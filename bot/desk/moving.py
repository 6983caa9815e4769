"""Clicks and words on a request: is the button still good, may this person, does the table allow it; then make the move.

The button is believed for nothing but which request, edition, step and move it was shown for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.approvals.advancing import MoveRefused, Refusal, advance, rule_for
from bot.approvals.handing import may_take_over
from bot.approvals.moves import APPROVALS, OF_TASKS, Move, Party
from bot.approvals.owing import right_to_answer, right_to_sign
from bot.approvals.request import Request, Seat
from bot.approvals.seating import right_to_decide, seat
from bot.approvals.voices import to_hand
from bot.desk import attaching
from bot.desk.cards import CONFIRM, card, event_line, language_for, task_key, title
from bot.desk.case import Case
from bot.desk.conversation import Awaited, Conversation, Pending
from bot.desk.deputising import note
from bot.desk.ledger import foresee
from bot.desk.making import MAKE, Making
from bot.desk.placing import placed, replaced
from bot.desk.posting import post
from bot.events import Button, Clicked
from bot.model import Kind
from bot.ports import Json

#: Refusals of somebody who had no right; these are kept in the audit.
NO_RIGHT = frozenset(Refusal) - {
    Refusal.STATE,
    Refusal.STALE,
    Refusal.WORDS,
    Refusal.DONE,
    Refusal.TURN,
    Refusal.TOO_SOON,
    Refusal.NOT_LESSER,
    Refusal.UNCLEAR,
    Refusal.OWN,
}


#: What whoever it waits for is told of, though it waited for them before.
CALLING = frozenset({Move.NUDGE, Move.AMEND, Move.ATTACH})


def click(case: Case, named: Json, words: str | None = None) -> None:
    """A request's button was pressed; `named` is what its token names."""
    request = case.request(named["request"])
    if request is not None:
        sure = bool(named.get("sure"))
        _try(case, request, Move(named["move"]), int(named["edition"]), int(named["step"]), words, sure=sure)


def say_words(case: Case, pending: Pending, words: str) -> None:
    """The words for a move that was begun with a click."""
    case.remember(Conversation())
    request = case.request(pending.request)
    if request is not None and pending.move is not None:
        _try(case, request, pending.move, pending.edition, pending.step or request.step, words)


def _try(case: Case, request: Request, move: Move, edition: int, step: int, words: str | None, *, sure: bool = False) -> None:
    case.speak(language_for(case, request, case.me.id))
    try:
        _fresh(request, move, edition, step)
        _make(case, request, move, step, words, sure=sure)
    except MoveRefused as refused:
        _refuse(case, refused)


def approve_all(case: Case, requests: Iterable[tuple[Request, int]], move: Move) -> None:
    """The same move on several requests: each is made or refused by itself."""
    done, refused = [], []
    for request, edition in requests:
        try:
            _fresh(request, move, edition, request.step)
            _make(case, request, move, request.step, None, sure=False)
            done.append(request.id)
        except MoveRefused as why:
            _refuse(case, why)
            refused.append(request.id)
    case.whisper = case.notice("together-done", done=done, refused=refused)


def attach(case: Case, request: Request) -> None:
    """The requester adds files to a request that is under way."""
    case.speak(language_for(case, request, case.me.id))
    try:
        if request.requester != case.me.id:
            raise MoveRefused(request, Move.ATTACH, Refusal.NOT_YOURS)
        moved = attaching.added(case, request)
        _tell(case, moved, request)
        post(case, moved, request)
    except MoveRefused as refused:
        _refuse(case, refused)


def _fresh(request: Request, move: Move, edition: int, step: int) -> None:
    """Refuse a button of an earlier edition. A task's button stays good while others sign: only its task matters."""
    if move in OF_TASKS:
        return
    rule_for(request, move)
    if edition != request.edition or step != request.step:
        raise MoveRefused(request, move, Refusal.STALE)


def _make(case: Case, request: Request, move: Move, step: int, words: str | None, *, sure: bool) -> None:
    rule = rule_for(request, move)
    foresee(case, request)
    found = _right(case, request, move, rule.by, step)
    if move in APPROVALS and CONFIRM in request.tokens and not sure and not rule.words:
        _ask_again(case, request)
        return
    if rule.words and not (words or "").strip():
        _ask_words(case, request, move, step)
        return
    moved = MAKE[move](Making(case=case, request=request, move=move, seat=found, words=words or "", step=step))
    note(case, moved, request, _stood_for(case, moved, request))
    if move is Move.SIGN:
        _report(case, moved, step)
    _tell(case, moved, request)
    post(case, moved, request)


def _report(case: Case, request: Request, number: int) -> None:
    """Where a clause demands a report to a post, its holders hear the matter and the reason from the one who reports."""
    obligation = next(task.obligation for task in request.tasks if task.number == number)
    if obligation.kind is not Kind.REPORT or obligation.to is None:
        return
    said = next((entry.words for entry in request.history if entry.move is Move.RECORD), request.words)
    for person in case.staff.holders(obligation.to):
        if person.id != case.me.id:
            language = case.language_of(person.id)
            case.tell("reported", to=person.id, title=title(case, request, language), by=case.me.name, words=said)


def _stood_for(case: Case, moved: Request, before: Request) -> tuple[str, ...]:
    """The absent in whose name the one who acts has just decided or signed."""
    new = [entry for entry in moved.history[len(before.history) :] if entry.by == case.me.id]
    posts = {entry.standing_for for entry in new}
    posts |= {task.by for task in before.tasks for entry in new if entry.task == task.number and task.by not in case.me.posts}
    away = case.staff.away(case.roster.day)
    return tuple(person.id for post in posts if post for person in case.staff.holders(post) if person.id in away)


def _right(case: Case, request: Request, move: Move, by: Party, step: int) -> Seat:
    """The seat in which the one who acts may make this move, looked up now."""
    if by is Party.APPROVER:
        return right_to_decide(case.roster, request, case.me.id, move)
    if by is Party.HOLDER:
        right_to_sign(case.roster, request, step, case.me.id, move)
    elif by is Party.ANSWERABLE:
        right_to_answer(case.roster, request, case.me.id, move)
    elif case.me.id != request.requester:
        raise MoveRefused(request, move, Refusal.NOT_YOURS)
    return request.seat


def _ask_again(case: Case, request: Request) -> None:
    """What can't be undone takes a second step."""
    button = Button(label=case.words("button", kind=CONFIRM), token=request.tokens[CONFIRM], kind=CONFIRM)
    case.say(case.notice("irrevocable", title=title(case, request, case.language)), (button,), to=case.me.id)


def _ask_words(case: Case, request: Request, move: Move, step: int) -> None:
    pending = Pending(awaited=Awaited.WORDS, request=request.id, move=move, edition=request.edition, step=step)
    case.remember(Conversation(pending=pending))
    line = title(case, request, case.language)
    sure = move in APPROVALS and CONFIRM in request.tokens
    token = request.tokens[task_key(move, step) if move in OF_TASKS else move.value]
    case.ask(case.notice("words-for", move=move.value, title=line, sure=sure), token)


def hand_over(case: Case, request: Request, person: str) -> None:
    """An administrator hands a request to somebody who may decide it: all of it, or of several voices the next that nobody can give."""
    try:
        rule_for(request, Move.HAND_OVER)
        if may_take_over(case.roster, request, person) is None:
            raise MoveRefused(request, Move.HAND_OVER, Refusal.UNFIT)
        to = _handed(seat(case.roster, request), request, person)
    except MoveRefused as refused:
        _refuse(case, refused)
        return
    handed = advance(to, Move.HAND_OVER, by=case.me.id, at=case.event.at, to=(person,))
    moved = placed(case, replace(handed, passed=tuple(one for one in request.passed if one != person)))
    _tell(case, moved, request)
    post(case, moved, request)


def _handed(found: Seat, request: Request, person: str) -> Request:
    if not found.voices:
        return replace(request, handed_to=person)
    voice = to_hand(found.voices, person)
    if voice is None:
        raise MoveRefused(request, Move.HAND_OVER, Refusal.NO_VOICE)
    return replace(request, voices_handed={**request.voices_handed, voice.post: person})


def _tell(case: Case, request: Request, before: Request) -> None:
    """A word to the one who acted, and to those who already have the card and for whom something changed."""
    new = [entry for entry in request.history[len(before.history) :] if entry.by]
    case.whisper = case.notice("done", move=new[-1].move.value, title=title(case, request, case.language), settled=request.closed)
    called = any(entry.move in CALLING for entry in new)
    newly = [person for person in request.waiting_for if called or person not in before.waiting_for]
    for person in dict.fromkeys((request.requester, *newly)):
        if person != case.me.id and person in before.posted and person in case.staff.people:
            language = language_for(case, request, person)
            lines = [event_line(case, request, entry, language) for entry in new]
            waiting = person in request.waiting_for
            case.say(case.notice("news", language, title=title(case, request, language), lines=lines, waiting=waiting), to=person)


def _refuse(case: Case, refused: MoveRefused) -> None:
    """Say why not and what is the case; whoever has the card sees it as it is now. A request that has to go elsewhere goes."""
    request, me = refused.request, case.me.id
    known = me in request.posted
    if refused.why in NO_RIGHT:
        case.record(request=request.id, move=refused.move.value, refused=refused.why.value, person=me, state=request.state.value)
    again = replaced(case, request) if refused.why in NO_RIGHT and refused.move is not Move.HAND_OVER else None
    if again:
        _tell_moved(case, again, request)
        post(case, again, request)
    elif known:
        text, buttons = card(case, request, me)
        case.edit(text, buttons, to=me, card=request.id)
    shown = again or request
    last = shown.last
    words = case.notice(
        "refused",
        why=refused.why.value,
        move=refused.move.value,
        state=shown.state.value,
        title=title(case, shown, case.language) if known or me in case.staff.administrators else "",
        last=event_line(case, shown, last, case.language) if last and known else "",
        own=bool(last and last.by == me and last.move is refused.move),
        waiting=case.phrasing.people(shown.waiting_for, case.language) if known else "",
    )
    if isinstance(case.event, Clicked):
        case.whisper = words
    else:
        case.say(words)


def _tell_moved(case: Case, request: Request, before: Request) -> None:
    """The requester hears that it went to somebody else."""
    if request.requester != case.me.id and request.requester in case.staff.people:
        language = request.language
        lines = [event_line(case, request, entry, language) for entry in request.history[len(before.history) :]]
        case.say(case.notice("news", language, title=title(case, request, language), lines=lines, waiting=False), to=request.requester)

"""Photos and files: kept by reference with the digest of their bytes, and shown by name on the card.

They come with what is said and go up with the request that comes of it, or are added to one that is under way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.approvals.advancing import advance, rule_for
from bot.approvals.moves import MOVES, Move
from bot.approvals.request import Kept, Request
from bot.desk.case import Case
from bot.desk.conversation import Choice, Conversation, Do
from bot.events import LARGEST, Attachment

#: So many for one request.
MOST = 10
#: The states in which a file can be added.
ADDABLE = tuple(sorted({state.value for state, move in MOVES if move is Move.ATTACH}))


def keep(case: Case, attachments: tuple[Attachment, ...]) -> None:
    """Remember what came with somebody's words, for what comes of them."""
    fit = tuple(one for one in attachments if 0 < one.size <= LARGEST)
    if len(fit) < len(attachments):
        case.tell("attachment-refused", most=LARGEST // 1_000_000)
    kept = (*(case.conversation.attachments or ()), *fit)
    if len(kept) > MOST:
        case.tell("attachments-full", most=MOST)
    if fit:
        case.remember(replace(case.conversation, attachments=kept[:MOST]))


def go_on(case: Case, add: Callable[[Case, Request], None]) -> None:
    """Files came without words: they belong to what is being talked about, or to a request that is under way."""
    if not case.conversation.attachments:
        return
    if case.conversation.check or case.conversation.pending:
        case.tell("attachments-kept", names=_names(case.conversation.attachments))
        return
    found, _ = case.requests(requester=case.me.id, states=ADDABLE)
    if len(found) == 1:
        add(case, found[0])
    elif found:
        buttons, choices = case.choices([(one.id, Choice(do=Do.ATTACH, value=one.id)) for one in found])
        case.remember(replace(case.conversation, choices=choices))
        case.say(case.notice("attach-to-which"), buttons)
    else:
        case.tell("attachments-kept", names=_names(case.conversation.attachments))


def with_kept(case: Case, request: Request) -> Request:
    """A request with the files that came with the words for it."""
    new = case.conversation.attachments or ()
    if not new:
        return request
    case.remember(Conversation(attachments=()))
    kept = tuple(Kept(attachment=one, by=case.me.id, at=case.event.at) for one in new)
    return replace(request, attachments=(*request.attachments, *kept)[:MOST])


def added(case: Case, request: Request) -> Request:
    """A request that is under way, with the remembered files. Raises MoveRefused where none can be added."""
    rule_for(request, Move.ATTACH)
    names = _names(case.conversation.attachments or ())
    return advance(with_kept(case, request), Move.ATTACH, by=case.me.id, at=case.event.at, words=names)


def _names(attachments: tuple[Attachment, ...]) -> str:
    return "、".join(one.name for one in attachments)

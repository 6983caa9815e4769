"""The commands: a name, and what it does with the words that follow it."""

from __future__ import annotations

from collections.abc import Callable

from bot.approvals.moves import State
from bot.desk import administering, auditing, consulting, continuing, examples, linking, listing, lists, supposing
from bot.desk.case import Case
from bot.desk.conversation import Conversation
from bot.desk.hearing import Command
from bot.language.conversing.threads import Thread
from bot.model import MOST_SAID
from bot.ports import Order


def _duty(case: Case, text: str) -> None:
    if not text.strip():
        case.tell("what-to-ask", example=examples.question(case))
    elif not continuing.follow(case, text):
        consulting.answer(case, text)


def _check(case: Case, text: str) -> None:
    if not text.strip():
        case.tell("what-to-check", example=examples.act(case))
    elif not continuing.follow(case, text):
        consulting.check(case, text)


def _cancel(case: Case, _text: str) -> None:
    """What was being said is given up; what was asked for stays, and that is said."""
    case.remember(Conversation(thread=Thread(), attachments=()))
    found, _ = case.requests(requester=case.me.id, order=Order.NEWEST)
    case.tell("cancelled", open=[one.id for one in found if one.state in (State.OPEN, State.ASKED, State.QUEUED)])


def _start(case: Case, text: str) -> None:
    """How a private chat begins; what follows the command is a code, from a link that was opened."""
    if text.strip():
        linking.redeem(case, text.split()[0])
    elif case.person is None:
        case.tell("stranger")
    else:
        listing.greet(case, text)


COMMANDS: dict[str, Callable[[Case, str], None]] = {
    "duty": _duty,
    "check": _check,
    "whatif": supposing.what_if,
    "request": continuing.request,
    "mine": lists.mine,
    "inbox": lists.inbox,
    "owed": lists.owed,
    "slip": listing.slip,
    "away": administering.away,
    "audit": auditing.audit,
    "whoami": listing.whoami,
    "help": listing.help_text,
    "start": _start,
    "lang": administering.language,
    "link": linking.link,
    "unlink": linking.unlink,
    "cancel": _cancel,
    "vacant": administering.vacant,
    "seat": administering.seat,
    "handover": administering.handover,
}

#: What somebody whom the staff list doesn't know may use: they may ask about anything, say by a code who they are, and do nothing.
FOR_STRANGERS = frozenset({"duty", "check", "help", "start", "link"})


def command(case: Case, said: Command) -> None:
    """Somebody gives a command, with its slash or as a word."""
    act = COMMANDS.get(said.name)
    if act is None:
        case.tell("no-such-command")
    elif case.person is None and said.name not in FOR_STRANGERS:
        case.tell("stranger")
    elif len(said.text) > MOST_SAID:
        case.tell("too-long", most=MOST_SAID)
    else:
        if case.person and case.conversation.pending and said != Command("whatif"):  # what was being waited for is given up
            case.remember(Conversation())
        act(case, said.text)

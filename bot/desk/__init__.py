"""The one door: an event goes in, and what it comes to goes out.

`Desk.handle` is pure. It looks into a view of the store and, where that doesn't hold what it needs, says what to load;
it opens nothing and waits for nothing. Time, ids and randomness come with the event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.approvals.timing import Rhythm
from bot.desk import (
    administering,
    attaching,
    auditing,
    bulk,
    consulting,
    continuing,
    erasing,
    linking,
    listing,
    lists,
    moving,
    overview,
    requesting,
    seating,
    seconding,
    supposing,
)
from bot.desk.case import Case
from bot.desk.conversation import IN_WORDS, Awaited, Check, Choice, Conversation, Do, Pending
from bot.desk.hearing import Command, Kind, command_in, courtesy_in, fact_open, fact_said, kind_of
from bot.desk.placing import sweep
from bot.desk.reaching import came_back, unreached
from bot.desk.ringing import ring
from bot.desk.roster import Rosters
from bot.desk.view import Done, Look, Needs, NotLoaded, View
from bot.events import (
    LONGEST,
    Clicked,
    Commanded,
    Erased,
    Event,
    Imported,
    Invited,
    Matched,
    Opened,
    Proposed,
    Rang,
    Said,
    Sealing,
    Severed,
    Submitted,
    Ticked,
    Unreached,
    Vouched,
)
from bot.language.threads import Thread
from bot.ports import Crypt
from bot.rulebook.library import Library
from bot.understanding import Understanding

__all__ = ["Desk", "Done", "Needs", "View"]


def _duty(case: Case, text: str) -> None:
    if not text.strip():
        case.tell("what-to-ask")
    elif not continuing.follow(case, text):
        consulting.answer(case, text)


def _check(case: Case, text: str) -> None:
    if not text.strip():
        case.tell("what-to-check")
    elif not continuing.follow(case, text):
        consulting.check(case, text)


def _cancel(case: Case, _text: str) -> None:
    case.remember(Conversation(thread=Thread(), attachments=()))
    case.tell("cancelled")


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


class Desk:
    """Deals with events, one at a time, for one library."""

    def __init__(
        self,
        library: Library,
        *,
        crypt: Crypt,
        tenant: str = "default",
        understanding: Understanding | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.tenant = tenant
        self.crypt = crypt
        self.rhythm = rhythm or Rhythm()
        self.understanding = understanding or Understanding(library)
        self._rosters = Rosters()

    def handle(self, event: Event, view: View) -> Needs | Done:
        """What an event comes to, or what has to be loaded before that can be said."""
        return self._in_a_case(event, view, lambda case: _deal(case, event))

    def regret(self, event: Event, view: View) -> Needs | Done:
        """What to say to whoever did it where there is no room to write it down. It changes nothing."""

        def say(case: Case) -> None:
            case.whisper = case.notice("no-room")

        return self._in_a_case(event, view, say)

    def _in_a_case(self, event: Event, view: View, act: Callable[[Case], None]) -> Needs | Done:
        case = Case(self.understanding, self.tenant, event, Look(view), self._rosters, self.crypt, self.rhythm)
        try:
            act(case)
            return case.done()
        except NotLoaded as missing:
            return missing.needs


def _deal(case: Case, event: Event) -> None:
    case.foresee()
    came_back(case)
    EVENTS[type(event)](case, event)


def _tick(case: Case, _event: Event) -> None:
    sweep(case)
    linking.clear(case)


def _submit(case: Case, event: Submitted) -> None:
    attaching.keep(case, event.attachments if case.person else ())
    _click(case, event.token, event.text[:LONGEST])


def _command(case: Case, command: Command) -> None:
    act = COMMANDS.get(command.name)
    if act is None:
        case.tell("no-such-command")
    elif case.person is None and command.name not in FOR_STRANGERS:
        case.tell("stranger")
    elif len(command.text) > LONGEST:
        case.tell("too-long", most=LONGEST)
    else:
        if case.person and case.conversation.pending and command != Command("whatif"):  # what was being waited for is given up
            case.remember(Conversation())
        act(case, command.text)


def _say(case: Case, event: Said) -> None:
    if event.attachments and case.person and event.private:
        attaching.keep(case, event.attachments)
        if not event.text.strip():
            attaching.go_on(case, moving.attach)
            return
    _hear(case, event.text)


def _hear(case: Case, text: str) -> None:
    """Plain words: what was asked for, a command said as a word, a question, or something to be checked."""
    text = text.strip()
    if not text:
        case.tell("what-to-ask")
        return
    if len(text) > LONGEST:
        case.tell("too-long", most=LONGEST)
        return
    command = command_in(text)
    if command:
        _command(case, command)
    elif case.event.private and case.conversation.pending and _awaited(case, case.conversation.pending, text):
        return
    elif courtesy := courtesy_in(text):
        _courtesy(case, courtesy)
    elif not continuing.follow(case, text):
        sentence = case.look.once(("read", text), lambda: case.understanding.reader.read(text))
        act = consulting.answer if kind_of(sentence, text) is Kind.QUESTION else consulting.check
        act(case, text)


def _courtesy(case: Case, kind: str) -> None:
    if kind == "thanks":
        case.say_openly(case.notice("welcome"))
    elif case.person is None:
        case.say_openly(case.words("help", administrator=False))
    else:
        listing.greet(case, "")


def _awaited(case: Case, pending: Pending, text: str) -> bool:
    """Take the words for what was asked for; False where they are something else."""
    check = case.conversation.check
    if pending.awaited is Awaited.WORDS:
        moving.say_words(case, pending, consulting.cut(text))
        return True
    if check is None:
        return False
    if pending.awaited is Awaited.OWN_WORDS:
        requesting.open_question(case, text)
        return True
    if pending.awaited is Awaited.BECAUSE:
        requesting.record_use(case, check, pending.place, text)
        return True
    if pending.awaited is Awaited.AMOUNT:
        told = consulting.read_amount(case, check, pending, text)
        if told is None:
            if not continuing.follow(case, text):
                consulting.ask_fact(case, check, pending.place, pending.fact)
            return True
    else:
        value = fact_said(text) or ("open" if fact_open(case.understanding.reader.read(text), pending.fact) else None)
        if value is None:
            return False
        told = consulting.take_fact(check, pending, value)
    _go_on(case, told)
    return True


def _go_on(case: Case, check: Check) -> None:
    if check.wanted is None:
        consulting.go_on(case, check, consulting.consulted(case, check))
    else:
        requesting.go_on(case, check)


def _click(case: Case, token: str, words: str | None) -> None:
    if case.person is None:
        case.whisper = case.notice("stranger")
        return
    named = case.named_by(token)
    if named is not None:
        if "link" in named:
            seconding.click(case, named, token)
        elif "seat" in named:
            seating.click(case, named, token)
        else:
            moving.click(case, named, words)
        return
    choice = case.conversation.choices.get(token)
    if choice is None:
        case.whisper = case.notice("stale-choice")
    elif words and choice.do in IN_WORDS and case.conversation.check:
        _in_words(case, case.conversation.check, choice, words)
    else:
        CHOICES[choice.do](case, choice)


def _in_words(case: Case, check: Check, choice: Choice, words: str) -> None:
    """The words came with the click, from a form."""
    if choice.do is Do.USE:
        requesting.record_use(case, check, int(choice.value), words)
    else:
        requesting.open_question(case, words)


def _fact(case: Case, choice: Choice) -> None:
    conversation = case.conversation
    if conversation.check and conversation.pending:
        _go_on(case, consulting.take_fact(conversation.check, conversation.pending, choice.value))


def _use(case: Case, choice: Choice) -> None:
    if case.conversation.check:
        requesting.ask_because(case, case.conversation.check, int(choice.value))


def _request(case: Case, choice: Choice) -> None:
    if case.conversation.check:
        requesting.request_check(case, case.conversation.check, int(choice.value))


def _check_it(case: Case, _choice: Choice) -> None:
    if case.conversation.check:
        consulting.check(case, case.conversation.check.text)


def _ask_superior(case: Case, _choice: Choice) -> None:
    if case.conversation.check:
        requesting.ask_own_words(case, case.conversation.check)


def _show(case: Case, choice: Choice) -> None:
    request = case.request(choice.value)
    if request:
        listing.show(case, request)


def _attach(case: Case, choice: Choice) -> None:
    request = case.request(choice.value)
    if request:
        moving.attach(case, request)


def _go_on_with(case: Case, choice: Choice) -> None:
    name, _, text = choice.value.partition(" ")
    COMMANDS[name](case, text)


def _clause(case: Case, choice: Choice) -> None:
    consulting.show_clause(case, choice.value)


CHOICES: dict[Do, Callable[[Case, Choice], None]] = {
    Do.FACT: _fact,
    Do.REQUEST: _request,
    Do.USE: _use,
    Do.CHECK: _check_it,
    Do.WHAT_IF: lambda case, _choice: supposing.what_if(case),
    Do.ASK_SUPERIOR: _ask_superior,
    Do.SHOW: _show,
    Do.CLAUSE: _clause,
    Do.ATTACH: _attach,
    Do.COMMAND: _go_on_with,
    Do.TOGETHER: bulk.ask_again,
    Do.TOGETHER_SURE: bulk.approve,
    Do.UNLINK: linking.unlink_choice,
    Do.SAY: lambda case, choice: _hear(case, choice.value),
}

EVENTS: dict[type[Event], Callable[[Case, Any], None]] = {
    Imported: administering.import_staff,
    Unreached: unreached,
    Ticked: _tick,
    Rang: lambda case, event: ring(case, event.timer),
    Sealing: lambda case, event: auditing.seal(case, announce=event.announce),
    Clicked: lambda case, event: _click(case, event.token, None),
    Submitted: _submit,
    Commanded: lambda case, event: _command(case, Command(event.command.lower().lstrip("/"), event.text)),
    Said: _say,
    Proposed: requesting.request_form,
    Opened: overview.look,
    Erased: erasing.erase,
    **dict.fromkeys((Invited, Matched, Vouched, Severed), linking.take),
}

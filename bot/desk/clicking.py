"""Buttons: what their token names, and what it stands for in a conversation."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import attaching, bulk, consulting, linking, listing, moving, requesting, seating, seconding, supposing
from bot.desk.case import Case
from bot.desk.commanding import COMMANDS
from bot.desk.conversation import IN_WORDS, Check, Choice, Do
from bot.desk.talking import go_on, hear
from bot.events import Submitted


def submit(case: Case, event: Submitted) -> None:
    """A button was pressed, and the words that it asks for came with it."""
    attaching.keep(case, event.attachments if case.person else ())
    click(case, event.token, consulting.cut(event.text))


def click(case: Case, token: str, words: str | None = None) -> None:
    """A button was pressed: one of a request's, of an account's or post's, or of the conversation's own."""
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
    choice, pending = case.conversation.choices.get(token), case.conversation.pending
    if words and pending and pending.token == token:
        hear(case, words)
    elif choice is None:
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
        go_on(case, consulting.take_fact(conversation.check, conversation.pending, choice.value))


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
    Do.SAY: lambda case, choice: hear(case, choice.value),
}

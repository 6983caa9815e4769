"""Plain words: a command said as a word, what was asked for, a courtesy, a question, or something to be checked."""

from __future__ import annotations

from bot.desk import attaching, consulting, continuing, examples, listing, moving, requesting
from bot.desk.case import Case
from bot.desk.commanding import command
from bot.desk.conversation import Awaited, Check, Pending
from bot.desk.hearing import Kind, command_in, courtesy_in, fact_open, fact_said, kind_of
from bot.events import Said
from bot.model import MOST_SAID


def say(case: Case, event: Said) -> None:
    """Somebody says something, perhaps with files."""
    if event.attachments and case.person and event.private:
        attaching.keep(case, event.attachments)
        if not event.text.strip():
            attaching.go_on(case, moving.attach)
            return
    hear(case, event.text)


def hear(case: Case, text: str) -> None:
    """Take words for what they are most likely meant as."""
    text = text.strip()
    if not text:
        case.tell("what-to-ask", example=examples.question(case))
        return
    if len(text) > MOST_SAID and not _only_shown(case):
        case.tell("too-long", most=MOST_SAID)
        return
    named = command_in(text)
    if named:
        command(case, named)
    elif case.event.private and case.conversation.pending and _awaited(case, case.conversation.pending, text):
        return
    elif courtesy := courtesy_in(text):
        _courtesy(case, courtesy)
    elif not continuing.follow(case, text):
        sentence = case.look.once(("read", text), lambda: case.understanding.reader.read(text))
        act = consulting.answer if kind_of(sentence, text) is Kind.QUESTION else consulting.check
        act(case, text)


def _only_shown(case: Case) -> bool:
    """Whether what comes next are words for somebody to read, of which as much is kept as can be shown."""
    pending = case.conversation.pending if case.person and case.event.private else None
    return pending is not None and pending.awaited in (Awaited.WORDS, Awaited.OWN_WORDS, Awaited.BECAUSE)


def _courtesy(case: Case, kind: str) -> None:
    if kind == "thanks":
        case.say_openly(case.notice("welcome"))
    elif case.person is None:
        listing.help_text(case, "")
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
    go_on(case, told)
    return True


def go_on(case: Case, check: Check) -> None:
    """A check, or a request, goes on with what was told."""
    if check.wanted is None:
        consulting.go_on(case, check, consulting.consulted(case, check))
    else:
        requesting.go_on(case, check)

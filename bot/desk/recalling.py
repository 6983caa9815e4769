"""What was talked about with somebody lately, in one place: their direct messages, or a group.

Kept in the conversation's document. What was said in one place is never gone on with in another.
"""

from __future__ import annotations

from dataclasses import replace

from bot.desk.case import Case
from bot.desk.conversation import Check
from bot.events import direct
from bot.language.conversing.threads import Thread, Topic


def topics(case: Case) -> tuple[Topic, ...]:
    """The topics that can be gone on with here and now, oldest first; a stranger has none."""
    if case.person is None or case.conversation.thread is None:
        return ()
    return case.conversation.thread.topics(_place(case, openly=True), case.event.at)


def discussed(case: Case, topic: Topic, *, openly: bool = False) -> None:
    """Remember a topic, where it was answered: in a group only what was said `openly`."""
    if case.person is None:
        return
    thread = case.conversation.thread or Thread()
    case.remember(replace(case.conversation, thread=thread.told(topic, _place(case, openly=openly), case.event.at)))


def _place(case: Case, *, openly: bool) -> str:
    return case.event.conversation if openly and not case.event.private else direct(case.me.id)


def topic_of_check(check: Check) -> Topic:
    """A check, as it is gone on with."""
    return Topic(
        text=check.text,
        language=check.language,
        proposals=check.proposals,
        role=check.role,
        absent=check.absent,
        supposed=check.supposed,
    )

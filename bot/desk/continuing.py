"""Short sentences that go on with what was talked about: completed, then answered or decided like any other.

What was completed is always said first, and nothing that was only supposed, or that another post would do, can be requested.
"""

from __future__ import annotations

from bot.desk import consulting, requesting
from bot.desk.case import Case
from bot.desk.conversation import Check, Choice, Conversation, Do
from bot.desk.recalling import discussed, topic_of_check, topics
from bot.model import Language
from bot.replies import aside_answer_text, aside_text, doubt_text, topic_text
from bot.texts import render
from bot.understanding import Followed


def request(case: Case, text: str) -> None:
    """Ask for approval of what a text says, which can then be gone on with like anything else."""
    requesting.request_text(case, text)
    if text.strip():
        discussed(case, topic_of_check(consulting.of_text(case, text, consulting.hear(case, text))))


def follow(case: Case, text: str) -> bool:
    """Take the words as going on with the conversation; False where they stand by themselves."""
    thread = topics(case)
    if not thread:
        return False
    away = case.staff.away(case.roster.day)
    found = case.look.once(("follow", text), lambda: case.understanding.follow(text, thread, case.speaker, away=away))
    if found is None:
        return False
    language = consulting.reply_language(case, text) if any(one.isalpha() for one in text) else found.topic.language
    if found.doubts:
        _ask_which(case, found, language)
    elif found.aside:
        _tell_aside(case, found, language)
    elif found.answer:
        lead = topic_text(case.phrasing, found.topic, language)
        consulting.show_answer(case, found.topic.text, found.answer, language=language, lead=lead)
    else:
        topic = found.topic
        check = Check(
            text=topic.text,
            language=language,
            proposals=topic.proposals,
            role=topic.role,
            absent=topic.absent,
            supposed=topic.supposed,
        )
        consulting.go_on(case, check, found.decisions, lead=topic_text(case.phrasing, topic, language))
    return True


def _ask_which(case: Case, found: Followed, language: Language) -> None:
    """Ask which of a few things was meant; what is said in answer leaves no doubt."""
    said = [doubt_text(case.phrasing, doubt, language) for doubt in found.doubts][: consulting.CHOICES]
    text = render("doubt", language, kind="ask", post="")
    if not case.event.private:
        case.say_openly("\n".join([text, *said]))
        return
    buttons, choices = case.choices([(words, Choice(do=Do.SAY, value=words)) for words in said])
    case.remember(Conversation(choices=choices))
    case.say(text, buttons)


def _tell_aside(case: Case, found: Followed, language: Language) -> None:
    """Say what was asked about the last exchange; whatever was being waited for is still waited for."""
    topic, openly = found.topic, found.answer is not None
    assert found.aside is not None
    if found.answer:
        case.say_openly(aside_answer_text(case.phrasing, found.aside, found.answer, language))
    else:
        role = topic.role or (case.speaker.roles[0] if case.speaker.roles else None)
        text = aside_text(case.phrasing, found.aside, found.decisions, role, language)
        lead = topic_text(case.phrasing, topic, language) if topic.role or topic.supposed or topic.absent else ""
        case.say(f"{lead}\n{text}".strip())
    discussed(case, topic, openly=openly)

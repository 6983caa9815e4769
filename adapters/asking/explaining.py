"""`remit ask --explain` and `remit check --explain`: the same answer, with what was recognised and why."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.asking.batch import Service
from bot.language.explaining import explain_proposal, explain_question
from bot.language.recognising.sentence import language_of
from bot.language.speaking import Speaker
from bot.model import Language
from bot.naming import speaker_of
from bot.ports import Json
from bot.texts import render
from bot.understanding import Checked


def ask_explained(service: Service, who: str, text: str, language: Language | None = None) -> Json:
    """One question and why it was answered so. Raises UnknownWho."""
    into = language or language_of(text)
    shown = service.ask(who, text, language)
    understanding = service.understanding
    speaker = speaker_of(service.library, service.staff, who)
    sentence = understanding.reader.read(text)
    answer = understanding.asker.answer(sentence, speaker)
    return _with(shown, explain_question(understanding.asker, text, sentence, speaker, answer, into), into)


def check_explained(service: Service, who: str, text: str, absent: Iterable[str] = (), language: Language | None = None) -> Json:
    """One proposal and why it was read so. Raises UnknownWho."""
    into = language or language_of(text)
    checked, speaker = service.checked(who, text, absent)
    return with_reading(service, text, checked, speaker, service.shown(checked, speaker, into), into)


def with_reading(service: Service, text: str, checked: Checked, speaker: Speaker, shown: Json, into: Language) -> Json:
    """What came of a proposal, with why it was read so."""
    index, stated = service.understanding.index, service.understanding.stated
    explained = explain_proposal(service.library, index, stated, text, checked.sentence, speaker, checked.reading, into)
    return _with(shown, explained, into)


def _with(shown: Json, explained: Json, language: Language) -> Json:
    return {**shown, "text": f"{shown['text']}\n\n{render('explain', language, **explained)}", "explained": explained}

"""Phrases of a company's own acts that by themselves are read as something else: where a word of Remit's stands in their way.

Such a word is silent (no book speaks of it) or belongs to an act that the company's books don't use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.recognising.owning import used
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import Language
from bot.rulebook.library import Action, Library
from bot.understanding import Understanding

#: What stands in the gaps of a phrase, and who may do it, in each language.
_IT = {"zh": "它", "en": " it "}
_WHO = {"zh": "谁可以{}？", "en": "Who may {}?"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Misheard:
    """A phrase, the act that it should name, and the entry of the vocabulary that stands in its way."""

    action: str
    phrase: str
    entry: str


def misheard(library: Library) -> Iterator[Misheard]:
    """Every phrase of the company's own file that names an act of its books and doesn't come out as that act."""
    own, acts = frozenset(library.vocabulary.own), used(library).actions
    understanding = Understanding(library.unsaid()) if own else None
    for action in library.vocabulary.actions.values() if understanding else ():
        speaker = Speaker(roles=tuple(grant.role for grant in library.grants if grant.action == action.id)[:1])
        for language, phrase in _phrases(action) if action.id in acts else ():
            if understanding and phrase in own and (entry := _in_the_way(understanding, action, phrase, language, speaker)):
                yield Misheard(action=action.id, phrase=phrase, entry=entry)


def _phrases(action: Action) -> Iterator[tuple[Language, str]]:
    yield from (("zh", phrase) for phrase in action.phrases.zh)
    yield from (("en", phrase) for phrase in action.phrases.en)


def _in_the_way(understanding: Understanding, action: Action, phrase: str, language: Language, speaker: Speaker) -> str | None:
    """What keeps a phrase from being read as its act, said as it stands or asked; None where nothing does."""
    said = re.sub(r"\*+", _IT[language], phrase)
    checked = understanding.check(said, speaker)
    if all(decision.proposal.action != action.id for decision in checked.decisions):
        return _entry(understanding, checked.sentence)
    asked = _WHO[language].format(said)
    answer = understanding.ask(asked, speaker)
    return _entry(understanding, understanding.reader.read(asked)) if answer.kind == "unknown" else None


def _entry(understanding: Understanding, sentence: Sentence) -> str | None:
    """The silent entry, or the act of no book, that a sentence has."""
    acts = used(understanding.library).actions
    found = [f"silent.{hit.id}" for hit in sentence.of("silent")]
    found += [f"actions.{hit.id}" for hit in sentence.of("action") if hit.id not in acts]
    return found[0] if found else None

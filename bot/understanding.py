"""One library, ready to be asked and to check: sentence in, answer or decisions out.

The same compiled rules serve both. This module knows no platform and keeps no conversation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.authority.deciding import decide, headline
from bot.authority.situation import Situation
from bot.language.answers import Answer
from bot.language.asking import Asker
from bot.language.proposing import Proposer, Reading
from bot.language.searching import ClauseIndex
from bot.language.sentence import Reader, Sentence
from bot.language.speaking import Speaker
from bot.language.targets import person_named
from bot.model import Decision, RoleKey
from bot.rulebook.library import Library


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a sentence proposes, in which situation, and the decision on each of its actions, in the order in which they were said."""

    sentence: Sentence
    reading: Reading
    decisions: tuple[Decision, ...]
    situation: Situation


class Understanding:
    """Answers questions and checks proposals with one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reader = Reader(library)
        self.proposer = Proposer(library, lambda: self.index)

    @cached_property
    def index(self) -> ClauseIndex:
        """The clauses made searchable, when first needed."""
        return ClauseIndex(self.library, self.reader)

    @cached_property
    def asker(self) -> Asker:
        """Answers questions."""
        return Asker(self.library, self.index, self._judge)

    def ask(self, text: str, speaker: Speaker) -> Answer:
        """Answer a question in any wording; never raises for what the text says."""
        return self.asker.answer(self.reader.read(text), speaker)

    def _judge(self, sentence: Sentence, speaker: Speaker) -> Decision:
        reading = self.proposer.read(sentence, speaker)
        situation = Situation(roles=speaker.roles, absent=reading.absent)
        return headline([decide(self.library, situation, proposal) for proposal in reading.proposals])

    def check(
        self, text: str, speaker: Speaker, *, absent: Iterable[RoleKey] = (), away: Iterable[str] = (), hearsay: bool = True
    ) -> Checked:
        """Check what a sentence proposes.

        `absent` are posts said or recorded to be without their holder, `away` people recorded to be absent.
        With `hearsay`, an absence that the sentence itself mentions is believed as well, as befits a check and not a request.
        """
        person, text = person_named(text, speaker)
        sentence = self.reader.read(text)
        reading = self.proposer.read(sentence, speaker, person)
        said = reading.absent if hearsay else frozenset()
        situation = Situation(
            roles=speaker.roles,
            actor=speaker.person.id if speaker.person else None,
            absent=frozenset(absent) | said,
            staff=speaker.staff,
            away=frozenset(away),
        )
        decisions = tuple(decide(self.library, situation, proposal) for proposal in reading.proposals)
        return Checked(sentence=sentence, reading=reading, decisions=decisions, situation=situation)

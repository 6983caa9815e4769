"""An `Understanding` that keeps what it couldn't answer, for `remit teach`; only where learning is switched on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Literal

from adapters.learning.unanswered import Unanswered, entry_of
from bot.language.asking.answers import Answer
from bot.language.explaining import unknown_words
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import Outcome, RoleKey
from bot.rulebook.library import Library
from bot.understanding import Checked, Earlier, Prepared, Understanding

#: A clause that accounts for less of the sentence (per cent) is near nothing.
NEAR = 15


def _today() -> date:
    return datetime.now().astimezone().date()


class Listening(Understanding):
    """Answers and checks as `Understanding` does, and keeps what came to nothing."""

    def __init__(
        self,
        library: Library,
        kept: Unanswered,
        today: Callable[[], date] = _today,
        *,
        prepared: Prepared | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        super().__init__(library, prepared, earlier)
        self._kept = kept
        self._today = today

    def ask(self, text: str, speaker: Speaker) -> Answer:
        """Answer a question; keep it where that was no answer."""
        answer = super().ask(text, speaker)
        if answer.kind != "answer":
            self._keep("ask", answer.kind, text, self.reader.read(text), speaker)
        return answer

    def check(
        self, text: str, speaker: Speaker, *, absent: Iterable[RoleKey] = (), away: Iterable[str] = (), hearsay: bool = True
    ) -> Checked:
        """Check what a sentence proposes; keep it where none of it was recognised."""
        checked = super().check(text, speaker, absent=absent, away=away, hearsay=hearsay)
        if all(decision.outcome is Outcome.UNKNOWN for decision in checked.decisions):
            self._keep("check", "unknown", text, checked.sentence, speaker)
        return checked

    def _keep(self, do: Literal["ask", "check"], came: str, text: str, sentence: Sentence, speaker: Speaker) -> None:
        found = self.index.search(sentence, None, 1)
        near = found[0].clause if found and found[0].coverage >= NEAR else None
        strange = unknown_words(sentence)
        entry = entry_of(
            text,
            speaker.staff,
            do=do,
            came=came,
            lang=sentence.language,
            day=self._today(),
            books=speaker.books,
            near=near,
            strange=strange,
        )
        self._kept.keep(entry)

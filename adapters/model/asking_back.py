"""Questions back for `remit ask` and `remit check`, where a model is configured."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from adapters.asking.batch import Service
from bot.naming import speaker_of
from bot.ports import Json
from bot.suggesting import Puzzle, Suggester, Suggestion, suggest


def asked_back(service: Service, suggester: Suggester, who: str, text: str, shown: Json) -> Json:
    """An answer, with a question back where the books had none. Raises UnknownWho."""
    if shown["kind"] == "answer":
        return shown
    speaker = speaker_of(service.library, service.staff, who)
    answer = service.understanding.ask(text, speaker)
    puzzle = Puzzle(text=text, speaker=speaker, found=answer, staff=service.staff)
    found = asyncio.run(suggest(service.understanding, suggester, puzzle))
    return {**_with(shown, found), "kind": "clarify"} if found else shown


def checked_back(service: Service, suggester: Suggester, who: str, text: str, absent: Iterable[str], shown: Json) -> Json:
    """A decision, unchanged, with a question back where nothing was recognised. Raises UnknownWho."""
    if shown["outcome"] != "unknown":
        return shown
    checked, speaker = service.checked(who, text, absent)
    puzzle = Puzzle(text=text, speaker=speaker, found=checked, staff=service.staff)
    return _with(shown, asyncio.run(suggest(service.understanding, suggester, puzzle)))


def _with(shown: Json, found: Suggestion | None) -> Json:
    return shown if found is None else {**shown, "text": f"{shown['text']}\n\n{found.question()}", "suggestion": found.text}

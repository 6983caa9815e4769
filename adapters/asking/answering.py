"""What `remit ask` and `remit check` add to the answer: an explanation, a model's question back, what is kept to learn from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from adapters.asking.batch import Service
from adapters.books.compiled import Compiled
from adapters.configuration import Configuration
from adapters.refusals import Refused, refusal
from bot.language.likeness import Likeness, Said
from bot.model import ClauseId, Language
from bot.ports import Json
from bot.rulebook.library import Library
from bot.suggesting import Suggester
from bot.texts import render
from bot.understanding import Earlier, Heard, Prepared, Sayings, Understanding


class NoClient(Refused):
    """A model is configured, and what it takes to ask one isn't installed."""

    def __init__(self, missing: str) -> None:
        super().__init__(refusal("no-model-client", name=missing))


def understanding_of(settings: Configuration, library: Library, *, learning: bool = True) -> Understanding:
    """The understanding of a library, prepared now or at an earlier start.

    It keeps what it couldn't answer, if learning is on and what is asked is worth `learning` from.
    """
    compiled = settings.compiled()
    prepared = compiled.load_prepared(library) if compiled else None
    earlier = _Kept(settings, library, compiled)
    understanding = _listening(settings, library, prepared, earlier) if learning else Understanding(library, prepared, earlier)
    if compiled and prepared is None:
        compiled.keep_prepared(library, understanding.prepared())
    return understanding


class _Kept(Earlier):
    """What was said to the books as earlier starts counted and heard it, where that is kept."""

    def __init__(self, settings: Configuration, library: Library, compiled: Compiled | None) -> None:
        self._settings = settings
        self._library = library
        self._compiled = compiled

    def counted(self, said: Sayings, count: Callable[[], Likeness]) -> Likeness:
        """Counted at an earlier start or now; whoever waits at a terminal is told why."""

        def counted() -> Likeness:
            if sys.stderr.isatty() and said:
                sys.stderr.write(f"{render('teaching', self._settings.language, kind='counting')}\n")
            return count()

        return self._compiled.counted(self._library, said, counted) if self._compiled and said else counted()

    def heard(self, kind: str, said: Sayings, hear: Callable[[ClauseId, str], Said]) -> tuple[Heard, ...]:
        """Heard at an earlier start, each sentence by itself, or now."""
        return self._compiled.heard(self._library, kind, said, hear) if self._compiled and said else super().heard(kind, said, hear)


def _listening(settings: Configuration, library: Library, prepared: Prepared | None, earlier: Earlier) -> Understanding:
    if settings.learning == "off":
        return Understanding(library, prepared, earlier)
    from adapters.learning.listening import Listening
    from adapters.learning.unanswered import Unanswered, path_beside

    return Listening(library, Unanswered(path_beside(settings.store)), prepared=prepared, earlier=earlier)


def suggester_of(settings: Configuration) -> Suggester | None:
    """The configured language model, None where none is. Raises NoClient."""
    if settings.model is None:
        return None
    try:
        from adapters.model.endpoint import Endpoint
    except ModuleNotFoundError as error:
        raise NoClient(error.name or "") from error
    return Endpoint(settings.model)


def ask(service: Service, settings: Configuration, who: str, text: str, language: Language | None, *, explain: bool) -> Json:
    """One question. Raises UnknownWho."""
    if explain:
        from adapters.asking.explaining import ask_explained

        return ask_explained(service, who, text, language)
    shown = service.ask(who, text, language)
    suggester = suggester_of(settings)
    if suggester is None:
        return shown
    from adapters.model.asking_back import asked_back

    return asked_back(service, suggester, who, text, shown)


def check(
    service: Service, settings: Configuration, who: str, text: str, absent: Sequence[str], language: Language | None, *, explain: bool
) -> Json:
    """One proposal. Raises UnknownWho."""
    if explain:
        from adapters.asking.explaining import check_explained

        return check_explained(service, who, text, absent, language)
    shown = service.check(who, text, absent, language)
    suggester = suggester_of(settings)
    if suggester is None:
        return shown
    from adapters.model.asking_back import checked_back

    return checked_back(service, suggester, who, text, absent, shown)

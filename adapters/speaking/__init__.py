"""The language of what the command line says besides answers: its help, its refusals, what it can't make of a line.

In this order: `--lang` anywhere on the line; the language that the configuration states, once it was read; REMIT_LANG; a locale
that is Chinese; else English. Nothing here imports what costs at the start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from bot.model import Language

#: Variables that say the language; the second is the setting `language` as well.
VARIABLES = ("REMIT_LANG", "REMIT_LANGUAGE")
#: Of these the first that is set is the locale's language.
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")

_KNOWN: dict[str, Language] = {"zh": "zh", "en": "en"}


@dataclass
class _Line:
    """What the line that was typed last leaves known of its language."""

    asked: Language | None = None
    around: Language | None = None
    stated: Language | None = None


_line = _Line()


def listen(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """A command begins."""
    _line.asked = known(typed(arguments, "--lang"))
    _line.around = language_around(environment)
    _line.stated = None


def configured(settings: Configuration) -> None:
    """The configuration was read, as far as it can be."""
    _line.stated = settings.language if "language" in settings.places else None


def language() -> Language:
    """The language to speak now; English where nothing says which."""
    return _line.asked or _line.stated or _line.around or "en"


def language_around(environment: Mapping[str, str]) -> Language | None:
    """The language that the environment asks for; of locales only a Chinese one asks."""
    for name in VARIABLES:
        if found := known(environment.get(name)):
            return found
    locale = next(filter(None, map(environment.get, LOCALE)), "")
    return "zh" if locale.lower().startswith("zh") else None


def known(name: str | None) -> Language | None:
    """The language of that name, if we speak it."""
    return _KNOWN.get(name or "")


def typed(arguments: Sequence[str], name: str) -> str | None:
    """The value of an option, as it was typed: behind it, or after `=`."""
    for place, word in enumerate(arguments):
        if word == "--":
            break
        option, given, value = word.partition("=")
        if option == name:
            return value if given else next(iter(arguments[place + 1 :]), None)
    return None

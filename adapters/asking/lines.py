"""The lines that `remit batch` reads: one question or check each, and what is wrong with one in the language it is in.

Keys that a set of questions keeps for itself (`expect`, `why`) may stand in a line; one that looks like a slip of ours may not,
since a check without its `absent` would be another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NoReturn

from rapidfuzz.distance import OSA

from adapters import speaking
from bot.language.recognising.sentence import language_of
from bot.model import Language
from bot.ports import Json
from bot.texts import render

KEYS = ("id", "do", "as", "text", "absent", "lang")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
#: What `remit check` calls it where a line has another name for it.
OPTIONS = {"away": "absent"}


class BadLine(Exception):
    """A line can't be done; its words say why, and `ident` which, as far as that was read."""

    def __init__(self, words: str, ident: object = None) -> None:
        self.ident = ident
        super().__init__(words)


def read_line(line: str, language: Language | None = None) -> Json:
    """The object on a line, with its keys and values sound. Raises BadLine, with its words in a `language` unless the line names one."""
    try:
        given = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise BadLine(_words("json", language or _written(line), problem=error)) from error
    if not isinstance(given, dict):
        raise BadLine(_words("object", language or _written(line)))
    for kind, values in _wrong(given):
        raise BadLine(_words(kind, _spoken(given, line, language), **values), given.get("id"))
    return given


def _spoken(given: Json, line: str, language: Language | None) -> Language:
    """The language to answer a line in: the one that it names, the one asked for, that of its text."""
    text = given.get("text")
    named = next((one for one in LANGUAGES if one == given.get("lang")), language)
    return named or _written(text if isinstance(text, str) and text.strip() else line)


def _written(text: str) -> Language:
    """The language in which something is written; where there is no word in it, that of the command line."""
    return language_of(text) if any(map(str.isalpha, text)) else speaking.language()


def _wrong(given: Json) -> Iterator[tuple[str, Json]]:
    """What is wrong with a line, the gravest first."""
    for key in given.keys() - set(KEYS):
        if meant := _meant(key, given):
            yield "key", {"key": key, "meant": meant}
    if given.get("do") not in ("ask", "check"):
        yield "do", {"given": given.get("do")}
    for key in ("as", "text"):
        if not isinstance(given.get(key), str):
            yield "no-text", {"key": key}
    if isinstance(text := given.get("text"), str) and not text.strip():
        yield "nothing-said", {}
    if given.get("lang") not in (None, *LANGUAGES):
        yield "lang", {"given": given["lang"]}
    absent = given.get("absent")
    if absent is not None and not (isinstance(absent, list) and all(isinstance(name, str) for name in absent)):
        yield "absent", {}


def _meant(key: str, given: Json) -> str | None:
    """The key of ours that another one is a slip of: one letter of four is wrong, or more is written (`language`), and ours isn't there."""
    said = key.casefold().strip()
    for known in KEYS:
        alike = OSA.distance(said, known) <= len(known) // 3 or (len(known) > 3 and said.startswith(known))
        if known not in given and (alike or OPTIONS.get(said) == known):
            return known
    return None


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(number: str) -> float:
    """A number that can be written again."""
    if abs(value := float(number)) == float("inf"):
        raise ValueError(number)
    return value


def _words(kind: str, language: Language, **values: object) -> str:
    return render("batch", language, kind=kind, **values)

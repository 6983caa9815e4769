"""A phrase added to one entry of vocabulary.yaml, in its place: everything else in the file stays as it was written.

The entry is named by its id (`refund`), where that is in use twice with its section (`actions.refund`), and for lists
other than the usual one with that list (`refund.money`, `defect-verified.true`).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from adapters.learning import inserting
from bot.language.recognising.normalising import fold, normalise
from bot.language.recognising.owning import NO_THINGS
from bot.model import Language
from bot.rulebook.library import Library, Phrases
from bot.texts import render

SECTIONS = ("concepts", "actions", "facts", "relations", "markers", "silent")
#: The lists of an entry besides the usual one.
PARTS = {"facts": ("true", "false", "about", "signs", "open"), "actions": ("money",)}
MOST_LETTERS = 60


class Refused(Exception):
    """The phrase can't be added: what kind of reason there is, and what it is about; `more` are lines that show it."""

    def __init__(self, kind: str, *more: str, **values: Any) -> None:
        self.kind = kind
        self.more = more
        self.values = values
        super().__init__(kind)

    def told(self, language: Language) -> str:
        """Why, and what to do."""
        return "\n".join((render("teaching", language, kind=self.kind, **self.values), *self.more))


@dataclass(frozen=True, kw_only=True)
class Place:
    """One list of phrases: section, entry, perhaps the list within it, and the language."""

    section: str
    entry: str
    part: str | None
    language: Language

    def __str__(self) -> str:
        return ".".join(filter(None, (self.section, self.entry, self.part, self.language)))

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead there."""
        return tuple(filter(None, (self.section, self.entry, self.part, self.language)))


def place_of(library: Library, name: str, language: Language) -> Place:
    """The list that a name means. Raises Refused."""
    keys = name.split(".")
    sections = [keys.pop(0)] if len(keys) > 1 and keys[0] in SECTIONS else list(SECTIONS)
    entry, part = keys[0], ".".join(keys[1:]) or None
    tables = {section: getattr(library.vocabulary, section) for section in sections}
    holding = [section for section, table in tables.items() if entry in table]
    if not holding:
        near = difflib.get_close_matches(entry, sorted({key for table in tables.values() for key in table}), n=3)
        raise Refused("no-entry", entry=entry, near=near)
    if len(holding) > 1:
        raise Refused("which-section", entry=entry, sections=[f"{section}.{entry}" for section in holding])
    parts = PARTS.get(holding[0], ())
    if part is not None and part not in parts:
        raise Refused("no-list", entry=f"{holding[0]}.{entry}", part=part, parts=parts)
    if part is None and holding[0] == "facts":
        raise Refused("which-list", parts=[f"{entry}.{one}" for one in parts])
    return Place(section=holding[0], entry=entry, part=part, language=language)


def check(library: Library, place: Place, phrase: str, *, own: bool = False) -> list[str]:
    """Where else a phrase stands that may be added; raises Refused for one that may not.

    In a company's `own` file, beside the shipped one, a phrase that is silent otherwise is silent no more.
    """
    folded = fold(phrase).strip()
    _well_formed(phrase, folded)
    others: list[str] = []
    for role in library.roles.values():
        if folded in {fold(name).strip() for name in (role.title.zh, role.title.en, *role.aliases)}:
            raise Refused("post", phrase=phrase, post=role.key)
    for other in _standing(library, folded):
        named = ".".join(filter(None, other))
        if other == (place.section, place.entry, place.part or ""):
            raise Refused("already", phrase=phrase, other=named)
        if own and other[0] == "silent" and other[1] not in NO_THINGS:
            continue
        if _collides(place, other):
            raise Refused("collides", phrase=phrase, other=named)
        others.append(named)
    return others


def _well_formed(phrase: str, folded: str) -> None:
    if not folded:
        raise Refused("no-phrase")
    pieces = [piece.strip() for piece in re.split(r"\*{1,2}", normalise(phrase))]
    if not all(pieces):
        raise Refused("open-gap")
    if len(phrase) > MOST_LETTERS or any(not character.isprintable() for character in phrase):
        raise Refused("too-long", most=MOST_LETTERS)
    if any(character in "[]{}" for character in phrase):
        raise Refused("brackets", phrase=phrase)
    shortest = min(len(piece) for piece in pieces)
    if shortest < (3 if folded.isascii() else 2 if len(pieces) == 1 else 1) or not any(character.isalpha() for character in folded):
        raise Refused("too-short", phrase=phrase)


def _standing(library: Library, folded: str) -> list[tuple[str, str, str]]:
    """Every list in which this phrase stands already."""
    found: list[tuple[str, str, str]] = []
    vocabulary = library.vocabulary

    def look(section: str, entry: str, part: str, phrases: Phrases) -> None:
        if any(fold(one).strip() == folded for one in (*phrases.zh, *phrases.en)):
            found.append((section, entry, part))

    for concept in vocabulary.concepts.values():
        look("concepts", concept.id, "", concept.phrases)
    for action in vocabulary.actions.values():
        look("actions", action.id, "", action.phrases)
        look("actions", action.id, "money", action.money)
    for fact in vocabulary.facts.values():
        for part in PARTS["facts"]:
            look("facts", fact.id, part, getattr(fact, part))
    for section in ("relations", "markers", "silent"):
        for entry, phrases in getattr(vocabulary, section).items():
            look(section, entry, "", phrases)
    return found


def _collides(place: Place, other: tuple[str, str, str]) -> bool:
    """Whether one phrase can't be in both lists: two actions, two lists of one fact, something no book has and something it has."""
    section, entry, part = other
    if "silent" in (section, place.section) and section != place.section:
        return True
    if section == place.section == "facts":
        return entry == place.entry
    return section == place.section and section in ("actions", "relations") and "money" not in (part, place.part)


def added(text: str, place: Place, phrase: str) -> str:
    """The vocabulary's text with the phrase at the end of its list; every other character as it was. Raises Refused."""
    try:
        return inserting.added(text, place.path, phrase)
    except inserting.CantInsert as error:
        raise Refused(str(error), place=place) from error

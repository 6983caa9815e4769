"""The entries of a vocabulary, for whoever writes a book: under which ids Remit has something already, and how people say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.recognising.owning import used
from bot.model import Words
from bot.rulebook.library import Library, Phrases

#: So many phrases of an entry are shown that wasn't asked for by its id.
MOST = 5
#: Sections of entries without a name.
PLAIN = ("silent", "relations", "markers", "lists")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry: where it stands, what it is called, some of its phrases in both languages, and whether a book uses it."""

    place: str
    #: None where it has no name but its place: silent words, small ones, and lists.
    title: Words | None
    phrases: tuple[str, ...]
    used: bool = False

    @property
    def section(self) -> str:
        """What kind of entry it is: `actions`, `silent` …"""
        return self.place.partition(".")[0]


def entries(library: Library, pattern: str) -> Iterator[Entry]:
    """The entries with the pattern in their id, their title or one of their phrases: what books are about first, then what none is.

    Of the entry with just that id all phrases are told, of others the first few.
    """
    vocabulary, turning = library.vocabulary, used(library)
    wanted = pattern.casefold()
    for action in vocabulary.actions.values():
        yield from _fitting(f"actions.{action.id}", action.title, (action.phrases, action.money), action.id in turning.actions, wanted)
    for fact in vocabulary.facts.values():
        yield from _fitting(f"facts.{fact.id}", fact.title, (fact.true, fact.false, fact.about), fact.id in turning.facts, wanted)
    for concept in vocabulary.concepts.values():
        title = Words(zh=next(iter(concept.phrases.zh), ""), en=next(iter(concept.phrases.en), ""))
        yield from _fitting(f"concepts.{concept.id}", title, (concept.phrases,), concept.id in turning.concepts, wanted)
    for section in PLAIN:
        for key, phrases in getattr(vocabulary, section).items():
            yield from _fitting(f"{section}.{key}", None, (phrases,), False, wanted)


def _fitting(place: str, title: Words | None, lists: tuple[Phrases, ...], in_use: bool, wanted: str) -> Iterator[Entry]:
    """The entry, where the pattern stands in it; the phrases that have it come first."""
    said = [phrase for phrases in lists for phrase in (*phrases.zh, *phrases.en)]
    having = [phrase for phrase in said if wanted in phrase.casefold()]
    if having or any(wanted in text.casefold() for text in (place, *((title.zh, title.en) if title else ()))):
        zh, en = ([phrase for phrase in dict.fromkeys((*having, *said)) if phrase.isascii() is english] for english in (False, True))
        most = None if wanted in (place, place.partition(".")[2]) else MOST
        yield Entry(place=place, title=title, phrases=(*zh[:most], *en[:most]), used=in_use)

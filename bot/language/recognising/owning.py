"""What is a company's own: the words of its clauses, titles and phrases, and the entries of the vocabulary that its books use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick

from bot.language.recognising.normalising import fold, normalise_all, simplified
from bot.model import CUMULATIVE, WITHIN, ClauseId, Scope, Words
from bot.rulebook.library import Library

#: Lists of silent words that undo or that ask, and name no thing: a book that has them speaks of something else all the same.
NO_THINGS = frozenset({"undoing", "count", "place", "history", "deadline"})
#: Facts that are the program's, whatever the books turn on.
OURS = frozenset({"amount", "as-written", "left-out", "approved", *(scope.value for scope in Scope)})
_BETWEEN = "\n"
_LETTER = re.compile("[a-z]")


class Used(NamedTuple):
    """The entries of the vocabulary that the books of a library use."""

    actions: frozenset[str]
    facts: frozenset[str]
    concepts: frozenset[str]


def used(library: Library) -> Used:
    """What grants, duties and prohibitions are about, turn on and are recognised by."""
    grants, bans, duties = library.grants, library.prohibitions, library.duties.values()
    turning = {fact for grant in grants for fact in grant.conditions} | {fact for ban in bans for fact in (*ban.when, *ban.unless)}
    involved = {one.condition for grant in grants for one in grant.involves if one.condition}
    periods = {WITHIN + limit.per for grant in grants for limit in grant.limits if limit.per in CUMULATIVE}
    return Used(
        actions=frozenset({grant.action for grant in grants if not grant.duty} | {ban.action for ban in bans if ban.action}),
        facts=frozenset(turning | involved | periods) | OURS,
        concepts=frozenset(concept for duty in duties for concept in (*duty.do, *duty.what)),
    )


def spoken_of(library: Library) -> frozenset[str]:
    """The phrases of the silent lists that the company's own clauses, titles or phrases have."""
    listed = {phrase for key, phrases in library.vocabulary.silent.items() if key not in NO_THINGS for phrase in (*phrases.zh, *phrases.en)}
    said = sorted(phrase for phrase in listed if "*" not in phrase)
    if not said:
        return frozenset()
    automaton = ahocorasick.Automaton()
    for phrase, normal in zip(said, normalise_all(said), strict=True):
        automaton.add_word(normal, (phrase, len(normal)))
    automaton.make_automaton()
    text = simplified(_BETWEEN.join(_texts(library)))
    return frozenset(phrase for last, (phrase, length) in automaton.iter(text) if _whole(text, last + 1 - length, last + 1))


def _texts(library: Library) -> Iterator[str]:
    """Everything that a company says in its books and, beside the shipped vocabulary, in its own."""
    titled: list[Words | None] = []
    for clause in library.clauses.values():
        titled += (clause.text, clause.heading)
        yield from clause.also
    for role in library.roles.values():
        titled.append(role.title)
        yield from role.aliases
    for book in library.books.values():
        titled.append(book.unit)
        yield from book.unit_aliases
    for words in titled:
        if words is not None:
            yield words.zh
            yield words.en
    yield from library.vocabulary.own


#: The plural of an English word is the word.
_PLURAL = re.compile("e?s(?![a-z])")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a phrase stands there by itself, and not within a longer English word."""
    if not text[start].isascii():
        return True
    begins = start == 0 or not _LETTER.match(text, start - 1)
    return begins and (not _LETTER.match(text, end) or bool(_PLURAL.match(text, end)))


class Sayings:
    """The words in which the books of a library speak of each act: those of its title, and of the clauses that grant or forbid it."""

    def __init__(self, library: Library) -> None:
        self._actions = library.vocabulary.actions
        self._clauses: dict[str, set[ClauseId]] = defaultdict(set)
        named = [(one.action, one.clause) for one in library.grants] + [(one.action or "", one.clause) for one in library.prohibitions]
        for action, clause in named:
            self._clauses[action].add(clause)
        self._texts = library.clauses
        self._folded: dict[str, str] = {}

    def have(self, action: str, word: str) -> bool:
        """Whether a word of a folded sentence is among those of an act."""
        if action not in self._folded:
            said = [self._actions[action].title, *(self._texts[clause].text for clause in self._clauses.get(action, ()))]
            self._folded[action] = "\n".join(fold(text) for words in said for text in (words.zh, words.en))
        return word in self._folded[action]

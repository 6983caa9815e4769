"""Every phrase of the vocabulary and every name in the rule books, folded, with what it stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from typing import Any

from msgspec import Struct

from bot.language.recognising.normalising import fold_normal, normalise_all
from bot.language.recognising.owning import spoken_of, used
from bot.language.recognising.separable import apart
from bot.rulebook.library import Action, Fact, Library, Phrases

#: What stands in a phrase for whatever else its clause may say there.
WIDE = "**"
#: (kind, id, part): what a phrase stands for.
Meaning = tuple[str, str, str]


class Phrasebook(Struct, frozen=True, kw_only=True, array_like=True):
    """The phrases of one library. It is made from the library alone, so it may be kept."""

    #: Phrases without gaps, folded.
    whole: dict[str, tuple[Meaning, ...]]
    #: The pieces of a phrase with gaps, folded, what it stands for, and whether its gaps are as wide as the clause.
    gapped: list[tuple[tuple[str, ...], Meaning, bool]]
    #: Every word that stands in some phrase, as it is spelt there.
    words: frozenset[str]
    #: The stems of the English ones.
    stems: frozenset[str]
    #: What acts and facts are called, without gaps.
    telling: list[str]
    #: What duties are called.
    duties: list[str]


def pieces_of(phrase: str) -> list[str]:
    """What stands between the gaps of a normalised phrase."""
    return [piece.strip() for piece in phrase.split("*") if piece.strip()]


def phrasebook(library: Library) -> Phrasebook:
    """The phrases of the library's vocabulary, with the names of its posts."""
    whole: dict[str, dict[Meaning, Any]] = defaultdict(dict)
    gapped: list[tuple[tuple[str, ...], Meaning, bool]] = []
    words: set[str] = set()
    stems: set[str] = set()
    telling: list[str] = []
    duties: list[str] = []
    said = list(_phrases(library))
    for phrase, (_, meaning) in zip(normalise_all([phrase for phrase, _ in said]), said, strict=True):
        if "*" not in phrase and meaning[0] in ("action", "fact"):
            telling.append(phrase)
        elif "*" not in phrase and meaning[0] == "concept":
            duties.append(phrase)
        words.update(phrase.replace("*", " ").split())
        pieces = tuple(fold_normal(piece) for piece in pieces_of(phrase))
        if pieces and phrase[0].isascii():
            stems.update(word for piece in pieces for word in piece.split())
        if len(pieces) == 1:
            whole[pieces[0]][meaning] = None
        elif pieces:
            gapped.append((pieces, meaning, WIDE in phrase))
    return Phrasebook(
        whole={phrase: tuple(whole[phrase]) for phrase in sorted(whole)},
        gapped=gapped,
        words=frozenset(words),
        stems=frozenset(stems),
        telling=telling,
        duties=duties,
    )


#: Markers that are only looked up beside something else: they make no word known, and say nothing by themselves.
_HINTS = frozenset(
    {"well", "ill", "sole", "because", "taken-back", "altering", "refusing", "slighting", "hiding", "accounting", "upright", "rightly"}
)


def _phrases(library: Library) -> Iterator[tuple[str, Meaning]]:
    """Every phrase of the vocabulary and every name of a post, with what it stands for.

    What no book turns on is a known `word` and states nothing; what the company itself speaks of isn't silent.
    """
    vocabulary, turning, spoken, own = library.vocabulary, used(library).facts, spoken_of(library), frozenset(library.vocabulary.own)
    for concept in vocabulary.concepts.values():
        yield from _of(concept.phrases, "concept", concept.id)
        yield from _apart(concept.phrases, own, "concept", concept.id)
    for action in vocabulary.actions.values():
        yield from _of_action(action)
        yield from _apart(action.phrases, own, "action", action.id)
    for fact in vocabulary.facts.values():
        yield from _of_fact(fact, turning=fact.id in turning)
    for kind, table in (("relation", vocabulary.relations), ("marker", vocabulary.markers), ("silent", vocabulary.silent)):
        for key, phrases in table.items():
            if key != "small":  # single characters are looked up, never looked for
                silent, which = kind == "silent", "hint" if kind == "marker" and key in _HINTS else kind
                yield from ((phrase, meaning) for phrase, meaning in _of(phrases, which, key) if not (silent and phrase in spoken))
    yield from _names(library)


def _of_action(action: Action) -> Iterator[tuple[str, Meaning]]:
    yield from _of(action.phrases, "action", action.id)
    yield from _of(Phrases(zh=(action.title.zh,), en=(action.title.en,)), "action", action.id)
    yield from _of(action.money, "money", action.id)
    yield from _of(action.things, "action", action.id, "thing")
    for part in ("doing", "done", "unlike"):
        yield from _of(getattr(action, part), "doing", action.id, part)


def _of_fact(fact: Fact, *, turning: bool) -> Iterator[tuple[str, Meaning]]:
    for part in ("true", "false", "about", "signs", "open"):
        yield from _of(getattr(fact, part), "fact" if turning else "word", fact.id, part)
    if turning:
        yield from _of(fact.others, "others", fact.id)
        yield from _of(fact.measure.of if fact.measure else Phrases(), "gauge", fact.id)


def _names(library: Library) -> Iterator[tuple[str, Meaning]]:
    """Every name of a post or a department, and the heads of titles."""
    for role in library.roles.values():
        for name in sorted({role.title.zh, role.title.en, *role.aliases}):
            yield name, ("unit" if role.department else "role", role.key, "")
    for head, key in _heads(library).items():
        yield head, ("role", key, "")


#: Those who only stand behind the holder of a title.
_DEPUTY = re.compile("副|助理|代理|前任|(?:deputy|vice|assistant|acting|junior) ")


def _heads(library: Library) -> dict[str, str]:
    """The last word of a title (总监, director), where but one post of all has it, deputies aside, and nobody is called just that."""
    posts = library.vocabulary.markers.get("post", Phrases(zh=(), en=()))
    words = (*posts.zh, *(f" {word}" for word in posts.en))
    roles = [role for role in library.roles.values() if not role.department]
    called = {name.lower() for role in library.roles.values() for name in (role.title.zh, role.title.en, *role.aliases)}
    bearing: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        for title in (role.title.zh, role.title.en.lower()):
            ends = [word for word in words if title.endswith(word) and title != word]
            if ends and not _DEPUTY.search(title):
                bearing[max(ends, key=len).strip()].add(role.key)
    named = {head: key for head, keys in bearing.items() if len(keys) == 1 for key in keys}
    return {head: key for head, key in named.items() if head not in called and not library.roles[key].outside}


def _of(phrases: Phrases, kind: str, key: str, part: str = "") -> Iterator[tuple[str, Meaning]]:
    for phrase in (*phrases.zh, *phrases.en):
        yield phrase, (kind, key, part)


def _apart(phrases: Phrases, own: Set[str], kind: str, key: str) -> Iterator[tuple[str, Meaning]]:
    """The company's own English verbs of an act or a duty, with their thing before the particle."""
    said = {*phrases.en}
    yield from ((phrase, (kind, key, "")) for verb in phrases.en if verb in own for phrase in apart(verb) if phrase not in said)

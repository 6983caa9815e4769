"""Long lists of turns of phrase, of which a text is held only against those whose words it has.

A regular expression with a hundred alternatives tries every one of them at every place. Nearly all have words that nothing they match can
do without: the 回扣, 返点 or 红包 of 收…回扣. One pass over a text tells which of these words it has; what is found then is just what the
regular expression would find. It is one pass for all lists.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import ahocorasick

#: The parts of a regular expression; what stands for letters of some kind, and a place, tell of no word.
_PART = re.compile(
    r"(?P<opening>\((?:\?(?:P<\w+>|<?[:=!]))?)|(?P<closing>\))|(?P<bar>\|)|(?P<times>(?:[*+?]|\{[0-9]*,?[0-9]*\})\??)"
    r"|(?P<letters>\[(?:\\.|[^\\\]])+\])|(?P<place>\\[bB]|[\^$])|(?P<any>\.|\\u[0-9a-f]{4}|\\[a-zA-Z])|(?P<letter>\\?.)",
    re.DOTALL,
)
#: What only looks at what stands beside.
_BESIDE = ("(?=", "(?!", "(?<=", "(?<!")

#: So many texts are known again: a sentence is held against several lists.
LATELY = 16
#: Words of which a text has to have one; none where it needs nothing.
Need = frozenset[str]
_NOTHING: Need = frozenset()


class Turns:
    """A regular expression of many alternatives, none of which matches nothing; a match has the groups of its own alternative."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.alternatives = list(_alternatives(pattern))
        self._compiled: dict[int, re.Pattern[str]] = {}
        needs = [needed(turn) for turn in self.alternatives]
        #: The numbers of those that may match any text.
        self._any = frozenset(number for number, words in enumerate(needs) if not words)
        _WORDS.add(self, needs)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        turns = self._turns(text)
        return _first(turns, text, 0) if turns else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, one after the other."""
        turns, start = self._turns(text), 0
        while turns and (found := _first(turns, text, start)):
            yield found
            start = found.end()

    def _turns(self, text: str) -> Sequence[re.Pattern[str]]:
        """The alternatives that may match a text."""
        having = _WORDS.of(text).get(self)
        return [self._alternative(number) for number in sorted(self._any.union(*having))] if having else self._always

    @cached_property
    def _always(self) -> Sequence[re.Pattern[str]]:
        """Those that may match any text."""
        return [self._alternative(number) for number in sorted(self._any)]

    def _alternative(self, number: int) -> re.Pattern[str]:
        """One alternative; most are never needed, so each is compiled when it first is."""
        turn = self._compiled.get(number)
        if turn is None:
            turn = self._compiled[number] = re.compile(self.alternatives[number])
        return turn


class _Words:
    """The words that all lists need, looked for in one pass."""

    def __init__(self) -> None:
        self._needing: dict[str, list[tuple[Turns, frozenset[int]]]] = defaultdict(list)
        self.of = lru_cache(maxsize=LATELY)(self._of)

    def add(self, turns: Turns, needs: Sequence[Need]) -> None:
        """Another list, with the words that each of its alternatives needs."""
        numbers: dict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(needs):
            for word in words:
                numbers[word].add(number)
        for word, having in numbers.items():
            self._needing[word].append((turns, frozenset(having)))
        self.__dict__.pop("_automaton", None)
        self.of.cache_clear()

    @cached_property
    def _automaton(self) -> Any:
        """All of them; made when first needed."""
        automaton = ahocorasick.Automaton()
        for word, needing in self._needing.items():
            automaton.add_word(word, needing)
        automaton.make_automaton()
        return automaton

    def _of(self, text: str) -> Mapping[Turns, Sequence[frozenset[int]]]:
        """For each list the numbers of the alternatives of which the text has a word."""
        found: dict[Turns, list[frozenset[int]]] = defaultdict(list)
        for _, needing in self._automaton.iter(text):
            for turns, numbers in needing:
                found[turns].append(numbers)
        return found


_WORDS = _Words()


def _first(turns: Iterable[re.Pattern[str]], text: str, start: int) -> re.Match[str] | None:
    """The match that begins first; of several that begin there that of the first alternative."""
    found = [match for turn in turns if (match := turn.search(text, start))]
    return min(found, key=re.Match.start) if len(found) > 1 else found[0] if found else None


def _alternatives(pattern: str) -> Iterator[str]:
    depth = start = 0
    for part in _PART.finditer(pattern):
        depth += (part.lastgroup == "opening") - (part.lastgroup == "closing")
        if part.lastgroup == "bar" and not depth:
            yield pattern[start : part.start()]
            start = part.end()
    yield pattern[start:]


def needed(turn: str) -> Need:
    """What no text is matched without."""
    return _needed(_PART.finditer(turn))


def _needed(parts: Iterator[re.Match[str]]) -> Need:
    """What the alternatives up to the closing bracket need."""
    turns: list[list[str | Need]] = [[]]  # the parts of each: a letter, or what any other part needs
    for part in parts:
        said = part.group()
        match part.lastgroup:
            case "closing":
                break
            case "bar":
                turns.append([])
            case "opening":
                inside = _needed(parts)
                turns[-1] += [] if said in _BESIDE else [inside]
            case "letter":
                turns[-1].append(said[-1])
            case "letters" if {"^", "-", "\\"}.isdisjoint(said):
                turns[-1].append(frozenset(said[1:-1]))
            case "times" if said[0] in "*?" or said.startswith(("{0", "{,")):
                turns[-1][-1] = _NOTHING
            case "letters" | "any" | "times":
                turns[-1].append(_NOTHING)
    needs = [max(_in_words(turn), key=_telling, default=_NOTHING) for turn in turns]
    return _NOTHING.union(*needs) if all(needs) else _NOTHING


def _in_words(turn: Sequence[str | Need]) -> Iterator[Need]:
    """What the parts of an alternative need, with letters that follow one another as a word."""
    word = ""
    for part in (*turn, _NOTHING):
        if isinstance(part, str):
            word += part
            continue
        if word:
            yield frozenset({word})
        if part:
            yield part
        word = ""


def _telling(need: Need) -> tuple[int, int]:
    """The longer its words and the fewer, the more it tells; what nearly any text has tells nothing."""
    return min(0 if _anywhere(word) else len(word) for word in need), -len(need)


def _anywhere(word: str) -> bool:
    return len(word) == 1 and (word.isascii() or word == "我")

"""A sentence with everything recognised in it: hits, amounts, segments, the roles and the people it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar

from bot.language.amounts import Mention
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import Folded
from bot.model import Language

_CHINESE, _LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]+")
_WORD = re.compile(r"[a-z']+|[\u4e00-\u9fff]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz'")

T = TypeVar("T")


class Segment(NamedTuple):
    """One clause of a sentence, from `start` to `end` of the folded text."""

    start: int
    end: int

    def holds(self, hit: Hit) -> bool:
        """Whether the hit begins inside."""
        return self.start <= hit.start < self.end


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What was recognised in one message."""

    text: str
    folded: Folded
    hits: tuple[Hit, ...]
    amounts: tuple[Mention, ...]
    segments: tuple[Segment, ...]
    language: Language
    #: The amounts that are none because they are a fact's numbers, with the fact: the occupancy of 60 %.
    of_facts: tuple[tuple[str, Mention], ...] = ()
    #: Posts that the books don't have, as they were called (销售总监, HR manager).
    strangers: tuple[str, ...] = ()
    #: Every English stem that stands in some phrase of the vocabulary.
    stems: Collection[str] = field(default=(), repr=False)
    _by_kind: Mapping[str, list[Hit]] = field(default_factory=dict, repr=False)
    _by_entry: Mapping[tuple[str, str], list[Hit]] = field(default_factory=dict, repr=False, compare=False)
    #: What was found out of it already, by `once`.
    _told: dict[Callable[[Sentence], object], Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _cuts(self) -> list[int]:
        """Where one segment ends and the next begins."""
        return [segment.end for segment in self.segments[:-1]]

    @cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Where each English word and each Chinese character of the folded text stands."""
        return tuple(word.span() for word in _WORD.finditer(self.folded.text))

    @cached_property
    def unknown(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the folded text that nothing in the vocabulary knows; words of any talk are among them."""
        return self._uncovered(self._covered)

    @cached_property
    def alien(self) -> tuple[tuple[int, int], ...]:
        """The same without words of any talk."""
        plain = self.of("marker", "plain")
        if not plain:
            return self.unknown
        covered = bytearray(self._covered)
        _mark(covered, plain)
        return self._uncovered(covered)

    @cached_property
    def strange_runs(self) -> tuple[tuple[int, int], ...]:
        """The same, with the Chinese characters that follow one another as one."""
        return tuple(runs(self.alien, self.folded.text))

    @cached_property
    def _covered(self) -> bytearray:
        """What hits and amounts cover, without words of any talk."""
        covered = bytearray(len(self.folded.text))
        _mark(covered, [hit for hit in self.hits if hit[3] != "plain"])
        for mention in self.amounts:
            start, end = self.place(mention.start), self.place(mention.end)
            covered[start:end] = b"\1" * (end - start)
        return covered

    def _uncovered(self, covered: bytearray) -> tuple[tuple[int, int], ...]:
        """The words of which some part isn't covered."""
        text = self.folded.text
        found: list[tuple[int, int]] = []
        at = covered.find(0)
        while at >= 0:
            word = _WORD.match(text, at)
            if word:
                found.append((_begin(text, at), word.end()))
            at = covered.find(0, word.end() if word else at + 1)
        return tuple(found)

    def of(self, kind: str, key: str | None = None) -> list[Hit]:
        """The hits of one kind, or of one entry of it, in order."""
        return self._by_kind.get(kind, []) if key is None else self._by_entry.get((kind, key), [])

    def segment_of(self, place: int) -> int:
        """The index of the segment in which a place of the folded text lies."""
        return bisect_right(self._cuts, place)

    def said_in(self, segment: Segment) -> str:
        """The folded text of a segment."""
        return self.folded.text[segment.start : segment.end]

    def typed(self, start: int, end: int) -> str:
        """What was typed from one place of the folded text to another."""
        origin = self.folded.origin
        return self.text[origin[start] : origin[min(end, len(origin) - 1)]]

    def quoted(self, start: int, end: int) -> str:
        """The same without the marks and spaces at its ends, to be shown."""
        return self.typed(start, end).strip(" ,.;:!?。，；！？")

    def place(self, index: int) -> int:
        """Where character `index` of the normalised text stands in the folded text."""
        return self.folded.place(index)


def once(tell: Callable[[Sentence], T]) -> Callable[[Sentence], T]:
    """What a function tells of a sentence, found out only once for each."""

    @wraps(tell)
    def told(sentence: Sentence) -> T:
        known = sentence._told
        if tell not in known:
            known[tell] = tell(sentence)
        found: T = known[tell]
        return found

    return told


def _mark(covered: bytearray, hits: Iterable[Hit]) -> None:
    """Note the places that the words of hits cover, which are in order."""
    reach = 0
    for hit in hits:
        start, end, _, _, _, gaps = hit
        if gaps:
            hit.mark(covered)
        elif end > reach:
            covered[start:end] = b"\1" * (end - start)
            reach = end


def _begin(text: str, at: int) -> int:
    """Where the word begins that goes on at a place; each Chinese character is one."""
    while at and text[at] in _LETTERS and text[at - 1] in _LETTERS:
        at -= 1
    return at


def language_of(text: str) -> Language:
    """Chinese where a fair share of the letters is Chinese, else English: an English sentence may name Chinese titles."""
    latin = len(_LATIN.findall(text))
    return "zh" if not latin or (not text.isascii() and len(_CHINESE.findall(text)) > latin) else "en"


def span(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """Where a hit stands in the normalised text, without the spaces that folding sets round English words."""
    folded, origin = sentence.folded.text, sentence.folded.origin
    start, end = origin[hit.start], origin[hit.end - 1] + (folded[hit.end - 1] != " ")
    while start < end and sentence.text[start] == " ":
        start += 1
    return start, end


def runs(places: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Stretches with the Chinese characters that follow one another as one."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and found[-1][1] == start and not text[start].isascii() and not text[start - 1].isascii():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found

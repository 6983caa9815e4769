"""Every phrase of a phrasebook in one automaton: text in, hits out.

A hit says that a phrase of some entry stands at some place. What it means there is for others to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import ahocorasick

from bot.language.recognising.normalising import Folded
from bot.language.recognising.phrasebook import Meaning, Phrasebook

#: A `*` in a phrase spans at most this many characters of Chinese, or this many of English (a few words).
GAP, ENGLISH_GAP = 9, 26
#: A `**` spans as much as a clause may have.
WIDE_GAP = 80
#: Where a clause ends; the point and the comma of a number end none: 3,000, 1.5.
_STOP = re.compile(r"[;!?。\n]|(?<![0-9])[,.:]|[,.:](?![0-9])")
_FIGURES = frozenset("0123456789 .,")
#: What is put in between about somebody: I appoint Ms Lin, who belongs to my group, as team leader.
_ASIDE = re.compile(r"[^,.;!?:。\n]{1,40}, (?:who|whose|whom|which) (?![^,]* me )[^,.;!?:。\n]{1,60},")
#: What a fraction is of: 百分之八.
_PARTS_OF = frozenset("百千万")


Gaps = tuple[tuple[int, int], ...]
#: A hit without looking at its defaults; there are a hundred to a sentence.
_hit = tuple.__new__


class Hit(NamedTuple):
    """A phrase of `kind`/`id` at `start`..`end` of the folded text. `part` tells which list of a fact it stands in."""

    start: int
    end: int
    kind: str
    id: str
    part: str = ""
    #: What stands between the pieces of a phrase with gaps; whatever was said there is not part of it.
    gaps: Gaps = ()

    def within(self, other: Hit) -> bool:
        """Whether it lies inside a longer hit."""
        return other.start <= self.start and self.end <= other.end and (other.end - other.start) > (self.end - self.start)

    @property
    def length(self) -> int:
        """How many characters it covers."""
        return self.end - self.start

    def front(self, text: str) -> int:
        """Up to where that goes which stands before it; an English word shares the space there."""
        start = self[0]
        return start + (text[start] == " ")

    def back(self, text: str) -> int:
        """From where on that stands which follows it, with the space that an English word shares."""
        end = self[1]
        return end - (text[end - 1] == " ")

    def mark(self, covered: bytearray) -> None:
        """Note the places that its own words cover."""
        start, end, _, _, _, gaps = self
        if not gaps:
            covered[start:end] = b"\1" * (end - start)
            return
        for start, end in self.pieces():
            covered[start:end] = b"\1" * (end - start)

    def pieces(self) -> list[tuple[int, int]]:
        """Where its own words stand."""
        if not self.gaps:
            return [(self.start, self.end)]
        edges = [self.start, *(edge for gap in self.gaps for edge in gap), self.end]
        return list(zip(edges[::2], edges[1::2], strict=True))


class Lexicon:
    """The phrases of one library, ready to be looked for."""

    def __init__(self, phrases: Phrasebook) -> None:
        #: Every word that stands in some phrase, as it is spelt there; the stems of the English ones.
        self.words, self.stems = phrases.words, phrases.stems
        #: What acts and facts are called, and what duties are.
        self.telling, self.duties = phrases.telling, phrases.duties
        #: Those with gaps, by their first piece and their second.
        self._gapped: dict[str, dict[str, list[tuple[tuple[str, ...], int, Meaning]]]] = defaultdict(lambda: defaultdict(list))
        parts: set[str] = set()
        for pieces, meaning, wide in phrases.gapped:
            parts.update(pieces)
            gap = WIDE_GAP if wide else ENGLISH_GAP if pieces[0].isascii() else GAP
            self._gapped[pieces[0]][pieces[1]].append((pieces, gap, meaning))
        self._automaton = ahocorasick.Automaton()
        add = self._automaton.add_word
        for pattern in phrases.whole.keys() | parts:
            piece = pattern if pattern in parts else ""
            add(pattern, (len(pattern), phrases.whole.get(pattern, ()), piece, pattern[-1] in _PARTS_OF))
        if len(self._automaton):
            self._automaton.make_automaton()

    def find(self, folded: Folded) -> tuple[Hit, ...]:
        """Every phrase in the text, in order; hits of one kind and id that lie inside a longer one of theirs are left out."""
        hits: list[Hit] = []
        places: dict[str, list[int]] = defaultdict(list)
        text = folded.text
        if not len(self._automaton) or not text:
            return ()
        for last, (length, meanings, piece, whole) in self._automaton.iter(text):
            end = last + 1
            if whole and text.startswith("分之", end):
                continue  # 扣货款百分之八 takes no hundred
            start = end - length
            for kind, key, which in meanings:
                hits.append(_hit(Hit, (start, end, kind, key, which, ())))
            if piece:
                places[piece].append(start)
        hits += [hit for hit in self._joined(text, places) if hit[5] or hit not in hits]
        return longest(hits)

    def _joined(self, text: str, places: dict[str, list[int]]) -> set[Hit]:
        """The phrases with gaps, from the `places` of their pieces; one without anything in its gap may be a whole phrase as well."""
        hits: set[Hit] = set()
        for first in places.keys() & self._gapped.keys():
            behind = self._gapped[first]
            if behind.keys().isdisjoint(places.keys()):
                continue
            for pieces, gap, meaning in chain.from_iterable([behind[second] for second in places.keys() & behind.keys()]):
                if len(pieces) > 2 and not all(piece in places for piece in pieces[2:]):
                    continue
                hits.update(
                    Hit(start, end, *meaning, gaps)
                    for start, end, gaps in _joined(text, pieces, gap, places)
                    if meaning[0] != "fact" or meaning[2] == "open" or not _denies(text[start:end], pieces)
                )
        return hits


_DENIALS = re.compile(r"[没未无不非]|[正还]在|排除|否认|拒绝|等着|明天| not | no |n't | rule out | search | look for ")


def _denies(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether a word between the pieces denies what they state: 检验没有质量问题 isn't 检验…有质量问题."""
    for piece in pieces:
        text = text.replace(piece, " \0 " if piece.isascii() else "\0", 1)  # English pieces share the spaces round what lies between
    return bool(_DENIALS.search(text))


def _joined(text: str, pieces: tuple[str, ...], gap: int, places: dict[str, list[int]]) -> Iterable[tuple[int, int, Gaps]]:
    """Where the pieces follow one another within the gap and within one clause of the sentence, and what lies between."""
    for start in places[pieces[0]]:
        end = start + len(pieces[0])
        gaps: list[tuple[int, int]] = []
        for piece in pieces[1:]:
            found = _next(places[piece], end, gap)
            if found is None and not piece.isascii():
                found = _next(places[piece], end, gap + _figures(text, end, gap))
            if found is None or _STOP.search(text, end, found):
                aside = _ASIDE.match(text, end)
                found = _next(places[piece], aside.end(), gap) if aside else None
            if found is None:
                break
            gaps += [(end, found)] if end < found else []
            end = found + len(piece)
        else:
            yield start, end, tuple(gaps)


def _next(places: Iterable[int], end: int, gap: int) -> int | None:
    """The first of the places within the gap behind `end`; English pieces share the space between them."""
    for place in places:
        if place >= end - 1:
            return place if place <= end + gap else None
    return None


def _figures(text: str, start: int, gap: int) -> int:
    """How much of what follows are figures and spaces, which take up no gap: 签一份 480 平方米的仓储合同."""
    return sum(character in _FIGURES for character in text[start : start + 2 * gap])


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Without the hits that lie inside a longer hit of the same kind and id (of facts: the same fact)."""
    ordered = sorted(hits)
    dropped = {hit for alike in _meeting(ordered) for hit in _inside(alike)}
    return tuple([hit for hit in ordered if hit not in dropped] if dropped else ordered)


def _meeting(ordered: Iterable[Hit]) -> Iterable[list[Hit]]:
    """The hits of each entry of which one lies inside another, or may be cut by it; those that only share a space don't meet."""
    groups: dict[tuple[str, str], list[Hit]] = {}
    meeting: dict[tuple[str, str], list[Hit]] = {}
    for hit in ordered:
        start, end, kind, key, _, _ = hit
        entry = kind, key
        alike = groups.get(entry)
        if alike is None:
            groups[entry] = [hit]
            continue
        before = alike[-1]  # as long as none meet, it reaches furthest
        if start < before[1] and (end <= before[1] or start == before[0] or kind == "fact"):
            meeting[entry] = alike
        alike.append(hit)
    return meeting.values()


def _inside(alike: Iterable[Hit]) -> Iterator[Hit]:
    group: list[Hit] = []
    for hit in sorted(alike, key=_widest_first):
        start, end = hit[0], hit[1]
        group = [other for other in group if other[1] > start]
        for other in group:
            if ((end <= other[1] and hit.within(other)) or _cut_by(hit, other)) and not (other[5] and _in_gap(hit, other)):
                yield hit
                break
        group.append(hit)


def _widest_first(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _in_gap(hit: Hit, other: Hit) -> bool:
    """Whether it was said, in part, between the pieces of a longer phrase of its own: 报修 within 坏了报修."""
    return hit.part == other.part and any(start < hit.end and hit.start < end for start, end in other.gaps)


def _cut_by(hit: Hit, other: Hit) -> bool:
    """Whether another hit of a fact begins earlier and runs into this one: 不值钱的 is 不值钱, not 值钱的; what leaves it open stands."""
    return hit.kind == "fact" and hit.part != "open" and other.start < hit.start < other.end and other.length >= hit.length

"""How like a sentence is to those that people said before, each with the clause that it was about: counted, and nothing else.

The sentences are questions, or statements of what somebody is about to do. Naive Bayes over all that one says: its characters and
words, pairs of them, its concepts, acts and posts (the multinomial model of McCallum and Nigam, 1998). Scores are integers, so that
the same sentence gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from itertools import chain, pairwise
from math import log
from operator import add
from struct import unpack
from typing import NamedTuple

from msgspec import Struct

from bot.language.recognising.sentence import Segment, Sentence
from bot.model import ClauseId, RoleKey
from bot.rulebook.sayings import NONE

#: How often everything counts as having been said of every clause, before anybody said anything.
SMOOTHING = 0.05
#: So many steps make a factor of e.
STEP = 64
#: What fewer sentences say tells nothing.
LEAST_SAID = 2
#: Where fewer sentences are about some clause, or about none, they tell nothing of others.
FEW, FEW_OF_NONE = 200, 100
#: Bits for one group where all are added up at once, and bytes; no text is so long that its counts wouldn't fit.
LANE, WIDE = 32, 4
#: So many things are kept ready to be added up: those that people say most.
ROWS = 4096
#: What so few groups say that it takes no more bytes than this is added up one by one.
RARE = 64
#: How much likelier somebody who names no post is to ask about their own.
OWN = 16 * STEP
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z']+")
_SILENT = re.compile(r"[^a-z0-9\u4e00-\u9fff]+")


class Said(NamedTuple):
    """A sentence as it was said: the clause that it is about or `none`, all that it says, and its words as one."""

    clause: ClauseId
    things: Sequence[str]
    words: bytes

    @classmethod
    def of(cls, clause: ClauseId, sentence: Sentence, actions: Iterable[str], roles: Iterable[RoleKey]) -> Said:
        """A sentence about this clause, with the acts and posts that it means."""
        return cls(clause, things(sentence, actions, roles), words(sentence))


def things(sentence: Sentence, actions: Iterable[str], roles: Iterable[RoleKey], segment: Segment | None = None) -> list[str]:
    """All that a sentence says, or one clause of it, each thing once; a post that it means counts twice."""
    found: dict[str, None] = {}
    text = sentence.said_in(segment) if segment else sentence.folded.text
    for run in _CHINESE.findall(text):
        found |= dict.fromkeys(run)
        found |= dict.fromkeys(map(add, run, run[1:]))
    english = _WORD.findall(text)
    found.update(dict.fromkeys(english))
    found.update(dict.fromkeys(map(" ".join, pairwise(english))))
    found.update(dict.fromkeys(f"c:{hit.id}" for hit in sentence.of("concept") if not segment or segment.holds(hit)))
    found.update(dict.fromkeys(f"a:{action}" for action in actions))
    return [*found, *(f"r:{role}" for role in roles for _ in range(2))]


def words(sentence: Sentence) -> bytes:
    """What tells that just this was said before."""
    return blake2b(_SILENT.sub("", sentence.folded.text).encode(), digest_size=8).digest()


class Tally(Struct, frozen=True, array_like=True, dict=True):
    """How often sentences of each of several groups say a thing, as logarithms in steps."""

    #: What a thing counts for each group that never says it.
    lacking: list[int]
    #: For each thing the groups that say it and what it counts there besides, in pairs of unsigned integers.
    having: dict[str, bytes]

    @cached_property
    def _lacking(self) -> int:
        """What a thing counts for all of them, side by side."""
        return sum(count << LANE * group for group, count in enumerate(self.lacking))

    @cached_property
    def _signs(self) -> int:
        """The bit of each lane that makes its number negative."""
        return sum(1 << LANE * (group + 1) - 1 for group in range(len(self.lacking)))

    def scores(self, said: Iterable[str]) -> list[int]:
        """How well what is said fits each group."""
        rows = [*filter(None, map(self.having.get, said))]
        groups, signs = len(self.lacking), self._signs
        common = [_side_by_side(row) for row in rows if len(row) > RARE]
        sums = sum(common) + len(rows) * self._lacking
        lanes = (sums + signs ^ signs).to_bytes(groups * WIDE, "little")  # so that no lane borrows from the next
        scores = list(unpack(f"<{groups}i", lanes))
        for group, count in _pairs(b"".join([row for row in rows if len(row) <= RARE])):
            scores[group] += count
        return scores


def _pairs(row: bytes) -> Iterable[tuple[int, int]]:
    """The groups that say a thing, each with what it counts there."""
    numbers = memoryview(row).cast("I").tolist()
    return zip(numbers[::2], numbers[1::2], strict=True)


@lru_cache(maxsize=ROWS)
def _side_by_side(row: bytes) -> int:
    """What a thing counts for every group as one number, a lane for each: to add two such numbers is to add all their lanes."""
    lanes = bytearray()
    for group, count in _pairs(row):  # which are in order
        lanes += bytes(WIDE * group - len(lanes)) + count.to_bytes(WIDE, "little")
    return int.from_bytes(lanes, "little")


def _tally(grouped: Sequence[tuple[int, Sequence[str]]]) -> Tally:
    """The tally of sentences, each with the number of its group."""
    seen = Counter(chain.from_iterable(set(things) for _, things in grouped))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for group, things in grouped:
        counts[group].update(things)
    totals = [0] * (1 + max(counts))
    rows: dict[str, list[int]] = defaultdict(list)
    for group in sorted(counts):
        for thing, times in counts[group].items():
            if seen[thing] >= LEAST_SAID:
                rows[thing] += group, _besides(times)
                totals[group] += times
    smoothed = SMOOTHING * len(rows)
    lacking = [round(STEP * (log(SMOOTHING) - log(total + smoothed))) for total in totals]
    return Tally(lacking, {thing: array("I", rows[thing]).tobytes() for thing in sorted(rows)})


@cache
def _besides(times: int) -> int:
    return round(STEP * log(1 + times / SMOOTHING))


class Precedent(NamedTuple):
    """A clause that sentences were about: how like these one is, and by how much more than to those about none (in steps)."""

    clause: ClauseId
    rank: int
    over_none: int


class Likely(NamedTuple):
    """How like a sentence is to those about each clause, and to those about none (in steps)."""

    scores: dict[ClauseId, int]
    none: int
    #: The clauses of the speaker's own.
    own: Set[ClauseId] = frozenset()

    def best(self) -> Precedent:
        """The likeliest clause of all: one of those that score most, or the speaker's own."""
        most = max(self.scores.values())
        return self._first({*(clause for clause, score in self.scores.items() if score == most), *(self.own & self.scores.keys())})

    def best_of(self, clauses: Iterable[ClauseId]) -> Precedent | None:
        """The likeliest of these; None where no sentence was about any of them."""
        among = [clause for clause in clauses if clause in self.scores]
        return self._first(among) if among else None

    def _first(self, clauses: Iterable[ClauseId]) -> Precedent:
        ranks = {clause: self.scores[clause] + OWN * (clause in self.own) for clause in clauses}
        first = max(ranks, key=lambda clause: (ranks[clause], clause))
        return Precedent(first, ranks[first], self.scores[first] - self.none)


class Likeness(Struct, frozen=True, array_like=True):
    """What was counted in the sentences said to a company. It is made from its books alone, so it may be kept."""

    clauses: list[ClauseId]
    #: A group for each clause, of the sentences about it; then one for each of those that are near it and about none.
    tally: Tally | None
    #: By its words what was said, with the clause that it is about or `none`.
    said: dict[bytes, ClauseId]

    def said_before(self, sentence: Sentence) -> ClauseId | None:
        """The clause, or `none`, under which just this stands; None where it was never said."""
        return self.said.get(words(sentence))

    def of(self, sentence: Sentence, actions: Iterable[str], roles: Iterable[RoleKey], own: Set[ClauseId] = frozenset()) -> Likely | None:
        """How like a sentence is to those said before; None where these are too few to tell."""
        return self._likely(things(sentence, actions, roles), own)

    def of_segment(self, sentence: Sentence, segment: Segment) -> Likely | None:
        """The same of one clause of a sentence by itself."""
        return self._likely(things(sentence, (), (), segment), frozenset())

    def _likely(self, said: Sequence[str], own: Set[ClauseId]) -> Likely | None:
        if self.tally is None:
            return None
        scores = self.tally.scores(said)
        return Likely(dict(zip(self.clauses, scores, strict=False)), max(scores[len(self.clauses) :]), own)


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many sentences are about some clause, and how many about none, of those that it takes to tell of others."""

    about: int
    about_none: int

    @property
    def enough(self) -> bool:
        """Whether they tell of others."""
        return self.about >= FEW and self.about_none >= FEW_OF_NONE


def counted(sayings: Mapping[ClauseId, Sequence[str]]) -> Count:
    """The count of what was said to the books."""
    none = len(sayings.get(NONE, ()))
    return Count(about=sum(map(len, sayings.values())) - none, about_none=none)


def likeness(said: Sequence[Said]) -> Likeness:
    """What is to be learnt from what was said before."""
    clauses = sorted({one.clause for one in said} - {NONE})
    known = {one.words: one.clause for one in said}
    places = {clause: place for place, clause in enumerate(clauses)}
    about = [(places[one.clause], one.things) for one in said if one.clause != NONE]
    rest = [one.things for one in said if one.clause == NONE]
    if not Count(about=len(about), about_none=len(rest)).enough:
        return Likeness(clauses, None, known)
    near = _tally(about)
    others = [(len(clauses) + _first(near.scores(things)), things) for things in rest]
    return Likeness(clauses, _tally([*about, *others]), known)


def _first(scores: Sequence[int]) -> int:
    return scores.index(max(scores))

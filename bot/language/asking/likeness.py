"""How like a question is to those that people put before, each with the clause that answered it: counted, and nothing else.

Naive Bayes over all that a question says: its characters and words, pairs of them, its concepts, acts and posts (the
multinomial model of McCallum and Nigam, 1998). Scores are integers, so that the same question gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from itertools import pairwise
from math import log
from typing import NamedTuple

from msgspec import Struct

from bot.language.asking.questions import Question
from bot.model import ClauseId
from bot.rulebook.questions import NONE

#: How often everything counts as having been said of every clause, before anybody said anything.
SMOOTHING = 0.05
#: So many steps make a factor of e.
STEP = 64
#: What fewer questions say tells nothing.
LEAST_SAID = 2
#: Where fewer questions have an answer, or have none, they tell nothing of others.
FEW_ANSWERED, FEW_UNANSWERED = 200, 100
#: How much likelier somebody who names no post is to ask about their own.
OWN = 8 * STEP
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z']+")
_SILENT = re.compile(r"[^a-z0-9\u4e00-\u9fff]+")


class Asked(NamedTuple):
    """A question as it was put: the clause that answers it or `none`, all that it says, and its words as one."""

    clause: ClauseId
    said: Sequence[str]
    words: bytes

    @classmethod
    def of(cls, clause: ClauseId, question: Question) -> Asked:
        """A question that this clause answers."""
        return cls(clause, said(question), words(question))


def said(question: Question) -> list[str]:
    """All that a question says, each thing once; a post that it means counts twice."""
    sentence = question.sentence
    found: dict[str, None] = {}
    for run in _CHINESE.findall(sentence.folded.text):
        found.update(dict.fromkeys(run))
        found.update(dict.fromkeys(map("".join, pairwise(run))))
    english = _WORD.findall(sentence.folded.text)
    found.update(dict.fromkeys(english))
    found.update(dict.fromkeys(map(" ".join, pairwise(english))))
    found.update(dict.fromkeys(f"c:{hit.id}" for hit in sentence.of("concept")))
    found.update(dict.fromkeys(f"a:{action}" for action in question.actions))
    return [*found, *(f"r:{role}" for role in question.roles for _ in range(2))]


def words(question: Question) -> bytes:
    """What tells that just this was asked before."""
    return blake2b(_SILENT.sub("", question.sentence.folded.text).encode(), digest_size=8).digest()


class Tally(Struct, frozen=True, array_like=True, gc=False):
    """How often questions of each of several groups say a thing, as logarithms in steps."""

    #: What a thing counts for each group that never says it.
    lacking: list[int]
    #: For each thing the groups that say it and what it counts there besides, in pairs of unsigned shorts.
    having: dict[str, bytes]

    def scores(self, things: Iterable[str]) -> list[int]:
        """How well what is said fits each group."""
        scores, known = [0] * len(self.lacking), 0
        for thing in things:
            if row := self.having.get(thing):
                known += 1
                pairs = memoryview(row).cast("H")
                for at in range(0, len(pairs), 2):
                    scores[pairs[at]] += pairs[at + 1]
        return [score + known * lacking for score, lacking in zip(scores, self.lacking, strict=True)]


def _tally(grouped: Sequence[tuple[int, Sequence[str]]]) -> Tally:
    """The tally of questions, each with the number of its group."""
    seen = Counter(thing for _, things in grouped for thing in set(things))
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    totals = [0] * (1 + max(group for group, _ in grouped))
    for group, things in grouped:
        for thing in things:
            if seen[thing] >= LEAST_SAID:
                counts[thing][group] += 1
                totals[group] += 1
    smoothed = SMOOTHING * len(counts)
    lacking = [round(STEP * (log(SMOOTHING) - log(total + smoothed))) for total in totals]
    return Tally(lacking, {thing: _row(counts[thing]) for thing in sorted(counts)})


def _row(counts: Counter[int]) -> bytes:
    pairs = [number for group in sorted(counts) for number in (group, round(STEP * log(1 + counts[group] / SMOOTHING)))]
    return array("H", pairs).tobytes()


class Precedent(NamedTuple):
    """A clause that questions were about: how like these one is, and by how much more than to those that nothing answers (in steps)."""

    clause: ClauseId
    rank: int
    over_none: int


class Likely(NamedTuple):
    """How like a question is to those that each clause answers, and to those that nothing answers (in steps)."""

    scores: dict[ClauseId, int]
    none: int
    #: The clauses of the asker's own.
    own: Collection[ClauseId] = ()

    def best(self) -> Precedent:
        """The likeliest clause of all."""
        return self._first(self.scores)

    def best_of(self, clauses: Iterable[ClauseId]) -> Precedent | None:
        """The likeliest of these; None where no question was about any of them."""
        among = [clause for clause in clauses if clause in self.scores]
        return self._first(among) if among else None

    def _first(self, clauses: Iterable[ClauseId]) -> Precedent:
        ranks = {clause: self.scores[clause] + OWN * (clause in self.own) for clause in clauses}
        first = max(ranks, key=lambda clause: (ranks[clause], clause))
        return Precedent(first, ranks[first], self.scores[first] - self.none)


class Likeness(Struct, frozen=True, array_like=True):
    """What was counted in the questions put to a company. It is made from its books alone, so it may be kept."""

    clauses: list[ClauseId]
    #: A group for each clause, of the questions that it answers; then one for each of those that are near it and that nothing answers.
    tally: Tally | None
    #: By its words what was asked, with the clause that answers it or `none`.
    asked: dict[bytes, ClauseId]

    def asked_before(self, question: Question) -> ClauseId | None:
        """The clause, or `none`, under which just this stands; None where it was never asked."""
        return self.asked.get(words(question))

    def of(self, question: Question, own: Collection[ClauseId] = ()) -> Likely | None:
        """How like a question is to those asked before; None where these are too few to tell."""
        if self.tally is None:
            return None
        scores = self.tally.scores(said(question))
        return Likely(dict(zip(self.clauses, scores, strict=False)), max(scores[len(self.clauses) :]), own)


def likeness(asked: Sequence[Asked]) -> Likeness:
    """What is to be learnt from the questions put before."""
    clauses = sorted({one.clause for one in asked} - {NONE})
    known = {one.words: one.clause for one in asked}
    places = {clause: place for place, clause in enumerate(clauses)}
    answered = [(places[one.clause], one.said) for one in asked if one.clause != NONE]
    rest = [one.said for one in asked if one.clause == NONE]
    if len(answered) < FEW_ANSWERED or len(rest) < FEW_UNANSWERED:
        return Likeness(clauses, None, known)
    near = _tally(answered)
    unanswered = [(len(clauses) + _first(near.scores(things)), things) for things in rest]
    return Likeness(clauses, _tally([*answered, *unanswered]), known)


def _first(scores: Sequence[int]) -> int:
    return scores.index(max(scores))

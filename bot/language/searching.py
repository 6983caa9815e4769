"""Clause search: the fallback where no rule answers directly.

A clause is found by the concepts that it and the question share, and by shared characters and words. How much of the
question a clause accounts for (`coverage`) says whether it may be given as the answer. Scores are integers
and ties go by clause id, so that the same question gives the same bytes on every run.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.language.lexicon import Hit
from bot.language.reading import Reader
from bot.language.sentence import Sentence
from bot.model import Clause, ClauseId
from bot.rulebook.library import Library

_K1, _B = 1.2, 0.6
#: How much a shared concept counts beside a shared pair of characters or a shared English word.
_CONCEPT, _PAIR, _STEM = 3.0, 1.0, 1.5
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z']+")


@dataclass(frozen=True, slots=True)
class Term:
    """Something that a question asks by: a concept, a pair of characters or an English stem, with the place it covers."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with its score and how much of the question it accounts for, in per cent."""

    clause: ClauseId
    score: int
    coverage: int


def terms(sentence: Sentence) -> list[Term]:
    """What a sentence can be searched by; roles and departments scope a search and are no evidence."""
    known = bytearray(len(sentence.folded.text))
    found: list[Term] = []
    for hit in sentence.hits:
        if hit.kind in ("role", "unit", "relation") or (hit.kind == "marker" and hit.id in _SILENT_MARKERS):
            known[hit.start : hit.end] = b"\1" * hit.length
        if hit.kind in ("concept", "action", "fact"):
            found += [Term(f"{hit.kind[0]}:{hit.id}", start, end) for start, end in hit.pieces()]
    seams = _seams(sentence)
    text = sentence.folded.text
    for run in _CHINESE.finditer(text):
        for start in range(run.start(), run.end() - 1):
            if not (known[start] and known[start + 1]) and start + 1 not in seams:
                found.append(Term(text[start : start + 2], start, start + 2))
        if run.end() - run.start() == 1 and not known[run.start()]:
            found.append(Term(run.group(), run.start(), run.end()))
    for word in _LATIN.finditer(text):
        if not all(known[word.start() : word.end()]):
            found.append(Term(word.group(), word.start(), word.end()))
    return found


def _seams(sentence: Sentence) -> set[int]:
    """Where one recognised phrase ends and the next begins: the pair of characters across it means nothing."""
    starts, ends = {hit.start for hit in sentence.hits}, {hit.end for hit in sentence.hits}
    inside = {place for hit in sentence.hits for place in range(hit.start + 1, hit.end)}
    return (starts & ends) - inside


#: Markers that only shape a question and are never evidence.
_SILENT_MARKERS = frozenset(
    """filler generic condition who limit may after duties compare reports downward standin beyond why
    doubt speaker hearsay wish negation third unrelated power plain""".split()
)


class ClauseIndex:
    """All clauses of a library, searchable."""

    def __init__(self, library: Library, reader: Reader) -> None:
        self._clauses = library.clauses
        self._postings: dict[str, dict[ClauseId, int]] = defaultdict(dict)
        self._length: dict[ClauseId, float] = {}
        self._texts: dict[ClauseId, str] = {}
        self._relations: dict[ClauseId, frozenset[str]] = {}
        for clause in library.clauses.values():
            self._add(clause, library, reader)
        self._average = sum(self._length.values()) / max(1, len(self._length))

    def _add(self, clause: Clause, library: Library, reader: Reader) -> None:
        role = library.roles[clause.role]
        heading = (clause.heading.zh, clause.heading.en) if clause.heading else ()
        texts = [clause.text.zh, clause.text.en, "。".join((*clause.also, role.title.zh, role.title.en, *heading))]
        counts: Counter[str] = Counter()
        read = [reader.read_clause(text) for text in texts]
        for sentence in read:
            counts.update({term.key for term in terms(sentence)})
        self._texts[clause.id] = "\n".join(sentence.folded.text for sentence in read)
        self._relations[clause.id] = frozenset(hit.id for sentence in read for hit in sentence.of("relation"))
        counts.update(f"a:{grant.action}" for grant in library.by_role.get(clause.role, ()) if grant.clause == clause.id)
        for key, count in counts.items():
            self._postings[key][clause.id] = count
        self._length[clause.id] = sum(_worth(key) for key in counts)

    def knows(self, word: str) -> bool:
        """Whether any clause has this pair of characters or this English stem."""
        return word in self._postings

    def books_of(self, key: str) -> frozenset[str]:
        """The books in which a term occurs."""
        return frozenset(self._clauses[clause].book for clause in self._postings.get(key, ()))

    def elsewhere(self, sentence: Sentence, books: Collection[str]) -> list[Hit]:
        """The concepts said that only other books speak of, beyond what is said of acts, facts and posts."""
        taken, ours = bytearray(len(sentence.folded.text)), bytearray(len(sentence.folded.text))
        for kind in ("action", "fact", "role", "unit", "marker"):
            for hit in sentence.of(kind):
                taken[hit.start : hit.end] = b"\1" * hit.length
        others: list[Hit] = []
        for hit in sentence.of("concept"):
            where = self.books_of(f"c:{hit.id}")
            if not where.isdisjoint(books):
                if any(inner.within(hit) for inner in sentence.of("concept", hit.id) if inner != hit):
                    continue  # 签……协议 has a gap; what stands in it speaks for itself
                ours[hit.start : hit.end] = b"\1" * hit.length
            elif where and 1 not in taken[hit.start : hit.end]:
                others.append(hit)
        return [hit for hit in others if 1 not in ours[hit.start : hit.end]]

    def has(self, clause: ClauseId, key: str) -> bool:
        """Whether a clause has a term."""
        return clause in self._postings.get(key, ())

    def concerns(self, clause: ClauseId, relation: str) -> bool:
        """Whether a clause speaks of such people: customers, one's own group."""
        return relation in self._relations[clause]

    def holds(self, clause: ClauseId, words: str) -> bool:
        """Whether these very words stand in a clause, folded, in either language."""
        return words in self._texts[clause]

    def says(self, clause: ClauseId, word: re.Pattern[str]) -> bool:
        """Whether a clause's own words, folded, in either language, have it."""
        return word.search(self._texts[clause]) is not None

    def _idf(self, key: str) -> float:
        n = len(self._postings.get(key, ()))
        return math.log(1 + (len(self._length) - n + 0.5) / (n + 0.5))

    def search(self, sentence: Sentence, scope: Iterable[ClauseId] | None = None, most: int = 8) -> list[Found]:
        """The clauses nearest to the sentence, best first; `scope` limits them."""
        asked = terms(sentence)
        wanted = set(scope) if scope is not None else None
        scores: dict[ClauseId, float] = defaultdict(float)
        for key in dict.fromkeys(term.key for term in asked):
            idf = self._idf(key) * _worth(key)
            for clause, count in self._postings.get(key, {}).items():
                if wanted is None or clause in wanted:
                    norm = 1 - _B + _B * self._length[clause] / self._average
                    scores[clause] += idf * count * (_K1 + 1) / (count + _K1 * norm)
        ranked = sorted(scores, key=lambda clause: (-int(scores[clause] * 1000), _order(clause)))[:most]
        return [Found(clause, int(scores[clause] * 1000), self._coverage(sentence, asked, clause)) for clause in ranked]

    def _coverage(self, sentence: Sentence, asked: list[Term], clause: ClauseId) -> int:
        """The idf-weighted share of the question's content that the clause accounts for, in per cent."""
        size = len(sentence.folded.text)
        content, answered = [0.0] * size, [0.0] * size
        for term in asked:
            weight = self._idf(term.key)
            share = clause in self._postings.get(term.key, ())
            for place in range(term.start, term.end):
                content[place] = max(content[place], weight)
                if share:
                    answered[place] = max(answered[place], weight)
        total = sum(max(c, 0.0) for c in content)
        reached = sum(content[i] for i in range(size) if answered[i] > 0)
        return int(100 * reached / total) if total else 0


def _means(key: str) -> bool:
    return key[1:2] == ":"


def _worth(key: str) -> float:
    if _means(key):
        return _CONCEPT
    return _STEM if key.isascii() else _PAIR


def _order(clause: ClauseId) -> tuple[tuple[int, str], ...]:
    return tuple((int(re.sub(r"\D", "", part) or 0), part) for part in clause.split("."))

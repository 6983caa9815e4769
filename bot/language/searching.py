"""Clause search: the fallback where no rule answers directly.

A clause is found by the concepts that it and the question share, and by shared characters and words. How much of the
question a clause accounts for (`coverage`) says whether it may be given as the answer. Scores are integers
and ties go by clause id, so that the same question gives the same bytes on every run.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from types import MappingProxyType

from msgspec import Struct

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.reading import Reader
from bot.language.recognising.sentence import Sentence
from bot.model import Clause, ClauseId
from bot.rulebook.library import Library

_K1, _B = 1.2, 0.6
#: What more clauses than this have tells nothing company-wide.
COMMON = 500
#: What more clauses of a department than this have doesn't tell them apart, where something else does.
MANY = 200
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
    asking = [hit for marker in ("when", "count") for hit in sentence.of("marker", marker)]
    spent = spending(sentence.folded.text) or (0, 0)
    known[slice(*spent)] = b"\1" * (spent[1] - spent[0])
    for hit in sentence.hits:
        if hit.kind in ("role", "unit", "relation") or (hit.kind, hit.id) in _SILENT:
            known[hit.start : hit.end] = b"\1" * hit.length
        if hit.kind in ("concept", "action", "fact") and not _only_asks(sentence, hit, asking, spent):
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


def in_passing(sentence: Sentence, said: Term | Hit) -> bool:
    """Whether it is said in filling words alone, in Chinese: 新员工."""
    if sentence.folded.text[said.start] == " ":
        return False
    filled = bytearray(len(sentence.folded.text))
    for filler in sentence.of("marker", "filler"):
        filler.mark(filled)
    return all(filled[said.start : said.end])


def _only_asks(sentence: Sentence, hit: Hit, asking: Iterable[Hit], spent: tuple[int, int]) -> bool:
    """Whether it is only what something is asked by: the time of "what time", "what is the deadline for", "without asking anyone"."""
    if (hit.kind, hit.id) == _AS_WRITTEN:
        return any(one.start <= hit.start and hit.end <= one.end for one in sentence.of("marker", "power"))
    if hit.kind != "concept":
        return False
    if any(hit.within(one) for one in asking) or spent[0] < hit.end - 1 <= spent[1]:
        return True
    kinds = (("marker", "attribute"), ("marker", "limit"), ("silent", "deadline")) if hit.gaps else ()
    within = [one for kind, key in kinds for one in sentence.of(kind, key)]
    return any(a <= one.start + (one.id == "limit") and one.end <= b + 1 for a, b in hit.gaps for one in within)


def _seams(sentence: Sentence) -> set[int]:
    """Where one recognised phrase ends and the next begins: the pair of characters across it means nothing."""
    starts, ends = {hit.start for hit in sentence.hits}, {hit.end for hit in sentence.hits}
    inside = {place for hit in sentence.hits for place in range(hit.start + 1, hit.end)}
    return (starts & ends) - inside


#: How much may I *spend* on it: the word only asks for a sum.
_SPENDING = re.compile(
    r" how much (?:money )?(?:(?:can|may|could|must|should|am|is|are|do|doe|allow|to|be|i|we|you|he|she|thei|they) ){1,4}"
    r"(spend|pay|lay out) (?=on |for |a |in |per |each )"
    r"| what (?:can|may|could|must|should) (?:i|we|he|she|they) (spend|pay) (?=on |for |toward )"
    r"| how much (?:can|may|could|must) .{3,60} (cost) (?=[ ?.!]*$)"
    r"| (?:limit|cap|most|maximum) (?:that |which )?(?:i|we|he|she|they) (?:can|may|could) (spend) "
)


def spending(text: str) -> tuple[int, int] | None:
    """Where a folded text has the word for spending by which it only asks how much."""
    found = _SPENDING.search(text)
    return found.span(found.lastindex or 0) if found else None


#: Markers that only shape a question and are never evidence.
_SILENT_MARKERS = frozenset(
    """filler generic condition who limit may after duties compare reports downward standin beyond why
    doubt speaker hearsay wish negation third unrelated affirming power plain""".split()
)


#: That nobody is asked first is the program's own fact: within words of power it is no clause's matter.
_AS_WRITTEN = ("fact", "as-written")
#: The same, with what asks for a number or a time: 多长时间, by when.
_SILENT = frozenset({("marker", "count"), ("marker", "when"), ("silent", "deadline"), *(("marker", marker) for marker in _SILENT_MARKERS)})


#: A term -> the clauses that have it, with how much it counts in each.
_Postings = dict[str, dict[ClauseId, float]]


class Text(Struct, frozen=True, array_like=True):
    """A text of a clause: folded, with its terms and the people of whom it speaks."""

    folded: str
    keys: frozenset[str]
    relations: frozenset[str] = frozenset()


class _Texts(dict[str, Text]):
    """Texts as they are read, each once; those that were read before need not be."""

    def __init__(self, reader: Reader, read: Mapping[str, Text]) -> None:
        super().__init__(read)
        self._reader = reader

    def __missing__(self, text: str) -> Text:
        sentence = self._reader.read_clause(text)
        keys, relations = frozenset(term.key for term in terms(sentence)), frozenset(hit.id for hit in sentence.of("relation"))
        self[text] = Text(sentence.folded.text, keys, relations)
        return self[text]


class ClauseIndex:
    """All clauses of a library, searchable: department by department, and company-wide by what few clauses have.

    A text that recurs in many departments is read once. A department is turned inside out when it is first searched.
    """

    def __init__(self, library: Library, reader: Reader, read: Mapping[str, Text] = MappingProxyType({})) -> None:
        self._clauses = library.clauses
        #: What each text of a clause says, one after the other, with the terms that it can be found by.
        self._read: dict[ClauseId, tuple[Text, ...]] = {}
        self._length: dict[ClauseId, float] = {}
        self._of_book: dict[str, list[ClauseId]] = defaultdict(list)
        self._frequency: Counter[str] = Counter()
        #: Every text with what was read in it; `read` holds those that were read before.
        self.texts = _Texts(reader, read)
        worths = _Worths()
        for clause in library.clauses.values():
            self._add(clause, library, worths)
        self._keys_of = {
            book: frozenset().union(*[text.keys for clause in found for text in self._read[clause]])
            for book, found in self._of_book.items()
        }
        self._average = sum(self._length.values()) / max(1, len(self._length))
        self._books: dict[str, _Postings] = {}

    def _add(self, clause: Clause, library: Library, worths: _Worths) -> None:
        texts = self.texts
        role = library.roles[clause.role]
        heading = (clause.heading.zh, clause.heading.en) if clause.heading else ()
        rest = "。".join((*clause.also, role.title.zh, role.title.en, *heading))
        granted = [grant.action for grant in library.by_role.get(clause.role, ()) if grant.clause == clause.id]
        read = (texts[clause.text.zh], texts[clause.text.en], texts[rest], *(Text("", frozenset({f"a:{action}"})) for action in granted))
        self._read[clause.id] = read
        self._of_book[clause.book].append(clause.id)
        keys = read[0].keys.union(*[text.keys for text in read[1:]])
        self._frequency.update(keys)
        self._length[clause.id] = sum(map(worths.__getitem__, keys))

    @cached_property
    def _rare(self) -> _Postings:
        """What few clauses have, wherever they stand."""
        return self._postings(self._read, {key for key, count in self._frequency.items() if count <= COMMON})

    def _postings(self, clauses: Iterable[ClauseId], keys: set[str] | None = None) -> _Postings:
        found: _Postings = defaultdict(dict)
        for clause in clauses:
            norm = _K1 * (1 - _B + _B * self._length[clause] / self._average)
            counts = Counter(key for text in self._read[clause] for key in text.keys)
            for key in counts if keys is None else counts.keys() & keys:
                found[key][clause] = counts[key] * (_K1 + 1) / (counts[key] + norm)
        return dict(found)

    def _inside(self, book: str) -> _Postings:
        if book not in self._books:
            self._books[book] = self._postings(self._of_book[book])
        return self._books[book]

    def knows(self, word: str) -> bool:
        """Whether any clause has this pair of characters or this English stem."""
        return word in self._frequency

    def elsewhere(self, sentence: Sentence, books: Collection[str]) -> list[Hit]:
        """The concepts said that only other books speak of, beyond what is said of acts, facts and posts."""
        ours = bytearray(len(sentence.folded.text))
        others: list[Hit] = []
        for hit in sentence.of("concept"):
            key = f"c:{hit.id}"
            if any(key in self._keys_of.get(book, ()) for book in books):
                if any(inner.within(hit) for inner in sentence.of("concept", hit.id) if inner != hit):
                    continue  # 签……协议 has a gap; what stands in it speaks for itself
                hit.mark(ours)
            elif key in self._frequency:
                others.append(hit)
        if not others:
            return others
        taken = bytearray(len(ours))
        for kind in ("action", "fact", "role", "unit", "marker"):
            for hit in sentence.of(kind):
                start, end = hit[0], hit[1]
                taken[start:end] = b"\1" * (end - start)
        return [hit for hit in others if 1 not in taken[hit.start : hit.end] and 1 not in ours[hit.start : hit.end]]

    def has(self, clause: ClauseId, key: str) -> bool:
        """Whether a clause has a term."""
        for text in self._read[clause]:  # noqa: SIM110 (this is asked very often)
            if key in text.keys:
                return True
        return False

    def concerns(self, clause: ClauseId, relation: str) -> bool:
        """Whether a clause speaks of such people: customers, one's own group."""
        return any(relation in text.relations for text in self._read[clause])

    def holds(self, clause: ClauseId, words: str) -> bool:
        """Whether these very words stand in a clause, folded, in either language."""
        return any(words in text.folded for text in self._read[clause])

    def says(self, clause: ClauseId, word: re.Pattern[str]) -> bool:
        """Whether a clause's own words, folded, in either language, have it."""
        return any(word.search(text.folded) for text in self._read[clause][:2])

    def _idf(self, key: str) -> float:
        n = self._frequency.get(key, 0)
        return math.log(1 + (len(self._length) - n + 0.5) / (n + 0.5))

    def search(self, sentence: Sentence, scope: Iterable[ClauseId] | None = None, most: int = 8) -> list[Found]:
        """The clauses nearest to the sentence, best first; `scope` limits them."""
        asked = self._asked(sentence)
        keys = list(dict.fromkeys(term.key for term in asked))
        found: dict[ClauseId, float] = {}
        for postings, wanted in self._where(scope):
            scores = self._scores(postings, keys)
            found.update(scores if wanted is None else {clause: score for clause, score in scores.items() if clause in wanted})
        whole = {clause: int(score * 1000) for clause, score in found.items()}
        least = heapq.nlargest(most, whole.values())[-1:]  # those that tie with the last go by their order
        near = [clause for clause, score in whole.items() if score >= least[0]]
        ranked = sorted(near, key=lambda clause: (-whole[clause], _order(clause)))[:most]
        content = self._contents(sentence, asked)
        return [Found(clause, whole[clause], self._coverage(content, asked, clause)) for clause in ranked]

    def _asked(self, sentence: Sentence) -> list[Term]:
        """What a question asks by, without things that no clause has and that are said in filling words alone."""
        asked = terms(sentence)
        unheard = {term for term in asked if term.key[:2] == "c:" and term.key not in self._frequency and in_passing(sentence, term)}
        return [term for term in asked if term not in unheard]

    def accounts(self, sentence: Sentence, clause: ClauseId) -> int:
        """The share of the sentence's content that one clause accounts for, in per cent."""
        asked = self._asked(sentence)
        return self._coverage(self._contents(sentence, asked), asked, clause)

    def _scores(self, postings: _Postings, keys: Iterable[str]) -> dict[ClauseId, float]:
        """The score of each clause that has any of the terms; among very many, of each that has one which tells them apart."""
        scores: dict[ClauseId, float] = defaultdict(float)
        rest: list[tuple[float, dict[ClauseId, float]]] = []
        for key in keys:
            having = postings.get(key, {})
            idf = self._idf(key) * _worth(key)
            if len(having) > MANY:
                rest.append((idf, having))
                continue
            for clause, weight in having.items():
                scores[clause] += idf * weight
        for idf, having in rest:
            for clause in list(scores) or having:
                scores[clause] += idf * having.get(clause, 0.0)
        return scores

    def _where(self, scope: Iterable[ClauseId] | None) -> list[tuple[_Postings, set[ClauseId] | None]]:
        """Where to look, and for which clauses there."""
        if scope is None:
            return [(self._rare, None)]
        wanted: dict[str, set[ClauseId]] = defaultdict(set)
        for clause in scope:
            wanted[self._clauses[clause].book].add(clause)
        whole = {book for book, clauses in wanted.items() if len(clauses) == len(self._of_book[book])}
        return [(self._inside(book), None if book in whole else wanted[book]) for book in sorted(wanted)]

    def _contents(self, sentence: Sentence, asked: list[Term]) -> list[float]:
        """How much each place of the question tells: the idf of the most telling term there."""
        content = [0.0] * len(sentence.folded.text)
        idf = {key: self._idf(key) for key in {term.key for term in asked}}
        for key, start, end in {(term.key, term.start, term.end) for term in asked}:
            weight = idf[key]
            for place in range(start, end):
                if content[place] < weight:
                    content[place] = weight
        return content

    def _coverage(self, content: list[float], asked: list[Term], clause: ClauseId) -> int:
        """The share of the question's content that the clause accounts for, in per cent."""
        reached = bytearray(len(content))
        having = {key for key in {term.key for term in asked} if self.has(clause, key)}
        for term in asked:
            if term.key in having:
                reached[term.start : term.end] = b"\1" * (term.end - term.start)
        total = sum(content)
        return int(100 * sum(compress(content, reached)) / total) if total else 0


def _worth(key: str) -> float:
    if key[1:2] == ":":
        return _CONCEPT
    return _STEM if key.isascii() else _PAIR


class _Worths(dict[str, float]):
    """What each term of the clauses counts, found out once: there are some ten thousand, and a large library says them a million times."""

    def __missing__(self, key: str) -> float:
        self[key] = _worth(key)
        return self[key]


@lru_cache(maxsize=10_000)
def _order(clause: ClauseId) -> tuple[tuple[int, str], ...]:
    return tuple((int(re.sub(r"\D", "", part) or 0), part) for part in clause.split("."))

"""Where a document says what the clauses restate: each clause beside the run of sentences that it renders.

Clauses and document are in the same order, so the best way through both is found at once: it keeps the order, gives no sentence to
two clauses, and prefers runs that share most pairs of characters, in English of words, with the restatement in the document's language
and begin at the clause's own number. A clause for which nothing is like enough gets nothing; nobody completes it by guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import Clause, ClauseId, Language

#: From this likeness on a run counts as what the clause restates.
LIKE = 0.22
#: What a number of its own at the beginning adds, what each further number within takes away, and what a heading in front.
NUMBERED, CROSSED, HEADED = 0.15, 0.3, 0.3
#: A clause is at most so many pieces of a document.
LONGEST = 14
#: A heading is shorter than this.
SHORT = 16

_NUMBER = re.compile(
    r"\s*(?:[(（]?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）]、?|[、.．](?!\d))|(?P<ring>[①-⑳])"
    r"|(?:\d{1,2}\.)+(?P<last>\d{1,2})[、.．]?(?=\s))\s*"
)
#: Where a piece ends: at the end of a sentence or a line, and before a number, even one glued to the words in front of it.
_CUT = re.compile(
    r"(?<=[。；;！!？?\n])|(?<=[a-z)%]\.)(?=\s+[A-Z])|(?=[①-⑳])|(?<=[一-鿿\s])(?=\d{1,2}[、.．](?!\d))|(?<=[一-鿿]\d)(?=\d[、.．](?!\d))"
)
#: The end of a piece that says something; a heading has none.
_ENDS = re.compile(r"[。；;！!？?.…,，]$")
_CHINESE, _RINGS = "零一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WORDS = re.compile(r"[一-鿿]|[a-z]+|\d+")
_HAN, _LATIN = re.compile(r"[一-鿿]"), re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Aligned:
    """The document's own words for the clauses, and the clauses for which it has none."""

    quotes: Mapping[ClauseId, str]
    missing: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of the document, or a part of it that stands by itself, without the number in front of it."""

    text: str
    number: int | None
    heading: bool
    pairs: frozenset[tuple[str, str]]


def align(clauses: Sequence[Clause], document: str) -> Aligned:
    """Align clauses, in the order of their numbers, to a document."""
    pieces = list(_pieces(document))
    language = _language(document)
    runs = _best_runs([(_pairs(clause.text.into(language)), _last_number(clause.id)) for clause in clauses], pieces)
    found = {clause.id: _joined(pieces[start:end]) for clause, (start, end) in zip(clauses, runs, strict=True) if end > start}
    return Aligned(quotes=found, missing=tuple(clause.id for clause in clauses if clause.id not in found))


def _language(document: str) -> Language:
    """The language in which most of a document is written; of one in both, character for word, Chinese."""
    return "zh" if len(_HAN.findall(document)) >= len(_LATIN.findall(document)) else "en"


def _best_runs(clauses: Sequence[tuple[frozenset[tuple[str, str]], int]], pieces: Sequence[_Piece]) -> list[tuple[int, int]]:
    """For each clause the pieces from where to where, none where the two are the same."""
    best = [0.0] * (len(pieces) + 1)  # the most that the clauses so far come to within the first so many pieces
    ways: list[list[int]] = []
    for pairs, number in clauses:
        worth, way = list(best), [0] * (len(pieces) + 1)
        for start in range(len(pieces)):
            for end, likeness in _likenesses(pairs, number, pieces, start):
                if best[start] + likeness > worth[end]:
                    worth[end], way[end] = best[start] + likeness, end - start
        for end in range(1, len(pieces) + 1):
            if worth[end] < worth[end - 1]:
                worth[end], way[end] = worth[end - 1], -1
        best = worth
        ways.append(way)
    return _walked_back(ways, len(pieces))


def _likenesses(pairs: frozenset[tuple[str, str]], number: int, pieces: Sequence[_Piece], start: int) -> Iterator[tuple[int, float]]:
    """How like each run from `start` on is, where it is like enough."""
    if pairs.isdisjoint(pieces[start].pairs):
        return
    extra = NUMBERED if pieces[start].number == number else 0.0
    said: set[tuple[str, str]] = set()
    for end in range(start, min(start + LONGEST, len(pieces))):
        if end > start:
            extra -= CROSSED * (pieces[end].number is not None) + HEADED * (end == start + 1 and pieces[start].heading)
        said |= pieces[end].pairs
        likeness = 2 * len(pairs & said) / (len(pairs) + len(said))
        if likeness >= LIKE:
            yield end + 1, likeness + extra


def _walked_back(ways: Sequence[Sequence[int]], end: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for way in reversed(ways):
        while way[end] < 0:
            end -= 1
        runs.append((end - way[end], end))
        end -= way[end]
    return runs[::-1]


def _pieces(document: str) -> Iterator[_Piece]:
    for text in _CUT.split(document):
        numbered = _NUMBER.match(text)
        body = (text[numbered.end() :] if numbered else text).strip()
        if body:
            number = _value(numbered["number"] or numbered["ring"] or numbered["last"]) if numbered else None
            yield _Piece(body, number, len(body) < SHORT and not _ENDS.search(body), _pairs(body))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """The neighbouring characters of a text, words and numbers counting as one; what stands between them doesn't."""
    words = _WORDS.findall(text.lower())
    return frozenset(pairwise(words)) or frozenset((word, "") for word in words)


def _value(number: str) -> int:
    """3, 十三 or ③."""
    if number in _RINGS:
        return _RINGS.index(number) + 1
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_CHINESE.index(tens[-1]) if tens else 1) * 10 * bool(ten) + (_CHINESE.index(ones[-1]) if ones else 0)


def _last_number(clause: ClauseId) -> int:
    """The last part of a clause's number; `3.5b` is a second 五 in its document."""
    return int(re.sub(r"\D", "", clause.rpartition(".")[2]) or 0)


def _joined(pieces: Sequence[_Piece]) -> str:
    """The pieces as they follow each other; a line that was broken within a word is whole again."""
    return "".join(piece.text if piece.text[0] > "\x7f" or not place else f" {piece.text}" for place, piece in enumerate(pieces))

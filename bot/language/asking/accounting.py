"""How much of a question its answer accounts for, word by word.

A word is accounted for where an answering clause has it, or a rule of the book turns on it. What is left over says that
the question is about something else: a word that nothing here knows, or a concept that only other clauses have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.questions import Question, offered
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import fold
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex, in_passing, spending
from bot.model import ClauseId, RoleKey
from bot.rulebook.library import Library, Phrases

#: Words shorter than this are no content in English.
_SHORT = 3
_PAYING = re.compile(r" pai?d? | pay |付|出钱|买单|掏")
#: So much between the words for an act only says which: 跑西片.
_NAMED = 2
#: The same between those for a fact on which the act turns.
_TOLD = 6
_STRETCH = re.compile(r"[a-z']+|[\u4e00-\u9fff]+")
#: What a place of a sentence belongs to; the higher wins.
_NOTHING, _FILLING, _ELSEWHERE, _TALK, _ACCOUNTED = range(5)
#: Markers that fill a sentence and may be part of a longer word that nothing here knows.
_FILLERS = frozenset({"filler", "generic"})
#: Silent words that only ask for a number or a time.
_COUNTING = frozenset({"deadline", "count", "person"})


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a question says that its clauses have, by weight, and the words that they don't have."""

    known: int
    strange: tuple[str, ...]
    #: The weight of the strange words.
    left: int
    #: Where each word of content begins, whether it is accounted for, and its weight.
    content: tuple[tuple[int, bool, int], ...] = ()

    def met(self, place: int, until: int) -> bool:
        """Whether the first word of content between two places is accounted for, if there is one."""
        return next((met for start, met, _ in self.content if place <= start < until), True)

    def left_of(self, place: int, until: int) -> int:
        """How much of what is said between two places is left over, in per cent."""
        here = [(met, weight) for start, met, weight in self.content if place <= start < until]
        return 100 * sum(weight for met, weight in here if not met) // max(1, sum(weight for _, weight in here))

    @property
    def share(self) -> int:
        """How much of what was said is left over, in per cent."""
        return 100 * self.left // max(1, self.left + self.known)


class Accountant:
    """Holds questions against clauses of one library."""

    def __init__(self, library: Library, index: ClauseIndex) -> None:
        self._index = index
        self._library = library
        markers, none = library.vocabulary.markers, Phrases(zh=(), en=())
        self._small = frozenset(markers.get("small", none).zh)
        self._fillers = frozenset(stem for phrase in markers.get("filler", none).en for stem in fold(phrase).split())
        self._books = {clause.id: clause.book for clause in library.clauses.values()}
        #: The acts that turn on each fact, and the clauses that say so.
        self._turning: dict[str, frozenset[str]] = {}
        for grant in library.grants:
            for fact in grant.conditions:
                self._turning[fact] = self._turning.get(fact, frozenset()) | {grant.action, *([grant.clause] if grant.duty else [])}
        for ban in library.prohibitions:
            for fact in (*ban.when, *ban.unless):
                self._turning[fact] = self._turning.get(fact, frozenset()) | {ban.action or ban.clause, ban.clause}
        #: The English words of each book's title: "the property book".
        self._headed = {key: frozenset(fold(book.title.en).split()) for key, book in library.books.items()}

    def account(self, question: Question, answer: Answer) -> Account:
        """Every word of the question, held against the clauses of an answer."""
        clauses = answer.clauses
        sentence = question.sentence
        layers = self._layers(question, answer)
        known = left = 0
        strange: list[str] = []
        content: list[tuple[int, bool, int]] = []
        for start, word, layer in _stretches(sentence.folded.text, layers):
            if layer == _TALK or word in self._fillers or word.strip("'") in self._small or (layer == _FILLING and not word.isascii()):
                continue
            weight = 4 if word.isascii() else 2 * max(2, len(word))
            if layer == _ACCOUNTED or self._written(word, clauses):
                known += weight
                content.append((start, True, weight))
            elif not (layer == _FILLING or (word.isascii() and len(word) < _SHORT)):
                weight = weight // 2 if layer == _ELSEWHERE else weight
                strange.append(word)
                content.append((start, False, weight))
                left += weight
        return Account(known=known, strange=tuple(strange), left=left, content=tuple(content))

    def _layers(self, question: Question, answer: Answer) -> bytearray:
        sentence = question.sentence
        layers = bytearray(len(sentence.folded.text))
        for hit in sentence.hits:
            layer = self._layer(question, hit, answer)
            most = {"action": _NAMED, "fact": _TOLD if layer == _ACCOUNTED else 0}.get(hit.kind, 0)
            text = sentence.folded.text  # 改跑西片, 确认产品质量有毛病; but the 质检员 is somebody
            named = [gap for gap in hit.gaps if gap[1] - gap[0] <= most and (hit.kind == "action" or text[gap[0]] not in "员部师科")]
            for start, end in (*hit.pieces(), *named):
                for place in range(start, end):
                    layers[place] = max(layers[place], layer)
        first, last = spending(sentence.folded.text) or (0, 0)
        layers[first:last] = bytes(max(layer, _TALK) for layer in layers[first:last])
        for mention in sentence.amounts:
            for place in range(sentence.place(mention.start), sentence.place(mention.end)):
                layers[place] = _ACCOUNTED
        return layers

    def _layer(self, question: Question, hit: Hit, answer: Answer) -> int:
        clauses = answer.clauses
        if hit.kind == "concept":
            return self._layer_of_thing(question.sentence, hit, clauses)
        if hit.kind == "fact":  # a circumstance of an act, and nothing by itself
            turning = self._turning.get(hit.id, frozenset())
            if turning & {*question.actions, *clauses}:
                return _ACCOUNTED
            return _ELSEWHERE if question.actions else _NOTHING
        if hit.kind == "silent" and hit.id in _COUNTING:
            return _TALK  # whether a clause says by when, or how many, is looked at apart
        if hit.kind in ("word", "silent"):
            return _ELSEWHERE if question.actions else _NOTHING
        if hit.kind == "marker":
            return _layer_of_marker(question.sentence, hit, answer)
        if hit.kind == "money":  # who can give 10 % off
            share = bool(question.actions) and any(mention.cut for mention in question.sentence.amounts)
            return _ACCOUNTED if share or hit.id in question.actions else _ELSEWHERE
        if hit.kind == "role":
            return _ACCOUNTED if any(self._of_post(hit.id, clause) for clause in clauses) else _TALK
        if (hit.kind, hit.id) == ("relation", "customer") and not any(hit.within(act) for act in question.sentence.of("action")):
            return _ACCOUNTED if any(self._index.concerns(clause, hit.id) for clause in clauses) else _NOTHING
        return _ACCOUNTED

    def _layer_of_thing(self, sentence: Sentence, hit: Hit, clauses: Iterable[ClauseId]) -> int:
        """A thing that no clause has, and that is said in filling words alone, says nothing."""
        if any(self._index.has(clause, f"c:{hit.id}") for clause in clauses):
            return _ACCOUNTED
        return _ELSEWHERE if self._index.knows(f"c:{hit.id}") or not in_passing(sentence, hit) else _NOTHING

    def _of_post(self, role: RoleKey, clause: ClauseId) -> bool:
        """Whether a clause is of a post, or of one that it inherits from, or names it."""
        post = self._library.roles[role]
        if self._library.clauses[clause].role in (role, *post.inherits):
            return True
        return any(self._index.holds(clause, fold(name)) for name in (post.title.zh, post.title.en, *post.aliases))

    def _written(self, word: str, clauses: Iterable[ClauseId]) -> bool:
        """Whether one of the clauses has the word itself."""
        if word.isascii():
            written = any(self._index.holds(clause, f" {word} ") for clause in clauses)
            return written or any(self._index.has(clause, word) or word in self._headed.get(self._books[clause], ()) for clause in clauses)
        return any(self._index.holds(clause, word) for clause in clauses)


def _layer_of_marker(sentence: Sentence, hit: Hit, answer: Answer) -> int:
    text = sentence.folded.text
    if hit.id == "foreign":
        return _TALK if offered(sentence, hit.start, hit.end) else _NOTHING
    if hit.id == "after" and answer.intent is not Intent.AFTER and _PAYING.search(text, hit.start, hit.end):
        return _ELSEWHERE  # who pays for the greening
    return _FILLING if hit.id in _FILLERS and not text[hit.start].isspace() else _TALK


def _stretches(text: str, layers: bytearray) -> Iterable[tuple[int, str, int]]:
    """The English words with the highest of their layers, and the stretches of Chinese that lie in one layer, each with its place."""
    for found in _STRETCH.finditer(text):
        start, end = found.span()
        if text[start].isascii():
            yield start, found.group(), max(layers[start:end])
            continue
        while start < end:
            stop = start + 1
            while stop < end and layers[stop] == layers[start]:
                stop += 1
            yield start, text[start:stop], layers[start]
            start = stop

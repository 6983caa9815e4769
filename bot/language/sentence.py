"""A sentence with everything recognised in it: hits, amounts, segments, the roles and the people it names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from bot.language.amounts import Mention, find_amounts
from bot.language.lexicon import Hit, Lexicon
from bot.language.normalising import Folded, normalise
from bot.language.repairing import Repairer
from bot.model import Language
from bot.rulebook.library import Library

_BREAK = re.compile(
    r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|[;!?:。\n]|\.(?![0-9])"
    r"|但是|不过|而且|并且|然后|同时|另外|顺便|(?<!不)但|再把|再给|并把|还要给| and then | but | and also |(?<=[a-z]) then | and | plus "
)


@dataclass(frozen=True, slots=True)
class Segment:
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
    #: Posts that the books don't have, as they were called (销售总监, HR manager).
    strangers: tuple[str, ...] = ()
    #: Every English stem that stands in some phrase of the vocabulary.
    stems: Collection[str] = field(default=(), repr=False)
    _by_kind: dict[str, list[Hit]] = field(default_factory=dict, repr=False)

    @cached_property
    def _ends(self) -> list[int]:
        return [segment.end for segment in self.segments]

    def of(self, kind: str, key: str | None = None) -> list[Hit]:
        """The hits of one kind, or of one entry of it, in order."""
        hits = self._by_kind.get(kind, [])
        return hits if key is None else [hit for hit in hits if hit.id == key]

    def segment_of(self, place: int) -> int:
        """The index of the segment in which a place of the folded text lies."""
        return min(bisect_right(self._ends, place), len(self.segments) - 1)

    def words(self, segment: Segment) -> str:
        """The folded text of a segment."""
        return self.folded.text[segment.start : segment.end]

    def place(self, index: int) -> int:
        """Where character `index` of the normalised text stands in the folded text."""
        return _first(self.folded.origin, index)


def _first(origin: Sequence[int], index: int) -> int:
    low, high = 0, len(origin) - 1
    while low < high:
        middle = (low + high) // 2
        if origin[middle] < index:
            low = middle + 1
        else:
            high = middle
    return low


def language_of(text: str) -> Language:
    """Chinese where a fair share of the letters is Chinese, else English: an English sentence may name Chinese titles."""
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    latin = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if chinese > latin or not latin else "en"


class Reader:
    """Reads sentences with one library's lexicon."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.lexicon = Lexicon(library)
        titles = [name for role in library.roles.values() for name in (role.title.zh, role.title.en)]
        aliases = [alias for role in library.roles.values() for alias in role.aliases]
        #: Facts that tell how an employee works.
        self._conduct = frozenset(key for key, fact in library.vocabulary.facts.items() if fact.concerns == "employee")
        self._written = "\n".join(f"{clause.text.zh}\n{clause.text.en}".lower() for clause in library.clauses.values())
        self._repairer = Repairer(titles, self.lexicon.words, aliases)

    def read(self, text: str) -> Sentence:
        """Recognise what can be recognised; total, whatever the text."""
        normal = self._repairer.repair(normalise(text))
        return self._recognise(normal, find_amounts(normal))

    def read_clause(self, text: str) -> Sentence:
        """The same for a text of our own, which has no slips; its amounts aren't looked for."""
        return self._recognise(normalise(text), ())

    def _recognise(self, normal: str, amounts: tuple[Mention, ...]) -> Sentence:
        folded = Folded(normal)
        hits = _clear(self.lexicon.find(folded), self._conduct)
        hits, strangers = self._strangers(folded, hits)
        by_kind: dict[str, list[Hit]] = {}
        for hit in hits:
            by_kind.setdefault(hit.kind, []).append(hit)
        return Sentence(
            text=normal,
            folded=folded,
            hits=hits,
            amounts=amounts,
            segments=_segments(folded.text),
            language=language_of(normal),
            strangers=strangers,
            stems=self.lexicon.stems,
            _by_kind=by_kind,
        )

    def _strangers(self, folded: Folded, hits: tuple[Hit, ...]) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
        """Drop the role in 'sales director' where the books have no such director, and remember the whole."""
        foreign = [hit for hit in hits if (hit.kind, hit.id) in (("marker", "foreign"), ("relation", "other-department"))]
        strange: list[str] = []
        dropped: set[tuple[int, int]] = set()
        for hit in hits:
            if hit.kind != "role" or hit.start == 0:
                continue
            before = next((word for word in foreign if word.start < hit.start and folded.text[word.end : hit.start].strip() in _OF), None)
            if before and word_of_its_own(folded.text, before):
                strange.append(folded.text[before.start : hit.end].strip())
                dropped.add((hit.start, hit.end))
        for word in foreign:
            after = _DEPARTMENT.match(folded.text, word.end)
            known = any(h.kind in ("unit", "role", "concept") and h.start <= word.start and h.end >= word.end for h in hits)
            if after and not known and word_of_its_own(folded.text, word):
                strange.append((folded.text[word.start : word.end] + after.group()).strip())
        kept = tuple(hit for hit in hits if not (hit.kind == "role" and (hit.start, hit.end) in dropped))
        posts = [hit for hit in kept if hit.id == "post" and not _named_otherwise(hit, hits) and not self._is_written(folded.text, hit)]
        strange += [folded.text[hit.start : hit.end].strip() for hit in posts]
        named = [found.group().strip() for found in _UNIT.finditer(folded.text) if not _named(found, hits)]
        strange += [name for name in named if name not in self._written]
        return kept, tuple(dict.fromkeys(strange))

    def _is_written(self, text: str, hit: Hit) -> bool:
        """Whether the books themselves speak of such people (装修工人), or it is no noun here (谁主管)."""
        if text[hit.start] != " ":
            before = text[max(0, hit.start - 2) : hit.start]
            return before[-1:] in _VERBAL or (bool(before) and before + text[hit.start : hit.end] in self._written)
        return f"{text[:hit.start].rsplit(' ', 1)[-1]} {text[hit.start : hit.end].strip()}" in self._written


#: What stands before a verb: 由我主管.
_VERBAL = tuple("谁由来我们归你他她会要能")
#: A department by the look of it: 法务部的, the audit department.
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2}(?<![全内外本各哪干局总一我该这那分])部(?![门分件署主位落长委队下])"
    r"| (?!(?:the|which|my|our|thi|own|whole|other|anoth|each|entir|everi|what|that|and|of|a|an|same|your|their|his|her) )[a-z]+ (?:depart|divis)"
)


def _named_otherwise(hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether the name of a post is part of a post that the books have, or of other words (汇总编制 has no 总编)."""
    whole = any(other.kind in ("role", "unit", "relation") and other.start <= hit.start and hit.end <= other.end for other in hits)
    return whole or any(o.kind in ("concept", "action") and (o.start < hit.start < o.end < hit.end or hit.start < o.start < hit.end < o.end) for o in hits)


def _named(found: re.Match[str], hits: Iterable[Hit]) -> bool:
    """Whether what looks like a department is one that the books have or, in Chinese, part of other words."""
    kinds = ("role", "unit", "relation") if found.group().isascii() else ("role", "unit", "relation", "concept", "action")
    return any(hit.kind in kinds and hit.start < found.end() <= hit.end + 1 for hit in hits)


#: What makes a field the name of a department.
_DEPARTMENT = re.compile(r"部门?(?:的|有|负责|职责|主要|是)|depart (?!of)")
#: What may stand between a field and a post: 技术部经理, 技术部的经理, sales manager.
_OF = ("", "部", "部门", "部的", "部门的", "的", "department", "depart")


def word_of_its_own(text: str, hit: Hit) -> bool:
    """Whether an English hit isn't the tail of a longer word; Chinese needs no such care."""
    return not text[hit.start].isascii() or hit.start == 0 or text[hit.start] == " " or not text[hit.start - 1].isalpha()


#: A hit of the first kind gives way to a longer one of the others that covers it.
_GIVES_WAY: dict[str, tuple[str, ...]] = {
    "role": ("role", "unit", "silent"),
    "unit": ("role", "unit"),
    "action": ("action", "role", "silent", "fact", "concept"),
    "marker": ("relation", "fact", "role"),
    "relation": ("relation", "role"),
    "silent": ("action", "concept", "role", "fact", "marker"),
    "concept": ("role",),
    "fact": (),
    "money": ("action", "fact", "concept", "silent"),
}


def _clear(hits: Iterable[Hit], conduct: frozenset[str]) -> tuple[Hit, ...]:
    """Let the longer reading win where kinds compete for the same words."""
    ordered = sorted(hits)
    long = [hit for hit in ordered if hit.length > 1]
    starts = [hit.start for hit in long]
    reach = max((hit.length for hit in long), default=0)

    def around(hit: Hit) -> list[Hit]:
        return long[bisect_left(starts, hit.end - reach) : bisect_right(starts, hit.start)]

    return tuple(hit for hit in ordered if not any(hit.within(other) and _gives_way(hit, other, conduct) for other in around(hit)))


def _gives_way(hit: Hit, other: Hit, conduct: frozenset[str]) -> bool:
    """Whether a hit means nothing of its own inside the longer one: the 没有 of 有没有 denies nothing.

    An action inside a fact's phrase (坚持要退) is still that action, but not where the phrase tells how somebody works.
    """
    if hit.kind == other.kind == "marker":
        return hit.id == "negation" and other.id in ("doubt", "may")
    if hit.kind == "marker" and hit.id == "negation" and other.kind == "fact":
        return False  # it may deny another fact than the one whose phrase it stands in
    if hit.kind == "action" and other.kind == "fact":
        return other.id in conduct
    return other.kind in _GIVES_WAY[hit.kind]


def _segments(text: str) -> tuple[Segment, ...]:
    cuts = [0]
    for found in _BREAK.finditer(text):
        cut = found.end() if found.group() in ",;!?:。\n." else found.start()
        if cut > cuts[-1]:
            cuts.append(cut)
    if cuts[-1] < len(text) or len(cuts) == 1:
        cuts.append(len(text))
    return tuple(Segment(start, end) for start, end in pairwise(cuts))


def span(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """Where a hit stands in the normalised text, without the spaces that folding sets round English words."""
    folded, origin = sentence.folded.text, sentence.folded.origin
    start, end = origin[hit.start], origin[hit.end - 1] + (folded[hit.end - 1] != " ")
    while start < end and sentence.text[start] == " ":
        start += 1
    return start, end

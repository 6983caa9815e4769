"""For how many an amount is: the people or things that its clause, its sentence or the whole text counts."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from bot.language.amounts.mention import UNPAYABLE, Mention, Piece
from bot.language.amounts.surroundings import WINDOW
from bot.language.amounts.things import EACH_BEFORE, thing_of

_CLAUSE_END = re.compile(r"[,;!?，。；！？、\n]|\.(?![0-9])")
_SENTENCE_END = re.compile(r"[;!?。；！？\n]|\.(?![0-9])")
_EACH_OF = re.compile(r"(?<![a-z])(?:each of|all(?: of)?) (?:the |these |those |our |my )?$")
#: 给三位客户都赔 100 元.
_ALL_OF_THEM = re.compile(r"[^,.;!?，。；！？、0-9]{0,4}都(?=[罚奖赔补送给发扣免打退])")
_ONCE = re.compile(r"[一1]次|one time")
_Counts = dict[int, dict[str, set[int]]]


def count_out(text: str, pieces: list[Piece]) -> list[Mention]:
    """The mentions, each amount with the number of people or things that its sentence names."""
    sentences = [match.start() for match in _SENTENCE_END.finditer(text)]
    clauses = [match.start() for match in _CLAUSE_END.finditer(text)]
    pieces = _counted_once(text, pieces)
    in_all, in_sentence, in_clause = _counts(pieces, ()), _counts(pieces, sentences), _counts(pieces, clauses)
    shared = {bisect(clauses, piece.mention.start) for piece in pieces if _shares(text, piece)}
    mentions = []
    for piece in _passed_on(text, pieces, clauses):
        mention, clause = piece.mention, bisect(clauses, piece.mention.start)
        if mention.unit not in UNPAYABLE and not piece.total:
            each = mention.each or clause in shared
            counts = in_sentence.get(bisect(sentences, mention.start), in_all.get(0)) if each else in_clause.get(clause)
            count = _the_count(counts or {}, piece.thing, each=each)
            if each != mention.each or count is not None:
                mention = replace(mention, each=each, count=count, apiece=_apiece(counts or {}, piece.thing) if each else "")
        mentions.append(mention)
    return mentions


def _counted_once(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces without 一次 and "at one time" beside what is counted then: 一次种三颗, three at one time."""
    once = [piece for piece in pieces if _ONCE.fullmatch(text[piece.mention.start : piece.mention.end])]
    if not once:
        return pieces
    spans = [(piece.mention.start, piece.mention.end) for piece in pieces if piece.unit.unit == "count" and piece not in once]
    beside = [one for one in once if any(_beside(text, (one.mention.start, one.mention.end), span) for span in spans)]
    return [piece for piece in pieces if piece not in beside]


def _beside(text: str, once: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether 一次 stands before a count, or "at one time" beside it, in one clause."""
    first, second = sorted((once, span))
    ahead = once == first or text[once[0]].isascii()
    return ahead and not _CLAUSE_END.search(text, first[1], second[0])


def _counts(pieces: Iterable[Piece], ends: Sequence[int]) -> _Counts:
    """Per sentence (or clause), what was counted, and the numbers said of it."""
    found: _Counts = defaultdict(lambda: defaultdict(set))
    for piece in pieces:
        quantity = piece.mention.quantity
        if piece.unit.kind == "measure" and quantity and piece.mention.relation == "exact" and quantity.value < 10**6:
            found[bisect(ends, piece.mention.start)][piece.thing].add(int(quantity.value))
    return found


def _passed_on(text: str, pieces: Sequence[Piece], clauses: Sequence[int]) -> Iterator[Piece]:
    """The pieces; what each one gets so many of, at so much, is so much for each: 每人送一杯 20 块的饮料."""
    before: Piece | None = None
    for piece in pieces:
        start = piece.mention.start
        if before is not None and _is_thing(before) and not piece.mention.each and piece.mention.unit not in UNPAYABLE:
            place = bisect(clauses, start)
            begin = clauses[place - 1] if place else 0
            each = EACH_BEFORE.search(text[begin : before.mention.start]) if begin <= before.mention.start else None
            if each:
                piece = piece._replace(mention=replace(piece.mention, each=True), thing=thing_of(each))
        yield piece
        before = piece


def _is_thing(piece: Piece) -> bool:
    return piece.unit.kind == "measure" and piece.thing != "person"


def _shares(text: str, piece: Piece) -> bool:
    return piece.unit.kind == "measure" and is_shared(text, piece.mention)


def is_shared(text: str, mention: Mention) -> bool:
    """Whether so many of something are said to get so much each: each of the three, all three, 三位都."""
    return bool(_EACH_OF.search(text[max(0, mention.start - WINDOW) : mention.start]) or _ALL_OF_THEM.match(text, mention.end))


def _apiece(counts: dict[str, set[int]], thing: str) -> str:
    """What each is: what was named, else people where some were counted, else the one kind of things that was."""
    counted = "person" if "person" in counts or len(counts) != 1 else next(iter(counts))
    return counted if not thing or (thing == "person" and thing not in counts) else thing


def _the_count(counts: dict[str, set[int]], thing: str, *, each: bool) -> int | None:
    """The one number that was said of `thing`: of people, unless something else is meant."""
    numbers = counts.get(thing or "person", set())
    if each and not thing and not numbers and len(counts) == 1:
        (numbers,) = counts.values()
    return next(iter(numbers)) if len(numbers) == 1 else None

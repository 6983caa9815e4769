"""Whose words count where two compete for the same place of a sentence: those that the books use, before those of no book.

Beside the shipped vocabulary a company's own phrases come before the shipped ones, whichever acts they stand for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from itertools import chain

from bot.language.recognising.lexicon import ENGLISH_GAP, GAP, Hit
from bot.language.recognising.normalising import fold_normal, normalise_all
from bot.language.recognising.owning import used
from bot.language.recognising.phrasebook import pieces_of
from bot.rulebook.library import Library

#: To decide is no act where no book gives it to anybody as a power of its own: it says who may do something else.
DECIDING = "make-decision"
#: Kinds of hits that an act may give way to.
_OURS = frozenset({"fact", "action", "money"})
#: Where something begins and ends in the folded text.
Place = tuple[int, int]


class Preference:
    """Knows what is a company's own, for one library."""

    def __init__(self, library: Library) -> None:
        self._used = used(library).actions
        phrases = normalise_all(list(library.vocabulary.own)) if library.vocabulary.own else ()
        pieces = [[fold_normal(piece).strip() for piece in pieces_of(phrase)] for phrase in phrases]
        #: Its phrases; nothing has to stand in a gap.
        self._own = frozenset(chain.from_iterable(("*".join(each), _side_by_side(each)) for each in pieces))

    def of(self, hits: tuple[Hit, ...], text: str, sums: Sequence[Place] = ()) -> tuple[Hit, ...]:
        """The hits in the folded `text`, in order, without the acts that give way to what is the company's own there.

        `sums` are the places of the amounts: they are said of the act, and no words of it.
        """
        if DECIDING not in self._used:
            hits = _without_deciding(hits)
        acts = [hit for hit in hits if hit[2] == "action"]
        if not acts:
            return hits
        if self._own:
            hits = self._spoken_of(hits, [act for act in acts if self._says(act, text)], text)
            acts = [hit for hit in hits if hit[2] == "action"]
        ours = [hit for hit in hits if hit[2] in _OURS and (hit[2] == "fact" or (hit[3] in self._used and _names(hit, text, sums)))]
        dropped = {hit for hit, own in _crossing(acts, ours) if self._gives_way(hit, own, text, sums)}
        return tuple(hit for hit in hits if hit not in dropped) if dropped else hits

    def _spoken_of(self, hits: tuple[Hit, ...], own: Sequence[Hit], text: str) -> tuple[Hit, ...]:
        """The hits without what no book speaks of in the very words of a company's own acts: the "day off" of its leave."""
        words = [piece for act in own for piece in act.pieces()]
        spelt = {text[start:end].strip() for start, end in words}

        def drops(hit: Hit) -> bool:
            if hit.kind == "silent":
                inside = hit.id != "undoing" and any(hit.within(act) for act in own)  # 批准一笔空调费用
                # a word right behind shares no more than a space with it: acquire printers
                return inside or any(start < hit.end and hit.start < end - (text[end - 1] == " ") for start, end in words)
            if hit.kind != "action" or hit.id in self._used:
                return False
            return any(_same_verb(hit, act) for act in own) or _in_words_of(hit, words, spelt, text)

        return tuple(hit for hit in hits if not drops(hit)) if own else hits

    def _gives_way(self, hit: Hit, own: Hit, text: str, sums: Sequence[Place]) -> bool:
        """Whether an act gives way to what is said in its place."""
        return (self._before(own, hit, text) and _gives_way(hit, own, sums)) or (self._alike(hit, own) and _ends_in(hit, own))

    def _before(self, own: Hit, hit: Hit, text: str) -> bool:
        """Whether one comes before the other: the other is of no book, or the company says the one and Remit the other."""
        if hit.id not in self._used:
            return True
        return own.kind == "action" and own.id != hit.id and self._says(own, text) and not self._says(hit, text)

    def _alike(self, hit: Hit, own: Hit) -> bool:
        """Whether they are two acts of the books, the first in a phrase with gaps."""
        return bool(hit.gaps) and hit.id in self._used and own.kind == "action" and own.id != hit.id

    def _says(self, hit: Hit, text: str) -> bool:
        """Whether it is a phrase of the company's own file."""
        return bool(self._own) and "*".join(text[start:end].strip() for start, end in hit.pieces()) in self._own


def _side_by_side(pieces: Sequence[str]) -> str:
    return (" " if any(piece.isascii() for piece in pieces) else "").join(pieces)


#: Words of a phrase that do nothing by themselves: the 把 of 把…调到.
_LIGHT = frozenset({"把", "将", "给", "让", "帮", "替", "the", "a", "to"})


def _in_words_of(hit: Hit, words: Sequence[Place], spelt: Set[str], text: str) -> bool:
    """Whether all that an act says stands in these words, or is one of them said again or somewhat longer (调, 调到)."""
    return all(
        (piece := text[start:end].strip()) in _LIGHT
        or any(2 * (min(end, last) - max(start, first)) >= end - start for first, last in words)
        or any(f" {piece} " in f" {one} " if piece.isascii() else piece in one for one in spelt)
        for start, end in hit.pieces()
    )


def _without_deciding(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits with what only says that somebody decides (has the final say, 自行决定) as words of power, and nothing within it."""
    deciding = [hit for hit in hits if hit[2:4] == ("action", DECIDING)]
    if not deciding:
        return hits
    power = {hit._replace(kind="marker", id="power", gaps=()) for hit in deciding if not hit.gaps}
    same = [hit for hit in hits if hit.kind == "concept" and any(one.start <= hit.start and hit.end <= one.end for one in deciding)]
    return tuple(sorted({*hits} - {*deciding, *same} | power))


def _same_verb(hit: Hit, own: Hit) -> bool:
    """Whether an act begins with the very word with which another does: a verb does one thing (批 of 给我批一笔交通费)."""
    (first, last), (begin, end) = own.pieces()[0], hit.pieces()[0]
    if hit == own:
        return False
    theirs = bool(hit.gaps) and any(a <= begin and end <= b for a, b in own.pieces())
    return theirs or (bool(own.gaps) and any(a <= first and last <= b for a, b in hit.pieces()))


def _names(hit: Hit, text: str, sums: Sequence[Place]) -> bool:
    """Whether a hit of an act, or of its money, names it: a word that means it only beside a sum does where one follows."""
    if hit.kind == "action":
        return True
    reach = ENGLISH_GAP if text[hit.start : hit.end].isascii() else GAP
    return any(hit.end - 1 <= start <= hit.end + reach for start, _ in sums)


def _crossing(acts: Sequence[Hit], ours: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """The acts with what is said in the same place, both in order, found without holding each against all others."""
    starts = [own.start for own in ours]
    reach = max([own.length for own in ours], default=0)
    for hit in acts:
        for own in ours[bisect_left(starts, hit.start - reach) : bisect_left(starts, hit.end)]:
            if own.end > hit.start:
                yield hit, own


def _gives_way(hit: Hit, own: Hit, sums: Sequence[Place]) -> bool:
    """Whether an act has no words but the own ones, or breaks them off: the `let … go` of let the party go on.

    An act with words of its own stands: who sells the call recordings doesn't listen to them. A sum is no such word:
    the 扣…元 of 扣罚分包队 4000 元.
    """
    pieces, theirs = hit.pieces(), own.pieces()
    start, end = pieces[-1]
    broken = any(a <= start and end < b for a, b in theirs)
    return broken or all(any(a <= first and last <= b for a, b in (*theirs, *sums)) for first, last in pieces)


def _ends_in(hit: Hit, other: Hit) -> bool:
    """Whether another act begins in the last gap of one and goes on beyond it: 给这场婚宴免6瓶酒的开瓶费 gives no wine."""
    start, end = hit.gaps[-1]
    return start <= other.start < end and hit.end < other.end

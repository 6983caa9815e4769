"""Whose words count where two compete for the same place of a sentence: those that the books use, before those of no book.

Beside the shipped vocabulary a company's own phrases come before the shipped ones, whichever acts they stand for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import fold_normal, normalise_all
from bot.language.recognising.owning import used
from bot.rulebook.library import Library


class Preference:
    """Knows what is a company's own, for one library."""

    def __init__(self, library: Library) -> None:
        self._used = used(library).actions
        phrases = normalise_all(list(library.vocabulary.own)) if library.vocabulary.own else ()
        self._own = frozenset("*".join(fold_normal(piece.strip()).strip() for piece in phrase.split("*")) for phrase in phrases)

    def of(self, hits: Iterable[Hit], text: str) -> tuple[Hit, ...]:
        """The hits in the folded `text` without the acts that give way to what is the company's own there."""
        hits = tuple(hits)
        acts = [hit for hit in hits if hit.kind == "action"]
        ours = [hit for hit in hits if hit.kind == "fact" or (hit.kind == "action" and hit.id in self._used)]
        dropped = {hit for hit, own in _crossing(acts, ours) if self._gives_way(hit, own, text)}
        return tuple(hit for hit in hits if hit not in dropped) if dropped else hits

    def _gives_way(self, hit: Hit, own: Hit, text: str) -> bool:
        """Whether an act gives way to what is said in its place."""
        return (self._before(own, hit, text) and _gives_way(hit, own)) or (self._alike(hit, own) and _ends_in(hit, own))

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


def _crossing(acts: Sequence[Hit], ours: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """The acts with what is said in the same place, found without holding each against all others."""
    ordered = sorted(ours)
    starts = [own.start for own in ordered]
    reach = max((own.length for own in ordered), default=0)
    for hit in acts:
        for own in ordered[bisect_left(starts, hit.start - reach) : bisect_left(starts, hit.end)]:
            if own.end > hit.start:
                yield hit, own


def _gives_way(hit: Hit, own: Hit) -> bool:
    """Whether an act has no words but the own ones, or breaks them off: the `let … go` of let the party go on.

    An act with words of its own stands: who sells the call recordings doesn't listen to them.
    """
    pieces, theirs = hit.pieces(), own.pieces()
    start, end = pieces[-1]
    broken = any(a <= start and end < b for a, b in theirs)
    return broken or all(any(a <= first and last <= b for a, b in theirs) for first, last in pieces)


def _ends_in(hit: Hit, other: Hit) -> bool:
    """Whether another act begins in the last gap of one and goes on beyond it: 给这场婚宴免6瓶酒的开瓶费 gives no wine."""
    start, end = hit.gaps[-1]
    return start <= other.start < end and hit.end < other.end

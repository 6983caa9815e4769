"""Clause numbers: their order, and the holes in them that tell of a clause left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model import ClauseId


@dataclass(frozen=True, kw_only=True, slots=True)
class Hole:
    """A number that is `missing` between two that are there; `first` is the clause at which to say so."""

    missing: str
    before: str
    after: str
    first: ClauseId


def natural(clause: ClauseId) -> tuple[tuple[int, str], ...]:
    """The order of clause numbers as people count: 3.5, 3.5b, 3.6, 3.10."""
    parts = re.findall(r"([0-9]+)([a-z]?)", clause)
    return tuple((int(number), letter) for number, letter in parts)


def holes(clauses: Iterable[ClauseId]) -> Iterator[Hole]:
    """The first missing number of each gap, on every level below the first: a book may be any article of its source."""
    there: dict[str, dict[int, ClauseId]] = defaultdict(dict)
    for clause in sorted(clauses, key=natural):
        numbers = [str(number) for number, _ in natural(clause)]
        for level in range(1, len(numbers)):
            there[".".join(numbers[:level])].setdefault(int(numbers[level]), clause)
    for above, below in there.items():
        for before, after in zip(below, list(below)[1:], strict=False):
            if after > before + 1:
                found = (f"{above}.{number}" for number in (before + 1, before, after))
                missing, low, high = found
                yield Hole(missing=missing, before=low, after=high, first=below[after])

"""Clause numbers: their order, the holes in them that tell of a clause left out, and the numbers of grants within them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.model import ClauseId

_PARTS = re.compile("([0-9]+)([a-z]?)")
_Said = TypeVar("_Said", bound=Mapping[str, Any])


@dataclass(frozen=True, kw_only=True, slots=True)
class Hole:
    """A number that is `missing` between two that are there; `first` is the clause at which to say so."""

    missing: str
    before: str
    after: str
    first: ClauseId


def natural(clause: ClauseId) -> tuple[tuple[int, str], ...]:
    """The order of clause numbers as people count: 3.5, 3.5b, 3.6, 3.10."""
    return tuple([(int(number), letter) for number, letter in _PARTS.findall(clause)])


def holes(clauses: Iterable[ClauseId]) -> Iterator[Hole]:
    """The first missing number of each gap, on every level below the first: a book may be any article of its source."""
    there: dict[str, dict[int, ClauseId]] = defaultdict(dict)
    for parts, clause in sorted((natural(clause), clause) for clause in clauses):
        numbers = [str(number) for number, _ in parts]
        for level in range(1, len(numbers)):
            there[".".join(numbers[:level])].setdefault(parts[level][0], clause)
    for above, below in there.items():
        for before, after in zip(below, list(below)[1:], strict=False):
            if after > before + 1:
                found = (f"{above}.{number}" for number in (before + 1, before, after))
                missing, low, high = found
                yield Hole(missing=missing, before=low, after=high, first=below[after])


def numbered(listed: Iterable[_Said]) -> Iterator[tuple[int, _Said]]:
    """Each grant once, in the order of the book, with its number within its clause, which doesn't hang on that order."""
    by_clause: dict[ClauseId, list[_Said]] = defaultdict(list)
    for said in listed:
        by_clause[said["clause"]].append(said)
    numbers: dict[ClauseId, dict[str, int]] = {}
    for clause, several in by_clause.items():
        ordered = sorted({_content(said) for said in several}) if len(several) > 1 else [""]
        numbers[clause] = {content: number for number, content in enumerate(ordered, start=1)}
    for said in listed:
        contents = numbers[said["clause"]]
        number = contents.pop(_content(said) if "" not in contents else "", None)
        if number is not None:
            yield number, said


def _content(said: Mapping[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)

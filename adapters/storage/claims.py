"""Which letters somebody is carrying just now, for stores that one process has to itself: kept in memory, gone with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice


class Claims:
    """Letters by number, each until when nobody else gets it."""

    def __init__(self) -> None:
        self._until: dict[int, datetime] = {}

    def __len__(self) -> int:
        return len(self._until)

    def take(self, numbers: Iterable[int], *, now: datetime, until: datetime, limit: int) -> tuple[int, ...]:
        """The first of these letters that are free, claimed from here on."""
        self._until = {number: end for number, end in self._until.items() if end > now}
        taken = tuple(islice((number for number in numbers if number not in self._until), limit))
        self._until |= dict.fromkeys(taken, until)
        return taken

    def put(self, until: Mapping[int, datetime]) -> None:
        """Claim these until then, whatever was claimed before."""
        self._until |= until

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget letters that have gone."""
        for number in numbers:
            self._until.pop(number, None)

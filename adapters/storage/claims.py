"""Which letters somebody is carrying just now, for stores that one process has to itself: kept in memory, gone with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from bot.ports import Letter


class Claims:
    """Letters by number, each until when nobody else gets it."""

    def __init__(self) -> None:
        self._until: dict[int, datetime] = {}

    def __len__(self) -> int:
        return len(self._until)

    def take(self, letters: Iterable[Letter], *, now: datetime, until: datetime, limit: int) -> tuple[Letter, ...]:
        """The first of these letters that are free, claimed from here on."""
        self._until = {number: end for number, end in self._until.items() if end > now}
        taken = tuple(islice((letter for letter in letters if letter.number not in self._until), limit))
        self._until |= {letter.number: until for letter in taken}
        return taken

    def put(self, until: Mapping[int, datetime]) -> None:
        """Claim these until then, whatever was claimed before."""
        self._until |= until

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget letters that have gone."""
        for number in numbers:
            self._until.pop(number, None)

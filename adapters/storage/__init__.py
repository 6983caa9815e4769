"""Stores: memory, tinydb (the embedded default) and, for many replicas, postgres.

Here are the words that they share for refusing to start.
"""

from __future__ import annotations

from pathlib import Path

from adapters.refusals import Refused
from adapters.storage.refusals import REFUSALS
from bot.model import Words


class StoreRefused(Refused):
    """A store can't be opened. The words name the file (or the server), what is wrong with it and what to do."""

    def __init__(self, path: Path | str | Words, kind: str, **values: object) -> None:
        self.path = path
        self.kind = kind
        self.values = values
        self.refusal = REFUSALS[kind].filled(**values)
        super().__init__(self.refusal.of(path))


class StoreInUse(StoreRefused):
    """Another process holds the store."""

    def __init__(self, path: Path, pid: int | None) -> None:
        self.pid = pid
        if pid:
            super().__init__(path, "in-use", pid=pid)
        else:
            super().__init__(path, "in-use-by-somebody")


class StoreDamaged(StoreRefused):
    """A record isn't as it was written. It is named as `tenant/kind/id`."""

    def __init__(self, path: Path | str | Words, kind: str, record: str, **values: object) -> None:
        self.record = record
        super().__init__(path, kind, **values)


class StoreUnreachable(Refused):
    """The store could not be asked for a while. What it was asked to do may be tried again; nothing is half done."""

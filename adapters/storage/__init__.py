"""Stores: memory, tinydb (the embedded default) and, for many replicas, postgres.

Here are the words that they share for refusing to start.
"""

from __future__ import annotations

from pathlib import Path

from adapters.refusals import Refused


class StoreRefused(Refused):
    """A store can't be opened. The sentence names the file (or the server), what is wrong with it and what to do."""

    def __init__(self, path: Path | str, wrong: str, remedy: str) -> None:
        self.path = path
        self.wrong = wrong
        self.remedy = remedy
        super().__init__(f"{path} {wrong}; {remedy}.")


class StoreInUse(StoreRefused):
    """Another process holds the store."""

    def __init__(self, path: Path, pid: int | None) -> None:
        self.pid = pid
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            path,
            f"is in use by {who}, and one process at a time may open it",
            f"stop that one first ({f'kill {pid}' if pid else 'see lsof'}), or name another store in the configuration",
        )


class StoreDamaged(StoreRefused):
    """A record isn't as it was written. It is named as `tenant/kind/id`."""

    def __init__(self, path: Path | str, wrong: str, remedy: str, record: str) -> None:
        self.record = record
        super().__init__(path, wrong, remedy)


class StoreUnreachable(Refused):
    """The store could not be asked for a while. What it was asked to do may be tried again; nothing is half done."""

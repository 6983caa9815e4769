"""Stores that break a promise each, so that we know the harness would notice. None of them is anything to learn from."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Letter, StoreFailed


class Lazy(TinyStore):
    """Answers when the system has it, not when the disk has it: no fsync for a commit."""

    async def commit(self, commit: Commit) -> int:
        return self._written(commit)


class Premature(TinyStore):
    """Of those that are committed at once, only the first waits for the disk."""

    async def settled(self) -> None:
        if self._syncing is None:
            await super().settled()


class Unsynced(TinyStore):
    """Never syncs anything, not even between the log and the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        execute = self._rows.sql
        execute("PRAGMA synchronous = OFF")
        self._rows.sync = lambda: None  # type: ignore[method-assign]


class Piecemeal(TinyStore):
    """Writes each part of a commit by itself."""

    async def commit(self, commit: Commit) -> int:
        self._refuse_repetition(commit)
        self._refuse_moved(commit)
        inside = self._rows.transaction

        @contextmanager
        def pieces() -> Iterator[int]:
            with inside() as version:
                pass
            self._rows._version = version
            try:
                yield version
            finally:
                self._rows._version = None

        with pieces() as version:
            self._write(commit, version)
        return version


class Hasty(TinyStore):
    """Looks whether anything has moved, waits a moment, and writes."""

    async def commit(self, commit: Commit) -> int:
        self._refuse_repetition(commit)
        self._refuse_moved(commit)
        await asyncio.sleep(0)
        with self._rows.transaction() as version:
            self._write(commit, version)
        return version


class Careless(TinyStore):
    """Doesn't look whether anything has moved."""

    def _refuse_moved(self, commit: Commit) -> None:
        pass


class Forgetful(TinyStore):
    """Doesn't remember which events it has had."""

    def _refuse_repetition(self, commit: Commit) -> None:
        if commit.event is not None:
            self._table(f"{commit.tenant}/handled").put(commit.event, None)

    async def read(self, keys: Any, **known: Any) -> dict:
        return {key: found for key, found in (await super().read(keys, **known)).items() if "/handled/" not in key}


class Boastful(TinyStore):
    """Says that it has written, and writes with the next one: a cache in front of the disk."""

    _kept: Commit | None = None

    async def commit(self, commit: Commit) -> int:
        kept, self._kept = self._kept, None
        if kept is not None:
            await super().commit(kept)
        self._refuse_repetition(commit)
        self._refuse_moved(commit)
        self._kept = commit
        return 1

    async def read(self, keys: Any, **known: Any) -> dict:
        await self._settle()
        return await super().read(keys, **known)

    async def search(self, search: Any) -> Any:
        await self._settle()
        return await super().search(search)

    async def _settle(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            await super().commit(kept)


class AtMostOnce(TinyStore):
    """Takes a letter out of the outbox before it is sent."""

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        letters = await super().claim(now=now, until=until, limit=limit)
        for letter in letters:
            await super().commit(Commit(tenant=letter.tenant, delivered=(letter.number,)))
        return letters


class Stubborn(TinyStore):
    """Takes a failed sync for a commit like any other."""

    async def commit(self, commit: Commit) -> int:
        try:
            return await super().commit(commit)
        except StoreFailed:
            self._rows.sql, self._rows._failed = self._rows.connection.execute, None
            return 1


class Headless(TinyStore):
    """Loses the audit record of every commit but the first."""

    async def commit(self, commit: Commit) -> int:
        return await super().commit(replace(commit, audit=commit.audit[:0]) if commit.audit else commit)


KINDS = (Lazy, Premature, Unsynced, Piecemeal, Hasty, Careless, Forgetful, Boastful, AtMostOnce, Headless, Stubborn)
MUTANTS: Mapping[str, type[TinyStore]] = {kind.__name__.lower(): kind for kind in KINDS}

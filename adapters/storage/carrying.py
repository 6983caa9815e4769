"""Everything that a store holds, on the way to another one or to a file of JSON Lines, and found whole when it arrives."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from adapters.storage import StoreRefused
from adapters.storage.refusals import NEW_STORE
from bot.ports import Json, Key, Letter

#: Told now and then how far it is: so much done, of so much (0 where that isn't known).
Told = Callable[[int, int], None]
#: So often.
NOW_AND_THEN = 5000
#: What a file of ours begins with.
HEAD: Json = {"remit": "store", "form": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A document under its key."""

    key: Key
    version: int
    value: Json


class Carried(Protocol):
    """A store whose whole content can be taken out of it and put into it."""

    def entries(self) -> AsyncIterator[Entry]:
        """Every document, oldest first."""

    def letters(self) -> AsyncIterator[Letter]:
        """Every letter that waits, in the order of their numbers."""

    async def load(self, entries: AsyncIterator[Entry], letters: AsyncIterator[Letter]) -> None:
        """Take over what another store held, all of it or nothing; this one has to be empty."""


def nobody(done: int, of: int) -> None:
    """Who doesn't want to know how far it is."""


@dataclass(slots=True)
class Tally:
    """How much has passed, and a digest over all of it in its order: the same on both sides if nothing was lost or changed."""

    told: Told = nobody
    entries: int = 0
    letters: int = 0
    _sum: Any = field(default_factory=hashlib.sha256)

    @property
    def digest(self) -> str:
        """The digest over what has passed."""
        return str(self._sum.hexdigest())

    async def count(self, entries: AsyncIterator[Entry]) -> AsyncIterator[Entry]:
        """The same documents, counted."""
        async for entry in entries:
            self.entries += 1
            self._add({"key": entry.key, "version": entry.version, "value": entry.value})
            yield entry

    async def count_letters(self, letters: AsyncIterator[Letter]) -> AsyncIterator[Letter]:
        """The same letters, counted."""
        async for letter in letters:
            self.letters += 1
            self._add(asdict(letter))
            yield letter

    def _add(self, value: Json) -> None:
        self._sum.update(json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n")
        if (self.entries + self.letters) % NOW_AND_THEN == 0:
            self.told(self.entries + self.letters, 0)


async def carry(source: Carried, target: Carried, told: Told) -> Tally:
    """Bring everything from one store into another, and look that it has arrived. Raises StoreRefused."""
    left = Tally(told)
    await target.load(left.count(source.entries()), left.count_letters(source.letters()))
    arrived = await tally_of(target, told)
    if (arrived.entries, arrived.letters, arrived.digest) != (left.entries, left.letters, left.digest):
        raise StoreRefused(NEW_STORE, "not-the-same")
    return arrived


async def tally_of(store: Carried, told: Told) -> Tally:
    """What a store holds."""
    tally = Tally(told)
    async for _ in tally.count(store.entries()):
        pass
    async for _ in tally.count_letters(store.letters()):
        pass
    return tally


def _opened(path: Path, mode: str) -> AbstractContextManager[IO[str]]:
    if path.suffix == ".gz":
        return gzip.open(path, f"{mode}t", encoding="utf-8")  # type: ignore[return-value]
    return path.open(mode, encoding="utf-8")


async def write_file(store: Carried, path: Path, told: Told) -> Tally:
    """Write everything as JSON Lines, a digest at the end. Raises StoreRefused where there is a file already."""
    if path.exists():
        raise StoreRefused(path, "already-there")
    tally = Tally(told)
    with _opened(path, "x") as file:
        _put(file, HEAD)
        async for entry in tally.count(store.entries()):
            _put(file, {"key": entry.key, "version": entry.version, "value": entry.value})
        async for letter in tally.count_letters(store.letters()):
            _put(file, {"letter": asdict(letter)})
        _put(file, {"end": tally.digest, "documents": tally.entries, "letters": tally.letters})
    path.chmod(0o600)
    return tally


def _put(file: IO[str], value: Json) -> None:
    file.write(json.dumps(value, separators=(",", ":")) + "\n")


async def read_file(path: Path, store: Carried, told: Told) -> Tally:
    """Bring a file's content into an empty store, all of it or nothing. Raises StoreRefused where it isn't whole."""
    tally = Tally(told)
    with _opened(path, "r") as file:
        lines = Lines(path, file)
        await store.load(tally.count(lines.entries()), lines.whole(tally))
    return tally


class Lines:
    """A file's lines, first the documents, then the letters, then the digest."""

    def __init__(self, path: Path, lines: Iterable[str]) -> None:
        self._path = path
        self._lines = iter(lines)
        self._next: Json = {}
        if self._take() != HEAD:
            raise StoreRefused(self._path, "no-export")

    async def entries(self) -> AsyncIterator[Entry]:
        """The documents."""
        while "key" in self._take():
            yield Entry(**self._next)

    async def whole(self, tally: Tally) -> AsyncIterator[Letter]:
        """The letters, and at the end a look whether all has come."""

        async def letters() -> AsyncIterator[Letter]:
            while "letter" in self._next:
                yield Letter(**self._next["letter"])
                self._take()

        async for letter in tally.count_letters(letters()):
            yield letter
        if self._next != {"end": tally.digest, "documents": tally.entries, "letters": tally.letters}:
            raise StoreRefused(self._path, "cut-off")

    def _take(self) -> Json:
        try:
            self._next = json.loads(next(self._lines, "{}"))
        except (ValueError, OSError, EOFError) as error:
            raise StoreRefused(self._path, "cut-off") from error
        return self._next

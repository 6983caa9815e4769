"""The control socket: while `remit run` holds the embedded store, other commands reach it through here.

One JSON object a line, there and back. Only the owner of the store can connect, and nobody can do more through it than
with the store itself. `RemoteStore` is the other end: the port `Store`, and what `remit store` needs besides.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.refusals import refusal
from adapters.storage import StoreInUse, StoreRefused, StoreUnreachable
from adapters.storage.carrying import Told
from adapters.storage.tinydb import TinyStore
from bot.ports import NOTHING_KNOWN, AlreadyHandled, Commit, Json, Key, Letter, Moved, Order, Outgoing, Page, Search, Versioned

SUFFIX = ".sock"
#: The longest line.
LIMIT = 2**28
#: Seconds until whoever holds the store has to have answered for the first time.
REACHING = 10.0
#: What fits into the address of a socket.
LONGEST_PATH = 100


def path_of(store: Path) -> Path:
    """Where the socket of a store lies."""
    return store.with_name(store.name + SUFFIX)


@asynccontextmanager
async def serve_control(store: TinyStore, path: Path, wake: Callable[[], None] | None = None) -> AsyncIterator[None]:
    """Answer other commands about the store at `path` for as long as it is open; `wake` when one has written letters."""
    at = path_of(path)
    at.unlink(missing_ok=True)  # whoever holds the store's lock owns the name; what lies there is of one that was killed
    served: set[asyncio.Task[None]] = set()
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            served.add(task)
            task.add_done_callback(served.discard)
        try:
            if _is_ours(writer) and not ended.is_set():
                await _converse(store, reader, writer, wake)
        finally:
            writer.close()

    listening = socket.socket(socket.AF_UNIX)
    was = os.umask(0o177)
    try:
        with _short(at) as name:
            listening.bind(name)
    finally:
        os.umask(was)
    server = await asyncio.start_unix_server(serve, sock=listening, limit=LIMIT)
    try:
        yield
    finally:
        ended.set()
        server.close()
        for task in tuple(served):
            task.cancel()
        await asyncio.gather(*served, return_exceptions=True)
        at.unlink(missing_ok=True)


def _is_ours(writer: asyncio.StreamWriter) -> bool:
    """Whether the other end runs as the same user, or as root; where the system can't say, the file's mode has to do."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    end: socket.socket = writer.get_extra_info("socket")
    _, user, _ = struct.unpack("3i", end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return user in (0, os.geteuid())


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """A name for a socket, which has to be short, whatever folder it lies in."""
    if len(os.fsencode(path.absolute())) <= LONGEST_PATH or not Path("/proc/self/fd").is_dir():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


async def _converse(store: TinyStore, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wake: Callable[[], None] | None) -> None:
    while line := await reader.readline():
        asked = json.loads(line)

        def told(done: int, of: int) -> None:
            writer.write(_line({"told": [done, of]}))

        try:
            answer: Json = {"answer": await CALLS[asked["call"]](store, asked, told)}
            if wake and asked["call"] == "commit" and asked["commit"]["outgoing"]:
                wake()
        except Exception as error:
            answer = {"refused": _as_refusal(error)}
        writer.write(_line(answer))
        await writer.drain()


def _line(value: Json) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


# What can be called -----------------------------------------------------------------------


async def _read(store: TinyStore, asked: Json, told: Told) -> Json:
    known = {key: Versioned(value={}, version=version) for key, version in asked["known"].items()}
    found = await store.read(asked["keys"], known=known)
    await store.settled()
    return {key: [None if one is known.get(key) else one.value, one.version] for key, one in found.items()}


async def _search(store: TinyStore, asked: Json, told: Told) -> Json:
    page = await store.search(_search_of(asked["search"]))
    await store.settled()
    return {"documents": [[key, found.value, found.version] for key, found in page.documents], "after": page.after}


async def _commit(store: TinyStore, asked: Json, told: Told) -> int:
    given = dict(asked["commit"])
    given["outgoing"] = tuple(Outgoing(**one) for one in given["outgoing"])
    return await store.commit(Commit(**given | {name: tuple(given[name]) for name in ("audit", "delivered")}))


async def _claim(store: TinyStore, asked: Json, told: Told) -> list[Json]:
    now, until = (datetime.fromisoformat(asked[name]) for name in ("now", "until"))
    return [asdict(letter) for letter in await store.claim(now=now, until=until, limit=asked["limit"])]


async def _postpone(store: TinyStore, asked: Json, told: Told) -> None:
    await store.postpone({int(number): datetime.fromisoformat(until) for number, until in asked["until"].items()})


async def _verify(store: TinyStore, asked: Json, told: Told) -> int:
    return await store.verify(told)


async def _backup(store: TinyStore, asked: Json, told: Told) -> int:
    return await store.backup(Path(asked["target"]), told)


CALLS: Mapping[str, Callable[[TinyStore, Json, Told], Awaitable[Any]]] = {
    "read": _read,
    "search": _search,
    "commit": _commit,
    "claim": _claim,
    "postpone": _postpone,
    "verify": _verify,
    "backup": _backup,
}


def _search_of(given: Json) -> Search:
    due = given["due_by"]
    return Search(
        **given | {"states": tuple(given["states"]), "order": Order(given["order"]), "due_by": datetime.fromisoformat(due) if due else None}
    )


def _as_refusal(error: Exception) -> Json:
    if isinstance(error, Moved):
        return {"kind": "moved", "keys": sorted(error.keys)}
    if isinstance(error, AlreadyHandled):
        return {"kind": "handled", "event": error.event, "result": error.result}
    if isinstance(error, StoreRefused):
        return {
            "kind": "refused",
            "path": str(error.path),
            "why": error.kind,
            "values": {name: str(one) for name, one in error.values.items()},
        }
    return {"kind": "wrong", "said": f"{type(error).__name__}: {error}"}


def _refusal(given: Json) -> Exception:
    kinds: Mapping[str, Callable[[], Exception]] = {
        "moved": lambda: Moved(given["keys"]),
        "handled": lambda: AlreadyHandled(given["event"], given["result"]),
        "refused": lambda: StoreRefused(given["path"], given["why"], **given["values"]),
        "wrong": lambda: ValueError(given["said"]),
    }
    return kinds[given["kind"]]()


# The other end ----------------------------------------------------------------------------


class RemoteStore:
    """The store that another process holds."""

    def __init__(self, path: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._path = path
        self._reader = reader
        self._writer = writer
        self._turn = asyncio.Lock()

    @classmethod
    async def reach(cls, path: Path, in_use: StoreInUse) -> RemoteStore:
        """The store at `path` by its control socket. Raises `in_use` where its holder doesn't answer there."""
        try:
            with _short(path_of(path)) as name:
                store = cls(path, *await asyncio.open_unix_connection(name, limit=LIMIT))
        except OSError:
            raise in_use from None
        try:
            await asyncio.wait_for(store.read(()), REACHING)
        except (TimeoutError, StoreUnreachable):
            await store.close()
            raise in_use from None
        return store

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    async def read(self, keys: Iterable[Key], *, known: Mapping[Key, Versioned] = NOTHING_KNOWN) -> dict[Key, Versioned]:
        """The documents under these keys."""
        wanted = list(keys)
        versions = {key: known[key].version for key in wanted if key in known}
        found = await self._ask({"call": "read", "keys": wanted, "known": versions})
        return {key: known[key] if value is None else Versioned(value=value, version=version) for key, (value, version) in found.items()}

    async def search(self, search: Search) -> Page:
        """One page of documents."""
        given = asdict(search) | {"due_by": search.due_by.isoformat() if search.due_by else None}
        page = await self._ask({"call": "search", "search": given})
        documents = tuple((key, Versioned(value=value, version=version)) for key, value, version in page["documents"])
        return Page(documents=documents, after=page["after"])

    async def commit(self, commit: Commit) -> int:
        """Write it whole."""
        given = {each.name: getattr(commit, each.name) for each in fields(commit)}
        given |= {"read": dict(commit.read), "changes": dict(commit.changes), "outgoing": [asdict(one) for one in commit.outgoing]}
        return int(await self._ask({"call": "commit", "commit": given}))

    async def settled(self) -> None:
        """What was read was settled before it was sent here."""

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        """The first waiting letter of each conversation."""
        asked = {"call": "claim", "now": now.isoformat(), "until": until.isoformat(), "limit": limit}
        return tuple(Letter(**letter) for letter in await self._ask(asked))

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        """Claim these letters until then instead."""
        await self._ask({"call": "postpone", "until": {str(number): moment.isoformat() for number, moment in until.items()}})

    async def verify(self, told: Told) -> int:
        """Check every page, index and record; how many records there are. Raises StoreRefused."""
        return int(await self._ask({"call": "verify"}, told))

    async def backup(self, target: Path, told: Told) -> int:
        """Write a copy as of this moment; how many records it holds. Raises StoreRefused."""
        return int(await self._ask({"call": "backup", "target": str(target.absolute())}, told))

    async def _ask(self, asked: Json, told: Told | None = None) -> Any:
        line = _line(asked)  # what isn't JSON is refused before anything is said
        async with self._turn:
            try:
                self._writer.write(line)
                await self._writer.drain()
                while True:
                    answer = json.loads(await self._reader.readline() or b"null")
                    if answer is None:
                        raise ConnectionResetError
                    if "told" not in answer:
                        break
                    if told:
                        told(*answer["told"])
            except OSError as error:
                raise StoreUnreachable(refusal("holder-ended", path=self._path)) from error
        if "refused" in answer:
            raise _refusal(answer["refused"])
        return answer["answer"]

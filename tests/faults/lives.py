"""Processes that work on a store until they are killed.

Each is forked from one that has read the rule books already, so that a thousand of them take minutes and not hours.
`python -m tests.faults.lives FOLDER` is one life by itself, for strace.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.keys import crypt_for
from adapters.storage import StoreRefused
from adapters.storage.postgres.store import PostgresStore
from adapters.storage.tinydb import TinyStore
from bot.ports import Store, StoreFailed
from tests.faults.disk import JOURNAL, Op, operations, tracer
from tests.faults.mutants import MUTANTS
from tests.faults.office import TENANT, Doom, Journal, Office, read_journal, unused
from tests.forking import FORKS

STORE = "remit.db"
#: In the folder of a store on PostgreSQL, the file that holds its address.
ADDRESS = "address"
#: While this is in its folder a life waits before it begins to work.
HELD = "held"
#: How a process ends whose disk failed.
FAILED = 74
#: By name, how the store in a folder is opened.
Opener = Callable[[Path], Store]


def open_tiny(folder: Path) -> Store:
    """The embedded store, with a checkpoint every few commits, so that they are hit as well."""
    return _often(TinyStore(folder / STORE))


def _often(store: TinyStore) -> TinyStore:
    store._rows.checkpoint_every = 3
    return store


def opener(name: str) -> Opener:
    """How the store of this name is opened: `tinydb` or a mutant."""
    if name == "tinydb":
        return open_tiny
    if name == "postgres":
        return lambda folder: PostgresStore((folder / ADDRESS).read_text(encoding="utf-8"), tenant=TENANT, bell=False)
    return lambda folder: _often(MUTANTS[name](folder / STORE))


@asynccontextmanager
async def opened(name: str, folder: Path) -> AsyncIterator[Any]:
    """The store of a folder, until it is no longer needed."""
    store = opener(name)(folder)
    try:
        yield store
    finally:
        closing = store.close()  # type: ignore[attr-defined]
        if closing is not None:
            await closing


def live(name: str, folder: Path, seed: int, steps: int, doom: Doom) -> None:
    """One life: open the store, work, and die in the middle or at the end of it. What is seen is added to the journal."""
    told = journal_of(folder)
    (folder / JOURNAL).write_text(told, encoding="utf-8")  # without what a kill has cut
    first = unused(read_journal(told))
    out = os.open(folder / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    journal = Journal(lambda line: os.write(out, line.encode()))

    async def work() -> None:
        async with opened(name, folder) as store:
            journal.note("born")
            while (folder / HELD).exists():
                time.sleep(0.002)
            await crypt_for(store, folder / STORE, environment={})
            office = await Office(store, journal, doom, first=first).open()
            await office.work(random.Random(seed), steps)

    try:
        asyncio.run(work())
    except (StoreFailed, StoreRefused):
        os._exit(FAILED)


def journal_of(folder: Path) -> str:
    """What was seen so far. A line that a kill has cut was seen by nobody."""
    path = folder / JOURNAL
    text = path.read_bytes() if path.exists() else b""
    return text[: text.rfind(b"\n") + 1].decode()


def kill_one(name: str, folder: Path, *, seed: int, steps: int = 50, doom: Doom | None = None, after: float | None = None) -> bool:
    """Let one process live in the folder, until its doom, or for so many seconds of work; whether it was killed."""
    lives = sum(line["what"] == "born" for line in read_journal(journal_of(folder)))
    process = FORKS.Process(target=live, args=(name, folder, seed, steps, doom or Doom()))
    process.start()
    if after is not None:
        _wait(lambda: sum(line["what"] == "born" for line in read_journal(journal_of(folder))) > lives or process.exitcode is not None)
        time.sleep(after)
        process.kill()
    process.join(300)
    exitcode = process.exitcode
    process.kill()
    process.join()
    process.close()
    if exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a life ended by itself, with {exitcode}")
    return exitcode != 0


@dataclass(frozen=True)
class Spoilt:
    """A life during which calls of the system failed: how it ended, and what happened to which files."""

    exitcode: int | None
    base: dict[str, bytes]
    ops: list[Op]


def spoil_one(name: str, folder: Path, log: Path, inject: str, *, seed: int = 1, steps: int = 10) -> Spoilt:
    """Let a process live in the folder while strace lets calls fail, once the store is open."""
    (folder / HELD).touch()
    process = FORKS.Process(target=live, args=(name, folder, seed, steps, Doom()))
    process.start()
    _wait(lambda: read_journal(journal_of(folder)))
    base = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != HELD}
    with subprocess.Popen([*tracer(log, inject=inject), "-p", str(process.pid)], stderr=subprocess.PIPE, text=True) as tracing:
        assert tracing.stderr is not None
        tracing.stderr.readline()  # it says that it has attached
        (folder / HELD).unlink()
        process.join(300)
        process.kill()
        tracing.wait(300)
    exitcode = process.exitcode
    process.close()
    return Spoilt(exitcode, base, operations(log, folder))


def _wait(until: Callable[[], Any], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.002)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=live.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", default="tinydb")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=20)
    given = parser.parse_args()
    live(given.store, given.folder, given.seed, given.steps, Doom())

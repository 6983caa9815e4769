"""The embedded store's file: what it survives, and what it refuses to open."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.storage import StoreInUse, StoreRefused
from adapters.storage.sqlite_table import RowStorage
from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Outgoing, Search, StoreFailed

ROOT = Path(__file__).resolve().parents[3]


def commit(n: int) -> Commit:
    """Request number `n`, in every part that a commit has."""
    return Commit(
        tenant="acme",
        event=str(n),
        changes={f"acme/request/{n}": {"n": n, "waiting_for": "wang"}},
        audit=({"n": n},),
        outgoing=(Outgoing(conversation=str(n), body={"n": n}),),
    )


#: Commits request after request and acknowledges each on its own line; dies at a named place in the third.
VICTIM = """
import asyncio, os, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {here!r}]
from test_tinydb import commit
from adapters.storage.tinydb import TinyStore

path, place = Path(sys.argv[1]), sys.argv[2]

def die(*_):
    os._exit(137)

async def main():
    store = TinyStore(path)
    store._rows.checkpoint_every = 2  # so that checkpoints are hit as well
    n = 0
    while True:
        n += 1
        if n == 3 and place == "before":
            die()
        if n == 3 and place.startswith("at "):
            store._rows.connection.set_trace_callback(lambda said: said.startswith(place[3:]) and die())
        await store.commit(commit(n))
        if n == 3 and place == "after":
            die()
        print(n, flush=True)

asyncio.run(main())
"""


def victim(path: Path, place: str) -> subprocess.Popen:
    """Start a process that commits until it dies."""
    script = VICTIM.format(root=str(ROOT), here=str(Path(__file__).parent))
    return subprocess.Popen([sys.executable, "-c", script, str(path), place], stdout=subprocess.PIPE, text=True)


def stored(path: Path) -> list[int]:
    """The numbers of the requests stored, after looking that each is whole."""

    async def look() -> list[int]:
        store = TinyStore(path)
        try:
            whole = [
                [found.value["n"] for _, found in (await store.search(Search(tenant="acme", **what))).documents]
                for what in (
                    {"kind": "request", "limit": 10**6},
                    {"kind": "request", "limit": 10**6, "waiting_for": "wang"},
                    {"kind": "audit", "limit": 10**6},
                )
            ]
            whole.append([letter.body["n"] for letter in await store.claim(now=datetime.now(UTC), until=datetime.now(UTC), limit=10**6)])
            handled = await store.search(Search(tenant="acme", kind="handled", limit=10**6))
            whole.append([int(key.rsplit("/", 1)[1]) for key, _ in handled.documents])
        finally:
            store.close()
        assert all(numbers == whole[0] for numbers in whole), whole
        return whole[0]

    return asyncio.run(look())


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("before", [1, 2]),
        ("at BEGIN", [1, 2]),
        ("at UPDATE counter", [1, 2]),
        ("at INSERT INTO document", [1, 2]),
        ("at INSERT INTO waiting", [1, 2]),
        ("at COMMIT", [1, 2]),
        ("after", [1, 2, 3]),
    ],
)
def test_a_kill_leaves_the_commit_whole_or_absent(path, place, left):
    process = victim(path, place)
    acknowledged = process.communicate()[0].split()

    assert process.returncode == 137
    assert acknowledged == ["1", "2"]
    assert stored(path) == left


async def test_the_log_is_carried_into_the_file_while_nobody_waits(path):
    """What stands in the log costs a sync or two to carry: those who commit meanwhile don't pay for it."""
    store = TinyStore(path)
    said: list[str] = []
    store._rows.connection.set_trace_callback(said.append)
    before = path.stat().st_size
    carrying = asyncio.create_task(store.keep_carrying(every=0.01))
    for n in range(2 * store._rows.worth_carrying):
        await store.commit(commit(n))
    async with asyncio.timeout(10):
        while path.stat().st_size == before:
            await asyncio.sleep(0.01)
    carrying.cancel()
    store.close()

    assert not any("checkpoint" in one for one in said)
    assert len(await asyncio.to_thread(stored, path)) == 2 * RowStorage.worth_carrying


async def test_a_disk_that_fails_while_the_log_is_carried_stops_the_store(path, monkeypatch):
    def fail(_path: Path) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    monkeypatch.setattr("adapters.storage.sqlite_file.carry_log", fail)
    store = TinyStore(path)
    for n in range(store._rows.worth_carrying):
        await store.commit(commit(n))

    with pytest.raises(StoreFailed):
        await store.keep_carrying(every=0)
    with pytest.raises(StoreFailed):
        await store.commit(commit(-1))
    store.close()


@pytest.mark.parametrize("trial", range(4))
def test_a_kill_at_any_moment_loses_nothing_acknowledged(path, trial):
    process = victim(path, "nowhere")
    acknowledged = [process.stdout.readline() for _ in range(20 + 37 * trial)]
    process.send_signal(signal.SIGKILL)
    acknowledged += process.communicate()[0].split("\n")
    last = max(int(line) for line in acknowledged if line.strip())

    numbers = stored(path)

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) in (last, last + 1)


def test_a_kill_while_the_store_is_made_does_no_harm(path):
    """The half-made store lies under another name, and is made anew."""
    for leftover in ("remit.db.new", "remit.db.new-journal", "remit.db.new-wal"):
        path.with_name(leftover).write_bytes(b"half")

    TinyStore(path).close()

    assert sorted(one.name for one in path.parent.iterdir()) == ["remit.db", "remit.db.lock"]


def test_everything_is_there_after_reopening(path):
    store = TinyStore(path)
    first = asyncio.run(store.commit(commit(1)))
    store.close()

    store = TinyStore(path)
    second = asyncio.run(store.commit(commit(2)))
    store.close()

    assert second > first
    assert stored(path) == [1, 2]


def test_a_second_process_is_refused_with_the_first_ones_pid(path):
    process = victim(path, "nowhere")
    process.stdout.readline()
    try:
        with pytest.raises(StoreInUse) as refused:
            TinyStore(path)
    finally:
        process.kill()
        process.communicate()

    assert refused.value.pid == process.pid
    assert f"in use by process {process.pid}" in str(refused.value)
    assert f"kill {process.pid}" in str(refused.value)


def test_the_same_process_is_refused_a_second_time(path):
    store = TinyStore(path)
    try:
        with pytest.raises(StoreInUse) as refused:
            TinyStore(path)
    finally:
        store.close()

    assert refused.value.pid == os.getpid()


def test_a_store_is_free_again_after_a_kill(path):
    process = victim(path, "nowhere")
    process.stdout.readline()
    process.kill()
    process.communicate()

    TinyStore(path).close()


def test_only_its_owner_can_read_a_store(path):
    store = TinyStore(path)
    try:
        asyncio.run(store.commit(commit(1)))
        modes = {one.stat().st_mode & 0o077 for one in path.parent.iterdir()}
    finally:
        store.close()

    assert modes == {0}


def make_store(path: Path) -> bytes:
    """A small store's bytes."""
    store = TinyStore(path)
    for n in range(50):
        asyncio.run(store.commit(commit(n)))
    store.close()
    return path.read_bytes()


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()


def newer_schema(path: Path) -> None:
    make_store(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def damaged_page(path: Path) -> None:
    whole = make_store(path)
    path.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(bytes(8192)), "is filled with zeros"),
        (lambda path: path.write_bytes(b"{}"), "is not a store"),
        (lambda path: path.write_bytes(make_store(path)[:60]), "is not a store"),
        (lambda path: path.write_bytes(make_store(path)[:8192]), "can't be read as a store|is damaged"),
        (damaged_page, "can't be read as a store|is damaged"),
        (other_database, "is another program's SQLite database"),
        (newer_schema, "newer remit.*update remit"),
        (lambda path: path.with_name("remit.db-wal").write_bytes(b"log"), "is missing while its log"),
        (lambda path: path.mkdir(), "can't be opened for writing"),
    ],
)
def test_what_is_no_sound_store_is_refused_in_a_sentence_and_left_alone(path, spoil, sentence):
    spoil(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(StoreRefused, match=sentence) as refused:
        TinyStore(path)

    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    with pytest.raises(StoreRefused, match=sentence):  # and the lock was let go of
        TinyStore(path)


@pytest.fixture
def guarded_directory():
    """A directory that we may read and not write in; root may everywhere, so root becomes nobody for a while."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o555)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield directory
    os.seteuid(was)
    directory.chmod(0o755)
    shutil.rmtree(directory)


def test_a_directory_that_cant_be_written_is_refused_in_a_sentence(guarded_directory):
    with pytest.raises(StoreRefused, match=r"can't be opened for writing \(Permission denied: .*; let the user"):
        TinyStore(guarded_directory / "remit.db")


def test_a_missing_directory_is_made_for_its_owner_alone(tmp_path):
    TinyStore(tmp_path / "new" / "remit.db").close()

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_one_commit_is_one_transaction(path):
    store = TinyStore(path)
    said = []
    try:
        store._rows.connection.set_trace_callback(said.append)
        asyncio.run(store.commit(commit(1)))
    finally:
        store.close()

    assert [one for one in said if one in ("BEGIN IMMEDIATE", "COMMIT")] == ["BEGIN IMMEDIATE", "COMMIT"]


@pytest.mark.parametrize("narrowed", [{"states": ("waiting",)}, {"waiting_for": "wang"}, {"requester": "li"}])
def test_a_search_goes_by_an_index(path, narrowed):
    store = TinyStore(path)
    said = []
    try:
        store._rows.connection.set_trace_callback(said.append)
        asyncio.run(store.search(Search(tenant="acme", kind="request", **narrowed)))
        plan = [step[3] for step in store._rows.sql(f"EXPLAIN QUERY PLAN {said[-1]}")]
    finally:
        store.close()

    assert all("SEARCH" in step or "TEMP B-TREE" in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan)

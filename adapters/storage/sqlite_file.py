"""The SQLite file below the embedded store: made whole, opened by one process at a time, or refused in a sentence.

This module knows the file and its schema, and nothing of documents' contents.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from adapters.storage import StoreInUse, StoreRefused

MAGIC = b"SQLite format 3\0"
#: "Rmit", in the header of every store of ours.
APPLICATION_ID = 0x526D6974
SCHEMA_VERSION = 1
#: From a schema version to the script that leads to the next one.
UPGRADES: dict[int, str] = {}
#: Below this size the whole file is checked at each start (about 0.1 s); above, `remit store verify` is for that.
CHECKED_AT_START = 128 * 2**20

SCHEMA = f"""
CREATE TABLE document (      -- one row per document of every TinyDB table; `row` is its age
    row        INTEGER PRIMARY KEY,
    tbl        TEXT NOT NULL,
    id         TEXT NOT NULL,
    version    INTEGER NOT NULL,
    body       TEXT NOT NULL,
    state      TEXT,
    requester  TEXT,
    due_at     TEXT,         -- UTC, always to the microsecond, so that text sorts as time
    UNIQUE (tbl, id)
);
CREATE INDEX document_state     ON document (tbl, state)     WHERE state IS NOT NULL;
CREATE INDEX document_requester ON document (tbl, requester) WHERE requester IS NOT NULL;
CREATE INDEX document_due_at    ON document (tbl, due_at)    WHERE due_at IS NOT NULL;
CREATE TABLE waiting (       -- for whom a document waits: nobody, one person or several
    tbl TEXT NOT NULL, person TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (tbl, person, row)
) WITHOUT ROWID;
CREATE TABLE collection (name TEXT PRIMARY KEY) WITHOUT ROWID;  -- TinyDB tables that exist though empty
CREATE TABLE counter (version INTEGER NOT NULL);
INSERT INTO counter VALUES (0);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
"""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A store's connection, and the lock that keeps every other process out until `close`."""

    connection: sqlite3.Connection
    path: Path | None = None
    lock: int | None = None

    def close(self, *, as_it_is: bool = False) -> None:
        """Let go of the file, then of the lock; `as_it_is` without carrying the log into the file."""
        if as_it_is and self.path is not None:
            self._leave()
        self.connection.close()
        if self.lock is not None:
            os.close(self.lock)

    def _leave(self) -> None:
        """Close while somebody else is reading: SQLite tidies up after the last one only, and who can't write can't tidy up."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as reader:  # type: ignore[union-attr]
            reader.execute("SELECT version FROM counter").fetchone()
            self.connection.close()


def open_in_memory() -> OpenFile:
    """The same tables without a file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    return OpenFile(connection)


def open_file(path: Path) -> OpenFile:
    """Open the store at `path`, made first where there is none. Raises StoreRefused."""
    with _refusing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _lock(path)
        try:
            # Look before SQLite opens it: closing a file drops this process's POSIX locks on it, SQLite's too.
            if path.exists():
                _check_header(path)
            else:
                _make(path)
            return OpenFile(_connect(path), path, lock)
        except BaseException:
            os.close(lock)
            raise


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say in a sentence what the system or SQLite has against the file."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        raise StoreRefused(
            path,
            f"can't be opened for writing ({error.strerror}: {place})",
            "let the user who runs remit write in its directory, or name another store in the configuration",
        ) from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            remedy = "make room on its disk, and let the user who runs remit write in its directory"
            raise StoreRefused(path, f"can't be written ({error})", remedy) from error
        raise _damaged(path, f"can't be read as a store ({error})") from error


def _damaged(path: Path, wrong: str) -> StoreRefused:
    return StoreRefused(path, wrong, "keep a copy of it and put back the latest backup (remit store restore)")


def _lock(path: Path) -> int:
    """Lock `path`.lock until the process ends, however it ends. The file stays: unlinking it would race."""
    lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError as error:
        holder = os.pread(lock, 32, 0).strip()
        os.close(lock)
        raise StoreInUse(path, int(holder) if holder.isdigit() else None) from error
    except BaseException:
        os.close(lock)
        raise
    return lock


def _check_header(path: Path) -> None:
    """Refuse what was never a store of ours, or no longer is one, before SQLite touches it."""
    with path.open("r+b") as file:
        header = file.read(100)
    if not header:
        raise _damaged(path, "is empty, which a store never is")
    if not any(header):
        raise _damaged(path, "is filled with zeros")
    if not header.startswith(MAGIC) or len(header) < 100:
        raise _damaged(path, "is not a store")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreRefused(path, "is another program's SQLite database", "name another store in the configuration")


def _make(path: Path) -> None:
    """Make a store under another name and rename it when it is whole, so that no half-made one is ever found."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StoreRefused(
            path,
            f"is missing while its log {log} is there",
            "put the two back together, or move the log away to begin with an empty store",
        )
    new = path.with_name(f"{path.name}.new")
    for leftover in (new, *(new.with_name(new.name + end) for end in ("-journal", "-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
    os.close(os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(new, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
    connection.close()
    _sync(new)
    new.rename(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=1.0)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # each commit is synced, not only each checkpoint
        connection.execute("PRAGMA fullfsync = ON")  # macOS: down to the platter
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # `RowStorage` does it, and looks whether it worked
        _upgrade(connection, path)
        if path.stat().st_size <= CHECKED_AT_START:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise _damaged(path, f"is damaged ({' '.join(said.split())})")
        _sync(path.parent)  # the log's name; SQLite syncs that too, and doesn't look whether it worked
    except BaseException:
        connection.close()
        raise
    return connection


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Lead an older schema to ours, each step whole or not at all."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA_VERSION:
        raise StoreRefused(
            path,
            f"was written by a newer remit (schema {version}; this one knows {SCHEMA_VERSION})",
            "update remit",
        )
    for step in range(version, SCHEMA_VERSION):
        connection.executescript(f"BEGIN IMMEDIATE; {UPGRADES[step]}; PRAGMA user_version = {step + 1}; COMMIT;")

"""The SQLite file below the embedded store: made whole, opened by one process at a time, or refused in a sentence.

This module knows the file and its schema, and nothing of documents' contents.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from logging import getLogger
from pathlib import Path
from typing import IO

from adapters.storage import StoreDamaged, StoreInUse, StoreRefused
from bot.model import Words

log = getLogger(__name__)

#: Where Linux lists what is mounted; other systems have no such file, and nothing is refused there.
MOUNTS = Path("/proc/self/mountinfo")
NETWORKS = frozenset(
    "nfs nfs4 cifs smb3 smbfs ncpfs afs coda ceph fuse.ceph glusterfs fuse.glusterfs fuse.sshfs fuse.s3fs fuse.rclone davfs fuse.davfs2"
    " lustre "
    "beegfs gpfs ocfs2 gfs2 pvfs2 orangefs".split()
)
MAGIC = b"SQLite format 3\0"
#: The searchable columns beside the body.
FIELDS = ("state", "requester", "due_at")
#: "Rmit", in the header of every store of ours.
APPLICATION_ID = 0x526D6974
SCHEMA_VERSION = 2
#: What the checksum of a row covers, as SQL puts it together; `checksum_of` does the same.
_SUMMED_FIELDS = " || ".join(f"coalesce({column}, char(30)) || char(31)" for column in FIELDS)
SUMMED = f"tbl || char(31) || id || char(31) || version || char(31) || {_SUMMED_FIELDS} || body"
SUMMED_WAITING = "tbl || char(31) || person || char(31) || row"
#: From a schema version to the script that leads to the next one.
UPGRADES: dict[int, str] = {
    1: f"""
ALTER TABLE document ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
UPDATE document SET sum = crc32(CAST({SUMMED} AS BLOB));
ALTER TABLE waiting ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
UPDATE waiting SET sum = crc32(CAST({SUMMED_WAITING} AS BLOB))""",
}
#: Up to this size every page, index and record is checked at each start; up to the next one every page and record (some
#: 0.5 s at 100,000 documents). Beyond, each record is checked as it is read, and `remit store verify` checks them all.
CHECKED_WHOLE = 16 * 2**20
CHECKED_AT_START = 64 * 2**20
#: Bytes before the first page of a log, and before each.
LOG_HEADER, PAGE_HEADER = 32, 24
#: So many damaged records are named at once.
MOST_NAMED = 10

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
    sum        INTEGER NOT NULL DEFAULT 0,  -- CRC-32 of the others: a flipped bit is noticed, and in which record
    UNIQUE (tbl, id)
);
CREATE INDEX document_state     ON document (tbl, state)     WHERE state IS NOT NULL;
CREATE INDEX document_requester ON document (tbl, requester) WHERE requester IS NOT NULL;
CREATE INDEX document_due_at    ON document (tbl, due_at)    WHERE due_at IS NOT NULL;
CREATE TABLE waiting (       -- for whom a document waits: nobody, one person or several
    tbl TEXT NOT NULL, person TEXT NOT NULL, row INTEGER NOT NULL, sum INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (tbl, person, row)
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
    #: The log, for syncing it. It stays the same file as long as any connection is open.
    log: int | None = None

    def sync(self) -> None:
        """Return when the disk has all that was committed. Raises OSError, after which it may have any part of it."""
        if self.log is not None:
            sync_file(self.log)

    def close(self, *, as_it_is: bool = False) -> None:
        """Let go of the file, then of the lock; `as_it_is` without carrying the log into the file."""
        if as_it_is and self.path is not None:
            self._leave()
        self.connection.close()
        if self.log is not None:
            os.close(self.log)
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
    connection.text_factory = _text
    return OpenFile(connection)


def open_file(path: Path) -> OpenFile:
    """Open the store at `path`, made first where there is none. Raises StoreRefused."""
    with _refusing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_network(path)
        lock = _lock(path)
        try:
            # Look before SQLite opens it: closing a file drops this process's POSIX locks on it, SQLite's too.
            if _marker(path).exists():
                raise StoreRefused(path, "half-restored")
            if path.exists():
                _check_header(path)
            else:
                _make(path)
            connection = _connect(path)
            try:
                return OpenFile(connection, path, lock, os.open(log_of(path), os.O_RDWR))
            except BaseException:
                connection.close()
                raise
        except BaseException:
            os.close(lock)
            raise


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say in a sentence what the system or SQLite has against the file."""
    try:
        yield
    except OSError as error:
        raise StoreRefused(path, "unopenable", problem=error.strerror, place=error.filename or path) from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise StoreRefused(path, "unwritable", problem=error) from error
        raise StoreRefused(path, "unreadable", problem=error) from error


def checksum_of(tbl: str, ident: str, version: int, body: str, fields: Iterable[str | None]) -> int:
    """The checksum of a document's row. A damaged one may hold bytes or nothing where text belongs: -1, as no sum ever is."""
    parts = (tbl, ident, str(version), *["\x1e" if field is None else field for field in fields], body)
    try:
        return zlib.crc32("\x1f".join(parts).encode("utf-8", "surrogateescape"))
    except TypeError:
        return -1


def checksum_of_waiting(tbl: str, person: str, row: int) -> int:
    """The checksum of a row that says for whom a document waits."""
    return zlib.crc32(f"{tbl}\x1f{person}\x1f{row}".encode("utf-8", "surrogateescape"))


def record_damaged(path: Path | str | Words, *records: tuple[str, str]) -> StoreDamaged:
    """What to say of records that aren't as they were written, each given as table and id."""
    named = [f"{tbl}/{ident}".encode("utf-8", "replace").decode() for tbl, ident in records]
    kind = "record-damaged" if len(named) == 1 else "records-damaged"
    return StoreDamaged(path, kind, named[0], records=", ".join(map(repr, named)))


#: Makes text of what lies there, were it damaged; its checksum then says so.
_text = partial(str, encoding="utf-8", errors="surrogateescape")


def damaged_records(connection: sqlite3.Connection, most: int) -> list[tuple[str, str]]:
    """Table and id of records that aren't as they were written; of a lost note for whom a document waits, that of the document."""
    found: list[tuple[str, str]] = []
    for row, kept, summed in connection.execute(f"SELECT row, sum, CAST({SUMMED} AS BLOB) FROM document"):
        if summed is None or zlib.crc32(summed) != kept:
            there = connection.execute("SELECT tbl, id FROM document WHERE row = ?", (row,)).fetchone()
            found.append(there or ("document", f"row {row}"))
            if len(found) >= most:
                return found
    for kept, summed in connection.execute(f"SELECT sum, CAST({SUMMED_WAITING} AS BLOB) FROM waiting"):
        if summed is None or zlib.crc32(summed) != kept:
            tbl, person = [*(summed or b"").decode("utf-8", "replace").split("\x1f"), "?"][:2]
            found.append((tbl, f"(waiting for {person})"))
            if len(found) >= most:
                return found
    return found


def filesystem_of(path: Path) -> str:
    """The kind of file system below a path, as the system names it; empty where it doesn't say."""
    place = path.resolve()
    best, kind = -1, ""
    try:
        mounted = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in mounted:
        before, _, after = line.partition(" - ")
        point = Path(before.split()[4].encode().decode("unicode_escape")) if len(before.split()) > 4 else None
        if point is not None and (point == place or point in place.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split()[0] if after else ""
    return kind


def refuse_network(path: Path) -> None:
    """Refuse a place where locks and syncs may not mean what they say. Raises StoreRefused."""
    kind = filesystem_of(path.parent)
    if kind in NETWORKS:
        raise StoreRefused(path, "network", system=kind)


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
        if header and not any(header) and pages_logged(path) and _has_more(file):
            return  # the power failed as its first page was being carried over from the log, where it still is
    if not header:
        raise StoreRefused(path, "empty")
    if not any(header):
        raise StoreRefused(path, "zeros")
    if not header.startswith(MAGIC) or len(header) < 100:
        raise StoreRefused(path, "no-store")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreRefused(path, "other-program")


def _has_more(file: IO[bytes]) -> bool:
    """Whether anything but zeros follows."""
    return any(any(part) for part in iter(lambda: file.read(2**16), b""))


def _make(path: Path) -> None:
    """Make a store under another name and rename it when it is whole, so that no half-made one is ever found."""
    beside = log_of(path)
    if beside.exists() and beside.stat().st_size:
        raise StoreRefused(path, "log-alone", log=beside)
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


def log_of(path: Path) -> Path:
    """Where SQLite writes first what is committed."""
    return path.with_name(f"{path.name}-wal")


def sync_file(handle: int) -> None:
    """Return when the disk has what was written to a file. Raises OSError."""
    if sys.platform == "darwin":  # where fsync stops before the platter
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(handle)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def carry_log(path: Path) -> None:
    """Carry what stands in the log into the file, by a connection of one's own, while others write. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def pages_logged(path: Path) -> int:
    """How many pages stand in the log since it was begun anew, whole or not; https://www.sqlite.org/fileformat2.html#walformat."""
    beside = log_of(path)
    if not beside.exists():
        return 0
    with beside.open("rb") as file:
        header = file.read(LOG_HEADER)
        step = PAGE_HEADER + int.from_bytes(header[8:12], "big")
        pages = 0
        while (begun := file.read(PAGE_HEADER)) and header[16:24].startswith(begun[8:16]):
            pages += 1
            file.seek(step - PAGE_HEADER, os.SEEK_CUR)
        return pages


def _tell_torn(connection: sqlite3.Connection, path: Path, written: int) -> None:
    """Carry the log that a kill or a power loss has left into the file; log it where it ended in the middle of a commit."""
    try:
        _, whole, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL:
            raise
        return
    if 0 <= whole < written:
        log.warning("the log of %s ended in the middle of a commit, which is dropped; no decision that anybody was told of is lost", path)


def _connect(path: Path) -> sqlite3.Connection:
    written = pages_logged(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=1.0)
    try:
        connection.text_factory = _text
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # it syncs for a checkpoint; commits are synced by `OpenFile.sync`
        connection.execute("PRAGMA fullfsync = ON")  # macOS: down to the platter
        connection.execute("PRAGMA secure_delete = ON")  # what is removed, such as an erased person's key, is overwritten
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # `RowStorage` does it, and looks whether it worked
        if written:
            _tell_torn(connection, path, written)
        _upgrade(connection, path)
        size = path.stat().st_size
        if size <= CHECKED_AT_START:
            check(connection, path, whole=size <= CHECKED_WHOLE)
        _sync(path.parent)  # the log's name; SQLite syncs that too, and doesn't look whether it worked
    except BaseException:
        connection.close()
        raise
    return connection


def check(connection: sqlite3.Connection, path: Path, *, whole: bool) -> None:
    """Check every page and every record, and if `whole` every index as well. Raises StoreRefused, naming what is damaged."""
    (said,) = connection.execute(f"PRAGMA {'integrity' if whole else 'quick'}_check(1)").fetchone()
    damaged = damaged_records(connection, MOST_NAMED)
    if damaged:
        raise record_damaged(path, *damaged)
    if said != "ok":
        raise StoreRefused(path, "damaged", problem=" ".join(said.split()))
    (counted,) = connection.execute("SELECT version FROM counter").fetchone()
    (greatest,) = connection.execute("SELECT coalesce(max(version), 0) FROM document").fetchone()
    if not isinstance(counted, int) or counted < greatest:
        raise StoreRefused(path, "counter-behind")


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Lead an older schema to ours, each step whole or not at all."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA_VERSION:
        raise StoreRefused(path, "newer", schema=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    for step in range(version, SCHEMA_VERSION):
        connection.executescript(f"BEGIN IMMEDIATE; {UPGRADES[step]}; PRAGMA user_version = {step + 1}; COMMIT;")


def verify(path: Path) -> int:
    """Check a store that is open in this process, on a connection of its own; how many records it holds. Raises StoreRefused."""
    with _refusing(path), closing(_second(path)) as connection:
        check(connection, path, whole=True)
        (records,) = connection.execute("SELECT count(*) FROM document").fetchone()
    return int(records)


def back_up(path: Path, target: Path) -> int:
    """Copy a store that is open in this process, as it is at this moment, and check the copy; how many records it holds."""
    if target.exists():
        raise StoreRefused(target, "already-there")
    new = target.with_name(f"{target.name}.new")
    with _refusing(target):
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(_second(path)) as connection:
            connection.execute("VACUUM INTO ?", (str(new),))
        with closing(_second(new)) as copy:
            check(copy, target, whole=True)
            (records,) = copy.execute("SELECT count(*) FROM document").fetchone()
        _sync(new)
        new.rename(target)
        _sync(target.parent)
    return int(records)


def restore(path: Path, source: Path) -> tuple[int, Path | None]:
    """Put a backup in a store's place; how many records it holds, and where what was there has been put aside. Raises StoreRefused.

    Whenever it is interrupted, the store is the one or the other, or is refused until it was done again.
    """
    with _refusing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _lock(path)
        try:
            _check_header(source)
            new = path.with_name(f"{path.name}.new")
            for leftover in (new, *(new.with_name(new.name + end) for end in LOGS)):
                leftover.unlink(missing_ok=True)
            shutil.copyfile(source, new)
            new.chmod(0o600)
            with closing(_connect(new)) as connection:
                check(connection, source, whole=True)
                (records,) = connection.execute("SELECT count(*) FROM document").fetchone()
            _sync(new)
            return int(records), _swap(path, new)
        finally:
            os.close(lock)


#: What lies beside a store's file while it is open, or after a kill.
LOGS = ("-journal", "-wal", "-shm")


def _swap(path: Path, new: Path) -> Path | None:
    marker = _marker(path)
    marker.touch(mode=0o600)
    _sync(path.parent)
    aside = next(place for n in itertools.count(1) if not (place := path.with_name(f"{path.name}.before-restore-{n}")).exists())
    for end in ("", *LOGS):
        old = path.with_name(path.name + end)
        if old.exists():
            old.rename(aside.with_name(aside.name + end))
    new.rename(path)
    _sync(path.parent)
    marker.unlink()
    _sync(path.parent)
    return aside if aside.exists() else None


def _marker(path: Path) -> Path:
    return path.with_name(f"{path.name}.restoring")


def _second(path: Path) -> sqlite3.Connection:
    """Another connection to a store, in a thread of its own."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=10.0)
    connection.text_factory = _text
    return connection

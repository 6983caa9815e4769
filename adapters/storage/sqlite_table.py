"""TinyDB's two hooks, `storage_class` and `table_class`, on SQLite: one row per document.

TinyDB's own table reads and writes the whole database for each change. This one keeps its public methods and what
they promise, and touches only the rows concerned. It knows nothing of Remit's documents; `KeyedTable` does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from logging import getLogger
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from adapters.storage.refusals import MEMORY_STORE
from adapters.storage.sqlite_file import checksum_of, checksum_of_waiting, open_file, open_in_memory, record_damaged
from adapters.storage.text import from_text, sortable, to_text
from bot.ports import NO_FIELDS, Fields, NoRoom, StoreFailed

log = getLogger(__name__)

#: What SQLite says of a disk that failed, as against a full one.
FATAL = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
#: Fields to set, or a function that changes the document in place.
Change = Mapping[str, Any] | Callable[[Any], None]


class Row(NamedTuple):
    """One document as it lies in the file. `row` is its age among all."""

    row: int
    id: str
    version: int
    body: str
    state: str | None
    requester: str | None
    due_at: str | None
    sum: int


#: The columns of a `Row`.
COLUMNS = ", ".join(f"document.{name}" for name in Row._fields)


class RowStorage(Storage):
    """TinyDB's storage, the rows below its tables and the transactions around them. Without a path, in memory."""

    #: So many commits go into the log before it is carried into the file, which nobody is kept waiting for who carries it earlier.
    checkpoint_every = 1000
    #: So many are worth carrying.
    worth_carrying = 100

    def __init__(self, path: str | Path | None = None) -> None:
        self._file = open_in_memory() if path is None else open_file(Path(path))
        self._version: int | None = None
        self._failed: str | None = None
        #: Commits since the log was begun anew, and how many of them are in the file.
        self._commits = self._carried = 0
        self.sql = self._file.connection.execute

    @property
    def connection(self) -> sqlite3.Connection:
        """The one connection, for what SQLite itself offers (backup, trace)."""
        return self._file.connection

    @property
    def in_transaction(self) -> bool:
        """True while changes are neither committed nor undone."""
        return self._version is not None

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[int]:
        """All that is written inside, or nothing of it. Gives the version of what is written; it never comes back.

        One inside another is undone alone, and committed with the outer one. A commit that isn't `durable` survives
        the end of the process, and a power loss once `sync` has returned.
        """
        if self._version is not None:
            with self._savepoint():
                yield self._version
            return
        with self._naming_failures():
            try:
                self.sql("BEGIN IMMEDIATE")
                (version,) = self.sql("UPDATE counter SET version = version + 1 RETURNING version").fetchone()
                self._version = version
                yield version
                self.sql("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.sql("ROLLBACK")
                raise
            finally:
                self._version = None
        if durable:
            self.sync()
        self._commits += 1
        if self._commits >= self.checkpoint_every:
            self._checkpoint()

    def sync(self) -> None:
        """Return when everything that was committed would survive a power loss. Raises StoreFailed."""
        if self._failed:
            raise StoreFailed(self._failed)
        try:
            self._file.sync()
        except OSError as error:
            self._fail(error)

    @contextmanager
    def _naming_failures(self) -> Iterator[None]:
        """Tell a full disk, after which all is as before, from one that failed, after which nothing is certain."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lower byte of an extended code
            if code == sqlite3.SQLITE_FULL:
                raise NoRoom(str(error)) from error
            if code in FATAL:
                self._fail(error)
            raise

    def _fail(self, error: sqlite3.Error | OSError) -> NoReturn:
        """What the system has dropped after a failed sync it may report as written the next time: use nothing of it any more."""
        failed = f"{self._file.path}: {error} ({getattr(error, 'sqlite_errorname', 'sync')})"
        log.critical("the disk failed, and the store can't be used until it is opened anew: %s", failed)

        def refuse(*_: object) -> NoReturn:
            raise StoreFailed(failed)

        self._failed = failed
        self.sql = refuse
        raise StoreFailed(failed) from error

    def _checkpoint(self) -> None:
        """Carry the log into the file. SQLite would do so by itself, and would say nothing if that failed."""
        self._commits = self._carried = 0
        try:
            with self._naming_failures():
                self.sql("PRAGMA wal_checkpoint(PASSIVE)")
        except NoRoom:
            log.warning("no room to carry the log into %s; it stays in the log", self._file.path)
        except StoreFailed:
            pass  # the commit before it stands; whatever comes next is refused

    async def carry(self, aside: Callable[[], Awaitable[None]]) -> None:
        """Have the log carried into the file `aside`, while whoever wants to commit does. Raises StoreFailed."""
        begun = self._commits
        if begun - self._carried < self.worth_carrying or self._failed:
            return
        try:
            with self._naming_failures():
                await aside()
        except NoRoom:
            log.warning("no room to carry the log into %s; it stays in the log", self._file.path)
            return
        self._carried = begun
        if self._commits == begun:  # SQLite begins the log anew only once all of it has been carried
            self._commits = self._carried = 0

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        self.sql("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk may have undone everything already
                self.sql("ROLLBACK TO inner")
                self.sql("RELEASE inner")
            raise
        self.sql("RELEASE inner")

    @property
    def path(self) -> Path:
        """The file, which a storage in memory doesn't have."""
        assert self._file.path is not None
        return self._file.path

    def rows(self, tbl: str, more: str = "", *values: object) -> Iterator[Row]:
        """The rows of a table from the oldest on; `more` narrows them."""
        query = f"SELECT {COLUMNS} FROM document WHERE tbl = ? {more} ORDER BY row"
        return (self.whole(tbl, found) for found in self.sql(query, (tbl, *values)).fetchall())

    def row(self, tbl: str, ident: object) -> Row | None:
        """The row of one document."""
        row = self.sql(f"SELECT {COLUMNS} FROM document WHERE tbl = ? AND id = ?", (tbl, str(ident))).fetchone()
        return None if row is None else self.whole(tbl, row)

    def whole(self, tbl: str, found: Iterable[Any]) -> Row:
        """The columns of a row as one, if it is as it was written. Raises StoreDamaged."""
        row = Row._make(found)
        if checksum_of(tbl, row.id, row.version, row.body, row[4:7]) != row.sum:
            raise record_damaged(self._file.path or MEMORY_STORE, (tbl, row.id))
        return row

    def version_of(self, tbl: str, ident: object) -> int:
        """The version of one document, 0 where there is none."""
        found = self.sql("SELECT version FROM document WHERE tbl = ? AND id = ?", (tbl, str(ident))).fetchone()
        return found[0] if found else 0

    def add(self, tbl: str, ident: object, body: str, fields: Fields = NO_FIELDS, version: int | None = None) -> None:
        """A new row, inside a transaction, of this one's version or another's. Raises sqlite3.IntegrityError where the id is taken."""
        columns = (fields.state, fields.requester, sortable(fields.due_at))
        version = self._version or 0 if version is None else version
        total = checksum_of(tbl, str(ident), version, body, columns)
        row = self.sql(
            "INSERT INTO document (tbl, id, version, body, state, requester, due_at, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (tbl, str(ident), version, body, *columns, total),
        ).lastrowid
        for person in fields.waiting_for:
            self._wait(tbl, person, int(row or 0))

    def change(self, tbl: str, row: Row, body: str, was: Fields = NO_FIELDS, now: Fields = NO_FIELDS) -> None:
        """Another body for a row, inside a transaction. Indexes whose fields stay the same are left alone."""
        columns = {"state": now.state, "requester": now.requester, "due_at": sortable(now.due_at)}
        differs = {name: new for (name, new), old in zip(columns.items(), row[4:7], strict=True) if new != old}
        settings = ", ".join(f"{name} = ?" for name in ("version", "body", "sum", *differs))
        total = checksum_of(tbl, row.id, self._version or 0, body, columns.values())
        self.sql(f"UPDATE document SET {settings} WHERE row = ?", (self._version, body, total, *differs.values(), row.row))
        for person in set(was.waiting_for) - set(now.waiting_for):
            self.sql("DELETE FROM waiting WHERE tbl = ? AND person = ? AND row = ?", (tbl, person, row.row))
        for person in set(now.waiting_for) - set(was.waiting_for):
            self._wait(tbl, person, row.row)

    def _wait(self, tbl: str, person: str, row: int) -> None:
        self.sql("INSERT INTO waiting VALUES (?, ?, ?, ?)", (tbl, person, row, checksum_of_waiting(tbl, person, row)))

    def drop(self, tbl: str, row: int, was: Fields = NO_FIELDS) -> None:
        """Remove a row, inside a transaction."""
        self.sql("DELETE FROM document WHERE row = ?", (row,))
        for person in was.waiting_for:
            self.sql("DELETE FROM waiting WHERE tbl = ? AND person = ? AND row = ?", (tbl, person, row))

    def keep(self, tbl: str) -> None:
        """List the table even while it has no documents, inside a transaction."""
        self.sql("INSERT OR IGNORE INTO collection VALUES (?)", (tbl,))

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every document of every table. TinyDB asks for it only to list and to drop tables."""
        tables: dict[str, dict[str, Any]] = {name: {} for (name,) in self.sql("SELECT name FROM collection")}
        for name, ident, body in self.sql("SELECT tbl, id, body FROM document ORDER BY row"):
            tables.setdefault(name, {})[ident] = from_text(body)
        return tables or None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Make `data` all there is; rows that it leaves as they are stay untouched. TinyDB drops tables by this."""
        texts = {name: {str(i): to_text(value) for i, value in table.items()} for name, table in data.items()}
        with self.transaction():
            for name in (self.read() or {}).keys() - texts.keys():
                for emptied in ("document WHERE tbl", "waiting WHERE tbl", "collection WHERE name"):
                    self.sql(f"DELETE FROM {emptied} = ?", (name,))
            for name, bodies in texts.items():
                self.keep(name)
                self._overwrite(name, bodies)

    def _overwrite(self, tbl: str, bodies: dict[str, str]) -> None:
        had = {row.id: row for row in self.rows(tbl)}
        for gone in had.keys() - bodies.keys():
            self.sql("DELETE FROM waiting WHERE tbl = ? AND row = ?", (tbl, had[gone].row))
            self.drop(tbl, had[gone].row)
        for ident, body in bodies.items():
            if ident not in had:
                self.add(tbl, ident, body)
            elif had[ident].body != body:
                self.change(tbl, had[ident], body)

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._file.close(as_it_is=bool(self._failed))


class RowTable(Table):
    """TinyDB's table on rows. A document that isn't looked at costs nothing, unless a query has to ask them all."""

    #: The id for the next document that brings none; None where it has to be looked up.
    _following: int | None = None

    def __init__(self, storage: Storage, name: str, *, persist_empty: bool = False, **options: Any) -> None:
        if not isinstance(storage, RowStorage):
            raise TypeError(f"{type(self).__name__} needs a RowStorage below it, not {storage!r}")
        self._rows = storage
        super().__init__(storage, name, **options)
        if persist_empty:
            self.truncate()

    def fields(self, value: Mapping[str, Any]) -> Fields:
        """What of a document is indexed: here nothing."""
        return NO_FIELDS

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add one document; returns its id."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add documents, all or none; returns their ids."""
        with self._writing():
            return [self._insert(document) for document in documents]

    def _insert(self, document: Mapping[str, Any]) -> int:
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        if isinstance(document, self.document_class):
            ident = document.doc_id
            self._following = None
        else:
            ident = self._get_next_id()
        try:
            self._rows.add(self.name, ident, to_text(document), self.fields(document))
        except sqlite3.IntegrityError as error:
            raise ValueError(f"Document with ID {ident} already exists") from error
        return ident

    def search(self, cond: QueryLike) -> list[Document]:
        """Every document that `cond` admits. Repeated queries are answered from TinyDB's cache until a change."""
        cached = self._query_cache.get(cond)
        if cached is not None:
            return cached[:]
        found = [document for document in self if cond(document)]
        cacheable: Callable[[], bool] = getattr(cond, "is_cacheable", lambda: True)
        if cacheable() and not self._rows.in_transaction:  # what is found inside one may yet be undone
            self._query_cache[cond] = found[:]
        return found

    def get(self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None) -> Any:
        """One document by its id or by a condition (None where there is none), or a list of them by their ids."""
        if doc_id is not None:
            row = self._rows.row(self.name, doc_id)
            return None if row is None else self.document_class(from_text(row.body), doc_id)
        if doc_ids is not None:
            return [self._document(row) for row in sorted(self._chosen(None, doc_ids))]
        if cond is not None:
            return next((document for document in self if cond(document)), None)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def update(self, fields: Change, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Change the documents chosen by id or condition, or else all of them, all or none; returns their ids."""
        with self._writing():
            return [self._update(row, fields) for row in self._chosen(cond, doc_ids)]

    def update_multiple(self, updates: Iterable[tuple[Change, QueryLike]]) -> list[int]:
        """Several updates, each on what its condition admits by then, all or none."""
        changes = list(updates)
        updated = []
        with self._writing():
            for row in self._chosen(None, None):
                document = self._document(row)
                for fields, cond in changes:
                    if cond(document):
                        self._apply(fields, document)
                        updated.append(document.doc_id)
                self._store(row, document)
        return updated

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update what is there, insert what isn't, in one transaction."""
        with self._writing():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Remove the documents chosen by id or condition, all or none; returns their ids."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        removed = []
        with self._writing():
            self._rows.keep(self.name)
            for row in self._chosen(cond, doc_ids):
                self._rows.drop(self.name, row.row, self.fields(from_text(row.body)))
                removed.append(self.document_id_class(row.id))
        return removed

    def truncate(self) -> None:
        """Remove every document; ids begin at 1 again."""
        with self._writing():
            self._rows.keep(self.name)
            for table in ("document", "waiting"):
                self._rows.sql(f"DELETE FROM {table} WHERE tbl = ?", (self.name,))
        self._following = None

    def __len__(self) -> int:
        (count,) = self._rows.sql("SELECT count(*) FROM document WHERE tbl = ?", (self.name,)).fetchone()
        return int(count)

    def __iter__(self) -> Iterator[Document]:
        return map(self._document, self._rows.rows(self.name))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction for one call; what was cached no longer counts."""
        self.clear_cache()
        with self._rows.transaction():
            yield

    def _document(self, row: Row) -> Document:
        return self.document_class(from_text(row.body), self.document_id_class(row.id))

    def _chosen(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> list[Row]:
        """The rows chosen by id, in that order; or by a condition, or all, from the oldest on."""
        if doc_ids is not None:
            found = (self._rows.row(self.name, ident) for ident in dict.fromkeys(doc_ids))
            return [row for row in found if row is not None]
        return [row for row in self._rows.rows(self.name) if cond is None or cond(from_text(row.body))]

    def _update(self, row: Row, fields: Change) -> int:
        document = self._document(row)
        self._apply(fields, document)
        self._store(row, document)
        return document.doc_id

    @staticmethod
    def _apply(fields: Change, document: MutableMapping[str, Any]) -> None:
        if callable(fields):
            fields(document)
        else:
            document.update(fields)

    def _store(self, row: Row, document: Mapping[str, Any]) -> None:
        body = to_text(document)
        if body != row.body:
            self._rows.change(self.name, row, body, self.fields(from_text(row.body)), self.fields(document))

    def _get_next_id(self) -> int:
        """The id after the greatest; TinyDB's tests know it by this name."""
        ident = self._following
        if ident is None:
            ids = self._rows.sql("SELECT max(CAST(id AS INTEGER)) FROM document WHERE tbl = ?", (self.name,))
            ident = int(ids.fetchone()[0] or 0) + 1
        self._following = ident + 1
        return ident

"""The embedded store: TinyDB's documents and tables, one SQLite row each, behind the port.

Each kind of document is a TinyDB table named `tenant/kind`, and so are the audit records and the handled events; the
outbox is one table for all tenants. One process at a time may have it open; another is refused (`StoreInUse`).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB

from adapters.storage import StoreRefused, sqlite_file
from adapters.storage.carrying import Entry, Told
from adapters.storage.claims import Claims
from adapters.storage.sqlite_table import COLUMNS, Row, RowStorage, RowTable
from adapters.storage.text import from_text, sortable, to_text
from bot.ports import (
    MOST_FORGOTTEN,
    MOST_OUTGOING,
    NO_FIELDS,
    NOTHING_KNOWN,
    AlreadyHandled,
    Commit,
    Fields,
    Json,
    Key,
    Letter,
    Moved,
    Order,
    Outgoing,
    Page,
    Search,
    StoreFailed,
    Versioned,
    fields_of,
    split,
)

OUTBOX = "outbox"
#: So many columns has a row; what follows them says where it stands in a search.
WIDTH = len(Row._fields)
#: The state of a letter that goes before those of other conversations.
URGENT = "urgent"
#: By which columns a search goes, and in which direction.
FOLLOWS = {
    Order.OLDEST: (("row",), ">", "ASC"),
    Order.NEWEST: (("row",), "<", "DESC"),
    Order.DUE: (("due_at", "row"), ">", "ASC"),
}


class KeyedTable(RowTable):
    """A table whose documents have ids of our choosing, a version, and their `Fields` indexed."""

    document_id_class = str  # type: ignore[assignment]

    def fields(self, value: Mapping[str, Any]) -> Fields:
        """What of a document is indexed: all that a search may ask for."""
        return fields_of(value)

    def versioned(self, ident: str) -> Versioned | None:
        """One document with its version."""
        row = self._rows.row(self.name, ident)
        return None if row is None else _versioned(row)

    def put(self, ident: str, value: Json | None) -> None:
        """Make `value` the whole document, whether there was one or not, or remove it; inside a transaction."""
        self.clear_cache()
        row = self._rows.row(self.name, ident)
        if row is not None and value is not None:
            self._rows.change(self.name, row, to_text(value), _waited(row), fields_of(value))
        elif row is not None:
            self._rows.drop(self.name, row.row, _waited(row))
        elif value is not None:
            self._rows.add(self.name, ident, to_text(value), fields_of(value))

    def page(self, search: Search) -> Page:
        """One page of a search, by the index that fits."""
        query, values = _select(self.name, search)
        found = self._rows.sql(query, values).fetchall()
        page = found[: search.limit]
        return Page(
            documents=tuple((f"{self.name}/{row[1]}", _versioned(self._rows.whole(self.name, row[:WIDTH]))) for row in page),
            after=" ".join(map(str, page[-1][WIDTH:])) if len(found) > search.limit else None,
        )


def _waited(row: Row) -> Fields:
    """For whom a stored document waits. Most wait for nobody, and needn't be taken apart to see that."""
    return fields_of(from_text(row.body)) if '"waiting_for"' in row.body else NO_FIELDS


def _versioned(row: Row) -> Versioned:
    return Versioned(value=from_text(row.body), version=row.version)


def _select(name: str, search: Search) -> tuple[str, list[object]]:
    """The statement for a search, one row more than its limit, with its values. The place in it comes last in a row."""
    columns, beyond, direction = FOLLOWS[search.order]
    if search.kind == "audit":  # grows without end, and its ids go by age: follow them, they have an index
        columns = (*columns[:-1], "id")
    terms: list[str] = ["tbl = ?"]
    values: list[object] = [name]
    source = "document"
    if search.waiting_for is not None:  # CROSS JOIN: begin with the few that wait for this person
        source = "waiting CROSS JOIN document USING (tbl, row)"
        terms.append("person = ?")
        values.append(search.waiting_for)
    if search.states:
        terms.append(f"state IN ({_marks(search.states)})")
        values.extend(search.states)
    if search.requester is not None:
        terms.append("requester = ?")
        values.append(search.requester)
    if search.due_by is not None:
        terms.append("due_at <= ?")
        values.append(sortable(search.due_by))
    if search.order is Order.DUE:
        terms.append("due_at IS NOT NULL")
    if search.after is not None:
        terms.append(f"({', '.join(columns)}) {beyond} ({_marks(columns)})")
        values.extend(search.after.split(" "))
    query = f"SELECT {COLUMNS}, {', '.join(columns)} FROM {source} WHERE {' AND '.join(terms)}"
    ordered = ", ".join(f"{column} {direction}" for column in columns)
    return f"{query} ORDER BY {ordered} LIMIT ?", [*values, search.limit + 1]


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


class Database(TinyDB):
    """TinyDB on rows."""

    # TinyDB documents both for exactly this, and annotates them by their defaults.
    default_storage_class = RowStorage  # type: ignore[assignment]
    table_class = KeyedTable  # type: ignore[assignment]


class TinyStore:
    """The port `Store` on one TinyDB in this process.

    Nothing else of the bot runs between what a commit looks at and what it writes. Then it waits for the disk, with all
    that are committed in the same turn of the loop: one sync for all of them (docs/decisions/0015).
    """

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, made first where there is none. Raises StoreRefused."""
        self._db = Database(path)
        self._rows = cast(RowStorage, self._db.storage)
        self._claims = Claims()
        #: Whether anything was committed that the disk may not have yet, and what all wait on who need it to.
        self._unsynced = False
        self._syncing: asyncio.Future[None] | None = None
        self._carrying = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Let go of the file and its lock, when nobody is carrying the log into it any more."""
        with self._carrying:
            self._closed = True
            self._db.close()

    async def keep_carrying(self, *, every: float = 0.5) -> None:
        """Until cancelled: carry the log into the file, in a thread, so that nobody's commit waits for those syncs."""
        while True:
            await asyncio.sleep(every)
            await self._rows.carry(lambda: asyncio.to_thread(self._carry))

    def _carry(self) -> None:
        with self._carrying:
            if not self._closed:
                sqlite_file.carry_log(self._rows.path)

    async def read(self, keys: Iterable[Key], *, known: Mapping[Key, Versioned] = NOTHING_KNOWN) -> dict[Key, Versioned]:
        """The documents under these keys."""
        found = {key: known[key] if key in known and self._version(key) == known[key].version else self._versioned(key) for key in keys}
        return {key: document for key, document in found.items() if document is not None}

    async def search(self, search: Search) -> Page:
        """One page of documents."""
        return self._table(f"{search.tenant}/{search.kind}").page(search)

    async def commit(self, commit: Commit) -> int:
        """Write it whole, and wait for the disk; what is passing goes to it with the next one."""
        try:
            version = self._written(commit)
        except AlreadyHandled:
            await self.settled()
            raise
        self._unsynced |= not commit.passing
        await self.settled()
        return version

    def _written(self, commit: Commit) -> int:
        with self._rows.transaction(durable=False) as version:
            self._refuse_repetition(commit)
            self._refuse_moved(commit)
            self._write(commit, version)
        return version

    async def settled(self) -> None:
        """Return when what could be read so far would survive a power loss. Raises StoreFailed."""
        if not self._unsynced:
            return
        if self._syncing is None:
            loop = asyncio.get_running_loop()
            self._syncing = loop.create_future()
            loop.call_soon(self._sync, self._syncing)  # after whatever else can commit in this turn
        await asyncio.shield(self._syncing)

    def _sync(self, syncing: asyncio.Future[None]) -> None:
        self._syncing = None
        try:
            self._rows.sync()
        except StoreFailed as error:
            syncing.set_exception(error)
        else:
            self._unsynced = False
            syncing.set_result(None)

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        """The first waiting letter of each conversation."""
        await self.settled()
        heads = self._rows.sql(
            "SELECT id FROM (SELECT min(row) AS row FROM waiting WHERE tbl = ? GROUP BY person) "
            "JOIN document USING (row) ORDER BY state IS NULL, row LIMIT ?",
            (OUTBOX, limit + len(self._claims)),
        ).fetchall()
        taken = self._claims.take((int(number) for (number,) in heads), now=now, until=until, limit=limit)
        return tuple(_letter(row) for number in taken if (row := self._rows.row(OUTBOX, number)))

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        """Claim these letters until then instead."""
        self._claims.put(until)

    # What `remit store` needs besides -------------------------------------------------------

    async def verify(self, told: Told) -> int:
        """Check every page, index and record; how many there are. Raises StoreRefused."""
        return await _aside(sqlite_file.verify, self._rows.path, told=told)

    async def backup(self, target: Path, told: Told) -> int:
        """Write a copy as of this moment, and check it; how many records it holds. Raises StoreRefused."""
        return await _aside(sqlite_file.back_up, self._rows.path, target, told=told)

    async def entries(self) -> AsyncIterator[Entry]:
        """Every document, oldest first."""
        after = 0
        while True:
            rows = self._rows.sql(f"SELECT tbl, {COLUMNS} FROM document WHERE row > ? ORDER BY row LIMIT 500", (after,)).fetchall()
            if not rows:
                return
            for tbl, *found in rows:
                row = self._rows.whole(tbl, found)
                after = row.row
                if tbl != OUTBOX:
                    yield Entry(key=f"{tbl}/{row.id}", version=row.version, value=from_text(row.body))

    async def letters(self) -> AsyncIterator[Letter]:
        """Every letter that waits, in the order of their numbers."""
        for row in sorted(self._rows.rows(OUTBOX), key=lambda row: int(row.id)):
            yield _letter(row)

    async def load(self, entries: AsyncIterator[Entry], letters: AsyncIterator[Letter]) -> None:
        """Take over what another store held, all of it or nothing; this one has to be empty. Raises StoreRefused."""
        if self._rows.sql("SELECT 1 FROM document LIMIT 1").fetchone():
            raise StoreRefused(self._rows.path, "not-empty")
        greatest = 0
        with self._rows.transaction():
            async for entry in entries:
                tenant, kind, ident = split(entry.key)
                self._rows.add(f"{tenant}/{kind}", ident, to_text(entry.value), fields_of(entry.value), entry.version)
                greatest = max(greatest, entry.version)
            async for letter in letters:
                value = _stored(letter.tenant, Outgoing(conversation=letter.conversation, body=letter.body, urgent=letter.urgent))
                self._rows.add(OUTBOX, letter.number, to_text(value), fields_of(value))
                greatest = max(greatest, letter.number // MOST_OUTGOING)
            self._rows.sql("UPDATE counter SET version = max(version, ?)", (greatest,))

    def _table(self, name: str) -> KeyedTable:
        return cast(KeyedTable, self._db.table(name, cache_size=0))

    def _versioned(self, key: Key) -> Versioned | None:
        tenant, kind, ident = split(key)
        return self._table(f"{tenant}/{kind}").versioned(ident)

    def _version(self, key: Key) -> int:
        tenant, kind, ident = split(key)
        return self._rows.version_of(f"{tenant}/{kind}", ident)

    def _refuse_repetition(self, commit: Commit) -> None:
        if commit.event is None:
            return
        former = self._table(f"{commit.tenant}/handled").versioned(commit.event)
        if former is not None:
            raise AlreadyHandled(commit.event, former.value["result"])

    def _refuse_moved(self, commit: Commit) -> None:
        moved = [key for key, version in commit.expected.items() if self._version(key) != version]
        if moved:
            raise Moved(moved)

    def _write(self, commit: Commit, version: int) -> None:
        for key, value in commit.changes.items():
            tenant, kind, ident = split(key)
            if value is None or commit.read.get(key):
                self._table(f"{tenant}/{kind}").put(ident, value)
            else:  # it has just been looked that there is none
                self._add(f"{tenant}/{kind}", ident, value)
        for place, record in enumerate(commit.audit):
            self._add(f"{commit.tenant}/audit", f"{version:012}-{place:06}", record)
        for place, message in enumerate(commit.outgoing):
            self._add(OUTBOX, str(version * MOST_OUTGOING + place), _stored(commit.tenant, message))
        outbox = self._table(OUTBOX)
        for number in commit.delivered:
            outbox.put(str(number), None)
        self._claims.drop(commit.delivered)
        if commit.forget:
            old = "SELECT row FROM document WHERE tbl = ? AND version < ? LIMIT ?"
            handled = f"{commit.tenant}/handled"
            self._rows.sql(f"DELETE FROM document WHERE row IN ({old})", (handled, commit.forget, MOST_FORGOTTEN))
        if commit.event is not None:
            self._add(f"{commit.tenant}/handled", commit.event, {"result": commit.result})

    def _add(self, table: str, ident: str, value: Json) -> None:
        self._rows.add(table, ident, to_text(value), fields_of(value))


async def _aside(work: Callable[..., int], *given: Any, told: Told) -> int:
    """Do in a thread what takes a while; how far it is can't be known, only that it goes on."""
    told(0, 1)
    result = await asyncio.to_thread(work, *given)
    told(1, 1)
    return result


def _stored(tenant: str, message: Outgoing) -> Json:
    """A letter as a document."""
    return {
        "tenant": tenant,
        "conversation": message.conversation,
        "body": message.body,
        "waiting_for": f"{tenant}/{message.conversation}",
        "state": URGENT if message.urgent else None,
    }


def _letter(row: Row) -> Letter:
    value = from_text(row.body)
    return Letter(
        number=int(row.id),
        tenant=value["tenant"],
        conversation=value["conversation"],
        body=value["body"],
        urgent=value.get("state") == URGENT,
    )

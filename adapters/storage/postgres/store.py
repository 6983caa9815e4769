"""The port `Store` on PostgreSQL.

A commit holds what it read (FOR SHARE), changes what it read at the version it read it (compare and set), and adds what
must not be there yet (the unique index). What it read as absent it adds for as long as the commit takes, so that nobody
else can. Where it isn't known whether a commit stands, since the connection broke meanwhile, the same is tried again: the
event's id then tells.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Select, select, tuple_

from adapters.storage import StoreDamaged, StoreRefused
from adapters.storage.addresses import without_password
from adapters.storage.carrying import NOW_AND_THEN, Entry, Told, write_file
from adapters.storage.postgres import statements
from adapters.storage.postgres.connecting import Patience, Wire, Wires, compiled, is_conflict, is_loss, prepare
from adapters.storage.postgres.schema import document
from adapters.storage.postgres.waking import Bell
from adapters.storage.text import from_text, to_text
from bot.ports import (
    MOST_FORGOTTEN,
    MOST_OUTGOING,
    NOTHING_KNOWN,
    RESERVED,
    AlreadyHandled,
    Commit,
    Json,
    Key,
    Letter,
    Moved,
    Order,
    Page,
    Search,
    Versioned,
    fields_of,
    in_utc,
    key_of,
    split,
)

#: So many documents may one commit add.
MOST_ADDED = 1_000_000
#: Between the people for whom a document waits, on the way to the server.
UNIT = chr(31)
#: The columns of a document that is found by its key alone.
NOTHING = (None, None, None, None)

T = TypeVar("T")
#: Kind and id.
Name = tuple[str, str]


class PostgresStore:
    """The port `Store` on a PostgreSQL server, for any number of processes at once."""

    def __init__(self, address: str, *, tenant: str | None = None, bell: bool = True) -> None:
        """Letters are claimed for one tenant, or where none is given for all of them. Without a bell it is left to polling."""
        self.address = without_password(address)
        self._tenant = tenant
        self._address = address
        self._wires = Wires(address)
        #: For what may be lost with the server's memory: claims, and commits that are passing.
        self._light = Wires(address, durable=False)
        self._bell = Bell(address) if bell else None

    @classmethod
    async def open(cls, address: str, *, tenant: str | None = None, bell: bool = True) -> PostgresStore:
        """A store whose schema is there and ours. Raises StoreRefused."""
        await prepare(address)
        return cls(address, tenant=tenant, bell=bell)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._bell:
            await self._bell.close()
        await self._wires.close()
        await self._light.close()

    async def read(self, keys: Iterable[Key], *, known: Mapping[Key, Versioned] = NOTHING_KNOWN) -> dict[Key, Versioned]:
        """The documents under these keys."""
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Versioned] = {}
        for tenant, names in _by_tenant(wanted, known).items():

            async def go(wire: Wire, tenant: str = tenant, names: list[tuple[Any, ...]] = names) -> list[Any]:
                return list(await wire.fetch(statements.READ, tenant, *_columns(names, 3)))

            for kind, ident, version, body in await self._tried(go):
                key = f"{tenant}/{kind}/{ident}"
                found[key] = known[key] if body is None else Versioned(value=from_text(body), version=version)
        return {key: found[key] for key in wanted if key in found}

    async def search(self, search: Search) -> Page:
        """One page of documents, by the index that fits."""
        query, values = compiled(_select(search))

        async def go(wire: Wire) -> Page:
            return _page(search, await wire.fetch(query, *values))

        return await self._tried(go)

    async def lease(self, search: Search, *, now: datetime, until: datetime) -> Page:
        """The same page without what somebody else has leased; nobody else gets these until then, or until they change."""
        leased = document.c.leased
        free = _select(search).where(leased.is_(None) | (leased <= in_utc(now)))
        query, values = compiled(free.with_for_update(skip_locked=True))

        async def go(wire: Wire) -> Page:
            async with wire.transaction():
                page = _page(search, await wire.fetch(query, *values))
                names = [split(key)[1:] for key, _ in page.documents]
                if names:
                    await wire.executemany(statements.LEASE, [(search.tenant, in_utc(until), *name) for name in names])
            return page

        return await self._tried(go, light=True)

    async def commit(self, commit: Commit) -> int:
        """Write it whole."""
        plan = Plan.of(commit)
        numbers: set[int] = set()
        patience = Patience()
        while True:
            try:
                return await self._attempt(plan, numbers)
            except AlreadyFound as found:
                if found.version in numbers:  # it was us: the answer got lost, the commit didn't
                    return found.version
                raise AlreadyHandled(commit.event or "", from_text(found.body)["result"]) from None
            except Exception as error:
                if not is_conflict(error) and not is_loss(error):
                    raise
                await patience.wait(error)

    async def settled(self) -> None:
        """PostgreSQL shows nothing that matters before it is on its disk."""

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        """The first waiting letter of each conversation."""

        async def go(wire: Wire) -> list[Letter]:
            letters: list[Letter] = []
            for tenant in await self._tenants(wire):
                letters += await _claim(wire, tenant, in_utc(now), in_utc(until), limit - len(letters))
            return letters

        return tuple(sorted(await self._tried(go, light=True), key=lambda letter: (not letter.urgent, letter.number)))

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        """Claim these letters until then instead."""
        claimed = [(number, in_utc(moment)) for number, moment in until.items()]

        async def go(wire: Wire) -> None:
            for tenant in await self._tenants(wire) if until else ():
                await wire.executemany(statements.POSTPONE, [(tenant, *one) for one in claimed])

        await self._tried(go, light=True)

    async def woken(self, timeout: float) -> None:
        """Return when another replica may have put something into the outbox, or after so many seconds."""
        if self._bell is None:
            await asyncio.sleep(timeout)
        else:
            await self._bell.heard(timeout)

    # What `remit store` needs besides -------------------------------------------------------

    async def verify(self, told: Told) -> int:
        """Check every document against what it is searched by; how many there are. Raises StoreRefused."""
        count = 0
        async with aclosing(self._rows(statements.EVERY_DOCUMENT)) as rows:
            async for tenant, kind, ident, _, body, *found in rows:
                if not _fits(_content(tenant, kind, from_text(body)), found):
                    raise _unfit(self.address, key_of(tenant, kind, ident))
                count += 1
                if count % NOW_AND_THEN == 0:
                    told(count, 0)
        return count

    async def backup(self, target: Path, told: Told) -> int:
        """Write everything to a file, as of this moment; how many records it holds. Raises StoreRefused."""
        return (await write_file(self, target, told)).entries

    async def entries(self) -> AsyncIterator[Entry]:
        """Every document, oldest first."""
        async with aclosing(self._rows(statements.EVERY_DOCUMENT)) as rows:
            async for tenant, kind, ident, version, body, *_ in rows:
                yield Entry(key=f"{tenant}/{kind}/{ident}", version=version, value=from_text(body))

    async def letters(self) -> AsyncIterator[Letter]:
        """Every letter that waits, in the order of their numbers."""
        async with aclosing(self._rows(statements.EVERY_LETTER)) as rows:
            async for number, tenant, conversation, body, urgent in rows:
                yield Letter(number=number, tenant=tenant, conversation=conversation, body=from_text(body), urgent=urgent)

    async def _rows(self, statement: str) -> AsyncGenerator[Any, None]:
        """Rows in parts, all as of one moment."""
        async with self._wire() as wire, wire.transaction(isolation="repeatable_read", readonly=True):
            async for row in wire.cursor(statement, prefetch=500):
                yield row

    async def load(self, entries: AsyncIterator[Entry], letters: AsyncIterator[Letter]) -> None:
        """Take over what another store held, all of it or nothing; this one has to be empty. Raises StoreRefused."""
        async with self._wire() as wire, wire.transaction():
            if await wire.fetchval("SELECT count(*) FROM (SELECT 1 FROM document LIMIT 1) AS any_document"):
                raise StoreRefused(self.address, "server-not-empty")
            greatest = await self._load_entries(wire, entries)
            rows = [(one.tenant, one.number, one.conversation, to_text(one.body), one.urgent, None) async for one in letters]
            await wire.copy_records_to_table("outbox", records=rows)
            greatest = max([greatest, *(row[1] // MOST_OUTGOING for row in rows)])
            await wire.execute("SELECT setval('remit_version', $1)", max(greatest, 1))

    async def _load_entries(self, wire: Wire, entries: AsyncIterator[Entry]) -> int:
        part: list[tuple[Any, ...]] = []
        greatest = age = 0
        async for entry in entries:
            age += 1
            greatest = max(greatest, entry.version)
            tenant, kind, ident = split(entry.key)
            body, state, requester, waiting, due = _content(tenant, kind, entry.value)
            people = waiting.split(UNIT) if waiting else None
            part.append((tenant, kind, ident, entry.version, age, body, state, requester, people, due, None))
            if len(part) == NOW_AND_THEN:
                await wire.copy_records_to_table("document", records=part)
                part.clear()
        await wire.copy_records_to_table("document", records=part)
        return greatest

    async def _tenants(self, wire: Wire) -> list[str]:
        """Whose letters are ours."""
        return [self._tenant] if self._tenant is not None else sorted(tenant for (tenant,) in await wire.fetch(statements.TENANTS))

    # Connections ------------------------------------------------------------------------

    async def _tried(self, go: Callable[[Wire], Awaitable[T]], *, light: bool = False) -> T:
        """What does no harm when it is done twice, again where the connection broke."""
        patience = Patience()
        while True:
            try:
                async with self._wire(light=light) as wire:
                    return await go(wire)
            except Exception as error:
                if not is_conflict(error) and not is_loss(error):
                    raise
                await patience.wait(error)

    def _wire(self, *, light: bool = False) -> AbstractAsyncContextManager[Wire]:
        return (self._light if light else self._wires).one()

    async def _attempt(self, plan: Plan, numbers: set[int]) -> int:
        """Say it all once. Its number is noted before it is committed, to be known again."""
        if plan.only_clears:
            async with self._wire(light=True) as wire:
                await wire.execute(statements.DELIVERED, plan.tenant, plan.delivered)
            return 0
        async with self._wire(light=plan.passing) as wire, wire.transaction():
            version = await self._write(wire, plan)
            numbers.add(version)
        if plan.outgoing and self._bell:
            self._bell.ring()
        return version

    async def _write(self, wire: Wire, plan: Plan) -> int:
        tenant = plan.tenant
        moved: set[Name] = set()
        version: int | None = None if plan.event is not None else await wire.fetchval(statements.NUMBER)
        if plan.added:
            there = await wire.fetch(statements.ADD, tenant, version, *_columns(plan.added, 8))
            if plan.event is not None:
                version = next((row[2] for row in there if row[0] == "handled"), None)
            if version is None:
                raise await self._before(wire, plan)
            moved |= {(row[0], row[1]) for row in plan.added if row[0] not in RESERVED} - {(row[0], row[1]) for row in there}
        assert version is not None
        if plan.changed:
            done = await wire.fetchmany(statements.CHANGE, [(tenant, version, *row) for row in plan.changed])
            moved |= {(row[0], row[1]) for row in plan.changed} - {tuple(row) for row in done}
        if plan.held:
            found = {(kind, ident): was for kind, ident, was in await wire.fetch(statements.HOLD, tenant, *_columns(plan.held, 2))}
            moved |= {name for name, was in plan.held.items() if found.get(name) != was}
        if plan.removed or plan.absent:
            rows = [(tenant, *name, was or version) for name, was in (plan.removed | dict.fromkeys(plan.absent, 0)).items()]
            done = await wire.fetchmany(statements.REMOVE, rows)
            moved |= plan.removed.keys() - {tuple(row) for row in done}
        if moved:
            raise Moved(key_of(tenant, *name) for name in moved)
        await self._send_and_clear(wire, plan, version)
        return version

    async def _send_and_clear(self, wire: Wire, plan: Plan, version: int) -> None:
        if plan.outgoing:
            letters = [(version * MOST_OUTGOING + n, *of) for n, of in enumerate(plan.outgoing)]
            await wire.execute(statements.SEND, plan.tenant, *_columns(letters, 4))
        if plan.delivered:
            await wire.execute(statements.DELIVERED, plan.tenant, plan.delivered)
        if plan.forget:
            await wire.execute(statements.FORGET, plan.tenant, plan.forget, MOST_FORGOTTEN)

    async def _before(self, wire: Wire, plan: Plan) -> AlreadyFound:
        (_, _, version, body) = (await wire.fetch(statements.READ, plan.tenant, ["handled"], [plan.event], [0]))[0]
        return AlreadyFound(version, body)


async def _claim(wire: Wire, tenant: str, now: datetime, until: datetime, limit: int) -> list[Letter]:
    claimed = await wire.fetch(statements.CLAIM, tenant, now, until, max(0, limit))
    return [
        Letter(number=number, tenant=tenant, conversation=conversation, body=from_text(body), urgent=urgent)
        for number, conversation, body, urgent in claimed
    ]


class AlreadyFound(Exception):
    """The event stands already; whose it is, its number tells."""

    def __init__(self, version: int, body: str) -> None:
        self.version = version
        self.body = body
        super().__init__(version)


#: The columns of a document beside its name: body, state, requester, waiting_for, due_at.
Content = tuple[str, str | None, str | None, str | None, datetime | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A commit as what each statement has to say. Whatever of it isn't JSON is refused before anything is said."""

    tenant: str
    event: str | None
    only_delivers: bool
    passing: bool
    #: Read and left alone, at these versions.
    held: dict[Name, int] = field(default_factory=dict)
    #: Read as absent, and to stay so.
    absent: list[Name] = field(default_factory=list)
    #: Name, version read, new content.
    changed: list[tuple[Any, ...]] = field(default_factory=list)
    removed: dict[Name, int] = field(default_factory=dict)
    #: The event, new documents, audit records, and what has to stay absent: name, place among them, content.
    added: list[tuple[Any, ...]] = field(default_factory=list)
    outgoing: list[tuple[str, str, bool]] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    forget: int = 0

    @property
    def only_clears(self) -> bool:
        """True where letters go and no document changes, so that there is nothing to number."""
        return self.only_delivers and not (self.added or self.changed or self.removed or self.held)

    @classmethod
    def of(cls, commit: Commit) -> Plan:
        """The plan of a commit."""
        plan = cls(
            tenant=commit.tenant,
            event=commit.event,
            only_delivers=commit.only_delivers,
            passing=commit.passing,
            outgoing=[(one.conversation, to_text(one.body), one.urgent) for one in commit.outgoing],
            delivered=list(commit.delivered),
            forget=commit.forget,
        )
        places = {key: place for place, key in enumerate(commit.changes)}
        if commit.event is not None:
            plan.added.append(("handled", commit.event, MOST_ADDED - 1, to_text({"result": commit.result}), *NOTHING))
        for key, was in sorted(commit.expected.items()):
            plan._place(commit.changes, key, was, places.get(key, 0))
        for place, record in enumerate(commit.audit):
            plan.added.append(("audit", f"{place:06}", len(places) + place, *_content(commit.tenant, "audit", record)))
        return plan

    def _place(self, changes: Mapping[Key, Json | None], key: Key, was: int, place: int) -> None:
        """Where a document belongs that has to be as it was."""
        _, kind, ident = split(key)
        value = changes.get(key)
        if value is not None and was:
            self.changed.append((kind, ident, was, *_content(self.tenant, kind, value)))
        elif value is not None:
            self.added.append((kind, ident, place, *_content(self.tenant, kind, value)))
        elif not was:
            self.absent.append((kind, ident))
            self.added.append((kind, ident, 0, "", *NOTHING))
        elif key in changes:
            self.removed[kind, ident] = was
        else:
            self.held[kind, ident] = was


def _content(tenant: str, kind: str, value: Json) -> Content:
    fields = fields_of(value)
    waiting = UNIT.join(_waiting(tenant, kind, person) for person in fields.waiting_for) or None
    return to_text(value), fields.state, fields.requester, waiting, fields.due_at


def _fits(content: Content, found: Sequence[Any]) -> bool:
    """Whether the columns by which a document is found are those of what it says."""
    state, requester, waiting, due = found
    return content[1:] == (state, requester, UNIT.join(waiting) if waiting else None, due)


def _unfit(address: str, key: Key) -> StoreDamaged:
    return StoreDamaged(address, "record-unfound", key, name=repr(key))


def _waiting(tenant: str, kind: str, person: str) -> str:
    return f"{tenant}/{kind}/{person}"


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> tuple[list[Any], ...]:
    """Rows as one array for each column."""
    return tuple(map(list, zip(*rows, strict=True))) or ([],) * width


def _by_tenant(keys: Iterable[Key], known: Mapping[Key, Versioned]) -> dict[str, list[tuple[Any, ...]]]:
    """Names with the version that is known of each, by their tenant."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for key in keys:
        tenant, *name = split(key)
        found.setdefault(tenant, []).append((*name, known[key].version if key in known else 0))
    return found


def _select(search: Search) -> Select[Any]:
    """The statement for a search, one row more than its limit; its place comes last in a row."""
    c = document.c
    newest = search.order is Order.NEWEST
    place = [c.due_at, c.age] if search.order is Order.DUE else [c.age]
    query = select(c.kind, c.id, c.version, c.body, *place).where(c.tenant == search.tenant, c.kind == search.kind)
    if search.states:
        query = query.where(c.state.in_(search.states))
    if search.requester is not None:
        query = query.where(c.requester == search.requester)
    if search.waiting_for is not None:
        query = query.where(c.waiting_for.contains([_waiting(search.tenant, search.kind, search.waiting_for)]))
    if search.due_by is not None:
        query = query.where(c.due_at <= in_utc(search.due_by))
    if search.order is Order.DUE:
        query = query.where(c.due_at.is_not(None))
    if search.after is not None:
        begin = _begin(search.after)
        query = query.where(tuple_(*place) < tuple_(*begin) if newest else tuple_(*place) > tuple_(*begin))
    return query.order_by(*(column.desc() if newest else column for column in place)).limit(search.limit + 1)


def _begin(after: str) -> list[datetime | int]:
    """The place that a page's `after` names."""
    *due, age = after.split(" ")
    return [*(datetime.fromisoformat(moment) for moment in due), int(age)]


def _page(search: Search, rows: Iterable[Any]) -> Page:
    found = list(rows)
    page = found[: search.limit]
    documents = tuple(
        (key_of(search.tenant, kind, ident), Versioned(value=from_text(body), version=version)) for kind, ident, version, body, *_ in page
    )
    last = [in_utc(one).isoformat() if isinstance(one, datetime) else str(one) for one in page[-1][4:]] if page else []
    return Page(documents=documents, after=" ".join(last) if len(found) > search.limit else None)

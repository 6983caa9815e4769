"""The port `Store` on PostgreSQL.

A commit holds what it read (FOR SHARE), changes what it read at the version it read it (compare and set), and adds what
must not be there yet (the unique index). What it read as absent it adds for as long as the commit takes, so that nobody
else can. Where it isn't known whether a commit stands, since the connection broke meanwhile, the same is tried again: the
event's id then tells.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.storage.postgres import statements
from adapters.storage.postgres.connecting import Patience, engine_of, is_conflict, is_loss, prepare, without_password
from adapters.storage.postgres.schema import document
from adapters.storage.postgres.waking import Bell
from adapters.storage.text import from_text, to_text
from bot.ports import (
    MOST_OUTGOING,
    AlreadyHandled,
    Commit,
    Fields,
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
NONE = Fields()

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
        self._engine = engine_of(address)
        #: For what may be lost with the server's memory: claims, and notes of deliveries.
        self._light = engine_of(address, durable=False, pool=4)
        self._bell = Bell(address) if bell else None

    @classmethod
    async def open(cls, address: str, *, tenant: str | None = None, bell: bool = True) -> PostgresStore:
        """A store whose schema is there and ours. Raises StoreRefused."""
        store = cls(address, tenant=tenant, bell=bell)
        try:
            await prepare(store._engine, address)
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Let go of the connections."""
        if self._bell:
            await self._bell.close()
        await self._engine.dispose()
        await self._light.dispose()

    async def read(self, keys: Iterable[Key]) -> dict[Key, Versioned]:
        """The documents under these keys."""
        wanted = list(dict.fromkeys(keys))
        tenants = {split(key)[0] for key in wanted}
        if not wanted:
            return {}

        async def go(connection: AsyncConnection) -> dict[Key, Versioned]:
            found: dict[Key, Versioned] = {}
            for tenant in tenants:
                names = [split(key)[1:] for key in wanted if split(key)[0] == tenant]
                for kind, ident, version, body in await _ask(connection, statements.READ, tenant, *_columns(names, 2)):
                    found[f"{tenant}/{kind}/{ident}"] = Versioned(value=from_text(body), version=version)
            return {key: found[key] for key in wanted if key in found}

        return await self._tried(go)

    async def search(self, search: Search) -> Page:
        """One page of documents, by the index that fits."""

        async def go(connection: AsyncConnection) -> Page:
            return _page(search, (await connection.execute(_select(search))).all())

        return await self._tried(go)

    async def lease(self, search: Search, *, now: datetime, until: datetime) -> Page:
        """The same page without what somebody else has leased, and nobody else gets these until then or until they change."""
        c = document.c
        query = _select(search).where(c.leased.is_(None) | (c.leased <= in_utc(now))).with_for_update(skip_locked=True)

        async def go(connection: AsyncConnection) -> Page:
            page = _page(search, (await connection.execute(query)).all())
            names = [split(key)[1:] for key, _ in page.documents]
            if names:
                await _ask(connection, statements.LEASE, search.tenant, in_utc(until), *_columns(names, 2))
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

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        """The first waiting letter of each conversation."""
        letters: list[Letter] = []
        for tenant in await self._tenants():
            letters += await self._claim(tenant, in_utc(now), in_utc(until), limit)
        return tuple(sorted(letters, key=lambda letter: (not letter.urgent, letter.number))[:limit])

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        """Claim these letters until then instead."""
        columns = (list(until), [in_utc(moment) for moment in until.values()])
        for tenant in await self._tenants() if until else ():

            async def go(connection: AsyncConnection, tenant: str = tenant) -> None:
                await _ask(connection, statements.POSTPONE, tenant, *columns)

            await self._tried(go, light=True)

    async def woken(self, timeout: float) -> None:
        """Return when another replica may have put something into the outbox, or after so many seconds."""
        if self._bell is None:
            await asyncio.sleep(timeout)
        else:
            await self._bell.heard(timeout)

    # Claims -----------------------------------------------------------------------------

    async def _tenants(self) -> list[str]:
        if self._tenant is not None:
            return [self._tenant]

        async def go(connection: AsyncConnection) -> list[str]:
            return sorted(tenant for (tenant,) in await _ask(connection, statements.TENANTS))

        return await self._tried(go)

    async def _claim(self, tenant: str, now: datetime, until: datetime, limit: int) -> list[Letter]:
        async def go(connection: AsyncConnection) -> list[Letter]:
            heads = await _ask(connection, statements.HEADS, tenant, now, limit)
            if heads:
                await _ask(connection, statements.CLAIM, tenant, until, [number for number, *_ in heads])
            return [
                Letter(number=number, tenant=tenant, conversation=conversation, body=from_text(body), urgent=urgent)
                for number, conversation, body, urgent in heads
            ]

        return await self._tried(go, light=True)

    # Transactions -----------------------------------------------------------------------

    async def _tried(self, go: Callable[[AsyncConnection], Awaitable[T]], *, light: bool = False) -> T:
        """What does no harm when it is done twice, in a transaction of its own, again where the connection broke."""
        patience = Patience()
        while True:
            try:
                async with self._transaction(light=light) as connection:
                    return await go(connection)
            except Exception as error:
                if not is_conflict(error) and not is_loss(error):
                    raise
                await patience.wait(error)

    @asynccontextmanager
    async def _transaction(self, *, light: bool = False) -> AsyncIterator[AsyncConnection]:
        async with (self._light if light else self._engine).connect() as connection:
            try:
                yield connection
                await connection.commit()
            except Exception as error:
                if is_loss(error):
                    await connection.invalidate()
                raise

    async def _attempt(self, plan: Plan, numbers: set[int]) -> int:
        """Say it all once. What it would have been numbered is noted first, to be known again."""
        async with self._transaction(light=plan.only_delivers) as connection:
            version = await self._number(connection, plan)
            numbers.add(version)
            await self._write(connection, plan, version)
        if plan.outgoing and self._bell:
            self._bell.ring()
        return version

    async def _number(self, connection: AsyncConnection, plan: Plan) -> int:
        if plan.event is None:
            return int((await _ask(connection, statements.NUMBER))[0][0])
        made = await _ask(connection, statements.HANDLE, plan.tenant, plan.event, plan.result)
        if made:
            return int(made[0][0])
        found = await _ask(connection, statements.READ, plan.tenant, ["handled"], [plan.event])
        _, _, version, body = found[0]
        raise AlreadyFound(version, body)

    async def _write(self, connection: AsyncConnection, plan: Plan, version: int) -> None:
        tenant = plan.tenant
        moved: set[Name] = set()
        if plan.held:
            found = {(kind, ident): was for kind, ident, was in await _ask(connection, statements.HOLD, tenant, *_columns(plan.held, 2))}
            moved |= {name for name, was in plan.held.items() if found.get(name) != was}
        if plan.changed:
            rows = [(*name, was, *of) for (name, was), of in plan.changed.items()]
            done = await _ask(connection, statements.CHANGE, tenant, version, *_columns(rows, 8))
            moved |= {name for name, _ in plan.changed} - {tuple(row) for row in done}
        if plan.removed:
            rows = [(*name, was) for name, was in plan.removed.items()]
            done = await _ask(connection, statements.REMOVE, tenant, *_columns(rows, 3))
            moved |= plan.removed.keys() - {tuple(row) for row in done}
        added = plan.added(version)
        if added:
            done = await _ask(connection, statements.ADD, tenant, version, *_columns(added, 8))
            moved |= {(row[0], row[1]) for row in added} - {tuple(row) for row in done}
        if moved:
            raise Moved(key_of(tenant, *name) for name in moved)
        if plan.absent:
            rows = [(*name, version) for name in plan.absent]
            await _ask(connection, statements.REMOVE, tenant, *_columns(rows, 3))
        if plan.outgoing:
            letters = [(version * MOST_OUTGOING + n, *of) for n, of in enumerate(plan.outgoing)]
            await _ask(connection, statements.SEND, tenant, *_columns(letters, 4))
        if plan.delivered:
            await _ask(connection, statements.DELIVERED, tenant, plan.delivered)


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
    result: str
    only_delivers: bool
    #: Read and left alone, at these versions.
    held: dict[Name, int] = field(default_factory=dict)
    #: Read as absent, and to stay so.
    absent: list[Name] = field(default_factory=list)
    changed: dict[tuple[Name, int], Content] = field(default_factory=dict)
    removed: dict[Name, int] = field(default_factory=dict)
    new: list[tuple[Name, Content]] = field(default_factory=list)
    audit: list[Content] = field(default_factory=list)
    outgoing: list[tuple[str, str, bool]] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, commit: Commit) -> Plan:
        """The plan of a commit."""
        plan = cls(
            tenant=commit.tenant,
            event=commit.event,
            result=to_text({"result": commit.result}),
            only_delivers=commit.only_delivers,
            audit=[_content(commit.tenant, "audit", record) for record in commit.audit],
            outgoing=[(one.conversation, to_text(one.body), one.urgent) for one in commit.outgoing],
            delivered=list(commit.delivered),
        )
        for key, was in sorted(commit.expected.items()):
            plan._place(commit, key, was)
        order = {key: n for n, key in enumerate(commit.changes)}
        plan.new.sort(key=lambda one: order[key_of(commit.tenant, *one[0])])
        return plan

    def _place(self, commit: Commit, key: Key, was: int) -> None:
        """Where a document belongs that has to be as it was."""
        _, kind, ident = split(key)
        name = (kind, ident)
        value = commit.changes.get(key)
        if value is not None and was:
            self.changed[name, was] = _content(self.tenant, kind, value)
        elif value is not None:
            self.new.append((name, _content(self.tenant, kind, value)))
        elif not was:
            self.absent.append(name)
        elif key in commit.changes:
            self.removed[name] = was
        else:
            self.held[name] = was

    def added(self, version: int) -> list[tuple[Any, ...]]:
        """The rows of what is new: documents, audit records, and for a moment what has to stay absent; aged in this order."""
        age = version * MOST_ADDED
        records = [(("audit", f"{version:012}-{place:06}"), of) for place, of in enumerate(self.audit)]
        rows = [(*name, age + n, *of) for n, (name, of) in enumerate([*self.new, *records])]
        return rows + [(*name, 0, "", None, None, None, None) for name in self.absent]


def _content(tenant: str, kind: str, value: Json) -> Content:
    fields = fields_of(value)
    waiting = UNIT.join(_waiting(tenant, kind, person) for person in fields.waiting_for) or None
    return to_text(value), fields.state, fields.requester, waiting, fields.due_at


def _waiting(tenant: str, kind: str, person: str) -> str:
    return f"{tenant}/{kind}/{person}"


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> tuple[list[Any], ...]:
    """Rows as one array for each column."""
    return tuple(map(list, zip(*rows, strict=True))) or ([],) * width


async def _ask(connection: AsyncConnection, statement: str, *values: Any) -> list[Any]:
    """The rows that a statement answers, if it answers any."""
    result = await connection.exec_driver_sql(statement, values)
    return list(result.all()) if result.returns_rows else []


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

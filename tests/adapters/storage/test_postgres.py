"""The PostgreSQL store: many at once, lost connections, and what it asks of the server."""

import asyncio
import logging
import sys
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.storage import StoreRefused, StoreUnreachable
from adapters.storage.addresses import has_password, without_password
from adapters.storage.memory import MemoryStore
from adapters.storage.postgres import statements
from adapters.storage.postgres.connecting import compiled, engine_of
from adapters.storage.postgres.schema import metadata
from adapters.storage.postgres.store import PostgresStore, _select
from bot.ports import AlreadyHandled, Commit, Moved, Order, Outgoing, Search
from tests.adapters.storage.test_contract import attempt, leaf_through, searches, steps
from tests.postgres import make_database

pytestmark = pytest.mark.asyncio

ROOT = Path(__file__).resolve().parents[3]
R1, R2 = "acme/request/1", "acme/request/2"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest_asyncio.fixture
async def stores(address):
    """Two replicas."""
    two = [PostgresStore(address, bell=False) for _ in range(2)]
    yield two
    for one in two:
        await one.close()


@pytest_asyncio.fixture
async def wire(address):
    """A connection to look on by."""
    connection = await asyncpg.connect(address)
    yield connection
    await connection.close()


async def outcome(coroutine):
    try:
        return await coroutine
    except (Moved, AlreadyHandled) as refused:
        return type(refused)


# Many at once


async def test_of_clicks_at_once_exactly_one_wins(stores, make_commit):
    """F19: approve and decline, again and again, from two replicas."""
    for _ in range(30):
        version = await stores[0].commit(make_commit(changes={R1: {"state": "waiting"}}))
        clicks = [make_commit(read={R1: version}, changes={R1: {"state": f"by {n}"}}, audit=({"n": n},)) for n in range(8)]

        came = await asyncio.gather(*(outcome(stores[n % 2].commit(click)) for n, click in enumerate(clicks)))

        won = [n for n, one in enumerate(came) if one is not Moved]
        found = await stores[0].read([R1])
        assert [found[R1].value["state"]] == [f"by {n}" for n in won]
        await stores[0].commit(make_commit(read={R1: found[R1].version}, changes={R1: None}))
    page = await stores[0].search(Search(tenant="acme", kind="audit", limit=1000))
    assert len(page.documents) == 30


async def test_an_event_that_comes_several_times_at_once_stands_once(stores, make_commit):
    """F17"""
    event = make_commit(changes={R1: {"state": "asked"}}, audit=({},), result={"whisper": "ok"})

    came = await asyncio.gather(*(outcome(stores[n % 2].commit(event)) for n in range(8)))

    assert sorted(one is AlreadyHandled for one in came) == [False] + [True] * 7
    assert len((await stores[0].search(Search(tenant="acme", kind="audit"))).documents) == 1


@pytest.mark.parametrize("there", [True, False])
async def test_two_commits_never_both_stand_that_each_rest_on_what_the_other_changes(stores, make_commit, there):
    """Write skew, with documents that are there and with documents that are read as absent."""
    for n in range(25):
        one, other = f"acme/leave/a{n}", f"acme/leave/b{n}"
        version = await stores[0].commit(make_commit(changes={one: {}, other: {}})) if there else 0
        read = {one: version, other: version}
        commits = [make_commit(read=read, changes={key: {"away": True}}) for key in (one, other)]

        came = await asyncio.gather(*(outcome(store.commit(commit)) for store, commit in zip(stores, commits, strict=True)))

        assert sum(came_to is Moved for came_to in came) == 1


async def test_commits_that_share_what_they_read_do_not_hinder_each_other(stores, make_commit):
    version = await stores[0].commit(make_commit(changes={"acme/roster/current": {}}))
    read = {"acme/roster/current": version}
    commits = [make_commit(read=read, changes={f"acme/request/{n}": {}}) for n in range(20)]

    came = await asyncio.gather(*(outcome(stores[n % 2].commit(commit)) for n, commit in enumerate(commits)))

    assert Moved not in came
    assert len(set(came)) == 20


async def test_what_is_only_read_as_absent_stays_absent(stores, make_commit, wire):
    await stores[0].commit(make_commit(read={R2: 0}, changes={R1: {}}))

    assert await wire.fetchval("SELECT count(*) FROM document WHERE kind = 'request'") == 1


async def test_replicas_share_the_outbox_and_keep_the_order_within_a_conversation(stores, make_commit):
    for n in range(60):
        await stores[0].commit(make_commit(outgoing=(Outgoing(conversation=f"c{n % 7}", body={"n": n}),)))
    arrived: list[int] = []

    async def carry(store):
        while True:
            letters = await store.claim(now=NOW, until=LATER, limit=2)
            for letter in letters:
                arrived.append(letter.body["n"])
                await asyncio.sleep(0)
                await store.commit(Commit(tenant="acme", delivered=(letter.number,)))
            if len(arrived) == 60:
                return
            await asyncio.sleep(0)

    await asyncio.gather(*(carry(store) for store in stores))

    assert sorted(arrived) == list(range(60))
    assert all(of == sorted(of) for of in ([n for n in arrived if n % 7 == c] for c in range(7)))


async def test_a_replica_claims_letters_of_its_own_tenant_only(address, stores, make_commit, make_message):
    await stores[0].commit(make_commit(outgoing=(make_message(),)))
    await stores[0].commit(make_commit(tenant="beta", outgoing=(make_message(),)))
    beta = PostgresStore(address, tenant="beta", bell=False)

    letters = await beta.claim(now=NOW, until=LATER)

    await beta.close()
    assert [letter.tenant for letter in letters] == ["beta"]


async def test_a_timer_that_is_leased_is_nobody_elses_until_it_changes_or_the_lease_lapses(stores, make_commit):
    timer = "acme/timer/1"
    version = await stores[0].commit(make_commit(changes={timer: {"due_at": NOW.isoformat()}}))
    due = Search(tenant="acme", kind="timer", due_by=NOW, order=Order.DUE)

    (found,) = (await stores[0].lease(due, now=NOW, until=LATER)).documents

    assert found[0] == timer
    assert (await stores[1].lease(due, now=NOW, until=LATER)).documents == ()
    assert len((await stores[1].lease(due, now=LATER, until=LATER)).documents) == 1
    await stores[0].commit(make_commit(read={timer: version}, changes={timer: {"due_at": NOW.isoformat()}}))
    assert len((await stores[1].lease(due, now=NOW, until=LATER)).documents) == 1


# Lost connections


class Proxy:
    """Between store and server, to be cut: before a commit gets through, or after, so that only its answer is lost."""

    def __init__(self, address: str) -> None:
        self.to = urlsplit(address)
        self.cut_before = self.cut_after = False
        self.cuts = 0
        self.serving: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.serving.add(asyncio.current_task())
        far_reader, far_writer = await asyncio.open_connection(self.to.hostname, self.to.port)
        back = asyncio.create_task(self.carry_back(far_reader, writer))
        try:
            while said := await reader.read(65536):
                if b"COMMIT" in said and (self.cut_before or self.cut_after):
                    await self.cut(said, far_reader, far_writer, back)
                    break
                far_writer.write(said)
                await far_writer.drain()
        except OSError:
            pass
        finally:
            back.cancel()
            writer.transport.abort()
            far_writer.transport.abort()

    async def cut(self, said: bytes, far_reader: asyncio.StreamReader, far_writer: asyncio.StreamWriter, back: asyncio.Task[None]) -> None:
        self.cuts += 1
        back.cancel()
        with suppress(asyncio.CancelledError):
            await back
        if self.cut_after:
            far_writer.write(said)
            await far_writer.drain()
            await far_reader.read(1)  # it has answered: the commit stands
        self.cut_before = self.cut_after = False

    async def carry_back(self, far_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while said := await far_reader.read(65536):
                writer.write(said)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def through_a_proxy(address):
    proxy = Proxy(address)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    store = PostgresStore(address.replace(f":{proxy.to.port}/", f":{port}/"), bell=False)
    try:
        yield proxy, store
    finally:
        await store.close()
        server.close()
        for task in proxy.serving:
            task.cancel()
        await asyncio.wait(proxy.serving, timeout=5)
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("cut", ["cut_before", "cut_after"])
async def test_a_commit_whose_answer_is_lost_stands_once_and_is_known(address, make_commit, cut):
    """F52: the connection breaks at COMMIT, and nobody knows whether it stands."""
    async with through_a_proxy(address) as (proxy, store):
        first = await store.commit(make_commit(changes={R1: {"state": "waiting"}}))
        setattr(proxy, cut, True)

        version = await store.commit(make_commit(read={R1: first}, changes={R1: {"state": "approved"}}, audit=({"did": "approve"},)))

        assert proxy.cuts == 1
        found = (await store.read([R1]))[R1]
        assert (found.value, found.version) == ({"state": "approved"}, version)
        assert len((await store.search(Search(tenant="acme", kind="audit"))).documents) == 1


async def test_a_decision_overtaken_while_its_connection_was_lost_is_refused(address, stores, make_commit):
    """The first try never got through; meanwhile somebody else decided."""
    async with through_a_proxy(address) as (proxy, store):
        first = await store.commit(make_commit(changes={R1: {"state": "waiting"}}))
        await stores[0].commit(make_commit(read={R1: first}, changes={R1: {"state": "declined"}}))
        proxy.cut_before = True

        with pytest.raises(Moved):
            await store.commit(make_commit(read={R1: first}, changes={R1: {"state": "approved"}}))


async def test_ended_backends_are_replaced_and_nothing_is_lost_or_done_twice(stores, make_commit, wire, monkeypatch):
    """F52: every backend is ended again and again while decisions come in."""
    monkeypatch.setattr("adapters.storage.postgres.connecting.PATIENCE", 120)
    done = asyncio.Event()

    async def end_backends():
        while not done.is_set():
            await wire.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit' AND datname = current_database()"
            )
            await asyncio.sleep(0.5)

    ending = asyncio.create_task(end_backends())
    for n in range(40):
        await stores[n % 2].commit(make_commit(changes={f"acme/request/{n}": {"n": n}}, audit=({"n": n},)))
    done.set()
    await ending

    for kind in ("request", "audit"):
        page = await stores[0].search(Search(tenant="acme", kind=kind, limit=1000))
        assert [found.value["n"] for _, found in page.documents] == list(range(40))


async def test_a_server_that_stays_away_is_told_of(monkeypatch, make_commit):
    monkeypatch.setattr("adapters.storage.postgres.connecting.PATIENCE", 0.2)
    store = PostgresStore("postgresql://remit@127.0.0.1:9/none", bell=False)

    with pytest.raises(StoreUnreachable):
        await store.commit(make_commit(changes={R1: {}}))

    await store.close()


@pytest.mark.parametrize("value", [1, "text"])
async def test_what_the_server_refuses_is_not_tried_again(stores, make_commit, value):
    """Text with a NUL in a key: nothing is wrong with the connection."""
    with pytest.raises(asyncpg.PostgresError):
        await stores[0].commit(make_commit(changes={"acme/request/a\0b": {"x": value}}))


# Waking


async def test_a_replica_is_woken_by_anothers_letter(address, make_commit, make_message):
    one, other = PostgresStore(address), PostgresStore(address)
    waking = asyncio.create_task(other.woken(60))
    while other._bell._connection is None:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.05)

    await one.commit(make_commit(outgoing=(make_message(),)))

    await asyncio.wait_for(waking, 30)
    await one.close()
    await other.close()


async def test_without_a_bell_waking_is_a_pause(stores):
    await asyncio.wait_for(stores[0].woken(0.01), 30)


async def test_a_bell_that_cannot_be_used_does_no_harm(caplog):
    store = PostgresStore("postgresql://remit@127.0.0.1:9/none")

    with caplog.at_level(logging.WARNING):
        await asyncio.wait_for(store.woken(0.01), 30)

    await store.close()
    assert "letters are looked for now and then" in caplog.text


async def test_a_bell_that_could_not_listen_is_made_again(address, make_commit, make_message, monkeypatch):
    """Its connection is there, but the word to listen got lost: it must not be taken for one that hears."""
    monkeypatch.setattr("adapters.storage.postgres.waking.FIRST_PAUSE", 0.0)
    listen = asyncpg.Connection.add_listener
    refused: list[object] = []

    async def lost_once(wire, *given):
        if not refused:
            refused.append(wire)
            raise TimeoutError
        await listen(wire, *given)

    monkeypatch.setattr(asyncpg.Connection, "add_listener", lost_once)
    one, other = PostgresStore(address), PostgresStore(address)
    await other.woken(0.01)
    waking = asyncio.create_task(other.woken(60))
    while other._bell._connection is None:
        await asyncio.sleep(0.02)

    await one.commit(make_commit(outgoing=(make_message(),)))

    await asyncio.wait_for(waking, 30)
    assert refused[0].is_closed()
    await one.close()
    await other.close()


# What it asks of the server


async def test_the_migrations_lead_to_the_tables_that_the_statements_expect(address):
    engine = engine_of(address)
    async with engine.connect() as connection:
        differences = await connection.run_sync(lambda one: compare_metadata(MigrationContext.configure(one), metadata))
    await engine.dispose()

    assert differences == []


async def test_every_key_and_index_begins_with_the_tenant(wire):
    columns = await wire.fetch(
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "
        "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0] WHERE t.relname IN ('document', 'outbox')"
    )

    begins = dict(columns)
    assert begins.pop("document_waiting_for") == "waiting_for"  # whose elements begin with it
    assert set(begins.values()) == {"tenant"}
    assert len(begins) == 8


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "document_age"),
        ({"states": ("waiting",)}, "document_state"),
        ({"requester": "p1"}, "document_requester"),
        ({"waiting_for": "p1"}, "document_waiting_for"),
        ({"order": Order.DUE, "due_by": NOW}, "document_due_at"),
    ],
)
async def test_a_search_goes_by_an_index(address, wire, make_commit, asked, index):
    store = PostgresStore(address, bell=False)
    for part in range(10):
        changes = {
            f"acme/request/{n}": {
                "state": "waiting" if n % 100 == 0 else "approved",
                "requester": f"p{n % 300}",
                "waiting_for": f"p{n % 300}",
                "due_at": (NOW + timedelta(minutes=n - 20)).isoformat(),
            }
            for n in range(part * 500, part * 500 + 500)
        }
        await store.commit(make_commit(changes=changes))
    await store.close()
    await wire.execute("ANALYZE document")
    query, values = compiled(_select(Search(tenant="acme", kind="request", limit=20, **asked)))

    plan = "\n".join(row[0] for row in await wire.fetch(f"EXPLAIN {query}", *values))

    assert index in plan, plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize(
    ("statement", "given"),
    [
        (statements.READ, "'acme', '{request}', '{1}', '{0}'"),
        (statements.HOLD, "'acme', '{request}', '{1}'"),
        (statements.CHANGE, "'acme', 2, 'request', '1', 1, '', NULL, NULL, NULL, NULL"),
        (statements.REMOVE, "'acme', 'request', '1', 1"),
        (statements.LEASE, "'acme', now(), 'request', '1'"),
    ],
    ids=["read", "hold", "change", "remove", "lease"],
)
async def test_a_document_is_looked_up_by_its_whole_key_by_a_server_that_knows_nothing_yet(server_address, statement, given):
    """A plan made on the first day is kept while the tables grow: it must not read a tenant, or a kind, to find one document."""
    address = await make_database(server_address)
    await (await PostgresStore.open(address, bell=False)).close()
    wire = await asyncpg.connect(address)
    await wire.execute("SET plan_cache_mode = force_generic_plan")
    await wire.execute(f"PREPARE asked AS {statement}")

    plan = "\n".join(row[0] for row in await wire.fetch(f"EXPLAIN EXECUTE asked({given})"))

    await wire.close()
    assert "using document_key" in plan
    assert "(id = " in plan.partition("Index Cond:")[2].partition("\n")[0], plan


async def test_a_schema_of_a_newer_remit_is_refused(address, wire):
    was = await wire.fetchval("UPDATE alembic_version SET version_num = '9999' RETURNING '0001'")
    try:
        with pytest.raises(StoreRefused, match=r"newer remit \(schema 9999\); update remit"):
            await PostgresStore.open(address)
    finally:
        await wire.execute("UPDATE alembic_version SET version_num = $1", was)


async def test_replicas_that_start_at_once_make_the_schema_once(server_address):
    address = await make_database(server_address)
    start = (
        "import asyncio, sys; from adapters.storage.postgres.store import PostgresStore as S\n"
        "async def go():\n    await (await S.open(sys.argv[1])).close()\nasyncio.run(go())"
    )

    started = [await asyncio.create_subprocess_exec(sys.executable, "-c", start, address, cwd=ROOT) for _ in range(3)]

    assert [await one.wait() for one in started] == [0, 0, 0]


async def test_a_server_that_cannot_be_reached_is_refused_in_a_sentence_without_the_password():
    with pytest.raises(StoreRefused) as refused:
        await PostgresStore.open("postgresql://remit:hunter2@127.0.0.1:9/none")

    assert "PGPASSWORD" in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://remit:s3cret@db/remit", "postgresql://remit:…@db/remit"),
        ("postgresql://remit@db:5432/remit", "postgresql://remit@db:5432/remit"),
        ("postgresql://db/remit?user=a&password=s3cret&x=1", "postgresql://db/remit?user=a&password=…&x=1"),
        ("postgresql://remit@a:5432,b:5432/remit?target_session_attrs=read-write",) * 2,
    ],
)
async def test_an_address_is_shown_without_its_password(address, shown):
    assert without_password(address) == shown
    assert has_password(address) == (address != shown)


# The twins


async def as_seen(store, step):
    found = await store.read(step["aged"])
    letters = await store.claim(now=NOW, until=NOW)
    return found, letters


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(steps, max_size=8), asked=searches)
async def test_postgres_does_what_memory_does(address, wire, story, asked):
    """Numbers apart, which leave gaps where a commit was refused."""
    await wire.execute("TRUNCATE document, outbox")
    memory, far = MemoryStore(), PostgresStore(address, bell=False)
    try:
        for step in story:
            seen = [await as_seen(one, step) for one in (memory, far)]
            plain = [
                ({key: of.value for key, of in found.items()}, [(one.conversation, one.body) for one in letters]) for found, letters in seen
            ]
            assert plain[0] == plain[1]
            came = [await attempt(one, step, *of) for one, of in zip((memory, far), seen, strict=True)]
            refused = [one if isinstance(one, tuple) else None for one in came]
            assert refused[0] == refused[1]
        pages = [
            [[(key if "/audit/" not in key else "", of.value) for key, of in page] async for page in leaf_through(one, asked)]
            for one in (memory, far)
        ]
        assert pages[0] == pages[1]
    finally:
        await far.close()

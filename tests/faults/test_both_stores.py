"""F17 to F23, F29 to F35, F37, F38 and F50 once more, on each store that is used in earnest.

The tests stand with what they are about (`grep -r 'test_f31' tests`) and run in memory there: quick, and the same for all who
keep to the port. Here each of them gets the embedded store, then PostgreSQL.
"""

from __future__ import annotations

import asyncio
import inspect

import asyncpg
import pytest

from adapters.storage.memory import MemoryStore
from adapters.storage.postgres.store import PostgresStore
from adapters.storage.tinydb import TinyStore
from tests.adapters import test_auditing, test_switchboard
from tests.bot import test_desk, test_lives, test_reaching, test_timing, test_uses, test_voices
from tests.bot.desk import test_linking
from tests.postgres import lent, make_database


def _wanted(name: str, found: object) -> bool:
    """A test of a fault that has a store, or what such a test needs of its own module."""
    if name.startswith("test_f"):
        return not {"house", "make_house", "reception", "make_house_with", "told"}.isdisjoint(inspect.signature(found).parameters)
    return type(found).__name__ == "FixtureFunctionDefinition"


for module in (test_auditing, test_desk, test_linking, test_lives, test_reaching, test_switchboard, test_timing, test_uses, test_voices):
    globals().update({name: found for name, found in vars(module).items() if _wanted(name, found)})


@pytest.fixture(scope="module")
def database():
    """The address of a database that the tests have one after the other, with its tables."""
    with lent(fsync="off") as server:
        yield asyncio.run(_made(server.address()))


@pytest.fixture(params=["embedded", "postgres"])
def address(request):
    """Where the store is; None for the embedded one."""
    return None if request.param == "embedded" else request.getfixturevalue("database")


async def _made(server: str) -> str:
    address = await make_database(server)
    await (await PostgresStore.open(address, bell=False)).close()
    return address


async def _empty(address: str) -> None:
    connection = await asyncpg.connect(address)
    await connection.execute("TRUNCATE document, outbox")
    await connection.close()


@pytest.fixture
async def make_house(address, make_house, tmp_path):
    """A house as ever, on one of the stores."""
    houses = []
    if address:
        await _empty(address)

    def open_store():
        return PostgresStore(address, bell=False) if address else TinyStore(tmp_path / "remit.db")

    def make(**changed):
        houses.append(make_house(open_store=open_store, **changed))
        return houses[-1]

    yield make
    for house in houses:
        closing = house.store.close()
        if inspect.isawaitable(closing):
            await closing
        house.store = MemoryStore()


def test_every_fault_that_has_a_store_is_here():
    """Where a test moves to another module, this one has to hear of it."""
    faults = {name[5:8] for name in globals() if name.startswith("test_f")}

    assert faults >= {f"f{number}" for number in (*range(17, 24), *range(30, 36), 37, 38, 50)}

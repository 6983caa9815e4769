"""The control socket: who may speak there, and what becomes of it."""

import asyncio
import os
import stat

import pytest

from adapters.storage import StoreInUse, StoreRefused, StoreUnreachable
from adapters.storage.carrying import nobody
from adapters.storage.control import RemoteStore, path_of, serve_control
from adapters.storage.opening import open_own, open_store
from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Outgoing

pytestmark = pytest.mark.asyncio


class Place:
    """A configuration with a store at a path."""

    def __init__(self, path):
        self.store = path
        self.database = None
        self.organisation = self
        self.tenant = "acme"


@pytest.fixture
def place(path):
    return Place(path)


async def test_a_store_that_is_held_is_reached_through_its_holder(place):
    async with open_own(place) as held, serve_control(held, place.store), open_store(place) as reached:
        await reached.commit(Commit(tenant="acme", event="1", changes={"acme/request/1": {"n": 1}}))

        assert isinstance(reached, RemoteStore)
        assert (await held.read(["acme/request/1"]))["acme/request/1"].value == {"n": 1}


async def test_a_store_that_nobody_holds_is_opened(place):
    async with open_store(place) as opened:
        assert isinstance(opened, TinyStore)


async def test_a_holder_that_does_not_answer_is_named_as_before(place):
    async with open_own(place):
        with pytest.raises(StoreInUse, match=f"in use by process {os.getpid()}"):
            async with open_store(place):
                pass


async def test_only_the_owner_can_open_the_socket_and_it_goes_with_its_holder(place):
    async with open_own(place) as held, serve_control(held, place.store):
        mode = path_of(place.store).stat().st_mode
        assert stat.S_ISSOCK(mode)
        assert mode & 0o077 == 0

    assert not path_of(place.store).exists()


async def test_a_socket_left_by_a_killed_process_is_replaced(place):
    path_of(place.store).touch()

    async with open_own(place) as held, serve_control(held, place.store), open_store(place) as reached:
        assert await reached.read(["acme/request/1"]) == {}


async def test_a_store_in_a_deep_folder_has_a_socket_too(path):
    deep = path.parent / ("x" * 100) / path.name

    async with open_own(Place(deep)) as held, serve_control(held, deep), open_store(Place(deep)) as reached:
        assert await reached.read(["acme/request/1"]) == {}


async def test_letters_written_through_it_wake_the_holder(place):
    woken = []
    async with open_own(place) as held, serve_control(held, place.store, lambda: woken.append(True)), open_store(place) as reached:
        await reached.commit(Commit(tenant="acme", event="1"))
        assert woken == []

        await reached.commit(Commit(tenant="acme", event="2", outgoing=(Outgoing(conversation="direct/li", body={}),)))

        assert woken == [True]


async def test_when_the_holder_ends_meanwhile_a_sentence_says_so(place):
    async with open_own(place) as held:
        async with serve_control(held, place.store):
            reached = await RemoteStore.reach(place.store, StoreInUse(place.store, None))

        with pytest.raises(StoreUnreachable, match="has ended meanwhile; try again"):
            await reached.read(["acme/request/1"])

        await reached.close()


@pytest.mark.parametrize("said", [b"{}\n", b"[1]\n", b'{"call": "__class__"}\n'])
async def test_what_cannot_be_called_is_refused_and_the_rest_goes_on(place, said):
    async with open_own(place) as held, serve_control(held, place.store):
        reader, writer = await asyncio.open_unix_connection(str(path_of(place.store)))
        writer.write(said)

        answer = await asyncio.wait_for(reader.readline(), 30)

        assert b'"wrong"' in answer
        writer.close()
        await writer.wait_closed()
        async with open_store(place) as reached:
            assert await reached.read(["acme/request/1"]) == {}


async def test_a_store_is_verified_and_backed_up_while_it_is_held(place, tmp_path):
    copy = tmp_path / "copy.db"
    async with open_own(place) as held, serve_control(held, place.store), open_store(place) as reached:
        await reached.commit(Commit(tenant="acme", event="1", changes={"acme/request/1": {"n": 1}}))

        assert await reached.verify(nobody) == 2
        assert await reached.backup(copy, nobody) == 2
        with pytest.raises(StoreRefused, match="is there already"):
            await reached.backup(copy, nobody)

    async with open_own(Place(copy)) as copied:
        assert (await copied.read(["acme/request/1"]))["acme/request/1"].value == {"n": 1}

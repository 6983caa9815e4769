"""Those who commit at once wait for one sync of the disk, and nobody is told of anything before it."""

import asyncio
import errno
from contextlib import closing
from datetime import UTC, datetime

import pytest

from adapters.storage import sqlite_file
from adapters.storage.tinydb import TinyStore
from bot.ports import AlreadyHandled, Commit, Outgoing, StoreFailed

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def decision(n: int) -> Commit:
    return Commit(
        tenant="acme",
        event=f"click-{n}",
        result={"said": n},
        changes={f"acme/request/{n}": {"n": n}},
        audit=({"n": n},),
        outgoing=(Outgoing(conversation=str(n), body={}),),
    )


def talk(n: int) -> Commit:
    return Commit(tenant="acme", event=f"asked-{n}", changes={f"acme/conversation/{n}": {"n": n}})


class Disk:
    """Counts the syncs, and lets them fail."""

    def __init__(self) -> None:
        self.syncs = 0
        self.fails = False

    def sync(self, handle: int) -> None:
        self.syncs += 1
        if self.fails:
            raise OSError(errno.EIO, "Input/output error")


@pytest.fixture
def disk(monkeypatch):
    disk = Disk()
    monkeypatch.setattr(sqlite_file, "sync_file", disk.sync)
    return disk


@pytest.fixture
def store(tmp_path, disk):
    with closing(TinyStore(tmp_path / "store.db")) as store:
        yield store


async def test_one_sync_serves_all_who_decide_in_the_same_moment(store, disk):
    versions = await asyncio.gather(*(store.commit(decision(n)) for n in range(16)))

    assert disk.syncs == 1
    assert versions == sorted(versions)
    assert len({*versions}) == 16


async def test_one_after_another_each_decision_is_synced_before_it_is_answered(store, disk):
    for n in range(3):
        await store.commit(decision(n))
        assert disk.syncs == n + 1


async def test_of_a_sync_that_failed_nobody_was_told_that_it_stands(store, disk):
    disk.fails = True

    said = await asyncio.gather(*(store.commit(decision(n)) for n in range(4)), return_exceptions=True)

    assert [type(one) for one in said] == [StoreFailed] * 4
    disk.fails = False
    with pytest.raises(StoreFailed):
        await store.commit(decision(9))
    with pytest.raises(StoreFailed):
        await store.settled()


async def in_the_same_turn(store, disk, first, then):
    """What `then` comes to, begun while `first` waits for the disk; whether it was told before the sync."""
    deciding = asyncio.ensure_future(store.commit(first))
    told: list[int] = []

    async def follow():
        try:
            return await then()
        finally:
            told.append(disk.syncs)

    following = asyncio.ensure_future(follow())
    result = (await asyncio.gather(deciding, following, return_exceptions=True))[1]
    return result, told[0]


async def test_a_repetition_is_told_of_the_first_only_once_that_is_on_the_disk(store, disk):
    result, syncs = await in_the_same_turn(store, disk, decision(1), lambda: store.commit(decision(1)))

    assert isinstance(result, AlreadyHandled)
    assert result.result == {"said": 1}
    assert syncs == 1


async def test_no_letter_leaves_before_its_decision_is_on_the_disk(store, disk):
    letters, syncs = await in_the_same_turn(store, disk, decision(1), lambda: store.claim(now=NOW, until=NOW))

    assert len(letters) == 1
    assert syncs == 1


async def test_talk_that_may_tell_of_a_decision_waits_for_it(store, disk):
    _, syncs = await in_the_same_turn(store, disk, decision(1), lambda: store.commit(talk(1)))

    assert syncs == 1


async def test_talk_by_itself_waits_for_no_disk(store, disk):
    await store.commit(talk(1))
    await store.settled()

    assert disk.syncs == 0


async def test_whoever_gives_up_waiting_takes_nobody_with_them(store, disk):
    impatient, other = asyncio.ensure_future(store.commit(decision(1))), asyncio.ensure_future(store.commit(decision(2)))
    await asyncio.sleep(0)
    impatient.cancel()

    assert await other
    assert len(await store.read(["acme/request/1", "acme/request/2"])) == 2

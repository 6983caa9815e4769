"""F13: the disk is full. Nothing is decided and everybody is told so, reading goes on, and with room it all goes on."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from adapters.storage import StoreRefused
from adapters.storage.tinydb import TinyStore
from bot.ports import NoRoom
from tests.faults.lives import STORE, open_tiny
from tests.faults.office import Journal, Office
from tests.faults.oracle import judge

PAGE = 4096


def fill(folder: Path, *, pages_left: int) -> Path:
    """Something else takes the disk, all but a few pages."""
    filler = folder / "filler"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with filler.open("wb") as file:
        file.truncate(0)
        os.posix_fallocate(file.fileno(), 0, max(PAGE, free - pages_left * PAGE))
    return filler


async def full(folder: Path, pages_left: int) -> list[str]:
    """Somebody asks and decides until there is no room; what they were told, while it was full and afterwards."""
    lines: list[str] = []
    store = open_tiny(folder)
    office = await Office(store, Journal(lines.append)).open()
    await office.asks("adviser-1", 201)
    filler = fill(folder, pages_left=pages_left)
    told, amount = [], 201
    while not told:
        amount += 1
        before = await office.requests()
        said = await office.asks("adviser-1", amount)
        if said and "磁盘已满" in said:
            told.append(said)
            assert await office.requests() == before, "reading goes on, and nothing has changed"
    open_ones = await office.requests(state="open")
    told.append(await office.clicks("director-1", open_ones[0].tokens["approve"]))
    filler.unlink()
    told.append(await office.clicks("director-1", open_ones[0].tokens["approve"]))
    assert (await office.requests())[0].decided_by == "director-1"
    store.close()
    store = open_tiny(folder)
    await judge(store, "".join(lines), resent=0)
    store.close()
    return told


@pytest.mark.parametrize("pages_left", [0, 1, 2, 5, 9, 14, 20, 33])
def test_f13_with_a_full_disk_nothing_is_decided_and_all_goes_on_with_room(small_disk, pages_left):
    first, click, after = asyncio.run(full(small_disk, pages_left))

    assert "没有生效" in first
    assert "没有生效" in click
    assert "已批准" in after


def test_f13_a_letter_that_arrived_while_there_is_no_room_to_note_it_is_not_sent_again(tmp_path):
    lines: list[str] = []

    class Full(TinyStore):
        full = False

        async def commit(self, commit):
            if self.full and commit.only_delivers:
                raise NoRoom
            return await super().commit(commit)

    async def go() -> int:
        store = Full(tmp_path / STORE)
        office = await Office(store, Journal(lines.append)).open()
        store.full = True
        await office.asks("adviser-1")
        for _ in range(3):
            store._claims._until.clear()  # time passes
            await office.switchboard.deliver()
        store.full = False
        store._claims._until.clear()
        await office.switchboard.deliver()
        judged = await judge(store, "".join(lines), deaths=0, resent=0)
        store.close()
        return judged.shown_twice

    assert asyncio.run(go()) == 0


def test_f13_a_store_cant_be_begun_on_a_full_disk(small_disk):
    fill(small_disk, pages_left=1)

    with pytest.raises(StoreRefused, match=r"can't be (opened for writing|written) .*; (let the user|make room)"):
        TinyStore(small_disk / STORE)

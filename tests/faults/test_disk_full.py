"""F13: the disk is full. Nothing is decided and everybody is told so, reading goes on, and with room it all goes on."""

from __future__ import annotations

import asyncio

import pytest

from adapters.storage import StoreRefused
from adapters.storage.tinydb import TinyStore
from bot.ports import NoRoom
from tests.faults.lives import STORE
from tests.faults.office import Journal, Office
from tests.faults.oracle import judge
from tests.faults.spoiling import fill, full_disks


def test_f13_with_a_full_disk_nothing_is_decided_and_all_goes_on_with_room(small_disk):
    """Room for so many pages more, when the next commit comes."""
    tally = full_disks(small_disk, [0, 1, 2, 5, 9, 14, 20, 33])

    assert tally.bad == []


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

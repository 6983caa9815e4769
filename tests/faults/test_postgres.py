"""F01 to F08, F17 to F20, F51 and F52 on PostgreSQL: many processes, and a server that fails in the middle."""

from __future__ import annotations

import asyncio
import random
import signal

import pytest

from tests.faults.lives import opened
from tests.faults.office import Office
from tests.faults.postgres import Cutter, address_of, found, paused, races, terminating, work_while
from tests.faults.rounds import again, at_once, opposed
from tests.faults.trials import Tally, killed_at
from tests.postgres import lent


@pytest.fixture(scope="module")
def server():
    """A server of our own, which writes to the disk as a real one does."""
    with lent() as started:
        yield started


@pytest.fixture
def folder(server, tmp_path):
    """The folder of a new store on it."""
    return asyncio.run(found(tmp_path / "store", server.address()))


@pytest.mark.parametrize(
    ("fault", "place", "turns"),
    [
        ("f01", "decided", 2),
        ("f02", "writing", 3),
        ("f03", "written", 3),
        ("f04", "claimed", 1),
        ("f05", "shown", 2),
        ("f06", "decided", 7),
        ("f06", "writing", 7),
        ("f07", "written", 7),
        ("f07", "answered", 4),
    ],
)
def test_f01_to_f07_killed_at_a_named_place(folder, fault, place, turns):
    tally = Tally()

    killed_at("postgres", folder, place, turns, tally=tally)

    assert tally.bad == []


async def test_f17_f18_an_event_that_comes_five_times_has_one_effect_and_one_answer(folder):
    async with opened("postgres", folder) as store:
        assert await again(await Office(store, chance=random.Random(1)).open(), 10) == 50


async def test_f19_of_approve_and_reject_at_once_one_stands_and_the_other_is_told(folder):
    async with opened("postgres", folder) as store:
        won = await at_once(await Office(store, chance=random.Random(1)).open(), 15, opposed)

    assert sum(won.values()) == 15


async def test_f19_f20_of_eight_processes_that_click_at_once_one_wins(folder):
    assert await races(folder, 8) == 8


async def test_f51_a_replica_that_was_paused_decides_nothing_on_what_it_knew_before(folder):
    assert "客服部总监一号" in await paused(folder, 0.5)


async def test_f52_backends_terminated_in_the_middle(folder):
    killed = [0]

    judged = await work_while(folder, lambda: terminating(address_of(folder), killed), 30)

    assert killed[0] >= 1
    assert judged.commits > 10


async def test_f52_the_connection_is_cut_when_commit_was_sent(folder):
    cutter = Cutter(address_of(folder))
    async with cutter.standing() as address:
        judged = await work_while(folder, asyncio.Event().wait, 25, through=address)

    assert cutter.cut_after >= 1
    assert cutter.cut_before >= 1
    assert judged.commits > 10


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
async def test_f52_the_server_is_restarted_under_load(folder, server, how):
    async def restart():
        await asyncio.sleep(0.7)
        await asyncio.to_thread(server.restart, how)
        await asyncio.Event().wait()

    judged = await work_while(folder, restart, 25)

    assert judged.commits > 10

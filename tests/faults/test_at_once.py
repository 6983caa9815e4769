"""F17 to F20: the same event several times, two clicks at once, and stores that would get it wrong."""

from __future__ import annotations

import random
from contextlib import asynccontextmanager

import pytest

from tests.faults.lives import opened
from tests.faults.office import Office
from tests.faults.oracle import PromiseBroken
from tests.faults.rounds import again, at_once, doubled, opposed


@asynccontextmanager
async def an_office(name, folder, seed=1):
    async with opened(name, folder) as store:
        yield await Office(store, chance=random.Random(seed)).open()


async def test_f17_f18_an_event_that_comes_five_times_has_one_effect_and_one_answer(tmp_path):
    async with an_office("tinydb", tmp_path) as office:
        assert await again(office, 30) == 150


async def test_f18_also_after_a_restart(tmp_path):
    async with an_office("tinydb", tmp_path) as office:
        event = office.event_asking(random.Random(1))
        first = await office.take(event)

    async with an_office("tinydb", tmp_path) as office:
        assert await office.take(event) == first
        assert office.store.written == 0
        assert len(await office.requests()) == 1


async def test_f19_of_approve_and_reject_at_once_one_stands_and_the_other_is_told(tmp_path):
    async with an_office("tinydb", tmp_path) as office:
        won = await at_once(office, 40, opposed)

    assert min(won.values()) > 0, "both orders came up"


async def test_f20_a_double_click_is_one_decision_and_a_friendly_answer(tmp_path):
    async with an_office("tinydb", tmp_path) as office:
        won = await at_once(office, 20, doubled)

    assert won == {"approve": 20, "reject": 0}


@pytest.mark.parametrize("mutant", ["hasty", "careless"])
async def test_f19_a_store_that_does_not_compare_is_caught(tmp_path, mutant):
    async with an_office(mutant, tmp_path) as office:
        with pytest.raises(PromiseBroken):
            await at_once(office, 40, opposed)


async def test_f17_a_store_that_forgets_events_is_caught(tmp_path):
    async with an_office("forgetful", tmp_path) as office:
        with pytest.raises(PromiseBroken):
            await again(office, 10, times=1)

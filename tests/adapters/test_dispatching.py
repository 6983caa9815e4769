"""What the dispatcher promises: at least once, in order within a conversation, and nothing that is stuck holds up the rest."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from adapters.delivery import Delivered, Later, Lost
from adapters.delivery.dispatching import LEASE, LONGEST_PAUSE, Dispatcher, pause
from adapters.storage.memory import MemoryStore
from bot.ports import Commit, Outgoing

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.at = START

    def __call__(self):
        return self.at


class Mailbox:
    """A post that takes what it is sent, and answers for a conversation as it was told to, as often as it was."""

    def __init__(self):
        self.arrived = []
        self.answers = {}
        self.open = asyncio.Event()
        self.open.set()
        self.at_once = self.most_at_once = 0

    async def deliver(self, conversation, body):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.open.wait()
        self.at_once -= 1
        answers = self.answers.get(conversation, [])
        answer = answers.pop(0) if answers else Delivered()
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Delivered):
            self.arrived.append((conversation, body["text"]))
        return answer


class Office:
    """A store, a mailbox, and the dispatcher between them."""

    def __init__(self, store):
        self.store, self.mailbox, self.clock, self.lost = store, Mailbox(), Clock(), []
        self._events = count(1)
        self.dispatcher = Dispatcher(store, self.mailbox, tenant="acme", lost=self._lose, now=self.clock)

    async def _lose(self, letter, lost):
        self.lost.append((letter.conversation, lost.reason))

    async def write(self, *letters, urgent=False):
        out = tuple(Outgoing(conversation=to, body={"text": text}, urgent=urgent) for to, text in letters)
        await self.store.commit(Commit(tenant="acme", event=f"event-{next(self._events)}", outgoing=out))
        self.dispatcher.wake()

    async def left(self):
        """What is still in the outbox, whether somebody carries it or not."""
        return [text for _, _, text, _ in self.store._letters.values()]


@pytest.fixture
def office():
    return Office(MemoryStore())


async def until(holds):
    """Wait for something, generously."""
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_all_that_waits_goes_out_in_order(office):
    await office.write(("a", "1"), ("a", "2"), ("b", "3"))
    await office.write(("a", "4"))

    await office.dispatcher.drain()

    assert [text for to, text in office.mailbox.arrived if to == "a"] == ["1", "2", "4"]
    assert ("b", "3") in office.mailbox.arrived
    assert await office.left() == []


async def test_f36_what_failed_waits_as_long_as_the_platform_asks_and_its_conversation_with_it(office):
    office.mailbox.answers["a"] = [Later(30)]
    await office.write(("a", "1"), ("a", "2"), ("b", "3"))

    await office.dispatcher.drain()
    await office.dispatcher.drain()
    assert office.mailbox.arrived == [("b", "3")]
    office.clock.at += timedelta(seconds=30)
    await office.dispatcher.drain()

    assert office.mailbox.arrived == [("b", "3"), ("a", "1"), ("a", "2")]


async def test_f36_without_a_word_from_the_platform_the_pauses_grow_and_are_scattered(office):
    office.mailbox.answers["a"] = [Later(), ConnectionResetError("cut"), Later()]
    await office.write(("a", "1"))

    waited = []
    while await office.left():
        await office.dispatcher.drain()
        begun = office.clock.at
        while await office.left() and not await office.store.claim(now=office.clock.at, until=office.clock.at):
            office.clock.at += timedelta(seconds=0.25)
        waited.append((office.clock.at - begun).total_seconds())

    assert 0.5 <= waited[0] <= 1.25
    assert 1 <= waited[1] <= 2.25
    assert 2 <= waited[2] <= 4.25
    assert (pause(50, lambda: 0.0), pause(50, lambda: 1.0)) == (LONGEST_PAUSE / 2, LONGEST_PAUSE)


async def test_what_can_never_arrive_is_told_once_and_leaves_the_outbox(office):
    office.mailbox.answers["a"] = [Lost(reason="blocked", who="li")]
    await office.write(("a", "1"), ("a", "2"))

    await office.dispatcher.drain()

    assert office.lost == [("a", "blocked")]
    assert office.mailbox.arrived == [("a", "2")]
    assert await office.left() == []


async def test_in_the_background_many_conversations_are_served_at_once_and_each_in_order(office):
    office.mailbox.open.clear()
    for number in range(3):
        await office.write(*((f"c{place}", str(number)) for place in range(100)))
    running = asyncio.create_task(office.dispatcher.run())
    await until(lambda: office.mailbox.at_once >= 32)

    office.mailbox.open.set()
    await until(lambda: len(office.mailbox.arrived) == 300)
    running.cancel()

    assert office.mailbox.most_at_once == 32
    for place in range(100):
        assert [text for to, text in office.mailbox.arrived if to == f"c{place}"] == ["0", "1", "2"]


async def test_what_arrives_in_the_same_moment_is_noted_by_one_commit(office, monkeypatch):
    noted, commit = [], office.store.commit

    async def counted(one):
        noted.append(one.delivered)
        return await commit(one)

    monkeypatch.setattr(office.store, "commit", counted)
    office.mailbox.open.clear()
    await office.write(*((str(number), "hello") for number in range(8)))
    noted.clear()
    running = asyncio.create_task(office.dispatcher.run())
    await until(lambda: office.mailbox.at_once == 8)
    office.mailbox.open.set()
    await until(lambda: not office.store._letters)
    running.cancel()

    assert [len(letters) for letters in noted] == [8]


async def test_a_decision_overtakes_the_answers_of_other_conversations(office):
    office.mailbox.open.clear()
    await office.write(*((f"c{place}", "answer") for place in range(200)))
    running = asyncio.create_task(office.dispatcher.run())
    await until(lambda: office.mailbox.at_once >= 32)
    await office.write(("superior", "decision"), urgent=True)

    office.mailbox.open.set()
    await until(lambda: len(office.mailbox.arrived) == 201)
    running.cancel()

    assert office.mailbox.arrived.index(("superior", "decision")) <= 64


async def test_an_answer_that_is_not_stored_is_sent_and_tried_again(office):
    office.mailbox.answers["a"] = [Later(0)]
    office.dispatcher.send_unstored([Outgoing(conversation="a", body={"text": "1"}), Outgoing(conversation="b", body={"text": "2"})])
    running = asyncio.create_task(office.dispatcher.run())

    await until(lambda: len(office.mailbox.arrived) == 2)
    running.cancel()

    assert sorted(office.mailbox.arrived) == [("a", "1"), ("b", "2")]


async def test_f39_a_flood_of_answers_while_the_platform_is_down_is_bounded(office):
    office.dispatcher.send_unstored(Outgoing(conversation=f"c{place}", body={"text": str(place)}) for place in range(5000))

    await office.dispatcher.drain()

    assert len(office.mailbox.arrived) == 1000
    assert office.mailbox.arrived[-1] == ("c4999", "4999")


async def test_what_was_under_way_at_the_end_is_finished_and_the_rest_stays(office):
    office.mailbox.open.clear()
    await office.write(*((f"c{place}", "x") for place in range(40)))
    running = asyncio.create_task(office.dispatcher.run())
    await until(lambda: office.mailbox.at_once == 32)
    running.cancel()

    finishing = asyncio.create_task(office.dispatcher.finish(60))
    office.mailbox.open.set()
    await finishing

    assert len(office.mailbox.arrived) == 32
    assert len(await office.left()) == 8


async def test_f04_what_takes_long_to_carry_stays_with_who_carries_it(office):
    other = Dispatcher(office.store, office.mailbox, tenant="acme", lost=office._lose, now=office.clock)
    office.mailbox.open.clear()
    await office.write(("a", "1"))
    running = asyncio.create_task(office.dispatcher.run())
    await until(lambda: office.mailbox.at_once == 1)

    for _ in range(10):
        office.clock.at += LEASE * 0.6
        office.dispatcher.wake()
        await asyncio.sleep(0.01)
        await other.drain()
    office.mailbox.open.set()
    await until(lambda: office.mailbox.arrived)
    running.cancel()

    assert office.mailbox.arrived == [("a", "1")]


async def test_f04_what_a_dead_replica_carried_is_sent_by_another_within_five_seconds(office):
    office.mailbox.open.clear()
    await office.write(("a", "1"))
    dead = asyncio.create_task(office.dispatcher.run())
    await until(lambda: office.mailbox.at_once == 1)
    dead.cancel()
    await office.dispatcher.finish(0)
    office.mailbox.open.set()
    other = Dispatcher(office.store, office.mailbox, tenant="acme", lost=office._lose, now=office.clock)

    await other.drain()
    assert office.mailbox.arrived == []
    office.clock.at += timedelta(seconds=5)
    await other.drain()

    assert office.mailbox.arrived == [("a", "1")]

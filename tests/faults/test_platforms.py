"""F36 to F39: platforms that refuse, fail, or are gone for a day, and people whom nothing reaches."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta

import pytest

from adapters.delivery import Later, LineDown, Lost, Sent
from adapters.delivery.dispatching import LONGEST_PAUSE, Dispatcher
from adapters.delivery.exchange import DOWN, Exchange
from adapters.storage.memory import MemoryStore
from adapters.storage.postgres.store import PostgresStore
from bot.approvals.moves import State
from bot.desk.roster import RosterDocument
from bot.events import direct
from bot.ports import Commit, Outgoing
from bot.staff import Account, Person, Staff
from tests.faults.lives import open_tiny
from tests.faults.office import Journal, Office
from tests.faults.oracle import nothing_waits, survey
from tests.faults.postgres import closing_later
from tests.postgres import lent, make_database

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Platform:
    """A line whose server answers by a script, and which keeps when each message came."""

    platform, routes = "telegram", ()

    def __init__(self, clock, script):
        self.clock, self.script = clock, script
        self.tries, self.came = 0, defaultdict(list)

    def place_of(self, account):
        return account.user

    async def send(self, place, body, *, shown):
        self.tries += 1
        answer = self.script()
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.came[place].append((self.clock.at, body["text"]))
        return answer


class Clock:
    """Time that goes as we say."""

    def __init__(self):
        self.at = START

    def __call__(self):
        return self.at


class Street:
    """People with accounts, a store full of messages for them, and the way out."""

    def __init__(self, script, people=5, store=None):
        self.clock, self.store, self.lost = Clock(), store or MemoryStore(), []
        self.line = Platform(self.clock, script)
        self.exchange = Exchange({"telegram": self.line}, self.store, tenant="acme", clock=lambda: self.clock.at.timestamp())
        self.dispatcher = Dispatcher(self.store, self.exchange, tenant="acme", lost=self._lose, now=self.clock)
        self.people = [f"p{number}" for number in range(people)]

    async def _lose(self, letter, lost):
        self.lost.append(lost)

    async def write(self, each):
        """So many messages for everybody."""
        listed = {one: Person(id=one, name=one, posts=(), accounts=(Account(platform="telegram", user=one),)) for one in self.people}
        roster = RosterDocument(digest="", listed=Staff(people=listed)).document()
        await self.store.commit(Commit(tenant="acme", event="roster", changes={"acme/roster/current": roster}))
        for number in range(each):
            out = tuple(
                Outgoing(conversation=direct(one), body={"do": "say", "text": str(number), "buttons": [], "card": None})
                for one in self.people
            )
            await self.store.commit(Commit(tenant="acme", event=f"event-{number}", outgoing=out))

    async def let_pass(self, seconds, *, step=1.0):
        """Time passes, and whoever may be tried is tried."""
        end = self.clock.at + timedelta(seconds=seconds)
        while self.clock.at < end:
            self.clock.at += timedelta(seconds=step)
            await self.dispatcher.drain()

    @property
    def waiting(self):
        return len(self.store._letters)


@pytest.mark.parametrize("seed", range(4))
async def test_f36_whatever_the_platform_answers_nothing_is_dropped_and_each_conversation_keeps_its_order(seed):
    chance = random.Random(seed)
    mishaps = [Later(chance.uniform(1, 30)), Later(), TimeoutError(), ConnectionResetError(), Later(0.5)]
    street = Street(lambda: Sent(None) if chance.random() < 0.6 else chance.choice(mishaps))
    await street.write(each=8)

    await street.let_pass(6 * 3600, step=20)

    assert street.waiting == 0
    assert {person: [text for _, text in came] for person, came in street.line.came.items()} == {
        person: [str(number) for number in range(8)] for person in street.people
    }


async def test_f36_retry_after_is_honoured_to_the_second():
    answers = [Later(17), Later(40)]
    street = Street(lambda: answers.pop(0) if answers else Sent(None), people=1)
    await street.write(each=1)

    await street.let_pass(16)
    assert street.line.tries == 1
    await street.let_pass(41)
    assert street.line.tries == 2
    await street.let_pass(3)

    assert street.waiting == 0


@pytest.fixture(scope="module")
def database():
    """The address of an empty database."""
    with lent(fsync="off") as server:
        yield asyncio.run(make_database(server.address()))


@pytest.fixture(params=["memory", "embedded", "postgres"])
def open_store(request, tmp_path):
    """How to open a store of each kind, to be closed by whoever does."""
    address = request.getfixturevalue("database") if request.param == "postgres" else ""

    @asynccontextmanager
    async def opened():
        if address:
            async with closing_later(await PostgresStore.open(address, tenant="acme", bell=False)) as store:
                yield store
        else:
            with closing(MemoryStore() if request.param == "memory" else open_tiny(tmp_path)) as store:
                yield store

    return opened


async def test_f39_after_a_day_without_the_platform_all_goes_out_in_order_and_there_was_no_storm(open_store):
    down = [True]
    async with open_store() as store:
        street = Street(lambda: Later() if down[0] else Sent(None), people=20, store=store)
        await street.write(each=10)

        await street.let_pass(24 * 3600, step=60)
        tried = street.line.tries
        down[0] = False
        await street.let_pass(2 * LONGEST_PAUSE + 60, step=5)
        waiting = await store.claim(now=street.clock.at + timedelta(days=1), until=street.clock.at + timedelta(days=2))

    assert tried < 24 * 3600 / LONGEST_PAUSE * 20, f"{tried} tries in a day for 20 people"
    assert waiting == ()
    assert all([text for _, text in came] == [str(number) for number in range(10)] for came in street.line.came.values())


async def test_f37_a_revoked_token_is_one_alarm_and_no_loop(caplog):
    street = Street(lambda: LineDown("telegram", "the token was revoked"))
    await street.write(each=3)

    await street.let_pass(3600, step=10)

    assert street.line.tries <= 3600 / DOWN + 1
    assert street.waiting == 15, "all of it waits for somebody to mend it"
    assert street.lost == []
    assert [one.levelname for one in caplog.records].count("CRITICAL") <= street.line.tries


@pytest.mark.parametrize(("fault", "reason"), [("f37", "blocked"), ("f37", "deactivated"), ("f37", "archived"), ("f38", "no-account")])
async def test_f37_f38_a_superior_whom_nothing_reaches_is_passed_over_and_nobody_approves_by_default(tmp_path, fault, reason):
    lines = []
    with closing(open_tiny(tmp_path)) as store:
        office = await Office(store, Journal(lines.append)).open()
        gone = {direct("director-1"), direct("director-2")}
        office.screens.mishap = lambda place: Lost(reason=reason, who=place.removeprefix("direct/")) if place in gone else None
        await office.asks("adviser-1")
        for _ in range(3):
            await office.switchboard.deliver()

        (request,) = await office.requests()
        assert request.state in (State.OPEN, State.QUEUED)
        assert request.decided_by is None
        assert not set(request.waiting_for) & {"director-1", "director-2"}
        told = [line for line in lines if '"shown"' in line and '"direct/adviser-1"' in line]
        assert any("客服部总监" in line for line in told), "the requester hears whom to speak to"
        assert any('"direct/admin-1"' in line for line in lines), "the administrators hear of it"
        await survey(store)
        await nothing_waits(store)

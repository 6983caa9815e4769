"""Rounds in which things happen at once, or again: how often is up to whoever plays them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta

from adapters.switchboard import Busy
from bot.approvals.moves import DECISIONS, Move
from bot.approvals.request import Entry, Request, request_of
from bot.events import Clicked, Event, Submitted
from bot.ports import key_of
from tests.faults.office import ASKING, TENANT, Office
from tests.faults.oracle import PromiseBroken, hold, nothing_waits, survey

#: After so many rounds a new day begins, so that no month grows without end.
ROUNDS_A_DAY = 10

Progress = Callable[[int], object]


async def _asked(office: Office, chance: random.Random, number: int) -> Request:
    """One more request, open."""
    office.at += timedelta(days=number % ROUNDS_A_DAY == 0)
    before = {one.id for one in await office.requests(state="open")}
    await office.asks(chance.choice(ASKING), chance.randint(200, 400))
    (new,) = [one for one in await office.requests(state="open") if one.id not in before]
    return new


def opposed(office: Office, request: Request) -> list[Event]:
    """One director approves, the other rejects (F19)."""
    approve = office.event(Clicked, "director-1", token=request.tokens["approve"])
    reject = office.event(Submitted, "director-2", token=request.tokens["reject"], text="没有损害")
    return [approve, reject]


def doubled(office: Office, request: Request) -> list[Event]:
    """The same director presses the same button twice (F20)."""
    return [office.event(Clicked, "director-1", token=request.tokens["approve"]) for _ in range(2)]


async def at_once(
    office: Office, rounds: int, both: Callable[[Office, Request], list[Event]], *, seed: int = 1, progress: Progress = lambda _: None
) -> dict[str, int]:
    """So many times two clicks at once: one wins, the other is told who did what. How often which won."""
    chance, won = random.Random(seed), dict.fromkeys((Move.APPROVE.value, Move.REJECT.value), 0)
    for number in range(rounds):
        request = await _asked(office, chance, number)
        events = both(office, request)
        chance.shuffle(events)
        whispers = await asyncio.gather(*(office.switchboard.handle(event) for event in events))
        (now,) = await _as_it_is(office, request)
        decided = [entry for entry in now.history if entry.move in DECISIONS]
        hold(len(decided) == 1, f"{request.id}: {len(decided)} decisions")
        won[decided[0].move.value] += 1
        await office.switchboard.deliver()
        for event, whisper in zip(events, whispers, strict=True):
            told = f"{whisper or ''}{office.screens.last[event.conversation]['text']}"
            hold(told_as_it_is(told, decided[0]), f"{request.id}: {event.person} was told {told!r}")
        if number % 100 == 0:
            progress(number)
    hold(await survey(office.store) == rounds, "not one decision for each request")
    await nothing_waits(office.store)
    return won


def told_as_it_is(told: str, decided: Entry) -> bool:
    """Whether somebody learns what was decided, and no other outcome."""
    yes, no = "批准" in told, "驳回" in told
    return (yes and not no) if decided.move is Move.APPROVE else (no and "已批准" not in told)


async def _as_it_is(office: Office, request: Request) -> list[Request]:
    key = key_of(TENANT, "request", request.id)
    return [request_of(found.value) for found in (await office.store.read([key])).values()]


async def again(office: Office, events: int, *, times: int = 4, seed: int = 1, progress: Progress = lambda _: None) -> int:
    """So many events, each delivered several times at once (F17) and once more later (F18); how many deliveries there were."""
    chance = random.Random(seed)
    for number in range(events):
        if number % 3 == 0 or not (open_ones := [one for one in await office.requests(state="open") if one.tokens]):
            event = office.event_asking(chance)
        else:
            one = chance.choice(open_ones)
            event = office.event(Clicked, chance.choice(one.waiting_for), token=one.tokens[chance.choice(("approve", "reject"))])
        office.at += timedelta(days=number % (3 * ROUNDS_A_DAY) == 0)
        before = office.store.written
        try:
            answers = await asyncio.gather(*(office.switchboard.handle(event) for _ in range(times)))
            answers.append(await office.switchboard.handle(event))
        except Busy as busy:
            raise PromiseBroken(f"{event.id} got no answer") from busy
        hold(office.store.written == before + 1, f"{event.id} had {office.store.written - before} effects")
        hold(len(set(answers)) == 1, f"{event.id} got several answers: {answers}")
        await office.switchboard.deliver()
        if number % 100 == 0:
            progress(number)
    await survey(office.store)
    await nothing_waits(office.store)
    return events * (times + 1)

"""What one event has to deal with may be much: strangers' codes, open requests, everybody who holds a post."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.approvals.moves import State
from bot.desk.placing import ENOUGH, SWEEP
from bot.events import Commanded
from bot.ports import MOST_OUTGOING, Search
from bot.staff import Account

STRANGERS = 120


async def test_a_day_begins_however_many_strangers_tried_a_code(house):
    for number in range(STRANGERS):
        account = Account(platform="telegram", user=str(number))
        await house.handle(house.event(Commanded, None, account=account, conversation=f"telegram/{number}", command="start", text="hello"))
    house.at += timedelta(hours=2)

    await house.tick(house.at)

    await house.says("adviser-1", "/request 补偿客户 300 元")
    assert len(await house.requests()) == 1


async def test_the_timekeeper_survives_a_fault_of_ours_in_one_event(house, monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("bot.desk.sweep", broken)
    await house.tick(house.at)
    monkeypatch.undo()

    assert "a fault" in caplog.text
    await house.says("adviser-1", "/request 补偿客户 300 元")
    assert len(await house.requests()) == 1


@pytest.fixture
async def crowd(make_house):
    """A house in which ten people hold the director's post."""
    house = make_house()
    director = house.staff.people["director-1"]
    more = {f"director-{n}": replace(director, id=f"director-{n}", name=f"总监{n}") for n in range(2, 11)}
    house.staff = replace(house.staff, people={**house.staff.people, **more})
    return await house.open()


async def test_an_absence_moves_on_more_requests_than_one_commit_may_tell_of(crowd, monkeypatch):
    """A dozen requests with eleven readers each are more messages than a commit may send."""
    assert MOST_OUTGOING > ENOUGH
    for number in range(12):
        await crowd.says("adviser-1", f"/request 补偿客户 {301 + number} 元")
    monkeypatch.setattr("bot.ports.MOST_OUTGOING", 100)
    monkeypatch.setattr("bot.desk.placing.ENOUGH", 50)

    await crowd.says("director-2", "/away today")
    while await timers(crowd):
        await crowd.ring(crowd.at)

    waiting = [one.waiting_for for one in await crowd.requests()]
    assert [one for one in waiting if "director-2" in one] == []
    assert len(waiting) == 12


async def test_what_waits_moves_to_the_stand_in_although_much_else_still_owes_something(house, monkeypatch):
    """What was approved long ago and owes its signatures is older than the request that waits."""
    monkeypatch.setattr("bot.desk.placing.SWEEP", 4)
    monkeypatch.setattr("bot.desk.placing.TOGETHER", 2)
    assert SWEEP > 4
    for number in range(6):
        await house.says("adviser-1", f"/request 补偿客户 {301 + number} 元")
        await house.presses("director-1", "批准")
    await house.says("adviser-2", "/request 补偿客户 400 元")

    await house.says("director-1", "/away today")

    (waiting,) = [one for one in await house.requests() if one.state is State.OPEN]
    assert waiting.waiting_for == ("assistant-1",)
    await house.ring(house.at)
    assert await timers(house) == []


async def timers(house):
    """The timers that are due now."""
    page = await house.store.search(Search(tenant="default", kind="timer", due_by=house.at))
    return [key for key, _ in page.documents]

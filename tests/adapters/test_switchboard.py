"""What the switchboard promises whatever the platform: one effect an event, one decision a step, nothing lost."""

from __future__ import annotations

import asyncio
import gc

import pytest

from adapters.storage.memory import MemoryStore
from adapters.switchboard import Busy, Switchboard
from bot.approvals.moves import Move, State
from bot.events import Clicked, Said, direct
from bot.ports import Commit, Moved, Search


async def test_f17_the_same_click_four_times_at_once_has_one_effect_and_one_answer(house):
    """Slack sends an event again when it waits too long for an answer."""
    await house.says("adviser-1", "/request 补偿客户 300 元")
    click = house.event(Clicked, "director-1", token=house.token("director-1", "批准"))

    whispers = await asyncio.gather(*(house.switchboard.handle(click) for _ in range(4)))

    request = await house.request()
    assert [entry.move for entry in request.history].count(Move.APPROVE) == 1
    assert len(set(whispers)) == 1


@pytest.mark.parametrize("said", ["顾客要退货，我能直接退吗？", "/check 补偿客户 300 元", "/request 补偿客户 300 元", "/inbox"])
async def test_an_event_that_was_dealt_with_leaves_nothing_to_the_garbage_collector(house, said):
    """What holds itself in a circle stays until the collector looks for it, in the middle of somebody else's event."""
    await house.says("adviser-1", said)
    events = [house.event(Said, "adviser-2", text=said) for _ in range(10)]
    gc.collect()
    gc.disable()
    try:
        for event in events:
            await house.switchboard.handle(event)
        left = gc.collect()
    finally:
        gc.enable()

    assert left < 10 * len(events)


async def test_f18_the_same_update_twice_has_one_effect_also_after_a_restart(house):
    asked = house.event(Said, "adviser-1", text="请示：补偿客户 300 元")
    await house.handle(asked)

    await house.restart()
    await house.handle(asked)

    assert len(await house.requests()) == 1


@pytest.mark.parametrize("round_number", range(20))
async def test_f19_of_approve_and_reject_at_once_one_stands_and_the_other_is_told(make_house, round_number):
    """Two directors see the card: one approves, one rejects, in the same moment."""
    house = make_house()
    people = dict(house.staff.people)
    people["director-2"] = type(people["director-1"])(id="director-2", name="客服部总监二号", posts=("customer-service/director",))
    house.staff = type(house.staff)(people=people, administrators=house.staff.administrators)
    await house.open()
    await house.says("adviser-1", "/request 补偿客户 300 元")
    approve = house.event(Clicked, "director-1", token=house.token("director-1", "批准"))
    reject = house.event(Clicked, "director-2", token=house.token("director-2", "驳回"))
    await house.handle(reject)
    reason = house.event(Said, "director-2", text="没有损害")
    both = [approve, reason] if round_number % 2 else [reason, approve]

    whispers = await asyncio.gather(*(house.switchboard.handle(event) for event in both))
    await house.switchboard.deliver()

    request = await house.request()
    decided = [entry for entry in request.history if entry.move in (Move.APPROVE, Move.REJECT)]
    assert len(decided) == 1
    loser = "director-2" if decided[0].by == "director-1" else "director-1"
    said = house.sees(loser) + str(whispers)
    assert house.phones.seen[direct(loser)]
    assert ("批准" if decided[0].move is Move.APPROVE else "驳回：没有损害") in said


async def test_f20_a_double_click_is_one_decision_and_a_friendly_answer(house):
    await house.says("adviser-1", "/request 补偿客户 300 元")
    token = house.token("director-1", "批准")

    await house.clicks("director-1", token)
    second = await house.clicks("director-1", token)

    assert "你已经办过了" in second
    assert (await house.request()).state is State.APPROVED


async def test_f21_a_click_counts_by_its_token_before_the_message_was_ever_delivered(house):
    house.phones.dead.add(direct("director-1"))
    await house.says("adviser-1", "/request 补偿客户 300 元")
    token = (await house.request()).tokens["approve"]

    await house.clicks("director-1", token)

    assert (await house.request()).state is State.APPROVED


async def test_what_cannot_be_delivered_waits_and_holds_up_nobody_else(house):
    house.phones.dead.add(direct("director-1"))
    await house.says("adviser-1", "/request 补偿客户 300 元")
    assert "待审批" in house.sees("adviser-1")
    assert house.sees("director-1") == ""

    house.phones.dead.clear()
    await house.switchboard.deliver()

    assert "待审批" in house.sees("director-1")


async def test_a_plain_question_writes_nothing_but_what_was_talked_about(house):
    """So that it can be gone on with; a stranger's, which can't, writes nothing at all."""
    await house.says("adviser-1", "谁代理客服总监?")
    conversations = await house.store.search(Search(tenant="default", kind="conversation", limit=9))
    before = house.store._version

    said = await house.says(None, "谁代理客服总监?")

    assert [key for key, _ in conversations.documents] == ["default/conversation/adviser-1"]
    assert "1.3.4.4" in said
    assert house.store._version == before


async def test_an_event_that_is_overtaken_each_time_is_given_up_whole(house):
    class Moving(MemoryStore):
        async def commit(self, commit: Commit) -> int:
            raise Moved(commit.changes)

    switchboard = Switchboard(house.switchboard.desk, Moving(), house.phones)

    with pytest.raises(Busy):
        await switchboard.handle(house.event(Said, "adviser-1", text="/request"))
        await switchboard.import_staff(house.staff, house.at)

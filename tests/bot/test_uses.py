"""Uses of one's own authority, and splitting: what is done in pieces is shown whole."""

from __future__ import annotations

import pytest

from bot.approvals.moves import Matter, Move, State
from bot.model import Kind


async def check(house, person, what):
    """Check something, and say that the conditions asked for hold."""
    await house.says(person, what)
    while any(button["label"] == "是" for button in house.phones.seen[f"direct/{person}"][-1]["buttons"]):
        await house.presses(person, "是")


async def use(house, person, what, because="当天情况紧急"):
    await check(house, person, what)
    await house.presses(person, "已办理")
    return await house.says(person, because)


async def test_what_one_may_do_is_recorded_in_one_tap_and_its_obligations_begin(house):
    """1.3.2.3: the manager may fine a member of the group up to 100 yuan, and reports the reason to the director."""
    await use(house, "manager-1", "罚健康顾问二号 50 元", "迟到三次")

    record = await house.request()
    assert (record.matter, record.state, record.requester) == (Matter.USE, State.USED, "manager-1")
    assert record.decided_by is None
    assert record.tasks
    assert all(not task.done or task.obligation.kind is Kind.NOTE for task in record.tasks)
    assert record.waiting_for
    assert "自行办理：迟到三次" in house.sees("manager-1")


async def test_a_use_is_settled_when_all_that_is_owed_is_done(house):
    await use(house, "manager-1", "罚健康顾问二号 50 元", "迟到三次")
    for _ in range(9):
        record = await house.request()
        for task in record.current_tasks:
            for person in task.people[:1]:
                await house.clicks(person, record.tokens[f"sign:{task.number}"])

    assert (await house.request()).state is State.SETTLED


async def test_a_use_is_in_the_audit_with_its_clause(house):
    await use(house, "manager-1", "罚健康顾问二号 50 元", "迟到三次")

    (record,) = [one for one in await house.audit() if one.get("move") == "record"]

    assert (record["by"], record["words"], record["amount"], record["concerned"]) == ("manager-1", "迟到三次", "50 CNY", "adviser-2")
    assert record["clauses"]


async def test_what_is_not_permitted_offers_no_such_button(house):
    await check(house, "manager-1", "罚健康顾问二号 300 元")

    assert not [label for label in house.buttons("manager-1") if label.startswith("已办理")]


async def test_a_use_needs_its_reason(house):
    await check(house, "manager-1", "罚健康顾问二号 50 元")
    await house.presses("manager-1", "已办理")
    await house.says("manager-1", "/cancel")

    assert await house.requests() == []


async def test_nobody_can_approve_reject_or_amend_a_use(house):
    await use(house, "manager-1", "罚健康顾问二号 50 元")

    record = await house.request()
    assert {name.split(":")[0] for name in record.tokens} <= {"sign"}


# F34 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pieces", [2, 3, 6])
async def test_f34_what_is_asked_for_in_pieces_is_shown_whole(pieces, house):
    """Six times 100 yuan for the same colleague on one day, to stay below a limit of 500."""
    for _ in range(pieces):
        await house.says("manager-1", "/request 罚健康顾问二号 120 元")

    last = (await house.requests())[-1]
    seen = house.phones.seen[f"direct/{last.waiting_for[0]}"][-1]["text"]
    assert f"连本件共 {120 * pieces} 元" in seen
    assert all(one.id in seen for one in (await house.requests())[:-1])


async def test_f34_uses_count_with_requests(house):
    await use(house, "manager-1", "罚健康顾问二号 50 元")
    await use(house, "manager-1", "罚健康顾问二号 60 元")
    await house.says("manager-1", "/request 罚健康顾问二号 120 元")

    assert "连本件共 230 元" in house.sees((await house.requests())[-1].waiting_for[0])


async def test_f34_what_was_rejected_or_withdrawn_is_another_kind_or_another_target_does_not_count(house):
    await house.says("manager-1", "/request 罚健康顾问三号 120 元")
    await house.says("manager-1", "/request 奖励健康顾问二号 120 元")
    await house.says("manager-1", "/request 罚健康顾问二号 130 元")
    await house.presses("manager-1", "撤回")
    await house.says("manager-1", "/request 罚健康顾问二号 120 元")

    last = (await house.requests())[-1]
    assert "连本件共" not in house.phones.seen[f"direct/{last.waiting_for[0]}"][-1]["text"]


async def test_f34_it_counts_across_a_months_end_and_not_beyond_the_window(house):
    house.at = house.at.replace(month=4, day=29)
    await house.says("manager-1", "/request 罚健康顾问二号 110 元")
    house.at = house.at.replace(month=5, day=2)
    await house.says("manager-1", "/request 罚健康顾问二号 120 元")
    assert "连本件共 230 元" in house.sees((await house.requests())[-1].waiting_for[0])
    house.at = house.at.replace(day=20)
    await house.says("manager-1", "/request 罚健康顾问二号 130 元")

    last = (await house.requests())[-1]
    assert "连本件共" not in house.phones.seen[f"direct/{last.waiting_for[0]}"][-1]["text"]


async def test_f34_two_at_once_are_both_seen(house):
    """Each rests on the ledger as it was read: the second is decided again with the first in it."""
    import asyncio

    from bot.events import Commanded

    events = [house.event(Commanded, person, command="request", text="罚健康顾问二号 120 元") for person in ("manager-1", "manager-1")]
    await asyncio.gather(*(house.switchboard.handle(event) for event in events))
    await house.switchboard.deliver()

    assert "连本件共 240 元" in house.sees((await house.requests())[-1].waiting_for[0])


async def test_f34_a_lesser_amount_counts_as_what_was_granted(house):
    await house.says("manager-1", "/request 罚健康顾问二号 300 元")
    approver = (await house.request()).waiting_for[0]
    await house.presses(approver, "减额批准")
    await house.says(approver, "110 元")
    assert Move.APPROVE_LESSER in [entry.move for entry in (await house.request()).history]
    await house.says("manager-1", "/request 罚健康顾问二号 200 元")

    assert "连本件共 310 元" in house.sees((await house.requests())[-1].waiting_for[0])


async def test_a_report_reaches_the_post_that_the_clause_names_with_the_reason(house):
    """1.3.2.3: the manager reports the reason to the director; the others learn nothing of it."""
    await house.says("manager-1", "罚健康顾问二号 50 元，他老迟到")
    await house.presses("manager-1", "已办理")
    await house.says("manager-1", "本月迟到六次")

    await house.presses("manager-1", "完成：把奖励")

    assert "客服部经理一号上报" in house.sees("director-1") and "本月迟到六次" in house.sees("director-1")
    assert "迟到六次" not in house.sees("general-assistant-1") + house.sees("adviser-1")


async def test_an_approval_that_is_only_told_of_is_no_ground_for_a_record(house):
    """2.1.1: put into practice once the superior has approved it. A check believes that; the record wants it given here."""
    seen = await house.says("key-account-manager-1", "上级已经批准，我开始执行大客户部的发展战略计划")
    assert seen.startswith("可以")
    assert not [label for label in house.buttons("key-account-manager-1") if label.startswith("已办理")]

    await house.presses("key-account-manager-1", "请示")

    request = await house.request()
    assert (request.matter, request.state) == (Matter.APPROVAL, State.OPEN)
    assert "approved" not in request.proposal.facts


async def test_a_request_believes_no_approval_either(house):
    await house.says("key-account-manager-1", "/request 上级已经批准，执行大客户部的发展战略计划")

    assert (await house.request()).state is State.OPEN

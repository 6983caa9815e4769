"""Several who all have to approve, in order or side by side; any of several; and powers that add up over a period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.approvals.moves import DECISIONS, Move, State
from bot.model import Involvement, Kind, Limit, Per
from tests.shipped import understanding_of

BOOK = "customer-service"
#: What a manager may do alone by the shipped book, and here only with the approvals that a test demands.
ASK = "/request 给本组健康顾问一号奖励 80 元，他表现突出"


def changed(library, role: str, action: str, **differs):
    """The library with one grant changed."""
    grants = tuple(
        replace(one, **differs) if (one.role, one.action, one.mode.value) == (f"{BOOK}/{role}", action, "act") else one
        for one in library.grants
    )
    anew = {grant.id: grant for grant in grants}
    by_role = {key: tuple(anew.get(one.id, one) for one in own) for key, own in library.by_role.items()}
    return replace(library, grants=grants, by_role=by_role, version="changed")


def demanding(*groups: tuple[str, ...], joint: bool = True) -> tuple[Involvement, ...]:
    """Each group one after another; within a group side by side."""
    return tuple(Involvement(kind=Kind.APPROVE, roles=tuple(f"{BOOK}/{role}" for role in group), joint=joint) for group in groups)


@pytest.fixture
def make_house_with(make_house, library):
    """A house with one grant changed."""

    async def make(role: str, action: str, **differs):
        house = make_house()
        house.understanding = understanding_of(changed(library, role, action, **differs))
        house.restart_desk()
        return await house.open()

    return make


def buttons(house, person):
    return [label for label in house.buttons(person) if label.startswith("批准")]


# All of -------------------------------------------------------------------------------------


async def test_side_by_side_everybody_has_to_approve_in_any_order(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("manager-1", ASK)
    assert set((await house.request()).waiting_for) == {"director-1", "finance-director-1"}

    seen = await house.presses("finance-director-1", "批准")

    assert "已同意，还要别人批准" in seen
    request = await house.request()
    assert request.state is State.OPEN and request.waiting_for == ("director-1",)
    assert not buttons(house, "finance-director-1")
    assert "✓ 财务总监（财务总监一号）" in house.sees("director-1") and "▶ 客服部总监（客服部总监一号）" in house.sees("director-1")
    await house.presses("director-1", "批准")
    assert (await house.request()).state in (State.APPROVED, State.SETTLED)
    assert len([entry for entry in (await house.request()).history if entry.move in DECISIONS]) == 1


async def test_a_card_shown_before_the_others_approval_stays_good(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("manager-1", ASK)
    token = house.token("director-1", "批准")
    await house.presses("finance-director-1", "批准")

    await house.clicks("director-1", token)

    assert (await house.request()).state is not State.OPEN


async def test_in_order_the_second_is_asked_after_the_first(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("finance-director",), ("director",)))
    await house.says("manager-1", ASK)
    assert (await house.request()).waiting_for == ("finance-director-1",)

    await house.presses("finance-director-1", "附言批准")
    await house.says("finance-director-1", "预算够")

    assert (await house.request()).waiting_for == ("director-1",)
    assert "同意，附言：预算够" in house.sees("director-1")
    await house.presses("director-1", "批准")
    assert (await house.request()).state is not State.OPEN


async def test_one_no_is_enough(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("manager-1", ASK)
    await house.presses("finance-director-1", "批准")

    await house.presses("director-1", "驳回")
    await house.says("director-1", "这个月已经奖过")

    assert (await house.request()).state is State.REJECTED


async def test_nobody_approves_twice_nor_in_anothers_place(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("manager-1", ASK)
    token = house.token("finance-director-1", "批准")
    await house.clicks("finance-director-1", token)

    again = await house.clicks("finance-director-1", token)
    await house.clicks("accountant-1", token)

    assert "已经办过" in again
    assert (await house.request()).waiting_for == ("director-1",)


async def test_an_amendment_asks_everybody_again(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("manager-1", ASK)
    await house.presses("finance-director-1", "批准")

    await house.presses("manager-1", "修改")
    await house.says("manager-1", "给本组健康顾问一号奖励 90 元，他表现突出")

    assert set((await house.request()).waiting_for) == {"director-1", "finance-director-1"}


@pytest.mark.parametrize("amended", ["补偿客户 900 元", "900 元", "补偿一位客户九百元", "Compensate the customer 900 yuan", "900 yuan"])
async def test_an_amended_amount_forgets_what_was_said_of_each_person(make_house_with, amended):
    per_person = Limit(max=Decimal(500), unit="CNY", per=Per.PERSON)
    house = await make_house_with("director", "compensate", limit=per_person)
    await house.says("adviser-1", "/request 对客户造成较大损害，补偿三位客户每人 300 元")
    assert (await house.request()).waiting_for == ("director-1",)

    await house.presses("adviser-1", "修改")
    await house.says("adviser-1", amended)

    request = await house.request()
    assert (request.proposal.amount.value, request.proposal.each, request.proposal.remarks) == (900, None, ())
    assert request.waiting_for == ("general-assistant-1",)


async def test_one_of_them_away_has_their_stand_in_or_superior_approve(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("admin-1", "/away director-1 2026-05-04")

    await house.says("manager-1", ASK)

    assert set((await house.request()).waiting_for) == {"assistant-1", "finance-director-1"}


async def test_the_amount_is_not_lessened_where_several_approve_one(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))

    await house.says("manager-1", ASK)

    assert not [label for label in house.buttons("director-1") if label.startswith("减额")]


# Handed over --------------------------------------------------------------------------------


@pytest.fixture
async def short_of_two(make_house_with):
    """Two have to approve, and for neither there is anybody: they are away, and the book names nobody above them."""
    house = await make_house_with("manager", "reward", involves=demanding(("finance-director", "accountant")))
    for person in ("finance-director-1", "accountant-1"):
        await house.says("admin-1", f"/away {person} 2026-05-04")
    await house.says("manager-1", ASK)
    return house


async def handed(house, person: str) -> str:
    return await house.says("admin-1", f"/handover {(await house.request()).id} {person}")


async def test_each_voice_that_nobody_can_give_is_handed_over_by_itself(short_of_two):
    house = short_of_two
    assert (await house.request()).state is State.QUEUED
    await handed(house, "general-manager-1")
    assert (await house.request()).waiting_for == ("general-manager-1",)
    assert "财务总监这一票没有人能投，管理员转交给你" in house.sees("general-manager-1")

    await house.presses("general-manager-1", "批准")

    request = await house.request()
    assert (request.state, request.decided_by) == (State.QUEUED, None)
    offered = house.sees("admin-1").rsplit("可以转交给", 1)[1]
    assert "general-assistant-1" in offered and "general-manager-1" not in offered
    await handed(house, "general-assistant-1")
    await house.presses("general-assistant-1", "批准")
    request = await house.request()
    assert request.state in (State.APPROVED, State.SETTLED)
    assert {(one.post, one.by) for one in request.consents} == {(f"{BOOK}/finance-director", "general-manager-1")}


async def test_both_can_be_handed_over_at_once_to_two_people(short_of_two):
    house = short_of_two
    await handed(house, "general-manager-1")
    await handed(house, "general-assistant-1")

    assert set((await house.request()).waiting_for) == {"general-manager-1", "general-assistant-1"}


async def test_nobody_is_handed_a_second_voice(short_of_two):
    house = short_of_two
    await handed(house, "general-manager-1")
    assert "一人只占一票" in await handed(house, "general-manager-1")
    await house.presses("general-manager-1", "批准")

    assert "一人只占一票" in await handed(house, "general-manager-1")
    assert (await house.request()).state is State.QUEUED


async def test_where_everybody_is_there_no_voice_is_handed_over(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director")))
    await house.says("manager-1", ASK)

    assert "一人只占一票" in await handed(house, "general-assistant-1")
    assert set((await house.request()).waiting_for) == {"director-1", "finance-director-1"}


async def test_whoever_comes_back_has_their_voice_again(short_of_two):
    house = short_of_two
    await handed(house, "general-manager-1")

    await house.says("admin-1", "/away finance-director-1 结束")

    assert (await house.request()).waiting_for == ("finance-director-1",)


# Any of -------------------------------------------------------------------------------------


async def test_of_several_named_any_one_decides_and_the_others_see_who(make_house_with):
    house = await make_house_with("manager", "reward", involves=demanding(("director", "finance-director"), joint=False))
    await house.says("manager-1", ASK)
    assert set((await house.request()).waiting_for) == {"director-1", "finance-director-1"}

    await house.presses("finance-director-1", "批准")

    assert (await house.request()).state is not State.OPEN
    assert "财务总监一号批准" in house.sees("director-1")
    assert not buttons(house, "director-1")


async def test_superiors_whom_the_book_names_side_by_side_are_all_asked_and_the_first_decides(house):
    """The head of the agency's client department reports to the general manager or the deputy (4.1.1)."""
    await house.says("agency-head-1", "/request 周末借公司的车")

    assert set((await house.request()).waiting_for) == {"general-manager-1", "vice-president-1"}
    await house.presses("vice-president-1", "答复")
    await house.says("vice-president-1", "可以")
    assert (await house.request()).state is State.ANSWERED
    assert "副总一号" in house.sees("general-manager-1")


# F34: powers that add up --------------------------------------------------------------------


def monthly(most: int, per: Per = Per.MONTH) -> Limit:
    return Limit(max=Decimal(most), unit="CNY", per=per)


async def use(house, person, amount, whom="健康顾问一号"):
    """Check, and record as done where that is offered; what was seen."""
    seen = await house.says(person, f"奖励本组{whom} {amount} 元，他表现突出")
    if [label for label in house.buttons(person) if label.startswith("已办理")] and "可以" in seen:
        await house.presses(person, "已办理")
        await house.says(person, "表现突出")
    return seen


async def test_f34_uses_of_one_month_add_up_and_the_next_month_begins_afresh(make_house_with):
    house = await make_house_with("manager", "reward", limit=monthly(100))
    assert "可以" in await use(house, "manager-1", 60)

    assert "要先请示" in await use(house, "manager-1", 60, "健康顾问二号")
    assert "可以" in await use(house, "manager-1", 40, "健康顾问二号")
    house.at = house.at.replace(month=6, day=1)
    assert "可以" in await use(house, "manager-1", 60)


async def test_f34_beside_the_limit_of_each_act_all_of_the_month_adds_up(make_house_with):
    each = Limit(max=Decimal(60), unit="CNY")
    house = await make_house_with("manager", "reward", limit=each, totals=(monthly(100),))

    assert "要先请示" in await use(house, "manager-1", 61)
    assert "可以" in await use(house, "manager-1", 60)
    assert "要先请示" in await use(house, "manager-1", 60, "健康顾问二号")
    assert "可以" in await use(house, "manager-1", 40, "健康顾问二号")


async def test_f34_a_quarter_ends_with_its_third_month(make_house_with):
    house = await make_house_with("manager", "reward", limit=monthly(100, Per.QUARTER))
    house.at = house.at.replace(month=4, day=20)
    await use(house, "manager-1", 60)

    house.at = house.at.replace(month=6, day=30)
    assert "要先请示" in await use(house, "manager-1", 60, "健康顾问二号")
    house.at = house.at.replace(month=7, day=1)
    assert "可以" in await use(house, "manager-1", 60)


async def test_f34_each_holder_of_a_post_has_their_own(make_house_with):
    house = await make_house_with("manager", "reward", limit=monthly(100))
    await use(house, "manager-1", 100)

    assert "可以" in await use(house, "manager-2", 100, "健康顾问四号")


async def test_f34_what_an_approver_has_used_up_goes_past_them(make_house_with):
    house = await make_house_with("director", "compensate", limit=monthly(500))
    await house.says("adviser-1", "/request 补偿客户 300 元，造成较大损害，客户有抱怨")
    await house.presses("director-1", "批准")

    await house.says("adviser-2", "/request 补偿客户 250 元，造成较大损害，客户有抱怨")
    await house.says("adviser-4", "/request 补偿客户 200 元，造成较大损害，客户有抱怨")

    _, over, within = await house.requests()
    assert over.waiting_for == ("general-assistant-1",)
    assert within.waiting_for == ("director-1",)
    assert "本月这项权限已用：300 元" in house.sees("director-1")


async def test_f34_of_two_waiting_the_second_is_looked_at_again_at_the_click(make_house_with):
    house = await make_house_with("director", "compensate", limit=monthly(500))
    for person in ("adviser-1", "adviser-2"):
        await house.says(person, "/request 补偿客户 300 元，造成较大损害，客户有抱怨")
    first, second = await house.requests()
    tokens = [one.tokens["approve"] for one in (first, second)]

    for token in tokens:
        await house.clicks("director-1", token)

    first, second = await house.requests()
    assert first.state is State.APPROVED
    assert (second.state, second.waiting_for) == (State.OPEN, ("general-assistant-1",))


async def test_f34_two_uses_at_once_cannot_both_pass(make_house_with):
    import asyncio

    house = await make_house_with("manager", "reward", limit=monthly(100))
    for person, whom in (("manager-1", "健康顾问一号"),):
        await house.says(person, f"奖励本组{whom} 60 元，他表现突出")
        await house.presses(person, "已办理")
    await house.says("manager-1", "表现突出")
    await house.says("manager-1", "奖励本组健康顾问二号 40 元，他表现突出")
    token = house.token("manager-1", "已办理")
    from bot.events import Submitted

    events = [house.event(Submitted, "manager-1", token=token, text="表现突出") for _ in range(2)]
    await asyncio.gather(*(house.switchboard.handle(event) for event in events))

    used = [one for one in await house.requests() if one.history[0].move is Move.RECORD]
    assert sum(one.proposal.amount.value for one in used) <= 100


async def test_f34_a_lesser_amount_uses_up_only_that(make_house_with):
    house = await make_house_with("director", "compensate", limit=monthly(500))
    await house.says("adviser-1", "/request 补偿客户 300 元，造成较大损害，客户有抱怨")
    await house.presses("director-1", "减额批准")
    await house.says("director-1", "100 元")

    await house.says("adviser-2", "/request 补偿客户 400 元，造成较大损害，客户有抱怨")

    assert (await house.requests())[-1].waiting_for == ("director-1",)


async def test_f34_a_stand_in_uses_up_the_absent_ones_power(make_house_with):
    house = await make_house_with("director", "compensate", limit=monthly(500))
    await house.says("admin-1", "/away director-1 2026-05-04 2026-05-05")
    await house.says("adviser-1", "/request 补偿客户 300 元，造成较大损害，客户有抱怨")
    await house.presses("assistant-1", "批准")
    await house.says("director-1", "/away end")

    await house.says("adviser-2", "/request 补偿客户 300 元，造成较大损害，客户有抱怨")

    assert (await house.requests())[-1].waiting_for == ("general-assistant-1",)


async def test_f34_an_approval_taken_back_uses_up_nothing(make_house_with):
    house = await make_house_with("director", "compensate", limit=monthly(500))
    await house.says("adviser-1", "/request 补偿客户 300 元，造成较大损害，客户有抱怨")
    await house.presses("director-1", "批准")
    await house.presses("adviser-1", "完成：注明原因")
    await house.presses("seller-1", "拒绝：销售人")
    await house.says("seller-1", "不是我的客户")
    await house.presses("director-1", "收回批准")
    await house.says("director-1", "核对有误")

    await house.says("adviser-2", "/request 补偿客户 300 元，造成较大损害，客户有抱怨")

    assert (await house.requests())[-1].waiting_for == ("director-1",)

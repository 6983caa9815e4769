"""The faults of FAULTS.md that come by Telegram, with the real adapter, store and desk; each ends with the same questions."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.approvals.moves import Move, State
from tests.contract.conftest import PEOPLE, _made_once, _unhurried, make_company  # noqa: F401
from tests.contract.doors.telegram import TelegramDoor

ASK = "/request 补偿客户 300 元"


@pytest.fixture(params=["polling", "webhook"])
def door(request):
    return TelegramDoor(webhook=request.param == "webhook")


@pytest.fixture
async def company(make_company, door):  # noqa: F811
    return await make_company(door)


async def test_f18_an_update_that_comes_again_after_a_restart_has_one_effect(company):
    await company.says("adviser-1", ASK)
    await company.restart()
    await company.door.again()
    await company.quiet()

    assert len(await company.requests()) == 1


@pytest.mark.parametrize("how", ["decided", "withdrawn", "amended"])
async def test_f22_a_stale_button_is_refused_with_the_state_and_removed(company, how):
    await company.says("adviser-1", ASK)
    token = company.door.token("director-1", "批准")
    if how == "decided":
        await company.presses("director-1", "批准")
    elif how == "withdrawn":
        await company.presses("adviser-1", "撤回")
    else:
        await company.presses("adviser-1", "修改")
        await company.door.submits("adviser-1", "补偿客户 400 元")
        await company.quiet()
    before = (await company.request()).edition

    await company.door.forges("director-1", token)
    await company.quiet()

    assert company.door.whispers("director-1")[-1]
    assert (await company.request()).edition == before
    assert not any(label.startswith("批准：经济补偿 300") for label in company.buttons("director-1"))


async def test_f23_a_token_pasted_from_elsewhere_gives_nothing(company):
    await company.says("adviser-1", ASK)
    token = company.door.token("director-1", "批准")
    forged = ["", "x", token[:-1], token + "A", token.swapcase(), "批准", "../../request", "0504-ABCD", "'; drop table", "A" * 64]
    for who in ("adviser-1", "adviser-2", "manager-1", "cashier-1", "stranger"):
        if who in company.door.humans:
            await company.door.forges(who, token)
    for one in forged:
        await company.door.forges("director-1", one)
    await company.quiet()

    assert (await company.request()).state is State.OPEN


async def test_f30_the_same_human_with_two_accounts_is_still_the_requester(make_company, door):  # noqa: F811
    """An adviser who was made director as well asks with one account and presses with the other."""
    posts = ["customer-service/adviser", "customer-service/director"]
    people = ("adviser-1", "second-telephone", "general-assistant-1", "general-manager-1", "admin-1")
    company = await make_company(door, people=people, adviser_1={"name": "健康顾问一号", "posts": posts, "group": "group-1"})
    accounts = [{"platform": "telegram", "user": door.account(who).user} for who in people[:2]]
    company.changed["adviser-1"] = {**company.changed["adviser-1"], "accounts": accounts}
    await company.restart()
    await company.says("adviser-1", "/request 补偿客户 800 元")
    token = (await company.request()).tokens["approve"]

    await door.forges("second-telephone", token)
    await company.quiet()

    assert "不能由你自己审批" in door.whispers("second-telephone")[-1]
    assert (await company.request()).state is State.OPEN


async def test_f31_who_was_moved_between_card_and_press_is_refused_and_it_goes_to_the_new_one(company):
    await company.says("adviser-1", ASK)
    token = company.door.token("director-1", "批准")
    company.changed = {"director-1": {"posts": []}, "manager-1": {"posts": ["customer-service/director"]}}
    await company.restart()

    await company.door.forges("director-1", token)
    await company.quiet()

    assert (await company.request()).state is State.OPEN
    await company.presses("manager-1", "批准")
    assert (await company.request()).decided_by == "manager-1"


async def test_f32_a_stand_in_decides_only_while_the_absence_lasts(company):
    await company.says("admin-1", "/away director-1 2026-05-04 2026-05-04")
    await company.says("adviser-1", ASK)
    token = company.door.token("assistant-1", "批准")
    company.passes(days=1)

    await company.door.forges("assistant-1", token)
    await company.quiet()

    assert (await company.request()).state is State.OPEN
    await company.until(lambda: any(label.startswith("批准") for label in company.buttons("director-1")))


@pytest.mark.parametrize("trouble", ["429", "502", "cut-before", "cut-after", "429-on-edits"])
async def test_f36_whatever_the_platform_does_nothing_is_dropped_and_the_order_kept(company, trouble):
    telegram = company.door.telegram
    if trouble == "429":
        telegram.ask_to_wait(1)
    elif trouble == "429-on-edits":
        telegram.ask_to_wait(1, "editMessageText")
    elif trouble == "502":
        telegram.refuse("sendMessage", 502, "Bad Gateway", 2)
    else:
        telegram.cut("sendMessage", trouble.removeprefix("cut-"), 2)
    await company.door.types("adviser-1", ASK)
    await company.until(lambda: any(label.startswith("批准") for label in company.buttons("director-1")))
    await company.door.presses("director-1", "批准")
    await company.until(lambda: "已批准" in company.sees("adviser-1"))
    await company.quiet()

    cards = [one for one in company.door.screen("adviser-1") if one.text.startswith("【请示")]
    assert "已批准" in cards[-1].text
    assert len(cards) == 1 or trouble == "cut-after"  # then it came twice: nobody knows that the first had arrived
    assert (await company.request()).state is State.APPROVED
    assert telegram.too_early <= 2


@pytest.mark.parametrize("amount", ["３００", "三百", "300.00", "叁佰"])
async def test_f46_an_amount_however_it_is_written_stands_in_figures_on_the_button(company, amount):
    await company.says("adviser-1", f"/request 补偿客户 {amount} 元")

    assert "批准：经济补偿 300 元" in company.buttons("director-1")


@pytest.mark.parametrize("amount", ["-300", "1e9", "0.001", "３\u200b００\u202e"])
async def test_f46_an_amount_that_is_none_is_not_put_on_a_button(company, amount):
    await company.says("adviser-1", f"/request 补偿客户 {amount} 元")

    assert not any(amount in label for person in PEOPLE for label in company.buttons(person))


async def test_f47_ten_thousand_lines_are_not_taken_for_a_request(company):
    await company.door.types("adviser-1", "/request " + "补偿\n" * 10_000)
    await company.quiet()

    assert await company.requests() == []
    assert "太长" in company.sees("adviser-1")


async def test_f49_the_token_is_in_no_log_no_answer_and_no_representation(company, caplog):
    """At every level, with the platform failing in every way it can."""
    telegram, token = company.door.telegram, company.door.telegram.token
    caplog.set_level(logging.DEBUG)
    telegram.refuse("sendMessage", 400, f"Bad Request: something about /bot{token}/sendMessage")
    telegram.cut("sendMessage", "before")
    await company.door.types("adviser-1", ASK)
    await company.until(lambda: any(label.startswith("批准") for label in company.buttons("director-1")))
    telegram.revoked = True
    await company.door.types("adviser-1", "/mine")
    await asyncio.sleep(0.5)
    telegram.revoked = False

    assert token not in caplog.text
    assert token.partition(":")[2] not in caplog.text
    assert not any(token in repr(line) for line in company.house.lines)
    assert all(token not in one.text for human in company.door.humans.values() for one in human.screen())


async def test_f51_a_stop_amid_many_presses_decides_each_request_once(company):
    for number in range(4):
        await company.says("adviser-1", f"/request 补偿客户 {301 + number} 元")
    for _ in range(4):
        await company.door.presses("director-1", "批准")
        await company.door.presses("director-1", "批准：经济补偿 301 元")
    await company.restart()
    await company.quiet()

    for request in await company.requests():
        assert [entry.move for entry in request.history].count(Move.APPROVE) <= 1
    assert (await company.requests())[0].state is State.APPROVED


async def test_a_forwarded_card_has_no_buttons_and_is_not_taken_for_a_request(company):
    await company.says("adviser-1", ASK)
    director, adviser = company.door.humans["director-1"], company.door.humans["adviser-2"]
    card = next(one.message for one in director.screen() if one.labels)

    adviser.forwards(card)
    await company.quiet()

    assert len(await company.requests()) == 1
    assert company.buttons("adviser-2") == []


async def test_a_message_changed_after_it_was_a_request_changes_nothing(company):
    human = company.door.humans["adviser-1"]
    message = human.types(ASK)
    await company.quiet()
    human.edits(message, "/request 补偿客户 30000 元")
    await company.quiet()

    assert (await company.request()).proposal.amount.value == 300
    assert "改过的消息" in company.sees("adviser-1")

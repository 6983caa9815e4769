"""People whom no message reaches: their requests go up, everybody concerned is told, and they are back once they are heard of."""

from __future__ import annotations

import pytest

from bot.approvals.moves import State
from bot.events import Unreached

ASK = "/request 补偿客户 300 元"


async def lost(house, who, reason="blocked"):
    await house.handle(house.event(Unreached, None, who=who, reason=reason))


@pytest.mark.parametrize("reason", ["no-account", "blocked", "deactivated", "archived", "unknown-chat"])
async def test_f37_f38_it_goes_to_the_next_superior_and_everybody_is_told(reason, house):
    await house.says("adviser-1", ASK)

    await lost(house, "director-1", reason)

    assert (await house.request()).waiting_for == ("general-assistant-1",)
    assert "客服部总监一号联系不上" in house.sees("adviser-1") and "可以直接找总助一号" in house.sees("adviser-1")
    assert "客服部总监联系不上" in house.sees("general-assistant-1")
    assert "客服部总监一号联系不上" in house.sees("admin-1") and "共 1 件" in house.sees("admin-1")


async def test_f37_the_assistant_does_not_act_for_somebody_who_is_only_out_of_reach(house):
    """Standing in takes a recorded absence."""
    await lost(house, "director-1")

    await house.says("adviser-1", ASK)

    assert (await house.request()).waiting_for == ("general-assistant-1",)


async def test_f37_whoever_is_heard_of_again_gets_back_what_is_undecided(house):
    await house.says("adviser-1", ASK)
    await lost(house, "director-1")

    seen = await house.says("director-1", "/inbox")

    assert (await house.request()).waiting_for == ("director-1",)
    assert "补偿 300 元" in seen
    await house.presses("director-1", "批准")
    assert (await house.request()).state is State.APPROVED


async def test_f38_with_nobody_above_it_waits_for_the_administrators_and_is_not_approved(house):
    await house.says("adviser-1", ASK)
    for who in ("director-1", "general-assistant-1", "general-manager-1", "vice-president-1"):
        await lost(house, who)

    request = await house.request()
    assert request.state is State.QUEUED
    assert request.waiting_for == ("admin-1",)
    assert "等管理员（管理员一号）转交" in house.sees("adviser-1")


async def test_f37_one_loss_is_one_alarm_however_many_letters_are_lost(house):
    for _ in range(5):
        await lost(house, "director-1")

    assert house.sees("admin-1").count("联系不上") == 1


async def test_f37_no_letter_goes_to_somebody_out_of_reach(house):
    await lost(house, "director-1")
    before = len(house.phones.sent)

    await house.says("adviser-1", ASK)

    assert not [one for one, _ in house.phones.sent[before:] if one == "direct/director-1"]


async def test_f38_what_somebody_out_of_reach_owes_stays_theirs_and_the_requester_hears_whom_to_ask(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")
    await house.presses("adviser-1", "完成：注明原因")

    await lost(house, "seller-1")

    assert "seller-1" in (await house.request()).waiting_for
    assert "要他签办的 1 件仍等他" in house.sees("admin-1")
    assert "请直接找销售人一号" in house.sees("adviser-1")


async def test_a_new_account_on_the_staff_list_ends_it(house, staff):
    from dataclasses import replace

    from bot.staff import Account

    await lost(house, "director-1")
    people = dict(house.staff.people)
    people["director-1"] = replace(people["director-1"], accounts=(Account(platform="telegram", user="7"),))
    house.staff = replace(house.staff, people=people)
    await house.open()

    await house.says("adviser-1", ASK)

    assert (await house.request()).waiting_for == ("director-1",)


async def test_it_is_in_the_audit(house):
    await lost(house, "director-1")
    await house.says("director-1", "/inbox")

    records = await house.audit()
    assert [one.get("unreached") for one in records if one.get("person") == "director-1"] == ["blocked", None]

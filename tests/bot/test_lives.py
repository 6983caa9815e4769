"""More than yes and no: amended, reopened, commented, a lesser amount, nudged, confirmed, and by which version of the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.approvals.moves import DECISIONS, Move, State
from bot.desk import Desk
from bot.model import Quantity
from tests.shipped import understanding_of

ASK = "/request 补偿客户 300 元"


async def press(house, person, label, words=None):
    """Press a button, and say what it then asks for."""
    seen = await house.presses(person, label)
    return await house.says(person, words) if words else seen


# Amended ------------------------------------------------------------------------------------


async def test_an_amended_request_is_decided_anew_and_the_cards_of_before_are_dead(house):
    await house.says("adviser-1", ASK)
    token, digest = house.token("director-1", "批准"), (await house.request()).digest

    await press(house, "adviser-1", "修改", "补偿客户 200 元")

    request = await house.request()
    assert request.proposal.amount == Quantity(value=Decimal(200), unit="CNY")
    assert request.digest != digest
    assert "已经过时" in await house.clicks("director-1", token)
    assert (await house.request()).state is State.OPEN
    await house.presses("director-1", "批准：经济补偿 200 元")
    assert (await house.request()).state is State.APPROVED


async def test_an_amended_amount_may_go_to_somebody_else(house):
    await house.says("adviser-1", ASK)

    await press(house, "adviser-1", "修改", "补偿客户 800 元")

    assert (await house.request()).waiting_for == ("general-assistant-1",)
    assert house.buttons("director-1") == {}


async def test_a_bare_amount_amends_the_amount_and_keeps_what_was_stated(house):
    await house.says("adviser-1", "/request 对客户造成较大损害，补偿客户 300 元")
    before = (await house.request()).proposal

    await press(house, "adviser-1", "修改", "200 元")

    after = (await house.request()).proposal
    assert (after.action, after.facts) == (before.action, before.facts)
    assert after.amount == Quantity(value=Decimal(200), unit="CNY")


@pytest.mark.parametrize("words", ["给客户打 8 折，再补偿 300 元", "滥用权力给客户补偿 300 元"])
async def test_what_cannot_be_sent_up_changes_nothing(words, house):
    await house.says("adviser-1", ASK)
    before = await house.request()

    await press(house, "adviser-1", "修改", words)

    assert replace(await house.request(), tokens={}) == replace(before, tokens={})


@pytest.mark.parametrize("said", ["每人 300 元", "各 300 元", "300 yuan each", "每位客戶三百元"])
async def test_so_much_for_each_of_nobody_knows_how_many_is_no_sum_of_them_all(house, said):
    await house.says("adviser-1", "/request 对客户造成较大损害，补偿三位客户")

    await house.says("adviser-1", said)

    assert await house.requests() == []


async def test_so_much_for_each_of_so_many_is_what_all_comes_to(house):
    await house.says("adviser-1", "/request 对客户造成较大损害，补偿三位客户")

    await house.says("adviser-1", "三个人每人 300 元")

    request = await house.request()
    assert (request.proposal.amount.value, request.waiting_for) == (900, ("general-assistant-1",))


async def test_nobody_but_the_requester_amends(house):
    await house.says("adviser-1", ASK)
    token = house.token("adviser-1", "修改")

    assert "不由你办" in await house.clicks("director-1", token)


# Reopened -----------------------------------------------------------------------------------


async def test_a_rejected_request_is_reopened_with_more_facts_and_decided_once_more(house):
    await house.says("adviser-1", ASK)
    await press(house, "director-1", "驳回", "看不出损害")
    assert (await house.request()).closed

    await press(house, "adviser-1", "补充后重新请示", "对客户造成较大损害，住院两天")

    request = await house.request()
    assert request.state is State.OPEN
    assert request.proposal.facts.get("serious-harm") is True
    assert request.proposal.amount == Quantity(value=Decimal(300), unit="CNY")
    assert "看不出损害" in house.sees("director-1") and "住院两天" in house.sees("director-1")
    await house.presses("director-1", "批准")
    steps = [entry.step for entry in (await house.request()).history if entry.move in DECISIONS]
    assert steps == [1, 2]


async def test_reopening_needs_words(house):
    await house.says("adviser-1", ASK)
    await press(house, "director-1", "驳回", "看不出损害")

    await house.submits("adviser-1", house.token("adviser-1", "补充后重新请示"), "  ")

    assert (await house.request()).state is State.REJECTED


async def test_a_withdrawn_request_stays_withdrawn(house):
    await house.says("adviser-1", ASK)
    await house.presses("adviser-1", "撤回")

    assert house.buttons("adviser-1") == {}


# Approved, and how --------------------------------------------------------------------------


async def test_an_approval_may_carry_a_comment(house):
    await house.says("adviser-1", ASK)

    await press(house, "director-1", "附言批准", "请当天付款")

    assert (await house.request()).state is State.APPROVED
    assert "批准，附言：请当天付款" in house.sees("adviser-1")


async def test_a_lesser_amount_is_approved_and_the_approval_covers_only_that(house):
    await house.says("adviser-1", ASK)

    await press(house, "director-1", "减额批准", "200 元")

    request = await house.request()
    assert request.state is State.APPROVED
    assert request.granted == Quantity(value=Decimal(200), unit="CNY")
    assert "批准的是：经济补偿 200 元，只到这个数额" in house.sees("adviser-1")
    approved = [one for one in await house.audit() if one.get("move") == "approve-lesser"]
    assert [one["granted"] for one in approved] == ["200 CNY"]


@pytest.mark.parametrize("words", ["300 元", "500", "-5", "很少", "2 折", "200 美元"])
async def test_what_is_not_less_approves_nothing(words, house):
    await house.says("adviser-1", ASK)

    await press(house, "director-1", "减额批准", words)

    assert (await house.request()).state is State.OPEN


async def test_without_an_amount_there_is_none_to_lessen(house):
    await house.says("manager-1", "/request 辞退健康顾问二号，因为旷工")

    assert not [label for label in house.buttons("director-1") if label.startswith("减额")]


async def test_what_cannot_be_undone_takes_a_second_step(house):
    await house.says("manager-1", "/request 辞退健康顾问二号，因为旷工")
    approver = (await house.request()).waiting_for[0]

    seen = await house.presses(approver, "批准")

    assert "不可撤销" in seen
    assert (await house.request()).state is State.OPEN
    await house.presses(approver, "确认批准")
    assert (await house.request()).state in (State.APPROVED, State.SETTLED)


async def test_a_confirmation_is_good_for_what_was_shown_and_for_the_approver_alone(house):
    await house.says("manager-1", "/request 辞退健康顾问二号，因为旷工")
    approver = (await house.request()).waiting_for[0]
    await house.presses(approver, "批准")
    token = house.token(approver, "确认批准")

    await house.clicks("adviser-1", token)
    await press(house, "manager-1", "修改", "辞退健康顾问三号")
    await house.clicks(approver, token)

    assert (await house.request()).state is State.OPEN


# Nudged -------------------------------------------------------------------------------------


async def test_a_nudge_reaches_whoever_it_waits_for_once_a_day(house):
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")

    await house.presses("adviser-1", "催办")
    again = await house.presses("adviser-1", "催办")
    house.at = house.at.replace(day=5)
    await house.presses("adviser-1", "催办")

    assert "今天已经催过" in again
    assert [entry.move for entry in (await house.request()).history] == [Move.OPEN, Move.NUDGE, Move.NUDGE]
    assert house.sees("director-1").count("催办") >= 2
    await house.clicks("director-1", token)
    assert (await house.request()).state is State.APPROVED


async def test_whoever_is_nudged_or_told_anew_gets_a_message_and_not_only_a_changed_card(house):
    await house.says("adviser-1", ASK)
    await news(house, "director-1")

    await house.presses("adviser-1", "催办")
    nudged = await news(house, "director-1")
    await house.presses("adviser-1", "修改")
    await house.says("adviser-1", "450 元")
    amended = await news(house, "director-1")

    assert [body["text"] for body in nudged if "催办" in body["text"]]
    assert [body["text"] for body in amended if "450" in body["text"]]


async def test_what_comes_back_to_somebody_who_was_away_comes_as_a_message(house):
    await house.says("adviser-1", ASK)
    await house.says("director-1", "/away today")
    await news(house, "director-1")

    await house.says("director-1", "/away end")

    assert [body for body in await news(house, "director-1") if [one for one in body["buttons"] if one["label"].startswith("批准")]]


async def news(house, person):
    """What was sent to somebody as a new message since this was asked last."""
    sent = [body for conversation, body in house.phones.sent if conversation == f"direct/{person}" and body["do"] != "edit"]
    house.phones.sent.clear()
    return sent


# F33: two versions of the rules -------------------------------------------------------------


def with_limit(library, clause: str, most: int, version: str):
    """The library with another limit for one clause."""
    grants = tuple(
        replace(one, limit=replace(one.limit, max=Decimal(most))) if one.clause == clause and one.limit else one for one in library.grants
    )
    changed = {grant.id: grant for grant in grants}
    by_role = {role: tuple(changed.get(one.id, one) for one in own) for role, own in library.by_role.items()}
    return replace(library, grants=grants, by_role=by_role, version=version)


def limit_clause(library) -> str:
    """The clause by which the director compensates."""
    (grant,) = [one for one in library.by_role["customer-service/director"] if one.action == "compensate" and one.limit]
    return grant.clause


async def test_f33_a_limit_that_was_lowered_meanwhile_counts_at_the_click(house, library):
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")
    lower = with_limit(library, limit_clause(library), 200, "lower")
    house.switchboard.desk = Desk(lower, crypt=house.crypt, understanding=understanding_of(lower))

    await house.clicks("director-1", token)

    request = await house.request()
    assert request.state is State.OPEN
    assert request.waiting_for == ("general-assistant-1",)


async def test_f33_a_limit_that_was_raised_meanwhile_does_not_loosen_what_was_asked_before(house, library):
    """800 yuan went to the general assistant; now the director might, but for this request the stricter rules stay."""
    await house.says("adviser-1", "/request 补偿客户 800 元")
    assert (await house.request()).waiting_for == ("general-assistant-1",)
    higher = with_limit(library, limit_clause(library), 1000, "higher")
    house.switchboard.desk = Desk(higher, crypt=house.crypt, understanding=understanding_of(higher))

    await house.tick(house.at)

    request = await house.request()
    assert request.waiting_for == ("general-assistant-1",)
    await house.presses("general-assistant-1", "批准")
    assert (await house.request()).decided_by == "general-assistant-1"
    await house.says("adviser-2", "/request 补偿客户 900 元")
    assert (await house.requests())[-1].waiting_for == ("director-1",)

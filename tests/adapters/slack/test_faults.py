"""The faults of the list that have to do with Slack; each test's name begins with the fault's number."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import pytest

from adapters.slack.sockets import Sockets
from bot.approvals.moves import State
from tests.contract.company import Company
from tests.contract.doors.slack import SlackDoor
from tests.fakes.slack.delivery import NotAcknowledged

ASK = "/request 补偿客户 300 元"
PEOPLE = ("adviser-1", "adviser-2", "manager-1", "assistant-1", "director-1", "general-manager-1", "general-assistant-1", "admin-1")


async def approved_once(company) -> None:
    request = await company.request()
    assert request.state is State.APPROVED
    assert [entry.move.value for entry in request.history].count("approve") == 1


async def four_times(door: SlackDoor) -> None:
    """The last thing again, with the numbers of Slack's retries, all at once."""
    kind, payload = door.slack.last
    tries = [door.slack.delivery.hand_over(kind, payload, attempt=number, reason="http_timeout") for number in range(4)]
    await asyncio.gather(*tries, return_exceptions=True)


async def test_f17_an_event_and_a_click_delivered_four_times_have_one_effect(company, door):
    await company.says("adviser-1", "补偿客户 300 元")
    before = len(company.sees("adviser-1"))
    await four_times(door)
    await company.quiet()
    assert len(company.sees("adviser-1")) == before

    await company.presses("adviser-1", "请示")
    await four_times(door)
    await company.presses("director-1", "批准")
    told = door.whispers("director-1")
    await four_times(door)
    await company.quiet()

    assert door.whispers("director-1") == told
    assert len(await company.requests()) == 1
    await approved_once(company)


async def test_f17_also_after_a_restart(company, door):
    await company.says("adviser-1", ASK)
    await company.presses("director-1", "批准")
    kind, payload = door.slack.last

    await company.restart()
    await door._connected()
    await door.slack.delivery.hand_over(kind, payload)
    await company.quiet()

    await approved_once(company)


async def test_f22_a_button_of_what_is_decided_is_refused_and_the_card_corrected(company, door):
    await company.says("adviser-1", ASK)
    human = door.humans["director-1"]
    message, button = human.found("驳回")
    await company.presses("director-1", "批准")

    await human.forges(button | {"action_id": "press-9"}, message)
    await company.quiet()

    await approved_once(company)
    assert "不能再办了" in door.whispers("director-1")[-1]
    assert "驳回" not in company.buttons("director-1")


async def test_f23_a_token_from_elsewhere_does_what_it_names_and_only_for_whom_it_may(company, door):
    await company.says("adviser-1", ASK)
    approve, withdraw = door.token("director-1", "批准"), door.token("adviser-1", "撤回")

    for person, token in (("adviser-1", approve), ("manager-1", approve), ("director-1", withdraw), ("director-1", approve[:-1] + "x")):
        await door.forges(person, token)
        await company.quiet()

    assert (await company.request()).state is State.OPEN


async def test_f26_a_signed_request_replayed_has_no_second_effect(http):
    door = http.door
    await http.says("adviser-1", ASK)
    asked = door.slack.delivery.last
    await http.presses("director-1", "批准")
    pressed = door.slack.delivery.last

    for body, headers in (asked, pressed, asked, pressed):
        status, _, _ = await door.slack.delivery.raw(body, headers)
        assert status == 200
    await http.quiet()

    await approved_once(http)


async def test_f29_what_is_for_another_app_or_workspace_is_acknowledged_and_left(company, door):
    await company.says("adviser-1", "你好")
    kind, payload = door.slack.last

    for changed in ({"api_app_id": "A0OTHER"}, {"authorizations": [], "team_id": "T0OTHER"}):
        event = {**payload["event"], "text": "/request 补偿客户 300 元"}
        await door.slack.delivery.hand_over(kind, {**payload, **changed, "event": event, "event_id": f"Ev{len(changed)}"})
    await company.quiet()

    assert await company.requests() == []


async def test_f29_somebody_of_another_company_in_a_shared_channel_is_refused(company, door):
    world = door.slack.world
    world.member("U0EXTERNAL", "T0OTHER", stranger=True)
    shared = world.channel("shared", "T0REMIT", "U0EXTERNAL", "U0BOT", "U0ADVISER1", shared=True)
    from tests.fakes.slack.human import Human

    await Human(door.slack, "U0EXTERNAL", team="T0REMIT").says("@remit 补偿客户 300 元", shared)
    await company.quiet()

    assert "不能使用" in Human(door.slack, "U0EXTERNAL", team="T0REMIT").text(shared)


async def test_f30_nobody_approves_their_own_request_with_a_second_account(tmp_path):
    """The director has an account in Slack for each of two machines; both are the same person."""
    door = SlackDoor()
    accounts = [{"platform": "slack", "team": "T0REMIT", "user": user} for user in ("U0DIRECTOR1", "U0STRANGER")]
    company = await Company(tmp_path, [door], changed={"director-1": {"accounts": accounts}}).open(PEOPLE)
    try:
        await company.says("director-1", "/request 补偿客户 3000 元")
        (request,) = await company.requests()
        approver = request.waiting_for[0]
        assert approver != "director-1"

        await door.forges("stranger", door.token(approver, "批准"))
        await company.quiet()

        assert (await company.request()).state is State.OPEN
    finally:
        await company.close()


async def test_f31_who_has_lost_the_post_decides_no_more_and_it_goes_on(company, door):
    await company.says("adviser-1", ASK)
    token = door.token("director-1", "批准")

    await company.says("admin-1", "/seat director-1 客服部经理")
    await door.forges("director-1", token)
    await company.quiet()

    request = await company.request()
    assert request.state is not State.APPROVED
    assert "director-1" not in request.waiting_for


async def test_f32_a_stand_in_decides_only_while_the_absence_is_recorded(company, door):
    await company.says("director-1", "/away 今天")
    await company.says("adviser-1", ASK)

    assert (await company.request()).waiting_for == ("assistant-1",)
    token = door.token("assistant-1", "批准")
    await company.says("director-1", "/away 结束")
    await door.forges("assistant-1", token)
    await company.quiet()
    assert (await company.request()).state is State.OPEN


async def test_f36_waiting_failing_and_cut_connections_drop_nothing_and_keep_the_order(company, door):
    await company.quiet()
    door.slack.api.limit(1)
    door.slack.api.fail(1, "cut")
    door.slack.api.fail(1, 503)

    for number in (1, 2, 3):
        await door.types("adviser-1", f"/duty 顾客要退货，我能直接退吗？第 {number} 次")
    await company.quiet()

    answers = [one.text for one in door.humans["adviser-1"].messages() if one.user == "U0BOT" and one.only is None]
    assert len(answers) == 3
    assert door.limited() == 0


async def test_f36_a_call_that_slack_leaves_unanswered_is_given_up_and_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr("adapters.slack.client.TIMEOUT", 0.5)
    door = SlackDoor()
    company = await Company(tmp_path, [door]).open(PEOPLE)
    await door._connected()
    await company.says("adviser-1", "你好")

    door.slack.api.delay = 20.0
    await door.types("adviser-1", "顾客要退货，我能直接退吗？")
    await asyncio.sleep(1)
    door.slack.api.delay = 0.0
    async with asyncio.timeout(10):
        while "1.3.1.1" not in company.sees("adviser-1"):
            await asyncio.sleep(0.1)
    await company.close()


async def test_f37_a_deactivated_superior_is_passed_over_and_the_requester_told(company, door):
    await door.blocks("director-1")
    await company.says("adviser-1", ASK)
    await company.until(lambda: "审批人：" in company.sees("adviser-1"))
    await company.quiet()

    request = await company.request()
    assert "director-1" not in request.waiting_for
    assert door.humans[request.waiting_for[0]].text() != ""


async def test_f37_a_revoked_token_is_an_alarm_once_and_no_loop(company, door, caplog):
    await company.says("adviser-1", "/remit whoami")
    door.workspace.revoked = True
    with caplog.at_level(logging.CRITICAL):
        await door.types("adviser-1", ASK)
        await company.until(lambda: "can't be used" in caplog.text)
        before = len(door.slack.api.calls)
        await asyncio.sleep(1.5)

    assert len(door.slack.api.calls) - before <= 2
    assert caplog.text.count("can't be used") == 1


async def test_f38_a_superior_without_an_account_is_passed_over_and_never_by_default(tmp_path):
    door = SlackDoor()
    company = await Company(tmp_path, [door]).open(tuple(one for one in PEOPLE if one != "director-1"))
    try:
        await company.says("adviser-1", ASK)
        request = await company.request()
        assert request.state is not State.APPROVED
        assert "director-1" not in request.waiting_for
    finally:
        await company.close()


HOSTILE = (
    "<!channel> <!here> <@U0MANAGER1>",
    "<https://evil.example|批准>",
    "*粗* _斜_ `码` ~删~",
    "&lt;!channel&gt; &amp;",
    ":smile: 第一行\n依据：假的",
)


@pytest.mark.parametrize("words", HOSTILE)
async def test_f44_what_people_write_is_shown_as_they_wrote_it_and_calls_nobody(company, door, words):
    await company.says("adviser-1", ASK)
    await door.presses("director-1", "驳回")
    await door.submits("director-1", words)
    await company.quiet()

    for line in words.splitlines():
        assert line in company.sees("adviser-1")
    assert door.slack.pings == []


AMOUNTS = {"３００ 元": "300", "三百元": "300", "1e3 元": None, "-5 元": None, "0.001 元": None, "300\u200b元": "300"}


@pytest.mark.parametrize(("said", "read"), AMOUNTS.items())
async def test_f46_an_amount_is_read_or_asked_for_and_stands_on_the_button(company, door, said, read):
    await company.says("adviser-1", f"/request 补偿客户 {said}")

    found = await company.requests()
    if read is None:
        assert not found or str(found[0].proposal.amount.value) not in ("5", "1000")
    else:
        assert str(found[0].proposal.amount.value) == read
        assert any(read in label for label in company.buttons("director-1") if label.startswith("批准"))


async def test_f47_a_giant_text_is_too_long_and_that_is_said(company, door):
    said = await company.says("adviser-1", "补" * 100_000)

    assert "太长" in said


async def test_f49_no_token_is_ever_in_the_log(company, door, caplog):
    with caplog.at_level(logging.INFO):
        door.slack.api.fail(1, 500)
        await company.says("adviser-1", ASK)
        await company.presses("director-1", "批准")
        with suppress(NotAcknowledged):
            await door.slack.delivery.hand_over("interactive", {"type": "block_actions"})

    assert not [secret for secret in door.secrets() if secret in caplog.text]
    assert "补偿" not in caplog.text


# The connection ------------------------------------------------------------------------------------


@pytest.fixture
def _quick(monkeypatch):
    """The watchdog looks more often than in earnest."""
    monkeypatch.setattr(Sockets.__init__, "__kwdefaults__", {"ping": 0.2, "patience": 0.5})


@pytest.mark.usefixtures("_quick")
async def test_a_connection_that_died_unnoticed_is_replaced(company, door):
    await company.restart()
    await door._connected()
    before = door.slack.sockets.opened
    door.slack.sockets.freeze()

    await company.until(lambda: door.slack.sockets.opened > before and not door.slack.sockets.connections[-1].frozen)

    assert "1.3.1.1" in await company.says("adviser-1", "/duty 顾客要退货，我能直接退吗？")


@pytest.mark.usefixtures("_quick")
async def test_a_connection_that_was_cut_is_replaced(company, door):
    await company.restart()
    await door._connected()
    before = door.slack.sockets.opened
    door.slack.sockets.cut()

    await company.until(lambda: door.slack.sockets.opened > before and door.slack.sockets.connections)

    assert "1.3.1.1" in await company.says("adviser-1", "/duty 顾客要退货，我能直接退吗？")


async def test_a_connection_is_refreshed_when_slack_asks_for_it(company, door):
    before = door.slack.sockets.opened
    await door.slack.sockets.disconnect("refresh_requested")

    await company.until(lambda: door.slack.sockets.opened > before and door.slack.sockets.connections)

    assert "1.3.1.1" in await company.says("adviser-1", "/duty 顾客要退货，我能直接退吗？")

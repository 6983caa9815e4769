"""What every adapter promises to the people in front of it, asserted by what they see."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.approvals.moves import Move, State
from tests.contract.door import ABILITIES, Lack, Where

ASK = "/request 补偿客户 300 元"
SECOND = {"name": "客服部总监二号", "posts": ["customer-service/director"]}
HOSTILE = {
    "markup": "<b>粗</b> <a href='http://evil.example'>x</a> & &amp; </i>",
    "mentions": "<!channel> <!here> <@U123> <http://evil.example|点这里> @everyone",
    "template": "{{7*7}} {% raw %} {{ config }} ${7*7}",
    "right-to-left": "\u202e元003\u202c שלום ؀",
    "markdown": "*bold* _italic_ `code` ~strike~ [link](http://evil.example)",
    "emoji": "👩‍👩‍👧‍👦 🇨🇳 𠮷 ✌🏽",
}

# The doors themselves ---------------------------------------------------------------------------


def test_a_door_can_do_all_but_what_it_says_it_lacks(door):
    missing = {lack for lack, names in ABILITIES.items() if not all(hasattr(door, name) for name in names)}

    assert missing == door.lacks & ABILITIES.keys()


# Words in, words out --------------------------------------------------------------------------


async def test_a_command_with_chinese_arguments_is_answered_with_its_clause(company):
    said = await company.says("adviser-1", "/duty 顾客要退货,我能直接退吗?")

    assert "1.3.1.1" in said


async def test_plain_words_in_private_are_answered(company):
    assert "1.3.4.4" in await company.says("adviser-1", "谁代理客服总监?")
    assert "请示" in " ".join(await _and_buttons(company, "adviser-1", "补偿客户 300 元"))


async def _and_buttons(company, person, text):
    await company.says(person, text)
    return company.buttons(person)


@pytest.mark.needs(Lack.GROUPS)
async def test_in_a_group_it_answers_when_addressed_and_only_then(company):
    door = company.door
    await door.types("adviser-1", "谁代理客服总监?", where=Where.ASIDE)
    await company.quiet()
    before = len(door.screen("adviser-1", where=Where.GROUP))

    await door.types("adviser-1", "/duty 谁代理客服总监?", where=Where.GROUP)
    await company.quiet()

    said = [one.text for one in door.screen("adviser-1", where=Where.GROUP)]
    assert before == 1
    assert len(said) > 2 or "1.3.4.4" in company.sees("adviser-1")


@pytest.mark.needs(Lack.GROUPS)
async def test_what_is_asked_for_in_a_group_goes_to_direct_messages(company):
    """Cards are people's affairs."""
    await company.door.types("adviser-1", ASK, where=Where.GROUP)
    await company.quiet()

    group = "\n".join(one.text for one in company.door.screen("adviser-1", where=Where.GROUP)[1:])
    assert "待审批" in company.sees("adviser-1")
    assert "批准：经济补偿 300 元" in company.buttons("director-1")
    assert "300" not in group


@pytest.mark.needs(Lack.REPLIES)
async def test_a_reply_carries_the_message_that_it_answers(company):
    """Two reasons are asked for; the first question is answered by quoting it."""
    await company.says("adviser-1", "/request 补偿客户 300 元")
    await company.says("adviser-2", "/request 补偿客户 400 元")
    await company.presses("director-1", "驳回")  # the newest: 400
    await company.door.presses("director-1", "驳回")
    await company.quiet()
    first = next(one.text for one in company.door.screen("director-1") if "400 元" in one.text and "理由" in one.text)

    await company.door.replies("director-1", first.splitlines()[0], "没有凭证")
    await company.quiet()

    states = {one.requester: one.state for one in await company.requests()}
    assert states == {"adviser-1": State.OPEN, "adviser-2": State.REJECTED}


@pytest.mark.needs(Lack.LANGUAGES)
async def test_everybody_reads_their_own_language(make_company, door):
    company = await make_company(door, director_1={"name": "客服部总监一号", "posts": ["customer-service/director"], "language": "en"})

    await company.says("adviser-1", ASK)

    assert any(label.startswith("Approve: ") for label in company.buttons("director-1"))
    assert "撤回" in company.buttons("adviser-1")


# A decision ------------------------------------------------------------------------------------


async def test_the_superior_approves_with_a_press_and_both_see_who_did(company):
    await company.says("adviser-1", ASK)

    whisper = await company.presses("director-1", "批准")

    assert "已批准" in whisper
    assert (await company.request()).decided_by == "director-1"
    for person in ("adviser-1", "director-1"):
        assert "客服部总监一号批准" in company.sees(person)


async def test_an_amount_that_is_asked_for_is_given_in_answer_to_the_question(company):
    """Where the platform has its own way of answering a question (a form, a reply), the words come that way."""
    await company.says("adviser-1", "/request 给客户经济补偿")

    await company.door.submits("adviser-1", "300 元")
    await company.quiet()

    assert str((await company.request()).proposal.amount.value) == "300"


async def test_ones_own_words_for_the_superior_are_given_in_answer_to_the_question(company):
    await company.says("adviser-1", "周末我想借公司的车")

    await company.presses("adviser-1", "用自己的话")
    await company.door.submits("adviser-1", "周末能借公司的车送客户吗")
    await company.quiet()

    assert (await company.request()).requester == "adviser-1"
    assert "周末能借公司的车送客户吗" in company.sees("manager-1")


async def test_what_is_approved_stands_on_the_button(company):
    await company.says("adviser-1", ASK)

    assert "批准：经济补偿 300 元" in company.buttons("director-1")


async def test_after_the_decision_the_buttons_are_gone_from_every_copy(company):
    await company.says("adviser-1", ASK)
    await company.presses("director-1", "批准")

    assert not {"撤回", "修改"} & set(company.buttons("adviser-1"))
    assert not any(label.startswith(("批准", "驳回", "转上级", "追问")) for label in company.buttons("director-1"))


@pytest.mark.needs(Lack.STRANGERS)
async def test_a_strangers_press_is_refused_privately_and_the_card_stays(company):
    await company.says("adviser-1", ASK)
    token, before = company.door.token("director-1", "批准"), company.sees("director-1")

    await company.door.forges("stranger", token)
    await company.quiet()

    assert "不认识" in "".join(company.door.whispers("stranger"))
    assert company.sees("director-1") == before
    assert (await company.request()).state is State.OPEN


@pytest.mark.parametrize("who", ["adviser-1", "adviser-2", "admin-1"])
async def test_a_press_of_somebody_without_the_right_is_refused(company, who):
    """The requester themselves, a colleague, an administrator."""
    await company.says("adviser-1", ASK)

    await company.door.forges(who, company.door.token("director-1", "批准"))
    await company.quiet()

    assert company.door.whispers(who)[-1]
    assert (await company.request()).state is State.OPEN


async def test_of_two_superiors_at_once_one_decides_and_both_see_it(make_company, door):
    company = await make_company(door, people=("adviser-1", "director-1", "director-2"), director_2=SECOND)
    await company.says("adviser-1", ASK)

    await asyncio.gather(door.presses("director-1", "批准"), door.presses("director-2", "转上级"))
    await company.quiet()

    request = await company.request()
    (decided,) = [entry for entry in request.history if entry.move in (Move.APPROVE, Move.PASS_UP)]
    for person in ("director-1", "director-2"):
        assert ("批准" if decided.move is Move.APPROVE else "转上级") in company.sees(person)


@pytest.mark.needs(Lack.AGAIN)
async def test_what_is_delivered_twice_has_one_effect(company):
    await company.says("adviser-1", ASK)
    await company.door.again()
    await company.quiet()
    await company.presses("director-1", "批准")
    await company.door.again()
    await company.quiet()

    request = await company.request()
    assert [entry.move for entry in request.history].count(Move.APPROVE) == 1


async def test_a_stale_button_is_refused_with_what_is_the_case(company):
    await company.says("adviser-1", ASK)
    token = company.door.token("director-1", "批准")
    await company.presses("adviser-1", "撤回")

    await company.door.forges("director-1", token)
    await company.quiet()
    await company.door.forges("director-1", token)  # what is shown is what is the case already, and that is fine
    await company.quiet()

    assert "撤回" in company.door.whispers("director-1")[-1]
    assert "已撤回" in company.sees("director-1")
    assert (await company.request()).state is State.WITHDRAWN


async def test_two_pending_requests_are_never_mixed_up(company):
    await company.says("adviser-1", ASK)
    await company.says("adviser-2", "/request 补偿客户 400 元")

    await company.presses("director-1", "批准：经济补偿 300 元")

    states = {one.requester: one.state for one in await company.requests()}
    assert states["adviser-1"] is State.APPROVED
    assert states["adviser-2"] is State.OPEN


async def test_a_reason_is_asked_for_and_delivered(company):
    await company.says("adviser-1", ASK)
    await company.presses("director-1", "驳回")

    await company.door.submits("director-1", "没有凭证")
    await company.quiet()

    assert "驳回：没有凭证" in company.sees("adviser-1")
    assert (await company.request()).state is State.REJECTED


async def test_a_reason_that_is_not_given_leaves_everything_as_it_was(company):
    await company.says("adviser-1", ASK)
    await company.presses("director-1", "驳回")

    await company.door.abandons("director-1")
    await company.quiet()

    assert (await company.request()).state is State.OPEN
    await company.presses("director-1", "批准")
    assert (await company.request()).state is State.APPROVED


async def test_missing_facts_are_asked_one_at_a_time_with_buttons(company):
    await company.says("manager-1", "给顾客退货")
    asked = company.buttons("manager-1")

    assert {"是", "否"} <= set(asked)


# Whatever people write ----------------------------------------------------------------------------


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
async def test_hostile_words_are_shown_literally(company, words):
    await company.says("adviser-1", f"/request 补偿客户 300 元，{words}")
    await company.presses("director-1", "驳回")
    await company.door.submits("director-1", f"因为 {words}")
    await company.quiet()

    assert words in company.sees("director-1")
    assert f"因为 {words}" in company.sees("adviser-1")


async def test_five_thousand_characters_are_too_many_and_that_is_said(company):
    await company.door.types("adviser-1", "退" * 5000)
    await company.quiet()

    assert "太长" in company.sees("adviser-1")


async def test_a_reason_as_long_as_may_be_arrives_whole(company):
    await company.says("adviser-1", ASK)
    await company.presses("director-1", "驳回")
    words = "因为" + "很长的理由，" * 450 + "完"
    await company.door.submits("director-1", words)
    await company.quiet()

    assert (await company.request()).state is State.REJECTED
    assert "很长的理由，很长的理由" in company.sees("adviser-1")


@pytest.mark.needs(Lack.LINE)
async def test_twenty_two_chinese_characters_fit_on_a_button_and_what_it_carries_comes_back(company):
    """Their 66 bytes are more than a button of Telegram's may carry; what it carries is a token."""
    label = "按规定先由客服部总监批准再请总经理签字确认办理"
    button = {"label": label, "token": "A" * 22, "kind": "", "words": False}
    line = company.house.lines[0]

    await line.send(line.place_of(company.door.account("adviser-1")), {"do": "say", "text": "?", "buttons": [button]}, shown=None)

    assert label in company.buttons("adviser-1")
    assert company.door.token("adviser-1", label) == "A" * 22
    assert "过时" in await company.presses("adviser-1", label)


# What goes wrong ----------------------------------------------------------------------------------


@pytest.mark.needs(Lack.BLOCKING)
async def test_f37_somebody_who_shut_the_bot_out_is_passed_over_and_the_requester_told(company):
    await company.door.blocks("director-1")

    await company.says("adviser-1", ASK)
    await company.until(lambda: "联系不上" in company.sees("adviser-1"))
    await company.quiet()

    request = await company.request()
    assert request.state is State.OPEN
    assert request.waiting_for == ("general-assistant-1",)
    assert any(label.startswith("批准") for label in company.buttons("general-assistant-1"))
    assert company.sees("admin-1").count("联系不上") == 1


@pytest.mark.needs(Lack.VANISHING)
async def test_where_a_card_has_vanished_a_new_one_comes_and_the_decision_stands(company):
    await company.says("adviser-1", ASK)
    await company.door.vanishes("adviser-1", "待审批")

    await company.presses("director-1", "批准")

    assert (await company.request()).state is State.APPROVED
    assert "已批准" in company.sees("adviser-1")


@pytest.mark.needs(Lack.LIMITS)
async def test_a_word_to_wait_is_honoured_and_nothing_gets_lost(company):
    company.door.limits(1)
    await company.says("adviser-1", ASK)

    assert "待审批" in company.sees("adviser-1")
    assert any(label.startswith("批准") for label in company.buttons("director-1"))
    assert company.door.limited() <= 1  # what was on its way already


@pytest.mark.needs(Lack.LIMITS)
async def test_what_fails_is_sent_again(company):
    company.door.fails(2)
    await company.door.types("adviser-1", ASK)
    await company.until(lambda: any(label.startswith("批准") for label in company.buttons("director-1")))
    await company.until(lambda: "待审批" in company.sees("adviser-1"))


async def test_a_restart_between_card_and_click_changes_nothing(company):
    await company.says("adviser-1", ASK)

    await company.restart()
    await company.presses("director-1", "批准")

    assert (await company.request()).state is State.APPROVED
    assert "客服部总监一号批准" in company.sees("adviser-1")
    assert "撤回" not in company.buttons("adviser-1")


async def test_a_restart_between_question_and_reason_changes_nothing(company):
    await company.says("adviser-1", ASK)
    await company.presses("director-1", "驳回")

    await company.restart()
    await company.door.submits("director-1", "没有凭证")
    await company.quiet()

    assert (await company.request()).state is State.REJECTED


async def test_a_shutdown_in_mid_flight_loses_nothing(company):
    """Ten ask at once, and the program is stopped in the same moment."""
    for number in range(10):
        await company.door.types("adviser-1" if number % 2 else "adviser-2", f"/request 补偿客户 {301 + number} 元")
    await company.stop()
    await company.start()
    await company.until(lambda: len({label for label in company.buttons("director-1") if label.startswith("批准")}) == 10)
    await company.quiet()

    requests = await company.requests()
    assert sorted(str(one.proposal.amount.value) for one in requests) == [str(301 + number) for number in range(10)]


async def test_a_secret_is_never_in_a_log(company, caplog):
    caplog.set_level(logging.DEBUG)
    for logger in ("httpx", "httpcore", "telegram", "slack_sdk", "slack_bolt", "aiohttp"):
        logging.getLogger(logger).addHandler(caplog.handler)
    if Lack.LIMITS not in company.door.lacks:
        company.door.fails(1)
    await company.says("adviser-1", ASK)
    await company.until(lambda: any(label.startswith("批准") for label in company.buttons("director-1")))
    await company.restart()
    for logger in ("httpx", "httpcore", "telegram", "slack_sdk", "slack_bolt", "aiohttp"):
        logging.getLogger(logger).removeHandler(caplog.handler)

    for secret in company.door.secrets():
        assert secret not in caplog.text

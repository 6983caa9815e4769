"""Going on with a conversation at the desk: whose thread it is, how long it lasts, and what can't come of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.desk.hearing import Kind, kind_of
from bot.events import Said

GOES_ON = "接着刚才的话"


async def says_in(house, person: str, place: str, text: str) -> str:
    """Somebody speaks to the bot in a group; what is said there, and to them directly."""
    before = len(house.phones.sent)
    await house.handle(house.event(Said, person, text=text, conversation=place, private=False))
    return "\n".join(body["text"] for _, body in house.phones.sent[before:])


async def kept(house, person: str) -> dict:
    """What is stored of somebody's conversation."""
    key = f"default/conversation/{person}"
    return (await house.store.read((key,)))[key].value


async def test_two_people_in_one_group_have_each_their_own_thread(house):
    await says_in(house, "adviser-1", "group/1", "总监能给客户打几折?")

    other = await says_in(house, "adviser-2", "group/1", "那经理呢?")
    own = await says_in(house, "adviser-1", "group/1", "那经理呢?")

    assert GOES_ON not in other
    assert GOES_ON in own


async def test_one_person_in_two_groups_has_two_threads(house):
    await says_in(house, "adviser-1", "group/1", "总监能给客户打几折?")
    await says_in(house, "adviser-1", "group/2", "谁可以辞退员工?")

    first = await says_in(house, "adviser-1", "group/1", "那经理呢?")
    third = await says_in(house, "adviser-1", "group/3", "那经理呢?")

    assert "打几折" in first
    assert GOES_ON not in third


async def test_what_was_said_in_direct_messages_does_not_come_up_in_a_group(house):
    await house.says("adviser-1", "补偿客户 300 元，损害较大")

    assert GOES_ON not in await says_in(house, "adviser-1", "group/1", "那600呢")
    assert GOES_ON in await house.says("adviser-1", "那600呢")


async def test_a_check_in_a_group_is_gone_on_with_where_it_was_answered(house):
    """Its answer goes to direct messages."""
    await says_in(house, "adviser-1", "group/1", "补偿客户 300 元，损害较大")

    assert GOES_ON not in await says_in(house, "adviser-1", "group/1", "为什么?")
    assert "不在本岗位的权限内" in await house.says("adviser-1", "为什么?")


async def test_half_an_hour_later_it_is_a_sentence_by_itself(house):
    await house.says("adviser-1", "补偿客户 300 元")

    house.at += timedelta(minutes=28)
    within = await house.says("adviser-1", "那400呢")
    house.at += timedelta(minutes=31)
    beyond = await house.says("adviser-1", "那600呢")

    assert "400 元" in within
    assert GOES_ON not in beyond


async def test_the_document_stays_small_however_long_they_talk(house):
    for number in range(30):
        await house.says("adviser-1", f"补偿客户 {300 + number} 元，损害较大，客户住院了，总监出差")
        await says_in(house, "adviser-1", f"group/{number}", "总监能给客户打几折?")

    document = await kept(house, "adviser-1")

    assert len(document["thread"]["exchanges"]) == 9
    assert len(json.dumps(document, ensure_ascii=False)) < 20_000


async def test_a_request_can_be_gone_on_with(house):
    await house.says("adviser-1", "/request 补偿客户 300 元")

    assert "总经理签字" in await house.says("adviser-1", "谁签字?")


async def test_what_another_post_would_do_cannot_be_requested(house):
    await house.says("adviser-1", "补偿客户 300 元，损害较大")
    await house.says("adviser-1", "那经理呢?")

    conversation = await kept(house, "adviser-1")

    assert conversation["choices"] == {}
    assert not await house.requests()


async def test_a_fact_only_supposed_is_not_sent_up_as_stated(house):
    await house.says("adviser-1", "补偿客户 600 元")
    await house.says("adviser-1", "如果损害较大呢")

    assert (await kept(house, "adviser-1"))["choices"] == {}


async def test_facts_asked_for_another_post_are_decided_for_that_post(house):
    """The director may, once the harm is there; the adviser still may not."""
    await house.says("adviser-1", "补偿客户 300 元")
    asked = await house.says("adviser-1", "那总监呢")

    seen = await house.presses("adviser-1", "是")
    back = await house.says("adviser-1", "那我呢")

    assert "要先弄清楚" in asked
    assert "可以：经济补偿 300 元" in seen
    assert "要先请示" in back


async def test_why_leaves_what_is_being_waited_for_as_it_is(house):
    await house.says("adviser-1", "给顾客退货")
    await house.says("adviser-1", "为什么?")
    await house.says("adviser-1", "是")

    assert "可以：退货" in await house.says("adviser-1", "是的")


async def test_not_inspected_yet_is_not_known(house):
    await house.says("adviser-1", "给顾客退货")

    assert "执意" in await house.says("adviser-1", "还没检验")


async def test_an_amount_that_is_waited_for_may_be_asked_about(house):
    await house.says("director-1", "补偿客户，损害较大")

    assert "取决于" in await house.says("director-1", "为什么?")
    assert "可以：经济补偿 400 元" in await house.says("director-1", "400")


async def test_an_absence_mentioned_is_still_believed_after_a_fact_was_told(house):
    await house.says("assistant-1", "总监出差，补偿客户 300 元")

    assert "可以：经济补偿 300 元" in await house.says("assistant-1", "是")


async def test_a_command_with_a_short_sentence_goes_on_as_well(house):
    await house.says("adviser-1", "/duty 总监能给客户打几折?")

    assert "打几折" in await house.says("adviser-1", "/duty 那经理呢?")
    assert "八" not in await house.says("adviser-1", "/check 那辞退呢")


async def test_a_stranger_has_no_thread(house):
    await house.says(None, "总监能给客户打几折?")

    assert GOES_ON not in await house.says(None, "那经理呢?")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Can I give a customer 10% off?", Kind.PROPOSAL),
        ("能打九折吗?", Kind.PROPOSAL),
        ("经理能罚 150 元吗?", Kind.QUESTION),
        ("may the director pay 600 yuan in compensation?", Kind.QUESTION),
        ("能罚顾问 50 元吗?", Kind.PROPOSAL),
        ("谁能打九折?", Kind.QUESTION),
    ],
)
def test_whoever_asks_what_another_post_may_do_asks_a_question(text, kind, understanding):
    assert kind_of(understanding.reader.read(text), text) is kind

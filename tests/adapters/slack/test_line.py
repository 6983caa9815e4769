"""Slack as people use it: what they press, fill in and see."""

from __future__ import annotations

import hashlib
import itertools

from bot.approvals.moves import State
from bot.events import LARGEST
from tests.contract.door import Where

ASK = "/request 补偿客户 300 元"


async def test_a_question_in_a_channel_is_answered_to_the_asker_alone_until_shared(company, door):
    await door.types("adviser-1", "顾客要退货，我能直接退吗？", where=Where.GROUP)
    await company.quiet()

    ann, bob = door.humans["adviser-1"], door.humans["adviser-2"]
    assert "1.3.1.1" in ann.text(door.group)
    assert "1.3.1.1" not in bob.text(door.group)

    await ann.presses("分享到频道", channel=door.group)
    await company.quiet()
    assert "1.3.1.1" in bob.text(door.group)
    assert "u0adviser1 分享" in bob.text(door.group)


async def test_a_command_in_a_channel_where_the_bot_is_no_member_is_answered_all_the_same(company, door):
    other = door.slack.world.channel("别的频道", "T0REMIT", "U0ADVISER1", "U0ADVISER2")

    await door.humans["adviser-1"].commands("/duty", "顾客要退货，我能直接退吗？", other)
    await company.quiet()

    assert "1.3.1.1" in door.humans["adviser-1"].text(other)
    assert "1.3.1.1" not in door.humans["adviser-2"].text(other)


async def test_a_request_in_a_channel_goes_to_direct_messages_alone(company, door):
    await door.types("adviser-1", "/request 补偿客户 300 元", where=Where.GROUP)
    await company.quiet()

    assert "已私信回复你" in door.humans["adviser-1"].text(door.group)
    assert "300" not in door.humans["adviser-2"].text(door.group)
    assert "待审批" in company.sees("adviser-1")


async def test_an_answer_stays_in_its_thread(company, door):
    ann = door.humans["adviser-1"]
    first = await ann.says("你好")
    await company.quiet()

    await ann.says("顾客要退货，我能直接退吗？", thread=first.ts)
    await company.quiet()

    answer = next(one for one in ann.messages() if "1.3.1.1" in one.text)
    assert answer.thread == first.ts


async def test_rejecting_opens_a_form_at_once_and_an_empty_reason_is_refused_at_its_field(company, door):
    await company.says("adviser-1", ASK)
    director = door.humans["director-1"]

    await director.presses("驳回")
    assert director.modal is not None
    await director.fills("请写明", "   ")
    assert await director.submits() == {"请写明": "请写几个字。"}
    await director.fills("请写明", "先换货")
    assert await director.submits() == {}
    await company.quiet()

    assert "驳回：先换货" in company.sees("adviser-1")
    assert (await company.request()).state is State.REJECTED


async def test_a_form_that_is_closed_decides_nothing(company, door):
    await company.says("adviser-1", ASK)

    await door.presses("director-1", "驳回")
    await door.abandons("director-1")
    await company.quiet()

    assert (await company.request()).state is State.OPEN


async def test_a_request_without_words_has_a_form_whose_fields_follow_the_action(company, door):
    ann = door.humans["adviser-1"]
    await ann.commands("/request")

    assert ann.labels() == ["事项"]
    await ann.fills("事项", "经济补偿")
    assert "数额" in ann.labels() and "涉及的同事" in ann.labels()
    await ann.fills("数额", "很多")
    await ann.fills("说明", "客户很生气")
    assert await ann.submits() == {"数额": "没看懂这个数额，请写一个，例如 300 元或 9 折。"}
    await ann.fills("数额", "300")
    assert await ann.submits() == {}
    await company.quiet()

    request = await company.request()
    assert (request.proposal.action, str(request.proposal.amount.value)) == ("compensate", "300")
    assert "客户很生气" in company.sees("director-1")


async def test_half_an_emoji_holds_up_no_card(company, door):
    """Chat platforms cut words in the middle of a pair, and UTF-8 has no word for half of one."""
    ann = door.humans["adviser-1"]
    await ann.commands("/request")
    await ann.fills("事项", "经济补偿")
    await ann.fills("数额", "300")
    await ann.fills("说明", "客户很生气 \ud83d")
    assert await ann.submits() == {}
    await company.quiet()

    assert "客户很生气 \ud83d" in company.sees("director-1")


async def test_what_the_form_left_open_is_asked_for(company, door):
    ann = door.humans["manager-1"]
    await ann.commands("/request")
    await ann.fills("事项", "处罚")
    await ann.fills("数额", "80 元")
    await ann.fills("涉及的同事", "U0ADVISER1")
    await ann.fills("说明", "迟到")
    await ann.submits()
    await company.quiet()

    assert "要先弄清楚" in company.sees("manager-1")


async def test_a_request_in_own_words_by_the_form(company, door):
    ann = door.humans["adviser-1"]
    await ann.commands("/request")
    await ann.fills("事项", "用自己的话")
    await ann.fills("说明", "周末能借公司的车吗")
    await ann.submits()
    await company.quiet()

    assert "请教" in company.sees("manager-1")


async def test_dismissal_is_asked_about_before_it_is_approved(company, door):
    await company.says("manager-1", "/request 辞退 健康顾问二号，他屡次旷工")
    for _ in range(3):
        if not await company.requests():
            await company.presses("manager-1", "不知道")
    (request,) = await company.requests()
    approver = request.waiting_for[0]
    human = door.humans[approver]

    await human.presses("批准", sure=False)
    await company.quiet()
    assert "不可撤销" in human.asked[0]
    assert (await company.request()).state is State.OPEN

    await human.presses("批准")
    await company.quiet()
    assert (await company.request()).state is not State.OPEN


async def test_a_large_sum_is_asked_about_before_it_is_approved(company, door):
    await company.says("director-1", "/request 补偿客户 3000 元")
    (request,) = await company.requests()
    human = door.humans[request.waiting_for[0]]

    await human.presses("批准", sure=False)
    await human.presses("批准")
    await company.quiet()

    assert "数额较大" in human.asked[0] and "3000 元" in human.asked[0]
    assert (await company.request()).state is not State.OPEN


async def test_the_home_tab_shows_what_waits_and_follows_what_happens(company, door):
    director, ann = door.humans["director-1"], door.humans["adviser-1"]
    await director.opens_home()
    await ann.opens_home()
    await company.until(lambda: director.home.text and ann.home.text)
    assert "没有等你处理的事" in director.home.text

    await company.says("adviser-1", ASK)
    await company.until(lambda: "300 元" in director.home.text and "300 元" in ann.home.text)

    door.slack.world.messages.clear()
    await director.presses("批准")
    await company.until(lambda: "没有等你处理的事" in director.home.text)
    assert (await company.request()).state is State.APPROVED


async def test_language_and_absence_from_the_home_tab(company, door):
    director = door.humans["director-1"]
    await director.opens_home()
    await company.until(lambda: director.home.text)

    await director.presses("English")
    await company.until(lambda: "Nothing waits for you" in director.home.text)

    await director.presses("Record an absence")
    await director.fills("From", "2026-05-06")
    await director.fills("Until", "2026-05-05")
    assert await director.submits() == {"Until (included)": "The end can't come before the beginning."}
    await director.fills("Until", "2026-05-08")
    assert await director.submits() == {}
    await company.until(lambda: "2026-05-08" in director.home.text)


async def test_a_request_begins_at_home(company, door):
    ann = door.humans["adviser-1"]
    await ann.opens_home()
    await company.until(lambda: ann.home.text)

    await ann.presses("请示")

    assert ann.labels() == ["事项"]


async def test_the_shortcut_checks_a_message_against_authority(company, door):
    ann, bob = door.humans["adviser-1"], door.humans["adviser-2"]
    message = await bob.says("我想补偿客户 300 元", door.group)

    await ann.shortcut("check", message)
    await company.quiet()

    assert "要先请示" in company.sees("adviser-1")
    assert "已私信回复你" in ann.text(door.group)


async def test_a_file_is_kept_with_its_digest(company, door):
    await company.says("adviser-1", ASK)
    content = b"a photo" * 1000

    await door.humans["adviser-1"].says("", files={"照片.png": content})
    await company.quiet()

    assert hashlib.sha256(content).hexdigest()[:12] in company.sees("director-1") + company.sees("adviser-1")


async def test_a_file_that_is_not_taken_is_told_and_nothing_goes_up_without_it(company, door):
    """Thirty megabytes by mistake, then a file that Slack doesn't give to the bot."""
    ann = door.humans["adviser-1"]

    await ann.says("/request 补偿客户 300 元", files={"录像.mp4": b"x" * (LARGEST + 1)})
    await company.quiet()
    large = door.whispers("adviser-1")[-1]
    ann.workspace.scopes -= {"files:read"}
    await ann.says("", files={"照片.png": b"a photo"})
    await company.quiet()

    assert "20 MB" in large
    assert "文件读不了" in door.whispers("adviser-1")[-1]
    assert await company.requests() == []


async def test_a_guest_a_bot_and_somebody_of_another_company_are_refused(company, door):
    world = door.slack.world
    ann = door.humans["adviser-1"]
    for wrong in ("guest", "stranger"):
        setattr(world.members[ann.user], wrong, True)
        door.ours._people._known.clear()
        await ann.commands("/request", "补偿客户 300 元")
        await company.quiet()
        setattr(world.members[ann.user], wrong, False)

    assert await company.requests() == []
    assert "不能使用" in door.whispers("adviser-1")[-1]


async def test_the_language_of_a_stranger_is_that_of_their_slack(company, door):
    door.slack.world.members["U0STRANGER"].locale = "en-GB"

    said = await company.says("stranger", "/inbox")

    assert "one-time code" in said


async def test_messages_leave_a_channel_a_second_apart(company, door):
    door.ours._sender._pace._pace = 0.4
    for number in range(4):
        await door.types("adviser-1", f"/duty 顾客要退货，我能直接退吗？{'?' * number}")
    await company.quiet()

    times = door.slack.api.posted[door.humans["adviser-1"].direct.id]
    assert len(times) == 4
    assert all(later - earlier >= 0.39 for earlier, later in itertools.pairwise(times))


async def test_a_code_typed_in_a_channel_is_void_and_whoever_typed_it_is_told_alone(company, door):
    """Also where the bot was never invited, and where the account is somebody's already."""
    other = door.slack.world.channel("别的频道", "T0REMIT", "U0ADVISER1", "U0ADVISER2")

    await door.humans["adviser-1"].commands("/remit", "link abcdefghijklmnopqrstuv", other)
    await company.quiet()

    assert "已经作废" in door.humans["adviser-1"].text(other)
    assert "作废" not in door.humans["adviser-2"].text(other)

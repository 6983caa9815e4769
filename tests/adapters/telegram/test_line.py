"""Updates in and messages out, against the Bot API server of the tests."""

from __future__ import annotations

import asyncio
import hashlib
import logging

import httpx
import pytest
from starlette.applications import Starlette

from adapters.delivery import Later, LineDown, Sent, Unreachable
from adapters.telegram.limiting import BURST, Pace
from adapters.telegram.settings import Webhook
from bot.events import Clicked, Commanded, Said, Submitted, Unreached
from bot.staff import Account

SECRET = "s" * 32


def body(text: str = "hello", *labels: str, do: str = "say", **more: object) -> dict:
    return {"do": do, "text": text, "buttons": [{"label": one, "token": f"token-{one}"} for one in labels], "card": None} | more


@pytest.fixture
def ann(telegram):
    return telegram.human("Ann", "ann", "zh-hans", started=True)


# Words in ----------------------------------------------------------------------------------------


async def test_words_and_commands_in_private_are_events_of_an_account(line, telegram, desk, ann, until):
    ann.types("谁代理总监？")
    ann.types("/duty顾客要退货")
    ann.types("/Check@remit_test_bot 补偿 300 元")
    await until(lambda: len(desk.events) == 3)

    said, duty, check = desk.events
    assert isinstance(said, Said) and said.text == "谁代理总监？"
    assert said.account == Account(platform="telegram", user=str(ann.user.id))
    assert (said.conversation, said.private, said.language) == (f"telegram/{ann.user.id}", True, "zh")
    assert said.id.startswith(f"telegram:{telegram.world.bot.id}:")
    assert isinstance(duty, Commanded) and (duty.command, duty.text) == ("duty", "顾客要退货")
    assert isinstance(check, Commanded) and (check.command, check.text) == ("check", "补偿 300 元")


async def test_in_a_group_what_is_said_to_it_comes_without_its_name(line, telegram, desk, ann, until):
    telegram.privacy = False
    group = telegram.group("Team", ann)
    name = f"@{telegram.world.bot.username}"
    ann.types("nothing for it", group)
    ann.types("/duty@other_bot refunds", group)
    ann.types("/start", group)
    ann.types(f"{name} 谁代理总监？", group)
    ann.types(f"请问 {name.upper()} 谁代理总监？", group)
    ann.types(f"{name} /duty 退货", group)
    ann.types("/check 退货", group)
    await until(lambda: len(desk.events) == 4)
    await asyncio.sleep(0.1)

    assert [one.text for one in desk.events] == ["谁代理总监？", "请问  谁代理总监？", "退货", "退货"]
    assert not any(one.private for one in desk.events)
    assert {one.conversation for one in desk.events} == {f"telegram/{group.id}"}


async def test_in_a_topic_the_answer_goes_into_the_topic_and_quotes_the_question(line, telegram, desk, ann, until):
    forum = telegram.group("Team", ann, forum=True)
    topic = telegram.topic(forum, "退货")
    asked = ann.types(f"@{telegram.world.bot.username} 谁代理总监？", forum, thread=topic)
    await until(lambda: desk.events)

    place = desk.events[0].conversation.removeprefix("telegram/")
    await line.send(place, body("总监助理", origin=dict(desk.events[0].origin)), shown=None)

    (answer,) = ann.screen(forum, thread=topic)[1:]
    assert (answer.text, answer.answers) == ("总监助理", asked.text)


@pytest.mark.parametrize("how", ["anonymous", "channel"])
async def test_who_writes_in_the_name_of_a_group_or_channel_is_nobody_whom_we_know(line, telegram, desk, ann, until, how):
    group, channel = telegram.group("Team", ann), telegram.world.new_group("News")
    text = f"/request@{telegram.world.bot.username} 补偿客户 300 元"
    ann.as_anonymous(text, group) if how == "anonymous" else ann.as_channel(text, group, channel)
    await until(lambda: len(ann.screen(group)) == 2)

    assert "认不出" in ann.screen(group)[-1].text
    assert desk.events == []


async def test_what_was_forwarded_edited_or_cannot_be_read_is_said_so_and_done_nothing_with(line, telegram, desk, ann, until):
    bob = telegram.human("Bob", started=True)
    card = bob.types("/request 补偿客户 300 元")
    await until(lambda: len(desk.events) == 1)
    ann.forwards(card)
    await until(lambda: "转发" in ann.screen()[-1].text)
    bob.edits(card, "/request 补偿客户 3000 元")
    await until(lambda: "改过" in bob.screen()[-1].text)
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 9, "height": 9, "is_animated": False, "is_video": False, "type": "regular"}
    telegram.tell(telegram.world.post(ann.chat, ann.user, card.marked.__class__(""), extra={"sticker": sticker}))
    await until(lambda: "文字" in ann.screen()[-1].text)

    assert len(desk.events) == 1


async def test_files_come_with_their_digest_and_their_caption(line, telegram, desk, ann, until):
    ann.sends_file("收据.pdf", b"%PDF", "退货的收据")
    ann.sends_file("x.jpg", b"JPEG", photo=True)
    await until(lambda: len(desk.events) == 2)

    (receipt,), (photo,) = desk.events[0].attachments, desk.events[1].attachments
    assert desk.events[0].text == "退货的收据"
    assert (receipt.name, receipt.size, receipt.digest) == ("收据.pdf", 4, hashlib.sha256(b"%PDF").hexdigest())
    assert (photo.platform, photo.size) == ("telegram", 4)


async def test_a_file_that_is_too_large_is_not_fetched(line, telegram, desk, ann, until):
    ann.sends_file("film.mp4", b"x" * 20_000_001)
    await until(lambda: "20 MB" in ann.screen()[-1].text)

    assert (desk.events, telegram.called("getFile")) == ([], [])


async def test_an_answer_that_takes_long_is_announced(line, telegram, desk, ann, until):
    async def slowly(_: object) -> None:
        await until(lambda: ann.chat.actions)

    desk.before = slowly
    ann.types("谁代理总监？")
    await until(lambda: desk.events)

    assert ann.chat.actions == ["typing"]


# Buttons -------------------------------------------------------------------------------------------


async def test_a_press_is_answered_once_with_the_word_for_whoever_pressed(line, telegram, desk, ann, until):
    await line.send(str(ann.user.id), body("card", "批准"), shown=None)
    desk.whisper = "已批准"
    press = ann.presses_button("批准")

    assert await press.answer() == "已批准"
    assert isinstance(desk.events[0], Clicked) and desk.events[0].token == "token-批准"
    assert len(telegram.called("answerCallbackQuery")) == 1
    assert not press.alert


async def test_a_long_word_is_shown_until_it_was_read_and_cut_to_what_fits(line, desk, ann):
    await line.send(str(ann.user.id), body("card", "批准"), shown=None)
    desk.whisper = "不能再办了。" * 60
    press = ann.presses_button("批准")

    assert len(await press.answer()) == 200
    assert press.alert


async def test_a_press_that_takes_long_is_answered_before_and_the_word_follows(line, telegram, desk, ann, until):
    await line.send(str(ann.user.id), body("card", "批准"), shown=None)
    desk.whisper = "已批准"

    async def slowly(_: object) -> None:
        await until(lambda: press.answered)

    desk.before = slowly
    press = ann.presses_button("批准")

    assert await press.answer() == ""
    await until(lambda: ann.screen()[-1].text == "已批准")


async def test_a_press_on_a_message_too_old_to_look_at_counts(line, desk, ann, until):
    message = ann.types("old")
    ann.sends_press(message, "a-token", inaccessible=True)
    await until(lambda: len(desk.events) == 2)

    assert desk.events[1].token == "a-token"


async def test_an_answer_that_comes_too_late_hinders_nothing(line, telegram, desk, ann, until):
    telegram.press_life = 0
    await line.send(str(ann.user.id), body("card", "批准"), shown=None)
    ann.presses_button("批准")
    await until(lambda: telegram.called("answerCallbackQuery"))
    ann.types("next")
    await until(lambda: len(desk.events) == 2)


async def test_words_that_are_asked_for_open_a_reply_and_come_with_their_token(line, desk, ann, until):
    await line.send(str(ann.user.id), body("为什么？", do="ask", token="first"), shown=None)
    await line.send(str(ann.user.id), body("还有呢？", do="ask", token="second"), shown=None)
    assert ann.asked() is not None
    ann.replies("为什么", "没有凭证")
    ann.replies("还有呢", "没有了")
    await until(lambda: len(desk.events) == 2)

    assert all(isinstance(one, Submitted) for one in desk.events)
    assert [(one.token, one.text) for one in desk.events] == [("first", "没有凭证"), ("second", "没有了")]


async def test_a_command_gives_up_what_was_asked_for(line, desk, ann, until):
    await line.send(str(ann.user.id), body("为什么？", do="ask", token="first"), shown=None)
    ann.types("/cancel")
    await until(lambda: desk.events)

    assert isinstance(desk.events[0], Commanded)


async def test_who_shuts_the_bot_out_is_unreachable(line, desk, ann, until):
    ann.blocks()
    await until(lambda: desk.events)

    assert isinstance(desk.events[0], Unreached) and desk.events[0].reason == "blocked"
    assert await line.send(str(ann.user.id), body(), shown=None) == Unreachable("blocked")


# Messages out ----------------------------------------------------------------------------------------


async def test_a_long_message_has_its_buttons_on_the_last_part_and_shows_no_preview(line, telegram, ann):
    sent = await line.send(str(ann.user.id), body("段落。\n\n" * 1500, "好"), shown=None)

    first, *_, last = ann.screen()
    assert (first.labels, last.labels) == ((), ("好",))
    assert sent == Sent(",".join(str(one.message.id) for one in ann.screen()))
    assert not any(one.message.preview for one in ann.screen())


async def test_a_card_is_edited_where_it_stands(line, telegram, ann):
    there = await line.send(str(ann.user.id), body("待审批", "批准", card="c"), shown=None)

    edited = await line.send(str(ann.user.id), body("已批准", do="edit", card="c"), shown=there.message)
    again = await line.send(str(ann.user.id), body("已批准", do="edit", card="c"), shown=there.message)

    assert edited == again == there
    assert [(one.text, one.labels) for one in ann.screen()] == [("已批准", ())]


async def test_a_card_that_is_gone_or_has_grown_comes_anew_and_the_old_copy_has_no_buttons(line, ann):
    there = await line.send(str(ann.user.id), body("待审批", "批准", card="c"), shown=None)
    grown = await line.send(str(ann.user.id), body("待审批\n" + "很长。" * 2000, "批准", do="edit", card="c"), shown=there.message)
    ann.clears()
    anew = await line.send(str(ann.user.id), body("已批准", do="edit", card="c"), shown=grown.message)

    assert len({there, grown, anew}) == 3
    assert [one.text for one in ann.screen()] == ["已批准"]


async def test_a_card_shown_again_takes_the_buttons_from_its_older_copy(line, ann):
    there = await line.send(str(ann.user.id), body("待审批", "批准", card="c"), shown=None)
    await line.send(str(ann.user.id), body("待审批", "批准", card="c"), shown=there.message)

    assert [one.labels for one in ann.screen()] == [(), ("批准",)]


async def test_whoever_cannot_be_written_to_is_named_with_the_reason(line, telegram, ann):
    gone, never = telegram.human("Gone", started=True), telegram.human("Never")
    gone.user.deactivated = True
    group = telegram.group("Team", ann)
    telegram.kick(group, ann)

    assert await line.send(str(gone.user.id), body(), shown=None) == Unreachable("deactivated")
    assert await line.send(str(never.user.id), body(), shown=None) == Unreachable("no-account")
    assert await line.send(str(group.id), body(), shown=None) == Unreachable("archived")
    assert await line.send("123456", body(), shown=None) == Unreachable("unknown-chat")


@pytest.mark.parametrize(
    ("said", "why"),
    [("TOPIC_CLOSED", "archived"), ("not enough rights to send text messages to the chat", "archived"), ("something new", "refused")],
)
async def test_what_telegram_will_never_take_holds_nobody_up(line, telegram, ann, said, why):
    telegram.refuse("sendMessage", 400, f"Bad Request: {said}")

    assert await line.send(str(ann.user.id), body(), shown=None) == Unreachable(why)
    assert isinstance(await line.send(str(ann.user.id), body(), shown=None), Sent)


async def test_commands_that_telegram_does_not_like_keep_nothing_from_working(make_line, telegram, desk, ann, until, caplog):
    telegram.refuse("setMyCommands", 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    await make_line()
    ann.types("one")
    await until(lambda: desk.events)
    await until(lambda: "commands" in caplog.text)


async def test_a_group_that_has_become_another_is_followed(line, telegram, ann, until):
    group = telegram.group("Team", ann)
    new = telegram.migrate(group)

    assert isinstance(await line.send(str(group.id), body("one"), shown=None), Sent)
    assert isinstance(await line.send(str(group.id), body("two"), shown=None), Sent)
    assert [one.text for one in ann.screen(new) if one.text] == ["one", "two"]


async def test_f36_a_short_wait_is_waited_out_and_a_long_one_told(line, telegram, ann):
    telegram.ask_to_wait(1)
    assert isinstance(await line.send(str(ann.user.id), body("one"), shown=None), Sent)
    telegram.ask_to_wait(60)
    first = await line.send(str(ann.user.id), body("two"), shown=None)
    calls = len(telegram.called("sendMessage"))
    second = await line.send(str(ann.user.id), body("two"), shown=None)

    assert isinstance(first, Later) and first.after is not None and 60 <= first.after < 61
    assert isinstance(second, Later) and second.after is not None and second.after > 50
    assert len(telegram.called("sendMessage")) == calls  # not even asked
    assert telegram.too_early == 0


@pytest.mark.parametrize("trouble", ["502", "cut-before", "cut-after"])
async def test_f36_what_fails_is_for_later(line, telegram, ann, trouble):
    if trouble == "502":
        telegram.refuse("sendMessage", 502, "Bad Gateway")
    else:
        telegram.cut("sendMessage", trouble.removeprefix("cut-"))

    assert await line.send(str(ann.user.id), body(), shown=None) == Later()
    assert isinstance(await line.send(str(ann.user.id), body(), shown=None), Sent)


async def test_f37_a_token_that_was_revoked_is_told_without_it(line, telegram, ann):
    telegram.revoked = True

    with pytest.raises(LineDown) as down:
        await line.send(str(ann.user.id), body(), shown=None)

    assert "BotFather" in str(down.value) and telegram.token not in str(down.value)


async def test_f37_a_token_that_telegram_does_not_know_is_an_alarm_once_and_no_loop(make_line, telegram, caplog, until):
    telegram.revoked = True
    await make_line()
    await until(lambda: "BotFather" in caplog.text)
    await asyncio.sleep(0.3)

    assert sum(record.levelno == logging.CRITICAL for record in caplog.records) == 1
    assert telegram.token not in caplog.text


async def test_f39_one_chat_gets_a_message_a_second_with_room_for_a_burst():
    now, waits = 0.0, []
    pace = Pace(lambda: now)

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    original, asyncio.sleep = asyncio.sleep, wait  # type: ignore[assignment]
    try:
        for _ in range(3 * BURST):
            await pace.turn(1)
        await pace.turn(2)
    finally:
        asyncio.sleep = original

    assert len(waits) == 2 * BURST
    assert [round(one) for one in waits] == [5] * 5 + [10] * 5


# Coming and going ------------------------------------------------------------------------------------


async def test_telegram_is_told_our_commands_in_both_languages_for_private_and_groups(line, telegram, until):
    await until(lambda: len(telegram.commands) == 6)

    private, group = telegram.commands["all_private_chats", "en"], telegram.commands["all_group_chats", "zh"]
    described = {one["command"]: one["description"] for one in private}
    assert described["request"] == "Ask your superior for approval"
    assert {"duty", "check", "mine", "inbox", "away", "whoami", "lang", "help"} <= set(described)
    assert {"duty", "check", "request", "help"} <= {one["command"] for one in group}
    assert telegram.commands["all_private_chats", ""] == telegram.commands["all_private_chats", "zh"]


async def test_f18_the_offset_moves_only_when_an_update_was_dealt_with(make_line, telegram, desk, ann, until):
    """The process dies in the middle: what it had fetched comes again."""
    begun = asyncio.Event()

    async def never(_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    desk.before = never
    line = await make_line()
    ann.types("one")
    await begun.wait()
    line._running.cancel()
    assert telegram.updates.unconfirmed == 1

    desk.before = None
    await make_line()
    await until(lambda: desk.events)
    await until(lambda: telegram.updates.unconfirmed == 0)

    assert [one.text for one in desk.events] == ["one"]


async def test_the_messages_of_one_chat_keep_their_order_and_chats_do_not_wait_for_each_other(line, telegram, desk, ann, until):
    bob = telegram.human("Bob", started=True)
    release = asyncio.Event()

    async def hold(event: object) -> None:
        if event.account.user == str(ann.user.id):
            await release.wait()

    desk.before = hold
    for number in range(5):
        ann.types(f"ann {number}")
    bob.types("bob")
    await until(lambda: any(one.text == "bob" for one in desk.events))
    release.set()
    await until(lambda: len(desk.events) == 6)

    assert [one.text for one in desk.events if one.text != "bob"] == [f"ann {number}" for number in range(5)]


async def test_what_cannot_be_dealt_with_is_told_after_three_tries(line, telegram, desk, ann, until):
    async def fail(_: object) -> None:
        raise OSError("no space left")

    desk.before = fail
    ann.types("one")
    await until(lambda: ann.screen()[-1].by_bot)

    assert "没有办成" in ann.screen()[-1].text


async def test_listening_begins_anew_whatever_happened(make_line, telegram, desk, ann, until, caplog, monkeypatch):
    monkeypatch.setattr("adapters.telegram.line.AGAIN", 0.01)
    line = await make_line()
    await until(lambda: telegram.called("getUpdates"))
    monkeypatch.setattr(line._polling, "_take", lambda _: 1 / 0)
    ann.types("one")
    await until(lambda: "begins anew" in caplog.text)
    monkeypatch.undo()
    await until(lambda: desk.events)


async def test_two_pollers_with_one_token_are_told_so_once(make_line, telegram, caplog, until):
    await make_line()
    await until(lambda: telegram.called("getUpdates"))
    await make_line()
    await until(lambda: "another process asks" in caplog.text)

    assert telegram.token not in caplog.text


async def test_a_webhook_of_an_earlier_time_does_not_keep_us_from_asking(make_line, telegram, desk, ann, until):
    async with httpx.AsyncClient() as client:
        await client.get(f"{telegram.base_url}/bot{telegram.token}/setWebhook", params={"url": "https://example.com/old"})
    await make_line()
    ann.types("one")
    await until(lambda: desk.events)


# The webhook -------------------------------------------------------------------------------------------


@pytest.fixture
async def hooked(make_line):
    line = await make_line(webhook=Webhook(public_url="http://127.0.0.1:9", secret=SECRET))
    transport = httpx.ASGITransport(Starlette(routes=list(line.routes)))
    async with httpx.AsyncClient(transport=transport, base_url="http://remit") as client:
        yield client


def update(ann, text: str = "one", number: int = 1) -> dict:
    message = {"message_id": number, "date": 0, "chat": ann.chat.json(), "from": ann.user.json(), "text": text}
    return {"update_id": number, "message": message}


@pytest.mark.parametrize("secret", [None, "", "s" * 31, "s" * 33, "S" * 32, "ä" * 32, "s" * 100_000])
async def test_f28_without_the_secret_nothing_is_even_parsed(hooked, desk, ann, secret):
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}

    answer = await hooked.post("/telegram", json=update(ann), headers=headers)

    assert (answer.status_code, desk.events) == (403, [])


async def test_f28_with_the_secret_an_update_is_taken_before_it_is_acknowledged(hooked, telegram, desk, ann, until):
    await until(lambda: telegram.updates.webhook)
    assert telegram.updates.webhook.secret == SECRET

    answer = await hooked.post("/telegram", json=update(ann), headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})

    assert (answer.status_code, [one.text for one in desk.events]) == (200, ["one"])


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"x" * 1_000_001, 413),
        (b"{", 400),
        (b"[]", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"a":' * 100_000, 400),
        (b"\xff\xfe", 400),
    ],
)
async def test_f47_what_is_too_long_or_no_update_is_refused(hooked, desk, content, status):
    answer = await hooked.post("/telegram", content=content, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})

    assert (answer.status_code, desk.events) == (status, [])


@pytest.mark.parametrize("declared", [str(4 * 2**30), "9" * 5000])
async def test_f47_a_length_that_is_only_declared_is_refused_before_anything_is_read(hooked, desk, declared):
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Length": declared}

    answer = await hooked.post("/telegram", content=b"{}", headers=headers)

    assert (answer.status_code, desk.events) == (413, [])


async def test_an_update_that_cannot_be_read_is_not_asked_for_again(hooked, telegram, desk, until):
    await until(lambda: telegram.updates.webhook)
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    answer = await hooked.post("/telegram", json={"update_id": 1, "message": {"text": 7}}, headers=headers)

    assert (answer.status_code, desk.events) == (200, [])

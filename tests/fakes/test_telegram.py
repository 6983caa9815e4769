"""The Bot API server of the tests, pinned by two client libraries and by the published list of methods."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import httpx
import pytest
import telegram as ptb
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from tests.fakes.telegram import Telegram
from tests.fakes.telegram.forms import FIELDS, METHODS, names

#: Telegram's methods and objects as published; not part of the repository.
LIST = Path(os.environ.get("REMIT_BOT_API_LIST", Path(__file__).resolve().parents[3] / "shared" / "telegram" / "bot-api-10.1.json"))


@pytest.fixture
async def telegram():
    server = await Telegram().start()
    yield server
    await server.stop()


@pytest.fixture
async def bot(telegram):
    """An unmodified bot of python-telegram-bot."""
    request = HTTPXRequest(connection_pool_size=8, read_timeout=5)
    bot = ptb.Bot(telegram.token, f"{telegram.base_url}/bot", request=request, get_updates_request=HTTPXRequest(read_timeout=5))
    async with bot:
        yield bot


@pytest.fixture
def ann(telegram):
    return telegram.human("Ann", "ann", "en", started=True)


def keyboard(*labels: str, data: str = "x") -> ptb.InlineKeyboardMarkup:
    return ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton(label, callback_data=data)] for label in labels])


# A second client ------------------------------------------------------------------------------


@pytest.fixture
async def second_bot(telegram):
    """A bot of aiogram, which takes seconds to import: here, and not in every process that collects the tests."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async with Bot(telegram.token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.base_url))) as bot:
        yield bot


async def test_aiogram_holds_a_conversation_with_buttons_edits_and_a_reply(telegram, second_bot):
    """The second library, by long polling, with handlers of its own."""
    from aiogram import Dispatcher, F, types
    from aiogram.filters import CommandStart

    bob = telegram.human("Bob")
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: types.Message) -> None:
        button = types.InlineKeyboardButton(text="Press me", callback_data="pressed")
        buttons = types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        await message.answer("<b>Hello</b> &amp; welcome", parse_mode="HTML", reply_markup=buttons)

    @dispatcher.callback_query(F.data == "pressed")
    async def pressed(query: types.CallbackQuery) -> None:
        await query.answer("Thank you")
        await query.message.edit_text("Pressed")
        await query.message.reply("Why?", reply_markup=types.ForceReply(force_reply=True))

    @dispatcher.message(F.reply_to_message)
    async def because(message: types.Message) -> None:
        await message.answer(f"{message.reply_to_message.text} {message.text}")

    polling = asyncio.create_task(dispatcher.start_polling(second_bot, handle_signals=False, polling_timeout=1))
    try:
        bob.starts()
        await eventually(lambda: bob.screen()[-1].labels == ("Press me",))
        assert bob.screen()[-1].text == "Hello & welcome"
        assert await bob.presses_button("Press").answer() == "Thank you"
        await eventually(lambda: bob.asked() is not None)
        assert [one.text for one in bob.screen()][1:] == ["Pressed", "Why?"]
        bob.types("Because")
        await eventually(lambda: bob.screen()[-1].text == "Why? Because")
    finally:
        await dispatcher.stop_polling()
        await asyncio.gather(polling, return_exceptions=True)


async def test_aiogram_reads_our_errors_as_telegrams(telegram, second_bot):
    from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
    from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

    stranger = telegram.human("Eve")
    with pytest.raises(TelegramForbiddenError, match="initiate conversation"):
        await second_bot.send_message(stranger.user.id, "hello")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await second_bot.send_message(99, "hello")
    assert await second_bot.set_my_commands([BotCommand(command="duty", description="职责")], BotCommandScopeAllPrivateChats())
    assert (await second_bot.get_my_commands(BotCommandScopeAllPrivateChats()))[0].description == "职责"


# The published list -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published():
    if not LIST.exists():
        pytest.skip(f"NOT PINNED by Telegram's published list: {LIST.name} isn't here (REMIT_BOT_API_LIST says where)")
    return json.loads(LIST.read_text(encoding="utf-8"))


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_takes_exactly_what_is_published(published, method):
    needed, others = names(METHODS[method])
    fields = published["methods"][method].get("fields", [])

    assert needed | others == {one["name"] for one in fields}
    assert needed == {one["name"] for one in fields if one["required"]}


@pytest.mark.parametrize(
    "kind",
    [
        ("link_preview_options", "LinkPreviewOptions"),
        ("reply_parameters", "ReplyParameters"),
        ("inline_keyboard_button", "InlineKeyboardButton"),
        ("inline_keyboard_markup", "InlineKeyboardMarkup"),
        ("force_reply", "ForceReply"),
        ("bot_command", "BotCommand"),
    ],
)
def test_an_object_has_exactly_the_published_fields(published, kind):
    ours, theirs = kind
    needed, others = names(FIELDS[ours])
    fields = published["types"][theirs]["fields"]

    assert needed | others == {one["name"] for one in fields}
    assert needed == {one["name"] for one in fields if one["required"]}


async def test_whatever_the_server_tells_is_made_of_published_fields(telegram, ann, published):
    """Updates of every kind that it can send, walked through with the published types."""
    bob = telegram.human("Bob", started=True)
    group = telegram.group("Team", ann, bob)
    forum = telegram.group("Forum", ann, forum=True)
    topic = telegram.topic(forum, "Refunds")
    name = f"@{telegram.world.bot.username}"
    said = ann.types("/duty refunds")
    ann.edits(said, "/duty discounts")
    ann.types(f"{name} hello", group)
    ann.types(f"{name} hello", forum, thread=topic)
    ann.forwards(said, group)
    ann.sends_file("bill.pdf", b"%PDF", "the bill")
    ann.sends_file("bill.jpg", b"JPEG", photo=True)
    ann.as_anonymous(f"{name} hello", group)
    ann.as_channel(f"{name} hello", group, telegram.world.new_group("News"))
    ann.sends_press(said, "x")
    ann.sends_press(said, "x", inaccessible=True)
    ann.blocks()
    telegram.migrate(group)

    updates = await telegram.updates.poll(None, 100, 0)

    assert {key for update in updates for key in update} == {"update_id", "message", "edited_message", "callback_query", "my_chat_member"}
    for update in updates:
        check(published["types"], "Update", update)


def check(known: dict, kind: str, value: object) -> None:
    """A value has the fields of its type, those that are required, and no others."""
    if kind.startswith("Array of "):
        for one in value:
            check(known, kind.removeprefix("Array of "), one)
        return
    if kind not in known:
        return
    about = known[kind]
    if not about.get("fields"):  # one of several types
        choices = [one for one in about.get("subtypes", []) if fits(known, one, value)]
        assert choices, f"{value} is no {kind}"
        check(known, choices[0], value)
        return
    fields = {one["name"]: one for one in about["fields"]}
    assert set(value) <= set(fields), f"{kind} has no {set(value) - set(fields)}"
    assert {name for name, one in fields.items() if one["required"]} <= set(value), f"{kind} {value}"
    for name, one in value.items():
        types_ = fields[name]["types"]
        if len(types_) == 1:
            check(known, types_[0], one)


def fits(known: dict, kind: str, value: dict) -> bool:
    fields = {one["name"]: one for one in known[kind].get("fields", [])}
    return set(value) <= set(fields) and {name for name, one in fields.items() if one["required"]} <= set(value)


# Strictness -------------------------------------------------------------------------------------


async def call(telegram: Telegram, method: str, **given: object) -> dict:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{telegram.base_url}/bot{telegram.token}/{method}", json=given)
    return answer.json()


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("sendMessages", {}, "method not found"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "colour": "red"}, "unknown parameter colour"),
        ("sendMessage", {"chat_id": 1001}, "text is empty"),
        ("sendMessage", {"chat_id": 1001, "text": "  \n "}, "text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is required"),
        ("sendMessage", {"chat_id": "ann", "text": "x"}, "whole number"),
        ("sendMessage", {"chat_id": 1001, "text": "字" * 4097}, "too long"),
        ("sendMessage", {"chat_id": 1001, "text": "😀" * 2049}, "too long"),
        ("sendMessage", {"chat_id": 1001, "text": "<b>x", "parse_mode": "HTML"}, "Can't find end tag"),
        ("sendMessage", {"chat_id": 1001, "text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "Unexpected end tag"),
        ("sendMessage", {"chat_id": 1001, "text": "x</b>", "parse_mode": "HTML"}, "Unexpected end tag"),
        ("sendMessage", {"chat_id": 1001, "text": "<script>x</script>", "parse_mode": "HTML"}, "Unsupported start tag"),
        ("sendMessage", {"chat_id": 1001, "text": "1 < 2", "parse_mode": "HTML"}, "Unclosed start tag"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "message_thread_id": 7}, "thread not found"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_parameters": {"message_id": 99}}, "replied not found"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "link_preview_options": {"off": True}}, "unknown field off"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}, "unallowed"),
        ("editMessageText", {"chat_id": 1001, "message_id": 99, "text": "x"}, "edit not found"),
        ("answerCallbackQuery", {"callback_query_id": "99"}, "query is too old"),
        ("setMyCommands", {"commands": [{"command": "职责", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "duty", "description": ""}]}, "DESCRIPTION_INVALID"),
        ("setWebhook", {"url": "http://example.com/"}, "HTTPS"),
        ("setWebhook", {"url": "https://example.com/", "secret_token": "ä"}, "unallowed characters"),
        ("getUpdates", {"limit": 101}, "limit"),
        ("getUpdates", {"allowed_updates": ["massage"]}, "allowed_updates"),
        ("getFile", {"file_id": "none"}, "wrong file_id"),
    ],
)
async def test_what_is_wrong_is_refused(telegram, ann, method, given, said):
    answer = await call(telegram, method, **given)

    assert answer["ok"] is False
    assert said in answer["description"]


async def test_a_message_holds_4096_utf16_units_after_its_markup_is_read(telegram, ann):
    fits = await call(telegram, "sendMessage", chat_id=ann.user.id, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")

    assert fits["ok"]
    assert fits["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(("data", "fits"), [("字" * 21, True), ("字" * 22, False), ("a" * 64, True), ("a" * 65, False)])
async def test_what_a_button_carries_is_counted_in_bytes(telegram, ann, data, fits):
    """22 Chinese characters are 66 bytes."""
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}

    answer = await call(telegram, "sendMessage", chat_id=ann.user.id, text="x", reply_markup=markup)

    assert answer["ok"] is fits


# The first client -------------------------------------------------------------------------------


async def test_an_update_comes_until_a_higher_offset_confirms_it(bot, ann):
    ann.types("one")
    ann.types("two")

    first = await bot.get_updates(timeout=0)
    again = await bot.get_updates(timeout=0)
    later = await bot.get_updates(offset=first[0].update_id + 1, timeout=0)

    assert [one.message.text for one in first] == ["one", "two"]
    assert [one.update_id for one in first] == [one.update_id for one in again]
    assert [one.message.text for one in later] == ["two"]


async def test_long_polling_ends_when_something_comes(bot, ann):
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    ann.types("hello")

    assert [one.message.text for one in await waiting] == ["hello"]


async def test_of_two_pollers_the_first_is_turned_out(bot, telegram):
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.get_updates(timeout=1))

    with pytest.raises(Conflict):
        await first
    assert await second == ()
    assert telegram.updates.conflicts == 1


async def test_a_wrong_token_a_blocked_bot_and_whoever_never_wrote(bot, telegram, ann):
    ann.blocks()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(ann.user.id, "x")
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(telegram.human("Eve").user.id, "x")
    telegram.revoked = True
    with pytest.raises((InvalidToken, Forbidden)):
        await bot.send_message(ann.user.id, "x")


async def test_the_same_text_again_is_not_modified_and_a_missing_message_not_found(bot, ann):
    sent = await bot.send_message(ann.user.id, "x", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_text("x", ann.user.id, sent.message_id, reply_markup=keyboard("a"))
    ann.deletes("x")
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_text("y", ann.user.id, sent.message_id)


async def test_a_press_is_answered_once_and_in_time(bot, telegram, ann):
    await bot.send_message(ann.user.id, "x", reply_markup=keyboard("a"))
    press = ann.presses_button("a")
    await bot.answer_callback_query(press.id, "done")
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query(press.id, "done")
    telegram.press_life = 0
    late = ann.presses_button("a")
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query(late.id)
    assert press.text == "done"


async def test_only_what_can_be_seen_can_be_pressed(bot, ann):
    sent = await bot.send_message(ann.user.id, "x", reply_markup=keyboard("a"))
    await bot.edit_message_text("y", ann.user.id, sent.message_id)

    with pytest.raises(AssertionError, match="sees no button"):
        ann.presses_button("a")


async def test_with_privacy_on_a_bot_in_a_group_hears_what_is_for_it(bot, telegram, ann):
    group, name = telegram.group("Team", ann), f"@{telegram.world.bot.username}"
    other = telegram.world.post(group, ann.user, (ann.types("nothing for it", group)).marked)
    ann.types(f"/duty{name} refunds", group)
    ann.types("/duty refunds", group)
    ann.types(f"{name} refunds?", group)
    await bot.send_message(group.id, "yes")
    ann.types("/duty after it spoke", group)
    ann.replies("yes", "a reply", group)
    ann.types("a reply to somebody else", group, reply_to=other)

    heard = [one.message.text for one in await bot.get_updates(timeout=0)]

    assert heard == [f"/duty{name} refunds", f"{name} refunds?", "/duty after it spoke", "a reply"]


async def test_with_privacy_off_it_hears_everything(bot, telegram, ann):
    telegram.privacy = False
    ann.types("nothing for it", telegram.group("Team", ann))

    assert len(await bot.get_updates(timeout=0)) == 1


async def test_a_group_that_became_a_supergroup_names_the_new_one(bot, telegram, ann):
    group = telegram.group("Team", ann)
    new = telegram.migrate(group)

    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "x")
    assert migrated.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "x")).chat.id == new.id


async def test_troubles_come_as_they_were_ordered_and_go(bot, telegram, ann, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns of what will change
    telegram.ask_to_wait(1)
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.user.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.user.id, "x")
    assert telegram.too_early == 1
    await asyncio.sleep(1.05)
    telegram.refuse("sendMessage", 502, "Bad Gateway")
    with pytest.raises(NetworkError):
        await bot.send_message(ann.user.id, "x")
    telegram.cut("sendMessage", "before")
    with pytest.raises(NetworkError):
        await bot.send_message(ann.user.id, "x")
    telegram.cut("sendMessage", "after")
    with pytest.raises(NetworkError):
        await bot.send_message(ann.user.id, "it arrived all the same")
    telegram.delay("sendMessage", 1)
    with pytest.raises(TimedOut):
        await bot.send_message(ann.user.id, "x", read_timeout=0.2)
    await asyncio.sleep(1)
    await bot.send_message(ann.user.id, "at last")

    assert ann.screen()[0].text == "it arrived all the same"
    assert ann.screen()[-1].text == "at last"


async def test_a_link_carries_a_code_to_start(bot, telegram):
    eve = telegram.human("Eve")
    eve.opens(f"https://t.me/{telegram.world.bot.username}?start=abc_DEF-123")

    assert (await bot.get_updates(timeout=0))[0].message.text == "/start abc_DEF-123"
    with pytest.raises(AssertionError):
        eve.opens(f"https://t.me/{telegram.world.bot.username}?start={'a' * 65}")
    with pytest.raises(AssertionError):
        telegram.human("Dan").types("hello before Start")


async def test_a_webhook_gets_updates_with_its_secret_until_it_takes_them(telegram, ann):
    got: list[tuple[str | None, str]] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(next(line for line in head.split("\r\n") if line.lower().startswith("content-length:")).split(":")[1])
        update = json.loads(await reader.readexactly(length))
        secret = next((line.split(": ")[1] for line in head.split("\r\n") if line.lower().startswith("x-telegram")), None)
        got.append((secret, update["message"]["text"]))
        status = b"500 Oops" if len(got) == 1 else b"200 OK"
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert (await call(telegram, "setWebhook", url=f"http://127.0.0.1:{port}/hook", secret_token="s" * 32))["ok"]
    ann.types("one")
    ann.types("two")
    await eventually(lambda: telegram.updates.unconfirmed == 0)
    refused = await call(telegram, "getUpdates")
    server.close()

    assert got == [("s" * 32, "one"), ("s" * 32, "one"), ("s" * 32, "two")]
    assert refused["error_code"] == 409


async def eventually(holds, within: float = 20) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(within):
        while True:
            try:
                if holds():
                    return
            except (IndexError, AssertionError):
                pass
            await asyncio.sleep(0.01)

"""Messages out: sent, edited where they stand, and what Telegram's refusals mean."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from logging import getLogger
from typing import Any

from telegram import ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from adapters.delivery import Later, LineDown, Sent, Unreachable
from adapters.telegram.limiting import Pace, seconds_of
from adapters.telegram.places import PLATFORM, Place
from adapters.telegram.polling import NO_BOT
from adapters.telegram.showing import keyboard, shown_parts
from bot.ports import Json

log = getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
#: So many questions are known by the message that asked them; what is older is answered like any other words.
REMEMBERED = 10_000

#: What Telegram says of somebody who can't be written to -> why.
GONE = {"blocked": "blocked", "deactivated": "deactivated", "initiate": "no-account", "kicked": "archived", "not a member": "archived"}

#: What it says of a place where nobody may write any more, or we may not.
CLOSED = ("thread not found", "topic_closed", "not enough rights", "have no rights", "chat_write_forbidden")


class Sender:
    """Shows messages with one bot."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot
        self._pace = Pace()
        #: Groups that have become others.
        self._moved: dict[int, int] = {}
        self._asked: OrderedDict[tuple[int, int], str] = OrderedDict()

    def asked(self, place: Place, message: int) -> str | None:
        """The token of the question that this message asked."""
        return self._asked.get((place.chat, message))

    def moved(self, group: int, to: int) -> None:
        """A group has become a supergroup, with a number of its own."""
        self._moved[group] = to

    async def show(self, place: Place, body: Json, shown: str | None) -> Sent | Later | Unreachable:
        """Show a message, and say what became of it. Raises LineDown."""
        try:
            return await self._shown(self._now(place), body, shown)
        except ChatMigrated as moved:
            self.moved(place.chat, moved.new_chat_id)
            return await self.show(Place(moved.new_chat_id, place.topic), body, None)
        except RetryAfter as asked:
            return Later(seconds_of(asked))
        except Forbidden as refused:
            return Unreachable(_why(refused))
        except InvalidToken:
            raise LineDown(PLATFORM, NO_BOT) from None
        except BadRequest as refused:
            return Unreachable(_why_not(refused))
        except NetworkError as error:
            log.warning("a message can't be sent now: %s", type(error).__name__)
            return Later()

    def _now(self, place: Place) -> Place:
        return Place(self._moved.get(place.chat, place.chat), place.topic)

    async def _shown(self, place: Place, body: Json, shown: str | None) -> Sent:
        parts = shown_parts(body["text"], card=bool(body.get("card")))
        buttons = keyboard(body["buttons"])
        if body["do"] == "edit" and shown:
            there = await self._edit(place, parts, buttons, shown)
            if there:
                return Sent(shown)
        sent = await self._send(place, parts, _markup(body, buttons), _answering(place, body))
        if shown:
            await self._strip(place, shown)
        if body["do"] == "ask":
            self._remember(place, sent[-1], body["token"])
        return Sent(",".join(map(str, sent)))

    async def _send(self, place: Place, parts: list[str], markup: Any, answering: ReplyParameters | None) -> list[int]:
        sent = []
        for number, part in enumerate(parts):
            await self._pace.turn(place.chat)
            message: Message = await self._bot.send_message(
                place.chat,
                part,
                message_thread_id=place.topic,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_parameters=answering if number == 0 else None,
                reply_markup=markup if number == len(parts) - 1 else None,
            )
            sent.append(message.message_id)
        return sent

    async def _edit(self, place: Place, parts: list[str], buttons: InlineKeyboardMarkup | None, shown: str) -> bool:
        """Change a card where it stands; False where it isn't there any more, or has become longer than it was."""
        messages = [int(one) for one in shown.split(",")]
        if len(parts) > len(messages):
            return False
        for number, part in enumerate(parts):
            markup = buttons if number == len(parts) - 1 else None
            if not await self._edit_one(place, messages[number], part, markup):
                return False
        for left in messages[len(parts) :]:
            await self._quietly(self._bot.delete_message(place.chat, left))
        return True

    async def _edit_one(self, place: Place, message: int, part: str, markup: InlineKeyboardMarkup | None) -> bool:
        try:
            await self._bot.edit_message_text(
                part, place.chat, message, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW, reply_markup=markup
            )
        except BadRequest as refused:
            said = refused.message.lower()
            if "not modified" in said:
                return True
            if "not found" in said or "can't be edited" in said:
                return False
            raise
        return True

    async def _strip(self, place: Place, shown: str) -> None:
        """Take the buttons from a copy that another has replaced."""
        last = int(shown.split(",")[-1])
        await self._quietly(self._bot.edit_message_reply_markup(place.chat, last, reply_markup=None))

    async def _quietly(self, work: Any) -> None:
        """Do what it is no harm to leave undone."""
        try:
            await work
        except TelegramError as error:
            log.debug("left undone: %s", type(error).__name__)

    def _remember(self, place: Place, message: int, token: str) -> None:
        self._asked[place.chat, message] = token
        if len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)

    # What is said without the outbox ---------------------------------------------------------------

    async def say(self, place: Place, text: str, *, answering: int | None = None) -> None:
        """A word that may get lost."""
        body = {"do": "say", "text": text, "buttons": [], "origin": {"message": str(answering)} if answering else {}}
        try:
            await self.show(place, body, None)
        except LineDown:
            log.warning("a word to somebody got lost")

    async def typing(self, place: Place) -> None:
        """Show that an answer is being written."""
        await self._quietly(self._bot.send_chat_action(place.chat, "typing", message_thread_id=place.topic))

    async def answer(self, press: str, text: str) -> None:
        """Take the clock off a button, with a word to whoever pressed it. That it is too late hinders nothing."""
        alert = len(text) > GLANCE
        answering = self._bot.answer_callback_query(press, text=text[:LONGEST_ANSWER] or None, show_alert=alert)
        with suppress(TimeoutError):
            async with asyncio.timeout(10):
                await self._quietly(answering)


#: Characters that the answer to a press holds, and those that can be read in passing.
LONGEST_ANSWER, GLANCE = 200, 60


def _markup(body: Json, buttons: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | ForceReply | None:
    """Buttons, or where words are asked for, the reply opened at once."""
    return ForceReply() if body["do"] == "ask" and buttons is None else buttons


def _answering(place: Place, body: Json) -> ReplyParameters | None:
    """In a group an answer quotes what it answers."""
    message = body.get("origin", {}).get("message")
    return ReplyParameters(int(message), allow_sending_without_reply=True) if message and not place.private else None


def _why_not(refused: BadRequest) -> str:
    """Why a message will never be taken as it is; trying it again would hold up its chat for good."""
    said = refused.message.lower()
    if "chat not found" in said:
        return "unknown-chat"
    if any(words in said for words in CLOSED):
        return "archived"
    log.error("Telegram doesn't take a message: %s", refused.message)
    return "refused"


def _why(refused: Forbidden) -> str:
    said = refused.message.lower()
    return next((why for words, why in GONE.items() if words in said), "blocked")

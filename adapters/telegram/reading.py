"""An update of Telegram's -> an event for the desk, a remark that needs no desk, or nothing.

Only the account counts, never a name: who writes in the name of a group or a channel is nobody whom we could know.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, MessageEntity, Update

from adapters.switchboard import seed
from adapters.telegram.places import PLATFORM, Place
from bot.events import Clicked, Commanded, Event, Said, Submitted, Unreached
from bot.model import Language
from bot.staff import Account

#: What Telegram is asked for.
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
#: Commands that mean us in a group even where they don't name us.
IN_GROUPS = ("duty", "check", "request", "mine", "inbox", "help")

#: A command of Telegram's; Chinese may follow it without a space.
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?P<whom>@[A-Za-z0-9_]{3,32})?")


@dataclass(frozen=True, slots=True)
class File:
    """A photo or a document, still with Telegram."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """What an update is to us."""

    place: Place
    language: Language | None = None
    event: Event | None = None
    #: A sentence to answer with instead (bot/templates, telegram.j2).
    remark: str = ""
    #: The message that this comes from, to be answered by quoting it in a group.
    message: int | None = None
    #: The press of a button, to be answered.
    press: str | None = None
    files: tuple[File, ...] = ()


class Reader:
    """Reads the updates of one bot."""

    def __init__(self, bot: int, name: str, now: Callable[[], datetime], asked: Callable[[Place, int], str | None]) -> None:
        self._bot = bot
        self._name = f"@{name}".lower()
        self._now = now
        #: The token of the question that a message of ours asked.
        self._asked = asked

    def read(self, update: Update) -> Incoming | None:
        """What an update is to us; None where it is nothing."""
        if update.callback_query:
            return self._pressed(update.update_id, update.callback_query)
        if update.my_chat_member:
            return self._membership(update.update_id, update.my_chat_member)
        if update.edited_message:
            return self._edited(update.edited_message)
        return self._message(update.update_id, update.message) if update.message else None

    # Messages --------------------------------------------------------------------------------

    def _message(self, number: int, message: Message) -> Incoming | None:
        private = message.chat.type == "private"
        words = self._words(message)
        if message.is_automatic_forward or not (private or self._addressed(message, words)):
            return None
        sender = message.from_user
        if message.sender_chat is not None:
            return self._remark(message, "anonymous")
        if sender is None or sender.is_bot:
            return None
        files = _files(message)
        if message.forward_origin is not None:
            return self._remark(message, "forwarded")
        if not words and not files:
            return self._remark(message, "unreadable") if _said_something(message) else None
        return Incoming(
            place=_place(message),
            language=_language(sender.language_code),
            event=self._event(number, message, words, private=private),
            message=message.message_id,
            files=files,
        )

    def _event(self, number: int, message: Message, words: str, *, private: bool) -> Event:
        sender = message.from_user
        assert sender is not None
        common = self._common(number, _place(message), sender.id, sender.language_code, private=private, message=message.message_id)
        command = self._command(words)
        if command is not None:
            name, text = command
            return Commanded(command=name, text=text if private or name != "start" else "", **common)
        token = self._answered(message)
        return Submitted(token=token, text=words, **common) if token and words else Said(text=words, **common)

    def _words(self, message: Message) -> str:
        """What was written, without our name."""
        text = message.text or message.caption or ""
        for entity, said in sorted(self._parts(message, MessageEntity.MENTION), key=lambda one: -one[0].offset):
            if said.lower() == self._name:
                raw = text.encode("utf-16-le")
                text = (raw[: 2 * entity.offset] + raw[2 * (entity.offset + entity.length) :]).decode("utf-16-le")
        return text.strip()

    def _parts(self, message: Message, kind: str) -> list[tuple[MessageEntity, str]]:
        found = message.parse_entities([kind]) if message.text else message.parse_caption_entities([kind])
        return list(found.items())

    def _command(self, words: str) -> tuple[str, str] | None:
        """The command that words begin with and what follows it, where it is not for another bot."""
        found = _COMMAND.match(words)
        if found is None or (found["whom"] and found["whom"].lower() != self._name):
            return None
        return found["name"].lower(), words[found.end() :].strip()

    def _addressed(self, message: Message, words: str) -> bool:
        """Whether something in a group is said to us: by a command, by our name, or as an answer to us."""
        if words != (message.text or message.caption or "").strip():
            return True
        found = _COMMAND.match(words)
        if found:
            return found["whom"].lower() == self._name if found["whom"] else found["name"].lower() in IN_GROUPS
        answered = message.reply_to_message
        return bool(answered and answered.from_user and answered.from_user.id == self._bot)

    def _answered(self, message: Message) -> str | None:
        """The token of the question that this answers by quoting it."""
        answered = message.reply_to_message
        return self._asked(_place(message), answered.message_id) if answered else None

    def _edited(self, message: Message) -> Incoming | None:
        """What was changed afterwards counts as it was; in private that is said."""
        plain = message.chat.type == "private" and message.from_user is not None and not message.from_user.is_bot
        return self._remark(message, "edited") if plain else None

    def _remark(self, message: Message, kind: str) -> Incoming:
        code = message.from_user.language_code if message.from_user else None
        return Incoming(place=_place(message), language=_language(code), remark=kind, message=message.message_id)

    # Buttons, and who lets us in ----------------------------------------------------------------

    def _pressed(self, number: int, query: CallbackQuery) -> Incoming:
        """A press; its message may be too old to be looked at, its token is all that counts."""
        place = _place(query.message) if query.message else Place(query.from_user.id)
        common = self._common(number, place, query.from_user.id, query.from_user.language_code, private=place.private)
        event = Clicked(token=query.data or "", **common)
        return Incoming(place=place, language=_language(query.from_user.language_code), event=event, press=query.id)

    def _membership(self, number: int, changed: ChatMemberUpdated) -> Incoming | None:
        """Somebody shut us out; whoever lets us in again writes, too."""
        if changed.chat.type != "private" or changed.new_chat_member.status != ChatMember.BANNED:
            return None
        user, place = changed.from_user, Place(changed.chat.id)
        common = self._common(number, place, user.id, user.language_code, private=False)
        return Incoming(place=place, event=Unreached(who="", reason="blocked", **common))

    def _common(
        self, number: int, place: Place, user: int, code: str | None, *, private: bool, message: int | None = None
    ) -> dict[str, Any]:
        return {
            "id": f"{PLATFORM}:{self._bot}:{number}",
            "at": self._now(),
            "conversation": f"{PLATFORM}/{place}",
            "seed": seed(),
            "account": Account(platform=PLATFORM, user=str(user)),
            "private": private,
            "origin": {"message": str(message)} if message else None,
            "language": _language(code),
        }


def _place(message: Any) -> Place:
    topic = message.message_thread_id if getattr(message, "is_topic_message", None) else None
    return Place(message.chat.id, topic)


def _language(code: str | None) -> Language | None:
    """The language of an app; whoever reads neither of ours is more likely to know English."""
    return None if not code else "zh" if code.lower().startswith("zh") else "en"


def _files(message: Message) -> tuple[File, ...]:
    if message.document:
        file = message.document
        return (File(file.file_id, file.file_name or "", file.file_size or 0),)
    if message.photo:
        largest = max(message.photo, key=lambda one: one.width * one.height)
        return (File(largest.file_id, f"{largest.file_unique_id}.jpg", largest.file_size or 0),)
    return ()


def _said_something(message: Message) -> bool:
    """Whether somebody sent something that we can't read, and not just came, went or pinned."""
    return bool(message.effective_attachment)

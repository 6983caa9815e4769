"""What there is: users, chats with their members and topics, messages, files, and the one bot of this server."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.marking import Marked, units

#: The user in whose name anonymous administrators of a group write, and the one for channels.
ANONYMOUS, CHANNEL_BOT = 1087968824, 136817688


@dataclass(eq=False)
class User:
    """An account."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def json(self) -> dict[str, Any]:
        """As it stands in updates."""
        shown = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return shown | {key: value for key in ("username", "language_code") if (value := getattr(self, key))}


@dataclass(eq=False)
class Message:
    """A message, where it stands, as it is now."""

    id: int
    chat: Chat
    sender: User
    marked: Marked
    date: int
    sender_chat: Chat | None = None
    thread: int | None = None
    reply_to: Message | None = None
    markup: dict[str, Any] | None = None
    forward: dict[str, Any] | None = None
    edited: int | None = None
    gone: bool = False
    #: Whatever else it has: documents, service messages.
    extra: dict[str, Any] = field(default_factory=dict)
    preview: bool = True
    #: Every way it has read, newest last.
    versions: list[Marked] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As people read it."""
        return self.marked.text

    @property
    def keyboard(self) -> list[list[dict[str, Any]]]:
        """The buttons under it."""
        rows: list[list[dict[str, Any]]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    def json(self, *, with_reply: bool = True) -> dict[str, Any]:
        """As it stands in updates and answers."""
        shown: dict[str, Any] = {"message_id": self.id, "date": self.date, "chat": self.chat.json(), "from": self.sender.json()}
        if self.sender_chat:
            shown["sender_chat"] = self.sender_chat.json()
        if self.thread is not None:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.text:
            shown |= {"text": self.text} | ({"entities": list(self.marked.entities)} if self.marked.entities else {})
        if self.reply_to and with_reply:
            shown["reply_to_message"] = self.reply_to.json(with_reply=False)
        if self.keyboard:
            shown["reply_markup"] = {"inline_keyboard": self.keyboard}
        if self.forward:
            shown["forward_origin"] = self.forward
        if self.edited:
            shown["edit_date"] = self.edited
        return shown | self.extra


@dataclass(eq=False)
class Chat:
    """A private chat, a group or a supergroup."""

    id: int
    type: str
    title: str | None = None
    person: User | None = None
    members: dict[int, User] = field(default_factory=dict)
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    #: Whether the bot may write: in a private chat once the person has written to it and while they don't block it.
    started: bool = False
    blocked: bool = False
    kicked: bool = False
    #: The supergroup that this group has become.
    migrated_to: int | None = None
    #: Whether the bot was the last bot to speak here: then commands without its name are for it.
    bot_spoke_last: bool = False
    #: When the bot showed that it is writing.
    actions: list[str] = field(default_factory=list)

    @property
    def private(self) -> bool:
        """Whether it is a chat with one person."""
        return self.type == "private"

    def json(self) -> dict[str, Any]:
        """As it stands in updates."""
        shown: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.person:
            shown |= {key: value for key, value in self.person.json().items() if key in ("first_name", "username")}
        if self.title:
            shown["title"] = self.title
        return shown | ({"is_forum": True} if self.is_forum else {})


class World:
    """Everything, with fresh numbers for new things. Private chats have their person's id, groups negative ones."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, bytes] = {}
        self._numbers = itertools.count(1)
        self._user_ids = itertools.count(1001)
        self._group_ids = itertools.count(5001)
        self._message_ids: dict[int, itertools.count[int]] = {}

    def number(self) -> int:
        """A fresh number."""
        return next(self._numbers)

    def new_user(self, first_name: str, username: str | None = None, language_code: str | None = None) -> User:
        """Somebody signs up."""
        user = User(next(self._user_ids), first_name, username, language_code)
        self.users[user.id] = user
        return user

    def private_chat(self, user: User) -> Chat:
        """Somebody's chat with the bot."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", person=user)
        return self.chats[user.id]

    def new_group(self, title: str, *, supergroup: bool = False, forum: bool = False) -> Chat:
        """A group without members yet."""
        number = next(self._group_ids)
        ident = -(1_000_000_000_000 + number) if supergroup or forum else -number
        chat = Chat(ident, "supergroup" if supergroup or forum else "group", title=title, is_forum=forum)
        self.chats[ident] = chat
        return chat

    def post(self, chat: Chat, sender: User, marked: Marked, **more: Any) -> Message:
        """A new message stands in a chat."""
        ids = self._message_ids.setdefault(chat.id, itertools.count(1))
        message = Message(next(ids), chat, sender, marked, int(time.time()), **more)
        message.versions.append(marked)
        chat.messages[message.id] = message
        if sender.is_bot:
            chat.bot_spoke_last = True
        return message


def marked_part(message: Message, kind: str) -> list[str]:
    """The parts of a message that are marked so."""
    raw = message.text.encode("utf-16-le")
    parts = [one for one in message.marked.entities if one["type"] == kind]
    return [raw[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le") for one in parts]


__all__ = ["ANONYMOUS", "CHANNEL_BOT", "Chat", "Message", "User", "World", "marked_part", "units"]

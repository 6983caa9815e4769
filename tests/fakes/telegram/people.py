"""The human's side: type, press what can be seen, reply, forward, edit, block; and the screen.

What a person does is there at once; what the bot makes of it comes when it comes.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes.telegram.marking import Marked, found
from tests.fakes.telegram.world import ANONYMOUS, CHANNEL_BOT, Chat, Message, User, marked_part

if TYPE_CHECKING:
    from tests.fakes.telegram.server import Telegram

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Seen:
    """A message as it looks now."""

    text: str
    buttons: tuple[tuple[str, ...], ...]
    #: The text of the message that it answers.
    answers: str | None
    by_bot: bool
    message: Message

    @property
    def labels(self) -> tuple[str, ...]:
        """All buttons, row after row."""
        return tuple(label for row in self.buttons for label in row)


@dataclass(eq=False)
class Press:
    """A button was pressed: the client shows a clock on it until the bot answers."""

    id: str
    user: User
    message: Message
    data: str
    life: float
    at: float = field(default_factory=time.monotonic)
    text: str = ""
    alert: bool = False
    _answer: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def answered(self) -> bool:
        """Whether the clock is gone."""
        return self._answer.is_set()

    @property
    def expired(self) -> bool:
        """Whether it is too late for an answer."""
        return time.monotonic() - self.at > self.life

    def take_answer(self, text: str, *, alert: bool) -> None:
        """The bot has answered."""
        self.text, self.alert = text, alert
        self._answer.set()

    async def answer(self, within: float = 20) -> str:
        """What was shown to the one who pressed."""
        async with asyncio.timeout(within):
            await self._answer.wait()
        return self.text


class Human:
    """Somebody with a telephone."""

    def __init__(self, telegram: Telegram, user: User) -> None:
        self.telegram = telegram
        self.user = user
        self.presses: list[Press] = []
        #: The question that the client has opened a reply to.
        self._dismissed: set[Message] = set()

    @property
    def chat(self) -> Chat:
        """The chat with the bot."""
        return self.telegram.world.private_chat(self.user)

    # What they see ---------------------------------------------------------------------------

    def screen(self, chat: Chat | None = None, *, thread: int | None = None) -> list[Seen]:
        """All messages of a chat (or one topic of it) that are there, oldest first."""
        place = self._at(chat)
        return [_seen(one) for one in place.messages.values() if not one.gone and thread in (None, one.thread)]

    def asked(self, chat: Chat | None = None) -> Message | None:
        """The question that a reply is opened to, because the bot's last message wants one."""
        place = self._at(chat)
        last = next((one for one in reversed(place.messages.values()) if not one.gone), None)
        wanted = last and last.sender.is_bot and (last.markup or {}).get("force_reply") and last not in self._dismissed
        return last if wanted else None

    def button(self, label: str, chat: Chat | None = None) -> tuple[Message, str]:
        """The newest visible button whose label begins like this: its message and what it carries."""
        seen = [(one, button) for one in self._at(chat).messages.values() if not one.gone for row in one.keyboard for button in row]
        for message, button in reversed(seen):
            if button["text"].startswith(label):
                return message, button.get("callback_data", "")
        raise AssertionError(f"{self.user.first_name} sees no button {label!r}, only {[button['text'] for _, button in seen]}")

    # What they do ----------------------------------------------------------------------------

    def starts(self, payload: str = "") -> Message:
        """Press Start; with a payload, behind a link that somebody gave them."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise AssertionError(f"a link carries up to 64 of A-Z a-z 0-9 _ -, not {payload!r}")
        self.chat.started = True
        return self.types(f"/start {payload}".strip())

    def opens(self, link: str) -> Message:
        """Follow a link to the bot and press Start."""
        parts = urlsplit(link)
        if (parts.hostname, parts.path) != ("t.me", f"/{self.telegram.world.bot.username}"):
            raise AssertionError(f"{link} leads to no bot of this server")
        return self.starts(*parse_qs(parts.query).get("start", []))

    def types(self, text: str, chat: Chat | None = None, *, thread: int | None = None, reply_to: Message | None = None) -> Message:
        """Send words. Where the bot has asked, they are a reply to that, as clients do."""
        place = self._at(chat)
        if place.private and not place.started:
            raise AssertionError(f"{self.user.first_name} hasn't pressed Start")
        if place.blocked:
            self.unblocks()
        answers = reply_to or (self.asked(chat) if place.private else None)
        return self._says(place, text, thread=thread, reply_to=answers)

    def replies(self, to: str, text: str, chat: Chat | None = None) -> Message:
        """Answer the newest message that has these words in it."""
        place = self._at(chat)
        message = next((one for one in reversed(place.messages.values()) if to in one.text and not one.gone), None)
        if message is None:
            raise AssertionError(f"{self.user.first_name} sees nothing with {to!r}")
        return self._says(place, text, reply_to=message, thread=message.thread)

    def presses_button(self, label: str, chat: Chat | None = None) -> Press:
        """Press a button that is there."""
        message, data = self.button(label, chat)
        return self.sends_press(message, data)

    def sends_press(self, message: Message, data: str, *, inaccessible: bool = False) -> Press:
        """Let the client send a press; a tampered one may send any data. What is too old comes as inaccessible."""
        press = Press(str(self.telegram.world.number()), self.user, message, data, self.telegram.press_life)
        self.presses.append(press)
        self.telegram.presses[press.id] = press
        stub = {"chat": message.chat.json(), "message_id": message.id, "date": 0}
        self.telegram.updates.add(
            "callback_query",
            message.chat.id,
            {
                "id": press.id,
                "from": self.user.json(),
                "message": stub if inaccessible else message.json(),
                "chat_instance": str(message.chat.id),
                "data": data,
            },
        )
        return press

    def dismisses(self) -> None:
        """Close the reply that the client has opened."""
        asked = self.asked()
        if asked:
            self._dismissed.add(asked)

    def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        message.marked, message.edited = Marked(text, found(text)), int(time.time())
        message.versions.append(message.marked)
        self.telegram.tell(message, "edited_message")

    def forwards(self, message: Message, to: Chat | None = None) -> Message:
        """Pass a message on; its buttons stay behind."""
        origin = {"type": "user", "date": message.date, "sender_user": message.sender.json()}
        place = self._at(to)
        sent = self.telegram.world.post(place, self.user, message.marked, forward=origin)
        self.telegram.tell(sent)
        return sent

    def sends_file(self, name: str, content: bytes, caption: str = "", *, photo: bool = False) -> Message:
        """Send a document or a photo, with words under it."""
        ident = f"file{self.telegram.world.number()}"
        self.telegram.world.files[ident] = content
        about: dict[str, Any] = {"file_id": ident, "file_unique_id": f"u{ident}", "file_size": len(content)}
        extra: dict[str, Any] = {"photo": [about | {"width": 90, "height": 90}]} if photo else {"document": about | {"file_name": name}}
        sent = self.telegram.world.post(
            self.chat, self.user, Marked(""), extra=extra | ({"caption": caption} if caption else {}), reply_to=self.asked()
        )
        self.telegram.tell(sent)
        return sent

    def as_anonymous(self, text: str, chat: Chat) -> Message:
        """Write in a group as an anonymous administrator of it."""
        user = User(ANONYMOUS, "Group", "GroupAnonymousBot", is_bot=True)
        return self._says(chat, text, sender=user, sender_chat=chat)

    def as_channel(self, text: str, chat: Chat, channel: Chat) -> Message:
        """Write in a group in the name of a channel."""
        user = User(CHANNEL_BOT, "Channel", "Channel_Bot", is_bot=True)
        return self._says(chat, text, sender=user, sender_chat=channel)

    def blocks(self) -> None:
        """Shut the bot out; it is told."""
        self.chat.blocked = True
        self.telegram.tell_membership(self.chat, self.user, "member", "kicked")

    def unblocks(self) -> None:
        """Let it in again."""
        self.chat.blocked = False
        self.telegram.tell_membership(self.chat, self.user, "kicked", "member")

    def deletes(self, text: str, chat: Chat | None = None) -> None:
        """Remove the newest message that has these words in it; the bot isn't told."""
        message = next(one for one in reversed(self._at(chat).messages.values()) if text in one.text and not one.gone)
        message.gone = True

    def clears(self) -> None:
        """Empty the chat."""
        for message in self.chat.messages.values():
            message.gone = True

    # ------------------------------------------------------------------------------------------

    def _at(self, chat: Chat | None) -> Chat:
        place = chat or self.chat
        if not place.private and self.user.id not in place.members:
            raise AssertionError(f"{self.user.first_name} isn't in {place.title}")
        return place

    def _says(self, place: Chat, text: str, *, sender: User | None = None, **more: Any) -> Message:
        text = text.strip()
        pieces = [text[start : start + 4096] for start in range(0, len(text), 4096)]  # clients cut what is longer
        for piece in pieces:
            message = self.telegram.world.post(place, sender or self.user, Marked(piece, found(piece)), **more)
            self.telegram.tell(message)
        return message


def _seen(message: Message) -> Seen:
    rows = tuple(tuple(button["text"] for button in row) for row in message.keyboard)
    return Seen(message.text, rows, message.reply_to.text if message.reply_to else None, message.sender.is_bot, message)


__all__ = ["Human", "Press", "Seen", "marked_part"]

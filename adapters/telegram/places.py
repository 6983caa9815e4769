"""Where messages stand: a chat, and in a forum one of its topics. A place's name is what conversations are called by."""

from __future__ import annotations

from dataclasses import dataclass

PLATFORM = "telegram"


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a topic in it. A private chat has the number of its person, groups have negative ones."""

    chat: int
    topic: int | None = None

    def __str__(self) -> str:
        return f"{self.chat}" if self.topic is None else f"{self.chat}:{self.topic}"

    @property
    def private(self) -> bool:
        """Whether it is somebody's chat with the bot."""
        return self.chat > 0


def place_in(name: str) -> Place:
    """The place of this name."""
    chat, _, topic = name.partition(":")
    return Place(int(chat), int(topic) if topic else None)

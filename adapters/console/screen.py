"""What the person at the terminal sees: messages as they come, buttons with numbers.

Only the messages to whoever sits there are shown; those for others wait in the outbox until somebody becomes them.
"""

from __future__ import annotations

from typing import TextIO

from adapters.delivery import Delivered, Later
from bot.events import direct
from bot.ports import Json


class Screen:
    """The terminal as a post: it shows the messages of one person at a time."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.person: str | None = None
        #: The buttons that can be pressed now, in the order of their numbers: what each stands for, and its label.
        self.buttons: dict[str, str] = {}
        #: Whether the last thing shown was a question to be answered in words, so that a number is one of them.
        self.asking = False
        self._arrived: list[Json] = []
        self._whispers: list[str] = []

    def sit(self, person: str) -> None:
        """Somebody else sits here, and has pressed nothing yet."""
        self.person, self.buttons = person, {}

    def whisper(self, text: str | None) -> None:
        """Keep a word for the one who acted."""
        if text:
            self._whispers.append(text)

    async def deliver(self, conversation: str, body: Json) -> Delivered | Later:
        """Take a message for whoever sits here; anybody else's waits."""
        if self.person is None or conversation != direct(self.person):
            return Later(0)
        self._arrived.append(body)
        return Delivered()

    def pressed(self, line: str) -> str | None:
        """The token of the button that a line presses, by its number or by the one label that it repeats; None where it presses none."""
        if self.asking:
            return None
        if line.isdecimal():
            return list(self.buttons)[int(line) - 1] if 1 <= int(line) <= len(self.buttons) else None
        found = [token for token, label in self.buttons.items() if label.casefold() == line.casefold()]
        return found[0] if len(found) == 1 else None

    def show(self, *, further: bool = False) -> bool:
        """Print what has come since the last time, each card once and as it is now. False where nothing has.

        What comes `further` to what was just shown leaves its buttons as they are.
        """
        whispers, arrived = self._whispers, latest(self._arrived)
        self._whispers, self._arrived = [], []
        for text in whispers:
            self.write(f"» {text}")
        if not further and any(body["buttons"] or body["do"] == "ask" or body.get("card") for body in arrived):
            self.buttons = {}
        self.asking = bool(arrived) and arrived[-1]["do"] == "ask"
        for body in arrived:
            self.write(body["text"])
            for button in body["buttons"]:
                self.buttons[button["token"]] = button["label"]
                self.write(f"  [{list(self.buttons).index(button['token']) + 1}] {button['label']}")
            self.write("")
        if whispers and not arrived:
            self.write("")
        return bool(whispers or arrived)

    def write(self, text: str, end: str = "\n") -> None:
        """Print, without the control characters that somebody may have put into their words."""
        kept = "".join(one for one in text if one in "\n\t" or (one.isprintable() and one not in BIDI) or one == " ")
        self.out.write(kept + end)
        self.out.flush()


#: Characters that turn the direction of what follows.
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def latest(arrived: list[Json]) -> list[Json]:
    """Of several messages about one card only the last, in the place of the last."""
    last = {body["card"]: place for place, body in enumerate(arrived) if body.get("card")}
    return [body for place, body in enumerate(arrived) if not body.get("card") or last[body["card"]] == place]

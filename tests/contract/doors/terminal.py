"""The door to the terminal: the console's own loop, with people who sit down at it one after the other."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from adapters.asking.answering import suggester_of
from adapters.console.running import Console
from adapters.delivery import Delivered, Later
from adapters.keys import crypt_for
from adapters.storage.tinydb import TinyStore
from bot.events import direct
from bot.ports import Json
from tests.contract.company import Company
from tests.contract.door import Lack, Seen, Where


class TerminalCompany(Company):
    """A company around one terminal, as `remit try` has it."""

    store: TinyStore

    async def start(self) -> None:
        self._write(())
        self.store = TinyStore(self.folder / "terminal.db")
        crypt = await crypt_for(self.store, self.folder / "terminal.db")
        self.house = await self.door.begin(self, self.store, crypt, lambda: self.at)  # type: ignore[attr-defined]

    async def stop(self) -> None:
        if self.house is not None:
            self.store.close()
        self.house = None

    async def quiet(self) -> None:
        """Everybody has a look at the terminal."""
        for person in sorted(self.door.people):
            await self.door.looks(person)  # type: ignore[attr-defined]

    async def until(self, holds: Callable[[], object]) -> None:
        await self.quiet()
        assert holds()


class TerminalDoor:
    """One terminal. Who sits there is believed, so there are no strangers."""

    platform = "console"
    lacks = frozenset(Lack)
    company = TerminalCompany

    def __init__(self) -> None:
        self.people: frozenset[str] = frozenset()
        self._screens: dict[str, list[Json]] = {}
        self._whispers: dict[str, list[str]] = {}
        self._chair = asyncio.Lock()
        self._console: Console

    async def open(self, people: Sequence[str], port: int) -> None:
        self.people = frozenset(people)

    async def close(self) -> None:
        """There is nothing to close."""

    async def begin(self, company: Company, store: TinyStore, crypt: Any, now: Callable[[], datetime]) -> Any:
        """Start the console, and write down what its screen shows."""
        settings = company.settings()
        library = settings.library()
        staff = settings.staff_list(library)
        screens, asked = (io.StringIO(), io.StringIO()), {"understanding": company.understanding, "suggester": suggester_of(settings)}
        self._console = Console(library, staff, store, crypt, "zh", *screens, now, **asked)
        screen = self._console.screen
        deliver, whisper = screen.deliver, screen.whisper

        async def delivered(conversation: str, body: Json) -> Delivered | Later:
            result = await deliver(conversation, body)
            if isinstance(result, Delivered):
                self._show(conversation.removeprefix(direct("")), body)
            return result

        def whispered(text: str | None) -> None:
            whisper(text)
            if text:
                self._whispers.setdefault(screen.person or "", []).append(text)

        screen.deliver, screen.whisper = delivered, whispered  # type: ignore[method-assign]
        await self._console.switchboard.import_staff(self._console.staff, now())
        return self._console

    def _show(self, person: str, body: Json) -> None:
        """A card that is shown anew stands for the earlier ones."""
        shown = self._screens.setdefault(person, [])
        if body.get("card"):
            shown[:] = [one for one in shown if one.get("card") != body["card"]]
        shown.append(body)

    # What people do ----------------------------------------------------------------------

    async def looks(self, person: str) -> None:
        """Sit down, say nothing, and see what has come."""
        async with self._chair:
            await self._sit(person)

    async def _sit(self, person: str) -> None:
        screen = self._console.screen
        if screen.person != person:
            screen.sit(person)
        await self._console.switchboard.deliver()
        screen.show()

    async def types(self, person: str, text: str, *, where: Where = Where.DIRECT) -> None:
        async with self._chair:
            await self._sit(person)
            self._show(person, {"text": text, "buttons": []})
            await self._console._take(text, self._console.staff.people[person])

    async def presses(self, person: str, label: str) -> None:
        await self.forges(person, self.token(person, label))

    async def forges(self, person: str, token: str) -> None:
        """Press by number. Only what was shown last has one; anything else, such as a token from elsewhere, gets the next."""
        async with self._chair:
            await self._sit(person)
            screen = self._console.screen
            screen.buttons.setdefault(token, "")
            screen.asking = False
            await self._console._take(str(list(screen.buttons).index(token) + 1), self._console.staff.people[person])

    async def submits(self, person: str, words: str) -> None:
        await self.types(person, words)

    async def abandons(self, person: str) -> None:
        await self.types(person, "/cancel")

    # What they see -----------------------------------------------------------------------

    def idle(self) -> bool:
        return True

    def screen(self, person: str, *, where: Where = Where.DIRECT) -> list[Seen]:
        return [
            Seen(text=one["text"], buttons=tuple(button["label"] for button in one["buttons"])) for one in self._screens.get(person, [])
        ]

    def whispers(self, person: str) -> list[str]:
        return self._whispers.get(person, [])

    def token(self, person: str, label: str) -> str:
        shown = [button for one in self._screens.get(person, []) for button in one["buttons"] if button["label"].startswith(label)]
        assert shown, f"{person} sees no button {label!r}"
        return str(shown[-1]["token"])

    def secrets(self) -> Sequence[str]:
        return []

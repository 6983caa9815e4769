"""The door that has no platform: a line that keeps what everybody sees in memory. What it shows, every other door has to."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.delivery import Later, Line, Sent, Take, Unreachable
from adapters.switchboard import seed
from bot.events import Clicked, Commanded, Event, Said, Submitted
from bot.ports import Json
from bot.staff import Account
from tests.contract.door import Lack, Seen, Where


@dataclass
class Shown:
    """A message in memory."""

    body: Json
    name: str
    answers: str | None = None


@dataclass
class Memory:
    """What the platform would keep: it outlives a restart."""

    places: dict[str, list[Shown]] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    blocked: set[str] = field(default_factory=set)
    wait: float = 0
    failures: int = 0


class MemoryLine:
    """Takes what people do, and shows messages, at once."""

    platform = "telegram"
    routes: Sequence[Any] = ()

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.take: Take | None = None

    async def open(self, take: Take) -> None:
        self.take = take

    async def close(self) -> None:
        self.take = None

    def place_of(self, account: Account) -> str:
        return account.user

    async def send(self, place: str, body: Json, *, shown: str | None) -> Sent | Later | Unreachable:
        memory = self._memory
        if place in memory.blocked:
            return Unreachable("blocked")
        if memory.wait or memory.failures:
            wait, memory.wait, memory.failures = memory.wait, 0, max(memory.failures - 1, 0)
            return Later(wait or None)
        there = memory.places.setdefault(place, [])
        same = next((one for one in there if one.name == shown), None)
        if body["do"] == "edit" and same:
            same.body = body
            return Sent(same.name)
        if same:
            same.body = same.body | {"buttons": []}
        answered = next((one for one in there if one.name == body.get("origin", {}).get("message")), None)
        there.append(Shown(body, str(next(memory.numbers)), answered.body["text"] if answered else None))
        return Sent(there[-1].name)


class MemoryDoor:
    """A door without a platform. It stands where Telegram would in the staff list."""

    platform = "telegram"
    lacks: frozenset[Lack] = frozenset()

    def __init__(self) -> None:
        self.memory = Memory()
        self.people: frozenset[str] = frozenset()
        self._line: MemoryLine | None = None
        self._whispers: dict[str, list[str]] = {}
        self._asked: dict[str, str] = {}
        self._last: Event | None = None
        self._numbers = itertools.count(1)
        self._doing: set[asyncio.Task[None]] = set()
        self._waiting: list[tuple[str, Event]] = []
        self._now: Callable[[], datetime] = lambda: datetime.min.replace(tzinfo=UTC)

    async def open(self, people: Sequence[str], port: int) -> None:
        self.people = frozenset(people)

    async def close(self) -> None:
        await asyncio.gather(*self._doing, return_exceptions=True)

    def account(self, person: str) -> Account:
        return Account(platform=self.platform, user=person)

    def line(self, now: Callable[[], datetime]) -> Line:
        self._line, self._now = MemoryLine(self.memory), now
        return self._line

    def idle(self) -> bool:
        return not (self._doing or self._waiting)

    # What people do ----------------------------------------------------------------------

    async def types(self, person: str, text: str, *, where: Where = Where.DIRECT) -> None:
        place = person if where is Where.DIRECT else "group"
        self._show(place, text)
        if where is not Where.ASIDE:
            await self._take(person, self._said(person, place, text))

    async def replies(self, person: str, to: str, text: str) -> None:
        shown = next(one for one in reversed(self.memory.places[person]) if to in one.body["text"])
        token = shown.body.get("token")
        self._show(person, text)
        event = self._event(Submitted, person, token=token, text=text) if token else self._said(person, person, text)
        await self._take(person, event)

    async def presses(self, person: str, label: str) -> None:
        await self.forges(person, self.token(person, label))

    async def forges(self, person: str, token: str) -> None:
        await self._take(person, self._event(Clicked, person, token=token))

    async def submits(self, person: str, words: str) -> None:
        asked = [one for one in self.memory.places[person] if one.body["do"] == "ask"]
        await self.replies(person, asked[-1].body["text"], words)

    async def abandons(self, person: str) -> None:
        await self.types(person, "/cancel")

    def _said(self, person: str, place: str, text: str) -> Event:
        common = {"conversation": f"{self.platform}/{place}", "private": place == person}
        if text.startswith("/"):
            command, _, rest = text[1:].partition(" ")
            return self._event(Commanded, person, command=command, text=rest, **common)
        return self._event(Said, person, text=text, **common)

    def _event(self, kind: type[Event], person: str, **more: Any) -> Event:
        common = {
            "id": f"memory:{next(self._numbers)}",
            "at": self._now(),
            "conversation": f"{self.platform}/{person}",
            "seed": seed(),
            "account": self.account(person),
            "origin": {"message": str(self._newest)},
        }
        return kind(**(common | more))

    def _show(self, place: str, text: str) -> None:
        self._newest = next(self.memory.numbers)
        self.memory.places.setdefault(place, []).append(Shown({"do": "say", "text": text, "buttons": []}, str(self._newest)))

    _newest = 0

    async def _take(self, person: str, event: Event) -> None:
        self._last = event
        task = asyncio.create_task(self._taken(person, event))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _taken(self, person: str, event: Event) -> None:
        while self._line is None or self._line.take is None:  # nobody is there: the platform tries again
            await asyncio.sleep(0.05)
        whisper = await self._line.take(event)
        if whisper:
            self._whispers.setdefault(person, []).append(whisper)

    # What they see -----------------------------------------------------------------------

    def screen(self, person: str, *, where: Where = Where.DIRECT) -> list[Seen]:
        shown = self.memory.places.get(person if where is Where.DIRECT else "group", [])
        return [
            Seen(text=one.body["text"], buttons=tuple(button["label"] for button in one.body["buttons"]), answers=one.answers)
            for one in shown
        ]

    def whispers(self, person: str) -> list[str]:
        return self._whispers.get(person, [])

    def token(self, person: str, label: str) -> str:
        for one in reversed(self.memory.places.get(person, [])):
            for button in one.body["buttons"]:
                if button["label"].startswith(label):
                    return str(button["token"])
        raise AssertionError(f"{person} sees no button {label!r}")

    # What the platform does --------------------------------------------------------------

    async def again(self) -> None:
        assert self._last is not None and self._last.account is not None
        await self._take(self._last.account.user, self._last)

    async def blocks(self, person: str) -> None:
        self.memory.blocked.add(person)

    async def vanishes(self, person: str, text: str) -> None:
        there = self.memory.places[person]
        there.remove(next(one for one in reversed(there) if text in one.body["text"]))

    def limits(self, seconds: float) -> None:
        self.memory.wait = seconds

    def limited(self) -> int:
        return 0

    def fails(self, times: int) -> None:
        self.memory.failures = times

    def secrets(self) -> Sequence[str]:
        return []

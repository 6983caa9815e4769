"""A whole company in one process: the doors, an embedded store, and everything of ours between them, as `remit run` has it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

from adapters.configuration import KNOWLEDGE, Configuration, read_configuration
from adapters.running.house import House, running
from bot.approvals.request import Request, request_of
from bot.ports import Search
from tests.contract.door import Door
from tests.ports import free_port

CHINA = timezone(timedelta(hours=8))
#: Seconds within which anything has to happen. The machine may be busy with other things.
PATIENCE = 90.0


class Company:
    """People of the demonstration's staff, in front of one or several doors."""

    def __init__(
        self,
        folder: Path,
        doors: Sequence[Door],
        understanding: Any = None,
        *,
        changed: Mapping[str, Mapping[str, Any]] | None = None,
        configured: Mapping[str, Any] | None = None,
    ) -> None:
        self.folder = folder
        self.understanding = understanding
        self.doors = tuple(doors)
        #: What is different from the demonstration's staff, person by person; None for somebody who isn't there.
        self.changed = dict(changed or {})
        #: What is configured besides.
        self.configured = dict(configured or {})
        self.at = datetime(2026, 5, 4, 9, 0, tzinfo=CHINA)
        self.house: House | None = None
        self._port = free_port()
        self._running = AsyncExitStack()

    @property
    def door(self) -> Door:
        """The only door, or the first."""
        return self.doors[0]

    # From morning to night ---------------------------------------------------------------------

    async def open(self, people: Sequence[str]) -> Company:
        """Open the doors to these people, and begin."""
        for door in self.doors:
            await door.open(people, self._port)
        await self.start()
        return self

    async def start(self) -> None:
        """Run, as after a start of the program."""
        self._write(self.doors)
        settings = self.settings()
        lines = [door.line(lambda: self.at) for door in self.doors]
        self.house = await self._running.enter_async_context(running(settings, now=lambda: self.at, lines=lines))

    def settings(self) -> Configuration:
        """The configuration, read as it stands in its file."""
        return read_configuration(self.folder / "config.yaml", {})

    async def stop(self) -> None:
        """As on SIGTERM."""
        await self._running.aclose()
        self.house = None

    async def restart(self) -> None:
        """Stop and start; nothing is kept but what is in the store."""
        await self.stop()
        await self.start()

    async def close(self) -> None:
        """The end of a test."""
        await self.stop()
        for door in self.doors:
            await door.close()

    def passes(self, **time: float) -> None:
        """Time passes."""
        self.at += timedelta(**time)

    def _write(self, doors: Sequence[Door]) -> None:
        staff = yaml.load((KNOWLEDGE / "demo-staff.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        people = staff["people"]
        for ident, change in self.changed.items():
            people[ident] = {**people.get(ident, {}), **change}
        for ident, person in people.items():
            accounts = [door.account(ident) for door in doors if ident in door.people]
            if accounts and "accounts" not in person:
                person["accounts"] = [
                    {"platform": one.platform, "user": one.user} | ({"team": one.team} if one.team else {}) for one in accounts
                ]
        (self.folder / "staff.yaml").write_text(yaml.dump(staff, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
        content = {"staff": "staff.yaml", "store": "store.db", "http": {"port": self._port}, "time": {"remind": 400, "escalate": 800}}
        (self.folder / "config.yaml").write_text(yaml.safe_dump(content | self.configured), encoding="utf-8")

    # What comes of it --------------------------------------------------------------------------

    async def quiet(self) -> None:
        """Wait until all that people did has been dealt with, and whatever it came to has arrived."""
        async with asyncio.timeout(PATIENCE):
            calm = 0
            while calm < 2:
                await asyncio.sleep(0.02)
                calm = calm + 1 if all(door.idle() for door in self.doors) and await self._nothing_waits() else 0

    async def _nothing_waits(self) -> bool:
        if self.house is None:
            return True
        dispatcher, store = self.house.switchboard.dispatcher, self.house.switchboard.store
        if self.house.switchboard.afterthoughts.under_way:
            return False
        (waiting,) = store._rows.sql("SELECT count(*) FROM document WHERE tbl = 'outbox'").fetchone()  # those put off as well
        return not (waiting or dispatcher._carried or dispatcher._unstored)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.02)

    async def says(self, person: str, text: str, door: Door | None = None) -> str:
        """Somebody types; everything new on their screen once all is quiet."""
        door = door or self.door
        before = len(door.screen(person))
        await door.types(person, text)
        await self.quiet()
        return "\n".join(one.text for one in door.screen(person)[before + 1 :])

    async def presses(self, person: str, label: str, door: Door | None = None) -> str:
        """Somebody presses a button; what they are told at once, when all is quiet."""
        door = door or self.door
        before = len(door.whispers(person))
        await door.presses(person, label)
        await self.quiet()
        return "\n".join(door.whispers(person)[before:])

    async def requests(self) -> list[Request]:
        """Every request, oldest first."""
        assert self.house is not None
        page = await self.house.switchboard.store.search(Search(tenant="default", kind="request", limit=500))
        return [request_of(found.value) for _, found in page.documents]

    async def request(self) -> Request:
        """The only request."""
        (found,) = await self.requests()
        return found

    def sees(self, person: str, door: Door | None = None) -> str:
        """All the text on somebody's screen."""
        return "\n".join(one.text for one in (door or self.door).screen(person))

    def buttons(self, person: str, door: Door | None = None) -> list[str]:
        """All the buttons on somebody's screen."""
        return [label for one in (door or self.door).screen(person) for label in one.buttons]

"""A line to the Bot API server of the tests, whose events a test takes itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from adapters.telegram.line import TelegramLine
from adapters.telegram.settings import Telegram as Settings
from bot.events import Event
from tests.fakes.telegram import Telegram

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@dataclass
class Desk:
    """Takes events as the switchboard would, and says what it is told to."""

    events: list[Event] = field(default_factory=list)
    whisper: str | None = None
    #: Done before an event counts as taken.
    before: Callable[[Event], Awaitable[None]] | None = None

    async def take(self, event: Event) -> str | None:
        if self.before:
            await self.before(event)
        self.events.append(event)
        return self.whisper


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    server = await Telegram().start()
    yield server
    await server.stop()


@pytest.fixture
async def make_line(telegram: Telegram, desk: Desk) -> AsyncIterator[Callable[..., Awaitable[TelegramLine]]]:
    made: list[TelegramLine] = []

    async def make(**changed: object) -> TelegramLine:
        settings = Settings(**({"token": telegram.token, "base_url": telegram.base_url} | changed))  # type: ignore[arg-type]
        line = TelegramLine(settings, lambda: NOW, "zh")
        made.append(line)
        await line.open(desk.take)
        return line

    yield make
    for line in made:
        await line.close()


@pytest.fixture
async def line(make_line: Callable[..., Awaitable[TelegramLine]]) -> TelegramLine:
    return await make_line()


async def until(holds: Callable[[], object], within: float = 30) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(within):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.fixture(name="until")
def _until() -> Callable[..., Awaitable[None]]:
    return until

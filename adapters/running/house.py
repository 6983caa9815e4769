"""`remit run`: every platform that is configured, one store, until SIGTERM.

It begins in this order and ends in the reverse: store, staff, exchange, lines. What came in before the end is dealt with;
what could not be sent any more stays in the outbox and leaves after the next start.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import cache
from importlib import import_module
from logging import getLogger
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from adapters.asking.answering import suggester_of, understanding_of
from adapters.configuration import Configuration
from adapters.delivery import Line
from adapters.delivery.exchange import Exchange
from adapters.keys import crypt_for
from adapters.refusals import Refused, refusal
from adapters.running import logs, memory, service
from adapters.running.flooding import Flood, Heard
from adapters.storage.control import serve_control
from adapters.storage.opening import open_own
from adapters.storage.tinydb import TinyStore
from adapters.switchboard import Switchboard
from bot.desk import Desk
from bot.events import Clicked, Event, Submitted
from bot.model import Language
from bot.texts import render
from bot.understanding import Understanding

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

log = getLogger(__name__)

Clock = Callable[[], datetime]
#: The platforms; in the folder of each, `line_of(settings, now, understanding)` makes its line, None where nothing is configured for it.
PLATFORMS = ("telegram", "slack")
#: Seconds that the lines are given to finish, and then the letters under way.
LINES_CLOSE, LETTERS_CLOSE = 5.0, 3.0


class NothingToRun(Refused):
    """No platform is configured."""

    def __init__(self) -> None:
        super().__init__(refusal("no-platform"))


def run(settings: Configuration) -> int:
    """Run until SIGTERM or SIGINT. Raises NothingToRun, NotListening, StoreRefused, Broken."""
    logs.set_up()
    return asyncio.run(_until_told(settings))


async def _until_told(settings: Configuration) -> int:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, told.set)
    async with running(settings) as house:
        memory.set_aside_what_stays()
        sys.stderr.write(house.said + "\n")
        waiting = asyncio.create_task(told.wait())
        done, _ = await asyncio.wait({waiting, *house.tasks}, return_when=asyncio.FIRST_COMPLETED)
        broken = [task for task in done if task is not waiting]
        waiting.cancel()
        for task in broken:
            log.critical("stopping, since something that has to run has ended", exc_info=task.exception())
        return 1 if broken else 0


class House:
    """What is running."""

    def __init__(self, switchboard: Switchboard, exchange: Exchange, lines: Iterable[Line], flood: Flood, language: Language) -> None:
        self.flood = flood
        self.language: Language = language
        self.switchboard = switchboard
        self.exchange = exchange
        self.lines = tuple(lines)
        #: A line for whoever started it.
        self.said = ""
        #: What has to go on until the end.
        self.tasks: set[asyncio.Task[None]] = set()

    async def take(self, event: Event) -> str | None:
        """Deal with what comes in from a line; the word for the one who acted."""
        heard = self.flood.hears(event.account or event.conversation)
        if heard is not Heard.YES:
            return self.too_much(event) if heard is Heard.TOLD or isinstance(event, Clicked | Submitted) else None
        self.exchange.saw(event)
        return await self.switchboard.handle(event)

    def too_much(self, event: Event) -> str:
        """What is told to somebody who says too much at once."""
        return render("notice", event.language or self.language, kind="too-much")

    async def well(self) -> dict[str, object]:
        """Whether all is well, for whoever watches over it."""
        ok = not any(task.done() for task in self.tasks)
        return {"ok": ok, "platforms": {line.platform: "resting" if self.exchange.resting(line.platform) else "up" for line in self.lines}}


@asynccontextmanager
async def running(settings: Configuration, *, now: Clock | None = None, lines: Iterable[Line] | None = None) -> AsyncIterator[House]:
    """Everything together, for as long as it is needed; `lines` instead of the configured ones."""
    library = settings.library()
    staff = settings.staff_list(library)
    now = now or _clock(settings)
    understanding = cache(lambda: understanding_of(settings, library))  # one for desk and lines, made by whoever is first
    connected = {line.platform: line for line in (lines if lines is not None else lines_of(settings, now, understanding))}
    if not connected:
        raise NothingToRun
    async with AsyncExitStack() as ending:
        store = await ending.enter_async_context(open_own(settings))
        tenant = settings.organisation.tenant
        crypt = await crypt_for(store, settings.store, tenant)
        await service.begin(store, tenant, settings.staff)
        understanding().make_ready()
        desk = Desk(library, crypt=crypt, tenant=tenant, understanding=understanding(), rhythm=settings.time.rhythm())
        exchange = Exchange(connected, store, tenant=tenant)
        switchboard = Switchboard(desk, store, exchange, suggester_of(settings))
        house = House(switchboard, exchange, connected.values(), Flood(settings.pace), settings.language)
        await switchboard.import_staff(staff, now())
        carrying = set()
        if isinstance(store, TinyStore):
            carrying = {asyncio.create_task(store.keep_carrying())}
            await ending.enter_async_context(serve_control(store, settings.store, switchboard.dispatcher.wake))

        ending.push_async_callback(switchboard.dispatcher.finish, LETTERS_CLOSE)
        house.tasks = {asyncio.create_task(switchboard.dispatcher.run()), asyncio.create_task(switchboard.keep_time(now)), *carrying}
        ending.push_async_callback(_end, house.tasks)
        ending.push_async_callback(switchboard.afterthoughts.close)
        served = await _serve(house, settings, [route for line in connected.values() for route in line.routes], ending)
        for line in connected.values():
            ending.push_async_callback(_close, line)
            await line.open(house.take)
        house.said = f"remit: running {', '.join(sorted(connected))}{served} (stop with Ctrl-C)"
        yield house


def lines_of(settings: Configuration, now: Clock, understanding: Callable[[], Understanding]) -> list[Line]:
    """The lines that are configured."""
    made = (import_module(f"adapters.{platform}").line_of(settings, now, understanding) for platform in PLATFORMS)
    return [line for line in made if line is not None]


async def _serve(house: House, settings: Configuration, routes: list[BaseRoute], ending: AsyncExitStack) -> str:
    """Serve what the lines serve; where, in words. Without any there is nothing to listen for."""
    if not routes:
        return ""
    from adapters.running.serving import app_of, serving

    port = await ending.enter_async_context(serving(app_of(routes, house.well), settings.http))
    return f", HTTP at {settings.http.host}:{port}"


def _clock(settings: Configuration) -> Clock:
    zone = ZoneInfo(settings.time.zone)
    return lambda: datetime.now(zone)


async def _close(line: Line) -> None:
    try:
        async with asyncio.timeout(LINES_CLOSE):
            await line.close()
    except TimeoutError:
        log.warning("%s did not finish in %s s; what it had begun is done when the platform sends it again", line.platform, LINES_CLOSE)


async def _end(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

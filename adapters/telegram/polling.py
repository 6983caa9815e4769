"""Asking Telegram for what has come. What was fetched is confirmed, by the next call, only when it was dealt with.

(The library's own Updater confirms what it has merely put into a queue.)
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from logging import getLogger

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from adapters.delivery.dispatching import pause
from adapters.telegram.client import POLL
from adapters.telegram.limiting import seconds_of
from adapters.telegram.reading import ALLOWED

log = getLogger(__name__)

Deal = Callable[[Update], Awaitable[None]]
#: Seconds until Telegram is asked again after it said that somebody else asks, and after it didn't know the token.
TAKEN, UNKNOWN = 5.0, 300.0

TWO_POLLERS = (
    "another process asks Telegram for this bot's messages, so neither gets all of them: stop the other one, "
    "or take a new token from BotFather if you don't know it"
)
NO_BOT = "Telegram knows no bot with this token (any more): take a new one from BotFather and put it into REMIT_TELEGRAM_TOKEN"


class Polling:
    """The loop over `get_updates`."""

    def __init__(self, bot: ExtBot[int], deal: Deal, told_to_stop: asyncio.Event) -> None:
        self._bot = bot
        self._deal = deal
        self._stopping = told_to_stop
        self._offset: int | None = None
        self._asking: asyncio.Task[tuple[Update, ...]] | None = None
        self._failures = 0

    async def run(self) -> None:
        """Until told to stop: fetch, deal, confirm."""
        while not self._stopping.is_set():
            self._asking = asyncio.ensure_future(self._ask(timeout=POLL))
            try:
                updates = await self._asking
            except TelegramError as error:
                if not self._stopping.is_set():
                    await nap(self._stopping, self._pause_after(error))
                continue
            self._failures = 0
            await self._take(updates)
        await self.confirm()

    async def confirm(self) -> None:
        """Tell Telegram what was dealt with last. It also ends the call that waits, since Telegram lets only one wait."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(2):
                await self._ask(timeout=0, limit=1)

    async def _ask(self, *, timeout: int, limit: int = 100) -> tuple[Update, ...]:
        return await self._bot.get_updates(offset=self._offset, timeout=timeout, limit=limit, allowed_updates=ALLOWED)

    async def _take(self, updates: Sequence[Update]) -> None:
        """Deal with each chat's updates in their order, and with the chats at once."""
        chats: defaultdict[int, list[Update]] = defaultdict(list)
        for update in updates:
            chats[update.effective_chat.id if update.effective_chat else 0].append(update)
        await asyncio.gather(*(self._in_order(several) for several in chats.values()))
        self._offset = max((self._offset or 0, *(update.update_id + 1 for update in updates)))

    async def _in_order(self, updates: Iterable[Update]) -> None:
        for update in updates:
            await self._deal(update)

    def _pause_after(self, error: TelegramError) -> float:
        """How long to wait after a failure; what somebody has to mend is said once."""
        self._failures += 1
        first = self._failures == 1
        match error:
            case Conflict():
                if first:
                    log.error(TWO_POLLERS)
                return TAKEN
            case InvalidToken():
                if first:
                    log.critical(NO_BOT)
                return UNKNOWN
            case RetryAfter():
                return seconds_of(error)
        if first:
            log.warning("Telegram can't be reached; trying again: %s", type(error).__name__)
        return min(pause(self._failures), 30.0)


async def nap(told_to_stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until told to stop."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await told_to_stop.wait()

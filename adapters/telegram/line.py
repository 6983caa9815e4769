"""Telegram as a line: connecting, listening by polling or webhook, sending, and ending."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from logging import getLogger
from typing import Any

from starlette.routing import BaseRoute
from telegram import Update
from telegram.error import BadRequest, InvalidToken, TelegramError

from adapters.delivery import Later, Sent, Take, Unreachable
from adapters.delivery.dispatching import pause
from adapters.delivery.underway import UnderWay
from adapters.telegram.client import bot_of, calls_of
from adapters.telegram.commands import tell_commands
from adapters.telegram.dealing import Dealer
from adapters.telegram.places import PLATFORM, place_in
from adapters.telegram.polling import NO_BOT, UNKNOWN, Polling, nap
from adapters.telegram.reading import ALLOWED, Reader
from adapters.telegram.sending import Sender
from adapters.telegram.settings import Telegram, Webhook
from adapters.telegram.webhook import PATH, Turns, route_of
from bot.model import Language
from bot.ports import Json
from bot.staff import Account

log = getLogger(__name__)

#: Seconds until listening begins anew after something that nobody thought of.
AGAIN = 5.0
#: Seconds at the end for what has begun.
LAST = 2.0


class TelegramLine:
    """One bot, connected."""

    platform = PLATFORM

    def __init__(self, settings: Telegram, now: Callable[[], datetime], language: Language) -> None:
        self._settings = settings
        self._now = now
        self._language = language
        self._calls = calls_of(settings)
        self._bot = bot_of(settings, self._calls)
        self._sender = Sender(self._bot)
        self._take: Take | None = None
        #: Deals with updates, once we know our own name.
        self._dealer: Dealer | None = None
        self._stopping = asyncio.Event()
        self._polling = Polling(self._bot, self._deal, self._stopping)
        self._turns = Turns()
        self._running: asyncio.Task[None] | None = None
        self._under_way = UnderWay()
        self._closed = False
        hook = settings.webhook
        self.routes: Sequence[BaseRoute] = [route_of(hook.secret, self._called)] if hook else []

    async def open(self, take: Take) -> None:
        """Begin to listen. That Telegram can't be reached yet keeps nobody else from starting."""
        self._take = take
        self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Take in nothing new; deal with what was fetched, and let what is being sent arrive. What comes later waits in the outbox."""
        self._stopping.set()
        if self._running and not self._settings.webhook and self._dealer:
            await self._polling.confirm()
        if self._running:
            await asyncio.wait({self._running}, timeout=LAST)
            self._running.cancel()
        self._closed = True
        await self._under_way.finish(LAST)
        for calls in self._calls:
            await calls.shutdown()

    def place_of(self, account: Account) -> str:
        """The chat with somebody has their number."""
        return account.user

    async def send(self, place: str, body: Json, *, shown: str | None) -> Sent | Later | Unreachable:
        """Show a message. Raises LineDown."""
        if self._closed:
            return Later()
        return await self._under_way.run(self._sender.show(place_in(place), body, shown))

    # Connecting ------------------------------------------------------------------------------

    async def _run(self) -> None:
        """Listen until the end. Whatever goes wrong that nobody thought of is logged, and listening begins anew."""
        while not self._stopping.is_set():
            try:
                await self._listen()
                return
            except Exception:
                log.exception("listening to Telegram failed; it begins anew")
                await nap(self._stopping, AGAIN)

    async def _listen(self) -> None:
        """Get to know ourselves, and say how we want to be told and what we can do; then ask, unless we are called."""
        hook = self._settings.webhook
        for step in (self._begin, lambda: self._hook(hook) if hook else self._bot.delete_webhook()):
            if not await self._insist(step):
                return
        await asyncio.gather(self._insist(self._tell_commands), *([] if hook else [self._polling.run()]))

    async def _begin(self) -> None:
        await self._bot.initialize()
        assert self._take is not None
        reader = Reader(self._bot.id, self._bot.username, self._now, self._sender.asked)
        self._dealer = Dealer(self._bot, self._sender, reader, self._take, self._language)

    async def _tell_commands(self) -> None:
        """They are a convenience: that Telegram doesn't like one keeps nothing from working."""
        try:
            await tell_commands(self._bot, self._language)
        except BadRequest as refused:
            log.error("Telegram doesn't take our commands: %s", refused.message)

    async def _hook(self, hook: Webhook) -> None:
        await self._bot.set_webhook(f"{hook.public_url}{PATH}", secret_token=hook.secret, allowed_updates=ALLOWED)

    async def _insist(self, work: Callable[[], Awaitable[Any]]) -> bool:
        """Do what has to be done first, as often as it takes; False where it ends before."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await work()
                return True
            except InvalidToken:
                log.critical(NO_BOT)
                await nap(self._stopping, UNKNOWN)
            except TelegramError as error:
                failures += 1
                if failures == 1:
                    log.warning("Telegram can't be reached; trying again: %s", type(error).__name__)
                await nap(self._stopping, min(pause(failures), 30.0))
        return False

    # What comes in ---------------------------------------------------------------------------

    async def _called(self, raw: dict[str, Any]) -> bool:
        """An update came by the webhook; False where it is to come again."""
        if self._dealer is None or self._stopping.is_set():
            return False
        try:
            update = Update.de_json(raw, self._bot)
        except Exception:
            log.exception("an update can't be read, and isn't wanted again")
            return True
        chat = update.effective_chat.id if update.effective_chat else 0
        await self._under_way.run(self._turns.run(chat, lambda: self._deal(update)))
        return True

    async def _deal(self, update: Update) -> None:
        assert self._dealer is not None
        await self._dealer.deal(update)

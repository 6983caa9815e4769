"""Telegram's rates: 30 messages a second, 20 a minute to one group, about one a second to one chat; and its word to wait.

The library's limiter knows the first two. Its gate for a word to wait opens again as soon as any other request ends, and
it waits inside the request, however long; so the word is kept here: a short wait is waited out, a longer one is told.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from datetime import timedelta
from logging import CRITICAL, getLogger
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

#: How often a request is made again that was told to wait.
TRIES = 3
#: Seconds that are waited out at once; what takes longer goes back to the outbox.
PATIENCE = 5.0
#: To one chat so many messages in so many seconds: one a second, with room for an answer in several parts.
BURST = 5

Answer = bool | JSONDict | list[JSONDict]

# It would log each word to wait as an error, with a traceback.
getLogger("telegram.ext.AIORateLimiter").setLevel(CRITICAL)


class Limiter(AIORateLimiter):
    """The library's limiter, with a memory for how long Telegram asked to be left alone."""

    def __init__(self, **rates: float) -> None:
        """With the library's rates, which are Telegram's, or others."""
        super().__init__(max_retries=0, **rates)
        self._until = 0.0

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Answer:
        """Make a request when its turn has come. Raises RetryAfter where that would take too long."""

        async def when_allowed(*given: Any, **named: Any) -> Answer:
            await self._rest()
            return await callback(*given, **named)

        for tries in range(TRIES + 1):
            try:
                return await super().process_request(when_allowed, args, kwargs, endpoint, data, None)
            except RetryAfter as asked:
                seconds = seconds_of(asked)
                self._until = max(self._until, time.monotonic() + seconds)
                if tries == TRIES or seconds > PATIENCE:
                    raise
        raise AssertionError("the last try returns or raises")

    async def _rest(self) -> None:
        left = self._until - time.monotonic()
        if left > PATIENCE:
            raise RetryAfter(timedelta(seconds=left))
        if left > 0:
            await asyncio.sleep(left)


def seconds_of(asked: RetryAfter) -> float:
    """How long Telegram asked to be left alone, with a little more, since it counts in whole seconds."""
    wait = asked.retry_after
    return (wait.total_seconds() if isinstance(wait, timedelta) else wait) + 0.1


class Pace:
    """Keeps messages to one chat apart: at most `BURST` in as many seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}

    async def turn(self, chat: int) -> None:
        """Wait for a chat's next turn."""
        if len(self._sent) > 10_000:
            self._forget()
        sent = self._sent.setdefault(chat, deque(maxlen=BURST))
        now = self._clock()
        at = now if len(sent) < BURST else max(now, sent[0] + BURST + 0.05)
        sent.append(at)
        if at > now:
            await asyncio.sleep(at - now)

    def _forget(self) -> None:
        """Drop the chats that have been quiet."""
        now = self._clock()
        self._sent = {chat: sent for chat, sent in self._sent.items() if now - sent[-1] < BURST}

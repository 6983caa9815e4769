"""One message a second in each channel, which is what Slack allows, and each event once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

#: Seconds between two messages in one channel.
PACE = 1.0
#: So many events are remembered, and so many seconds.
MOST, KEPT = 10_000, 900.0


class Pace:
    """When the next message may go into a channel."""

    def __init__(self, pace: float = PACE, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._next: dict[str, float] = {}

    def wait(self, channel: str) -> float:
        """Seconds to wait; 0 where a message may go now, which it then is taken to do."""
        now = self._clock()
        left = self._next.get(channel, 0.0) - now
        if left > 0:
            return left
        if len(self._next) > MOST:
            self._next = {name: at for name, at in self._next.items() if at > now}
        self._next[channel] = now + self._pace
        return 0.0


class Recent:
    """What is being dealt with, or was a moment ago: the same id is the same work, however often it comes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, asyncio.Task[str | None]]] = OrderedDict()

    def once(self, ident: str, work: Callable[[], Awaitable[str | None]]) -> asyncio.Task[str | None]:
        """The work under this id, begun now if it wasn't before. What failed may be tried again."""
        now = self._clock()
        while self._known and (len(self._known) > MOST or next(iter(self._known.values()))[0] < now - KEPT):
            self._known.popitem(last=False)
        if self.knows(ident):
            return self._known[ident][1]
        task = asyncio.ensure_future(_run(work))
        self._known[ident] = (now, task)
        return task

    def knows(self, ident: str) -> bool:
        """Whether this id is being dealt with or has been, and not in vain."""
        known = self._known.get(ident)
        return known is not None and not _failed(known[1])

    @property
    def under_way(self) -> set[asyncio.Task[str | None]]:
        """What isn't finished."""
        return {task for _, task in self._known.values() if not task.done()}


async def _run(work: Callable[[], Awaitable[str | None]]) -> str | None:
    return await work()


def _failed(task: asyncio.Task[str | None]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)

"""What has begun, and is to be finished before a line ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Value = TypeVar("Value")


class UnderWay:
    """Pieces of work that somebody waits for, and that outlive whoever stops waiting."""

    def __init__(self) -> None:
        self._begun: set[asyncio.Future[Any]] = set()

    async def run(self, work: Coroutine[Any, Any, Value]) -> Value:
        """Do it; should the caller be cancelled, it goes on."""
        task = asyncio.ensure_future(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return await asyncio.shield(task)

    async def finish(self, within: float) -> None:
        """Wait for what has begun, for so many seconds; the rest is given up."""
        if self._begun:
            _, unfinished = await asyncio.wait(self._begun, timeout=within)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

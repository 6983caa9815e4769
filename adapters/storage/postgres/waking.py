"""LISTEN and NOTIFY: a bell that says that there may be letters. Whoever never hears it finds them by looking now and then.

It rings after a commit, on its own connection, and seldom: a NOTIFY inside a transaction makes commits wait for each other.
"""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from logging import getLogger

import asyncpg

log = getLogger(__name__)

CHANNEL = "remit_outbox"
#: Seconds between two rings of one replica.
SELDOM = 0.1
#: Seconds after which a bell that couldn't be used is tried again: at first, and doubled each time up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


class Bell:
    """One connection that listens and rings; lost, it is made again, and nothing depends on it."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("postgresql+asyncpg://", "postgresql://", 1)
        self._name = uuid.uuid4().hex
        self._connection: asyncpg.Connection | None = None
        self._lock = asyncio.Lock()
        self._heard = asyncio.Event()
        self._ringing: asyncio.Task[None] | None = None
        self._silent_until = 0.0
        self._pause = FIRST_PAUSE

    def ring(self) -> None:
        """Tell the other replicas, soon."""
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.create_task(self._ring())

    async def heard(self, timeout: float) -> None:
        """Return when another replica rang, or after so many seconds."""
        with suppress(*LOST):
            await self._connected()
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._heard.wait()
        self._heard.clear()

    async def close(self) -> None:
        """Hang up."""
        if self._ringing is not None:
            self._ringing.cancel()
            with suppress(asyncio.CancelledError):
                await self._ringing
        if self._connection is not None:
            with suppress(*LOST):
                await self._connection.close(timeout=5)
            self._connection = None

    async def _ring(self) -> None:
        try:
            connection = await self._connected()
            if connection:
                await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, self._name)
        except LOST as error:
            self._rest(error)
        await asyncio.sleep(SELDOM)

    async def _connected(self) -> asyncpg.Connection | None:
        """The connection, made where there is none; None while it is left alone."""
        async with self._lock:
            if self._connection is None or self._connection.is_closed():
                if asyncio.get_running_loop().time() < self._silent_until:
                    return None
                try:
                    self._connection = await self._connect()
                except LOST as error:
                    self._rest(error)
                    return None
            self._pause = FIRST_PAUSE
            return self._connection

    async def _connect(self) -> asyncpg.Connection:
        # A ring is no promise: it waits for no disk.
        connection = await asyncpg.connect(self._address, timeout=5, command_timeout=5, server_settings={"synchronous_commit": "off"})
        try:
            await connection.add_listener(CHANNEL, self._on_news)
        except BaseException:  # one that doesn't listen would seem to be well, and never be heard
            connection.terminate()
            raise
        return connection

    def _rest(self, error: BaseException) -> None:
        if self._pause == FIRST_PAUSE:
            log.warning("the database can't wake us (%s); letters are looked for now and then", type(error).__name__)
        self._silent_until = asyncio.get_running_loop().time() + self._pause
        self._pause = min(LONGEST_PAUSE, 2 * self._pause)

    def _on_news(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        if payload != self._name:
            self._heard.set()


#: What may befall the bell, and doesn't matter.
LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

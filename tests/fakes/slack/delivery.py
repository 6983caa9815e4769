"""How Slack hands events over: signed HTTP requests, or envelopes over a websocket. Three seconds to acknowledge, then it tries again."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack

Json = dict[str, Any]

#: Seconds until Slack gives up on an acknowledgement.
DEADLINE = 3.0
#: Seconds before each further try of an event; Slack waits nothing, a minute, five minutes.
PAUSES = (0.0, 0.05, 0.1)


class NotAcknowledged(Exception):
    """Nobody acknowledged in time, or the answer was an error."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Delivery(Protocol):
    """One way of handing over. The answer is the body of the acknowledgement: empty, text or an object."""

    async def hand_over(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Any:
        """Raises NotAcknowledged."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature that Slack puts on a request."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body of a request, and its content type."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


@dataclass
class Http:
    """Signed requests to the app's address."""

    slack: Slack
    url: str
    deadline: float = DEADLINE
    #: The last request, for those who replay it.
    last: tuple[bytes, dict[str, str]] = (b"", {})
    session: aiohttp.ClientSession | None = None

    async def hand_over(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Any:
        body, content_type = encoded(kind, payload)
        stamp = str(int(self.slack.world.clock()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self.slack.world.signing_secret, stamp, body),
            **({"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}),
        }
        self.last = (body, headers)
        status, text, kind_of = await self.raw(body, headers)
        if status != 200:
            raise NotAcknowledged("http_error")
        return json.loads(text) if kind_of == "application/json" and text else text

    async def raw(self, body: bytes, headers: dict[str, str]) -> tuple[int, str, str]:
        """Send just this: status, text and content type of the answer."""
        if self.session is None or self.session.closed:
            self.session = aiohttp.ClientSession()
        try:
            timeout = aiohttp.ClientTimeout(total=self.deadline)
            async with self.session.post(self.url, data=body, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.text(), answer.content_type
        except TimeoutError as late:
            raise NotAcknowledged("http_timeout") from late
        except aiohttp.ClientError as cut:
            raise NotAcknowledged("connection_failed") from cut

    async def close(self) -> None:
        if self.session is not None:
            await self.session.close()


@dataclass(eq=False)
class Connection:
    """One websocket of the app."""

    socket: web.WebSocketResponse
    #: It takes whatever is sent and never answers again, as after a cut that nobody noticed.
    frozen: bool = False


@dataclass
class Sockets:
    """Socket Mode."""

    slack: Slack
    deadline: float = DEADLINE
    connections: list[Connection] = field(default_factory=list)
    #: How many connections there have been.
    opened: int = 0
    #: The last envelope, for those who send it again.
    last: tuple[str, Json] | None = None
    _tickets: dict[str, float] = field(default_factory=dict)
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    def ticket(self) -> str:
        """An address that is good for one connection, within 30 seconds."""
        ident = self.slack.world.fresh("ticket")
        self._tickets[ident] = time.monotonic()
        return f"ws://127.0.0.1:{self.slack.port}/link/?ticket={ident}&app_id={self.slack.world.app}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        born = self._tickets.pop(request.query.get("ticket", ""), None)
        if born is None or time.monotonic() - born > 30:
            return web.Response(status=403)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(socket)
        self.connections.append(connection)
        self.opened += 1
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.slack.world.app},
        }
        await socket.send_str(json.dumps(hello))
        try:
            async for message in socket:
                await self._take(connection, message)
        finally:
            if connection in self.connections:
                self.connections.remove(connection)
        return socket

    async def _take(self, connection: Connection, message: aiohttp.WSMessage) -> None:
        if connection.frozen:
            return
        if message.type is WSMsgType.PING:
            await connection.socket.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            answer = json.loads(message.data)
            waiting = self._waiting.pop(answer["envelope_id"], None)
            if waiting is not None and not waiting.done():
                waiting.set_result(answer.get("payload", ""))

    async def hand_over(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Any:
        if not self.connections:
            raise NotAcknowledged("no_connection")
        ident = self.slack.world.fresh("envelope")
        self.last = (kind, payload)
        envelope = {"envelope_id": ident, "type": kind, "payload": payload, "accepts_response_payload": kind != "events_api"}
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[ident] = waiting
        try:
            await self.connections[-1].socket.send_str(json.dumps(envelope))
            answer = await asyncio.wait_for(waiting, self.deadline)
        except TimeoutError as late:
            raise NotAcknowledged("timeout") from late
        except (ConnectionError, aiohttp.ClientError) as cut:
            raise NotAcknowledged("connection_failed") from cut
        finally:
            self._waiting.pop(ident, None)
        return answer["text"] if isinstance(answer, dict) and set(answer) == {"text"} else answer

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, and hang up."""
        for connection in list(self.connections):
            await connection.socket.send_str(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}}))
            await connection.socket.close()

    def freeze(self) -> None:
        """From now on the connections that stand are dead, and nobody has been told."""
        for connection in self.connections:
            connection.frozen = True

    def cut(self) -> None:
        """Drop the connections without a word."""
        for connection in list(self.connections):
            transport = connection.socket._req.transport if connection.socket._req else None
            if transport is not None:
                transport.abort()

    async def close(self) -> None:
        for connection in list(self.connections):
            with suppress(ConnectionError):
                await connection.socket.close()

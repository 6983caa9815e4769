"""Where Telegram calls us: the secret is compared first, the length is looked at next, and only then is anything parsed.

Telegram sends what wasn't taken again, so the answer comes when what it came to is written, and an error where it isn't.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from logging import getLogger
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.running.bodies import TooLarge, body_of

log = getLogger(__name__)

PATH = "/telegram"
HEADER = "x-telegram-bot-api-secret-token"

#: Deals with an update as it came; False where it is to be sent again.
Take = Callable[[dict[str, Any]], Awaitable[bool]]


def route_of(secret: str, take: Take) -> Route:
    """The route of one bot's webhook."""
    expected = secret.encode()

    async def called(request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            return Response(status_code=403)
        try:
            content = await body_of(request)
        except TooLarge:
            return Response(status_code=413)
        try:
            update = json.loads(content)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        return Response(status_code=200 if await take(update) else 503)

    return Route(PATH, called, methods=["POST"])


class Turns:
    """One lock for each chat that something is being done in: its updates keep their order."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    async def run(self, chat: int, work: Callable[[], Awaitable[None]]) -> None:
        """Do it when the chat's turn has come."""
        lock, waiting = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                await work()
        finally:
            lock, waiting = self._locks.pop(chat)
            if waiting > 1:
                self._locks[chat] = (lock, waiting - 1)

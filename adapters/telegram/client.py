"""The library's bot, set up as we need it. Its token stands in every URL, so nothing that logs URLs may speak below a warning."""

from __future__ import annotations

import os
from functools import cache
from logging import WARNING, getLogger
from ssl import SSLContext

import httpx
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from adapters.telegram.limiting import AT_ONCE, Limiter
from adapters.telegram.settings import Telegram

#: Seconds that a call for updates waits for some.
POLL = 25
#: At DEBUG the library logs what people write, at INFO httpx logs URLs with the token.
TALKATIVE = ("httpx", "httpcore", "telegram")


def bot_of(settings: Telegram) -> ExtBot[int]:
    """A bot that hasn't said a word yet."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's own future; without it, it warns at each word to wait
    for name in TALKATIVE:
        getLogger(name).setLevel(max(WARNING, getLogger(name).level))
    return ExtBot(
        settings.token,
        base_url=f"{settings.base_url}/bot",
        base_file_url=f"{settings.base_url}/file/bot",
        request=_requests(AT_ONCE, read=10.0),
        get_updates_request=_requests(2, read=POLL + 10.0),
        rate_limiter=Limiter(),
    )


def _requests(connections: int, *, read: float) -> HTTPXRequest:
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=60)
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=10.0,
        read_timeout=read,
        write_timeout=10.0,
        pool_timeout=30.0,
        httpx_kwargs={"limits": limits, "verify": _authorities()},
    )


@cache
def _authorities() -> SSLContext:
    """Whose certificates count: read once for all connections, which takes longer than all else here."""
    return httpx.create_ssl_context()

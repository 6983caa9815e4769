"""The library's bot, set up as we need it. Its token stands in every URL, so nothing that logs URLs may speak below a warning."""

from __future__ import annotations

import os
from logging import WARNING, getLogger

from telegram.ext import ExtBot

from adapters.telegram.calling import Calls
from adapters.telegram.limiting import Limiter
from adapters.telegram.settings import Telegram

#: Calls under way at once, which is plenty at Telegram's rates; the others wait for their turn.
AT_ONCE = 12
#: Seconds that a call for updates waits for some.
POLL = 25
#: At DEBUG the library logs what people write.
TALKATIVE = ("aiohttp", "telegram")


def calls_of(settings: Telegram) -> tuple[Calls, Calls]:
    """The connections for updates and those for everything else."""
    return Calls(settings.base_url, 2, read=POLL + 10.0), Calls(settings.base_url, AT_ONCE, read=10.0)


def bot_of(settings: Telegram, calls: tuple[Calls, Calls] | None = None) -> ExtBot[int]:
    """A bot that hasn't said a word yet. It closes its connections only if it came to know itself; who hands them over closes them."""
    updates, others = calls or calls_of(settings)
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's own future; without it, it warns at each word to wait
    for name in TALKATIVE:
        getLogger(name).setLevel(max(WARNING, getLogger(name).level))
    return ExtBot(
        settings.token,
        base_url=f"{settings.base_url}/bot",
        base_file_url=f"{settings.base_url}/file/bot",
        request=others,
        get_updates_request=updates,
        rate_limiter=Limiter(),
    )

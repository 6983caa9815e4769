"""The bot's name, for links that open a chat with it."""

from __future__ import annotations

import asyncio

from telegram.error import TelegramError

from adapters.telegram.client import bot_of
from adapters.telegram.settings import Telegram

#: Seconds that Telegram is given to say it.
PATIENCE = 5.0


async def deep_link(settings: Telegram, payload: str) -> str | None:
    """A link that opens the chat with the bot and hands it the payload; None where Telegram can't be reached."""
    try:
        async with asyncio.timeout(PATIENCE), bot_of(settings) as bot:
            return f"https://t.me/{bot.username}?start={payload}"
    except (TelegramError, TimeoutError):
        return None

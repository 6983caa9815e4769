"""Telegram: one bot for private chats and groups, on python-telegram-bot. The only place that imports that library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.delivery import Line
    from bot.understanding import Understanding


def line_of(settings: Configuration, now: Callable[[], datetime], _understanding: Callable[[], Understanding]) -> Line | None:
    """The line of the configured bot; None where none is."""
    if settings.telegram is None:
        return None
    from adapters.telegram.line import TelegramLine

    return TelegramLine(settings.telegram, now, settings.language)

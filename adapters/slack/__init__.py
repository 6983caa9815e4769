"""Slack: direct messages, channels, modals and the home tab, on slack-bolt. The only place that imports that library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.delivery import Line
    from bot.understanding import Understanding


def line_of(settings: Configuration, now: Callable[[], datetime], understanding: Callable[[], Understanding]) -> Line | None:
    """The line of the configured app; None where none is."""
    if settings.slack is None:
        return None
    from adapters.slack.line import SlackLine
    from bot.forms import Forms

    understood = understanding()
    addresses = [person.email for person in settings.staff_list(understood.library).people.values() if person.email]
    return SlackLine(settings.slack, now, forms=Forms(understood), addresses=addresses, language=settings.language)

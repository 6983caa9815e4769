"""Slack: direct messages, channels, modals and the home tab, on slack-bolt. The only place that imports that library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.delivery import Line


def line_of(settings: Configuration, now: Callable[[], datetime]) -> Line | None:
    """The line of the configured app; None where none is."""
    if settings.slack is None:
        return None
    from adapters.asking.answering import understanding_of
    from adapters.slack.line import SlackLine
    from bot.forms import Forms

    library = settings.library()
    addresses = [person.email for person in settings.staff_list(library).people.values() if person.email]
    return SlackLine(settings.slack, now, forms=Forms(understanding_of(settings, library)), addresses=addresses)

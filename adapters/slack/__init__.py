"""Slack: direct messages, channels, modals and the home tab, on slack-bolt. The only place that imports that library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.delivery import Line


def line_of(settings: Configuration, now: Callable[[], datetime], *, pace: float | None = None) -> Line | None:
    """The line of the configured app; None where none is."""
    if settings.slack is None:
        return None
    from adapters.slack.line import SlackLine
    from adapters.slack.pacing import PACE

    return SlackLine(settings.slack, now, addresses=_addresses(settings), pace=PACE if pace is None else pace)


def _addresses(settings: Configuration) -> list[str]:
    """The e-mail addresses of the staff list."""
    return [person.email for person in settings.staff_list(settings.library()).people.values() if person.email]

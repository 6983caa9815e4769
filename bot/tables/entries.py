"""What happened to a request and what is owed for it, in words: for cards, slips and lists alike."""

from __future__ import annotations

from datetime import datetime

from bot.approvals.request import Entry, Request
from bot.model import Language
from bot.texts import Phrasing, render


def entry_line(phrasing: Phrasing, request: Request, entry: Entry, language: Language) -> str:
    """One thing that happened to a request, in a line."""
    task = next((task for task in request.tasks if task.number == entry.task), None)
    return render(
        "entry",
        language,
        move=entry.move.value,
        by=phrasing.person(entry.by) if entry.by else "",
        at=stamp(entry.at),
        words=entry.words,
        standing_for=phrasing.role(entry.standing_for, language) if entry.standing_for else "",
        task=task.obligation.text.into(language) if task else "",
        outside=bool(task and task.outside),
        post=phrasing.role(task.by, language) if task and task.by else "",
        to=phrasing.people(entry.to, language),
    )


def stamp(at: datetime) -> str:
    """A time as cards show it."""
    return f"{at:%m-%d %H:%M}"


def size_words(size: int) -> str:
    """A size as people read it: 340 KB, 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"

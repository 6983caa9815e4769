"""Everybody of the staff list: posts, accounts, and whether a message would reach them."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from adapters.printing.terminal import text_of
from bot.model import Language
from bot.rulebook.library import Library
from bot.staff import Staff
from bot.texts import Phrasing, render

COLUMNS = ("id", "name", "posts", "accounts", "reached")


def listed(library: Library, staff: Staff, language: Language) -> list[dict[str, Any]]:
    """Everybody, by id."""
    phrasing = Phrasing(library, staff)
    return [
        {
            "id": person.id,
            "name": person.name,
            "posts": [phrasing.role(post, language) for post in person.posts if post in library.roles],
            "administrator": person.id in staff.administrators,
            "accounts": [" ".join(part for part in (one.platform, one.team, one.user) if part) for one in person.accounts],
            "reached": bool(person.accounts) and person.id not in staff.unreachable,
        }
        for _, person in sorted(staff.people.items())
    ]


def table(people: list[dict[str, Any]], language: Language) -> str:
    """As a table for the terminal."""
    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for column in COLUMNS:
        drawn.add_column(Text(render("host", language, kind=f"column-{column}")), overflow="fold")
    for one in people:
        posts = [*one["posts"], *([render("host", language, kind="administrator")] if one["administrator"] else [])]
        reached = render("host", language, kind="yes" if one["reached"] else "no")
        cells = (one["id"], one["name"], "\n".join(posts) or "—", "\n".join(one["accounts"]) or "—", reached)
        drawn.add_row(*(Text(cell) for cell in cells))
    unreached = sum(not one["reached"] for one in people)
    return "\n".join([text_of(drawn), "", render("host", language, kind="count", people=len(people), unreached=unreached)])

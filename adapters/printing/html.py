"""The matrix as one HTML file that stands for itself: nothing in it is loaded from anywhere, and it prints well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.tables.matrix import Page


def html_of(pages: Sequence[Page]) -> str:
    """All pages in one file. Every text is data: the template escapes it."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("matrix.html.j2").render(pages=pages, language=pages[0].language)

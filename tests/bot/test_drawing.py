"""The table of moves in the docs is the table in the code."""

from __future__ import annotations

from pathlib import Path

from bot.approvals.drawing import table

PAGE = Path(__file__).parents[2] / "docs" / "approvals.md"


def test_the_moves_in_the_docs_are_those_of_the_code():
    """To draw it anew: python -m bot.approvals.drawing docs/approvals.md"""
    text = PAGE.read_text(encoding="utf-8")

    drawn = text.partition("<!-- moves -->\n")[2].partition("<!-- end of moves -->")[0]

    assert drawn.strip() == table().strip()

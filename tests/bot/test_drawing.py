"""The table of moves in the docs is the table in the code, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.approvals.drawing import table

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("page", "language"), [("approvals.md", "en"), ("approvals.zh-CN.md", "zh")])
def test_the_moves_in_the_docs_are_those_of_the_code(page: str, language: str):
    """To draw it anew: python -m bot.approvals.drawing docs/approvals.md docs/approvals.zh-CN.md"""
    text = (DOCS / page).read_text(encoding="utf-8")

    drawn = text.partition("<!-- moves -->\n")[2].partition("<!-- end of moves -->")[0]

    assert drawn.strip() == table(language).strip()

"""The table of moves in the docs is the table in the code, in both languages, and its Chinese words are those of the chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.approvals.advancing import Refusal
from bot.approvals.moves import Move
from bot.texts import render
from tests.contract.moves import MOVE_NAMES, table

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("page", "language"), [("approvals.md", "en"), ("approvals.zh-CN.md", "zh")])
def test_the_moves_in_the_docs_are_those_of_the_code(page: str, language: str):
    """To draw it anew: python -m tests.contract.moves docs/approvals.md docs/approvals.zh-CN.md"""
    text = (DOCS / page).read_text(encoding="utf-8")

    drawn = text.partition("<!-- moves -->\n")[2].partition("<!-- end of moves -->")[0]

    assert drawn.strip() == table(language).strip()


@pytest.mark.parametrize("move", list(Move))
def test_a_record_in_chat_names_a_move_as_the_docs_do(move: Move):
    assert f"总监 {MOVE_NAMES[move.value]}" in record(move=move.value, refused="")


@pytest.mark.parametrize("why", list(Refusal))
def test_a_record_in_chat_says_in_chinese_why_a_move_was_refused(why: Refusal):
    shown = record(move="approve", refused=why.value)

    assert "总监被拒绝：批准（" in shown
    assert why.value not in shown


def record(**about: str) -> str:
    empty = dict.fromkeys(("at", "request", "standing_for", "to", "about", "amount", "words"), "")
    return render("audit", "zh", lines=[{**empty, "by": "总监", "clauses": [], "hidden": False, "erased": False, **about}], more=False)

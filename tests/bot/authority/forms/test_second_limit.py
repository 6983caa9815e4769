"""A second limit of one grant, written as docs/rule-books.md says: as a list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.model import Outcome
from bot.naming import speaker_of
from bot.rulebook.reading import SHIPPED_FILE, compile_library
from bot.staff import Staff
from bot.understanding import Understanding
from tests.bot.authority.forms.conftest import BOOK, VOCABULARY

DOCS = Path(__file__).parents[4] / "docs"
GRANT = '  - {clause: "3.1", role: manager, action: reward, limit: {max: 300, unit: CNY, per: act}}\n'
ASKED, GRANTED, SENT_UP = Outcome.NEEDS_FACTS, Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED


@pytest.fixture(scope="module", params=["rule-books.md", "rule-books.zh-CN.md"])
def twice_limited(request, inn_texts) -> Understanding:
    """The inn, whose manager may reward with 300 each and 800 a month, as the page has it."""
    blocks = re.findall(r"```yaml\n(.*?)```", (DOCS / request.param).read_text("utf-8"), re.DOTALL)
    grants = next(one for one in blocks if one.startswith("grants:\n") and "{max: 800, unit: CNY, per: month}" in one)
    book = inn_texts[BOOK].replace(GRANT, grants.removeprefix("grants:\n"))
    assert book != inn_texts[BOOK]
    return Understanding(compile_library({BOOK: book, SHIPPED_FILE: inn_texts[VOCABULARY], VOCABULARY: "extends: remit\n"}))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("奖励小王 200 元", ASKED),
        ("奖励小王 200 元，本月累计没超过800元", GRANTED),
        ("奖励小王 200 元，本月累计超过800元", SENT_UP),
        ("奖励小王 350 元，本月累计没超过800元", SENT_UP),
        ("Reward my clerk 200 yuan", ASKED),
        ("Reward my clerk 200 yuan, that is within 800 this month", GRANTED),
        ("Reward my clerk 200 yuan, that is above 800 this month", SENT_UP),
        ("Reward my clerk 350 yuan, that is within 800 this month", SENT_UP),
    ],
)
def test_both_limits_count(twice_limited, text, outcome):
    (decision,) = twice_limited.check(text, speaker_of(twice_limited.library, Staff(), "前厅部经理")).decisions

    assert decision.outcome is outcome

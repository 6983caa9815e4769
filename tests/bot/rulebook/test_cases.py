"""The cases of a rule book as values."""

import pytest

from bot.model import Outcome
from bot.rulebook.cases import Case, read_cases
from bot.rulebook.findings import BrokenRuleBook

FILE = "shop/cases.yaml"
TEXT = """\
- {as: 店员, say: 东西坏了，退货, outcome: permitted, clause: "1.1"}
- {as: 店员, say: 奖励小王 50 元, outcome: approval_required, absent: [店长], approver: 副店长}
"""


def test_a_case_knows_its_book_file_and_line():
    assert read_cases({FILE: TEXT, "shop/rulebook.yaml": "["}) == (
        Case(book="shop", as_="店员", say="东西坏了，退货", outcome=Outcome.PERMITTED, clause="1.1", file=FILE, line=1),
        Case(
            book="shop",
            as_="店员",
            say="奖励小王 50 元",
            outcome=Outcome.APPROVAL_REQUIRED,
            absent=("店长",),
            approver="副店长",
            file=FILE,
            line=2,
        ),
    )


def test_every_error_of_every_file_is_given_at_once():
    broken = TEXT.replace("permitted", "allowed").replace("say: 奖励小王 50 元, ", "")

    with pytest.raises(BrokenRuleBook) as refused:
        read_cases({FILE: broken, "stall/cases.yaml": "{}"})

    assert [(finding.file, finding.line, finding.kind) for finding in refused.value.findings] == [
        (FILE, 1, "not-choice"),
        (FILE, 2, "missing-key"),
        ("stall/cases.yaml", 1, "not-list"),
    ]

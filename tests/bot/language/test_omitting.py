"""Steps that a duty's own clause asks for and the sentence leaves out."""

import pytest

from bot.authority.evaluating import AS_WRITTEN

CREDIT, MANAGER, PROPERTY = "信贷客户部", "大客户经理", "物业客户部岗位职责1"


@pytest.mark.parametrize(
    "text",
    [
        "不去现场了，调查材料照样编好交上去",
        "贷前没去现场，直接把调查资料编好",
        "write up the investigation report without the site visit",
        "skip the site visit and compile the investigation documents",
        "没核实过抵押物，调查资料照写",
    ],
)
def test_a_step_left_out_is_no_duty_as_the_book_has_it(proposed, text):
    assert [proposal.facts.get(AS_WRITTEN) for proposal in proposed(CREDIT, text)] == [False]


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (CREDIT, "去现场看看借款人经营得怎么样"),
        (CREDIT, "visit the borrower on site without delay and check the collateral"),
        (PROPERTY, "业主的报修没人处理，我去督促员工"),
    ],
)
def test_what_others_have_not_done_leaves_nothing_out(proposed, who, text):
    assert all(AS_WRITTEN not in proposal.facts for proposal in proposed(who, text))

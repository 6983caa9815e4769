"""Steps that a duty's own clause asks for and the sentence leaves out."""

import pytest

from bot.authority.deciding import headline
from bot.authority.evaluating import AS_WRITTEN
from bot.model import Outcome

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


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("销售人员", "大客户要换供应商的消息，先瞒着不报", "2.2.4"),
        ("销售人员", "这周不去拜访大客户了，懒得跑", "2.2.3"),
        ("业务主管", "组里的事以后我不跟部主任汇报了，自己看着办", "4.2.2"),
        (CREDIT, "抵押的那台机器没核过，先在材料里写没问题", "3.5"),
        (CREDIT, "10 small applications came in, checking 2 and waving the rest through", "3.4"),
    ],
)
def test_nobody_leaves_their_duty_undone(checked, who, text, clause):
    """A duty is owed: 2.2.4 asks for the news at once, so keeping it back is not allowed, whoever would approve it."""
    decision = headline(checked(who, text).decisions)

    assert decision.outcome is Outcome.PROHIBITED
    assert clause in decision.clauses


@pytest.mark.parametrize(("who", "text"), [(MANAGER, "推广方案还没报上去，我先铺开做"), ("销售人员", "自己定一条销售渠道，不跟上级商量")])
def test_what_waits_for_a_superior_goes_to_the_superior(checked, who, text):
    assert headline(checked(who, text).decisions).outcome is Outcome.APPROVAL_REQUIRED

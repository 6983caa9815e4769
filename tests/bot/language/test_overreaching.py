"""Who decides alone what their duty only has a part in, or signs what they only see through, is sent to their superior."""

from __future__ import annotations

import pytest

from bot.model import Outcome

_LAND, _CREDIT, _PILOT, _SITE, _ACCOUNTS = (
    "土地招商部职员",
    "信贷客户部",
    "物业客户部岗位职责4",
    "物业客户部岗位职责7",
    "客户主任",
)


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        (_LAND, "开发方案不用别人掺和，我一个人定了算", "6.7.2"),
        (_LAND, "I'll settle the development scheme for that plot by myself, no need to wait for anyone else", "6.7.2"),
        (_LAND, "拆迁预算由我拍板", "6.7.2"),
        (_CREDIT, "这家企业信用不错，利息收多少我一个人拍板就算数", "3.6"),
        (_CREDIT, "Fix the loan's amount and length on my own say-so, as the final word", "3.6"),
        (_PILOT, "新產品喺邊個商場試點由我一個人話事", "5.4.3"),
        (_PILOT, "Decide alone, without the product or marketing people, that the new product trial goes ahead", "5.4.3"),
        (_ACCOUNTS, "客户的市场销售政策，我一个人定下来", "4.3.3"),
        (_SITE, "I've followed up the property contract and checked it, so I'll sign it myself on the company's behalf", "5.7.4"),
        (_SITE, "物业合同我直接签了", "5.7.4"),
    ],
)
def test_more_than_its_clause_has_is_for_somebody_above(only, who, text, clause):
    decision = only(who, text)

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert clause in decision.clauses


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (_LAND, "参与制定开发方案，最后由领导拍板"),
        (_CREDIT, "客户评级做完了，这笔贷款的利率和期限我写出意见，不由我拍板"),
        (_SITE, "我盯着对方把物业合同签了"),
        (_SITE, "我跟进物业合同签订，签完归档"),
        (_CREDIT, "Look over the borrower's debts on site before we decide anything"),
    ],
)
def test_having_the_part_that_the_clause_gives_is_permitted(outcome, who, text):
    assert outcome(who, text) is Outcome.PERMITTED

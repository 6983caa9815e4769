"""A duty that is only passed off as done, or of whose thing it is said what becomes of it, isn't permitted; the duty itself is."""

import pytest

from bot.model import Outcome

CREDIT, CLERK, SALES, RECRUITER, DESIGN, KEY = "信贷客户部", "业务员", "销售人员", "招聘职员", "设计室职员", "大客户经理"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (CREDIT, "借款人的厂子我在门口望一眼，就算实地调查过了"),
        (CREDIT, "抵押物我看看照片，权当核实过了。"),
        (CLERK, "制作好的校样稿我翻个封面，就算审核"),
        (SALES, "大客户那边我打个电话，就算拜访了"),
        (CREDIT, "I look at the borrower's gate and call it a site visit"),
        (CLERK, "I'll mark the production proof as reviewed without opening it"),
        (RECRUITER, "I drop the recruitment plan halfway"),
        (CREDIT, "The loan ledger will be whatever my cousin dictates"),
        (DESIGN, "The company website can moulder in peace"),
        (CREDIT, "The investigation report will be a copy of the one next door"),
        (CLERK, "The meeting minutes stay in the drawer with the biscuits"),
        (CREDIT, "I shan't verify the collateral"),
        (CREDIT, "I needn't visit the borrower on site"),
    ],
)
def test_what_is_only_passed_off_as_done_isnt_permitted(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (CREDIT, "就算下雨了，我也去借款人的厂子实地调查"),
        (CREDIT, "我今天去借款人的厂子实地调查一下还款能力"),
        (CLERK, "再晚我也把制作好的校样稿审完"),
        (SALES, "I visit the key account on Friday, as every month"),
        (CREDIT, "The loan ledger will be brought up to date by me tonight"),
        (DESIGN, "The company website will be updated today"),
        (KEY, "I'll review the agreement and sign it"),
    ],
)
def test_the_duty_itself_is_permitted(outcome, who, text):
    assert outcome(who, text) is Outcome.PERMITTED

"""What does nothing to anybody changes no decision: who knows of it, when it was, that the form is filled in, who is told why."""

from __future__ import annotations

import pytest

from bot.authority.deciding import headline

_ADVISER, _MANAGER, _DIRECTOR = "健康顾问", "客服部经理", "客服部总监"
_DONE = [
    (_MANAGER, "本组小孙老迟到，我罚她三百"),
    (_MANAGER, "本组小孙老迟到，我罚她八十"),
    (_MANAGER, "本组小孙日常表现差，我申请把她调离"),
    (_DIRECTOR, "本部门小周日常表现好，我奖他四百"),
    (_DIRECTOR, "本部门小周日常表现差，我辞退他"),
    (_DIRECTOR, "客户抱怨，我给他打9折"),
    (_DIRECTOR, "我任命小陈当组长"),
    (_ADVISER, "这台确实有质量问题，顾客不满意，我给她换一台"),
]
_DONE_EN = [
    (_MANAGER, "Sun of my group is always late, so I fine her 300 yuan"),
    (_MANAGER, "Sun of my group is always late, so I fine her 80 yuan"),
    (_DIRECTOR, "Zhou of my department does good daily work, so I reward him 400 yuan"),
    (_DIRECTOR, "The customer complains, so I give him 10% off"),
    (_ADVISER, "The device has a confirmed defect and the customer is unhappy, so I exchange it"),
]


@pytest.fixture
def decided(checked):
    """What comes of a sentence: the strictest of its decisions."""
    return lambda who, text: headline(checked(who, text).decisions)


@pytest.mark.parametrize(
    "beside",
    [
        "总监也在场",
        "总监知道这事",
        "群里都传开了",
        "大家都没意见",
        "我跟她谈过了",
        "上个月也这样",
        "昨天发生的",
        "按规定来",
        "该走的流程我都走",
        "表格已经打印",
        "详情见附件",
        "麻烦帮我记一下",
        "我心里也不好受",
        "最近忙得很",
        "微信上说的",
    ],
)
def test_a_clause_that_does_nothing_changes_nothing(decided, beside):
    for who, said in _DONE:
        bare, told = decided(who, f"{said}。"), decided(who, f"{said}，{beside}。")
        assert (told.outcome, told.approver) == (bare.outcome, bare.approver), said


@pytest.mark.parametrize(
    "beside",
    ["the director knows about it", "same thing last month", "all by the book", "we are short of hands"],
)
def test_nor_does_one_in_english(decided, beside):
    for who, said in _DONE_EN:
        bare, told = decided(who, f"{said}."), decided(who, f"{said}; {beside}.")
        assert (told.outcome, told.approver) == (bare.outcome, bare.approver), said


@pytest.mark.parametrize("beside", ["工牌我扣下", "再让他跪着道歉", "钱分我一半", "又来一次", "他的奖金归我", "以后每周一次"])
def test_a_clause_that_does_something_is_not_permitted_along(decided, beside):
    """Nor would it be with the harmless one before it."""
    for who, said in _DONE[1:2]:
        assert decided(who, f"{said}，{beside}。").outcome.value != "permitted"
        assert decided(who, f"{said}，总监知道这事，{beside}。").outcome.value != "permitted"


@pytest.mark.parametrize(
    "told",
    ["原因报给总监", "回头发给总监", "理由我写给客服部总监", "回头给总监", "单子送给总监", "备案给总监", "我会打电话给客服部总监"],
)
def test_who_is_told_of_it_is_not_the_one_it_is_done_to(decided, told):
    """So it is still the director who approves."""
    decision = decided(_MANAGER, f"本组小孙老迟到，我罚她三百，{told}。")

    assert decision.approver is not None
    assert decision.approver.role == "customer-service/director"


def test_in_english_neither(decided):
    decision = decided(_MANAGER, "I fine Li of my group 300 yuan for being late and report it to the director.")

    assert decision.approver is not None
    assert decision.approver.role == "customer-service/director"


@pytest.mark.parametrize(
    ("who", "text", "outcome"),
    [
        (_ADVISER, "顾客索赔五千，我做不了主，马上报告上级", "permitted"),
        (_ADVISER, "A customer wants 5,000 yuan in compensation, which is beyond me, so I report it to my superior", "permitted"),
        (_DIRECTOR, "这笔补偿要六百，超出我权限，报总助", "permitted"),
        (_ADVISER, "先赔顾客五千，再报告上级", "approval_required"),
        (_ADVISER, "我赔顾客五千，马上报告上级", "approval_required"),
    ],
)
def test_what_is_handed_up_may_have_a_sum(decided, who, text, outcome):
    assert decided(who, text).outcome.value == outcome

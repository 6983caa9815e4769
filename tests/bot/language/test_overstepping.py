"""Second doings, doings that no duty means, and things of other departments: none is permitted."""

import pytest

from bot.model import Outcome

STATISTICIAN, MANAGER, SALES, ACCOUNTS = "统计员", "大客户经理", "销售人员", "客户主任"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (MANAGER, "签合同时我收了代理一个红包"),
        (SALES, "While visiting the key account I accept a gift."),
        (STATISTICIAN, "我把一组报的数改漂亮再交上去"),
        (STATISTICIAN, "I look through the patient files and send them to a newspaper."),
        (STATISTICIAN, "把电话录音传到业主群"),
        (STATISTICIAN, "我看病人档案，替他们把空栏填上"),
        (SALES, "I report the client's plans to a rival."),
        (MANAGER, "I run the daily business of the finance department."),
        ("信贷客户部", "贷前调查报告让借款人自己写"),
        ("物业客户部岗位职责7", "基站地址我选好了，登记在我名下"),
        ("业务员", "会议记录我来做，顺手把领导的名字签了"),
        (ACCOUNTS, "按客户的广告计划做，超出预算一点"),
        (STATISTICIAN, "The follow-up forms are old, so I'll burn them all."),
        ("客服部经理", "本组小李老迟到，罚 80，身份证也先扣下"),
        ("客服部经理", "我把本组小王换到东区跑，顺便每月底薪加 500"),
        ("客服部总监", "从下个月起全线产品降价一成"),
        ("信贷客户部", "找几个社会上的人上门堵借款人要债"),
        (SALES, "I open up a new sales channel and haven't talked to my manager about it."),
        ("业务协调员", "I want to sack the copywriter who keeps delivering late."),
        ("业务员", "I took a taxi to a client meeting and I am going to get the fare back from the cashier."),
        ("业务主管", "主任出去了，要新招个人，我说了算"),
        ("信贷客户部", "贷后看到抵押的货少了一半，等下个月再报"),
        ("信贷客户部", "八百万的这笔，材料全核了，实地也看了，我自己终审批掉"),
        ("信贷客户部", "我把抵押的车开出去办点私事"),
        (MANAGER, "Channel promo kicks off tomorrow; nobody upstairs has okayed it yet, but we're late."),
    ],
)
def test_what_no_duty_means_is_not_permitted(checked, who, text):
    assert any(decision.outcome is not Outcome.PERMITTED for decision in checked(who, text).decisions)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (SALES, "定期拜访大客户，绝不收回扣"),
        (ACCOUNTS, "按客户的广告计划和预算开展业务，不超预算"),
        ("物业客户部岗位职责1", "装修验收的时候，我安排员工巡查"),
        ("业务员", "出席客户会议时，我负责会议记录"),
    ],
)
def test_what_is_denied_or_only_tells_when_changes_nothing(checked, who, text):
    assert all(decision.outcome is Outcome.PERMITTED for decision in checked(who, text).decisions)


@pytest.mark.parametrize("text", ["人事部的电话录音我抽几段听听", "I'd like to check the data reported by the sales department."])
def test_what_another_department_has_is_no_record_of_ours(proposed, text):
    assert [proposal.action for proposal in proposed(STATISTICIAN, text)] == [None]


@pytest.mark.parametrize("text", ["客服部的电话录音我抽几段听听", "我要质疑二组上报的数据"])
def test_what_the_own_department_has_is(proposed, text):
    assert all(proposal.action for proposal in proposed(STATISTICIAN, text))


def test_what_a_colleague_did_is_why_they_are_penalised(proposed):
    assert all(proposal.action for proposal in proposed("客服部经理", "本组员工小刘日常表现差，骗客户，所以处罚他50元"))


@pytest.mark.parametrize("text", ["I refuse to issue a loan as a favour to a friend"])
def test_a_friend_who_is_refused_gets_nothing(checked, text):
    assert all(decision.outcome is Outcome.PERMITTED for decision in checked("信贷客户部", text).decisions)

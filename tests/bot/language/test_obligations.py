"""A power comes with what its clause demands along with it: who announces not to do that may not do it at all, by that clause."""

import pytest

from bot.authority.deciding import headline
from bot.model import Outcome, Reason


@pytest.mark.parametrize(
    ("post", "text", "clause"),
    [
        ("客服部经理", "本组小许这月表现差，罚他60块，原因我就不往总监那儿报了。", "1.3.2.3"),
        (
            "客服部总监",
            "Daily work of our own department's Wu is excellent: I reward him 200 yuan and the signatures I leave out.",
            "1.3.5.4",
        ),
        ("客服部总监", "部里阿敏平时干得好，奖她三百，签字、核查那一套统统省掉。", "1.3.5.4"),
        ("健康顾问", "确实有质量问题，也耐心劝过，顾客坚持要退，我退掉，原因懒得写。", "1.3.1.1"),
        ("客服部总监", "部里阿敏平时干得好，奖她三百，不用财务总监会签。", "1.3.5.4"),
        (
            "客服部总监",
            "Wu of my own department works very well every day: I reward him 200 yuan without the finance director's signature.",
            "1.3.5.4",
        ),
        ("客服部总监", "They suffered serious harm, so I compensate them 300 yuan; I won't record why.", "1.3.5.2"),
    ],
)
def test_an_act_whose_obligation_is_refused_is_prohibited_by_its_clause(checked, post, text, clause):
    decision = headline(checked(post, text).decisions)

    assert (decision.outcome, decision.reason) == (Outcome.PROHIBITED, Reason.OBLIGATION_LEFT_OUT)
    assert clause in decision.clauses


@pytest.mark.parametrize(
    "text",
    [
        "本组小许这月日常表现差，罚他60块，原因我马上报给总监。",
        "本组小许日常表现差，罚他60块，原因不会忘了报。",
        "Fine Xu of my own group 60 yuan for bad daily work; I won't forget to report the reason.",
    ],
)
def test_who_will_do_it_may(outcome, text):
    assert outcome("客服部经理", text) is Outcome.PERMITTED


def test_what_is_only_put_off_is_not_refused(outcome):
    assert outcome("客服部经理", "给我组小冯发50块奖励，理由我先不写。") is not Outcome.PROHIBITED


@pytest.mark.parametrize(
    ("post", "text"),
    [
        (
            "物业客户部岗位职责3",
            "Half of the new colleagues can't tell a lease from a leaflet. I'll hold a staff training for them on Friday.",
        ),
        ("信贷客户部", "会计那边催得紧，桌上堆成山了。我今晚把贷款台账做出来。"),
        ("物业客户部岗位职责5", "前台添了三张生面孔，问啥都懵。我给客服组做一轮培训。"),
    ],
)
def test_what_is_told_before_does_not_hinder_a_duty(outcome, post, text):
    assert outcome(post, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "借款人给我塞了个红包。我今晚把贷款台账做出来。",
        "账先随便编几个数。我今晚把贷款台账做出来。",
        "要是领导问起来就说做了。我今晚把贷款台账做出来。",
    ],
)
def test_what_is_told_before_still_counts_where_it_is_wrong(outcome, text):
    assert outcome("信贷客户部", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "超出我权限的事，我不向上级汇报",
        "超出我权限，先拖两天再跟总监说",
        "这个问题我解决不了，我明天向总监汇报",
        "I can't settle it, I'll report it to my superior next week",
        "这事我的权限解决不了，先压着，不跟总监说",
    ],
)
def test_what_has_to_go_up_at_once_may_be_neither_kept_back_nor_put_off(checked, text):
    """1.3.2.6: a matter that this authority can't settle goes to the superior at once."""
    decision = headline(checked("客服部经理", text).decisions)

    assert decision.outcome is Outcome.PROHIBITED
    assert "1.3.2.6" in decision.clauses


@pytest.mark.parametrize(
    "text",
    [
        "这个问题我解决不了，马上向上级汇报",
        "客户这事超出我的权限，立刻报客服部总监。",
        "I can't settle it, I report it to my superior now",
        "This is beyond my authority, so I take it to the customer service director.",
    ],
)
def test_what_goes_up_at_once_may(outcome, text):
    assert outcome("客服部经理", text) is Outcome.PERMITTED


def test_where_ones_own_clause_sets_no_time_it_may_wait(outcome):
    """4.1.2 has the head of the client department answer to the general manager, and doesn't say how soon; 1.3.2.6 binds others."""
    assert outcome("部主任", "这件大事超出我的权限，我下周向总经理汇报") is Outcome.PERMITTED

"""What a sentence states of a fact: true, false, or nothing."""

import pytest

from bot.model import Outcome

DEFECT, INSISTS, CHEAP, HARM, CONDUCT = "defect-verified", "customer-insists", "cheap-gift", "serious-harm", "daily-performance"


@pytest.mark.parametrize(
    "text",
    [
        "产品确认有质量问题，给顾客调换",
        "检验过，产品确实有质量问题，给顾客调换",
        "質檢確認有質量問題，給顧客調換",
        "The product is confirmed defective, I exchange it",
        "We verified a quality problem and exchange the product",
    ],
)
def test_what_was_confirmed_is_true(facts_in, text):
    assert facts_in(text)[DEFECT] is True


@pytest.mark.parametrize(
    "text",
    [
        "产品没有质量问题，给顾客调换",
        "产品质量没问题，给顾客调换",
        "检验过没有质量问题，给顾客调换",
        "产品并没有质量问题，给顾客调换",
        "產品沒有質量問題，給顧客調換",
        "There is no quality problem, I exchange the product",
        "The product isn't defective, I exchange it",
        "the product isnt defective, i exchange it",
    ],
)
def test_what_was_denied_is_false(facts_in, text):
    assert facts_in(text)[DEFECT] is False


@pytest.mark.parametrize(
    "text",
    [
        "给顾客调换",
        "顾客说有质量问题，给他调换",
        "客户反映产品坏了，给他调换",
        "可能有质量问题，给顾客调换",
        "好像坏了，给顾客调换",
        "不知道有没有质量问题，给顾客调换",
        "有没有质量问题我没看，给顾客调换",
        "如果产品确实有质量问题，给顾客调换",
        "还没检验有没有质量问题，给顾客调换",
        "是不是质量问题还没确认，给顾客调换",
        "The customer says it is broken, I exchange it",
        "It may be defective, I exchange it",
        "If the product is confirmed defective, I exchange it",
        "Not sure whether it has a quality problem, I exchange it",
        "The product has not been inspected yet, I exchange it",
    ],
)
def test_hearsay_doubt_and_conditions_state_nothing(facts_in, text):
    assert DEFECT not in facts_in(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("顾客说坏了，检验确认有质量问题，给他调换", True),
        ("顾客说有质量问题，检验后没有质量问题，给他调换", False),
        ("产品坏了，我检查过确实坏了，给顾客调换", True),
        ("The customer says it is broken, we tested it and it is confirmed defective, I exchange it", True),
    ],
)
def test_the_next_clause_may_confirm_what_was_only_heard(facts_in, text, said):
    assert facts_in(text)[DEFECT] is said


def test_what_is_said_both_ways_was_not_stated(facts_in):
    assert DEFECT not in facts_in("产品确认有质量问题，又说产品没有质量问题，给顾客调换")


def test_a_double_denial_is_no_denial(facts_in):
    assert facts_in("产品并不是没有质量问题，给顾客调换").get(DEFECT) is not False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("产品确认有质量问题，劝过了顾客还是坚持要退，退货", True),
        ("产品确认有质量问题，顾客同意换货，退货", False),
        ("产品确认有质量问题，还没劝，退货", None),
        ("The customer still insists on the refund", True),
        ("The customer agreed to an exchange but I refund", False),
    ],
)
def test_whether_the_customer_insists(checked, text, said):
    refund = next(proposal for proposal in checked("健康顾问", text).reading.proposals if proposal.action == "refund")

    assert refund.facts.get(INSISTS) is said


@pytest.mark.parametrize(
    ("gift", "said"),
    [("廉价的赠品", True), ("便宜的小赠品", True), ("不值钱的赠品", True), ("不便宜的赠品", False), ("贵重的赠品", False), ("赠品", None)],
)
def test_whether_a_gift_is_cheap(facts_in, gift, said):
    assert facts_in(f"给抱怨的顾客送一件{gift}").get(CHEAP) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("给客户造成较大损害，补偿他 300 元", True),
        ("影响不大，补偿客户 300 元", False),
        ("没有造成较大损害，补偿客户 300 元", False),
        ("补偿客户 300 元", None),
        ("It did the customer considerable harm, I compensate the customer with 300 yuan", True),
        ("The harm was minor, I compensate the customer with 300 yuan", False),
    ],
)
def test_whether_the_harm_is_considerable(facts_in, text, said):
    assert facts_in(text, "客服部总监").get(HARM) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本组小王迟到，罚他 50 元", True),
        ("本组小王跟工作表现无关，罚他 50 元", False),
        ("罚本组小王 50 元", None),
        ("本组小王没迟到，罚他 50 元", None),
        ("Wang of my team was not late, I fine him 50 yuan", None),
        ("Wang of my team wasn't late, I fine him 50 yuan", None),
        ("Wang of my team was late, I fine him 50 yuan", True),
        ("It has nothing to do with his performance, I fine Wang of my team 50 yuan", False),
    ],
)
def test_whether_it_rests_on_daily_performance(facts_in, text, said):
    assert facts_in(text, "客服部经理").get(CONDUCT) is said


@pytest.mark.parametrize("text", ["我以权谋私，给顾客退货", "I abuse my authority and refund the customer"])
def test_an_abuse_of_ones_own_is_stated(facts_in, text):
    assert facts_in(text)["abuse"] is True


def test_an_abuse_of_somebody_else_is_not_ones_own(facts_in):
    assert "abuse" not in facts_in("本组小王徇私，罚他 50 元", "客服部经理")


@pytest.mark.parametrize("text", ["我绝不徇私，给顾客退货", "没有徇私，给顾客退货"])
def test_denying_an_abuse_is_not_stating_it(facts_in, text):
    assert facts_in(text).get("abuse") is not True


@pytest.mark.parametrize("text", ["质量问题确认之前就给顾客退货", "refund the customer before the defect has been confirmed"])
def test_what_comes_before_a_fact_does_not_state_it(facts_in, text):
    assert facts_in(text, "客服部总监").get("defect-verified") is not True


BOOK = """
book: agency
title: {zh: 招生部授权规定, en: "Admissions: delegation of authority"}
source: {document: {zh: 招生手册, en: the admissions manual}}
unit: {zh: 招生部, en: admissions}
roles:
  head: {title: {zh: 招生经理, en: admissions manager}}
clauses:
  "1.1": {role: head, zh: 有签好的协议的，可付代理佣金。, en: May pay an agent commission where there is a signed agreement.}
grants:
  - {clause: "1.1", role: head, action: pay-commission, conditions: [agreement-signed]}
"""
VOCABULARY = """
actions:
  pay-commission: {title: {zh: 付佣金, en: commission to an agent}, zh: [付*佣金], en: [pay * commission]}
facts:
  agreement-signed:
    title: {zh: 有签好的协议, en: there is a signed agreement}
    question: {zh: 协议签好了吗？, en: Is there a signed agreement?}
    true: {zh: [协议签好], en: [signed agreement, agreement signed]}
"""


@pytest.fixture(scope="module")
def agency(make_company, deciding):
    return deciding(make_company("agency", BOOK, VOCABULARY), "招生经理")


@pytest.mark.parametrize(
    ("behind", "outcome"),
    [
        ("the signed agreement is here", Outcome.PERMITTED),
        ("signed agreement attached", Outcome.PERMITTED),
        ("the signed agreement is still at the lawyers", Outcome.NEEDS_FACTS),
        ("the signed agreement went missing", Outcome.NEEDS_FACTS),
        ("the signed agreement isn't back", Outcome.NEEDS_FACTS),
        ("the signed agreement hasnt come", Outcome.NEEDS_FACTS),
        ("i doubt there is a signed agreement", Outcome.NEEDS_FACTS),
    ],
)
def test_what_is_said_behind_may_leave_it_open(agency, behind, outcome):
    """Naming a thing says nothing yet: the agreement may be on its way."""
    assert agency(f"Pay the agent his commission, {behind}").outcome is outcome


@pytest.mark.parametrize(
    "text",
    [
        "Fang in our department has been sloppy day in day out for months, I let her go",
        "方某是我们部门的，平日做事拖沓，我把她辞退",
        "Her everyday work isn't good enough, I let her go, she is in our department",
    ],
)
def test_how_somebody_is_every_day_is_how_they_work(facts_in, text):
    assert facts_in(text, "客服部总监")[CONDUCT] is True


@pytest.mark.parametrize(
    "text",
    [
        "She let us down, I let her go, she is in our department",
        "customers say every day that our coffee is poor, I dismiss Fang of our department",
    ],
)
def test_once_or_of_others_it_says_nothing_of_that(facts_in, text):
    assert CONDUCT not in facts_in(text, "客服部总监")


@pytest.mark.parametrize("text", ["查过了，一点毛病都没有，顾客想换，我给他换", "质量问题也没发现，顾客想换，我给他换"])
def test_none_of_it_is_said_behind(facts_in, text):
    assert facts_in(text)[DEFECT] is False


def test_i_think_i_will_doubts_nothing_else(checked):
    (given,) = checked("健康顾问", "I think I give the annoyed customer a cheap keychain").decisions
    (thought,) = checked("健康顾问", "I think it is a cheap gift, the annoyed customer gets it").decisions

    assert (given.outcome, thought.outcome) == (Outcome.PERMITTED, Outcome.NEEDS_FACTS)


def test_whose_people_they_are_says_nothing_of_a_superior(checked):
    assert checked("销售人员", "我和手下的人选定了这条销售渠道，直接开").decisions[0].outcome is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "whose", ["我妈妈", "爸爸", "爱人", "外婆", "我儿媳", "死党", "my mum", "my girlfriend", "a flatmate", "my grandson"]
)
def test_a_favour_to_relatives_and_friends_is_known_by_what_they_are_called(facts_in, whose):
    text = f"Issue a loan to {whose}" if whose.isascii() else f"给{whose}发放贷款"

    assert facts_in(text)["favour-loan"] is True

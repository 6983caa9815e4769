"""A company abroad: its own currency, and numbers beside the amount that aren't the amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.language.amounts import find_amounts
from bot.model import Outcome, Quantity
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: inn
title: {zh: 客栈授权规定, en: "Inn: delegation of authority"}
source: {document: {zh: 客栈手册, en: the inn's manual}}
unit: {zh: 客栈, en: inn}
roles:
  clerk:
    title: {zh: 前台, en: desk clerk}
    reports_to: {role: host, clause: "1.9"}
    escalations: [{clause: "1.9", to: host}]
  host: {title: {zh: 店东, en: host}}
clauses:
  "1.1": {role: clerk, zh: 可免迷你吧费用，40 新元以内。, en: May waive minibar charges of up to S$40.}
  "1.2": {role: clerk, zh: 可打八五折。, en: May take 15% off the rate.}
  "1.3": {role: clerk, zh: 可让客人延迟退房。, en: May let a guest check out late.}
  "1.4": {role: clerk, zh: 可给供应商优惠价，最多减 50%。, en: May give a supplier 50% off.}
  "1.9": {role: clerk, zh: 其余的事报店东。, en: Reports other matters to the host.}
grants:
  - {clause: "1.1", role: clerk, action: waive-minibar, limit: {max: 40, unit: SGD, per: act}}
  - {clause: "1.2", role: clerk, action: discount, limit: {max: 15, unit: percent, per: act}}
  - {clause: "1.3", role: clerk, action: late-checkout}
  - {clause: "1.4", role: clerk, action: supply-discount, limit: {max: 50, unit: percent, per: act}}
"""
VOCABULARY = """
actions:
  waive-minibar:
    title: {zh: 免迷你吧费用, en: waiver of minibar charges}
    concerns: customer
    unit: SGD
    beside: [fees]
    zh: [免*迷你吧, 迷你吧*免]
    en: [waive * minibar, minibar * waive]
  late-checkout:
    title: {zh: 延迟退房, en: late check-out}
    concerns: customer
    zh: [延迟退房]
    en: [late check-out, check out late]
  supply-discount:
    title: {zh: 供应商优惠, en: discount for a supplier}
    unit: percent
    zh: [供应商*优惠]
    en: [supplier * discount]
"""


@pytest.fixture(scope="module")
def inn(make_company):
    return make_company("inn", BOOK, VOCABULARY)


@pytest.fixture
def said(inn, deciding):
    """The decision on a sentence of the clerk's, which proposes one act."""
    return deciding(inn, "前台")


@pytest.mark.parametrize("sum_", ["$30", "30 dollars", "30 bucks", "S$30", "30", "30 块", "30 元", "30 新元", "三十块钱", "30 刀", "30蚊"])
def test_money_without_a_name_is_in_the_currency_of_the_books(said, sum_):
    decision = said(f"迷你吧费用免 {sum_}" if not sum_.isascii() else f"Waive {sum_} of the minibar")

    assert (decision.proposal.amount, decision.outcome) == (Quantity(value=Decimal(30), unit="SGD"), Outcome.PERMITTED)


@pytest.mark.parametrize(
    "sum_", ["US$30", "30 US dollars", "30 美元", "人民币 30 元", "RMB 30", "30 yuan", "¥30", "A$30", "30 baht", "30 马币", "€30"]
)
def test_another_currency_by_its_name_is_never_mixed_with_it(said, sum_):
    decision = said(f"迷你吧费用免 {sum_}" if not sum_.isascii() else f"Waive {sum_} of the minibar")

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))


@pytest.mark.parametrize(
    ("home", "text", "unit"),
    [
        ("", "$5", "USD"),
        ("", "5 块", "CNY"),
        ("CNY", "$5", "USD"),
        ("HKD", "$5", "HKD"),
        ("HKD", "5 毛", "HKD"),
        ("GBP", "$5", "USD"),
        ("GBP", "5 块", "CNY"),
        ("EUR", "5 块", "EUR"),
        ("EUR", "$5", "USD"),
        ("TWD", "100 元", "TWD"),
        ("TWD", "100 元人民币", "CNY"),
        ("SGD", "一笔钱", "SGD"),
    ],
)
def test_a_word_means_the_companys_currency_only_where_that_is_called_so(home, text, unit):
    (mention,) = find_amounts(text, home)

    assert mention.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Waive $30 of the minibar for 808",
        "Waive $30 of the minibar in room 302",
        "Waive $30 of the minibar at table 12",
        "Waive $30 of the minibar under order number 5512",
        "Waive 808's minibar charges of $30",
        "302房的迷你吧免 30 块",
        "302 号房的迷你吧免 30 块",
        "808 的客人迷你吧免 30 块",
        "迷你吧免 30 块，单号是 88123",
        "迷你吧免 30 块，客人电话是 91234567",
    ],
)
def test_the_number_of_a_room_or_an_order_is_no_amount_and_leaves_the_real_one_plain(said, text):
    assert said(text).proposal.amount == Quantity(value=Decimal(30), unit="SGD")


@pytest.mark.parametrize("text", ["Waive $30 of the minibar for $60", "Waive $30 of the minibar in 808 and 200 for 809"])
def test_two_sums_that_may_not_both_be_paid_are_still_asked_about(said, text):
    assert said(text).missing == ("amount",)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Waive $30 of the minibar and $200", 230),
        ("Waive $30 of the minibar and another $30", 60),
        ("迷你吧免 30 块，外加 200 块", 230),
    ],
)
def test_two_sums_for_one_act_add_up_and_the_decision_says_so(said, text, total):
    decision = said(text)

    assert decision.proposal.amount == Quantity(value=Decimal(total), unit="SGD")
    assert any(str(total) in remark.zh for remark in decision.proposal.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "Occupancy is 60 percent, 10% off",
        "10% off, the house is at 60%",
        "We're at 80% occupancy, I give 10% off the rate",
        "The house is 70% full and I take 10% off",
        "入住率 60%，打九折",
        "60% 的入住率，给客人打九折",
    ],
)
def test_a_percentage_of_something_else_is_not_the_discount(said, text):
    decision = said(text)

    assert (decision.proposal.amount, decision.outcome) == (Quantity(value=Decimal(10), unit="percent"), Outcome.PERMITTED)


@pytest.mark.parametrize("text", ["延迟退房，入住率 80%", "late check-out, at 80% occupancy", "late check-out, the house is at 80%"])
def test_a_percentage_that_comes_off_no_price_proposes_no_discount(inn, text):
    decisions = inn.check(text, speaker_of(inn.library, Staff(), "前台")).decisions

    assert "discount" not in {decision.proposal.action for decision in decisions}


@pytest.mark.parametrize("text", ["10% off for her", "给她便宜 10%"])
def test_a_mere_discount_is_one_for_a_customer(said, text):
    assert said(text).proposal.action == "discount"


@pytest.mark.parametrize("text", ["免费让客人延迟退房", "让客人延迟退房，免费", "late check-out free of charge"])
def test_what_is_said_to_be_free_is_no_second_act(said, text):
    decision = said(text)

    assert (decision.proposal.action, decision.outcome) == ("late-checkout", Outcome.PERMITTED)


@pytest.mark.parametrize("text", ["给她免费", "give her the stay free of charge"])
def test_free_by_itself_is_all_of_the_price_off(said, text):
    decision = said(text)

    assert (decision.proposal.amount, decision.outcome) == (Quantity(value=Decimal(100), unit="percent"), Outcome.APPROVAL_REQUIRED)


@pytest.mark.parametrize("text", ["How much is the minibar?", "迷你吧的费用一次多少钱？", "How much does the minibar cost?"])
def test_what_a_thing_costs_is_no_limit_of_an_act(inn, text):
    assert inn.ask(text, speaker_of(inn.library, Staff(), "前台")).kind != "answer"


@pytest.mark.parametrize("text", ["How much of the minibar may I waive?", "迷你吧我最多能免多少？"])
def test_how_much_one_may_waive_is(inn, text):
    assert inn.ask(text, speaker_of(inn.library, Staff(), "前台")).kind == "answer"

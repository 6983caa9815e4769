"""Points of a rate: percentage points, points and basis points are so much of it, for the act, for its facts and for both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.language.amounts import find_amounts
from bot.model import Outcome

BOOK = """
book: lender
title: {zh: 小额贷款授权规定, en: "Lender: delegation of authority"}
source: {document: {zh: 小额贷款手册, en: the lender's manual}}
unit: {zh: 小额贷款部, en: lender}
roles:
  officer: {title: {zh: 信贷员, en: loan officer}, reports_to: {role: head, clause: "1.9"}, escalations: [{clause: "1.9", to: head}]}
  head: {title: {zh: 主管, en: head}}
clauses:
  "1.1": {role: officer, zh: 可下调贷款利率 0.25 个百分点以内。, en: May reduce the loan rate by up to 0.25 percentage points.}
  "1.2": {role: department, zh: 下调不得超过 1.5 个百分点。, en: Nobody reduces it by more than 1.5 points.}
  "1.3": {role: officer, zh: 存款利率可上浮 0.10 个百分点以内。, en: May offer up to 0.10 points above the posted rate.}
  "1.9": {role: officer, zh: 其余的事报主管。, en: Reports other matters to the head.}
grants:
  - {clause: "1.1", role: officer, action: cut-rate, limit: {max: 0.25, unit: share, per: act}}
  - {clause: "1.3", role: officer, action: raise-rate, limit: {max: 0.10, unit: share, per: act}, conditions: [large-enough]}
prohibitions:
  - {clause: "1.2", action: cut-rate, when: [too-much]}
"""
VOCABULARY = """
actions:
  cut-rate:
    title: {zh: 下调贷款利率, en: reduction of the loan rate}
    unit: share
    zh: [下调*利率, 利率*下调, 利率*降, 利率*优惠]
    en: [reduce * loan rate, off the loan rate]
  raise-rate: {title: {zh: 存款利率上浮, en: raised deposit rate}, unit: share, zh: [存款*上浮], en: [above the posted rate]}
facts:
  too-much:
    question: {zh: 下调超过 1.5 个百分点吗？, en: Is it reduced by more than 1.5 points?}
    measure: {unit: share, above: 1.5, of: {zh: [下调, 降, 利率], en: [reduce, "off", rate]}}
  large-enough:
    question: {zh: 存款在十万元以上吗？, en: "Is it a deposit of 100000 yuan or more?"}
    presumed: true
    measure: {unit: CNY, at_least: 100000, of: {zh: [存款], en: [deposit]}}
"""


@pytest.fixture(scope="module")
def decided(make_company, deciding):
    return deciding(make_company("lender", BOOK, VOCABULARY), "信贷员")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Reduce the loan rate by 0.2 percentage points", "0.2"),
        ("Reduce the loan rate by 0.2 points", "0.2"),
        ("Reduce the loan rate by 20 basis points", "0.2"),
        ("Reduce the loan rate by 20 bps", "0.2"),
        ("Take 0.2 points off the loan rate", "0.2"),
        ("Take a quarter of a percentage point off the loan rate", "0.25"),
        ("贷款利率优惠 20 个基点", "0.2"),
        ("贷款利率优惠 0.2 个百分点", "0.2"),
        ("Offer 0.05 percentage points above the posted rate", "0.05"),
        ("Offer 5 basis points above the posted rate", "0.05"),
    ],
)
def test_points_are_so_much_of_the_rate(decided, text, share):
    decision = decided(text)

    assert (decision.outcome, decision.proposal.amount.value) == (Outcome.PERMITTED, Decimal(share))


@pytest.mark.parametrize("text", ["Take half a percentage point off the loan rate", "Reduce the loan rate by 30 basis points"])
def test_more_points_than_the_limit_go_up(decided, text):
    assert decided(text).outcome is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize("text", ["客户给了 5 points", "Deduct 5 points for being late", "a score of 90 points"])
def test_other_points_are_no_share(text):
    assert not any(mention.unit == "percent" for mention in find_amounts(text))


@pytest.mark.parametrize("text", ["贷款利率降到 0.2%", "贷款利率降至 0.2 个百分点", "Reduce the loan rate to 0.2%"])
def test_what_the_rate_then_is_is_not_by_how_much_it_changes(decided, text):
    decision = decided(text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))


@pytest.mark.parametrize(
    "text",
    ["下调贷款利率{}", "贷款利率下调{}", "贷款利率降{}", "贷款利率下调了{}"],
)
@pytest.mark.parametrize("unit", ["个百分点", "%"])
def test_a_number_beside_a_word_of_the_act_is_its_amount_and_the_facts(decided, text, unit):
    small, large = (decided(text.format(number + unit)) for number in ("0.2", "1.6"))

    assert (small.outcome, small.proposal.amount.value) == (Outcome.PERMITTED, Decimal("0.2"))
    assert (large.outcome, large.proposal.facts) == (Outcome.PROHIBITED, {"too-much": True})


@pytest.mark.parametrize("text", ["Offer 0.05 % above the posted rate", "Offer 0.05 % above the posted rate on a deposit of 200,000 yuan"])
def test_a_fact_takes_no_number_from_an_act_that_does_not_turn_on_it(decided, text):
    assert decided(text).outcome is Outcome.PERMITTED

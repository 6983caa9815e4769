"""Limits on what all comes to: what a sentence says was used before counts, whatever words a company has for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.model import Outcome, Per

BOOK = """
book: store
title: {zh: 门店授权规定, en: "Store: delegation of authority"}
source: {document: {zh: 门店手册, en: the store's manual}}
unit: {zh: 门店, en: store}
roles:
  manager:
    title: {zh: 店长, en: store manager}
    reports_to: {role: regional, clause: "1.9"}
    escalations: [{clause: "1.9", to: regional}]
  regional: {title: {zh: 区域经理, en: regional manager}}
clauses:
  "1.1": {role: manager, zh: 单笔费用 2000 元以内，每月合计 8000 元以内。, en: "Expenses up to 2,000 yuan each and 8,000 a month."}
  "1.2": {role: regional, zh: 单笔费用 20000 元以内，每月合计 50000 元以内。, en: "Expenses up to 20,000 yuan each and 50,000 a month."}
  "1.3": {role: manager, zh: 每天安排加班 4 小时以内。, en: May arrange up to 4 hours of overtime a day.}
  "1.9": {role: manager, zh: 其余的事报区域经理。, en: Reports other matters to the regional manager.}
grants:
  - {clause: "1.1", role: manager, action: approve-expense, limit: [{max: 2000, unit: CNY}, {max: 8000, unit: CNY, per: month}]}
  - {clause: "1.2", role: regional, action: approve-expense, limit: [{max: 50000, unit: CNY, per: month}, {max: 20000, unit: CNY}]}
  - {clause: "1.3", role: manager, action: arrange-overtime, limit: {max: 4, unit: hour, per: day}}
"""
VOCABULARY = """
actions:
  approve-expense:
    {title: {zh: 批准费用, en: approval of an expense}, unit: CNY, zh: [批*维修费, 批*费用], en: [approve * bill, approve * expense]}
  arrange-overtime: {title: {zh: 安排加班, en: overtime}, unit: hour, zh: [安排*加班, 加班], en: [overtime]}
"""


@pytest.fixture(scope="module")
def store(make_company):
    return make_company("store", BOOK, VOCABULARY)


@pytest.fixture
def said(store, deciding):
    """The decision on a sentence of the store manager's, which proposes one act."""
    return deciding(store, "店长")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("批一笔1800元的维修费，本月之前一共批了3000元", 3000),
        ("这个月已经批了3000元，再批1800元维修费", 3000),
        ("批一笔1800元的维修费，本月累计4800元", 3000),
        ("批一笔1800元的维修费，这个月还没批过", 0),
        ("Approve an 1,800 yuan repair bill; I have already approved 3,000 yuan this month", 3000),
        ("Approve a 1,800 yuan bill; so far this month it's 3,000 yuan", 3000),
        ("Approve a 1,800 yuan repair bill, nothing else approved so far this month", 0),
        ("Approve an 1,800 yuan bill; with it this month comes to 4,800 yuan", 3000),
    ],
)
def test_what_was_used_before_is_told_and_the_act_is_within_both_limits(said, text, before):
    decision = said(text)

    assert decision.outcome is Outcome.PERMITTED
    assert decision.proposal.amount.value == Decimal(1800)
    assert decision.proposal.used[Per.MONTH].value == Decimal(before)


@pytest.mark.parametrize(
    "text",
    [
        "批一笔1800元的维修费，本月已经批了7000元",
        "这个月已经批了7000，再批1800元维修费",
        "Approve an 1,800 yuan repair bill; I have already approved 7,500 yuan this month",
        "批一笔2500元的维修费，这个月还没批过",
    ],
)
def test_beyond_either_of_the_two_it_goes_up(said, text):
    decision = said(text)

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert decision.approver.role == "store/regional"


@pytest.mark.parametrize(
    "text",
    [
        "批一笔1800元的维修费",
        "这个月已经批了1800元的维修费",
        "Approve an 1,800 yuan bill; last month it was 3,000 yuan",
        "批一笔1800元的维修费，听说本月已经批了不少",
    ],
)
def test_what_is_not_said_of_this_month_is_asked(said, text):
    decision = said(text)

    assert decision.outcome is Outcome.NEEDS_FACTS
    assert decision.missing == ("within-month",)


def test_a_day_has_its_total_as_well(said):
    assert said("今天已经加班3小时，再安排1小时加班").outcome is Outcome.PERMITTED
    assert said("今天已经加班3小时，再安排2小时加班").outcome is Outcome.APPROVAL_REQUIRED
    assert said("安排2小时加班").missing == ("within-day",)

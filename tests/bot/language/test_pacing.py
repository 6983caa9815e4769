"""A duty whose clause says how often it is done is no duty more seldom."""

from __future__ import annotations

import pytest

from bot.model import Outcome

BOOK = """
book: mill
title: {zh: 磨坊职责规定, en: "Mill: duties"}
source: {document: {zh: 磨坊手册, en: the mill's manual}}
unit: {zh: 磨坊, en: mill}
roles:
  keeper: {title: {zh: 保管员, en: keeper}, reports_to: {role: master, clause: "1.9"}, escalations: [{clause: "1.9", to: master}]}
  master: {title: {zh: 坊主, en: master}}
clauses:
  "1.1":
    role: keeper
    zh: 每月盘点仓库两次。
    en: Counts the store twice a month.
    duties: [{do: [take-stock], what: [store]}]
  "1.2":
    role: keeper
    zh: 每 4 小时检查一次筒仓。
    en: Inspects the silo every 4 hours.
    duties: [{do: [look-over], what: [silo]}]
  "1.3":
    role: keeper
    zh: 检查水闸。
    en: Inspects the sluice.
    duties: [{do: [look-over], what: [sluice]}]
  "1.9": {role: keeper, zh: 其余的事报坊主。, en: Reports other matters to the master.}
"""
VOCABULARY = """
concepts:
  take-stock: {zh: [盘点, 盘], en: [count, take stock of]}
  look-over: {zh: [检查], en: [inspect, inspects, check]}
  store: {zh: [仓库], en: [store]}
  silo: {zh: [筒仓], en: [silo]}
  sluice: {zh: [水闸], en: [sluice]}
"""


@pytest.fixture(scope="module")
def outcome(make_company, deciding):
    decided = deciding(make_company("mill", BOOK, VOCABULARY), "保管员")
    return lambda text: decided(text).outcome


@pytest.mark.parametrize(
    "text",
    [
        "我每季度盘点一次仓库",
        "我一年盘点一次仓库",
        "半年盘点一次仓库",
        "I count the store once a quarter",
        "I count the store every six weeks",
        "我每天检查一次筒仓",
        "I inspect the silo twice a day",
    ],
)
def test_more_seldom_than_the_clause_says_is_asked_first(outcome, text):
    assert outcome(text) is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize(
    "text",
    [
        "我每月盘点两次仓库",
        "我每周盘点一次仓库",
        "我盘点仓库",
        "I count the store twice a month",
        "I count the store every other week",
        "I count the store every day",
        "我每两小时检查一次筒仓",
        "I inspect the silo every 4 hours",
        "I inspect the sluice once a year",
        "我每季度检查一次水闸",
    ],
)
def test_as_often_or_oftener_is_the_duty_and_so_is_what_no_clause_says(outcome, text):
    assert outcome(text) is Outcome.PERMITTED

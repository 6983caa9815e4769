"""A duty whose clause says how often it is done is no duty more seldom, and one whose clause says by when is none later."""

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
  "1.4":
    role: keeper
    zh: 发现漏水，须在 24 小时内转报坊主。
    en: Passes every leak on to the master within 24 hours.
    duties: [{do: [pass-on], what: [leak]}]
  "1.5":
    role: keeper
    zh: 磨损的皮带当天更换。
    en: Replaces a worn belt the same day.
    duties: [{do: [replace], what: [belt]}]
  "1.9": {role: keeper, zh: 其余的事报坊主。, en: Reports other matters to the master.}
"""
VOCABULARY = """
concepts:
  take-stock: {zh: [盘点, 盘], en: [count, take stock of]}
  look-over: {zh: [检查], en: [inspect, inspects, check]}
  store: {zh: [仓库], en: [store]}
  silo: {zh: [筒仓], en: [silo]}
  sluice: {zh: [水闸], en: [sluice]}
  pass-on: {zh: [转报], en: [pass on, passing on]}
  leak: {zh: [漏水], en: [leak]}
  replace: {zh: [更换, 换], en: [replace]}
  belt: {zh: [皮带], en: [belt]}
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


@pytest.mark.parametrize(
    "text",
    [
        "漏水的事我下周再转报坊主",
        "漏水的事我三天后转报坊主",
        "漏水我一周内转报坊主",
        "I pass the leak on to the master next week",
        "I pass the leak on to the master within three days",
        "I'm passing the leak on to the master in two days",
        "磨损的皮带我明天更换",
        "I replace the worn belt tomorrow",
    ],
)
def test_later_than_the_clause_says_is_asked_first(outcome, text):
    assert outcome(text) is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize(
    "text",
    [
        "漏水的事我马上转报坊主",
        "漏水我十小时内转报坊主",
        "漏水我明天转报坊主",
        "客人下周来，漏水我转报坊主",
        "I pass the leak on to the master",
        "I pass the leak on to the master within 12 hours",
        "I'm passing the leak on to the master today; the inspection is next week",
        "磨损的皮带我更换",
        "I replace the worn belt today",
        "我下周检查水闸",
        "I inspect the sluice next week",
    ],
)
def test_in_time_is_the_duty_and_so_is_what_has_no_time(outcome, text):
    assert outcome(text) is Outcome.PERMITTED

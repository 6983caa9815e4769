"""A duty whose clause says how often, by when or how much is no duty more seldom, later or with less of it."""

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
  "1.6":
    role: keeper
    zh: 麦样保存 90 天。
    en: Keeps the wheat samples for 90 days.
    duties: [{do: [keep], what: [sample]}]
  "1.7":
    role: keeper
    zh: 每天 18:00 前核对账本，并确保至少两名磨工在岗。
    en: Balances the ledger by 18:00 every day and sees that at least two millers are on duty.
    duties: [{do: [balance], what: [ledger]}, {do: [see-that], what: [miller]}]
  "1.8":
    role: keeper
    zh: 每天晚上锁大门。
    en: Locks the gate every evening.
    duties: [{do: [lock], what: [gate]}]
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
  keep: {zh: [保存, 留], en: [keep]}
  sample: {zh: [麦样], en: [wheat sample]}
  balance: {zh: [核对], en: [balance]}
  ledger: {zh: [账本], en: [ledger]}
  see-that: {zh: [确保, 保证], en: [see that, make sure]}
  miller: {zh: [磨工], en: [miller]}
  lock: {zh: [锁], en: [lock]}
  gate: {zh: [大门], en: [gate]}
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


@pytest.mark.parametrize(
    "text",
    [
        "麦样我保存三十天",
        "I keep the wheat samples for 30 days",
        "I keep the wheat samples for two months",
        "我 20:00 核对账本",
        "I balance the ledger at 20:00",
        "我保证一名磨工在岗",
        "I see that one miller is on duty",
        "我每天早上锁大门",
        "I lock the gate every morning",
    ],
)
def test_with_less_than_the_clause_says_it_is_asked_first(outcome, text):
    assert outcome(text) is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize(
    "text",
    [
        "麦样我保存九十天",
        "麦样我保存 120 天",
        "I keep the wheat samples for 90 days",
        "I keep the wheat samples for a year",
        "我 17:30 核对账本",
        "I balance the ledger at 17:00",
        "我保证两名磨工在岗",
        "I see that three millers are on duty",
        "我每天晚上锁大门",
        "I lock the gate tonight",
        "The morning was long; I lock the gate",
    ],
)
def test_with_as_much_or_more_it_is_the_duty(outcome, text):
    assert outcome(text) is Outcome.PERMITTED

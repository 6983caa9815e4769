"""What a company writes about silent words in its own file, as docs/rule-books.md shows it; and a ladder beside a power to act."""

from __future__ import annotations

import pytest

from bot.model import Outcome
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: mint
title: {zh: 造币厂授权规定, en: "Mint: delegation of authority"}
source: {document: {zh: 造币厂手册, en: the mint's manual}}
unit: {zh: 造币厂, en: mint}
roles:
  officer: {title: {zh: 专员, en: officer}, reports_to: {role: head, clause: "1.9"}}
  head: {title: {zh: 厂长, en: head}}
  chair: {title: {zh: 主席, en: chair}}
clauses:
  "1.1":
    role: officer
    zh: 购入 5000 元以内由专员批，3 万元以内由厂长批，再高由主席批。
    en: Acquisitions are approved by the officer up to 5000, by the head up to 30000 and above that by the chair.
  "1.9": {role: officer, zh: 专员向厂长汇报。, en: The officer reports to the head.}
grants:
  - {clause: "1.1", role: officer, action: acquire, limit: {max: 5000, unit: CNY, per: act}}
  - {clause: "1.1", role: officer, action: acquire, mode: apply, asks: head, limit: {max: 30000, unit: CNY, per: act}}
  - {clause: "1.1", role: officer, action: acquire, mode: apply, asks: chair}
  - {clause: "1.1", role: head, action: acquire, limit: {max: 30000, unit: CNY, per: act}}
  - {clause: "1.1", role: chair, action: acquire}
"""
ACT = "actions:\n  acquire: {title: {zh: 购入, en: acquisition}, unit: CNY, zh: [购入], en: [acquire]%s}\n"


@pytest.fixture
def outcome(make_company):
    def outcome_(added: str, text: str) -> Outcome:
        company = make_company("mint", BOOK, added)
        (decision,) = company.check(text, speaker_of(company.library, Staff(), "专员")).decisions
        return decision.outcome

    return outcome_


@pytest.mark.parametrize(
    "added",
    [
        ACT % ", beside: [office]",
        ACT % "" + "silent: {office: {without: {zh: [打印机], en: [printer]}}}\n",
        ACT % "" + "without: {silent: [office]}\n",
    ],
)
def test_a_word_is_no_longer_silent(outcome, added):
    assert outcome(ACT % "", "Acquire a printer for 1,500 yuan") is not Outcome.PERMITTED
    assert outcome(added, "Acquire a printer for 1,500 yuan") is Outcome.PERMITTED


@pytest.mark.parametrize(
    "added", ["silent: {seeds: {zh: [蓝莓苗], en: [blueberry]}}\n", "silent: {trade: {zh: [蓝莓苗], en: [blueberry]}}\n"]
)
def test_a_word_of_ones_own_is_silent(outcome, added):
    assert outcome(ACT % "", "Acquire a blueberry for 1,500 yuan") is Outcome.PERMITTED
    assert outcome(ACT % "" + added, "Acquire a blueberry for 1,500 yuan") is not Outcome.PERMITTED


def test_a_silent_word_right_behind_the_act_is_silent_too(outcome):
    assert outcome(ACT % "", "Acquire printers for 1,500 yuan") is not Outcome.PERMITTED
    assert outcome(ACT % "", "Acquire chairs for 1,500 yuan") is Outcome.PERMITTED


@pytest.mark.parametrize(("amount", "approver"), [("4000", None), ("20000", "mint/head"), ("40000", "mint/chair")])
def test_a_ladder_of_applications_goes_to_whom_each_step_names(make_company, amount, approver):
    company = make_company("mint", BOOK, ACT % "")
    (decision,) = company.check(f"购入设备 {amount} 元", speaker_of(company.library, Staff(), "专员")).decisions

    assert (decision.outcome is Outcome.PERMITTED) == (approver is None)
    assert approver is None or decision.approver is not None
    assert approver is None or approver in str(decision.approver)

"""Days against a limit or a fact in hours: 24 hours each, the most they have; working days and days beside hours are asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.forms import amount_in
from bot.model import Outcome, Quantity

BOOK = """
book: registry
title: {zh: 登记处授权规定, en: "Registry: delegation of authority"}
source: {document: {zh: 登记处手册, en: the registry's manual}}
unit: {zh: 登记处, en: registry}
roles:
  clerk: {title: {zh: 登记员, en: registrar}, reports_to: {role: head, clause: "1.9"}, escalations: [{clause: "1.9", to: head}]}
  head: {title: {zh: 主任, en: head}}
clauses:
  "1.1": {role: clerk, zh: 可锁定档案 72 小时以内。, en: May lock a file for up to 72 hours.}
  "1.2": {role: clerk, zh: 可封存箱子，不超过 72 小时。, en: May seal a crate for no more than 72 hours.}
  "1.3": {role: clerk, zh: 逾期至少 24 小时的，可催还。, en: May recall what is at least 24 hours overdue.}
  "1.4": {role: clerk, zh: 可借出书 2 天以内。, en: May lend out a book for up to 2 days.}
  "1.5": {role: clerk, zh: 可销毁草稿。, en: May shred drafts.}
  "1.6": {role: department, zh: 存放不足 48 小时的草稿不得销毁。, en: Drafts kept for less than 48 hours aren't shredded.}
  "1.9": {role: clerk, zh: 其余的事报主任。, en: Reports other matters to the head.}
grants:
  - {clause: "1.1", role: clerk, action: lock-file, limit: {max: 72, unit: hour, per: act}}
  - {clause: "1.2", role: clerk, action: seal-crate, conditions: [short-seal]}
  - {clause: "1.3", role: clerk, action: recall-file, conditions: [overdue]}
  - {clause: "1.4", role: clerk, action: lend-book, limit: {max: 2, unit: day, per: act}}
  - {clause: "1.5", role: clerk, action: shred-drafts}
prohibitions:
  - {clause: "1.6", action: shred-drafts, when: [young]}
"""
VOCABULARY = """
actions:
  lock-file: {title: {zh: 锁定档案, en: locking of a file}, unit: hour, zh: [锁定*档案, 档案锁定], en: [lock * file]}
  seal-crate: {title: {zh: 封存箱子, en: sealing of a crate}, zh: [封存*箱子, 箱子封存], en: [seal * crate]}
  recall-file: {title: {zh: 催还, en: recall}, zh: [催还], en: [recall * file]}
  lend-book: {title: {zh: 借出书, en: lending of a book}, unit: day, zh: [借出*书], en: [lend * book]}
  shred-drafts: {title: {zh: 销毁草稿, en: shredding of drafts}, zh: [销毁*草稿], en: [shred * draft]}
facts:
  short-seal: {question: {zh: 不超过 72 小时吗？, en: Is it no more than 72 hours?}, measure: {unit: hour, at_most: 72}}
  overdue:
    question: {zh: 逾期至少 24 小时吗？, en: At least 24 hours?}
    measure: {unit: hour, at_least: 24, of: {zh: [逾期], en: [overdue]}}
  young:
    question: {zh: 存放不足 48 小时吗？, en: Less than 48 hours?}
    measure: {unit: hour, below: 48, of: {zh: [放了, 存放], en: [kept]}}
"""


@pytest.fixture(scope="module")
def registry(make_company):
    return make_company("registry", BOOK, VOCABULARY)


@pytest.fixture(scope="module")
def decided(registry, deciding):
    return deciding(registry, "登记员")


@pytest.mark.parametrize(
    ("text", "hours", "outcome"),
    [
        ("锁定档案 3 天", 72, Outcome.PERMITTED),
        ("锁定档案 4 天", 96, Outcome.APPROVAL_REQUIRED),
        ("锁定档案一周", 168, Outcome.APPROVAL_REQUIRED),
        ("Lock the file for 2 days", 48, Outcome.PERMITTED),
        ("Lock the file for 4 days", 96, Outcome.APPROVAL_REQUIRED),
    ],
)
def test_a_day_counts_24_hours_against_a_limit(decided, text, hours, outcome):
    decision = decided(text)

    assert (decision.outcome, decision.proposal.amount) == (outcome, Quantity(value=Decimal(hours), unit="hour"))
    assert "24" in decision.proposal.remarks[0].en


@pytest.mark.parametrize(
    "text",
    [
        "锁定档案 2 个工作日",
        "Lock the file for 2 working days",
        "Lock the file in 2 days",
        "3 天后锁定档案",
        "Lock the file for 2 days and 30 hours",
        "锁定档案 2 天 30 小时",
        "借出这本书 2 天 12 小时",
        "Lend the book for 2 days and 12 hours",
    ],
)
def test_what_is_no_plain_time_in_hours_is_asked(decided, text):
    assert decided(text).missing == ("amount",)


def test_hours_count_where_both_are_said_apart(decided):
    assert decided("锁定档案 10 小时，3 天后再看").proposal.amount == Quantity(value=Decimal(10), unit="hour")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("封存箱子 3 天", Outcome.PERMITTED),
        ("封存箱子 4 天", Outcome.APPROVAL_REQUIRED),
        ("Seal the crate for 4 days", Outcome.APPROVAL_REQUIRED),
        ("Seal the crate for 2 working days", Outcome.NEEDS_FACTS),
        ("Seal the crate for 2 days and 30 hours", Outcome.NEEDS_FACTS),
        ("逾期 3 天，催还", Outcome.PERMITTED),
        ("逾期 2 天，催还", Outcome.NEEDS_FACTS),
        ("Recall the file, it is 3 days overdue", Outcome.PERMITTED),
        ("Shred the draft, kept for 6 days", Outcome.PERMITTED),
        ("Shred the draft, kept for 3 days", Outcome.NEEDS_FACTS),
    ],
)
def test_a_fact_in_hours_takes_days_that_are_on_one_side_whatever_a_day_is(decided, text, outcome):
    assert decided(text).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "hours"), [("4 天", 96), ("90 分钟", "1.5"), ("5", 5), ("2 个工作日", None), ("2 天 12 小时", None), ("2 days", 48)]
)
def test_what_is_typed_is_reckoned_into_the_hours_that_were_asked_for(registry, typed, hours):
    assert amount_in(registry.reader, typed, "hour") == (Quantity(value=Decimal(hours), unit="hour") if hours else None)

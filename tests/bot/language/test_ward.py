"""A hospital ward: leave and shifts of one's own, purchases in several sums, numbers written with commas, and which one in a row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.authority.deciding import headline
from bot.model import Outcome, Quantity
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: ward
title: {zh: 病区授权规定, en: "Ward: delegation of authority"}
source: {document: {zh: 病区手册, en: the ward's manual}}
unit: {zh: 病区, en: ward}
roles:
  head:
    title: {zh: 病区护士长, en: ward head nurse}
    reports_to: {role: director, clause: "2.9"}
    escalations: [{clause: "2.9", to: director}]
  director: {title: {zh: 护理部主任, en: nursing director}}
clauses:
  "2.1": {role: head, zh: 可批护士请假，三天以内。, en: May grant a nurse up to three days of leave.}
  "2.2": {role: head, zh: 可同意护士换班。, en: May agree to a swap of shifts.}
  "2.3": {role: head, zh: 可采购 3000 元以内的耗材。, en: "May buy supplies of up to 3,000 yuan."}
  "2.4": {role: head, zh: 可安排夜班，连续不得超过三个。, en: May put a nurse on night shifts; never more than three in a row.}
  "2.5": {role: head, zh: 有领用单可发普通药。, en: May issue ordinary drugs on a requisition slip.}
  "2.6": {role: head, zh: 可安排护士加班，每次两小时以内。, en: May have a nurse work up to two hours of overtime.}
  "2.9": {role: head, zh: 其余的事报护理部主任。, en: Reports other matters to the nursing director.}
obligations:
  tell-director: {kind: report, to: director, zh: 三个工作日内告知护理部主任, en: tell the nursing director within three working days}
grants:
  - {clause: "2.1", role: head, action: leave, limit: {max: 3, unit: day, per: act}}
  - {clause: "2.2", role: head, action: swap-shift}
  - {clause: "2.3", role: head, action: buy, limit: {max: 3000, unit: CNY, per: act}}
  - {clause: "2.4", role: head, action: nights}
  - {clause: "2.5", role: head, action: issue-drugs, conditions: [requisition]}
  - {clause: "2.6", role: head, action: overtime, limit: {max: 2, unit: hour, per: act}, obligations: [tell-director]}
prohibitions:
  - {clause: "2.4", action: nights, when: [over-three]}
"""
VOCABULARY = """
actions:
  leave:
    title: {zh: 请假, en: leave}
    concerns: employee
    unit: day
    zh: [请假, 请*假, 批*假]
    en: [take leave, take ** leave, take ** off, days of leave, day off]
  swap-shift:
    title: {zh: 换班, en: swap of shifts}
    concerns: employee
    zh: [换班, 换*班]
    en: [swap * shift, swap shifts, shift swap]
  buy:
    title: {zh: 采购耗材, en: purchase of supplies}
    unit: CNY
    zh: [采购, 买*手套, 买*口罩, 买*针管]
    en: [buy ** gloves, buy ** masks, buy ** syringes]
  nights:
    title: {zh: 安排夜班, en: night shifts}
    concerns: employee
    zh: [排*夜班, 上*夜班]
    en: [put ** on ** night shift, put ** on ** night shifts]
  issue-drugs:
    title: {zh: 发药, en: issue of drugs}
    zh: [发*药]
    en: [issue ** drugs]
  overtime:
    title: {zh: 加班, en: overtime}
    concerns: employee
    unit: hour
    zh: [加班]
    en: [overtime]
facts:
  over-three:
    title: {zh: 连续夜班超过三个, en: more than three night shifts in a row}
    question: {zh: 连续夜班超过三个吗？, en: Are these more than three night shifts in a row?}
    measure: {unit: count, above: 3, of: {zh: [夜班], en: [night shift]}}
  requisition:
    title: {zh: 有领用单, en: there is a requisition slip}
    question: {zh: 有领用单吗？, en: Is there a requisition slip?}
    true: {zh: [领用单], en: [requisition slip]}
    false: {zh: [没有领用单, 没领用单], en: [no requisition slip]}
"""


@pytest.fixture(scope="module")
def ward(make_company):
    return make_company("ward", BOOK, VOCABULARY)


@pytest.fixture
def said(ward, deciding):
    """The decision on a sentence of the head nurse's, which proposes one act."""
    return deciding(ward, "病区护士长")


@pytest.mark.parametrize(
    "text",
    [
        "我自己请一天假",
        "请一天假",
        "我想请两天病假",
        "批准自己换班",
        "我跟小王换个夜班",
        "I take one day of leave",
        "I'd like to take two days off",
        "Swap my shift with a colleague",
    ],
)
def test_nobody_grants_themselves_leave_or_a_shift(said, text):
    decision = said(text)

    assert (decision.outcome, decision.approver.role) == (Outcome.APPROVAL_REQUIRED, "ward/director")


@pytest.mark.parametrize(
    "text", ["批准小李请两天假", "小李请一天假，我批", "同意小李和小王换班", "Let Li take two days off", "我给小李排一个夜班"]
)
def test_what_is_granted_to_others_stays_granted(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "amount", "outcome"),
    [
        ("采购2000元的手套和2000元的口罩", 4000, Outcome.APPROVAL_REQUIRED),
        ("买2000元的手套和2000元的口罩", 4000, Outcome.APPROVAL_REQUIRED),
        ("买1000元的手套和1000元的口罩", 2000, Outcome.PERMITTED),
        ("Buy 2,000 yuan of gloves and 2,000 yuan of masks", 4000, Outcome.APPROVAL_REQUIRED),
        ("Buy 2,900 yuan of syringes", 2900, Outcome.PERMITTED),
        ("买2,900元的针管", 2900, Outcome.PERMITTED),
        ("买2999.5元的手套", Decimal("2999.5"), Outcome.PERMITTED),
    ],
)
def test_sums_add_up_and_a_number_may_have_its_comma(said, text, amount, outcome):
    decision = said(text)

    assert (decision.proposal.amount, decision.outcome) == (Quantity(value=Decimal(amount), unit="CNY"), outcome)


def test_what_is_left_for_next_week_counts_as_well(said):
    assert said("先买2500元的手套，剩下2500元下周再买").outcome is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("给小李排第四个夜班", Outcome.PROHIBITED),
        ("给小李排第二个夜班", Outcome.PERMITTED),
        ("Put Li on a fourth night shift", Outcome.PROHIBITED),
        ("Put Li on four night shifts", Outcome.PROHIBITED),
        ("Put Li on two night shifts", Outcome.PERMITTED),
    ],
)
def test_the_fourth_in_a_row_is_one_more_than_three(said, text, outcome):
    assert said(text).outcome is outcome


@pytest.mark.parametrize(("text", "days"), [("批小李1.5天假", "1.5"), ("批准小李请假三天半", "3.5"), ("批准小李请假3天半", "3.5")])
def test_a_length_of_days_and_a_half_is_read_as_that(said, text, days):
    assert said(text).proposal.amount == Quantity(value=Decimal(days), unit="day")


@pytest.mark.parametrize("text", ["领用单明天补，先发普通药", "The requisition slip follows tomorrow; I issue the ordinary drugs now"])
def test_a_slip_that_is_still_owed_isnt_there(said, text):
    assert said(text).outcome is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("让小李加一小时班", Outcome.PERMITTED),
        ("让小李加了两个小时的班", Outcome.PERMITTED),
        ("让小李加三个小时班", Outcome.APPROVAL_REQUIRED),
        ("让小李加个班", Outcome.NEEDS_FACTS),
    ],
)
def test_a_verb_that_is_taken_apart_is_the_one_in_the_vocabulary(said, text, outcome):
    assert said(text).outcome is outcome


@pytest.mark.parametrize(
    "text",
    [
        "领用单还在路上，先发普通药",
        "领用单还没到，发普通药",
        "还缺领用单，先发普通药",
        "应该有领用单，发普通药",
        "快有领用单了，发普通药",
        "领用单是我自己写的，发普通药",
        "领用单没必要，发普通药",
        "有领用单的话，发普通药",
        "I issue the ordinary drugs; the requisition slip is expected next week",
        "I issue the ordinary drugs; a requisition slip has been requested",
        "I issue the ordinary drugs; the requisition slip is promised",
        "I issue the ordinary drugs; the requisition slip hasn't come in",
        "We still need a requisition slip; I issue the ordinary drugs",
        "There will be a requisition slip; I issue the ordinary drugs",
        "There is a requisition slip according to the patient; I issue the ordinary drugs",
        "There is a requisition slip for a different ward; I issue the ordinary drugs",
    ],
)
def test_what_is_promised_asked_for_doubted_or_another_thing_isnt_there(ward, text):
    decisions = ward.check(text, speaker_of(ward.library, Staff(), "病区护士长")).decisions

    assert headline(decisions).outcome is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "有领用单，发普通药",
        "领用单已经到了，发普通药",
        "昨天送来的领用单，我发普通药",
        "The requisition slip has arrived; I issue the ordinary drugs",
        "The requisition slip came yesterday; I issue the ordinary drugs",
    ],
)
def test_what_has_come_is_there(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("买900元的手套四份", 3600),
        ("采购1600元的口罩两次", 3200),
        ("买两份1600元的手套", 3200),
        ("Buy gloves for 1,600 yuan twice", 3200),
        ("买900元的手套，共四份", 900),
    ],
)
def test_so_many_times_a_sum_is_what_counts(said, text, amount):
    assert said(text).proposal.amount == Quantity(value=Decimal(amount), unit="CNY")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("给小李加一小时班，当天就告诉护理部主任", Outcome.PERMITTED),
        ("给小李加一小时班，明天再告诉护理部主任", Outcome.PERMITTED),
        ("给小李加一小时班，下周再告诉护理部主任", Outcome.PROHIBITED),
        ("I give Li one hour of overtime, I'll tell the nursing director tomorrow", Outcome.PERMITTED),
        ("I give Li one hour of overtime, I'll tell the nursing director in a month", Outcome.PROHIBITED),
    ],
)
def test_what_has_to_be_told_in_three_days_isnt_told_next_week(said, text, outcome):
    assert said(text).outcome is outcome

"""A company that grants shares of a price, hours, minutes, weeks and things of any kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.forms import amount_in
from bot.language.amounts.figures import find_figures
from bot.model import Outcome, Quantity, measure_words
from bot.naming import speaker_of
from bot.staff import Staff
from bot.texts import Phrasing

BOOK = """
book: hall
title: {zh: 会场授权规定, en: "Hall: delegation of authority"}
source: {document: {zh: 会场手册, en: the hall's manual}}
unit: {zh: 会场, en: hall}
roles:
  captain:
    title: {zh: 领班, en: captain}
    reports_to: {role: head, clause: "1.9"}
    escalations: [{clause: "1.9", to: head}]
  head: {title: {zh: 场长, en: head}}
clauses:
  "1.1": {role: captain, zh: 可预付货款，不超过合同价的 20%。, en: May prepay up to 20% of the contract price.}
  "1.2": {role: captain, zh: 可批准加班，20 小时以内。, en: May approve overtime of up to 20 hours.}
  "1.3": {role: captain, zh: 可让活动延时，30 分钟以内。, en: May let an event run over by up to 30 minutes.}
  "1.4": {role: captain, zh: 可留场地，14 天以内。, en: May hold the hall for up to 14 days.}
  "1.5": {role: captain, zh: 可送酒水，6 件以内。, en: May give away up to 6 drinks.}
  "1.9": {role: captain, zh: 其余的事报场长。, en: Reports other matters to the head.}
grants:
  - {clause: "1.1", role: captain, action: prepay, limit: {max: 20, unit: share, per: act}}
  - {clause: "1.2", role: captain, action: overtime, limit: {max: 20, unit: hour, per: act}}
  - {clause: "1.3", role: captain, action: run-over, limit: {max: 30, unit: minute, per: act}}
  - {clause: "1.4", role: captain, action: hold-hall, limit: {max: 14, unit: day, per: act}}
  - {clause: "1.5", role: captain, action: give-drinks, limit: {max: 6, unit: count, per: act}}
"""
VOCABULARY = """
actions:
  prepay:
    title: {zh: 预付货款, en: advance payment}
    unit: share
    beside: [trade]
    zh: [预付]
    en: [prepay]
  overtime:
    title: {zh: 批准加班, en: approval of overtime}
    unit: hour
    beside: [hours]
    zh: [批准加班, 批*加班]
    en: [approve * overtime]
  run-over:
    title: {zh: 活动延时, en: running over}
    unit: minute
    zh: [延时]
    en: [run over]
  hold-hall:
    title: {zh: 保留场地, en: holding of the hall}
    unit: day
    zh: [留场地, 留着场地]
    en: [hold * hall, hold it]
  give-drinks:
    title: {zh: 送酒水, en: gift of drinks}
    unit: count
    zh: [送酒水, 酒水送, 请喝酒]
    en: [serve drink, serve]
"""


@pytest.fixture(scope="module")
def hall(make_company):
    return make_company("hall", BOOK, VOCABULARY)


@pytest.fixture
def said(hall, deciding):
    """The decision on a sentence of the captain's, which proposes one act."""
    return deciding(hall, "领班")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("预付货款 20%", 20),
        ("预付两成货款", 20),
        ("预付九成", 90),
        ("预付百分之八", 8),
        ("预付五分之一", 20),
        ("预付一半货款", 50),
        ("prepay 20 percent", 20),
        ("prepay a fifth of the price", 20),
        ("prepay a third of the price", "33.34"),
        ("prepay at most 20%", 20),
    ],
)
def test_a_share_of_a_whole_is_no_discount(said, text, share):
    decision = said(text)

    assert decision.proposal.amount == Quantity(value=Decimal(share), unit="share")
    assert decision.outcome is (Outcome.PERMITTED if Decimal(share) <= 20 else Outcome.APPROVAL_REQUIRED)


@pytest.mark.parametrize(
    "text",
    ["预付 8 折", "预付 10% 到 30%", "预付超过 10%", "预付 120%", "预付 -5%", "预付 2000 元", "预付 20", "预付 10% 和 15%", "预付货款"],
)
def test_what_is_no_plain_share_is_asked_for(hall, said, text):
    decision = said(text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))
    assert Phrasing(hall.library).question("amount", "en", "prepay") == "What share is it, in per cent?"


def test_a_phrase_of_another_act_that_ends_inside_a_percentage_names_nothing(hall):
    """To dock somebody a hundred is to fine them: 扣…百."""
    decisions = hall.check("扣它货款百分之八", speaker_of(hall.library, Staff(), "领班")).decisions

    assert "penalise" not in {decision.proposal.action for decision in decisions}


def test_a_share_is_worded_as_one(hall, said):
    phrasing, proposal = Phrasing(hall.library), said("预付货款 15%").proposal

    assert phrasing.action(proposal, "zh") == "预付货款 15 %"
    assert phrasing.action(proposal, "en") == "advance payment, 15 %"
    assert phrasing.sample("prepay", "zh") == "20 %"


@pytest.mark.parametrize(("typed", "share"), [("15%", 15), ("一成半", 15), ("a fifth of it", 20), ("15", None), ("8 折", None)])
def test_a_typed_share_is_read(hall, typed, share):
    assert amount_in(hall.reader, typed, "share") == (Quantity(value=Decimal(share), unit="share") if share else None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("批准加班 20 小时", 20, "hour"),
        ("批准加班二十一个小时", 21, "hour"),
        ("批准加班一个半小时", "1.5", "hour"),
        ("批准加班一个半钟", "1.5", "hour"),
        ("批准加班半小时", "0.5", "hour"),
        ("批准加班 90 分钟", "1.5", "hour"),
        ("批准加班两小时三刻钟", None, "hour"),
        ("approve 2 hours 30 minutes of overtime", "2.5", "hour"),
        ("approve an hour and a half of overtime", "1.5", "hour"),
        ("approve 24 hrs of overtime", 24, "hour"),
        ("让活动延时半小时", 30, "minute"),
        ("让活动延时一刻钟", 15, "minute"),
        ("it may run over by 45 minutes", 45, "minute"),
        ("it may run over by an hour", 60, "minute"),
        ("留场地两周", 14, "day"),
        ("hold the hall for 3 weeks", 21, "day"),
        ("hold the hall for a week", 7, "day"),
        ("hold the hall for a fortnight", 14, "day"),
        ("留场地半个月", 16, "day"),
        ("hold the hall for a month", 31, "day"),
        ("留场地一年", 366, "day"),
        ("留场地 10 天", 10, "day"),
    ],
)
def test_a_time_counts_in_the_unit_of_the_act(said, text, value, unit):
    amount = said(text).proposal.amount

    assert amount == (Quantity(value=Decimal(value), unit=unit) if value else None)


@pytest.mark.parametrize(
    ("text", "outcome"), [("批准加班 20 小时", Outcome.PERMITTED), ("批准加班 20 小时 10 分钟", Outcome.APPROVAL_REQUIRED)]
)
def test_hours_and_minutes_add_up_to_the_limit_and_beyond_it(said, text, outcome):
    assert said(text).outcome is outcome


def test_a_month_is_as_long_as_it_can_be_and_the_answer_says_so(said):
    assert "31 days" in said("hold the hall for a month").remarks[0].en


@pytest.mark.parametrize("text", ["留场地，两周前就说过", "hold the hall, they asked 3 weeks ago", "hold the hall every week"])
def test_when_and_how_often_is_not_how_long(said, text):
    assert said(text).proposal.amount is None


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [("0.5", "hour", "30 分钟", "30 minutes"), ("0.3334", "hour", "20 分钟", "20 minutes"), ("1.5", "hour", "1.5 小时", "1.5 hours")],
)
def test_less_than_an_hour_is_worded_in_minutes(value, unit, zh, en):
    words = measure_words(Quantity(value=Decimal(value), unit=unit))

    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("送酒水 6 瓶", 6),
        ("送酒水七桶", 7),
        ("酒水送五间房", 5),
        ("给三张床的客人送酒水", 3),
        ("酒水送 8 桌", 8),
        ("serve 6 bottles", 6),
        ("serve seven drinks", 7),
        ("serve 4 extra bottles", 4),
        ("serve one bottle", 1),
        ("serve a single bottle", 1),
    ],
)
def test_things_of_any_kind_are_counted(said, text, count):
    assert said(text).proposal.amount == Quantity(value=Decimal(count), unit="count")


@pytest.mark.parametrize("text", ["serve bottles, no one minds", "give away this one bottle of them"])
def test_one_that_counts_nothing_is_no_amount(said, text):
    assert said(text).proposal.amount is None


@pytest.mark.parametrize("text", ["周三", "2026 年", "8 点", "大约 2 小时", "in room 302", "", "一会儿"])
def test_what_says_nothing_definite_is_no_figure(text):
    assert find_figures(text) == ()

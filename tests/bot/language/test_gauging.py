"""Conditions with a number: the numbers of a sentence state them, without a phrase for each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.language.amounts.figures import find_figures
from bot.language.recognising.gauging import within
from bot.model import Outcome, Quantity
from bot.rulebook.library import Gauge

BOOK = """
book: venue
title: {zh: 会馆授权规定, en: "Venue: delegation of authority"}
source: {document: {zh: 会馆手册, en: the venue's manual}}
unit: {zh: 会馆, en: venue}
roles:
  clerk:
    title: {zh: 专员, en: venue clerk}
    reports_to: {role: head, clause: "1.9"}
    escalations: [{clause: "1.9", to: head}]
  head: {title: {zh: 馆长, en: head}}
clauses:
  "1.1": {role: clerk, zh: 至少一百人的活动可打九五折。, en: May take 5% off for events of at least 100 persons.}
  "1.2": {role: clerk, zh: 入住率低于 70% 时，下午六点以后可升级房间。, en: May upgrade a room after 6 p.m. if occupancy is below 70%.}
  "1.3": {role: clerk, zh: 等候超过一小时的，可送饮料。, en: "Where somebody waited for more than an hour, may give a drink."}
  "1.4": {role: clerk, zh: 七十岁以上的可优先。, en: May let people aged 70 or over go first.}
  "1.5": {role: clerk, zh: 六个月内重新预订的，可退订金。, en: May return the deposit if they book again within six months.}
  "1.6": {role: clerk, zh: 可请服务员，每场 8 人以内，活动须满 100 人。, en: May engage up to 8 servers for events of at least 100 persons.}
  "1.8": {role: department, zh: 不得向未满十八岁的人卖酒。, en: Nobody under 18 may be sold alcohol.}
  "1.9": {role: clerk, zh: 其余的事报馆长。, en: Reports other matters to the head.}
grants:
  - {clause: "1.1", role: clerk, action: discount, limit: {max: 5, unit: percent, per: act}, conditions: [hundred]}
  - {clause: "1.2", role: clerk, action: upgrade, conditions: [quiet, evening]}
  - {clause: "1.3", role: clerk, action: give-drink, conditions: [waited]}
  - {clause: "1.4", role: clerk, action: go-first, conditions: [old]}
  - {clause: "1.5", role: clerk, action: return-deposit, conditions: [soon]}
  - {clause: "1.6", role: clerk, action: engage, limit: {max: 8, unit: person, per: act}, conditions: [hundred]}
prohibitions:
  - {clause: "1.8", action: sell-wine, when: [minor]}
"""
VOCABULARY = """
actions:
  upgrade: {title: {zh: 升级房间, en: upgrade}, zh: [升级], en: [upgrade]}
  give-drink: {title: {zh: 送饮料, en: gift of a drink}, zh: [送饮料], en: [give * drink]}
  go-first: {title: {zh: 安排优先, en: going first}, zh: [优先], en: [go first]}
  return-deposit: {title: {zh: 退订金, en: return of the deposit}, beside: [fees], zh: [退订金], en: [return the deposit]}
  engage: {title: {zh: 请服务员, en: engagement of servers}, unit: person, zh: [请*服务员], en: [engage * server]}
  sell-wine: {title: {zh: 卖酒, en: sale of alcohol}, beside: [trade], zh: [卖酒], en: [sell * wine]}
facts:
  hundred:
    question: {zh: 活动至少一百人吗？, en: Are there at least 100 persons?}
    measure: {unit: person, at_least: 100, of: {zh: [活动, 宴, 婚礼], en: [event, dinner, wedding, guest]}}
  quiet:
    question: {zh: 入住率低于 70% 吗？, en: Is occupancy below 70%?}
    measure: {unit: percent, below: 70, of: {zh: [入住率, 住了], en: [occupancy, house]}}
  evening:
    question: {zh: 过了下午六点吗？, en: Is it after 6 p.m.?}
    measure: {unit: clock, at_least: 18}
  waited:
    question: {zh: 等候超过一小时吗？, en: Was it more than an hour?}
    measure: {unit: hour, above: 1, of: {zh: [等, 候], en: [wait]}}
  old:
    question: {zh: 满七十岁吗？, en: Are they 70 or over?}
    measure: {unit: age, at_least: 70}
  soon:
    question: {zh: 六个月内重新预订吗？, en: Do they book again within six months?}
    measure: {unit: month, at_most: 6, of: {zh: [预订], en: [book]}}
  minor:
    question: {zh: 未满十八岁吗？, en: Are they below 18?}
    measure: {unit: age, below: 18}
"""


@pytest.fixture(scope="module")
def venue(make_company):
    return make_company("venue", BOOK, VOCABULARY)


@pytest.fixture
def said(venue, deciding):
    """The decision on a sentence of the clerk's, which proposes one act."""
    return deciding(venue, "专员")


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("5% off for a dinner with 120 persons", "hundred", True),
        ("5% off for a dinner with 100 persons", "hundred", True),
        ("5% off for a dinner with 99 persons", "hundred", False),
        ("5% off for a dinner of over a hundred guests", "hundred", True),
        ("120 人的晚宴，打九五折", "hundred", True),
        ("八十人的婚礼，打九五折", "hundred", False),
        ("不到一百人的活动，打九五折", "hundred", False),
        ("一百人以上的活动，打九五折", "hundred", True),
        ("大约 110 人的活动，打九五折", "hundred", None),
        ("90 到 110 人的活动，打九五折", "hundred", None),
        ("如果活动有 120 人，打九五折", "hundred", None),
        ("upgrade them, occupancy is at 60 percent", "quiet", True),
        ("upgrade them, we're at 80% occupancy", "quiet", False),
        ("upgrade them, occupancy is 70 percent", "quiet", False),
        ("upgrade them, occupancy is below 70 percent", "quiet", True),
        ("升级，入住率百分之七十五", "quiet", False),
        ("升级，今天住了六成", "quiet", True),
        ("upgrade them, it is 8 pm", "evening", True),
        ("upgrade them, it is after 6 p.m.", "evening", True),
        ("upgrade them at 3 pm", "evening", False),
        ("晚上八点升级", "evening", True),
        ("20:30 升级", "evening", True),
        ("she waited for two hours, I give her a drink", "waited", True),
        ("等了一个半小时，送饮料", "waited", True),
        ("等了一小时，送饮料", "waited", False),
        ("等了超过一小时，送饮料", "waited", True),
        ("等了 50 分钟，送饮料", "waited", False),
        ("等了两到三小时，送饮料", "waited", True),
        ("she waited for 1 to 3 hours, I give her a drink", "waited", None),
        ("she waited for an hour and then another hour, I give her a drink", "waited", None),
        ("奶奶七十五岁了，优先", "old", True),
        ("she is 69 years old, let her go first", "old", False),
        ("let the 75-year-old lady go first", "old", True),
        ("people aged 70 or over go first", "old", True),
        ("they book again in 3 months, return the deposit", "soon", True),
        ("一年后重新预订，退订金", "soon", False),
    ],
)
def test_a_number_states_its_fact(said, text, fact, value):
    assert said(text).proposal.facts.get(fact) is value


def test_the_number_of_a_fact_is_not_the_amount(said):
    decision = said("engage 6 servers for an event of 120 persons")

    assert (decision.proposal.amount, decision.outcome) == (Quantity(value=Decimal(6), unit="person"), Outcome.PERMITTED)


def test_the_discount_is_not_the_number_of_a_fact(said):
    proposal = said("15% off at an occupancy of 80 percent").proposal

    assert (proposal.amount, proposal.facts) == (Quantity(value=Decimal(15), unit="percent"), {"quiet": False})


def test_a_number_decides(said):
    assert said("卖酒给十六岁的人").outcome is Outcome.PROHIBITED
    assert said("5% off for a wedding with 80 guests").outcome is Outcome.APPROVAL_REQUIRED
    assert said("5% off for a wedding with 180 guests").outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("bounds", "text", "value"),
    [
        ({"at_least": 2, "at_most": 5}, "3 days", True),
        ({"at_least": 2, "at_most": 5}, "6 days", False),
        ({"at_least": 2, "at_most": 5}, "more than 3 days", None),
        ({"above": 3}, "3 days", False),
        ({"above": 3}, "more than 3 days", True),
        ({"above": 3}, "at least 3 days", None),
        ({"below": 3}, "3 days", False),
        ({"below": 3}, "less than 3 days", True),
        ({"at_most": 3}, "up to 3 days", True),
        ({"at_most": 3}, "2 days or more", None),
        ({"at_least": 3}, "under 3 days", False),
        ({"at_most": 21}, "3 weeks", True),
    ],
)
def test_a_bound_holds_of_all_that_was_said_or_is_not_known(bounds, text, value):
    (figure,) = find_figures(text)

    assert within(Gauge(unit="day", **{key: Decimal(bound) for key, bound in bounds.items()}), figure) is value


@pytest.mark.parametrize(
    ("said", "holds"),
    [("晚上 10 点", True), ("凌晨 2 点", True), ("下午 3 点", False), ("at 9 p.m.", True), ("at 8 a.m.", False), ("at 7 a.m.", True)],
)
def test_hours_from_a_later_to_an_earlier_one_go_over_midnight(said: str, holds: bool) -> None:
    night = Gauge(unit="clock", at_least=Decimal(20), below=Decimal(8))

    assert [within(night, figure) for figure in find_figures(said) if figure.unit == "clock"] == [holds]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("晚点一个小时", 60),
        ("晚点三小时", 180),
        ("航班晚点两个半小时", 150),
        ("误点四十分钟", 40),
        ("晚点1小时", 60),
        ("三点五小时", 210),
    ],
)
def test_a_delay_in_words_is_no_time_of_day(text: str, minutes: int) -> None:
    (figure,) = find_figures(text)

    assert (figure.unit, figure.exact) == ("minute", minutes)


@pytest.mark.parametrize("text", ["三点五十分", "下午三点", "3点半"])
def test_a_time_of_day_is_no_delay(text: str) -> None:
    assert [figure for figure in find_figures(text) if figure.unit == "minute"] == []

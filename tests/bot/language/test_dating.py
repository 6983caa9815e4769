"""A time that a clause gives answers a question for one; a clause without it, or on something else, doesn't."""

from __future__ import annotations

import pytest

from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: depot
title: {zh: 仓库职责, en: "Depot: duties"}
source: {document: {zh: 仓库手册, en: the depot's manual}}
unit: {zh: 仓库, en: depot}
roles:
  keeper:
    title: {zh: 仓管员, en: warehouse keeper}
    reports_to: {role: manager, clause: "1.9"}
    escalations: [{clause: "1.9", to: manager}]
  manager: {title: {zh: 仓储经理, en: depot manager}}
clauses:
  "1.1":
    role: keeper
    zh: 每月最后一个工作日盘点库存。
    en: Counts the stock on the last working day of every month.
    duties: [{do: [count-stock], what: [stock]}]
  "1.2":
    role: keeper
    zh: 无主货物上锁保管九十天。
    en: Keeps unclaimed goods under lock for 90 days.
    duties: [{do: [keep-safe], what: [unclaimed-goods]}]
  "1.3": {role: keeper, zh: 维护叉车。, en: Maintains the forklift., duties: [{do: [maintain], what: [forklift]}]}
  "1.4":
    role: keeper
    zh: 每月 5 日前交月报。
    en: Hands in the monthly report before the 5th of the month.
    duties: [{do: [submit], what: [monthly-report]}]
  "1.9": {role: keeper, zh: 其余的事报仓储经理。, en: Reports other matters to the depot manager.}
"""
VOCABULARY = """
concepts:
  count-stock: {zh: [盘点, 清点], en: [count, take stock]}
  stock: {zh: [库存, 存货], en: [stock, inventory]}
  keep-safe: {zh: [保管, 存放], en: [keep, store]}
  unclaimed-goods: {zh: [无主货物, 无主货], en: [unclaimed goods]}
  forklift: {zh: [叉车], en: [forklift]}
  monthly-report: {zh: [月报], en: [monthly report]}
"""


@pytest.fixture(scope="module")
def depot(make_company):
    return make_company("depot", BOOK, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("库存什么时候盘点？", "1.1"),
        ("库存多久盘点一次？", "1.1"),
        ("When do I count the stock?", "1.1"),
        ("How often is the stock counted?", "1.1"),
        ("无主货物要保管多久？", "1.2"),
        ("How long do we keep unclaimed goods?", "1.2"),
        ("How many days are unclaimed goods kept?", "1.2"),
    ],
)
def test_a_time_that_the_clause_gives_is_the_answer(depot, text, clause):
    answer = depot.ask(text, speaker_of(depot.library, Staff(), "仓管员"))

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize(
    "text", ["叉车多久维护一次？", "How often is the forklift maintained?", "无主货物几点关门？", "叉车什么时候维护？"]
)
def test_where_no_clause_gives_it_nothing_is_answered(depot, text):
    assert depot.ask(text, speaker_of(depot.library, Staff(), "仓管员")).kind != "answer"


@pytest.mark.parametrize("text", ["月报每月几号前交？", "月报什么时候交？"])
def test_the_day_of_a_month_is_asked_in_two_pieces(depot, text):
    assert depot.ask(text, speaker_of(depot.library, Staff(), "仓管员")).kind == "answer"

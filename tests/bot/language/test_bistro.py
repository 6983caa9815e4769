"""A restaurant: so much for each, hours for several people, a price that rises, whose leave it is, and how one gets what is applied for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.language.asking.answers import Answer
from bot.model import Outcome, Quantity
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: bistro
title: {zh: 餐厅授权规定, en: "Bistro: delegation of authority"}
source: {document: {zh: 餐厅手册, en: the bistro's manual}}
unit: {zh: 餐厅, en: bistro}
roles:
  buyer: {title: {zh: 采购员, en: buyer}, reports_to: {role: host, clause: "3.9"}}
  runner: {title: {zh: 传菜员, en: food runner}, reports_to: {role: host, clause: "3.9"}}
  host:
    title: {zh: 店长, en: store manager}
    reports_to: {role: chief, clause: "3.9"}
    escalations: [{clause: "3.9", to: chief}]
  chief: {title: {zh: 区域经理, en: area manager}}
clauses:
  "3.1": {role: host, zh: 可向客人赠送 100 元以内的饮料。, en: May give guests drinks of up to 100 yuan.}
  "3.2": {role: host, zh: 可奖励本店员工，每人 200 元以内。, en: "May reward staff of the store, up to 200 yuan for each person."}
  "3.3": {role: host, zh: 可安排加班，每次合计 4 小时以内。, en: May have up to 4 hours of overtime worked at a time.}
  "3.4": {role: host, zh: 可批准本店员工请假，3 天以内。, en: May grant staff of the store up to 3 days of leave.}
  "3.5": {role: chief, zh: 可批准店长请假。, en: May grant store managers leave.}
  "3.6": {role: buyer, zh: 可接受供应商 5% 以内的涨价。, en: May accept a supplier's price rise of up to 5 per cent.}
  "3.7": {role: host, zh: 可向区域经理申请借调人手。, en: May apply to the area manager for staff on loan.}
  "3.8":
    role: host
    zh: 收到投诉三个工作日内登记。
    en: Registers a complaint within three working days.
    duties: [{do: [enter-in-book], what: [grievance]}]
  "3.9":
    role: host
    zh: 采购员向店长汇报；其余的事报区域经理。
    en: The buyer reports to the store manager; other matters go to the area manager.
grants:
  - {clause: "3.1", role: host, action: treat, limit: {max: 100, unit: CNY, per: act}}
  - {clause: "3.2", role: host, action: bonus, limit: {max: 200, unit: CNY, per: person}, scope: own-group}
  - {clause: "3.3", role: host, action: extra-hours, limit: {max: 4, unit: hour, per: act}}
  - {clause: "3.4", role: host, action: leave, limit: {max: 3, unit: day, per: act}, scope: own-group}
  - {clause: "3.5", role: chief, action: leave}
  - {clause: "3.6", role: buyer, action: price-rise, limit: {max: 5, unit: share, per: act}}
  - {clause: "3.7", role: host, action: borrow-staff, mode: apply, asks: chief}
"""
VOCABULARY = """
concepts:
  enter-in-book: {zh: [登记], en: [register]}
  grievance: {zh: [投诉], en: [complaint]}
actions:
  treat:
    title: {zh: 赠送饮料, en: drinks on the house}
    concerns: customer
    unit: CNY
    zh: [送*饮料, 送**茶]
    en: [give ** drink, give ** drinks]
  bonus:
    title: {zh: 奖励, en: bonus}
    concerns: employee
    unit: CNY
    zh: [奖励, 奖*元]
    en: [bonus]
  extra-hours:
    title: {zh: 加班, en: overtime}
    concerns: employee
    unit: hour
    zh: [加班]
    en: [overtime, work ** extra hours]
  leave:
    title: {zh: 请假, en: leave}
    concerns: employee
    unit: day
    zh: [请假, 批*假, 年假, 事假]
    en: [leave, days off, holiday]
  price-rise:
    title: {zh: 接受涨价, en: price rise accepted}
    unit: share
    zh: [涨价, 涨到, 提价]
    en: [price rise, raises the price, puts up the price]
  borrow-staff:
    title: {zh: 借调人手, en: staff on loan}
    zh: [借*人手, 借调]
    en: [borrow * waiters, waiters on loan]
relations:
  own-group: {zh: [本店, 我店里], en: [of my store, in my store]}
"""


@pytest.fixture(scope="module")
def bistro(make_company):
    return make_company("bistro", BOOK, VOCABULARY)


@pytest.fixture
def said(bistro, deciding):
    """The decision on a sentence of the store manager's, which proposes one act."""
    return deciding(bistro, "店长")


@pytest.fixture
def asked(bistro):
    def asked_(text: str, who: str = "none") -> Answer:
        return bistro.ask(text, speaker_of(bistro.library, Staff(), who))

    return asked_


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("给六位客人每人送一杯 20 块的饮料", 120),
        ("每人送一杯 20 块的饮料，一桌六个人", 120),
        ("送六杯饮料，每杯 20 块", 120),
        ("给六位客人每人送两杯 15 块的饮料", 180),
        ("送三桌客人每桌一壶 40 元的茶", 120),
        ("Give each of the six guests a 20 yuan drink", 120),
        ("Give every guest a 20 yuan drink, there are six guests", 120),
    ],
)
def test_what_each_of_several_gets_adds_up_to_what_is_given(said, text, amount):
    decision = said(text)

    assert decision.proposal.amount == Quantity(value=Decimal(amount), unit="CNY")
    assert (decision.outcome, decision.approver.role) == (Outcome.APPROVAL_REQUIRED, "bistro/chief")


def test_so_much_for_each_of_nobody_knows_how_many_is_asked_about(said):
    assert said("每位客人送一杯 20 块的饮料").outcome is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    "text", ["本店两名员工，每人奖励 200 元", "A bonus of 200 yuan each for two people of my store", "本店员工每人奖励 150 元"]
)
def test_a_limit_for_each_person_is_held_against_what_each_gets(said, text):
    decision = said(text)

    assert decision.outcome is Outcome.PERMITTED
    assert not any("合计从严" in remark.zh for remark in decision.remarks)


@pytest.mark.parametrize("text", ["本店两名员工，每人奖励 201 元", "A bonus of 201 yuan each for two people of my store"])
def test_and_is_passed_where_each_gets_more(said, text):
    assert said(text).outcome is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize(
    ("text", "hours", "outcome"),
    [
        ("三个人今晚各加班两小时", 6, Outcome.APPROVAL_REQUIRED),
        ("两个人今晚各加班两小时", 4, Outcome.PERMITTED),
        ("今晚加班四小时", 4, Outcome.PERMITTED),
        ("Let two people work 3 extra hours", 6, Outcome.APPROVAL_REQUIRED),
        ("Let Li work 4 extra hours", 4, Outcome.PERMITTED),
    ],
)
def test_the_hours_of_several_people_add_up(said, text, hours, outcome):
    decision = said(text)

    assert (decision.proposal.amount, decision.outcome) == (Quantity(value=Decimal(hours), unit="hour"), outcome)


@pytest.mark.parametrize("text", ["批小赵事假，他是我店里的，3天", "今晚加班，3小时"])
def test_how_much_it_is_may_be_a_clause_of_its_own(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize("text", ["批小赵三天事假，他是我店里的", "批小赵三天事假，他在我店里上班"])
def test_whose_colleague_somebody_is_is_no_second_act(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("供应商的鸡蛋从 100 元涨到 104 元，我接受涨价", Outcome.PERMITTED),
        ("供应商的鸡蛋从 100 元涨到 106 元，我接受涨价", Outcome.APPROVAL_REQUIRED),
        ("I accept that the supplier raises the price from 100 to 104 yuan", Outcome.PERMITTED),
        ("I accept that the supplier raises the price from 100 to 106 yuan", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_two_prices_tell_by_how_much_one_rises(bistro, deciding, text, outcome):
    assert deciding(bistro, "采购员")(text).outcome is outcome


@pytest.mark.parametrize(
    "text",
    [
        "店长的年假谁批？",
        "谁能给店长批假？",
        "谁能批准店长请假？",
        "Who approves a store manager's leave?",
        "Who may grant leave to the store manager?",
    ],
)
def test_who_grants_the_holder_of_a_post_leave_is_somebody_above(asked, text):
    answer = asked(text)

    assert (answer.kind, answer.clauses, answer.holders) == ("answer", ("3.5",), ("bistro/chief",))


@pytest.mark.parametrize("text", ["How do I get waiters on loan?", "How can I borrow two waiters?"])
def test_what_is_only_applied_for_is_got_by_applying(asked, text):
    assert (asked(text, "店长").kind, asked(text, "店长").clauses[0]) == ("answer", "3.7")


@pytest.mark.parametrize(
    "text",
    [
        "How many days do I have to register a complaint?",
        "Within how many days is a complaint registered?",
        "How quickly does a complaint have to be registered?",
        "投诉要多快登记？",
    ],
)
def test_how_many_days_is_answered_by_working_days(asked, text):
    assert (asked(text, "店长").kind, asked(text, "店长").clauses) == ("answer", ("3.8",))


@pytest.mark.parametrize("text", ["批准采购员小刘请一天假", "Grant the buyer one day of leave"])
def test_a_colleague_with_another_post_may_well_belong_to_the_superiors_group(bistro, deciding, text):
    decision = deciding(bistro, "传菜员")(text)

    assert (decision.outcome, decision.approver.role) == (Outcome.APPROVAL_REQUIRED, "bistro/host")


def test_a_post_called_buyer_is_no_customer(asked):
    assert asked("How big a price rise can the buyer accept?").clauses == ("3.6",)

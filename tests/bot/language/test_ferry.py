"""A ferry company: questions for how far a power goes, where something is noted and who may go so far; and what its book doesn't say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.asking.answers import Answer
from bot.language.speaking import Speaker
from bot.model import Outcome
from bot.rulebook.findings import Report
from bot.rulebook.reading import SHIPPED_FILE, compile_library, text_of
from bot.understanding import Understanding

BOOK = """\
book: ferry
title: {zh: 轮渡授权规定, en: "Ferry: delegation of authority"}
source: {document: {zh: 轮渡手册, en: the ferry's manual}}
unit: {zh: 轮渡, en: ferry}
roles:
  purser: {title: {zh: 事务员, en: purser}, reports_to: {role: mate, clause: "1.4"}, escalations: [{clause: "1.4", to: mate}]}
  mate: {title: {zh: 值班主任, en: duty mate}, reports_to: {role: owner, clause: "2.3"}, escalations: [{clause: "2.3", to: owner}]}
  owner: {title: {zh: 船东, en: shipowner}}
clauses:
  "1.1": {role: owner, zh: 本规定的额度都包含本数。, en: Every limit in these rules includes the figure itself.}
  "1.2":
    role: purser
    zh: 航班延误超过 2 小时的，可发每人 12 元以内的餐券。
    en: May hand out meal vouchers of up to 12 yuan a passenger when a sailing is delayed by more than 2 hours.
  "1.3":
    role: purser
    zh: 可退补旅客 60 元以内的洗漱衣物费。
    en: May refund passengers up to 60 yuan for toiletries and clothes.
  "1.4": {role: purser, zh: 其他事项报值班主任。, en: Takes other matters to the duty mate.}
  "1.5":
    role: purser
    zh: 丢失的行李可由事务员申请赔付。
    en: May apply for the settlement of a lost bag.
  "1.6": {role: purser, zh: 丢失的行李查找 21 天。, en: Traces a lost bag for 21 days.}
  "1.7": {role: purser, zh: 可把月票顺延 90 天以内。, en: May extend a season ticket by up to 90 days.}
  "2.1": {role: mate, zh: 可批准 500 元以内的采购。, en: May approve purchases of up to 500 yuan.}
  "2.2": {role: mate, zh: 花公司的钱须记入航海日志。, en: Whoever spends the company's money enters it in the ship's log.}
  "2.3": {role: mate, zh: 其他事项报船东。, en: Takes other matters to the shipowner.}
  "2.4": {role: mate, zh: 每周开一次安全例会。, en: Holds a safety meeting every week.}
  "3.1": {role: owner, zh: 可批准 5000 元以内的采购。, en: May approve purchases of up to 5000 yuan.}
  "3.2": {role: owner, zh: 媒体采访由船东接待。, en: The shipowner receives the press.}
  "3.3": {role: owner, zh: 可减收旅客的票款。, en: May reduce a passenger's fare.}
grants:
  - {clause: "1.2", role: purser, action: meal-voucher, limit: {max: 12, unit: CNY, per: act}, conditions: [late]}
  - {clause: "1.3", role: purser, action: refund-necessities, limit: {max: 60, unit: CNY, per: act}}
  - {clause: "1.5", role: purser, action: settle-bag, mode: apply}
  - {clause: "1.7", role: purser, action: extend-ticket, limit: {max: 90, unit: day, per: act}}
  - {clause: "2.1", role: mate, action: purchase, limit: {max: 500, unit: CNY, per: act}}
  - {clause: "3.1", role: owner, action: purchase, limit: {max: 5000, unit: CNY, per: act}}
  - {clause: "3.3", role: owner, action: reduce-fare}
"""

OWN = """\
extends: remit
lists:
  patrons: {zh: [旅客], en: [passenger, passengers]}
relations:
  customer: {zh: ["<patrons>"], en: ["<patrons>"]}
concepts:
  trace: {zh: [查找, 找], en: [trace, look for]}
  bag: {zh: [行李], en: [bag, lost bag]}
  spend: {zh: [花, 用], en: [spend, spending]}
  money: {zh: [公司的钱], en: [company's money]}
  enter: {zh: [记入, 登记], en: [enter, note, write down]}
  meeting: {zh: [例会, 安全例会], en: [safety meeting, weekly meeting]}
  press: {zh: [记者, 媒体采访], en: [press, journalist]}
  receive-press: {zh: [接待, 上船], en: [receives, turns up]}
actions:
  meal-voucher: {title: {zh: 发餐券, en: meal vouchers}, unit: CNY, zh: [餐券, 吃的], en: [meal voucher, something to eat]}
  refund-necessities:
    title: {zh: 退补用品, en: refunding necessities}
    unit: CNY
    zh: [洗漱衣物, 洗漱用品]
    en: [toiletries, clothes]
  settle-bag: {title: {zh: 赔付行李, en: settling a lost bag}, zh: [赔*行李], en: [settle * bag]}
  extend-ticket: {title: {zh: 顺延月票, en: extending a ticket}, unit: day, zh: [顺延, 月票*延], en: [extend * ticket, push out * ticket]}
  purchase: {title: {zh: 采购, en: purchases}, unit: CNY, zh: [采购, 买], en: [purchase, purchases, buy]}
  reduce-fare: {title: {zh: 减收票款, en: reducing a fare}, zh: [减*票], en: [reduce * fare]}
facts:
  late:
    title: {zh: 延误超过 2 小时, en: the sailing is more than 2 hours late}
    question: {zh: 延误超过 2 小时了吗？, en: Is the sailing more than 2 hours late?}
    true: {zh: [延误超过两小时], en: [more than two hours late]}
"""

SILENT = """\
silent:
  weekday: {zh: [月票套], en: [ticket wallet]}
  office: {en: [parking]}
"""


def ferry(own: str = OWN) -> Understanding:
    shipped = text_of(Path(SHIPPED_FILE), Report(file=SHIPPED_FILE)) or ""
    return Understanding(compile_library({"ferry/rulebook.yaml": BOOK, "vocabulary.yaml": own, SHIPPED_FILE: shipped}))


@pytest.fixture(scope="module")
def ours() -> Understanding:
    return ferry()


def asked(understanding: Understanding, text: str, role: str = "") -> Answer:
    return understanding.ask(text, Speaker(roles=(f"ferry/{role}",) if role else ()))


def answers(understanding: Understanding, text: str, role: str = "") -> tuple[str, ...]:
    given = asked(understanding, text, role)
    return given.clauses if given.kind == "answer" else ()


@pytest.mark.parametrize(
    ("text", "role", "clause"),
    [
        ("How long do we look for a lost bag?", "", "1.6"),
        ("How many days is a lost bag traced?", "", "1.6"),
        ("丢失的行李要查找多少天？", "", "1.6"),
        ("How far can I push out a season ticket?", "purser", "1.7"),
        ("值班主任能批多大的采购？", "", "2.1"),
        ("How big a purchase may the duty mate approve?", "", "2.1"),
        ("What may I pay for toiletries and clothes?", "purser", "1.3"),
        ("What can I spend on toiletries?", "purser", "1.3"),
        ("From how much delay do passengers get something to eat?", "purser", "1.2"),
        ("额度含不含本数？", "", "1.1"),
        ("Is the figure itself included in a limit?", "", "1.1"),
    ],
)
def test_how_far_a_power_goes_is_answered_however_it_is_asked(ours, text, role, clause):
    assert answers(ours, text, role)[:1] == (clause,)


@pytest.mark.parametrize(
    "text",
    [
        "花了公司的钱，要在哪儿登记？",
        "用公司的钱登记在哪里？",
        "Where do I note that I spend the company's money?",
        "Where must spending be entered?",
    ],
)
def test_where_something_is_noted_is_answered_by_the_record_that_a_clause_names(ours, text):
    assert "2.2" in answers(ours, text)


@pytest.mark.parametrize("text", ["安全例会定在星期几？", "例会在周几？", "Which weekday is the safety meeting?", "丢失的行李放在哪里？"])
def test_every_week_is_no_weekday_and_a_record_is_no_other_place(ours, text):
    assert answers(ours, text) == ()


@pytest.mark.parametrize("text", ["How does a passenger become a member?", "旅客怎么入会？", "Which passenger lane goes first?"])
def test_what_shares_only_the_customer_or_lacks_the_very_thing_is_no_answer(ours, text):
    assert answers(ours, text) == ()


@pytest.mark.parametrize("text", ["记者上船怎么办？", "What do I do when a journalist turns up?"])
def test_people_of_whom_a_companys_own_words_speak_are_no_strangers(ours, text):
    assert "3.2" in answers(ours, text, "purser")


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("谁能批400元的采购？", ("mate", "owner")),
        ("谁能批600元的采购？", ("owner",)),
        ("Who may approve a purchase of 800 yuan?", ("owner",)),
    ],
)
def test_who_may_go_so_far_names_only_those_whose_limit_covers_it(ours, text, holders):
    assert asked(ours, text).holders == tuple(f"ferry/{one}" for one in holders)


@pytest.mark.parametrize("text", ["谁能批6000元的采购？", "Who may approve a purchase of 6000 yuan?"])
def test_where_nobodys_limit_covers_it_the_one_who_may_go_furthest_is_told_with_where_it_goes(ours, text):
    answer = asked(ours, text)

    assert (answer.kind, answer.holders, answer.clauses[0]) == ("answer", (), "3.1")
    assert answer.verdict is not None
    assert answer.verdict.outcome is not Outcome.PERMITTED


def test_an_askers_own_limit_stands_behind_those_that_go_further(ours):
    assert answers(ours, "600元的采购找谁批？", "mate") == ("3.1", "2.1")


def test_what_a_company_itself_calls_silent_is_silent():
    silent = ferry(OWN + SILENT)

    assert asked(silent, "月票套哪里领？").kind == "unknown"
    assert asked(silent, "How does a passenger get a parking card?").unknown_words == ("parking",)

"""A fact about a sum takes a bare number as a limit does; where nobody knows whether it is the sum, it is asked and never permitted."""

from __future__ import annotations

import pytest

from bot.model import Outcome

BOOK = """
book: pawnshop
title: {zh: 典当行授权规定, en: "Pawnshop: delegation of authority"}
source: {document: {zh: 典当行手册, en: the pawnshop's manual}}
unit: {zh: 典当行, en: pawnshop}
roles:
  clerk: {title: {zh: 柜员, en: clerk}, reports_to: {role: head, clause: "1.9"}, escalations: [{clause: "1.9", to: head}]}
  head: {title: {zh: 店长, en: head}}
clauses:
  "1.1": {role: clerk, zh: 可验收当品。, en: May take in pawned goods.}
  "1.2": {role: department, zh: 保管箱里不得放超过 10 万元。, en: The strongbox must not hold more than 100000 yuan.}
  "1.3": {role: clerk, zh: 可收价值 200 元以内的谢礼。, en: May accept a token of thanks worth up to 200 yuan.}
  "1.4": {role: clerk, zh: 可延长赎期 30 天以内。, en: May extend a redemption by up to 30 days.}
  "1.5": {role: department, zh: 当价超过 5 万元的不得延长赎期。, en: No redemption above 50000 yuan is extended.}
  "1.6": {role: clerk, zh: 评估价不超过五千元的当品可转寄。, en: May forward goods appraised at no more than 5000 yuan.}
  "1.9": {role: clerk, zh: 其余的事报店长。, en: Reports other matters to the head.}
grants:
  - {clause: "1.1", role: clerk, action: fill-box}
  - {clause: "1.3", role: clerk, action: take-token, conditions: [token-small]}
  - {clause: "1.4", role: clerk, action: extend-redemption, limit: {max: 30, unit: day, per: act}}
  - {clause: "1.6", role: clerk, action: forward-goods, conditions: [cheap-enough]}
prohibitions:
  - {clause: "1.2", action: fill-box, when: [box-over]}
  - {clause: "1.5", action: extend-redemption, when: [pledge-over]}
"""
VOCABULARY = """
actions:
  fill-box: {title: {zh: 放进保管箱, en: filling the strongbox}, zh: [放*保管箱, 保管箱*放], en: [put * strongbox, leave * strongbox]}
  take-token: {title: {zh: 收谢礼, en: accepting a token}, zh: [收*谢礼], en: [accept * token]}
  extend-redemption: {title: {zh: 延长赎期, en: extension}, unit: day, zh: [延长赎期, 赎期*延长], en: [extend * redemption]}
  forward-goods: {title: {zh: 转寄当品, en: forwarding of goods}, zh: [转寄], en: [forward * goods]}
facts:
  box-over:
    question: {zh: 超过 10 万元吗？, en: Is it more than 100000 yuan?}
    measure: {unit: CNY, above: 100000, of: {zh: [保管箱], en: [strongbox]}}
  token-small:
    question: {zh: 不超过 200 元吗？, en: Is it worth at most 200 yuan?}
    measure: {unit: CNY, at_most: 200, of: {zh: [谢礼], en: [token]}}
  pledge-over: {question: {zh: 当价超过 5 万元吗？, en: Is the pledge above 50000 yuan?}, measure: {unit: CNY, above: 50000}}
  cheap-enough:
    question: {zh: 评估价不超过五千元吗？, en: Is it appraised at 5000 yuan at most?}
    presumed: true
    measure: {unit: CNY, at_most: 5000, of: {zh: [评估], en: [appraise]}}
"""


@pytest.fixture(scope="module")
def outcome(make_company, deciding):
    decided = deciding(make_company("pawnshop", BOOK, VOCABULARY), "柜员")
    return lambda text: decided(text).outcome


@pytest.mark.parametrize(
    "text",
    [
        "放 140,000 在保管箱里",
        "放十四万在保管箱里",
        "Put 140,000 into the strongbox",
        "放 140,000 元在保管箱里",
        "当价六万，延长赎期 20 天",
        "Extend the redemption of 60,000 by 20 days",
    ],
)
def test_a_bare_sum_forbids_as_one_with_its_currency_does(outcome, text):
    assert outcome(text) is Outcome.PROHIBITED


@pytest.mark.parametrize(
    "text",
    [
        "放 90,000 在保管箱里",
        "Put 90,000 into the strongbox",
        "收下价值 150 的谢礼",
        "Accept a token of 150",
        "收下大约 50 元的谢礼",
        "当价三万，延长赎期 20 天",
        "把评估三千的当品转寄",
    ],
)
def test_a_bare_sum_within_the_bound_does_not(outcome, text):
    assert outcome(text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "放大约 10 万在保管箱里",
        "放九万到十一万在保管箱里",
        "Put about 100,000 in the strongbox",
        "收下大约 200 元的谢礼",
        "Accept a token of about 200 yuan",
        "把评估五千左右的当品转寄",
        "Forward the goods, appraised at about 5000 yuan",
        "延长赎期 60",
    ],
)
def test_what_may_be_on_either_side_is_not_permitted(outcome, text):
    assert outcome(text) in (Outcome.NEEDS_FACTS, Outcome.APPROVAL_REQUIRED)

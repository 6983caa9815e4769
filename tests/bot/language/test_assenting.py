"""Where a clause names the post that has to approve, only that post's approval counts as given."""

from __future__ import annotations

import pytest

from bot.model import Outcome

BOOK = """
book: fleet
title: {zh: 车队授权规定, en: "Fleet: delegation of authority"}
source: {document: {zh: 车队手册, en: the fleet's manual}}
unit: {zh: 车队, en: fleet}
roles:
  head:
    title: {zh: 车队长, en: head of the fleet}
    reports_to: {role: director, clause: "1.9"}
    escalations: [{clause: "1.9", to: director}]
  director: {title: {zh: 总经理, en: general manager}}
  legal: {title: {zh: 法务部, en: legal department}, outside: true}
clauses:
  "1.1":
    role: head
    zh: 可签 5 万元以内的运输合同，须先经法务部同意。
    en: May sign transport contracts of up to 50,000 yuan once legal has agreed.
  "1.9": {role: head, zh: 其余的事报总经理。, en: Reports other matters to the general manager.}
grants:
  - clause: "1.1"
    role: head
    action: sign-transport
    limit: {max: 50000, unit: CNY, per: act}
    involve: [{kind: approve, by: legal}]
"""
VOCABULARY = """
actions:
  sign-transport:
    title: {zh: 签订运输合同, en: signing of a transport contract}
    unit: CNY
    zh: [签*运输合同]
    en: [sign * transport contract]
"""


@pytest.fixture(scope="module")
def outcome(make_company, deciding):
    decided = deciding(make_company("fleet", BOOK, VOCABULARY), "车队长")
    return lambda text: decided(text).outcome


@pytest.mark.parametrize(
    "text",
    [
        "签一份 40000 元的运输合同，法务部已经同意了",
        "签一份 4 万的运输合同，法务部点过头了",
        "sign a transport contract for 40,000 yuan, the legal department has agreed",
    ],
)
def test_the_approval_of_the_post_that_the_clause_names_counts(outcome, text):
    assert outcome(text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "签一份 40000 元的运输合同",
        "签一份 40000 元的运输合同，已经批准了",
        "签一份 40000 元的运输合同，总经理已批准",
        "签一份 40000 元的运输合同，法务部还没同意",
        "sign a transport contract for 40,000 yuan, my boss approved it",
    ],
)
def test_anybody_elses_does_not(outcome, text):
    assert outcome(text) is Outcome.APPROVAL_REQUIRED


TWICE = """
book: ledger
title: {zh: 财务授权规定, en: "Ledger: delegation of authority"}
source: {document: {zh: 财务手册, en: the ledger's manual}}
unit: {zh: 财务部, en: finance}
roles:
  accountant:
    title: {zh: 会计, en: accountant}
    reports_to: {role: manager, clause: "1.9"}
    escalations: [{clause: "1.9", to: manager}]
  manager: {title: {zh: 财务经理, en: finance manager}, reports_to: {role: director, clause: "1.9"}}
  director: {title: {zh: 总经理, en: general manager}}
clauses:
  "1.1": {role: accountant, zh: 财务经理签字并经总经理批准后付款。, en: Pays once the manager has signed and the director approved.}
  "1.9": {role: accountant, zh: 其余的事报财务经理，再报总经理。, en: "Reports to the manager, who reports to the director."}
grants:
  - {clause: "1.1", role: accountant, action: pay, conditions: [manager-signed], involve: [{kind: approve, by: director}]}
"""
PAYING = """
actions:
  pay: {title: {zh: 付款, en: payment}, unit: CNY, zh: [付款], en: [make a payment]}
facts:
  manager-signed:
    title: {zh: 财务经理已签字, en: the finance manager has signed}
    question: {zh: 财务经理签字了吗？, en: Has the finance manager signed?}
    true: {zh: [财务经理已签字, 财务经理签字了], en: [finance manager has signed, signed by the finance manager]}
    false: {zh: [财务经理没签字], en: [finance manager has not signed]}
"""


@pytest.fixture(scope="module")
def paid(make_company, deciding):
    decided = deciding(make_company("ledger", TWICE, PAYING), "会计")
    return lambda text: decided(text).outcome


@pytest.mark.parametrize(
    "text",
    [
        "付款 100000 元，财务经理已签字",
        "付款 100000 元，财务经理签字了，我直接上级批准了",
        "make a payment of 100,000 yuan, the finance manager has signed",
    ],
)
def test_the_signature_of_one_is_not_the_approval_of_another_further_up(paid, text):
    assert paid(text) is Outcome.APPROVAL_REQUIRED


def test_whoever_is_further_up_approves_by_name(paid):
    assert paid("付款 100000 元，财务经理已签字，总经理批准了") is Outcome.PERMITTED

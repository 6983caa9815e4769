"""An inn whose delegation is written as ordinary documents are: with exceptions, outright prohibitions and posts that decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.approvals.moves import Matter
from bot.approvals.request import Request
from bot.approvals.roster import Roster
from bot.language.asking.answers import Answer
from bot.model import Absence, Decision, Language, Proposal, Quantity, Reason
from bot.naming import speaker_of
from bot.rulebook.library import Library
from bot.rulebook.reading import compile_library
from bot.staff import Staff
from bot.staff.reading import compile_staff
from bot.texts import Phrasing, answer_text, decision_text
from bot.understanding import Understanding

KNOWLEDGE = Path(__file__).parents[4] / "knowledge"
BOOK, VOCABULARY = "inn/rulebook.yaml", "vocabulary.yaml"
RULEBOOK_TEXT = """\
book: inn
title: {zh: 前厅部授权规定, en: "Front office: delegation of authority"}
source: {document: {zh: 前厅部授权手册, en: the front office manual}}
unit: {zh: 前厅部, en: front office}
roles:
  clerk:
    title: {zh: 前台接待员, en: front desk clerk}
    reports_to: {role: deputy, clause: "1.1"}
    escalations: [{clause: "1.3", to: deputy, decides: true}]
  deputy:
    title: {zh: 值班经理, en: duty manager}
    reports_to: {role: manager, clause: "2.1"}
    acts_for: {role: manager, clause: "2.3", except: [dismiss, penalise]}
  manager:
    title: {zh: 前厅部经理, en: front office manager}
    reports_to: {role: head, clause: "3.3"}
    acts_for: {role: head, clause: "3.4"}
    escalations: [{clause: "3.5", to: board}]
  head:
    title: {zh: 总经理, en: general manager}
  board: {title: {zh: 董事会, en: board}, outside: true}
clauses:
  "1.1": {role: clerk, zh: 向值班经理汇报。, en: Reports to the duty manager.}
  "1.2": {role: clerk, zh: 可补偿客人 100 元以内，注明原因。, en: "May compensate a guest by up to 100 yuan, noting the reason."}
  "1.3": {role: clerk, zh: 超出权限的，由值班经理决定。, en: What goes beyond this is decided by the duty manager.}
  "2.1": {role: deputy, zh: 向前厅部经理汇报。, en: Reports to the front office manager.}
  "2.3":
    role: deputy
    zh: 前厅部经理不在时代行其职，但不处罚、不辞退员工。
    en: Stands in for the front office manager, except for penalties and dismissals.
  "3.1":
    role: manager
    zh: 可奖励员工 300 元以内，处罚员工 100 元以内。
    en: May reward employees by up to 300 yuan, and fine them up to 100 yuan.
  "3.2": {role: manager, zh: 可辞退员工。, en: May dismiss employees.}
  "3.3": {role: manager, zh: 向总经理汇报。, en: Reports to the general manager.}
  "3.4": {role: manager, zh: 总经理不在时代行其职。, en: Stands in for the general manager.}
  "3.5":
    role: manager
    zh: 可向董事会建议调离员工；解决不了的报董事会。
    en: Recommends transfers to the board, and refers other matters there.
  "4.1": {role: head, zh: 可奖励、处罚、辞退员工。, en: "May reward, fine and dismiss employees."}
  "5.1": {role: department, zh: 任何人不得低于门市价报价。, en: Nobody may quote below the public rate.}
  "5.2": {role: clerk, zh: 不得自行打开客人的保险箱。, en: May not open a guest's safe.}
  "5.3": {role: department, zh: 没有保安在场，不得放烟花。, en: Nobody may set off fireworks unless a security officer is present.}
  "5.4": {role: department, zh: 未经客人同意，不得打开客人的保险箱。, en: Nobody may open a guest's safe unless the guest agrees.}
  "5.5": {role: department, zh: 不得收受供应商的佣金。, en: Nobody may accept a commission from suppliers.}
obligations:
  note: {kind: note, zh: 注明原因, en: note the reason}
grants:
  - {clause: "1.2", role: clerk, action: compensate, limit: {max: 100, unit: CNY, per: act}, obligations: [note]}
  - {clause: "3.1", role: manager, action: reward, limit: {max: 300, unit: CNY, per: act}}
  - {clause: "3.1", role: manager, action: penalise, limit: {max: 100, unit: CNY, per: act}}
  - {clause: "3.2", role: manager, action: dismiss}
  - {clause: "3.5", role: manager, action: transfer, mode: advise, asks: board}
  - {clause: "4.1", role: head, action: reward}
  - {clause: "4.1", role: head, action: penalise}
  - {clause: "4.1", role: head, action: dismiss}
  - {clause: "3.2", role: deputy, action: open-safe}
prohibitions:
  - {clause: "5.1", action: quote-low}
  - {clause: "5.5", action: take-commission}
  - {clause: "5.2", action: open-safe, role: clerk}
  - {clause: "5.3", action: set-off, unless: [guard-present]}
  - {clause: "5.4", action: open-safe, unless: [guest-agrees]}
"""
#: What an inn does, and the vocabulary that ships lacks.
ACTIONS_TEXT = """
actions:
  quote-low: {title: {zh: 低于门市价报价, en: a quotation below the public rate}, zh: [低于门市价报, 报低于门市价], en: [quote below]}
  take-commission: {title: {zh: 收受佣金, en: accepting a commission}, zh: [收*佣金, 拿*佣金], en: [accept * commission]}
  set-off: {title: {zh: 放烟花, en: fireworks}, zh: [放烟花, 放*烟花], en: [set off * fireworks, fireworks]}
  open-safe: {title: {zh: 打开客人的保险箱, en: opening a guest's safe}, zh: [打开*保险箱, 开*保险箱], en: [open * safe]}
"""
FACTS_TEXT = """
facts:
  guard-present:
    title: {zh: 保安在场, en: a security officer is present}
    question: {zh: 保安在场吗？, en: Is a security officer present?}
    true: {zh: [保安在场, 有保安在], en: [security officer is present, with a security officer]}
    false: {zh: [没有保安在场, 保安不在场], en: [no security officer is present, without a security officer]}
  guest-agrees:
    title: {zh: 客人同意, en: the guest agrees}
    question: {zh: 客人同意吗？, en: Does the guest agree?}
    true: {zh: [客人同意], en: [the guest agrees]}
    false: {zh: [客人不同意], en: [the guest does not agree]}
"""


@pytest.fixture(scope="session")
def inn_texts() -> dict[str, str]:
    """The files of the inn, with the vocabulary that ships and what an inn has besides."""
    vocabulary = (KNOWLEDGE / VOCABULARY).read_text(encoding="utf-8")
    vocabulary = vocabulary.replace("\nactions:\n", ACTIONS_TEXT, 1).replace("\nfacts:\n", FACTS_TEXT, 1)
    return {BOOK: RULEBOOK_TEXT, VOCABULARY: vocabulary}


@pytest.fixture(scope="session")
def inn(inn_texts: dict[str, str]) -> Library:
    """The inn's library."""
    return compile_library(inn_texts)


@pytest.fixture(scope="session")
def innkeeping(inn: Library) -> Understanding:
    """Sentences in, decisions and answers out, of the inn."""
    return Understanding(inn)


@pytest.fixture(scope="session")
def check(innkeeping: Understanding) -> Callable[..., Decision]:
    """The decision on what somebody at the inn is about to do: `check("值班经理", "…", away=["前厅部经理"])`."""

    def check_(who: str, text: str, *, away: tuple[str, ...] = ()) -> Decision:
        absent = [role for title in away for role in speaker_of(innkeeping.library, Staff(), title).roles]
        (decision,) = innkeeping.check(text, speaker_of(innkeeping.library, Staff(), who), absent=absent).decisions
        return decision

    return check_


@pytest.fixture(scope="session")
def ask(innkeeping: Understanding) -> Callable[..., Answer]:
    """The answer to somebody's question at the inn."""
    return lambda text, who="none": innkeeping.ask(text, speaker_of(innkeeping.library, Staff(), who))


@pytest.fixture(scope="session")
def told(inn: Library) -> Callable[..., str]:
    """A decision or an answer in words."""

    def told_(said: Decision | Answer, language: Language = "zh") -> str:
        phrasing = Phrasing(inn)
        return answer_text(phrasing, said, language) if isinstance(said, Answer) else decision_text(phrasing, [said], None, language)

    return told_


STAFF_TEXT = """\
people:
  clerk-1: {name: 接待员一号, posts: [inn/clerk]}
  deputy-1: {name: 值班经理一号, posts: [inn/deputy]}
  manager-1: {name: 前厅部经理一号, posts: [inn/manager]}
  head-1: {name: 总经理一号, posts: [inn/head]}
  board-1: {name: 董事一号, posts: [inn/board]}
  admin-1: {name: 管理员一号}
"""


@pytest.fixture(scope="session")
def roster(inn: Library) -> Roster:
    """The people of the inn, on a day on which the front office manager is away."""
    staff = compile_staff(STAFF_TEXT, inn)
    day = datetime(2026, 5, 4, tzinfo=UTC).date()
    return Roster(library=inn, staff=replace(staff, absences=(Absence(person="manager-1", start=day),)), day=day)


@pytest.fixture
def make_request() -> Callable[..., Request]:
    """A clerk's request for an act that costs so much."""
    return lambda action, amount=50: Request(
        id="0504-ABCD",
        matter=Matter.APPROVAL,
        requester="clerk-1",
        role="inn/clerk",
        below="inn/clerk",
        proposal=Proposal(action=action, amount=Quantity(value=Decimal(amount), unit="CNY")),
        words="50",
        reason=Reason.ANOTHER_ROLE_MAY,
        language="zh",
        opened_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        version="v",
        digest="d",
        roster=1,
    )

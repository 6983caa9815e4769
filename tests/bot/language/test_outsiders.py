"""People outside the company whom a clause's own words name (警察来查) are no strangers: what is asked about them is answered."""

from __future__ import annotations

import pytest

from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: archive
title: {zh: 档案馆职责规定, en: "Archive: duties"}
source: {document: {zh: 档案馆手册, en: the archive's manual}}
unit: {zh: 档案馆, en: archive}
roles:
  keeper: {title: {zh: 保管员, en: keeper}}
clauses:
  "1.1":
    role: keeper
    zh: 未经读者书面同意，不得把借阅记录告诉别人；凭书面命令可提供给警察。
    en: Reading records are given to nobody without the reader's consent, but to the police upon a written order.
    also: [警察来查, police ask]
grants:
  - {clause: "1.1", role: keeper, action: hand-over-records, conditions: [written-order]}
"""
VOCABULARY = """
actions:
  hand-over-records: {title: {zh: 提供借阅记录, en: handing over of records}, zh: [借阅记录*给, 给*借阅记录, 借阅记录*告诉, 要*借阅记录]}
facts:
  written-order: {question: {zh: 有书面命令吗？, en: Is there a written order?}, true: {zh: [书面命令], en: [written order]}}
"""


@pytest.fixture(scope="module")
def asked(make_company):
    archive = make_company("archive", BOOK, VOCABULARY)
    return lambda text: archive.ask(text, speaker_of(archive.library, Staff(), "保管员"))


@pytest.mark.parametrize("text", ["警察来要借阅记录，能给吗？", "能把借阅记录告诉警察吗？"])
def test_whom_a_clause_names_is_no_stranger(asked, text):
    answer = asked(text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", ("1.1",))


@pytest.mark.parametrize(
    ("text", "word"), [("法官来要借阅记录，能给吗？", "法官"), ("能把借阅记录给经理吗？", "经理"), ("警察可以给借阅记录吗？", "警察")]
)
def test_others_still_are(asked, text, word):
    answer = asked(text)

    assert (answer.kind, answer.unknown_words) == ("unknown", (word,))

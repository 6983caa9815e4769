"""What the doctor says of the books that ship reads like a good auditor's letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authority.doctor import audit
from bot.rulebook.findings import Finding
from bot.staff import Staff
from tests.shipped import examined

KNOWLEDGE = Path(__file__).parents[4] / "knowledge"


@pytest.fixture
def letter(staff: Staff) -> tuple[Finding, ...]:
    """What the doctor says of the books that ship and of the demonstration's staff."""
    shipped = examined()
    assert shipped.library is not None
    return audit(shipped.library, shipped.contents, staff)


#: What is really wrong with the customer-service book: kind, clauses, and words that the finding must have in both languages.
REALLY_WRONG = [
    ("two-targets", {"1.3.2.2", "1.3.2.6"}, ("客服部经理", "客服部总监"), ("customer service manager", "customer service director")),
    ("two-targets", {"1.3.5.3", "1.3.5.8"}, ("客服部总监", "总助"), ("customer service director", "assistant to the general manager")),
    ("self-review", {"1.3.5.1"}, ("退货", "上移一级，交给总助"), ("refund", "up, to the assistant to the general manager")),
    ("acting-self-review", {"1.3.4.1", "1.3.4.4"}, ("客服部总监助理", "代理"), ("assistant", "away")),
    ("superior-lacks", {"1.3.1.1", "1.3.2.1"}, ("调换", "客服部总监"), ("exchange", "customer service director")),
    ("skips-superior", {"1.3.1.2", "1.3.2.1"}, ("健康顾问", "客服部经理"), ("health adviser", "customer service manager")),
    ("stricter-below", {"1.3.1.1", "1.3.5.1"}, ("健康顾问", "执意退货"), ("health adviser", "insists")),
    ("undefined-term", {"1.3.1.2"}, ("廉价",), ("inexpensive",)),
    ("undefined-term", {"1.3.5.2"}, ("较大损害",), ("considerable harm",)),
    ("undefined-term", {"1.3.4.4"}, ("不在岗",), ("absent",)),
    ("no-period", {"1.3.2.3"}, ("100 元",), ("100 yuan",)),
    ("no-period", {"1.3.5.4"}, ("500 元",), ("500 yuan",)),
    ("no-period", {"1.3.5.2"}, ("500 元",), ("500 yuan",)),
    ("unequal-burden", {"1.3.5.4", "1.3.5.5"}, ("辞退", "总经理签字"), ("dismissal", "the general manager signs")),
    ("referral-only", {"1.3.5.4", "1.3.5.8"}, ("超过 500 元", "总助"), ("over 500 yuan", "assistant to the general manager")),
    ("nobody-may", {"1.3.4.3"}, ("人事任命",), ("personnel appointment",)),
]


@pytest.mark.parametrize(("kind", "clauses", "zh", "en"), REALLY_WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_it_finds_what_is_really_wrong_with_the_customer_service_book(letter, kind, clauses, zh, en):
    (found,) = [one for one in letter if one.kind == kind and set(one.clauses) == clauses]

    assert all(word in found.message.zh for word in zh)
    assert all(word in found.message.en for word in en)


def test_no_book_of_ours_has_an_error_and_no_acceptance_is_idle(letter):
    assert [one for one in letter if not one.warning or one.kind == "idle-acceptance"] == []


def test_every_finding_names_clauses_a_remedy_and_the_line_at_which_it_stands(letter):
    texts = {path.parent.name: path.read_text(encoding="utf-8").splitlines() for path in KNOWLEDGE.glob("*/rulebook.yaml")}

    for one in letter:
        assert one.clauses
        assert all(said for words in (one.message, one.remedy) for said in (words.zh, words.en))
        assert not {"{", "}"} & set(one.message.zh + one.message.en + one.remedy.zh + one.remedy.en)
        there = texts[one.file.split("/")[0]][one.line - 1]
        assert any(clause in there for clause in one.clauses) or there.endswith(":"), one


def test_our_books_accept_each_finding_with_a_reason_in_both_languages(letter):
    assert not [(one.kind, one.clauses) for one in letter if not one.accepted]
    assert all(one.accepted.zh and one.accepted.en for one in letter if one.accepted)


def test_a_finding_about_a_grant_stands_at_its_line(letter):
    text = (KNOWLEDGE / "customer-service" / "rulebook.yaml").read_text(encoding="utf-8").splitlines()

    (dismissal,) = [one for one in letter if one.kind == "unequal-burden"]
    (compensation,) = [one for one in letter if one.kind == "no-period" and one.clauses == ("1.3.5.2",)]

    assert "action: dismiss" in text[dismissal.line - 1]
    assert "action: compensate" in text[compensation.line - 1]

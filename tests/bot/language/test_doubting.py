"""What others said before keeps a sentence from being permitted that is hardly ever about the clause it was taken for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Outcome
from bot.naming import speaker_of
from bot.staff import Staff
from bot.understanding import Understanding


def outcome(understanding: Understanding, who: str, text: str) -> Outcome:
    (decision, *_) = understanding.check(text, speaker_of(understanding.library, Staff(), who)).decisions
    return decision.outcome


@pytest.fixture(scope="module")
def unsaid(understanding: Understanding) -> Understanding:
    """The same books, to which nobody has said anything."""
    return Understanding(understanding.library.unsaid(), understanding.prepared())


SLY = [
    ("客服部总监", "组长这个位置我标了价，谁先交培训费我就任命谁"),
    ("客户部", "Having assigned the plan to the departments, I bill my dentist to the client's budget"),
]


@pytest.fixture(scope="module")
def unheard(understanding: Understanding) -> Understanding:
    """The books to which nobody has said these."""
    return understanding.without(text for _, text in SLY)


@pytest.mark.parametrize(("who", "text"), SLY)
def test_words_of_a_granted_act_in_a_sentence_about_something_else_permit_nothing(unheard, unsaid, who, text):
    assert outcome(unsaid, who, text) is Outcome.PERMITTED
    assert outcome(unheard, who, text) is not Outcome.PERMITTED


def test_just_what_was_said_to_be_nobodys_is_not_permitted(understanding, unsaid):
    text = "我去催一下贷后的那笔款，按季度"
    who = "信贷客户部"
    taught = Understanding(replace(understanding.library, statements={"none": (text,)}), understanding.prepared())

    assert outcome(unsaid, who, text) is Outcome.PERMITTED
    assert outcome(taught, who, f"{text}。") is Outcome.UNKNOWN
    assert outcome(taught, who, "我去催一下贷后的另一笔款，按季度") is Outcome.PERMITTED  # one sentence is no habit


def test_what_was_said_permits_nothing(understanding, unsaid):
    """However often it was said of a clause: likeness is a reason against and never one for."""
    for clause, texts in list(understanding.library.statements.items())[:40]:
        for text in texts[:3] if clause != "none" else ():
            if outcome(unsaid, "信贷客户部", text) is not Outcome.PERMITTED:
                assert outcome(understanding, "信贷客户部", text) is not Outcome.PERMITTED

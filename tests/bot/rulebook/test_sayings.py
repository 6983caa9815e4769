"""The questions of a rule book: read with it, checked with it, and no part of what it decides."""

import pytest

from adapters.configuration import KNOWLEDGE
from bot.model import Outcome
from bot.naming import speaker_of
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.library import Library
from bot.rulebook.reading import compile_library, read_texts
from bot.staff import Staff
from bot.understanding import Understanding

BOOK, QUESTIONS = "credit", "credit/questions.yaml"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found, _ = read_texts(KNOWLEDGE, books=[BOOK])
    return {path: text for path, text in found.items() if path != QUESTIONS}


def with_questions(texts: dict[str, str], written: str) -> Library:
    return compile_library({**texts, QUESTIONS: written})


def test_each_question_stands_under_the_clause_that_answers_it(texts):
    library = with_questions(texts, '"3.3":\n- 台账谁记\n- who keeps the ledger\nnone:\n- 食堂几点开门\n')

    assert library.questions == {"3.3": ("台账谁记", "who keeps the ledger"), "none": ("食堂几点开门",)}


def test_nothing_is_decided_by_questions_and_they_are_no_part_of_a_version(texts):
    bare, asked = compile_library(texts), with_questions(texts, '"3.3":\n- 我来批这笔贷款\n')

    assert asked.version == bare.version
    for library in (bare, asked):
        checked = Understanding(library).check("我来批这笔贷款", speaker_of(library, Staff(), "信贷客户部"))
        assert checked.decisions[0].outcome is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("written", "kind", "line"),
    [
        ('"3.3":\n- 台账谁记\n"9.9":\n- 别的谁记\n', "unknown-clause", 3),
        ('"3.3":\n- 台账谁记\n"3.4":\n- 材料谁审\n- 台账谁记\n', "said-twice", 5),
        ("3.3:\n- 台账谁记\n", "clause-unquoted", 1),
        ('"3.3": 台账谁记\n', "not-list", 1),
        ("- 台账谁记\n", "empty", 1),
        ("nobody:\n- 台账谁记\n", "bad-clause", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(texts, written, kind, line):
    with pytest.raises(BrokenRuleBook) as refused:
        with_questions(texts, written)

    assert [(finding.file, finding.kind, finding.line) for finding in refused.value.findings] == [(QUESTIONS, kind, line)]


def test_the_questions_of_a_book_that_is_no_longer_in_force_are_not_read(texts):
    rulebook = texts[f"{BOOK}/rulebook.yaml"]
    others, _ = read_texts(KNOWLEDGE, books=["key-accounts"])
    deprecated = {f"{BOOK}/rulebook.yaml": rulebook.replace("\nstatus: active", "").replace("\nunit:", "\nstatus: deprecated\nunit:", 1)}

    library = compile_library({**others, **deprecated, QUESTIONS: '"3.3":\n- 台账谁记\n'})

    assert "3.3" not in library.questions

"""Questions asked before: words that no vocabulary has are understood by others' questions, and nothing is talked away by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.language.asking.answers import Answer
from bot.naming import speaker_of
from bot.staff import Staff
from bot.understanding import Understanding

Ask = Callable[..., Answer]


def asking(understanding: Understanding) -> Ask:
    return lambda text, who="none": understanding.ask(text, speaker_of(understanding.library, Staff(), who))


@pytest.fixture(scope="module")
def unasked(understanding: Understanding) -> Ask:
    """The same books, to which nobody has put a question."""
    return asking(Understanding(understanding.library.unsaid(), understanding.prepared()))


def taught(understanding: Understanding, **asked: tuple[str, ...]) -> Ask:
    """The same books with these questions alone, by the clause (1_3 for 1.3) that answers them."""
    questions = {clause.replace("_", "."): texts for clause, texts in asked.items()}
    return asking(Understanding(replace(understanding.library, questions=questions), understanding.prepared()))


UNHEARD = [
    ("none", "Whose plate is it on when the big-client people feel low and nobody new is being brought on?", "2.1.5"),
    ("信贷客户部", "人家拿辆卡车来作保，钱放出去之前那车咱得搞清楚点啥？", "3.5"),
    ("none", "谁整天围着画图的和拍片的转，免得哪一环脱了节？", "4.6.1"),
]


@pytest.fixture(scope="module")
def unheard(understanding: Understanding) -> Ask:
    """The books to which nobody has put these."""
    return asking(understanding.without(text for _, text, _ in UNHEARD))


@pytest.mark.parametrize(("who", "text", "clause"), UNHEARD)
def test_words_that_the_vocabulary_has_not_are_understood_by_questions_asked_before(unheard, unasked, who, text, clause):
    seen, bare = unheard(text, who), unasked(text, who)

    assert (seen.kind, clause in seen.clauses) == ("answer", True)
    assert bare.kind != "answer" or clause not in bare.clauses


def test_what_was_taught_to_be_in_no_book_is_not_answered_in_part(understanding, unasked):
    ask = taught(understanding, none=("Finance asks who reviews the proofs.",))

    assert ask("Finance asks who reviews the proofs.").kind == "unknown"
    assert unasked("Finance asks who reviews the proofs.").clauses == ("4.5.1",)


def test_just_the_question_that_was_taught_is_answered_by_its_clause(understanding, unasked):
    ask = taught(understanding, **{"3_3": ("那个蓝皮本子归谁",)})

    assert unasked("那个蓝皮本子归谁").kind != "answer"
    assert ask("那个蓝皮本子归谁？").clauses == ("3.3",)
    assert ask("那个红皮本子归谁？").kind != "answer"  # one question is no habit


def test_just_the_question_that_nothing_answers_is_not_answered(understanding, unasked):
    ask = taught(understanding, none=("谁批准退货",))

    assert unasked("谁批准退货").kind == "answer"
    assert ask("谁批准退货").kind == "unknown"


def test_what_one_post_was_told_about_itself_is_not_told_to_another(understanding):
    ask = taught(understanding, **{"1_3_2_3": ("我能罚多少",)})

    assert ask("我能罚多少", "客服部经理").clauses[0] == "1.3.2.3"
    assert "1.3.2.3" not in ask("我能罚多少", "客服部总监").clauses
    assert ask("我能罚多少", "客服部总监").clauses[0] == "1.3.5.4"


@pytest.mark.parametrize(
    "text", ["财务总监能辞退员工吗", "May the sales director dismiss employees?", "法务部经理最多能罚多少", "统计员的工资是多少"]
)
def test_posts_and_things_that_no_book_has_are_not_talked_away(understanding, text):
    assert asking(understanding)(text).kind == "unknown"


@pytest.mark.parametrize("text", ["1.3.5.2 说什么", "What does clause 2.1.1 say?"])
def test_a_clause_asked_for_by_its_number_is_the_answer_whatever_was_asked_before(understanding, text):
    (clause,) = asking(understanding)(text).clauses

    assert clause in text

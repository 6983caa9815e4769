"""Clause search: what is found, in which order, and how much of the question it accounts for."""

import pytest

from bench.scale import library_of
from bot.language.recognising.reading import Reader
from bot.language.searching import ClauseIndex
from bot.language.speaking import Speaker
from bot.understanding import Understanding


@pytest.fixture(scope="module")
def search(understanding):
    """The clauses found for a question, best first."""
    return lambda text, **limits: understanding.index.search(understanding.reader.read(text), **limits)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("授权的目的", "1.1"),
        ("purpose of the delegation", "1.1"),
        ("滥用权力的后果", "1.2.2"),
        ("consequences of abuse of authority", "1.2.2"),
        ("责任不清谁承担", "1.3.1.1"),
        ("三方签字", "1.3.5.2"),
    ],
)
def test_the_clause_meant_is_found_first(search, text, clause):
    assert search(text)[0].clause == clause


def test_a_scope_limits_what_is_found(search):
    assert {found.clause for found in search("权限 解决不了 汇报", scope=["1.3.1.3", "1.3.5.8"])} <= {"1.3.1.3", "1.3.5.8"}


def test_no_more_is_found_than_asked_for(search):
    assert len(search("客户 投诉 处理 合同", most=3)) == 3


@pytest.mark.parametrize("text", ["", "。。。", "🙂", "qqqqzzzz xxxyyy"])
def test_nothing_is_found_for_what_says_nothing(search, text):
    assert search(text) == []


def test_a_post_by_itself_is_no_evidence(search):
    assert search("客服部经理") == []


def test_the_better_stands_before_the_worse_and_shares_are_percentages(search):
    found = search("客户投诉怎么处理", most=20)

    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.coverage <= 100 for one in found)
    assert all(isinstance(one.score, int) for one in found)


def test_ties_go_by_the_number_of_the_clause(search):
    """Two clauses with the same words."""
    found = [
        one for one in search("遇到本权限解决不了的问题立即向上级领导汇报", scope=["1.3.5.3", "1.3.1.3", "1.3.2.2"]) if one.coverage > 90
    ]

    assert [one.clause for one in found] == ["1.3.1.3", "1.3.2.2", "1.3.5.3"]


def test_what_is_said_twice_weighs_no_more(search):
    once, twice = search("三方签字"), search("三方签字，三方签字")

    assert [(one.clause, one.score) for one in once] == [(one.clause, one.score) for one in twice]


def test_an_index_made_again_finds_the_same(understanding, search):
    reader = Reader(understanding.library)

    assert ClauseIndex(understanding.library, reader).search(reader.read("客户投诉怎么处理")) == search("客户投诉怎么处理")


def test_among_very_many_alike_what_tells_them_apart_finds_the_right_one(understanding):
    """Three made-up departments, one of which has three hundred clauses that differ in one word only."""
    made, questions = library_of(understanding.library, range(3), 300)
    large = Understanding(made.unsaid())
    close = questions[0][-300::30]

    found = [large.ask(words, Speaker(roles=(role,))) for role, words, _ in close]

    assert [(answer.clauses or answer.choices)[0] for answer in found] == [clause for _, _, clause in close]


def test_the_same_sentence_again_is_not_read_again(understanding):
    reader = understanding.reader

    assert reader.read("给顾客退货") is reader.read("给顾客退货")

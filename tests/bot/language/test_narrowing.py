"""The question itself, out of a story told round it; and what no such question is answered by."""

import pytest

from bot.naming import speaker_of
from bot.staff import Staff


@pytest.fixture(scope="module")
def answer(understanding):
    """The answer to a question of nobody in particular."""
    return lambda text: understanding.ask(text, speaker_of(understanding.library, Staff(), "none"))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "The whole morning the fax machine was howling and two ladies fell asleep on the sofa, my tea is cold by now, "
            "so tell me who may put somebody in as group leader",
            "1.3.5.7",
        ),
        ("今天一早传真机就叫个不停 茶都凉了两回 我表姐还打电话来催 想问一句贷款台账是哪个部门做的", "3.3"),
    ],
)
def test_what_is_told_beside_it_is_no_part_of_the_question(answer, text, clause):
    given = answer(text)

    assert given.kind == "answer" and clause in given.clauses


@pytest.mark.parametrize(
    "text",
    [
        "Last week our fish tank leaked all over the new carpet and the porter was angry, so who pays me back the cleaning I ordered",
        "总监助理和总监俩人这礼拜都不在家 电话也没人接 楼下保安都问了三遍了 那客服部这几天到底听谁的",
    ],
)
def test_a_story_makes_nothing_known_that_isnt(answer, text):
    assert answer(text).kind != "answer"


@pytest.mark.parametrize("text", ["组长本人可以批哪些事？", "Can a team leader approve refunds?", "组长有哪些权限"])
def test_what_a_post_may_that_no_book_has_is_asked_in_vain(answer, text):
    assert answer(text).kind == "unknown"


@pytest.mark.parametrize("text", ["谁可以任命组长？", "May the director change a team leader?"])
def test_what_is_done_to_it_is_in_the_book(answer, text):
    assert "1.3.5.7" in answer(text).clauses


@pytest.mark.parametrize("text", ["销售人员一个月要去大客户那里几趟？", "what's the deadline for a first draft of the ad plan?"])
def test_a_time_that_no_clause_gives_is_not_answered_by_what_was_asked_before(answer, text):
    assert answer(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("部主任", "有家小面馆想做传单，前台同事已经留了电话。这类小客户的洽谈一般派哪个岗位去？", "4.4.1"),
        (
            "客户经理",
            "The marketing director of a huge client wants to meet and my colleague feels out of his depth. "
            "Which post keeps in touch with such senior people on the client's side?",
            "4.2.3",
        ),
    ],
)
def test_what_is_asked_at_last_is_answered_whoever_was_told_of_before(asked, who, text, clause):
    assert clause in asked(text, who).clauses

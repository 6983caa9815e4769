"""Whom an act concerns: people of the staff list, several of them, somebody close, those above, posts that the book only mentions."""

from __future__ import annotations

import pytest

from bot.authority.deciding import headline
from bot.model import Decision, Outcome
from bot.naming import speaker_of

PERMITTED, SENT_UP, ASKED = Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED, Outcome.NEEDS_FACTS


@pytest.fixture
def decided(understanding, staff):
    """What comes of what somebody of the staff says: the strictest of its decisions."""

    def decided_(who: str, text: str) -> Decision:
        return headline(understanding.check(text, speaker_of(understanding.library, staff, who)).decisions)

    return decided_


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("director-1", "reward my niece, adviser-2, with 300 yuan for good performance"),
        ("director-1", "reward adviser-2 with 300 yuan for good performance, she is my niece"),
        ("director-1", "奖励我老婆健康顾问二号 300 元，日常表现好"),
        ("director-1", "奖励健康顾问二号 300 元，他是我儿子，表现好"),
        ("manager-1", "奖励我表妹健康顾问二号 50 元，表现好"),
        ("director-1", "pay my brother, a customer, 500 yuan, he was badly hurt"),
    ],
)
def test_somebody_close_stays_so_by_name_too(decided, who, text):
    assert decided(who, text).outcome is SENT_UP


@pytest.mark.parametrize(
    "text",
    [
        "辞退总经理一号，日常工作表现太差",
        "罚会计 100 元，日常工作表现差",
        "调离财务总监，表现差",
        "Fine the cashier 100 yuan for poor daily work",
    ],
)
def test_who_holds_a_post_that_the_book_only_mentions_is_none_of_the_department(decided, text):
    assert decided("director-1", text).outcome is SENT_UP


def test_nobody_fines_those_above_them(decided):
    assert decided("manager-1", "罚总监 50 元，迟到").outcome is SENT_UP
    assert decided("manager-1", "罚客服部总监一号 50 元，天天迟到").outcome is SENT_UP


def test_who_stands_in_for_somebody_does_nothing_to_them(decided):
    assert decided("assistant-1", "总监出差，罚总监100块，日常工作表现差").outcome is SENT_UP
    assert decided("assistant-1", "总监出差，罚经理一号100块，日常工作表现差").outcome is PERMITTED


@pytest.mark.parametrize(
    ("text", "outcome", "amount"),
    [
        ("罚健康顾问一号和健康顾问二号各 40 元，都迟到了", PERMITTED, 80),
        ("罚健康顾问一号和健康顾问二号各 80 元，都迟到了", SENT_UP, 160),
        ("罚健康顾问一号和健康顾问四号各 40 元，都迟到了", SENT_UP, 80),
        ("reward adviser-1, adviser-2 and adviser-3 30 yuan each for good work", PERMITTED, 90),
        ("奖励健康顾问一号 100 元，健康顾问二号 100 元，表现好", ASKED, None),
        ("罚健康顾问一号、二号、三号 100 元，都迟到了", ASKED, None),
    ],
)
def test_of_several_by_name_each_counts(decided, text, outcome, amount):
    decision = decided("manager-1", text)

    assert decision.outcome is outcome
    assert (decision.proposal.amount and decision.proposal.amount.value) == amount


@pytest.mark.parametrize(
    "text",
    [
        "give every employee of the department 400 yuan for good work",
        "fine all advisers 100 yuan, all late",
        "pay the three customers 300 yuan, they were badly hurt",
        "补偿三个客户 300 元，都受了重伤",
        "补偿客户 300 元，分两次各 300 元，客户受了重伤",
    ],
)
def test_a_sum_that_may_be_for_each_of_several_is_asked_about(decided, text):
    assert decided("director-1", text).missing == ("amount",)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("fine a member of my group 80 yuan because of his performance, he is in group 2", SENT_UP),
        ("罚一组的小王 80 元，天天迟到", PERMITTED),
        ("罚二组的小王 80 元，天天迟到", SENT_UP),
    ],
)
def test_the_number_of_a_group_is_held_against_the_groups_that_one_leads(decided, text, outcome):
    assert decided("manager-1", text).outcome is outcome


@pytest.mark.parametrize(
    ("who", "text", "clauses"),
    [
        ("director-1", "我能罚总监助理吗？", {"1.3.5.4"}),
        ("director-1", "Can I dismiss a manager?", {"1.3.5.5"}),
        ("manager-1", "我能罚健康顾问吗？", {"1.3.2.3"}),
        ("adviser-1", "谁能开除我？", {"1.3.5.5"}),
        ("adviser-1", "Who can fine me and how much?", {"1.3.2.3", "1.3.5.4"}),
    ],
)
def test_a_question_about_oneself_is_answered_for_oneself_whoever_else_is_named(understanding, staff, who, text, clauses):
    answer = understanding.ask(text, speaker_of(understanding.library, staff, who))

    assert answer.kind == "answer"
    assert set(answer.clauses) == clauses
    assert set(answer.holders) == {understanding.library.clauses[clause].role for clause in clauses}


@pytest.mark.parametrize(
    "text", ["总监在的时候我能罚人吗？", "总监没出差，我能辞退员工吗？", "The director is here. Can I pay a customer 300 yuan?"]
)
def test_who_stands_in_may_not_while_the_other_is_there(understanding, staff, text):
    answer = understanding.ask(text, speaker_of(understanding.library, staff, "assistant-1"))

    assert "customer-service/assistant" in answer.roles
    assert "customer-service/assistant" not in answer.holders

"""Acts told in two pieces, in other clauses than their sums, or by others: what somebody would do, out of all that is said."""

import pytest

from bot.model import Outcome

STATISTICIAN, MANAGER, DIRECTOR, ASSISTANT = "统计员", "客服部经理", "客服部总监", "客服部总监助理"


@pytest.mark.parametrize(
    ("who", "text", "action"),
    [
        (STATISTICIAN, "I watch whether any adviser in the three groups has begun to overstep", "supervise-authority"),
        (STATISTICIAN, "看一看三个组里面哪些同事最近用权用过了头", "supervise-authority"),
        (DIRECTOR, "From August on I put our quiet colleague from the back office in as leader of the second group", "appoint-leader"),
        (DIRECTOR, "把我们部门老吴这些年一直跑的那几条街改一改", "adjust-work"),
    ],
)
def test_verb_and_thing_are_found_whatever_their_clause_says_between(checked, who, text, action):
    (decision,) = checked(who, text).decisions

    assert (decision.proposal.action, decision.outcome) == (action, Outcome.PERMITTED)


def test_verb_and_thing_of_two_clauses_are_no_act(checked):
    proposals = checked(DIRECTOR, "我把值班表改一改，老吴跑的那几条街挺长").reading.proposals

    assert "adjust-work" not in [one.action for one in proposals]


@pytest.mark.parametrize("text", ["my team's Ann deserves 80 for her daily work, paying it", "我组小安天天干得漂亮，该得八十，我给"])
def test_a_sum_is_paid_in_the_clause_behind(outcome, text):
    assert outcome(MANAGER, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The customer was gravely harmed, so I will pay him something", Outcome.NEEDS_FACTS),
        ("a customer was harmed badly, want to pay 450", Outcome.PERMITTED),
        ("a customer was harmed badly, want to pay 501", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_grave_harm_tells_what_is_paid_to_a_customer(outcome, text, expected):
    assert outcome(DIRECTOR, text) is expected


def test_what_a_customer_wants_to_be_paid_isnt_what_the_speaker_pays(outcome):
    assert outcome(DIRECTOR, "a customer was harmed badly, wants to be paid 450") is not Outcome.PERMITTED


@pytest.mark.parametrize("text", ["投诉的顾客，少付一成", "for a complaining customer I take ten percent from the bill"])
def test_a_tenth_less_is_a_discount(outcome, text):
    assert outcome(DIRECTOR, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My boss is on leave, I name Hu leader of group one", Outcome.PERMITTED),
        ("领导今天请假，我把二组组长换了", Outcome.PERMITTED),
        ("领导没请假，我把二组组长换了", Outcome.APPROVAL_REQUIRED),
        ("老板让我下周休假，我把二组组长换了", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_the_boss_is_the_post_right_above(outcome, text, expected):
    """The assistant acts for the director who is away (1.3.4.4)."""
    assert outcome(ASSISTANT, text) is expected


def test_what_others_do_is_told_and_not_proposed(checked):
    (decision,) = checked(STATISTICIAN, "Some colleagues here give away gifts, I check whether they overstep").decisions

    assert decision.clauses == ("1.3.3.4",)


@pytest.mark.parametrize("text", ["任命老吴当客服部的组长", "I make Wu team leader in the customer service department"])
def test_nobody_fills_another_departments_places_by_a_duty_of_their_own(outcome, text):
    """The head of the client department picks those who serve its clients (4.1.3), and no team leader of customer service."""
    assert outcome("部主任", text) is not Outcome.PERMITTED


def test_what_a_duty_forbids_is_what_is_proposed_where_no_act_is_named(outcome):
    """Loans as a favour and against the rules are forbidden in the very clause that has applications examined (3.4)."""
    assert outcome("信贷客户部", "A pal needs a loan, his papers don't meet the rules, I'll push it through") is Outcome.PROHIBITED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客服部阿强天天旷工，我把他辞退", Outcome.PERMITTED),
        ("赔客户王姐 300 元", Outcome.NEEDS_FACTS),
        ("Reward: five hundred yuan and one fen, to a clerk of my own department for her daily work", Outcome.APPROVAL_REQUIRED),
        ("I'd use my discount power for my own shop, though I know that I misuse my power", Outcome.PROHIBITED),
    ],
)
def test_names_fen_and_misused_power_are_read(outcome, text, expected):
    assert outcome(DIRECTOR, text) is expected


@pytest.mark.parametrize(
    "text", ["质检说这台是坏的，顾客不要了，我给他退货", "QC says this one's a dud, the customer is unhappy, I take it back"]
)
def test_what_experts_find_is_established(outcome, text):
    assert outcome(DIRECTOR, text) is Outcome.PERMITTED


@pytest.mark.parametrize("text", ["顾客说这台是坏的，不要了，我给他退货", "the customer says this one's a dud, I take it back"])
def test_what_customers_find_is_not(outcome, text):
    assert outcome(DIRECTOR, text) is not Outcome.PERMITTED


def test_what_has_been_done_is_no_proposal(checked):
    proposals = checked("信贷客户部", "Visit the borrower now that the loan has been paid out.").reading.proposals

    assert "issue-loan" not in [one.action for one in proposals]

"""A stand-in may do what the other may, but for what the clause excepts."""

from __future__ import annotations

import pytest

from bot.approvals.handing import may_take_over
from bot.approvals.seating import seat
from bot.authority.matrix import matrix_of
from bot.authority.orgchart import Line, orgchart_of
from bot.model import Basis, Outcome, Why
from bot.rulebook.comparing import compare
from bot.rulebook.reading import compile_library
from bot.tables.changes import change_lines
from bot.tables.matrix import page_of
from tests.bot.authority.forms.conftest import BOOK

FINES = ["罚前台小王 50 元", "Fine my clerk 50 yuan"]
EXCEPT = ", except: [dismiss, penalise]"


@pytest.mark.parametrize("text", ["奖励小王 200 元", "Reward my clerk 200 yuan"])
def test_a_stand_in_may_do_what_the_other_may(check, text):
    decision = check("值班经理", text, away=("前厅部经理",))

    assert (decision.outcome, decision.basis) == (Outcome.PERMITTED, Basis.ACTING)


@pytest.mark.parametrize("text", FINES)
def test_what_the_clause_excepts_is_not_done_in_the_others_place(check, text):
    """The manager, who may fine, is away: it goes on up, and the clause that excepts it is named."""
    decision = check("值班经理", text, away=("前厅部经理",))

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert decision.approver.role == "inn/head"
    assert [(step.role, step.why) for step in decision.trail] == [
        ("inn/manager", Why.AWAY),
        ("inn/deputy", Why.EXCEPTED),
        ("inn/head", Why.HAS_AUTHORITY),
    ]
    assert "2.3" in decision.clauses


def test_nor_is_it_approved_in_the_others_place(check):
    """A clerk's proposal that the stand-in could decide but for the exception."""
    excepted = check("前台接待员", "罚客房小王 50 元", away=("前厅部经理",))
    other = check("前台接待员", "奖励客房小王 50 元", away=("前厅部经理",))

    assert excepted.approver.role == "inn/head"
    assert (other.approver.role, other.approver.stands_for) == ("inn/deputy", "inn/manager")


@pytest.mark.parametrize(("language", "words"), [("zh", "值班经理代理前厅部经理，但不包括这件事（2.3）"), ("en", "but not in this (2.3)")])
def test_the_decision_says_why_not(check, told, language, words):
    assert words in told(check("值班经理", FINES[0], away=("前厅部经理",)), language)


def test_the_reason_is_told_where_the_other_is_no_superior(in_shop, make_library):
    """Who stands in elsewhere doesn't pass that post on the way up."""
    roles = {
        "clerk": {"acts_for": {"role": "manager", "clause": "9.7", "except": ["hire"]}, "reports_to": {"role": "boss", "clause": "9.9"}},
        "manager": {},
        "boss": {},
    }
    library = make_library([{"role": "manager", "action": "hire"}, {"role": "boss", "action": "hire"}], roles=roles)

    decision = in_shop(library, "clerk", "hire", absent=["manager"])

    assert decision.approver.role == "shop/boss"
    assert (decision.trail[0].why, decision.trail[0].stands_for) == (Why.EXCEPTED, "shop/manager")
    assert "9.7" in decision.clauses


def test_a_demanded_approval_is_not_given_by_a_stand_in_whom_the_clause_excepts(in_shop, make_library):
    """The clause names the manager, who is away; who stands in for the manager may not do just this."""
    roles = {
        "clerk": {"reports_to": {"role": "boss", "clause": "9.9"}},
        "deputy": {"acts_for": {"role": "manager", "clause": "9.7", "except": ["hire"]}},
        "manager": {"reports_to": {"role": "boss", "clause": "9.8"}},
        "boss": {},
    }
    hires = {"role": "clerk", "action": "hire", "involve": [{"kind": "approve", "by": "manager"}]}

    decision = in_shop(make_library([hires], roles=roles), "clerk", "hire", absent=["manager"])

    assert decision.approver.role == "shop/boss"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("前厅部经理不在，由谁代理？", "zh", "但不包括：辞退、处罚员工（2.3）"),
        ("Who stands in for the front office manager when he is away?", "en", "except for: dismissal, penalty for an employee (2.3)"),
    ],
)
def test_who_stands_in_is_told_with_the_exceptions(ask, told, text, language, words):
    """The manager stands in for somebody as well, and isn't therefore their own stand-in."""
    answer = ask(text)

    assert answer.holders == ("inn/deputy",)
    assert words in told(answer, language)


def test_the_matrix_leaves_out_what_is_excepted_and_says_so(inn):
    matrix = matrix_of(inn, "inn")
    page = page_of(inn, matrix, "en")

    assert ("penalise", "inn/deputy") not in matrix.cells
    assert ("reward", "inn/deputy") in matrix.cells
    assert [(one.clause, one.text) for one in page.exceptions] == [
        ("2.3", "acts for the front office manager, except: dismissal, penalty for an employee")
    ]
    assert "Standing in, with exceptions" in dict(page.lists)


def test_the_picture_says_what_is_excepted(inn):
    (link,) = [one for one in orgchart_of(inn, "inn").links if one.line is Line.ACTING and one.below == "inn/deputy"]

    assert (link.why.zh, link.why.en) == ("代理不包括辞退、处罚员工", "standing in except for dismissal, penalty for an employee")


def test_an_exception_that_is_dropped_is_a_difference(inn, inn_texts):
    freer = compile_library({**inn_texts, BOOK: inn_texts[BOOK].replace(EXCEPT, "")})
    lines = change_lines(inn, freer, compare(inn, freer), "en")

    assert any("front office manager (except: dismissal, penalty for an employee), now front office manager" in line for line in lines)


def test_no_request_goes_to_a_stand_in_whom_the_clause_excepts(roster, make_request):
    assert seat(roster, make_request("penalise")).people == ("head-1",)
    assert seat(roster, make_request("reward")).people == ("deputy-1",)


def test_nor_does_an_administrator_hand_it_over_to_them(roster, make_request):
    assert may_take_over(roster, make_request("penalise"), "deputy-1") is None
    assert may_take_over(roster, make_request("reward"), "deputy-1").approver.stands_for == "inn/manager"

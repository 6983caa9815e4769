"""The cases of a company's own book, put to it: what came otherwise is told in the words of cases.yaml."""

from dataclasses import replace

import pytest

from bot.model import Outcome
from bot.rulebook.cases import CASES_FILE, Case, read_cases
from bot.trials import misses, told

PERMITTED = "- {as: 客服部经理, say: 本组小王表现好，奖励他 100 元, outcome: permitted, clause: 1.3.2.3}"


@pytest.fixture
def make_case():
    def make(**changes) -> Case:
        (case,) = read_cases({f"customer-service/{CASES_FILE}": PERMITTED})
        return replace(case, **changes)

    return make


def test_a_case_that_comes_out_as_it_must_is_no_miss(library, make_case):
    assert list(misses(library, [make_case()])) == []


def test_a_case_that_comes_out_otherwise_is_told_with_what_came(library, make_case):
    (miss,) = misses(library, [make_case(say="本组小王表现好，奖励他 101 元", approver="客服部总监")])

    expected, came = told(library, miss)

    assert expected == ["outcome: permitted", "approver: 客服部总监", "clause: 1.3.2.3"]
    assert came[:2] == ["outcome: approval_required", "approver: 客服部总监 (customer service director)"]


@pytest.mark.parametrize(
    "title", ["客服部总监", "customer service director", "Customer Service Director", "客服总监", "customer-service/director"]
)
def test_who_decides_is_named_in_either_language_as_whoever_speaks_is(library, make_case, title):
    case = make_case(as_="customer service manager", say="奖励他 101 元", outcome=Outcome.APPROVAL_REQUIRED, approver=title, clause=None)

    assert list(misses(library, [case])) == []


def test_the_right_outcome_by_another_clause_is_a_miss(library, make_case):
    (miss,) = misses(library, [make_case(clause="1.1")])

    assert miss.decision is not None
    assert miss.decision.outcome is Outcome.PERMITTED


@pytest.mark.parametrize("changes", [{"as_": "站长大人"}, {"absent": ("站长大人",)}])
def test_a_case_that_names_nobody_is_a_miss_without_a_decision(library, make_case, changes):
    (miss,) = misses(library, [make_case(**changes)])

    assert miss.decision is None


def test_the_case_of_a_book_that_is_not_in_force_is_left_alone(library, make_case):
    assert list(misses(library, [make_case(book="draft", outcome=Outcome.PROHIBITED)])) == []

"""The matrix holds what the book grants, each power where it belongs, and nothing twice."""

from __future__ import annotations

import pytest

from bot.authority.evaluating import held_by
from bot.authority.matrix import follow_number, makes_idle, matrix_of, steps_of
from bot.model import Basis, Kind, Mode

BOOK = "customer-service"


@pytest.fixture
def matrix(library):
    return matrix_of(library, BOOK)


def powers(matrix, action, post):
    return matrix.cells.get((action, f"{BOOK}/{post}"), ())


def test_every_grant_of_a_book_stands_in_its_holders_cell(library):
    for book in library.books:
        found = matrix_of(library, book)
        for grant in library.grants:
            if grant.role.startswith(f"{book}/") and not grant.duty:
                assert grant in [held.grant for held in found.cells[grant.action, grant.role]]


def test_no_cell_holds_what_its_post_does_not(library, matrix):
    for (action, role), found in matrix.cells.items():
        acts_for = library.roles[role].acts_for
        held = {one.grant.id for post in (role, *((acts_for.role,) if acts_for else ())) for one in held_by(library, post)}
        assert {one.grant.id for one in found} <= held
        assert {one.grant.action for one in found} == {action}


def test_the_columns_go_from_the_lowest_post_to_the_highest(matrix):
    assert [role.partition("/")[2] for role in matrix.roles] == ["adviser", "manager", "statistician", "assistant", "director"]


def test_rows_are_in_sections_by_whom_they_concern(matrix):
    assert list(matrix.sections) == ["customer", "employee", None]
    assert "refund" in matrix.sections["customer"]
    assert "dismiss" in matrix.sections["employee"]


def test_what_is_inherited_is_marked_with_the_clause_that_gives_it(matrix):
    (exchange,) = powers(matrix, "exchange", "manager")

    assert (exchange.basis, exchange.grant.clause, exchange.clause) == (Basis.INHERITED, "1.3.1.1", "1.3.2.1")


def test_what_a_stand_in_has_only_while_acting_is_marked(matrix):
    (discount,) = powers(matrix, "discount", "assistant")

    assert (discount.basis, discount.stands_for, discount.clause) == (Basis.ACTING, f"{BOOK}/director", "1.3.4.4")


def test_a_recommendation_stands_beside_the_act_that_is_lent(matrix):
    assert [(one.grant.mode, one.basis) for one in powers(matrix, "appoint-leader", "assistant")] == [
        (Mode.ADVISE, Basis.OWN),
        (Mode.ACT, Basis.ACTING),
    ]


def test_an_inherited_power_that_an_own_one_makes_idle_is_left_out(matrix):
    (gift,) = powers(matrix, "gift", "manager")

    assert (gift.basis, gift.grant.conditions) == (Basis.OWN, ("customer-need",))


@pytest.mark.parametrize(
    ("wide", "narrow", "idle"),
    [
        ({}, {"conditions": ["checked"]}, True),
        ({"conditions": ["checked"]}, {}, False),
        ({}, {"mode": "apply"}, True),
        ({"mode": "apply"}, {}, False),
        ({"limit": {"max": 500, "unit": "CNY"}}, {"limit": {"max": 100, "unit": "CNY"}}, True),
        ({"limit": {"max": 100, "unit": "CNY"}}, {"limit": {"max": 500, "unit": "CNY"}}, False),
        ({"limit": {"max": 100, "unit": "CNY"}}, {}, False),
        ({"scope": "own-department"}, {"scope": "own-group"}, False),
        ({"limit": {"max": 100, "unit": "CNY", "inclusive": False}}, {"limit": {"max": 100, "unit": "CNY"}}, False),
        ({}, {"limit": {"max": 100, "unit": "CNY"}}, True),
        ({"involve": [{"kind": "approve", "by": "boss"}]}, {}, False),
    ],
)
def test_a_grant_makes_another_idle_only_if_it_reaches_as_far_in_every_part(make_library, wide, narrow, idle):
    grants = make_library([{"role": "clerk", "action": "buy", **wide}, {"role": "clerk", "action": "buy", **narrow}]).grants

    assert makes_idle(*grants) is idle


def test_a_cell_refers_to_what_follows(matrix):
    (reward,) = powers(matrix, "reward", "manager")
    (penalty,) = powers(matrix, "penalise", "director")

    first = matrix.follows[follow_number(matrix, reward.grant) - 1]
    assert [step.obligation.id for step in first] == [f"{BOOK}/report-reason-to-director"]
    assert len(matrix.follows[follow_number(matrix, penalty.grant) - 1]) == 7


def test_what_those_owe_who_take_part_stands_among_what_follows_with_its_condition(make_library):
    """The boss approves what isn't urgent, before the note that follows in any case."""
    approval = {"kind": "approve", "by": "boss", "unless": "urgent"}
    grants = [{"role": "clerk", "action": "buy", "involve": [approval], "obligations": ["note"]}]
    (grant,) = make_library(grants, obligations={"note": {"kind": "note"}}).grants

    steps = [(step.obligation.kind, step.condition, step.holds) for step in steps_of(grant)]

    assert steps == [(Kind.APPROVE, "urgent", False), (Kind.NOTE, None, True)]


def test_where_nothing_follows_a_cell_refers_to_nothing(make_library):
    grants = [{"role": "clerk", "action": "buy"}, {"role": "clerk", "action": "hire", "obligations": ["note"]}]
    library = make_library(grants, obligations={"note": {"kind": "note"}})

    assert [follow_number(matrix_of(library, "shop"), grant) for grant in library.grants] == [0, 1]


def test_notes_are_numbered_in_the_order_of_reading(matrix):
    read = [
        follow_number(matrix, one.grant)
        for actions in matrix.sections.values()
        for action in actions
        for role in matrix.roles
        for one in matrix.cells.get((action, role), ())
    ]

    assert list(dict.fromkeys(number for number in read if number)) == list(range(1, len(matrix.follows) + 1))


def test_duties_are_listed_by_clause_and_are_no_rows(library):
    found = matrix_of(library, "key-accounts")

    assert found.sections == {}
    assert [(duty.role, duty.clause) for duty in found.duties][:2] == [("key-accounts/manager", "2.1.1"), ("key-accounts/manager", "2.1.2")]
    assert {duty.clause for duty in found.duties if duty.gated} == {"2.1.1", "2.1.2"}

"""The what-if table says of every answer what `decide` says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.authority import Situation, decide
from bot.authority.evaluating import SCOPE_OF_RELATION
from bot.authority.whatif import MOST_CELLS, Band, WhatIf, effect, what_if
from bot.model import Involvement, Kind, Limit, Mode, Outcome, Per, Proposal, Quantity, Relation, Scope, Target
from bot.rulebook.library import Library

POSTS = ("clerk", "manager", "boss")
FACTS = ("checked", "urgent", "own-group", "own-department")
#: On every bound that these books have, and a cent on either side.
SUMS = [Decimal(one) for one in ("0.01", "50", "99.99", "100", "100.01", "300", "499.99", "500", "500.01", "10000")]
LIMITS = [
    {},
    *({"limit": {"max": most, "unit": "CNY", **more}} for most in (100, 500) for more in ({}, {"inclusive": False}, {"figure": True})),
]
GRANTS = st.fixed_dictionaries(
    {
        "role": st.sampled_from(POSTS),
        "action": st.just("buy"),
        "limit": st.sampled_from(LIMITS),
        "conditions": st.lists(st.sampled_from(FACTS[:2]), unique=True, max_size=2),
        "scope": st.sampled_from(["anyone", "anyone", "own-group", "own-department"]),
        "mode": st.sampled_from(["act", "act", "act", "apply", "advise"]),
        "obligations": st.sampled_from([[], [], ["note"], ["note", "check"]]),
    }
).map(lambda grant: {**{key: value for key, value in grant.items() if key != "limit"}, **grant["limit"]})
PROPOSALS = st.builds(
    Proposal,
    action=st.sampled_from(["buy", "buy", "buy", "hire", None]),
    mode=st.sampled_from([Mode.ACT, Mode.ACT, Mode.APPLY]),
    amount=st.sampled_from([None, None, None, Quantity(value=Decimal(100), unit="CNY")]),
    amount_over=st.sampled_from([None, None, Quantity(value=Decimal(100), unit="CNY")]),
    facts=st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=2),
    target=st.sampled_from([Target(relation=relation) for relation in (None, None, None, *Relation)]),
)


def completions(proposal: Proposal) -> Iterator[tuple[Proposal, dict[str, bool]]]:
    """Every way to answer what was not stated, whoever is of the own group being of the own department."""
    relation = proposal.target.relation
    told = {scope for scope in FACTS[2:] if (Scope(scope), relation) in SCOPE_OF_RELATION}
    asked = [fact for fact in FACTS if fact not in proposal.facts and fact not in told]
    over = proposal.amount_over
    sums = [proposal.amount] if proposal.amount else [Quantity(value=one, unit="CNY") for one in SUMS]
    for amount, values in itertools.product(sums, itertools.product([True, False], repeat=len(asked))):
        answers = dict(zip(asked, values, strict=True))
        facts = {**proposal.facts, **answers}
        possible = not (
            {"own-group", "own-department"} & set(asked) and facts.get("own-group") is True and facts.get("own-department") is False
        )
        if possible and not (over and amount.value <= over.value):
            yield replace(proposal, facts=facts, amount=amount, amount_over=None), answers


def rows_for(table: WhatIf, amount: Quantity | None, answers: dict[str, bool]) -> list:
    """The rows that hold for these answers."""
    return [
        row
        for row in table.rows
        if all(
            amount and answer.holds(amount) if isinstance(answer, Band) else answers[name] is answer for name, answer in row.answers.items()
        )
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(GRANTS, min_size=1, max_size=5), st.sampled_from(POSTS), PROPOSALS, st.booleans())
def test_every_row_is_what_would_be_decided(make_library, grants, post, proposal, smaller):
    obligations = {"note": {"kind": "note"}, "check": {"kind": "verify", "by": "manager", "independent": True}}
    library = make_library(grants, obligations=obligations, smaller_use=smaller)
    situation = Situation(roles=(f"shop/{post}",))

    table = what_if(library, situation, proposal)

    assert not table.left_open
    for completed, answers in completions(proposal):
        (row,) = rows_for(table, completed.amount, answers)
        assert effect(decide(library, situation, completed)) == effect(row.decision)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(GRANTS, min_size=1, max_size=5), st.sampled_from(POSTS), PROPOSALS)
def test_a_column_is_there_only_if_it_makes_a_difference(make_library, grants, post, proposal):
    obligations = {"note": {"kind": "note"}, "check": {"kind": "verify", "by": "manager", "independent": True}}
    table = what_if(make_library(grants, obligations=obligations), Situation(roles=(f"shop/{post}",)), proposal)

    for name in table.asked:
        outcomes = {effect(row.decision) for row in table.rows if name in row.answers}
        assert len(outcomes) > 1


@pytest.fixture
def reward(library):
    """The manager rewards somebody; nothing else is said."""
    return what_if(library, Situation(roles=("customer-service/manager",)), Proposal(action="reward"))


def test_the_bands_have_the_books_bounds(reward):
    bands = {(band.above, band.upto) for row in reward.rows if (band := row.answers.get("amount"))}

    assert bands == {(None, 100), (100, 500), (500, None)}
    assert all(row.answers["amount"].upto_inside for row in reward.rows if "amount" in row.answers and row.answers["amount"].upto)


def test_only_one_row_of_the_managers_reward_is_a_permission(reward):
    (row,) = [row for row in reward.rows if row.decision.outcome is Outcome.PERMITTED]

    band = row.answers["amount"]
    assert (band.above, band.upto) == (None, 100)
    assert {name for name in row.answers if name != "amount"} == {"daily-performance", "own-group", "own-department"}
    assert row.clauses == ("1.3.2.3",)


def test_a_limit_that_excludes_itself_cuts_before_it(make_library):
    library = make_library([{"role": "clerk", "action": "buy", "limit": {"max": 100, "unit": "CNY", "inclusive": False}}])

    table = what_if(library, Situation(roles=("shop/clerk",)), Proposal(action="buy"))

    low, high = (row.answers["amount"] for row in table.rows)
    exactly = Quantity(value=Decimal(100), unit="CNY")
    assert (low.holds(exactly), high.holds(exactly)) == (False, True)


def test_what_is_settled_has_no_table(library):
    proposal = Proposal(action="exchange", facts={"defect-verified": True})

    table = what_if(library, Situation(roles=("customer-service/adviser",)), proposal)

    assert table.settled
    assert table.asked == ()


def test_a_duty_that_needs_approval_turns_on_it(library):
    duty = next(grant for grant in library.grants if grant.gate)

    table = what_if(library, Situation(roles=(duty.role,)), Proposal(action=duty.action))

    assert [(row.answers, row.decision.outcome) for row in table.rows] == [
        ({"approved": True}, Outcome.PERMITTED),
        ({"approved": False}, Outcome.APPROVAL_REQUIRED),
    ]


def test_a_stranger_has_nothing_to_answer(library):
    assert what_if(library, Situation(roles=()), Proposal(action="reward")).settled


def test_a_table_without_room_says_what_it_leaves_open(make_library, monkeypatch):
    monkeypatch.setattr("bot.authority.whatif.MOST_CELLS", 4)
    grants = [{"role": "clerk", "action": "buy", "limit": {"max": 100, "unit": "CNY"}, "conditions": ["checked", "urgent"]}]

    table = what_if(make_library(grants), Situation(roles=("shop/clerk",)), Proposal(action="buy"))

    assert table.left_open == ("urgent",)
    assert not table.settled
    assert Outcome.NEEDS_FACTS in {row.decision.outcome for row in table.rows}


def test_there_are_never_more_cells_than_a_table_has(make_library):
    grants = [
        {
            "role": post,
            "action": "buy",
            "limit": {"max": most, "unit": "CNY"},
            "conditions": ["checked", "urgent", "wicked"],
            "scope": "own-group",
        }
        for post in POSTS
        for most in range(100, 2100, 100)
    ]

    table = what_if(make_library(grants), Situation(roles=("shop/clerk",)), Proposal(action="buy"))

    assert len(table.rows) <= MOST_CELLS
    assert table.left_open


def test_what_is_forbidden_outright_stands_beside_the_table(library):
    table = what_if(library, Situation(roles=("credit/department",)), Proposal(action="issue-loan"))

    assert [ban.when for ban in table.bans] == [("favour-loan",), ("rule-breaking-loan",), ("left-out",)]


def amended(library: Library, **changed: object) -> Library:
    """The same library with its only grant changed."""
    (grant,) = (replace(one, **changed) for one in library.grants)
    return replace(library, grants=(grant,), by_role={grant.role: (grant,)})


def test_of_a_limit_that_adds_up_only_what_is_left_counts(make_library):
    library = amended(make_library([{"role": "clerk", "action": "buy"}]), limit=Limit(max=Decimal(100), unit="CNY", per=Per.MONTH))
    used = Quantity(value=Decimal(60), unit="CNY")

    table = what_if(library, Situation(roles=("shop/clerk",)), Proposal(action="buy", used={Per.MONTH: used}))

    assert [(row.answers["amount"].upto, row.decision.outcome) for row in table.rows] == [
        (Decimal(40), Outcome.PERMITTED),
        (None, Outcome.APPROVAL_REQUIRED),
    ]


def test_an_approval_that_hangs_on_a_fact_makes_the_fact_a_column(make_library):
    approval = Involvement(kind=Kind.APPROVE, roles=("shop/boss",), condition="urgent", holds=False)
    library = amended(make_library([{"role": "clerk", "action": "buy"}]), involves=(approval,))

    table = what_if(library, Situation(roles=("shop/clerk",)), Proposal(action="buy"))

    assert set(table.asked) == {"urgent", "approved"}
    for urgent, approved in itertools.product([True, False], repeat=2):
        answers = {"urgent": urgent, "approved": approved}
        (row,) = rows_for(table, None, answers)
        decision = decide(library, Situation(roles=("shop/clerk",)), Proposal(action="buy", facts=answers))
        assert effect(row.decision) == effect(decision)
        assert decision.outcome is (Outcome.PERMITTED if urgent or approved else Outcome.APPROVAL_REQUIRED)

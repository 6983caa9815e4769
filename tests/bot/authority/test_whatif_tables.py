"""What-if tables of small books, row by row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.authority import Situation
from bot.authority.whatif import Answer, Band, WhatIf, what_if
from bot.model import Mode, Outcome, Per, Proposal, Quantity, Relation, Target
from bot.rulebook.library import Library

CLERK = Situation(roles=("shop/clerk",))
PERMITTED, APPROVAL, PROHIBITED = Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED, Outcome.PROHIBITED


def yuan(value: str) -> Quantity:
    return Quantity(value=Decimal(value), unit="CNY")


def upto(most: int, **more: object) -> dict[str, object]:
    return {"limit": {"max": most, "unit": "CNY", **more}}


def buying(role: str, **more: object) -> dict[str, object]:
    return {"role": role, "action": "buy", **more}


def monthly(library: Library) -> Library:
    """The limit of the first grant counts by the month."""
    first, *others = library.grants
    assert first.limit
    grants = (replace(first, limit=replace(first.limit, per=Per.MONTH)), *others)
    return replace(library, grants=grants, by_role={role: tuple(one for one in grants if one.role == role) for role in library.roles})


def shown(answer: Answer) -> str | bool:
    """A band as mathematicians write it."""
    if not isinstance(answer, Band):
        return answer
    return f"{'[('[not answer.above_inside]}{answer.above or 0}, {answer.upto or '∞'}{'])'[not answer.upto_inside]}"


def rows(table: WhatIf) -> list[tuple[object, ...]]:
    """Each row: its answers, the outcome and who is asked."""
    decided = [(row.answers, row.decision) for row in table.rows]
    return [
        (*(shown(answer) for answer in answers.values()), one.outcome, *([one.approver.role] if one.approver else []))
        for answers, one in decided
    ]


def test_bands_in_which_it_comes_out_alike_are_one_with_the_clauses_of_both(make_library):
    library = make_library([buying("manager", **upto(50)), buying("manager", **upto(100, inclusive=False)), buying("boss")])

    table = what_if(library, CLERK, Proposal(action="buy"))

    assert rows(table) == [("(0, 100)", APPROVAL, "shop/manager"), ("[100, ∞)", APPROVAL, "shop/boss")]
    assert table.rows[0].clauses == ("9.10", "9.11")


def test_where_a_fact_makes_no_difference_its_rows_have_the_clauses_of_both_answers(make_library):
    library = make_library([buying("manager", conditions=["checked"], **upto(100)), buying("manager", **upto(100)), buying("boss")])

    table = what_if(library, CLERK, Proposal(action="buy"))

    assert table.asked == ("amount",)
    assert [row.clauses for row in table.rows] == [("9.10", "9.11"), ("9.12",)]


def test_of_what_is_said_to_be_more_only_the_bands_above_it_are_left(make_library):
    library = make_library([buying("clerk", **upto(100)), buying("manager", **upto(500)), buying("boss")])

    more, days = (
        what_if(library, CLERK, Proposal(action="buy", amount_over=Quantity(value=Decimal(100), unit=unit))) for unit in ("CNY", "day")
    )

    assert rows(more) == [("(100, 500]", APPROVAL, "shop/manager"), ("(500, ∞)", APPROVAL, "shop/boss")]
    assert rows(days) == [("(0, 100]", PERMITTED), *rows(more)]


def test_more_than_what_no_limit_lies_above_is_settled(make_library):
    library = make_library([buying("clerk", **upto(100)), buying("boss")])

    assert what_if(library, CLERK, Proposal(action="buy", amount_over=yuan("100"))).settled


def test_where_only_the_very_figure_is_granted_it_is_a_band_of_its_own(make_library):
    library = make_library([buying("clerk", **upto(100, figure=True)), buying("boss")], smaller_use=False)

    table = what_if(library, CLERK, Proposal(action="buy"))

    assert rows(table) == [("(0, 100)", APPROVAL, "shop/boss"), ("[100, 100]", PERMITTED), ("(100, ∞)", APPROVAL, "shop/boss")]


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ("99.5", [("(0, 0.5]", PERMITTED), ("(0.5, ∞)", APPROVAL, "shop/boss")]),
        ("1", [("(0, 99]", PERMITTED), ("(99, ∞)", APPROVAL, "shop/boss")]),
        ("100", [(APPROVAL, "shop/boss")]),
    ],
)
def test_a_limit_is_cut_by_what_was_used_of_it_and_one_that_is_used_up_cuts_nothing(make_library, used, expected):
    library = monthly(make_library([buying("clerk", **upto(100)), buying("boss")]))

    assert rows(what_if(library, CLERK, Proposal(action="buy", used={Per.MONTH: yuan(used)}))) == expected


def test_a_limit_that_is_used_up_is_no_bound_beside_another(make_library):
    library = monthly(make_library([buying("clerk", **upto(100)), buying("clerk", **upto(50)), buying("boss")]))

    table = what_if(library, CLERK, Proposal(action="buy", used={Per.MONTH: yuan("100")}))

    assert rows(table) == [("(0, 50]", PERMITTED), ("(50, ∞)", APPROVAL, "shop/boss")]


def test_the_bands_have_the_unit_of_the_limits(make_library):
    grants = [{"role": "clerk", "action": "sell", "limit": {"max": 10, "unit": "percent"}}, {"role": "boss", "action": "sell"}]

    table = what_if(make_library(grants), CLERK, Proposal(action="sell"))

    assert rows(table) == [("(0, 10]", PERMITTED), ("(10, ∞)", APPROVAL, "shop/boss")]
    assert [row.answers["amount"].unit for row in table.rows] == ["percent", "percent"]


def test_each_row_decides_a_proposal_with_an_amount_that_is_clear(make_library):
    library = make_library([buying("clerk", **upto(100)), buying("boss")])

    table = what_if(library, CLERK, Proposal(action="buy", amount_vague=True, amount_over=yuan("10")))

    decided = [row.decision.proposal for row in table.rows]
    assert [(one.amount, one.amount_vague, one.amount_over) for one in decided] == [(yuan("55"), False, None), (yuan("201"), False, None)]


def test_an_amount_that_nobody_can_read_is_asked_for_though_nothing_bounds_it(make_library):
    table = what_if(make_library([buying("clerk")]), CLERK, Proposal(action="buy", amount=yuan("NaN")))

    assert rows(table) == [(PERMITTED,)]
    assert table.rows[0].decision.proposal.amount == yuan("1")


def test_what_was_stated_stays_although_it_cannot_be(make_library):
    """Whoever is of one's own group is of one's own department; here somebody says otherwise."""
    library = make_library([buying("clerk", conditions=["checked"]), buying("boss")])

    table = what_if(library, CLERK, Proposal(action="buy", facts={"own-group": True, "own-department": False}))

    assert rows(table) == [(True, PERMITTED), (False, APPROVAL, "shop/boss")]


def test_what_the_post_stood_in_for_may_do_turns_on_its_conditions_too(make_library):
    roles = {"deputy": {"acts_for": {"role": "boss", "clause": "9.9"}}, "boss": {}}
    library = make_library([buying("deputy", conditions=["checked"]), buying("boss", conditions=["urgent"])], roles=roles)

    table = what_if(library, Situation(roles=("shop/deputy",), absent=frozenset({"shop/boss"})), Proposal(action="buy"))

    assert table.asked == ("checked", "urgent")
    assert [(row.answers, row.decision.outcome) for row in table.rows if row.decision.outcome is PERMITTED] == [
        ({"checked": True}, PERMITTED),
        ({"checked": False, "urgent": True}, PERMITTED),
    ]


def test_what_is_asked_for_oneself_turns_on_what_binds_the_second_superior_too(make_library):
    library = make_library([buying("manager", conditions=["checked"]), buying("boss", conditions=["urgent"])])

    table = what_if(library, CLERK, Proposal(action="buy", target=Target(relation=Relation.SELF)))

    assert rows(table) == [
        (True, APPROVAL, "shop/manager"),
        (False, True, APPROVAL, "shop/boss"),
        (False, False, APPROVAL, "shop/manager"),
    ]


def test_an_application_turns_on_the_conditions_of_each_grant_that_allows_it(make_library):
    library = make_library([buying("clerk", mode="apply", conditions=[fact]) for fact in ("checked", "urgent")])

    table = what_if(library, CLERK, Proposal(action="buy", mode=Mode.APPLY))

    assert [row for row in rows(table) if PERMITTED in row] == [(True, PERMITTED), (False, True, PERMITTED)]


def test_whoever_has_three_posts_is_asked_about_each(make_library):
    posts = {"clerk": "checked", "guard": "urgent", "keeper": "wicked"}
    library = make_library([buying(post, conditions=[fact]) for post, fact in posts.items()], roles={post: {} for post in posts})

    table = what_if(library, Situation(roles=tuple(f"shop/{post}" for post in posts)), Proposal(action="buy"))

    assert table.asked == ("checked", "urgent", "wicked")


def test_an_application_turns_on_what_the_power_of_those_it_goes_to_turns_on(make_library):
    """The clerk's application goes to the keeper, who is on no line above; where neither condition holds it goes to the boss."""
    roles = {"clerk": {"reports_to": {"role": "boss", "clause": "9.9"}}, "keeper": {}, "boss": {}}
    powers = [buying("keeper", conditions=[fact]) for fact in ("checked", "urgent")]
    grants = [buying("clerk", mode="apply", asks="keeper"), *powers, buying("boss")]

    table = what_if(make_library(grants, roles=roles), CLERK, Proposal(action="buy"))

    assert rows(table) == [
        (True, APPROVAL, "shop/keeper"),
        (False, True, APPROVAL, "shop/keeper"),
        (False, False, APPROVAL, "shop/boss"),
    ]


def test_an_approval_that_was_given_is_asked_for_no_more(make_library):
    library = make_library(duties={"clerk@1.1": [{"do": ["sweep"], "what": ["floor"], "gate": True}]})
    (duty,) = library.grants

    assert what_if(library, CLERK, Proposal(action=duty.action, facts={"approved": True})).settled


def test_of_five_things_that_all_have_to_hold_each_has_its_row(make_library):
    library = make_library([buying("clerk", conditions=["checked", "urgent", "wicked", "own-department"], **upto(100)), buying("boss")])

    assert rows(what_if(library, CLERK, Proposal(action="buy"))) == [
        ("(0, 100]", True, True, True, True, PERMITTED),
        ("(0, 100]", True, True, True, False, APPROVAL, "shop/boss"),
        ("(0, 100]", True, True, False, APPROVAL, "shop/boss"),
        ("(0, 100]", True, False, APPROVAL, "shop/boss"),
        ("(0, 100]", False, APPROVAL, "shop/boss"),
        ("(100, ∞)", APPROVAL, "shop/boss"),
    ]


def test_of_all_orders_of_four_questions_the_one_with_the_fewest_rows_is_taken(make_library):
    """The amount comes third, although the decision asks for it first: what isn't checked, or is wicked, doesn't turn on it."""
    library = make_library(
        [buying("boss", conditions=["checked", "urgent"], **upto(100)), buying("boss", conditions=["wicked", "checked"])]
    )

    assert rows(what_if(library, CLERK, Proposal(action="buy"))) == [
        (True, True, APPROVAL, "shop/boss"),
        (True, False, "(0, 100]", True, APPROVAL, "shop/boss"),
        (True, False, "(0, 100]", False, APPROVAL, "shop/manager"),
        (True, False, "(100, ∞)", APPROVAL, "shop/manager"),
        (False, APPROVAL, "shop/manager"),
    ]


def test_a_ban_stands_beside_the_table_while_nothing_settles_it(make_library):
    bans = [
        {"clause": "9.1", "action": "buy", "when": ["wicked", "urgent"], "unless": ["checked"]},
        {"clause": "9.2", "action": "buy", "when": ["wicked"], "role": "manager"},
        {"clause": "9.3", "action": "hire", "when": ["wicked"]},
    ]
    library = make_library([buying("clerk")], prohibitions=bans)

    def beside(**facts: bool) -> list[str]:
        return [ban.clause for ban in what_if(library, CLERK, Proposal(action="buy", facts=facts)).bans]

    assert (beside(), beside(wicked=True), beside(wicked=True, checked=False)) == (["9.1"], ["9.1"], ["9.1"])
    assert (beside(wicked=False), beside(wicked=True, urgent=True), beside(wicked=True, checked=True)) == ([], [], [])

"""Whom to ask: every step of the way, on posts."""

import pytest

from bot.authority.routing import line_above
from bot.model import Basis, Outcome, Reason, Relation, Why

DEFECT, INSISTS, CHEAP, HARM, CONDUCT = "defect-verified", "customer-insists", "cheap-gift", "serious-harm", "daily-performance"
OWN_GROUP, OWN_DEPARTMENT = Relation.OWN_GROUP, Relation.OWN_DEPARTMENT
DISCOUNT = {"amount": "10", "unit": "percent"}
UNNAMED = {"reports_to": {"unnamed": {"zh": "上级", "en": "the superior"}, "clause": "9.9"}}
BUYS = {"role": "boss", "action": "buy"}


def post(decision) -> str | None:
    """The approver's post within its book."""
    return decision.approver and decision.approver.role and decision.approver.role.split("/")[1]


def told(decision) -> list[tuple[str, Why]]:
    """The trail."""
    return [(step.role.split("/")[1], step.why) for step in decision.trail]


# The clause, then the nearest, then the referral


def test_the_role_that_the_clause_names_is_asked_before_the_nearest_who_may(decided):
    """The adviser's manager may give any gift; the clause sends the adviser to the director."""
    decision = decided("adviser", "gift", facts={CHEAP: False})

    assert (post(decision), decision.approver.basis) == ("director", Basis.CLAUSE_NAMED)
    assert told(decision) == [("director", Why.CLAUSE_NAMES)]
    assert decision.clauses[:2] == ("1.3.1.2", "1.3.5.2")


def test_the_clause_names_nobody_for_another_action(decided):
    assert decided("adviser", "discount", **DISCOUNT).approver.basis is Basis.OWN


def test_the_nearest_superior_who_may_do_it_is_asked(decided):
    within = decided("adviser", "penalise", amount="100", relation=OWN_GROUP, facts={CONDUCT: True})
    beyond = decided("adviser", "penalise", amount="100.01", relation=OWN_GROUP, facts={CONDUCT: True})

    assert (post(within), post(beyond)) == ("manager", "director")
    assert told(beyond) == [("manager", Why.OVER_LIMIT), ("director", Why.HAS_AUTHORITY)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"amount": "101", "relation": OWN_GROUP, "facts": {CONDUCT: True}}, Why.OVER_LIMIT),
        ({"amount": "5", "relation": Relation.OTHER_GROUP, "facts": {CONDUCT: True}}, Why.OUT_OF_SCOPE),
    ],
)
def test_a_superior_who_may_not_is_passed_over_with_the_reason(decided, said, why):
    decision = decided("adviser", "reward", **said)

    assert told(decision) == [("manager", why), ("director", Why.HAS_AUTHORITY)]


def test_a_superior_who_may_only_apply_is_passed_over(decided):
    assert told(decided("adviser", "transfer", relation=OWN_GROUP))[0] == ("manager", Why.MAY_ONLY_APPLY)


def test_a_superior_may_under_some_completion_of_the_facts_and_these_go_on_the_card(decided):
    decision = decided("adviser", "compensate", amount="300")

    assert (post(decision), decision.missing) == ("director", (HARM,))


def test_what_nobody_may_is_referred_to_whom_the_last_escalation_clause_names(decided):
    """Exchange is held by adviser and manager only."""
    decisions = [decided(one, "exchange", facts={DEFECT: False}) for one in ("adviser", "manager", "director", "assistant")]

    assert {post(decision) for decision in decisions} == {"general-assistant"}
    assert all(decision.approver.referral and decision.grant is None for decision in decisions)
    assert all("1.3.5.8" in decision.clauses for decision in decisions)


def test_who_is_known_to_lack_the_authority_is_not_asked_because_the_one_referred_to_is_away(decided):
    """600 yuan is over the manager's limit and the director's; with 总助 away it waits for the administrators."""
    decision = decided("adviser", "penalise", amount="600", relation=OWN_GROUP, facts={CONDUCT: True}, absent=["general-assistant"])

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert post(decision) is None


def test_the_end_of_the_line_is_the_administrators_queue_and_no_approval(decided):
    decision = decided("director", "compensate", amount="501", facts={HARM: True}, absent=["general-assistant"])

    assert (decision.outcome, post(decision), decision.approver.people) == (Outcome.APPROVAL_REQUIRED, None, ())
    assert told(decision)[-1] == ("director", Why.NOBODY)


def test_an_unnamed_superior_is_asked_by_the_books_own_word(make_library, in_shop):
    library = make_library([BUYS], roles={"clerk": UNNAMED, "boss": {}})

    decision = in_shop(library, "clerk", "buy")

    assert decision.approver.unnamed.zh == "上级"
    assert (decision.approver.role, decision.approver.basis) == (None, Basis.REFERRAL)
    assert "9.9" in decision.clauses


def test_a_line_that_ends_with_nobody_names_the_clause_that_decides_all_the_same(make_library, in_shop):
    library = make_library([{**BUYS, "clause": "9.5"}], roles={"clerk": {}, "boss": {}})

    decision = in_shop(library, "clerk", "buy")

    assert (decision.outcome, post(decision)) == (Outcome.APPROVAL_REQUIRED, None)
    assert decision.clauses == ("9.5",)


# Alternatives


@pytest.fixture(scope="module")
def alternatives(make_library):
    """A clerk below a boss or a partner, either of whom may buy."""
    roles = {"clerk": {"reports_to": {"roles": ["boss", "partner"], "clause": "9.9"}}, "boss": {}, "partner": {}}
    return make_library([BUYS, {"role": "partner", "action": "buy"}], roles=roles)


def test_alternatives_are_named_side_by_side(alternatives, in_shop):
    assert in_shop(alternatives, "clerk", "buy").approver.roles == ("shop/boss", "shop/partner")


def test_of_two_alternatives_the_one_who_is_there_is_asked_alone(alternatives, in_shop):
    decision = in_shop(alternatives, "clerk", "buy", absent=["boss"])

    assert post(decision) == "partner"
    assert decision.approver.roles == ("shop/partner",)


def test_an_alternative_whom_it_concerns_is_not_named(alternatives, in_shop):
    assert in_shop(alternatives, "clerk", "buy", role="partner").approver.roles == ("shop/boss",)
    assert in_shop(alternatives, "clerk", "buy", role="boss").approver.roles == ("shop/partner",)


def test_the_line_above_goes_nearest_first(library):
    above = list(line_above(library, "customer-service/adviser"))

    assert [key.split("/")[1] for key in above] == ["manager", "director", "general-assistant"]


# Away


def test_who_acts_for_somebody_away_is_asked_with_the_limits_of_that_post(decided):
    within = decided("manager", "discount", **DISCOUNT, absent=["director"])
    beyond = decided("manager", "discount", amount="11", unit="percent", absent=["director"])

    assert (post(within), within.approver.basis, within.approver.stands_for) == ("assistant", Basis.ACTING, "customer-service/director")
    assert "1.3.4.4" in within.clauses
    assert told(within) == [("director", Why.AWAY), ("assistant", Why.STANDS_IN)]
    assert post(beyond) == "general-assistant"


def test_the_stand_in_has_the_authority_only_while_the_other_is_away(decided):
    away, there = (decided("assistant", "discount", **DISCOUNT, absent=absent) for absent in (["director"], []))

    assert (away.outcome, away.basis, away.clauses) == (Outcome.PERMITTED, Basis.ACTING, ("1.3.5.2", "1.3.4.4"))
    assert (there.outcome, there.reason, post(there)) == (Outcome.APPROVAL_REQUIRED, Reason.ANOTHER_ROLE_MAY, "director")


def test_a_stand_in_who_is_away_too_is_passed_over(decided):
    decision = decided("manager", "discount", **DISCOUNT, absent=["director", "assistant"])

    assert post(decision) == "general-assistant"
    assert told(decision)[:2] == [("director", Why.AWAY), ("assistant", Why.AWAY)]


def test_a_clause_named_role_that_is_away_is_stood_in_for(decided):
    assert post(decided("adviser", "gift", facts={CHEAP: False}, absent=["director"])) == "assistant"


def test_acting_does_not_chain(make_library, in_shop):
    """The clerk acts for the manager and the manager for the boss: with both away, the clerk is no boss."""
    roles = {
        "clerk": {"reports_to": {"role": "manager", "clause": "9.9"}, "acts_for": {"role": "manager", "clause": "9.1"}},
        "manager": {"reports_to": {"role": "boss", "clause": "9.8"}, "acts_for": {"role": "boss", "clause": "9.2"}},
        "boss": {},
    }
    library = make_library([BUYS, {"role": "manager", "action": "hire"}], roles=roles)

    acts, chained = (in_shop(library, "clerk", action, absent=["manager", "boss"]) for action in ("hire", "buy"))

    assert acts.outcome is Outcome.PERMITTED
    assert (chained.outcome, post(chained)) == (Outcome.APPROVAL_REQUIRED, None)


def test_who_is_said_to_be_away_acts_for_nobody(decided):
    decision = decided("assistant", "discount", **DISCOUNT, absent=["director", "assistant"])

    assert decision.outcome is Outcome.APPROVAL_REQUIRED


def test_the_stand_in_never_approves_their_own_request(decided):
    decision = decided("assistant", "compensate", amount="501", facts={HARM: True}, absent=["director"])

    assert post(decision) == "general-assistant"


# Whom it concerns


def test_the_post_that_it_is_done_to_is_not_asked(decided):
    decision = decided("adviser", "penalise", amount="300", relation=OWN_DEPARTMENT, role="director", facts={CONDUCT: True})

    assert (post(decision), ("director", Why.IS_CONCERNED) in told(decision)) == ("general-assistant", True)


def test_the_stand_in_whom_it_concerns_is_not_asked(decided):
    said = {"amount": "300", "relation": OWN_DEPARTMENT, "facts": {CONDUCT: True}}

    decision = decided("manager", "reward", role="assistant", absent=["director"], **said)

    assert post(decision) == "general-assistant"


def test_ones_own_benefit_goes_to_the_superior(decided):
    decision = decided("manager", "reward", amount="50", relation=Relation.SELF, facts={CONDUCT: True})

    assert (decision.reason, post(decision)) == (Reason.CONCERNS_ONESELF, "director")

"""Duties are owed: who leaves one undone is told that they may not, by its clause. And what an approval owes that goes beyond everybody."""

from __future__ import annotations

import pytest

from bot.authority import Situation
from bot.authority.routing import power_behind, route
from bot.model import Outcome, Reason

SWEEPING = {"clerk@9.5": [{"do": ["sweep"], "what": ["floor"]}]}
LEFT_OUT = {"left-out": True, "as-written": False}


@pytest.fixture(scope="module")
def shop(make_library):
    return make_library(duties=SWEEPING)


def test_a_duty_left_undone_is_prohibited_by_its_own_clause(shop, in_shop):
    decision = in_shop(shop, "clerk", "duty:9.5:1", facts=LEFT_OUT)

    assert (decision.outcome, decision.reason, decision.clauses) == (Outcome.PROHIBITED, Reason.LEFT_OUT, ("9.5",))
    assert decision.version == shop.version
    assert decision.proposal.action == "duty:9.5:1"


def test_a_duty_done_is_permitted_as_ever(shop, in_shop):
    assert in_shop(shop, "clerk", "duty:9.5:1").outcome is Outcome.PERMITTED
    assert in_shop(shop, "clerk", "duty:9.5:1", facts={"left-out": False}).outcome is Outcome.PERMITTED


def test_nobody_leaves_undone_what_is_no_duty_of_theirs(make_library, in_shop):
    """The manager owes no sweeping, and a right that isn't used is no duty."""
    library = make_library([{"role": "clerk", "action": "hire"}], duties=SWEEPING)

    assert in_shop(library, "manager", "duty:9.5:1", facts=LEFT_OUT).outcome is not Outcome.PROHIBITED
    assert in_shop(library, "clerk", "hire", facts=LEFT_OUT).outcome is Outcome.PERMITTED
    assert in_shop(library, "clerk", "hire", facts={"unaccounted": True}).outcome is Outcome.PERMITTED
    assert in_shop(library, "clerk", None, facts=LEFT_OUT).outcome is Outcome.UNKNOWN


def test_a_right_whose_clause_demands_something_along_with_it_is_not_used_without(library, decided):
    """1.3.2.3: a manager's reward within 100 yuan, whose reason goes up to the director."""
    facts = {"daily-performance": True, "own-group": True, "unaccounted": True}
    decision = decided("manager", "reward", book="customer-service", amount=80, facts=facts)

    assert (decision.outcome, decision.reason, decision.clauses) == (Outcome.PROHIBITED, Reason.OBLIGATION_LEFT_OUT, ("1.3.2.3",))


def test_of_several_posts_the_one_that_owes_the_duty_counts(shop, in_shop):
    assert in_shop(shop, ("manager", "clerk"), "duty:9.5:1", facts=LEFT_OUT).clauses == ("9.5",)


def test_what_waits_for_a_superior_is_asked_of_the_superior_and_not_forbidden(library, decided):
    """2.1.2: the plan is carried out once those above have approved; put in force without them it goes to them."""
    duties = [key for key, duty in library.duties.items() if duty.clause == "2.1.2"]
    gated = [key for key in duties if any(grant.action == key and grant.gate for grant in library.grants)]
    assert gated

    decision = decided("manager", gated[0], book="key-accounts", facts={**LEFT_OUT, "approved": False})
    assert decision.outcome is Outcome.APPROVAL_REQUIRED


def test_what_waits_for_talking_it_over_is_not_forbidden_either(library, decided):
    """2.2.2: the channel is chosen after talking to the superior; without it, it is the superior's to approve."""
    conditional = [g.action for g in library.grants if g.clause == "2.2.2" and "superior-consulted" in g.conditions]
    assert conditional

    outcome = decided("sales", conditional[0], book="key-accounts", facts={**LEFT_OUT, "superior-consulted": False}).outcome
    assert outcome is Outcome.APPROVAL_REQUIRED


def test_a_prohibition_names_the_duty_that_is_not_done_so(make_library, in_shop):
    """What is forbidden in doing a duty is told with the duty's clause: it is to be done, and rightly."""
    ban = {"clause": "9.1", "when": ["wicked"]}
    library = make_library(duties=SWEEPING, prohibitions=[ban])

    assert in_shop(library, "clerk", "duty:9.5:1", facts={"wicked": True}).clauses == ("9.1", "9.5")
    assert in_shop(library, "manager", "duty:9.5:1", facts={"wicked": True}).clauses == ("9.1",)
    assert in_shop(library, "clerk", None, facts={"wicked": True}).clauses == ("9.1",)


def test_what_is_in_doubt_of_a_prohibition_is_asked_and_nothing_else_is_said(make_library, in_shop):
    """The act would be permitted; as long as it may be forbidden, neither that nor what would follow is told."""
    ban = {"clause": "9.1", "action": "hire", "when": ["wicked"]}
    grant = {"role": "manager", "action": "hire", "obligations": ["log"]}
    library = make_library([grant], prohibitions=[ban], obligations={"log": {"kind": "note"}})

    decision = in_shop(library, "manager", "hire", doubted=frozenset({"wicked"}))
    assert (decision.outcome, decision.reason) == (Outcome.NEEDS_FACTS, Reason.FACT_MISSING)
    assert (decision.clauses, decision.missing, len(decision.questions)) == (("9.1",), ("wicked",), 1)
    assert (decision.approver, decision.superior, decision.trail, decision.obligations) == (None, None, (), ())
    assert in_shop(library, "manager", "hire").outcome is Outcome.PERMITTED


REFERRED = {
    "clerk": {"reports_to": {"role": "manager", "clause": "9.9"}, "escalations": [{"clause": "9.7", "to": "owner"}]},
    "manager": {"reports_to": {"role": "owner", "clause": "9.8"}, "escalations": [{"clause": "9.6", "to": "owner"}]},
    "owner": {"outside": True},
}


def test_behind_an_approval_stands_the_grant_that_is_used_or_gone_beyond(make_library, make_proposal):
    """A referral goes beyond the power of the highest on the line who has it at all, the requester's own included."""
    grants = [
        {"role": "clerk", "action": "buy", "limit": {"max": 10, "unit": "CNY"}},
        {"role": "manager", "action": "buy", "limit": {"max": 100, "unit": "CNY"}},
    ]
    library = make_library(grants, roles=REFERRED)
    situation = Situation(roles=("shop/clerk",))

    def behind(amount: str, who: str = "shop/clerk"):
        proposal = make_proposal("buy", amount=amount)
        found = route(library, situation, who, proposal)
        grant = power_behind(library, who, proposal, found)
        return found.approver.referral, grant.clause if grant else None

    assert behind("50") == (False, "9.11")
    assert behind("500") == (True, "9.11")
    assert behind("500", "shop/manager") == (True, "9.11")


def test_behind_the_referral_of_what_only_the_requester_has_stands_their_own_grant(make_library, make_proposal):
    library = make_library([{"role": "clerk", "action": "buy", "limit": {"max": 10, "unit": "CNY"}}], roles=REFERRED)
    proposal = make_proposal("buy", amount="50")
    found = route(library, Situation(roles=("shop/clerk",)), "shop/clerk", proposal)

    grant = power_behind(library, "shop/clerk", proposal, found)
    assert found.approver.referral
    assert grant is not None
    assert grant.clause == "9.10"


def test_behind_the_referral_of_what_nobody_has_stands_no_grant(make_library, make_proposal):
    library = make_library(roles=REFERRED)
    proposal = make_proposal("hire")
    found = route(library, Situation(roles=("shop/clerk",)), "shop/clerk", proposal)

    assert power_behind(library, "shop/clerk", proposal, found) is None

"""Whom to ask, on people: the staff list, its groups, absences and vacancies."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.authority import Situation, decide
from bot.model import Basis, Mode, Outcome, Proposal, Quantity, Relation, Target, Why

CONDUCT = {"daily-performance": True}


@pytest.fixture
def decided_for(library, staff):
    """The decision for somebody of the demo staff; `away` are people, `vacant` posts of customer service."""

    def decided_for_(person, action, *, amount=None, unit="CNY", away=(), vacant=(), relation=None, concerns=None, facts=(), mode=Mode.ACT):
        seated = replace(staff, vacant=frozenset(f"customer-service/{post}" for post in vacant))
        situation = Situation(roles=staff.people[person].posts, actor=person, staff=seated, away=frozenset(away))
        quantity = Quantity(value=Decimal(amount), unit=unit) if amount else None
        target = Target(relation=relation, person=concerns)
        return decide(library, situation, Proposal(action=action, mode=mode, amount=quantity, facts=dict(facts), target=target))

    return decided_for_


def test_of_several_holders_the_leader_of_ones_own_group_is_asked(decided_for):
    said = {"amount": "50", "relation": Relation.OWN_GROUP, "facts": CONDUCT}

    people = [decided_for(person, "reward", **said).approver.people for person in ("adviser-1", "adviser-4")]

    assert people == [("manager-1",), ("manager-2",)]


def test_where_none_leads_ones_group_all_holders_are_asked(library, staff, decided_for):
    """Somebody of no group: the first decision stands."""
    loose = {**staff.people, "adviser-1": replace(staff.people["adviser-1"], group=None)}
    situation = Situation(roles=staff.people["adviser-1"].posts, actor="adviser-1", staff=replace(staff, people=loose))
    proposal = Proposal(action="adjust-work", target=Target(relation=Relation.OWN_GROUP))

    assert decide(library, situation, proposal).approver.people == ("manager-1", "manager-2")


def test_whom_no_message_reaches_is_passed_over_and_the_trail_says_so(library, staff):
    situation = Situation(
        roles=staff.people["adviser-1"].posts, actor="adviser-1", staff=replace(staff, unreachable={"manager-1": "blocked"})
    )
    proposal = Proposal(action="adjust-work", target=Target(relation=Relation.OWN_GROUP))

    decision = decide(library, situation, proposal)

    assert decision.approver.people == ("director-1",)
    assert (decision.trail[0].role, decision.trail[0].why) == ("customer-service/manager", Why.NOT_LINKED)


def test_whose_leader_is_away_asks_further_up_and_not_another_groups_leader(decided_for):
    decision = decided_for("adviser-1", "reward", amount="50", relation=Relation.OWN_GROUP, facts=CONDUCT, away=["manager-1"])

    assert decision.approver.people == ("director-1",)
    assert (decision.trail[0].role, decision.trail[0].why) == ("customer-service/manager", Why.AWAY)


@pytest.mark.parametrize(("gone", "why"), [({"away": ["director-1"]}, Why.AWAY), ({"vacant": ["director"]}, Why.VACANT)])
def test_a_post_without_its_holder_is_stood_in_for(decided_for, gone, why):
    decision = decided_for("adviser-1", "discount", amount="10", unit="percent", **gone)

    assert (decision.approver.people, decision.approver.basis) == (("assistant-1",), Basis.ACTING)
    assert why in {step.why for step in decision.trail}


def test_while_the_directors_post_is_vacant_the_assistant_acts(decided_for):
    decision = decided_for("assistant-1", "discount", amount="10", unit="percent", vacant=["director"])

    assert (decision.outcome, decision.basis) == (Outcome.PERMITTED, Basis.ACTING)


def test_when_everybody_is_away_nobody_approves_by_default(decided_for):
    away = ["director-1", "assistant-1", "general-assistant-1", "general-manager-1"]

    decision = decided_for("manager-1", "discount", amount="10", unit="percent", away=away)

    assert (decision.outcome, decision.approver.role, decision.approver.people) == (Outcome.APPROVAL_REQUIRED, None, ())


def test_the_requester_is_never_among_those_asked(library, staff):
    """Two directors: one asks for what is beyond a director, the other post of theirs is an adviser's."""
    two = {**staff.people, "adviser-1": replace(staff.people["adviser-1"], posts=("customer-service/adviser", "customer-service/manager"))}
    situation = Situation(roles=("customer-service/adviser",), actor="adviser-1", staff=replace(staff, people=two))
    proposal = Proposal(action="adjust-work", target=Target(relation=Relation.OWN_GROUP))

    assert "adviser-1" not in decide(library, situation, proposal).approver.people


def test_the_one_whom_it_concerns_is_never_among_those_asked(decided_for):
    decision = decided_for(
        "adviser-1", "penalise", amount="50", relation=Relation.OWN_DEPARTMENT, concerns="manager-1", facts={**CONDUCT, "own-group": True}
    )

    assert decision.approver.people == ("director-1",)
    assert Why.IS_CONCERNED in {step.why for step in decision.trail}


def test_nobody_acts_for_a_director_who_is_there_and_whom_it_concerns(decided_for):
    """1.3.4.4 lets the assistant act only while the director is away; a fine for the director goes further up."""
    decision = decided_for("manager-1", "penalise", amount="300", relation=Relation.OWN_DEPARTMENT, concerns="director-1", facts=CONDUCT)

    assert decision.approver.people == ("general-assistant-1",)
    assert not decision.approver.stands_for


def test_a_superior_whom_the_book_does_not_name_is_the_one_on_the_staff_list(library, staff):
    situation = Situation(roles=("key-accounts/manager",), actor="key-account-manager-1", staff=staff)

    superior = decide(library, situation, Proposal(action=None)).superior

    assert (superior.role, superior.people) == (None, ("general-manager-1",))


def test_who_is_away_is_a_matter_of_people_once_they_are_known(decided_for):
    decision = decided_for("adviser-1", "reward", amount="50", relation=Relation.OWN_GROUP, facts=CONDUCT, away=["manager-2"])

    assert decision.approver.people == ("manager-1",)

"""What follows a use of authority: who owes it, in which order, and that nobody checks themselves."""

from decimal import Decimal

import pytest

from bot.authority.deciding import decide
from bot.authority.situation import Situation
from bot.model import Kind, Mode, Outcome, Proposal, Quantity, Relation
from tests.bot.authority.doctor.shop import a_book, grant, percent, read

DEFECT, CONDUCT = {"defect-verified": True}, {"daily-performance": True}


def owed(decision) -> list[tuple[str, int, str | None]]:
    """What is owed, at which step, and by which post (None: the one who acted)."""
    return [(due.obligation.id.split("/")[1], due.obligation.step, due.by and due.by.split("/")[1]) for due in decision.obligations]


def test_three_sign_at_once_after_the_reason_was_noted(decided):
    decision = decided("director", "compensate", amount="500", facts={"serious-harm": True})

    assert owed(decision) == [
        ("note-reason", 1, None),
        ("gm-confirms", 2, "general-manager"),
        ("seller-confirms", 2, "seller"),
        ("concerned-confirms", 2, "person-concerned"),
        ("responsible-identified", 3, None),
        ("company-bears", 4, None),
    ]


def test_gift_discount_and_compensation_oblige_the_director_alike(decided):
    said = [
        ("gift", {}),
        ("discount", {"amount": "10", "unit": "percent"}),
        ("compensate", {"amount": "1", "facts": {"serious-harm": True}}),
    ]

    assert len({tuple(owed(decided("director", action, **rest))) for action, rest in said}) == 1


@pytest.mark.parametrize(("action", "money"), [("reward", "cashier-pays"), ("penalise", "cashier-collects")])
def test_a_reward_is_paid_and_a_penalty_collected_each_in_its_order(decided, action, money):
    decision = decided("director", action, amount="500", relation=Relation.OWN_DEPARTMENT, facts=CONDUCT)

    expected = ["report-reason-to-vp", "note-reason", "gm-signs", "finance-verifies", "accountant-books", money, "director-liable"]
    assert [(one, step) for one, step, _ in owed(decision)] == [(one, step) for step, one in enumerate(expected, start=1)]


def test_the_manager_reports_the_reason_to_the_director(decided):
    (due,) = decided("manager", "penalise", amount="1", relation=Relation.OWN_GROUP, facts=CONDUCT).obligations

    assert (due.obligation.kind, due.obligation.to, due.by) == (Kind.REPORT, "customer-service/director", None)


def test_every_obligation_names_its_clause(decided):
    decision = decided("adviser", "exchange", facts=DEFECT)

    assert {due.obligation.clause for due in decision.obligations} == {"1.3.1.1"}


def test_an_application_obliges_to_nothing(decided):
    assert decided("adviser", "gift", mode=Mode.APPLY, facts={"cheap-gift": False}).obligations == ()


def test_a_request_says_what_will_follow_if_it_is_approved(decided):
    decision = decided("adviser", "compensate", amount="300", facts={"serious-harm": True})

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert "gm-confirms" in [one for one, _, _ in owed(decision)]


def test_a_referral_owes_what_the_highest_power_owes_that_it_goes_beyond(decided):
    """800 yuan are beyond everybody: the larger sum is never the lighter one (docs/decisions/0006)."""
    within = decided("adviser", "compensate", amount="300", facts={"serious-harm": True})
    beyond = decided("adviser", "compensate", amount="800", facts={"serious-harm": True})

    assert (beyond.approver.role, beyond.approver.referral) == ("customer-service/general-assistant", True)
    assert owed(beyond) == owed(within) != []
    assert beyond.grant is None


def test_a_referral_of_what_nobody_may_at_all_owes_nothing(decided):
    decision = decided("adviser", "hire")

    assert decision.approver is None or decision.approver.referral
    assert decision.obligations == ()


# Verification


def verifier(decision) -> tuple[str, str | None]:
    """Who verifies now, and from whom that was taken."""
    (due,) = [due for due in decision.obligations if due.obligation.kind is Kind.VERIFY]
    return due.by.split("/")[1], due.moved_from and due.moved_from.split("/")[1]


def test_the_director_verifies_what_others_did(decided):
    assert verifier(decided("assistant", "refund", facts=DEFECT)) == ("director", None)
    assert verifier(decided("adviser", "exchange", facts=DEFECT)) == ("director", None)


def test_the_directors_own_refund_is_verified_one_level_up(decided):
    assert verifier(decided("director", "refund", facts=DEFECT)) == ("general-assistant", "director")


def test_what_the_director_approved_the_director_does_not_verify(decided):
    decision = decided("adviser", "refund", facts={"defect-verified": True, "customer-insists": False})

    assert decision.approver.role == "customer-service/director"
    assert verifier(decision) == ("general-assistant", "director")


def test_the_acting_assistant_does_not_verify_their_own_refund(decided):
    """The director is away, the assistant acts for the director and would verify what the assistant did."""
    assert verifier(decided("assistant", "refund", facts=DEFECT, absent=["director"])) == ("general-assistant", "director")


def test_what_the_acting_assistant_approved_goes_up_as_well(decided):
    decision = decided("adviser", "refund", facts={"defect-verified": True, "customer-insists": False}, absent=["director"])

    assert decision.approver.role == "customer-service/assistant"
    assert verifier(decision) == ("general-assistant", "director")


def test_a_check_that_need_not_be_independent_stays_where_it_is(decided):
    decision = decided("director", "reward", amount="1", relation=Relation.OWN_DEPARTMENT, facts=CONDUCT)

    assert owed(decision)[-1] == ("director-liable", 7, "director")
    assert verifier(decision) == ("finance-director", None)


@pytest.fixture
def self_checking(make_library):
    """A book in which the boss buys and the boss checks."""

    def self_checking_(roles):
        checks = {"boss-checks": {"kind": "verify", "by": "boss", "independent": True}}
        return make_library([{"role": "boss", "action": "buy", "obligations": ["boss-checks"]}], roles=roles, obligations=checks)

    return self_checking_


def test_the_next_level_up_is_the_first_that_did_not_act(self_checking, in_shop):
    library = self_checking({"boss": {"reports_to": {"role": "owner", "clause": "9.8"}}, "owner": {}})

    assert verifier(in_shop(library, "boss", "buy")) == ("owner", "boss")


def test_where_nobody_is_above_the_check_is_taken_from_the_one_who_acted_all_the_same(self_checking, in_shop):
    (due,) = in_shop(self_checking({"boss": {}}), "boss", "buy").obligations

    assert (due.by, due.moved_from) == (None, "shop/boss")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("amount", "demanded"), [("5", []), ("6", ["inspect"]), ("10", ["inspect"])])
def test_what_a_clause_demands_from_a_sum_on_is_a_second_grant_of_it_with_the_larger_limit(turned, amount, demanded):
    """Up to 5 % nothing follows, beyond that an inspection; in whichever order the book lists the two."""
    staged = [grant("1.1", "clerk", "give", limit=percent(5)), grant("1.1", "clerk", "give", limit=percent(10), obligations=["inspect"])]
    book = a_book()
    book["grants"] = [*(staged[::-1] if turned else staged), *(one for one in book["grants"] if one["clause"] != "1.1")]
    library = read(book).library
    proposal = Proposal(action="give", amount=Quantity(value=Decimal(amount), unit="percent"))

    decision = decide(library, Situation(roles=("shop/clerk",)), proposal)

    assert decision.outcome is Outcome.PERMITTED
    assert [one for one, _, _ in owed(decision)] == demanded

"""Limits of every kind: what is on the number, what adds up, what can't be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.authority import Situation, decide
from bot.model import Bound, Limit, Outcome, Per, Proposal, Quantity, Reason
from bot.rulebook.compiling import compile_books
from tests.bot.authority.chances import VOCABULARY, words

CENT = Decimal("0.01")
UNITS = ("CNY", "USD", "percent", "square-metre", "day", "person", "count", "kilogram", "kilometre")


def library(limit, **more):
    """A clerk who may buy up to a limit, below a boss who may buy without."""
    book = {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "unit": words("shop"),
        "roles": {
            "clerk": {"title": words("clerk"), "reports_to": {"role": "boss", "clause": "1.1"}},
            "boss": {"title": words("boss")},
        },
        "clauses": {"1.1": {"role": "clerk", **words("may buy")}, "1.2": {"role": "boss", **words("may buy")}},
        "grants": [
            {
                "clause": "1.1",
                "role": "clerk",
                "action": "buy",
                "limit": limit if isinstance(limit, list) else {"unit": "CNY", **limit},
                **more,
            },
            {"clause": "1.2", "role": "boss", "action": "buy"},
        ],
    }
    return compile_books({"shop": book}, VOCABULARY, "v")


def outcome(books, value, unit="CNY", **said):
    return decided(books, value, unit, **said).outcome


def decided(books, value, unit="CNY", **said):
    amount = None if value is None else Quantity(value=Decimal(value) if isinstance(value, str) else value, unit=unit)
    return decide(books, Situation(roles=("shop/clerk",)), Proposal(action="buy", amount=amount, **said))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("most", [Decimal(1), Decimal(100), Decimal("99.5"), Decimal(10) ** 12])
def test_exactly_the_limit_is_within_and_a_cent_more_is_not(most, unit):
    books = library({"max": most, "unit": unit})

    assert outcome(books, most, unit) is Outcome.PERMITTED
    assert outcome(books, most - CENT, unit) is Outcome.PERMITTED
    assert outcome(books, most + CENT, unit) is Outcome.APPROVAL_REQUIRED


@settings(deadline=None)
@given(st.decimals(min_value="0.02", max_value="1e12", places=2), st.booleans(), st.decimals(min_value="0.01", max_value="1e13", places=2))
def test_of_any_limit_the_number_itself_is_the_last_inside_or_the_first_outside(most, inclusive, amount):
    books = library({"max": most, "inclusive": inclusive})

    inside, outside = (most, most + CENT) if inclusive else (most - CENT, most)
    assert outcome(books, inside) is Outcome.PERMITTED
    assert outcome(books, outside) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, amount) is (Outcome.PERMITTED if amount <= inside else Outcome.APPROVAL_REQUIRED)


@pytest.mark.parametrize("said", [{"bound": Bound.EXCLUSIVE}, {"inclusive": False}, {"bound": Bound.UNSTATED}])
def test_of_an_exclusive_limit_the_number_itself_is_not_covered(said):
    books = library({"max": Decimal(100), **said})

    assert outcome(books, "99.99") is Outcome.PERMITTED
    assert outcome(books, "100") is Outcome.APPROVAL_REQUIRED


def test_where_the_book_does_not_say_both_readings_are_named_and_the_cautious_one_holds():
    books = library({"max": Decimal(100), "bound": Bound.UNSTATED})

    on, below, over = (decided(books, amount) for amount in ("100", "99.99", "100.01"))
    assert on.reason is Reason.OVER_LIMIT
    assert [remark.en for remark in on.remarks] == [
        "The book doesn't say whether 100 yuan itself is covered: it can be read as included or as not included; "
        "the cautious reading holds, not included."
    ]
    assert "可以理解为包含，也可以理解为不包含" in on.remarks[0].zh
    assert below.remarks == over.remarks == ()


def test_a_limit_whose_reading_is_open_is_named_beside_one_that_is_plain(make_library, in_shop):
    """Of two powers for the same the first says its bound and the second doesn't."""
    plain = {"role": "clerk", "action": "buy", "limit": {"max": 50, "unit": "CNY"}}
    shop = make_library([plain, {**plain, "limit": {"max": 100, "unit": "CNY", "bound": "unstated"}}])

    decision = in_shop(shop, "clerk", "buy", amount="100")

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert "whether 100 yuan itself is covered" in decision.remarks[0].en


def test_another_currency_is_a_missing_fact_and_never_compared():
    books = library({"max": Decimal(100)})

    for value in ("1", "1000000"):
        decision = decided(books, value, "USD")
        assert decision.outcome is Outcome.NEEDS_FACTS
        assert decision.missing == ("amount",)
        assert [question.en for question in decision.questions] == ["amount?"]


@pytest.mark.parametrize("per", [Per.EVENT, Per.DAY, Per.MONTH, Per.QUARTER, Per.YEAR])
def test_six_times_a_hundred_is_six_hundred_where_the_book_adds_up(per):
    books = library({"max": Decimal(500), "per": per})

    spent = [outcome(books, "100", used={per: Quantity(value=Decimal(100 * times), unit="CNY")}) for times in range(6)]
    assert spent == [Outcome.PERMITTED] * 5 + [Outcome.APPROVAL_REQUIRED]


def test_nothing_adds_up_where_the_book_says_nothing_of_it():
    used = {per: Quantity(value=Decimal(10_000), unit="CNY") for per in Per}

    assert outcome(library({"max": Decimal(100)}), "100", used=used) is Outcome.PERMITTED


def test_what_was_used_before_is_asked_for_where_it_counts():
    books = library({"max": Decimal(500), "per": Per.MONTH})

    asked = decided(books, "100")
    assert (asked.outcome, asked.missing) == (Outcome.NEEDS_FACTS, ("within-month",))
    assert outcome(books, "100", facts={"within-month": True}) is Outcome.PERMITTED
    assert outcome(books, "100", facts={"within-month": False}) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, "500.01") is Outcome.APPROVAL_REQUIRED
    assert decided(books, None).missing == ("amount", "within-month")


def test_what_was_used_is_not_added_where_it_cannot_be():
    books = library({"max": Decimal(500), "per": Per.MONTH})

    for value, unit in (("9", "USD"), ("NaN", "CNY"), ("-9", "CNY")):
        used = {Per.MONTH: Quantity(value=Decimal(value), unit=unit)}
        assert decided(books, "100", used=used).missing == ("within-month",)


def test_used_up_is_over_whatever_the_amount():
    books = library({"max": Decimal(500), "per": Per.MONTH})

    used = {Per.MONTH: Quantity(value=Decimal(500), unit="CNY")}
    assert outcome(books, None, used=used) is Outcome.APPROVAL_REQUIRED


def test_more_than_a_part_with_what_was_used_is_over():
    books = library({"max": Decimal(500), "per": Per.MONTH})

    said = {"used": {Per.MONTH: Quantity(value=Decimal(400), unit="CNY")}, "amount_over": Quantity(value=Decimal(100), unit="CNY")}
    assert outcome(books, None, **said) is Outcome.APPROVAL_REQUIRED


def test_of_two_limits_each_is_kept_and_the_total_is_asked_for():
    books = library([{"max": Decimal(300), "unit": "CNY"}, {"max": Decimal(500), "unit": "CNY", "per": Per.MONTH}])

    def used(value):
        return {Per.MONTH: Quantity(value=Decimal(value), unit="CNY")}

    assert decided(books, "300").missing == ("within-month",)
    assert decided(books, None).missing == ("amount", "within-month")
    assert outcome(books, "300.01", used=used(0)) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, "300", used=used(200)) is Outcome.PERMITTED
    assert outcome(books, "300", used=used("200.01")) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, "300", facts={"within-month": False}) is Outcome.APPROVAL_REQUIRED


def test_however_two_limits_are_listed_that_on_the_act_is_the_first():
    books = library([{"max": Decimal(500), "unit": "CNY", "per": Per.MONTH}, {"max": Decimal(300), "unit": "CNY"}])

    (grant,) = books.by_role["shop/clerk"]
    assert [limit.per for limit in grant.limits] == [Per.ACT, Per.MONTH]


def test_a_limit_per_person_counts_each():
    books = library({"max": Decimal(100), "per": Per.PERSON})

    assert outcome(books, "300", each=Quantity(value=Decimal(100), unit="CNY")) is Outcome.PERMITTED
    assert outcome(books, "300", each=Quantity(value=Decimal("100.01"), unit="CNY")) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, "300") is Outcome.APPROVAL_REQUIRED


ODD = (1.0, 0.5, float("nan"), float("inf"), True, False, None, b"1", 1, 10**40, [], *map(Decimal, ("NaN", "sNaN", "-Infinity")))


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("per", [Per.ACT, Per.MONTH, Per.PERSON])
def test_what_is_no_decimal_number_is_never_permitted(value, per):
    decision = decide(
        library({"max": Decimal(100), "per": per}),
        Situation(roles=("shop/clerk",)),
        Proposal(action="buy", amount=Quantity(value=value, unit="CNY"), facts={"within-month": True}),
    )

    assert decision.outcome is Outcome.NEEDS_FACTS
    assert "amount" in decision.missing


def test_a_text_is_no_number_and_a_huge_one_is_over():
    books = library({"max": Decimal(100)})

    text = decide(books, Situation(roles=("shop/clerk",)), Proposal(action="buy", amount=Quantity(value="50", unit="CNY")))
    assert text.outcome is Outcome.NEEDS_FACTS
    assert outcome(books, "1E+999999") is Outcome.APPROVAL_REQUIRED
    assert outcome(books, "0") is outcome(books, "-1") is Outcome.APPROVAL_REQUIRED


def test_what_is_no_number_is_not_permitted_either_where_there_is_no_limit():
    boss = Situation(roles=("shop/boss",))

    for value in (1.0, "50", None, Decimal("NaN")):
        decision = decide(library({"max": Decimal(1)}), boss, Proposal(action="buy", amount=Quantity(value=value, unit="CNY")))
        assert decision.outcome is Outcome.NEEDS_FACTS


@pytest.mark.parametrize("stated", [1, "true", "yes", None, 1.0, [True]])
def test_what_is_not_true_itself_states_nothing(stated):
    books = library({"max": Decimal(100)}, conditions=["checked"])

    assert outcome(books, "1", facts={"checked": stated}) is Outcome.NEEDS_FACTS
    assert outcome(books, "1", facts={"checked": True}) is Outcome.PERMITTED


@pytest.mark.parametrize("odd", [{"mode": "sudo"}, {"mode": None}, {"action": 7}, {"action": ["buy"]}, {"action": b"buy"}])
def test_an_odd_proposal_is_not_permitted(odd):
    proposal = Proposal(**{"action": "buy", "amount": Quantity(value=Decimal(1), unit="CNY"), **odd})

    assert decide(library({"max": Decimal(100)}), Situation(roles=("shop/clerk",)), proposal).outcome is not Outcome.PERMITTED


def test_a_post_that_no_book_knows_is_nobody():
    decision = decide(library({"max": Decimal(100)}), Situation(roles=("shop/king",)), Proposal(action="buy"))

    assert decision.reason is Reason.STRANGER


def test_a_smaller_figure_is_covered_unless_the_book_says_otherwise():
    ten = Limit(max=Decimal(10), unit="percent", figure=True)

    assert ten.covers(Quantity(value=Decimal(5), unit="percent"))
    assert not Limit(max=Decimal(10), unit="percent", figure=True, smaller=False).covers(Quantity(value=Decimal(5), unit="percent"))


def test_what_was_used_counts_for_the_smallest_amount_and_makes_none_of_nothing():
    books = library({"max": Decimal(100), "per": Per.MONTH})
    used = {Per.MONTH: Quantity(value=Decimal(50), unit="CNY")}

    assert outcome(books, "0.01", used={Per.MONTH: Quantity(value=Decimal(100), unit="CNY")}) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, "0", used=used) is Outcome.APPROVAL_REQUIRED
    assert outcome(books, 1.0, used=used) is Outcome.NEEDS_FACTS
    assert outcome(books, "5", "USD", used=used, amount_over=Quantity(value=Decimal(600), unit="CNY")) is Outcome.NEEDS_FACTS


def test_an_amount_for_each_needs_no_sum_but_no_bad_one_either():
    books = library({"max": Decimal(100), "per": Per.PERSON})
    each = Quantity(value=Decimal(100), unit="CNY")

    assert outcome(books, None, each=each) is Outcome.PERMITTED
    assert decided(books, 1.0, each=each).missing == ("amount",)


def test_both_readings_are_named_of_the_sum_where_the_book_adds_up_and_only_there():
    used = {per: Quantity(value=Decimal(40), unit="CNY") for per in Per}
    adds, single = (library({"max": Decimal(100), "bound": Bound.UNSTATED, "per": per}) for per in (Per.MONTH, Per.ACT))

    assert [len(decided(adds, amount, used=used).remarks) for amount in ("60", "100")] == [1, 0]
    assert [len(decided(single, amount, used=used).remarks) for amount in ("60", "100")] == [0, 1]

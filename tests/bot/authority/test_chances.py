"""What holds of every decision, whatever the book: on the random cases that the oracle judges too, changed a little."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from bot.authority import decide
from bot.authority.digest import digest_of
from bot.authority.evaluating import APPROVED, held_by, held_for
from bot.model import Basis, Decision, Mode, Outcome, Proposal, Quantity, Reason
from tests.bot.authority.chances import MAXES, Chance, chance

CASES = st.integers(min_value=1_000_000, max_value=2_000_000).map(chance)
every = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
CENT = MAXES[0] / 1000


def decided(one: Chance, **changed: object) -> Decision:
    """The decision on a case with another book."""
    return decide(replace(one, book={**one.book, **changed}).library(), one.situation(), one.proposal())


@every
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_the_grants_and_grants_written_twice_change_nothing(one: Chance, draw: random.Random):
    grants = list(one.book["grants"])
    shuffled = grants + draw.sample(grants, draw.randint(0, len(grants)))
    draw.shuffle(shuffled)

    assert decided(one, grants=shuffled) == decided(one)
    assert repr(decided(one, grants=shuffled)) == repr(decided(one))


@every
@given(CASES, CASES)
def test_a_further_prohibition_grants_nothing(one: Chance, other: Chance):
    before = decided(one)
    more = [{key: ban[key] for key in ban if key != "role"} for ban in other.book.get("prohibitions", ())]
    bans = [*one.book.get("prohibitions", ()), *more, {"clause": "1.1", "when": ["urgent"]}]
    after = decided(one, prohibitions=bans)

    turning = {fact for ban in bans for fact in (*ban.get("unless", ()), *(ban.get("when", ()) if "action" in ban else ()))}
    lifted = after.outcome is Outcome.UNKNOWN and after.reason is Reason.ONLY_FORBIDDEN  # unknown still, and told why
    reason = before.reason if lifted else after.reason
    alike = changed(after, proposal=before.proposal, clauses=before.clauses, reason=reason) == before
    assert alike or after.outcome is Outcome.PROHIBITED or (after.outcome is Outcome.NEEDS_FACTS and turning >= set(after.missing))


@every
@given(CASES, st.integers(min_value=0, max_value=10**6))
def test_a_further_grant_withdraws_no_permission(one: Chance, number: int):
    there, clauses = set(one.book["roles"]), set(one.book["clauses"])
    fitting = [grant for grant in chance(number).book["grants"] if {grant["role"], *named(grant)} <= there and grant["clause"] in clauses]

    if decided(one).outcome is Outcome.PERMITTED:
        assert decided(one, grants=[*one.book["grants"], *fitting]).outcome is Outcome.PERMITTED


def named(grant):
    """The roles that a grant names besides its own."""
    who = [one.get("all_of") or one.get("any_of") or [one["by"]] for one in grant.get("involve", ())]
    return [role for group in who for role in group] + ([grant["asks"]] if "asks" in grant else [])


@every
@given(CASES)
def test_an_absence_that_ends_leaves_no_trace(one: Chance):
    library = one.library()
    there = replace(one, absent=frozenset())
    before = decide(library, there.situation(), there.proposal())

    decide(library, one.situation(), one.proposal())

    assert decide(library, there.situation(), there.proposal()) == before
    assert before.basis is not Basis.ACTING


@every
@given(CASES)
def test_the_same_question_gives_the_same_bytes(one: Chance):
    assert repr(decided(one)) == repr(decided(one))


@every
@given(CASES)
def test_whatever_is_permitted_or_needs_approval_names_what_determines_it(one: Chance):
    decision = decided(one)

    if decision.outcome is Outcome.PERMITTED:
        assert decision.clauses[0] == decision.grant.clause
        assert decision.basis is not None
    if decision.outcome is Outcome.APPROVAL_REQUIRED:
        assert decision.approver is not None
        assert decision.trail[-1].taken or decision.approver.jointly
        assert decision.approver.role is None or decision.trail
        assert decision.basis is decision.approver.basis
    assert len(decision.questions) == len(decision.missing) or decision.outcome is not Outcome.NEEDS_FACTS


@every
@given(CASES, st.sampled_from(MAXES), st.booleans())
def test_a_cent_more_than_a_permitted_amount_needs_no_less(one: Chance, most, stated):
    """Less of the same is never judged more strictly than more of it."""
    book = {**one.book, "smaller_use": True}
    amounts = [replace(one, book=book, ask=replace(one.ask, amount=(most + step, "CNY"))) for step in (-CENT, 0 * CENT, CENT)]

    permitted = [decide(each.library(), each.situation(), each.proposal()).outcome is Outcome.PERMITTED for each in amounts]
    assert permitted == sorted(permitted, reverse=True)


@pytest.mark.parametrize("change", ["action", "mode", "amount", "facts", "target", "each", "amount_over", "version"])
def test_a_digest_changes_with_all_that_was_proposed(change):
    one, other = (chance(number).proposal() for number in (3, 5))
    one = replace(one, mode=Mode.ACT, each=None, amount_over=None, amount=Quantity(value=MAXES[0], unit="CNY"))
    other = replace(other, action="other", mode="advise", facts={APPROVED: True}, amount=None)
    other = replace(other, each=one.amount, amount_over=one.amount, target=replace(other.target, name="somebody"))

    differs = one if change == "version" else replace(one, **{change: getattr(other, change)})
    assert digest_of(differs, "2" if change == "version" else "1") != digest_of(one, "1")


def test_a_digest_does_not_hang_on_how_it_was_said():
    one = replace(chance(3).proposal(), amount=Quantity(value=Decimal(10), unit="CNY"), facts={"checked": True, "urgent": False})
    same = replace(one, amount=Quantity(value=Decimal("10.00"), unit="CNY"), facts={"urgent": False, "checked": True}, text="as I said")

    assert digest_of(same) == digest_of(one)
    assert len(digest_of(one)) == 64


def test_a_digest_stays_what_it_is():
    """Requests keep it: another form of it would look like another proposal."""
    said = Proposal(action="buy", amount=Quantity(value=Decimal(10), unit="CNY"), facts={"checked": True, "urgent": False})

    assert digest_of(Proposal(action="买\ud800", facts={"急": b"x"})) == "7744abb160e1999b76abed8a5af4369a372574f93d2b2d5f05cbfa3cd7eab22c"  # type: ignore[dict-item]
    assert digest_of(said, "v") == "271e8da30890a6254e260bcb7795b812cd6b0838bae6d4a132f8512c4a50c14e"
    assert digest_of(Proposal(action=None)) == digest_of(Proposal(action=None), "")
    odd = [replace(said, amount=Quantity(value=value, unit="CNY")) for value in (10.0, "10.0", None)]
    assert len({digest_of(one) for one in odd}) == len(odd)


def test_what_is_held_says_on_what_it_rests():
    """One's own, a duty, and what is inherited with the clause that gives it; of one action the same."""
    for number in range(200):
        library = chance(number).library()
        for role in library.roles:
            inherited = dict(library.index.inherited.get(role, ()))
            assert {held.grant.role for held in held_by(library, role)} == {key for key in (role, *inherited) if key in library.by_role}
            for held in held_by(library, role):
                own = held.grant.role == role
                assert held.basis is ((Basis.DUTY if held.grant.duty else Basis.OWN) if own else Basis.INHERITED)
                assert held.clause == (None if own else inherited[held.grant.role])
                assert held in held_for(library, role, held.grant.action)

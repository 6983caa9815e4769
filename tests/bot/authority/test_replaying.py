"""Past decisions put to two versions of a book: what would come out differently, and nothing else."""

from __future__ import annotations

from bot.authority import Situation
from bot.authority.replaying import replay
from bot.model import Outcome

CLERK, MANAGER, BOSS = "shop/clerk", "shop/manager", "shop/boss"


def buying(most: int, **rest):
    return {"role": "manager", "action": "buy", "limit": {"max": most, "unit": "CNY"}, **rest}


def test_only_what_comes_out_differently_comes_back_with_its_place(make_library, make_proposal):
    old, new = make_library([buying(100)]), make_library([buying(50)])
    manager = Situation(roles=(MANAGER,))
    cases = [(make_proposal("buy", amount=amount), manager) for amount in ("40", "80", "120")]

    (one,) = replay(old, new, cases)

    assert (one.place, one.proposal, one.situation) == (1, cases[1][0], manager)
    assert (one.old.outcome, one.new.outcome) == (Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED)
    assert (one.old.version, one.new.version) == (old.version, new.version)


def test_another_approver_is_a_difference(make_library, make_proposal):
    old = make_library([buying(100), {"role": "boss", "action": "buy"}])
    new = make_library([{"role": "boss", "action": "buy"}])

    (one,) = replay(old, new, [(make_proposal("buy", amount="10"), Situation(roles=(CLERK,)))])

    assert (one.old.approver.role, one.new.approver.role) == (MANAGER, BOSS)


def test_another_obligation_is_a_difference(make_library, make_proposal):
    old = make_library([buying(100)])
    new = make_library([buying(100, obligations=["log"])], obligations={"log": {"kind": "note"}})

    (one,) = replay(old, new, [(make_proposal("buy", amount="10"), Situation(roles=(MANAGER,)))])

    assert (len(one.old.obligations), len(one.new.obligations)) == (0, 1)


def test_whoever_held_a_post_that_is_gone_is_a_stranger_to_the_new_book(make_library, make_proposal):
    old = make_library([buying(100)])
    new = make_library([{"role": "boss", "action": "buy"}], roles={"clerk": {"reports_to": {"role": "boss", "clause": "9.9"}}, "boss": {}})
    proposal = make_proposal("buy", amount="10")

    (gone,) = replay(old, new, [(proposal, Situation(roles=(MANAGER,)))])
    (kept,) = replay(old, new, [(proposal, Situation(roles=(MANAGER, CLERK)))])

    assert (gone.old.outcome, gone.new.outcome) == (Outcome.PERMITTED, Outcome.UNKNOWN)
    assert (kept.old.outcome, kept.new.outcome) == (Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED)


def test_who_was_away_counts_where_the_post_is_still_there(make_library, make_proposal):
    """With the manager away the boss is asked, in both books; a post that is gone is away from nothing."""
    grants = [buying(100), {"role": "boss", "action": "buy"}]
    old, new = make_library(grants), make_library(grants)
    away = Situation(roles=(CLERK,), absent=frozenset({MANAGER}))
    other = make_library(
        [{"role": "boss", "action": "buy"}], roles={"clerk": {"reports_to": {"role": "boss", "clause": "9.9"}}, "boss": {}}
    )
    proposal = make_proposal("buy", amount="10")

    assert list(replay(old, new, [(proposal, away)])) == []
    assert list(replay(new, other, [(proposal, away)])) == []

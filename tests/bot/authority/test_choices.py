"""Of several grants, reasons, ways and superiors: which one counts, and what is said of it."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from bot.authority import Situation, decide
from bot.authority.routing import line_above, may_use, route
from bot.model import Basis, Bound, Kind, Mode, Outcome, Proposal, Quantity, Reason, Relation, Scope, Target, Why, Words
from bot.staff import Person, Staff
from tests.bot.authority.test_trails import LINE, library, trail

HUNDRED = {"limit": {"max": Decimal(100), "unit": "CNY"}}
#: A way to fail for each reason, most telling first, for a proposal of 500 with nothing but `checked` denied and out of the own group.
FAILING = {
    Reason.OVER_LIMIT: HUNDRED,
    Reason.OUT_OF_SCOPE: {"scope": Scope.OWN_GROUP},
    Reason.CONDITION_FAILS: {"conditions": ["checked"]},
    Reason.MAY_ONLY_APPLY: {"mode": Mode.APPLY},
}


def proposal(value="500", **said):
    return Proposal(action="buy", amount=Quantity(value=Decimal(value), unit="CNY"), **said)


def buys(books, post="clerk", *, absent=(), **said):
    absences = frozenset(f"shop/{one}" for one in absent)
    return decide(books, Situation(roles=(f"shop/{post}",), absent=absences), proposal(**said))


@pytest.mark.parametrize(("more", "less"), list(itertools.combinations(FAILING, 2)))
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_reasons_the_more_telling_is_told(more, less, turned):
    both = [{"role": "clerk", "action": "buy", **FAILING[reason]} for reason in ((less, more) if turned else (more, less))]

    decision = buys(library(LINE, *both), facts={"checked": False}, target=Target(relation=Relation.OTHER_GROUP))
    assert decision.reason is more
    assert decision.clauses[0] == ("2.1" if turned else "2.0")


def test_of_two_alike_the_lower_clause_is_told():
    twice = {"role": "clerk", "action": "buy", **HUNDRED}

    assert buys(library(LINE, twice, twice)).clauses[0] == "2.0"


def test_what_concerns_oneself_is_told_and_a_superior_may():
    books = library(LINE, {"role": "clerk", "action": "buy"}, {"role": "head", "action": "buy", "scope": Scope.OWN_GROUP})

    decision = buys(books, target=Target(relation=Relation.SELF))
    assert (decision.reason, decision.approver.role) == (Reason.CONCERNS_ONESELF, "shop/head")


@pytest.mark.parametrize("conditions", [(["checked"], ["urgent"]), (["urgent"], ["checked"])])
def test_of_two_that_ask_for_as_much_the_lower_clause_asks(conditions):
    decision = buys(library(LINE, *({"role": "clerk", "action": "buy", "conditions": one} for one in conditions)))

    assert (decision.missing, decision.clauses, decision.grant.clause) == (tuple(conditions[0]), ("2.0",), "2.0")


def test_of_two_that_an_approval_gates_the_one_with_less_to_establish_counts():
    gate = {"involve": [{"kind": Kind.APPROVE, "by": "boss"}]}
    other = {"involve": [{"kind": Kind.APPROVE, "by": "chair"}]}
    open_, sure = {"role": "clerk", "action": "buy", "conditions": ["checked"], **gate}, {"role": "clerk", "action": "buy", **other}

    assert buys(library(LINE, open_, sure)).approver.role == "shop/chair"
    assert buys(library(LINE, sure, open_)).approver.role == "shop/chair"
    assert buys(library(LINE, sure, {**sure, **gate})).approver.role == "shop/chair"


def test_a_superior_is_known_by_the_best_that_he_may():
    ways = [{"mode": Mode.APPLY}, {"conditions": ["checked"], **HUNDRED}, {"conditions": ["urgent"]}]
    grants = [{"role": "boss", "action": "buy", **one} for one in ways]

    for order in itertools.permutations(grants):
        found = may_use(library(LINE, *order), "shop/boss", proposal())
        assert (found.covers, found.missing) == (None, ("urgent",))
    for order in itertools.permutations(grants[:2]):
        assert may_use(library(LINE, *order), "shop/boss", proposal()).why is Reason.OVER_LIMIT
    assert may_use(library(LINE, grants[2], grants[2]), "shop/boss", proposal()).held.grant.clause == "2.0"
    assert may_use(library(LINE, *grants), "shop/boss", Proposal(action=None)) is None


def test_the_clause_of_an_application_names_whom_to_ask():
    """The first one names nobody, the second somebody who may not, the third somebody who is away, the fourth the boss."""
    applications = [
        {"role": "clerk", "action": "buy", "mode": Mode.APPLY, **asks}
        for asks in ({}, {"asks": "head"}, {"asks": "chair"}, {"asks": "boss"})
    ]
    may = [{"role": post, "action": "buy"} for post in ("boss", "chair")]

    decision = buys(library(LINE, *applications, *may), absent=["chair"])
    assert trail(decision) == [("chair", Why.AWAY, False, None, None), ("boss", Why.CLAUSE_NAMES, True, "2.3", None)]
    assert (decision.basis, decision.clauses) == (Basis.CLAUSE_NAMED, ("2.0", "2.4", "2.3"))


def test_a_grant_to_act_names_nobody_to_apply_to():
    books = library(
        LINE, {"role": "clerk", "action": "buy", "asks": "chair", **HUNDRED}, *({"role": one, "action": "buy"} for one in ("boss", "chair"))
    )

    assert buys(books).approver.role == "shop/boss"


def test_who_stands_in_is_cited_and_who_was_passed_over_is_not():
    books = library(
        {**LINE, "deputy": "boss"},
        {"role": "head", "action": "buy", **HUNDRED},
        {"role": "boss", "action": "buy"},
        deputy={"acts_for": {"role": "boss", "clause": "1.5"}},
    )

    assert buys(books, absent=["boss"]).clauses == ("2.1", "1.5")


def test_acting_for_the_verifier_one_does_not_verify():
    verify = {"kind": Kind.VERIFY, "by": "boss", "independent": True, "zh": "v", "en": "v"}
    books = library(
        LINE,
        {"role": "boss", "action": "buy", "obligations": ["verify"]},
        obligations={"verify": verify},
        clerk={"acts_for": {"role": "boss", "clause": "1.1"}},
    )

    acting = buys(books, absent=["boss"])
    assert (acting.outcome, acting.basis, acting.clauses) == (Outcome.PERMITTED, Basis.ACTING, ("2.0", "1.1"))
    assert [(due.by, due.moved_from) for due in acting.obligations] == [("shop/chair", "shop/boss")]


def test_whom_the_last_escalation_names_and_else_the_line():
    named = {"escalations": [{"clause": "1.1", "to": "boss"}]}
    power = {"role": "elsewhere", "action": "buy"}
    lines = {**LINE, "elsewhere": None}

    referred = buys(library(lines, power, clerk=named))
    assert (referred.approver.role, referred.basis, referred.clauses) == ("shop/boss", Basis.REFERRAL, ("2.0", "1.1"))
    assert buys(library(lines, power, clerk=named), absent=["boss"]).approver.role == "shop/chair"
    silent = buys(library(lines, clerk=named), absent=["boss"])
    assert [step[:2] for step in trail(silent)][-2:] == [("boss", Why.AWAY), ("head", Why.REFERRED)]
    nearest = buys(library(lines, power), absent=["head"])
    assert trail(nearest)[-1] == ("boss", Why.REFERRED, True, "1.2", None)
    assert nearest.clauses == ("2.0", "1.2")


def test_a_line_that_rests_on_no_clause_is_cited_by_none():
    books = library(
        {"clerk": None, "head": None},
        {"role": "head", "action": "sell"},
        clerk={"reports_to": {"role": "head", "inferred": {"zh": "a", "en": "a"}}},
    )

    assert route(books, Situation(roles=("shop/clerk",)), "shop/clerk", proposal()).clauses == ()


def test_the_end_of_the_line_may_be_without_a_name():
    staff = Staff(
        people={"c": Person(id="c", name="C", posts=("shop/clerk",), superior="x"), "d": Person(id="d", name="D", posts=("shop/clerk",))}
    )
    books = library({"clerk": "head", "head": "?above"})

    def found(actor):
        return route(books, Situation(roles=("shop/clerk",), actor=actor, staff=staff), "shop/clerk", proposal())

    assert found("c").approver.people == ("x",)
    assert found("d").approver.people == ()
    assert found("c").approver.unnamed == Words(zh="above", en="above")
    assert found("c").clauses == ("1.2",)
    assert [step.why for step in found("c").trail] == [Why.NO_AUTHORITY, Why.VACANT]
    unfounded = library(
        {"clerk": "head", "head": None}, head={"reports_to": {"unnamed": {"zh": "a", "en": "a"}, "inferred": {"zh": "a", "en": "a"}}}
    )
    assert route(unfounded, Situation(roles=("shop/clerk",), absent=frozenset({"shop/head"})), "shop/clerk", proposal()).clauses == ()


def test_of_the_holders_of_a_post_the_requester_and_whom_it_concerns_are_left_out():
    people = {
        one: Person(id=one, name=one, posts=("shop/clerk", "shop/boss") if one == "me" else ("shop/boss",)) for one in ("me", "b", "c")
    }
    books = library(
        {"clerk": "boss", "boss": "chair", "chair": None}, {"role": "boss", "action": "buy"}, {"role": "chair", "action": "buy"}
    )

    def asks(*there, person=None):
        staff = Staff(people={**{one: people[one] for one in there}, "z": Person(id="z", name="z", posts=("shop/chair",))})
        situation = Situation(roles=("shop/clerk",), actor="me", staff=staff)
        return decide(books, situation, proposal(target=Target(person=person)))

    assert asks("me", "b", "c").approver.people == ("b", "c")
    assert asks("me", "b", "c", person="b").approver.people == ("c",)
    assert [(step.role, step.why) for step in asks("me").trail] == [("shop/boss", Why.IS_REQUESTER), ("shop/chair", Why.HAS_AUTHORITY)]
    assert [step.why for step in asks("b", person="b").trail] == [Why.IS_CONCERNED, Why.HAS_AUTHORITY]


def test_alternatives_further_up_the_line_are_found_there():
    books = library(
        {"clerk": "head", "head": "boss chair", "boss": None, "chair": None},
        {"role": "boss", "action": "buy"},
        {"role": "chair", "action": "buy"},
    )

    assert buys(books).approver.roles == ("shop/boss", "shop/chair")
    twice = library({"clerk": "boss", "boss": None, "head": "boss chair", "chair": None}, {"role": "boss", "action": "buy"})
    assert buys(twice).approver.roles == ("shop/boss",)


def test_what_was_said_is_kept_with_every_outcome():
    books = library(
        LINE, {"role": "clerk", "action": "buy", "conditions": ["checked"]}, prohibitions=[{"clause": "1.1", "when": ["urgent"]}]
    )
    noted = (Words(zh="共", en="in all"),)
    for post, facts in (
        ("clerk", {}),
        ("clerk", {"checked": True}),
        ("clerk", {"checked": False}),
        ("clerk", {"urgent": True}),
        ("nobody", {}),
    ):
        decision = buys(books, post, facts=facts, remarks=noted)

        assert decision.proposal == proposal(facts=facts, remarks=noted)
        assert decision.version == "v"
        assert decision.remarks == (noted if decision.outcome not in (Outcome.UNKNOWN, Outcome.PROHIBITED) else ())


def test_both_readings_are_named_in_both_languages_also_beside_a_question():
    unstated = {"limit": {"max": Decimal(500), "unit": "CNY", "bound": Bound.UNSTATED}}
    books = library(LINE, {"role": "clerk", "action": "buy", **unstated}, {"role": "clerk", "action": "buy", "conditions": ["checked"]})

    decision = buys(books)
    assert decision.outcome is Outcome.NEEDS_FACTS
    assert [("500 元" in remark.zh, "500 yuan" in remark.en) for remark in decision.remarks] == [(True, True)]


def test_who_holds_it_is_cited_where_nobody_up_the_line_may():
    books = library({**LINE, "elsewhere": None}, {"role": "elsewhere", "action": "buy"}, {"role": "elsewhere", "action": "buy", **HUNDRED})

    assert buys(books).clauses[:2] == ("2.0", "2.1")


def test_nobody_is_above_twice():
    books = library({"clerk": "head boss", "head": "chair", "boss": "chair", "chair": None})

    assert list(line_above(books, "shop/clerk")) == ["shop/head", "shop/boss", "shop/chair"]


def test_equals_may_have_different_superiors():
    lines = {"clerk": "head boss", "head": "top", "boss": "chair", "top": None, "chair": None}
    books = library(lines, {"role": "head", "action": "buy"}, {"role": "boss", "action": "buy"})

    assert buys(books).approver.roles == ("shop/head", "shop/boss")

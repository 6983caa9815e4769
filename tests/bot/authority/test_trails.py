"""Every candidate on the way, with why (not); whom to ask where the book is silent; who stands beside whom."""

from __future__ import annotations

import pytest

from bot.authority import Situation, decide
from bot.authority.deciding import superior_of
from bot.authority.evaluating import demanded
from bot.authority.routing import route
from bot.model import Approver, Basis, Grant, Kind, Mode, Outcome, Proposal, Reason, Scope, Target, Why, Words
from bot.rulebook.compiling import compile_books
from bot.staff import Person, Staff
from tests.bot.authority.chances import VOCABULARY, words

CLAUSE = "1.9"


def library(lines, *grants, duties=(), obligations=(), prohibitions=(), **roles):
    """A book with these reporting lines (below -> above, or several), grants and further words about roles."""
    said = {}
    for role, above in lines.items():
        line = {} if above is None else {"unnamed": words(above[1:])} if above[0] == "?" else {"roles": above.split()}
        reports_to = {"reports_to": {**line, "clause": f"1.{len(said) + 1}"}} if line else {}
        said[role] = {"title": words(role), **reports_to, **roles.get(role, {})}
    book = {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "unit": words("shop"),
        "roles": said,
        "clauses": {f"1.{number + 1}": {"role": role, **words("says who")} for number, role in enumerate(said)},
        "grants": [{"clause": f"2.{number}", **grant} for number, grant in enumerate(grants)],
    }
    book["clauses"][CLAUSE] = {"role": next(iter(said)), **words("duty"), "duties": list(duties)}
    book |= {"obligations": dict(obligations), "prohibitions": list(prohibitions)}
    return compile_books({"shop": book}, VOCABULARY, "v")


def asked(books, action="hire", *, absent=(), concerned=None, posts=("clerk",), **said):
    situation = Situation(roles=tuple(f"shop/{post}" for post in posts), absent=frozenset(f"shop/{post}" for post in absent))
    target = Target(role=f"shop/{concerned}" if concerned else None)
    return decide(books, situation, Proposal(action=action, target=target, facts=said))


def trail(decision):
    return [
        (step.role.removeprefix("shop/"), step.why, step.taken, step.clause, step.stands_for and step.stands_for.removeprefix("shop/"))
        for step in decision.trail
    ]


LINE = {"clerk": "head", "head": "boss", "boss": "chair", "chair": None}
BOSS_MAY = {"role": "boss", "action": "hire"}


def test_who_lacks_the_power_and_who_has_it():
    assert trail(asked(library(LINE, BOSS_MAY))) == [
        ("head", Why.NO_AUTHORITY, False, None, None),
        ("boss", Why.HAS_AUTHORITY, True, "2.0", None),
    ]


def test_who_is_away_and_who_stands_in():
    acts_for = {"acts_for": {"role": "boss", "clause": "1.1"}}
    lines = {**LINE, "first": "boss", "second": "boss", "third": "boss"}
    books = library(lines, BOSS_MAY, first=acts_for, second=acts_for, third=acts_for)

    decision = asked(books, absent=["boss", "first"], concerned="second")
    assert trail(decision)[1:] == [
        ("boss", Why.AWAY, False, None, None),
        ("first", Why.AWAY, False, None, "boss"),
        ("second", Why.IS_CONCERNED, False, None, "boss"),
        ("third", Why.STANDS_IN, True, "1.1", "boss"),
    ]
    assert (decision.approver.role, decision.approver.stands_for, decision.approver.basis) == ("shop/third", "shop/boss", Basis.ACTING)
    assert decision.clauses == ("2.0", "1.1")


def test_whom_it_concerns_is_passed_over():
    decision = asked(library(LINE, BOSS_MAY, {"role": "chair", "action": "hire"}), concerned="boss")

    assert trail(decision)[1:] == [("boss", Why.IS_CONCERNED, False, None, None), ("chair", Why.HAS_AUTHORITY, True, "2.1", None)]


def test_a_post_of_ones_own_never_approves():
    books = library(LINE, {**BOSS_MAY, "conditions": ["checked"]}, {"role": "chair", "action": "hire"})

    decision = asked(books, posts=("clerk", "boss"), checked=False)

    assert decision.approver.role == "shop/chair"


def test_why_each_superior_cannot():
    books = library(
        LINE,
        {"role": "head", "action": "hire", "mode": Mode.APPLY},
        {**BOSS_MAY, "conditions": ["checked"]},
        {"role": "chair", "action": "hire", "scope": Scope.OWN_GROUP},
    )

    decision = asked(books, checked=False, **{"own-group": False})
    assert [why for _, why, *_ in trail(decision)][:3] == [Why.MAY_ONLY_APPLY, Why.CONDITION_FAILS, Why.OUT_OF_SCOPE]
    assert [clause for *_, clause, _ in trail(decision)][:3] == ["2.0", "2.1", "2.2"]
    assert decision.reason is Reason.ANOTHER_ROLE_MAY


def test_of_superiors_side_by_side_only_equals_are_alternatives():
    boss_and_chair = {"clerk": "boss chair", "boss": None, "chair": None}
    may = ({"role": "boss", "action": "hire"}, {"role": "chair", "action": "hire"})

    assert asked(library(boss_and_chair, *may)).approver.roles == ("shop/boss", "shop/chair")
    assert asked(library({**boss_and_chair, "boss": "chair"}, *may)).approver.roles == ("shop/boss",)
    both_below = {"clerk": "boss chair", "boss": "top", "chair": "top", "top": None}
    assert asked(library(both_below, *may)).approver.roles == ("shop/boss", "shop/chair")


def test_what_the_book_is_silent_on_goes_to_the_superior():
    decision = asked(library(LINE, clerk={"escalations": [{"clause": "1.1", "to": "boss"}, {"clause": "1.2"}]}))

    assert (decision.outcome, decision.reason, decision.clauses) == (Outcome.UNKNOWN, Reason.NO_SUCH_ACTION, ("1.1", "1.2"))
    assert decision.proposal.action == "hire"
    assert (decision.superior.role, decision.superior.basis, decision.superior.roles) == ("shop/head", Basis.REFERRAL, ("shop/head",))
    assert trail(decision)[-1] == ("boss", Why.REFERRED, True, "1.1", None)


def test_a_superior_whom_the_book_does_not_name_is_asked_by_its_word():
    books = library({"clerk": "head", "head": "?the one above"}, {"role": "clerk", "action": "sell"})

    decision = asked(books, "sell", posts=("head",))
    assert (decision.approver.role, decision.approver.unnamed) == (None, Words(zh="the one above", en="the one above"))
    assert decision.clauses == ("2.0", "1.2")
    clerks = asked(library({"clerk": "head", "head": "?the one above"}), "sell", absent=["head"])
    assert clerks.superior == Approver(role=None, basis=Basis.REFERRAL, unnamed=Words(zh="the one above", en="the one above"))


STAFF = Staff(
    people={
        "c": Person(id="c", name="C", posts=("shop/clerk",), superior="x"),
        "h1": Person(id="h1", name="H", posts=("shop/head",)),
        "h2": Person(id="h2", name="H", posts=("shop/head",)),
        "b": Person(id="b", name="B", posts=("shop/boss",)),
    }
)


def test_the_superior_is_a_post_and_its_people():
    books = library({**LINE, "clerk": "head boss"})

    known = Situation(roles=("shop/clerk",), actor="c", staff=STAFF)
    found = superior_of(books, known, "shop/clerk")
    assert (found.role, found.basis, found.roles, found.people) == ("shop/head", Basis.REFERRAL, ("shop/head", "shop/boss"), ("h1", "h2"))
    away = Situation(roles=("shop/clerk",), actor="c", staff=STAFF, away=frozenset({"h1", "h2"}))
    assert superior_of(books, away, "shop/clerk").people == ("b",)
    posts = Situation(roles=("shop/clerk",), staff=STAFF)
    assert superior_of(books, posts, "shop/clerk").people == ()
    assert superior_of(books, posts, "shop/chair") is None
    assert superior_of(books, Situation(roles=(), absent=frozenset({"shop/head", "shop/boss"})), "shop/clerk") is None


def test_an_unnamed_superior_is_who_the_staff_list_says():
    books = library({"clerk": "?above"})

    known, unknown = Situation(roles=("shop/clerk",), actor="c", staff=STAFF), Situation(roles=("shop/clerk",), actor="h1", staff=STAFF)
    assert superior_of(books, known, "shop/clerk") == route(books, known, "shop/clerk", Proposal(action=None)).approver
    assert superior_of(books, known, "shop/clerk").people == ("x",)
    assert superior_of(books, known, "shop/clerk").basis is Basis.REFERRAL
    assert superior_of(books, unknown, "shop/clerk").people == ()


def test_somebody_whom_the_staff_list_does_not_know_is_asked_about_like_all():
    assert [person.id for person in Situation(roles=(), actor="nobody", staff=STAFF).seats("shop/head")] == ["h1", "h2"]


def test_a_duty_whose_clause_demands_approval_is_referred_and_not_approved_by_authority():
    """Who inherits the duty doesn't thereby decide on it."""
    duty = {"do": ["do"], "what": ["thing"], "gate": True}
    books = library(LINE, duties=[duty], head={"inherits": {"roles": ["clerk"], "clause": "1.1"}})

    decision = asked(books, f"duty:{CLAUSE}:1")
    assert (decision.reason, decision.basis, decision.approver.role) == (Reason.CLAUSE_DEMANDS_APPROVAL, Basis.REFERRAL, "shop/head")
    assert decision.clauses[0] == CLAUSE
    assert asked(books, f"duty:{CLAUSE}:1", approved=True).reason is Reason.OWN_DUTY


def test_of_two_posts_that_both_need_approval_the_first_counts():
    books = library(
        LINE,
        {"role": "head", "action": "hire", "conditions": ["checked"]},
        {"role": "chair", "action": "hire", "conditions": ["urgent"]},
    )

    assert asked(books, posts=("clerk", "boss"), checked=False).trail[0].role == "shop/head"


@pytest.mark.parametrize("kind", [Kind.CONSULT, Kind.INFORM])
def test_only_an_approval_is_demanded(kind):
    consulted = {"involve": [{"kind": kind, "by": "head", "if": "urgent"}, {"kind": Kind.APPROVE, "by": "head", "unless": "settled"}]}
    books = library(LINE, {"role": "clerk", "action": "hire", **consulted})

    assert asked(books).missing == ("settled",)
    assert demanded(Grant(id="g", clause="1", role="r", action="a"), Proposal(action="a")) is False

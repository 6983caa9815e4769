"""Who else takes part: approvals that a clause demands, of one, of all, of any, while a fact holds; and what others owe."""

from __future__ import annotations

import pytest

from bot.authority import Situation, decide
from bot.model import Basis, Kind, Mode, Outcome, Proposal, Reason, Why
from bot.rulebook.compiling import compile_books
from tests.bot.authority.chances import VOCABULARY, words

POSTS = {"clerk": "boss", "boss": "chair", "chair": None, "finance": "chair", "lawyer": "chair", "deputy": "boss"}


def library(*involve, status="active", **grant):
    """A clerk who may hire, with others taking part; a boss and a chair above, finance and a lawyer beside, a deputy for finance."""
    roles = {post: {"title": words(post)} for post in POSTS}
    for post, above in POSTS.items():
        roles[post] |= {"reports_to": {"role": above, "clause": "1.1"}} if above else {}
    roles["clerk"]["escalations"] = [{"clause": "1.1", "to": "boss"}]
    roles["deputy"]["acts_for"] = {"role": "finance", "clause": "1.3"}
    book = {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "status": status,
        "unit": words("shop"),
        "roles": roles,
        "clauses": {f"1.{number}": {"role": "clerk", **words("may hire")} for number in (1, 2, 3)},
        "obligations": {"note": {"kind": Kind.NOTE, **words("note")}},
        "grants": [{"clause": "1.2", "role": "clerk", "action": "hire", "obligations": ["note"], "involve": list(involve), **grant}],
    }
    return compile_books({"shop": book}, VOCABULARY, "v")


def hire(books, absent=(), **facts):
    situation = Situation(roles=("shop/clerk",), absent=frozenset(f"shop/{post}" for post in absent))
    return decide(books, situation, Proposal(action="hire", facts=facts))


def owed(decision):
    return [(due.obligation.kind.value, due.by and due.by.removeprefix("shop/"), due.obligation.step) for due in decision.obligations]


def test_an_approval_that_the_clause_demands_is_asked_of_whom_it_names():
    decision = hire(library({"kind": Kind.APPROVE, "by": "finance"}))

    assert (decision.outcome, decision.reason) == (Outcome.APPROVAL_REQUIRED, Reason.CLAUSE_DEMANDS_APPROVAL)
    assert (decision.approver.role, decision.approver.basis) == ("shop/finance", Basis.CLAUSE_NAMED)
    assert decision.clauses == ("1.2", "1.1")
    assert [(step.role, step.why, step.clause) for step in decision.trail] == [("shop/finance", Why.CLAUSE_NAMES, "1.2")]
    assert owed(decision) == [("note", None, 1)]


def test_once_it_is_approved_it_is_permitted():
    decision = hire(library({"kind": Kind.APPROVE, "by": "finance"}), approved=True)

    assert decision.outcome is Outcome.PERMITTED
    assert owed(decision) == [("note", None, 1)]


def test_joint_approvers_all_have_to_and_the_others_are_owed():
    decision = hire(library({"kind": Kind.APPROVE, "all_of": ["boss", "finance"]}))

    assert decision.approver.role == "shop/boss"
    assert decision.approver.jointly == ("shop/finance",)
    assert owed(decision) == [("approve", "finance", 0), ("note", None, 1)]


def test_of_alternatives_whoever_is_there_is_asked():
    books = library({"kind": Kind.APPROVE, "any_of": ["boss", "chair"]})

    assert hire(books).approver.roles == ("shop/boss", "shop/chair")
    assert hire(books, absent=["boss"]).approver.roles == ("shop/chair",)
    assert owed(hire(books)) == [("note", None, 1)]


def test_an_absent_approver_is_stood_in_for_and_else_asked_above():
    books = library({"kind": Kind.APPROVE, "by": "finance"})

    stood_in = hire(books, absent=["finance"])
    assert (stood_in.approver.role, stood_in.approver.stands_for, stood_in.basis) == ("shop/deputy", "shop/finance", Basis.ACTING)
    assert stood_in.approver.roles == ("shop/deputy",)
    assert stood_in.clauses == ("1.2", "1.3", "1.1")
    assert owed(stood_in) == [("note", None, 1)]
    above = hire(books, absent=["finance", "deputy"])
    assert (above.approver.role, above.approver.roles) == ("shop/chair", ("shop/chair",))
    assert [step.why for step in above.trail] == [Why.AWAY, Why.AWAY, Why.CLAUSE_NAMES]


def test_nobody_approves_by_silence():
    decision = hire(library({"kind": Kind.APPROVE, "by": "finance"}), absent=[post for post in POSTS if post != "clerk"])

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert decision.approver.role is None


def test_only_what_is_not_in_the_plan_needs_an_approval():
    books = library({"kind": Kind.APPROVE, "by": "boss", "unless": "settled"})

    assert hire(books, settled=True).outcome is Outcome.PERMITTED
    assert hire(books, settled=False).approver.role == "shop/boss"
    assert (hire(books).outcome, hire(books).missing) == (Outcome.NEEDS_FACTS, ("settled",))
    assert hire(books, approved=True).outcome is Outcome.PERMITTED


def test_only_what_is_so_needs_an_approval():
    books = library({"kind": Kind.APPROVE, "by": "boss", "if": "urgent"})

    assert hire(books, urgent=False).outcome is Outcome.PERMITTED
    assert hire(books, urgent=True).outcome is Outcome.APPROVAL_REQUIRED


def test_what_others_need_not_approve_here_they_do_not_owe():
    books = library({"kind": Kind.APPROVE, "by": "boss"}, {"kind": Kind.APPROVE, "by": "finance", "if": "urgent"})

    assert owed(hire(books, urgent=False)) == [("note", None, 1)]
    assert hire(books, urgent=False).approver.jointly == ()
    assert owed(hire(books, urgent=True)) == [("approve", "finance", 0), ("note", None, 1)]
    assert hire(books, urgent=True).approver.jointly == ("shop/finance",)


def test_one_who_is_named_twice_approves_once():
    books = library({"kind": Kind.APPROVE, "by": "boss"}, {"kind": Kind.APPROVE, "all_of": ["boss", "finance"]})

    assert hire(books).approver.jointly == ("shop/finance",)


def test_a_fact_that_a_condition_asks_for_too_is_asked_for_once():
    books = library({"kind": Kind.APPROVE, "by": "boss", "unless": "checked"}, conditions=["checked"])

    assert (hire(books).outcome, hire(books).missing) == (Outcome.NEEDS_FACTS, ("checked",))
    assert hire(books, checked=True).outcome is Outcome.PERMITTED


def test_of_two_approvals_only_what_is_open_is_asked_for():
    by_boss = {"kind": Kind.APPROVE, "by": "boss"}
    books = library({**by_boss, "unless": "checked"}, {**by_boss, "if": "urgent"}, conditions=["checked"])

    assert hire(books).missing == ("checked", "urgent")


def test_a_superior_who_uses_it_needs_nobody_first():
    """The others' approval is then owed like the rest."""
    books = library({"kind": Kind.APPROVE, "by": "chair", "if": "urgent"}, role="boss")

    decision = hire(books)
    assert (decision.approver.role, decision.missing) == ("shop/boss", ())
    assert owed(decision) == [("approve", "chair", 0), ("note", None, 1)]


def test_an_approval_that_one_who_only_applies_does_not_need():
    books = library({"kind": Kind.APPROVE, "by": "boss"})

    applied = decide(books, Situation(roles=("shop/clerk",)), Proposal(action="hire", mode=Mode.APPLY))
    assert (applied.outcome, applied.obligations) == (Outcome.PERMITTED, ())


def test_nobody_is_asked_for_a_fact_when_the_approval_is_needed_either_way():
    both = library({"kind": Kind.APPROVE, "by": "boss", "if": "urgent"}, {"kind": Kind.APPROVE, "by": "chair", "unless": "urgent"})
    needed = library({"kind": Kind.APPROVE, "by": "boss", "if": "checked"}, conditions=["checked"])

    assert hire(both).outcome is Outcome.APPROVAL_REQUIRED
    assert (hire(needed).outcome, hire(needed).missing) == (Outcome.APPROVAL_REQUIRED, ("checked",))


@pytest.mark.parametrize(
    ("kind", "due", "text"),
    [
        (Kind.COUNTERSIGN, ("countersign", "lawyer", 0), "countersigned by the lawyer"),
        (Kind.SIGN, ("sign", "lawyer", 0), "signed by the lawyer"),
        (Kind.RECOMMEND, ("recommend", "lawyer", 0), "recommended by the lawyer beforehand"),
        (Kind.CONSULT, ("consult", None, 0), "the lawyer is consulted beforehand"),
        (Kind.INFORM, ("inform", None, 1), "the lawyer is informed"),
    ],
)
def test_who_takes_part_otherwise_is_an_obligation(kind, due, text):
    decision = hire(library({"kind": kind, "by": "lawyer"}))

    assert decision.outcome is Outcome.PERMITTED
    assert sorted(owed(decision)) == sorted([due, ("note", None, 1)])
    (involved,) = [one.obligation for one in decision.obligations if one.obligation.kind is kind]
    assert involved.text.en == text
    assert (involved.to == "shop/lawyer") is (due[1] is None)


def test_all_of_several_owe_it_each_and_any_of_them_one():
    each = hire(library({"kind": Kind.COUNTERSIGN, "all_of": ["lawyer", "finance"]}))
    one = hire(library({"kind": Kind.COUNTERSIGN, "any_of": ["lawyer", "finance"]}))

    assert owed(each)[:2] == [("countersign", "lawyer", 0), ("countersign", "finance", 0)]
    assert owed(one)[:1] == [("countersign", "lawyer", 0)]
    assert one.obligations[0].obligation.alternatives == ("shop/finance",)


def test_who_takes_part_only_sometimes_does_unless_it_is_stated_not_to_be_so():
    books = library({"kind": Kind.COUNTERSIGN, "by": "lawyer", "if": "urgent"})

    assert len(owed(hire(books))) == len(owed(hire(books, urgent=True))) == 2
    assert len(owed(hire(books, urgent=False))) == 1


@pytest.mark.parametrize("status", ["draft", "deprecated"])
def test_a_book_that_is_not_in_force_never_decides(status):
    decision = hire(library(status=status))

    assert (decision.outcome, decision.reason) == (Outcome.UNKNOWN, Reason.STRANGER)
    assert hire(library()).outcome is Outcome.PERMITTED

"""A post that the escalation clause lets decide what goes beyond another's power, and one outside the book to which a clause sends it."""

from __future__ import annotations

import pytest

from bot.approvals.seating import seat
from bot.authority.doctor import audit
from bot.authority.matrix import matrix_of
from bot.model import Basis, Outcome, Reason, Why
from bot.rulebook.comparing import compare
from bot.rulebook.reading import compile_library, examine
from bot.tables.changes import change_lines
from bot.tables.matrix import page_of
from tests.bot.authority.forms.conftest import BOOK

OVER = ["补偿客人 300 元", "Compensate the guest by 300 yuan"]
LIMITED = {"limit": {"max": 100, "unit": "CNY"}}


def roles(**changed):
    """A clerk below a manager below a boss; what lies beyond the clerk is decided by the manager."""
    clerk = {"reports_to": {"role": "manager", "clause": "9.9"}, "escalations": [{"clause": "9.7", "to": "manager", "decides": True}]}
    return {"clerk": {**clerk, **changed}, "manager": {"reports_to": {"role": "boss", "clause": "9.8"}}, "boss": {}}


@pytest.mark.parametrize("text", OVER)
def test_what_exceeds_a_limit_is_decided_by_the_post_that_the_clause_names(check, text):
    """The duty manager holds no grant of it; neither does anybody above."""
    decision = check("前台接待员", text)

    assert (decision.outcome, decision.reason) == (Outcome.APPROVAL_REQUIRED, Reason.OVER_LIMIT)
    assert (decision.approver.role, decision.approver.basis) == ("inn/deputy", Basis.CLAUSE_NAMED)
    assert decision.clauses == ("1.2", "1.3")
    assert [(step.role, step.why, step.clause) for step in decision.trail] == [("inn/deputy", Why.CLAUSE_NAMES, "1.3")]


def test_what_follows_the_power_that_is_exceeded_follows_the_decision(check):
    assert [due.obligation.id for due in check("前台接待员", OVER[0]).obligations] == ["inn/note"]


def test_it_is_not_worded_as_a_referral(check, told):
    assert "审批人：值班经理。" in told(check("前台接待员", OVER[0]))


def test_without_a_decider_it_stays_a_referral(in_shop, make_library):
    library = make_library([{"role": "clerk", "action": "buy", **LIMITED}], roles=roles(escalations=[{"clause": "9.7", "to": "manager"}]))

    assert in_shop(library, "clerk", "buy", amount="101").approver.basis is Basis.REFERRAL


@pytest.mark.parametrize("said", [{"facts": {"checked": False}}, {"amount": "101", "facts": {"checked": True}}])
def test_a_condition_that_fails_goes_there_as_well(in_shop, make_library, said):
    library = make_library([{"role": "clerk", "action": "buy", "conditions": ["checked"], **LIMITED}], roles=roles())

    decision = in_shop(library, "clerk", "buy", **{"amount": "50", **said})

    assert (decision.approver.role, decision.approver.basis) == ("shop/manager", Basis.CLAUSE_NAMED)


def test_a_power_of_its_own_bounds_what_the_post_decides(in_shop, make_library):
    """The manager may buy for 500: what is more goes on up, whatever the clerk's clause says."""
    may = [{"role": role, "action": "buy", "limit": {"max": most, "unit": "CNY"}} for role, most in (("clerk", 100), ("manager", 500))]
    library = make_library([*may, {"role": "boss", "action": "buy"}], roles=roles())

    assert in_shop(library, "clerk", "buy", amount="500").approver.basis is Basis.OWN
    assert in_shop(library, "clerk", "buy", amount="501").approver.role == "shop/boss"


def test_a_nearer_superior_who_may_is_asked_first(in_shop, make_library):
    to_boss = [{"clause": "9.7", "to": "boss", "decides": True}]
    may = [{"role": role, "action": "buy", "limit": {"max": most, "unit": "CNY"}} for role, most in (("clerk", 100), ("manager", 500))]
    library = make_library(may, roles=roles(escalations=to_boss))

    assert in_shop(library, "clerk", "buy", amount="500").approver.role == "shop/manager"
    assert in_shop(library, "clerk", "buy", amount="501").approver.role == "shop/boss"


def test_what_a_post_has_no_power_for_at_all_is_not_decided_there(in_shop, make_library):
    library = make_library([{"role": "boss", "action": "hire"}], roles=roles())

    assert in_shop(library, "clerk", "hire").approver.role == "shop/boss"


def test_a_superiors_clause_says_who_decides_beyond_the_superior(in_shop, make_library):
    """Nothing is the clerk's own; the manager's power is exceeded, and the manager's clause names the boss."""
    line = roles(escalations=[])
    line["manager"]["escalations"] = [{"clause": "9.6", "to": "boss", "decides": True}]
    library = make_library([{"role": "manager", "action": "buy", **LIMITED}], roles=line)

    decision = in_shop(library, "clerk", "buy", amount="101")

    assert (decision.approver.role, decision.approver.basis, decision.clauses[-1]) == ("shop/boss", Basis.CLAUSE_NAMED, "9.6")


def test_whom_the_clause_names_off_the_line_is_asked_before_the_line(in_shop, make_library):
    line = {**roles(escalations=[{"clause": "9.7", "to": "expert", "decides": True}]), "expert": {"outside": True}}
    may = [{"role": "clerk", "action": "buy", **LIMITED}, {"role": "boss", "action": "buy"}]
    library = make_library(may, roles=line)

    assert in_shop(library, "clerk", "buy", amount="101").approver.role == "shop/expert"
    assert in_shop(library, "clerk", "buy", amount="101", absent=["expert"]).approver.role == "shop/boss"


def test_while_the_post_is_away_its_stand_in_decides_else_it_goes_on_up(in_shop, make_library):
    may = [{"role": "clerk", "action": "buy", **LIMITED}, {"role": "boss", "action": "buy"}]
    deputy = {"deputy": {"acts_for": {"role": "manager", "clause": "9.5"}}}

    alone = in_shop(make_library(may, roles=roles()), "clerk", "buy", amount="101", absent=["manager"])
    stood = in_shop(make_library(may, roles={**roles(), **deputy}), "clerk", "buy", amount="101", absent=["manager"])

    assert (alone.approver.role, alone.trail[0].why) == ("shop/boss", Why.AWAY)
    assert (stood.approver.role, stood.approver.stands_for) == ("shop/deputy", "shop/manager")


def test_nobody_decides_what_they_are_forbidden(in_shop, make_library):
    may = [{"role": "clerk", "action": "buy", **LIMITED}, {"role": "boss", "action": "buy"}]
    library = make_library(may, roles=roles(), prohibitions=[{"clause": "9.1", "action": "buy", "role": "manager"}])

    assert in_shop(library, "clerk", "buy", amount="101").approver.role == "shop/boss"


def test_a_request_goes_to_the_post_that_decides(roster, make_request):
    found = seat(roster, make_request("compensate", 300))

    assert (found.people, found.approver.basis, found.clauses) == (("deputy-1",), Basis.CLAUSE_NAMED, ("1.3",))


def test_a_recommendation_goes_to_the_post_outside_the_book_that_its_clause_names(check):
    """The board has no authority in this book, and the clause sends it there all the same."""
    decision = check("前厅部经理", "把前台小王调离")

    assert (decision.reason, decision.approver.role) == (Reason.MAY_ONLY_APPLY, "inn/board")
    assert decision.approver.basis is Basis.CLAUSE_NAMED
    assert decision.clauses[0] == "3.5"


def test_the_matrix_says_who_decides(inn):
    (one,) = page_of(inn, matrix_of(inn, "inn"), "en").beyond

    assert (one.clause, one.who, one.text) == ("1.3", "front desk clerk", "the duty manager decides")


def test_that_a_post_no_longer_decides_is_a_difference(inn, inn_texts):
    referring = compile_library({**inn_texts, BOOK: inn_texts[BOOK].replace(", decides: true", "")})
    lines = change_lines(inn, referring, compare(inn, referring), "en")

    assert "  ~ what cannot be settled goes to: duty manager 1.3 (decides), now duty manager 1.3" in lines


def test_the_doctor_warns_of_no_gap_where_a_clause_says_who_decides(inn_texts):
    def kinds(text: str) -> set[tuple[str, tuple[str, ...]]]:
        examined = examine({**inn_texts, BOOK: text})
        return {(one.kind, one.clauses) for one in audit(examined.library, examined.contents) if "1.2" in one.clauses}

    assert kinds(inn_texts[BOOK]) == set()
    assert kinds(inn_texts[BOOK].replace(", decides: true", "")) == {("referral-only", ("1.2", "3.5"))}


def test_the_doctor_warns_of_nobody_who_may_only_where_no_clause_names_anybody(inn_texts):
    def found(text: str) -> bool:
        examined = examine({**inn_texts, BOOK: text})
        return any(one.kind == "nobody-may" and "3.5" in one.clauses for one in audit(examined.library, examined.contents))

    assert not found(inn_texts[BOOK])
    assert found(inn_texts[BOOK].replace(", asks: board", ""))

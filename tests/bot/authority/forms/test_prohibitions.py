"""What is forbidden outright, to some posts only, or unless something holds."""

from __future__ import annotations

import pytest

from bot.authority.matrix import matrix_of
from bot.language.asking.answers import Intent
from bot.model import Outcome
from bot.rulebook.comparing import compare
from bot.rulebook.reading import compile_library
from bot.tables.changes import change_lines
from bot.tables.matrix import page_of
from tests.bot.authority.forms.conftest import BOOK

PROHIBITED, NEEDS_FACTS, PERMITTED, UNKNOWN = Outcome.PROHIBITED, Outcome.NEEDS_FACTS, Outcome.PERMITTED, Outcome.UNKNOWN


@pytest.mark.parametrize("who", ["前台接待员", "总经理"])
@pytest.mark.parametrize("text", ["给旅行社低于门市价报价", "I will quote below the public rate to the agency"])
def test_what_is_only_forbidden_is_recognised_and_answered_with_its_clause(check, who, text):
    """Nobody is granted it, and no fact has to be stated for it."""
    decision = check(who, text)

    assert (decision.outcome, decision.clauses) == (PROHIBITED, ("5.1",))


def test_what_else_is_said_of_a_forbidden_act_is_no_second_act(check):
    assert check("前台接待员", "I accept a commission from the florist").clauses == ("5.5",)


@pytest.mark.parametrize(("who", "outcome"), [("前台接待员", PROHIBITED), ("值班经理", PERMITTED)])
def test_a_prohibition_for_one_post_binds_that_post(check, who, outcome):
    decision = check(who, "打开 302 客人的保险箱，客人同意")

    assert decision.outcome is outcome
    assert ("5.2" in decision.clauses) is (outcome is PROHIBITED)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("打开 302 客人的保险箱，客人同意", PERMITTED),
        ("打开 302 客人的保险箱，客人不同意", PROHIBITED),
        ("打开 302 客人的保险箱", NEEDS_FACTS),
        ("I open the guest's safe, the guest agrees", PERMITTED),
        ("I open the guest's safe, the guest does not agree", PROHIBITED),
        ("I open the guest's safe", NEEDS_FACTS),
    ],
)
def test_what_lifts_a_prohibition_is_asked_for_before_anything_is_permitted(check, text, outcome):
    decision = check("值班经理", text)

    assert decision.outcome is outcome
    assert decision.missing == (("guest-agrees",) if outcome is NEEDS_FACTS else ())


@pytest.mark.parametrize(
    ("text", "outcome"), [("晚上放烟花，没有保安在场", PROHIBITED), ("晚上放烟花", NEEDS_FACTS), ("晚上放烟花，保安在场", UNKNOWN)]
)
def test_what_is_not_forbidden_is_not_therefore_permitted(check, text, outcome):
    """No clause grants it to anybody: where a security officer is present it is nobody's to allow either."""
    decision = check("值班经理", text)

    assert decision.outcome is outcome
    assert decision.clauses[0] == "5.3"


@pytest.mark.parametrize(("language", "words"), [("zh", "规章也没有准许任何人"), ("en", "the book allows it to nobody either")])
def test_it_is_not_said_that_no_book_speaks_of_it(check, told, language, words):
    assert words in told(check("值班经理", "晚上放烟花，保安在场"), language)


@pytest.mark.parametrize("outcome", [PERMITTED, Outcome.APPROVAL_REQUIRED])
def test_any_of_several_facts_lifts_it_and_all_have_to_be_denied(in_shop, make_library, outcome):
    who = "clerk" if outcome is Outcome.APPROVAL_REQUIRED else "manager"
    ban = {"clause": "9.1", "action": "hire", "unless": ["checked", "urgent"]}
    library = make_library([{"role": "manager", "action": "hire"}], prohibitions=[ban])

    def outcome_of(**facts):
        return in_shop(library, who, "hire", facts=facts).outcome

    assert outcome_of(checked=True) is outcome
    assert outcome_of(checked=False, urgent=True) is outcome
    assert outcome_of(checked=False) is NEEDS_FACTS
    assert outcome_of() is NEEDS_FACTS
    assert outcome_of(checked=False, urgent=False) is PROHIBITED


def test_several_conditions_that_all_have_to_hold_are_prohibitions_of_their_own(in_shop, make_library):
    bans = [{"clause": "9.1", "action": "hire", "unless": [fact]} for fact in ("checked", "urgent")]
    library = make_library([{"role": "clerk", "action": "hire"}], prohibitions=bans)

    assert in_shop(library, "clerk", "hire", facts={"checked": True, "urgent": True}).outcome is PERMITTED
    assert in_shop(library, "clerk", "hire", facts={"checked": True, "urgent": False}).outcome is PROHIBITED
    assert in_shop(library, "clerk", "hire", facts={"checked": True}).missing == ("urgent",)


def test_a_prohibition_that_holds_only_then_asks_for_what_lifts_it_only_then(in_shop, make_library):
    ban = {"clause": "9.1", "action": "hire", "when": ["urgent"], "unless": ["checked"]}
    library = make_library([{"role": "clerk", "action": "hire"}], prohibitions=[ban])

    assert in_shop(library, "clerk", "hire").outcome is PERMITTED
    assert in_shop(library, "clerk", "hire", facts={"urgent": True}).missing == ("checked",)
    assert in_shop(library, "clerk", "hire", facts={"urgent": True, "checked": False}).outcome is PROHIBITED


@pytest.mark.parametrize("binding", [{"role": "clerk"}, {"role": ["clerk", "manager"]}])
def test_whoever_is_bound_neither_does_it_nor_lets_it_be_done(in_shop, make_library, binding):
    """A superior who is bound is passed over; so is a stand-in in the place of one who is."""
    grants = [{"role": role, "action": "hire"} for role in ("clerk", "manager", "boss")]
    library = make_library(grants, prohibitions=[{"clause": "9.1", "action": "hire", **binding}])

    assert in_shop(library, "clerk", "hire").outcome is PROHIBITED
    assert in_shop(library, "manager", "hire").outcome is (PERMITTED if binding["role"] == "clerk" else PROHIBITED)
    assert in_shop(library, "boss", "hire").outcome is PERMITTED


def test_a_superior_who_is_bound_is_passed_over(in_shop, make_library):
    grants = [{"role": role, "action": "hire"} for role in ("manager", "boss")]
    library = make_library(grants, prohibitions=[{"clause": "9.1", "action": "hire", "role": "manager"}])

    assert in_shop(library, "clerk", "hire").approver.role == "shop/boss"


def test_a_stand_in_does_nothing_that_is_forbidden_to_the_one_stood_in_for(in_shop, make_library):
    roles = {"clerk": {"acts_for": {"role": "manager", "clause": "9.7"}}, "manager": {}, "boss": {}}
    library = make_library(
        [{"role": "manager", "action": "hire"}], roles=roles, prohibitions=[{"clause": "9.1", "action": "hire", "role": "manager"}]
    )

    assert in_shop(library, "clerk", "hire", absent=["manager"]).outcome is not PERMITTED


@pytest.mark.parametrize(
    ("text", "who", "clauses"),
    [
        ("可以低于门市价报价吗？", "none", ("5.1",)),
        ("May I quote below the public rate?", "none", ("5.1",)),
        ("我能打开客人的保险箱吗？", "前台接待员", ("5.2",)),
        ("能放烟花吗？", "none", ("5.3",)),
    ],
)
def test_a_question_about_what_is_forbidden_is_answered_no_with_its_clause(ask, text, who, clauses):
    answer = ask(text, who)

    assert answer.intent is Intent.FORBIDDEN
    assert answer.clauses[: len(clauses)] == clauses


def test_whoever_may_do_it_is_told_so_though_another_post_may_not(ask):
    assert ask("我能打开客人的保险箱吗？", "值班经理").intent is Intent.MAY


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh", "能放烟花吗？", "除非保安在场，否则禁止。"),
        ("en", "May I set off the fireworks?", "It is forbidden unless a security officer is present."),
    ],
)
def test_what_would_lift_it_is_told(ask, told, language, text, words):
    assert told(ask(text), language).splitlines()[0] == words


def test_the_matrix_says_what_is_forbidden_to_whom(inn):
    said = {one.clause: one.text for one in page_of(inn, matrix_of(inn, "inn"), "en").prohibitions}

    assert said["5.1"] == "a quotation below the public rate"
    assert said["5.2"] == "opening a guest's safe for the front desk clerk only"
    assert said["5.3"] == "fireworks unless a security officer is present"


def test_a_prohibition_that_binds_more_posts_is_a_difference(inn, inn_texts):
    wider = compile_library({**inn_texts, BOOK: inn_texts[BOOK].replace("action: open-safe, role: clerk}", "action: open-safe}")})
    lines = change_lines(inn, wider, compare(inn, wider), "en")

    assert "  - newly forbidden: opening a guest's safe (5.2)" in lines
    assert "  + no longer forbidden: opening a guest's safe for the front desk clerk only (5.2)" in lines

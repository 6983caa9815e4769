"""Whom a matter reaches, what stops it, and what is no finding although it looks like one."""

from __future__ import annotations

from typing import Any

from tests.bot.authority.doctor.shop import (
    ADD,
    APPLY,
    CLERK,
    GIVE_CHIEF,
    GIVE_CLERK,
    HEAD,
    INHERITS,
    LIMITED_TOP,
    LOOK,
    MOVE_CHIEF,
    MOVE_HEAD,
    NO_WAY_UP,
    SACK_CHIEF,
    Change,
    Said,
    changed,
    findings,
    grant,
    percent,
    post,
    seated,
    words,
)

#: Who stands beside the line, and what they may do to any amount, to an amount, or not at all.
EXPERT = [(("roles", "expert"), post("expert", "board", "1.6")), (("clauses", "1.6"), {"role": "expert", **words("rule")})]
FOLLOWS = {"conditions": ["checked"], "obligations": ["inspect", "book"]}


def gives(**more: Any) -> Change:
    return ADD, grant("1.6", "expert", "give", **FOLLOWS, **more)


def applies(clause: str, role: str, action: str, **more: Any) -> Change:
    return ADD, grant(clause, role, action, mode="apply", **more)


def sends(role: str, to: str, clause: str, *, decides: bool = True) -> Change:
    return ("roles", role, "escalations"), [{"clause": clause, "to": to, **({"decides": True} if decides else {})}]


def told(*changes: Change, vacant: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """The kind and the clauses of each finding."""
    book: Said = changed(*changes)
    return sorted((one.kind, one.clauses) for one in findings(book, staff=seated(book, *vacant)))


def test_what_an_application_hands_to_somebody_outside_is_decided_there():
    assert told(LIMITED_TOP) == [("referral-only", ("1.3",))]
    assert told(LIMITED_TOP, applies("1.3", "head", "give", asks="board")) == []


def test_an_application_that_is_inherited_goes_where_it_says_as_well():
    heir = [(("roles", "heir"), post("heir", "board", "1.6")), (("roles", "heir", "inherits"), {"roles": ["head"], "clause": "1.6"})]
    change = [LIMITED_TOP, *heir, (("clauses", "1.6"), {"role": "heir", **words("rule")})]

    assert told(*change) == [("referral-only", ("1.3",)), ("referral-only", ("1.3", "1.6"))]
    assert told(*change, applies("1.3", "head", "give", asks="board")) == []


def test_what_is_decided_of_one_act_leaves_the_gap_of_the_next():
    pay = (ADD, grant("1.3", "head", "pay", limit={"max": 5, "unit": "CNY", "per": "act"}))

    assert told(LIMITED_TOP, pay, applies("1.3", "head", "give", asks="board")) == [("referral-only", ("1.3",))]


def test_whoever_an_application_asks_fills_the_gap_by_their_power():
    asking = applies("1.3", "head", "give", asks="expert")

    assert told(LIMITED_TOP, *EXPERT, gives(), asking) == []


def test_whoever_a_clause_lets_decide_fills_the_gap_by_their_power():
    assert told(LIMITED_TOP, *EXPERT, gives(), sends("head", "expert", "1.3")) == []


def test_the_next_superior_counts_although_a_clause_names_a_higher_one():
    """The clerk's clause lets the head decide; the chief, who may less than the clerk, is asked all the same."""
    found = told(((*GIVE_CLERK, "limit"), percent(25)), sends("clerk", "head", "1.1"))

    assert found == [("limit-shrinks", ("1.1", "1.2"))]


def test_whoever_decides_by_a_clause_and_has_a_smaller_power_shrinks_the_limit():
    """The clerk is below nobody who may give; the expert whom the clause names has a power of their own."""
    changes = [((*GIVE_CLERK, "limit"), percent(8)), ((*CLERK, "reports_to"), {"role": "board", "clause": "1.1"}), (APPLY, None)]

    found = told(*EXPERT, gives(limit=percent(5)), *changes, sends("clerk", "expert", "1.1"))

    assert ("limit-shrinks", ("1.1", "1.6")) in found


def test_a_superior_of_the_same_limit_has_the_same_gap_and_it_is_told_of_the_superior():
    assert told(LIMITED_TOP, ((*GIVE_CHIEF, "limit"), percent(30))) == [("referral-only", ("1.3",))]


def test_an_escalation_that_names_nobody_sends_nothing_anywhere():
    """The head's clause only says the superior; the board, to which the head reports, is named instead."""
    book = changed(LIMITED_TOP, ((*HEAD, "escalations"), [{"clause": "1.5"}]))

    (found,) = findings(book)

    assert (found.kind, found.clauses) == ("referral-only", ("1.3",))
    assert "referred to the board" in found.message.en


def test_a_clause_up_the_line_decides_for_those_below():
    changes = [((*APPLY, "action"), "pay"), ((*APPLY, "asks"), None), applies("1.3", "head", "pay")]

    assert told(*changes) == [("nobody-may", ("1.1", "1.3"))]
    assert told(*changes, sends("head", "board", "1.3")) == []


def test_nobody_whom_a_matter_has_passed_decides_it_by_the_clause_of_one_above():
    """The head's clause names the chief, whom the clerk's matter has passed by then; the head's own it hasn't."""
    changes = [((*APPLY, "action"), "pay"), ((*APPLY, "asks"), None), applies("1.3", "head", "pay")]

    assert ("nobody-may", ("1.1",)) in told(*changes, sends("head", "chief", "1.3"))


def test_a_superior_who_lacks_something_is_told_beside_one_outside():
    beside = ((*CLERK, "reports_to"), {"roles": ["board", "deputy"], "clause": "1.1"})

    assert ("superior-lacks", ("1.1",)) in told(beside, (APPLY, None))


def test_what_a_superior_lacks_is_told_with_the_inheritance_only_where_it_is_inherited():
    assert told(*INHERITS, (MOVE_HEAD, None)) == [("superior-lacks", ("1.2",))]


def test_an_application_that_names_nobody_hides_none_that_skips_a_superior():
    found = told(((*APPLY, "asks"), None), applies("1.1", "clerk", "sack", asks="head"))

    assert found == [("skips-superior", ("1.1", "1.2"))]


def test_whoever_has_power_to_apply_only_is_no_decider_by_a_clause():
    found = told(((*MOVE_HEAD, "mode"), "apply"), sends("chief", "head", "1.2"))

    assert ("superior-lacks", ("1.2",)) in found


def test_an_application_to_somebody_outside_is_heard_although_others_may_do_it():
    changes = [*EXPERT, ((*APPLY, "action"), "pay"), (ADD, grant("1.6", "expert", "pay"))]

    assert told(*changes, ((*APPLY, "asks"), "board")) == []
    assert told(*changes, ((*APPLY, "asks"), "chief")) == [("referral-only", ("1.1", "1.3"))]


def test_where_one_who_speaks_for_the_department_is_heard_the_others_may_not_be():
    """The clerk and the chief have the department's rights; one's own application goes to the board, who decides it."""
    rights = {"roles": ["department"], "clause": "1.7"}
    changes = [(("roles", role, "inherits"), rights) for role in ("clerk", "chief")]
    changes += [(("clauses", "1.7"), {"role": "department", **words("rule")}), *EXPERT, (ADD, grant("1.6", "expert", "pay"))]
    changes += [applies("1.7", "department", "pay")]

    assert told(*changes, applies("1.1", "clerk", "pay", asks="board")) == [("referral-only", ("1.3", "1.7"))]
    assert told(*changes, applies("1.2", "chief", "pay", asks="board")) == [("referral-only", ("1.3", "1.7"))]


def test_a_recommendation_that_goes_to_nobody_in_particular_is_no_application():
    expert = [*EXPERT, (ADD, grant("1.6", "expert", "pay"))]

    assert told(*expert, (ADD, grant("1.1", "clerk", "pay", mode="advise"))) == []
    assert told(*expert, (ADD, grant("1.1", "clerk", "pay", mode="advise", asks="chief"))) == [("referral-only", ("1.1", "1.3"))]


def test_an_application_below_nobody_is_heard_as_far_as_whom_it_asks_may():
    """The clerk is below nobody, and the expert whom the application names may give up to 20 %."""
    alone = [((*CLERK, "reports_to"), None), ((*CLERK, "escalations"), None), (APPLY, None), (GIVE_CLERK, None)]
    expert = [*EXPERT, gives(limit=percent(20))]

    more, just = (told(*expert, *alone, applies("1.1", "clerk", "give", asks="expert", **limit)) for limit in ({}, {"limit": percent(20)}))

    assert ("no-approver", ("1.1",)) in more
    assert "no-approver" not in {kind for kind, _ in just}


def test_more_than_those_may_whom_an_application_asks_reaches_nobody():
    """The same with a power of the clerk's own: what lies beyond the expert's is lost."""
    alone = [((*CLERK, "reports_to"), None), ((*CLERK, "escalations"), None), (APPLY, None)]

    found = told(*EXPERT, gives(limit=percent(20)), *alone, applies("1.1", "clerk", "give", asks="expert", limit=percent(20)))

    assert ("no-approver", ("1.6",)) in found


def test_whoever_may_without_bounds_needs_no_superior():
    assert told(((*GIVE_CLERK, "limit"), None)) == [("limit-shrinks", ("1.1", "1.2"))]
    assert told(((*GIVE_CLERK, "limit"), None), ((*GIVE_CLERK, "conditions"), None)) == []


def test_whoever_applies_to_somebody_outside_needs_no_superior():
    assert told(((*GIVE_CLERK, "limit"), percent(25)), applies("1.1", "clerk", "give", asks="board")) == []


def test_the_remedy_names_the_post_to_be_changed():
    book = changed(*NO_WAY_UP, LIMITED_TOP, (MOVE_HEAD, None))

    remedies = {one.kind: (one.remedy.zh, one.remedy.en) for one in findings(book)}

    assert set(remedies) == {"no-approver", "no-escalation", "superior-lacks"}
    assert all(" head " in zh and "`head`" in en for zh, en in remedies.values())


def test_a_condition_more_is_none_where_it_is_for_more_or_something_else_or_not_needed():
    further = ((*GIVE_CLERK, "conditions"), ["checked", "urgent"])
    limited = [LIMITED_TOP, (("roles", "head", "escalations"), [{"clause": "1.3", "to": "board", "decides": True}])]

    assert "stricter-below" in {kind for kind, _ in told(further, *limited)}
    assert "stricter-below" not in {kind for kind, _ in told(further, ((*GIVE_CLERK, "limit"), percent(40)), *limited)}
    assert told(((*GIVE_CLERK, "conditions"), ["urgent"])) == []
    assert told(further, (ADD, grant("1.1", "clerk", "give", **FOLLOWS, limit=percent(5)))) == []


def test_a_check_that_another_may_do_as_well_and_a_note_to_oneself_are_no_reviews():
    another = ((*MOVE_HEAD, "involve"), [{"kind": "countersign", "any_of": ["head", "inspector"]}])
    note = (("obligations", "inspect"), {"kind": "note", "by": "inspector", "to": "chief", **words("notes")})

    assert "self-review" not in {kind for kind, _ in told(another)}
    assert told(note) == []


def test_a_stand_in_who_checks_what_it_did_itself_does_so_in_its_own_place():
    look = (("obligations", "look"), {"kind": "verify", "by": "deputy", **words("looks")})

    assert ("self-review", ("1.4",)) in told(look, (ADD, grant("1.4", "deputy", "move", obligations=["look"])))


def test_an_exception_of_one_act_leaves_the_review_of_the_next():
    changes = [*LOOK, (("roles", "deputy", "acts_for", "except"), ["pay"]), (ADD, grant("1.4", "deputy", "sack", obligations=["look"]))]

    assert ("acting-self-review", ("1.4",)) in told(*changes)


def test_a_review_names_the_clause_of_an_inheritance_only_where_something_inherited_is_reviewed():
    """The chief has the clerk's rights, and is reported to after what either does."""
    report = (("obligations", "tell"), {"kind": "report", "to": "chief", **words("tells")})

    own = told(*INHERITS, report, ((*MOVE_CHIEF, "obligations"), ["tell"]))
    clerks = told(*INHERITS, report, ((*GIVE_CLERK, "obligations"), ["tell"]))

    assert ("self-review", ("1.2",)) in own
    assert ("self-review", ("1.1", "1.6")) in clerks


def test_what_a_superior_does_while_standing_in_below_is_checked_by_the_next_above():
    look = (("obligations", "look"), {"kind": "verify", "by": "clerk", "independent": True, **words("looks")})
    book = changed(look, ((*MOVE_CHIEF, "obligations"), ["look"]), (("roles", "chief", "acts_for"), {"role": "clerk", "clause": "1.2"}))

    (found,) = [one for one in findings(book) if one.kind == "acting-self-review"]

    assert "one level up, to the head" in found.message.en


def test_of_two_superiors_an_empty_one_is_missed_by_nobody_while_the_other_is_there():
    beside = [
        (("roles", "adviser"), {"title": words("adviser"), "outside": True}),
        ((*CLERK, "reports_to"), {"roles": ["chief", "adviser"], "clause": "1.5"}),
    ]

    assert told(*beside, vacant=("adviser",)) == []
    assert ("vacancy", ("1.5",)) in told(*beside, vacant=("adviser", "chief"))


def test_where_nothing_is_checked_no_burden_is_unequal():
    nothing = [((*place, "obligations"), None) for place in (GIVE_CHIEF, MOVE_CHIEF, SACK_CHIEF)]

    assert "unequal-burden" not in {kind for kind, _ in told(*nothing)}
    assert ("unequal-burden", ("1.2",)) in told(*nothing[1:])


def test_an_empty_post_to_which_nobody_turns_is_told_once_with_its_own_clauses():
    """Nobody turns to the clerk; the inspector, who checks, has no clause that grants anything."""
    assert told(vacant=("clerk",)) == [("vacancy", ("1.1",))]
    assert told(vacant=("inspector",)) == [("vacancy", ())]


def test_a_step_is_left_undone_only_if_nobody_is_there_of_all_who_may_do_it():
    auditor = (("roles", "auditor"), {"title": words("auditor"), "outside": True})
    signing = ((*MOVE_HEAD, "involve"), [{"kind": "countersign", "any_of": ["auditor", "inspector"]}])

    one, all_of_them = (told(auditor, signing, vacant=away) for away in (("auditor",), ("auditor", "inspector")))

    assert "unstaffed-obligation" not in {kind for kind, _ in one}
    assert ("unstaffed-obligation", ("1.3",)) in all_of_them


def test_an_empty_post_is_told_with_every_clause_that_turns_to_it():
    """A line, an escalation, a stand-in and an application, each by a clause of its own."""
    clauses = {f"1.{number}": {"role": role, **words("rule")} for number, role in ((6, "clerk"), (7, "deputy"), (8, "clerk"), (9, "chief"))}
    changes = [*((("clauses", number), said) for number, said in clauses.items()), ((*APPLY, "asks"), "head"), ((*APPLY, "clause"), "1.8")]
    changes += [((*CLERK, "escalations"), [{"clause": "1.6", "to": "head"}]), (("roles", "deputy", "acts_for", "clause"), "1.7")]
    changes += [(("roles", "chief", "reports_to", "clause"), "1.9")]

    assert ("vacancy", ("1.2", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9")) in told(*changes, vacant=("head",))


def test_a_title_that_brings_its_article_gets_no_second_one():
    """The head is called “the Head”: as a superior, as whoever lacks a power, and as whoever approves."""
    called = ((*HEAD, "title"), words("the Head"))
    book = changed(called, ((*MOVE_CHIEF, "involve"), [{"kind": "approve", "by": "head"}]), ((*APPLY, "asks"), "head"), (MOVE_HEAD, None))

    said = [text for one in findings(book, staff=seated(book)) for text in (one.message.en, one.remedy.en)]

    assert any("the superior, the Head, has none" in text for text in said)
    assert not [text for text in said if "the the" in text.lower()]


def says(clause: str, role: str, zh: str, en: str) -> Change:
    return ("clauses", clause), {"role": role, "zh": zh, "en": en}


#: The chief's clause, which says who decides beyond the chief's bounds.
BEYOND = says("1.2", "chief", "20 以内；超过的报head批准。", "Up to 20; above that the head approves.")
REPORTING = says("1.2", "chief", "20 以内，事后报告head。", "Up to 20, and reports it to the head.")
IN_ONES_CLAUSE = ((*MOVE_HEAD, "clause"), "1.2")


def test_a_clause_that_says_who_decides_beyond_it_is_the_clause_of_that_post_too():
    assert told(BEYOND, IN_ONES_CLAUSE) == []
    assert told(REPORTING, IN_ONES_CLAUSE) == [("role-of-clause", ("1.2",))]


def test_a_post_is_not_named_by_the_longer_name_of_another():
    longer = [(("roles", "inspector", "title"), words("head inspector"))]

    assert told(says("1.2", "chief", "超过的报head inspector批准。", "Above that the head inspector approves."), *longer, IN_ONES_CLAUSE)


def test_a_condition_is_meant_for_the_lower_post_where_its_clause_says_who_decides_without_it():
    further = ((*GIVE_CHIEF, "conditions"), ["checked", "urgent"])

    assert ("stricter-below", ("1.2", "1.3")) in told(further)
    assert told(further, BEYOND) == []
    assert ("stricter-below", ("1.2", "1.3")) in told(further, REPORTING)


def test_a_superior_lacks_nothing_that_is_never_asked_for():
    """The chief pays without bounds; within them, and the clause names who decides beyond; only if checked, and else it is forbidden."""
    pays = (ADD, grant("1.2", "chief", "pay"))
    checked = (ADD, grant("1.2", "chief", "pay", conditions=["checked"]))
    expert = [*EXPERT, (ADD, grant("1.6", "expert", "pay"))]
    named = says("1.2", "chief", "凭检查付款；其余由expert决定。", "Pays if checked; the expert decides the rest.")
    forbidden = (("prohibitions",), [{"clause": "1.5", "action": "pay", "unless": ["checked"]}])

    assert told(checked) == [("superior-lacks", ("1.2",))]
    assert told(pays) == []
    assert told(checked, *expert, named) == []
    assert told(checked, forbidden) == []


def test_what_nobody_above_may_decide_is_told_as_a_gap_alone():
    pays = (ADD, grant("1.2", "chief", "pay", limit={"max": 5, "unit": "CNY", "per": "act"}))

    assert told(pays) == [("referral-only", ("1.2", "1.3"))]


def test_one_clause_says_itself_which_obligation_holds_when():
    """Above 20 the chief gives as well, countersigned by the head."""
    more = grant("1.2", "chief", "pay", involve=[{"kind": "countersign", "by": "head"}])
    less = grant("1.2", "chief", "pay", limit={"max": 5, "unit": "CNY", "per": "act"})

    assert told((ADD, less), (ADD, more)) == []
    assert ("different-obligations", ("1.2", "1.4")) in told((ADD, less), (ADD, more | {"role": "deputy", "clause": "1.4"}))


def test_a_grave_act_that_is_checked_in_some_cases_and_a_light_one_that_is_free_in_some_are_no_unequal_burdens():
    nothing = ((*SACK_CHIEF, "obligations"), None)
    free = [(ADD, grant("1.2", "chief", action, limit=percent(1))) for action in ("give",)]

    assert ("unequal-burden", ("1.2",)) in told(nothing)
    assert "unequal-burden" not in {kind for kind, _ in told(nothing, (ADD, grant("1.2", "chief", "sack", obligations=["inspect"])))}
    assert "unequal-burden" not in {
        kind for kind, _ in told(nothing, ((*MOVE_CHIEF, "obligations"), None), *free, (ADD, grant("1.2", "chief", "give")))
    }


PAYS = (ADD, grant("1.3", "head", "pay", limit={"max": 5000, "unit": "CNY"}))


def periods(zh: str, en: str) -> list[str]:
    return [kind for kind, _ in told(says("1.3", "head", zh, en), PAYS) if kind == "no-period"]


def test_a_limit_whose_clause_says_that_it_counts_each_act_needs_no_period():
    assert periods("付款单笔5000元以内。", "Pays.") == []
    assert periods("付款 5000 元以内。", "Pays up to 5,000 yuan per order.") == []
    assert periods("付款 5000 元以内。", "Pays up to 5,000 yuan.") == ["no-period"]
    assert periods("每人 5000 元以内。", "Pays up to 5,000 yuan per person.") == ["no-period"]
    assert periods("付款 5000 元以内；每次报告。", "Pays up to 5,000 yuan. Reports each.") == ["no-period"]


def test_a_term_that_sums_up_a_figure_in_front_of_it_is_defined_by_it():
    small = says("1.1", "clerk", "可批准 50 元以内的小额赠送。", "May give small sums of up to 50 yuan.")
    open_ = says("1.1", "clerk", "可批准小额赠送，50 元以内。", "May give small sums, up to 50 yuan.")

    assert told(small) == []
    assert told(open_) == [("undefined-term", ("1.1",))]

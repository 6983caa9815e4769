"""Nothing is found in a sound book, and each breach of it is found where it is."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.authority.doctor import KINDS, audit
from bot.model import Per
from tests.bot.authority.doctor.shop import (
    ADD,
    APPLY,
    AUDITOR,
    CHEAP,
    CLERK,
    ELSEWHERE,
    GIVE_CHIEF,
    GIVE_CLERK,
    GIVE_HEAD,
    IN_MONEY,
    LIMITED_TOP,
    LOOK,
    MOVE_HEAD,
    NO_WAY_UP,
    REPORTED,
    SACK_CHIEF,
    SACK_HEAD,
    Change,
    Said,
    a_book,
    accepts,
    changed,
    findings,
    grant,
    percent,
    read,
    seated,
    words,
)

DOCS = Path(__file__).parents[4] / "docs"


def test_nothing_is_found_in_a_sound_book():
    assert findings(a_book()) == []


def test_a_stated_reporting_line_says_where_to_take_what_lies_beyond():
    """Requests follow it; the clause of a limit need not say so again."""
    assert findings(changed(((*CLERK, "escalations"), None))) == []


def test_who_decides_in_the_end_contradicts_nobody_to_whom_one_turns_first():
    book = changed(((*CLERK, "escalations", "+"), {"clause": "1.5", "to": "chief", "decides": True}))
    assert "two-targets" not in [one.kind for one in findings(book)]


def test_a_duty_of_the_department_is_no_post_that_somebody_has_to_hold():
    duty = (("clauses", "1.6"), {"role": "department", **words("plans ahead"), "duties": [{"do": ["plan"], "what": ["plan"]}]})
    book = changed(duty, ((*CLERK, "inherits"), {"roles": ["department"], "clause": "1.6"}))

    assert findings(book, staff=seated(book, "department")) == []
    assert [one.kind for one in findings(changed(duty), staff=seated(changed(duty), "department"))] == ["unreached"]


@dataclass(frozen=True)
class Breach:
    """What is changed in the sound book, and the kind and the clauses to be found."""

    kind: str
    changes: Sequence[Change]
    clauses: set[str]
    says: str
    #: What follows from it as well.
    also: tuple[str, ...] = ()
    vacant: tuple[str, ...] = ()

    @property
    def book(self) -> Said:
        return changed(*self.changes)


BREACHES = [
    Breach("no-approver", [*NO_WAY_UP, LIMITED_TOP], {"1.3"}, "to give over 30 %", also=("no-escalation",)),
    Breach(
        "no-approver",
        [*NO_WAY_UP, (("clauses", "1.3", "duties"), [{"do": ["plan"], "what": ["plan"], "gate": True}])],
        {"1.3"},
        "1.3 demands",
        also=("no-escalation",),
    ),
    Breach(
        "no-approver",
        [*NO_WAY_UP, (ADD, grant("1.3", "head", "pay", mode="apply"))],
        {"1.3"},
        "an application (to pay)",
        also=("no-escalation", "nobody-may"),
    ),
    Breach("limit-shrinks", [((*GIVE_CLERK, "limit"), percent(25))], {"1.1", "1.2"}, "25 %"),
    Breach(
        "limit-shrinks",
        [((*GIVE_CLERK, "limit"), percent(20)), ((*GIVE_CHIEF, "limit"), percent(20, inclusive=False))],
        {"1.1", "1.2"},
        "shrinks",
    ),
    Breach("limit-shrinks", [((*GIVE_CLERK, "limit"), None)], {"1.1", "1.2"}, "no limit"),
    Breach("limit-shrinks", [(ADD, grant("1.1", "clerk", "give", mode="apply", limit=percent(25)))], {"1.1", "1.2"}, "25 %"),
    Breach("superior-lacks", [(MOVE_HEAD, None)], {"1.2"}, "to move"),
    Breach("skips-superior", [((*APPLY, "asks"), "head")], {"1.1", "1.2"}, "straight to the head"),
    Breach("stricter-below", [((*GIVE_CLERK, "conditions"), ["checked", "urgent"])], {"1.1", "1.2", "1.3"}, "urgent"),
    Breach("role-of-clause", [((*MOVE_HEAD, "clause"), "1.2")], {"1.2"}, "addressed to the chief and gives the head authority for to move"),
    Breach("stand-in-elsewhere", [(("roles", "deputy", "reports_to"), {"role": "chief", "clause": "1.4"})], {"1.4"}, "acts for the head"),
    Breach("idle-exception", [(("roles", "deputy", "acts_for", "except"), ["move", "pay"])], {"1.4"}, "except in to pay (1.4)"),
    Breach("two-targets", [((*CLERK, "escalations", "+"), {"clause": "1.5"})], {"1.1", "1.5"}, "1.5 only says the superior"),
    Breach("two-targets", [((*CLERK, "escalations", "+"), {"clause": "1.5", "to": "head"})], {"1.1", "1.5"}, "names the head"),
    Breach(
        "no-escalation",
        [((*CLERK, "escalations"), None), ((*CLERK, "reports_to"), {"role": "chief", "inferred": words("so it seems")})],
        {"1.1"},
        "clerk",
    ),
    Breach("referral-only", [LIMITED_TOP], {"1.3"}, "only referred to the board"),
    Breach(
        "referral-only",
        ELSEWHERE,
        {"1.1"},
        "an application (to move)",
        also=("referral-only", "stand-in-elsewhere"),
    ),
    Breach("nobody-may", [((*APPLY, "action"), "pay")], {"1.1"}, "to pay"),
    Breach(
        "always-forbidden",
        [(("prohibitions",), [{"clause": "1.5", "action": "sack", "role": ["chief", "clerk"]}])],
        {"1.2", "1.5"},
        "1.2 grants to sack, and 1.5 forbids it",
    ),
    Breach(
        "always-forbidden",
        [(("prohibitions",), [{"clause": "1.5", "when": ["checked"]}])],
        {"1.1", "1.5"},
        "1.5 forbids",
        also=("always-forbidden", "always-forbidden"),
    ),
    Breach(
        "always-forbidden",
        [(("prohibitions",), [{"clause": "1.5", "action": "sack", "when": ["usual"]}])],
        {"1.2", "1.5"},
        "to sack",
        also=("always-forbidden",),
    ),
    Breach("no-period", IN_MONEY, {"1.3"}, "5 yuan", also=("referral-only",)),
    Breach("undefined-term", [(("clauses", "1.1"), CHEAP)], {"1.1"}, "“inexpensive” (廉价)"),
    Breach("different-obligations", [((*GIVE_CHIEF, "obligations"), ["inspect"])], {"1.1", "1.2", "1.3"}, "1.2: nothing more"),
    Breach("self-review", [(("obligations", "inspect", "by"), "head")], {"1.3"}, "up, to the board"),
    Breach("self-review", [(("obligations", "inspect"), REPORTED)], {"1.2"}, "ask for anybody else"),
    Breach("self-review", [(("obligations", "inspect", "by"), "head"), *NO_WAY_UP], {"1.3"}, "nobody can do it", also=("no-escalation",)),
    Breach(
        "self-review",
        [((*MOVE_HEAD, "involve"), [{"kind": "countersign", "by": "head"}])],
        {"1.3"},
        "countersigned by the head",
        also=("different-obligations",),
    ),
    Breach("acting-self-review", LOOK, {"1.4"}, "up, to the board", also=("self-review",)),
    Breach("sign-off-order", [((*GIVE_HEAD, "obligations"), ["book", "inspect"])], {"1.3"}, "“inspects” comes after “books”"),
    Breach("sign-off-order", [((*GIVE_HEAD, "obligations"), [["book", "inspect"]])], {"1.3"}, "too late"),
    Breach(
        "unequal-burden",
        [((*SACK_CHIEF, "obligations"), None), ((*SACK_HEAD, "obligations"), None)],
        {"1.2"},
        "nothing follows to sack",
        also=("unequal-burden",),
    ),
    Breach("vacancy", [], {"1.1"}, "nobody on the staff list holds the post chief", vacant=("chief",)),
    Breach("vacancy", [], {"1.3"}, "post board", vacant=("board",)),
    Breach(
        "unreached",
        [(("clauses", "1.6"), {"role": "department", **words("rule")}), (ADD, grant("1.6", "department", "pay"))],
        {"1.6"},
        "as a department (to pay) reaches nobody",
        vacant=("department",),
    ),
    Breach("unstaffed-obligation", AUDITOR, {"1.1", "1.2", "1.3"}, "“inspects”", vacant=("auditor",)),
    Breach("idle-acceptance", [accepts("self-review", "1.1")], {"1.1"}, "`self-review`"),
    Breach("idle-acceptance", [accepts("no-approver", "1.1")], {"1.1"}, "`no-approver`"),
    Breach("idle-acceptance", [accepts("self-review", "all")], set(), "`self-review` (any clause)"),
    Breach("unknown-finding", [accepts("self-revue", "1.1")], set(), "`self-revue`"),
]


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.kind}-{'-'.join(sorted(breach.clauses))}")
def test_a_breach_is_found_and_nothing_else(breach):
    book = breach.book

    found = findings(book, staff=seated(book, *breach.vacant))

    assert sorted(one.kind for one in found) == sorted((breach.kind, *breach.also))
    said = [one.message.en for one in found if one.kind == breach.kind and set(one.clauses) == breach.clauses]
    assert any(breach.says in message for message in said)
    assert all(one.warning is KINDS[one.kind].warning for one in found)


def test_every_kind_is_tested_and_fills_in_the_same_in_both_languages():
    def blanks(said: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(said) if name}

    assert {breach.kind for breach in BREACHES} == set(KINDS)
    for kind in KINDS.values():
        assert blanks(kind.message.zh + kind.remedy.zh) >= blanks(kind.message.en + kind.remedy.en) - {"role"}
        assert not kind.message.en.endswith(".") and not kind.message.zh.endswith("。")


def test_every_kind_is_explained_in_the_docs():
    told = re.findall(r"^\| `([a-z-]+)` \|", (DOCS / "doctor.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(told) == sorted(KINDS)


def test_a_term_that_some_clause_defines_is_no_finding():
    book = a_book()
    book["clauses"]["1.1"] |= {"zh": "可送廉价的。", "en": "May give what is inexpensive."}
    book["clauses"]["1.5"] |= {"zh": "廉价是指 50 元以下。", "en": "Inexpensive means up to 50 yuan."}

    assert findings(book) == []


def test_a_term_with_its_figure_in_brackets_is_defined():
    book = a_book()
    book["clauses"]["1.1"] |= {"zh": "可送廉价赠品（50 元以下）。", "en": "May give an inexpensive gift (up to 50 yuan)."}

    assert findings(book) == []


@pytest.mark.parametrize("per", [Per.EVENT, Per.DAY, Per.MONTH, Per.QUARTER, Per.YEAR])
def test_a_limit_that_counts_over_a_time_has_a_period(per):
    examined = read(changed(*IN_MONEY))
    assert examined.library is not None
    grants = tuple(replace(one, limit=replace(one.limit, per=per)) if one.limit else one for one in examined.library.grants)

    found = audit(replace(examined.library, grants=grants), examined.contents)

    assert "no-period" not in {one.kind for one in found}


def test_a_limit_that_is_said_to_count_each_act_is_settled():
    book = changed(*IN_MONEY, ((*GIVE_HEAD, "limit"), {"max": 5, "unit": "CNY", "per": "act"}))

    assert [one.kind for one in findings(book)] == ["referral-only"]


def test_an_approval_that_one_may_give_oneself_is_no_check_of_oneself():
    """The chief has the clerk's rights, which need the chief's approval."""
    book = changed(
        (("roles", "chief", "inherits"), {"roles": ["clerk"], "clause": "1.2"}),
        ((*GIVE_CLERK, "involve"), [{"kind": "approve", "by": "chief"}]),
    )

    assert "self-review" not in {one.kind for one in findings(book)}

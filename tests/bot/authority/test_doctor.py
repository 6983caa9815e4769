"""The doctor for rule books: each kind found where it is, and nothing found where nothing is wrong."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.doctoring import Diagnosis, diagnose, lines
from bot.authority import Situation
from bot.authority.doctor import KINDS, audit
from bot.authority.doctor.accepting import ACCEPTABLE
from bot.authority.routing import route
from bot.model import Basis, Mode, Per, Proposal, Quantity
from bot.rulebook.findings import Finding
from bot.rulebook.reading import Examined, examine, examine_folder
from bot.staff import Person, Staff

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"

# --- our own books --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Examined:
    return examine_folder(KNOWLEDGE)


@pytest.fixture(scope="module")
def letter(shipped: Examined, staff: Staff) -> tuple[Finding, ...]:
    """What the doctor says of the books that ship and of the demonstration's staff."""
    assert shipped.library is not None
    return audit(shipped.library, shipped.contents, staff)


#: What is really wrong with the customer-service book: kind, clauses, and words that the finding must have in both languages.
REALLY_WRONG = [
    ("two-targets", {"1.3.2.2", "1.3.2.6"}, ("客服部经理", "客服部总监"), ("customer service manager", "customer service director")),
    ("two-targets", {"1.3.5.3", "1.3.5.8"}, ("客服部总监", "总助"), ("customer service director", "assistant to the general manager")),
    ("self-review", {"1.3.5.1"}, ("退货", "上移一级，交给总助"), ("refund", "up, to the assistant to the general manager")),
    ("acting-self-review", {"1.3.4.1", "1.3.4.4"}, ("客服部总监助理", "代理"), ("assistant", "away")),
    ("superior-lacks", {"1.3.1.1", "1.3.2.1"}, ("调换", "客服部总监"), ("exchange", "customer service director")),
    ("skips-superior", {"1.3.1.2", "1.3.2.1"}, ("健康顾问", "客服部经理"), ("health adviser", "customer service manager")),
    ("stricter-below", {"1.3.1.1", "1.3.5.1"}, ("健康顾问", "执意退货"), ("health adviser", "insists")),
    ("undefined-term", {"1.3.1.2"}, ("廉价",), ("inexpensive",)),
    ("undefined-term", {"1.3.5.2"}, ("较大损害",), ("considerable harm",)),
    ("undefined-term", {"1.3.4.4"}, ("不在岗",), ("absent",)),
    ("no-period", {"1.3.2.3"}, ("100 元",), ("100 yuan",)),
    ("no-period", {"1.3.5.4"}, ("500 元",), ("500 yuan",)),
    ("no-period", {"1.3.5.2"}, ("500 元",), ("500 yuan",)),
    ("unequal-burden", {"1.3.5.4", "1.3.5.5"}, ("辞退", "总经理签字"), ("dismissal", "the general manager signs")),
    ("referral-only", {"1.3.5.4", "1.3.5.8"}, ("超过 500 元", "总助"), ("over 500 yuan", "assistant to the general manager")),
    ("nobody-may", {"1.3.4.3"}, ("人事任命",), ("personnel appointment",)),
]


@pytest.mark.parametrize(("kind", "clauses", "zh", "en"), REALLY_WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_it_finds_what_is_really_wrong_with_the_customer_service_book(letter, kind, clauses, zh, en):
    (found,) = [one for one in letter if one.kind == kind and set(one.clauses) == clauses]

    assert all(word in found.message.zh for word in zh)
    assert all(word in found.message.en for word in en)


def test_no_book_of_ours_has_an_error_and_no_acceptance_is_idle(letter):
    assert [one for one in letter if not one.warning or one.kind == "idle-acceptance"] == []


def test_every_finding_names_clauses_a_remedy_and_the_line_at_which_it_stands(letter):
    texts = {path.parent.name: path.read_text(encoding="utf-8").splitlines() for path in KNOWLEDGE.glob("*/rulebook.yaml")}

    for one in letter:
        assert one.clauses
        assert all(said for words in (one.message, one.remedy) for said in (words.zh, words.en))
        assert not {"{", "}"} & set(one.message.zh + one.message.en + one.remedy.zh + one.remedy.en)
        there = texts[one.file.split("/")[0]][one.line - 1]
        assert any(clause in there for clause in one.clauses) or there.endswith(":"), one


def test_our_books_accept_each_finding_with_a_reason_in_both_languages(letter):
    assert not [(one.kind, one.clauses) for one in letter if not one.accepted]
    assert all(one.accepted.zh and one.accepted.en for one in letter if one.accepted)


def test_a_finding_about_a_grant_stands_at_its_line(letter):
    text = (KNOWLEDGE / "customer-service" / "rulebook.yaml").read_text(encoding="utf-8").splitlines()

    (dismissal,) = [one for one in letter if one.kind == "unequal-burden"]
    (compensation,) = [one for one in letter if one.kind == "no-period" and one.clauses == ("1.3.5.2",)]

    assert "action: dismiss" in text[dismissal.line - 1]
    assert "action: compensate" in text[compensation.line - 1]


# --- a sound book, and one breach for each kind -----------------------------------------------------------------------

Said = dict[str, Any]
ACTIONS = {
    "give": {"unit": "percent"},
    "pay": {"unit": "CNY"},
    "move": {},
    "sack": {"irrevocable": True},
}


def words(text: str) -> Said:
    return {"zh": text, "en": text}


def post(title: str, up: str, clause: str, *, sends: bool = True) -> Said:
    """A post below another, to which it takes what is beyond it."""
    said: Said = {"title": words(title), "reports_to": {"role": up, "clause": clause}}
    return {**said, "escalations": [{"clause": clause, "to": up}]} if sends else said


def grant(clause: str, role: str, action: str, **more: Any) -> Said:
    return {"clause": clause, "role": role, "action": action, **more}


def percent(most: int, **more: Any) -> Said:
    return {"max": most, "unit": "percent", **more}


def a_book() -> Said:
    """A clerk below a chief below the head; an inspector checks; everybody above may do what those below may."""
    grants: list[Said] = []
    for role, clause, most in (("clerk", "1.1", 10), ("chief", "1.2", 20), ("head", "1.3", None)):
        limit = {"limit": percent(most)} if most else {}
        grants.append(grant(clause, role, "give", **limit, conditions=["checked"], obligations=["inspect", "book"]))
    for role, clause in (("chief", "1.2"), ("head", "1.3")):
        grants += [grant(clause, role, action, scope="own-group", obligations=["inspect"]) for action in ("move", "sack")]
    grants.append(grant("1.1", "clerk", "move", mode="apply", asks="chief"))
    return {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "unit": words("the shop unit"),
        "roles": {
            "clerk": post("clerk", "chief", "1.1"),
            "chief": post("chief", "head", "1.2"),
            "deputy": post("deputy", "head", "1.4", sends=False) | {"acts_for": {"role": "head", "clause": "1.4"}},
            "head": post("head", "board", "1.3"),
            "inspector": post("inspector", "head", "1.5", sends=False),
            "board": {"title": words("board"), "outside": True},
        },
        "clauses": {
            clause: {"role": role, **words(f"rule {clause}")}
            for clause, role in {"1.1": "clerk", "1.2": "chief", "1.3": "head", "1.4": "deputy", "1.5": "inspector"}.items()
        },
        "obligations": {
            "inspect": {"kind": "verify", "by": "inspector", "independent": True, **words("inspects")},
            "book": {"kind": "book", "by": "inspector", **words("books")},
        },
        "grants": grants,
    }


def read(*books: Said) -> Examined:
    vocabulary = {
        "concepts": {"plan": {"zh": ["计划"]}},
        "actions": {action: {"title": words(f"to {action}"), **said} for action, said in ACTIONS.items()},
        "facts": {
            fact: {"title": words(fact), "question": words(f"{fact}?"), **({"presumed": True} if fact == "usual" else {})}
            for fact in ("checked", "urgent", "usual", "amount", "own-group")
        },
    }
    texts = {f"{book['book']}/rulebook.yaml": json.dumps(book, ensure_ascii=False) for book in books}
    examined = examine({**texts, "vocabulary.yaml": json.dumps(vocabulary)})
    assert examined.library is not None, [str(finding) for finding in examined.findings]
    return examined


def seated(book: Said, *vacant: str) -> Staff:
    posts = [role for role in (*book["roles"], "department") if role not in vacant]
    return Staff(people={f"p-{role}": Person(id=f"p-{role}", name=role, posts=(f"{book['book']}/{role}",)) for role in posts})


def findings(book: Said, *, staff: Staff | None = None) -> list[Finding]:
    examined = read(book)
    assert examined.library is not None
    return list(audit(examined.library, examined.contents, staff or seated(book)))


def test_nothing_is_found_in_a_sound_book():
    assert findings(a_book()) == []


#: Where in the book, and what stands there instead: None for nothing; a `+` adds to a list.
Change = tuple[Sequence[str | int], Any]


def changed(*changes: Change) -> Said:
    """The sound book with some changes."""
    book = a_book()
    for path, value in changes:
        inner: Any = book
        for key in path[:-1]:
            inner = inner[key]
        if value is None:
            del inner[path[-1]]
        elif path[-1] == "+":
            inner.append(value)
        else:
            inner[path[-1]] = value
    return book


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


GIVE_CLERK, GIVE_CHIEF, GIVE_HEAD, MOVE_CHIEF, SACK_CHIEF, MOVE_HEAD, SACK_HEAD, APPLY = (("grants", place) for place in range(8))
ADD = ("grants", "+")
HEAD, CLERK = ("roles", "head"), ("roles", "clerk")
NO_WAY_UP = [((*HEAD, "reports_to"), None), ((*HEAD, "escalations"), None)]
LIMITED_TOP = ((*GIVE_HEAD, "limit"), percent(30))
CHEAP = {"role": "clerk", "zh": "可送廉价的。", "en": "May give what is inexpensive."}
IN_MONEY = [
    ((*GIVE_HEAD, "action"), "pay"),
    ((*GIVE_HEAD, "limit"), {"max": 5, "unit": "CNY"}),
    (ADD, grant("1.3", "head", "give", conditions=["checked"], obligations=["inspect", "book"])),
]
ELSEWHERE = [
    (CLERK, post("clerk", "deputy", "1.1") | {"escalations": [{"clause": "1.1", "to": "board"}]}),
    (("roles", "deputy", "reports_to"), {"role": "board", "clause": "1.4"}),
    ((*APPLY, "asks"), None),
]
LOOK = [
    (("obligations", "look"), {"kind": "verify", "by": "head", "independent": True, **words("looks")}),
    (ADD, grant("1.4", "deputy", "pay", obligations=["look"])),
    (ADD, grant("1.3", "head", "pay", obligations=["look"])),
]
REPORTED = {"kind": "report", "to": "chief", **words("reports")}
AUDITOR = [(("roles", "auditor"), {"title": words("auditor"), "outside": True}), (("obligations", "inspect", "by"), "auditor")]


def accepts(kind: str, *clauses: str) -> tuple[tuple[str], list[Said]]:
    return ("accepted",), [{"finding": kind, "clauses": list(clauses), "reason": {"zh": "有意", "en": "meant so"}}]


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
    Breach("stand-in-elsewhere", [(("roles", "deputy", "reports_to"), {"role": "chief", "clause": "1.4"})], {"1.4"}, "acts for the head"),
    Breach("two-targets", [((*CLERK, "escalations", "+"), {"clause": "1.5"})], {"1.1", "1.5"}, "1.5 only says the superior"),
    Breach("two-targets", [((*CLERK, "escalations", "+"), {"clause": "1.5", "to": "head"})], {"1.1", "1.5"}, "names the head"),
    Breach("no-escalation", [((*CLERK, "escalations"), None)], {"1.1"}, "clerk"),
    Breach("referral-only", [LIMITED_TOP], {"1.3"}, "only referred to the board"),
    Breach(
        "referral-only",
        ELSEWHERE,
        {"1.1"},
        "an application (to move)",
        also=("referral-only", "superior-lacks", "stand-in-elsewhere"),
    ),
    Breach("nobody-may", [((*APPLY, "action"), "pay")], {"1.1"}, "to pay"),
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
    Breach("unstaffed-obligation", AUDITOR, {"1.1", "1.2", "1.3"}, "“inspects”", vacant=("auditor",)),
    Breach("idle-acceptance", [accepts("self-review", "1.1")], {"1.1"}, "`self-review`"),
    Breach("idle-acceptance", [accepts("no-approver", "1.1")], {"1.1"}, "`no-approver`"),
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
    told = re.findall(r"^\| `([a-z-]+)` \|", (KNOWLEDGE.parent / "docs" / "doctor.md").read_text(encoding="utf-8"), re.MULTILINE)

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


@pytest.mark.parametrize("per", [Per.EVENT, Per.DAY, Per.MONTH, Per.YEAR])
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


# --- accepting --------------------------------------------------------------------------------------------------------


def test_an_accepted_warning_carries_the_reason():
    book = changed((MOVE_HEAD, None), accepts("superior-lacks", "1.2"))

    (found,) = findings(book)

    assert (found.kind, found.accepted.zh, found.accepted.en) == ("superior-lacks", "有意", "meant so")


def test_an_acceptance_holds_for_just_its_clauses():
    """Accepting what one clause does must not hide what another does tomorrow."""
    book = changed((MOVE_HEAD, None), accepts("superior-lacks", "1.2", "1.3"))

    assert sorted(one.kind for one in findings(book) if not one.accepted) == ["idle-acceptance", "superior-lacks"]


def test_an_acceptance_names_clauses_of_its_book_and_says_why_in_both_languages():
    book = a_book() | {"accepted": [{"finding": "no-period", "clauses": ["1.9"], "reason": {"zh": "有意"}}]}

    kinds = {one.kind for one in examine({"shop/rulebook.yaml": json.dumps(book), "vocabulary.yaml": "{}"}).findings}

    assert {"unknown-clause", "lacks-language"} <= kinds


def test_what_is_accepted_changes_no_decision_and_so_no_version():
    accepting = changed(accepts("no-period", "1.1"))

    assert read(a_book()).library.version == read(accepting).library.version


def test_without_a_staff_list_nothing_is_said_about_empty_posts():
    examined = read(changed(accepts("vacancy", "1.3")))

    assert audit(examined.library, examined.contents) == ()


def test_only_warnings_can_be_accepted():
    assert all(KINDS[kind].warning for kind in ACCEPTABLE)


def test_a_draft_is_not_audited():
    examined = read(changed((MOVE_HEAD, None)) | {"status": "draft"})

    assert audit(examined.library, examined.contents) == ()


# --- as the command prints it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "accepted", "reason"), [("zh", "已接受：", "；理由："), ("en", "accepted: ", "; reason: ")])
def test_what_is_accepted_is_listed_only_on_demand_and_with_its_reason(tmp_path, monkeypatch, language, accepted, reason):
    monkeypatch.chdir(tmp_path)
    diagnosis = diagnose(None, {})

    quiet, everything = (list(lines(diagnosis, language, everything=wanted)) for wanted in (False, True))

    more = [line for line in everything if line not in quiet]
    assert len(more) == sum(one.accepted is not None for one in diagnosis.audit) > 0
    assert all(accepted in line and reason in line for line in more)
    assert str(len(more)) in quiet[-1] and "--all" in quiet[-1]
    assert diagnosis.exit_code == 0


def test_an_error_of_the_audit_ends_with_1_and_says_that_remit_would_start():
    (dead_end,) = [one for one in findings(changed(*NO_WAY_UP, LIMITED_TOP)) if one.kind == "no-approver"]
    diagnosis = Diagnosis(findings=(), audit=(dead_end,))

    told = list(lines(diagnosis, "en"))

    assert diagnosis.exit_code == 1
    assert diagnosis.broken == 0
    assert "Remit starts all the same" in told[-1]
    assert told[0].startswith("shop/rulebook.yaml:1: a request of the head reaches nobody")


# --- generated books --------------------------------------------------------------------------------------------------


@st.composite
def sound_books(draw: st.DrawFn) -> Said:
    """Any tree of posts in which each may do at least what those below may, the top everything; all else is as it should be."""
    size = draw(st.integers(1, 7))
    parents = [None, *(draw(st.integers(0, number - 1)) for number in range(1, size))]
    below = {number: [child for child in range(size) if parents[child] == number] for number in range(size)}
    holds: dict[int, dict[str, int]] = {}
    for number in reversed(range(size)):
        held = {action: draw(st.integers(1, 9)) for action in draw(st.sets(st.sampled_from(sorted(ACTIONS))))}
        for child in below[number]:
            for action, most in holds[child].items():
                held[action] = max(held.get(action, 0), most) + draw(st.integers(0, 5))
        holds[number] = held
    conditions = {action: sorted(draw(st.sets(st.sampled_from(["checked", "urgent", "usual"])))) for action in ACTIONS}
    roles: Said = {"inspector": post("inspector", "r0", "1.99", sends=False), "board": {"title": words("board"), "outside": True}}
    clauses: Said = {"1.99": {"role": "inspector", **words("rule")}}
    grants: list[Said] = []
    for number in range(size):
        role, clause = f"r{number}", f"1.{number + 1}"
        up = f"r{parents[number]}" if number else "board"
        roles[role] = post(f"post {number}", up, clause)
        clauses[clause] = {"role": role, **words("rule")}
        for action, most in holds[number].items():
            limit = {"limit": percent(most)} if action == "give" and number else {}
            grants.append(grant(clause, role, action, **limit, conditions=conditions[action], obligations=["inspect", "book"]))
        for action in draw(st.sets(st.sampled_from(["move", "pay", "sack"]))) if number else ():
            if action in holds[parents[number]]:
                grants.append(grant(clause, role, action, mode="apply") | draw(st.sampled_from([{}, {"asks": up}])))
    obligations = a_book()["obligations"] if any("obligations" in one for one in grants) else {}
    return a_book() | {"roles": roles, "clauses": clauses, "grants": draw(st.permutations(grants)), "obligations": obligations}


@given(sound_books())
def test_nothing_is_found_in_any_sound_book(book):
    assert findings(book) == []


@st.composite
def any_books(draw: st.DrawFn) -> Said:
    """Books with whatever is wrong: any line, any limit, anybody asked."""
    size = draw(st.integers(2, 6))
    roles: Said = {"board": {"title": words("board"), "outside": True}}
    clauses: Said = {}
    names = [f"r{number}" for number in range(size)]
    for number, role in enumerate(names):
        clauses[f"1.{number + 1}"] = {"role": role, **words("rule")}
        said: Said = {"title": words(f"post {number}")}
        up = draw(st.sampled_from([None, "board", *names[:number]]))
        if up:
            said["reports_to"] = {"role": up, "clause": "1.1"}
        if draw(st.booleans()):
            said["escalations"] = [{"clause": "1.1", "to": draw(st.sampled_from(["board", *names[:number]]))}]
        if number and draw(st.booleans()):
            said["inherits"] = {"roles": [draw(st.sampled_from(names[:number]))], "clause": "1.1"}
        roles[role] = said
    grants = []
    for _ in range(draw(st.integers(1, 8))):
        number = draw(st.integers(0, size - 1))
        action, mode = draw(st.sampled_from(["give", "move"])), draw(st.sampled_from(["act", "act", "apply"]))
        said = grant(f"1.{number + 1}", names[number], action, mode=mode, **draw(st.sampled_from([{}, {"conditions": ["checked"]}])))
        if action == "give" and draw(st.booleans()):
            said["limit"] = percent(draw(st.integers(1, 3)))
        if mode == "apply" and draw(st.booleans()):
            said["asks"] = draw(st.sampled_from([name for name in names if name != names[number]]))
        grants.append(said)
    return {**a_book(), "roles": roles, "clauses": clauses, "grants": grants, "obligations": {}}


HUGE = Quantity(value=Decimal(99), unit="percent")


@given(any_books())
def test_a_dead_end_is_found_just_where_a_request_reaches_nobody(book):
    """Held against the router: whoever may do something up to a limit asks for more, and whoever may apply applies."""
    examined = read(book)
    library = examined.library
    titles = {role.title.en: key for key, role in library.roles.items()}

    said = {titles[one.message.en.split(" reaches nobody")[0].removeprefix("a request of the ")]
            for one in audit(library, examined.contents) if one.kind == "no-approver"}  # fmt: skip

    assert said == {key for key in library.roles if any(reaches_nobody(examined, key, action) for action in ("give", "move"))}


def reaches_nobody(examined: Examined, key: str, action: str) -> bool:
    library = examined.library
    held = [grant for role in (key, *(one for one, _ in library.index.inherited.get(key, ()))) for grant in library.by_role.get(role, ())]
    acting = [grant for grant in held if grant.action == action and grant.mode is Mode.ACT]
    applying = [grant for grant in library.by_role.get(key, ()) if grant.action == action and grant.mode is Mode.APPLY]
    exceeding = bool(acting) and all(grant.limit for grant in acting)
    amounts = [HUGE] if exceeding or any(not grant.limit for grant in applying) else []
    amounts += [Quantity(value=one.limit.max if one.limit else Decimal("0.5"), unit="percent") for one in applying]
    return any(
        route(library, Situation(roles=(key,)), key, Proposal(action=action, amount=amount, facts={"checked": True})).approver.role is None
        for amount in amounts
    )


@given(any_books())
def test_what_is_said_to_be_only_referred_is_only_referred(book):
    examined = read(book)
    library = examined.library

    titles = {role.title.en: key for key, role in library.roles.items()}

    for one in audit(library, examined.contents):
        if one.kind == "referral-only" and " over " in one.message.en:
            key = titles[one.message.en.partition("neither the ")[2].partition(" nor anybody")[0]]
            proposal = Proposal(action="give", amount=HUGE, facts={"checked": True})
            assert route(library, Situation(roles=(key,)), key, proposal).approver.basis is Basis.REFERRAL


@given(any_books())
def test_the_same_books_give_the_same_letter_whatever_their_order(book):
    other = {**book, "grants": book["grants"], "roles": dict(reversed(book["roles"].items()))}

    def letter(of: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...], str]]:
        return sorted((one.kind, one.clauses, one.message.zh) for one in findings(dict(of)))

    assert letter(book) == letter(other)

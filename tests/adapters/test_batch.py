"""The forms that are stable: `remit batch`, `ask` and `check` as other programs call them, in a process of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands import remit

ROOT = Path(__file__).parents[2]


def run(*arguments: str, given: bytes = b"", config: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command `remit` in a process of its own."""
    return remit(*arguments, *(["-c", config] if config else []), given=given)


def line(ident: Any, do: str, who: str, text: str, **rest: Any) -> dict[str, Any]:
    return {"id": ident, "do": do, "as": who, "text": text, **rest}


ABOVE = ["客服部总监", "客服部总监助理", "总助"]
HARM = "给客户造成了较大损害，"
#: What goes in, by the id under which it comes out.
GIVEN: dict[str, dict[str, Any] | str] = {
    "ask": line("ask", "ask", "健康顾问", "谁可以辞退员工"),
    "clarify": line("clarify", "ask", "none", "quality of files"),
    "unknown": line("unknown", "ask", "健康顾问", "经理的工资多少"),
    "permitted": line("permitted", "check", "客服部总监", f"{HARM}补偿客户 500 元"),
    "approval": line("approval", "check", "健康顾问", f"{HARM}补偿客户 300 元"),
    "two-titles": line("two-titles", "ask", "业务主管(经营主管)", "我的职责"),
    "person": line("person", "check", "adviser-1", f"{HARM}补偿客户 300 元"),
    "away": line("away", "check", "健康顾问", f"{HARM}补偿客户 300 元", absent=["客服部总监"]),
    "away-person": line("away-person", "check", "adviser-1", f"{HARM}补偿客户 300 元", absent=["director-1"]),
    "away-namesakes": line("away-namesakes", "check", "业务主管", "我来任用一名客户服务人员", absent=["部主任", "总经理"]),
    "missing": line("missing", "check", "客服部总监", "补偿客户 300 元"),
    "prohibited": line("prohibited", "check", "客服部总监", "徇私给亲戚打 9 折"),
    "silent": line("silent", "check", "健康顾问", "买一台打印机"),
    "outsider": line("outsider", "check", "none", "给顾客退货"),
    "several": line("several", "check", "客服部经理", "送抱怨的顾客一件赠品，再给他打 9 折"),
    "own": line("own", "check", "客服部总监", "产品确认有质量问题，给顾客退货"),
    "english": line("english", "check", "customer service manager", "I give the complaining customer 10 % off"),
    "as-english": line("as-english", "ask", "健康顾问", "谁可以辞退员工", lang="en"),
    "as-chinese": line("as-chinese", "ask", "none", "Who may dismiss employees?", lang="zh"),
    "told-apart": line("told-apart", "ask", "客户部主任@ad-agency", "我的职责"),
    "unbracketed": line("unbracketed", "ask", "大客户部@excerpts", "我的职责"),
    "department": line("department", "ask", "信贷客户部", "我的职责"),
    "nobody": line("nobody", "check", "总经理@customer-service", "补偿客户 30000 元"),
    "nobody-english": line(
        "nobody-english", "check", "adviser-1", "Compensate the customer 300 yuan", absent=["客服部总监", "客服部总监助理", "总助"]
    ),
    "nobody-to-ask": line("nobody-to-ask", "check", "总经理@customer-service", "买一台打印机"),
    "bad-do": line("bad-do", "decide", "健康顾问", "退货"),
    "no-do": {"id": "no-do", "as": "健康顾问", "text": "退货"},
    "bad-who": line("bad-who", "ask", "客服部总经里", "退货"),
    "bad-absent": line("bad-absent", "check", "健康顾问", "退货", absent=["火星总监"]),
    "absent-text": line("absent-text", "check", "健康顾问", "退货", absent="客服部总监"),
    "bad-lang": line("bad-lang", "ask", "健康顾问", "退货", lang="fr"),
    "no-text": {"id": "no-text", "do": "ask", "as": "健康顾问"},
    "text-number": line("text-number", "ask", "健康顾问", 5),  # type: ignore[arg-type]
    "empty-text": line("empty-text", "check", "健康顾问", ""),
    "blank-text": line("blank-text", "ask", "健康顾问", " \u3000"),
    "slip-absent": line("slip-absent", "check", "健康顾问", f"{HARM}补偿客户 300 元", absence=["客服部总监"]),
    "slip-away": line("slip-away", "check", "健康顾问", "Compensate the customer", away=["客服部总监"]),
    "slip-lang": line("slip-lang", "check", "健康顾问", "退货", language="en"),
    "slip-case": {"id": "slip-case", "do": "ask", "as": "健康顾问", "Text": "退货"},
    "others": line("others", "ask", "健康顾问", "谁可以辞退员工", expect={}, why="", difficulty=1, article="1", test=0, note="", tags=[]),
}
BROKEN = [
    b'{"id": NaN}',
    b'{"id": [1e999]}',
    b'{"id": -Infinity}',
    b"not json",
    b"[1, 2]",
    b'"text"',
    b"null",
    b"{",
    b"\xff\xfe",
    b"[" * 5000,
]
OUTCOMES = {"permitted", "approval_required", "needs_facts", "prohibited", "unknown"}


@pytest.fixture(scope="module")
def completed() -> subprocess.CompletedProcess[bytes]:
    """One run over everything, with broken lines and blank ones in between."""
    sound = [json.dumps(one, ensure_ascii=False).encode() for one in GIVEN.values()]
    return run("batch", given=b"\n".join([*BROKEN, b"", b"   ", *sound]) + b"\n")


@pytest.fixture(scope="module")
def out(completed) -> Mapping[str, dict[str, Any]]:
    """What came out, by id."""
    return {one["id"]: one for one in map(json.loads, completed.stdout.splitlines()) if one["id"]}


def test_the_batch_goes_on_to_its_end_and_says_nothing_beside_it(completed):
    assert (completed.returncode, completed.stderr) == (0, b"")


def test_one_line_comes_out_for_each_that_says_something_in_order(completed):
    idents = [json.loads(one)["id"] for one in completed.stdout.splitlines()]

    assert idents == [None] * len(BROKEN) + list(GIVEN)


def test_a_line_that_is_no_object_gives_an_error_and_nothing_else(completed):
    errors = [json.loads(one) for one in completed.stdout.splitlines()[: len(BROKEN)]]

    assert all(error.keys() == {"id", "error"} and error["error"] for error in errors)


@pytest.mark.parametrize(
    ("ident", "says"),
    [
        ("bad-do", "decide"),
        ("no-do", "do"),
        ("bad-who", "客服部总经里"),
        ("bad-absent", "火星总监"),
        ("absent-text", "absent"),
        ("bad-lang", "fr"),
        ("no-text", "text"),
        ("text-number", "text"),
        ("empty-text", "text"),
        ("blank-text", "text"),
        ("slip-absent", "没有“absence”这个键；是不是“absent”"),
        ("slip-away", "there is no key 'away'; 'absent' is meant"),
        ("slip-lang", "“language”"),
        ("slip-case", "'Text'"),
    ],
)
def test_a_line_that_cannot_be_done_gives_an_error_that_says_what_is_wrong(out, ident, says):
    assert out[ident].keys() == {"id", "error"}
    assert says in out[ident]["error"]


def test_lines_without_a_language_are_answered_in_the_one_asked_for():
    given = [
        line("zh", "ask", "健康顾问", "谁可以辞退员工"),
        line("own", "ask", "健康顾问", "谁可以辞退员工", lang="zh"),
        {"id": "bad", "text": "退"},
    ]
    done = run("batch", "--lang", "en", given="\n".join(json.dumps(one) for one in given).encode())
    first, own, bad = map(json.loads, done.stdout.splitlines())

    assert "customer service director" in first["text"]
    assert "可" in own["text"]
    assert bad["error"].startswith("'do' must be")


def test_keys_that_a_set_of_questions_keeps_for_itself_change_nothing(out):
    assert {**out["others"], "id": "ask"} == out["ask"]


@pytest.mark.parametrize("ident", ["bad-do", "no-do", "absent-text", "bad-lang", "empty-text", "slip-absent", "slip-lang"])
def test_what_is_wrong_is_said_in_the_language_of_the_line(out, ident):
    chinese = any("一" <= letter <= "鿿" for letter in out[ident]["error"].replace("退货", ""))

    assert chinese == (ident != "empty-text")


def test_an_unknown_who_is_told_what_could_have_been_meant(out):
    assert "客服部" in out["bad-who"]["error"].replace("客服部总经里", "")


WHO = (
    ("客服部经里", "zh", "客服部经理"),  # one character off
    ("可服不经理", "zh", "客服部经理"),  # as it sounds
    ("kefubujingli", "zh", "客服部经理"),
    ("costumer service manger", "en", "customer service manager"),
    ("adviser1", "en", "adviser-1"),
    ("健康顾问一号", "zh", "adviser-1"),  # what people are called says who they are, and identifies nobody
    ("customer-service/manger", "en", "customer service manager"),
    ("总经里", "zh", "总经理@customer-service"),  # where two books have a title, with the book
)


@pytest.fixture(scope="module")
def strangers() -> list[str]:
    """What is said to whoever is none of these, and to 宇航员, which nothing is near."""
    asked = [line(who, "ask", who, "我的职责", lang=lang) for who, lang, _ in (*WHO, ("宇航员", "zh", ""), ("astronaut", "en", ""))]
    return [json.loads(one)["error"] for one in run("batch", given="\n".join(map(json.dumps, asked)).encode()).stdout.splitlines()]


@pytest.mark.parametrize("number", range(len(WHO)))
def test_an_unknown_who_is_told_at_most_three_near_titles_and_ids_in_the_readers_language(strangers, number):
    who, lang, meant = WHO[number]
    told = strangers[number].replace(who, "")

    assert meant in told
    assert told.count("、" if lang == "zh" else ", ") <= 2
    assert ("是不是" in told) is (lang == "zh")


def test_an_unknown_who_that_nothing_is_near_is_told_what_to_write_instead(strangers):
    assert "remit staff" in strangers[-2] and "岗位名称" in strangers[-2]
    assert "remit staff" in strangers[-1] and "post's title" in strangers[-1]


@pytest.mark.parametrize(("ident", "kind"), [("ask", "answer"), ("unknown", "unknown"), ("clarify", "clarify")])
def test_an_answer_has_its_kind_its_text_and_its_citations(out, ident, kind):
    answer = out[ident]

    assert list(answer) == ["id", "kind", "text", "citations"]
    assert (answer["kind"], bool(answer["text"])) == (kind, True)
    assert bool(answer["citations"]) == (kind != "unknown")


def test_a_citation_names_clause_book_source_and_words(out):
    (citation,) = out["ask"]["citations"]

    assert list(citation) == ["clause", "book", "source", "text"]
    assert (citation["clause"], citation["book"]) == ("1.3.5.5", "customer-service")


WRONG = ("absent-text", "bad-absent", "empty-text", "slip-absent", "slip-away", "slip-lang")
CHECKS = [ident for ident, one in GIVEN.items() if one.get("do") == "check" and ident not in WRONG]


@pytest.mark.parametrize("ident", CHECKS)
def test_a_decision_has_its_keys_in_order_whatever_comes_out(out, ident):
    keys = ["id", "outcome", "action", "approver", "missing", "obligations", "citations", "text"]

    assert list(out[ident]) == ([*keys, "parts"] if ident == "several" else keys)
    assert out[ident]["outcome"] in OUTCOMES
    assert out[ident]["text"]


@pytest.mark.parametrize(
    ("ident", "outcome", "action"),
    [
        ("permitted", "permitted", "compensate"),
        ("approval", "approval_required", "compensate"),
        ("missing", "needs_facts", "compensate"),
        ("prohibited", "prohibited", "discount"),
        ("silent", "unknown", None),
        ("outsider", "unknown", "refund"),
    ],
)
def test_each_outcome_comes_with_its_action(out, ident, outcome, action):
    assert (out[ident]["outcome"], out[ident]["action"]) == (outcome, action)


def test_the_approver_is_a_role_with_its_title_and_with_a_person_where_one_is_known(out):
    role, person = out["approval"]["approver"], out["person"]["approver"]

    assert (role["role"], role["title"], role.get("person")) == ("customer-service/director", "客服部总监", None)
    assert (person["title"], person["person"]) == ("客服部总监", "director-1")
    assert out["permitted"]["approver"] is None


@pytest.mark.parametrize(("ident", "says"), [("nobody", "没有人可以批准"), ("nobody-english", "nobody may approve it")])
def test_where_nobody_in_the_book_may_approve_no_approver_is_named_and_the_administrators_only_hand_it_on(out, ident, says):
    """No clause gives the administrators any authority: they are whom to turn to, not who approves."""
    assert (out[ident]["outcome"], out[ident]["approver"]) == ("approval_required", None)
    assert says in out[ident]["text"]
    assert not any(word in out[ident]["text"] for word in ("审批人：", "Approver:"))


def test_where_a_book_is_silent_and_nobody_is_above_it_is_not_said_to_ask_the_administrators_for_approval(out):
    assert "请向管理员请示" not in out["nobody-to-ask"]["text"]
    assert "没有写可以问谁" in out["nobody-to-ask"]["text"]


@pytest.mark.parametrize("ident", ["away", "away-person"])
def test_a_post_or_a_person_may_be_said_to_be_absent(out, ident):
    assert out[ident]["approver"]["title"] == "客服部总监助理"
    assert "1.3.4.4" in [citation["clause"] for citation in out[ident]["citations"]]


def test_of_posts_with_one_title_the_absent_one_is_that_of_whoever_speaks(out):
    assert "error" not in out["away-namesakes"]
    assert out["away-namesakes"]["approver"]["title"] == "副总经理"


def test_a_missing_fact_comes_with_its_question(out):
    assert out["missing"]["missing"] == [{"fact": "serious-harm", "question": "是否给客户造成较大损害，或影响较大？"}]


def test_an_obligation_has_its_text_and_clause_and_who_owes_it(out):
    obligations = out["permitted"]["obligations"]

    assert all({"text", "clause"} <= one.keys() for one in obligations)
    assert [one["by"] for one in obligations if "三方签字" in one["text"]] == ["总经理", "销售人", "当事人"]
    assert next(one for one in out["own"]["obligations"] if "核查" in one["text"])["by"] == "总助"


def test_several_actions_give_one_part_each_and_the_strictest_as_headline(out):
    parts = out["several"]["parts"]

    assert [(part["action"], part["outcome"]) for part in parts] == [("gift", "permitted"), ("discount", "approval_required")]
    assert out["several"]["outcome"] == "approval_required"
    assert all("id" not in part and "parts" not in part for part in parts)


@pytest.mark.parametrize(("ident", "chinese"), [("ask", True), ("english", False), ("as-english", False), ("as-chinese", True)])
def test_the_text_is_in_the_language_of_the_question_or_the_one_asked_for(out, ident, chinese):
    text = out[ident]["citations"][0]["text"]

    assert any("\u4e00" <= character <= "\u9fff" for character in text[:12]) is chinese


@pytest.mark.parametrize(("ident", "book"), [("told-apart", "ad-agency"), ("unbracketed", "excerpts"), ("department", "credit")])
def test_a_title_with_its_book_and_a_department_are_who(out, ident, book):
    assert {citation["book"] for citation in out[ident]["citations"]} == {book}

"""`remit eval`: what counts as right, what is told, what is compared."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from adapters.asking.batch import Service
from adapters.cli import app
from adapters.learning.cases import BrokenCases, parse_cases, read_cases
from adapters.learning.judging import Judge
from adapters.learning.measuring import Result, Run, difference, measure, read_run, write_run
from bot.rulebook.library import Library
from bot.staff import Staff
from bot.understanding import Understanding
from tests.shipped import understanding_of

AT = datetime(2026, 5, 4, tzinfo=UTC)
RUN = CliRunner()


@pytest.fixture(scope="module")
def judge(understanding: Understanding, staff: Staff) -> Judge:
    return Judge(Service(understanding, staff))


def wrong(judge: Judge, who: str, text: str, **expect: Any) -> tuple[str, ...]:
    line = json.dumps({"id": "1", "as": who, "text": text, "expect": expect})
    (case,) = parse_cases([line], "here")
    return judge.judge(case).wrong


FINE = ("客服部经理", "本组小李老是迟到，罚他50块")
RESEARCH = ("大客户经理", "Does market research belong to my duties?")
OVER = ("客服部经理", "本组小李老是迟到，罚他150块")


@pytest.mark.parametrize(
    ("said", "expect", "complaint"),
    [
        (FINE, {"outcome": ["permitted"], "cite_any": ["1.3.2.3"], "obligation_any": ["原因"]}, None),
        (FINE, {"outcome": ["prohibited"]}, "permitted instead of prohibited"),
        (FINE, {"outcome": ["permitted"], "cite_any": ["3.1"]}, "clause 1.3.2.3"),
        (FINE, {"outcome": ["permitted"], "obligation_any": ["三方签字"]}, "no obligation about 三方签字"),
        (OVER, {"outcome": ["approval_required"], "approver_any": ["客服部总监"]}, None),
        (OVER, {"outcome": ["approval_required"], "approver_any": ["总监助理"]}, "approver 客服部总监 instead of 总监助理"),
        (OVER, {"approver_any": ["客服部总监"]}, None),
        (("健康顾问", "我能罚人吗"), {"kind": ["unknown"]}, "answer instead of unknown"),
        (("none", "客服部总监能打几折？"), {"kind": ["answer"], "say_all": [["9 折", "九折"]]}, None),
        (("none", "客服部总监能打几折？"), {"kind": ["answer"], "say_all": [["五折"]]}, "doesn't say 五折"),
        (("none", "客服部总监能打几折？"), {"kind": ["answer"], "say_none": ["9折"]}, "says 9折"),
        (("谁也不是", "罚款"), {"outcome": ["unknown"]}, "谁也不是"),
    ],
)
def test_a_case_is_held_against_what_it_expects(judge: Judge, said: tuple[str, str], expect: dict[str, Any], complaint: str | None) -> None:
    found = wrong(judge, *said, **expect)

    assert (found == ()) if complaint is None else any(complaint in one for one in found)


@pytest.mark.parametrize("word", ["analy", "Analys", "analyse", "forecast", "supervis"])
def test_the_beginning_of_a_word_of_the_answer_is_found_in_it(judge: Judge, word: str) -> None:
    assert wrong(judge, *RESEARCH, kind=["answer"], cite_any=["2.1.2"], say_all=[[word]]) == ()


@pytest.mark.parametrize("word", ["analyti", "nalytics", "precast"])
def test_what_no_word_begins_with_is_not(judge: Judge, word: str) -> None:
    assert any(f"doesn't say {word}" in one for one in wrong(judge, *RESEARCH, kind=["answer"], say_all=[[word]]))


def test_what_is_permitted_and_must_not_be_is_marked(judge: Judge) -> None:
    (case,) = parse_cases([json.dumps({"id": "1", "as": FINE[0], "text": FINE[1], "expect": {"outcome": ["approval_required"]}})], "here")

    assert judge.judge(case).wrongly_permitted


def test_words_of_the_source_are_looked_for_where_it_is_attached(library: Library, staff: Staff) -> None:
    quoted = replace(library, clauses=library.clauses | {"1.3.2.3": replace(library.clauses["1.3.2.3"], quote="甲乙丙丁戊己")})
    judge = Judge(Service(understanding_of(quoted), staff))

    assert wrong(judge, *FINE, outcome=["permitted"], cite_any=["丙丁戊"]) == ()
    assert wrong(judge, *FINE, outcome=["permitted"], cite_any=["不在里面"])


def test_without_it_they_are_not_compared_and_counted_as_such(judge: Judge) -> None:
    line = json.dumps({"id": "1", "as": FINE[0], "text": FINE[1], "expect": {"outcome": ["permitted"], "cite_any": ["丙丁戊"]}})
    measured = measure(judge, parse_cases([line], "here"), "here", AT)

    assert (measured.run.right, measured.unchecked) == (1, 1)


def test_a_broken_line_is_named_with_its_number() -> None:
    with pytest.raises(BrokenCases) as raised:
        parse_cases(['{"id": "1"}', "", "nonsense", '{"id": "2", "as": "x", "text": "y", "expect": {"kind": ["perhaps"]}}'], "set.jsonl")

    assert [problem.en.split(":")[:2] for problem in raised.value.problems] == [["set.jsonl", "1"], ["set.jsonl", "3"], ["set.jsonl", "4"]]


def test_an_id_is_used_once() -> None:
    line = '{"id": "1", "as": "x", "text": "y", "expect": {}}'

    with pytest.raises(BrokenCases, match="used before"):
        parse_cases([line, line], "set.jsonl")


def test_two_runs_differ_in_what_was_mended_and_what_broke() -> None:
    before = Run(
        file="f", at="then", version="1", results={"a": Result(came="x", wrong=("w",)), "b": Result(came="x"), "gone": Result(came="x")}
    )
    after = Run(file="f", at="now", version="2", results={
        "a": Result(came="x"), "b": Result(came="permitted", wrong=("w",), wrongly_permitted=True), "new": Result(came="x"),
    })  # fmt: skip

    found = difference(before, after)

    assert (found.mended, found.broken, found.newly_permitted, found.new, found.gone) == (("a",), ("b",), ("b",), ("new",), ("gone",))


def test_a_run_is_saved_and_read_again(tmp_path: Path) -> None:
    run = Run(file="f", at="now", version="1", results={"a": Result(came="x", wrong=("w",))})

    write_run(run, tmp_path / "eval" / "f.json")

    assert read_run(tmp_path / "eval" / "f.json") == run


def test_what_is_no_run_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]")

    assert read_run(tmp_path / "x.json") is None


@pytest.fixture
def made_set(tmp_path: Path) -> Path:
    file = tmp_path / "made.jsonl"
    lines = [
        {
            "id": "right",
            "as": FINE[0],
            "text": FINE[1],
            "lang": "zh",
            "difficulty": "plain",
            "article": "一",
            "expect": {"outcome": ["permitted"]},
        },
        {"id": "missed", "as": OVER[0], "text": OVER[1], "lang": "zh", "expect": {"outcome": ["prohibited"]}},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def test_rates_misses_and_the_difference_to_the_last_run_are_printed(company: Path, made_set: Path) -> None:
    first = RUN.invoke(app, ["eval", str(made_set), "--lang", "en", "-c", str(company)])
    second = RUN.invoke(app, ["eval", str(made_set), "--lang", "en", "-c", str(company)])

    assert first.exit_code == second.exit_code == 0
    assert "1 of 2 right, 50.0 %; wrongly permitted: 0" in first.stdout
    assert "missed" in first.stdout
    assert "approval_required instead of prohibited" in first.stdout
    assert "nothing changed since" not in first.stdout
    assert "nothing changed since" in second.stdout


def test_what_came_instead_is_counted_and_what_a_set_does_not_say_left_out(company: Path, made_set: Path) -> None:
    shown = RUN.invoke(app, ["eval", str(made_set), "--lang", "en", "--no-save", "-c", str(company)]).stdout
    plain = made_set.read_text("utf-8").replace('"difficulty": "plain", ', "").replace('"article": "\\u4e00", ', "")
    made_set.write_text(plain, "utf-8")
    less = RUN.invoke(app, ["eval", str(made_set), "--lang", "en", "--no-save", "-c", str(company)]).stdout

    assert "0 of     1    0.0 %  missed, and came: approval_required 1" in shown
    assert "by difficulty:" in shown
    assert "by article:" in shown
    assert "by difficulty:" not in less
    assert "by article:" not in less


def test_the_rates_stand_below_one_another_whatever_the_names_are_written_in(company: Path, made_set: Path) -> None:
    shown = RUN.invoke(app, ["eval", str(made_set), "--lang", "en", "--no-save", "-c", str(company)]).stdout

    rows = [line for line in shown.splitlines() if line.endswith("%") and line.startswith("  ")]
    assert {cell_len(line[: line.index(" of ")]) for line in rows} == {40}


def test_it_fails_when_something_was_wrongly_permitted(company: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(json.dumps({"id": "1", "as": FINE[0], "text": FINE[1], "expect": {"outcome": ["prohibited"]}}), encoding="utf-8")

    found = RUN.invoke(app, ["eval", str(file), "--lang", "en", "-c", str(company)])

    assert found.exit_code == 1
    assert "WRONGLY PERMITTED" in found.stdout


def test_another_run_can_be_named_to_compare_with(company: Path, made_set: Path, tmp_path: Path) -> None:
    other = Run(file="other", at="long ago", version="1", results={"right": Result(came="x", wrong=("w",)), "missed": Result(came="x")})
    write_run(other, tmp_path / "other.json")

    found = RUN.invoke(app, ["eval", str(made_set), "--against", str(tmp_path / "other.json"), "--json", "-c", str(company)])

    shown = json.loads(found.stdout)
    assert (shown["since"]["mended"], shown["since"]["broken"]) == (["right"], ["missed"])
    assert shown["by"]["outcome"] == {"check permitted": {"right": 1, "of": 1}, "check prohibited": {"right": 0, "of": 1}}


def test_what_is_only_measured_is_not_kept_to_learn_from(company: Path, tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps({"id": "1", "as": FINE[0], "text": "给猫铲屎归谁", "expect": {"kind": ["unknown"]}}), encoding="utf-8")

    RUN.invoke(app, ["eval", str(file), "-c", str(company)])

    assert not (company.parent / "data" / "unanswered.jsonl").exists()


def test_a_set_that_is_not_there_is_told(company: Path) -> None:
    found = RUN.invoke(app, ["eval", "nowhere.jsonl", "--lang", "en", "-c", str(company)])

    assert found.exit_code == 2
    assert "no such file" in found.output


def test_the_kinds_and_outcomes_of_the_shipped_sets_are_known() -> None:
    for file in (Path(__file__).parents[2] / "language_sets").glob("*.jsonl"):
        assert read_cases(file)

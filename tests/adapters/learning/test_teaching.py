"""`remit teach`: what couldn't be answered, aliases into the vocabulary in place, examples."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.books.attached import Attached, keep
from adapters.cli import app
from adapters.configuration import read_configuration
from adapters.learning.aliases import Place, Refused, added
from adapters.learning.listening import Listening
from adapters.learning.unanswered import MOST_TEXT, Unanswered, nameless
from adapters.learning.workshop import Workshop
from bot.language.speaking import Speaker
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.library import Library
from bot.rulebook.reading import read_library
from bot.staff import Staff
from bot.understanding import Understanding

AT = datetime(2026, 5, 4, tzinfo=UTC)
RUN = CliRunner()
VOCABULARY = """\
# a comment that stays
concepts:
  sign: {zh: [签字, 签署], en: [sign]}   # and this
actions:
  refund:
    title: {zh: 退货, en: refund}
    zh: [退货,
         退款]
  gift:
    zh:
      - 赠品
      - 赠送
    en: [gift]
facts:
  broken:
    true:
      zh: [坏了]

markers:
  may:
    zh: []
"""


@pytest.mark.parametrize(
    ("place", "phrase", "line"),
    [
        (("concepts", "sign", None, "zh"), "画押", "  sign: {zh: [签字, 签署, 画押], en: [sign]}   # and this"),
        (("concepts", "sign", None, "en"), "ink: it", '  sign: {zh: [签字, 签署], en: [sign, "ink: it"]}   # and this'),
        (("actions", "refund", None, "zh"), "退我钱", "         退款, 退我钱]"),
        (("actions", "refund", None, "en"), "cash back", "    en: [cash back]"),
        (("actions", "refund", "money", "en"), "return", "    money: {en: [return]}"),
        (("actions", "gift", None, "zh"), "送礼", "      - 送礼"),
        (("actions", "gift", None, "en"), "no", '    en: [gift, "no"]'),
        (("facts", "broken", "true", "zh"), "散架", "      zh: [坏了, 散架]"),
        (("facts", "broken", "true", "en"), "kaput", "      en: [kaput]"),
        (("facts", "broken", "false", "zh"), "没坏", "    false: {zh: [没坏]}"),
        (("markers", "may", None, "zh"), "可否", "    zh: [可否]"),
    ],
)
def test_a_phrase_goes_into_its_list_and_nothing_else_moves(place: tuple[str, str, str | None, str], phrase: str, line: str) -> None:
    section, entry, part, language = place

    after = added(VOCABULARY, Place(section=section, entry=entry, part=part, language=language), phrase)  # type: ignore[arg-type]

    before, now = VOCABULARY.splitlines(), after.splitlines()
    assert line in now
    assert len([one for one in before if one not in now]) <= 1


def teach(company: Path, *arguments: str) -> tuple[int, str]:
    found = RUN.invoke(app, ["teach", *arguments, *(["--lang", "en"] if arguments else []), "-c", str(company)])
    return found.exit_code, found.output


def test_an_alias_is_understood_from_then_on(company: Path, understanding: Understanding) -> None:
    before = understanding.ask("谁能把人撸下去？", Speaker())

    code, output = teach(company, "alias", "dismiss", "撸下去")

    after = Understanding(read_library(company.parent / "knowledge")).ask("谁能把人撸下去？", Speaker())
    assert (code, before.actions, after.actions) == (0, (), ("dismiss",))
    assert "added '撸下去' to actions.dismiss.zh" in output


@pytest.mark.parametrize("own", [None, "extends: remit\n# ours\nactions:\n  refund: {zh: [退押金]}\n"])
def test_beside_the_shipped_vocabulary_it_is_the_companys_own_file_that_is_written(company: Path, own: str | None) -> None:
    vocabulary = company.parent / "knowledge" / "vocabulary.yaml"
    vocabulary.unlink()
    if own:
        vocabulary.write_text(own, "utf-8")

    code, output = teach(company, "alias", "dismiss", "撸下去")

    written = vocabulary.read_text("utf-8")
    assert code == 0, output
    assert written.startswith(own.rstrip("\n") if own else "extends: remit\n")
    assert "撸下去" in written
    assert read_library(company.parent / "knowledge").vocabulary.actions["dismiss"].phrases.zh[-1] == "撸下去"


@pytest.mark.parametrize(
    ("entry", "phrase", "reason"),
    [
        ("nothing-such", "撸下去", "no entry"),
        ("dismiss", "辞退", "already in actions.dismiss"),
        ("dismiss", "退款", "already stands for actions.refund"),
        ("dismiss", "客服部经理", "what the post"),
        ("dismiss", "撸", "too short"),
        ("dismiss", "撸*", "both sides"),
        ("dismiss", "[x: {", "brackets"),
        ("dismiss", "撸下去\n  evil: {zh: [x]}", "one line"),
        ("defect-verified", "好得很", "defect-verified.true"),
        ("defect-verified.maybe", "好得很", "no list"),
        ("defect-verified.false", "确有质量问题", "already stands for facts.defect-verified.true"),
    ],
)
def test_a_phrase_that_collides_is_refused_with_the_reason(company: Path, entry: str, phrase: str, reason: str) -> None:
    vocabulary = company.parent / "knowledge" / "vocabulary.yaml"
    before = vocabulary.read_bytes()

    code, output = teach(company, "alias", entry, phrase)

    assert code != 0
    assert reason in output
    assert vocabulary.read_bytes() == before


def record(company: Path, **expect: object) -> None:
    """Measure a set of one sentence, so that it is recorded."""
    file = company.parent / "one.jsonl"
    case = {"id": "1", "as": "客服部总监", "text": "本部门小李老是迟到，我要踢球", "expect": expect}
    file.write_text(json.dumps(case, ensure_ascii=False) + "\n", encoding="utf-8")
    RUN.invoke(app, ["eval", str(file), "-c", str(company)])


def test_what_would_be_wrongly_permitted_is_never_written(company: Path) -> None:
    vocabulary = company.parent / "knowledge" / "vocabulary.yaml"
    record(company, outcome=["unknown"])
    before = vocabulary.read_bytes()

    code, output = teach(company, "alias", "dismiss", "踢球", "--force")

    assert code == 1
    assert "would be wrongly permitted" in output
    assert vocabulary.read_bytes() == before


def test_the_difference_in_the_recorded_sets_is_shown(company: Path) -> None:
    record(company, outcome=["permitted"])

    code, output = teach(company, "alias", "dismiss", "踢球")

    assert code == 0
    assert "1 mended, 0 broken" in output


@pytest.fixture
def guest(company: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration without books of its own, and for those that ship a copy."""
    shipped = company.parent / "knowledge"
    monkeypatch.setattr("adapters.learning.workshop.KNOWLEDGE", shipped.resolve())
    monkeypatch.setattr(
        "adapters.learning.commands.settings_of", lambda *_: replace(read_configuration(guest), books=shipped, language="en")
    )
    guest = company.parent / "guest.yaml"
    guest.write_text("store: data/remit.db\n", encoding="utf-8")
    return guest


TAUGHT = [("alias", "dismiss", "撸下去"), ("example", "谁有权打折？", "--clause", "1.3.5.2")]


@pytest.mark.parametrize("words", TAUGHT)
def test_who_has_no_books_of_their_own_changes_none_that_ship(guest: Path, words: tuple[str, ...]) -> None:
    code, output = teach(guest, *words)

    assert code != 0
    assert "names no books of your own" in output
    assert "撸下去" not in (guest.parent / "knowledge" / "vocabulary.yaml").read_text("utf-8")
    assert not list(guest.parent.rglob("questions.yaml")) and not (guest.parent / "data" / "examples.jsonl").exists()


@pytest.mark.parametrize("words", TAUGHT)
def test_without_a_configuration_it_is_told_that_what_ships_was_changed(guest: Path, words: tuple[str, ...]) -> None:
    """As those who work on Remit itself do."""
    found = RUN.invoke(app, ["teach", *words, "--lang", "en"])

    assert found.exit_code == 0
    assert "ships with Remit" in found.output


def test_an_example_by_nobody_is_refused_as_an_unknown_clause_is(company: Path) -> None:
    code, output = teach(company, "example", "谁有权打折？", "--as", "nobody-1", "--clause", "1.3.5.2")

    assert code == 2
    assert "nobody-1" in output
    assert not (company.parent / "data" / "examples.jsonl").exists()


def test_a_dry_run_writes_nothing(company: Path) -> None:
    vocabulary = company.parent / "knowledge" / "vocabulary.yaml"
    before = vocabulary.read_bytes()

    code, output = teach(company, "alias", "dismiss", "撸下去", "--dry-run")

    assert (code, vocabulary.read_bytes()) == (0, before)
    assert "would add" in output


def test_an_example_is_recorded_and_measured(company: Path) -> None:
    code, output = teach(company, "example", "谁有权打折？", "--clause", "1.3.5.2")

    assert code == 0
    assert "1 of 1 right" in output
    assert list(Workshop.of(read_configuration(company)).recorded()) == [str(company.parent / "data" / "examples.jsonl")]


@pytest.mark.parametrize(("arguments", "reason"), [(("--clause", "9.9"), "no book has"), (("--kind", "perhaps"), "Invalid enum")])
def test_an_example_that_makes_no_sense_is_refused(company: Path, arguments: tuple[str, ...], reason: str) -> None:
    code, output = teach(company, "example", "谁有权打折？", *arguments)

    assert code == 2
    assert reason in output
    assert not (company.parent / "data" / "examples.jsonl").exists()


# What couldn't be answered ---------------------------------------------------------------------


def test_what_could_not_be_answered_is_kept_once_and_shown_grouped(company: Path) -> None:
    for _ in range(2):
        RUN.invoke(app, ["ask", "给猫铲屎归谁", "--as", "健康顾问", "-c", str(company)])
    RUN.invoke(app, ["ask", "谁有权打折？", "--as", "健康顾问", "-c", str(company)])

    kept = Unanswered(company.parent / "data" / "unanswered.jsonl").read()
    code, output = teach(company)

    assert [entry.text for entry in kept] == ["给猫铲屎归谁"]
    assert code == 0
    assert "给猫铲屎归谁" in output


def test_it_is_told_how_far_it_is_until_questions_asked_before_help(company: Path) -> None:
    told = "from 200 under clauses and 100 under none on; so far there are"
    (company.parent / "knowledge" / "credit" / "questions.yaml").write_text('"3.4": [材料谁审]\nnone: [食堂几点开饭, 年假几天]\n', "utf-8")

    few = RUN.invoke(app, ["--lang", "en", "teach", "-c", str(company)]).output
    every = (*(f"第{number}份材料谁审" for number in range(200)), "none:", *(f"{number}楼食堂几点开饭" for number in range(100)))
    lines = [line if line.endswith(":") else f"- {line}" for line in ('"3.4":', *every)]
    (company.parent / "knowledge" / "credit" / "questions.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    enough = RUN.invoke(app, ["--lang", "en", "teach", "-c", str(company)]).output

    assert f"{told} 1 and 2" in few
    assert told not in enough


def test_nothing_is_kept_unless_it_is_switched_on(company: Path) -> None:
    company.write_text(company.read_text().replace("learning: on", "learning: off"))

    RUN.invoke(app, ["ask", "给猫铲屎归谁", "--as", "健康顾问", "-c", str(company)])

    assert not (company.parent / "data" / "unanswered.jsonl").exists()
    assert "learning: on" in teach(company)[1]


def test_nobody_is_named_in_what_is_kept(library: Library, staff: Staff, tmp_path: Path) -> None:
    person = staff.people["adviser-1"]
    kept = Unanswered(tmp_path / "unanswered.jsonl")
    text = f"{person.name} 和老李的猫，张阿姨说打 138-0013-8000 给 @someone 或 a.b@c.example " + "喵" * 300

    Listening(library.unsaid(), kept, today=lambda: date(2026, 5, 4)).ask(text, Speaker(roles=person.posts, person=person, staff=staff))

    (entry,) = kept.read()
    written = kept.path.read_text("utf-8")
    assert not any(name in written for name in (person.name, person.id, "老李", "张阿姨", "8000", "someone", "c.example"))
    assert (entry.day, len(entry.text)) == ("2026-05-04", MOST_TEXT)


def test_only_its_owner_may_look_into_what_is_kept(company: Path) -> None:
    """Others could look into the file that an earlier Remit made."""
    path = company.parent / "data" / "unanswered.jsonl"
    path.parent.mkdir()
    path.touch(0o644)

    RUN.invoke(app, ["ask", "给猫铲屎归谁", "-c", str(company)])

    assert len(Unanswered(path).read()) == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_kept_the_answer_comes_all_the_same_and_the_log_says_so_once(
    company: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = company.parent / "data" / "unanswered.jsonl"
    path.mkdir(parents=True)
    lines = [json.dumps({"id": number, "do": "ask", "as": "none", "text": f"给{number}只猫铲屎归谁"}) for number in range(2)]

    asked = RUN.invoke(app, ["batch", "-c", str(company)], input="\n".join(lines))
    Unanswered(path).read()

    assert [json.loads(line)["kind"] for line in asked.stdout.splitlines()] == ["unknown", "unknown"]
    assert [record.getMessage() for record in caplog.records] == [f"what could not be answered can't be kept in {path}: Is a directory"]


def test_names_are_blanked_and_the_rest_stays(staff: Staff) -> None:
    assert nameless("小王要退 300 元的货", staff) == "〈人〉要退 300 元的货"


def test_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "unanswered.jsonl"
    path.write_text('{"hash": 1}\nnonsense\n')

    assert Unanswered(path).read() == []


def test_a_vocabulary_that_was_changed_meanwhile_is_not_overwritten(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = workshop.settings.books / "vocabulary.yaml"

    def late(*arguments: object) -> str:
        found = added(*arguments)  # type: ignore[arg-type]
        vocabulary.write_text(vocabulary.read_text("utf-8") + "# somebody else\n", encoding="utf-8")
        return found

    monkeypatch.setattr("adapters.learning.aliases.added", late)

    with pytest.raises(Refused, match="meanwhile"):
        workshop.teach_alias("dismiss", "撸下去", "zh", AT, dry=False, force=False)


def test_the_entries_of_the_vocabulary_are_listed_by_what_stands_in_them(company: Path) -> None:
    code, output = teach(company, "words", "炒鱿鱼")

    assert code == 0
    assert output.startswith("actions.dismiss: dismissal (your books use it); said: 炒鱿鱼, ")
    assert teach(company, "words", "zzz") == (1, "remit: the vocabulary has no entry 'zzz'\n")


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("请假", "silent.holidays: no book speaks of it"),
        ("隔壁组", "relations.other-group: how somebody stands"),
        ("为什么", "markers.why: small words; said: 为什么"),
        ("relatives", "lists.relatives: a list, named in phrases as <relatives>; said: "),
    ],
)
def test_what_no_book_speaks_of_and_small_words_are_listed_too(company: Path, word: str, line: str) -> None:
    code, output = teach(company, "words", word)

    assert code == 0, output
    assert any(one.startswith(line) for one in output.splitlines())


# Questions --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [None, "", '# ours\n"3.4":\n- 材料谁审\n', '"3.3":\n- 台账谁记 # kept\n"3.4": [材料谁审]\n'])
def test_a_question_that_is_taught_is_answered_from_then_on(company: Path, kept: str | None) -> None:
    questions = company.parent / "knowledge" / "credit" / "questions.yaml"
    if kept:
        questions.write_text(kept, "utf-8")
    asking = "那个蓝皮本子归谁: 我们?"

    code, output = teach(company, "example", asking, "--clause", "3.3")

    assert code == 0, output
    assert "put it under 3.3" in output
    assert "1 of 1 right" in output
    library = read_library(company.parent / "knowledge")
    assert library.questions["3.3"][-1] == asking
    assert set((kept or "").splitlines()) <= set(questions.read_text("utf-8").splitlines())
    assert Understanding(library).ask(asking, Speaker()).clauses == ("3.3",)


def test_what_stands_under_another_clause_is_not_taught_and_nothing_is_written(company: Path) -> None:
    questions = company.parent / "knowledge" / "credit" / "questions.yaml"
    questions.write_text("none:\n- 那个蓝皮本子归谁\n", "utf-8")
    before = questions.read_bytes()

    with pytest.raises(BrokenRuleBook, match=r"credit/questions\.yaml:3: .* stands here twice"):
        RUN.invoke(app, ["teach", "example", "那个蓝皮本子归谁", "--clause", "3.3", "-c", str(company)], catch_exceptions=False)

    assert questions.read_bytes() == before
    assert not (company.parent / "data" / "examples.jsonl").exists()


def test_what_was_wrongly_permitted_is_taught_away(company: Path) -> None:
    text = "组长这个位置我标了价，谁先交培训费我就任命谁"

    before = RUN.invoke(app, ["check", "--as", "客服部总监", text, "-c", str(company)]).output
    code, output = teach(company, "example", text, "--as", "客服部总监", "--outcome", "unknown")
    after = RUN.invoke(app, ["check", "--as", "客服部总监", text, "-c", str(company)]).output

    assert code == 0, output
    assert read_library(company.parent / "knowledge").statements["none"] == (text,)
    assert "可以" in before.splitlines()[0]
    assert "1 of 1 right" in output
    assert after.splitlines()[0] != before.splitlines()[0]


def test_a_set_is_measured_as_if_its_questions_had_never_been_asked(company: Path) -> None:
    file = company.parent / "one.jsonl"
    case = {"id": "1", "as": "none", "text": "那个蓝皮本子归谁", "expect": {"kind": ["answer"], "cite_any": ["3.3"]}}
    file.write_text(json.dumps(case, ensure_ascii=False) + "\n", encoding="utf-8")
    teach(company, "example", case["text"], "--clause", "3.3")

    said = RUN.invoke(app, ["--lang", "en", "eval", str(file), "-c", str(company)]).output

    assert "0 of 1 right" in said


def test_with_a_document_attached_an_alias_is_measured_with_its_words(company: Path) -> None:
    """What is expected of the answer stands in the quoted original alone; without it every such answer would count as broken."""
    documents = {"customer-service": Attached(file="x.docx", sha256="0" * 64, quotes={"1.3.5.2": "甲乙丙丁戊己"})}
    keep(company.parent / "data" / "remit.db", documents)
    file = company.parent / "one.jsonl"
    expect = {"kind": ["answer"], "cite_any": ["丙丁戊"], "say_all": [["甲乙丙丁"]]}
    file.write_text(json.dumps({"id": "1", "as": "none", "text": "谁有权打折？", "expect": expect}, ensure_ascii=False), encoding="utf-8")
    RUN.invoke(app, ["eval", str(file), "-c", str(company)])

    code, output = teach(company, "alias", "dismiss", "撸下去")

    assert code == 0, output
    assert "1 of 1 right" in output
    assert "added '撸下去'" in output


def test_an_alias_is_measured_as_the_sets_were(company: Path) -> None:
    """A question of a set that was also taught counts as `remit eval` counts it, so that the next comparison shows no change."""
    file = company.parent / "one.jsonl"
    case = {"id": "1", "as": "none", "text": "那个蓝皮本子归谁", "expect": {"kind": ["answer"], "cite_any": ["3.3"]}}
    file.write_text(json.dumps(case, ensure_ascii=False) + "\n", encoding="utf-8")
    teach(company, "example", case["text"], "--clause", "3.3")
    RUN.invoke(app, ["eval", str(file), "-c", str(company)])

    teach(company, "alias", "dismiss", "撸下去")
    output = RUN.invoke(app, ["--lang", "en", "eval", str(file), "-c", str(company)]).output

    assert "nothing changed since" in output

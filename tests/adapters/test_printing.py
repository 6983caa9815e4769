"""What is printed can be opened again and says what the book says; nothing in it is a formula, a script or from elsewhere."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from adapters.cli import app
from adapters.printing.matrix import Format, UnknownBook, matrix_bytes
from adapters.printing.orgchart import measured, svg_of, wrapped
from adapters.printing.terminal import matrix_table
from bot.authority.matrix import matrix_of
from bot.model import Words
from bot.tables.matrix import page_of

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
BOOKS = ("ad-agency", "credit", "customer-service", "excerpts", "key-accounts", "property")
LANGUAGES = ("zh", "en")
NASTY = Words(zh='=HYPERLINK("http://x")<script>alert(1)</script>&', en="@SUM(A1)<b>&\"'")


@pytest.fixture
def nasty(library):
    """The shipped books with a post and an action called what nobody should call them."""
    role, action = "customer-service/manager", "reward"
    roles = {**library.roles, role: replace(library.roles[role], title=NASTY)}
    actions = {**library.vocabulary.actions, action: replace(library.vocabulary.actions[action], title=NASTY)}
    return replace(library, roles=roles, vocabulary=replace(library.vocabulary, actions=actions))


def rows(drawn: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(drawn.decode("utf-8-sig"))))


def cell(table: list[list[str]], action: str, post: str) -> str:
    heading = next(row for row in table if post in row)
    return next(row for row in table if row and row[0] == action)[heading.index(post)]


def test_the_csv_begins_with_the_mark_by_which_excel_knows_its_encoding(library):
    assert matrix_bytes(library, "credit", Format.CSV, "zh").startswith(b"\xef\xbb\xbf")


def test_a_cell_of_the_csv_holds_limit_scope_condition_and_clause(library):
    shown = cell(rows(matrix_bytes(library, "customer-service", Format.CSV, "zh")), "奖励员工", "客服部经理")

    assert shown.splitlines()[0].startswith("≤ 100 元")
    assert "限本组" in shown
    assert "· 依据员工的日常工作表现" in shown
    assert shown.splitlines()[-1] == "1.3.2.3"


def test_apply_advise_inherited_and_acting_are_marked(library):
    table = rows(matrix_bytes(library, "customer-service", Format.CSV, "en"))

    assert cell(table, "transfer of an employee", "customer service manager").startswith("apply own group")
    assert cell(table, "personnel appointment", "assistant to the customer service director").startswith("recommend")
    assert "as health adviser" in cell(table, "exchange of a product", "customer service manager")
    acting = cell(table, "discount", "assistant to the customer service director")
    assert "acting for customer service director" in acting
    assert acting.splitlines()[-1] == "1.3.5.2 1.3.4.4"


def test_the_workbook_has_the_same_cells_as_the_csv(library):
    book = openpyxl.load_workbook(BytesIO(matrix_bytes(library, "customer-service", Format.XLSX, "zh")))
    sheet = book["customer-service"]
    of_sheet = [[str(value) if value is not None else "" for value in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    of_csv = rows(matrix_bytes(library, "customer-service", Format.CSV, "zh"))[1:]

    width = sheet.max_column
    for number, row in enumerate(of_sheet):
        assert row == (of_csv[number] + [""] * width)[:width]


def test_the_workbook_has_two_sheets_for_each_book(library):
    book = openpyxl.load_workbook(BytesIO(matrix_bytes(library, None, Format.XLSX, "en")))

    assert len(book.sheetnames) == 2 * len(BOOKS)
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert "Duties" in [value for (value, *_) in book["key-accounts Duties"].iter_rows(values_only=True)]


def test_no_name_becomes_a_formula(nasty):
    book = openpyxl.load_workbook(BytesIO(matrix_bytes(nasty, None, Format.XLSX, "zh")))

    assert {one.data_type for sheet in book for row in sheet.iter_rows() for one in row if one.value is not None} == {"s"}
    for language in LANGUAGES:
        for row in rows(matrix_bytes(nasty, "customer-service", Format.CSV, language)):
            assert not [text for text in row if text.startswith(("=", "+", "-", "@"))]


class Reading(HTMLParser):
    """Collects the elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_runs_nothing_and_loads_nothing(nasty, language):
    drawn = matrix_bytes(nasty, None, Format.HTML, language).decode()
    page = Reading()
    page.feed(drawn)

    assert not {tag for tag, _ in page.found} & {"script", "img", "iframe", "link", "object", "b"}
    assert not [
        value for _, attributes in page.found for name, value in attributes.items() if name in ("src", "href") and not value.startswith("#")
    ]
    assert not [name for _, attributes in page.found for name in attributes if name.startswith("on")]
    assert "url(" not in drawn
    assert "@import" not in drawn
    assert NASTY.into(language) in page.said


def test_the_html_names_every_clause_that_grants_something(library):
    drawn = matrix_bytes(library, None, Format.HTML, "zh").decode()

    assert {grant.clause for grant in library.grants} <= set(re.findall(r'class="clause">([^<]+)<', drawn))


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_books_give_the_same_matrix(library, form, language):
    first, second = (matrix_bytes(library, None, form, language) for _ in range(2))

    assert form is Format.XLSX or first == second


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [50, 80, 200])
def test_on_a_narrow_screen_the_matrix_is_parted_and_no_word_is_broken(library, monkeypatch, language, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    page = page_of(library, matrix_of(library, "customer-service"), language)

    drawn = [line for line in matrix_table(page, plain=True).splitlines() if line[:1] in "╭│"]

    parts = sum(line.startswith("╭") for line in drawn)
    words = set(re.findall(r"[!-~]+", "\n".join(drawn)))
    texts = [*page.columns, *(section for section, _ in page.sections), *(line.action for _, lines in page.sections for line in lines)]
    limits = [entry.power for _, lines in page.sections for line in lines for cell in line.cells for entry in cell]
    assert max(cell_len(line) for line in drawn) <= columns
    assert {word for text in (*texts, *limits) for word in re.findall(r"[!-~]+", text)} <= words
    assert parts == 1 if columns == 200 else columns == 80 or parts > 1


def test_the_table_in_the_terminal_explains_its_signs(library):
    shown = matrix_bytes(library, "customer-service", Format.TABLE, "zh").decode()

    assert "≤ 500 元" in shown
    assert "[a] 已明确产品确实有质量问题" in shown
    assert "① 注明原因交回公司" in shown
    assert "\x1b" not in shown


def test_a_book_that_only_has_duties_says_so(library):
    assert "这本规章只写职责" in matrix_bytes(library, "key-accounts", Format.TABLE, "zh").decode()


def test_an_unknown_book_is_told_with_those_there_are(library):
    with pytest.raises(UnknownBook, match="customer-service"):
        matrix_bytes(library, "nope", Format.CSV, "zh")


@pytest.mark.parametrize("book", [*BOOKS, None])
def test_the_picture_is_sound_svg_with_every_post_in_it(library, book):
    drawn = svg_of(library, book)
    said = "".join(ElementTree.fromstring(drawn).itertext())

    for role in library.roles.values():
        if role.book == book and not role.department:
            assert role.title.zh in said
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def test_each_line_of_the_picture_is_of_its_kind_and_has_its_clause(library):
    drawn = svg_of(library, "customer-service")

    assert {"line stated", "line inferred", "line acting"} <= set(re.findall(r'class="(line \w+)"', drawn))
    assert "代理 acting 1.3.4.4" in drawn
    assert ">1.3.5.8<" in drawn


def test_a_name_is_text_in_the_picture(nasty):
    assert NASTY.zh in "".join(ElementTree.fromstring(svg_of(nasty, "customer-service")).itertext())


@pytest.mark.parametrize(
    "said",
    ["客服部经理带领本组员工，并享有顾问的全部权限（1.3.2.1、1.3.2.5）", "the manager leads the group and holds all rights", "a" * 90],
)
def test_a_wrapped_text_is_whole_and_no_line_is_too_wide(said):
    lines = wrapped(said, 12, 160)

    assert "".join(lines).replace(" ", "") == said.replace(" ", "")
    assert all(measured(line.rstrip("，。；：、）"), 12) <= 160 or (" " not in line and len(lines) == 1) for line in lines)


# The commands.


def run(*arguments: str):
    return CliRunner().invoke(app, arguments)


def test_the_commands_write_files(tmp_path):
    for arguments, name in (
        (["matrix", "--format", "xlsx"], "matrix.xlsx"),
        (["matrix", "--format", "html", "--lang", "en"], "matrix.html"),
        (["org", "--book", "customer-service"], "org.svg"),
    ):
        assert run(*arguments, "-o", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["matrix", "--book", "nope"], "no rule book 'nope'"),
        (["matrix", "--format", "pdf"], "table, html, csv, xlsx"),
        (["matrix", "--lang", "fr"], "zh or en"),
        (["org", "--book", "nope"], "no rule book 'nope'"),
        (["org", "-o", "/nowhere/at/all.svg"], "can't be written"),
        (["diff", "/nowhere", str(KNOWLEDGE)], "is no folder"),
    ],
)
def test_a_wrong_word_on_the_command_line_is_told_in_one_line(arguments, told):
    result = run(*arguments)

    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_if_is_a_table_and_in_json_its_rows():
    shown = run("check", "--what-if", "--lang", "en", "--as", "客服部经理", "I reward Wang").stdout
    given = json.loads(run("check", "--what-if", "--json", "--lang", "en", "--as", "客服部经理", "I reward Wang").stdout)

    assert "│" in shown
    assert "① report the reason" in shown
    assert "over 100 yuan up to 500 yuan" in given["text"]
    (table,) = given["what_if"]
    permitted = [row for row in table["rows"] if row["outcome"] == "permitted"]
    assert [row["if"]["amount"] for row in permitted] == [{"up_to": "100", "unit": "CNY"}]
    assert table["cut"] is False
    assert "✓ it rests on the employee's daily performance at work" in given["text"]


def test_what_if_is_explained_as_well_where_that_is_asked():
    words = ("check", "--what-if", "--explain", "--lang", "en", "--as", "客服部经理", "I reward Wang")
    shown, given = run(*words).stdout, json.loads(run(*words, "--json").stdout)

    assert shown.index("│") < shown.index("--- why ---")
    assert given["what_if"]
    assert given["explained"]["proposals"][0]["action"] == "reward"


@pytest.fixture
def write_books(tmp_path):
    """A folder with the customer-service book, in which `old` may be `new`."""

    def write(name: str, old: str = "", new: str = "") -> str:
        folder = tmp_path / name
        for file in [KNOWLEDGE / "vocabulary.yaml", *(KNOWLEDGE / "customer-service").glob("*.yaml")]:
            copied = folder / file.relative_to(KNOWLEDGE)
            copied.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            copied.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return str(folder)

    return write


def test_diff_tells_what_changed_and_which_cases_come_out_differently(write_books):
    old = write_books("old")
    new = write_books("new", "action: compensate, limit: {max: 500", "action: compensate, limit: {max: 300")

    result = run("diff", old, new, "--cases", "--lang", "en")

    assert result.exit_code == 1
    assert "  - compensation to a customer: limit lowered from ≤ 500 yuan to ≤ 300 yuan (1.3.5.2)" in result.stdout
    assert "补偿他 499 元" in result.stdout


def test_diff_of_the_same_books_finds_nothing(write_books):
    result = run("diff", write_books("old"), write_books("new"), "--cases", "--lang", "en")

    assert result.exit_code == 0
    assert "come out the same" in result.stdout


@pytest.fixture
def used_store(tmp_path):
    """A configuration whose store holds two requests of an adviser's and a use of the manager's."""
    said = {
        "adviser-1": ["/request 补偿客户 300 元", "/request 补偿客户 499 元"],
        "manager-1": ["本组小王迟到，罚他 50 元", "1", "迟到三次"],
    }
    for person, lines in said.items():
        typed = "".join(f"{line}\n" for line in lines)
        assert CliRunner().invoke(app, ["try", "--as", person, "--store", str(tmp_path / "store")], input=typed).exit_code == 0
    (tmp_path / "config.yaml").write_text("store: store/remit.db\n")
    return str(tmp_path / "config.yaml")


def test_diff_decides_the_past_anew(write_books, used_store):
    """A limit is lowered: which of the requests in the store would have gone elsewhere?"""
    old = write_books("old")
    new = write_books("new", "action: compensate, limit: {max: 500", "action: compensate, limit: {max: 400")

    result = run("diff", old, new, "--past", "--lang", "en", "-c", used_store)

    assert result.exit_code == 1
    heading, one, then = result.stdout.partition("Of the")[2].splitlines()
    assert heading == " 3 requests and uses in the store (0 decided under the old books), decided anew, 1 comes out differently:"
    assert one.endswith("health adviser: 补偿客户 499 元")
    assert "was: " in then
    assert "now: " in then


def test_the_past_comes_out_the_same_under_the_same_books(write_books, used_store):
    result = run("diff", str(KNOWLEDGE), str(KNOWLEDGE), "--past", "-c", used_store)

    assert result.exit_code == 0
    assert "存储里的 3 件请示和用权（其中 3 件是按原规章判定的）重新判定，结果都相同。" in result.stdout


def test_without_a_store_there_is_no_past(write_books, tmp_path):
    (tmp_path / "config.yaml").write_text("store: nowhere.db\nlanguage: en\n")

    result = run("diff", str(KNOWLEDGE), str(KNOWLEDGE), "--past", "-c", str(tmp_path / "config.yaml"))

    assert result.exit_code == 2
    assert "there is no store at" in result.stderr

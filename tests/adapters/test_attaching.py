"""`remit attach`: the company's own document, quoted from then on, and told when it changes."""

import json
import shutil

import pytest
import yaml
from typer.testing import CliRunner

from adapters.books.attached import attached, place
from adapters.cli import app
from adapters.configuration import KNOWLEDGE

#: What a document would say: our own restatement of the department's clauses, as somebody might have typed it.
CLAUSES = yaml.safe_load((KNOWLEDGE / "credit" / "rulebook.yaml").read_text("utf-8"))["clauses"]
TEXT = "\n".join(f"{number.partition('.')[2]}、{said['zh']}" for number, said in CLAUSES.items())


@pytest.fixture
def company(tmp_path):
    (tmp_path / "config.yaml").write_text("store: state/remit.db\n")
    (tmp_path / "duties.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def run(company):
    def run_(*words: str):
        return CliRunner().invoke(app, [*words, "-c", str(company / "config.yaml")])

    return run_


def test_citations_carry_the_documents_words_from_then_on(company, run):
    told = run("attach", str(company / "duties.txt"), "--book", "credit", "--lang", "en")
    shown = json.loads(run("ask", "--json", "--as", "none", "信贷客户部谁负责建立客户信息档案？").stdout)

    assert told.exit_code == 0
    assert told.stdout.startswith(f"{len(CLAUSES)} clauses are quoted from the document from now on.")
    assert "It isn't the document that these rule books restate" in told.stdout
    assert shown["citations"]
    assert all(one["quote"] in TEXT for one in shown["citations"])


def test_what_is_kept_is_for_its_owner_alone(company, run):
    run("attach", str(company / "duties.txt"), "--book", "credit")

    assert place(company / "state" / "remit.db").stat().st_mode & 0o777 == 0o600


def test_it_decides_nothing_and_changes_no_version(company, run):
    before = run("diff", str(KNOWLEDGE), str(KNOWLEDGE)).stdout

    run("attach", str(company / "duties.txt"), "--book", "credit")

    assert run("diff", str(KNOWLEDGE), str(KNOWLEDGE)).stdout == before
    assert run("doctor").exit_code == 0


def test_a_document_in_english_is_attached(company, run):
    (company / "duties.txt").write_text("\n".join(f"{number} {said['en']}" for number, said in CLAUSES.items()), "utf-8")

    told = run("attach", str(company / "duties.txt"), "--book", "credit", "--lang", "en")

    assert told.stdout.startswith(f"{len(CLAUSES)} clauses are quoted from the document from now on.")


def test_a_changed_document_is_told_clause_by_clause(company, run):
    run("attach", str(company / "duties.txt"), "--book", "credit")
    new = CLAUSES["3.4"]["zh"].replace("不发放", "绝不发放")
    (company / "duties.txt").write_text(TEXT.replace(CLAUSES["3.4"]["zh"], new), "utf-8")

    warned = run("doctor", "--lang", "en").stdout
    told = run("attach", str(company / "duties.txt"), "--book", "credit", "--lang", "en").stdout

    assert "the attached document has changed" in warned
    assert [line for line in told.splitlines() if " was: " in line] == [f"3.4 was: {CLAUSES['3.4']['zh']} / now: {new}"]


def test_a_document_in_an_older_encoding_is_read(company, run):
    (company / "duties.txt").write_bytes(TEXT.encode("gb18030"))

    assert run("attach", str(company / "duties.txt"), "--book", "credit").exit_code == 0


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        (b"PK\x03\x04\x00\x00\x00\x00", [], "no plain text"),
        (b"\xff\xfe\x00", [], "no plain text"),
        ("完全无关的文字。".encode(), [], "nothing that is like any clause"),
        (TEXT.encode(), ["--book", "nowhere"], "there is no rule book nowhere"),
        (b"x" * 5_000_001, [], "larger than 5 MB"),
        (None, [], "can't be read"),
    ],
)
def test_what_cannot_be_attached_is_refused_and_nothing_kept(company, run, content, words, told):
    file = company / "other.txt"
    if content is not None:
        file.write_bytes(content)

    refused = run("attach", str(file), "--lang", "en", *words)

    assert refused.exit_code == 2
    assert told in refused.stderr
    assert attached(company / "state" / "remit.db") == {}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"credit": 1}', '{"credit": {"file": "x"}}'])
def test_what_was_kept_and_is_damaged_counts_as_not_attached(company, content):
    place(company / "remit.db").write_text(content)

    assert attached(company / "remit.db") == {}


def test_a_book_that_names_no_document_is_not_held_against_one(company, run):
    """Such a book restates no document in particular: neither that very one nor another."""
    books = company / "books"
    shutil.copytree(KNOWLEDGE / "credit", books / "credit")
    shutil.copy(KNOWLEDGE / "vocabulary.yaml", books)
    book = books / "credit" / "rulebook.yaml"
    book.write_text("".join(line for line in book.read_text("utf-8").splitlines(True) if "sha256" not in line), "utf-8")
    (company / "config.yaml").write_text("store: state/remit.db\nbooks: books\n")

    told = run("attach", str(company / "duties.txt"), "--lang", "en")

    assert told.exit_code == 0
    assert "restate" not in told.stdout

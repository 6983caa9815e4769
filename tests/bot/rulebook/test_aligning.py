"""Each clause beside what the document says of it, however carelessly that was typed."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import Clause, Words
from bot.rulebook.aligning import align

SHARED = Path(__file__).parents[4] / "shared" / "seed"

#: A made-up rule book, restated, and the document that it restates.
RESTATED = {
    "1.1": "仓库每天清点一次存货，并登记在账上。",
    "1.2.1": "保管员可以把存放满一年的旧货降价卖掉，一次不超过 200 元。",
    "1.2.2": "保管员遇到失窃，立即向仓库主任报告。",
    "1.3.1": "主任可以报废受潮的货物，损失以 3000 元为限，事后由财务科核实。",
    "1.3.2": "主任负责安排值班。",
}
DOCUMENT = """仓库管理办法

一、清点:

仓库须每日对存货清点一次,登记入账。

二、保管员的权限

1、存放满一年的旧货有权降价卖掉,每次以200元为限。
2、遇有失窃,须立即向仓库主任报告。

三、主任的权限1、受潮的货物有权报废,损失不超过3000元;事后须由财

务科核实。2、负责值班的安排
本办法自公布之日起施行。
"""


def clauses(**restated: str) -> list[Clause]:
    texts = RESTATED | restated
    return [Clause(id=one, book="store", role="store/keeper", text=Words(zh=text, en="")) for one, text in texts.items()]


def test_each_clause_gets_the_documents_own_words():
    aligned = align(clauses(), DOCUMENT)

    assert aligned.missing == ()
    assert aligned.quotes == {
        "1.1": "仓库须每日对存货清点一次,登记入账。",
        "1.2.1": "存放满一年的旧货有权降价卖掉,每次以200元为限。",
        "1.2.2": "遇有失窃,须立即向仓库主任报告。",
        "1.3.1": "受潮的货物有权报废,损失不超过3000元;事后须由财务科核实。",
        "1.3.2": "负责值班的安排",
    }


def test_every_quote_stands_in_the_document():
    said = re.sub(r"\s", "", DOCUMENT)

    assert all(re.sub(r"\s", "", quote) in said for quote in align(clauses(), DOCUMENT).quotes.values())


def test_a_clause_of_which_the_document_says_nothing_gets_nothing():
    aligned = align([*clauses(), replace(clauses()[0], id="1.4", text=Words(zh="食堂的账目由会计审核。", en=""))], DOCUMENT)

    assert aligned.missing == ("1.4",)
    assert "1.4" not in aligned.quotes


def test_a_document_in_english_is_compared_with_the_english_of_each_clause():
    """Its numbers have a point and several stand in a line; the Chinese restatements have no word in common with it."""
    said = {
        "1.1": "The store is counted once a day, and the count is entered in the book.",
        "1.2": "The keeper may sell goods that have been in store for a year, for up to 200 yuan at a time.",
        "1.3": "The head may write off wet goods of up to 3,000 yuan. The finance office verifies it afterwards.",
    }
    restated = [replace(one, id=ident, text=Words(zh=one.text.zh, en=said[ident])) for ident, one in zip(said, clauses(), strict=False)]
    lines = [f"{ident} {text}" for ident, text in said.items()]

    assert align(restated, "# The store\n\n" + "\n\n".join(lines)).quotes == said
    assert align(restated, "The store. " + " ".join(lines[:1] + list(said.values())[1:])).missing == ()


def test_what_is_printed_twice_is_quoted_once():
    aligned = align(clauses(), DOCUMENT + DOCUMENT)

    assert len(set(aligned.quotes.values())) == len(RESTATED)


@pytest.mark.parametrize("document", ["", " \n\n", "1、2、3、", "完全无关的文字。", "\0" * 50, "一、" * 500])
def test_a_document_that_says_nothing_of_it_leaves_all_open(document):
    aligned = align(clauses(), document)

    assert aligned.quotes == {}
    assert aligned.missing == tuple(RESTATED)


@pytest.mark.parametrize(("number", "form"), [(3, "3、"), (3, "(三)、"), (13, "十三、"), (20, "二十."), (2, "②"), (12, "12.")])
def test_a_clause_begins_at_its_own_number(number, form):
    """Two paragraphs say nearly the same; which is meant is told by the number."""
    said = "可以报废受潮的货物,损失不超过3000元。"
    clause = Clause(id=f"9.{number}", book="store", role="store/head", text=Words(zh="可以报废受潮的货物,损失不超过 300 元。", en=""))

    aligned = align([clause], f"1、{said}\n{form}{said.replace('3000', '30')}\n4、{said}")

    assert aligned.quotes == {clause.id: "可以报废受潮的货物,损失不超过30元。"}


@pytest.mark.skipif(not (SHARED / "source.txt").exists(), reason="the source document doesn't lie beside the checkout")
def test_of_the_source_nearly_every_clause_is_quoted_to_the_letter(library):
    document = (SHARED / "source.txt").read_bytes()
    assert {book.source_sha256 for book in library.books.values()} == {hashlib.sha256(document).hexdigest()}

    aligned = align(list(library.clauses.values()), document.decode())

    said = {one["clause"]: one["text"] for one in json.loads((SHARED / "clauses.json").read_text("utf-8"))}
    bare = {clause: re.sub(r"[\s.…①-⑳]", "", text) for clause, text in said.items()}
    assert all(library.clauses[clause].cut_off for clause in aligned.missing)
    assert {clause for clause, quote in aligned.quotes.items() if re.sub(r"[\s.…①-⑳]", "", quote) != bare[clause]} == set()

"""What the six books that ship hold: every clause of the source, in words of our own, and each can be asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.naming import speaker_of
from bot.staff import Staff
from bot.texts import Phrasing, answer_text

SHARED = Path(__file__).parents[3] / "shared/seed"
#: No restatement shares a longer run of characters with the source, spaces and punctuation apart.
RUN = 16
IDS = {
    "customer-service": (
        "1.1 1.2.1 1.2.2 1.2.3 1.3.1.1 1.3.1.2 1.3.1.3 1.3.2.1 1.3.2.2 1.3.2.3 1.3.2.4 1.3.2.5 1.3.2.6 1.3.3.1 1.3.3.2 1.3.3.3 1.3.3.4 "
        "1.3.4.1 1.3.4.2 1.3.4.3 1.3.4.4 1.3.5.1 1.3.5.2 1.3.5.3 1.3.5.4 1.3.5.5 1.3.5.6 1.3.5.7 1.3.5.8"
    ),
    "key-accounts": "2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.1.6 2.2.1 2.2.2 2.2.3 2.2.4",
    "credit": "3.1 3.2 3.3 3.4 3.5 3.5b 3.6 3.7 3.8",
    "ad-agency": (
        "4.0.1 4.0.2 4.0.3 4.0.4 4.0.5 4.0.6 4.0.7 4.0.8 4.1.1 4.1.2 4.1.3 4.2.1 4.2.2 4.2.3 4.3.1 4.3.2 4.3.3 4.3.4 4.4.1 "
        "4.5.1 4.5.2 4.5.3 4.5.4 4.6.1 4.6.2 4.6.3 4.6.4"
    ),
    "property": (
        "5.1.1 5.1.2 5.1.3 5.1.4 5.1.5 5.2.1 5.2.2 5.2.3 5.3.1 5.3.2 5.3.3 5.3.4 5.3.5 5.4.1 5.4.2 5.4.3 5.4.4 "
        "5.5.1 5.5.2 5.5.3 5.5.4 5.5.5 5.5.6 5.6.1 5.6.2 5.6.3 5.7.1 5.7.2 5.7.3 5.7.4"
    ),
    "excerpts": (
        "6.1.1 6.1.2 6.1.3 6.1.4 6.2.1 6.2.2 6.2.3 6.2.4 6.3.1 6.3.2 6.3.3 6.3.4 6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 "
        "6.6.1 6.6.2 6.6.3 6.6.4 6.7.1 6.7.2 6.8.1 6.8.2 6.8.3 6.8.4"
    ),
}
CUT_OFF = ("6.1.4", "6.2.4", "6.3.4", "6.4.4", "6.5.2", "6.6.4", "6.7.2", "6.8.4")
ALL = [clause for ids in IDS.values() for clause in ids.split()]


def test_all_133_clauses_are_there_and_no_other(library):
    assert len(ALL) == 133
    assert sorted(library.clauses) == sorted(ALL)


@pytest.mark.parametrize("book", IDS)
def test_each_clause_is_in_its_own_book(library, book):
    assert [clause.id for clause in library.clauses.values() if clause.book == book] == IDS[book].split()


@pytest.mark.parametrize("clause", ALL)
@pytest.mark.parametrize(("question", "language"), [("{} 是怎么规定的？", "zh"), ("What does clause {} say?", "en")])
def test_each_clause_is_answered_when_asked_for_by_its_number(understanding, library, clause, question, language):
    answer = understanding.ask(question.format(clause), speaker_of(library, Staff(), "none"))

    assert (answer.kind, answer.clauses) == ("answer", (clause,))
    assert library.clauses[clause].text.into(language)[:20] in answer_text(Phrasing(library), answer, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_clause_is_found_by_its_own_words(understanding, library, language):
    lost = []
    for clause in library.clauses.values():
        found = understanding.index.search(understanding.reader.read(clause.text.into(language)), most=3)
        if clause.text not in [library.clauses[one.clause].text for one in found]:
            lost.append(clause.id)
    assert lost == []


@pytest.mark.parametrize("clause", ALL)
def test_each_clause_is_stated_in_both_languages(library, clause):
    text = library.clauses[clause].text

    assert sum("\u4e00" <= character <= "\u9fff" for character in text.zh) >= 6
    assert len(re.findall("[A-Za-z]+", text.en)) >= 3
    assert text.zh != text.en


def test_the_clauses_that_the_source_cuts_off_are_marked_and_say_so(library):
    cut_off = {clause.id: clause.text for clause in library.clauses.values() if clause.cut_off}

    assert tuple(cut_off) == CUT_OFF
    assert [clause for clause, text in cut_off.items() if "原文" not in text.zh or "source" not in text.en] == []


@pytest.mark.parametrize("clause", CUT_OFF)
@pytest.mark.parametrize(("question", "says"), [("{} 是怎么规定的？", "原文"), ("What does clause {} say?", "source")])
def test_an_answer_from_a_cut_off_clause_says_that_it_breaks_off(understanding, library, clause, question, says):
    answer = understanding.ask(question.format(clause), speaker_of(library, Staff(), "none"))

    assert says in answer_text(Phrasing(library), answer, "zh" if says == "原文" else "en")


def test_every_duty_and_every_grant_rests_on_a_clause_of_its_book(library):
    loose = [grant.id for grant in library.grants if library.clauses[grant.clause].book != grant.role.split("/")[0]]

    assert loose == []


# Against the source, where it is at hand


@pytest.fixture(scope="module")
def source():
    """The clauses of the source: id -> words."""
    if not SHARED.is_dir():
        pytest.skip(f"the source is not at hand: there is no {SHARED}")
    return {one["clause"]: one for one in json.loads((SHARED / "clauses.json").read_text(encoding="utf-8"))}


def bare(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", text).lower()


def test_the_ids_and_books_are_those_of_the_source(library, source):
    assert {clause: one["book"] for clause, one in source.items()} == {clause.id: clause.book for clause in library.clauses.values()}


def test_no_restatement_repeats_the_words_of_the_source(library, source):
    whole = bare((SHARED / "source.txt").read_text(encoding="utf-8"))
    said = [(clause.id, bare(clause.text.zh)) for clause in library.clauses.values()]
    said += [(key, bare(one.text.zh)) for key, one in library.obligations.items()]

    runs = [f"{key}: {text[at : at + RUN + 1]}" for key, text in said for at in range(len(text) - RUN) if text[at : at + RUN + 1] in whole]
    assert "\n".join(runs) == ""

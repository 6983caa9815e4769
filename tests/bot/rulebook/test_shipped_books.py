"""The six books that ship: all that the source numbers is there, and reading them is quick."""

from pathlib import Path

import pytest

from bot.rulebook.reading import examine_folder, read_library

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"


def test_the_shipped_books_have_nothing_wrong_with_them():
    assert [str(finding) for finding in examine_folder(KNOWLEDGE).findings] == []


@pytest.mark.parametrize("book", ["customer-service", "key-accounts", "credit", "ad-agency", "property", "excerpts"])
def test_each_book_stands_by_itself(book):
    assert list(read_library(KNOWLEDGE, books=[book]).books) == [book]

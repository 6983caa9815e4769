"""Clause numbers in order, and the holes among them."""

import pytest

from bot.rulebook.numbering import holes, natural


def test_numbers_are_ordered_as_people_count():
    assert sorted(["3.10", "3.6", "3.5b", "3.5", "2"], key=natural) == ["2", "3.5", "3.5b", "3.6", "3.10"]


@pytest.mark.parametrize(
    ("clauses", "missing"),
    [
        (["1.1", "1.2.1", "1.2.2", "1.3"], []),
        (["1.3.2.1", "1.3.2.3"], ["1.3.2.2"]),
        (["1.1", "1.3.1"], ["1.2"]),
        (["3.5", "3.5b", "3.6"], []),
        (["4.0.1", "4.1.1", "4.3.1"], ["4.2"]),
        (["2.1.4", "2.1.9", "2.1.12"], ["2.1.5", "2.1.10"]),
        (["1.1", "3.1"], []),
    ],
)
def test_a_hole_is_named_by_the_first_number_that_is_missing(clauses, missing):
    assert [hole.missing for hole in holes(clauses)] == missing

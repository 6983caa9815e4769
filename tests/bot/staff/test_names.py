"""How people are found in a text by their names."""

from __future__ import annotations

import pytest

from bot.staff import Person
from bot.staff.names import Names


@pytest.fixture
def names():
    """Two people of one name, one whose name begins another's, and one with an id."""
    spoken = {"li-1": "小李", "li-2": "小李", "wang-1": "王强", "wang-2": "王强生", "ada-1": "Ada"}
    return Names(Person(id=ident, name=name, posts=()) for ident, name in spoken.items())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("罚王强 50 元", [("王强", "wang-1")]),
        ("罚王强生 50 元", [("王强生", "wang-2")]),
        ("fine ADA and wang-2 50 yuan", [("ADA", "ada-1"), ("wang-2", "wang-2")]),
        ("fine Adam, xwang-2 and ada-12 50 yuan", []),
        ("把小李调走", [("小李", "li-1 li-2")]),
        ("İ王强", [("王强", "wang-1")]),
        ("", []),
    ],
)
def test_a_name_is_found_whole_and_where_it_is_longest(names, text, found):
    assert [(text[begins:ends], " ".join(one.id for one in bearers)) for begins, ends, bearers in names.within(text)] == found

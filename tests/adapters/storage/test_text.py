"""What is stored, as text and back: the same as the standard library's JSON, whatever reads and writes it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.storage.text import from_text, to_text

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters())
values = st.dictionaries(st.text(), st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))


class Word(StrEnum):
    """A closed set."""

    OPEN = "open"


@given(values)
def test_a_value_comes_back_as_it_was(value):
    text = to_text(value)

    text.encode()
    assert from_text(text) == json.loads(text) == value


@pytest.mark.parametrize(
    "value", [{"a": (1, (2,))}, {1: "x"}, {"state": Word.OPEN}, {"half": "\ud83d"}, {"half \ud83d": (1,)}, {"n": 10**30}, {"中": "文"}]
)
def test_what_json_takes_is_taken(value):
    assert from_text(to_text(value)) == json.loads(json.dumps(value))


def test_chinese_is_left_legible():
    assert to_text({"补偿": "客户"}) == '{"补偿":"客户"}'


@pytest.mark.parametrize(
    "value", [Decimal("1.5"), {1, 2}, b"x", datetime(2026, 3, 2, tzinfo=UTC), float("nan"), float("inf"), object(), [Decimal(1)]]
)
def test_what_json_has_no_word_for_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        to_text({"a": value})


def test_a_number_beyond_all_floats_is_read_as_ever():
    assert from_text('{"n":1e400}') == {"n": float("inf")}

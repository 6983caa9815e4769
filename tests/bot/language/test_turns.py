"""Long lists of turns of phrase find just what their regular expression finds."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.language.checking
from bot.language.turns import Turns, needed

_CHECKING = bot.language.checking
_MODULES = [import_module(found.name) for found in walk_packages(_CHECKING.__path__, f"{_CHECKING.__name__}.")]
#: Every list that the checks use.
_LISTS = {f"{module.__name__}.{name}": one for module in _MODULES for name, one in vars(module).items() if isinstance(one, Turns)}


def _spans(pattern: Turns | re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]


@pytest.mark.parametrize("turns", _LISTS.values(), ids=_LISTS.keys())
@given(data=st.data())
def test_what_is_found_is_what_the_regular_expression_finds(turns: Turns, data: st.DataObject):
    alternatives = st.sampled_from(turns.alternatives)
    said = [data.draw(st.from_regex(data.draw(alternatives))) for _ in range(2)]
    text = data.draw(st.sampled_from(["", "我", "because ", "组长"])).join(said)

    assert _spans(turns, text) == [(span, ()) for span, _ in _spans(re.compile(turns.pattern), text)]


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("(?:收|拿)[^,]{0,8}?(?:回扣|返点)", {"回扣", "返点"}),
        ("(?<!不)收(?:红包|礼)?了钱", {"了钱"}),
        (r"\b(?:bribe|kickback)s?\b", {"bribe", "kickback"}),
        ("贿赂?|行贿", {"贿", "行贿"}),
        ("[给替]我", {"给", "替"}),
        ("(?:再|又)+给我", {"给我"}),
        ("送{2}礼", {"送"}),
        ("[0-9]+", set()),
        ("(?:钱|[^,])", set()),
        ("钱*", set()),
    ],
)
def test_what_a_turn_of_phrase_cant_do_without_is_told_by_its_most_telling_part(turn: str, words: set[str]):
    assert needed(turn) == words


def test_of_several_that_begin_at_one_place_the_first_alternative_is_found():
    found = Turns("红包|红包钱|包钱").search("给他红包钱")

    assert found is not None
    assert found.group() == "红包"


def test_a_text_without_any_of_the_words_has_none_of_the_turns():
    assert Turns("收回扣|拿返点").search("我拿了快递") is None


def test_alternatives_inside_brackets_are_not_split():
    assert Turns("a(?:b|c)|[|]d|\\|e").alternatives == ["a(?:b|c)", "[|]d", "\\|e"]

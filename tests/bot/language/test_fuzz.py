"""Whatever is typed, the language layer returns: the short form of `make fuzz`, which also measures time."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import SCRIPTS, checks_of, cut, put, sentence, words_of
from bot.rulebook.library import Library
from bot.understanding import Understanding

scripts = st.sampled_from(SCRIPTS).flatmap(lambda script: st.text(st.sampled_from(script), max_size=30))
mixed = st.lists(st.one_of(scripts, st.text(max_size=20)), max_size=12).map("".join)


@given(text=mixed)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_mixture_of_scripts_raises(understanding: Understanding, text: str) -> None:
    put(checks_of(understanding), text, slow=None)


@pytest.mark.parametrize("seed", range(16))
def test_no_mixture_of_the_books_own_words_raises(understanding: Understanding, library: Library, seed: int) -> None:
    put(checks_of(understanding), sentence(random.Random(seed), words_of(library), 800), slow=None)


@given(text=st.text(), most=st.integers(1, 50))
def test_what_is_cut_is_no_longer_than_it_may_be(text: str, most: int) -> None:
    found = cut(text, most)

    assert len(found.encode("utf-8", "surrogatepass")) <= most
    assert text.startswith(found)

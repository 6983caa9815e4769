"""A library as bytes: it comes back the same, and anything else is refused."""

from pathlib import Path

import msgspec
import pytest

from bot.authority import decide
from bot.rulebook.caching import key_of, library_from, packed
from bot.rulebook.reading import compile_library, read_library
from tests.bot.authority.chances import chance

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"


def test_the_shipped_books_come_back_the_same():
    library = read_library(KNOWLEDGE)

    again = library_from(packed(library))
    assert again == library
    assert again.index == library.index
    assert packed(again) == packed(library)


def test_every_kind_of_entry_comes_back(make_texts):
    library = compile_library(make_texts())

    assert library_from(packed(library)) == library


def test_it_decides_the_same():
    for number in range(100):
        one = chance(number)
        library = one.library()

        assert decide(library_from(packed(library)), one.situation(), one.proposal()) == decide(library, one.situation(), one.proposal())


@pytest.mark.parametrize("kept", [b"", b"\x80", b"\x99", b"nonsense", packed(chance(1).library())[:-1]])
def test_what_is_no_library_is_refused(kept):
    with pytest.raises(msgspec.MsgspecError):
        library_from(kept)


def test_the_key_hangs_on_every_file_its_text_and_the_program(make_texts):
    texts = make_texts()

    others = [{**texts, "a": ""}, {**texts, "vocabulary.yaml": ""}, dict(list(texts.items())[:1])]
    assert len({key_of(one) for one in (texts, *others)} | {key_of(texts, "another program")}) == 5
    assert key_of(dict(reversed(texts.items()))) == key_of(texts)

"""Values as JSON and back."""

import json
from dataclasses import dataclass
from decimal import Decimal

import pytest

from bot.records import from_json, to_json


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A value as ours are made."""

    text: str = ""
    amount: Decimal | None = None
    to: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()


@pytest.mark.parametrize("text", ["补偿", "half of a pair: \ud83d"])
def test_a_value_comes_back_from_what_is_stored(text):
    note = Note(text=text, amount=Decimal("0.10"), to=("li", "sun"), marks=frozenset("cab"))

    stored = json.loads(json.dumps(to_json(note)))

    assert from_json(Note, stored) == note
    assert stored == {"text": text, "amount": "0.10", "to": ["li", "sun"], "marks": ["a", "b", "c"]}


def test_it_is_what_will_be_read_again():
    made = to_json(Note(to=("li",)))

    assert made == json.loads(json.dumps(made))

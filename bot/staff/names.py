"""Who of the staff is named in a text, by id or by name: one pass over the text however many people there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ahocorasick import Automaton

if TYPE_CHECKING:
    from bot.staff.people import Person


class Names:
    """The ids and names of many people."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._bearers: dict[str, dict[str, Person]] = {}
        for person in people:
            for name in (person.id, person.name):
                if name:
                    self._bearers.setdefault(name.lower(), {})[person.id] = person
        self._automaton = Automaton()
        for name in self._bearers:
            self._automaton.add_word(name, name)
        if self._bearers:
            self._automaton.make_automaton()

    def within(self, text: str) -> Iterator[tuple[int, int, tuple[Person, ...]]]:
        """Each name in the text, whether written large or small: where it begins and ends, and whose it is.

        Of names that overlap the longest counts, and none that is only a part of a Latin word or of a number.
        """
        if not self._bearers:
            return
        lower = text.lower()
        if len(lower) != len(text):  # a letter that is two when small: places would shift
            lower = "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
        found = ((last + 1 - len(name), last + 1, name) for last, name in self._automaton.iter(lower))
        end = 0
        for begins, ends, name in sorted(found, key=lambda one: (one[0], -one[1])):
            if begins >= end and _whole(lower, begins, ends):
                end = ends
                yield begins, ends, tuple(self._bearers[name].values())


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and _joins(text[start - 1])) and not (end < len(text) and _joins(text[end]))


def _joins(letter: str) -> bool:
    return letter == "-" or (letter.isascii() and letter.isalnum())

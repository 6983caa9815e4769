"""Where things stand: the line of each post, clause, grant and acceptance of the books in force.

The ids are those that `bot.rulebook.compiling` gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import DEPARTMENT, ClauseId, RoleKey, Words
from bot.rulebook.compiling import limits_of, words
from bot.rulebook.numbering import numbered
from bot.rulebook.parsing import Map, Seq
from bot.rulebook.shapes import EVERY_CLAUSE

_EMPTY = Map(1)
_NONE = Seq(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """A warning that the company lives with: its kind, the clauses that it concerns, all of them, and why.

    Without clauses it is every warning of that kind in the book.
    """

    book: str
    finding: str
    clauses: frozenset[ClauseId] | None
    reason: Words
    line: int


class Places:
    """The lines of the books in force."""

    def __init__(self, contents: Mapping[str, Map]) -> None:
        self.contents = contents
        self._grants: dict[str, int] = {}
        self._counted: set[str] = set()
        for content in contents.values():
            self._note_grants(content)

    def _note_grants(self, content: Map) -> None:
        for number, said in numbered(content.get("grants", _NONE)):
            ident = f"grant:{said['clause']}:{number}"
            self._grants[ident] = said.line
            if any("per" in one for one in limits_of(said)):
                self._counted.add(ident)
        for clause, said in content["clauses"].items():
            for number, line in enumerate(said.get("duties", _NONE).lines, start=1):
                self._grants[f"duty:{clause}:{number}"] = line

    def grant(self, ident: str) -> int:
        """The line of a grant or a duty."""
        return self._grants.get(ident, 1)

    def says_per(self, ident: str) -> bool:
        """Whether a grant says what its limit counts."""
        return ident in self._counted

    def clause(self, book: str, clause: ClauseId) -> int:
        """The line in which a clause begins."""
        lines: dict[str, int] = self.contents.get(book, _EMPTY).get("clauses", _EMPTY).lines
        return lines.get(clause, 1)

    def role(self, key: RoleKey, relation: str = "") -> int:
        """The line in which a post states a relation, such as `acts_for`, else the one in which it begins."""
        book, _, name = key.partition("/")
        roles: Map = self.contents.get(book, _EMPTY).get("roles", _EMPTY)
        said: Map = roles.get(name, _EMPTY)
        if relation in said:
            return said.lines[relation]
        if name == DEPARTMENT and name not in roles:
            return self.contents[book].lines.get("unit", 1) if book in self.contents else 1
        return roles.lines.get(name, 1)

    def acceptances(self) -> tuple[Acceptance, ...]:
        """What every book accepts, in the order of books and lines."""
        return tuple(
            Acceptance(book=book, finding=said["finding"], clauses=_named(said["clauses"]), reason=words(said["reason"]), line=line)
            for book, content in sorted(self.contents.items())
            for said, line in content.get("accepted", _NONE).placed()
        )


def _named(said: str | Seq) -> frozenset[ClauseId] | None:
    return None if said == EVERY_CLAUSE else frozenset(said)

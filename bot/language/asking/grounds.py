"""What every kind of answer draws on: the clauses of posts and books, and what the rules grant them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.authority.evaluating import held_by
from bot.language.asking.questions import Question
from bot.language.searching import ClauseIndex
from bot.model import ClauseId, Grant, RoleKey
from bot.rulebook.library import Library

#: At most this many clauses are quoted where several rules say the same.
CLAUSES = 6
#: At most this many choices are offered when asking back.
CHOICES = 3
#: A clause that accounts for this share of the question answers it; for less than the last it is silent (per cent).
#: In between it answers only where it is well ahead of the next one.
ANSWERS, ANSWERS_AHEAD, ASKS_BACK = 48, 28, 22


class Grounds:
    """The clauses and grants of one library, by post and by book."""

    def __init__(self, library: Library, index: ClauseIndex) -> None:
        self.library = library
        self.index = index
        self.clauses_of: dict[RoleKey, list[ClauseId]] = {}
        self._of_book: dict[str, list[ClauseId]] = {}
        for clause in library.clauses.values():
            self.clauses_of.setdefault(clause.role, []).append(clause.id)
            self._of_book.setdefault(clause.book, []).append(clause.id)

    def scope(self, roles: Iterable[RoleKey]) -> list[ClauseId]:
        """The clauses of posts, of those they inherit from and that stand in their department."""
        clauses: list[ClauseId] = []
        for role in roles:
            for key in (role, *self.library.roles[role].inherits):
                clauses += self.clauses_of.get(key, [])
        return list(dict.fromkeys(clauses))

    def of_books(self, books: Collection[str]) -> list[ClauseId]:
        """All clauses of these books, in the library's order."""
        return [clause for book, clauses in self._of_book.items() if book in books for clause in clauses]

    def grants(self, question: Question, role: RoleKey) -> list[Grant]:
        """What a post holds of the acts that were named."""
        return [held.grant for held in held_by(self.library, role) if held.grant.action in question.actions]

    def knows(self, role: RoleKey, actions: Iterable[str]) -> bool:
        """Whether the book of a post grants any of these acts to anybody."""
        return self.unit_knows(self.library.roles[role].book, actions)

    def unit_knows(self, book: str, actions: Iterable[str]) -> bool:
        """The same of a department."""
        return any(g.action in actions and g.role.startswith(book + "/") for g in self.library.grants)

    def concerned(self, question: Question) -> bool:
        """Whether an act towards a customer or an employee was named: what no rule says of it, no duty says either."""
        return any(self.library.vocabulary.actions[action].concerns for action in question.actions)

"""What the books of a library say of each act: who is granted it, what they forbid, whom it is done to, what it is worth."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Limit, Scope
from bot.rulebook.library import Library

EMPLOYEE, CUSTOMER = "employee", "customer"


class Covered:
    """The acts of one library's vocabulary, as its books cover them."""

    def __init__(self, library: Library) -> None:
        self._actions = library.vocabulary.actions
        self._covered = {book: frozenset(g.action for g in library.grants if g.role.startswith(book + "/")) for book in library.books}
        #: What some book grants to somebody.
        self.granted = frozenset[str]().union(*self._covered.values())
        #: Each book with an act that it forbids.
        self.banned = frozenset((book, ban.action) for ban in library.prohibitions if ban.action for book in ban.books)
        #: What books only forbid.
        self.only_forbidden = frozenset(action for _, action in self.banned) - self.granted
        #: What brings a matter to those above.
        self.handing_up = frozenset(key for key, action in self._actions.items() if action.alone)
        #: What some book grants or forbids.
        self.spoken_of = self.granted | {action for _, action in self.banned}
        #: What is granted with an eye to whose it is.
        self.scoped = frozenset(grant.action for grant in library.grants if grant.scope is not Scope.ANYONE)
        #: Each granted act with the words of its clauses.
        self.written: dict[str, str] = {}
        for grant in library.grants:
            text = library.clauses[grant.clause].text
            self.written[grant.action] = f"{self.written.get(grant.action, '')}\n{text.zh}\n{text.en.lower()}"
        #: Each fact that tells what some thing is worth, with the one act that turns on it.
        self.of_worth = _of_worth(library)
        #: The limits within which each act is granted.
        self.limits: dict[str, list[Limit]] = {}
        for grant in library.grants:
            if grant.limits:
                self.limits.setdefault(grant.action, []).extend(grant.limits)
        #: What the sums turn on that customers get.
        self.of_customers = frozenset(
            fact
            for grant in library.grants
            if grant.limit and self.concerns(grant.action) == CUSTOMER
            for fact in grant.conditions
            if not library.vocabulary.facts[fact].presumed
        )

    def applies(self, action: str, books: Iterable[str]) -> bool:
        """Whether one of the books grants or forbids it."""
        return any(action in self._covered.get(book, ()) or (book, action) in self.banned for book in books)

    def concerns(self, action: str) -> str | None:
        """Whom an act is done to."""
        return self._actions[action].concerns if action in self._actions else None

    def takes_sums(self, action: str) -> bool:
        """Whether a sum beside it is its amount, or tells what the thing is worth."""
        described = self._actions[action]
        return described.unit is not None or described.worth


def _of_worth(library: Library) -> dict[str, str]:
    """Each fact that tells what some thing is worth, and the one act that turns on it and on nothing else that is asked for."""
    facts, actions = library.vocabulary.facts, library.vocabulary.actions
    turning: dict[str, set[str]] = {}
    for grant in library.grants:
        asked = [fact for fact in grant.conditions if not facts[fact].presumed]
        for fact in asked:
            turning.setdefault(fact, set()).add(grant.action if len(asked) == 1 else "")
    acts = {fact: next(iter(keys)) for fact, keys in turning.items() if len(keys) == 1}
    return {fact: key for fact, key in acts.items() if key in actions and actions[key].worth}

"""Posts that decide by an escalation clause what goes beyond the power of another post."""

from __future__ import annotations

from collections.abc import Collection

from bot.authority.evaluating import held_for
from bot.authority.forbidding import barred
from bot.model import ClauseId, Proposal, RoleKey
from bot.rulebook.library import Library


def deciders(library: Library, below: RoleKey, action: str) -> dict[RoleKey, ClauseId]:
    """Who decides what goes beyond a post's power for an action, each by which clause; nobody where it has no such power."""
    named = {one.to: one.clause for one in library.roles[below].escalations if one.decides and one.to and one.to != below}
    return named if named and held_for(library, below, action) else {}


class Deciders:
    """Who was named on the way up a line, for one proposal."""

    __slots__ = ("library", "line", "posts", "proposal")

    def __init__(self, library: Library, proposal: Proposal, line: Collection[RoleKey]) -> None:
        self.library = library
        self.proposal = proposal
        self.line = line
        #: The posts named so far, each with the post that it decides for and the clause.
        self.posts: dict[RoleKey, tuple[RoleKey, ClauseId]] = {}

    def beyond(self, below: RoleKey) -> tuple[RoleKey, ...]:
        """Note whom the clauses of a post name whose power isn't enough; those off the line come back, to be asked at once."""
        action = self.proposal.action
        if not self.library.index.posts[below].decides or not action:
            return ()
        found = deciders(self.library, below, action)
        fit = [to for to in found if to not in self.posts and not barred(self.library, to, self.proposal)]
        self.posts |= {to: (below, found[to]) for to in fit}
        return tuple(to for to in fit if to not in self.line)

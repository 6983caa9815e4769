"""Past decisions under two versions of the rule books: which would come out differently today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.authority.deciding import decide
from bot.authority.situation import Situation
from bot.authority.whatif import effect
from bot.model import Decision, Proposal
from bot.rulebook.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One proposal that comes out differently; `place` is its number among those replayed, from 0."""

    place: int
    proposal: Proposal
    situation: Situation
    old: Decision
    new: Decision


def replay(old: Library, new: Library, cases: Iterable[tuple[Proposal, Situation]]) -> Iterator[Difference]:
    """Decide each proposal under both; what differs in outcome, approver or obligations comes back.

    `decide` passes over a post that is no longer there: whoever held only that one is a stranger to the new books.
    """
    for place, (proposal, situation) in enumerate(cases):
        before, after = decide(old, situation, proposal), decide(new, situation, proposal)
        if effect(before) != effect(after):
            yield Difference(place=place, proposal=proposal, situation=situation, old=before, new=after)

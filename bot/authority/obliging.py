"""What follows a use of authority, and who owes it in this case.

Whoever acted or approved never verifies it: such a step moves one level up the reporting line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import filterfalse

from bot.authority.evaluating import APPROVED
from bot.authority.lines import line_above
from bot.authority.situation import Situation
from bot.model import Due, Grant, Kind, Obligation, Proposal, RoleKey
from bot.rulebook.library import Library

_NOTHING_STATED = Proposal(action=None)


def due(
    library: Library, situation: Situation, grant: Grant, users: Iterable[RoleKey | None], proposal: Proposal = _NOTHING_STATED
) -> tuple[Due, ...]:
    """The obligations of `grant` when `users` (the post that acted or approved, and the one it stands for) used it."""
    if not grant.obligations and not grant.involves:
        return ()
    used_by = set(users)
    owed: Iterable[Obligation] = grant.obligations
    if grant.involves:
        owed = sorted((*_involved(grant, used_by, proposal), *owed), key=lambda one: one.step)
    found: list[Due] = []
    for obligation in owed:
        found.append(_owed(library, situation, obligation, used_by))
    return tuple(found)


def _involved(grant: Grant, used_by: set[RoleKey | None], proposal: Proposal) -> Iterator[Obligation]:
    """What those owe who take part; where it isn't known whether they do, they do. An approval that was given is not owed."""
    for one in grant.involves:
        if one.applies(proposal.facts) is False or (one.kind is Kind.APPROVE and proposal.facts.get(APPROVED) is True):
            continue
        for obligation in one.obligations:
            if one.kind is not Kind.APPROVE or used_by.isdisjoint((obligation.by, *obligation.alternatives)):
                yield obligation


def _owed(library: Library, situation: Situation, obligation: Obligation, used_by: set[RoleKey | None]) -> Due:
    by = obligation.by
    if by is None or not obligation.independent or not _would_check_itself(library, situation, by, used_by):
        return Due(obligation=obligation, by=by)
    above = next(filterfalse(used_by.__contains__, line_above(library, by)), None)
    return Due(obligation=obligation, by=above, moved_from=by)


def _would_check_itself(library: Library, situation: Situation, by: RoleKey, used_by: set[RoleKey | None]) -> bool:
    """Whether the verifier, or who acts for an absent one, is among those who used the authority."""
    if by in used_by:
        return True
    return situation.is_away(by) and not used_by.isdisjoint(library.index.posts[by].stand_ins)

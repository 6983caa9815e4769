"""What follows a use of authority, and who owes it in this case.

Whoever acted or approved never verifies it: such a step moves one level up the reporting line.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.authority.routing import line_above
from bot.authority.situation import Situation
from bot.model import Due, Grant, Obligation, RoleKey
from bot.rulebook.library import Library


def due(library: Library, situation: Situation, grant: Grant, users: Iterable[RoleKey | None]) -> tuple[Due, ...]:
    """The obligations of `grant` when `users` (the post that acted or approved, and the one it stands for) used it."""
    used_by = {role for role in users if role}
    return tuple(_owed(library, situation, obligation, used_by) for obligation in grant.obligations)


def _owed(library: Library, situation: Situation, obligation: Obligation, used_by: set[RoleKey]) -> Due:
    by = obligation.by
    if by is None or not obligation.independent or not _would_check_itself(library, situation, by, used_by):
        return Due(obligation=obligation, by=by)
    above = next((key for key in line_above(library, by) if key not in used_by), None)
    return Due(obligation=obligation, by=above, moved_from=by)


def _would_check_itself(library: Library, situation: Situation, by: RoleKey, used_by: set[RoleKey]) -> bool:
    """Whether the verifier, or who acts for an absent one, is among those who used the authority."""
    if by in used_by:
        return True
    if not situation.is_away(by):
        return False
    return any(key in used_by for key, role in library.roles.items() if role.acts_for and role.acts_for.role == by)

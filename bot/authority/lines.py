"""Who is above whom by the rule books."""

from __future__ import annotations

from bot.authority.situation import Situation
from bot.model import Approver, Basis, RoleKey, Words
from bot.rulebook.library import Library


def line_above(library: Library, role: RoleKey) -> tuple[RoleKey, ...]:
    """The posts above `role`, nearest first; alternatives in the order of the book."""
    post = library.index.posts.get(role)
    return post.above if post else ()


def unnamed_above(library: Library, role: RoleKey) -> Words | None:
    """The book's word for the superior at the end of the line, where it doesn't name one."""
    for key in (role, *line_above(library, role)):
        line = library.roles[key].reports_to
        if line and line.unnamed:
            return line.unnamed
    return None


def superior_of(library: Library, situation: Situation, role: RoleKey) -> Approver | None:
    """The direct superior, to ask where the book is silent; None where the book has none who is there."""
    line = library.roles[role].reports_to
    if line is None:
        return None
    if line.unnamed:
        above = situation.person.superior if situation.person else None
        return Approver(role=None, basis=Basis.REFERRAL, unnamed=line.unnamed, people=(above,) if above else ())
    there = [key for key in line.to if not situation.is_away(key)]
    if not there:
        return None
    people = tuple(person.id for person in situation.present(there[0])) if situation.actor else ()
    return Approver(role=there[0], basis=Basis.REFERRAL, roles=tuple(there), people=people)

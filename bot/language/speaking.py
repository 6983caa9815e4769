"""Who says it: the posts, and the person where the staff list knows one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bot.model import RoleKey
from bot.staff import Person, Staff


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who says it: their posts and, where the staff list knows them, who they are."""

    roles: tuple[RoleKey, ...] = ()
    person: Person | None = None
    staff: Staff = field(default_factory=Staff)

    @cached_property
    def books(self) -> tuple[str, ...]:
        """The rule books that apply to them."""
        return tuple(dict.fromkeys(role.split("/")[0] for role in self.roles))

"""The rule books and the staff as of one day, and what bars somebody from deciding whatever their post.

Nothing that a card or a button says is believed here, nor an absence that isn't recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.approvals.advancing import Refusal
from bot.approvals.moves import Matter
from bot.approvals.request import Request
from bot.authority.routing import line_above
from bot.authority.situation import Situation
from bot.model import Per, Proposal, Quantity, Reason, RoleKey, StandIn
from bot.rulebook.library import Library
from bot.staff import Person, Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The rule books and the staff as of one day."""

    library: Library
    staff: Staff
    day: date
    #: What somebody has used of a post's power for an act such as the request's, for each period over which a limit adds up.
    used: Callable[[RoleKey, str, Request], Mapping[Per, Quantity]] = lambda _role, _person, _request: {}

    def situation(self, requester: str, roles: tuple[RoleKey, ...] = ()) -> Situation:
        """The situation of a requester, by recorded absences only."""
        return Situation(roles=roles, actor=requester, staff=self.staff, away=self.staff.away(self.day))

    def acts_for(self, person: Person) -> tuple[StandIn, ...]:
        """What this person exercises today in place of an absent holder. Acting doesn't chain."""
        situation = self.situation(person.id)
        return tuple(
            acting
            for post in person.posts
            if post in self.library.roles and (acting := self.library.roles[post].acts_for) and situation.is_away(acting.role)
        )


def superiors(staff: Staff, person: str) -> tuple[str, ...]:
    """The people above somebody by the staff list, nearest first."""
    found: list[str] = []
    here = staff.people.get(person)
    while here and here.superior and here.superior not in (person, *found):
        found.append(here.superior)
        here = staff.people.get(here.superior)
    return tuple(found)


def fit(roster: Roster, request: Request, people: Iterable[str]) -> tuple[str, ...]:
    """Those of `people` who are there and whom nothing bars."""
    return tuple(person for person in people if barred(roster, request, person) is None)


def barred(roster: Roster, request: Request, person: str) -> Refusal | None:
    """What bars a person from deciding this request, whatever their post."""
    if person == request.requester:
        return Refusal.REQUESTER
    if person == request.proposal.target.person:
        return Refusal.CONCERNED
    if person in roster.staff.administrators:
        return Refusal.ADMINISTRATOR
    if person not in roster.staff.people or person in request.passed:
        return Refusal.NOT_YOURS
    if person in roster.staff.away(roster.day) or person in roster.staff.unreachable:
        return Refusal.AWAY
    return None


def as_of_now(roster: Roster, request: Request) -> Request:
    """The request with how the one whom it concerns stands to the requester today."""
    return replace(request, proposal=roster.staff.as_of_now(request.proposal, request.requester))


def routed(request: Request) -> Proposal:
    """What to route: where nobody's own power is used, whoever is above is the one to ask."""
    if request.matter is Matter.QUESTION or request.reason is Reason.CLAUSE_DEMANDS_APPROVAL:
        return replace(request.proposal, action=None)
    return request.proposal


def ends_of(library: Library, role: RoleKey) -> tuple[RoleKey, ...]:
    """Whom the last escalation clause up the line names, and whoever is above them: where a referral may go."""
    line = (role, *line_above(library, role))
    named = [one.to for key in line for one in library.roles[key].escalations if one.to and one.to != role]
    return (named[-1], *line_above(library, named[-1])) if named else ()

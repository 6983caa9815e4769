"""Who may decide a request now: looked up afresh from the staff list and the rule books, for a placing and at each click.

Nothing that a card or a button says is believed here, nor an absence that isn't recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from msgspec.structs import replace as changed

from bot.approvals.advancing import MoveRefused, Refusal
from bot.approvals.moves import Matter, Move
from bot.approvals.request import Request, Seat
from bot.authority.deciding import decide, superior_of
from bot.authority.evaluating import evaluate
from bot.authority.obliging import due
from bot.authority.routing import Route, line_above, may_use, route
from bot.authority.situation import Situation
from bot.model import Approver, Basis, Outcome, Proposal, Reason, RoleKey, Step
from bot.rulebook.library import Library
from bot.staff import Person, Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The rule books and the staff as of one day."""

    library: Library
    staff: Staff
    day: date

    def situation(self, requester: str, roles: tuple[RoleKey, ...] = ()) -> Situation:
        """The situation of a requester, by recorded absences only."""
        return Situation(roles=roles, actor=requester, staff=self.staff, away=self.staff.away(self.day))

    def acts_for(self, person: Person) -> tuple[RoleKey, ...]:
        """The posts that this person exercises today in place of an absent holder. Acting doesn't chain."""
        situation = self.situation(person.id)
        return tuple(
            acting.role
            for post in person.posts
            if post in self.library.roles and (acting := self.library.roles[post].acts_for) and situation.is_away(acting.role)
        )


def seat(roster: Roster, request: Request) -> Seat:
    """Who may decide it today, with the way there; no people where it is a case for the administrators.

    By the rules now in force and by those under which it was asked: the stricter count.
    """
    return _stricter(roster, request, _seat_now(roster, request))


def _stricter(roster: Roster, request: Request, now: Seat) -> Seat:
    """The seat by today's rules, or one further up, where the rules before sent it there; with what either obliges to."""
    before = request.seat
    if request.version == roster.library.version or before.approver is None or now.approver is None or not now.people:
        return now
    found = now
    here, there = _post(now), _post(before)
    if here and there and there in line_above(roster.library, here) and not request.handed_to:
        below = [key for key in line_above(roster.library, request.below) if there in line_above(roster.library, key)]
        higher = (_seat_now(roster, replace(request, below=key)) for key in (*below[-1:], there) if key)
        found = next((one for one in higher if one.people and _reaches(roster.library, one, there)), Seat(trail=now.trail))
    dues = {due.obligation.id: due for due in (*before.dues, *found.dues)}
    return replace(found, dues=tuple(dues.values()), missing=tuple(dict.fromkeys((*found.missing, *before.missing))))


def _reaches(library: Library, found: Seat, there: RoleKey | None) -> bool:
    """Whether a seat is at this post or above it."""
    here = _post(found)
    return here is None or here == there or (there is not None and here in line_above(library, there))


def _post(found: Seat) -> RoleKey | None:
    return (found.approver.stands_for or found.approver.role) if found.approver else None


def _seat_now(roster: Roster, request: Request) -> Seat:
    if request.handed_to is not None:
        return _handed(roster, request, request.handed_to)
    situation = roster.situation(request.requester)
    trail: list[Step] = []
    role: RoleKey | None = request.below
    seen: set[RoleKey] = set()
    while role is not None and role in roster.library.roles and role not in seen:
        seen.add(role)
        found = _above(roster.library, situation, role, request)
        trail += found.trail
        people = fit(roster, request, found.approver.people)
        ends = _ends(roster.library, role)
        if people and _placed_well(request, found, ends):
            return _seat(roster.library, situation, request, found, people, trail)
        role = found.approver.stands_for or found.approver.role
        if found.approver.referral and ends and role not in ends:  # whom the escalation names was tried in vain
            role = ends[0]
    return _by_staff_list(roster, request, trail) or Seat(trail=tuple(trail))


def _by_staff_list(roster: Roster, request: Request, trail: Iterable[Step]) -> Seat | None:
    """Where the book's line ends: the person above whoever passed it up, or above the requester, by the staff list."""
    start = request.passed[-1] if request.passed else request.requester
    above = fit(roster, request, superiors(roster.staff, start))[:1]
    if not above:
        return None
    posts = [post for post in roster.staff.people[above[0]].posts if post in roster.library.roles]
    approver = Approver(role=posts[0] if posts else None, basis=Basis.REFERRAL, roles=tuple(posts[:1]), people=above)
    return Seat(approver=approver, people=above, trail=tuple(trail))


def superiors(staff: Staff, person: str) -> tuple[str, ...]:
    """The people above somebody by the staff list, nearest first."""
    found: list[str] = []
    here = staff.people.get(person)
    while here and here.superior and here.superior not in (person, *found):
        found.append(here.superior)
        here = staff.people.get(here.superior)
    return tuple(found)


def _placed_well(request: Request, found: Route, ends: tuple[RoleKey, ...]) -> bool:
    """Whether whoever was found may be asked: a power that others hold is never referred to somebody below them."""
    if not found.approver.referral or _routed(request).action is None or not ends:
        return True
    return not set(ends).isdisjoint({found.approver.role, found.approver.stands_for})


def _above(library: Library, situation: Situation, role: RoleKey, request: Request) -> Route:
    """The next approver above `role`; for a question the direct superior comes first."""
    if request.matter is Matter.QUESTION:
        superior = superior_of(library, situation, role)
        if superior and superior.people:
            return Route(approver=superior, trail=())
    return route(library, situation, role, _routed(request))


def _routed(request: Request) -> Proposal:
    """What to route: where nobody's own power is used, whoever is above is the one to ask."""
    if request.matter is Matter.QUESTION or request.reason is Reason.CLAUSE_DEMANDS_APPROVAL:
        return replace(request.proposal, action=None)
    return request.proposal


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
    if person in roster.staff.away(roster.day):
        return Refusal.AWAY
    return None


def _seat(
    library: Library, situation: Situation, request: Request, found: Route, people: tuple[str, ...], trail: Iterable[Step] = ()
) -> Seat:
    approver = found.approver
    grant = found.held.grant if found.held else None
    return Seat(
        approver=changed(approver, people=people),
        people=people,
        trail=tuple(trail),
        clauses=found.clauses,
        missing=evaluate(found.held, request.proposal, by_other=True).missing if found.held else (),
        dues=due(library, situation, grant, (approver.role, approver.stands_for)) if grant else (),
    )


def _handed(roster: Roster, request: Request, person: str) -> Seat:
    """The seat of whom an administrator handed it to, as long as that person may still decide it."""
    found = may_take_over(roster, request, person)
    if found is None:
        return Seat()
    return _seat(roster.library, roster.situation(request.requester), request, found, (person,), found.trail)


def may_take_over(roster: Roster, request: Request, person: str) -> Route | None:
    """As what this person could decide the request, were it handed to them; None where they may not."""
    holder = roster.staff.people.get(person)
    if holder is None or barred(roster, replace(request, passed=()), person):
        return None
    own = tuple(post for post in holder.posts if post in roster.library.roles and post not in roster.staff.vacant)
    as_self = [(post, None) for post in own]
    acting = [(post, stood) for post in own for stood in _stood(roster, post)]
    for post, stands_for in (*as_self, *acting):
        found = _by_power(roster, request, post, stands_for) or _by_line(roster, request, post, stands_for)
        if found:
            return found
    return _by_name(roster, request, person)


def _stood(roster: Roster, post: RoleKey) -> tuple[RoleKey, ...]:
    acting = roster.library.roles[post].acts_for
    return (acting.role,) if acting and roster.situation("").is_away(acting.role) else ()


def _by_power(roster: Roster, request: Request, post: RoleKey, stands_for: RoleKey | None) -> Route | None:
    proposal = _routed(request)
    finding = may_use(roster.library, stands_for or post, proposal) if proposal.action else None
    if finding is None or finding.covers is False:
        return None
    basis = Basis.ACTING if stands_for else finding.held.basis
    approver = Approver(role=post, basis=basis, roles=(post,), stands_for=stands_for)
    return Route(approver=approver, trail=(), held=finding.held, clauses=(finding.held.grant.clause,))


def _by_line(roster: Roster, request: Request, post: RoleKey, stands_for: RoleKey | None) -> Route | None:
    """A superior up the line, where nobody in the book has the power itself; never worded as if they had."""
    line = _ends(roster.library, request.role) or tuple(line_above(roster.library, request.role))
    if somebody_may(roster.library, request) or (stands_for or post) not in line:
        return None
    return Route(approver=Approver(role=post, basis=Basis.REFERRAL, roles=(post,), stands_for=stands_for), trail=())


def _by_name(roster: Roster, request: Request, person: str) -> Route | None:
    """Somebody above by the staff list, where nobody in the book has the power itself."""
    if somebody_may(roster.library, request):
        return None
    line = [holder.id for role in _ends(roster.library, request.role) for holder in roster.staff.holders(role)]  # away or not
    if not any(person in superiors(roster.staff, below) for below in (request.requester, *line)):
        return None
    posts = tuple(post for post in roster.staff.people[person].posts if post in roster.library.roles)[:1]
    return Route(approver=Approver(role=posts[0] if posts else None, basis=Basis.REFERRAL, roles=posts), trail=())


def somebody_may(library: Library, request: Request) -> bool:
    """Whether the book gives anybody up the line the power that this request needs."""
    proposal = _routed(request)
    if proposal.action is None:
        return False
    findings = [may_use(library, key, proposal) for key in line_above(library, request.role)]
    return any(finding is not None and finding.covers is not False for finding in findings)


def _ends(library: Library, role: RoleKey) -> tuple[RoleKey, ...]:
    """Whom the last escalation clause up the line names, and whoever is above them: where a referral may go."""
    line = (role, *line_above(library, role))
    named = [one.to for key in line for one in library.roles[key].escalations if one.to and one.to != role]
    return (named[-1], *line_above(library, named[-1])) if named else ()


def right_to_decide(roster: Roster, request: Request, person: str, move: Move) -> Seat:
    """The seat in which this person may make an approver's move now; raises MoveRefused with the reason otherwise."""
    found = seat(roster, request)
    if person in found.people:
        if move is Move.APPROVE and _forbidden(roster, request):
            raise MoveRefused(request, move, Refusal.FORBIDDEN)
        return found
    why = barred(roster, request, person) or Refusal.NOT_YOURS
    if why is Refusal.NOT_YOURS and person in request.seat.people and request.seat.approver and request.seat.approver.stands_for:
        why = Refusal.STAND_IN_OVER
    raise MoveRefused(request, move, why)


def _forbidden(roster: Roster, request: Request) -> bool:
    """Whether the books in force now forbid outright what is proposed: nobody approves that."""
    situation = roster.situation(request.requester, (request.role,))
    return decide(roster.library, situation, request.proposal).outcome is Outcome.PROHIBITED

"""Who may decide a request now: looked up afresh from the staff list and the rule books, for a placing and at each click.

Nothing that a card or a button says is believed here, nor an absence that isn't recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from msgspec.structs import replace as changed

from bot.approvals.advancing import MoveRefused, Refusal
from bot.approvals.handing import may_take_over
from bot.approvals.moves import APPROVALS, Matter, Move
from bot.approvals.request import Request, Seat
from bot.approvals.roster import Roster, as_of_now, barred, ends_of, fit, routed, superiors
from bot.approvals.voices import demanding, heard, wanted
from bot.authority.deciding import decide, superior_of
from bot.authority.evaluating import evaluate
from bot.authority.obliging import due
from bot.authority.routing import Route, line_above, power_behind, route
from bot.authority.situation import Situation
from bot.model import CUMULATIVE, Approver, Basis, Grant, Outcome, Proposal, RoleKey, Step, Why
from bot.rulebook.library import Library


def seat(roster: Roster, request: Request) -> Seat:
    """Who may decide it today, with the way there; no people where it is a case for the administrators.

    By the rules now in force and by those under which it was asked: the stricter count.
    """
    request = as_of_now(roster, request)
    return _stricter(roster, request, _seat_now(roster, request))


def _stricter(roster: Roster, request: Request, now: Seat) -> Seat:
    """The seat by today's rules, or one further up, where the rules before sent it there; with what either obliges to."""
    before = request.seat
    if now.voices or before.voices:
        return now
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
    grant = demanding(roster, request)
    if grant is not None or request.seat.voices:
        return _of_several(roster, request, grant)
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
        people = _with_room(roster, request, found, fit(roster, request, _any_of(situation, found.approver)))
        ends = ends_of(roster.library, role)
        if people and _placed_well(request, found, ends):
            return _seat(roster, situation, request, found, people, trail)
        if found.held and not people and found.approver.people:
            trail.append(Step(role=found.approver.role or role, why=Why.OVER_LIMIT, clause=found.held.grant.clause))
        role = found.approver.stands_for or found.approver.role
        if found.approver.referral and ends and role not in ends:  # whom the escalation names was tried in vain
            role = ends[0]
    return _by_staff_list(roster, request, trail) or Seat(trail=tuple(trail))


def _any_of(situation: Situation, approver: Approver) -> tuple[str, ...]:
    """Everybody who may decide it: where the book names posts side by side, the holders of each."""
    beside = [person.id for role in approver.roles if role != approver.role for person in situation.present(role)]
    return tuple(dict.fromkeys((*approver.people, *beside)))


def _with_room(roster: Roster, request: Request, found: Route, people: tuple[str, ...]) -> tuple[str, ...]:
    """Those whose limit, where it adds up over a period, still has room for this."""
    held = found.held
    if held is None or not any(limit.per in CUMULATIVE for limit in held.grant.limits):
        return people
    return tuple(person for person in people if evaluate(held, _as_used(roster, request, found, person), by_other=True).covers is not False)


def _as_used(roster: Roster, request: Request, found: Route, person: str) -> Proposal:
    """What is proposed, with what this approver has used already."""
    post = found.approver.stands_for or found.approver.role
    return replace(request.proposal, used=roster.used(post, person, request) if post else {})


def _of_several(roster: Roster, request: Request, grant: Grant | None) -> Seat:
    """The seat of several who all have to approve: of those whose turn it is, whoever has not yet.

    Whose approval was demanded when it was asked stays demanded, whatever the books say now.
    """
    before = [(one.stage, (one.post,)) for one in request.seat.voices]
    now = list(wanted(grant, request)) if grant else []
    named = {role for _, roles in now for role in roles}
    demands = [*now, *(one for one in before if one[1][0] not in named)]
    clause = grant.clause if grant else next(iter(request.seat.clauses), "")
    voices, trail = heard(roster, request, sorted(demands, key=lambda one: one[0]), clause)
    turn = min((one.stage for one in voices if not one.given_by), default=0)
    asked = [one for one in voices if one.stage == turn and not one.given_by]
    people = tuple(dict.fromkeys(person for one in asked for person in one.people))
    if not people:
        return Seat(trail=trail, voices=voices)
    first = next(one for one in asked if one.people)
    users = [role for one in voices for role in (one.approver.role, one.approver.stands_for)]
    dues = due(roster.library, roster.situation(request.requester), grant, users, request.proposal) if grant else request.seat.dues
    approver = changed(first.approver, people=people)
    return Seat(approver=approver, people=people, trail=trail, clauses=(clause,) if clause else (), dues=dues, voices=voices)


def _by_staff_list(roster: Roster, request: Request, trail: Iterable[Step]) -> Seat | None:
    """Where the book's line ends: the person above whoever passed it up, or above the requester, by the staff list."""
    start = request.passed[-1] if request.passed else request.requester
    above = fit(roster, request, superiors(roster.staff, start))[:1]
    if not above:
        return None
    posts = [post for post in roster.staff.people[above[0]].posts if post in roster.library.roles]
    approver = Approver(role=posts[0] if posts else None, basis=Basis.REFERRAL, roles=tuple(posts[:1]))
    return _seat(roster, roster.situation(request.requester), request, Route(approver=approver, trail=()), above, trail)


def _placed_well(request: Request, found: Route, ends: tuple[RoleKey, ...]) -> bool:
    """Whether whoever was found may be asked: a power that others hold is never referred to somebody below them."""
    if not found.approver.referral or routed(request).action is None or not ends:
        return True
    return not set(ends).isdisjoint({found.approver.role, found.approver.stands_for})


def _above(library: Library, situation: Situation, role: RoleKey, request: Request) -> Route:
    """The next approver above `role`; for a question the direct superior comes first."""
    if request.matter is Matter.QUESTION:
        superior = superior_of(library, situation, role)
        if superior and superior.people:
            return Route(approver=superior, trail=())
    return route(library, situation, role, routed(request))


def _seat(
    roster: Roster, situation: Situation, request: Request, found: Route, people: tuple[str, ...], trail: Iterable[Step] = ()
) -> Seat:
    approver = found.approver
    grant = power_behind(roster.library, request.role, routed(request), found)
    proposal = _as_used(roster, request, found, people[0]) if people else request.proposal
    return Seat(
        approver=changed(approver, people=people),
        people=people,
        trail=tuple(trail),
        clauses=found.clauses,
        missing=evaluate(found.held, proposal, by_other=True).missing if found.held else (),
        dues=due(roster.library, situation, grant, (approver.role, approver.stands_for)) if grant else (),
        used=proposal.used,
    )


def _handed(roster: Roster, request: Request, person: str) -> Seat:
    """The seat of whom an administrator handed it to, as long as that person may still decide it."""
    found = may_take_over(roster, request, person)
    if found is None:
        return Seat()
    return _seat(roster, roster.situation(request.requester), request, found, (person,), found.trail)


def right_to_decide(roster: Roster, request: Request, person: str, move: Move) -> Seat:
    """The seat in which this person may make an approver's move now; raises MoveRefused with the reason otherwise."""
    found = seat(roster, request)
    if person in found.people:
        if move in APPROVALS and _forbidden(roster, request):
            raise MoveRefused(request, move, Refusal.FORBIDDEN)
        return found
    why = barred(roster, request, person) or Refusal.NOT_YOURS
    if why is Refusal.NOT_YOURS and person in {one.by for one in request.consents}:
        why = Refusal.DONE
    if why is Refusal.NOT_YOURS and person in request.seat.people and request.seat.approver and request.seat.approver.stands_for:
        why = Refusal.STAND_IN_OVER
    raise MoveRefused(request, move, why)


def _forbidden(roster: Roster, request: Request) -> bool:
    """Whether the books in force now forbid outright what is proposed: nobody approves that."""
    situation = roster.situation(request.requester, (request.role,))
    return decide(roster.library, situation, request.proposal).outcome is Outcome.PROHIBITED

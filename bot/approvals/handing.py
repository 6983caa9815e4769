"""As what somebody could decide a request that an administrator hands to them."""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.request import Request
from bot.approvals.roster import Roster, as_of_now, barred, ends_of, routed, superiors
from bot.authority.routing import Route, line_above, may_use
from bot.model import Approver, Basis, RoleKey
from bot.rulebook.library import Library


def may_take_over(roster: Roster, request: Request, person: str) -> Route | None:
    """As what this person could decide the request, were it handed to them; None where they may not."""
    request = as_of_now(roster, request)
    holder = roster.staff.people.get(person)
    if holder is None or barred(roster, replace(request, passed=()), person):
        return None
    own = tuple(post for post in holder.posts if post in roster.library.roles and post not in roster.staff.vacant)
    as_self = [(post, None) for post in own]
    acting = [(post, stood) for post in own for stood in _stood(roster, request, post)]
    for post, stands_for in (*as_self, *acting):
        found = _by_power(roster, request, post, stands_for) or _by_line(roster, request, post, stands_for)
        if found:
            return found
    return _by_name(roster, request, person)


def _stood(roster: Roster, request: Request, post: RoleKey) -> tuple[RoleKey, ...]:
    acting = roster.library.roles[post].acts_for
    return (acting.role,) if acting and acting.includes(request.proposal.action) and roster.situation("").is_away(acting.role) else ()


def _by_power(roster: Roster, request: Request, post: RoleKey, stands_for: RoleKey | None) -> Route | None:
    proposal = routed(request)
    finding = may_use(roster.library, stands_for or post, proposal) if proposal.action else None
    if finding is None or finding.covers is False:
        return None
    basis = Basis.ACTING if stands_for else finding.held.basis
    approver = Approver(role=post, basis=basis, roles=(post,), stands_for=stands_for)
    return Route(approver=approver, trail=(), held=finding.held, clauses=(finding.held.grant.clause,))


def _by_line(roster: Roster, request: Request, post: RoleKey, stands_for: RoleKey | None) -> Route | None:
    """A superior up the line, where nobody in the book has the power itself; never worded as if they had."""
    line = ends_of(roster.library, request.role) or tuple(line_above(roster.library, request.role))
    if somebody_may(roster.library, request) or (stands_for or post) not in line:
        return None
    return Route(approver=Approver(role=post, basis=Basis.REFERRAL, roles=(post,), stands_for=stands_for), trail=())


def _by_name(roster: Roster, request: Request, person: str) -> Route | None:
    """Somebody above by the staff list, where nobody in the book has the power itself."""
    if somebody_may(roster.library, request):
        return None
    line = [holder.id for role in ends_of(roster.library, request.role) for holder in roster.staff.holders(role)]  # away or not
    if not any(person in superiors(roster.staff, below) for below in (request.requester, *line)):
        return None
    posts = tuple(post for post in roster.staff.people[person].posts if post in roster.library.roles)[:1]
    return Route(approver=Approver(role=posts[0] if posts else None, basis=Basis.REFERRAL, roles=posts), trail=())


def somebody_may(library: Library, request: Request) -> bool:
    """Whether the book gives anybody up the line the power that this request needs."""
    proposal = routed(request)
    if proposal.action is None:
        return False
    findings = [may_use(library, key, proposal) for key in line_above(library, request.role)]
    return any(finding is not None and finding.covers is not False for finding in findings)

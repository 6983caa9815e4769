"""Whom to ask: from the one who proposes up the reporting line, each candidate with why (not).

The route is worked out on posts; people are filled in where a staff list is known. Nobody is
approver by default: where the line ends, the request waits for the administrators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from msgspec import Struct, field
from msgspec.structs import replace as changed

from bot.authority.deciders import Deciders
from bot.authority.evaluating import Finding, Held, evaluate, held_for
from bot.authority.forbidding import barred
from bot.authority.lines import line_above, unnamed_above
from bot.authority.seats import Seats
from bot.authority.situation import Situation
from bot.model import Approver, Basis, ClauseId, Grant, Kind, Mode, Proposal, Reason, RoleKey, Step, Why
from bot.rulebook.index import Post
from bot.rulebook.library import Library

__all__ = ["Route", "beyond", "line_above", "may_use", "route", "route_demanded", "unnamed_above"]

#: Why a superior who holds the power cannot use it here.
WHY_NOT: dict[Reason | None, Why] = {
    Reason.OVER_LIMIT: Why.OVER_LIMIT,
    Reason.OUT_OF_SCOPE: Why.OUT_OF_SCOPE,
    Reason.CONDITION_FAILS: Why.CONDITION_FAILS,
    Reason.MAY_ONLY_APPLY: Why.MAY_ONLY_APPLY,
    Reason.CONCERNS_ONESELF: Why.IS_CONCERNED,
}

# Looked up once, as in `evaluating`.
_ACT, _NO_AUTHORITY, _HAS_AUTHORITY = Mode.ACT, Why.NO_AUTHORITY, Why.HAS_AUTHORITY


class Route(Struct, frozen=True, kw_only=True, gc=False):
    """The approver with the grant that the approval would use, and every step on the way."""

    approver: Approver
    trail: tuple[Step, ...]
    held: Held | None = None
    clauses: tuple[ClauseId, ...] = ()
    #: Facts that were not stated, for the approver to establish.
    missing: tuple[str, ...] = ()
    #: The power gone beyond, where a clause says who decides then, or where it is referred.
    exceeded: Grant | None = None


def may_use(library: Library, role: RoleKey, proposal: Proposal) -> Finding | None:
    """What `role` could do about it as a superior: the best of its findings, None where it holds no such power or is forbidden it."""
    if proposal.action is None or (library.index.restricting and barred(library, role, proposal)):
        return None
    best: Finding | None = None
    for held in held_for(library, role, proposal.action):
        finding = evaluate(held, proposal, by_other=True)
        if finding.covers:
            return finding
        if best is None or _preference(finding) < _preference(best):
            best = finding
    return best


def _preference(finding: Finding) -> int:
    if finding.covers is None:
        return 0
    return 2 if finding.why is Reason.MAY_ONLY_APPLY else 1


def beyond(library: Library, role: RoleKey, proposal: Proposal) -> Grant | None:
    """The power that a referral goes beyond: that of the highest on the line who has it at all, the requester's own included.

    What its clause demands afterwards is owed for more than it allows as well: the greater use is never the lighter one.
    """
    return _highest([may_use(library, key, proposal) for key in (role, *line_above(library, role))])


def _highest(findings: Sequence[Finding | None]) -> Grant | None:
    return next((one.held.grant for one in reversed(findings) if one and one.held.grant.mode is _ACT), None)


def power_behind(library: Library, role: RoleKey, proposal: Proposal, found: Route) -> Grant | None:
    """The grant whose clause says what follows an approval: the one that is used, or gone beyond."""
    if found.held or not found.approver.referral:
        return found.held.grant if found.held else found.exceeded
    return beyond(library, role, proposal)


def route(library: Library, situation: Situation, role: RoleKey, proposal: Proposal) -> Route:
    """Find who may decide a proposal of somebody who holds `role`.

    Follows DESIGN.md, "Whom to ask": the role that the clause names, else the nearest superior who may, or who decides by the
    escalation clause of whoever may up to less, else a referral to whom the last escalation clause names, else nobody.
    """
    post = library.index.posts[role]
    walk = _Walk(library=library, situation=situation, role=role, post=post, proposal=proposal, action=proposal.action)
    return walk.named_by_clause() or walk.nearest_superior() or walk.referral() or walk.nobody()


def route_demanded(library: Library, situation: Situation, role: RoleKey, proposal: Proposal, grant: Grant) -> Route:
    """Find who has to approve before somebody uses their own `grant`, because its clause demands that."""
    bare = replace(proposal, action=None)
    post = library.index.posts[role]
    walk = _Walk(library=library, situation=situation, role=role, post=post, proposal=bare, action=proposal.action)
    return walk.demanded(grant) or walk.referral() or walk.nobody()


class _Walk(Seats, kw_only=True, gc=False):
    """One search for an approver; it collects the trail as it goes."""

    #: What is known of the post of the one who proposes.
    post: Post
    #: What each on the line could do about it, as far as they were looked at.
    powers: list[Finding | None] = field(default_factory=list)

    def named_by_clause(self) -> Route | None:
        """Step 1: the clause of one's own application or recommendation names the role it goes to.

        A post outside the book has no power in it, and is asked by the clause alone.
        """
        if not self.post.applies or not self.proposal.action:
            return None
        for held in held_for(self.library, self.role, self.proposal.action):
            grant = held.grant
            if grant.asks is None or grant.mode is _ACT:
                continue
            finding = may_use(self.library, grant.asks, self.proposal)
            if not self.library.roles[grant.asks].outside and (finding is None or finding.covers is False):
                continue
            approver = self.seat(grant.asks, Why.CLAUSE_NAMES, Basis.CLAUSE_NAMED, grant.clause)
            if approver:
                return self._routed(approver, finding, (grant.clause,))
        return None

    def nearest_superior(self) -> Route | None:
        """Step 2: up the line to the first who may do this, under some completion of the facts."""
        line = self.post.above
        named = Deciders(self.library, self.proposal, line) if self.library.index.deciding else None
        found = self._first(named.beyond(self.role), named) if named else None
        for key in () if found else line:
            finding = may_use(self.library, key, self.proposal)
            self.powers.append(finding)
            found = self._ask(key, finding, named)
            if named and finding and finding.covers is False:
                found = self._first(named.beyond(key), named)
            if found:
                break
        return found

    def _first(self, posts: Iterable[RoleKey], named: Deciders) -> Route | None:
        """The first of these posts that is there and may decide it."""
        asked = (self._ask(key, may_use(self.library, key, self.proposal), named) for key in posts)
        return next(filter(None, asked), None)

    def _ask(self, key: RoleKey, finding: Finding | None, named: Deciders | None) -> Route | None:
        """Ask a post that may decide it by a power of its own, else by the clause that names it; None with a step that says why not."""
        if finding is None:
            if named and key in named.posts:
                return self._by_clause(key, *named.posts[key])
            self.trail.append(Step(role=key, why=_NO_AUTHORITY))
            return None
        clause = finding.held.grant.clause
        if finding.covers is False:
            self.trail.append(Step(role=key, why=WHY_NOT.get(finding.why, _NO_AUTHORITY), clause=clause))
            return None
        approver = self.seat(key, _HAS_AUTHORITY, finding.held.basis, clause)
        return self._routed(approver, finding) if approver else None

    def _by_clause(self, key: RoleKey, below: RoleKey, clause: ClauseId) -> Route | None:
        """A post decides by the escalation clause of the one whose power is exceeded; what follows is what follows that power."""
        approver = self.seat(key, Why.CLAUSE_NAMES, Basis.CLAUSE_NAMED, clause)
        if approver is None:
            return None
        powers = [one.grant for one in held_for(self.library, below, self.proposal.action or "") if one.grant.mode is _ACT]
        return changed(self._routed(approver, None, (clause,)), exceeded=powers[-1] if powers else None)

    def referral(self) -> Route | None:
        """Step 3: nobody may; the matter goes where the last escalation clause up the line sends it, else to the nearest superior."""
        for key, clause in self._referred():
            approver = self.seat(key, Why.REFERRED, Basis.REFERRAL, clause) if key != self.role else None
            if approver:
                return self._referred_to(approver, clause)
        unnamed = unnamed_above(self.library, self.role)
        if unnamed is None:
            return None
        clause = next((self._own_line(key) for key in (self.role, *line_above(self.library, self.role)) if self._own_line(key)), None)
        superior = self.situation.person.superior if self.situation.person else None
        approver = Approver(role=None, basis=Basis.REFERRAL, unnamed=unnamed, people=(superior,) if superior else ())
        return self._referred_to(approver, clause)

    def demanded(self, grant: Grant) -> Route | None:
        """Whom the clause names to approve first: each who has to, and of alternatives the first who is there."""
        seated: list[Approver] = []
        for one in grant.involves:
            if one.kind is not Kind.APPROVE or one.applies(self.proposal.facts) is False:
                continue
            for roles in [(role,) for role in one.roles] if one.joint else [one.roles]:
                approver = self.seat_first(roles, grant.clause)
                if approver is None:
                    return None
                if approver.role not in [other.role for other in seated]:
                    seated.append(approver)
        if not seated:
            return None
        approver = changed(seated[0], jointly=tuple(other.role for other in seated[1:] if other.role))
        return self._routed(approver, None, (grant.clause,))

    def nobody(self) -> Route:
        """Step 7: the administrators' queue."""
        self.trail.append(Step(role=self.role, why=Why.NOBODY, taken=True))
        return self._referred_to(Approver(role=None, basis=Basis.REFERRAL), None)

    def _referred_to(self, approver: Approver, clause: ClauseId | None) -> Route:
        """Nobody on the line may: what is owed for the highest power there is owed for going beyond it."""
        exceeded = _highest(self.powers) or _highest([may_use(self.library, self.role, self.proposal)])
        return changed(self._routed(approver, None, (clause,) if clause else ()), exceeded=exceeded)

    def _referred(self) -> Iterator[tuple[RoleKey, ClauseId | None]]:
        """Whom the last escalation clause names and those above; where no power is needed or no clause names anybody, the line.

        Who is known to lack the power is never asked instead of whom the clause names, nor of those above whoever has it and is away.
        """
        above, last = self.post.above, self.post.refers_to
        away = [key for key, power in zip(above, self.powers, strict=False) if power and power.covers is not False]
        if away:
            above = line_above(self.library, away[-1])
            last = last if last and last[0] in above else None
        if last:
            yield last
            above = above if self.proposal.action is None else line_above(self.library, last[0])
        for key in above:
            yield key, self._line_clause(key)

    def _own_line(self, key: RoleKey) -> ClauseId | None:
        line = self.library.roles[key].reports_to
        return line.clause if line and line.unnamed else None

    def _line_clause(self, key: RoleKey) -> ClauseId | None:
        """The clause by which somebody on the line reports to `key`."""
        for below in (self.role, *line_above(self.library, self.role)):
            line = self.library.roles[below].reports_to
            if line and key in line.to:
                return line.clause
        return None

    def _routed(self, approver: Approver, finding: Finding | None, clauses: tuple[ClauseId, ...] = ()) -> Route:
        if finding:
            clauses = (finding.held.grant.clause, *clauses)
        if approver.stands_for:
            clauses += tuple(step.clause for step in self.trail if step.why is Why.STANDS_IN and step.clause)
        return Route(
            approver=approver,
            trail=tuple(self.trail),
            held=finding.held if finding else None,
            clauses=clauses,
            missing=finding.missing if finding else (),
        )

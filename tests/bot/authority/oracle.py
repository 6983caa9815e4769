"""What a rule book says of a proposal, worked out the long way: an independent oracle.

Written from docs/rule-books.md and the design's "The five outcomes" and "Whom to ask", on the book as it is written, and not
from the evaluator. It knows no third truth value: what was not stated is filled in, in every possible way, and each world
that comes of it is looked at by itself. It looks through all roles and grants every time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]
CENT = Decimal("0.01")
REACH = {"act": ("act",), "apply": ("apply", "act"), "advise": ("advise", "apply", "act")}
IN_GROUP = {"own-group": True, "other-group": False, "other-department": False, "self": False, "customer": False}
IN_DEPARTMENT = {"own-group": True, "other-group": True, "own-department": True, "other-department": False, "self": True, "customer": False}
INSIDE = {"own-group": IN_GROUP, "own-department": IN_DEPARTMENT}
PERIODS = ("event", "project", "day", "month", "quarter", "year")


@dataclass(frozen=True)
class Ask:
    """A proposal in plain words: amounts are (number, unit)."""

    action: str | None
    mode: str = "act"
    amount: tuple[Any, str] | None = None
    over: tuple[Any, str] | None = None
    each: tuple[Any, str] | None = None
    used: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    facts: Mapping[str, bool] = field(default_factory=dict)
    relation: str | None = None
    concerned: str | None = None


@dataclass(frozen=True)
class World:
    """One way in which everything could be: each fact true or false, and the amount a number."""

    facts: Mapping[str, bool]
    amount: tuple[Decimal, str] | None


@dataclass(frozen=True)
class Verdict:
    """What comes out. Where several grants of one clause order would do, each is among the `ways`: (clause, what is owed by whom)."""

    outcome: str
    ways: frozenset[tuple[str, frozenset[tuple[str, str | None]]]] = frozenset()
    #: Sets of facts, each of which would do to be asked for.
    asked: frozenset[frozenset[str]] = frozenset()
    approver: str | None = None
    stands_for: str | None = None
    basis: str | None = None
    jointly: tuple[str, ...] = ()


def is_number(quantity: tuple[Any, str] | None) -> bool:
    return quantity is not None and type(quantity[0]) is Decimal and quantity[0].is_finite()


class Oracle:
    """One book, asked by one post."""

    def __init__(self, book: Json, presumed: Iterable[str], posts: tuple[str, ...], absent: frozenset[str], ask: Ask) -> None:
        self.book = book
        self.roles: Mapping[str, Json] = {**book["roles"], "department": book["roles"].get("department", {})}
        self.absent = absent
        self.posts = tuple(post for post in posts if post in self.roles)
        stated = {fact: value for fact, value in ask.facts.items() if value is True or value is False}
        self.facts = {**dict.fromkeys(presumed, True), **stated}
        self.ask = ask

    # what there is

    def grants(self) -> Iterator[Json]:
        """Grants and duties alike, as `grant` with all that may be said of one."""
        listed = [dict(one) for one in self.book.get("grants", ())]
        listed += [
            {"clause": clause, "role": said["role"], "action": f"duty:{clause}:{number}", "duty": True, **duty}
            for clause, said in self.book["clauses"].items()
            for number, duty in enumerate(said.get("duties", ()), start=1)
        ]
        yield from sorted(listed, key=lambda one: tuple(map(int, one["clause"].split("."))))

    def held(self, role: str) -> list[Json]:
        """What a post may use: what is its own, and what is of those whose rights it has."""
        reached, frontier = [role], [role]
        while frontier:
            frontier = [new for one in frontier for new in self.roles[one].get("inherits", {}).get("roles", ()) if new not in reached]
            reached += dict.fromkeys(frontier)
        return [grant for holder in reached for grant in self.grants() if grant["role"] == holder and grant["action"] == self.ask.action]

    def line(self, role: str) -> list[str]:
        """Everybody above, nearest first."""
        above: list[str] = []
        level = [role]
        while level:
            level = [one for below in level for one in self.superiors(below) if one not in above and one != role]
            level = list(dict.fromkeys(level))
            above += level
        return above

    def superiors(self, role: str) -> list[str]:
        said = self.roles[role].get("reports_to", {})
        return [said["role"]] if "role" in said else list(said.get("roles", ()))

    def stands_in_for(self, role: str) -> list[str]:
        return [other for other in sorted(self.roles, key=self.rank) if self.stood_for(other) == role]

    def stood_for(self, role: str) -> str | None:
        """In whose place a post may do just this."""
        said = self.roles[role].get("acts_for", {})
        return None if self.ask.action in said.get("except", ()) else said.get("role")

    def rank(self, role: str) -> tuple[bool, int]:
        """Posts come in the order of the clauses that are addressed to them; here their first number tells."""
        return (role != "department", int(role.removeprefix("post-")) if role != "department" else 0)

    # worlds

    def worlds(self) -> Iterator[World]:
        grants = [grant for grant in self.grants() if grant["action"] == self.ask.action]
        asked = {fact for grant in grants for fact in self.turns_on(grant)}
        open_facts = sorted(asked - set(self.facts))
        for values in itertools.product((True, False), repeat=len(open_facts)):
            for amount in self.amounts(grants):
                yield World(facts={**self.facts, **dict(zip(open_facts, values, strict=True))}, amount=amount)

    def turns_on(self, grant: Json) -> Iterator[str]:
        yield from grant.get("conditions", ())
        if grant.get("scope", "anyone") != "anyone" and self.ask.relation not in INSIDE[grant["scope"]]:
            yield grant["scope"]
        for limit in limits(grant):
            if limit.get("per", "act") in PERIODS and not self.before(limit):
                yield f"within-{limit['per']}"
        for one in grant.get("involve", ()):
            yield from (one[key] for key in ("if", "unless") if key in one and one["kind"] == "approve")

    def amounts(self, grants: list[Json]) -> Iterator[tuple[Decimal, str] | None]:
        """The amount that was said; where it can't be used, every one that could make a difference."""
        said = self.ask.amount
        units = {limit["unit"] for grant in grants for limit in limits(grant)}
        if said is not None and is_number(said) and units <= {said[1]}:
            yield said
        elif said is None and not units:
            yield None
        else:
            numbers = {Decimal(10) ** 9, CENT / 1000}
            for limit in (limit for grant in grants for limit in limits(grant)):
                top = limit["max"]
                used = self.before(limit) or Decimal(0)
                numbers |= {top, top - CENT, top + CENT, top - used, top - used - CENT, top - used + CENT}
            floor = self.ask.over if is_number(self.ask.over) and self.ask.over[1] in units else None
            least = floor[0] if said is None and floor else Decimal(0)
            yield from (
                (number, unit) for unit in sorted(units or {"CNY"}) for number in sorted(numbers | {least + CENT / 1000}) if number > least
            )

    def before(self, limit: Json) -> Decimal | None:
        used = self.ask.used.get(limit.get("per", "act")) if limit.get("per", "act") != "act" else None
        return used[0] if is_number(used) and used[1] == limit["unit"] and used[0] >= 0 else None

    # one grant in one world

    def within(self, limit: Json, world: World) -> bool:
        amount = world.amount
        if limit.get("per") == "person" and self.ask.each is not None:
            amount = self.ask.each if is_number(self.ask.each) else world.amount
        if amount is None or amount[1] != limit["unit"] or amount[0] <= 0:
            return False
        before = self.before(limit)
        if limit.get("per", "act") in PERIODS and before is None and not world.facts[f"within-{limit['per']}"]:
            return False
        total = amount[0] + (before or 0)
        if limit.get("figure") and not self.book.get("smaller_use", True):
            return bool(total == limit["max"])
        inclusive = limit.get("bound", "inclusive") == "inclusive" and limit.get("inclusive", True)
        return bool(total <= limit["max"] if inclusive else total < limit["max"])

    def covers(self, grant: Json, world: World, by_superior: bool) -> bool:
        if grant.get("mode", "act") not in (("act",) if by_superior else REACH.get(self.ask.mode, ())):
            return False
        if self.ask.relation == "self" and not by_superior and not grant.get("duty"):
            return False
        if not all(self.within(limit, world) for limit in limits(grant)):
            return False
        if not all(world.facts[fact] for fact in grant.get("conditions", ())):
            return False
        scope = grant.get("scope", "anyone")
        return scope == "anyone" or self.inside(scope, world, by_superior)

    def inside(self, scope: str, world: World, by_superior: bool) -> bool:
        if scope in world.facts:
            return world.facts[scope]
        return True if by_superior and self.ask.relation == "self" else INSIDE[scope][str(self.ask.relation)]

    def calls(self, one: Json, facts: Mapping[str, bool]) -> bool | None:
        """Whether somebody is to take part."""
        for key, wanted in (("if", True), ("unless", False)):
            if key in one:
                return facts[one[key]] is wanted if one[key] in facts else None
        return True

    def demands(self, grant: Json, world: World) -> bool:
        if self.ask.mode != "act" or self.facts.get("approved") is True:
            return False
        return bool(grant.get("gate")) or any(one["kind"] == "approve" and self.calls(one, world.facts) for one in grant.get("involve", ()))

    def may(self, grants: list[Json], world: World) -> bool:
        return any(self.covers(grant, world, False) and not self.demands(grant, world) for grant in grants)

    # the outcome

    def verdict(self) -> Verdict:
        if not self.posts:
            return Verdict("unknown")
        if any(self.forbidden(post) for post in self.posts):
            return Verdict("prohibited")
        best = max([self.verdict_as(post) for post in self.posts], key=self.favour)
        turning = {fact for ban in self.bans_on(*self.posts) for fact in self.lifting(ban, best.outcome)}
        return Verdict("needs_facts", asked=frozenset([frozenset(turning)])) if turning else best

    @staticmethod
    def favour(one: Verdict) -> tuple[int, int]:
        """Of several posts the best counts, and of those that ask the one that asks for least."""
        rank = ("unknown", "approval_required", "needs_facts", "permitted").index(one.outcome)
        return rank, -min((len(facts) for facts in one.asked), default=0)

    def bans_on(self, *posts: str) -> list[Json]:
        """What is forbidden of this to any of these posts, whether it is so here or not."""
        found = [ban for ban in self.book.get("prohibitions", ()) if ban.get("action", self.ask.action) == self.ask.action]
        return [
            ban
            for ban in found
            if any(post in ([ban["role"]] if isinstance(ban.get("role"), str) else ban.get("role", posts)) for post in posts)
        ]

    def forbidden(self, post: str) -> bool:
        return any(self.meant(ban) and not self.rescues(ban) for ban in self.bans_on(post))

    def meant(self, ban: Json) -> bool:
        return all(self.facts.get(fact) for fact in ban.get("when", ()))

    def rescues(self, ban: Json) -> list[str]:
        """The facts that lift it or may do so."""
        return [fact for fact in ban.get("unless", ()) if self.facts.get(fact) is not False]

    def lifting(self, ban: Json, outcome: str) -> list[str]:
        """What has to be asked before this outcome counts, since it may be forbidden."""
        open_facts = self.rescues(ban)
        if outcome == "needs_facts" or (outcome == "unknown" and "action" not in ban) or any(self.facts.get(fact) for fact in open_facts):
            return []
        if outcome == "unknown" and False not in [self.facts.get(fact) for fact in ban.get("when", ())]:
            return [fact for fact in ban.get("when", ()) if fact not in self.facts] or open_facts
        return open_facts if self.meant(ban) else []

    def verdict_as(self, post: str) -> Verdict:
        stood = self.stood_for(post)
        grants = self.held(post)
        done_to_them = stood == self.ask.concerned  # nobody acts in somebody's place upon that one
        if stood in self.absent and post not in self.absent and not self.forbidden(stood) and not done_to_them:
            grants = grants + self.held(stood)
        worlds = list(self.worlds())
        junk = self.junk()
        allowed = [self.may(grants, world) for world in worlds]
        # Where one grant covers in some worlds and another in the rest, what follows hangs on which: that is asked.
        sure = [grant for grant in grants if all(self.may([grant], world) for world in worlds)]
        if sure and not junk:
            return Verdict(
                "permitted",
                ways=frozenset(
                    (grant["clause"], self.owed(grant, {post, stood} if grant not in self.held(post) else {post}, self.ask.mode == "act"))
                    for grant in sure
                ),
            )
        if any(allowed):
            return Verdict("needs_facts", asked=self.easiest(grants, worlds, junk))
        if not any(grant["action"] == self.ask.action for grant in self.grants()):
            return Verdict("unknown")
        gated = [grant for grant in grants if any(self.covers(grant, world, False) and self.demands(grant, world) for world in worlds)]
        return self.demanded(post, gated) if gated else self.sent_up(post, worlds)

    def easiest(self, grants: list[Json], worlds: list[World], junk: bool) -> frozenset[frozenset[str]]:
        """The smallest sets of facts that, answered well, give a permission whatever else is the case."""
        names = sorted({fact for world in worlds for fact in world.facts if fact not in self.facts})
        if junk or len({world.amount for world in worlds}) > 1:
            names.append("amount")
        ways = [[self.may([grant], world) for world in worlds] for grant in grants]
        for size in range(len(names) + 1):
            found = [
                frozenset(chosen)
                for chosen in itertools.combinations(names, size)
                if (not junk or "amount" in chosen) and any(self.settles(chosen, worlds, way) for way in ways)
            ]
            if found:
                return frozenset(found)
        return frozenset()

    @staticmethod
    def settles(chosen: tuple[str, ...], worlds: list[World], way: list[bool]) -> bool:
        """Whether some answer to what is chosen leaves only worlds in which this way is open."""
        left: dict[tuple[Any, ...], bool] = {}
        for world, open_way in zip(worlds, way, strict=True):
            answer = tuple(world.amount if name == "amount" else world.facts[name] for name in chosen)
            left[answer] = left.get(answer, True) and open_way
        return any(left.values())

    # whom to ask

    def possible(self, role: str, worlds: list[World]) -> list[Json]:
        may = () if self.forbidden(role) else self.held(role)
        return [grant for grant in may if any(self.covers(grant, world, True) for world in worlds)]

    def seat(self, role: str) -> tuple[str, str | None] | None:
        """Who is asked for a post: its holder, or who acts for them while they are away."""
        if role == self.ask.concerned or role in self.posts:
            return None
        if role not in self.absent:
            return role, None
        for other in self.stands_in_for(role):
            if other not in self.absent and other not in self.posts and other != self.ask.concerned:
                return other, role
        return None

    def sent_up(self, post: str, worlds: list[World]) -> Verdict:
        for grant in self.held(post):
            named = grant.get("asks")
            if not named or grant.get("mode", "act") == "act" or not (found := self.seat(named)):
                continue
            if self.possible(named, worlds):
                return self.asking(named, "clause-named", self.possible(named, worlds), worlds)
            if self.roles[named].get("outside"):
                basis = "acting" if found[1] else "clause-named"
                return Verdict(
                    "approval_required", ways=frozenset({("", frozenset())}), approver=found[0], stands_for=found[1], basis=basis
                )
        line, named = self.line(post), {}
        for key in (post, *line):
            if key != post and (found := self.asked_up(key, named, worlds)):
                return found
            exceeded = key == post or (not self.forbidden(key) and not self.possible(key, worlds))
            new = [to for to in self.deciding(key) if exceeded and to not in named]
            named.update(dict.fromkeys(new, key))
            for to in new:
                if to not in line and (found := self.asked_up(to, named, worlds)):
                    return found
        return self.referred(post, True, worlds)

    def deciding(self, post: str) -> list[str]:
        """Whom the escalation clauses of a post let decide what goes beyond its power."""
        named = [one["to"] for one in self.roles[post].get("escalations", ()) if one.get("decides") and one["to"] != post]
        return [to for to in dict.fromkeys(named) if self.held(post) and not self.forbidden(to)]

    def asked_up(self, role: str, named: Mapping[str, str], worlds: list[World]) -> Verdict | None:
        """What comes of asking a post: it may do it, or it decides by the clause of another, or neither, or nobody is there."""
        if self.possible(role, worlds) and self.seat(role):
            return self.asking(role, "own", self.possible(role, worlds), worlds)
        if self.held(role) or role not in named or not (found := self.seat(role)):
            return None
        powers = [grant for grant in self.held(named[role]) if grant.get("mode", "act") == "act"][-1:]
        ways = frozenset(("", self.owed(grant, set(found), True)) for grant in powers) or frozenset({("", frozenset())})
        basis = "acting" if found[1] else "clause-named"
        return Verdict("approval_required", ways=ways, approver=found[0], stands_for=found[1], basis=basis)

    def asking(self, role: str, basis: str, grants: list[Json], worlds: list[World]) -> Verdict:
        seated, stood = self.seat(role) or ("", None)
        ways = frozenset((grant["clause"], self.owed(grant, {seated, stood}, True)) for grant in grants)
        return Verdict("approval_required", ways=ways, approver=seated, stands_for=stood, basis="acting" if stood else basis)

    def referred(self, post: str, powers: bool, worlds: list[World]) -> Verdict:
        """Nobody may: whom the last escalation clause names, and those above; in want of one, or of a power, the line itself.

        Where somebody may and isn't there, it goes on up from there and never back to those below.
        What follows is what follows the power that it goes beyond: the highest one there is on the line.
        """
        line = self.line(post)
        named = [one["to"] for role in (post, *line) for one in self.roles[role].get("escalations", ()) if "to" in one]
        tried = [named[-1], *(self.line(named[-1]) if powers else line)] if named else line
        if able := [role for role in line if powers and self.possible(role, worlds)]:
            up = self.line(able[-1])
            tried = tried if named and named[-1] in up else up
        for role in tried:
            found = self.seat(role)
            if found:
                ways = self.beyond(post, set(found)) if powers else frozenset()
                return Verdict("approval_required", ways=ways, approver=found[0], stands_for=found[1], basis="referral")
        return Verdict("approval_required", ways=self.beyond(post, set()) if powers else frozenset(), basis="referral")

    def beyond(self, post: str, users: set[str | None]) -> frozenset[Any]:
        line = [role for role in reversed((post, *self.line(post))) if not self.forbidden(role)]
        powers = ([grant for grant in self.held(role) if grant.get("mode", "act") == "act"] for role in line)
        highest = next((grants for grants in powers if grants), [])
        return frozenset(("", self.owed(grant, users, True)) for grant in highest) or frozenset({("", frozenset())})

    def demanded(self, post: str, gated: list[Json]) -> Verdict:
        """The clause demands an approval first: of whom it names, all of them or any, or of whoever is above."""
        grant = min(gated, key=self.openness)
        seats: list[tuple[str, str | None]] = []
        for one in grant.get("involve", ()):
            if one["kind"] != "approve" or self.calls(one, self.facts) is False:
                continue
            groups = [[role] for role in one["all_of"]] if "all_of" in one else [one.get("any_of") or [one["by"]]]
            for group in groups:
                found = next((seat for role in (*group, *self.line(group[0])) if (seat := self.seat(role))), None)
                if found is None:
                    return self.referred(post, False, [])
                if found[0] not in [seat[0] for seat in seats]:
                    seats.append(found)
        if not seats:
            return self.referred(post, False, [])
        (first, stood), *others = seats
        return Verdict(
            "approval_required",
            approver=first,
            stands_for=stood,
            basis="acting" if stood else "clause-named",
            jointly=tuple(one for one, _ in others),
        )

    def openness(self, grant: Json) -> int:
        """How much is not known of what a grant asks for."""
        asked = {*grant.get("conditions", ()), *self.turns_on({**grant, "involve": ()})} - set(self.facts)
        if "limit" not in grant:
            return len(asked) + self.junk()  # without a limit, too, it can't be told of it
        settled = [world for world in self.worlds() if self.settled(grant, world)]
        return len(asked) + (not all(self.within(limit, world) for world in settled for limit in limits(grant)))

    def junk(self) -> bool:
        """Whether an amount was said that is none: it can be told of no grant that it covers that."""
        return self.ask.amount is not None and not is_number(self.ask.amount)

    @staticmethod
    def settled(grant: Json, world: World) -> bool:
        return all(world.facts.get(f"within-{limit.get('per')}") is not False for limit in limits(grant))

    # what follows

    def owed(self, grant: Json, users: set[str | None], acts: bool) -> frozenset[tuple[str, str | None]]:
        """What is to be done, and by whom: whoever used the authority never verifies it."""
        if not acts:
            return frozenset()
        owed: set[tuple[str, str | None]] = set()
        for step in grant.get("obligations", ()):
            for name in [step] if isinstance(step, str) else step:
                owed.add((name, self.owner(self.book["obligations"][name], users)))
        for one in grant.get("involve", ()):
            if self.calls(one, self.facts) is False or (one["kind"] == "approve" and self.facts.get("approved") is True):
                continue
            named = one.get("all_of") or one.get("any_of") or [one["by"]]
            for group in [[role] for role in named] if "all_of" in one else [named]:
                if one["kind"] != "approve" or users.isdisjoint(group):
                    owed.add((f"{one['kind']}:{'+'.join(group)}", None if one["kind"] in ("consult", "inform") else group[0]))
        return frozenset(owed)

    def owner(self, said: Json, users: set[str | None]) -> str | None:
        by = said.get("by")
        if by is None or not said.get("independent"):
            return by
        standing_in = [other for other in self.roles if self.roles[other].get("acts_for", {}).get("role") == by and by in self.absent]
        if users.isdisjoint({by, *standing_in}):
            return str(by)
        return next((above for above in self.line(by) if above not in users), None)


def limits(grant: Json) -> list[Json]:
    """The limits of a grant, of which there may be none, one, or several in a list."""
    said = grant.get("limit", [])
    return said if isinstance(said, list) else [said]

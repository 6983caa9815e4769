"""The rule books arranged for deciding, so that no decision has to look through all of them.

Who holds what, by post and action; who stands above whom and in for whom; what is forbidden where. It is made once with
the library and holds no decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from msgspec import Struct

from bot.model import CUMULATIVE, WITHIN, Basis, ClauseId, Grant, Limit, Prohibition, Role, RoleKey, Scope, StandIn
from bot.rulebook.numbering import natural


class Held(Struct, frozen=True, kw_only=True, gc=False):
    """A grant as held by somebody: by their own post, by inheritance, or acting for another."""

    grant: Grant
    basis: Basis
    #: The clause that gives the inheritance or the acting.
    clause: ClauseId | None = None
    stands_for: RoleKey | None = None


class Post(Struct, frozen=True, kw_only=True, gc=False):
    """What a decision looks up of one post."""

    #: action -> the grants of it that the post holds: its own first, then those it inherits, nearest first.
    powers: Mapping[str, tuple[Held, ...]]
    #: the posts above it, nearest first; alternatives in the order of the book.
    above: tuple[RoleKey, ...]
    #: those who act for it while its holder is away, and for whom it acts.
    stand_ins: tuple[RoleKey, ...]
    acts_for: StandIn | None
    #: the clauses that say where matters beyond its authority go; whether one of them says who decides them.
    escalations: tuple[ClauseId, ...]
    decides: bool
    #: whom the last of them on the way up, its own included, names, and its clause.
    refers_to: tuple[RoleKey, ClauseId] | None
    #: whether an application that it holds, its own or inherited, names where it goes.
    applies: bool
    #: action -> what forbids it in the book; under None, what forbids any other action. Empty where nothing is forbidden.
    bans: Mapping[str | None, tuple[Prohibition, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """What a decision looks up; each mapping but `posts` lacks what has no entry."""

    posts: Mapping[RoleKey, Post]
    #: post -> the posts whose grants it inherits, nearest first, each with the clause that says so.
    inherited: Mapping[RoleKey, tuple[tuple[RoleKey, ClauseId | None], ...]]
    #: the posts that some book names as a superior beside others.
    beside_others: frozenset[RoleKey]
    #: (book, action) -> the clauses that grant the action to anybody there.
    granting: Mapping[tuple[str, str], tuple[ClauseId, ...]]
    #: action -> the facts that hold for it unless they are stated not to; under None, those of any other action.
    presumed: Mapping[str | None, tuple[str, ...]]
    #: action -> the facts that matter to it; under None, those that matter to any.
    turning: Mapping[str | None, frozenset[str]]
    #: action -> the limits of its grants that count more than one act.
    adding_up: Mapping[str, tuple[Limit, ...]]
    #: What few books have, so that the others needn't look for it: the actions that some stand-in doesn't do in the other's place,
    excepted: frozenset[str]
    #: whether an escalation says who decides,
    deciding: bool
    #: the books in which something is forbidden to some posts only, and those in which something lifts a prohibition.
    restricting: frozenset[str]
    lifting: frozenset[str]


def index(roles: Mapping[RoleKey, Role], grants: Sequence[Grant], prohibitions: Sequence[Prohibition], presumed: frozenset[str]) -> Index:
    """Arrange what the books say."""
    inherited = {role.key: tuple(_inherited(roles, role)) for role in roles.values() if role.inherits}
    posts = _posts(roles, _powers(grants, inherited), _bans(sorted(prohibitions, key=lambda ban: natural(ban.clause))))
    lines = [role.reports_to.to for role in roles.values() if role.reports_to]
    return Index(
        posts=posts,
        inherited=inherited,
        beside_others=frozenset(key for line in lines if len(line) > 1 for key in line),
        granting=_granting(roles, grants),
        presumed=_presumed(grants, prohibitions, presumed) if presumed else {},
        turning=_turning(grants, prohibitions),
        adding_up=_adding_up(grants),
        excepted=frozenset(action for role in roles.values() if role.acts_for for action in role.acts_for.exceptions),
        deciding=any(post.decides for post in posts.values()),
        restricting=frozenset(book for ban in prohibitions if ban.roles for book in ban.books),
        lifting=frozenset(book for ban in prohibitions if ban.unless for book in ban.books),
    )


Powers = dict[str, tuple[Held, ...]]


def _posts(
    roles: Mapping[RoleKey, Role], powers: Mapping[RoleKey, Powers], bans: Mapping[str, Mapping[str | None, tuple[Prohibition, ...]]]
) -> dict[RoleKey, Post]:
    stand_ins: dict[RoleKey, list[RoleKey]] = defaultdict(list)
    for role in roles.values():
        if role.acts_for:
            stand_ins[role.acts_for.role].append(role.key)
    names = {key: key for key in roles}  # a name is found faster where it is the very same text
    lines = {key: tuple([names[above] for above in role.reports_to.to]) for key, role in roles.items() if role.reports_to}
    named = {key: (one.to, one.clause) for key, role in roles.items() for one in role.escalations if one.to}
    posts: dict[RoleKey, Post] = {}
    for key, role in roles.items():
        held, above = powers.get(key, {}), tuple(_above(lines, key))
        posts[key] = Post(
            powers=held,
            above=above,
            stand_ins=tuple(stand_ins.get(key, ())),
            acts_for=role.acts_for,
            escalations=tuple(one.clause for one in role.escalations),
            decides=any(one.decides for one in role.escalations),
            refers_to=next((named[one] for one in reversed((key, *above)) if one in named), None),
            applies=any(one.grant.asks for few in held.values() for one in few),
            bans=bans.get(role.book, {}),
        )
    return posts


def _powers(grants: Iterable[Grant], inherited: Mapping[RoleKey, tuple[tuple[RoleKey, ClauseId | None], ...]]) -> dict[RoleKey, Powers]:
    """Who holds what: each post's own grants, then those that it inherits."""
    listed: dict[RoleKey, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for grant in grants:
        listed[grant.role][grant.action].append(Held(grant=grant, basis=Basis.DUTY if grant.duty else Basis.OWN))
    own = {key: {action: _in_order(held) for action, held in powers.items()} for key, powers in listed.items()}
    powers = dict(own)
    for heir, found in inherited.items():
        mine: Powers = dict(own.get(heir, {}))
        for key, clause in found:
            for action, held in own.get(key, {}).items():
                passed_on = [Held(grant=one.grant, basis=Basis.INHERITED, clause=clause) for one in held]
                mine[action] = (*mine.get(action, ()), *passed_on)
        powers[heir] = mine
    return powers


def _granting(roles: Mapping[RoleKey, Role], grants: Iterable[Grant]) -> dict[tuple[str, str], tuple[ClauseId, ...]]:
    found: dict[tuple[str, str], dict[ClauseId, None]] = defaultdict(dict)
    for grant in grants:
        found[roles[grant.role].book, grant.action][grant.clause] = None
    return {key: tuple(clauses) if len(clauses) == 1 else tuple(sorted(clauses, key=natural)) for key, clauses in found.items()}


def _in_order(held: Sequence[Held]) -> tuple[Held, ...]:
    """Grants of the same post and action, in one order however the book lists them.

    Of one clause the smaller limit comes first: what it demands from a sum on stands in the grant with the larger one.
    """
    return tuple(held) if len(held) == 1 else tuple(sorted(held, key=_place))


def _place(held: Held) -> tuple[Any, Decimal, str]:
    grant = held.grant
    return natural(grant.clause), grant.limit.max if grant.limit else Decimal("Infinity"), grant.id


def facts_of(grant: Grant) -> Iterator[str]:
    """The facts that a grant may turn on, the amount aside."""
    yield from grant.conditions
    if grant.scope is not Scope.ANYONE:
        yield grant.scope.value
    yield from (one.condition for one in grant.involves if one.condition)


def _above(lines: Mapping[RoleKey, tuple[RoleKey, ...]], role: RoleKey) -> Iterator[RoleKey]:
    seen = {role}
    pending = [role]
    for below in pending:
        for key in lines.get(below, ()):
            if key not in seen:
                seen.add(key)
                yield key
                pending.append(key)


def _inherited(roles: Mapping[RoleKey, Role], heir: Role) -> Iterator[tuple[RoleKey, ClauseId | None]]:
    seen = {heir.key}
    pending = [(key, heir.inherits_clause) for key in heir.inherits]
    while pending:
        key, clause = pending.pop(0)
        if key not in seen:
            seen.add(key)
            yield key, clause
            pending += [(other, clause or roles[key].inherits_clause) for other in roles[key].inherits]


def _bans(prohibitions: Sequence[Prohibition]) -> dict[str, dict[str | None, tuple[Prohibition, ...]]]:
    """What forbids an action to the posts of a book, and with it what forbids whatever is done that way; in the order of the clauses."""
    books: dict[str, list[Prohibition]] = defaultdict(list)
    for ban in prohibitions:
        for book in ban.books:
            books[book].append(ban)
    return {
        book: {action: tuple(ban for ban in bans if ban.action in (None, action)) for action in {None, *(ban.action for ban in bans)}}
        for book, bans in books.items()
    }


def _turning(grants: Iterable[Grant], prohibitions: Iterable[Prohibition]) -> dict[str | None, frozenset[str]]:
    found: dict[str | None, set[str]] = defaultdict(set, {None: {"approved"}})
    for grant in grants:
        found[grant.action] |= {*facts_of(grant), *(WITHIN + limit.per for limit in grant.limits if limit.per in CUMULATIVE)}
    for ban in prohibitions:
        found[ban.action] |= {*ban.when, *ban.unless}
    return {action: frozenset(facts | found[None]) for action, facts in found.items()}


def _adding_up(grants: Iterable[Grant]) -> dict[str, tuple[Limit, ...]]:
    found: dict[str, list[Limit]] = defaultdict(list)
    for grant in grants:
        if limits := [limit for limit in grant.limits if limit.per in CUMULATIVE]:
            found[grant.action] += limits
    return {action: tuple(limits) for action, limits in found.items()}


def _presumed(grants: Iterable[Grant], prohibitions: Iterable[Prohibition], presumed: frozenset[str]) -> dict[str | None, tuple[str, ...]]:
    facts: dict[str | None, dict[str, None]] = defaultdict(dict)
    for grant in grants:
        facts[grant.action].update(dict.fromkeys(fact for fact in facts_of(grant) if fact in presumed))
    forbidding = dict.fromkeys(fact for ban in prohibitions for fact in (*ban.when, *ban.unless) if fact in presumed)
    found = {action: (*known, *forbidding) for action, known in [*facts.items(), (None, {})]}
    return {action: tuple(dict.fromkeys(listed)) for action, listed in found.items() if listed}

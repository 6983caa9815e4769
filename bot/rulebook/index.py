"""The rule books arranged for deciding, so that no decision has to look through all of them.

Who holds what, by post and action; who stands above whom and in for whom; what is forbidden where. It is made once with
the library and holds no decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from bot.model import Basis, ClauseId, Grant, Prohibition, Role, RoleKey, Scope
from bot.rulebook.numbering import natural


class Held(Struct, frozen=True, kw_only=True, gc=False):
    """A grant as held by somebody: by their own post, by inheritance, or acting for another."""

    grant: Grant
    basis: Basis
    #: The clause that gives the inheritance or the acting.
    clause: ClauseId | None = None
    stands_for: RoleKey | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """What a decision looks up; each mapping lacks what has no entry."""

    #: post -> action -> its own grants of that action.
    own: Mapping[RoleKey, Mapping[str, tuple[Held, ...]]]
    #: post -> the posts whose grants it inherits, nearest first, each with the clause that says so.
    inherited: Mapping[RoleKey, tuple[tuple[RoleKey, ClauseId | None], ...]]
    #: the posts that hold an application, their own or inherited, whose clause names where it goes.
    applicants: frozenset[RoleKey]
    #: post -> the posts above it, nearest first; alternatives in the order of the book.
    above: Mapping[RoleKey, tuple[RoleKey, ...]]
    #: the posts that some book names as a superior beside others.
    beside_others: frozenset[RoleKey]
    #: post -> the clauses that say where matters beyond its authority go.
    escalations: Mapping[RoleKey, tuple[ClauseId, ...]]
    #: the posts of which an escalation says who decides what goes beyond them.
    deciding: frozenset[RoleKey]
    #: post -> those who act for it while its holder is away.
    stand_ins: Mapping[RoleKey, tuple[RoleKey, ...]]
    #: (book, action) -> the clauses that grant the action to anybody there.
    granting: Mapping[tuple[str, str], tuple[ClauseId, ...]]
    #: book -> action -> what forbids it; under None, what forbids any other action.
    bans: Mapping[str, Mapping[str | None, tuple[Prohibition, ...]]]
    #: the books in which something is forbidden to some posts only, and those in which something lifts a prohibition.
    restricting: frozenset[str]
    lifting: frozenset[str]
    #: action -> the facts that hold for it unless they are stated not to; under None, those of any other action.
    presumed: Mapping[str | None, tuple[str, ...]]


def index(roles: Mapping[RoleKey, Role], grants: Iterable[Grant], prohibitions: Sequence[Prohibition], presumed: frozenset[str]) -> Index:
    """Arrange what the books say."""
    own: dict[RoleKey, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    granting: dict[tuple[str, str], dict[ClauseId, None]] = defaultdict(dict)
    facts: dict[str | None, dict[str, None]] = defaultdict(dict)
    for grant in grants:
        own[grant.role][grant.action].append(Held(grant=grant, basis=Basis.DUTY if grant.duty else Basis.OWN))
        granting[roles[grant.role].book, grant.action][grant.clause] = None
        facts[grant.action].update(dict.fromkeys(fact for fact in facts_of(grant) if fact in presumed))
    stand_ins: dict[RoleKey, list[RoleKey]] = defaultdict(list)
    for role in roles.values():
        if role.acts_for:
            stand_ins[role.acts_for.role].append(role.key)
    names = {key: key for key in roles}  # a name is found faster where it is the very same text
    lines = {key: tuple(names[above] for above in role.reports_to.to) for key, role in roles.items() if role.reports_to}
    inherited = {role.key: tuple(_inherited(roles, role)) for role in roles.values() if role.inherits}
    applying = {key for key, powers in own.items() if any(one.grant.asks for held in powers.values() for one in held)}
    heirs = {key for key, found in inherited.items() if not applying.isdisjoint(other for other, _ in found)}
    return Index(
        own={key: {action: _in_order(held) for action, held in powers.items()} for key, powers in own.items()},
        inherited=inherited,
        applicants=frozenset(applying | heirs),
        above={role: tuple(_above(lines, role)) for role in lines},
        beside_others=frozenset(key for line in lines.values() if len(line) > 1 for key in line),
        escalations={role.key: tuple(one.clause for one in role.escalations) for role in roles.values() if role.escalations},
        deciding=frozenset(role.key for role in roles.values() if any(one.decides for one in role.escalations)),
        stand_ins={key: tuple(found) for key, found in stand_ins.items()},
        granting={key: tuple(sorted(clauses, key=natural)) for key, clauses in granting.items()},
        bans=_bans(sorted(prohibitions, key=lambda ban: natural(ban.clause))),
        restricting=frozenset(book for ban in prohibitions if ban.roles for book in ban.books),
        lifting=frozenset(book for ban in prohibitions if ban.unless for book in ban.books),
        presumed=_presumed(facts, prohibitions, presumed),
    )


def _in_order(held: Sequence[Held]) -> tuple[Held, ...]:
    """Grants of the same post and action, in one order however the book lists them."""
    return tuple(held) if len(held) == 1 else tuple(sorted(held, key=lambda one: (natural(one.grant.clause), one.grant.id)))


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
    """What forbids an action to the posts of a book, together with what forbids whatever is done that way; in the order of the clauses."""
    books: dict[str, list[Prohibition]] = defaultdict(list)
    for ban in prohibitions:
        for book in ban.books:
            books[book].append(ban)
    return {
        book: {action: tuple(ban for ban in bans if ban.action in (None, action)) for action in {None, *(ban.action for ban in bans)}}
        for book, bans in books.items()
    }


def _presumed(
    facts: Mapping[str | None, dict[str, None]], prohibitions: Sequence[Prohibition], presumed: frozenset[str]
) -> dict[str | None, tuple[str, ...]]:
    forbidding = dict.fromkeys(fact for ban in prohibitions for fact in (*ban.when, *ban.unless) if fact in presumed)
    found = {action: (*known, *forbidding) for action, known in [*facts.items(), (None, {})]}
    return {action: tuple(dict.fromkeys(listed)) for action, listed in found.items() if listed}

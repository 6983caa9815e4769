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

    #: (post, action) -> its own grants of that action.
    own: Mapping[tuple[RoleKey, str], tuple[Held, ...]]
    #: post -> the posts whose grants it inherits, nearest first, each with the clause that says so.
    inherited: Mapping[RoleKey, tuple[tuple[RoleKey, ClauseId | None], ...]]
    #: post -> whom it reports to.
    superiors: Mapping[RoleKey, tuple[RoleKey, ...]]
    #: the posts that some book names as a superior beside others.
    beside_others: frozenset[RoleKey]
    #: post -> the clauses that say where matters beyond its authority go.
    escalations: Mapping[RoleKey, tuple[ClauseId, ...]]
    #: post -> those who act for it while its holder is away.
    stand_ins: Mapping[RoleKey, tuple[RoleKey, ...]]
    #: (book, action) -> the clauses that grant the action to anybody there.
    granting: Mapping[tuple[str, str], tuple[ClauseId, ...]]
    #: (book, action) -> what forbids it; under None, what forbids any other action.
    bans: Mapping[tuple[str, str | None], tuple[Prohibition, ...]]
    #: action -> the facts that hold for it unless they are stated not to; under None, those of any other action.
    presumed: Mapping[str | None, tuple[str, ...]]


def index(roles: Mapping[RoleKey, Role], grants: Iterable[Grant], prohibitions: Iterable[Prohibition], presumed: frozenset[str]) -> Index:
    """Arrange what the books say."""
    own: dict[tuple[RoleKey, str], list[Held]] = defaultdict(list)
    granting: dict[tuple[str, str], dict[ClauseId, None]] = defaultdict(dict)
    facts: dict[str | None, dict[str, None]] = defaultdict(dict)
    for grant in grants:
        own[grant.role, grant.action].append(Held(grant=grant, basis=Basis.DUTY if grant.duty else Basis.OWN))
        granting[roles[grant.role].book, grant.action][grant.clause] = None
        facts[grant.action].update(dict.fromkeys(fact for fact in facts_of(grant) if fact in presumed))
    stand_ins: dict[RoleKey, list[RoleKey]] = defaultdict(list)
    for role in roles.values():
        if role.acts_for:
            stand_ins[role.acts_for.role].append(role.key)
    lines = {role.key: role.reports_to.to for role in roles.values() if role.reports_to}
    return Index(
        own={key: tuple(sorted(held, key=_place) if len(held) > 1 else held) for key, held in own.items()},
        inherited={role.key: tuple(_inherited(roles, role)) for role in roles.values() if role.inherits},
        superiors=lines,
        beside_others=frozenset(key for line in lines.values() if len(line) > 1 for key in line),
        escalations={role.key: tuple(one.clause for one in role.escalations) for role in roles.values() if role.escalations},
        stand_ins={key: tuple(found) for key, found in stand_ins.items()},
        granting={key: tuple(sorted(clauses, key=natural)) for key, clauses in granting.items()},
        bans=_bans(sorted(prohibitions, key=lambda ban: natural(ban.clause))),
        presumed=_presumed(facts, tuple(prohibitions), presumed),
    )


def _place(held: Held) -> tuple[object, str]:
    """Where a grant stands among others of the same post and action, in whatever order the book lists them."""
    return natural(held.grant.clause), held.grant.id


def facts_of(grant: Grant) -> Iterator[str]:
    """The facts that a grant may turn on, the amount aside."""
    yield from grant.conditions
    if grant.scope is not Scope.ANYONE:
        yield grant.scope.value
    yield from (one.condition for one in grant.involves if one.condition)


def _inherited(roles: Mapping[RoleKey, Role], heir: Role) -> Iterator[tuple[RoleKey, ClauseId | None]]:
    seen = {heir.key}
    pending = [(key, heir.inherits_clause) for key in heir.inherits]
    while pending:
        key, clause = pending.pop(0)
        if key not in seen:
            seen.add(key)
            yield key, clause
            pending += [(other, clause or roles[key].inherits_clause) for other in roles[key].inherits]


def _bans(prohibitions: Sequence[Prohibition]) -> dict[tuple[str, str | None], tuple[Prohibition, ...]]:
    """What forbids an action by name, together with what forbids whatever is done that way; in the order of the book."""
    placed: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for place, ban in enumerate(prohibitions):
        placed[ban.book, ban.action].append(place)
    return {
        (book, action): tuple(prohibitions[place] for place in sorted({*places, *placed.get((book, None), ())}))
        for (book, action), places in placed.items()
    }


def _presumed(
    facts: Mapping[str | None, dict[str, None]], prohibitions: tuple[Prohibition, ...], presumed: frozenset[str]
) -> dict[str | None, tuple[str, ...]]:
    forbidding = dict.fromkeys(fact for ban in prohibitions for fact in ban.when if fact in presumed)
    found = {action: (*known, *forbidding) for action, known in [*facts.items(), (None, {})]}
    return {action: tuple(dict.fromkeys(listed)) for action, listed in found.items() if listed}

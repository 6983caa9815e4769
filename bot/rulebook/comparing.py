"""Two versions of the rule books -> what changed, for whom.

A grant is recognised by its post and its action; where a post has several for one action, by what they have most in common.
Nothing here words anything, and what a change means for a past decision is for `bot.authority.replaying`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.model import Grant, Limit, Mode, Obligation, Role, RoleKey, Scope
from bot.rulebook.change import Change, Effect, Turn
from bot.rulebook.library import Library

#: From what reaches least to what reaches furthest.
MODES = (Mode.ADVISE, Mode.APPLY, Mode.ACT)
SCOPES = (Scope.OWN_GROUP, Scope.OWN_DEPARTMENT, Scope.ANYONE)


def compare(old: Library, new: Library) -> tuple[Change, ...]:
    """Every difference; none exactly where both have the same content. A book that came or went is one difference."""
    books = _in_force(old) & _in_force(new)
    details = [*_roles(old, new), *_all_grants(old, new), *_bans(old, new), *_clauses(old, new)]
    changes = [*_books(old, new), *(one for one in details if one.book in books), *_vocabulary(old, new)]
    changes = [replace(one, also=_sharing(new, one.role, one.action)) if one.role and one.action else one for one in changes]
    if not changes and old.version != new.version:
        return (Change(turn=Turn.WORDING, old=old.version, new=new.version),)
    return tuple(changes)


def _in_force(library: Library) -> set[str]:
    return {role.book for role in library.roles.values()}


def _sharing(library: Library, role: RoleKey, action: str) -> tuple[RoleKey, ...]:
    """Those who have what `role` has for an action: by inheritance, near or far, and by acting for it."""
    found: dict[RoleKey, None] = {}
    pending = [role]
    while pending:
        below = pending.pop(0)
        for key, other in library.roles.items():
            if below in other.inherits and key not in found and key != role:
                found[key] = None
                pending.append(key)
    acts_for = {key: other.acts_for for key, other in library.roles.items() if other.acts_for}
    acting = [key for key, one in acts_for.items() if one.role in (role, *found) and one.includes(action)]
    return tuple(dict.fromkeys((*found, *(key for key in acting if key != role))))


def _books(old: Library, new: Library) -> Iterator[Change]:
    for book in sorted({*old.books, *new.books}):
        before, after = old.books.get(book), new.books.get(book)
        if before is None or after is None:
            yield Change(turn=Turn.BOOK_ADDED if after else Turn.BOOK_REMOVED, book=book, old=before, new=after)
        elif before.status != after.status:
            yield Change(turn=Turn.BOOK_STATUS, book=book, old=before, new=after)


def _book(role: RoleKey) -> str:
    return role.partition("/")[0]


def _roles(old: Library, new: Library) -> Iterator[Change]:
    for key in dict.fromkeys((*old.roles, *new.roles)):
        before, after = old.roles.get(key), new.roles.get(key)
        if before is None or after is None:
            yield Change(turn=Turn.ROLE_ADDED if after else Turn.ROLE_REMOVED, book=_book(key), role=key, old=before, new=after)
        else:
            yield from _role(key, before, after)


def _role(key: RoleKey, old: Role, new: Role) -> Iterator[Change]:
    parts: Mapping[Turn, tuple[Any, Any]] = {
        Turn.ROLE_TITLE: (old.title, new.title),
        Turn.REPORTS: (old.reports_to, new.reports_to),
        Turn.STAND_IN: (old.acts_for, new.acts_for),
        Turn.INHERITS: (old.inherits, new.inherits),
        Turn.ESCALATION: (old.escalations, new.escalations),
    }
    for turn, (before, after) in parts.items():
        if before != after:
            effect = _more(set(before) < set(after), set(after) < set(before)) if turn is Turn.INHERITS else Effect.OTHER
            yield Change(turn=turn, book=_book(key), effect=effect, role=key, old=before, new=after)


def _all_grants(old: Library, new: Library) -> Iterator[Change]:
    """Changed, withdrawn and new grants, post by post; those of whole books that came or went are told by the book."""
    for role in dict.fromkeys((*old.by_role, *new.by_role)):
        before, after = _by_action(old, role), _by_action(new, role)
        for action in dict.fromkeys((*before, *after)):
            yield from _grants(before.get(action, []), after.get(action, []))


def _by_action(library: Library, role: RoleKey) -> dict[str, list[Grant]]:
    found: dict[str, list[Grant]] = {}
    for grant in library.by_role.get(role, ()):
        found.setdefault(grant.action, []).append(grant)
    return found


def _grants(old: list[Grant], new: list[Grant]) -> Iterator[Change]:
    """Pair the grants of one post for one action, the most alike first; what has no pair came or went."""
    left, right = list(old), list(new)
    while left and right:
        before, after = max(((one, other) for one in left for other in right), key=lambda pair: _likeness(*pair))
        left.remove(before)
        right.remove(after)
        yield from _grant(before, after)
    for one in left:
        yield Change(
            turn=Turn.GRANT_REMOVED, book=_book(one.role), effect=Effect.LESS, role=one.role, action=one.action, clause=one.clause, old=one
        )
    for one in right:
        yield Change(
            turn=Turn.GRANT_ADDED, book=_book(one.role), effect=Effect.MORE, role=one.role, action=one.action, clause=one.clause, new=one
        )


def _likeness(old: Grant, new: Grant) -> int:
    parts = ("mode", "clause", "conditions", "limit", "totals", "scope", "obligations", "asks", "gate", "involves")
    return sum((len(parts) - place + 8) * (getattr(old, part) == getattr(new, part)) for place, part in enumerate(parts))


def _grant(old: Grant, new: Grant) -> Iterator[Change]:
    """What differs between two grants of one post for one action."""
    turn, effect = _limit(old.limit, new.limit)
    parts: tuple[tuple[Turn, bool, Effect, Any, Any], ...] = (
        (Turn.MODE, old.mode != new.mode, _further(MODES, old.mode, new.mode), old.mode, new.mode),
        (turn, old.limit != new.limit, effect, old.limit, new.limit),
        *_totals(old, new),
        (Turn.SCOPE, old.scope != new.scope, _further(SCOPES, old.scope, new.scope), old.scope, new.scope),
        (Turn.CONDITIONS, set(old.conditions) != set(new.conditions), _conditions(old, new), old.conditions, new.conditions),
        (Turn.OBLIGATIONS, _owed(old.obligations) != _owed(new.obligations), Effect.OTHER, old.obligations, new.obligations),
        (Turn.INVOLVES, _involved(old) != _involved(new), Effect.OTHER, old.involves, new.involves),
        (Turn.ASKS, old.asks != new.asks, Effect.OTHER, old.asks, new.asks),
        (Turn.GATE, old.gate != new.gate, _more(old.gate, new.gate), old.gate, new.gate),
        (Turn.CITED, old.clause != new.clause, Effect.OTHER, old.clause, new.clause),
    )
    change = Change(turn=turn, book=_book(new.role), role=new.role, action=new.action, clause=new.clause)
    for turn, differs, effect, before, after in parts:
        if differs:
            yield replace(change, turn=turn, effect=effect, old=before, new=after)


def _totals(old: Grant, new: Grant) -> Iterator[tuple[Turn, bool, Effect, Any, Any]]:
    """What differs between the further limits of two grants, period by period."""
    before, after = ({limit.per: limit for limit in grant.totals} for grant in (old, new))
    for per in dict.fromkeys((*before, *after)):
        turn, effect = _limit(before.get(per), after.get(per))
        yield turn, before.get(per) != after.get(per), effect, before.get(per), after.get(per)


def _further(order: Sequence[Any], old: Any, new: Any) -> Effect:
    return _more(order.index(new) > order.index(old), order.index(new) < order.index(old))


def _conditions(old: Grant, new: Grant) -> Effect:
    before, after = set(old.conditions), set(new.conditions)
    return _more(after < before, before < after)


def _more(more: bool, less: bool) -> Effect:
    return Effect.MORE if more else Effect.LESS if less else Effect.OTHER


def _limit(old: Limit | None, new: Limit | None) -> tuple[Turn, Effect]:
    """Whether a limit was raised or lowered; none at all is the highest."""
    if old == new:
        return Turn.LIMIT_CHANGED, Effect.OTHER
    if old is None or new is None:
        return (Turn.LIMIT_RAISED, Effect.MORE) if new is None else (Turn.LIMIT_LOWERED, Effect.LESS)
    alike = replace(old, max=new.max, inclusive=new.inclusive, stated=new.stated) == new
    if not alike or (new.max, new.inclusive) == (old.max, old.inclusive):
        return Turn.LIMIT_CHANGED, Effect.OTHER
    return (Turn.LIMIT_RAISED, Effect.MORE) if (new.max, new.inclusive) > (old.max, old.inclusive) else (Turn.LIMIT_LOWERED, Effect.LESS)


def _involved(grant: Grant) -> list[tuple[Any, ...]]:
    return [(one.kind, one.roles, one.joint, one.condition, one.holds, _owed(one.obligations)) for one in grant.involves]


def _owed(obligations: Iterable[Obligation]) -> list[tuple[Any, ...]]:
    return [(one.id, one.kind, one.by, one.to, one.alternatives, one.step, one.independent, one.text) for one in obligations]


def _bans(old: Library, new: Library) -> Iterator[Change]:
    before, after = ({replace(ban, id=""): ban for ban in library.prohibitions} for library in (old, new))
    for key, ban in before.items():
        if key not in after:
            yield Change(turn=Turn.BAN_REMOVED, book=ban.book, effect=Effect.MORE, action=ban.action, clause=ban.clause, old=ban)
    for key, ban in after.items():
        if key not in before:
            yield Change(turn=Turn.BAN_ADDED, book=ban.book, effect=Effect.LESS, action=ban.action, clause=ban.clause, new=ban)


def _clauses(old: Library, new: Library) -> Iterator[Change]:
    for ident in dict.fromkeys((*old.clauses, *new.clauses)):
        before, after = old.clauses.get(ident), new.clauses.get(ident)
        clause = after or before
        if before != after and clause:
            turn = Turn.CLAUSE_ADDED if before is None else Turn.CLAUSE_REMOVED if after is None else Turn.CLAUSE_REWORDED
            yield Change(turn=turn, book=clause.book, clause=ident, old=before, new=after)


def _vocabulary(old: Library, new: Library) -> Iterator[Change]:
    """Of the vocabulary only what decides: a fact that is, or no longer is, taken to hold unless it is denied."""
    for fact in sorted({*old.vocabulary.facts, *new.vocabulary.facts}):
        before, after = (library.vocabulary.facts.get(fact) for library in (old, new))
        was, now = bool(before and before.presumed), bool(after and after.presumed)
        if was != now:
            yield Change(turn=Turn.PRESUMED, effect=_more(now, was), old=fact if was else None, new=fact if now else None)

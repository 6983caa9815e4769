"""The matrix of one rule book: who may do what, as a delegation of authority is drawn in the field.

Rows are actions, columns are posts, the lowest first. A post's cell holds its own grants, those it inherits and those of
the post it acts for, but none that an own grant makes idle. Duties are no columns: they are listed by clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.authority.evaluating import COVERING_MODES, Held, held_by
from bot.authority.routing import line_above
from bot.model import Basis, ClauseId, Escalation, Grant, Limit, Obligation, Prohibition, RoleKey, Scope
from bot.rulebook.library import Library

#: Whom the actions of a section are done to, in the order of the sections; None is for the others.
CONCERNS = ("customer", "employee", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyLine:
    """The duties that one clause gives a post; `gated` where one of them needs approval before it is carried out."""

    role: RoleKey
    clause: ClauseId
    gated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An obligation; with a `condition` only while that fact is `holds`."""

    obligation: Obligation
    condition: str | None = None
    holds: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """One book. `follows` are the different sequences of obligations, to which cells refer, in the order of reading."""

    book: str
    roles: tuple[RoleKey, ...]
    sections: Mapping[str | None, tuple[str, ...]]
    cells: Mapping[tuple[str, RoleKey], tuple[Held, ...]]
    follows: tuple[tuple[Step, ...], ...]
    duties: tuple[DutyLine, ...]
    prohibitions: tuple[Prohibition, ...]
    #: The posts that stand in for another, but not in everything.
    partial: tuple[RoleKey, ...] = ()
    #: Who decides what goes beyond whose power, by a clause.
    beyond: tuple[tuple[RoleKey, Escalation], ...] = ()


def matrix_of(library: Library, book: str) -> Matrix:
    """The matrix of a book that is in force."""
    roles = _lowest_first(library, [key for key, role in library.roles.items() if role.book == book])
    held = {role: tuple(_held(library, role)) for role in roles}
    cells: dict[tuple[str, RoleKey], tuple[Held, ...]] = {}
    for role, found in held.items():
        for one in found:
            place = (one.grant.action, role)
            cells[place] = (*cells.get(place, ()), one)
    sections = _sections(library, book)
    read = (cells.get((action, role), ()) for actions in sections.values() for action in actions for role in roles)
    follows = [steps_of(one.grant) for found in read for one in found]
    return Matrix(
        book=book,
        roles=tuple(role for role in roles if held[role]),
        sections=sections,
        cells=cells,
        follows=tuple({_sign(steps): steps for steps in follows if steps}.values()),
        duties=tuple(_duties(library, book)),
        prohibitions=tuple(ban for ban in library.prohibitions if book in (ban.book, *ban.books)),
        partial=tuple(role for role in roles if (acts_for := library.roles[role].acts_for) and acts_for.exceptions),
        beyond=tuple((role, one) for role in roles for one in library.roles[role].escalations if one.decides),
    )


def follow_number(matrix: Matrix, grant: Grant) -> int:
    """Which of the matrix's sequences goes with a use of `grant`, from 1; 0 where nothing does."""
    return next((n for n, steps in enumerate(matrix.follows, start=1) if _sign(steps) == _sign(steps_of(grant))), 0)


def steps_of(grant: Grant) -> tuple[Step, ...]:
    """What those owe who take part, and what follows, in order."""
    involved = [Step(obligation=owed, condition=one.condition, holds=one.holds) for one in grant.involves for owed in one.obligations]
    return tuple(sorted((*involved, *(Step(obligation=owed) for owed in grant.obligations)), key=lambda step: step.obligation.step))


def _sign(steps: Iterable[Step]) -> tuple[object, ...]:
    return tuple((one.obligation.id, one.obligation.step, one.condition, one.holds) for one in steps)


def _lowest_first(library: Library, roles: Iterable[RoleKey]) -> list[RoleKey]:
    """By the number of posts above, those with most first; else as in the book."""
    return sorted(roles, key=lambda role: -len(list(line_above(library, role))))


def _held(library: Library, role: RoleKey) -> Iterator[Held]:
    """The powers of a post, own first, without those that an own one makes idle."""
    acts_for = library.roles[role].acts_for
    acting = [
        Held(grant=one.grant, basis=Basis.ACTING, clause=acts_for.clause, stands_for=acts_for.role)
        for one in (held_by(library, acts_for.role) if acts_for else ())
        if acts_for and acts_for.includes(one.grant.action)
    ]
    found = [one for one in (*held_by(library, role), *acting) if not one.grant.duty]
    own = [one for one in found if one.basis is Basis.OWN]
    for one in found:
        if one.basis is Basis.OWN or not any(makes_idle(other.grant, one.grant) for other in own):
            yield one


def makes_idle(wide: Grant, narrow: Grant) -> bool:
    """Whether whoever holds `wide` gains nothing by `narrow`: same action, and in every part at least as far."""
    return (
        wide.action == narrow.action
        and wide.mode in COVERING_MODES[narrow.mode]
        and set(wide.conditions) <= set(narrow.conditions)
        and wide.scope in (Scope.ANYONE, narrow.scope)
        and _as_far(wide.limit, narrow.limit)
        and all(any(_as_far(total, one) for one in narrow.totals) for total in wide.totals)
        and not (wide.gate or wide.involves)
    )


def _as_far(wide: Limit | None, narrow: Limit | None) -> bool:
    if wide is None or wide == narrow:
        return True
    if narrow is None or not wide.smaller:
        return False
    return wide.per == narrow.per and wide.max > narrow.max


def _sections(library: Library, book: str) -> dict[str | None, tuple[str, ...]]:
    """The actions of the book's grants by whom they concern, each section in the order of the book."""
    granted = dict.fromkeys(grant.action for grant in library.grants if library.roles[grant.role].book == book and not grant.duty)
    actions = library.vocabulary.actions
    found = {one: tuple(action for action in granted if actions[action].concerns == one) for one in CONCERNS}
    return {one: of_it for one, of_it in found.items() if of_it}


def _duties(library: Library, book: str) -> Iterator[DutyLine]:
    """Clauses with duties, as numbered."""
    grants: dict[ClauseId, list[Grant]] = {}
    for grant in library.grants:
        if grant.duty and library.roles[grant.role].book == book:
            grants.setdefault(grant.clause, []).append(grant)
    for clause in library.clauses:
        if clause in grants:
            yield DutyLine(role=grants[clause][0].role, clause=clause, gated=any(grant.gate for grant in grants[clause]))

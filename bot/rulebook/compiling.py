"""Rule books that are known to be in order -> the values that answer and decide.

Ids of roles are local to a book on paper and `book/role` from here on.
What is in force is in the result; a draft or a deprecated book is only named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.model import (
    CUMULATIVE,
    DEPARTMENT,
    Bound,
    Clause,
    ClauseId,
    Escalation,
    Grant,
    Kind,
    Limit,
    Mode,
    Obligation,
    Per,
    Prohibition,
    ReportingLine,
    Role,
    RoleKey,
    Scope,
    StandIn,
    Words,
)
from bot.rulebook.involving import involvements
from bot.rulebook.library import Book, DutyTerms, Library, Vocabulary
from bot.rulebook.numbering import natural, numbered

_ACTIVE = "active"
_Value = TypeVar("_Value")


def in_force(content: Mapping[str, Any]) -> bool:
    """Whether a book answers and decides."""
    return bool(content.get("status", _ACTIVE) == _ACTIVE)


def compile_books(contents: Mapping[str, Mapping[str, Any]], vocabulary: Vocabulary, version: str) -> Library:
    """One library of the books (id -> content) that are in force."""
    compiled = [_Compiled.of(book, contents[book]) for book in sorted(contents) if in_force(contents[book])]
    clauses = {clause.id: clause for clause in sorted(_all(compiled, "clauses"), key=lambda clause: natural(clause.id))}
    grants: tuple[Grant, ...] = tuple(_all(compiled, "grants"))
    by_role: dict[RoleKey, list[Grant]] = defaultdict(list)
    for grant in grants:
        by_role[grant.role].append(grant)
    return Library(
        books={book: _book(book, contents[book]) for book in sorted(contents)},
        roles={role.key: role for role in _all(compiled, "roles")},
        clauses=clauses,
        grants=grants,
        duties={duty.action: duty for duty in _all(compiled, "duties")},
        prohibitions=tuple(_all(compiled, "prohibitions")),
        obligations={one.id: one for one in _all(compiled, "obligations")},
        vocabulary=vocabulary,
        version=version,
        by_role={role: tuple(found) for role, found in by_role.items()},
    )


def _all(compiled: Iterable[_Compiled], part: str) -> Iterator[Any]:
    for one in compiled:
        yield from getattr(one, part)


def words(said: Mapping[str, Any]) -> Words:
    """The two wordings of one thing."""
    return Words(zh=said["zh"], en=said["en"])


def _book(book: str, content: Mapping[str, Any]) -> Book:
    return Book(
        id=book,
        title=words(content["title"]),
        unit=words(content["unit"]),
        unit_aliases=tuple(content["unit"].get("aliases", ())),
        document=words(content["source"]["document"]),
        source_sha256=content["source"].get("sha256"),
        status=content.get("status", _ACTIVE),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Compiled:
    """What one book contributes."""

    roles: list[Role]
    clauses: list[Clause]
    grants: list[Grant]
    duties: list[DutyTerms]
    prohibitions: list[Prohibition]
    obligations: list[Obligation]

    @classmethod
    def of(cls, book: str, content: Mapping[str, Any]) -> _Compiled:
        return _Compiling(book, content).result()


class _Compiling:
    """One book on its way; ids are numbered in the order of the book's lists and of the clause numbers."""

    def __init__(self, book: str, content: Mapping[str, Any]) -> None:
        self.book = book
        self.content = content
        self.obligations: Mapping[str, Mapping[str, Any]] = content.get("obligations", {})
        self.clauses = sorted(content["clauses"].items(), key=lambda item: natural(item[0]))
        self.titled: Mapping[str, Mapping[str, Any]] = {DEPARTMENT: {"title": content["unit"]}, **content["roles"]}
        #: One copy for each use that looks the same.
        self.copies: dict[tuple[str, ClauseId, int], Obligation] = {}
        #: Limits and conditions that many grants have alike, each once: what lies together is found faster.
        self.alike: dict[Any, Any] = {}

    def result(self) -> _Compiled:
        grants = [*self._grants(), *self._duty_grants()]
        used: dict[str, Obligation] = {}
        for obligation in self.copies.values():
            used.setdefault(obligation.id, obligation)
        return _Compiled(
            roles=self._roles(),
            clauses=[self._clause(clause, said) for clause, said in self.clauses],
            grants=grants,
            duties=list(self._duties()),
            prohibitions=list(self._prohibitions()),
            obligations=[used[one] for one in sorted(used)],
        )

    def _key(self, role: str) -> RoleKey:
        return f"{self.book}/{role}"

    def _post(self, named: str) -> RoleKey:
        """A post of this book, or of the one that is named with it."""
        return named if "/" in named else self._key(named)

    def _maybe_key(self, role: str | None) -> RoleKey | None:
        return None if role is None else self._key(role)

    def _roles(self) -> list[Role]:
        """The department, then the roles in the order of their first clauses, which doesn't hang on the order of keys."""
        first: dict[str, int] = {}
        for place, (_, said) in enumerate(self.clauses):
            first.setdefault(said["role"], place)
        roles = self.content["roles"]
        ordered = sorted(roles.keys() - {DEPARTMENT}, key=lambda role: (first.get(role, len(self.clauses)), role))
        return [self._department(), *(self._role(role, roles[role]) for role in ordered)]

    def _department(self) -> Role:
        unit, said = self.content["unit"], self.content["roles"].get(DEPARTMENT, {})
        aliases = dict.fromkeys((*unit.get("aliases", ()), *said.get("aliases", ())))
        return replace(self._role(DEPARTMENT, {**said, "title": unit, "aliases": aliases}), department=True)

    def _role(self, role: str, said: Mapping[str, Any]) -> Role:
        inherits, acts_for = said.get("inherits", {}), said.get("acts_for")
        return Role(
            key=self._key(role),
            book=self.book,
            title=words(said["title"]),
            aliases=tuple(said.get("aliases", ())),
            unit=words(said.get("unit", self.content["unit"])),
            reports_to=self._line(said.get("reports_to")),
            inherits=tuple(self._key(one) for one in inherits.get("roles", ())),
            inherits_clause=inherits.get("clause"),
            acts_for=self._stand_in(acts_for) if acts_for else None,
            escalations=tuple(self._escalation(one) for one in said.get("escalations", ())),
            outside=said.get("outside", False),
        )

    def _escalation(self, said: Mapping[str, Any]) -> Escalation:
        return Escalation(clause=said["clause"], to=self._maybe_key(said.get("to")), decides=said.get("decides", False))

    def _stand_in(self, said: Mapping[str, Any]) -> StandIn:
        return StandIn(role=self._key(said["role"]), clause=said["clause"], exceptions=tuple(said.get("except", ())))

    def _line(self, said: Mapping[str, Any] | None) -> ReportingLine | None:
        if said is None:
            return None
        return ReportingLine(
            to=tuple(self._key(role) for role in superiors(said)),
            clause=said.get("clause"),
            inferred=words(said["inferred"]) if "inferred" in said else None,
            unnamed=words(said["unnamed"]) if "unnamed" in said else None,
        )

    def _clause(self, clause: ClauseId, said: Mapping[str, Any]) -> Clause:
        return Clause(
            id=clause,
            book=self.book,
            role=self._key(said["role"]),
            text=words(said),
            heading=words(said["heading"]) if "heading" in said else None,
            cut_off=said.get("cut_off", False),
            also=tuple(said.get("also", ())),
        )

    def _grants(self) -> Iterator[Grant]:
        for number, said in numbered(self.content.get("grants", ())):
            clause = said["clause"]
            limits = [self._limit(one) for one in limits_of(said)]
            yield Grant(
                id=f"grant:{clause}:{number}",
                clause=clause,
                role=self._key(said["role"]),
                action=said["action"],
                mode=said.get("mode", Mode.ACT),
                limit=limits[0] if limits else None,
                totals=tuple(limits[1:]),
                scope=said.get("scope", Scope.ANYONE),
                conditions=self._shared(tuple(said.get("conditions", ()))),
                obligations=tuple(self._owed(clause, said.get("obligations", ()))),
                asks=self._maybe_key(said.get("asks")),
                involves=tuple(involvements(clause, self.book, self.titled, said.get("involve", ()))),
            )

    def _limit(self, said: Mapping[str, Any]) -> Limit:
        bound = said.get("bound", Bound.INCLUSIVE if said.get("inclusive", True) else Bound.EXCLUSIVE)
        limit = Limit(
            max=said["max"],
            unit=said["unit"],
            inclusive=bound is Bound.INCLUSIVE,
            stated=bound is not Bound.UNSTATED,
            figure=said.get("figure", False),
            smaller=self.content.get("smaller_use", True),
            per=said.get("per", Per.ACT),
        )
        return self._shared(limit)

    def _shared(self, value: _Value) -> _Value:
        found: _Value = self.alike.setdefault(value, value)
        return found

    def _owed(self, clause: ClauseId, listed: Iterable[str | list[str]]) -> Iterator[Obligation]:
        for step, ids in enumerate(listed, start=1):
            for one in [ids] if isinstance(ids, str) else ids:
                place = (one, clause, step)
                if place not in self.copies:
                    self.copies[place] = self._obligation(one, clause, step)
                yield self.copies[place]

    def _obligation(self, one: str, clause: ClauseId, step: int) -> Obligation:
        said = self.obligations[one]
        kind: Kind = said["kind"]
        return Obligation(
            id=self._key(one),
            kind=kind,
            clause=clause,
            text=words(said),
            by=self._maybe_key(said.get("by")),
            to=self._maybe_key(said.get("to")),
            step=step,
            independent=said.get("independent", False),
        )

    def _numbered_duties(self) -> Iterator[tuple[str, ClauseId, RoleKey, Mapping[str, Any]]]:
        for clause, said in self.clauses:
            for number, duty in enumerate(said.get("duties", ()), start=1):
                yield f"duty:{clause}:{number}", clause, self._key(said["role"]), duty

    def _duty_grants(self) -> Iterator[Grant]:
        for action, clause, role, duty in self._numbered_duties():
            conditions = tuple(duty.get("conditions", ()))
            gate = duty.get("gate", False)
            yield Grant(id=action, clause=clause, role=role, action=action, conditions=conditions, gate=gate, duty=True)

    def _duties(self) -> Iterator[DutyTerms]:
        for action, clause, role, duty in self._numbered_duties():
            yield DutyTerms(action=action, role=role, clause=clause, do=tuple(duty["do"]), what=tuple(duty["what"]))

    def _prohibitions(self) -> Iterator[Prohibition]:
        counted: Counter[ClauseId] = Counter()
        for said in self.content.get("prohibitions", ()):
            clause = said["clause"]
            counted[clause] += 1
            yield Prohibition(
                id=f"prohibition:{clause}:{counted[clause]}",
                clause=clause,
                book=self.book,
                action=said.get("action"),
                when=tuple(said.get("when", ())),
                unless=tuple(said.get("unless", ())),
                roles=tuple(self._post(role) for role in listed(said.get("role", ()))),
            )


def listed(said: str | Iterable[str]) -> tuple[str, ...]:
    """One name or a list of them, as a list."""
    return (said,) if isinstance(said, str) else tuple(said)


def superiors(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The roles that a `reports_to` names: one, alternatives, or none."""
    return (said["role"],) if "role" in said else tuple(said.get("roles", ()))


def limits_of(grant: Mapping[str, Any]) -> list[Any]:
    """The limits of a grant as it is written: the one on each act first, then those on what all comes to."""
    said = grant.get("limit", ())
    return sorted(said, key=lambda one: one.get("per", Per.ACT) in CUMULATIVE) if isinstance(said, list) else [said] if said else []

"""One book held against itself and the vocabulary: everything that it refers to is there, and nothing contradicts.

The books come here as far as their form was right; what was left out of them has been reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from bot.model import CUMULATIVE, DEPARTMENT, WITHIN, Mode, Scope
from bot.rulebook.circles import circles
from bot.rulebook.compiling import limits_of, superiors
from bot.rulebook.findings import Report
from bot.rulebook.involving import WHO
from bot.rulebook.numbering import holes
from bot.rulebook.parsing import Map, Seq
from bot.rulebook.shapes import EVERY_CLAUSE
from bot.rulebook.wording import lists_in

#: The fact under which a missing amount is asked for.
AMOUNT = "amount"
_EMPTY = Map(1)
_NONE = Seq(1)


def check_book(folder: str, content: Map, vocabulary: Map | None, report: Report) -> None:
    """Note in `report` whatever is wrong with the book; without a vocabulary its words are not checked."""
    book = _Book(content, vocabulary, report)
    if content.get("book", folder) != folder:
        report.add("other-folder", content.lines["book"], name=content["book"], folder=folder)
    book.check_roles()
    book.check_titles()
    book.check_circles()
    book.check_clauses()
    book.check_obligations()
    book.check_grants()
    book.check_prohibitions()
    book.check_acceptances()
    book.check_numbering()


def check_vocabulary(own: Map, whole: Map, report: Report) -> None:
    """Note in `report` what a vocabulary refers to and doesn't have; `whole` is it with the shipped one, where it extends that."""
    silent, lists = whole.get("silent", _EMPTY), whole.get("lists", _EMPTY)
    for action in own.get("actions", _EMPTY).values():
        for name, line in action.get("beside", _NONE).placed():
            if name not in silent:
                report.unknown("unknown-silent", line, name, silent)
    for phrase, line in _phrases(own):
        for name in lists_in(phrase):
            if name not in lists:
                report.unknown("unknown-list", line, name, lists)


def _phrases(said: Any) -> Iterator[tuple[str, int]]:
    """Every text in a list of the vocabulary, with its line."""
    if isinstance(said, Map):
        for value in said.values():
            yield from _phrases(value)
    elif isinstance(said, Seq):
        yield from said.placed()


class _Book:
    """The names that a book may refer to, and the walk over all that refer to them."""

    def __init__(self, content: Map, vocabulary: Map | None, report: Report) -> None:
        self.content = content
        self.vocabulary = vocabulary
        self.report = report
        self.roles: Map = content.get("roles", _EMPTY)
        self.clauses: Map = content.get("clauses", _EMPTY)
        self.obligations: Map = content.get("obligations", _EMPTY)
        self.grants: Seq = content.get("grants", _NONE)
        #: kind of reference -> the names that there are; None where their list is missing, which is reported already.
        self.known: dict[str, Collection[str] | None] = {
            "unknown-role": {DEPARTMENT, *self.roles} if "roles" in content else None,
            "unknown-clause": self.clauses if "clauses" in content else None,
            "unknown-obligation": self.obligations,
            "unknown-action": self._words("actions"),
            "unknown-fact": self._words("facts"),
            "unknown-concept": self._words("concepts"),
        }

    def _words(self, table: str) -> Map | None:
        return None if self.vocabulary is None else self.vocabulary.get(table, _EMPTY)

    def _refers(self, kind: str, said: Map, *keys: str) -> None:
        """Whatever stands at `keys`, a name or a list of names, must be known."""
        for key in keys:
            value = said.get(key, _NONE)
            for name, line in value.placed() if isinstance(value, Seq) else [(value, said.lines[key])]:
                self._must_know(kind, name, line)

    def _must_know(self, kind: str, name: str, line: int) -> None:
        known = self.known[kind]
        if known is not None and name not in known:
            self.report.unknown(kind, line, name, known)

    def _once(self, names: Iterable[tuple[str, int]]) -> None:
        seen: set[str] = set()
        for name, line in names:
            if name in seen:
                self.report.add("listed-twice", line, name=name)
            seen.add(name)

    def check_roles(self) -> None:
        for role, said in self.roles.items():
            for key in ("reports_to", "inherits", "acts_for"):
                self._refers("unknown-role", said.get(key, _EMPTY), "role", "roles")
                self._refers("unknown-clause", said.get(key, _EMPTY), "clause")
            self._refers("unknown-action", said.get("acts_for", _EMPTY), "except")
            self._once(said.get("acts_for", _EMPTY).get("except", _NONE).placed())
            for escalation in said.get("escalations", ()):
                self._refers("unknown-role", escalation, "to")
                self._refers("unknown-clause", escalation, "clause")
            for key in ("inherits", "acts_for"):
                if key in said:
                    self._holds_something(role, said.lines[key])

    def _holds_something(self, role: str | None, line: int) -> None:
        if role is not None and self.roles.get(role, _EMPTY).get("outside"):
            self.report.add("outside-holds", line, name=role)

    def check_titles(self) -> None:
        """No two posts of one book have the same title, in either language, nor that of the department."""
        unit = self.content.get("unit", _EMPTY)
        borne = {unit[language].casefold(): DEPARTMENT for language in ("zh", "en") if language in unit}
        for role, title, line in self._titles():
            for language in ("zh", "en"):
                name = title.get(language, "")
                if name and borne.setdefault(name.casefold(), role) != role:
                    self.report.add("same-title", line, name=role, other=borne[name.casefold()], title=name)
                    break
                if name and role == DEPARTMENT and name != unit.get(language, name):
                    self.report.add("department-title", line)
                    break

    def _titles(self) -> Iterator[tuple[str, Map, int]]:
        for role, said in self.roles.items():
            if "title" in said:
                yield role, said["title"], said.lines["title"]

    def check_circles(self) -> None:
        for kind, key in (("reporting-cycle", "reports_to"), ("acting-cycle", "acts_for"), ("inheriting-cycle", "inherits")):
            relation = {role: superiors(said[key]) for role, said in self.roles.items() if key in said}
            for circle in circles(relation):
                line = self.roles[circle[0]].lines[key]
                self.report.add(kind, line, name=" → ".join((*circle, circle[0])))

    def check_clauses(self) -> None:
        for said in self.clauses.values():
            self._refers("unknown-role", said, "role")
            for duty in said.get("duties", ()):
                self._refers("unknown-concept", duty, "do", "what")
                self._refers("unknown-fact", duty, "conditions")
                self._holds_something(said.get("role"), duty.line)

    def check_obligations(self) -> None:
        used = {name for grant in self.grants for name, _ in _owed(grant)}
        for name, said in self.obligations.items():
            self._refers("unknown-role", said, "by", "to")
            if name not in used:
                self.report.add("unused-obligation", self.obligations.lines[name], name=name)

    def check_grants(self) -> None:
        for grant in self.grants:
            self._refers("unknown-clause", grant, "clause")
            self._refers("unknown-role", grant, "role", "asks")
            self._refers("unknown-action", grant, "action")
            self._refers("unknown-fact", grant, "conditions")
            for involved in grant.get("involve", ()):
                self._refers("unknown-role", involved, *WHO)
                self._refers("unknown-fact", involved, "if", "unless")
            for name, line in _owed(grant):
                self._must_know("unknown-obligation", name, line)
            self._once(_owed(grant))
            self._once(grant.get("conditions", _NONE).placed())
            self._holds_something(grant.get("role"), grant.line)
            self._check_asked(grant)
            for limit in limits_of(grant):
                self._check_limit(limit, grant.get("action", ""))
            self._check_scope(grant)

    def _check_asked(self, grant: Map) -> None:
        if "asks" in grant and grant.get("mode", Mode.ACT) is Mode.ACT:
            self.report.add("asks-idle", grant.lines["asks"], name=grant.get("role"), action=grant.get("action"))

    def _check_limit(self, limit: Map, action: str) -> None:
        """A limit and the amounts that are said of its action can be compared, and a missing amount can be asked for."""
        actions = self._words("actions")
        if "unit" not in limit or actions is None or action not in actions:
            return
        line, unit = limit.lines["unit"], actions[action].get("unit")
        if unit is None:
            self.report.add("no-unit", line, name=action, unit=limit["unit"])
        elif unit != limit["unit"]:
            self.report.add("other-unit", line, name=action, unit=unit, value=limit["unit"])
        self._must_know("unknown-fact", AMOUNT, line)
        if limit.get("per") in CUMULATIVE:
            self._must_know("unknown-fact", WITHIN + limit["per"], limit.lines["per"])

    def _check_scope(self, grant: Map) -> None:
        """Whether somebody is within a scope is asked for as a fact of the same name."""
        if grant.get("scope", Scope.ANYONE) is not Scope.ANYONE:
            self._must_know("unknown-fact", grant["scope"].value, grant.lines["scope"])

    def check_prohibitions(self) -> None:
        for said in self.content.get("prohibitions", ()):
            self._refers("unknown-clause", said, "clause")
            self._refers("unknown-action", said, "action")
            self._refers("unknown-fact", said, "when", "unless")
            for name, line in named_posts(said):
                if "/" not in name:
                    self._must_know("unknown-role", name, line)
            for key in ("when", "unless"):
                self._once(said.get(key, _NONE).placed())

    def check_acceptances(self) -> None:
        for said in self.content.get("accepted", ()):
            if said.get("clauses") != EVERY_CLAUSE:
                self._refers("unknown-clause", said, "clauses")

    def check_numbering(self) -> None:
        for hole in holes(self.clauses):
            line = self.clauses.lines[hole.first]
            self.report.add("hole", line, name=hole.missing, before=hole.before, after=hole.after)


def named_posts(ban: Map) -> Iterator[tuple[str, int]]:
    """The posts that a prohibition names, each with its line."""
    said = ban.get("role", _NONE)
    yield from said.placed() if isinstance(said, Seq) else [(said, ban.lines["role"])]


def _owed(grant: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Every obligation that a grant lists, with its line; those in parallel one by one."""
    for step, line in grant.get("obligations", _NONE).placed():
        yield from step.placed() if isinstance(step, Seq) else [(step, line)]

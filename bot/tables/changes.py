"""What changed between two libraries, in words: post by post, `+` where it may do more, `-` where less, `~` for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.model import (
    ClauseId,
    Escalation,
    Grant,
    Involvement,
    Language,
    Limit,
    Mode,
    Obligation,
    Prohibition,
    ReportingLine,
    RoleKey,
    Scope,
    StandIn,
    Words,
)
from bot.rulebook.change import Change, Effect, Turn
from bot.rulebook.library import Library
from bot.tables.bans import ban_words
from bot.tables.matrix import limit_words, limits_words
from bot.texts import render

MARKS = {Effect.MORE: "+", Effect.LESS: "-", Effect.OTHER: "~"}
#: Turns whose two values are lists, told by what came and what went.
LISTS = (Turn.CONDITIONS, Turn.INHERITS, Turn.OBLIGATIONS, Turn.INVOLVES)


def change_lines(old: Library, new: Library, changes: Sequence[Change], language: Language) -> list[str]:
    """A heading for each post that is concerned, its changes below; then those that concern no post."""
    wording = _Wording(old, new, language)
    lines: list[str] = []
    for role in dict.fromkeys(change.role for change in sorted(changes, key=lambda one: one.role is None)):
        of_it = [change for change in changes if change.role == role]
        also = tuple(dict.fromkeys(key for change in of_it for key in change.also))
        lines.append(wording.heading(role, also))
        lines += dict.fromkeys(f"  {MARKS[change.effect]} {wording.line(change)}" for change in of_it)
    return lines


class _Wording:
    def __init__(self, old: Library, new: Library, language: Language) -> None:
        self.old = old
        self.new = new
        self.language = language

    def heading(self, role: RoleKey | None, also: Iterable[RoleKey]) -> str:
        return self._say("heading", role=self._role(role) if role else "", also=[self._role(key) for key in also])

    def line(self, change: Change) -> str:
        before, after = self._listed(change) if change.turn in LISTS else ([], [])
        return self._say(
            change.turn.value,
            action=self._action(change.action, change.clause),
            clause=change.clause or "",
            old=self._value(change.old),
            new=self._value(change.new),
            gone=[one for one in before if one not in after],
            come=[one for one in after if one not in before],
            size=self._size(change),
        )

    def _say(self, part: str, **values: object) -> str:
        return render("changes", self.language, part=part, **values)

    def _into(self, words: Words) -> str:
        return words.into(self.language)

    def _role(self, key: RoleKey) -> str:
        role = self.new.roles.get(key) or self.old.roles.get(key)
        return self._into(role.title) if role else key

    def _fact(self, fact: str) -> str:
        known = self.new.vocabulary.facts.get(fact) or self.old.vocabulary.facts.get(fact)
        return self._into(known.title) if known else fact

    def _action(self, action: str | None, clause: ClauseId | None) -> str:
        known = self.new.vocabulary.actions.get(action or "") or self.old.vocabulary.actions.get(action or "")
        if known:
            return self._into(known.title)
        stated = self.new.clauses.get(clause or "") or self.old.clauses.get(clause or "")
        return self._say("duty", text=self._into(stated.text)) if stated and action else self._say("anything")

    def _size(self, change: Change) -> dict[str, int]:
        """How much a book that came or went holds."""
        if change.turn not in (Turn.BOOK_ADDED, Turn.BOOK_REMOVED, Turn.BOOK_STATUS):
            return {}
        roles = (library.roles.values() for library in (self.new, self.old))
        library = self.new if any(role.book == change.book for role in next(roles)) else self.old
        return {
            "grants": sum(library.roles[grant.role].book == change.book for grant in library.grants),
            "clauses": sum(clause.book == change.book for clause in library.clauses.values()),
        }

    def _listed(self, change: Change) -> tuple[list[str], list[str]]:
        before, after = ([self._item(one) for one in values] for values in (change.old, change.new))
        return before, after

    def _item(self, one: Any) -> str:
        if isinstance(one, Obligation):
            return self._into(one.text)
        if isinstance(one, Involvement):
            roles = [self._role(role) for role in one.roles]
            fact = self._fact(one.condition) if one.condition else ""
            return self._say("involved", kind=one.kind.value, roles=roles, joint=one.joint, fact=fact, holds=one.holds)
        return self._role(one) if "/" in one else self._fact(one)

    def _value(self, value: Any) -> str:
        """One of the values that a change can be about."""
        if value is None or isinstance(value, bool):
            return ""
        words: dict[type, Callable[[Any], str]] = {
            Limit: lambda limit: limit_words(limit, self.language),
            ReportingLine: self._line,
            StandIn: self._stand_in,
            Grant: self._grant,
            Mode: self._say,
            Scope: self._say,
            Words: self._into,
            Prohibition: lambda ban: ban_words(ban, self._fact, self._role, self.language),
            tuple: self._escalations,
            str: lambda name: self._role(name) if "/" in name else self._fact(name),
        }
        return words.get(type(value), self._titled)(value)

    def _escalations(self, listed: tuple[Any, ...]) -> str:
        """Only escalations are told as a whole; other lists by what came and went."""
        said = [
            self._say("escalated", to=self._role(one.to), clause=one.clause, decides=one.decides) if one.to else one.clause
            for one in listed
            if isinstance(one, Escalation)
        ]
        return self._say("list", items=said)

    def _stand_in(self, acting: StandIn) -> str:
        return self._say("acting", role=self._role(acting.role), actions=[self._action(one, None) for one in acting.exceptions])

    def _titled(self, value: Any) -> str:
        status = self._say(value.status) if hasattr(value, "status") else ""
        title = getattr(value, "title", None) or getattr(value, "text", None)
        gap = " " if status and self.language == "en" else ""
        return f"{self._into(title)}{gap}{status}" if title else ""

    def _line(self, line: ReportingLine) -> str:
        named = [self._role(key) for key in line.to] or [self._into(line.unnamed) if line.unnamed else ""]
        return self._say("line", named=named, inferred=bool(line.inferred), clause=line.clause or "")

    def _grant(self, grant: Grant) -> str:
        return self._say(
            "power",
            mode=grant.mode.value,
            limit=limits_words(grant, self.language),
            scope=self._say(grant.scope.value) if grant.scope is not Scope.ANYONE else "",
            facts=[self._fact(fact) for fact in grant.conditions],
            owed=[self._into(one.text) for one in grant.obligations],
        )

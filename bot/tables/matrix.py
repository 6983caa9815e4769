"""The matrix in words of one language: what stands in its cells, and what is listed below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.authority.evaluating import Held
from bot.authority.matrix import Matrix, Step, follow_number
from bot.model import Basis, ClauseId, Grant, Language, Limit, Mode, Per, Prohibition, Quantity, RoleKey, Scope, Words
from bot.rulebook.library import Library
from bot.tables.answers import circled, measure
from bot.tables.bans import ban_words
from bot.texts import Phrasing, render


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One power in a cell. `mode` and `basis` are for choosing a colour, every other part is for reading."""

    mode: Mode
    basis: Basis
    #: ✓, ≤ 100 元, 申请, 建议.
    power: str
    #: 沿用健康顾问, 代理客服部总监; empty for an own one.
    source: str
    scope: str
    conditions: tuple[str, ...]
    #: To whom an application goes, where the clause says so.
    asks: str
    #: The clause, and the one that gives the inheritance or the acting.
    clauses: tuple[ClauseId, ...]
    #: Refers to what follows: ①.
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An action with a cell for each column; a cell has no entry where the post may not."""

    action: str
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Something below the matrix with the clause it comes from."""

    clause: ClauseId
    who: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One book's matrix, ready to be drawn. `says` holds the fixed words: headings, legend, marks."""

    language: Language
    book: str
    title: str
    document: str
    version: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    notes: tuple[str, ...]
    prohibitions: tuple[Listed, ...]
    duties: tuple[Listed, ...]
    legend: tuple[tuple[str, str], ...]
    says: dict[str, str]
    #: What those who stand in for others may not do in their place.
    exceptions: tuple[Listed, ...] = ()
    #: Who decides what is beyond somebody's limits.
    beyond: tuple[Listed, ...] = ()

    @property
    def lists(self) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
        """What stands below the matrix, each with its heading."""
        found = ((name, getattr(self, name)) for name in ("beyond", "exceptions", "prohibitions", "duties"))
        return tuple((self.says[name], listed) for name, listed in found if listed)


#: The fixed words that a page needs, by the names that printers use.
SAYS = ("action", "notes", "beyond", "exceptions", "prohibitions", "duties", "clause", "post", "statement", "legend", "none", "version")


def page_of(library: Library, matrix: Matrix, language: Language) -> Page:
    """A book's matrix in words."""
    return _Wording(library, matrix, language).page()


class _Wording:
    def __init__(self, library: Library, matrix: Matrix, language: Language) -> None:
        self.library = library
        self.matrix = matrix
        self.language = language
        self.phrasing = Phrasing(library)

    def page(self) -> Page:
        book = self.library.books[self.matrix.book]
        return Page(
            language=self.language,
            book=self.matrix.book,
            title=book.title.into(self.language),
            document=book.document.into(self.language),
            version=self.library.version,
            columns=tuple(self._title(role) for role in self.matrix.roles),
            sections=tuple((self._say("section", concerns=concerns or ""), self._lines(actions)) for concerns, actions in self._sections()),
            notes=tuple(f"{circled(n)} {self._steps(steps)}" for n, steps in enumerate(self.matrix.follows, start=1)),
            prohibitions=tuple(self._listed(ban.clause, self._ban(ban)) for ban in self.matrix.prohibitions),
            duties=tuple(self._listed(duty.clause, self._duty(duty.clause, duty.gated)) for duty in self.matrix.duties),
            legend=tuple((mark, self._say(f"legend-{key}")) for mark, key in self._marks()),
            says={name: self._say(name) for name in SAYS},
            exceptions=tuple(self._exceptions()),
            beyond=tuple(self._beyond()),
        )

    def _say(self, part: str, **values: object) -> str:
        return render("matrix", self.language, part=part, **values)

    def _into(self, words: Words) -> str:
        return words.into(self.language)

    def _title(self, role: RoleKey) -> str:
        return self._into(self.library.roles[role].title)

    def _sections(self) -> list[tuple[str | None, tuple[str, ...]]]:
        return list(self.matrix.sections.items())

    def _lines(self, actions: tuple[str, ...]) -> tuple[Line, ...]:
        known = self.library.vocabulary.actions
        return tuple(
            Line(
                action=self._into(known[action].title),
                cells=tuple(tuple(self._entry(held) for held in self.matrix.cells.get((action, role), ())) for role in self.matrix.roles),
            )
            for action in actions
        )

    def _entry(self, held: Held) -> Entry:
        grant = held.grant
        number = follow_number(self.matrix, grant)
        source = held.stands_for if held.basis is Basis.ACTING else grant.role if held.basis is Basis.INHERITED else None
        return Entry(
            mode=grant.mode,
            basis=held.basis,
            power=self._power(grant),
            source=self._say(held.basis.value, role=self._title(source)) if source else "",
            scope=self._say(grant.scope.value) if grant.scope is not Scope.ANYONE else "",
            conditions=tuple(self.phrasing.fact(fact, self.language) for fact in grant.conditions),
            asks=self._say("asks", role=self._title(grant.asks)) if grant.asks else "",
            clauses=(grant.clause, *((held.clause,) if held.clause else ())),
            note=circled(number) if number else "",
        )

    def _power(self, grant: Grant) -> str:
        bound = limits_words(grant, self.language)
        if grant.mode is Mode.ACT:
            return bound or "✓"
        return f"{self._say(grant.mode.value)} {bound}".strip()

    def _marks(self) -> list[tuple[str, str]]:
        """The marks that this matrix uses, in the order of the legend."""
        held = [one for found in self.matrix.cells.values() for one in found]
        used = {
            "act": ("✓", True),
            "limit": ("≤", any(one.grant.limits for one in held)),
            "apply": (self._say("apply"), any(one.grant.mode is Mode.APPLY for one in held)),
            "advise": (self._say("advise"), any(one.grant.mode is Mode.ADVISE for one in held)),
            "inherited": (self._say("inherited", role=""), any(one.basis is Basis.INHERITED for one in held)),
            "acting": (self._say("acting", role=""), any(one.basis is Basis.ACTING for one in held)),
            "note": ("①", bool(self.matrix.follows)),
            "blank": ("—", bool(held)),
        }
        return [(mark, key) for key, (mark, there) in used.items() if there]

    def _steps(self, steps: tuple[Step, ...]) -> str:
        said = [
            {
                "text": self._into(one.obligation.text),
                "step": one.obligation.step,
                "condition": self.phrasing.fact(one.condition, self.language) if one.condition else "",
                "holds": one.holds,
            }
            for one in steps
        ]
        return self._say("steps", steps=said)

    def _beyond(self) -> Iterator[Listed]:
        for role, one in self.matrix.beyond:
            if one.to:
                yield Listed(clause=one.clause, who=self._title(role), text=self._say("decides", role=self._title(one.to)))

    def _exceptions(self) -> Iterator[Listed]:
        for role in self.matrix.partial:
            acts_for = self.library.roles[role].acts_for
            if acts_for:
                but = [self._into(self.library.vocabulary.actions[action].title) for action in acts_for.exceptions]
                text = self._say("exception", role=self._title(acts_for.role), actions=but)
                yield Listed(clause=acts_for.clause, who=self._title(role), text=text)

    def _ban(self, ban: Prohibition) -> str:
        title = self._into(self.library.vocabulary.actions[ban.action].title) if ban.action else ""
        said = ban_words(ban, lambda fact: self.phrasing.fact(fact, self.language), self._title, self.language)
        return self._say("ban", action=title, said=said)

    def _duty(self, clause: ClauseId, gated: bool) -> str:
        return self._say("duty", text=self._into(self.library.clauses[clause].text), gated=gated)

    def _listed(self, clause: ClauseId, text: str) -> Listed:
        return Listed(clause=clause, who=self._title(self.library.clauses[clause].role), text=text)


def limits_words(grant: Grant, language: Language) -> str:
    """All the limits of a grant as they stand in a cell; nothing where it has none."""
    return render("matrix", language, part="limits", limits=[limit_words(limit, language) for limit in grant.limits])


def limit_words(limit: Limit, language: Language) -> str:
    """A limit as it stands in a cell: ≤ 100 元, < 100 元, or the very figure; and what it counts where that isn't one act."""
    bound = measure(Quantity(value=limit.max, unit=limit.unit), language)
    exactly = limit.figure and not limit.smaller
    per = limit.per.value if limit.per is not Per.ACT else ""
    return render("matrix", language, part="limit", bound=bound, exactly=exactly, inclusive=limit.inclusive, stated=limit.stated, per=per)

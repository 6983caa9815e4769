"""What if: the answers that would change a decision, as bands of the amount times facts.

Every row says what `decide` says for each of its answers; a fact that makes no difference isn't in it.
What was stated stays as stated, and nothing here words anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations, product
from math import prod

from bot.authority.deciding import decide
from bot.authority.evaluating import AMOUNT, APPROVED, Held, evaluate, held_for, used_before
from bot.authority.routing import line_above
from bot.authority.situation import Situation
from bot.model import Basis, ClauseId, Decision, Grant, Kind, Limit, Mode, Prohibition, Proposal, Quantity, RoleKey, Scope
from bot.rulebook.library import Library

#: A table has no more cells than this; what has no room stays open, and the table names it.
MOST_CELLS = 256
#: Up to so many questions every order of them is tried for the shortest table.
MOST_ORDERED = 4
#: The unit of an amount that no limit bounds.
CURRENCY = "CNY"
#: Who belongs to one's own group belongs to one's own department.
IMPLIED = (Scope.OWN_GROUP.value, Scope.OWN_DEPARTMENT.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """The amounts of one unit between two bounds; a bound that is None is open, and `…_inside` says whether it belongs to the band."""

    unit: str
    above: Decimal | None = None
    above_inside: bool = False
    upto: Decimal | None = None
    upto_inside: bool = True

    def holds(self, quantity: Quantity) -> bool:
        """Whether a positive amount lies in the band."""
        value = quantity.value
        over = value > (self.above or 0) or (self.above_inside and value == self.above)
        under = self.upto is None or value < self.upto or (self.upto_inside and value == self.upto)
        return quantity.unit == self.unit and over and under

    @property
    def sample(self) -> Quantity:
        """One amount of the band."""
        low = self.above or Decimal(0)
        return Quantity(value=low * 2 + 1 if self.upto is None else (low + self.upto) / 2, unit=self.unit)


#: What is answered: a band of the amount, or whether a fact holds.
Answer = Band | bool
Answers = Mapping[str, Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """With these answers, whatever the others, it comes out so. `clauses` are those of every case in the row."""

    answers: Answers
    decision: Decision
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIf:
    """The table. `asked` are its columns; `left_open` had no room in it; `bans` would forbid it in any row."""

    asked: tuple[str, ...]
    rows: tuple[Row, ...]
    left_open: tuple[str, ...] = ()
    bans: tuple[Prohibition, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing that wasn't said could change the outcome."""
        return len(self.rows) == 1 and not self.left_open


def what_if(library: Library, situation: Situation, proposal: Proposal) -> WhatIf:
    """The table for a proposal of somebody in a situation."""
    questions, left_open = _within_room(_questions(library, situation, proposal))
    answered = ([(name, answer) for answer in answers] for name, answers in questions.items())
    cells = [
        (answers, decide(library, situation, _answered(proposal, answers)))
        for answers in map(dict, product(*answered))
        if _consistent(proposal, answers)
    ]
    rows, order = min(((_rows(cells, order), order) for order in _orders(tuple(questions))), key=lambda found: len(found[0]))
    telling = {name for row in rows for name in row.answers}
    asked = tuple(name for name in order if name in telling)
    return WhatIf(asked=asked, rows=rows, left_open=left_open, bans=tuple(_bans(library, situation, proposal)))


def effect(decision: Decision) -> tuple[object, ...]:
    """What counts of a decision when two are compared: the outcome, who decides, and what follows."""
    who = decision.approver
    asked = (who.role, who.roles, who.people, who.stands_for, who.unnamed, who.referral) if who else ()
    return decision.outcome, asked, tuple((due.obligation.id, due.obligation.step, due.by) for due in decision.obligations)


def _answered(proposal: Proposal, answers: Answers) -> Proposal:
    """The proposal with these answers given as well."""
    facts = {name: answer for name, answer in answers.items() if isinstance(answer, bool)}
    stated = replace(proposal, facts={**proposal.facts, **facts})
    band = answers.get(AMOUNT)
    if not isinstance(band, Band):
        return stated
    return stated.amounting(band.sample)


def _consistent(proposal: Proposal, answers: Answers) -> bool:
    """Whether the answers can be; what was stated is left as it was, even if it can't be."""
    if not answers.keys() & set(IMPLIED):
        return True
    narrow, wide = ({**proposal.facts, **answers}.get(name) for name in IMPLIED)
    return not (narrow is True and wide is False)


def _questions(library: Library, situation: Situation, proposal: Proposal) -> dict[str, list[Answer]]:
    """Everything not stated on which a grant concerned turns, with its answers; first what the decision itself asks for."""
    grants = list(_concerned(library, situation, proposal))
    decision = decide(library, situation, proposal)
    names = [*decision.missing, *(name for grant in grants for name in _open(grant, decision.proposal))]
    limits = [grant.limit for grant in grants if grant.limit]
    return {name: [*_bands(limits, proposal)] if name == AMOUNT else [True, False] for name in dict.fromkeys(names)}


def _concerned(library: Library, situation: Situation, proposal: Proposal) -> Iterator[Grant]:
    """The grants for this action of whoever might do or approve it, each once."""
    roles: dict[RoleKey, None] = {}
    for role in situation.roles:
        acts_for = library.roles[role].acts_for
        roles |= dict.fromkeys((role, *((acts_for.role,) if acts_for else ()), *line_above(library, role)))
    action = proposal.action or ""
    found = {held.grant.id: held.grant for role in roles for held in held_for(library, role, action)}
    named = [grant.asks for grant in found.values() if grant.asks]
    found |= {held.grant.id: held.grant for role in named for held in held_for(library, role, action)}
    yield from found.values()


def _open(grant: Grant, proposal: Proposal) -> Iterator[str]:
    """What `grant` turns on and was not stated, whoever uses it."""
    demanding = [APPROVED] if grant.gate or any(one.kind is Kind.APPROVE for one in grant.involves) else []
    for fact in (*demanding, *(one.condition for one in grant.involves)):
        if fact and fact not in proposal.facts:
            yield fact
    acting = Held(grant=replace(grant, mode=Mode.ACT), basis=Basis.OWN)
    yield from evaluate(acting, proposal, by_other=True).missing


def _bands(limits: Sequence[Limit], proposal: Proposal) -> Iterator[Band]:
    """The bands within which no limit makes a difference; a cut is just after the limit where the limit itself is granted.

    The limits are those of one action, and so of one unit.
    """
    unit = limits[0].unit if limits else CURRENCY
    cuts: set[tuple[Decimal, bool]] = set()
    for limit in limits:
        sides = {False, True} if limit.figure and not limit.smaller else {limit.inclusive}
        before = used_before(limit, proposal)
        left = limit.max - before.value if before else limit.max
        cuts.update((left, side) for side in sides if left > 0)
    over = proposal.amount_over
    low = (over.value, True) if over and over.unit == unit else None
    for high in (*sorted(cut for cut in cuts if low is None or cut > low), None):
        above, above_inside = (low[0], not low[1]) if low else (None, False)
        upto, upto_inside = high or (None, False)
        yield Band(unit=unit, above=above, above_inside=above_inside, upto=upto, upto_inside=upto_inside)
        low = high


def _within_room(questions: Mapping[str, list[Answer]]) -> tuple[dict[str, list[Answer]], tuple[str, ...]]:
    """The questions for which the table has room, in their order, and the others, which stay open."""
    kept: dict[str, list[Answer]] = {}
    for name, answers in questions.items():
        if prod(len(one) for one in (*kept.values(), answers)) <= MOST_CELLS:
            kept[name] = answers
    return kept, tuple(name for name in questions if name not in kept)


def _orders(names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    if len(names) <= MOST_ORDERED:
        return permutations(names)
    return [(name, *(other for other in names if other != name)) for name in names]


def _rows(cells: Sequence[tuple[Answers, Decision]], order: Sequence[str]) -> tuple[Row, ...]:
    """Split the cells by one question after the other, as far as it makes a difference."""
    if not order:
        ((_, decision),) = cells
        return (Row(answers={}, decision=decision, clauses=decision.clauses),)
    name, *others = order
    parts: dict[Answer, list[tuple[Answers, Decision]]] = {}
    for answers, decision in cells:
        parts.setdefault(answers[name], []).append((answers, decision))
    branches: list[tuple[Answer, tuple[Row, ...]]] = []
    for answer, part in parts.items():
        rows = _rows(part, others)
        if branches and _alike(branches[-1][1], rows):
            before, alike = branches.pop()
            answer, rows = _joined(before, answer), tuple(map(_both, alike, rows))
        branches.append((answer, rows))
    if len(branches) == 1:
        return branches[0][1]
    return tuple(replace(row, answers={name: answer, **row.answers}) for answer, rows in branches for row in rows)


def _joined(one: Answer, other: Answer) -> Answer:
    """Two bands that lie side by side, as one. A fact has two answers, and none is left where they come out alike."""
    if isinstance(one, Band) and isinstance(other, Band):
        return replace(one, upto=other.upto, upto_inside=other.upto_inside)
    return one


def _alike(some: Sequence[Row], others: Sequence[Row]) -> bool:
    return [(row.answers, effect(row.decision)) for row in some] == [(row.answers, effect(row.decision)) for row in others]


def _both(one: Row, other: Row) -> Row:
    return replace(one, clauses=tuple(dict.fromkeys((*one.clauses, *other.clauses))))


def _bans(library: Library, situation: Situation, proposal: Proposal) -> Iterator[Prohibition]:
    """What would forbid it once it is stated; nobody is asked for that."""
    books = {library.roles[role].book for role in situation.roles}
    for ban in library.prohibitions:
        stated = [proposal.facts.get(fact) for fact in ban.when]
        bound = not books.isdisjoint(ban.books) and any(ban.binds(role) for role in situation.roles)
        lifted = any(proposal.facts.get(fact) is True for fact in ban.unless)
        if bound and not lifted and ban.action in (None, proposal.action) and False not in stated and None in stated:
            yield ban

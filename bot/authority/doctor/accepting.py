"""Warnings that a book accepts: by kind and all of their clauses, or by kind alone. What matches nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.authority.doctor.chart import Found
from bot.authority.doctor.kinds import KINDS, OF_STAFF
from bot.authority.doctor.wording import numbers, ordered, same
from bot.model import Words
from bot.rulebook.findings import nearest
from bot.rulebook.places import Acceptance

#: What only says that the list of acceptances is wrong can't be accepted itself.
_OF_ACCEPTANCES = ("idle-acceptance", "unknown-finding")
ACCEPTABLE = tuple(kind for kind, fault in KINDS.items() if fault.warning and kind not in _OF_ACCEPTANCES)

#: The book, the kind and the clauses; None for the clauses where every finding of the kind is meant.
Key = tuple[str, str, frozenset[str] | None]


def reasons(acceptances: Iterable[Acceptance]) -> dict[Key, Words]:
    """The reason for each finding that is accepted, by its book, kind and clauses."""
    return {_key(one): one.reason for one in acceptances if one.finding in ACCEPTABLE}


def reason_for(found: Found, accepted: Mapping[Key, Words]) -> Words | None:
    """Why a finding is accepted: for its clauses, else as one of its kind."""
    return next((accepted[key] for key in _keys(found) if key in accepted), None)


def idle(acceptances: Iterable[Acceptance], found: Iterable[Found], *, staffed: bool) -> Iterator[Found]:
    """Acceptances of what isn't there, or of a kind that there isn't; without a staff list nothing is said about posts without anybody."""
    there = {key for one in found for key in _keys(one)}
    for one in acceptances:
        if one.finding not in KINDS:
            words = {"name": same(one.finding), "hint": same(nearest(one.finding, ACCEPTABLE))}
            yield Found(kind="unknown-finding", book=one.book, line=one.line, clauses=(), words=words)
        elif (staffed or one.finding not in OF_STAFF) and (one.finding not in ACCEPTABLE or _key(one) not in there):
            clauses = ordered(one.clauses or ())
            words = {"name": same(one.finding), "clauses": numbers(clauses) if clauses else Words(zh="任何条款", en="any clause")}
            yield Found(kind="idle-acceptance", book=one.book, line=one.line, clauses=clauses, words=words)


def _keys(found: Found) -> tuple[Key, Key]:
    return (found.book, found.kind, frozenset(found.clauses)), (found.book, found.kind, None)


def _key(one: Acceptance) -> Key:
    return (one.book, one.finding, one.clauses)

"""The doctor for rule books: what is wrong with a delegation of authority although it can be read.

Prose delegations are full of holes: limits that nobody can exceed, superiors who may do less than those below them,
checks of one's own work. Each kind has its function and its row in `KINDS`; docs/doctor.md says what to do about each.
Exact and without a clock: the same books and the same staff give the same findings in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.authority.doctor import burdens, limits, lines, seats, terms
from bot.authority.doctor.accepting import Key, idle, reason_for, reasons
from bot.authority.doctor.chart import Chart, Found
from bot.authority.doctor.kinds import KINDS
from bot.model import Words
from bot.model.articles import filled
from bot.rulebook.findings import Finding
from bot.rulebook.library import Library
from bot.rulebook.parsing import Map
from bot.rulebook.places import Places
from bot.rulebook.reading import BOOK_FILE
from bot.staff import Staff

__all__ = ["KINDS", "audit"]

#: Each finds one or two kinds.
CHECKS: tuple[Callable[[Chart], Iterator[Found]], ...] = (
    limits.gaps,
    limits.gates,
    limits.shrinking,
    limits.without_period,
    lines.lacking,
    lines.skipping,
    lines.stricter,
    lines.elsewhere,
    lines.stand_ins,
    lines.exceptions,
    lines.targets,
    lines.silent,
    lines.unusable,
    burdens.differing,
    burdens.self_reviews,
    burdens.late_checks,
    burdens.unequal,
    terms.undefined,
    seats.vacant,
    seats.unreached,
    seats.unstaffed,
)


def audit(library: Library, contents: Mapping[str, Map], staff: Staff | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with the books of a library, in the order of books and lines.

    `contents` are the books as they are written, for the lines and for what they accept; posts without
    anybody are only looked for where there is a staff list.
    """
    places = Places(contents)
    chart = Chart(library, places, staff)
    found = [one for check in CHECKS for one in check(chart)]
    acceptances = places.acceptances()
    accepted = reasons(acceptances)
    findings = (_finding(one, accepted) for one in (*found, *idle(acceptances, found, staffed=staff is not None)))
    return tuple(sorted(findings, key=lambda one: (one.file, one.line)))


def _finding(found: Found, accepted: Mapping[Key, Words]) -> Finding:
    kind = KINDS[found.kind]
    return Finding(
        file=f"{found.book}/{BOOK_FILE}",
        line=found.line,
        kind=found.kind,
        message=_filled(kind.message, found.words),
        remedy=_filled(kind.remedy, found.words),
        warning=kind.warning,
        clauses=found.clauses,
        accepted=reason_for(found, accepted),
    )


def _filled(said: Words, words: Mapping[str, Words]) -> Words:
    zh, en = {name: word.zh for name, word in words.items()}, {name: word.en for name, word in words.items()}
    return Words(zh=said.zh.format(**zh), en=filled(said.en, **en))

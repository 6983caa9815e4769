"""Questions as people put them, each under the clause that answers it: `<book>/questions.yaml`.

They are for understanding alone: whatever they say, nothing is decided by them, and they are no part of a book's version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.model import ClauseId
from bot.rulebook.findings import Report, shortened
from bot.rulebook.parsing import Map, Seq

QUESTIONS_FILE = "questions.yaml"
#: What stands in place of a clause over the questions that the book doesn't answer.
NONE = "none"


def check_questions(content: Map, clauses: Mapping[str, object], report: Report) -> None:
    """Each stands under a clause that the book has, or under `none`, and once in a file."""
    seen: set[str] = set()
    told = {finding.line for finding in report.findings}
    for clause, asked in content.items():
        if clause != NONE and clause not in clauses and content.lines[clause] not in told:
            report.unknown("unknown-clause", content.lines[clause], clause, clauses)
        for question, line in asked.placed() if isinstance(asked, Seq) else ():
            if question in seen:
                report.add("asked-twice", line, name=shortened(question))
            seen.add(question)


def questions_of(contents: Mapping[str, Map]) -> dict[ClauseId, tuple[str, ...]]:
    """The questions of several books by the clause that answers them; under `none` those that nothing answers."""
    found: dict[ClauseId, list[str]] = {}
    for clause, asked in _entries(contents):
        found.setdefault(clause, []).extend(asked)
    return {clause: tuple(asked) for clause, asked in found.items()}


def _entries(contents: Mapping[str, Map]) -> Iterator[tuple[ClauseId, list[str]]]:
    for book in sorted(contents):
        for clause, asked in contents[book].items():
            yield clause, list(asked)

"""What people say, each sentence under the clause that it is about: `<book>/questions.yaml`, `<book>/statements.yaml`.

Questions, and statements of what somebody is about to do. They are for understanding alone: nothing is permitted by them, and they
are no part of a book's version.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.model import ClauseId
from bot.rulebook.findings import Report, shortened
from bot.rulebook.parsing import Map, Seq

QUESTIONS_FILE, STATEMENTS_FILE = "questions.yaml", "statements.yaml"
#: What stands in place of a clause over the questions that the book doesn't answer, and over the acts that it grants nobody.
NONE = "none"


def check_sayings(content: Map, clauses: Mapping[str, object], report: Report) -> None:
    """Each stands under a clause that the book has, or under `none`, and once in a file."""
    seen: set[str] = set()
    told = {finding.line for finding in report.findings}
    for clause, sentences in content.items():
        if clause != NONE and clause not in clauses and content.lines[clause] not in told:
            report.unknown("unknown-clause", content.lines[clause], clause, clauses)
        for sentence, line in sentences.placed() if isinstance(sentences, Seq) else ():
            if sentence in seen:
                report.add("said-twice", line, name=shortened(sentence))
            seen.add(sentence)


def sayings_of(contents: Mapping[str, Map]) -> dict[ClauseId, tuple[str, ...]]:
    """The sentences of several books by the clause that they are about, or `none`."""
    found: dict[ClauseId, list[str]] = {}
    for book in sorted(contents):
        for clause, sentences in contents[book].items():
            found.setdefault(clause, []).extend(sentences)
    return {clause: tuple(sentences) for clause, sentences in found.items()}

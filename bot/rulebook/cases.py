"""The cases of the rule books: proposals with the outcome that they must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model import ClauseId, Outcome
from bot.rulebook.findings import BrokenRuleBook, Report
from bot.rulebook.parsing import Seq, parse
from bot.rulebook.schema import BAD
from bot.rulebook.shapes import CASES

CASES_FILE = "cases.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Who says what, and what must come of it. `absent` are the titles of those who are away."""

    book: str
    as_: str
    say: str
    outcome: Outcome
    absent: tuple[str, ...] = ()
    approver: str | None = None
    clause: ClauseId | None = None
    file: str
    line: int


def read_cases(texts: Mapping[str, str]) -> tuple[Case, ...]:
    """The cases of the files `<book>/cases.yaml` (path -> YAML text); raises `BrokenRuleBook` with every error."""
    cases: list[Case] = []
    findings = []
    for path in sorted(texts):
        if path.rpartition("/")[2] == CASES_FILE:
            report = Report(file=path)
            cases += _cases(path, texts[path], report)
            findings += report.findings
    if findings:
        raise BrokenRuleBook(tuple(findings))
    return tuple(cases)


def _cases(path: str, text: str, report: Report) -> Iterator[Case]:
    value = parse(text, report)
    if value is None:
        return
    listed = CASES(value, value.line, CASES_FILE, report)
    if listed is BAD or report.broken or not isinstance(listed, Seq):
        return
    for said, line in listed.placed():
        yield Case(
            book=path.rpartition("/")[0],
            as_=said["as"],
            say=said["say"],
            outcome=said["outcome"],
            absent=tuple(said.get("absent", ())),
            approver=said.get("approver"),
            clause=said.get("clause"),
            file=path,
            line=line,
        )

"""`remit doctor`: config, rule books, staff and store looked at whole, with every finding.

It changes nothing: a store that isn't there is not made. A check of a further kind is a further line in `diagnose`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from adapters.configuration import Configuration, examine_configuration, shown_path
from adapters.faults import CONFIGURATION_FAULTS
from bot.model import Language, Words
from bot.rulebook.findings import Finding, Report
from bot.rulebook.library import Library
from bot.staff import Staff

_WARNING = Words(zh="提醒：", en="warning: ")
_SEPARATOR = Words(zh="；", en="; ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """What was found, and what is sound."""

    findings: tuple[Finding, ...]
    library: Library | None = None
    staff: Staff | None = None

    @property
    def errors(self) -> int:
        """How many findings keep Remit from starting."""
        return sum(not finding.warning for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """1 where there is an error; warnings leave it at 0."""
        return 1 if self.errors else 0


def diagnose(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Diagnosis:
    """Look at everything that a configuration names, or without one at the demonstration."""
    examined = examine_configuration(path, environment)
    configuration = examined.configuration
    settled = {finding.kind for finding in examined.findings}
    books = configuration.examine_books() if "no-folder" not in settled else None
    library = books.library if books else None
    staff = configuration.examine_staff(library) if "no-such-file" not in settled else None
    findings = (
        *examined.findings,
        *(books.findings if books else ()),
        *(staff.findings if staff else ()),
        *(_store(configuration) if "not-a-file" not in settled else ()),
    )
    return Diagnosis(findings=findings, library=library, staff=staff.staff if staff else None)


def lines(diagnosis: Diagnosis, language: Language) -> Iterator[str]:
    """One line for each finding, then one that sums up."""
    for finding in diagnosis.findings:
        yield finding_line(finding, language)
    yield _summary(diagnosis).into(language)


def finding_line(finding: Finding, language: Language) -> str:
    """`file:line: what is wrong; what to do`."""
    mark = _WARNING.into(language) if finding.warning else ""
    said = f"{mark}{finding.message.into(language)}{_SEPARATOR.into(language)}{finding.remedy.into(language)}"
    return f"{finding.file}:{finding.line}: {said}"


def _summary(diagnosis: Diagnosis) -> Words:
    warnings = len(diagnosis.findings) - diagnosis.errors
    if diagnosis.errors:
        return Words(
            zh=f"{diagnosis.errors} 个错误，{warnings} 个提醒；改正错误之前不会启动。",
            en=f"errors: {diagnosis.errors}, warnings: {warnings}; nothing starts until the errors are mended.",
        )
    books = len(diagnosis.library.books) if diagnosis.library else 0
    clauses = len(diagnosis.library.clauses) if diagnosis.library else 0
    people = len(diagnosis.staff.people) if diagnosis.staff else 0
    return Words(
        zh=f"没有错误，{warnings} 个提醒：{books} 本规章（{clauses} 条），{people} 人。",
        en=f"no errors, warnings: {warnings}; rule books: {books} (clauses: {clauses}), people: {people}.",
    )


def _store(configuration: Configuration) -> Iterable[Finding]:
    """Whether the store can be opened, or made where there is none yet."""
    from adapters.storage import StoreInUse, StoreRefused
    from adapters.storage.sqlite_file import open_file

    file, line = configuration.places.get("store", (shown_path(configuration.store), 1))
    report = Report(file=file, faults=CONFIGURATION_FAULTS)
    store = configuration.store
    if not store.exists():
        above = next((folder for folder in store.absolute().parents if folder.exists()), Path("/"))
        if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
            report.add("store-unmakable", line, name=shown_path(above))
        return report.findings
    try:
        open_file(store).close()
    except StoreInUse as error:
        report.add("store-in-use", line, pid=error.pid or "?")
    except StoreRefused as error:
        report.add("store-refused", line, problem=error.wrong, remedy=error.remedy)
    return report.findings

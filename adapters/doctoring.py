"""`remit doctor`: config, rule books, staff and store looked at whole, with every finding.

It changes nothing: a store that isn't there is not made. A check of a further kind is a further line in `diagnose`.
What rule books that can be read are wrong about (`audit`) is told once nothing else is broken; it keeps nothing from starting.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.books.attached import attached, changed
from adapters.configuration import Configuration, examine_configuration, shown_path
from adapters.configuration.faults import CONFIGURATION_FAULTS
from bot.authority.doctor import audit
from bot.model import Language, Words
from bot.rulebook.cases import CASES_FILE, read_cases
from bot.rulebook.findings import BrokenRuleBook, Finding, Report
from bot.rulebook.library import Library
from bot.rulebook.reading import Examined, read_texts
from bot.staff import Staff
from bot.trials import misses, told

_WARNING = Words(zh="提醒：", en="warning: ")
_SEPARATOR = Words(zh="；", en="; ")
_ACCEPTED = Words(zh="已接受：", en="accepted: ")
_REASON = Words(zh="；理由：", en="; reason: ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """What was found, and what is sound."""

    findings: tuple[Finding, ...]
    #: What is wrong with what the rule books say, the accepted included.
    audit: tuple[Finding, ...] = ()
    library: Library | None = None
    staff: Staff | None = None
    #: The organisation's.
    language: Language = "zh"

    @property
    def broken(self) -> int:
        """How many findings keep Remit from starting."""
        return sum(not finding.warning for finding in self.findings)

    @property
    def errors(self) -> int:
        """How many findings are errors, whether or not Remit would start."""
        return self.broken + sum(not finding.warning for finding in self.audit)

    @property
    def exit_code(self) -> int:
        """1 where there is an error; warnings leave it at 0."""
        return 1 if self.errors else 0


def diagnose(path: Path | None = None, environment: Mapping[str, str] = os.environ, *, cases: bool = False) -> Diagnosis:
    """Look at everything that a configuration names, or without one at the demonstration; at the books' `cases` if they are wanted."""
    examined = examine_configuration(path, environment)
    configuration = examined.configuration
    settled = {finding.kind for finding in examined.findings}
    broken = any(not finding.warning for finding in examined.findings)
    lost = {"books", "staff"} - configuration.places.keys() if broken else ()  # the demonstration's may not have been meant
    books = configuration.examine_books() if "no-folder" not in settled and "books" not in lost else None
    library = books.library if books else None
    staff = configuration.examine_staff(library) if "no-such-file" not in settled and "staff" not in lost else None
    findings = (
        *examined.findings,
        *(books.findings if books else ()),
        *(staff.findings if staff else ()),
        *(_store(configuration) if "not-a-file" not in settled else ()),
        *(_documents(configuration, library) if library else ()),
    )
    listed = staff.staff if staff else None
    sound = all(finding.warning for finding in findings)
    audited = _audit(configuration, books, listed) if books and sound else ()
    tried = tuple(_cases(configuration, library)) if cases and library and sound else ()
    return Diagnosis(findings=findings, audit=(*audited, *tried), library=library, staff=listed, language=configuration.language)


def _audit(configuration: Configuration, books: Examined, staff: Staff | None) -> tuple[Finding, ...]:
    if books.library is None:
        return ()
    found = audit(books.library, books.contents, staff)
    return tuple(replace(finding, file=shown_path(configuration.books / finding.file)) for finding in found)


def _cases(configuration: Configuration, library: Library) -> Iterator[Finding]:
    """The cases of the rule books that can't be read, name nobody, or come out otherwise than they must."""
    texts, unread = read_texts(configuration.books, name=CASES_FILE)
    found = list(unread)
    try:
        for miss in misses(library, read_cases(texts)):
            report = Report(file=miss.case.file)
            if miss.decision is None:
                report.add("case-stranger", miss.case.line, who="、".join((miss.case.as_, *miss.case.absent)))
            else:
                expected, result = (", ".join(said) for said in told(library, miss))
                report.add("case-misses", miss.case.line, who=miss.case.as_, say=miss.case.say, expected=expected, result=result)
            found += report.findings
    except BrokenRuleBook as broken:
        found += broken.findings
    yield from (replace(finding, file=shown_path(configuration.books / finding.file)) for finding in found)


def lines(diagnosis: Diagnosis, language: Language, *, everything: bool = False) -> Iterator[str]:
    """One line for each finding, those that are accepted only if `everything` is wanted; then one that sums up."""
    for finding in (*diagnosis.findings, *diagnosis.audit):
        if everything or not finding.accepted:
            yield finding_line(finding, language)
    yield _summary(diagnosis).into(language)


def finding_line(finding: Finding, language: Language) -> str:
    """`file:line: what is wrong; what to do`, and as what it may be accepted, or why it is."""
    if finding.accepted:
        said = f"{finding.message.into(language)}{_REASON.into(language)}{finding.accepted.into(language)}"
        return f"{finding.file}:{finding.line}: {_ACCEPTED.into(language)}{said}"
    mark = _WARNING.into(language) if finding.warning else ""
    said = f"{mark}{finding.message.into(language)}{_SEPARATOR.into(language)}{finding.remedy.into(language)}"
    acceptable = f" [{finding.kind}: {', '.join(finding.clauses)}]" if finding.warning and finding.clauses else ""
    return f"{finding.file}:{finding.line}: {said}{acceptable}"


def _summary(diagnosis: Diagnosis) -> Words:
    accepted = sum(finding.accepted is not None for finding in diagnosis.audit)
    warnings = len(diagnosis.findings) + len(diagnosis.audit) - diagnosis.errors - accepted
    quiet = Words(zh=f"（另有 {accepted} 个已接受，用 --all 列出）", en=f" (and accepted: {accepted}, listed by --all)")
    told = Words(zh=f"{warnings} 个提醒{quiet.zh if accepted else ''}", en=f"warnings: {warnings}{quiet.en if accepted else ''}")
    if diagnosis.errors:
        advice = (
            Words(zh="改正错误之前不会启动", en="nothing starts until the errors are mended")
            if diagnosis.broken
            else Words(zh="可以启动，但这些错误应先改正", en="Remit starts all the same; mend the errors first")
        )
        return Words(
            zh=f"{diagnosis.errors} 个错误，{told.zh}；{advice.zh}。",
            en=f"errors: {diagnosis.errors}, {told.en}; {advice.en}.",
        )
    books = len(diagnosis.library.books) if diagnosis.library else 0
    clauses = len(diagnosis.library.clauses) if diagnosis.library else 0
    people = len(diagnosis.staff.people) if diagnosis.staff else 0
    return Words(
        zh=f"没有错误，{told.zh}：{books} 本规章（{clauses} 条），{people} 人。",
        en=f"no errors, {told.en}; rule books: {books} (clauses: {clauses}), people: {people}.",
    )


def _documents(configuration: Configuration, library: Library) -> Iterable[Finding]:
    """Whether what was attached is still what it was, and what the rule books restate."""
    documents = attached(configuration.store)
    for file in sorted({document.file for document in documents.values()}):
        report = Report(file=shown_path(Path(file)), faults=CONFIGURATION_FAULTS)
        of_file = {book: document for book, document in documents.items() if document.file == file}
        restated = {book: library.books[book].source_sha256 for book in of_file if book in library.books}
        others = [book for book, sha256 in restated.items() if sha256 and sha256 != of_file[book].sha256]
        if any(changed(document) for document in of_file.values()):
            report.add("document-changed", 1)
        elif others:
            report.add("other-document", 1, name=", ".join(others))
        yield from report.findings


def _store(configuration: Configuration) -> Iterable[Finding]:
    """Whether the store can be opened, or made where there is none yet."""
    from adapters.storage import StoreInUse, StoreRefused
    from adapters.storage.sqlite_file import open_file

    file, line = configuration.places.get("store", (shown_path(configuration.store), 1))
    report = Report(file=file, faults=CONFIGURATION_FAULTS)
    if configuration.database is not None:
        return _server(configuration.database, report, line)
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
        report.add("store-refused", line, problem=error.refusal.wrong, remedy=error.refusal.remedy)
    return report.findings


def _server(address: str, report: Report, line: int) -> Iterable[Finding]:
    """Whether the database answers."""
    from adapters.storage import StoreRefused
    from adapters.storage.opening import reach_server

    try:
        asyncio.run(reach_server(address))
    except StoreRefused as error:
        report.add("store-refused", line, problem=error.refusal.wrong, remedy=error.refusal.remedy)
    return report.findings

"""Rule books as text -> one `Library`, or everything that is wrong with them.

`compile_library` is pure; `read_library`, `read_texts` and `text_of` are the only functions of the core that open a file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.model import DEPARTMENT
from bot.rulebook.checking import check_book, check_vocabulary, named_posts
from bot.rulebook.compiling import compile_books, in_force
from bot.rulebook.extending import EXTENDS, check_lengths, check_told_apart, laid_over, own_phrases
from bot.rulebook.findings import BrokenRuleBook, Finding, Report
from bot.rulebook.keeping import nothing_collected
from bot.rulebook.library import Library
from bot.rulebook.parsing import MOST_BYTES, Map, parse
from bot.rulebook.sayings import QUESTIONS_FILE, STATEMENTS_FILE, check_sayings, sayings_of
from bot.rulebook.schema import BAD, Shape
from bot.rulebook.shapes import BOOK, OWN_VOCABULARY, SAYINGS, VOCABULARY
from bot.rulebook.wording import compile_vocabulary

VOCABULARY_FILE = "vocabulary.yaml"
BOOK_FILE = "rulebook.yaml"
#: The vocabulary that ships. A company's own extends it, and one that has none of its own has this.
SHIPPED_FILE = str(Path(__file__).resolve().parents[2] / "knowledge" / VOCABULARY_FILE)


_EXTENDS = re.compile(rf"^\ufeff?{EXTENDS}\s*:", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What came out of reading: the findings, and the library where none of them is an error."""

    library: Library | None
    findings: tuple[Finding, ...]
    #: Each book in force as it is written, with its lines; empty where there is an error.
    contents: Mapping[str, Map] = field(default_factory=dict, compare=False, repr=False)


def compile_library(texts: Mapping[str, str]) -> Library:
    """The library of the files (path within the folder -> YAML text); raises `BrokenRuleBook` with every error."""
    return _sound(examine(texts))


def read_library(folder: Path, *, books: Sequence[str] | None = None) -> Library:
    """The library of a folder, of all its books or of those named; raises `BrokenRuleBook` with every error."""
    return _sound(examine_folder(folder, books=books))


def _sound(examined: Examined) -> Library:
    if examined.library is None:
        raise BrokenRuleBook(tuple(finding for finding in examined.findings if not finding.warning))
    return examined.library


def examine_folder(folder: Path, *, books: Sequence[str] | None = None) -> Examined:
    """Read a folder whole; for those who want the warnings as well."""
    texts, unread = read_texts(folder, books=books)
    return examine(texts, unread)


def read_texts(folder: Path, *, books: Sequence[str] | None = None, name: str = BOOK_FILE) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The files called `name` of the books, and the vocabulary; and what is wrong with those that can't be read."""
    there = sorted(path.parent.name for path in folder.glob(f"*/{name}"))
    texts: dict[str, str] = {}
    unread: list[Finding] = []
    for book in dict.fromkeys(books) if books is not None else ():
        if book not in there:
            report = Report(file=f"{book}/{name}")
            report.unknown("no-book", 1, book, there)
            unread += report.findings
    there += _closed(folder)
    names = (name, QUESTIONS_FILE, STATEMENTS_FILE) if name == BOOK_FILE else (name,)
    wanted = [f"{book}/{one}" for book in there if books is None or book in books for one in names]
    for path in [VOCABULARY_FILE, *wanted]:
        report = Report(file=path)
        text = text_of(folder / path, report)
        unread += report.findings
        if text is not None:
            texts[path] = text
    if not any(finding.file == VOCABULARY_FILE for finding in unread) and extends(texts.get(VOCABULARY_FILE, f"{EXTENDS}:")):
        report = Report(file=SHIPPED_FILE)
        texts[SHIPPED_FILE] = text_of(Path(SHIPPED_FILE), report) or ""
        unread += report.findings
    return texts, tuple(unread)


def extends(vocabulary: str) -> bool:
    """Whether a vocabulary, as it is written, goes beside the shipped one."""
    return bool(_EXTENDS.search(vocabulary))


def _closed(folder: Path) -> list[str]:
    """The folders in it that can't be looked into: a book may be there, and no company is to be answered without one of its books."""
    try:
        return sorted(one.name for one in folder.iterdir() if one.is_dir() and not os.access(one, os.R_OK | os.X_OK))
    except OSError:
        return []


def text_of(path: Path, report: Report) -> str | None:
    """What a file says; None where there is no such file, or where, as `report` says, it can't be read."""
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > MOST_BYTES:
            report.add("too-large", 1)
            return None
        raw = path.read_bytes()
    except OSError as error:
        report.add("unreadable", 1, problem=error.strerror)
        return None
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        report.add("not-utf8", raw.count(b"\n", 0, error.start) + 1)
        return None


def examine(texts: Mapping[str, str], unread: Sequence[Finding] = ()) -> Examined:
    """Check the files whole and compile them where there is no error; `unread` is wrong with files that aren't here."""
    with nothing_collected():
        return _examined(texts, unread)


def _examined(texts: Mapping[str, str], unread: Sequence[Finding]) -> Examined:
    reports = {path: Report(file=path) for path in sorted(texts)}
    vocabulary, own = _vocabulary(texts, reports, unread)
    contents: dict[str, Map] = {}
    for path, report in reports.items():
        folder, _, name = path.rpartition("/")
        if name == BOOK_FILE and folder and (content := _formed(texts[path], BOOK, report)) is not None:
            contents[folder] = content
            check_book(folder, content, vocabulary, report)
    questions, statements = (_sayings(name, texts, contents, reports) for name in (QUESTIONS_FILE, STATEMENTS_FILE))
    _check_clauses_once(contents, reports)
    _check_posts_elsewhere(contents, reports)
    if vocabulary is not None and own is not None:
        granted = {grant.get("action") for content in contents.values() if in_force(content) for grant in content.get("grants", ())}
        check_told_apart(own, vocabulary, granted, reports[VOCABULARY_FILE])
        check_lengths(own, reports[VOCABULARY_FILE])
    if not any(path.endswith(f"/{BOOK_FILE}") for path in [*texts, *(finding.file for finding in unread)]):
        reports[BOOK_FILE] = Report(file=BOOK_FILE)
        reports[BOOK_FILE].add("no-books", 1)
    findings = _ordered([*unread, *(finding for report in reports.values() for finding in report.findings)])
    if vocabulary is None or any(not finding.warning for finding in findings):
        return Examined(library=None, findings=findings)
    said = own_phrases(own) if own is not None else frozenset()
    version = _version({**contents, VOCABULARY_FILE: vocabulary, **({EXTENDS: {"own": sorted(said)}} if said else {})})
    library = compile_books(contents, compile_vocabulary(vocabulary, said), version)
    library = replace(library, questions=sayings_of(questions), statements=sayings_of(statements))
    return Examined(library=library, findings=findings, contents={book: said for book, said in contents.items() if in_force(said)})


def _sayings(name: str, texts: Mapping[str, str], contents: Mapping[str, Map], reports: Mapping[str, Report]) -> dict[str, Map]:
    """What people say of the books that are in force, as it is written in their files of that name."""
    said: dict[str, Map] = {}
    for book, content in contents.items():
        path = f"{book}/{name}"
        if path in texts and in_force(content) and (found := _formed(texts[path], SAYINGS, reports[path])) is not None:
            check_sayings(found, content.get("clauses", Map(1)), reports[path])
            said[book] = found
    return said


def _vocabulary(texts: Mapping[str, str], reports: dict[str, Report], unread: Sequence[Finding]) -> tuple[Map | None, Map | None]:
    """The vocabulary of the files, and what of it the company says beside the shipped one, where it does."""
    said = texts.get(VOCABULARY_FILE)
    if said is None and SHIPPED_FILE not in texts:
        if not any(finding.file == VOCABULARY_FILE for finding in unread):
            reports[VOCABULARY_FILE] = Report(file=VOCABULARY_FILE)
            reports[VOCABULARY_FILE].add("no-vocabulary", 1)
        return None, None
    if SHIPPED_FILE not in texts:
        return _whole(texts, VOCABULARY_FILE, reports), None
    shipped = _whole(texts, SHIPPED_FILE, reports)
    if said is None or shipped is None:
        return shipped, None
    report = reports[VOCABULARY_FILE]
    own = _formed(said, OWN_VOCABULARY, report)
    if own is None:
        return None, None
    whole = laid_over(shipped, own, report)
    check_vocabulary(own, whole, report)
    return whole, own


def _whole(texts: Mapping[str, str], path: str, reports: Mapping[str, Report]) -> Map | None:
    """A vocabulary that stands by itself."""
    vocabulary = _formed(texts[path], VOCABULARY, reports[path])
    if vocabulary is not None:
        check_vocabulary(vocabulary, vocabulary, reports[path])
    return vocabulary


def _formed(text: str, shape: Shape, report: Report) -> Map | None:
    value = parse(text, report)
    if value is None:
        return None
    if not isinstance(value, Map):
        report.add("empty", value.line)
        return None
    content = shape(value, value.line, report.file, report)
    return None if content is BAD else content


def _check_clauses_once(contents: Mapping[str, Map], reports: Mapping[str, Report]) -> None:
    """A clause belongs to one book among those in force."""
    owners: dict[str, str] = {}
    for book, content in contents.items():
        clauses = content.get("clauses", Map(1)) if in_force(content) else Map(1)
        for clause in clauses:
            path = f"{book}/{BOOK_FILE}"
            if (owner := owners.setdefault(clause, path)) != path:
                reports[path].add("clause-in-two-books", clauses.lines[clause], name=clause, other=owner)


def _check_posts_elsewhere(contents: Mapping[str, Map], reports: Mapping[str, Report]) -> None:
    """What a prohibition forbids to posts of another book, which is in force and has them."""
    posts = {f"{book}/{role}" for book, said in contents.items() if in_force(said) for role in (DEPARTMENT, *said.get("roles", ()))}
    for book, content in contents.items():
        named = [post for ban in content.get("prohibitions", ()) for post in named_posts(ban) if "/" in post[0]]
        for name, line in named:
            if name not in posts:
                reports[f"{book}/{BOOK_FILE}"].unknown("unknown-post", line, name, posts)


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.file, finding.line)))


def _version(contents: Mapping[str, Mapping[str, Any]]) -> str:
    """A sha256 over what the files say, whatever the order of keys, the comments and the spaces.

    Which warnings a book accepts decides nothing, so it is no part of it.
    """
    deciding = {name: {key: said for key, said in content.items() if key != "accepted"} for name, content in contents.items()}
    canonical = json.dumps(deciding, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_number)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value.normalize())
    raise TypeError(value)

"""`remit attach FILE`: align the company's own document to the rule books, and tell what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from adapters.books.attached import Attached, attached, keep
from bot.model import Language
from bot.rulebook.aligning import Aligned, align
from bot.rulebook.library import Library
from bot.texts import render

#: A document is at most so large.
MOST_BYTES = 5_000_000


class NotAttached(Exception):
    """The file can't be attached; `why` is what to say of it in `attach.j2`."""

    def __init__(self, why: str, **values: Any) -> None:
        self.why = why
        self.values = values
        super().__init__(why)


def attach(store: Path, library: Library, path: Path, books: Iterable[str], language: Language) -> list[str]:
    """Align the document to these books, or to all, and keep what it says; the lines that tell what came of it."""
    raw = _read(path)
    text, sha256 = _decoded(raw), hashlib.sha256(raw).hexdigest()
    chosen = tuple(dict.fromkeys(books)) or tuple(dict.fromkeys(clause.book for clause in library.clauses.values()))
    for book in chosen:
        if book not in library.books:
            raise NotAttached("no-book", book=book, books=sorted(library.books))
    clauses = [clause for clause in library.clauses.values() if clause.book in chosen]
    aligned = align(clauses, text)
    if not aligned.quotes:
        raise NotAttached("nothing", file=path.name)
    before = attached(store)
    now = {
        book: Attached(
            file=str(path.resolve()),
            sha256=sha256,
            quotes={clause.id: aligned.quotes[clause.id] for clause in clauses if clause.book == book and clause.id in aligned.quotes},
        )
        for book in chosen
    }
    keep(store, before | now)
    return list(_told(library, before, now, aligned, language))


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise NotAttached("no-file", file=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise NotAttached("too-large", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise NotAttached("unread", file=path.name, problem=error.strerror) from error


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotAttached("no-text")


def _told(
    library: Library, before: Mapping[str, Attached], now: Mapping[str, Attached], aligned: Aligned, language: Language
) -> Iterator[str]:
    yield render("attach", language, part="found", found=len(aligned.quotes), missing=aligned.missing)
    told = {book: one.sha256 == sha256 for book, one in now.items() if (sha256 := library.books[book].source_sha256)}
    if told:
        others = [library.books[book].title.into(language) for book, same in told.items() if not same]
        yield render("attach", language, part="other" if others else "same", books=others)
    for book, one in now.items():
        for clause, quote in one.quotes.items():
            was = before[book].quotes.get(clause) if book in before else quote
            if was != quote:
                yield render("attach", language, part="drift", clause=clause, was=was, now=quote)

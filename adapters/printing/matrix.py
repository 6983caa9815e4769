"""`remit matrix`: the matrix of one book or of all, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.authority.matrix import matrix_of
from bot.model import Language
from bot.rulebook.library import Library
from bot.tables.matrix import Page, page_of


class Format(StrEnum):
    """How a matrix can be had."""

    TABLE = "table"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"


class UnknownBook(Exception):
    """No book in force is called that."""

    def __init__(self, book: str, known: Sequence[str]) -> None:
        self.book = book
        self.known = tuple(known)
        super().__init__(f"no rule book {book!r} in force; there are: {', '.join(known)}")


def books_of(library: Library, book: str | None) -> list[str]:
    """The book that was asked for, else all that are in force. Raises UnknownBook."""
    known = sorted({role.book for role in library.roles.values()})
    if book is not None and book not in known:
        raise UnknownBook(book, known)
    return [book] if book is not None else known


def matrix_bytes(library: Library, book: str | None, form: Format, language: Language, *, plain: bool = True) -> bytes:
    """The matrix as a file holds it; a table that isn't `plain` may have a terminal's colours. Raises UnknownBook."""
    pages = [page_of(library, matrix_of(library, one), language) for one in books_of(library, book)]
    return _drawn(pages, form, plain=plain)


def _drawn(pages: Sequence[Page], form: Format, *, plain: bool) -> bytes:
    if form is Format.HTML:
        from adapters.printing.html import html_of

        return html_of(pages).encode()
    if form is Format.TABLE:
        from adapters.printing.terminal import matrix_table

        return ("\n\n".join(matrix_table(page, plain=plain) for page in pages) + "\n").encode()
    from adapters.printing import sheets

    return sheets.csv_of(pages) if form is Format.CSV else sheets.xlsx_of(pages)

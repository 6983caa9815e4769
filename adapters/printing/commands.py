"""`remit matrix`, `remit org` and `remit diff`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.commanding import Config, Lang, Output, at_store, language_of, refuse, settings_of, write_out

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from bot.approvals.request import Request
    from bot.ports import Store

Book = Annotated[str | None, typer.Option("--book", help="One rule book, such as customer-service; without it, all that are in force.")]


def matrix(
    book: Book = None,
    form: Annotated[str, typer.Option("--format", help="table, html, csv or xlsx.")] = "table",
    output: Output = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Draw the delegation of authority as a matrix: who may do what, up to how much, by which clause."""
    from adapters.printing.matrix import Format, UnknownBook, matrix_bytes

    settings = settings_of(config)
    if form not in list(Format):
        refuse("choice", option="--format", choices=tuple(Format), given=form)
    if form == Format.XLSX and output is None and sys.stdout.isatty():
        refuse("workbook-shown")
    try:
        drawn = matrix_bytes(settings.library(), book, Format(form), language_of(lang) or settings.language, plain=output is not None)
    except UnknownBook as error:
        refuse("no-book", book=error.book, books=error.known)
    except ModuleNotFoundError as error:
        if error.name != "openpyxl":
            raise
        refuse("no-openpyxl")
    write_out(drawn, output)


def org(
    book: Book = None,
    output: Output = None,
    lang: Annotated[str | None, typer.Option("--lang", help="zh or en, for what is refused; the picture has both.")] = None,
    config: Config = None,
) -> None:
    """Draw who reports to whom and who acts for whom, as an SVG picture."""
    from adapters.printing.matrix import UnknownBook
    from adapters.printing.orgchart import svg_of

    try:
        drawn = svg_of(settings_of(config, lang).library(), book)
    except UnknownBook as error:
        refuse("no-book", book=error.book, books=error.known)
    write_out(drawn, output)


def diff(
    old: Annotated[Path, typer.Argument(help="A folder of rule books, as it was.")],
    new: Annotated[Path, typer.Argument(help="A folder of rule books, as it is to be.")],
    cases: Annotated[bool, typer.Option("--cases", help="Decide the old books' cases anew, and tell which come out differently.")] = False,
    past: Annotated[bool, typer.Option("--past", help="Decide the requests and uses in the store anew as well.")] = False,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Tell in words what changed for whom between two folders of rule books; exit 1 if anything did."""
    from adapters.books.comparing import diff as compare

    settings = settings_of(config) if config or past else None
    for folder in (old, new):
        if not folder.is_dir():
            refuse("no-folder", folder=folder)
    language = language_of(lang) or (settings.language if settings else "zh")
    requests = _requests(settings) if past and settings else None
    lines, different = compare(old, new, language, cases=cases, past=requests)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(1 if different else 0)


def _requests(settings: Configuration) -> list[Request]:
    """Every request and use that the configured store holds, oldest first."""
    from adapters.auditing.reading import every
    from bot.approvals.request import request_of

    async def go(store: Store) -> list[Request]:
        return [request_of(found.value) async for _, found in every(store, settings.organisation.tenant, "request")]

    return at_store(settings, go)

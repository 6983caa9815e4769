"""`remit matrix`, `remit org` and `remit diff`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from bot.approvals.request import Request
    from bot.model import Language

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="The configuration file; without one, the demo company's books and staff.")
]
Book = Annotated[str | None, typer.Option("--book", help="One rule book, such as customer-service; without it, all that are in force.")]
Lang = Annotated[str | None, typer.Option("--lang", help="zh or en; without it, as configured.")]


def matrix(
    book: Book = None,
    form: Annotated[str, typer.Option("--format", help="table, html, csv or xlsx.")] = "table",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write; without one, it is printed.")] = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Draw the delegation of authority as a matrix: who may do what, up to how much, by which clause."""
    from adapters.printing.matrix import Format, UnknownBook, matrix_bytes

    settings = _settings(config)
    if form not in list(Format):
        _stop(f"--format is {', '.join(Format)}, not {form!r}")
    if form == Format.XLSX and output is None and sys.stdout.isatty():
        _stop("a workbook is not for the terminal: say where to write it with -o FILE.xlsx")
    try:
        drawn = matrix_bytes(settings.library(), book, Format(form), _language(lang, settings), plain=output is not None)
    except UnknownBook as error:
        _stop(str(error))
    except ModuleNotFoundError as error:
        if error.name != "openpyxl":
            raise
        _stop("workbooks need openpyxl: pip install 'remit[office]'")
    _write(drawn, output)


def org(
    book: Book = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The SVG file to write; without one, it is printed.")] = None,
    config: Config = None,
) -> None:
    """Draw who reports to whom and who acts for whom, as an SVG picture."""
    from adapters.printing.matrix import UnknownBook
    from adapters.printing.orgchart import svg_of

    try:
        drawn = svg_of(_settings(config).library(), book)
    except UnknownBook as error:
        _stop(str(error))
    _write(drawn.encode(), output)


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

    for folder in (old, new):
        if not folder.is_dir():
            _stop(f"{folder} is no folder")
    settings = _settings(config) if config or past else None
    requests = _requests(settings) if past and settings else None
    lines, different = compare(old, new, _language(lang, settings), cases=cases, past=requests)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(1 if different else 0)


def _requests(settings: Configuration) -> list[Request]:
    """Every request and use that the configured store holds, oldest first."""
    import asyncio

    from adapters.auditing.reading import every
    from adapters.storage.opening import open_store
    from bot.approvals.request import request_of

    if settings.database is None and not settings.store.exists():
        _stop(f"there is no store at {settings.store}")

    async def read() -> list[Request]:
        async with open_store(settings) as store:
            return [request_of(found.value) async for _, found in every(store, settings.organisation.tenant, "request")]

    return asyncio.run(read())


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        _stop(f"{output} can't be written: {error.strerror}")


def _settings(config: Path | None) -> Configuration:
    from adapters.configuration import read_configuration

    return read_configuration(config)


def _language(lang: str | None, settings: Configuration | None) -> Language:
    known: dict[str, Language] = {"zh": "zh", "en": "en"}
    if lang is None:
        return settings.language if settings else "zh"
    if lang not in known:
        _stop(f"--lang is zh or en, not {lang!r}")
    return known[lang]


def _stop(message: str) -> NoReturn:
    typer.echo(f"remit: {message}", err=True)
    raise typer.Exit(2)

"""`remit slip` and `remit report`. Each imports what it needs when it runs, so that no other command pays for it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from adapters.hosting import Host
    from bot.model import Language

Config = Annotated[Path | None, typer.Option("--config", "-c", help="The configuration file; without one, the demonstration's.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="The HTML file to write; without one, it is printed.")]
Lang = Annotated[str | None, typer.Option("--lang", help="zh or en; without it, as configured.")]


def slip(ident: Annotated[str, typer.Argument(metavar="ID")], output: Output = None, lang: Lang = None, config: Config = None) -> None:
    """Print what was approved or done under an id as a slip: HTML, for the cashier and the file."""
    from adapters.reporting.pages import slip_page
    from bot.approvals.request import request_of
    from bot.tables.slip import NoSlip, slip_of
    from bot.texts import Phrasing

    async def go(host: Host) -> str:
        found = await host.document("request", ident) if ident and "/" not in ident else None
        if found is None:
            _stop(f"there is no request {ident}")
        phrasing = Phrasing(host.library, await host.staff())
        try:
            drawn = slip_of(phrasing, request_of(found.value), _language(lang, host))
        except NoSlip as none:
            _stop(str(none))
        return slip_page(drawn, host.settings.organisation.name)

    _write(_at_host(config, go), output)


def report(
    start: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day.")] = None,
    form: Annotated[str, typer.Option("--format", help="table or html.")] = "table",
    output: Output = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Numbers for managers: time to a decision, share passed up, clauses used most, limits asked beyond most."""
    from adapters.auditing.reading import every
    from adapters.reporting.pages import report_page
    from bot.approvals.request import request_of
    from bot.tables.report import report_of, report_text
    from bot.texts import Phrasing

    if form not in ("table", "html"):
        _stop(f"--format is table or html, not {form!r}")
    first, last = _day(start), _day(end)

    async def go(host: Host) -> str:
        requests = [request_of(found.value) async for _, found in every(host.store, host.tenant, "request")]
        numbers = report_of(host.library, host.settings.time.rhythm().calendar, requests, first, last)
        phrasing, language = Phrasing(host.library, await host.staff()), _language(lang, host)
        if form == "html":
            return report_page(phrasing, numbers, language, host.settings.organisation.name)
        return report_text(phrasing, numbers, language) + "\n"

    _write(_at_host(config, go), output)


def _at_host(config: Path | None, go: Callable[[Host], Awaitable[str]]) -> str:
    from adapters.configuration import read_configuration
    from adapters.hosting import at_host

    settings = read_configuration(config)
    if not settings.store.exists():
        _stop(f"there is no store at {settings.store}")

    async def run() -> str:
        async with at_host(settings) as host:
            return await go(host)

    return asyncio.run(run())


def _write(text: str, output: Path | None) -> None:
    content = text.encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        _stop(f"{output} can't be written: {error.strerror}")


def _language(lang: str | None, host: Host) -> Language:
    known: dict[str, Language] = {"zh": "zh", "en": "en"}
    if lang is None:
        return host.settings.language
    if lang not in known:
        _stop(f"--lang is zh or en, not {lang!r}")
    return known[lang]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        _stop(f"a day is written YYYY-MM-DD, not {text!r}")


def _stop(message: str) -> NoReturn:
    typer.echo(f"remit: {message}", err=True)
    raise typer.Exit(2)

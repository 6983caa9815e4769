"""`remit audit verify`, `export` and `head`. Each imports what it needs when it runs, so that no other command pays for it."""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.keys.crypt import MasterCrypt
    from bot.auditing.sealing import Published
    from bot.ports import Store

Config = Annotated[Path | None, typer.Option("--config", "-c", help="The configuration file; without one, the demonstration's.")]

app = typer.Typer(help="The audit: verified, exported, its head to keep outside.", no_args_is_help=True)


@app.command()
def verify(
    head: Annotated[str | None, typer.Option("--head", help="A line that `remit audit head` printed, or a file that holds it.")] = None,
    config: Config = None,
) -> None:
    """Check that no record was changed, removed or reordered; exit 1 and name the first that was."""
    from adapters.auditing.verifying import verify as verified

    published = _published(head) if head else None

    async def go(store: Store, crypt: MasterCrypt, settings: Configuration) -> None:
        found = await verified(store, crypt, settings.organisation.tenant, published)
        if found.flaw:
            typer.echo(f"not whole: {found.flaw}")
            raise typer.Exit(1)
        note = "" if published else "; without a published head (--head) a cut tail cannot be found"
        typer.echo(f"whole: {found.records} records, {found.seals} seals{note}")

    _with_store(config, go)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="csv, jsonl or xlsx.")] = "csv",
    start: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day.")] = None,
    person: Annotated[str | None, typer.Option(help="Only records that name this person.")] = None,
    clause: Annotated[str | None, typer.Option(help="Only records that cite this clause.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; without one, the standard output.")] = None,
    config: Config = None,
) -> None:
    """Write the audit as a table, all of it or a part."""
    from adapters.auditing.exporting import Wanted, as_csv, as_jsonl, wanted, write_xlsx

    if form not in ("csv", "jsonl", "xlsx"):
        _stop(f"--format is csv, jsonl or xlsx, not {form!r}")
    if form == "xlsx" and output is None:
        _stop("a workbook needs a file: --output audit.xlsx")
    which = Wanted(start=_day(start), end=_day(end), person=person, clause=clause)

    async def go(store: Store, crypt: MasterCrypt, settings: Configuration) -> None:
        found = [record async for record in wanted(store, crypt, settings.organisation.tenant, which)]
        if form == "xlsx" and output is not None:
            write_xlsx(found, output)
            return
        content = (as_csv(found) if form == "csv" else as_jsonl(found)).encode("utf-8", "replace")
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)

    _with_store(config, go)


@app.command()
def head(config: Config = None) -> None:
    """Seal the audit as it is, and print the line to keep outside."""

    async def go(store: Store, crypt: MasterCrypt, settings: Configuration) -> None:
        from adapters.delivery import Nowhere
        from adapters.switchboard import Switchboard, seed
        from bot.desk import Desk
        from bot.events import Sealing

        desk = Desk(settings.library(), crypt=crypt, tenant=settings.organisation.tenant)
        event = Sealing(id=f"seal:{uuid.uuid4()}", at=datetime.now().astimezone(), conversation="", seed=seed())
        typer.echo(await Switchboard(desk, store, Nowhere()).handle(event))

    _with_store(config, go)


def _with_store(config: Path | None, go: Callable[[Store, MasterCrypt, Configuration], Awaitable[None]]) -> None:
    from adapters.configuration import read_configuration
    from adapters.keys import crypt_for
    from adapters.storage.opening import open_store

    settings = read_configuration(config)
    if settings.database is None and not settings.store.exists():
        _stop(f"there is no store at {settings.store}")

    async def run() -> None:
        async with open_store(settings) as store:
            await go(store, await crypt_for(store, settings.store, settings.organisation.tenant), settings)

    asyncio.run(run())


def _published(head: str) -> Published:
    from bot.auditing.sealing import published_in

    text = Path(head).read_text(encoding="utf-8").splitlines()[-1] if len(head) < 255 and Path(head).is_file() else head
    found = published_in(text)
    if found is None:
        _stop("--head is a line such as: remit-audit default 12 <64 digits>")
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        _stop(f"a day is written YYYY-MM-DD, not {text!r}")


def _stop(message: str) -> NoReturn:
    typer.echo(f"remit: {message}", err=True)
    raise typer.Exit(2)

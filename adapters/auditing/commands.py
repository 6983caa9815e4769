"""`remit audit verify`, `export` and `head`. Each imports what it needs when it runs, so that no other command pays for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters import speaking
from adapters.commanding import Config, End, Lang, Output, Start, at_host, at_store, before, day_of, refuse, settings_of, words, write_out
from adapters.speaking.commands import Commands

if TYPE_CHECKING:
    from adapters.auditing.verifying import Verified
    from bot.auditing.sealing import Published
    from bot.ports import Json, Store

app = Commands(help="The audit: verified, exported, its head to keep outside.", no_args_is_help=True)
app.callback()(before)


@app.command()
def verify(
    head: Annotated[str | None, typer.Option("--head", help="A line that `remit audit head` printed, or a file that holds it.")] = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Check that no record was changed, removed or reordered; exit 1 and name the first that was."""
    from adapters.auditing.verifying import told
    from adapters.auditing.verifying import verify as verified
    from adapters.keys import crypt_for

    settings = settings_of(config, lang)
    tenant, published = settings.organisation.tenant, _published(head) if head else None

    async def go(store: Store) -> Verified:
        return await verified(store, await crypt_for(store, settings.store, tenant), tenant, published)

    found = at_store(settings, go)
    if found.flaw:
        typer.echo(told(found.flaw, settings.language))
        raise typer.Exit(1)
    typer.echo(words(settings, "verified", "whole", records=found.records, seals=found.seals, published=published is not None))


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="csv, jsonl or xlsx.")] = "csv",
    start: Start = None,
    end: End = None,
    person: Annotated[str | None, typer.Option(help="Only records that name this person.")] = None,
    clause: Annotated[str | None, typer.Option(help="Only records that cite this clause.")] = None,
    output: Output = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Write the audit as a table, all of it or a part."""
    from adapters.auditing.exporting import Wanted, as_csv, as_jsonl, headings, wanted, write_xlsx
    from adapters.keys import crypt_for

    settings = settings_of(config, lang)
    if form not in ("csv", "jsonl", "xlsx"):
        refuse("no-format", template="verified", given=form)
    if form == "xlsx" and output is None:
        refuse("no-file", template="verified")
    which = Wanted(start=day_of(start), end=day_of(end), person=person, clause=clause)

    async def go(store: Store) -> list[Json]:
        tenant = settings.organisation.tenant
        return [record async for record in wanted(store, await crypt_for(store, settings.store, tenant), tenant, which)]

    found = at_store(settings, go)
    if form == "xlsx" and output is not None:
        write_xlsx(found, output, headings(speaking.language()))
    else:
        write_out(as_csv(found, headings(speaking.language())) if form == "csv" else as_jsonl(found), output)


@app.command()
def head(lang: Lang = None, config: Config = None) -> None:
    """Seal the audit as it is, and print the line to keep outside."""
    from bot.events import Sealing

    typer.echo(at_host(settings_of(config, lang), lambda host: host.happens(Sealing)))


def _published(head: str) -> Published:
    from bot.auditing.sealing import published_in

    is_file = len(head) < 255 and Path(head).is_file()
    lines = Path(head).read_text(encoding="utf-8", errors="replace").splitlines() if is_file else [head]
    found = published_in(lines[-1]) if lines else None
    if found is None:
        refuse("no-head", template="verified")
    return found

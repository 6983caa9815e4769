"""`remit privacy export` and `remit privacy erase` (docs/privacy.md)."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from adapters.hosting import Host

Config = Annotated[Path | None, typer.Option("--config", "-c", help="The configuration file; without one, the demonstration's.")]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="A person's id.")]
Result = TypeVar("Result")

app = typer.Typer(help="What is kept of a person: shown to them, or destroyed once they have left.", no_args_is_help=True)


@app.command()
def export(
    person: Person,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; without one, the standard output.")] = None,
    config: Config = None,
) -> None:
    """Write all that is kept of a person, as JSON."""
    from adapters.privacy.gathering import gathered

    found = _at_host(config, lambda host: gathered(host, person))
    if not (found["staff_list"] or found["documents"] or found["audit"]):
        _stop(f"nothing is kept of {person!r}", 1)
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        typer.echo(text, nl=False)
        return
    with os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)


@app.command()
def erase(
    person: Person,
    sure: Annotated[bool, typer.Option("--yes", help="Do it; without this it is only said what would go.")] = False,
    config: Config = None,
) -> None:
    """Forget a person who has left: their key is destroyed, and what was sealed with it can't be read any more. There is no way back."""
    from adapters.privacy.erasing import StillListed, StillOpen
    from adapters.privacy.erasing import erase as erased

    try:
        gone = _at_host(config, lambda host: erased(host, person, sure=sure))
    except StillListed:
        _stop(f"{person} still stands in the staff file; take them off it first", 1)
    except StillOpen as running:
        _stop(f"these requests of {person} still run: {running}; have them decided or handed over first", 1)
    if not (gone.requests or gone.documents or gone.key):
        _stop(f"nothing is kept of {person!r}", 1)
    what = f"{gone.requests} requests now without a name and words, {gone.documents} other documents, {'the key' if gone.key else 'no key'}"
    typer.echo(f"erased {person}: {what}" if sure else f"would go of {person}: {what}. With --yes it is done, and there is no way back.")


def _at_host(config: Path | None, go: Callable[[Host], Awaitable[Result]]) -> Result:
    from adapters.configuration import read_configuration
    from adapters.hosting import at_host

    settings = read_configuration(config)
    if settings.database is None and not settings.store.exists():
        _stop(f"there is no store at {settings.store}", 2)

    async def run() -> Result:
        async with at_host(settings) as host:
            return await go(host)

    return asyncio.run(run())


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(f"remit: {message}", err=True)
    raise typer.Exit(code)

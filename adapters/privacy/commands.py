"""`remit privacy export` and `remit privacy erase` (docs/privacy.md)."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from adapters.commanding import Config, Output, at_host, settings_of, stop

Person = Annotated[str, typer.Argument(metavar="PERSON", help="A person's id.")]

app = typer.Typer(help="What is kept of a person: shown to them, or destroyed once they have left.", no_args_is_help=True)


@app.command()
def export(
    person: Person,
    output: Output = None,
    config: Config = None,
) -> None:
    """Write all that is kept of a person, as JSON."""
    import json

    from adapters.privacy.gathering import gathered

    found = at_host(settings_of(config), lambda host: gathered(host, person))
    if not (found["staff_list"] or found["documents"] or found["audit"]):
        stop(f"nothing is kept of {person!r}", 1)
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
        gone = at_host(settings_of(config), lambda host: erased(host, person, sure=sure))
    except StillListed:
        stop(f"{person} still stands in the staff file; take them off it first", 1)
    except StillOpen as running:
        stop(f"these requests of {person} still run: {running}; have them decided or handed over first", 1)
    if not (gone.requests or gone.documents or gone.key):
        stop(f"nothing is kept of {person!r}", 1)
    what = f"{gone.requests} requests now without a name and words, {gone.documents} other documents, {'the key' if gone.key else 'no key'}"
    typer.echo(f"erased {person}: {what}" if sure else f"would go of {person}: {what}. With --yes it is done, and there is no way back.")

"""`remit privacy export` and `remit privacy erase` (docs/privacy.md)."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from adapters.commanding import Config, Lang, Output, at_host, before, refuse, settings_of, words
from adapters.speaking.commands import Commands

Person = Annotated[str, typer.Argument(metavar="PERSON", help="A person's id.")]

app = Commands(help="What is kept of a person: shown to them, or destroyed once they have left.", no_args_is_help=True)
app.callback()(before)


@app.command()
def export(
    person: Person,
    output: Output = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Write all that is kept of a person, as JSON."""
    import json

    from adapters.privacy.gathering import gathered

    settings = settings_of(config, lang)
    found = at_host(settings, lambda host: gathered(host, person))
    if not (found["staff_list"] or found["documents"] or found["audit"]):
        refuse("nothing", template="privacy", code=1, person=person)
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
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Forget a person who has left: their key is destroyed, and what was sealed with it can't be read any more. There is no way back."""
    from adapters.privacy.erasing import StillListed, StillOpen
    from adapters.privacy.erasing import erase as erased

    settings = settings_of(config, lang)
    try:
        gone = at_host(settings, lambda host: erased(host, person, sure=sure))
    except StillListed:
        refuse("still-listed", template="privacy", code=1, person=person)
    except StillOpen as running:
        refuse("still-open", template="privacy", code=1, person=person, requests=", ".join(running.requests))
    if not (gone.requests or gone.documents or gone.key):
        refuse("nothing", template="privacy", code=1, person=person)
    counted = {"requests": gone.requests, "documents": gone.documents, "key": gone.key}
    typer.echo(words(settings, "privacy", "erased" if sure else "would", person=person, **counted))

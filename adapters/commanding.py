"""What the commands of `remit` share: options, how one ends, and the way to the store.

Everything that costs at the start is imported where it is used, so that no command pays for another.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import date
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from adapters import speaking

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.hosting import Host
    from bot.model import Language
    from bot.ports import Store

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="The configuration file; without one, the demo company's books and staff.")
]
Lang = Annotated[str | None, typer.Option("--lang", help="zh or en; without it, as configured.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; without one, it is printed.")]
Start = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day.")]
End = Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day.")]
Result = TypeVar("Result")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"remit {installed('remit')}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version, and end.")]


def before(lang: Lang = None, config: Config = None, version: Version = False) -> None:
    """What may stand before a command, and then counts for it."""


def stop(message: str, code: int = 2) -> NoReturn:
    """End with a sentence for the one who typed the command."""
    typer.echo(f"remit: {message}", err=True)
    raise typer.Exit(code)


def refuse(kind: str, *, template: str = "refused", code: int = 2, **values: object) -> NoReturn:
    """End with one of the sentences for what can't be done as it was typed, or as things are, in the language of this line."""
    from bot.texts import render

    shown = {name: repr(value)[1:-1] if type(value) is str else value for name, value in values.items()}  # what a terminal would obey
    stop(render(template, speaking.language(), kind=kind, **shown), code)


def settings_of(config: Path | None, lang: str | None = None) -> Configuration:
    """The configuration of a file, in the language that was asked for. Raises BrokenConfiguration."""
    from adapters.configuration import examine_configuration

    examined = examine_configuration(config)
    speaking.configured(examined.configuration)
    settings = examined.sound()
    return replace(settings, language=language_of(lang) or settings.language)


def words(settings: Configuration, template: str, kind: str, **values: Any) -> str:
    """One of the sentences of a command, from its template."""
    from bot.texts import render

    return render(template, settings.language, kind=kind, **values)


def language_of(lang: str | None) -> Language | None:
    """The language that was asked for; None where none was."""
    language = speaking.known(lang)
    if lang is not None and language is None:
        refuse("choice", option="--lang", choices=("zh", "en"), given=lang)
    return language


def day_of(text: str | None) -> date | None:
    """The day that was written; None where none was."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        refuse("day", given=text)


def write_out(content: str | bytes, output: Path | None) -> None:
    """Write to a file, or where none is named print; what the terminal can't show is replaced."""
    content = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        refuse("unwritable", file=output, problem=error.strerror)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Wait for something, in a loop of its own."""
    import asyncio

    return asyncio.run(work)


def has_store(settings: Configuration) -> bool:
    """Whether there is a store to look into. A server is taken to be there until it is asked."""
    return settings.database is not None or settings.store.exists()


def at_store(settings: Configuration, go: Callable[[Store], Awaitable[Result]]) -> Result:
    """Do something with the store, whoever holds it. Stops where there is none yet; raises StoreRefused."""
    from adapters.storage.opening import open_store

    _expect(settings)

    async def work() -> Result:
        async with open_store(settings) as store:
            return await go(store)

    return run(work())


def at_host(settings: Configuration, go: Callable[[Host], Awaitable[Result]], *, makes: bool = False) -> Result:
    """Do something with the whole house. Stops where there is no store yet, unless this `makes` it; raises StoreRefused, Broken."""
    from adapters.hosting import at_host as opened

    if not makes:
        _expect(settings)

    async def work() -> Result:
        async with opened(settings) as host:
            return await go(host)

    return run(work())


def _expect(settings: Configuration) -> None:
    if not has_store(settings):
        refuse("none", template="store", store=settings.store)

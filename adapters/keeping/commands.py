"""`remit store verify`, `backup`, `restore`, `export` and `move`. Each imports what it needs when it runs.

They work while `remit run` holds the store, all but those that put another one in its place.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters import speaking
from adapters.commanding import Config, Lang, before, has_store, refuse, run, settings_of, words
from adapters.speaking.commands import Commands

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.storage.carrying import Carried, Told
    from adapters.storage.postgres.store import PostgresStore
    from adapters.storage.tinydb import TinyStore

app = Commands(help="The store: verified, backed up, put back, exported, moved.", no_args_is_help=True)
app.callback()(before)


@app.command()
def verify(lang: Lang = None, config: Config = None) -> None:
    """Check every page, index and record; exit 78 and name what is damaged. (`remit audit verify` checks what the records say.)"""

    settings = _existing(config, lang)

    async def go() -> int:
        from adapters.storage.opening import open_store

        async with open_store(settings) as store:
            with _progress(settings, "checking") as told:
                return await store.verify(told)

    _say(settings, "whole", records=run(go()))


@app.command()
def backup(
    target: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that isn't there yet; a server's content is written as JSON Lines.")
    ],
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Write a copy of the store as it is at this moment, and check the copy. The master key is not in it."""
    settings = _existing(config, lang)

    async def go() -> int:
        from adapters.storage.opening import open_store

        async with open_store(settings) as store:
            with _progress(settings, "copying") as told:
                return await store.backup(target, told)

    _say(settings, "backed-up", target=target, records=run(go()))
    _say(settings, "keep-the-key", key=_key(settings), err=True)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What `remit store backup` wrote.", exists=True, dir_okay=False)],
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Put a backup in the store's place. What is there is put aside, not deleted; a server's database has to be empty."""
    settings = settings_of(config, lang)
    if settings.database is None:
        from adapters.storage.sqlite_file import restore as put_back

        records, aside = put_back(settings.store, source)
        _say(settings, "restored", store=settings.store, records=records, aside=aside)
        return

    async def go() -> int:
        from adapters.storage.carrying import read_file
        from adapters.storage.opening import open_server

        async with open_server(settings.database or "") as store:
            with _progress(settings, "restoring") as told:
                return (await read_file(source, store, told)).entries

    _say(settings, "restored", store=None, records=run(go()), aside=None)


@app.command()
def export(
    target: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that isn't there yet: JSON Lines, packed if its name ends in .gz.")
    ],
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Write every document and every letter as JSON Lines, for other programs to read."""
    from adapters.storage.carrying import write_file

    settings = _existing(config, lang)

    async def go() -> tuple[int, int]:
        async with _whole(settings) as store:
            with _progress(settings, "exporting") as told:
                tally = await write_file(store, target, told)
                return tally.entries, tally.letters

    documents, letters = run(go())
    _say(settings, "exported", target=target, documents=documents, letters=letters)


@app.command()
def move(
    to: Annotated[str, typer.Option("--to", help="Where to: postgresql://user@host/database, or a file that isn't there yet.")],
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Carry everything to another store, which has to be empty, and look that all has arrived. The old one stays as it is."""
    from adapters.storage.addresses import is_address, without_password
    from adapters.storage.carrying import carry

    settings = _existing(config, lang)

    async def go() -> tuple[int, int, int]:
        from adapters.auditing.verifying import told as told_flaw
        from adapters.auditing.verifying import verify as audit
        from adapters.keys import crypt_for

        tenant = settings.organisation.tenant
        async with _own(settings) as source, _target(to) as target:
            with _progress(settings, "moving") as told:
                tally = await carry(source, target, told)
            found = await audit(target, await crypt_for(target, settings.store, tenant), tenant)
            if found.flaw:
                refuse("audit-not-whole", template="store", code=1, flaw=told_flaw(found.flaw, speaking.language()))
            return tally.entries, tally.letters, found.records

    documents, letters, records = run(go())
    shown = without_password(to) if is_address(to) else to
    _say(settings, "moved", target=shown, documents=documents, letters=letters, records=records)
    _say(settings, "moved-next", target=shown, key=_key(settings), err=True)


def _existing(config: Path | None, lang: str | None) -> Configuration:
    """The configuration, whose store is there."""
    settings = settings_of(config, lang)
    if not has_store(settings):
        refuse("none", template="store", code=78, store=settings.store)
    return settings


def _say(settings: Configuration, kind: str, *, err: bool = False, **values: object) -> None:
    counted = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    typer.echo(words(settings, "store", kind, **counted), err=err)


def _key(settings: Configuration) -> str:
    from adapters.keys import VARIABLE, file_of

    file = file_of(settings.store)
    return str(file) if file.exists() else words(settings, "store", "the-variable", name=VARIABLE)


def _new(target: Path) -> Path:
    from adapters.storage import StoreRefused

    if target.exists():
        raise StoreRefused(target, "already-there")
    return target


@asynccontextmanager
async def _own(settings: Configuration) -> AsyncIterator[TinyStore | PostgresStore]:
    """The store, all tenants of it, held by nobody else."""
    from adapters.storage.opening import open_own, open_server

    async with open_server(settings.database) if settings.database else open_own(settings) as store:
        yield store


@asynccontextmanager
async def _whole(settings: Configuration) -> AsyncIterator[Carried]:
    """The store, to be read from one end to the other; of one that somebody holds, a copy of this moment."""
    import tempfile

    from adapters.storage.control import RemoteStore
    from adapters.storage.opening import open_store
    from adapters.storage.tinydb import TinyStore

    async with open_store(settings) as store:
        if not isinstance(store, RemoteStore):
            yield store
            return
        with tempfile.TemporaryDirectory(dir=settings.store.parent) as folder:
            copy = Path(folder) / "copy.db"
            with _progress(settings, "copying") as told:
                await store.backup(copy, told)
            copied = TinyStore(copy)
            try:
                yield copied
            finally:
                copied.close()


@asynccontextmanager
async def _target(to: str) -> AsyncIterator[TinyStore | PostgresStore]:
    from adapters.storage.addresses import is_address
    from adapters.storage.opening import open_server
    from adapters.storage.tinydb import TinyStore

    if is_address(to):
        async with open_server(to) as server:
            yield server
        return
    store = TinyStore(_new(Path(to)))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _progress(settings: Configuration, doing: str) -> Iterator[Told]:
    """Say on the terminal how far it is; where nobody watches, nothing."""
    watched = sys.stderr.isatty()
    doing = words(settings, "store", doing)

    def told(done: int, of: int) -> None:
        if watched:
            sys.stderr.write(f"\r{doing} …" + (f" {done:,}" if not of else "") + "   ")
            sys.stderr.flush()

    told(0, 0)
    try:
        yield told
    finally:
        if watched:
            sys.stderr.write("\r\033[K")

"""The configured store, however it is reached: a file, a file that `remit run` holds, or a server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from adapters.storage import StoreInUse, StoreRefused
from adapters.storage.addresses import without_password
from adapters.storage.control import RemoteStore
from adapters.storage.tinydb import TinyStore

if TYPE_CHECKING:
    from adapters.storage.postgres.store import PostgresStore


class Tenanted(Protocol):
    """Whose store it is."""

    @property
    def tenant(self) -> str:
        """The first part of every key."""


class Settings(Protocol):
    """What has to be known of the configuration."""

    @property
    def store(self) -> Path:
        """The embedded store's file; also where the master key lies beside."""

    @property
    def database(self) -> str | None:
        """The address of a server, which then counts instead."""

    @property
    def organisation(self) -> Tenanted:
        """Whose store it is."""


@asynccontextmanager
async def open_own(settings: Settings) -> AsyncIterator[TinyStore | PostgresStore]:
    """The store of a configuration, to be held until the end; made where there is none yet. Raises StoreRefused."""
    if settings.database is not None:
        async with open_server(settings.database, settings.organisation.tenant) as far:
            yield far
        return
    store = TinyStore(settings.store)
    try:
        yield store
    finally:
        store.close()


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[TinyStore | PostgresStore | RemoteStore]:
    """The same for a command that doesn't mind who holds it: an embedded store that `remit run` has is reached through that."""
    async with AsyncExitStack() as ending:
        store: TinyStore | PostgresStore | RemoteStore
        try:
            store = await ending.enter_async_context(open_own(settings))
        except StoreInUse as in_use:
            store = await RemoteStore.reach(settings.store, in_use)
            ending.push_async_callback(store.close)
        yield store


@asynccontextmanager
async def open_server(address: str, tenant: str | None = None) -> AsyncIterator[PostgresStore]:
    """The store on a server; letters of one tenant, or where none is named of all. Raises StoreRefused."""
    with _installed(address):
        from adapters.storage.postgres.store import PostgresStore as Opened
    store = await Opened.open(address, tenant=tenant)
    try:
        yield store
    finally:
        await store.close()


async def reach_server(address: str) -> None:
    """Look whether a server answers, and change nothing there. Raises StoreRefused."""
    with _installed(address):
        from adapters.storage.postgres.connecting import reach
    await reach(address)


@contextmanager
def _installed(address: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise StoreRefused(without_password(address), "no-package", name=error.name) from error

"""From an address to connections, and to a schema that is ours; or a refusal in a sentence.

A password comes with the address from REMIT_STORE, or from PGPASSWORD or the user's password file, as with all of
PostgreSQL's clients; so do several hosts to try, certificates and time-outs. What is shown of an address has no password.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, TypeAlias

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from adapters.refusals import refusal
from adapters.storage import StoreRefused, StoreUnreachable
from adapters.storage.addresses import without_password

#: A connection as asyncpg has it: our statements go straight to it. SQLAlchemy composes searches, and leads the schema.
Wire: TypeAlias = "asyncpg.Connection"
MIGRATIONS = Path(__file__).parent / "migrations"
DIALECT: Dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
#: Connections of one replica for what is durable, and as many for what isn't.
MOST = 8
#: What a document or two cost to look up, nearly always in memory: less than planning how to, so that a plan once made is kept.
IN_MEMORY = {"random_page_cost": "0.1", "seq_page_cost": "0.1"}
#: For what may be lost with the server's memory, such as claims. An outbox is emptied as fast as it is filled, so that most of what a
#: server finds in it has gone; only by going along an index does it learn to pass over that.
LIGHT = {"synchronous_commit": "off", "enable_seqscan": "off", "enable_bitmapscan": "off"}
#: Seconds that a connection may take to come, and a statement to be answered.
CONNECTING, ANSWERING = 5.0, 30.0
#: Seconds for which a lost connection is tried again before the caller hears of it.
PATIENCE = 10.0
#: Another transaction is in the way: the same once more, a moment later, will do.
CONFLICTS = frozenset({"40001", "40P01", "55P03"})
#: The server goes down or comes up, or has no connection to spare.
RESTARTING = frozenset({"57P01", "57P02", "57P03", "53300", "25006"})
#: The schema was made by somebody else at the same moment.
MADE_MEANWHILE = frozenset({"23505", "42P07", "42710", "40001", "40P01"})


class Wires:
    """Connections to a server, made when they are needed, and kept with the statements that they have prepared.

    What isn't `durable` is answered before it is on the disk.
    """

    def __init__(self, address: str, *, durable: bool = True) -> None:
        self._address = _dsn(address)
        self._settings = {"application_name": "remit", **IN_MEMORY, **({} if durable else LIGHT)}
        self._free: list[Wire] = []
        self._room = asyncio.Semaphore(MOST)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Wire]:
        """A connection for a while; one in doubt is not used again."""
        async with self._room:
            wire = next((wire for wire in self._taken() if not wire.is_closed()), None) or await self._connect()
            try:
                yield wire
            except BaseException as error:
                if is_loss(error) or wire.is_in_transaction():
                    wire.terminate()
                raise
            finally:
                self._free.append(wire)

    def _taken(self) -> Iterator[Wire]:
        """The free ones, the one used last first: the fewer are in use, the more of them know our statements."""
        while self._free:
            yield self._free.pop()

    async def _connect(self) -> Wire:
        return await asyncpg.connect(self._address, timeout=CONNECTING, command_timeout=ANSWERING, server_settings=self._settings)

    async def close(self) -> None:
        """Hang up; nobody uses one any more."""
        for wire in self._taken():
            with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await wire.close(timeout=CONNECTING)


def engine_of(address: str) -> AsyncEngine:
    """A server as alembic wants it, for its schema."""

    async def connect() -> Wire:
        return await asyncpg.connect(_dsn(address), timeout=CONNECTING, command_timeout=ANSWERING)

    return create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)


def compiled(query: Select[Any]) -> tuple[str, tuple[Any, ...]]:
    """A query as the server understands it, with its values."""
    said = query.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    return str(said), tuple(said.params[name] for name in said.positiontup or ())


def state_of(error: BaseException) -> str | None:
    """The SQLSTATE of an error, where the server gave one."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return getattr(found, "sqlstate", None)


def is_conflict(error: BaseException) -> bool:
    """Whether the transaction was refused for another's sake."""
    return state_of(error) in CONFLICTS


def is_loss(error: BaseException) -> bool:
    """Whether the connection was lost or couldn't be made, and a later one may be."""
    state = state_of(error)
    if state is not None:
        return state in RESTARTING or state.startswith("08")
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error.orig, OSError | TimeoutError) or "InterfaceError" in str(error.orig)
    if isinstance(error, ValueError | TypeError):  # asyncpg says so of values that it can't send
        return False
    # asyncpg calls it an error of its own where the server hung up in the middle of a statement.
    return isinstance(error, OSError | TimeoutError | asyncpg.InterfaceError | asyncpg.InternalClientError)


class Patience:
    """Waits between tries, ever longer and scattered, until it runs out."""

    def __init__(self) -> None:
        self._end = monotonic() + PATIENCE
        self._tries = 0

    async def wait(self, error: BaseException) -> None:
        """A pause, or StoreUnreachable. A conflict is over at once; a lost connection takes a while."""
        self._tries += 1
        longest = 0.002 * 2 ** min(self._tries, 6) if is_conflict(error) else 0.05 * 2 ** min(self._tries, 5)
        if monotonic() > self._end:
            raise StoreUnreachable(refusal("no-answer", problem=_sentence(error))) from error
        await asyncio.sleep(random.uniform(longest / 2, longest))  # noqa: S311 a pause is no secret


async def reach(address: str) -> None:
    """Look whether a server answers. Raises StoreRefused."""
    try:
        connection = await asyncpg.connect(_dsn(address), timeout=CONNECTING)
        await connection.close()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise _refused(error, without_password(address)) from error


def _dsn(address: str) -> str:
    return address.replace("postgresql+asyncpg://", "postgresql://", 1)


async def prepare(address: str) -> None:
    """Lead the schema to ours, made first where there is none. Raises StoreRefused."""
    shown = without_password(address)
    engine = engine_of(address)
    for last in (False, False, True):
        try:
            async with engine.begin() as connection:
                await connection.run_sync(_lead, shown)
            return
        except Exception as error:
            if isinstance(error, StoreRefused) or (state_of(error) not in MADE_MEANWHILE or last):
                raise error if isinstance(error, StoreRefused) else _refused(error, shown) from error
            await asyncio.sleep(0.2)


def _lead(connection: Connection, shown: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_revision()
    if present == script.get_current_head():
        return
    if present is not None and present not in {step.revision for step in script.walk_revisions()}:
        raise StoreRefused(shown, "newer-server", schema=present)
    command.upgrade(config, "head")


def _refused(error: Exception, shown: str) -> StoreRefused:
    return StoreRefused(shown, "unusable-server", problem=_sentence(error))


def _sentence(error: BaseException) -> str:
    said = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return " ".join(f"{type(said).__name__}: {said}".split()) if not str(said) else " ".join(str(said).split())

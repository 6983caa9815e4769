"""The house from a command on its host: the store opened with its key, and a switchboard that only writes.

What a command has to say to people waits in the outbox for `remit run`.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.asking.answering import understanding_of
from adapters.configuration import Configuration
from adapters.delivery import Nowhere
from adapters.keys import crypt_for
from adapters.keys.crypt import MasterCrypt
from adapters.running.service import same_staff
from adapters.storage.opening import open_store
from adapters.switchboard import Switchboard, seed
from bot.desk import Desk
from bot.desk.roster import RosterDocument, roster_of
from bot.events import Event
from bot.ports import Key, Store, Versioned, key_of
from bot.rulebook.library import Library
from bot.staff import Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """Everything that a command needs."""

    settings: Configuration
    library: Library
    store: Store
    crypt: MasterCrypt
    switchboard: Switchboard

    @property
    def tenant(self) -> str:
        """The first part of every key."""
        return self.settings.organisation.tenant

    def now(self) -> datetime:
        """The time in the organisation's zone."""
        return datetime.now(ZoneInfo(self.settings.time.zone))

    async def happens(self, kind: type[Event], **fields: Any) -> str | None:
        """Something happened at the host; what the desk whispers to that."""
        common: dict[str, Any] = {"id": f"host:{uuid.uuid4()}", "at": self.now(), "conversation": "", "seed": seed()}
        return await self.switchboard.handle(kind(**common, **fields))

    async def import_staff(self) -> None:
        """Take over the staff file as it is now. Raises InService where the store is run with another one."""
        await same_staff(self.store, self.settings.store, self.settings.staff, self.tenant)
        await self.switchboard.import_staff(self.settings.staff_list(self.library), self.now())

    async def document(self, kind: str, ident: str) -> Versioned | None:
        """A document of the store."""
        key: Key = key_of(self.tenant, kind, ident)
        return (await self.store.read((key,))).get(key)

    async def roster(self) -> RosterDocument:
        """The staff as the store has it; without one, as the file has it."""
        found = await self.document("roster", "current")
        return roster_of(found.value) if found else RosterDocument(digest="", listed=self.settings.staff_list(self.library))

    async def staff(self) -> Staff:
        """The staff of today."""
        return (await self.roster()).staff()


@asynccontextmanager
async def at_host(settings: Configuration) -> AsyncIterator[Host]:
    """The house, for as long as a command takes. Raises StoreRefused, Broken."""
    library = settings.library()
    async with open_store(settings) as store:
        tenant = settings.organisation.tenant
        crypt = await crypt_for(store, settings.store, tenant)
        desk = Desk(library, crypt=crypt, tenant=tenant, rhythm=settings.time.rhythm(), understanding=understanding_of(settings, library))
        yield Host(settings=settings, library=library, store=store, crypt=crypt, switchboard=Switchboard(desk, store, Nowhere()))

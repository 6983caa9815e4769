"""The audit of a store, record after record, stored or in the clear."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.auditing.record import Known, aliases_in, opened
from bot.ports import Crypt, Json, Key, Search, Store, Versioned, key_of

#: So many documents are loaded at a time.
PAGE = 500


async def every(store: Store, tenant: str, kind: str) -> AsyncIterator[tuple[Key, Versioned]]:
    """All documents of a kind, oldest first."""
    after: str | None = None
    while True:
        page = await store.search(Search(tenant=tenant, kind=kind, after=after, limit=PAGE))
        for found in page.documents:
            yield found
        after = page.after
        if after is None:
            return


async def records(store: Store, crypt: Crypt, tenant: str = "default") -> AsyncIterator[Json]:
    """Every record in the clear, oldest first; of people who were erased only the alias is left."""
    people = People(store, tenant)
    async for _, found in every(store, tenant, "audit"):
        yield opened(found.value, await people.known(aliases_in(found.value)), crypt)


class People:
    """Who is behind an alias; looked up once each."""

    def __init__(self, store: Store, tenant: str) -> None:
        self._store = store
        self._tenant = tenant
        self._known: dict[str, Known | None] = {}

    async def known(self, aliases: tuple[str, ...]) -> dict[str, Known | None]:
        """The people behind these aliases, None for those who were erased."""
        for alias in aliases:
            if alias not in self._known:
                self._known[alias] = await self._find(alias)
        return {alias: self._known[alias] for alias in aliases}

    async def _find(self, alias: str) -> Known | None:
        named = await self._at("alias", alias)
        key = await self._at("key", named["person"]) if named else None
        return Known(person=named["person"], alias=alias, wrapped=key["wrapped"]) if named and key else None

    async def _at(self, kind: str, ident: str) -> Json | None:
        key = key_of(self._tenant, kind, ident)
        found = (await self._store.read((key,))).get(key)
        return found.value if found else None

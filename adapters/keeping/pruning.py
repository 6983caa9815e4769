"""Once a day, what can no longer matter is removed: the ids of events that no platform delivers again, and old buttons.

A store knows no dates, only the order of its commits. So each day leaves a mark, and what was written before the mark of a day is
older than that day. Replicas that share a store name their commits alike, so that one of them does it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date, timedelta

from bot.approvals.request import request_of
from bot.ports import AlreadyHandled, Commit, Json, Key, Moved, Search, Store, Versioned, key_of

#: Platforms deliver an event again for a day at most; timers and deadlines are weeks. A month is plenty.
EVENTS = timedelta(days=30)
#: So long a button of a closed request still says what has become of it; after that, that it is an old one.
BUTTONS = timedelta(days=90)
#: So many at a time.
PART = 200
#: So many parts a day; what is left over waits for the next.
PARTS = 500


class Pruner:
    """Removes for one tenant."""

    def __init__(self, store: Store, tenant: str) -> None:
        self._store = store
        self._tenant = tenant
        self._marks = key_of(tenant, "prune", "marks")

    async def prune(self, today: date) -> None:
        """Leave today's mark, and remove what is older than the days that matter."""
        with suppress(AlreadyHandled, Moved):  # another replica is at it
            marks = await self._mark(today)
            await self._forget_events(_before(marks, today - EVENTS), today)
            await self._remove_buttons(_before(marks, today - BUTTONS), today)

    async def _mark(self, today: date) -> dict[str, int]:
        """The day of each mark, and which commits were before it. Today's mark is this very commit, known from tomorrow on."""
        found = (await self._store.read([self._marks])).get(self._marks)
        days: dict[str, int] = dict(found.value["days"]) | {found.value["last"]: found.version} if found else {}
        earliest = (today - BUTTONS - timedelta(days=2)).isoformat()
        kept = {
            day: version for day, version in days.items() if day >= earliest or day == max((d for d in days if d < earliest), default=None)
        }
        version = found.version if found else 0
        await self._commit("mark", today, read={self._marks: version}, changes={self._marks: {"days": kept, "last": today.isoformat()}})
        return days

    async def _forget_events(self, before: int, today: date) -> None:
        for part in range(PARTS):
            oldest = (await self._store.search(Search(tenant=self._tenant, kind="handled", limit=1))).documents
            if not oldest or oldest[0][1].version >= before:
                return
            await self._commit(f"events-{part}", today, forget=before)

    async def _remove_buttons(self, before: int, today: date) -> None:
        part = 0
        async for page in self._pages("token"):
            old = {key: found for key, found in page if found.version < before and "request" in found.value}
            if page[0][1].version >= before or part == PARTS:
                return
            requests = await self._store.read({self._request(found) for found in old.values()})
            closed = {key: one.version for key, one in requests.items() if one.version < before and request_of(one.value).closed}
            gone = {key: found for key, found in old.items() if self._request(found) in closed}
            if gone:
                part += 1
                read = {key: found.version for key, found in gone.items()} | closed
                await self._commit(f"buttons-{part}", today, read=read, changes=dict.fromkeys(gone))

    async def _pages(self, kind: str) -> AsyncIterator[tuple[tuple[Key, Versioned], ...]]:
        after: str | None = None
        while True:
            page = await self._store.search(Search(tenant=self._tenant, kind=kind, after=after, limit=PART))
            if page.documents:
                yield page.documents
            after = page.after
            if after is None:
                return

    def _request(self, token: Versioned) -> Key:
        return key_of(self._tenant, "request", token.value["request"])

    async def _commit(
        self,
        what: str,
        today: date,
        *,
        read: dict[Key, int] | None = None,
        changes: dict[Key, Json | None] | None = None,
        forget: int = 0,
    ) -> None:
        event = f"prune:{today.isoformat()}:{what}"
        await self._store.commit(Commit(tenant=self._tenant, event=event, read=read or {}, changes=changes or {}, forget=forget))
        await asyncio.sleep(0)


def _before(days: dict[str, int], day: date) -> int:
    """The commits up to this number are older than a day; 0 where no mark is that old."""
    return max((version for marked, version in days.items() if marked <= day.isoformat()), default=0)

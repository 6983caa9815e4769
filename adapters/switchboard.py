"""Event -> desk -> commit -> acknowledge; and messages leave through the dispatcher. The only loop.

The desk decides on what was loaded; the commit names every version that was read, so that a decision on something that
has moved meanwhile is refused by the store and made again. What goes out leaves from the outbox, after the commit.
"""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from logging import getLogger
from typing import Protocol, runtime_checkable

from adapters.delivery import Lost, Post
from adapters.delivery.dispatching import Dispatcher
from adapters.keeping.pruning import Pruner
from adapters.model.afterthoughts import Afterthoughts
from bot.desk import Desk, Done, Needs, View
from bot.events import Event, Imported, Rang, Sealing, Ticked, Unreached, outgoing
from bot.ports import (
    AlreadyHandled,
    Commit,
    Json,
    Key,
    Letter,
    Moved,
    NoRoom,
    Order,
    Page,
    Search,
    Store,
    StoreFailed,
    Versioned,
    key_of,
    split,
)
from bot.staff import Staff
from bot.staff.reading import digest
from bot.suggesting import Suggester

log = getLogger(__name__)

#: How often an event is decided again because something moved; each time somebody else's event got through.
TRIES = 50
#: So many timers are looked for at a time.
TIMERS = 50
#: How long a timer is left to the replica that found it first. Should two fire it, its event's id lets one of them.
LEASE = timedelta(seconds=5)


@runtime_checkable
class Leases(Protocol):
    """A store that several replicas share."""

    async def lease(self, search: Search, *, now: datetime, until: datetime) -> Page:
        """A page of a search without what somebody else has leased; nobody else gets these until then, or until they change."""


class Busy(Exception):
    """An event could not be committed, since what it rests on moved each time. Nothing of it was written."""

    def __init__(self, event: Event) -> None:
        self.event = event
        super().__init__(f"event {event.id} was overtaken {TRIES} times; it may be sent again")


class Switchboard:
    """Takes events from the platforms through the desk into the store, and messages out."""

    def __init__(self, desk: Desk, store: Store, post: Post, suggester: Suggester | None = None) -> None:
        self.desk = desk
        self.store = store
        self.dispatcher = Dispatcher(store, post, tenant=desk.tenant, lost=self._lost)
        self.afterthoughts = Afterthoughts(desk.understanding, suggester, self.handle)
        #: Timers at which something went wrong in this process.
        self._failed: set[str] = set()
        #: Every event reads the roster, which is large and seldom changes.
        self._rosters: dict[Key, Versioned] = {}

    async def handle(self, event: Event) -> str | None:
        """Deal with one event, once, however often it comes; the word for the one who acted, and for nobody else.

        It returns when what the event comes to is written: what was decided or recorded would survive a power loss, what was only
        talked about the end of the process. What is to be said to others is on its way.
        Where there is no room to write it down, that is the word, and nothing has changed. Raises Busy and StoreFailed.
        """
        self.afterthoughts.heard(event)
        try:
            done = await self._commit(event)
        except NoRoom:
            log.critical("there is no room to write down event %s: nothing is decided until there is", event.id)
            done = await self._decide(event, self.desk.regret)
        if done.effects and not done.writes:
            self.dispatcher.send_unstored(outgoing(effect, event) for effect in done.effects)
        self.dispatcher.wake()
        if done.puzzle:
            self.afterthoughts.consider(event, done.puzzle)
        return done.unkept or done.whisper

    async def deliver(self) -> None:
        """Send all that can be sent now."""
        await self.dispatcher.drain()

    async def _lost(self, letter: Letter, lost: Lost) -> None:
        """A letter can never arrive: whoever it was for is passed over from now on."""
        log.warning("a message to %s can't be delivered: %s", lost.who or letter.conversation, lost.reason)
        if lost.who is not None:
            at = datetime.now(self.desk.rhythm.calendar.zone)
            event = Unreached(id=f"lost:{letter.number}", at=at, conversation="", seed=seed(), who=lost.who, reason=lost.reason)
            await self.handle(event)

    async def _commit(self, event: Event) -> Done:
        for _ in range(TRIES):
            done = await self._decide(event, self.desk.handle)
            if not done.writes:
                former = await self._former(event)
                await self.store.settled()
                return former or done
            try:
                await self.store.commit(self._written(event, done))
            except Moved:
                await asyncio.sleep(0)
                continue
            except AlreadyHandled as before:
                return _again(before.result)
            return done
        raise Busy(event)

    async def _former(self, event: Event) -> Done | None:
        """What the same event came to before, if it did: it may look like nothing now just because it has been dealt with."""
        key = key_of(self.desk.tenant, "handled", event.id)
        found = (await self.store.read((key,))).get(key)
        return _again(found.value["result"]) if found else None

    def _written(self, event: Event, done: Done) -> Commit:
        return Commit(
            tenant=self.desk.tenant,
            event=event.id,
            result={"whisper": done.whisper},
            read=done.reads,
            changes=done.changes,
            audit=done.audit,
            outgoing=tuple(outgoing(effect, event) for effect in done.effects),
        )

    async def _decide(self, event: Event, ask: Callable[[Event, View], Needs | Done]) -> Done:
        """Hand the event to the desk with what it asks for, until it comes to something."""
        documents: dict[Key, Versioned | None] = {}
        pages: dict[Search, Page] = {}
        view = View(documents=documents, pages=pages)
        while isinstance(result := ask(event, view), Needs):
            if documents.keys() >= {*result.keys} and pages.keys() >= {*result.searches}:
                raise RuntimeError(f"the desk asked twice for the same before deciding event {event.id}: {result}")
            await self._load(result, documents, pages)
        return result

    async def _load(self, needs: Needs, documents: dict[Key, Versioned | None], pages: dict[Search, Page]) -> None:
        if needs.keys:
            found = await self.store.read(needs.keys, known=self._rosters)
            documents |= {key: self._same(key, found[key]) if key in found else None for key in needs.keys}
        for search in needs.searches:
            pages[search] = await self.store.search(search)

    def _same(self, key: Key, found: Versioned) -> Versioned:
        """A document that was read; of a roster in one version always the same object, which the desk knows again at once."""
        if split(key)[1] != "roster":
            return found
        known = self._rosters.get(key)
        if known is None or known.version != found.version:
            known = self._rosters[key] = found
        return known

    async def import_staff(self, staff: Staff, at: datetime) -> None:
        """Bring the staff list into the store; one that is there already changes nothing."""
        event = Imported(id=f"import:{uuid.uuid4()}", at=at, conversation="", seed=seed(), staff=staff, digest=digest(staff))
        await self._commit(event)

    async def tick(self, at: datetime) -> bool:
        """Let take effect what began or ended with the day, such as an absence, and what has become due; False where it can't now."""
        done = await self._in_time(Ticked(id=f"tick:{uuid.uuid4()}", at=at, conversation="", seed=seed()))
        await self.ring(at)
        return done

    async def ring(self, at: datetime) -> None:
        """Fire the timers that are due. The event's id is that of the timer as it was set, so each fires once, whoever sees it first."""
        after: str | None = None
        while True:
            page = await self._due(Search(tenant=self.desk.tenant, kind="timer", due_by=at, order=Order.DUE, after=after, limit=TIMERS), at)
            for key, found in page.documents:
                ident = split(key)[2]
                await self._in_time(Rang(id=f"timer:{ident}:{found.version}", at=at, conversation="", seed=seed(), timer=ident))
            if page.documents:
                self.dispatcher.wake()
            after = page.after
            if after is None:
                return

    async def _in_time(self, event: Event) -> bool:
        """Commit what the time brings; False where it can't be done now. A fault of ours in one event holds up no other."""
        if event.id in self._failed:
            return True
        try:
            await self._commit(event)
        except (Busy, NoRoom):
            return False
        except StoreFailed:
            raise
        except Exception:
            self._failed.add(event.id)
            log.exception("event %s came to nothing and isn't tried again before the next start", event.id)
        return True

    async def _due(self, search: Search, at: datetime) -> Page:
        """Timers that are due; where replicas share a store, those that no other is just dealing with."""
        if isinstance(self.store, Leases):
            return await self.store.lease(search, now=at, until=at + LEASE)
        return await self.store.search(search)

    async def keep_time(self, now: Callable[[], datetime], *, every: float = 0.5) -> None:
        """Until cancelled: fire timers as they become due; with each new day let it begin, seal the audit, remove what is past.

        What is removed may take a while, and the timers don't wait for it.
        """
        day: date | None = None
        async with asyncio.TaskGroup() as beside:
            while True:
                at = now()
                if at.date() != day:
                    sealing = Sealing(id=f"seal:{uuid.uuid4()}", at=at, conversation="", seed=seed(), announce=True)
                    if await self.tick(at) and await self._in_time(sealing):
                        day = at.date()
                        beside.create_task(self._prune(day))
                    self.dispatcher.wake()
                else:
                    await self.ring(at)
                await asyncio.sleep(every)

    async def _prune(self, day: date) -> None:
        with suppress(NoRoom):  # there is another day
            await Pruner(self.store, self.desk.tenant).prune(day)


def _again(result: Json | None) -> Done:
    """The same answer once more, and nothing else."""
    return Done(whisper=(result or {}).get("whisper"))


def seed() -> bytes:
    """Fresh randomness for one event."""
    return secrets.token_bytes(32)

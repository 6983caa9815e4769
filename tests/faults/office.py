"""An office at work on a store that may fail: people ask, decide, click twice and try what they may not.

Everything that somebody outside saw goes into a journal that no fault reaches: what was begun, what was about to be
written, what stands, what was answered, what was shown. Store and post are wrapped for that, and for dying at a named
place; the product itself knows nothing of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from adapters.delivery import Delivered, Later, Lost
from adapters.delivery.dispatching import LEASE
from adapters.keys.crypt import MasterCrypt
from adapters.storage import StoreUnreachable
from adapters.storage.tinydb import TinyStore
from adapters.switchboard import Switchboard
from bot.approvals.request import Request, request_of
from bot.desk import Desk
from bot.events import Clicked, Commanded, Event, Submitted, direct
from bot.ports import AlreadyHandled, Commit, Json, Key, Letter, Moved, Page, Search, Store, Versioned
from bot.staff import Staff
from bot.staff.reading import compile_staff
from tests.shipped import library, understanding

ROOT = Path(__file__).parents[2]
CHINA = timezone(timedelta(hours=8))
TENANT = "default"
CRYPT = MasterCrypt(bytes(32))
ASKING = ("adviser-1", "adviser-2", "adviser-3")
KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in (Clicked, Commanded, Submitted)}

#: Where a process may be made to die, in the order in which an event passes by.
PLACES = ("decided", "writing", "written", "answered", "claimed", "shown", "marking", "marked")


@cache
def staff() -> Staff:
    """The demo staff with a second director, everybody reading Chinese."""
    read = compile_staff((ROOT / "knowledge" / "demo-staff.yaml").read_text(encoding="utf-8"), library())
    people = dict(read.people)
    people["director-2"] = replace(people["director-1"], id="director-2", name="客服部总监二号", accounts=())
    return replace(read, people={ident: replace(one, language="zh") for ident, one in people.items()})


class Journal:
    """What was seen from outside, line by line."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def note(self, what: str, **told: Any) -> None:
        """One line, gone out before anything else is done."""
        self._write(json.dumps({"what": what, **told}, ensure_ascii=False) + "\n")


def read_journal(text: str) -> list[Json]:
    """The lines of a journal; one that was cut by a kill was seen by nobody."""
    return [json.loads(line) for line in text.split("\n")[:-1]]


def unused(journal: Iterable[Json]) -> int:
    """A number well above those of all events so far."""
    return 1000 + max((int(line["event"]["id"].removeprefix("event-")) for line in journal if line["what"] == "begun"), default=0)


@dataclass
class Doom:
    """Kills this process the n-th time that it passes a place. `writing` counts the statements that SQLite is given."""

    place: str = "nowhere"
    turns: int = 1
    how: int = signal.SIGKILL

    def passes(self, place: str) -> None:
        """We are there now."""
        if place == self.place:
            self.turns -= 1
            if self.turns == 0:
                os.kill(os.getpid(), self.how)


class Watched:
    """A store with somebody looking over its shoulder."""

    def __init__(self, store: Store, journal: Journal, doom: Doom | None = None, chance: random.Random | None = None) -> None:
        self.inner = store
        self.journal = journal
        self.doom = doom or Doom()
        #: With it, every call may let others go first, as a store across the network does.
        self.chance = chance
        #: So many commits for events stand.
        self.written = 0

    async def _let_others_go_first(self) -> None:
        for _ in range(self.chance.randint(0, 3) if self.chance else 0):
            await asyncio.sleep(0)

    async def read(self, keys: Iterable[Key], **known: Any) -> dict[Key, Versioned]:
        await self._let_others_go_first()
        return await self.inner.read(keys, **known)

    async def search(self, search: Search) -> Page:
        await self._let_others_go_first()
        return await self.inner.search(search)

    async def commit(self, commit: Commit) -> int:
        await self._let_others_go_first()
        if commit.only_delivers:
            self.doom.passes("marking")
            version = await self.inner.commit(commit)
            self.doom.passes("marked")
            return version
        self.doom.passes("decided")
        told = {"changes": dict(commit.changes), "audit": list(commit.audit), "result": commit.result}
        self.journal.note("writing", event=commit.event, outgoing=[asdict(one) for one in commit.outgoing], **told)
        try:
            with self._statements():
                version = await self.inner.commit(commit)
        except (AlreadyHandled, Moved):
            self.journal.note("refused", event=commit.event)
            raise
        self.written += 1
        self.journal.note("stands", event=commit.event, version=version, passing=commit.passing)
        self.doom.passes("written")
        return version

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        letters = await self.inner.claim(now=now, until=until, limit=limit)
        if letters:
            self.doom.passes("claimed")
        return letters

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        await self.inner.postpone(until)

    def __getattr__(self, name: str) -> Any:
        """What else the store can do, it does as ever."""
        return getattr(self.inner, name)

    def _statements(self) -> _Traced:
        return _Traced(self.inner, self.doom)

    def close(self) -> None:
        self.inner.close()  # type: ignore[attr-defined]


class _Traced:
    """While it lasts, each statement that a store gives to SQLite is a place to die at; with PostgreSQL, each before its commit."""

    def __init__(self, store: Any, doom: Doom) -> None:
        writing = doom.place == "writing"
        self._connection = store._rows.connection if writing and isinstance(store, TinyStore) else None
        self._postgres = store if writing and not isinstance(store, TinyStore) else None
        self._doom = doom

    def __enter__(self) -> None:
        if self._connection:
            self._connection.set_trace_callback(lambda _: self._doom.passes("writing"))
        if self._postgres:
            write = type(self._postgres)._write

            async def written(wire: Any, plan: Any) -> int:
                version = await write(self._postgres, wire, plan)
                self._doom.passes("writing")
                return version

            self._postgres._write = written

    def __exit__(self, *_: object) -> None:
        if self._connection:
            self._connection.set_trace_callback(None)
        if self._postgres:
            del self._postgres._write


class Screens:
    """The post: everybody's screen, in the journal."""

    def __init__(self, journal: Journal, doom: Doom) -> None:
        self.journal = journal
        self.doom = doom
        #: The last message in each conversation.
        self.last: dict[str, Json] = {}
        #: What becomes of a message instead of being shown; None where it is shown after all.
        self.mishap: Callable[[str], Later | Lost | Exception | None] = lambda _: None

    async def deliver(self, conversation: str, body: Json) -> Delivered | Later | Lost:
        mishap = self.mishap(conversation)
        if isinstance(mishap, Exception):
            raise mishap
        if mishap is not None:
            return mishap
        self.last[conversation] = body
        self.journal.note("shown", conversation=conversation, body=body)
        self.doom.passes("shown")
        return Delivered()


def told_of(event: Event) -> Json:
    """An event as the journal keeps it."""
    fields = {name: getattr(event, name) for name in ("id", "conversation", "person", "token", "text", "command") if hasattr(event, name)}
    return fields | {"kind": type(event).__name__, "at": event.at.isoformat(), "seed": event.seed.hex()}


def event_of(told: Json) -> Event:
    """The same event again, as a platform sends it when it got no answer."""
    fields = {name: value for name, value in told.items() if name not in ("kind", "at", "seed")}
    return KINDS[told["kind"]](at=datetime.fromisoformat(told["at"]), seed=bytes.fromhex(told["seed"]), **fields)


class Office:
    """Desk, switchboard and post over a store, as `remit run` has them."""

    def __init__(
        self, store: Store, journal: Journal | None = None, doom: Doom | None = None, *, first: int = 0, chance: random.Random | None = None
    ) -> None:
        self.doom = doom or Doom()
        self.journal = journal = journal or Journal(len)
        self.store = Watched(store, journal, self.doom, chance)
        desk = Desk(library(), crypt=CRYPT, understanding=understanding())
        self.screens = Screens(journal, self.doom)
        self.switchboard = Switchboard(desk, self.store, self.screens)
        self.number = first
        self.at = datetime(2026, 5, 4, 9, 0, tzinfo=CHINA)

    async def open(self) -> Office:
        """Import the staff; the second time that changes nothing."""
        await self.switchboard.import_staff(staff(), self.at)
        return self

    def let_leases_lapse(self) -> None:
        """So much time passes that nobody holds letters any more whom nobody sees."""
        self.switchboard.dispatcher._now = lambda: datetime.now(UTC) + 2 * LEASE

    def event(self, kind: type[Event], person: str, **fields: object) -> Event:
        """The next thing that somebody does."""
        self.number += 1
        at = self.at + timedelta(seconds=self.number)
        common = {"id": f"event-{self.number}", "at": at, "conversation": direct(person), "person": person}
        return kind(seed=self.number.to_bytes(32, "big"), **common, **fields)  # type: ignore[arg-type]

    async def take(self, event: Event) -> str | None:
        """Deal with an event, answer whoever did it, then let the messages out."""
        self.journal.note("begun", event=told_of(event))
        whisper = await self._handled(event)
        self.journal.note("answered", event=event.id, whisper=whisper)
        self.doom.passes("answered")
        with suppress(StoreUnreachable):  # what waits goes out with the next event's
            await self.switchboard.deliver()
        return whisper

    async def _handled(self, event: Event) -> str | None:
        """Without an answer a platform sends the same again."""
        while True:
            try:
                return await self.switchboard.handle(event)
            except StoreUnreachable:
                self.journal.note("unanswered", event=event.id)

    def event_asking(self, chance: random.Random) -> Event:
        """Somebody will ask for something."""
        return self.event(Commanded, chance.choice(ASKING), command="request", text=f"补偿客户 {chance.randint(200, 400)} 元")

    async def asks(self, person: str, amount: int = 300) -> str | None:
        """A request to the director."""
        return await self.take(self.event(Commanded, person, command="request", text=f"补偿客户 {amount} 元"))

    async def clicks(self, person: str, token: str) -> str | None:
        """A button is pressed."""
        return await self.take(self.event(Clicked, person, token=token))

    async def work(self, chance: random.Random, steps: int) -> None:
        """So many things happen, one after another and in the embedded store now and then several at once; a few of them shouldn't.

        There they are committed in the order in which they come to it, which is how the oracle tells what follows what.
        """
        together = isinstance(self.store.inner, TinyStore)
        for _ in range(steps):
            if together and chance.random() < 0.2:
                await asyncio.gather(*(self.take(self.event_asking(chance)) for _ in range(3)))
            else:
                await self._something(chance)

    async def _something(self, chance: random.Random) -> None:
        try:
            open_ones = [one for one in await self.requests(state="open") if one.tokens]
        except StoreUnreachable:
            return
        if not open_ones or chance.random() < 0.3:
            await self.take(self.event_asking(chance))
            return
        one = chance.choice(open_ones)
        match chance.random():
            case dice if dice < 0.6:
                await self.clicks(chance.choice(one.waiting_for), one.tokens["approve"])
            case dice if dice < 0.8:
                await self.take(self.event(Submitted, chance.choice(one.waiting_for), token=one.tokens["reject"], text="没有损害"))
            case dice if dice < 0.9:
                await self.clicks(one.requester, one.tokens["approve"])  # may not
            case _:
                await self.clicks("accountant-1", one.tokens["approve"])  # may not either

    async def requests(self, *, state: str | None = None, most: int = 500) -> list[Request]:
        """The oldest requests, in one state or in any."""
        page = await self.store.search(Search(tenant=TENANT, kind="request", states=(state,) if state else (), limit=most))
        return [request_of(found.value) for _, found in page.documents]

"""Carries letters from the outbox to where they belong: at least once, in order within a conversation, the urgent first.

A letter that can't be sent now holds up its own conversation and no other, and is tried again after ever longer pauses.
Nothing is held in memory but what is being carried, and the answers that were never to be stored.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from logging import getLogger
from typing import Any, Protocol, runtime_checkable

from adapters.delivery import Delivered, Later, Lost, Post
from bot.ports import Commit, Json, Key, Letter, Moved, NoRoom, Outgoing, Store

log = getLogger(__name__)

#: So many conversations are served at once.
AT_ONCE = 32
#: How long a claim holds; whoever carries a letter for longer renews it. After that, whoever finds it may try again: so long the
#: letters of a replica that has died lie still.
LEASE = timedelta(seconds=5)
#: The pauses between tries, in seconds: doubled each time up to the longest, then scattered.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
#: How long to wait for a word that something has come before looking without one.
LOOK = 1.0
#: After which time what could not be noted for want of room is noted again.
NOTED_AGAIN = timedelta(seconds=10)
#: So many answers that are not stored may wait; a flood beyond that is dropped, oldest first.
UNSTORED = 1000
#: So often such an answer is tried.
TRIES = 5


def pause(tries: int, scatter: Callable[[], float] = random.random) -> float:
    """Seconds to wait after so many tries that failed, scattered so that not everybody comes back at once."""
    longest: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(tries - 1, 20))
    return longest * (0.5 + scatter() / 2)


@runtime_checkable
class Wakes(Protocol):
    """A store that can tell when another process has put letters into the outbox."""

    async def woken(self, timeout: float) -> None:
        """Return when there may be something new, at the latest after so many seconds."""


class Dispatcher:
    """Empties the outbox of one tenant into a post."""

    def __init__(
        self,
        store: Store,
        post: Post,
        *,
        tenant: str,
        lost: Callable[[Letter, Lost], Awaitable[None]],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.post = post
        self.tenant = tenant
        self._lost = lost
        self._now = now
        self._news = asyncio.Event()
        self._draining = asyncio.Lock()
        self._carried: dict[asyncio.Task[None], Letter] = {}
        #: Until when what is being carried is ours.
        self._leased: dict[int, datetime] = {}
        self._unstored: deque[tuple[Letter, int]] = deque(maxlen=UNSTORED)
        self._tries: dict[str, int] = {}
        #: Letters that have arrived and are to be noted; whoever comes next notes them all.
        self._arrived: dict[int, Delivered] = {}
        self._noting = asyncio.Lock()
        #: Letters that have arrived, while there was no room to note it.
        self._unnoted: dict[int, Delivered] = {}

    def wake(self) -> None:
        """Something has been put into the outbox."""
        self._news.set()

    def send_unstored(self, messages: Iterable[Outgoing]) -> None:
        """Send what isn't worth storing: answers to those about whom nothing is kept."""
        for one in messages:
            self._unstored.append((Letter(number=0, tenant=self.tenant, conversation=one.conversation, body=one.body), 0))
        self.wake()

    # All at once, for whoever waits for it --------------------------------------------------

    async def drain(self) -> None:
        """Send all that can be sent now, trying each conversation until it fails once."""
        async with self._draining:
            while self._unstored:
                letter, _ = self._unstored.popleft()
                await self.post.deliver(letter.conversation, letter.body)
            failed: dict[int, datetime] = {}
            while letters := await self.store.claim(now=self._now(), until=self._now() + LEASE):
                results = [(letter, await self._try(letter)) for letter in letters]
                await self._note({letter.number: result for letter, result in results if isinstance(result, Delivered)})
                failed |= {letter.number: self._now() + result for letter, result in results if isinstance(result, timedelta)}
            if failed:
                await self.store.postpone(failed)

    # In the background, as long as it runs ---------------------------------------------------

    async def run(self) -> None:
        """Until cancelled: send whatever waits, many conversations at a time."""
        waking = asyncio.create_task(self._listen()) if isinstance(self.store, Wakes) else None
        try:
            while True:
                self._news.clear()
                await self._renew()
                await self._begin()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK):  # until Python 3.12 wait_for may swallow a cancellation
                        await self._news.wait()
        finally:
            if waking:
                waking.cancel()

    async def finish(self, within: float) -> None:
        """Wait for what is being carried, and give up on the rest; it is in the store and goes out after the next start."""
        if self._carried:
            _, unfinished = await asyncio.wait(self._carried, timeout=within)
            for task in unfinished:
                task.cancel()

    async def _listen(self) -> None:
        while True:
            await self.store.woken(LOOK)  # type: ignore[attr-defined]
            self.wake()

    async def _begin(self) -> None:
        """Set out with as many letters as there are hands free."""
        free = AT_ONCE - len(self._carried)
        for letter, tries in self._take_unstored(free):
            self._set_out(self._carry_unstored(letter, tries), letter)
        free = AT_ONCE - len(self._carried)
        if free > 0:
            now = self._now()
            for letter in await self.store.claim(now=now, until=now + LEASE, limit=free):
                self._leased[letter.number] = now + LEASE
                self._set_out(self._carry(letter), letter)

    async def _renew(self) -> None:
        """Go on holding what takes longer to carry than its claim holds."""
        now = self._now()
        half = now + LEASE / 2
        if short := {number: now + LEASE for number, until in self._leased.items() if until < half}:
            self._leased |= short
            await self.store.postpone(short)

    def _take_unstored(self, free: int) -> list[tuple[Letter, int]]:
        busy = {letter.conversation for letter in self._carried.values()}
        taken: list[tuple[Letter, int]] = []
        for _ in range(len(self._unstored)):
            letter, tries = self._unstored.popleft()
            if len(taken) < free and letter.conversation not in busy:
                busy.add(letter.conversation)
                taken.append((letter, tries))
            else:
                self._unstored.append((letter, tries))
        return taken

    def _set_out(self, carrying: Any, letter: Letter) -> None:
        task = asyncio.create_task(carrying)
        self._carried[task] = letter
        task.add_done_callback(self._back)

    def _back(self, task: asyncio.Task[None]) -> None:
        self._carried.pop(task, None)
        self.wake()
        if not task.cancelled() and task.exception():
            log.error("a letter could not be dealt with", exc_info=task.exception())

    async def _carry(self, letter: Letter) -> None:
        try:
            result = await self._try(letter)
            if isinstance(result, Delivered):
                await self._note_soon(letter, result)
                return
        finally:
            self._leased.pop(letter.number, None)
        await self.store.postpone({letter.number: self._now() + result})

    async def _note_soon(self, letter: Letter, result: Delivered) -> None:
        """Note that a letter has arrived, together with those that arrive in the same moment or while others are being noted."""
        self._arrived[letter.number] = result
        await asyncio.sleep(0)
        async with self._noting:
            arrived, self._arrived = self._arrived, {}
            await self._note(arrived)

    async def _carry_unstored(self, letter: Letter, tries: int) -> None:
        result = await self._try(letter)
        if isinstance(result, timedelta) and tries < TRIES:
            await asyncio.sleep(result.total_seconds())
            self._unstored.append((letter, tries + 1))

    # One letter -------------------------------------------------------------------------------

    async def _try(self, letter: Letter) -> Delivered | timedelta:
        """Have a letter shown; how long to wait where that isn't possible now."""
        if letter.number in self._unnoted:
            return self._unnoted[letter.number]
        try:
            result = await self.post.deliver(letter.conversation, letter.body)
        except Exception:
            log.exception("showing a letter failed")
            result = Later()
        if isinstance(result, Later):
            tries = self._tries[letter.conversation] = self._tries.get(letter.conversation, 0) + 1
            return timedelta(seconds=pause(tries) if result.after is None else result.after)
        self._tries.pop(letter.conversation, None)
        if isinstance(result, Lost):
            if letter.number:
                await self._lost(letter, result)
            return Delivered()
        return result

    async def _note(self, arrived: Mapping[int, Delivered]) -> None:
        """Take letters out of the outbox, and write down where their cards stand now."""
        if not arrived:
            return
        notes: dict[Key, Json] = {}
        for result in arrived.values():
            notes |= result.notes
        while True:
            found = await self.store.read(notes)
            read = {key: found[key].version if key in found else 0 for key in notes}
            try:
                await self.store.commit(Commit(tenant=self.tenant, read=read, changes=notes, delivered=tuple(arrived)))
            except Moved:
                continue
            except NoRoom:  # they aren't sent again for that, only noted again
                self._unnoted |= arrived
                await self.store.postpone(dict.fromkeys(arrived, self._now() + NOTED_AGAIN))
                return
            for number in arrived:
                self._unnoted.pop(number, None)
            return

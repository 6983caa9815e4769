"""The queue of updates: fetched by long polling with offsets, or pushed to a webhook in order within each chat."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.fakes.telegram.refusing import Refused

#: What a bot gets that has never said what it wants.
KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
#: What there is, of what this server sends.
ALL_KINDS = KINDS | {"channel_post", "edited_channel_post", "chat_member", "inline_query", "message_reaction", "poll", "poll_answer"}
#: Seconds until a webhook is tried again; doubled each time.
AGAIN = 0.05


@dataclass(frozen=True)
class Update:
    """Something that the bot is to hear of. `about` is the chat, within which the order is kept."""

    id: int
    kind: str
    about: int
    value: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """As the client gets it."""
        return {"update_id": self.id, self.kind: self.value}


@dataclass
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    #: Statuses that came back, newest last.
    statuses: list[int] = field(default_factory=list)


class Updates:
    """One bot's queue."""

    def __init__(self) -> None:
        self._ids = itertools.count(700_000_001)
        self._waiting: deque[Update] = deque()
        self._confirmed: deque[Update] = deque(maxlen=1000)
        self._again: list[Update] = []
        self.allowed = KINDS
        self.webhook: Webhook | None = None
        self._news = asyncio.Condition()
        self._poller: asyncio.Future[None] | None = None
        self._pushing: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(40)
        #: How many calls for updates were under way at once, at most; and how many were turned out.
        self.conflicts = 0
        self.background: set[asyncio.Task[None]] = set()
        #: Where updates from before a webhook answer with a method are carried out.
        self.carry_out: Any = None

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot hasn't said it is done with."""
        return len(self._waiting) + len(self._again)

    def add(self, kind: str, about: int, value: dict[str, Any]) -> Update | None:
        """Something happened; nothing where the bot doesn't want to hear of such."""
        if kind not in self.allowed:
            return None
        update = Update(next(self._ids), kind, about, value)
        self._waiting.append(update)
        self._wake()
        return update

    def again(self) -> None:
        """The last update comes once more, as when its confirmation got lost."""
        update = self._waiting[-1] if self._waiting else self._confirmed[-1]
        if update not in self._waiting:
            self._again.append(update)
            self._wake()

    def forget(self) -> None:
        """Drop whatever waits."""
        self._waiting.clear()

    # Long polling --------------------------------------------------------------------------

    async def poll(self, offset: int | None, limit: int, wait: int) -> list[dict[str, Any]]:
        """The next updates, once there are any. Whoever asks later turns out whoever waits already."""
        if self._poller is not None and not self._poller.done():
            self.conflicts += 1
            self._poller.set_result(None)
        mine = self._poller = asyncio.get_running_loop().create_future()
        self._confirm(offset)
        waiting = asyncio.ensure_future(self._news_within(wait)) if not (self._waiting or self._again) else None
        try:
            if waiting is not None:
                await asyncio.wait({waiting, mine}, return_when=asyncio.FIRST_COMPLETED)
            if mine.done():
                raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            return self._next(limit)
        finally:
            if waiting is not None:
                waiting.cancel()
            if self._poller is mine:
                self._poller = None

    def _next(self, limit: int) -> list[dict[str, Any]]:
        repeated, self._again = self._again[:limit], self._again[limit:]
        self._confirmed.extend(repeated)
        return [one.json() for one in (*repeated, *itertools.islice(self._waiting, limit - len(repeated)))]

    async def _news_within(self, seconds: int) -> None:
        async with self._news:
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                return

    def _confirm(self, offset: int | None) -> None:
        """An offset says that everything before it is done with; a negative one keeps so many from the end."""
        if offset is not None and offset < 0:
            offset = self._waiting[max(offset, -len(self._waiting))].id if self._waiting else None
        while self._waiting and offset is not None and self._waiting[0].id < offset:
            self._confirmed.append(self._waiting.popleft())

    def _wake(self) -> None:
        async def tell() -> None:
            async with self._news:
                self._news.notify_all()

        self._spawn(tell())
        if self.webhook:
            self._push_all()

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self.background.add(task)
        task.add_done_callback(self.background.discard)
        return task

    # Webhook -------------------------------------------------------------------------------

    def set_webhook(self, webhook: Webhook | None) -> None:
        """From now on updates are pushed there, those that wait already included; or nowhere."""
        self.webhook = webhook
        if webhook:
            self._slots = asyncio.Semaphore(webhook.max_connections)
            self._push_all()

    def _push_all(self) -> None:
        for about in {update.about for update in (*self._waiting, *self._again)}:
            if about not in self._pushing or self._pushing[about].done():
                self._pushing[about] = self._spawn(self._push(about))

    async def _push(self, about: int) -> None:
        """Push what one chat has, in its order, each until it is taken."""
        pause = AGAIN
        while self.webhook and (update := next((one for one in (*self._again, *self._waiting) if one.about == about), None)):
            async with self._slots:
                taken = await self._post(self.webhook, update)
            if taken:
                pause = AGAIN
                self._done(update)
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1)

    def _done(self, update: Update) -> None:
        if update in self._again:
            self._again.remove(update)
        else:
            self._waiting.remove(update)
            self._confirmed.append(update)

    async def _post(self, webhook: Webhook, update: Update) -> bool:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        try:
            async with self._session.post(webhook.url, data=json.dumps(update.json()).encode(), headers=headers) as answer:
                webhook.statuses.append(answer.status)
                said = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            webhook.last_error = str(error) or type(error).__name__
            return False
        if answer.status // 100 != 2:
            webhook.last_error = f"Wrong response from the webhook: {answer.status}"
            return False
        if answer.content_type == "application/json" and said.strip().startswith(b"{") and self.carry_out:
            await self.carry_out(json.loads(said))
        return True

    async def close(self) -> None:
        """Push nothing more."""
        self.webhook = None
        for task in list(self.background):
            task.cancel()
        await asyncio.gather(*self.background, return_exceptions=True)
        if self._session:
            await self._session.close()

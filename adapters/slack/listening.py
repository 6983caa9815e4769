"""What comes in is dealt with in time, once, and for those whom we serve.

Slack waits three seconds for an acknowledgement. It is given once the event is committed, at the latest after two; what
there is to say then follows. The same deed delivered again is the same work (`pacing.Recent`), and one effect (the store).
Whoever isn't an employee with an account of their own is refused here and never reaches the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from logging import getLogger
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack.client import LOST, Workspace
from adapters.slack.doing import Work
from adapters.slack.pacing import Recent
from adapters.slack.people import People, Standing
from adapters.slack.reading import Deed
from adapters.slack.sending import Sender
from adapters.slack.words import said
from adapters.slack.writing import escaped
from bot.model import Language

log = getLogger(__name__)

#: Seconds after which Slack is answered though what it comes to isn't settled.
AT_ONCE = 2.0

#: Bolt's acknowledgement.
Ack = Callable[..., Awaitable[Any]]


class Listener:
    """Deals with deeds."""

    def __init__(self, find: Callable[[str], Workspace | None], people: People, sender: Sender) -> None:
        self._find = find
        self._people = people
        self._sender = sender
        self._recent = Recent()
        self._later: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not (self._recent.under_way or self._later)

    async def finish(self) -> None:
        """Wait for what is under way."""
        while not self.idle:
            await asyncio.wait({*self._recent.under_way, *self._later})

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something that isn't waited for, but at the end."""
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def heard(self, deed: Deed | None, work: Work) -> None:
        """An event: what fails is raised, and Slack sends it again."""
        if deed is None:
            return
        task, fresh = self._once(deed, work)
        if await _settled(task):
            word = task.result()
            if fresh:
                await self._tell(deed, word)
        elif fresh:
            self.begin(self._say(deed, task))

    async def acted(self, deed: Deed, work: Work, ack: Ack, *, tells: bool = False) -> None:
        """A command, a press or a form: nobody sends it again, so its maker hears what came of it.

        Only the acknowledgement of a slash command `tells`: what stands in any other is shown to nobody.
        """
        task, fresh = self._once(deed, work)
        if await _settled(task) and tells:
            word = await self._word(deed, task)
            await ack(escaped(word) if word else "")
            return
        await ack()
        if fresh:
            self.begin(self._say(deed, task))

    def _once(self, deed: Deed, work: Work) -> tuple[asyncio.Task[str | None], bool]:
        """The work on a deed, and whether it began just now."""
        ident = f"{deed.team}:{deed.id}"
        fresh = not self._recent.knows(ident)
        return self._recent.once(ident, lambda: self._admitted(deed, work)), fresh

    async def _admitted(self, deed: Deed, work: Work) -> str | None:
        """The work, for those whom we serve."""
        workspace = self._find(deed.team)
        if workspace is None:
            return None
        profile = await self._people.profile(workspace, deed.user)
        if profile.standing is Standing.MEMBER:
            return await work(deed, workspace, profile)
        log.warning("refused somebody who is no employee with an account of their own: %s", profile.standing)
        silent = profile.standing in (Standing.BOT, Standing.GONE)
        return None if silent else said("outsider", profile.language)

    async def _say(self, deed: Deed, task: asyncio.Task[str | None]) -> None:
        await self._tell(deed, await self._word(deed, task))

    async def _word(self, deed: Deed, task: asyncio.Task[str | None]) -> str | None:
        try:
            return await task
        except Exception:
            log.exception("what somebody did could not be dealt with")
            return said("failed", await self._language(deed))

    async def _language(self, deed: Deed) -> Language:
        workspace = self._find(deed.team)
        try:
            return (await self._people.profile(workspace, deed.user)).language if workspace else self._people.language
        except (SlackApiError, *LOST):
            return self._people.language

    async def _tell(self, deed: Deed, word: str | None) -> None:
        workspace = self._find(deed.team)
        if not word or workspace is None:
            return
        await self._sender.whisper(workspace, deed.channel, deed.user, word, deed.thread)


async def _settled(task: asyncio.Task[str | None]) -> bool:
    """Whether it comes to something in time; most do in their next turn, and need no timer."""
    await asyncio.sleep(0)
    if not task.done():
        await asyncio.wait({task}, timeout=AT_ONCE)
    return task.done()

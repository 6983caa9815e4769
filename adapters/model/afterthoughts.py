"""Questions back in conversations: after an answer that came to nothing, a language model is asked what may have been meant.

The answer is out by then, and nothing waits for this. Nothing of it is a promise either: what is too much at once is dropped,
and so is what is under way at the end. Neither a sentence nor a reply is ever logged.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from logging import getLogger

from bot.events import Clicked, Commanded, Event, Proposed, Said, Submitted, Suggested
from bot.staff import Account
from bot.suggesting import Puzzle, Suggester, Suggestion, suggest
from bot.understanding import Understanding

log = getLogger(__name__)

#: So many are under way at once.
AT_ONCE = 4
#: By these somebody goes on to something else.
GOING_ON = (Said, Commanded, Clicked, Submitted, Proposed)
#: Seconds that what is just being said is given at the end.
CLOSE = 3.0

Who = Account | str | None


class Afterthoughts:
    """What may have been meant, asked of a model where there is one, and handed on as an event of its own."""

    def __init__(self, understanding: Understanding, suggester: Suggester | None, take: Callable[[Event], Awaitable[str | None]]) -> None:
        self._understanding = understanding
        self._suggester = suggester
        self._take = take
        #: Whose sentence is with the model.
        self._asking: dict[Who, asyncio.Task[None]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> bool:
        """Whether anything may still come."""
        return bool(self._under_way)

    def heard(self, event: Event) -> None:
        """Somebody goes on: what they said before needn't be understood any more."""
        if isinstance(event, GOING_ON):
            self._drop(_who(event))

    def consider(self, event: Event, puzzle: Puzzle) -> None:
        """Begin to ask what may have been meant, unless too much is under way."""
        if self._suggester is None or len(self._under_way) >= AT_ONCE:
            return
        self._drop(_who(event))
        task = self._asking[_who(event)] = asyncio.create_task(self._think(self._suggester, event, puzzle))
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    async def settle(self) -> None:
        """Wait for all that is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def close(self) -> None:
        """Ask nothing more; what is just being said is said."""
        for who in list(self._asking):
            self._drop(who)
        if self._under_way:
            _, unfinished = await asyncio.wait(self._under_way, timeout=CLOSE)
            for task in unfinished:
                task.cancel()

    def _drop(self, who: Who) -> None:
        task = self._asking.pop(who, None)
        if task is not None:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._asking = {who: asking for who, asking in self._asking.items() if asking is not task}

    async def _think(self, suggester: Suggester, event: Event, puzzle: Puzzle) -> None:
        try:
            found = await suggest(self._understanding, suggester, puzzle)
            self._asking.pop(_who(event), None)  # from here on it is no longer dropped
            if found is not None:
                await self._take(_suggested(event, puzzle, found))
        except Exception as error:  # its words may hold a sentence
            log.error("no question back after event %s: %s", event.id, type(error).__name__)


def _suggested(event: Event, puzzle: Puzzle, found: Suggestion) -> Suggested:
    """The event that says it, once for each event that it goes back to, as of the same moment."""
    return Suggested(
        id=f"{event.id}:suggested",
        at=event.at,
        conversation=event.conversation,
        seed=secrets.token_bytes(32),
        account=event.account,
        person=event.person,
        origin=event.origin,
        language=event.language,
        text=found.text,
        left=puzzle.left,
    )


def _who(event: Event) -> Who:
    return event.account or event.person

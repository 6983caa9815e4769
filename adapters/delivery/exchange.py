"""One post over several platforms: finds the account of a person, remembers where each card stands, and gives a line rest.

A person is written to where they wrote from last, else where their last message went, else at the first account of theirs
that a line serves. A card is edited where it was posted, wherever its reader writes from now.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from logging import getLogger

from adapters.delivery import Delivered, Later, Line, LineDown, Lost, Sent, Unreachable
from adapters.delivery.dispatching import pause
from bot.desk.roster import Rosters
from bot.events import Event
from bot.ports import SHOWN, Json, Key, Store, Versioned, key_of
from bot.staff import Account, Staff

log = getLogger(__name__)

#: A platform, and what it calls a place there.
Place = tuple[str, str]
DIRECT = "direct/"
#: For so many seconds the staff list that was read is taken for the present one.
FRESH = 1.0
#: After a line is found down for good, so many seconds pass between two looks.
DOWN = 300.0


class Exchange:
    """The post of `remit run`."""

    def __init__(self, lines: Mapping[str, Line], store: Store, *, tenant: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.lines = lines
        self.store = store
        self.tenant = tenant
        self._clock = clock
        self._rests = {platform: Rest(clock) for platform in lines}
        self._rosters = Rosters()
        self._roster: dict[Key, Versioned] = {}
        self._staff: tuple[float, Staff] | None = None
        self._count = itertools.count(1)
        #: Accounts in the order in which they last wrote.
        self._wrote: dict[Account, int] = {}

    def saw(self, event: Event) -> None:
        """Somebody wrote: from there they read, too."""
        if event.account and event.private:
            self._wrote[event.account] = next(self._count)

    def resting(self, platform: str) -> bool:
        """Whether a line is left alone because nothing could be sent by it."""
        return self._rests[platform].left > 0

    async def deliver(self, conversation: str, body: Json) -> Delivered | Later | Lost:
        """Show a message to a person, or where an event came from."""
        if not conversation.startswith(DIRECT):
            platform, _, place = conversation.partition("/")
            result = await self._send(platform, place, body, None)
            return Lost(reason=result.reason) if isinstance(result, Unreachable) else Delivered() if isinstance(result, Sent) else result
        return await self._deliver_to(conversation.removeprefix(DIRECT), body)

    async def _deliver_to(self, person: str, body: Json) -> Delivered | Later | Lost:
        """Show a message to a person, at the first of their places that can be reached."""
        card = body.get("card")
        card_key, last_key = self._key(f"{person}/{card}"), self._key(person)
        kept = await self.store.read([last_key, card_key] if card else [last_key])
        shown = kept[card_key].value if card and card_key in kept else None
        lost = "no-account"
        for place in await self._places_of(person, kept.get(last_key), shown if body["do"] == "edit" else None):
            result = await self._send(*place, body, shown["message"] if shown and _place(shown) == place else None)
            if isinstance(result, Later):
                return result
            if isinstance(result, Sent):
                return Delivered(notes=self._notes(person, place, result.message, body, kept))
            lost = result.reason
        return Lost(who=person, reason=lost)

    def _notes(self, person: str, place: Place, message: str | None, body: Json, kept: Mapping[Key, Versioned]) -> dict[Key, Json]:
        """What to remember of a message that arrived, as far as it is new."""
        where: Json = {"platform": place[0], "place": place[1]}
        notes = {} if body["do"] == "edit" else {self._key(person): where}
        if body.get("card"):
            notes[self._key(f"{person}/{body['card']}")] = where | {"message": message}
        return {key: note for key, note in notes.items() if key not in kept or kept[key].value != note}

    async def _send(self, platform: str, place: str, body: Json, shown: str | None) -> Sent | Later | Unreachable:
        line = self.lines.get(platform)
        if line is None:
            return Unreachable("no-account")
        rest = self._rests[platform]
        if rest.left > 0:
            return Later(rest.left)
        try:
            result = await line.send(place, body, shown=shown)
        except LineDown as down:
            if rest.tries == 0:
                log.critical("%s can't be used until somebody mends it: %s", platform, down.reason)
            rest.begin(DOWN)
            return Later(DOWN)
        if isinstance(result, Later) and result.after is None:
            rest.begin()
        elif not isinstance(result, Later):
            rest.end()
        return result

    async def _places_of(self, person: str, last: Versioned | None, shown: Json | None) -> list[Place]:
        """Where a person can be written to, first where it is best: the card's own place, where they wrote from, where they read last."""
        accounts = await self._accounts_of(person) or await self._accounts_of(person, fresh=True)
        accounts.sort(key=lambda one: -self._wrote.get(one, 0))
        places = [(one.platform, self.lines[one.platform].place_of(one)) for one in accounts]
        first = _place(shown) if shown else _place(last.value) if last and not self._wrote.keys() & set(accounts) else None
        return sorted(places, key=lambda place: place != first)

    async def _accounts_of(self, person: str, *, fresh: bool = False) -> list[Account]:
        """A person's accounts on our lines."""
        listed = (await self._present_staff(fresh=fresh)).people.get(person)
        return [one for one in listed.accounts if one.platform in self.lines] if listed else []

    async def _present_staff(self, *, fresh: bool) -> Staff:
        if fresh or self._staff is None or self._clock() - self._staff[0] > FRESH:
            key = key_of(self.tenant, "roster", "current")
            self._roster = await self.store.read((key,), known=self._roster)
            self._staff = (self._clock(), self._rosters.read(self._roster[key])[1] if self._roster else Staff())
        return self._staff[1]

    def _key(self, ident: str) -> Key:
        return key_of(self.tenant, SHOWN, ident)


def _place(kept: Json) -> Place:
    return kept["platform"], kept["place"]


class Rest:
    """How long a line is left alone: a platform that is down is asked by one letter at a time, ever less often."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = 0.0
        self.tries = 0

    @property
    def left(self) -> float:
        """Seconds that it still lasts."""
        return max(0.0, self._until - self._clock())

    def begin(self, seconds: float | None = None) -> None:
        """Leave the line alone, longer each time."""
        if self.left > 0:  # those that were under way already fail as well
            return
        self.tries += 1
        self._until = self._clock() + (pause(self.tries) if seconds is None else seconds)

    def end(self) -> None:
        """It works again."""
        self.tries, self._until = 0, 0.0

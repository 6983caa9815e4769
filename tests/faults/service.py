"""`remit run` with a platform of our own, on which many buttons are pressed in the same moment.

`python -m tests.faults.service FOLDER` runs it. What its people were answered is in the journal.
"""

from __future__ import annotations

import asyncio
import os
import sys
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from adapters.configuration import Configuration, Http, Pace
from adapters.delivery import Sent, Take
from adapters.running import house
from adapters.switchboard import seed
from bot.events import Clicked, Commanded, Event
from bot.rulebook.library import Library
from bot.staff import Account, Staff
from tests.faults.disk import JOURNAL
from tests.faults.lives import STORE
from tests.faults.office import ASKING, Journal

PLATFORM = "square"
#: So many at once; `make faults` has a hundred.
CLICKS = int(os.environ.get("REMIT_FAULTS_CLICKS", "30"))


class Square:
    """A platform where everybody is, and where all press at once as soon as all is asked."""

    platform, routes = PLATFORM, ()

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.tokens: list[str] = []
        self.busy: asyncio.Task[None] | None = None
        self.clicking: set[asyncio.Task[None]] = set()

    def place_of(self, account: Account) -> str:
        return account.user

    async def open(self, take: Take) -> None:
        self.busy = asyncio.create_task(self._work(take))

    async def close(self) -> None:
        """Nothing new begins; what was begun is finished."""
        if self.busy:
            self.busy.cancel()
        if self.clicking:
            await asyncio.wait(self.clicking)

    async def send(self, place: str, body: dict, *, shown: str | None) -> Sent:
        self.tokens += [button["token"] for button in body["buttons"] if button["kind"] == "approve" and place == "director-1"]
        return Sent(shown or str(len(self.tokens)))

    async def _work(self, take: Take) -> None:
        for number in range(CLICKS):
            await take(self._event(Commanded, ASKING[number % 3], command="request", text=f"补偿客户 {200 + number} 元"))
        while len(self.tokens) < CLICKS:
            await asyncio.sleep(0.01)
        self.journal.note("clicking")
        self.clicking = {asyncio.create_task(self._click(take, token)) for token in self.tokens[:CLICKS]}
        await asyncio.wait(self.clicking)
        self.journal.note("done")

    async def _click(self, take: Take, token: str) -> None:
        whisper = await take(self._event(Clicked, "director-1", token=token))
        self.journal.note("answered", whisper=whisper)

    def _event(self, kind: type[Event], person: str, **fields: object) -> Event:
        common = {"id": str(uuid.uuid4()), "at": datetime.now(UTC), "seed": seed(), "conversation": f"{PLATFORM}/{person}"}
        return kind(account=Account(platform=PLATFORM, user=person), **common, **fields)  # type: ignore[arg-type]


class Town(Configuration):
    """The demonstration, with everybody on the square."""

    def staff_list(self, library: Library) -> Staff:
        staff = super().staff_list(library)
        people = {
            ident: replace(one, language="zh", accounts=(Account(platform=PLATFORM, user=ident),)) for ident, one in staff.people.items()
        }
        return replace(staff, people=people)


def square_of(settings: Configuration) -> Square:
    """The square."""
    out = os.open(settings.store.parent / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return Square(Journal(lambda line: os.write(out, line.encode())))


if __name__ == "__main__":
    house.lines_of = lambda settings, *_: [square_of(settings)]
    pace = Pace(at_once=10 * CLICKS, a_minute=10 * CLICKS)
    sys.exit(house.run(Town(store=Path(sys.argv[1]) / STORE, http=Http(port=0), pace=pace)))

"""The loop of `remit try`: read a line, make it an event, show what came of it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from adapters.console.screen import Screen
from adapters.keys import crypt_for
from adapters.running.service import keep_away
from adapters.storage.tinydb import TinyStore
from adapters.switchboard import Switchboard, seed
from bot.approvals.timing import Rhythm
from bot.desk import Desk
from bot.desk.bearings import ROSTER
from bot.desk.roster import roster_of
from bot.events import Clicked, Commanded, Event, Said, direct
from bot.model import Language
from bot.ports import Crypt, key_of
from bot.rulebook.library import Library
from bot.rulebook.nearness import near
from bot.staff import Person, Staff
from bot.suggesting import Suggester
from bot.texts import Phrasing, render
from bot.understanding import Understanding

STORE = "remit.db"
QUITS = frozenset({"/quit", "/exit", "/q", "退出", "quit", "exit"})
Clock = Callable[[], datetime]


def run(
    library: Library,
    staff: Staff,
    store_path: Path,
    person: str | None,
    language: Language,
    stdin: TextIO,
    stdout: TextIO,
    *,
    now: Clock | None = None,
    rhythm: Rhythm | None = None,
    understanding: Understanding | None = None,
    suggester: Suggester | None = None,
) -> int:
    """Converse until the input ends. Raises StoreRefused where the folder's store can't be opened, InService where it is a real one."""
    store_path.mkdir(parents=True, exist_ok=True)
    store = TinyStore(store_path / STORE)

    async def sit() -> int:
        await keep_away(store, store_path / STORE)
        crypt = await crypt_for(store, store_path / STORE)
        made = Console(library, staff, store, crypt, language, stdin, stdout, now or _now, rhythm, understanding, suggester)
        return await made.converse(person)

    try:
        return asyncio.run(sit())
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now().astimezone()


class Console:
    """One sitting at the terminal."""

    def __init__(
        self,
        library: Library,
        staff: Staff,
        store: TinyStore,
        crypt: Crypt,
        language: Language,
        stdin: TextIO,
        stdout: TextIO,
        now: Clock,
        rhythm: Rhythm | None = None,
        understanding: Understanding | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        people = {ident: replace(person, language=language) for ident, person in staff.people.items()}
        self.staff = replace(staff, people=people)
        self.language: Language = language
        self.stdin = stdin
        self.now = now
        self.screen = Screen(stdout)
        self.phrasing = Phrasing(library, self.staff)
        desk = Desk(library, crypt=crypt, rhythm=rhythm, understanding=understanding)
        self.switchboard = Switchboard(desk, store, self.screen, suggester)

    async def converse(self, person: str | None) -> int:
        """Choose who to be, then take line after line."""
        await self.switchboard.import_staff(self.staff, self.now())
        await self.switchboard.tick(self.now())
        self._say("welcome")
        here = (await self._become(person) if person else None) or await self._choose()
        while here is not None:
            line = self._read(f"{here.id} {here.name}> ")
            if line is None or line.strip().lower() in QUITS:
                break
            here = await self._take(line.strip(), here)
        self._say("goodbye")
        return 0

    async def _take(self, line: str, here: Person) -> Person | None:
        """Deal with one line; who sits here afterwards."""
        word, _, rest = line.partition(" ")
        if word in ("/as", "/people"):
            return await self._become(rest.strip()) or here if rest.strip() else await self._choose()
        if line.isdecimal() and not self.screen.asking and not self.screen.pressed(line):
            self._say("no-such-button", who=line)
        elif line:
            await self.switchboard.ring(self.now())
            await self._handle(self._event(line, here))
        return here

    def _event(self, line: str, here: Person) -> Event:
        """What a line is: a button's number or label, a command, or words."""
        common = {"id": f"console:{uuid.uuid4()}", "at": self.now(), "conversation": direct(here.id), "seed": seed(), "person": here.id}
        if token := self.screen.pressed(line):
            return Clicked(token=token, **common)  # type: ignore[arg-type]
        if line.startswith("/"):
            command, _, text = line[1:].partition(" ")
            return Commanded(command=command, text=text.strip(), **common)  # type: ignore[arg-type]
        return Said(text=line, **common)  # type: ignore[arg-type]

    # Who sits here ------------------------------------------------------------------------

    async def _choose(self) -> Person | None:
        """Ask who to be, until it is somebody; None at the end of the input."""
        people = sorted(self.staff.people.values(), key=lambda one: one.id)
        self.screen.write(render("people", self.language, people=[self._listed(one) for one in people]))
        while True:
            line = self._read("> ")
            if line is None or line.strip().lower() in QUITS:
                return None
            wanted = line.strip()
            if wanted.isdecimal() and 1 <= int(wanted) <= len(people):
                wanted = people[int(wanted) - 1].id
            here = await self._become(wanted)
            if here is not None:
                return here

    def _listed(self, person: Person) -> dict[str, str]:
        roles = [post for post in person.posts if post in self.phrasing.library.roles]
        return {"id": person.id, "name": person.name, "posts": self.phrasing.roles(roles, self.language), "group": person.group or ""}

    async def _become(self, ident: str) -> Person | None:
        """Sit down as somebody: see who that is, and what has come for them."""
        person = self.staff.people.get(ident)
        if person is None:
            known = [(name, one.id) for one in self.staff.people.values() for name in (one.id, one.name)]
            self._say("nobody", who=ident, near=near(ident, known))
            return None
        self.screen.sit(ident)
        await self._handle(
            Commanded(id=f"console:{uuid.uuid4()}", at=self.now(), conversation=direct(ident), seed=seed(), person=ident, command="start")
        )
        return person

    async def _handle(self, event: Event) -> None:
        """Deal with an event, and show what came of it."""
        self.screen.whisper(await self.switchboard.handle(event))
        await self.switchboard.deliver()
        await self._speak()
        self.screen.show()
        if self.switchboard.afterthoughts.under_way:
            await self.switchboard.afterthoughts.settle()
            await self.switchboard.deliver()
            self.screen.show(further=True)

    async def _speak(self) -> None:
        """Speak as whoever sits here wants to be spoken to: with /lang they may just have chosen another language."""
        key = key_of(self.switchboard.desk.tenant, "roster", ROSTER)
        roster = roster_of((await self.switchboard.store.read((key,)))[key].value)
        self.language = roster.staff().people[self.screen.person or ""].language

    # The terminal -------------------------------------------------------------------------

    def _read(self, prompt: str) -> str | None:
        """The next line, None at the end. What isn't typed at a terminal is shown, so that a transcript reads well."""
        self.screen.write(prompt, end="")
        try:
            line = self.stdin.readline()
        except KeyboardInterrupt:
            line = ""
        if not line or not self.stdin.isatty():
            self.screen.write(line.rstrip("\n"))
        return line if line else None

    def _say(self, kind: str, **values: object) -> None:
        self.screen.write(render("console", self.language, kind=kind, **values))

"""A house to test in: the shipped rule books, the demo staff, a store, and people who type and press what they see."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import settings

from adapters.auditing.reading import records
from adapters.delivery import Delivered, Later
from adapters.keys.crypt import MasterCrypt
from adapters.storage.memory import MemoryStore
from adapters.switchboard import Switchboard
from bot.approvals.request import Request, request_of
from bot.desk import Desk
from bot.events import Clicked, Commanded, Event, Said, Submitted, direct
from bot.ports import Json, Search, Store
from bot.rulebook.library import Library
from bot.staff import Staff
from bot.staff.reading import compile_staff
from bot.understanding import Understanding
from tests import shipped

ROOT = Path(__file__).parent.parent
CHINA = timezone(timedelta(hours=8))


# How long an example takes says nothing on a machine that others use as well.
settings.register_profile("remit", deadline=None)
settings.load_profile("remit")


#: What takes longest begins first, so that no core waits for it at the end.
LONGEST = frozenset({"test_lives.py", "test_day.py", "test_power_loss.py", "test_first_evening.py"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """The tests stay to the end: they aren't gone through again and again, nor is what they make as often as by default."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of the tests, whichever of its processes asks."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep for the next start is kept for this run of the tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(_shared(tmp_path_factory) / "cache"))
        yield


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped rule books."""
    return shipped.library()


@pytest.fixture(scope="session")
def staff(library: Library) -> Staff:
    """The demo staff."""
    return compile_staff((ROOT / "knowledge" / "demo-staff.yaml").read_text(encoding="utf-8"), library)


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """Made once: it takes a while."""
    return shipped.understanding()


@dataclass
class Phones:
    """A post that keeps what everybody sees; an edit changes the message in its place, as platforms do."""

    seen: dict[str, list[Json]] = field(default_factory=dict)
    sent: list[tuple[str, Json]] = field(default_factory=list)
    #: Conversations that can't be reached.
    dead: set[str] = field(default_factory=set)

    async def deliver(self, conversation: str, body: Json) -> Delivered | Later:
        if conversation in self.dead:
            return Later(0)
        self.sent.append((conversation, body))
        shown = self.seen.setdefault(conversation, [])
        places = [place for place, one in enumerate(shown) if body["do"] == "edit" and one.get("card") == body["card"]]
        for place in places:
            shown[place] = body
        if not places:
            shown.append(body)
        return Delivered()


class House:
    """Everything together, as `remit run` has it, with a clock that goes a minute an event."""

    def __init__(self, understanding: Understanding, staff: Staff, open_store: Callable[[], Store]) -> None:
        self.understanding = understanding
        self.staff = staff
        self._open = open_store
        self._numbers = itertools.count(1)
        self.crypt = MasterCrypt(bytes(32))
        self.at = datetime(2026, 5, 4, 9, 0, tzinfo=CHINA)
        self.phones = Phones()
        self.whisper: str | None = None
        self.whispers: list[str | None] = []
        self._start()

    def _start(self) -> None:
        self.store = self._open()
        self.restart_desk()

    def restart_desk(self) -> None:
        """A desk that remembers nothing, with the cryptography as it is now."""
        desk = Desk(self.understanding.library, crypt=self.crypt, understanding=self.understanding)
        self.switchboard = Switchboard(desk, self.store, self.phones)

    async def open(self) -> House:
        """Import the staff."""
        await self.switchboard.import_staff(self.staff, self.at)
        return self

    async def restart(self) -> None:
        """As after a kill: what isn't in the store is gone."""
        closing = self.store.close() if hasattr(self.store, "close") else None
        if closing is not None:  # a server's takes a moment
            await closing
        self._start()
        await self.open()

    def event(self, kind: type[Event], person: str | None, **fields: object) -> Event:
        """The next event of a person in their direct messages."""
        number = next(self._numbers)
        self.at += timedelta(minutes=1)
        common = {"id": f"event-{number}", "at": self.at, "seed": number.to_bytes(32, "big"), "person": person}
        return kind(**{"conversation": direct(person or "somebody"), **common, **fields})  # type: ignore[arg-type]

    async def handle(self, event: Event) -> str:
        """Deal with an event; everything new that the one who acted sees."""
        before = len(self.phones.sent)
        self.whisper = await self.switchboard.handle(event)
        self.whispers.append(self.whisper)
        await self.switchboard.deliver()
        shown = [body["text"] for conversation, body in self.phones.sent[before:] if conversation == event.conversation]
        return "\n".join([*([self.whisper] if self.whisper else []), *shown])

    async def ring(self, at: datetime) -> None:
        """Let the timers fire that are due, and what they say arrive."""
        await self.switchboard.ring(at)
        await self.switchboard.deliver()

    async def tick(self, at: datetime) -> None:
        """Let a day begin."""
        await self.switchboard.tick(at)
        await self.switchboard.deliver()

    async def says(self, person: str | None, text: str) -> str:
        """Somebody types: a command with a slash, or words."""
        if text.startswith("/"):
            command, _, rest = text[1:].partition(" ")
            return await self.handle(self.event(Commanded, person, command=command, text=rest))
        return await self.handle(self.event(Said, person, text=text))

    async def presses(self, person: str, label: str) -> str:
        """Somebody presses the newest button that begins with these words; it has to be there."""
        return await self.handle(self.event(Clicked, person, token=self.token(person, label)))

    async def clicks(self, person: str | None, token: str) -> str:
        """A bare token comes from somebody, wherever they have it from."""
        return await self.handle(self.event(Clicked, person, token=token))

    async def submits(self, person: str, token: str, text: str) -> str:
        """Words come with a button's token, as from a form."""
        return await self.handle(self.event(Submitted, person, token=token, text=text))

    def buttons(self, person: str) -> dict[str, str]:
        """The buttons that a person sees, the newest for each label."""
        return {button["label"]: button["token"] for body in self.phones.seen.get(direct(person), []) for button in body["buttons"]}

    def token(self, person: str, label: str) -> str:
        """The token of a button that a person sees."""
        found = [token for shown, token in self.buttons(person).items() if shown.startswith(label)]
        assert found, f"{person} sees no button {label!r}, only {list(self.buttons(person))}"
        return found[-1]

    def sees(self, person: str) -> str:
        """All that is on a person's screen."""
        return "\n".join(body["text"] for body in self.phones.seen.get(direct(person), []))

    async def requests(self) -> list[Request]:
        """Every request, oldest first."""
        page = await self.store.search(Search(tenant="default", kind="request", limit=200))
        return [request_of(found.value) for _, found in page.documents]

    async def request(self) -> Request:
        """The only request."""
        (found,) = await self.requests()
        return found

    async def audit(self) -> list[Json]:
        """Every audit record in the clear, oldest first."""
        return [record async for record in records(self.store, self.crypt)]


MakeHouse = Callable[..., House]


@pytest.fixture
def make_house(understanding: Understanding, staff: Staff) -> Iterator[MakeHouse]:
    """A house, by default with a store in memory and everybody reading Chinese."""
    houses: list[House] = []

    def make(*, language: str = "zh", open_store: Callable[[], Store] | None = None, **changed: object) -> House:
        people = {ident: replace(person, language=language) for ident, person in staff.people.items()}
        kept = MemoryStore()
        house = House(understanding, replace(staff, people=people, **changed), open_store or (lambda: kept))  # type: ignore[arg-type]
        houses.append(house)
        return house

    yield make
    for house in houses:
        house.store.close()  # type: ignore[attr-defined]


@pytest.fixture
async def house(make_house: MakeHouse) -> House:
    """A house in Chinese, open."""
    return await make_house().open()

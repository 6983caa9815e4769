"""A day in a customer service team: twenty people, two hundred things said and pressed, two restarts and an outage.

It is played through in Telegram and at the terminal, and ends the same. Who does what next depends on what is the case,
so that a difference anywhere would grow.
"""

from __future__ import annotations

import io
import random
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.console.running import Console
from adapters.keys.crypt import MasterCrypt
from adapters.storage.tinydb import TinyStore
from bot.approvals.moves import Move, State
from bot.approvals.request import Request, request_of
from bot.ports import Search
from tests.contract.company import CHINA
from tests.contract.doors.telegram import TelegramDoor

ADVISERS = tuple(f"adviser-{number}" for number in range(1, 7))
OTHERS = (
    "manager-1", "manager-2", "director-1", "assistant-1", "statistician-1", "general-assistant-1", "vice-president-1",
    "general-manager-1", "finance-director-1", "accountant-1", "cashier-1", "seller-1", "key-account-manager-1", "admin-1",
)  # fmt: skip
TEAM = (*ADVISERS, *OTHERS)
ASKED = ("谁代理客服总监?", "顾客要退货,我能直接退吗?", "客服部经理可以罚款多少?", "/whoami", "/mine", "/inbox", "/help")
WANTED = ("/request 补偿客户 {} 元", "/request 奖励健康顾问二号 {} 元")
LEFT = {Move.APPROVE: 6, Move.REJECT: 2, Move.PASS_UP: 1, Move.ASK_BACK: 1}
HOURS, EVENTS = 12, 200
#: What a day is to have: people, things done, restarts, outages.
RESTARTS, OUTAGE = (4, 8), 6


@dataclass
class Day(ABC):
    """One way to play the day through."""

    at: datetime = datetime(2026, 5, 4, 9, 0, tzinfo=CHINA)
    events: int = 0
    said: list[str] = field(default_factory=list)

    @abstractmethod
    async def say(self, words: list[tuple[str, str]]) -> None:
        """Each of these people types these words."""

    @abstractmethod
    async def press(self, presses: list[tuple[str, str]]) -> None:
        """Each of these people presses the button with this token."""

    @abstractmethod
    async def press_and_say(self, person: str, token: str, words: str) -> None:
        """Somebody presses a button that asks for words, and gives them."""

    @abstractmethod
    async def requests(self) -> list[Request]:
        """Every request."""

    @abstractmethod
    async def restart(self) -> None:
        """The program ends and starts, where there is one."""

    @abstractmethod
    def outage(self) -> None:
        """The platform fails for a while, where there is one."""

    async def play(self) -> None:
        chance = random.Random(7)
        amounts = iter(range(11, 500, 3))
        for hour in range(HOURS):
            if hour in RESTARTS:
                await self.restart()
            if hour == OUTAGE:
                self.outage()
            wanted = [(person, chance.choice(WANTED).format(next(amounts))) for person in chance.sample(ADVISERS, 4)]
            asked = [(person, chance.choice(ASKED)) for person in chance.sample(OTHERS, 5)]
            await self._do(self.say, [*wanted, *asked])
            await self._decide(chance)
            self.at += timedelta(minutes=20)

    async def _decide(self, chance: random.Random) -> None:
        """Whoever has something to decide, decides some of it; whoever owes something, does it."""
        silent: list[tuple[str, str]] = []
        for request in sorted(await self.requests(), key=_amount):
            if request.state is State.OPEN and request.waiting_for and chance.random() < 0.8:
                move = chance.choice([move for move, weight in LEFT.items() for _ in range(weight) if move.value in request.tokens])
                who = request.waiting_for[0]
                if move in (Move.REJECT, Move.ASK_BACK):
                    await self._words(who, request.tokens[move.value], f"因为 {_amount(request)}")
                else:
                    silent.append((who, request.tokens[move.value]))
            elif request.state is State.ASKED:
                await self._words(request.requester, request.tokens["answer"], "补充在此")
            elif request.state is State.APPROVED and chance.random() < 0.6:
                silent += [(task.people[0], request.tokens[f"sign:{task.number}"]) for task in request.current_tasks[:1] if task.people]
        await self._do(self.press, silent)

    async def _do(self, act, things: list[tuple[str, str]]) -> None:
        self.events += len(things)
        await act(things)

    async def _words(self, person: str, token: str, words: str) -> None:
        self.events += 2
        await self.press_and_say(person, token, words)

    async def state(self) -> list[tuple[object, ...]]:
        """All that matters of every request."""
        return sorted(
            (
                _amount(one),
                one.requester,
                one.state.value,
                one.decided_by or "",
                one.waiting_for,
                tuple((entry.move.value, entry.by or "", entry.words) for entry in one.history),
                tuple((task.number, task.done_by or "") for task in one.tasks),
            )
            for one in await self.requests()
        )


def _amount(request: Request) -> int:
    assert request.proposal.amount is not None
    return int(request.proposal.amount.value)


async def _all(store) -> list[Request]:
    page = await store.search(Search(tenant="default", kind="request", limit=500))
    return [request_of(found.value) for _, found in page.documents]


class InTelegram(Day):
    """The day with twenty telephones."""

    def __init__(self, company) -> None:
        super().__init__()
        self.company = company
        self.humans = company.door.humans

    async def say(self, words):
        self.company.at = self.at
        for person, text in words:
            self.humans[person].types(text)
        await self.company.quiet()

    async def press(self, presses):
        for person, token in presses:
            self._press(person, token)
        await self.company.quiet()

    async def press_and_say(self, person, token, words):
        self._press(person, token)
        await self.company.quiet()
        await self.company.door.submits(person, words)
        await self.company.quiet()

    def _press(self, person: str, token: str) -> None:
        """Only what can be seen can be pressed."""
        human = self.humans[person]
        seen = [
            one.message for one in human.screen() if any(button["callback_data"] == token for row in one.message.keyboard for button in row)
        ]
        human.sends_press(seen[-1], token)

    async def requests(self):
        return await self.company.requests()

    async def restart(self):
        await self.company.restart()

    def outage(self):
        for method in ("sendMessage", "editMessageText"):
            self.company.door.telegram.refuse(method, 503, "Service Unavailable", times=4)


class AtTheTerminal(Day):
    """The day at one terminal, where they sit down one after the other."""

    def __init__(self, library, staff, understanding, folder) -> None:
        super().__init__()
        self.store = TinyStore(folder / "terminal.db")
        crypt = MasterCrypt(bytes(32))
        self.console = Console(
            library, staff, self.store, crypt, "zh", io.StringIO(), io.StringIO(), lambda: self.at, understanding=understanding
        )

    async def open(self):
        await self.console.switchboard.import_staff(self.console.staff, self.at)
        return self

    async def say(self, words):
        for person, text in words:
            await self.console._take(text, await self._sit(person))

    async def press(self, presses):
        for person, token in presses:
            here = await self._sit(person)
            self.console.screen.buttons = {token: ""}
            self.console.screen.asking = False
            await self.console._take("1", here)

    async def press_and_say(self, person, token, words):
        await self.press([(person, token)])
        await self.console._take(words, self.console.staff.people[person])

    async def _sit(self, person: str):
        here = await self.console._become(person)
        assert here is not None
        return here

    async def requests(self):
        return await _all(self.store)

    async def restart(self):
        """Nothing runs here between two lines."""

    def outage(self):
        """There is no platform."""


async def test_a_day_in_telegram_ends_as_it_does_at_the_terminal(make_company, library, staff, understanding, tmp_path):
    terminal = await AtTheTerminal(library, staff, understanding, tmp_path).open()
    await terminal.play()
    company = await make_company(TelegramDoor(), people=TEAM)
    telegram = InTelegram(company)
    await telegram.play()

    assert telegram.events == terminal.events >= EVENTS
    assert await telegram.state() == await terminal.state()
    assert {one.state for one in await terminal.requests()} >= {State.OPEN, State.APPROVED, State.REJECTED}
    terminal.store.close()

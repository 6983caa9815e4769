"""The door to Telegram: our adapter on the unmodified library, against the Bot API server of the tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from types import SimpleNamespace

from adapters.delivery import Line
from adapters.telegram import line_of
from adapters.telegram.settings import Telegram as Settings
from adapters.telegram.settings import Webhook
from bot.staff import Account
from tests.contract.door import Lack, Seen, Where
from tests.fakes.telegram import Human, Telegram
from tests.fakes.telegram import Seen as SeenThere
from tests.shipped import understanding

SECRET = "a-webhook-secret-of-the-tests-with-enough-letters"


class TelegramDoor:
    """Polling, or with `webhook` called by the platform."""

    platform = "telegram"
    lacks: frozenset[Lack] = frozenset()

    def __init__(self, *, webhook: bool = False) -> None:
        self.webhook = webhook
        self.telegram = Telegram(press_life=120)  # the machine of a test may be slow
        self.humans: dict[str, Human] = {}
        self.people: frozenset[str] = frozenset()
        self._port = 0

    async def open(self, people: Sequence[str], port: int) -> None:
        await self.telegram.start()
        self._port = port
        self.people = frozenset(people)
        for person in (*people, "stranger"):
            self.humans[person] = self.telegram.human(person, started=True)
        self.group = self.telegram.group("客服部", *self.humans.values())

    async def close(self) -> None:
        await self.telegram.stop()

    def account(self, person: str) -> Account:
        return Account(platform="telegram", user=str(self.humans[person].user.id))

    def line(self, now: Callable[[], datetime]) -> Line:
        hook = Webhook(public_url=f"http://127.0.0.1:{self._port}", secret=SECRET) if self.webhook else None
        settings = Settings(token=self.telegram.token, base_url=self.telegram.base_url, webhook=hook)
        line = line_of(SimpleNamespace(telegram=settings, language="zh"), now, understanding)  # type: ignore[arg-type]
        assert line is not None
        return line

    def idle(self) -> bool:
        return self.telegram.updates.unconfirmed == 0 and all(press.answered for one in self.humans.values() for press in one.presses)

    # What people do ----------------------------------------------------------------------

    async def types(self, person: str, text: str, *, where: Where = Where.DIRECT) -> None:
        human = self.humans[person]
        if where is Where.DIRECT:
            human.types(text)
        else:
            name = f"@{self.telegram.world.bot.username}"
            command, _, rest = text.partition(" ")
            addressed = f"{command}{name} {rest}" if text.startswith("/") else f"{name} {text}"
            human.types(addressed if where is Where.GROUP else text, self.group)

    async def replies(self, person: str, to: str, text: str) -> None:
        self.humans[person].replies(to, text)

    async def presses(self, person: str, label: str) -> None:
        self.humans[person].presses_button(label)

    async def forges(self, person: str, token: str) -> None:
        human = self.humans[person]
        seen = human.screen()
        message = seen[-1].message if seen else human.types("?")
        human.sends_press(message, token)

    async def submits(self, person: str, words: str) -> None:
        assert self.humans[person].asked() is not None, f"{person} was asked for nothing"
        self.humans[person].types(words)

    async def abandons(self, person: str) -> None:
        self.humans[person].dismisses()
        self.humans[person].types("/cancel")

    # What they see -----------------------------------------------------------------------

    def screen(self, person: str, *, where: Where = Where.DIRECT) -> list[Seen]:
        return [_seen(one) for one in self.humans[person].screen(None if where is Where.DIRECT else self.group)]

    def whispers(self, person: str) -> list[str]:
        return [press.text for press in self.humans[person].presses if press.answered]

    def token(self, person: str, label: str) -> str:
        return self.humans[person].button(label)[1]

    # What the platform does --------------------------------------------------------------

    async def again(self) -> None:
        self.telegram.updates.again()

    async def blocks(self, person: str) -> None:
        self.humans[person].blocks()

    async def vanishes(self, person: str, text: str) -> None:
        self.humans[person].deletes(text)

    def limits(self, seconds: float) -> None:
        self.telegram.ask_to_wait(int(seconds))

    def limited(self) -> int:
        return self.telegram.too_early

    def fails(self, times: int) -> None:
        self.telegram.refuse("sendMessage", 502, "Bad Gateway", times)

    def secrets(self) -> Sequence[str]:
        return [self.telegram.token, self.telegram.token.partition(":")[2], SECRET]


def _seen(one: SeenThere) -> Seen:
    return Seen(text=one.text, buttons=one.labels, answers=one.answers)

"""The door to Slack: our adapter on the unmodified library, against the Slack of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from adapters.delivery import Line
from adapters.slack.guard import PATH
from adapters.slack.line import SlackLine
from adapters.slack.settings import Slack as Settings
from bot.forms import Forms
from bot.staff import Account
from tests.contract.door import Lack, Seen, Where
from tests.fakes.slack.human import Human
from tests.fakes.slack.reading import shown
from tests.fakes.slack.server import Slack
from tests.fakes.slack.world import Message
from tests.shipped import understanding

TEAM = "T0REMIT"
#: The machine may be busy; in the tests of the fake it is Slack's own three seconds.
DEADLINE = 20.0


class SlackDoor:
    """Socket Mode, or with `http` called by the platform."""

    platform = "slack"
    lacks: frozenset[Lack] = frozenset({Lack.REPLIES})

    def __init__(self, *, http: bool = False, enterprise: str | None = None) -> None:
        self.http = http
        self.slack = Slack(deadline=DEADLINE)
        self.workspace = self.slack.world.workspace(team=TEAM, enterprise=enterprise)
        #: The e-mail addresses of the staff list.
        self.addresses: Sequence[str] = ()
        self.humans: dict[str, Human] = {}
        self.people: frozenset[str] = frozenset()

    async def open(self, people: Sequence[str], port: int) -> None:
        await self.slack.open()
        self.people = frozenset(people)
        for person in (*people, "stranger"):
            self.slack.world.member(_id(person), TEAM, email=f"{person}@example.com")
            self.humans[person] = Human(self.slack, _id(person))
        everybody = [_id(person) for person in self.humans]
        self.group = self.slack.world.channel("客服部", TEAM, self.workspace.bot_user, *everybody)
        if self.http:
            self.slack.deliver_to(f"http://127.0.0.1:{port}{PATH}")

    async def close(self) -> None:
        await self.slack.close()
        assert self.slack.complaints == []
        assert self.slack.pings == []

    def account(self, person: str) -> Account:
        return Account(platform="slack", user=_id(person), team=self.workspace.enterprise or TEAM)

    def line(self, now: Callable[[], datetime]) -> Line:
        self.ours = SlackLine(self.settings(), now, forms=_forms(), addresses=self.addresses, pace=0.0)
        return self.ours

    def settings(self) -> Settings:
        """How the line is configured."""
        world = self.slack.world
        return Settings(
            tokens=(self.workspace.token,),
            base_url=self.slack.base_url,
            app_token=None if self.http else world.app_token,
            signing_secret=world.signing_secret if self.http else None,
        )

    def idle(self) -> bool:
        return self.slack.quiet and self.ours.idle

    async def _connected(self) -> None:
        """Commands that come before are lost in Slack: nobody sends them again."""
        async with asyncio.timeout(DEADLINE):
            while not self.ours.connected or not (self.http or self.slack.sockets.connections):
                await asyncio.sleep(0.01)

    # What people do ----------------------------------------------------------------------

    async def types(self, person: str, text: str, *, where: Where = Where.DIRECT) -> None:
        await self._connected()
        human = self.humans[person]
        place = human.direct if where is Where.DIRECT else self.group
        if text.startswith("/"):
            self.slack.world.post(place.id, human.user, text=text, only=human.user)  # as it stood in their field
            command, _, rest = text.partition(" ")
            known = command.removeprefix("/") in ("duty", "check", "request", "inbox", "mine", "away", "remit")
            await human.commands(*((command, rest) if known else ("/remit", text.removeprefix("/"))), place)
        else:
            await human.says(f"@remit {text}" if where is Where.GROUP else text, place)

    async def presses(self, person: str, label: str) -> None:
        await self._connected()
        await self.humans[person].presses(label)

    async def forges(self, person: str, token: str) -> None:
        await self._connected()
        human = self.humans[person]
        for message in reversed(human.messages()):
            for button in shown(message.text, message.blocks).buttons:
                await human.forges(button | {"value": token}, message)
                return
        message = self.slack.world.post(human.direct.id, self.workspace.bot_user, text="?")
        await human.forges({"type": "button", "action_id": "press-0", "block_id": "b", "value": token}, message)

    async def submits(self, person: str, words: str) -> None:
        await self._connected()
        human = self.humans[person]
        if human.modal is None:
            await human.says(words)
            return
        await human.fills(human.labels()[0], words)
        await human.submits()

    async def abandons(self, person: str) -> None:
        if self.humans[person].modal is not None:
            await self.humans[person].closes()
        else:
            await self.types(person, "/remit cancel")

    # What they see -----------------------------------------------------------------------

    def screen(self, person: str, *, where: Where = Where.DIRECT) -> list[Seen]:
        human = self.humans[person]
        place = human.direct if where is Where.DIRECT else self.group
        return [_seen(one) for one in human.messages(place) if where is not Where.DIRECT or not self._whispered(one)]

    def whispers(self, person: str) -> list[str]:
        return [_seen(one).text for one in self.humans[person].messages() if self._whispered(one)]

    def _whispered(self, message: Message) -> bool:
        return message.only is not None and message.user == self.workspace.bot_user

    def token(self, person: str, label: str) -> str:
        return str(self.humans[person].found(label)[1]["value"])

    # What the platform does --------------------------------------------------------------

    async def again(self) -> None:
        await self._connected()
        await self.slack.again()

    async def blocks(self, person: str) -> None:
        self.slack.world.members[_id(person)].deleted = True

    async def vanishes(self, person: str, text: str) -> None:
        channel = self.humans[person].direct
        found = next(one for one in reversed(self.humans[person].messages()) if text in _seen(one).text)
        self.slack.world.messages = [one for one in self.slack.world.messages if (one.channel, one.ts) != (channel.id, found.ts)]

    def limits(self, seconds: float) -> None:
        self.slack.api.limit(seconds)

    def limited(self) -> int:
        return self.slack.api.too_early

    def fails(self, times: int) -> None:
        self.slack.api.fail(times)

    def secrets(self) -> Sequence[str]:
        return (self.workspace.token, self.slack.world.app_token, self.slack.world.signing_secret)


@cache
def _forms() -> Forms:
    return Forms(understanding())


def _id(person: str) -> str:
    return "U0" + "".join(one for one in person.upper() if one.isalnum())


def _seen(message: Message) -> Seen:
    found = shown(message.text, message.blocks)
    return Seen(text=found.text, buttons=tuple(one["text"]["text"] for one in found.buttons))

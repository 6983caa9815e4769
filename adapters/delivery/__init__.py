"""What becomes of a message that is to be shown: the words between the dispatcher, the exchange and the lines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.events import Event
from bot.ports import Json, Key
from bot.staff import Account

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

#: Hands an event to the switchboard; the word for the one who acted, once what it comes to is written.
Take = Callable[[Event], Awaitable[str | None]]


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands where it belongs. `message` is the platform's own name for the one that bears the buttons."""

    message: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """It couldn't be sent now. `after` is what the platform asks for, in seconds; without it, ever longer pauses."""

    after: float | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """It can never be sent there: `blocked`, `deactivated`, `archived`, `no-account`, `unknown-chat`."""

    reason: str


class LineDown(Exception):
    """A platform takes nothing more from us until somebody mends it, such as a token that was revoked."""

    def __init__(self, platform: str, reason: str) -> None:
        self.platform = platform
        self.reason = reason
        super().__init__(f"{platform}: {reason}")


class Line(Protocol):
    """One platform, connected."""

    #: The first part of the names of its conversations.
    platform: str
    #: What it serves over HTTP; may be empty.
    routes: Sequence[BaseRoute]

    async def open(self, take: Take) -> None:
        """Connect, and hand over whatever comes in from here on."""

    async def close(self) -> None:
        """Take in nothing new, and finish what has begun."""

    def place_of(self, account: Account) -> str:
        """The place that is an account's direct messages."""

    async def send(self, place: str, body: Json, *, shown: str | None) -> Sent | Later | Unreachable:
        """Show a message. `shown` is the message that bears the same card already; an edit without one is sent anew.

        Raises LineDown.
        """


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """A letter has arrived. `notes` are what to remember of it, documents of kind `shown`."""

    notes: Mapping[Key, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """A letter can never arrive. `who` is the person it was for, None where it was for a group."""

    reason: str
    who: str | None = None


class Post(Protocol):
    """Where letters go: one platform, or several."""

    async def deliver(self, conversation: str, body: Json) -> Delivered | Later | Lost:
        """Show a message."""


class Nowhere:
    """The post of a command that only writes: what it wants to say waits in the outbox for whoever runs."""

    async def deliver(self, conversation: str, body: Json) -> Later:
        """Not now."""
        return Later()

"""A door: one way into Remit, with the people who stand before it.

Every adapter is tested through one of these: a platform that is as strict as the real one, a line of ours that speaks
to it, and people who type, press what they can see, and read their screens. What a test needs to know of a platform
stands here; nothing in the suite asks which one it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from adapters.delivery import Line
from bot.staff import Account


class Lack(StrEnum):
    """What a kind of place doesn't have, so that the tests about it are left out there, by name."""

    GROUPS = "groups"
    #: A message can't be quoted in answer.
    REPLIES = "replies"
    #: The platform never sends anything a second time.
    AGAIN = "again"
    #: Nobody can shut the bot out.
    BLOCKING = "blocking"
    #: A message, once shown, stays.
    VANISHING = "vanishing"
    #: It never asks anybody to wait, and never fails.
    LIMITS = "limits"
    #: Nobody comes there whom the staff list doesn't have.
    STRANGERS = "strangers"
    #: Everybody reads the same language.
    LANGUAGES = "languages"
    #: It takes messages from the exchange.
    LINE = "line"


#: What only a door has that doesn't lack it.
ABILITIES = {
    Lack.REPLIES: ("replies",),
    Lack.AGAIN: ("again",),
    Lack.BLOCKING: ("blocks",),
    Lack.VANISHING: ("vanishes",),
    Lack.LIMITS: ("limits", "limited", "fails"),
    Lack.LINE: ("line",),
}


class Where(StrEnum):
    """Where something is typed or seen."""

    DIRECT = "direct"
    #: In a group with the bot in it, to the bot by its name.
    GROUP = "group"
    #: In the same group, to nobody in particular.
    ASIDE = "aside"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A message as somebody sees it now: markup shown, escapes undone, edits applied."""

    text: str
    #: The labels of its buttons.
    buttons: tuple[str, ...] = ()
    #: The text of the message that it visibly answers.
    answers: str | None = None


class Door(Protocol):
    """What a human does returns once the platform has taken it; `Company.quiet` waits for what comes of it.

    A door that lacks something leaves the methods for it out (`ABILITIES`).
    """

    platform: str
    lacks: frozenset[Lack]
    #: Those for whom it was opened.
    people: frozenset[str]

    async def open(self, people: Sequence[str], port: int) -> None:
        """Start the platform, with an account for each of these people of the staff, who have begun to talk to the bot.

        Our side listens at this port of 127.0.0.1, should the platform want to call it.
        """

    async def close(self) -> None:
        """Stop the platform. The line was closed before."""

    def account(self, person: str) -> Account:
        """The account of somebody here. An unknown name is the account of a stranger whom the staff list doesn't have."""

    def line(self, now: Callable[[], datetime]) -> Line:
        """Our side, made anew at each start; with `remit run` it comes from the adapter's `line_of`."""

    def idle(self) -> bool:
        """Whether everything that people did has been taken from the platform and answered to it."""

    # What people do ----------------------------------------------------------------------

    async def types(self, person: str, text: str, *, where: Where = Where.DIRECT) -> None:
        """A command with its slash, or words."""

    async def replies(self, person: str, to: str, text: str) -> None:
        """Answer the newest direct message that has `to` in it, by quoting it."""

    async def presses(self, person: str, label: str) -> None:
        """Press the newest visible button whose label begins like this, in direct messages; it has to be there."""

    async def forges(self, person: str, token: str) -> None:
        """Press a button with a token from elsewhere, as a tampered client can, wherever this person has a message with buttons
        (and if there is none, a message without)."""

    async def submits(self, person: str, words: str) -> None:
        """Give the words that a pressed button has asked for: in a form, as a reply, or as the next line."""

    async def abandons(self, person: str) -> None:
        """Turn away from the question instead: close the form, or say /cancel."""

    # What they see -----------------------------------------------------------------------

    def screen(self, person: str, *, where: Where = Where.DIRECT) -> list[Seen]:
        """All that is there now, oldest first."""

    def whispers(self, person: str) -> list[str]:
        """What only they saw, and only for a while: the answer to a press, an ephemeral message."""

    def token(self, person: str, label: str) -> str:
        """What a visible button carries."""

    # What the platform does --------------------------------------------------------------

    async def again(self) -> None:
        """Deliver the last event once more, as after an acknowledgement that got lost."""

    async def blocks(self, person: str) -> None:
        """From now on the bot can't write to them."""

    async def vanishes(self, person: str, text: str) -> None:
        """Their newest message with this text in it is gone, and the bot isn't told."""

    def limits(self, seconds: float) -> None:
        """Refuse the next message that is sent, asking to wait so long. `limited` tells how often messages came too early."""

    def limited(self) -> int:
        """How many messages came while the bot had been asked to wait."""

    def fails(self, times: int) -> None:
        """Answer the next messages that are sent with an error of the server's own."""

    def secrets(self) -> Sequence[str]:
        """The secrets that the line was given; none may ever be in a log."""

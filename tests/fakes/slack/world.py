"""What Slack knows: workspaces, members, channels, messages, modals. The rules of who sees what stand here as well."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

#: Seconds that a trigger id can be used, once.
TRIGGER_LIVES = 3.0
#: Seconds and times that a response_url can be used.
RESPONSE_LIVES, RESPONSE_USES = 30 * 60.0, 5

#: What our manifest asks for, and nothing else.
SCOPES = frozenset("app_mentions:read chat:write commands files:read im:history im:write users:read users:read.email".split())


@dataclass(kw_only=True)
class Workspace:
    """A workspace with our app installed."""

    team: str = "T0REMIT"
    enterprise: str | None = None
    token: str = "xoxb-0-canary-of-the-bot-token"
    bot_user: str = "U0BOT"
    bot_id: str = "B0BOT"
    scopes: frozenset[str] = SCOPES
    revoked: bool = False


@dataclass(kw_only=True)
class Member:
    """Somebody with an account, or somebody of another company in a shared channel."""

    id: str
    team: str
    name: str
    email: str = ""
    locale: str = "zh-CN"
    deleted: bool = False
    #: A guest of one channel or of several.
    guest: bool = False
    #: Of another company, seen through Slack Connect.
    stranger: bool = False
    bot: bool = False


@dataclass(kw_only=True)
class Channel:
    """A channel, or the direct messages of somebody with the bot."""

    id: str
    team: str
    name: str = ""
    im: str | None = None
    members: set[str] = field(default_factory=set)
    archived: bool = False
    #: Shared with another company.
    shared: bool = False


@dataclass(kw_only=True)
class Message:
    """A message as it is now."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread: str | None = None
    #: Ephemeral: nobody else ever sees it, and it can't be edited.
    only: str | None = None
    edited: bool = False


@dataclass(kw_only=True)
class View:
    """A modal on somebody's screen, or their home tab."""

    id: str
    owner: str
    body: Json
    #: block_id -> action_id -> what was filled in.
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    version: int = 0

    @property
    def hash(self) -> str:
        return f"{self.id}.{self.version}"


@dataclass
class Trigger:
    born: float
    used: bool = False


@dataclass(kw_only=True)
class Response:
    """A response_url: to whom and where its messages go."""

    user: str
    channel: str
    born: float
    message: str | None = None
    uses: int = 0


class World:
    """Everything that is there."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.app = "A0REMIT"
        self.app_token = "xapp-1-canary-of-the-app-token"
        self.signing_secret = "canary-of-the-signing-secret"
        self.workspaces: dict[str, Workspace] = {}
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.responses: dict[str, Response] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self._counts: dict[str, itertools.count[int]] = {}

    def fresh(self, prefix: str) -> str:
        """An id nobody has yet."""
        return f"{prefix}{next(self._counts.setdefault(prefix, itertools.count(1))):08d}"

    def stamp(self) -> str:
        """A message's ts; no two are alike, and later ones sort later."""
        return f"{int(self.clock())}.{next(self._counts.setdefault('ts', itertools.count(1))):06d}"

    def workspace(self, **kept: Any) -> Workspace:
        made = Workspace(**kept)
        self.workspaces[made.team] = made
        self.members[made.bot_user] = Member(id=made.bot_user, team=made.team, name="remit", bot=True)
        return made

    def member(self, ident: str, team: str, **kept: Any) -> Member:
        self.members[ident] = Member(id=ident, team=team, **{"name": ident.lower(), **kept})
        return self.members[ident]

    def channel(self, name: str, team: str, *members: str, shared: bool = False) -> Channel:
        made = Channel(id=self.fresh("C"), team=team, name=name, members=set(members), shared=shared)
        self.channels[made.id] = made
        return made

    def direct(self, user: str, team: str) -> Channel:
        """The direct messages of somebody with the bot of a workspace; made where they aren't there yet."""
        for channel in self.channels.values():
            if channel.im == user and channel.team == team:
                return channel
        made = Channel(id=self.fresh("D"), team=team, im=user, members={user, self.workspaces[team].bot_user})
        self.channels[made.id] = made
        return made

    def post(self, channel: str, user: str, **kept: Any) -> Message:
        made = Message(ts=self.stamp(), channel=channel, user=user, **kept)
        self.messages.append(made)
        return made

    def message(self, channel: str, ts: str) -> Message | None:
        return next((one for one in self.messages if one.channel == channel and one.ts == ts and one.only is None), None)

    def visible(self, user: str, channel: str) -> list[Message]:
        """What somebody sees in a channel, oldest first. A deactivated account sees nothing any more."""
        if self.members[user].deleted or user not in self.channels[channel].members:
            return []
        return [one for one in self.messages if one.channel == channel and one.only in (None, user)]

    # What is good once -------------------------------------------------------------------

    def trigger(self) -> str:
        ident = f"{self.fresh('13')}.{self.fresh('42')}.trigger"
        self.triggers[ident] = Trigger(self.clock())
        return ident

    def use_trigger(self, ident: str) -> str | None:
        """None where it could be used; else Slack's error."""
        found = self.triggers.get(ident)
        if found is None:
            return "invalid_trigger_id"
        if self.clock() - found.born > TRIGGER_LIVES:
            return "expired_trigger_id"
        if found.used:
            return "exchanged_trigger_id"
        found.used = True
        return None

    def response(self, user: str, channel: str, message: str | None = None) -> str:
        ident = self.fresh("R")
        self.responses[ident] = Response(user=user, channel=channel, born=self.clock(), message=message)
        return ident

    def use_response(self, ident: str) -> tuple[Response | None, str | None]:
        found = self.responses.get(ident)
        if found is None:
            return None, "no_such_url"
        if self.clock() - found.born > RESPONSE_LIVES:
            return None, "expired_url"
        if found.uses >= RESPONSE_USES:
            return None, "used_url"
        found.uses += 1
        return found, None

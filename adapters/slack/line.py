"""Slack as a line: an app in one workspace or several, reached by Socket Mode or over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from logging import getLogger
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from adapters.delivery import Later, Sent, Take, Unreachable
from adapters.delivery.dispatching import pause
from adapters.delivery.underway import UnderWay
from adapters.slack.bolting import SLASHED, Given, app_with
from adapters.slack.client import DOWN, LOST, Asked, Workspace, app_of, client_of, code_of, session_of, workspace_of
from adapters.slack.doing import Doings
from adapters.slack.guard import Gate, route_of
from adapters.slack.listening import Listener
from adapters.slack.pacing import PACE, Pace
from adapters.slack.people import People, Standing, profile_of
from adapters.slack.places import PLATFORM, Place, place_in
from adapters.slack.sending import Sender
from adapters.slack.settings import Slack
from adapters.slack.sockets import REFUSED, Sockets
from adapters.switchboard import seed
from bot.events import Matched
from bot.forms import Forms
from bot.model import Language
from bot.ports import Json
from bot.staff import Account

log = getLogger(__name__)

#: Seconds that what is under way is given at the end.
FINISH = 3.0
#: And then what is being sent.
LAST = 1.5
#: Seconds that a message waits which came before we were connected, and until it is tried again.
CONNECTING = 2.0


class SlackLine:
    """One app, connected."""

    platform = PLATFORM

    def __init__(
        self,
        settings: Slack,
        now: Callable[[], datetime],
        *,
        forms: Forms,
        addresses: Sequence[str] = (),
        language: Language = "zh",
        pace: float = PACE,
    ) -> None:
        self._settings = settings
        self._now = now
        self._forms = forms
        self._addresses = addresses
        self._gate = Gate()
        #: By the id of the workspace, and of its organisation.
        self._workspaces: dict[str, Workspace] = {}
        self._people = People(language)
        self._sender = Sender(self._workspaces.get, self._people, Pace(pace), settings.confirm_from)
        self._session: aiohttp.ClientSession | None = None
        self._listener: Listener | None = None
        self._given: Given | None = None
        self._bolt: AsyncApp | None = None
        self._running: asyncio.Task[None] | None = None
        self._closing = False
        self._closed = False
        self._under_way = UnderWay()
        self._known = asyncio.Event()
        secret = settings.signing_secret
        self.routes: Sequence[BaseRoute] = [route_of(secret, self._gate, self._called)] if secret else []

    async def open(self, take: Take) -> None:
        """Begin to listen. That Slack can't be reached yet keeps nobody else from starting."""
        self._session = session_of()
        self._listener = listener = Listener(self._workspaces.get, self._people, self._sender)
        doings = Doings(self._people, self._sender, take, self._now, self._forms, listener.begin)
        self._given = Given(listener, doings, self._workspaces.get)
        self._bolt = app_with(self._given, client_of(self._settings, None, self._session), self._workspaces.get)
        self._running = asyncio.create_task(self._run(take))

    async def close(self) -> None:
        """Take in nothing new; finish what has begun, and let what is being sent arrive. What comes later waits in the outbox."""
        self._closing = True
        if self._listener is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._listener.finish(), FINISH)
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        self._closed = True
        await self._under_way.finish(LAST)
        if self._session is not None:
            await self._session.close()

    @property
    def connected(self) -> bool:
        """Whether we know who we are in every workspace."""
        return self._gate.ready

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._listener is None or self._listener.idle

    def place_of(self, account: Account) -> str:
        """Somebody's direct messages."""
        return str(Place(team=account.team, channel=account.user))

    async def send(self, place: str, body: Json, *, shown: str | None) -> Sent | Later | Unreachable:
        """Show a message. Raises LineDown."""
        if not self._gate.ready:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._known.wait(), CONNECTING)
        if not self._gate.ready:
            return Later(CONNECTING)
        if self._closed:
            return Later()
        return await self._under_way.run(self._sender.show(place_in(place), body, shown))

    # Connecting ------------------------------------------------------------------------------------

    async def _run(self, take: Take) -> None:
        assert self._session is not None
        for place, token in enumerate(self._settings.tokens):
            asked = Asked()
            client = client_of(self._settings, token, self._session, asked)
            workspace = await self._insist(partial(workspace_of, client, asked))
            expected = self._settings.teams[place] if self._settings.teams else workspace.team
            if workspace.team != expected:
                log.critical("the token for workspace %s is one for %s; it is left out", expected, workspace.team)
                continue
            self._workspaces |= {workspace.team: workspace, workspace.home: workspace}
            app = await self._insist(partial(app_of, workspace))
            if self._gate.app not in ("", app):
                log.critical("the token for workspace %s is another app's; it is left out", workspace.team)
                del self._workspaces[workspace.team]
                continue
            self._gate.app = app
            self._gate.teams |= {workspace.team}
            await self._match(workspace, take)
        self._gate.ready = True
        self._known.set()
        if self._settings.app_token:
            web = client_of(self._settings, None, self._session)
            await Sockets(web, self._settings.app_token, self._enveloped).run()

    async def _insist(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Do what has to be done first, as often as it takes."""
        failures = 0
        while True:
            try:
                return await work()
            except SlackApiError as error:
                code = code_of(error)
                if code in DOWN:
                    log.critical("Slack refuses the bot's token (%s); trying again every %.0f s", code, REFUSED)
                    await asyncio.sleep(REFUSED)
                    continue
                log.warning("Slack answered %s; trying again", code or "with an error")
            except LOST as error:
                log.warning("Slack can't be reached (%s); trying again", type(error).__name__)
            failures += 1
            await asyncio.sleep(min(pause(failures), 30.0))

    async def _match(self, workspace: Workspace, take: Take) -> None:
        """Whose accounts these are, by the addresses of the staff list; nobody else is looked up."""
        for address in self._addresses:
            try:
                found = await workspace.client.users_lookupByEmail(email=address)
            except SlackApiError as error:
                if code_of(error) == "missing_scope":
                    return
                continue
            except LOST:
                return
            if profile_of(found["user"], workspace, self._people.language).standing is not Standing.MEMBER:
                continue  # a guest's address proves nothing
            account = Account(platform=PLATFORM, user=found["user"]["id"], team=workspace.home)
            place = Place(team=workspace.team, channel=account.user)
            ident = f"{PLATFORM}:{workspace.home}:match:{account.user}:{seed().hex()[:16]}"
            await take(Matched(id=ident, at=self._now(), conversation=f"{PLATFORM}/{place}", seed=seed(), account=account, email=address))

    # Coming in -------------------------------------------------------------------------------------

    async def _called(self, payload: dict[str, Any], headers: Mapping[str, str]) -> Response:
        """A request that the guard has let through. Bolt takes what has been read already only as from a socket."""
        if self._given is None or self._bolt is None or self._closing:
            return Response(status_code=503)
        if payload.get("command") in SLASHED and "ssl_check" not in payload:
            return PlainTextResponse(await self._given.commanded(payload))
        request = AsyncBoltRequest(body=payload, headers=dict(headers), mode="socket_mode")
        return to_starlette_response(await self._bolt.async_dispatch(request))

    async def _enveloped(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Something has come through the socket. What is for another app or workspace is acknowledged and left."""
        if self._bolt is None or self._closing:
            return
        if not self._gate.admits(request.payload):
            log.warning("refused something for another app or workspace")
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
            return
        answer = await run_async_bolt_app(self._bolt, request)
        await send_async_response(client, request, answer, 0.0)

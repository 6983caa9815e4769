"""Slack on 127.0.0.1: its Web API, its two ways of delivery, response_urls and files.

The app speaks to it as it would to Slack: `base_url` for the Web API, and either Socket Mode or signed requests to the
address given to `deliver_to`. What Slack would only warn of is kept in `complaints`; a good app leaves it empty.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from tests.fakes.slack.api import Api
from tests.fakes.slack.blocks import Refused, check_message
from tests.fakes.slack.delivery import PAUSES, Delivery, Http, NotAcknowledged, Sockets
from tests.fakes.slack.reading import pings
from tests.fakes.slack.world import View, Workspace, World

Json = dict[str, Any]


class Slack:
    """The whole of it."""

    def __init__(self, clock: Callable[[], float] = time.time, *, deadline: float = 3.0) -> None:
        self.world = World(clock)
        self.deadline = deadline
        self.api = Api(self)
        self.sockets = Sockets(self, deadline)
        self.delivery: Delivery = self.sockets
        #: What Slack itself would let pass, or answer with an error that an app should never see.
        self.complaints: list[str] = []
        #: Everybody and everything that a message of the app has called.
        self.pings: list[str] = []
        #: Deliveries that were given up.
        self.lost: list[str] = []
        self.port = 0
        self._owners: dict[str, str] = {}
        self._under_way = 0
        self._runner: web.AppRunner | None = None
        #: The last event: its kind and payload.
        self.last: tuple[str, Json] | None = None

    # Opening hours -----------------------------------------------------------------------

    async def open(self) -> None:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/api/{method}", self.api.handle)
        app.router.add_get("/link/", self.sockets.connect)
        app.router.add_post("/respond/{ident}", self._respond)
        app.router.add_get("/files/{ident}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        await self.sockets.close()
        if isinstance(self.delivery, Http):
            await self.delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def deliver_to(self, url: str) -> Http:
        """From now on events go to this address, signed."""
        self.delivery = Http(self, url, self.deadline)
        return self.delivery

    @property
    def quiet(self) -> bool:
        """Whether everything has been handed over."""
        return self._under_way == 0

    # Handing over ------------------------------------------------------------------------

    async def event(self, workspace: Workspace, event: Json, **wrapper: Any) -> None:
        """Deliver an event until it is acknowledged, four times at most."""
        payload = {
            "token": "verification",
            "team_id": workspace.team,
            "context_team_id": workspace.team,
            "context_enterprise_id": workspace.enterprise,
            "api_app_id": self.world.app,
            "event": event,
            "type": "event_callback",
            "event_id": self.world.fresh("Ev"),
            "event_time": int(self.world.clock()),
            "authorizations": [
                {
                    "enterprise_id": workspace.enterprise,
                    "team_id": workspace.team,
                    "user_id": workspace.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            **wrapper,
        }
        await self.send_event(payload)

    async def send_event(self, payload: Json) -> None:
        self.last = ("events_api", payload)
        self._under_way += 1
        reason = ""
        try:
            for attempt in range(4):
                try:
                    await self.delivery.hand_over("events_api", payload, attempt=attempt, reason=reason)
                    return
                except NotAcknowledged as refused:
                    reason = refused.reason
                    await asyncio.sleep(PAUSES[min(attempt, 2)])
            self.lost.append(f"{payload['event']['type']}: {reason}")
        finally:
            self._under_way -= 1

    async def interaction(self, kind: str, payload: Json) -> Any:
        """Deliver what somebody did with a command, a button or a modal, once; nobody tries that again. Raises NotAcknowledged."""
        self.last = (kind, payload)
        self._under_way += 1
        try:
            return await self.delivery.hand_over(kind, payload)
        except NotAcknowledged as refused:
            self.lost.append(f"{payload.get('type') or payload.get('command')}: {refused.reason}")
            raise
        finally:
            self._under_way -= 1

    async def again(self) -> None:
        """Deliver the last event or interaction once more, word for word."""
        assert self.last is not None
        kind, payload = self.last
        self._under_way += 1
        try:
            with suppress(NotAcknowledged):
                await self.delivery.hand_over(kind, payload, **({"attempt": 1, "reason": "http_timeout"} if kind == "events_api" else {}))
        finally:
            self._under_way -= 1

    # What payloads are made of -----------------------------------------------------------

    def trigger(self, user: str) -> str:
        ident = self.world.trigger()
        self._owners[ident] = user
        return ident

    def owner_of_trigger(self, ident: str) -> str:
        return self._owners[ident]

    def response_url(self, user: str, channel: str, message: str | None = None) -> str:
        return f"http://127.0.0.1:{self.port}/respond/{self.world.response(user, channel, message)}"

    def view_payload(self, view: View, workspace: Workspace) -> Json:
        return {
            "id": view.id,
            "team_id": workspace.team,
            "private_metadata": "",
            "callback_id": "",
            **view.body,
            "hash": view.hash,
            "state": {"values": view.values},
            "root_view_id": view.id,
            "previous_view_id": None,
            "app_id": self.world.app,
            "bot_id": workspace.bot_id,
            "app_installed_team_id": workspace.team,
        }

    def replace_view(self, view: View, body: Json) -> None:
        """A view updated: what was filled in stays where block_id and action_id stay."""
        kept = {
            (block["block_id"], block["element"]["action_id"])
            for block in body["blocks"]
            if block["type"] == "input" and "block_id" in block
        }
        view.values = {
            block: {action: value for action, value in values.items() if (block, action) in kept}
            for block, values in view.values.items()
            if any(one == block for one, _ in kept)
        }
        view.body, view.version = body, view.version + 1

    # What apps call besides the Web API --------------------------------------------------

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        found, error = self.world.use_response(request.match_info["ident"])
        if found is None:
            return web.Response(status=404, text=error or "")
        body = await request.json()
        blocks = body.get("blocks") or []
        if not body.get("text") and not body.get("delete_original"):
            self.complaints.append("a response without text at its top")
        try:
            if blocks:
                check_message(blocks)
        except Refused as refused:
            self.complaints.append(str(refused))
            return web.Response(status=500, text="invalid_blocks")
        self.pings += pings(body)
        self.take_response(found.user, found.channel, body, found.message)
        return web.Response(text="ok")

    def take_response(self, user: str, channel: str, body: Json, original: str | None = None) -> None:
        """A message by a response_url, or in the acknowledgement of a command."""
        world = self.world
        if original and (body.get("replace_original") or body.get("delete_original")):
            world.messages = [one for one in world.messages if one.ts != original]
            if body.get("delete_original"):
                return
        only = None if body.get("response_type") == "in_channel" else user
        bot = self.workspace_of(user).bot_user
        world.post(channel, bot, text=body.get("text", ""), blocks=body.get("blocks") or [], thread=body.get("thread_ts"), only=only)

    def workspace_of(self, user: str) -> Workspace:
        member = self.world.members[user]
        return self.world.workspaces.get(member.team) or next(iter(self.world.workspaces.values()))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        workspace = next((one for one in self.world.workspaces.values() if one.token == token), None)
        found = self.world.files.get(request.match_info["ident"])
        if found is None:
            return web.Response(status=404)
        if workspace is None or "files:read" not in workspace.scopes:
            return web.Response(text="<html>sign in</html>", content_type="text/html")  # Slack shows its login page
        return web.Response(body=found[1], content_type="application/octet-stream")

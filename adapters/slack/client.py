"""Slack's Web API, once for each workspace, and what its errors mean to us."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from logging import WARNING, getLogger
from typing import Any

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.delivery import Later, LineDown, Unreachable
from adapters.slack.places import PLATFORM
from adapters.slack.settings import Slack

log = getLogger(__name__)

#: Seconds that a call may take.
TIMEOUT = 10
#: At DEBUG the library logs what people write; and left without a level it makes those lines for each call, to throw them away.
TALKATIVE = ("slack_bolt", "slack_sdk")
#: A pause that Slack asks for is waited out if it is no longer than this; else the letter waits its turn in the outbox.
PATIENCE = 3
#: Seconds by which it may be longer than it is told, in whole ones.
ROUNDED = 0.5
#: What can go wrong on the way; it says nothing about the message.
LOST = (TimeoutError, aiohttp.ClientError, OSError)
#: A connection that was kept, and that Slack has closed meanwhile.
CUT = (aiohttp.ServerConnectionError, aiohttp.ClientOSError)

#: Slack takes nothing more from us until somebody mends it.
DOWN = frozenset(
    "account_inactive invalid_auth missing_scope not_authed org_login_required token_expired token_revoked no_permission".split()
)
PASSING = frozenset("fatal_error internal_error request_timeout service_unavailable team_added_to_org rollup_error".split())
GONE = {
    "user_disabled": "deactivated",
    "is_archived": "archived",
    "channel_not_found": "unknown-chat",
    "not_in_channel": "unknown-chat",
    "user_not_found": "unknown-chat",
    "user_not_in_channel": "unknown-chat",
    "user_not_visible": "unknown-chat",
    "cannot_dm_bot": "blocked",
    "messages_tab_disabled": "blocked",
    "restricted_action": "blocked",
}
#: The message that was to be changed can't be: another one takes its place.
VANISHED = frozenset("message_not_found cant_update_message edit_window_closed thread_not_found".split())
#: Our own fault.
MALFORMED = frozenset("invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long".split())


class Asked:
    """Until when Slack has asked us to write nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def wait(self, seconds: float) -> None:
        """It asked just now."""
        self._until = max(self._until, self._clock() + seconds)

    @property
    def left(self) -> float:
        """Seconds that it still wants."""
        return max(0.0, self._until - self._clock())


class Client(AsyncWebClient):
    """The library's client. What it posts as JSON, nearly all that is said, goes by a shorter way: the library's takes as long again.

    Only where the first try comes to nothing does the library make the others.
    """

    #: Who is told where Slack asks us to wait.
    asked: Asked

    async def api_call(self, api_method: str, *, json: dict[str, Any] | None = None, **others: Any) -> AsyncSlackResponse:
        """One call. Raises SlackApiError, and what stands in `LOST`."""
        if json is None or others or self.session is None:
            return await super().api_call(api_method, json=json, **others)
        url = self.base_url + api_method
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json;charset=utf-8", **self.headers}
        try:
            async with self.session.post(url, data=_json(json).encode(), headers=headers) as answer:
                content = await answer.read()
        except CUT:
            return await super().api_call(api_method, json=json)
        if answer.status == 429:
            pause = pause_in(answer.headers)
            self.asked.wait(pause)
            if pause <= PATIENCE:
                await asyncio.sleep(pause + ROUNDED)
                return await super().api_call(api_method, json=json)
        response = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url=url,
            req_args={},
            data=_read(content),
            headers=dict(answer.headers),
            status_code=answer.status,
        )
        response.validate()  # type: ignore[no-untyped-call]
        return response


class ShortPauses(AsyncRateLimitErrorRetryHandler):
    """Waits out a 429 where the pause is short; a longer one is the outbox's business."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(max_retry_count=1)
        self._asked = asked

    async def _can_retry_async(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        if not limited or response is None:
            return False
        pause = pause_in(response.headers)
        self._asked.wait(pause)
        return pause <= PATIENCE


def pause_in(headers: object) -> float:
    """The seconds that Slack asks for."""
    found = next((value for key, value in dict(headers or {}).items() if str(key).lower() == "retry-after"), "1")  # type: ignore[call-overload]
    try:
        return float(found[0] if isinstance(found, list) else found)
    except ValueError:
        return 1.0


def session_of() -> aiohttp.ClientSession:
    """The connections that all clients share; Slack's API has no use for cookies."""
    for name in TALKATIVE:
        getLogger(name).setLevel(max(WARNING, getLogger(name).level))
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        json_serialize=_json,
        timeout=aiohttp.ClientTimeout(total=TIMEOUT),  # a client's own holds only for a session that it makes itself
    )


def _json(value: object) -> str:
    """What a call says, as JSON."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, as chat platforms sometimes send, has no UTF-8
        return json.dumps(value)


def _read(content: bytes) -> dict[str, Any]:
    """What Slack answered; nothing where it wasn't Slack that did."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def client_of(settings: Slack, token: str | None, session: aiohttp.ClientSession, asked: Asked | None = None) -> AsyncWebClient:
    """A client that shares its connections with the others."""
    client = Client(token=token, base_url=settings.base_url, timeout=TIMEOUT, session=session, logger=getLogger("slack_sdk"))
    client.asked = asked or Asked()
    client.retry_handlers.append(ShortPauses(client.asked))
    return client


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that has our app."""

    team: str
    enterprise: str
    bot_user: str
    bot_id: str
    client: AsyncWebClient
    asked: Asked

    @property
    def home(self) -> str:
        """What accounts are kept under: the organisation, where there is one, since a person has one id in all of it."""
        return self.enterprise or self.team


async def workspace_of(client: AsyncWebClient, asked: Asked) -> Workspace:
    """Which workspace a token is for."""
    found = await client.auth_test()
    return Workspace(found["team_id"], found.get("enterprise_id") or "", found["user_id"], found.get("bot_id") or "", client, asked)


async def app_of(workspace: Workspace) -> str:
    """The id of our app."""
    found = await workspace.client.bots_info(bot=workspace.bot_id)
    return str(found["bot"]["app_id"])


def code_of(error: SlackApiError) -> str:
    """Slack's own word for what went wrong; empty where it wasn't Slack that spoke."""
    data = getattr(error.response, "data", error.response)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def verdict(error: SlackApiError) -> Later | Unreachable:
    """What becomes of a message that was answered with an error. Raises LineDown."""
    code, status = code_of(error), getattr(error.response, "status_code", 200)
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Later(pause_in(getattr(error.response, "headers", {})))
    if status >= 500 or code in PASSING or not code:
        return Later()
    if code in DOWN:
        raise LineDown(PLATFORM, code)
    if code not in GONE:
        log.error("Slack refused a message: %s", code)
    return Unreachable(GONE.get(code, code))

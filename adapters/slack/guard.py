"""Stands in front of Bolt where Slack reaches us over HTTP: what isn't Slack's, for our app, in our workspaces, goes no further.

Bolt answers 500 to signatures and times that are malformed, and reads a body of any size; here each has its answer: 413
for too much, 401 for what isn't signed, 503 until we know who we are, 403 for another app or workspace, 400 for what
can't be read. That something signed comes a second time is no matter of the guard's: the same id has no second effect
(`pacing.Recent`, and the store).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from adapters.running.bodies import TooLarge, body_of
from adapters.slack.reading import team_of

PATH = "/slack/events"
#: Seconds by which a request's time may differ from ours.
DRIFT = 300

_TIME = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)

Payload = Mapping[str, Any]
#: Hands a request on to Bolt: what stands in its body, and its headers.
Next = Callable[[dict[str, Any], Mapping[str, str]], Awaitable[Response]]


def signed(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether Slack signed it, and lately. Compared in constant time."""
    stamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not _TIME.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature) or abs(now - int(stamp)) > DRIFT:
        return False
    made = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={made}".encode(), signature.encode())


def payload_of(body: str, content_type: str) -> dict[str, Any]:
    """What stands in a request. Raises ValueError."""
    if content_type == "application/json":
        found = json.loads(body)
    else:
        form = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=100))
        found = json.loads(form["payload"]) if "payload" in form else form
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


class Gate:
    """Which app we are and in which workspaces; known once Slack has been asked."""

    def __init__(self) -> None:
        self.app = ""
        self.teams: frozenset[str] = frozenset()
        self.ready = False

    def admits(self, payload: Payload) -> bool:
        """Whether a payload is meant for us."""
        if payload.get("type") == "url_verification" or "ssl_check" in payload:
            return True
        return bool(self.app) and payload.get("api_app_id") == self.app and team_of(payload) in self.teams


def route_of(secret: str, gate: Gate, go_on: Next, now: Callable[[], float] = time.time) -> Route:
    """The route that Slack reaches us at."""

    async def called(request: Request) -> Response:
        try:
            body = await body_of(request)
        except TooLarge:
            return PlainTextResponse("too large", 413)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        if not signed(secret, request.headers, body, now()):
            return PlainTextResponse("not signed by Slack", 401)
        try:
            payload = payload_of(body.decode(), request.headers.get("content-type", "").partition(";")[0].strip().lower())
            admitted = gate.admits(payload)
        except (ValueError, AttributeError, TypeError, RecursionError):
            return PlainTextResponse("not understood", 400)
        if not gate.ready:
            return PlainTextResponse("not yet", 503)
        if not admitted:
            return JSONResponse({"error": "another app or workspace"}, 403)
        return await go_on(payload, request.headers)

    return Route(PATH, called, methods=["POST"])

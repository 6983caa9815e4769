"""Slack's Web API, as strict as the real one: scopes, arguments, limits, and the errors that Slack documents."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.slack.blocks import Refused, check_message, check_view, elements_of
from tests.fakes.slack.reading import pings
from tests.fakes.slack.world import Channel, Message, View, Workspace

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack

Json = dict[str, Any]


class Wrong(Exception):
    """An answer with ok: false."""

    def __init__(self, error: str, **more: Any) -> None:
        self.body = {"ok": False, "error": error, **more}
        super().__init__(error)


@dataclass(frozen=True)
class Method:
    """What a method needs and takes."""

    scope: str | None
    takes: frozenset[str]
    #: Counted as a message of its channel.
    posts: bool = False


def _method(scope: str | None, takes: str, *, posts: bool = False) -> Method:
    return Method(scope, frozenset(takes.split()), posts)


_MESSAGE = "channel text blocks thread_ts unfurl_links unfurl_media mrkdwn parse link_names"
METHODS: dict[str, Method] = {
    "api.test": _method(None, ""),
    "auth.test": _method(None, "team_id"),
    "apps.connections.open": _method("connections:write", ""),
    "bots.info": _method("users:read", "bot team_id"),
    "chat.postMessage": _method("chat:write", f"{_MESSAGE} reply_broadcast metadata", posts=True),
    "chat.postEphemeral": _method("chat:write", f"{_MESSAGE} user", posts=True),
    "chat.update": _method("chat:write", f"{_MESSAGE} ts", posts=True),
    "conversations.open": _method("im:write", "users return_im"),
    "users.info": _method("users:read", "user include_locale"),
    "users.lookupByEmail": _method("users:read.email", "email"),
    "views.open": _method(None, "trigger_id view"),
    "views.push": _method(None, "trigger_id view"),
    "views.update": _method(None, "view view_id hash external_id"),
    "views.publish": _method(None, "user_id view hash"),
}


class Api:
    """Answers the calls."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.world = slack.world
        #: Every call that was made, with what came of it.
        self.calls: list[tuple[str, Json, Json]] = []
        #: method -> moment until which nobody may call it.
        self._limited: dict[str, float] = {}
        self.too_early = 0
        self._fails: list[int | str] = []
        #: Seconds before each answer.
        self.delay = 0.0
        self.posted: dict[str, list[float]] = {}

    def limit(self, seconds: float, method: str = "chat.postMessage") -> None:
        """Refuse the next call, and all that come before so many seconds have passed since then."""
        self._limited[method] = -seconds

    def fail(self, times: int, how: int | str = 500) -> None:
        """Answer the next messages with this status; `cut` drops the connection instead, `hang` answers after the client gave up."""
        self._fails += [how] * times

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        arguments, token = await self._arguments(request)
        if self.delay:
            await asyncio.sleep(self.delay)
        method = METHODS.get(name)
        trouble = self._trouble(request, name, method)
        if trouble is not None:
            return trouble
        try:
            answer = {"ok": True, **self._called(name, method, arguments, token)}
        except Wrong as wrong:
            answer = wrong.body
        self.calls.append((name, arguments, answer))
        return web.json_response(answer)

    def _trouble(self, request: web.Request, name: str, method: Method | None) -> web.StreamResponse | None:
        """Before anything else: too many calls, or a server that is out of order."""
        until = self._limited.get(name)
        now = asyncio.get_running_loop().time()
        if until is not None:
            if until < 0:
                self._limited[name] = until = now - until
                return self._wait(until - now)
            if now < until:
                self.too_early += 1
                return self._wait(until - now)
            del self._limited[name]
        if self._fails and method and method.posts:
            how = self._fails.pop(0)
            if how == "cut":
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            return web.Response(status=int(how), text="upstream error")
        return None

    def _wait(self, seconds: float) -> web.Response:
        headers = {"Retry-After": str(max(1, round(seconds)))}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)

    async def _arguments(self, request: web.Request) -> tuple[Json, str]:
        if request.content_type == "application/json":
            arguments: Json = await request.json()
        else:
            form = await request.post()
            arguments = {**request.query, **form}
        for key in ("blocks", "view", "metadata"):
            if isinstance(arguments.get(key), str):
                arguments[key] = json.loads(arguments[key])
        token = arguments.pop("token", "") or request.headers.get("Authorization", "").removeprefix("Bearer ")
        return arguments, str(token)

    def _called(self, name: str, method: Method | None, arguments: Json, token: str) -> Json:
        if method is None:
            raise Wrong("unknown_method", req_method=name)
        if unknown := set(arguments) - method.takes - {"team_id"}:  # Bolt names the workspace in every call
            raise Wrong("invalid_arguments", response_metadata={"messages": [f"{name} takes no {', '.join(sorted(unknown))}"]})
        if method.scope == "connections:write":
            if token != self.world.app_token:
                raise Wrong("invalid_auth")
            return {"url": self.slack.sockets.ticket()}
        workspace = next((one for one in self.world.workspaces.values() if one.token == token), None)
        if workspace is None:
            raise Wrong("invalid_auth" if token else "not_authed")
        if workspace.revoked:
            raise Wrong("token_revoked")
        if method.scope and method.scope not in workspace.scopes:
            raise Wrong("missing_scope", needed=method.scope, provided=",".join(sorted(workspace.scopes)))
        return HANDLERS[name](self, workspace, arguments)

    # The methods -------------------------------------------------------------------------

    def auth_test(self, workspace: Workspace, _: Json) -> Json:
        return {
            "url": "https://example.slack.com/",
            "team": workspace.team,
            "team_id": workspace.team,
            "user": "remit",
            "user_id": workspace.bot_user,
            "bot_id": workspace.bot_id,
            **({"enterprise_id": workspace.enterprise} if workspace.enterprise else {}),
            "is_enterprise_install": False,
        }

    def bots_info(self, workspace: Workspace, arguments: Json) -> Json:
        if arguments.get("bot") != workspace.bot_id:
            raise Wrong("bot_not_found")
        return {"bot": {"id": workspace.bot_id, "app_id": self.world.app, "user_id": workspace.bot_user, "name": "remit", "deleted": False}}

    def post_message(self, workspace: Workspace, arguments: Json) -> Json:
        channel = self._channel(workspace, arguments, users=True)
        content = self._content(arguments)
        thread = arguments.get("thread_ts")
        if thread and self.world.message(channel.id, thread) is None:
            raise Wrong("thread_not_found")
        message = self.world.post(channel.id, workspace.bot_user, thread=thread, **content)
        self._note(channel.id)
        return {"channel": channel.id, "ts": message.ts, "message": {"text": message.text, "user": message.user, "ts": message.ts}}

    def post_ephemeral(self, workspace: Workspace, arguments: Json) -> Json:
        channel = self._channel(workspace, arguments)
        user = arguments.get("user", "")
        if user not in channel.members:
            raise Wrong("user_not_in_channel")
        message = self.world.post(channel.id, workspace.bot_user, thread=arguments.get("thread_ts"), only=user, **self._content(arguments))
        return {"message_ts": message.ts}

    def update(self, workspace: Workspace, arguments: Json) -> Json:
        channel = self._channel(workspace, arguments)
        message = self.world.message(channel.id, str(arguments.get("ts", "")))
        if message is None:
            raise Wrong("message_not_found")
        if message.user != workspace.bot_user:
            raise Wrong("cant_update_message")
        content = self._content(arguments)
        message.text, message.blocks, message.edited = content["text"], content["blocks"], True
        return {"channel": channel.id, "ts": message.ts, "text": message.text}

    def open_conversation(self, workspace: Workspace, arguments: Json) -> Json:
        user = str(arguments.get("users", ""))
        member = self.world.members.get(user)
        if member is None or member.team != workspace.team:
            raise Wrong("user_not_found")
        if member.deleted:
            raise Wrong("user_disabled")
        if member.bot:
            raise Wrong("cannot_dm_bot")
        return {"channel": {"id": self.world.direct(user, workspace.team).id}}

    def user_info(self, workspace: Workspace, arguments: Json) -> Json:
        member = self.world.members.get(str(arguments.get("user", "")))
        if member is None:
            raise Wrong("user_not_found")
        return {"user": self.profile(member.id, workspace, locale=str(arguments.get("include_locale")).lower() in ("1", "true"))}

    def profile(self, user: str, workspace: Workspace, *, locale: bool = True) -> Json:
        member = self.world.members[user]
        return {
            "id": member.id,
            "team_id": member.team,
            "name": member.name,
            "deleted": member.deleted,
            "profile": {
                "real_name": member.name,
                **({"email": member.email} if member.email and "users:read.email" in workspace.scopes else {}),
            },
            "is_bot": member.bot,
            "is_app_user": False,
            "is_restricted": member.guest,
            "is_ultra_restricted": False,
            **({"is_stranger": True} if member.stranger else {}),
            **({"locale": member.locale} if locale else {}),
            **({"enterprise_user": {"id": user, "enterprise_id": workspace.enterprise}} if workspace.enterprise else {}),
        }

    def lookup(self, workspace: Workspace, arguments: Json) -> Json:
        wanted = str(arguments.get("email", "")).lower()
        for member in self.world.members.values():
            if wanted and member.email.lower() == wanted and member.team == workspace.team and not member.deleted:
                return {"user": self.profile(member.id, workspace)}
        raise Wrong("users_not_found")

    def open_view(self, workspace: Workspace, arguments: Json) -> Json:
        error = self.world.use_trigger(str(arguments.get("trigger_id", "")))
        if error:
            raise Wrong(error)
        body = self._view(arguments, "modal")
        owner = self.slack.owner_of_trigger(arguments["trigger_id"])
        view = View(id=self.world.fresh("V"), owner=owner, body=body)
        stack = self.world.modals.setdefault(owner, [])
        if len(stack) >= 3:
            raise Wrong("push_limit_reached")
        stack.append(view)
        return {"view": self.slack.view_payload(view, workspace)}

    def update_view(self, workspace: Workspace, arguments: Json) -> Json:
        ident = arguments.get("view_id")
        view = next((one for stack in self.world.modals.values() for one in stack if one.id == ident), None)
        if view is None:
            raise Wrong("not_found")
        if arguments.get("hash") not in (None, view.hash):
            raise Wrong("hash_conflict")
        self.slack.replace_view(view, self._view(arguments, "modal"))
        return {"view": self.slack.view_payload(view, workspace)}

    def publish(self, workspace: Workspace, arguments: Json) -> Json:
        user = str(arguments.get("user_id", ""))
        if user not in self.world.members:
            raise Wrong("invalid_arguments")
        body = self._view(arguments, "home")
        view = self.world.homes.setdefault(user, View(id=self.world.fresh("V"), owner=user, body=body))
        view.body, view.version = body, view.version + 1
        return {"view": self.slack.view_payload(view, workspace)}

    # What they share ---------------------------------------------------------------------

    def _channel(self, workspace: Workspace, arguments: Json, *, users: bool = False) -> Channel:
        ident = str(arguments.get("channel", ""))
        member = self.world.members.get(ident)
        if users and member is not None and member.team == workspace.team:
            return self.world.direct(ident, workspace.team)
        channel = self.world.channels.get(ident)
        if channel is None or channel.team != workspace.team:
            raise Wrong("channel_not_found")
        if workspace.bot_user not in channel.members:
            raise Wrong("not_in_channel")
        if channel.archived:
            raise Wrong("is_archived")
        return channel

    def _content(self, arguments: Json) -> Json:
        text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
        if not text:
            self.slack.complaints.append(f"a message without text at its top: {json.dumps(blocks, ensure_ascii=False)[:200]}")
            if not blocks:
                raise Wrong("no_text")
        if len(text) > 40000:
            raise Wrong("msg_too_long")
        if blocks:
            self._allowed(lambda: check_message(blocks))
        self.slack.pings += pings({"text": text, "blocks": blocks})
        return {"text": text, "blocks": blocks}

    def _view(self, arguments: Json, kind: str) -> Json:
        view: Json = arguments.get("view") or {}
        if view.get("type") != kind:
            raise Wrong("invalid_arguments")
        if len(json.dumps(view)) > 250_000:
            raise Wrong("view_too_large")
        self._allowed(lambda: check_view(view))
        self.slack.pings += pings(view)
        return view

    def _allowed(self, check: Callable[[], None]) -> None:
        try:
            check()
        except Refused as refused:
            self.slack.complaints.append(str(refused))
            raise Wrong("invalid_blocks", response_metadata={"messages": [str(refused)]}) from refused

    def _note(self, channel: str) -> None:
        self.posted.setdefault(channel, []).append(asyncio.get_running_loop().time())


HANDLERS: Mapping[str, Callable[[Api, Workspace, Json], Json]] = {
    "api.test": lambda _api, _workspace, _arguments: {},
    "auth.test": Api.auth_test,
    "bots.info": Api.bots_info,
    "chat.postMessage": Api.post_message,
    "chat.postEphemeral": Api.post_ephemeral,
    "chat.update": Api.update,
    "conversations.open": Api.open_conversation,
    "users.info": Api.user_info,
    "users.lookupByEmail": Api.lookup,
    "views.open": Api.open_view,
    "views.push": Api.open_view,
    "views.update": Api.update_view,
    "views.publish": Api.publish,
}

__all__ = ["METHODS", "Api", "Message", "elements_of"]

"""What Slack tells us, as far as we go by it. Pure: a payload in, a `Deed` out, None for what is no deed of a person's.

Whoever isn't at home in the workspace that the app was installed in can often be told by the payload alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.slack.writing import plain

#: Messages that somebody wrote; any other subtype tells of an edit, a join, a bot.
WRITTEN = (None, "file_share", "thread_broadcast")
#: The slash commands. `/remit` takes any of the desk's commands as its first word.
COMMANDS = ("duty", "check", "request", "inbox", "mine", "away", "remit")
#: The shortcut in the menu of a message.
SHORTCUT = "check"

Payload = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """Something that somebody did in Slack."""

    #: The same deed has the same id, however often it is delivered.
    id: str
    #: The workspace in which the app is.
    team: str
    user: str
    #: Where the user is at home; empty where Slack doesn't say.
    user_team: str = ""
    channel: str = ""
    thread: str = ""
    text: str = ""
    command: str = ""
    #: In direct messages with the bot.
    direct: bool = False
    files: tuple[Payload, ...] = ()
    response_url: str = ""
    trigger: str = ""
    #: What a pressed button carries, and what stands on it.
    value: str = ""
    label: str = ""
    #: The headline of its message.
    headline: str = ""
    #: Pressed at home, or in a form.
    view: Payload = field(default_factory=dict)


def team_of(body: Payload) -> str:
    """The workspace that a payload is about."""
    for granted in body.get("authorizations") or ():
        if granted.get("team_id"):
            return str(granted["team_id"])
    view, team = body.get("view") or {}, body.get("team")
    installed = view.get("app_installed_team_id") if isinstance(view, dict) else ""
    named = team.get("id") if isinstance(team, dict) else team
    user = body.get("user")
    own = user.get("team_id") if isinstance(user, dict) else ""
    return str(installed or named or body.get("team_id") or own or "")


def of_message(body: Payload) -> Deed | None:
    """Something said in direct messages."""
    event = body["event"]
    if event.get("channel_type") != "im" or event.get("subtype") not in WRITTEN or event.get("bot_id") or not event.get("user"):
        return None
    return _said(body, event, direct=True)


def of_mention(body: Payload, bot: str) -> Deed | None:
    """Something said in a channel, to the bot by its name."""
    event = body["event"]
    if event.get("bot_id") or not event.get("user"):
        return None
    return _said(body, event, direct=False, bot=bot)


def _said(body: Payload, event: Payload, *, direct: bool, bot: str = "") -> Deed:
    return Deed(
        id=body["event_id"],
        team=team_of(body),
        user=event["user"],
        user_team=event.get("user_team") or event.get("team") or "",
        channel=event["channel"],
        thread=event.get("thread_ts") or "",
        text=plain(event.get("text") or "", bot),
        direct=direct,
        files=tuple(event.get("files") or ()),
    )


def of_home(body: Payload) -> Deed | None:
    """The home tab was opened."""
    event = body["event"]
    if event.get("tab") != "home":
        return None
    return Deed(id=body["event_id"], team=team_of(body), user=event["user"], channel=event.get("channel") or "", direct=True)


def of_command(body: Payload) -> Deed:
    """A slash command. `/remit lang en` is the command `lang`."""
    name, text = body["command"].removeprefix("/"), plain(body.get("text") or "")
    if name == "remit":
        name, _, text = text.strip().partition(" ")
    return Deed(
        id=body["trigger_id"],
        team=team_of(body),
        user=body["user_id"],
        channel=body["channel_id"],
        text=text.strip(),
        command=name.removeprefix("/").lower() or "help",
        response_url=body.get("response_url") or "",
        trigger=body["trigger_id"],
    )


def of_press(body: Payload) -> Deed:
    """A button was pressed, or a choice made in a form or at home."""
    action, container, message = body["actions"][0], body.get("container") or {}, body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return Deed(
        id=f"{body['trigger_id']}.{action['action_id']}",
        team=team_of(body),
        user=body["user"]["id"],
        user_team=body["user"].get("team_id") or "",
        channel=channel,
        thread=message.get("thread_ts") or container.get("thread_ts") or "",
        response_url=body.get("response_url") or "",
        trigger=body["trigger_id"],
        value=str(action.get("value") or (action.get("selected_option") or {}).get("value") or ""),
        label=(action.get("text") or {}).get("text") or "",
        headline=_headline(message),
        view=body.get("view") or {},
    )


def of_form(body: Payload) -> Deed:
    """A form was submitted."""
    view = body["view"]
    return Deed(
        id=f"{view['id']}.{view.get('hash', '')}.{body.get('trigger_id', '')}",
        team=team_of(body),
        user=body["user"]["id"],
        user_team=body["user"].get("team_id") or "",
        view=view,
    )


def of_shortcut(body: Payload) -> Deed:
    """The shortcut of a message; its text is what is to be checked."""
    return Deed(
        id=body["trigger_id"],
        team=team_of(body),
        user=body["user"]["id"],
        user_team=body["user"].get("team_id") or "",
        channel=body["channel"]["id"],
        text=plain((body.get("message") or {}).get("text") or ""),
        command="check",
        response_url=body.get("response_url") or "",
        trigger=body["trigger_id"],
    )


def _headline(message: Payload) -> str:
    first: Payload = next(iter(message.get("blocks") or ()), {})
    return str(first["text"]["text"]) if first.get("type") == "header" else ""

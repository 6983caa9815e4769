"""Somebody before their screen: they see what Slack would show them, and press, type and fill in only what is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.fakes.slack.blocks import elements_of
from tests.fakes.slack.delivery import NotAcknowledged
from tests.fakes.slack.reading import Shown, buttons, shown
from tests.fakes.slack.server import Slack
from tests.fakes.slack.world import Channel, Message, View, Workspace

Json = dict[str, Any]

_URL = re.compile(r"https?://[^\s<>]+")


def typed(text: str) -> str:
    """What somebody types, as Slack sends it on."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _URL.sub(lambda found: f"<{found.group()}>", escaped)


class Human:
    """One person in one workspace."""

    def __init__(self, slack: Slack, user: str, team: str | None = None) -> None:
        self.slack = slack
        self.world = slack.world
        self.user = user
        self.team = team or self.world.members[user].team
        #: Questions that Slack put before a button was really pressed.
        self.asked: list[str] = []

    @property
    def workspace(self) -> Workspace:
        return self.world.workspaces[self.team]

    @property
    def direct(self) -> Channel:
        """Their direct messages with the bot."""
        return self.world.direct(self.user, self.team)

    # What they see -----------------------------------------------------------------------

    def messages(self, channel: Channel | None = None) -> list[Message]:
        return self.world.visible(self.user, (channel or self.direct).id)

    def screen(self, channel: Channel | None = None) -> list[Shown]:
        """All messages in a channel, oldest first."""
        return [shown(one.text, one.blocks) for one in self.messages(channel)]

    def text(self, channel: Channel | None = None) -> str:
        return "\n\n".join(one.text for one in self.screen(channel))

    @property
    def modal(self) -> View | None:
        """The modal in front."""
        stack = self.world.modals.get(self.user) or [None]
        return stack[-1]

    @property
    def home(self) -> Shown:
        """The home tab."""
        view = self.world.homes.get(self.user)
        return shown("", view.body["blocks"]) if view else Shown("")

    def labels(self) -> list[str]:
        """What the modal asks for."""
        return [block["label"]["text"] for block in self._modal().body["blocks"] if block["type"] == "input"]

    def _modal(self) -> View:
        assert self.modal is not None, f"no modal before {self.user}"
        return self.modal

    # What they do ------------------------------------------------------------------------

    async def says(
        self, text: str, channel: Channel | None = None, *, thread: str | None = None, files: Mapping[str, bytes] | None = None
    ) -> Message:
        """Write a message; to a channel with `@remit` in it, the bot is mentioned."""
        place = channel or self.direct
        assert self.user in place.members, f"{self.user} isn't in {place.id}"
        sent = typed(text).replace("@remit", f"<@{self.workspace.bot_user}>")
        message = self.world.post(place.id, self.user, text=sent, thread=thread)
        event: Json = {
            "type": "message",
            "channel": place.id,
            "user": self.user,
            "text": sent,
            "ts": message.ts,
            "event_ts": message.ts,
            "team": self.world.members[self.user].team,
            "user_team": self.world.members[self.user].team,
            "source_team": self.world.members[self.user].team,
            "channel_type": "im" if place.im else "channel",
            **({"thread_ts": thread} if thread else {}),
        }
        if files:
            event |= {"subtype": "file_share", "files": [self._file(name, content) for name, content in files.items()]}
        if place.im:
            await self.slack.event(self.workspace, event)
        elif f"<@{self.workspace.bot_user}>" in sent:
            mention = {key: value for key, value in event.items() if key not in ("channel_type", "source_team")}
            await self.slack.event(self.workspace, mention | {"type": "app_mention"}, is_ext_shared_channel=place.shared)
        return message

    def _file(self, name: str, content: bytes) -> Json:
        ident = self.world.fresh("F")
        self.world.files[ident] = (name, content)
        address = f"http://127.0.0.1:{self.slack.port}/files/{ident}"
        return {
            "id": ident,
            "name": name,
            "size": len(content),
            "mimetype": "image/png",
            "url_private_download": address,
            "url_private": address,
        }

    async def commands(self, command: str, text: str = "", channel: Channel | None = None) -> None:
        """A slash command, with its slash."""
        place = channel or self.direct
        payload = {
            "token": "verification",
            "team_id": self.team,
            "team_domain": "example",
            **({"enterprise_id": self.workspace.enterprise, "enterprise_name": "example"} if self.workspace.enterprise else {}),
            "channel_id": place.id,
            "channel_name": "directmessage" if place.im else place.name,
            "user_id": self.user,
            "user_name": self.user.lower(),
            "command": command,
            "text": typed(text),
            "api_app_id": self.world.app,
            "is_enterprise_install": "false",
            "response_url": self.slack.response_url(self.user, place.id),
            "trigger_id": self.slack.trigger(self.user),
        }
        try:
            answer = await self.slack.interaction("slash_commands", payload)
        except NotAcknowledged:
            self.slack.take_response(self.user, place.id, {"text": f"{command} failed with the error “operation_timeout”"})
            return
        body = {"text": answer} if isinstance(answer, str) else answer
        if body.get("text") or body.get("blocks"):
            self.slack.take_response(self.user, place.id, body)

    async def presses(self, label: str, *, sure: bool = True, channel: Channel | None = None) -> None:
        """Press the newest visible button whose label begins like this: in the modal, else among the messages, else at home."""
        message, button = self.found(label, channel)
        if "confirm" in button:
            self.asked.append(button["confirm"]["text"]["text"])
            if not sure:
                return
        await self.forges(button, message, channel=channel)

    def found(self, label: str, channel: Channel | None = None) -> tuple[Message | None, Json]:
        """The newest visible button with such a label, and its message."""
        for message in reversed(self.messages(channel)):
            for button in buttons(message.blocks):
                if button["text"]["text"].startswith(label):
                    return message, button
        view = self.world.homes.get(self.user)
        for button in buttons(view.body["blocks"]) if view else ():
            if button["text"]["text"].startswith(label):
                return None, button
        raise AssertionError(
            f"{self.user} sees no button {label!r} among {[b['text']['text'] for s in self.screen(channel) for b in s.buttons]}"
        )

    async def forges(self, button: Json, message: Message | None, *, channel: Channel | None = None) -> None:
        """Press it, whatever it carries."""
        action = {key: button[key] for key in ("type", "action_id", "text", "value", "style", "block_id") if key in button}
        payload = self._interactive("block_actions") | {"actions": [action | {"action_ts": self.world.stamp()}]}
        if message is not None:
            place = self.world.channels[message.channel]
            payload["channel"] = {"id": place.id, "name": "directmessage" if place.im else place.name}
            payload["container"] = {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": place.id,
                "is_ephemeral": message.only is not None,
                **({"thread_ts": message.thread} if message.thread else {}),
            }
            payload["response_url"] = self.slack.response_url(self.user, place.id, message.ts)
            payload["state"] = {"values": {}}
            if message.only is None:
                payload["message"] = {
                    "type": "message",
                    "ts": message.ts,
                    "user": message.user,
                    "text": message.text,
                    "blocks": message.blocks,
                    "app_id": self.world.app,
                    **({"thread_ts": message.thread} if message.thread else {}),
                }
        else:
            view = self.world.homes[self.user]
            payload["container"] = {"type": "view", "view_id": view.id}
            payload["view"] = self.slack.view_payload(view, self.workspace)
        await self._interact(payload)

    def _interactive(self, kind: str) -> Json:
        enterprise = self.workspace.enterprise
        return {
            "type": kind,
            "user": {
                "id": self.user,
                "username": self.user.lower(),
                "name": self.user.lower(),
                "team_id": self.world.members[self.user].team,
            },
            "api_app_id": self.world.app,
            "token": "verification",
            "team": {"id": self.team, "domain": "example", **({"enterprise_id": enterprise} if enterprise else {})},
            "enterprise": {"id": enterprise, "name": "example"} if enterprise else None,
            "is_enterprise_install": False,
            "trigger_id": self.slack.trigger(self.user),
        }

    async def _interact(self, payload: Json) -> Any:
        try:
            return await self.slack.interaction("interactive", payload)
        except NotAcknowledged:
            return None

    # Modals ------------------------------------------------------------------------------

    async def fills(self, label: str, value: str) -> None:
        """Fill in the field with this label; a choice is made by its text."""
        view = self._modal()
        block = next((one for one in view.body["blocks"] if one["type"] == "input" and one["label"]["text"].startswith(label)), None)
        assert block is not None, f"no field {label!r} among {self.labels()}"
        element = block["element"]
        view.values.setdefault(block["block_id"], {})[element["action_id"]] = self._filled(element, value)
        if block.get("dispatch_action"):
            action = {
                "type": element["type"],
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "action_ts": self.world.stamp(),
            }
            payload = self._interactive("block_actions") | {
                "container": {"type": "view", "view_id": view.id},
                "view": self.slack.view_payload(view, self.workspace),
                "actions": [action | self._filled(element, value)],
            }
            await self._interact(payload)

    def _filled(self, element: Json, value: str) -> Json:
        kind = element["type"]
        if kind in ("static_select", "radio_buttons"):
            option = next((one for one in element["options"] if one["text"]["text"].startswith(value)), None)
            assert option is not None, f"no choice {value!r} among {[one['text']['text'] for one in element['options']]}"
            return {"type": kind, "selected_option": option}
        if kind == "users_select":
            return {"type": kind, "selected_user": value}
        if kind == "datepicker":
            return {"type": kind, "selected_date": value}
        assert len(value) <= element.get("max_length", 3000), "Slack lets nobody type more than that"
        return {"type": kind, "value": value}

    async def submits(self) -> dict[str, str]:
        """Submit the modal in front. What comes back are the errors, by the label of their field; with none it closes."""
        view = self._modal()
        for block in view.body["blocks"]:
            if block["type"] == "input" and not block.get("optional") and not self._value(view, block):
                return {block["label"]["text"]: "required"}
        payload = self._interactive("view_submission") | {"view": self.slack.view_payload(view, self.workspace), "response_urls": []}
        answer = await self._interact(payload)
        if answer is None:
            return {"": "operation_timeout"}
        if isinstance(answer, dict) and answer.get("response_action") == "errors":
            labels = {block.get("block_id"): block["label"]["text"] for block in view.body["blocks"] if block["type"] == "input"}
            unknown = set(answer["errors"]) - set(labels)
            assert not unknown, f"errors at blocks that the modal doesn't have: {unknown}"
            return {labels[block]: words for block, words in answer["errors"].items()}
        if isinstance(answer, dict) and answer.get("response_action") == "update":
            self.slack.replace_view(view, answer["view"])
            return {}
        self.world.modals[self.user].pop()
        return {}

    def _value(self, view: View, block: Json) -> Any:
        element = block["element"]
        given = view.values.get(block["block_id"], {}).get(element["action_id"])
        if given is None:  # what was filled in beforehand counts
            initial = {key.removeprefix("initial_"): value for key, value in element.items() if key.startswith("initial_")}
            if not initial:
                return None
            key, value = next(iter(initial.items()))
            name = "value" if key == "value" else f"selected_{key}"
            view.values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], name: value}
            return value
        return next((value for key, value in given.items() if key != "type"), None)

    async def closes(self) -> None:
        """Close the modal in front."""
        view = self.world.modals[self.user].pop()
        if view.body.get("notify_on_close"):
            payload = self._interactive("view_closed") | {"view": self.slack.view_payload(view, self.workspace), "is_cleared": False}
            payload.pop("trigger_id")
            await self._interact(payload)

    async def opens_home(self) -> None:
        """Look at the home tab."""
        event: Json = {
            "type": "app_home_opened",
            "user": self.user,
            "channel": self.direct.id,
            "tab": "home",
            "event_ts": self.world.stamp(),
        }
        view = self.world.homes.get(self.user)
        await self.slack.event(self.workspace, event | ({"view": self.slack.view_payload(view, self.workspace)} if view else {}))

    async def shortcut(self, callback: str, message: Message) -> None:
        """A shortcut from the menu of a message."""
        place = self.world.channels[message.channel]
        payload = self._interactive("message_action") | {
            "callback_id": callback,
            "action_ts": self.world.stamp(),
            "response_url": self.slack.response_url(self.user, place.id),
            "message_ts": message.ts,
            "channel": {"id": place.id, "name": "directmessage" if place.im else place.name},
            "message": {"type": "message", "user": message.user, "ts": message.ts, "text": message.text},
        }
        await self._interact(payload)


__all__ = ["Human", "elements_of"]

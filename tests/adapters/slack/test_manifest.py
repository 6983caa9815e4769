"""manifest.yaml asks Slack for exactly what the adapter uses."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from adapters.slack.bolting import EVENTS
from adapters.slack.reading import COMMANDS, SHORTCUT
from tests.fakes.slack.api import METHODS
from tests.fakes.slack.world import Workspace

ROOT = Path(__file__).parents[3]
MANIFEST = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "adapters" / "slack").glob("*.py")))

#: What an event needs, and files.
OF_EVENTS = {"app_mention": {"app_mentions:read"}, "message.im": {"im:history"}, "app_home_opened": set()}


def methods() -> set[str]:
    """The Web API methods that the adapter calls, by the names that slack_sdk gives them."""
    names = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).replace(".", "_"): name for name in METHODS}
    spelled = {name.replace(".", "_"): name for name in METHODS}
    return {method for python, method in (names | spelled).items() if re.search(rf"client\.{python}\b", SOURCE)}


def test_the_scopes_are_those_that_are_used():
    used = {METHODS[name].scope for name in methods()} - {None, "connections:write"}
    used |= {"commands"} | {scope for event in EVENTS for scope in OF_EVENTS[event]}
    used |= {"files:read"} if "url_private_download" in SOURCE else set()

    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == used


def test_what_is_called_was_seen():
    """The pattern above finds the calls at all."""
    assert {"chat.postMessage", "chat.update", "views.open", "views.publish", "users.lookupByEmail", "conversations.open"} <= methods()


def test_the_commands_events_and_shortcuts_are_those_that_are_heard():
    assert {one["command"] for one in MANIFEST["features"]["slash_commands"]} == {f"/{name}" for name in COMMANDS}
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    assert [one["callback_id"] for one in MANIFEST["features"]["shortcuts"]] == [SHORTCUT]


def test_the_slack_of_the_tests_grants_no_more_than_the_manifest_asks_for():
    assert Workspace().scopes == frozenset(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_socket_mode_and_interactivity_are_on():
    assert MANIFEST["settings"]["socket_mode_enabled"] and MANIFEST["settings"]["interactivity"]["is_enabled"]
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] and MANIFEST["features"]["app_home"]["messages_tab_enabled"]

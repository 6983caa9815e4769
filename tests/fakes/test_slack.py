"""The Slack of our tests, pinned by a bare Bolt app and by slack_sdk as they are, over both ways of delivery."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.blocks import Refused, check_message, check_view
from tests.fakes.slack.delivery import signature
from tests.fakes.slack.human import Human
from tests.fakes.slack.server import Slack

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "Hello"}}


def button(label: str, ident: str = "go") -> dict[str, Any]:
    return {"type": "button", "action_id": ident, "text": {"type": "plain_text", "text": label}, "value": "token"}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    words = {"type": "plain_text", "text": "A form"}
    return {"type": "modal", "callback_id": "form", "title": words, "submit": words, "blocks": list(blocks), **more}


def field(label: str, ident: str = "field") -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "given"}
    return {"type": "input", "block_id": ident, "label": {"type": "plain_text", "text": label}, "element": element}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    made = Slack(deadline=3)
    made.world.workspace()
    made.world.member("U0ANN", "T0REMIT", email="ann@example.com")
    made.world.member("U0BOB", "T0REMIT")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.world.workspaces["T0REMIT"].token, base_url=slack.base_url)


async def error_of(calling: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        await calling
    return str(raised.value.response["error"])


class Bare:
    """A bare Bolt app."""

    def __init__(self, slack: Slack, client: AsyncWebClient) -> None:
        self.seen: list[Any] = []
        self.app = AsyncApp(client=client, signing_secret=slack.world.signing_secret)
        self.app.command("/echo")(self.echo)
        self.app.command("/ask")(self.ask)
        self.app.event("message")(self.heard)
        self.app.event("app_home_opened")(self.at_home)
        self.app.action("go")(self.pressed)
        self.app.view("form")(self.submitted)
        self.app.view_closed("form")(self.closed)
        self.app.shortcut("check")(self.ask)

    async def echo(self, ack: Any, command: Any) -> None:
        await ack(f"you said {command['text']}")

    async def ask(self, ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field("Why"), notify_on_close=True))

    async def heard(self, event: Any, say: Any) -> None:
        self.seen.append(event)
        await say(text=f"heard {event['text']}", blocks=[SECTION, {"type": "actions", "elements": [button("Go")]}])

    async def at_home(self, event: Any, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [SECTION]})

    async def pressed(self, ack: Any, action: Any, respond: Any) -> None:
        await ack()
        self.seen.append(action["value"])
        await respond("pressed", replace_original=False)

    async def submitted(self, ack: Any, view: Any) -> None:
        words = view["state"]["values"]["field"]["given"]["value"]
        if words == "no":
            await ack(response_action="errors", errors={"field": "say more"})
        else:
            self.seen.append(words)
            await ack()

    async def closed(self, ack: Any) -> None:
        await ack()
        self.seen.append("closed")


@pytest.fixture(params=["http", "socket"])
async def bare(request: pytest.FixtureRequest, slack: Slack, client: AsyncWebClient) -> AsyncIterator[Bare]:
    made = Bare(slack, client)
    if request.param == "http":
        runner = web.AppRunner(made.app.web_app(), shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
        yield made
        await runner.cleanup()
    else:
        handler = AsyncSocketModeHandler(made.app, slack.world.app_token)
        await handler.connect_async()
        yield made
        await handler.close_async()
        await asyncio.sleep(0.05)


async def eventually(holds: Any) -> None:
    for _ in range(400):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came about")


async def test_a_command_is_answered_to_the_one_who_gave_it(slack: Slack, bare: Bare) -> None:
    ann = Human(slack, "U0ANN")

    await ann.commands("/echo", "补偿 <300> & 更多")

    assert ann.text() == "you said 补偿 <300> & 更多"
    assert slack.lost == []


async def test_a_message_a_button_and_what_it_carries(slack: Slack, bare: Bare) -> None:
    ann = Human(slack, "U0ANN")

    await ann.says("hi")
    await eventually(lambda: len(ann.screen()) == 2)
    await ann.presses("Go")
    await eventually(lambda: "pressed" in ann.text())

    assert bare.seen[-1] == "token"
    assert slack.lost == []


async def test_a_form_is_opened_corrected_submitted_and_closed(slack: Slack, bare: Bare) -> None:
    ann = Human(slack, "U0ANN")
    await ann.commands("/ask")
    await eventually(lambda: ann.modal)

    assert await ann.submits() == {"Why": "required"}
    await ann.fills("Why", "no")
    assert await ann.submits() == {"Why": "say more"}
    await ann.fills("Why", "since")
    assert await ann.submits() == {}
    assert ann.modal is None

    await ann.commands("/ask")
    await eventually(lambda: ann.modal)
    await ann.closes()
    await eventually(lambda: bare.seen == ["since", "closed"])


async def test_the_home_tab_is_published(slack: Slack, bare: Bare) -> None:
    ann = Human(slack, "U0ANN")

    await ann.opens_home()

    await eventually(lambda: ann.home.text == "Hello")


async def test_a_shortcut_can_open_a_form(slack: Slack, bare: Bare) -> None:
    ann = Human(slack, "U0ANN")
    message = await ann.says("hi")

    await ann.shortcut("check", message)

    await eventually(lambda: ann.modal)


async def test_what_is_not_acknowledged_is_sent_again_with_its_number(slack: Slack) -> None:
    tries: list[tuple[str | None, str | None]] = []

    async def take(request: web.Request) -> web.Response:
        tries.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500 if len(tries) < 3 else 200)

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")

    await Human(slack, "U0ANN").says("hi")

    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    await runner.cleanup()


async def test_the_signature_is_the_one_that_slack_documents() -> None:
    """The example of Slack's own documentation."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
        b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
        b"commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )

    made = signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)

    assert made == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_a_token_is_looked_at(slack: Slack, client: AsyncWebClient) -> None:
    assert await error_of(AsyncWebClient(token="xoxb-other", base_url=slack.base_url).auth_test()) == "invalid_auth"
    slack.world.workspaces["T0REMIT"].revoked = True
    assert await error_of(client.auth_test()) == "token_revoked"


async def test_every_method_needs_its_scope(slack: Slack, client: AsyncWebClient) -> None:
    slack.world.workspaces["T0REMIT"].scopes = frozenset()

    assert await error_of(client.users_lookupByEmail(email="ann@example.com")) == "missing_scope"
    assert await error_of(client.chat_postMessage(channel="C1", text="x")) == "missing_scope"


async def test_what_slack_does_not_know_is_refused(slack: Slack, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.invented")) == "unknown_method"
    assert (
        await error_of(client.api_call("chat.postMessage", json={"channel": "U0ANN", "text": "x", "subject": "y"})) == "invalid_arguments"
    )


async def test_where_a_message_can_go(slack: Slack, client: AsyncWebClient) -> None:
    slack.world.member("U0GONE", "T0REMIT", deleted=True)
    away, old = slack.world.channel("away", "T0REMIT", "U0ANN"), slack.world.channel("old", "T0REMIT", "U0BOT")
    old.archived = True

    assert await error_of(client.chat_postMessage(channel="C9", text="x")) == "channel_not_found"
    assert await error_of(client.chat_postMessage(channel=away.id, text="x")) == "not_in_channel"
    assert await error_of(client.chat_postMessage(channel=old.id, text="x")) == "is_archived"
    assert await error_of(client.conversations_open(users="U0GONE")) == "user_disabled"
    assert await error_of(client.chat_update(channel=old.id, ts="1.1", text="x")) == "is_archived"
    direct = (await client.conversations_open(users="U0ANN"))["channel"]["id"]
    assert await error_of(client.chat_update(channel=direct, ts="1.1", text="x")) == "message_not_found"


async def test_a_trigger_is_good_once_and_for_three_seconds(client: AsyncWebClient, slack: Slack) -> None:
    now = [1000.0]
    slack.world.clock = lambda: now[0]
    view = modal(field("Why"))
    once, late = slack.trigger("U0ANN"), slack.trigger("U0ANN")

    await client.views_open(trigger_id=once, view=view)

    assert await error_of(client.views_open(trigger_id=once, view=view)) == "exchanged_trigger_id"
    now[0] += 3.5
    assert await error_of(client.views_open(trigger_id=late, view=view)) == "expired_trigger_id"
    assert await error_of(client.views_open(trigger_id="made.up", view=view)) == "invalid_trigger_id"


async def test_a_response_url_is_good_five_times_within_half_an_hour(slack: Slack) -> None:
    now = [1000.0]
    slack.world.clock = lambda: now[0]
    channel = slack.world.direct("U0ANN", "T0REMIT").id
    used, late = slack.response_url("U0ANN", channel), slack.response_url("U0ANN", channel)

    async with aiohttp.ClientSession() as session:
        for _ in range(5):
            assert (await session.post(used, json={"text": "x"})).status == 200
        assert (await session.post(used, json={"text": "x"})).status == 404
        now[0] += 31 * 60
        assert (await session.post(late, json={"text": "x"})).status == 404


async def test_too_many_calls_are_asked_to_wait(slack: Slack, client: AsyncWebClient) -> None:
    slack.api.limit(1)

    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel="U0ANN", text="x")
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "1"
    assert await error_of(client.chat_postMessage(channel="U0ANN", text="x")) == "ratelimited"
    assert slack.api.too_early == 1
    await asyncio.sleep(1)
    assert (await client.chat_postMessage(channel="U0ANN", text="x"))["ok"]


async def test_a_socket_is_refreshed(slack: Slack, client: AsyncWebClient) -> None:
    bare = Bare(slack, client)
    handler = AsyncSocketModeHandler(bare.app, slack.world.app_token)
    await handler.connect_async()

    try:
        await slack.sockets.disconnect("refresh_requested")
        await eventually(lambda: slack.sockets.opened >= 2 and slack.sockets.connections)
        await Human(slack, "U0ANN").commands("/echo", "again")

        assert Human(slack, "U0ANN").text() == "you said again"
    finally:
        await handler.close_async()
        await asyncio.sleep(0.05)


async def test_an_ephemeral_message_is_for_one_alone(slack: Slack, client: AsyncWebClient) -> None:
    ann, bob = Human(slack, "U0ANN"), Human(slack, "U0BOB")
    channel = slack.world.channel("team", "T0REMIT", "U0ANN", "U0BOB", "U0BOT")

    await client.chat_postEphemeral(channel=channel.id, user="U0ANN", text="only you")

    assert ann.text(channel) == "only you"
    assert bob.text(channel) == ""


async def test_what_pings_is_noticed(slack: Slack, client: AsyncWebClient) -> None:
    harmless = [{"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}}]
    await client.chat_postMessage(channel="U0ANN", text="&lt;!channel&gt;", blocks=harmless)
    assert slack.pings == []

    await client.chat_postMessage(channel="U0ANN", text="<!channel> and <@U0BOB>")
    assert slack.pings == ["<!channel>", "<@U0BOB>"]


async def test_a_message_without_text_at_its_top_is_a_complaint(slack: Slack, client: AsyncWebClient) -> None:
    with pytest.warns(UserWarning, match="text"):
        await client.chat_postMessage(channel="U0ANN", blocks=[SECTION])

    assert slack.complaints


LONG = "长" * 2001
BAD_MESSAGES = {
    "an empty section": [{"type": "section", "text": {"type": "plain_text", "text": ""}}],
    "a field over 2,000": [{"type": "section", "fields": [{"type": "plain_text", "text": LONG}]}],
    "a header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "an action_id twice": [{"type": "actions", "elements": [button("a"), button("b")]}],
    "a block_id twice": [SECTION | {"block_id": "x"}, SECTION | {"block_id": "x"}],
    "an unknown block": [{"type": "sektion"}],
    "51 blocks": [SECTION] * 51,
    "a long label": [{"type": "actions", "elements": [button("长" * 76)]}],
    "an unknown key": [SECTION | {"colour": "red"}],
    "empty rich text": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}]}],
    "26 buttons": [{"type": "actions", "elements": [button("x", f"b{number}") for number in range(26)]}],
}


@pytest.mark.parametrize("blocks", BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
def test_blocks_that_slack_refuses(blocks: list[dict[str, Any]]) -> None:
    with pytest.raises(Refused):
        check_message(json.loads(json.dumps(blocks)))


WORDS = {"type": "plain_text", "text": "x"}
BAD_VIEWS = {
    "an input without submit": {"type": "modal", "title": WORDS, "blocks": [field("Why")]},
    "a long title": modal(field("Why"), title={"type": "plain_text", "text": "长" * 25}),
    "no title": {"type": "modal", "blocks": [SECTION]},
    "a home with a title": {"type": "home", "title": WORDS, "blocks": [SECTION]},
    "an unknown kind": {"type": "dialog", "blocks": [SECTION]},
    "too much to keep": modal(field("Why"), private_metadata="x" * 3001),
}


@pytest.mark.parametrize("view", BAD_VIEWS.values(), ids=BAD_VIEWS.keys())
def test_views_that_slack_refuses(view: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        check_view(view)

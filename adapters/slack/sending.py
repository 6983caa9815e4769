"""What goes out: messages, changed cards, answers for one person alone. Every error is told in the exchange's words."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from logging import getLogger

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.delivery import Later, Sent, Unreachable
from adapters.slack import home
from adapters.slack.blocks import asked_from, message, share_button, top
from adapters.slack.client import LOST, MALFORMED, TIMEOUT, VANISHED, Workspace, code_of, verdict
from adapters.slack.pacing import Pace
from adapters.slack.people import KEPT_FOR_WRITING, People, Standing
from adapters.slack.places import Place
from adapters.slack.words import language_of_label, said
from adapters.slack.writing import parts
from bot.ports import Json

log = getLogger(__name__)

#: So many answers can still be shared.
SHARED = 1000


class Sender:
    """Sends to all our workspaces."""

    def __init__(self, find: Callable[[str], Workspace | None], people: People, pace: Pace, confirm_from: Decimal) -> None:
        self._find = find
        self._people = people
        self._pace = pace
        self._confirm_from = confirm_from
        #: Direct messages that have been opened: (home, user) -> channel.
        self._direct: dict[tuple[str, str], str] = {}
        #: Who has a home tab that was looked at, and whom to tell that something on it has changed.
        self.homes: set[tuple[str, str]] = set()
        self.moved: Callable[[Workspace, str], None] = lambda _workspace, _user: None
        #: Answers that one person alone has seen, by the value of their button.
        self._answers: OrderedDict[str, str] = OrderedDict()

    async def show(self, place: Place, body: Json, shown: str | None) -> Sent | Later | Unreachable:
        """Show a message. Raises LineDown."""
        workspace = self._find(place.team)
        if workspace is None:
            return Unreachable("unknown-chat")
        if workspace.asked.left:
            return Later(workspace.asked.left)
        try:
            if place.only:
                return await self._show_one(workspace, place, body)
            return await self._show_all(workspace, place, body, shown)
        except SlackApiError as error:
            return verdict(error)
        except LOST as error:
            log.info("Slack couldn't be reached: %s", type(error).__name__)
            return Later()

    async def direct(self, workspace: Workspace, user: str) -> str:
        """The channel that is somebody's direct messages with the bot. Raises SlackApiError."""
        key = (workspace.home, user)
        if key not in self._direct:
            self._direct[key] = (await workspace.client.conversations_open(users=user))["channel"]["id"]
        return self._direct[key]

    async def whisper(self, workspace: Workspace, channel: str, user: str, text: str, thread: str = "") -> None:
        """Say something to one person alone; where that can't be done it is left out."""
        try:
            await workspace.client.chat_postEphemeral(
                channel=channel or await self.direct(workspace, user), user=user, text=top(text), thread_ts=thread or None
            )
        except (SlackApiError, *LOST) as error:
            log.info("a word for one alone could not be said: %s", type(error).__name__)

    def shared(self, token: str) -> str | None:
        """The answer that a share button stands for, None where it has been forgotten."""
        return self._answers.get(token)

    # To a channel, a thread, or direct messages ----------------------------------------------------

    async def _show_all(self, workspace: Workspace, place: Place, body: Json, shown: str | None) -> Sent | Later | Unreachable:
        if body["do"] == "overview":
            await workspace.client.views_publish(user_id=place.person, view=home.view(body, self._confirm_from))
            self.homes.add((workspace.team, place.person))
            return Sent()
        if place.person:
            profile = await self._people.profile(workspace, place.person, fresh=KEPT_FOR_WRITING)
            if profile.standing is Standing.GONE:  # Slack takes messages to their old channel without a word
                return Unreachable("deactivated")
        channel = await self.direct(workspace, place.person) if place.person else place.channel
        if body.get("card") and (workspace.team, place.person) in self.homes:
            self.moved(workspace, place.person)
        if body["do"] == "edit" and shown and await self._changed(workspace, channel, body, shown):
            return Sent(shown)
        *before, last = parts(body["text"])
        wait = self._pace.wait(channel)
        if wait:
            return Later(wait)
        for text in before:
            blocks = message(text, (), card=False)
            await workspace.client.chat_postMessage(channel=channel, text=top(text), blocks=blocks, thread_ts=place.thread or None)
            await asyncio.sleep(self._pace.wait(channel))
        return await self._posted(workspace, channel, place, body, last)

    async def _posted(self, workspace: Workspace, channel: str, place: Place, body: Json, text: str) -> Sent:
        post = workspace.client.chat_postMessage
        blocks = message(text, asked_from(body["buttons"], self._confirm_from), card=bool(body.get("card")))
        found = await _mended(lambda blocks: post(channel=channel, text=top(text), blocks=blocks, thread_ts=place.thread or None), blocks)
        return Sent(found["ts"])

    async def _changed(self, workspace: Workspace, channel: str, body: Json, shown: str) -> bool:
        """Whether the message that bears the card could be changed."""
        blocks = message(body["text"], asked_from(body["buttons"], self._confirm_from), card=True)
        update = workspace.client.chat_update
        try:
            await _mended(lambda blocks: update(channel=channel, ts=shown, text=top(body["text"]), blocks=blocks), blocks)
        except SlackApiError as error:
            if code_of(error) not in VANISHED:
                raise
            return False
        return True

    # To one person alone --------------------------------------------------------------------------

    async def _show_one(self, workspace: Workspace, place: Place, body: Json) -> Sent | Later | Unreachable:
        """In a channel an answer is for the one who asked, with a button to share it."""
        blocks = message(body["text"], body["buttons"], card=False)
        if not body["buttons"] and body["do"] == "say":
            blocks.append(share_button(self._keep(body["text"]), said("share", language_of_label(body["text"]))))
        url = (body.get("origin") or {}).get("response_url", "")
        if url and await self._responded(url, top(body["text"]), blocks):
            return Sent()
        try:
            await workspace.client.chat_postEphemeral(
                channel=place.channel, user=place.only, text=top(body["text"]), blocks=blocks, thread_ts=place.thread or None
            )
        except SlackApiError as error:
            gone = verdict(error)
            if isinstance(gone, Later):
                return gone
            return await self._show_all(workspace, Place(team=place.team, channel=place.only), body, None)
        return Sent()

    async def _responded(self, url: str, text: str, blocks: Sequence[Json]) -> bool:
        """Whether the answer could be given by the command's own address, which is good where the bot is no member too."""
        answer = await AsyncWebhookClient(url, timeout=TIMEOUT).send_dict(
            {"text": text, "blocks": list(blocks), "response_type": "ephemeral", "replace_original": False}
        )
        return answer.status_code == 200

    def _keep(self, text: str) -> str:
        token = secrets.token_urlsafe(16)
        self._answers[token] = text
        while len(self._answers) > SHARED:
            self._answers.popitem(last=False)
        return token

    async def share(self, url: str, text: str, who: str) -> bool:
        """Show an answer to the whole channel."""
        first = said("shared-by", language_of_label(text)).format(who=who)
        shown = f"{first}\n{text}"
        answer = await AsyncWebhookClient(url, timeout=TIMEOUT).send_dict(
            {"text": top(shown), "blocks": message(shown, (), card=False), "response_type": "in_channel", "replace_original": False}
        )
        return answer.status_code == 200


async def _mended(post: Callable[[list[Json]], Awaitable[AsyncSlackResponse]], blocks: list[Json]) -> AsyncSlackResponse:
    """Send it; should Slack find fault with its layout, then without: the words count more."""
    try:
        return await post(blocks)
    except SlackApiError as error:
        if code_of(error) not in MALFORMED:
            raise
        log.error("Slack refused the layout of a message (%s); sent in plain", code_of(error))
        return await post([])

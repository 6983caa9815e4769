"""What is done with a deed: it becomes an event for the desk, or opens a form. Each work gives back the word for its maker."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from logging import getLogger
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.delivery import Take
from adapters.slack.client import Workspace, code_of
from adapters.slack.files import FileRefused, attachment_of
from adapters.slack.forms import ABOUT, ACTION, AMOUNT, FIELD, OWN, REASON, Filled, away_modal, filled, request_modal, words_modal
from adapters.slack.people import People, Profile, Standing
from adapters.slack.places import PLATFORM, Place
from adapters.slack.reading import Deed
from adapters.slack.sending import Sender
from adapters.slack.words import said
from adapters.switchboard import seed
from bot.events import Clicked, Commanded, Opened, Proposed, Said, Submitted
from bot.forms import Forms
from bot.model import Language
from bot.staff import Account

log = getLogger(__name__)

#: Seconds in which what changes on a home tab is shown together.
TOGETHER = 0.3

#: What is done with a deed.
Work = Callable[[Deed, Workspace, Profile], Awaitable[str | None]]
#: Begins something that is waited for at the end.
Begin = Callable[[Coroutine[Any, Any, None]], None]


class Doings:
    """Everything that can be done."""

    def __init__(self, people: People, sender: Sender, take: Take, now: Callable[[], datetime], forms: Forms, begin: Begin) -> None:
        self._people = people
        self._sender = sender
        self._take = take
        self._now = now
        self.forms = forms
        self._begin = begin
        #: Homes that are about to be shown anew.
        self._renewing: set[tuple[str, str]] = set()
        sender.moved = self._moved

    async def said(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """Plain words, with what was attached to them; nothing of it is taken where a file can't be."""
        try:
            attachments = tuple([await attachment_of(workspace, one) for one in deed.files])
        except FileRefused as refused:
            return said(refused.word, profile.language)
        if not deed.text and not attachments:
            return None
        return await self._take(Said(text=deed.text, attachments=attachments, **await self._event(deed, workspace, profile)))

    async def commanded(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """A slash command, or the shortcut of a message. Asked for without a word, a request has its form."""
        if deed.command == "request" and not deed.text and deed.trigger:
            return await self.request_wanted(deed, workspace, profile)
        word = await self._take(Commanded(command=deed.command, text=deed.text, **await self._event(deed, workspace, profile)))
        if (workspace.team, deed.user) in self._sender.homes:  # their language, or an absence
            self._moved(workspace, deed.user)
        return word

    async def clicked(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """A button."""
        return await self._take(Clicked(token=deed.value, **await self._event(deed, workspace, profile)))

    async def words_wanted(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """A button that asks for words: its form is opened at once. Where that comes too late, the desk asks."""
        place = Place(team=workspace.team, channel=deed.channel or deed.user, thread=deed.thread)
        try:
            await workspace.client.views_open(trigger_id=deed.trigger, view=words_modal(deed, place))
        except SlackApiError as error:
            log.warning("a form could not be opened: %s", code_of(error))
            return await self.clicked(deed, workspace, profile)
        return None

    def words_given(self, given: Filled) -> Work:
        """The words, from their form."""

        async def work(deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
            event = await self._event(deed, workspace, profile, given.place)
            return await self._take(Submitted(token=given.kept["token"], text=given.values[FIELD], **event))

        return work

    async def request_wanted(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """The form of a request."""
        place = await self._place(deed, workspace)
        view = request_modal(self.forms, str(place), _language(deed, profile))
        await workspace.client.views_open(trigger_id=deed.trigger, view=view)
        return None

    async def action_chosen(self, deed: Deed, workspace: Workspace, _profile: Profile) -> str | None:
        """An action was chosen in the form of a request: now its fields are those of the action."""
        given = filled(deed.view)
        view = request_modal(self.forms, given.kept["place"], given.language, deed.value)
        await workspace.client.views_update(view_id=deed.view["id"], hash=deed.view["hash"], view=view)
        return None

    def proposed(self, given: Filled) -> Work:
        """A request by its form."""

        async def work(deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
            about, action = given.values.get(ABOUT), given.values[ACTION]
            return await self._take(
                Proposed(
                    action="" if action == OWN else action,
                    text=given.values[REASON],
                    amount=self.forms.amount(action, given.values.get(AMOUNT, "")),
                    facts=given.facts,
                    about=Account(platform=PLATFORM, user=about, team=workspace.home) if about else None,
                    **await self._event(deed, workspace, profile, given.place),
                )
            )

        return work

    async def away_wanted(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """The form of an absence."""
        place = Place(team=workspace.team, channel=deed.user)
        view = away_modal(str(place), self._now().date().isoformat(), _language(deed, profile))
        await workspace.client.views_open(trigger_id=deed.trigger, view=view)
        return None

    def commands(self, command: str, text: str) -> Work:
        """What a button of the home tab, or a form, stands for: a command."""

        async def work(deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
            place = Place(team=workspace.team, channel=deed.user)
            word = await self._take(Commanded(command=command, text=text, **await self._event(deed, workspace, profile, place)))
            self._moved(workspace, deed.user)
            return word

        return work

    async def opened(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """Somebody looks at their home tab."""
        place = Place(team=workspace.team, channel=deed.user)
        return await self._take(Opened(**await self._event(deed, workspace, profile, place)))

    def _moved(self, workspace: Workspace, user: str) -> None:
        """Something on somebody's home tab has changed: it is shown anew, once for all that changes at the same time."""
        key = (workspace.team, user)
        if key not in self._renewing:
            self._renewing.add(key)
            self._begin(self._renew(workspace, user))

    async def _renew(self, workspace: Workspace, user: str) -> None:
        await asyncio.sleep(TOGETHER)
        self._renewing.discard((workspace.team, user))
        try:
            profile = await self._people.profile(workspace, user)
            if profile.standing is Standing.MEMBER:
                deed = Deed(id=f"renewed.{seed().hex()}", team=workspace.team, user=user, direct=True)
                await self.opened(deed, workspace, profile)
        except Exception:
            log.exception("a home tab could not be shown anew")

    async def shared(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """Show an answer to the channel."""
        text = self._sender.shared(deed.value)
        if text is None:
            return said("share-gone", profile.language)
        done = await self._sender.share(deed.response_url, text, profile.name)
        return None if done else said("failed", profile.language)

    async def _event(self, deed: Deed, workspace: Workspace, profile: Profile, place: Place | None = None) -> dict[str, Any]:
        """What every event has."""
        place = place or await self._place(deed, workspace)
        return {
            "id": f"{PLATFORM}:{deed.team}:{deed.id}",
            "at": self._now(),
            "conversation": f"{PLATFORM}/{place}",
            "seed": seed(),
            "account": Account(platform=PLATFORM, user=deed.user, team=workspace.home),
            "private": not place.only,
            "origin": {"response_url": deed.response_url} if deed.response_url and place.only else None,
            "language": profile.language,
        }

    async def _place(self, deed: Deed, workspace: Workspace) -> Place:
        """Where it was done; in a channel, what comes of it is for its maker alone."""
        private = deed.direct or not deed.channel or deed.channel == await self._sender.direct(workspace, deed.user)
        channel = deed.channel or deed.user
        return Place(team=workspace.team, channel=channel, thread=deed.thread, only="" if private else deed.user)


def _language(deed: Deed, profile: Profile) -> Language:
    """The language of a form: that of the home tab it was opened from, else that of their Slack."""
    return "en" if deed.value == "en" else "zh" if deed.value == "zh" else profile.language

"""What comes in: a deed in Slack becomes an event, and its maker is answered in time.

Slack waits three seconds for an acknowledgement. It is given once the event is committed, at the latest after two; what
there is to say then follows. The same deed delivered again is the same work (`pacing.Recent`), and one effect (the store).
Whoever isn't an employee with an account of their own is refused here and never reaches the desk.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from logging import getLogger
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.delivery import Take
from adapters.slack.client import LOST, Workspace, code_of
from adapters.slack.forms import ABOUT, ACTION, AMOUNT, FIELD, OWN, REASON, Filled, away_modal, filled, request_modal, words_modal
from adapters.slack.pacing import Recent
from adapters.slack.people import People, Profile, Standing
from adapters.slack.places import PLATFORM, Place
from adapters.slack.reading import Deed
from adapters.slack.sending import Sender
from adapters.slack.words import said
from adapters.slack.writing import escaped
from adapters.switchboard import seed
from bot.events import Attachment, Clicked, Commanded, Opened, Proposed, Said, Submitted
from bot.forms import Forms
from bot.model import Language
from bot.staff import Account

log = getLogger(__name__)

#: Seconds after which Slack is answered though what it comes to isn't settled.
AT_ONCE = 2.0
#: Seconds in which what changes on a home tab is shown together.
TOGETHER = 0.3
#: Bytes of the largest file that is looked at.
LARGEST_FILE = 20_000_000

#: What is done with a deed: the word for its maker.
Work = Callable[[Deed, Workspace, Profile], Awaitable[str | None]]
#: Bolt's acknowledgement.
Ack = Callable[..., Awaitable[Any]]


class Listener:
    """Deals with deeds."""

    def __init__(
        self,
        find: Callable[[str], Workspace | None],
        people: People,
        sender: Sender,
        take: Take,
        now: Callable[[], datetime],
        forms: Forms,
    ) -> None:
        self._find = find
        self._people = people
        self._sender = sender
        self._take = take
        self._now = now
        self.forms = forms
        self.recent = Recent()
        #: Homes that are about to be shown anew.
        self._renewing: set[tuple[str, str]] = set()
        sender.moved = self._moved
        self._later: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not (self.recent.under_way or self._later)

    async def finish(self) -> None:
        """Wait for what is under way."""
        while not self.idle:
            await asyncio.wait({*self.recent.under_way, *self._later})

    # In time --------------------------------------------------------------------------------------

    async def heard(self, deed: Deed | None, work: Work) -> None:
        """An event: what fails is raised, and Slack sends it again."""
        if deed is None:
            return
        task = self._begin(deed, work)
        done, _ = await asyncio.wait({task}, timeout=AT_ONCE)
        if done:
            await self._tell(deed, task.result())
        else:
            self._follow(deed, task)

    async def acted(self, deed: Deed, work: Work, ack: Ack, *, tells: bool = False) -> None:
        """A command, a press or a form: nobody sends it again, so its maker hears what came of it.

        Only the acknowledgement of a slash command `tells`: what stands in any other is shown to nobody.
        """
        task = self._begin(deed, work)
        done, _ = await asyncio.wait({task}, timeout=AT_ONCE)
        if done and tells:
            word = await self._word(deed, task)
            await ack(escaped(word) if word else "")
            return
        await ack()
        self._follow(deed, task)

    def _begin(self, deed: Deed, work: Work) -> asyncio.Task[str | None]:
        return self.recent.once(f"{deed.team}:{deed.id}", lambda: self._admitted(deed, work))

    async def _admitted(self, deed: Deed, work: Work) -> str | None:
        """The work, for those whom we serve."""
        workspace = self._find(deed.team)
        if workspace is None:
            return None
        profile = await self._people.profile(workspace, deed.user)
        if profile.standing is Standing.MEMBER:
            return await work(deed, workspace, profile)
        log.warning("refused somebody who is no employee with an account of their own: %s", profile.standing)
        silent = profile.standing in (Standing.BOT, Standing.GONE)
        return None if silent else said("outsider", profile.language or "zh")

    def _follow(self, deed: Deed, task: asyncio.Task[str | None]) -> None:
        """Say afterwards what there is to say."""
        following = asyncio.create_task(self._say(deed, task))
        self._later.add(following)
        following.add_done_callback(self._later.discard)

    async def _say(self, deed: Deed, task: asyncio.Task[str | None]) -> None:
        await self._tell(deed, await self._word(deed, task))

    async def _word(self, deed: Deed, task: asyncio.Task[str | None]) -> str | None:
        try:
            return await task
        except Exception:
            log.exception("what somebody did could not be dealt with")
            return said("failed", await self._language(deed))

    async def _language(self, deed: Deed) -> Any:
        workspace = self._find(deed.team)
        try:
            return (workspace and (await self._people.profile(workspace, deed.user)).language) or "zh"
        except (SlackApiError, *LOST):
            return "zh"

    async def _tell(self, deed: Deed, word: str | None) -> None:
        workspace = self._find(deed.team)
        if not word or workspace is None:
            return
        await self._sender.whisper(workspace, deed.channel, deed.user, word, deed.thread)

    # Work -----------------------------------------------------------------------------------------

    async def said(self, deed: Deed, workspace: Workspace, profile: Profile) -> str | None:
        """Plain words, with what was attached to them."""
        attachments = tuple([found for one in deed.files if (found := await self._attachment(workspace, one))])
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
            task = asyncio.create_task(self._renew(workspace, user))
            self._later.add(task)
            task.add_done_callback(self._later.discard)

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
            return said("share-gone", profile.language or "zh")
        done = await self._sender.share(deed.response_url, text, profile.name)
        return None if done else said("failed", profile.language or "zh")

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

    async def _attachment(self, workspace: Workspace, file: Any) -> Attachment | None:
        """A file, by reference, with the digest of its bytes; None where it is too large or can't be had."""
        size, url = int(file.get("size") or 0), file.get("url_private_download") or ""
        if not url or size > LARGEST_FILE:
            return None
        digest, read = hashlib.sha256(), 0
        headers = {"Authorization": f"Bearer {workspace.client.token}"}
        try:
            async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
                if answer.status != 200 or answer.content_type == "text/html":  # Slack's login page: the scope is missing
                    return None
                async for chunk in answer.content.iter_chunked(65536):
                    digest.update(chunk)
                    read += len(chunk)
                    if read > LARGEST_FILE:
                        return None
        except LOST as error:
            log.warning("a file could not be read: %s", type(error).__name__)
            return None
        return Attachment(platform=PLATFORM, file=str(file["id"]), name=str(file.get("name") or ""), size=read, digest=digest.hexdigest())


def _language(deed: Deed, profile: Profile) -> Language:
    """The language of a form: that of the home tab it was opened from, else that of their Slack."""
    return "en" if deed.value == "en" else "zh" if deed.value == "zh" else profile.language or "zh"


def given_in(deed: Deed) -> Filled:
    """What a submitted form holds."""
    return filled(deed.view)

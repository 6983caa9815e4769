"""Which of Slack's payloads goes where: Bolt's listeners, one for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from logging import getLogger

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import forms, home, reading
from adapters.slack.blocks import PRESS, SHARE, WORDS
from adapters.slack.client import Workspace
from adapters.slack.doing import Doings, Work
from adapters.slack.forms import FIELD
from adapters.slack.home import HOME
from adapters.slack.listening import Ack, Listener
from adapters.slack.words import said
from bot.ports import Json

#: The events that we ask Slack for; manifest.yaml names the same.
EVENTS = ("message.im", "app_mention", "app_home_opened")

#: The slash commands as they are typed.
SLASHED = frozenset(f"/{name}" for name in reading.COMMANDS)

Find = Callable[[str], Workspace | None]


def app_with(given: Given, client: AsyncWebClient, find: Find) -> AsyncApp:
    """The Bolt app. It runs each listener to its end before it answers: its own way polls, which takes 10 ms for each answer."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return _authorized(find(team_id or "") or find(enterprise_id or ""))

    app = AsyncApp(
        name="remit",
        client=client,
        authorize=authorize,  # type: ignore[arg-type]
        process_before_response=True,
        request_verification_enabled=False,  # the guard has done that
        logger=getLogger("slack_bolt"),
    )
    # Bolt asks one after the other, so what comes most often stands first.
    app.command(re.compile("/(?:" + "|".join(reading.COMMANDS) + ")"))(given.command)
    app.event("message")(given.message)
    app.action(re.compile(f"{PRESS}-.*"))(given.press)
    app.event("app_mention")(given.mention)
    app.shortcut(reading.SHORTCUT)(given.shortcut)
    app.action(re.compile(f"{WORDS}-.*"))(given.words)
    app.action(SHARE)(given.share)
    app.view(forms.WORDS)(given.words_given)
    app.event("app_home_opened")(given.home)
    app.action({"block_id": forms.ACTION, "action_id": forms.ACTION})(given.action_chosen)
    app.action(re.compile(f"{HOME}.*"))(given.home_press)
    app.view(forms.REQUEST)(given.request)
    app.view(forms.AWAY)(given.away)
    app.view_closed(re.compile(".*"))(given.nothing)
    return app


def _authorized(workspace: Workspace | None) -> AuthorizeResult | None:
    """Whose token Bolt goes by."""
    if workspace is None:
        return None
    return AuthorizeResult(
        enterprise_id=workspace.enterprise or None,
        team_id=workspace.team,
        bot_token=workspace.client.token,
        bot_id=workspace.bot_id,
        bot_user_id=workspace.bot_user,
    )


class Given:
    """What Bolt hands over."""

    def __init__(self, listener: Listener, doings: Doings, find: Find) -> None:
        self._listener = listener
        self._doings = doings
        self._find = find

    async def message(self, body: Json) -> None:
        """Something said in direct messages."""
        await self._listener.heard(reading.of_message(body), self._doings.said)

    async def mention(self, body: Json) -> None:
        """Something said in a channel."""
        workspace = self._find(reading.team_of(body))
        await self._listener.heard(reading.of_mention(body, workspace.bot_user if workspace else ""), self._doings.said)

    async def command(self, ack: Ack, body: Json) -> None:
        """A slash command."""
        await self._listener.acted(reading.of_command(body), self._doings.commanded, ack, tells=True)

    async def commanded(self, body: Json) -> str:
        """A slash command that the guard has let through, without Bolt: the words to answer it with.

        It is what comes most often, and what Bolt would do with it, such as to make a client of its own, takes longer than the guard.
        """
        words = ""

        async def ack(text: str = "") -> None:
            nonlocal words
            words = text

        await self.command(ack, body)
        return words

    async def shortcut(self, ack: Ack, body: Json) -> None:
        """The shortcut of a message."""
        await self._listener.acted(reading.of_shortcut(body), self._doings.commanded, ack)

    async def press(self, ack: Ack, body: Json) -> None:
        """A button."""
        await self._listener.acted(reading.of_press(body), self._doings.clicked, ack)

    async def words(self, ack: Ack, body: Json) -> None:
        """A button that asks for words."""
        await self._listener.acted(reading.of_press(body), self._doings.words_wanted, ack)

    async def share(self, ack: Ack, body: Json) -> None:
        """The button under an answer that one person alone sees."""
        await self._listener.acted(reading.of_press(body), self._doings.shared, ack)

    async def words_given(self, ack: Ack, body: Json) -> None:
        """The form that asked for words."""
        deed = reading.of_form(body)
        given = forms.filled(deed.view)
        if not given.values.get(FIELD):
            await ack(response_action="errors", errors={FIELD: said("empty", given.language)})
            return
        await self._listener.acted(deed, self._doings.words_given(given), ack)

    async def home(self, body: Json) -> None:
        """The home tab was opened."""
        await self._listener.heard(reading.of_home(body), self._doings.opened)

    async def home_press(self, ack: Ack, body: Json) -> None:
        """A button at the top of the home tab."""
        deed, begun = reading.of_press(body), body["actions"][0]["action_id"].removeprefix(HOME)
        forms_of: dict[str, Work] = {home.REQUEST: self._doings.request_wanted, home.AWAY: self._doings.away_wanted}
        work = forms_of.get(begun)
        if work is None:
            command, _, text = home.COMMANDS.get(begun, "help").partition(" ")
            work = self._doings.commands(command, text or deed.value)
        await self._listener.acted(deed, work, ack)

    async def action_chosen(self, ack: Ack, body: Json) -> None:
        """An action was chosen in the form of a request."""
        await self._listener.acted(reading.of_press(body), self._doings.action_chosen, ack)

    async def request(self, ack: Ack, body: Json) -> None:
        """The form of a request."""
        deed = reading.of_form(body)
        given = forms.filled(deed.view)
        await self._submitted(ack, deed, given, self._doings.proposed(given))

    async def away(self, ack: Ack, body: Json) -> None:
        """The form of an absence."""
        deed = reading.of_form(body)
        given = forms.filled(deed.view)
        days = f"{given.values.get(forms.FROM, '')} {given.values.get(forms.UNTIL, '')}"
        await self._submitted(ack, deed, given, self._doings.commands("away", days))

    async def _submitted(self, ack: Ack, deed: reading.Deed, given: forms.Filled, work: Work) -> None:
        """What is wrong with a form is said at its field."""
        wrong = given.wrong(self._doings.forms)
        if wrong:
            await ack(response_action="errors", errors=wrong)
        else:
            await self._listener.acted(deed, work, ack)

    async def nothing(self, ack: Ack) -> None:
        """A form was closed: whatever it was for is left as it is."""
        await ack()

"""What is configured under `slack:`, with the secrets that come from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

#: The bot's token of the one workspace, and the beginning of its name where there are several: REMIT_SLACK_BOT_TOKEN_T0123.
BOT_TOKEN = "REMIT_SLACK_BOT_TOKEN"  # noqa: S105  (the name of a variable)
#: The app's token for Socket Mode, and the secret that signs what comes over HTTP.
APP_TOKEN, SIGNING_SECRET = "REMIT_SLACK_APP_TOKEN", "REMIT_SLACK_SIGNING_SECRET"
API = "https://slack.com/api/"
MODES = ("socket", "http")
CONFIRM_FROM = Decimal(1000)

_BOT = re.compile(r"xoxb-[A-Za-z0-9-]{10,}")
_APP = re.compile(r"xapp-[A-Za-z0-9-]{10,}")
_SECRET = re.compile(r"[!-~]{16,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slack:
    """One app, installed in one workspace or several."""

    #: The bot's token of each.
    tokens: tuple[str, ...] = field(repr=False)
    #: The workspaces' ids in the same order; empty where the only one says itself which it is.
    teams: tuple[str, ...] = ()
    base_url: str = API
    #: From so many yuan on, an approval is asked about once more.
    confirm_from: Decimal = CONFIRM_FROM
    #: For Socket Mode; without it Slack reaches us over HTTP.
    app_token: str | None = field(default=None, repr=False)
    #: For HTTP.
    signing_secret: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may stand in no log."""
        return tuple(one for one in (*self.tokens, self.app_token, self.signing_secret) if one)


def used(given: Mapping[str, Any]) -> bool:
    """Whether it is switched on: whoever writes anything about it means it, unless they say `use: off`."""
    return bool(given.get("use", "on" if given else "off") == "on")


def slack_of(given: Mapping[str, Any], environment: Mapping[str, str]) -> Slack | None:
    """The app, where one is configured and nothing is wrong with it."""
    if not used(given) or any(wrong(given, environment)):
        return None
    socket = given.get("mode", "socket") == "socket"
    return Slack(
        tokens=tuple(environment[name] for name in _variables(given.get("workspaces", ()))),
        teams=tuple(given.get("workspaces", ())),
        base_url=given.get("base_url", API).rstrip("/") + "/",
        confirm_from=given.get("confirm_from", CONFIRM_FROM),
        app_token=environment[APP_TOKEN] if socket else None,
        signing_secret=None if socket else environment[SIGNING_SECRET],
    )


def wrong(given: Mapping[str, Any], environment: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What keeps an app that is switched on from starting: at which key, the kind of fault, and its name."""
    if not used(given):
        return
    for name in _variables(given.get("workspaces", ())):
        if not _BOT.fullmatch(environment.get(name, "")):
            yield "use", "no-slack-token", name
    if given.get("mode", "socket") == "socket":
        if not _APP.fullmatch(environment.get(APP_TOKEN, "")):
            yield "use", "no-app-token", APP_TOKEN
    elif not _SECRET.fullmatch(environment.get(SIGNING_SECRET, "")):
        yield "mode", "no-signing-secret", SIGNING_SECRET


def _variables(teams: Sequence[str]) -> list[str]:
    """In which variables the tokens are."""
    return [f"{BOT_TOKEN}_{team}" for team in teams] if len(teams) > 1 else [BOT_TOKEN]

"""Who is behind an account: an employee, or somebody whom we don't serve. Asked of Slack, and kept for a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack.client import Workspace, code_of
from bot.model import Language

#: Seconds for which a profile is believed; before something is written to somebody, fewer.
KEPT, KEPT_FOR_WRITING = 600.0, 60.0
MOST = 20_000


class Standing(StrEnum):
    """What somebody is in the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    #: Of another company, in a channel that is shared with it.
    EXTERNAL = "external"
    BOT = "bot"
    #: Deactivated.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Profile:
    """What we want to know of somebody."""

    standing: Standing
    language: Language
    email: str = ""
    #: For display only.
    name: str = ""


class People:
    """The people of all our workspaces; whose Slack names no language is spoken to in the organisation's."""

    def __init__(self, language: Language, clock: Callable[[], float] = time.monotonic) -> None:
        self.language = language
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, Profile]] = {}

    async def profile(self, workspace: Workspace, user: str, *, fresh: float = KEPT) -> Profile:
        """Somebody's profile, no older than `fresh` seconds. Raises SlackApiError."""
        key = (workspace.home, user)
        known = self._known.get(key)
        if known is not None and self._clock() - known[0] <= fresh:
            return known[1]
        try:
            found = (await workspace.client.users_info(user=user, include_locale=True))["user"]
        except SlackApiError as error:
            if code_of(error) not in ("user_not_found", "user_not_visible"):
                raise
            profile = Profile(Standing.EXTERNAL, self.language)
        else:
            profile = profile_of(found, workspace, self.language)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = (self._clock(), profile)
        return profile


def profile_of(found: Any, workspace: Workspace, otherwise: Language) -> Profile:
    """What Slack says of a user, as far as we go by it."""
    locale = found.get("locale") or ""
    language: Language = "zh" if locale.startswith("zh") else "en" if locale else otherwise
    about = found.get("profile") or {}
    return Profile(_standing(found, workspace), language, about.get("email") or "", about.get("real_name") or found.get("name") or "")


def _standing(found: Any, workspace: Workspace) -> Standing:
    if found.get("deleted"):
        return Standing.GONE
    if found.get("is_bot") or found.get("is_app_user") or found.get("id") == "USLACKBOT":
        return Standing.BOT
    if found.get("is_stranger") or not _ours(found, workspace):
        return Standing.EXTERNAL
    if found.get("is_restricted") or found.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _ours(found: Any, workspace: Workspace) -> bool:
    """Whether somebody belongs to the workspace, or at least to its organisation."""
    if workspace.enterprise:
        return bool((found.get("enterprise_user") or {}).get("enterprise_id") == workspace.enterprise)
    return bool(found.get("team_id") == workspace.team)

"""Where in Slack something is said: a workspace, a channel, perhaps a thread, perhaps for one person alone."""

from __future__ import annotations

from dataclasses import dataclass

PLATFORM = "slack"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Written `team:channel:thread:only`. A channel that is somebody's id stands for their direct messages with the bot."""

    #: The workspace, or the organisation that it belongs to.
    team: str
    channel: str
    #: The ts of the message that heads the thread.
    thread: str = ""
    #: In a channel: who alone sees it.
    only: str = ""

    def __str__(self) -> str:
        return ":".join((self.team, self.channel, self.thread, self.only))

    @property
    def person(self) -> str:
        """Whose direct messages it is, where that is how it is named."""
        return self.channel if self.channel[:1] in ("U", "W") else ""


def place_in(text: str) -> Place:
    """A place as it was written."""
    team, channel, thread, only = text.split(":")
    return Place(team=team, channel=channel, thread=thread, only=only)

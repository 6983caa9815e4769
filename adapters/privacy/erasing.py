"""Destroying what names somebody who has left, a few documents at a time; their key goes last, so that it can be done again."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.hosting import Host
from adapters.privacy.gathering import documents_of
from bot.desk.erasing import KEPT, open_in, stays
from bot.events import Erased
from bot.ports import split

#: So many documents are changed in one commit.
TOGETHER = 100


class StillListed(Exception):
    """They stand on the staff list."""


class StillOpen(Exception):
    """Requests still run that they asked for or that concern them."""

    def __init__(self, requests: tuple[str, ...]) -> None:
        self.requests = requests
        super().__init__(", ".join(requests))


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """What there was: so many requests that now name an alias, so many documents that are gone, and whether there was a key."""

    requests: int
    documents: int
    key: bool


async def erase(host: Host, person: str, *, sure: bool) -> Gone:
    """Forget somebody; without being `sure`, only count. Raises StillListed, StillOpen."""
    await host.import_staff()
    if person in (await host.staff()).people:
        raise StillListed(person)
    found = await documents_of(host, person)
    requests = [key for key in found if split(key)[1] == KEPT]
    running = tuple(split(key)[2] for key in requests if open_in(found[key], person))
    if running:
        raise StillOpen(running)
    gone = Gone(
        requests=len(requests), documents=sum(not stays(key, person) for key in found), key=await host.document("key", person) is not None
    )
    if sure:
        keys = tuple(found)
        for start in range(0, max(1, len(keys)), TOGETHER):
            await host.happens(Erased, who=person, documents=keys[start : start + TOGETHER], last=start + TOGETHER >= len(keys))
    return gone

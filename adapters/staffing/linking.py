"""Codes made at the host, and the host's yes or no to links that wait for one.

The code is made here and printed once; what goes into the store is its digest.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from adapters.hosting import Host
from bot.desk.accounts import WAITING
from bot.desk.linking import digest_of
from bot.desk.seconding import OPEN
from bot.events import Invited, Severed, Vouched
from bot.ports import Search, split
from bot.records import from_json
from bot.staff import Account

#: Bytes of randomness in a code.
RANDOM = 16
#: So many waiting links are looked through.
MOST = 200


class Unknown(Exception):
    """There is nobody with this id on the staff list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code that was made just now; `second` says that it takes a second yes."""

    code: str
    person: str
    name: str
    second: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """An account that waits for a second yes."""

    id: str
    person: str
    name: str
    account: Account

    @property
    def shown(self) -> str:
        """The account as people read it."""
        return " ".join(part for part in (self.account.platform, self.account.team, self.account.user) if part)


async def make_code(host: Host, person: str, platform: str) -> Code:
    """A code for somebody of the staff file as it is now. Raises Unknown."""
    await host.import_staff()
    listed = (await host.staff()).people.get(person)
    if listed is None:
        raise Unknown(person)
    code = secrets.token_urlsafe(RANDOM)
    told = await host.happens(Invited, who=person, digest=digest_of(code), platform=platform)
    return Code(code=code, person=person, name=listed.name, second=told == "second")


async def waiting_for(host: Host, person: str | None) -> list[Waiting]:
    """What waits for a yes, of one person or of everybody."""
    search = Search(tenant=host.tenant, kind=WAITING, states=(OPEN,), requester=person, limit=MOST)
    people = (await host.staff()).people
    return [
        Waiting(
            id=split(key)[2],
            person=(who := found.value["requester"]),
            name=people[who].name if who in people else who,
            account=from_json(Account, found.value["account"]),
        )
        for key, found in (await host.store.search(search)).documents
    ]


async def answer(host: Host, waiting: Waiting, *, yes: bool) -> None:
    """The host's word."""
    await host.happens(Vouched, waiting=waiting.id, yes=yes)


async def unlink(host: Host, person: str, platform: str) -> list[Account]:
    """Take off somebody's accounts, all or those of one platform; which they were. Raises Unknown."""
    listed = (await host.staff()).people.get(person)
    if listed is None:
        raise Unknown(person)
    await host.happens(Severed, who=person, platform=platform)
    return [one for one in listed.accounts if platform in ("", one.platform)]

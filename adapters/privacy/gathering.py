"""Everything in the store that names a person: their entry, what was recorded of them, documents, records, waiting messages."""

from __future__ import annotations

from adapters.auditing.reading import every, records
from adapters.hosting import Host
from bot.auditing.record import people_in
from bot.desk.erasing import about, names
from bot.ports import Json, Key
from bot.records import to_json

#: The kinds of document that can name somebody, besides those that name everybody (the roster) and the audit's own.
KINDS = (
    "request",
    "timer",
    "ledger",
    "spent",
    "conversation",
    "shown",
    "link-code",
    "link-tried",
    "link-waiting",
    "seat-waiting",
    "in-their-name",
)


async def documents_of(host: Host, person: str) -> dict[Key, Json]:
    """The documents that name somebody, in their key or in what they say."""
    found: dict[Key, Json] = {}
    for kind in KINDS:
        async for key, document in every(host.store, host.tenant, kind):
            if about(key, person) or names(document.value, person):
                found[key] = document.value
    return found


async def gathered(host: Host, person: str) -> Json:
    """All of it, for the person to read."""
    roster = await host.roster()
    listed = roster.listed.people.get(person)
    recorded = {
        "absences": [to_json(one) for one in roster.recorded.absences if one.person == person],
        "posts": list(roster.recorded.posts.get(person, ())),
        "language": roster.recorded.languages.get(person),
        "accounts": [to_json(one) for one in roster.recorded.accounts.get(person, ())],
        "accounts_taken_off": [to_json(one) for one in roster.recorded.unlinked.get(person, ())],
        "unreachable": roster.recorded.unreachable.get(person),
    }
    waiting = [found.value async for _, found in every(host.store, host.tenant, "outbox") if _for(found.value, person)]
    return {
        "person": person,
        "at": host.now().isoformat(),
        "staff_list": to_json(listed) if listed else None,
        "recorded": recorded,
        "documents": await documents_of(host, person),
        "messages_on_their_way": waiting,
        "audit": [record async for record in records(host.store, host.crypt, host.tenant) if person in people_in(record)],
    }


def _for(letter: Json, person: str) -> bool:
    return bool(letter.get("conversation") == f"direct/{person}")

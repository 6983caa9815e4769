"""What the core needs from outside: a place that keeps documents.

A document is a JSON object under a key, `tenant/kind/id`. Everything that one event changes is written by one
`Commit`: all of it or nothing, and only if no document that was read has moved in the meantime. There is no other
way to write. Timers are documents too: whatever has a `due_at` is found by it.
This module knows no database, no platform and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

#: `tenant/kind/id`. The id may contain slashes, the other two don't.
Key = str
#: A JSON object: what `json.dumps` takes and gives back unchanged (amounts and times as text).
Json = dict[str, Any]

#: Kinds that only the store itself writes; they can be read and searched.
RESERVED = frozenset({"audit", "handled", "outbox"})
#: Documents about messages that were sent. Whoever notes a delivery writes them, without an event of its own.
SHOWN = "shown"
#: Kinds that decide nothing: where a card stands, and what was talked about last.
PASSING = frozenset({SHOWN, "conversation"})
#: The most that one commit may send.
MOST_OUTGOING = 1000
#: The most that one commit forgets.
MOST_FORGOTTEN = 1000


def key_of(tenant: str, kind: str, ident: str) -> Key:
    """The key of one document."""
    key = f"{tenant}/{kind}/{ident}"
    if split(key) != (tenant, kind, ident):
        raise ValueError(f"neither tenant nor kind of a key may contain a slash: {key!r}")
    return key


def split(key: Key) -> tuple[str, str, str]:
    """Tenant, kind and id of a key."""
    parts = key.split("/", 2)
    if len(parts) != 3 or not all(parts):
        raise ValueError(f"a key reads tenant/kind/id, not {key!r}")
    return parts[0], parts[1], parts[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Versioned:
    """A document as it was when it was read.

    The version says which commit wrote it. It grows, and a key never has the same one twice, not even after a removal.
    """

    value: Json
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """What a document can be searched by: the fields of the same names at the top of its value."""

    state: str | None = None
    requester: str | None = None
    #: The persons it waits for; in the value one id or a list of them.
    waiting_for: tuple[str, ...] = ()
    #: In the value as ISO 8601 text with its zone.
    due_at: datetime | None = None


#: What most documents can be searched by.
NO_FIELDS = Fields()
_SEARCHED = frozenset(one.name for one in fields(Fields))


def fields_of(value: Mapping[str, Any]) -> Fields:
    """The searchable fields of a value; a ValueError where one isn't of its type."""
    if _SEARCHED.isdisjoint(value):
        return NO_FIELDS
    state, requester, due = value.get("state"), value.get("requester"), value.get("due_at")
    waiting = value.get("waiting_for") or ()
    people = (waiting,) if isinstance(waiting, str) else tuple(waiting)
    for text in (state, requester, *people):
        if text is not None and not isinstance(text, str):
            raise ValueError(f"state, requester and waiting_for are text, not {text!r}")
    return Fields(
        state=state,
        requester=requester,
        waiting_for=tuple(sorted(set(people))) if len(people) > 1 else people,
        due_at=None if due is None else in_utc(datetime.fromisoformat(due)),
    )


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; a time without a zone is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)


class Order(StrEnum):
    """In which order a search answers. Age counts from the document's first commit; equal due times go by age."""

    OLDEST = "oldest"
    NEWEST = "newest"
    DUE = "due"


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """Documents of one kind, narrowed by their `Fields`, one page at a time.

    A search guards against no newcomers: what a decision rests on is read by its key and named in `Commit.read`.
    """

    tenant: str
    kind: str
    #: Any of these; empty for all.
    states: tuple[str, ...] = ()
    requester: str | None = None
    waiting_for: str | None = None
    #: Due at this moment or before it.
    due_by: datetime | None = None
    order: Order = Order.OLDEST
    #: The `after` of the page before.
    after: str | None = None
    limit: int = 50

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise ValueError(f"a page holds at least one document, not {self.limit}")
        if self.due_by is not None:
            in_utc(self.due_by)

    def admits(self, fields: Fields) -> bool:
        """Whether a document with these fields belongs to the answer. (Stores that have indexes use those instead.)"""
        return (
            (not self.states or fields.state in self.states)
            and (self.requester is None or fields.requester == self.requester)
            and (self.waiting_for is None or self.waiting_for in fields.waiting_for)
            and (self.due_by is None or (fields.due_at is not None and fields.due_at <= self.due_by))
            and (self.order is not Order.DUE or fields.due_at is not None)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a search, in its order. `after` is None on the last page."""

    documents: tuple[tuple[Key, Versioned], ...]
    after: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A message to send once the commit stands. Within one conversation they leave in the order of their commits."""

    conversation: str
    body: Json
    #: Before what isn't urgent in other conversations; within its own it keeps its turn.
    urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """An outgoing message in the outbox. Numbers grow and never come back."""

    number: int
    tenant: str
    conversation: str
    body: Json
    urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """Everything that one event changes, in one tenant.

    A document that it changes was read first or is new: what is changed without standing in `read` must not exist yet.
    """

    tenant: str
    #: The inbound event's id. Only a commit that does nothing but note deliveries goes without.
    event: str | None = None
    #: What to answer should the same event come again.
    result: Json | None = None
    #: Every document that the decision rests on, with the version read; 0 where there was none.
    read: Mapping[Key, int] = field(default_factory=dict)
    #: The new value of a document, or None to remove it.
    changes: Mapping[Key, Json | None] = field(default_factory=dict)
    audit: tuple[Json, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    #: Numbers of letters that have arrived, or never will; a number that is gone already does no harm.
    delivered: tuple[int, ...] = ()
    #: Events that were committed before this version are forgotten, at most `MOST_FORGOTTEN` at a time; should one of them come
    #: again after all, it counts as new.
    forget: int = 0

    def __post_init__(self) -> None:
        if not self.tenant or "/" in self.tenant:
            raise ValueError(f"a tenant's name has no slash: {self.tenant!r}")
        for key in (*self.read, *self.changes):
            if split(key)[0] != self.tenant:
                raise ValueError(f"{key!r} is not of tenant {self.tenant!r}; a commit stays within one tenant")
        for key, value in self.changes.items():
            if split(key)[1] in RESERVED:
                raise ValueError(f"only the store itself writes {key!r}")
            fields_of(value or {})
        for record in self.audit:
            fields_of(record)
        if not self.event and not self.only_delivers:
            raise ValueError("a commit names the event that it answers")
        if len(self.outgoing) > MOST_OUTGOING:
            raise ValueError(f"{len(self.outgoing)} messages in one commit; the most is {MOST_OUTGOING}")

    @property
    def only_delivers(self) -> bool:
        """True where all it does is note deliveries; should that be lost, a message is sent twice and nothing worse."""
        return not (self.event or self.audit or self.outgoing or self.forget) and all(split(key)[1] == SHOWN for key in self.changes)

    @property
    def passing(self) -> bool:
        """True where nothing is decided or recorded: something was talked about, or a delivery noted.

        It survives the end of the process. Should the power fail in the next moments it may be gone, and then a question is
        asked again or a message sent twice; nothing that was promised to anybody rests on it.
        """
        return not (self.audit or self.forget) and all(split(key)[1] in PASSING for key in self.changes)

    @property
    def expected(self) -> dict[Key, int]:
        """The version that each document must still have."""
        return dict.fromkeys(self.changes, 0) | dict(self.read)


class Moved(Exception):
    """A commit was refused whole, because these documents are no longer as they were read. Read again, decide again."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.keys = frozenset(keys)
        super().__init__(f"changed since they were read: {', '.join(sorted(self.keys))}")


class AlreadyHandled(Exception):
    """A commit was refused whole, because its event has been committed before, with this result."""

    def __init__(self, event: str, result: Json | None) -> None:
        self.event = event
        self.result = result
        super().__init__(f"event {event} was handled before")


class NoRoom(Exception):
    """A commit was not written, since there is no room for it: nothing of it stands. Reading goes on; try again later."""


class StoreFailed(Exception):
    """The disk failed in the middle of a commit. Whether it stands shows only when the store is opened anew: stop, answer nobody."""


#: For whoever reads a document for the first time.
NOTHING_KNOWN: Mapping[Key, Versioned] = {}


class Store(Protocol):
    """Keeps the documents, the audit records, the outbox and the events already handled.

    The methods are coroutines since a database may be across the network; the embedded stores answer without waiting.
    """

    async def read(self, keys: Iterable[Key], *, known: Mapping[Key, Versioned] = NOTHING_KNOWN) -> dict[Key, Versioned]:
        """The documents under these keys, all as of one moment. A key without a document is not in the answer.

        What is `known` and still has its version is given back as it is, and isn't read again.
        """

    async def search(self, search: Search) -> Page:
        """One page of documents."""

    async def commit(self, commit: Commit) -> int:
        """Write it whole, and return only when it would survive a power loss; what is `passing`, the end of the process.

        The number returned is the version that every changed document now has.
        Raises AlreadyHandled for an event that stands already, and else Moved where `read` no longer holds; NoRoom;
        StoreFailed, and from then on at every other call too.
        """

    async def settled(self) -> None:
        """Return when what could be read so far would survive a power loss.

        A store may show what it is still writing to the disk. Whoever tells of what was read, and commits nothing, waits for this first;
        `commit`, refused or not, and `claim` do so themselves. Raises StoreFailed.
        """

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        """The first waiting letter of each conversation; nobody else gets it before `until`, which is when the claim lapses.

        Urgent ones come first, then the oldest. The letter behind it comes once the first was committed as `delivered`; so
        one that can't be sent holds up its own conversation and no other. A store for one process may forget claims with it.
        """

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        """Claim these letters until then instead: they are tried again at that time and not before."""


class Unreadable(Exception):
    """A text can't be decrypted: a key that it was written for isn't there any more, or isn't the right one."""


class Crypt(Protocol):
    """The cryptography of the audit. Keys pass through the core only as they are stored: wrapped by a master key."""

    def mac(self, text: str) -> str:
        """A keyed digest of a text, 64 hexadecimal digits."""

    def new_key(self, seed: bytes) -> str:
        """A fresh key for a person, wrapped; `seed` is fresh randomness."""

    def encrypt(self, text: str, keys: Sequence[str], *, seed: bytes, bound: str) -> str:
        """A text that only all these keys together open, and only where it is `bound` to."""

    def decrypt(self, box: str, keys: Sequence[str], *, bound: str) -> str:
        """The text again. Raises Unreadable."""

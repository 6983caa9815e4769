"""The store in memory, for tests and for trying things out: it behaves as the others do, and forgets all at the end.

Values are kept as text as in the others, so that nobody changes a stored document by keeping a hand on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from adapters.storage.claims import Claims
from adapters.storage.text import from_text, sortable, to_text
from bot.ports import (
    MOST_FORGOTTEN,
    MOST_OUTGOING,
    NOTHING_KNOWN,
    AlreadyHandled,
    Commit,
    Fields,
    Json,
    Key,
    Letter,
    Moved,
    Order,
    Page,
    Search,
    Versioned,
    fields_of,
)

#: A document's place in a search: its due time, where the search goes by that, then its age.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    age: int
    version: int
    text: str
    fields: Fields

    @property
    def versioned(self) -> Versioned:
        return Versioned(value=from_text(self.text), version=self.version)


class MemoryStore:
    """The port `Store` in memory."""

    def __init__(self) -> None:
        self._documents: dict[Key, _Kept] = {}
        self._letters: dict[int, tuple[str, str, str, bool]] = {}
        self._claims = Claims()
        self._version = 0
        self._age = 0

    def close(self) -> None:
        """Nothing to let go of."""

    async def read(self, keys: Iterable[Key], *, known: Mapping[Key, Versioned] = NOTHING_KNOWN) -> dict[Key, Versioned]:
        """The documents under these keys."""
        there = [key for key in keys if key in self._documents]
        same = {key: known[key] for key in there if key in known and known[key].version == self._documents[key].version}
        return {key: same.get(key) or self._documents[key].versioned for key in there}

    async def search(self, search: Search) -> Page:
        """One page of documents."""
        newest = search.order is Order.NEWEST
        found = sorted(self._found(search), reverse=newest)
        if search.after is not None:
            text, _, age = search.after.rpartition(" ")
            begin = (text, int(age))
            found = [(place, key) for place, key in found if (place < begin if newest else place > begin)]
        page = found[: search.limit]
        return Page(
            documents=tuple((key, self._documents[key].versioned) for _, key in page),
            after="{} {}".format(*page[-1][0]) if len(found) > search.limit else None,
        )

    async def commit(self, commit: Commit) -> int:
        """Write it whole."""
        handled = f"{commit.tenant}/handled/{commit.event}"
        if commit.event is not None and handled in self._documents:
            raise AlreadyHandled(commit.event, self._documents[handled].versioned.value["result"])
        moved = [key for key, version in commit.expected.items() if self._version_of(key) != version]
        if moved:
            raise Moved(moved)
        version = self._version + 1
        written: dict[Key, Json | None] = dict(commit.changes)
        written |= {f"{commit.tenant}/audit/{version:012}-{n:06}": record for n, record in enumerate(commit.audit)}
        if commit.event is not None:
            written[handled] = {"result": commit.result}
        # Whatever can be refused is refused up to here: below, nothing fails half-way.
        texts = {key: None if value is None else to_text(value) for key, value in written.items()}
        letters = [(commit.tenant, one.conversation, to_text(one.body), one.urgent) for one in commit.outgoing]

        self._version = version
        for key, text in texts.items():
            self._put(key, text)
        self._letters |= {version * MOST_OUTGOING + n: letter for n, letter in enumerate(letters)}
        for number in commit.delivered:
            self._letters.pop(number, None)
        self._claims.drop(commit.delivered)
        old = (key for key, kept in self._documents.items() if key.startswith(f"{commit.tenant}/handled/") and kept.version < commit.forget)
        for key in tuple(islice(old, MOST_FORGOTTEN)):
            del self._documents[key]
        return version

    async def settled(self) -> None:
        """Nothing here survives anything."""

    async def claim(self, *, now: datetime, until: datetime, limit: int = 100) -> tuple[Letter, ...]:
        """The first waiting letter of each conversation."""
        heads: dict[tuple[str, str], Letter] = {}
        for number, (tenant, conversation, body, urgent) in self._letters.items():
            if (tenant, conversation) not in heads:
                letter = Letter(number=number, tenant=tenant, conversation=conversation, body=from_text(body), urgent=urgent)
                heads[tenant, conversation] = letter
        ordered = {letter.number: letter for letter in sorted(heads.values(), key=lambda letter: (not letter.urgent, letter.number))}
        return tuple(ordered[number] for number in self._claims.take(ordered, now=now, until=until, limit=limit))

    async def postpone(self, until: Mapping[int, datetime]) -> None:
        """Claim these letters until then instead."""
        self._claims.put(until)

    def _found(self, search: Search) -> Iterator[tuple[Place, Key]]:
        for key, kept in self._documents.items():
            if key.startswith(f"{search.tenant}/{search.kind}/") and search.admits(kept.fields):
                due = sortable(kept.fields.due_at) if search.order is Order.DUE else None
                yield (due or "", kept.age), key

    def _version_of(self, key: Key) -> int:
        return self._documents[key].version if key in self._documents else 0

    def _put(self, key: Key, text: str | None) -> None:
        if text is None:
            self._documents.pop(key, None)
            return
        if key in self._documents:
            age = self._documents[key].age
        else:
            self._age = age = self._age + 1
        self._documents[key] = _Kept(age, self._version, text, fields_of(from_text(text)))

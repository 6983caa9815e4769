"""Writing into the audit: aliases and keys for the people named, and the next place in each chain, all in the same commit.

Nothing here decides what is recorded; that is said where it happens, by `Case.record`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.auditing.record import Head, Known, aliases_in, chained, opened, people_in
from bot.desk.view import Look
from bot.ports import Crypt, Json, Key, Versioned, key_of

#: A chain that waits for its seal, and one that has it.
UNSEALED, SEALED = "unsealed", "sealed"
#: The chain of what concerns no request: the staff, absences, posts, languages.
HOUSE = "house"


def chain_of(request: str | None) -> str:
    """The chain of a request's records, or the house's."""
    return f"request:{request}" if request else HOUSE


class Recorder:
    """Puts the records of one event into their chains."""

    def __init__(self, tenant: str, look: Look, crypt: Crypt, fresh: Callable[[], bytes]) -> None:
        self._tenant = tenant
        self._look = look
        self._crypt = crypt
        self._fresh = fresh
        self.changes: dict[Key, Json | None] = {}

    def stored(self, records: Sequence[Mapping[str, Any]]) -> tuple[Json, ...]:
        """The records as they are stored; `changes` has the ends of their chains, and keys for people who had none."""
        people = tuple(dict.fromkeys(person for one in records for person in people_in(one)))
        chains = tuple(dict.fromkeys(chain_of(one.get("request")) for one in records))
        keys = (*(self._key("key", one) for one in people), *(self._key("chain", one) for one in chains))
        found = dict(zip(keys, self._look.at_all(keys), strict=True))
        known = {person: self._known(person, found[self._key("key", person)]) for person in people}
        heads = {chain: _head(found[self._key("chain", chain)]) for chain in chains}
        written: list[Json] = []
        for said in records:
            chain = chain_of(said.get("request"))
            record = chained(said, chain, heads[chain], known, self._crypt, self._fresh())
            heads[chain] = Head(seq=record["seq"], mac=record["mac"])
            written.append(record)
        for chain, head in heads.items():
            self.changes[self._key("chain", chain)] = {"state": UNSEALED, "chain": chain, "seq": head.seq, "mac": head.mac}
        return tuple(written)

    def _known(self, person: str, found: Versioned | None) -> Known:
        if found is not None:
            return Known(person=person, alias=found.value["alias"], wrapped=found.value["wrapped"])
        alias = f"p{self._fresh()[:10].hex()}"
        known = Known(person=person, alias=alias, wrapped=self._crypt.new_key(self._fresh()))
        self._look.expect_none(self._key("alias", alias))
        self.changes[self._key("key", person)] = {"alias": alias, "wrapped": known.wrapped}
        self.changes[self._key("alias", alias)] = {"person": person}
        return known

    def _key(self, kind: str, ident: str) -> Key:
        return key_of(self._tenant, kind, ident)


def _head(found: Versioned | None) -> Head:
    return Head(seq=found.value["seq"], mac=found.value["mac"]) if found else Head()


def alias_of(tenant: str, look: Look, person: str) -> str | None:
    """The alias of a person, None where no record names them."""
    found = look.at(key_of(tenant, "key", person))
    return found.value["alias"] if found else None


def in_the_clear(tenant: str, look: Look, crypt: Crypt, records: Sequence[Json]) -> tuple[Json, ...]:
    """Stored records with names and words, as far as the keys are still there."""
    aliases = tuple(dict.fromkeys(alias for one in records for alias in aliases_in(one)))
    behind = dict(zip(aliases, look.at_all(tuple(key_of(tenant, "alias", one) for one in aliases)), strict=True))
    people = tuple(dict.fromkeys(one.value["person"] for one in behind.values() if one))
    keys = dict(zip(people, look.at_all(tuple(key_of(tenant, "key", one) for one in people)), strict=True))
    known: dict[str, Known | None] = {}
    for alias, one in behind.items():
        key = keys.get(one.value["person"]) if one else None
        known[alias] = Known(person=one.value["person"], alias=alias, wrapped=key.value["wrapped"]) if one and key else None
    return tuple(opened(record, known, crypt) for record in records)

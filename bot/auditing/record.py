"""One audit record: what it says in the open, whom it names only by alias, and what is sealed for the people it concerns.

A person's alias and key are documents of their own. Once these are destroyed, the alias names nobody and the sealed words
can't be read any more, while the chain, which covers only what is stored, still verifies.
This module knows no algorithm: the cryptography is behind the port `Crypt`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.ports import Crypt, Json, Unreadable

#: What a record says of people: the id in what the desk hands over, the alias in what is stored.
PEOPLE = ("by", "person", "requester", "concerned", "absent", "seated", "to")
#: What is written so that only the keys of the people in the record open it.
SEALED = ("words", "account", "from_account")
#: The mac before the first record of a chain.
BEGINNING = "0" * 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Somebody as the audit knows them: the id, the alias that stands for it, and their key as it is stored."""

    person: str
    alias: str
    wrapped: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The end of a chain: how many records it has, and the mac of the last."""

    seq: int = 0
    mac: str = BEGINNING


def people_in(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the people whom a record names, each once."""
    named: list[str] = []
    for field in PEOPLE:
        value = said.get(field)
        named += [value] if isinstance(value, str) else list(value or ())
    return tuple(dict.fromkeys(named))


def chained(said: Mapping[str, Any], chain: str, head: Head, known: Mapping[str, Known], crypt: Crypt, seed: bytes) -> Json:
    """What is stored: the next record of its chain, with aliases for people and with its words sealed."""
    people = [known[person] for person in people_in(said)]
    record: Json = {field: _aliased(value, known) if field in PEOPLE else value for field, value in said.items() if field not in SEALED}
    words = {field: said[field] for field in SEALED if said.get(field)}
    record |= {"chain": chain, "seq": head.seq + 1, "before_mac": head.mac}
    #: By what it is found: its chain and whom it concerns (`Fields` calls such a list by this name).
    record["waiting_for"] = [chain, *(one.alias for one in people)]
    if words:
        box = crypt.encrypt(_text(words), tuple(one.wrapped for one in people), seed=seed, bound=f"{chain} {head.seq + 1}")
        record["sealed"] = {"under": [one.alias for one in people], "box": box}
    return {**record, "mac": mac_of(record, crypt)}


def mac_of(record: Mapping[str, Any], crypt: Crypt) -> str:
    """The mac over everything that a record says, the record before it included."""
    return crypt.mac(_text({key: value for key, value in record.items() if key != "mac"}))


def aliases_in(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The aliases of the people whom a stored record names."""
    sealed = record.get("sealed") or {}
    return tuple(dict.fromkeys((*people_in(record), *sealed.get("under", ()))))


def opened(record: Mapping[str, Any], known: Mapping[str, Known | None], crypt: Crypt) -> Json:
    """A stored record in the clear, as far as the keys are still there; `known` goes by alias, None for who was erased."""
    shown: Json = {key: value for key, value in record.items() if key not in ("sealed", "waiting_for")}
    for field in PEOPLE:
        if field in shown:
            shown[field] = _named(shown[field], known)
    sealed = record.get("sealed")
    if not sealed:
        return shown
    holders = [known.get(alias) for alias in sealed["under"]]
    if not all(holders):
        return shown | {"erased": True}
    bound = f"{record['chain']} {record['seq']}"
    try:
        words: Json = json.loads(crypt.decrypt(sealed["box"], tuple(one.wrapped for one in holders if one), bound=bound))
    except Unreadable:
        return shown | {"erased": True}
    return shown | words


def _aliased(value: Any, known: Mapping[str, Known]) -> Any:
    if isinstance(value, str):
        return known[value].alias
    return [known[one].alias for one in value] if value else value


def _named(value: Any, known: Mapping[str, Known | None]) -> Any:
    if isinstance(value, str):
        one = known.get(value)
        return one.person if one else value
    return [_named(one, known) for one in value] if value else value


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))

"""Whether the audit is whole: every record as it was written, in its place, and none missing.

It is fed with the records in the store's order, then with the ends of the chains, and says the first thing that is wrong.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.auditing.record import Head, mac_of
from bot.auditing.sealing import Published
from bot.ports import Crypt, Json


class Wrong(StrEnum):
    """What can be wrong with an audit."""

    CHANGED = "changed"
    #: A record of the chain before this one is not there.
    REMOVED = "removed"
    #: It stands where another should, or twice.
    REORDERED = "reordered"
    CUT = "cut"
    SEAL = "seal"
    #: What a request says of itself is not what its last record says.
    REQUEST = "request"
    HEAD = "head"


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """The first thing wrong: in which chain, at which number, under which key where there is a record."""

    wrong: Wrong
    chain: str = ""
    seq: int = 0
    key: str = ""


class Verifier:
    """Goes through an audit once. Each `take_…` returns the flaw that it meets, None as long as all is well."""

    def __init__(self, crypt: Crypt) -> None:
        self._crypt = crypt
        self._heads: dict[str, Head] = {}
        self._states: dict[str, tuple[Any, Any]] = {}
        self._demanded: dict[tuple[str, int], str] = {}
        self._sealed = 0
        self._seal_macs: dict[int, str] = {}
        self.records = 0

    def take_seals(self, seals: Iterable[Mapping[str, Any]]) -> Flaw | None:
        """The seals, in order, before any record."""
        mac = Published(tenant="").mac
        for number, seal in enumerate(seals, start=1):
            fits = seal.get("number") == number and seal.get("before_mac") == mac
            if not fits or not _same(seal.get("mac"), mac_of(seal, self._crypt)):
                return Flaw(wrong=Wrong.SEAL, seq=number)
            mac = self._seal_macs[number] = seal["mac"]
            self._demanded |= {(chain, seq): head for chain, (seq, head) in seal["heads"].items()}
        return None

    def take_published(self, published: Published) -> Flaw | None:
        """A head that was kept outside: the seal that it names must be there, as it was."""
        if published.number and self._seal_macs.get(published.number) != published.mac:
            return Flaw(wrong=Wrong.HEAD, seq=published.number)
        return None

    def take(self, key: str, record: Mapping[str, Any]) -> Flaw | None:
        """The next record in the store's order."""
        self.records += 1
        chain, seq = str(record.get("chain", "")), record.get("seq")
        head = self._heads.get(chain, Head())
        if not isinstance(seq, int) or not _same(record.get("mac"), mac_of(record, self._crypt)):
            return Flaw(wrong=Wrong.CHANGED, chain=chain, seq=head.seq + 1, key=key)
        if seq <= head.seq:
            return Flaw(wrong=Wrong.REORDERED, chain=chain, seq=seq, key=key)
        if seq > head.seq + 1:
            return Flaw(wrong=Wrong.REMOVED, chain=chain, seq=head.seq + 1, key=key)
        if record["before_mac"] != head.mac:
            return Flaw(wrong=Wrong.CHANGED, chain=chain, seq=seq, key=key)
        demanded = self._demanded.pop((chain, seq), None)
        if demanded is not None and demanded != record["mac"]:
            return Flaw(wrong=Wrong.CHANGED, chain=chain, seq=seq, key=key)
        self._heads[chain] = Head(seq=seq, mac=record["mac"])
        if record.get("move") and not record.get("refused"):
            self._states[chain] = (record["state"], record["edition"])
        return None

    def take_heads(self, heads: Mapping[str, Head]) -> Flaw | None:
        """After the records, what the store keeps as the end of each chain, and what the seals demand."""
        for (chain, seq), _ in sorted(self._demanded.items()):
            return Flaw(wrong=Wrong.CUT, chain=chain, seq=min(seq, self._heads.get(chain, Head()).seq + 1))
        for chain in sorted({*heads, *self._heads}):
            if heads.get(chain) != self._heads.get(chain):
                return Flaw(wrong=Wrong.CUT, chain=chain, seq=self._heads.get(chain, Head()).seq + 1)
        return None

    def take_request(self, chain: str, request: Json) -> Flaw | None:
        """A request as it is stored: its state is the one that its last record gave it."""
        if self._states.get(chain) == (request["state"], request["edition"]):
            return None
        return Flaw(wrong=Wrong.REQUEST, chain=chain, seq=self._heads.get(chain, Head()).seq)


def _same(one: Any, other: str) -> bool:
    return isinstance(one, str) and hmac.compare_digest(one.encode(), other.encode())

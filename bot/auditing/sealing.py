"""Seals: from time to time the ends of all chains that grew are written down together, each seal bound to the one before.

A seal's number and mac fit into a line that can be kept where nobody of this house can change it: on paper, in a mail,
in a chat. Against that line even a cut tail is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.auditing.record import BEGINNING, Head, mac_of
from bot.ports import Crypt, Json

_LINE = re.compile(r"\s*remit-audit\s+(\S+)\s+(\d+)\s+([0-9a-f]{64})\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A seal as it is published: of which tenant, its number and its mac. Number 0 stands for an audit without a seal."""

    tenant: str
    number: int = 0
    mac: str = BEGINNING

    @property
    def line(self) -> str:
        """What to keep outside."""
        return f"remit-audit {self.tenant} {self.number} {self.mac}"


def published_in(text: str) -> Published | None:
    """The published head that a line holds, None where it holds none."""
    found = _LINE.fullmatch(text)
    return Published(tenant=found[1], number=int(found[2]), mac=found[3]) if found else None


def seal_of(before: Published, heads: Mapping[str, Head], at: str, crypt: Crypt) -> Json:
    """The next seal over the chains that grew since the one before."""
    seal: Json = {
        "number": before.number + 1,
        "at": at,
        "before_mac": before.mac,
        "heads": {chain: [head.seq, head.mac] for chain, head in sorted(heads.items())},
    }
    return {**seal, "mac": mac_of(seal, crypt)}


def seal_id(number: int) -> str:
    """The id under which a seal is kept."""
    return f"{number:08}"

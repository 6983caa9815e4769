"""The audit of a store verified: seals first, then every record, then the ends of the chains and the requests."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.auditing.reading import every
from bot.auditing.record import Head
from bot.auditing.sealing import Published
from bot.auditing.verifying import Flaw, Verifier
from bot.desk.recording import chain_of
from bot.model import Language
from bot.ports import Crypt, Store, split
from bot.texts import render


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """How many records there are, and the first flaw, if there is one."""

    records: int
    seals: int
    flaw: Flaw | None = None


async def verify(store: Store, crypt: Crypt, tenant: str = "default", published: Published | None = None) -> Verified:
    """Go through the whole audit; against a published head, where one is given, a cut tail is found as well."""
    verifier = Verifier(crypt)
    seals = [found.value async for _, found in every(store, tenant, "seal")]
    flaw = verifier.take_seals(seals) or (verifier.take_published(published) if published else None)
    flaw = flaw or await _records(verifier, store, tenant)
    return Verified(records=verifier.records, seals=len(seals), flaw=flaw)


def told(flaw: Flaw, language: Language) -> str:
    """A flaw in words."""
    return render("verified", language, kind="flaw", wrong=flaw.wrong.value, chain=flaw.chain, seq=flaw.seq, key=flaw.key)


async def _records(verifier: Verifier, store: Store, tenant: str) -> Flaw | None:
    async for key, found in every(store, tenant, "audit"):
        flaw = verifier.take(key, found.value)
        if flaw:
            return flaw
    chains = [found.value async for _, found in every(store, tenant, "chain")]
    flaw = verifier.take_heads({one["chain"]: Head(seq=one["seq"], mac=one["mac"]) for one in chains})
    if flaw:
        return flaw
    async for key, found in every(store, tenant, "request"):
        flaw = verifier.take_request(chain_of(split(key)[2]), found.value)
        if flaw:
            return flaw
    return None

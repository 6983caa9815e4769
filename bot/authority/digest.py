"""What a proposal comes to, in 64 characters: an approval is bound to it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.model import Proposal, Quantity, plain


def digest_of(proposal: Proposal, version: str = "") -> str:
    """A sha256 over action, mode, amounts, stated facts and target, and the version of the rule books.

    How it was worded doesn't count, nor in what order it was said, nor how an amount was written (100 or 100.00).
    """
    target = proposal.target
    canonical = {
        "action": proposal.action,
        "mode": proposal.mode,
        "amounts": [_amount(one) for one in (proposal.amount, proposal.amount_over, proposal.each)],
        "vague": proposal.amount_vague,
        "facts": sorted([str(fact), stated] for fact, stated in proposal.facts.items()),
        "target": [target.relation, target.role, target.person, target.name],
        "version": version,
    }
    text = json.dumps(canonical, ensure_ascii=False, default=repr)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _amount(quantity: Quantity | None) -> Any:
    if quantity is None:
        return None
    return [plain(quantity.value) if quantity.sound else repr(quantity.value), quantity.unit]

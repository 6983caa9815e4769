"""What is said beside a decision: how a limit was read."""

from __future__ import annotations

from collections.abc import Iterable

from bot.authority.evaluating import Finding, measured
from bot.model import Limit, Proposal, Quantity, Words, measure_words

_SMALLER = Words(
    zh="规定写的是这个数本身，力度更小的按包含在内处理。", en="The book states this very figure; a smaller use is taken as covered."
)
_UNSTATED = Words(
    zh="规定没有写明 {max} 这个数本身算不算在内：可以理解为包含，也可以理解为不包含；这里按从严的理解，不算在内。",
    en="The book doesn't say whether {max} itself is covered: it can be read as included or as not included; "
    "the cautious reading holds, not included.",
)


def smaller(limit: Limit, proposal: Proposal) -> tuple[Words, ...]:
    """Say that a smaller use is covered, where the book states a figure and not a bound."""
    if not limit.figure or proposal.amount is None or proposal.amount.value == limit.max:
        return ()
    return (_SMALLER,)


def unstated(findings: Iterable[Finding], proposal: Proposal) -> tuple[Words, ...]:
    """Name both readings where the amount is the very number of which the book doesn't say whether it is covered."""
    for limit in (limit for finding in findings for limit in finding.held.grant.limits):
        if limit.stated:
            continue
        amount = measured(limit, proposal)
        if amount and amount.sound and amount.unit == limit.unit and amount.value == limit.max:
            bound = measure_words(Quantity(value=limit.max, unit=limit.unit))
            return (Words(zh=_UNSTATED.zh.format(max=bound.zh), en=_UNSTATED.en.format(max=bound.en)),)
    return ()

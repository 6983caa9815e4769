"""Amounts, discounts and counts as people mention them, in Chinese and English.

What was said plainly gets a quantity. What is vague, has two readings or can't be an amount is found as well,
but without one, so that nobody takes it for silence. This package knows no rule book: it only says what was said.
"""

from __future__ import annotations

from decimal import Context, localcontext

from msgspec.structs import replace

from bot.language.amounts.characters import fold
from bot.language.amounts.counting import count_out
from bot.language.amounts.home import at_home
from bot.language.amounts.mention import Mention
from bot.language.amounts.numeral import LONGEST
from bot.language.amounts.pairing import join
from bot.language.amounts.reading import scan

__all__ = ["Mention", "find_amounts"]

#: No sum that anybody says loses a digit.
_EXACT = Context(prec=4 * LONGEST)


def find_amounts(text: str, home: str = "") -> tuple[Mention, ...]:
    """All that is mentioned, in order of appearance; spans don't overlap.

    `home` is the currency of a company that reckons in one, of which its people say 块 or dollars without naming it.
    """
    folded, places = fold(text)
    with localcontext(_EXACT):
        pieces = scan(folded)
        if not pieces:
            return ()
        mentions = at_home(folded, count_out(folded, join(folded, pieces)), home)
    if len(folded) == len(text):
        return tuple(mentions)
    return tuple(replace(mention, start=places[mention.start], end=places[mention.end - 1] + 1) for mention in mentions)

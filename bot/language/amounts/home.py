"""Money said without the name of its currency, in a company whose limits are all in one: 块, 元, dollars, bucks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from bot.language.amounts.mention import Mention
from bot.model import Quantity

#: Currencies that their own people call dollars, and those whose Chinese names end in 元.
_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"})
_YUAN = _DOLLARS | {"CNY", "MOP", "EUR", "JPY", "KRW"}
#: What an amount is read as where its words name no currency, and which currencies go by these words.
_CALLED = {"USD": _DOLLARS, "CNY": _YUAN}
_NAMED = re.compile(r"人民币|renminbi|rmb|cny|cn¥|yuan|¥|us\$|usd|us dollar|美")


def at_home(text: str, mentions: Iterable[Mention], home: str) -> list[Mention]:
    """The mentions, with those that name no currency in the company's own, where it goes by the words that were said."""
    return [_own(mention, home) if _unnamed(text, mention, home) else mention for mention in mentions]


def _unnamed(text: str, mention: Mention, home: str) -> bool:
    return home in _CALLED.get(mention.unit, ()) and not _NAMED.search(text, mention.start, mention.end)


def _own(mention: Mention, home: str) -> Mention:
    quantity = mention.quantity and Quantity(value=mention.quantity.value, unit=home)
    return replace(mention, unit=home, quantity=quantity)

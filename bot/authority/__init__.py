"""Deciding and routing: may this role do this, and if not, who may let it."""

from bot.authority.deciding import decide, headline
from bot.authority.situation import Situation

__all__ = ["Situation", "decide", "headline"]

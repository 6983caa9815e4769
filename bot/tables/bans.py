"""Prohibitions in words."""

from __future__ import annotations

from collections.abc import Callable

from bot.model import Language, Prohibition, RoleKey
from bot.texts import render


def ban_words(ban: Prohibition, fact: Callable[[str], str], post: Callable[[RoleKey], str], language: Language) -> str:
    """When something is forbidden, and to whom: if …, unless …, for the … only; nothing where it always is, to anybody."""
    facts, unless = ([fact(one) for one in listed] for listed in (ban.when, ban.unless))
    return render("ban", language, facts=facts, unless=unless, roles=[post(role) for role in ban.roles])

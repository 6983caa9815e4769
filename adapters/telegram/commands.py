"""The commands that Telegram offers when somebody types a slash: in private what everybody uses, in groups what makes sense there.

What is typed less often (/owed, /slip, what only administrators do) isn't offered, and is taken all the same; /help tells of it.
"""

from __future__ import annotations

from typing import get_args

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.ext import ExtBot

from bot.model import Language
from bot.texts import render

PRIVATE = ("duty", "check", "whatif", "request", "mine", "inbox", "away", "whoami", "lang", "audit", "link", "unlink", "cancel", "help")
GROUP = ("duty", "check", "request", "help")


async def tell_commands(bot: ExtBot[int], default: Language) -> None:
    """Tell Telegram our commands: for apps in our languages in theirs, for all others in the organisation's."""
    for scope, names in ((BotCommandScopeAllPrivateChats(), PRIVATE), (BotCommandScopeAllGroupChats(), GROUP)):
        await bot.set_my_commands(_described(names, default), scope=scope)
        for language in get_args(Language):
            await bot.set_my_commands(_described(names, language), scope=scope, language_code=language)


def _described(names: tuple[str, ...], language: Language) -> list[BotCommand]:
    return [BotCommand(name, render("telegram", language, kind="command", command=name)) for name in names]

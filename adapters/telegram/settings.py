"""What is configured under `telegram:`, with the secrets that come from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

#: The bot's token, as BotFather gives it, and the secret that Telegram sends with every call of the webhook.
TOKEN, SECRET = "REMIT_TELEGRAM_TOKEN", "REMIT_TELEGRAM_WEBHOOK_SECRET"
#: Telegram's own Bot API server.
API = "https://api.telegram.org"
#: A shorter secret could be guessed.
SHORTEST = 32

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,80}")
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST},256}}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """Where Telegram reaches us, and the secret by which we know it."""

    public_url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telegram:
    """One bot. Without a webhook it asks for what has come."""

    token: str = field(repr=False)
    base_url: str = API
    webhook: Webhook | None = None

    @property
    def bot(self) -> int:
        """The bot's id, with which its token begins."""
        return int(self.token.partition(":")[0])


def used(given: Mapping[str, Any]) -> bool:
    """Whether it is switched on: whoever writes anything about it means it, unless they say `use: off`."""
    return bool(given.get("use", "on" if given else "off") == "on")


def _hooked(given: Mapping[str, Any]) -> bool:
    """Whether Telegram calls us, which it does where an address is given, unless it says `use: off` there."""
    return bool(given.get("webhook.use", "on" if "webhook.public_url" in given else "off") == "on")


def telegram_of(given: Mapping[str, Any], environment: Mapping[str, str]) -> Telegram | None:
    """The bot, where one is configured and nothing is wrong with it."""
    if not used(given) or any(wrong(given, environment)):
        return None
    hooked = _hooked(given)
    webhook = Webhook(public_url=given["webhook.public_url"].rstrip("/"), secret=environment[SECRET]) if hooked else None
    return Telegram(token=environment[TOKEN], base_url=given.get("base_url", API).rstrip("/"), webhook=webhook)


def wrong(given: Mapping[str, Any], environment: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What keeps a bot that is switched on from starting: at which key, the kind of fault, and its name."""
    if not used(given):
        return
    if not _TOKEN.fullmatch(environment.get(TOKEN, "")):
        yield "use", "no-bot-token", TOKEN
    if not _hooked(given):
        return
    if "webhook.public_url" not in given:
        yield "webhook.use", "no-public-url", "telegram.webhook.public_url"
    if not _SECRET.fullmatch(environment.get(SECRET, "")):
        yield "webhook.use", "weak-webhook-secret", SECRET

"""Text as Slack wants it and gives it: its escapes, its links, its limits.

Slack escapes `&`, `<` and `>` and nothing else. What stands in plain_text or in rich text is text; only mrkdwn is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The top text of a message: notifications and screen readers take it.
LONGEST_TEXT = 3000
#: So much of a text goes into one message; Slack takes about 13,000 characters in all its blocks.
LONGEST_PART = 9000

_LINK = re.compile(r"<(?:(?:https?|mailto|tel):)?[^<>|]*\|([^<>]*)>|<((?:https?|mailto|tel):[^<>|]*)>")
_CALL = re.compile(r"<[@#!][^<>]*>")


def escaped(text: str) -> str:
    """For mrkdwn: what is text stays text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, bot: str = "") -> str:
    """What somebody typed: links read as they look, `bot` isn't named, other mentions stay as Slack writes them."""
    text = text.replace(f"<@{bot}>", " ") if bot else text
    text = _LINK.sub(lambda found: found.group(1) or found.group(2), text)
    text = _CALL.sub(lambda found: found.group().replace("<", "&lt;").replace(">", "&gt;"), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def cut(text: str, most: int) -> str:
    """No longer than this, with a mark where something is missing."""
    return text if len(text) <= most else text[: most - 1] + "…"


def parts(text: str, most: int = LONGEST_PART) -> Iterator[str]:
    """A long text in several, divided between lines where that is possible."""
    while len(text) > most:
        end = text.rfind("\n", 0, most) + 1 or most
        yield text[:end].rstrip("\n")
        text = text[end:]
    yield text

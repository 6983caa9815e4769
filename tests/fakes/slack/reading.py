"""What a person reads in a message or a view: its words with the markup applied, its buttons, and whom it pings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack.blocks import elements_of

Json = dict[str, Any]

_PING = re.compile(r"<!(?:channel|here|everyone|subteam\^[^>]*)[^>]*>|<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_LINK = re.compile(r"<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>")
_BOLD = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])", re.ASCII)


@dataclass(frozen=True)
class Shown:
    """As it is on the screen."""

    text: str
    buttons: tuple[Json, ...] = ()


def pings(message: Mapping[str, Any]) -> list[str]:
    """Whom a message would call, by all that Slack parses in it: its text, and every text in mrkdwn."""
    texts = [message.get("text") or "", *(one["text"] for one in _mrkdwn(message.get("blocks") or []))]
    mentioned = [leaf for leaf in _leaves(message.get("blocks") or []) if leaf.get("type") in ("user", "broadcast", "usergroup")]
    return [found.group() for text in texts for found in _PING.finditer(text)] + [str(leaf) for leaf in mentioned]


def links(message: Mapping[str, Any]) -> list[str]:
    """The links that it holds, by the same."""
    texts = [message.get("text") or "", *(one["text"] for one in _mrkdwn(message.get("blocks") or []))]
    return [found.group(1) for text in texts for found in _LINK.finditer(text)]


def _mrkdwn(value: Any) -> Iterable[Json]:
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _mrkdwn(one)


def _leaves(value: Any) -> Iterable[Json]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)


def mrkdwn(text: str) -> str:
    """Slack's markup as people see it."""
    text = _LINK.sub(lambda found: found.group(2) or found.group(1), text)
    text = "\n".join(_BOLD.sub(r"\1", line) for line in text.split("\n"))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shown(text: str, blocks: Sequence[Json]) -> Shown:
    """A message: where it has blocks, they are shown and its text isn't."""
    if not blocks:
        return Shown(mrkdwn(text))
    lines = [line for block in blocks for line in _lines(block)]
    return Shown("\n".join(lines), tuple(buttons(blocks)))


def buttons(blocks: Sequence[Json]) -> Iterable[Json]:
    """Every button, with the block that it stands in."""
    for block in blocks:
        for element in elements_of(block):
            if element["type"] == "button":
                yield {**element, "block_id": block.get("block_id", "auto")}


def _lines(block: Json) -> Iterable[str]:
    match block["type"]:
        case "header":
            yield block["text"]["text"]
        case "section":
            yield from (_text(one) for one in [block.get("text"), *block.get("fields", [])] if one)
        case "context":
            yield from (_text(one) for one in block["elements"])
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(part)
        case "input":
            yield block["label"]["text"]


def _rich(part: Json) -> Iterable[str]:
    if part["type"] == "rich_text_list":
        ordered = part.get("style") == "ordered"
        for number, item in enumerate(part["elements"], 1):
            yield f"{f'{number}.' if ordered else '·'} {_joined(item)}"
    elif part["type"] == "rich_text_quote":
        yield from _joined(part).split("\n")
    else:
        yield from _joined(part).removesuffix("\n").split("\n")


def _joined(part: Json) -> str:
    return "".join(leaf.get("text", "") for leaf in part["elements"])


def _text(text: Json) -> str:
    return mrkdwn(text["text"]) if text["type"] == "mrkdwn" else text["text"]

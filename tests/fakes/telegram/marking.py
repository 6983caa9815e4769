"""HTML as messages may have it: read into plain text with entities, or refused. Lengths count in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.refusing import bad

#: Tag -> the entity that it makes.
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>")
_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([a-z]+));")


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Marked:
    """A text as it is shown, and what is marked in it."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()


def read(text: str, mode: str | None) -> Marked:
    """A text as a client sent it, trimmed as the server does."""
    if "\x00" in text:
        raise bad("strings must not contain NUL")
    if mode is None:
        return _trimmed(Marked(text))
    if mode.lower() != "html":
        raise bad(f"can't parse entities: this server reads HTML, not {mode}")
    return _trimmed(_read_html(text))


def _read_html(text: str) -> Marked:
    shown, entities, opened, place = "", [], [], 0
    while place < len(text):
        if text[place] == "<":
            tag = _TAG.match(text, place)
            if tag is None:
                raise bad(f"can't parse entities: Unclosed start tag at byte offset {_bytes(text, place)}")
            name = tag["name"].lower()
            if tag["end"]:
                if not opened or opened[-1][0] != name:
                    raise bad(f"can't parse entities: Unexpected end tag at byte offset {_bytes(text, place)}")
                _, start, more = opened.pop()
                if units(shown) > start:
                    entities.append({"type": TAGS[name], "offset": start, "length": units(shown) - start} | more)
            else:
                opened.append((name, units(shown), _more(name, tag["rest"], _bytes(text, place))))
            place = tag.end()
        elif text[place] == "&" and (reference := _REFERENCE.match(text, place)):
            shown += _character(reference)
            place = reference.end()
        else:
            shown += text[place]
            place += 1
    if opened:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1][0]}\"")
    return Marked(shown, tuple(sorted(entities, key=lambda one: (one["offset"], -one["length"]))))


def _more(name: str, rest: str, at: int) -> dict[str, Any]:
    """What the attributes of a tag say."""
    if name not in TAGS:
        raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {at}')
    attributes = dict(re.findall(r'([a-z-]+)\s*=\s*"([^"]*)"', rest))
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise bad(f'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name == "blockquote" and "expandable" in rest:
        return {"type": "expandable_blockquote"}
    return {"url": _REFERENCE.sub(_character, attributes.get("href", ""))} if name == "a" else {}


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return NAMED.get(name, reference[0])
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def _bytes(text: str, place: int) -> int:
    return len(text[:place].encode())


def _trimmed(marked: Marked) -> Marked:
    """Without blanks at the ends; what was marked moves along."""
    left = marked.text.lstrip()
    cut, text = units(marked.text) - units(left), left.rstrip()
    longest = units(text)
    moved = []
    for entity in marked.entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], longest)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return Marked(text, tuple(moved))


#: Commands, mentions and links that the server marks by itself in what people type.
_FOUND = re.compile(r"(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)|(?P<mention>(?<!\w)@\w{3,32})|(?P<url>https?://\S+)")


def found(text: str) -> tuple[dict[str, Any], ...]:
    """The entities of a text that somebody typed."""
    return tuple(
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match[0])} for match in _FOUND.finditer(text)
    )

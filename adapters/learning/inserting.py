"""An item added to a list of a YAML file, in its place: everything else in the file stays as it was written."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

_KEY = re.compile("[a-z][a-z-]*")
_PLAIN = re.compile(r"[\w一-鿿][\w一-鿿 '*%-]*", re.ASCII)


class CantInsert(Exception):
    """The file is written in a way in which nothing can be added to safely; says `no-phrases` or `by-hand`."""


def added(text: str, path: tuple[str, ...], item: str) -> str:
    """The text of a file with an item at the end of the list to which these keys lead; every other character as it was.

    Raises CantInsert.
    """
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None and len(path) == 1:
        return f"{text}{_name(path[0])}:\n- {_scalar(item)}\n"
    for depth, key in enumerate(path):
        value = _value(node, key)
        if value is None:
            return _checked(text, _with_key(text, node, path[depth:], item), path, item)
        node = value
    if not isinstance(node, yaml.SequenceNode):
        raise CantInsert("no-phrases")
    if node.flow_style:
        end = _index(text, node.end_mark) - 1
        new = text[:end].rstrip() + (", " if node.value else "") + _scalar(item) + text[end:]
    else:
        last = node.value[-1]
        end = _end_of_line(text, _index(text, last.end_mark))
        new = f"{text[:end]}\n{' ' * node.start_mark.column}- {_scalar(item)}{text[end:]}"
    return _checked(text, new, path, item)


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _value(node: Any, key: str) -> Any:
    return next((value for name, value in node.value if name.value == key), None) if isinstance(node, yaml.MappingNode) else None


def _with_key(text: str, node: Any, keys: tuple[str, ...], item: str) -> str:
    """The text with a list that wasn't there: `en: [item]`, or `money: {en: [item]}`."""
    inner = f"[{_scalar(item)}]"
    for key in reversed(keys[1:]):
        inner = f"{{{_name(key)}: {inner}}}"
    if node.flow_style:
        end = _index(text, node.end_mark) - 1
        return text[:end].rstrip() + (", " if node.value else "") + f"{_name(keys[0])}: {inner}" + text[end:]
    name, value = node.value[-1]
    end = _index(text, value.end_mark)
    while text[end - 1] in "\n ":  # a block ends where the next one begins
        end -= 1
    return f"{text[:end]}\n{' ' * name.start_mark.column}{_name(keys[0])}: {inner}{text[end:]}"


def _index(text: str, mark: Any) -> int:
    """The place of a mark; libyaml counts lines and columns in characters."""
    start = 0
    for _ in range(mark.line):
        start = text.index("\n", start) + 1
    return start + int(mark.column)


def _name(key: str) -> str:
    """A key as YAML, in quotes where it isn't one of our own words: "1.10" is no number."""
    return key if _KEY.fullmatch(key) else json.dumps(key)


def _scalar(item: str) -> str:
    """The item as YAML, in quotes where it would be something else without."""
    plain = bool(_PLAIN.fullmatch(item)) and yaml.safe_load(f"[{item}]") == [item]
    return item if plain else json.dumps(item, ensure_ascii=False)


def _checked(before: str, after: str, path: tuple[str, ...], item: str) -> str:
    """The new text, once it is certain that the item is all that it has more."""
    wanted, found = (yaml.load(text, Loader=yaml.CSafeLoader) for text in (before, after))
    node = wanted
    for key in path[:-1]:
        node = node.setdefault(_key(key), {})
    node.setdefault(_key(path[-1]), []).append(item)
    if wanted != found:
        raise CantInsert("by-hand")
    return after


def _key(key: str) -> Any:
    """YAML's own loader takes the keys `true` and `false` for flags."""
    return {"true": True, "false": False}.get(key, key)

"""Whether Slack would take these blocks, or this view.

First slack_sdk's own models are asked, then `SHAPES`: which keys an object has, which of them it must have, and how long
each may be, as Slack documents it. The models let pass what Slack refuses: an empty section, a field over 2,000
characters, mrkdwn in a header, the same block_id or action_id twice, unknown keys and types, 51 blocks, an input in a
modal that can't be submitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

PLAIN, EITHER = "plain_text", "text"

#: type -> (keys it must have, keys it may have). `block_id` may stand in every block.
BLOCKS: dict[str, tuple[set[str], set[str]]] = {
    "header": ({"text"}, set()),
    "section": (set(), {"text", "fields", "accessory", "expand"}),
    "divider": (set(), set()),
    "context": ({"elements"}, set()),
    "actions": ({"elements"}, set()),
    "rich_text": ({"elements"}, set()),
    "input": ({"label", "element"}, {"hint", "optional", "dispatch_action"}),
}
ELEMENTS: dict[str, tuple[set[str], set[str]]] = {
    "button": ({"text", "action_id"}, {"value", "style", "confirm", "accessibility_label"}),
    "static_select": ({"action_id", "options"}, {"placeholder", "initial_option", "confirm", "focus_on_load"}),
    "users_select": ({"action_id"}, {"placeholder", "initial_user", "confirm", "focus_on_load"}),
    "radio_buttons": ({"action_id", "options"}, {"initial_option", "confirm", "focus_on_load"}),
    "datepicker": ({"action_id"}, {"placeholder", "initial_date", "confirm", "focus_on_load"}),
    "plain_text_input": (
        {"action_id"},
        {"placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config", "focus_on_load"},
    ),
}
IN_ACTIONS = {"button", "static_select", "users_select", "datepicker", "radio_buttons"}
IN_INPUT = set(ELEMENTS) - {"button"}
RICH = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
RICH_LEAVES = {"text", "link", "user", "channel", "emoji"}
VIEW_KEYS = {"title", "blocks", "submit", "close", "private_metadata", "callback_id", "clear_on_close", "notify_on_close", "external_id"}

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}


class Refused(Exception):
    """Slack would answer `invalid_blocks` or `invalid_arguments`, for this reason."""


def check_message(blocks: Sequence[Json]) -> None:
    """Raise where a message with these blocks would be refused."""
    _blocks(blocks, "message")


def check_view(view: Json) -> None:
    """Raise where this modal or home tab would be refused."""
    kind = view.get("type")
    if kind not in ("modal", "home"):
        raise Refused(f"a view is a modal or a home, not {kind!r}")
    _known(view, {"type", "blocks"}, VIEW_KEYS, "view")
    for key, most in (("private_metadata", 3000), ("callback_id", 255)):
        if len(view.get(key, "")) > most:
            raise Refused(f"{key} of over {most} characters")
    if kind == "modal":
        if "title" not in view:
            raise Refused("a modal without a title")
        for key in ("title", "submit", "close"):
            if key in view:
                _text(view[key], PLAIN, 24, key)
        if any(block.get("type") == "input" for block in view["blocks"]) and "submit" not in view:
            raise Refused("an input in a modal without submit")
        _by_the_models(lambda: View(**view).to_dict())
    elif set(view) & {"title", "submit", "close"}:
        raise Refused("a home tab has neither title nor submit nor close")
    _blocks(view["blocks"], kind)


def _blocks(blocks: Sequence[Json], where: str) -> None:
    if not isinstance(blocks, list) or not blocks:
        raise Refused("no blocks")
    if len(blocks) > MOST_BLOCKS[where]:
        raise Refused(f"{len(blocks)} blocks; the most is {MOST_BLOCKS[where]}")
    for block in blocks:
        _block(block, where)
    _unlike([block["block_id"] for block in blocks if "block_id" in block], "block_id")
    _unlike([element["action_id"] for block in blocks for element in elements_of(block)], "action_id")


def elements_of(block: Mapping[str, Any]) -> Iterator[Json]:
    """What can be pressed or filled in a block."""
    if block["type"] == "actions":
        yield from block["elements"]
    elif block["type"] == "input":
        yield block["element"]
    elif "accessory" in block:
        yield block["accessory"]


def _block(block: Json, where: str) -> None:
    kind = block.get("type")
    if kind not in BLOCKS:
        raise Refused(f"no block is a {kind!r}")
    must, may = BLOCKS[kind]
    _known(block, {"type"} | must, may | {"block_id"}, kind)
    if len(block.get("block_id", "")) > 255:
        raise Refused("block_id of over 255 characters")
    _by_the_models(lambda: _parsed(block))
    CHECKS[kind](block, where)


def _header(block: Json, _where: str) -> None:
    _text(block["text"], PLAIN, 150, "header")


def _section(block: Json, _where: str) -> None:
    if not ("text" in block or "fields" in block):
        raise Refused("a section with neither text nor fields")
    if "text" in block:
        _text(block["text"], EITHER, 3000, "section")
    if "fields" in block:
        if not 1 <= len(block["fields"]) <= 10:
            raise Refused(f"{len(block['fields'])} fields")
        for field in block["fields"]:
            _text(field, EITHER, 2000, "field")
    if "accessory" in block:
        _element(block["accessory"], IN_ACTIONS)


def _context(block: Json, _where: str) -> None:
    if not 1 <= len(block["elements"]) <= 10:
        raise Refused(f"{len(block['elements'])} elements of a context")
    for element in block["elements"]:
        _text(element, EITHER, 3000, "context")


def _actions(block: Json, _where: str) -> None:
    if not 1 <= len(block["elements"]) <= 25:
        raise Refused(f"{len(block['elements'])} elements of actions")
    for element in block["elements"]:
        _element(element, IN_ACTIONS)


def _input(block: Json, _where: str) -> None:
    _text(block["label"], PLAIN, 2000, "label")
    if "hint" in block:
        _text(block["hint"], PLAIN, 2000, "hint")
    _element(block["element"], IN_INPUT)


def _rich_text(block: Json, _where: str) -> None:
    if not block["elements"]:
        raise Refused("an empty rich_text")
    for element in block["elements"]:
        _rich(element)


def _rich(element: Json) -> None:
    if element.get("type") not in RICH:
        raise Refused(f"no part of rich text is a {element.get('type')!r}")
    _known(element, {"type", "elements"}, {"style", "indent", "border", "offset"}, element["type"])
    if not element["elements"]:
        raise Refused(f"an empty {element['type']}")
    for inner in element["elements"]:
        if element["type"] == "rich_text_list":
            if inner.get("type") != "rich_text_section":
                raise Refused("a list holds sections")
            _rich(inner)
        elif inner.get("type") not in RICH_LEAVES:
            raise Refused(f"rich text has no {inner.get('type')!r}")
        elif inner["type"] == "text":
            _known(inner, {"type", "text"}, {"style"}, "text of rich text")
            if not inner["text"]:
                raise Refused("empty text in rich text")


CHECKS = {
    "header": _header,
    "section": _section,
    "divider": lambda _block, _where: None,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
}


def _element(element: Json, allowed: set[str]) -> None:
    kind = element.get("type")
    if kind not in allowed:
        raise Refused(f"{kind!r} doesn't belong here")
    must, may = ELEMENTS[kind]
    _known(element, {"type"} | must, may, kind)
    if not 1 <= len(element["action_id"]) <= 255:
        raise Refused("action_id is 1 to 255 characters")
    if kind == "button":
        _text(element["text"], PLAIN, 75, "button")
        if len(element.get("value", "")) > 2000:
            raise Refused("the value of a button is at most 2,000 characters")
        if element.get("style", "primary") not in ("primary", "danger"):
            raise Refused(f"style {element['style']!r}")
    if "confirm" in element:
        _confirm(element["confirm"])
    if "placeholder" in element:
        _text(element["placeholder"], PLAIN, 150, "placeholder")
    if "options" in element:
        _options(element, 10 if kind == "radio_buttons" else 100)
    if element.get("max_length", 1) > 3000:
        raise Refused("max_length is at most 3,000")


def _options(element: Json, most: int) -> None:
    options = element["options"]
    if not 1 <= len(options) <= most:
        raise Refused(f"{len(options)} options; the most is {most}")
    for option in options:
        _known(option, {"text", "value"}, {"description"}, "option")
        _text(option["text"], EITHER, 75, "option")
        if not 1 <= len(option["value"]) <= 150:
            raise Refused("the value of an option is 1 to 150 characters")
        if "description" in option:
            _text(option["description"], EITHER, 75, "description")
    _unlike([option["value"] for option in options], "value of an option")
    if "initial_option" in element and element["initial_option"] not in options:
        raise Refused("initial_option is none of the options")


def _confirm(confirm: Json) -> None:
    _known(confirm, {"title", "text", "confirm", "deny"}, {"style"}, "confirm")
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        _text(confirm[key], PLAIN if key != "text" else EITHER, most, key)


def _text(text: Any, kind: str, most: int, where: str) -> None:
    if not isinstance(text, dict) or text.get("type") not in ((PLAIN,) if kind == PLAIN else (PLAIN, "mrkdwn")):
        raise Refused(f"{where}: {text!r} is no text of the right kind")
    _known(text, {"type", "text"}, {"emoji"} if text["type"] == PLAIN else {"verbatim"}, where)
    if not isinstance(text["text"], str) or not 1 <= len(text["text"]) <= most:
        raise Refused(f"{where}: text is 1 to {most} characters, not {len(text['text'])}")


def _known(what: Mapping[str, Any], must: set[str], may: set[str], name: str) -> None:
    if missing := must - set(what):
        raise Refused(f"{name} without {', '.join(sorted(missing))}")
    if unknown := set(what) - must - may:
        raise Refused(f"{name} has no {', '.join(sorted(unknown))}")


def _unlike(values: Sequence[str], name: str) -> None:
    if twice := {value for value in values if values.count(value) > 1}:
        raise Refused(f"{name} twice: {', '.join(sorted(twice))}")


def _parsed(block: Json) -> None:
    parsed = Block.parse(block)
    if parsed is None:
        raise Refused(f"slack_sdk knows no block {block.get('type')!r}")
    parsed.to_dict()


def _by_the_models(make: Any) -> None:
    try:
        make()
    except SlackObjectFormationError as error:
        raise Refused(str(error)) from error

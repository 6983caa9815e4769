"""The home tab: somebody's own page, as the desk gives it, with what one can begin from there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from adapters.slack.blocks import HEADER, LABEL, asked_from, message, words
from adapters.slack.words import said
from bot.model import Language
from bot.ports import Json

#: What the action_ids of its own buttons begin with, and what follows: ask for approval, go away, come back, change the language.
HOME = "home-"
REQUEST, AWAY, BACK, LANGUAGE = "request", "away", "back", "language"
#: The command that a button stands for; the others open a form.
COMMANDS = {BACK: "away end", LANGUAGE: "lang"}
#: Slack takes so many blocks.
MOST = 100


def view(page: Json, confirm_from: Decimal) -> Json:
    """The view of a page."""
    language: Language = page["language"]
    blocks: list[Json] = [{"type": "header", "text": words(page["text"], HEADER)}, _beginnings(language, away=page["away"])]
    for part in page["parts"]:
        blocks.append({"type": "divider"})
        if part["title"]:
            blocks.append({"type": "header", "text": words(part["title"], HEADER)})
        for item in part["items"]:
            blocks += message(item["text"], asked_from(item["buttons"], confirm_from), card=False)
    return {"type": "home", "blocks": list(_numbered(blocks[:MOST]))}


def _beginnings(language: Language, *, away: bool) -> Json:
    other = "en" if language == "zh" else "zh"
    absence = (BACK, "back") if away else (AWAY, "away")
    offered = [(REQUEST, "request", language), (*absence, language), (LANGUAGE, "other-language", other)]
    return {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": HOME + name, "text": words(said(key, language), LABEL), "value": value}
            for name, key, value in offered
        ],
    }


def _numbered(blocks: list[Json]) -> Iterator[Json]:
    """No action_id twice: each message numbers its buttons from the beginning."""
    number = 0
    for block in blocks:
        if block["type"] == "actions" and not block["elements"][0]["action_id"].startswith(HOME):
            elements = []
            for one in block["elements"]:
                kind, _, _ = one["action_id"].partition("-")
                elements.append(one | {"action_id": f"{kind}-{number}"})
                number += 1
            block = block | {"elements": elements}
        yield block

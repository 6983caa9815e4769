"""Modals. One asks for the words of a button; it is opened at once, since Slack lets it be opened for three seconds only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.blocks import words as text_of
from adapters.slack.places import Place, place_in
from adapters.slack.reading import Deed
from adapters.slack.words import language_of_label, said
from bot.model import Language
from bot.ports import Json

#: The callback_ids: words for a button, a request, an absence.
WORDS, REQUEST, AWAY = "words", "request", "away"
#: The one field of a form that asks for words.
FIELD, GIVEN = "words", "given"
TITLE, LONGEST = 24, 3000


def modal(callback: str, title: str, blocks: list[Json], language: Language, **kept: str) -> Json:
    """A modal that keeps these few things until it is submitted, its language among them."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": text_of(title, TITLE),
        "submit": text_of(said("submit", language), TITLE),
        "close": text_of(said("close", language), TITLE),
        "private_metadata": json.dumps(kept | {"language": language}, ensure_ascii=False),
        "blocks": blocks,
    }


def field(block: str, label: str, element: Json, *, optional: bool = False, **more: Any) -> Json:
    """One field."""
    made: Json = {"type": "input", "block_id": block, "label": text_of(label, 2000), "element": element | {"action_id": GIVEN}, **more}
    return made | {"optional": True} if optional else made


def lines_of_text(*, multiline: bool = True, longest: int = LONGEST, initial: str = "") -> Json:
    """A field to write in."""
    made: Json = {"type": "plain_text_input", "multiline": multiline, "max_length": longest}
    return made | {"initial_value": initial[:longest]} if initial else made


def words_modal(deed: Deed, place: Place) -> Json:
    """Asks for the words that a pressed button wants."""
    language = language_of_label(deed.label)
    blocks: list[Json] = []
    if deed.headline:
        blocks.append({"type": "context", "elements": [text_of(deed.headline, LONGEST)]})
    blocks.append(field(FIELD, said("words", language), lines_of_text()))
    return modal(WORDS, deed.label, blocks, language, token=deed.value, place=str(place))


@dataclass(frozen=True, slots=True)
class Filled:
    """A submitted form: what it kept, and what was filled in."""

    kept: Mapping[str, str]
    values: Mapping[str, str]

    @property
    def place(self) -> Place:
        """Where it was opened from."""
        return place_in(self.kept["place"])

    @property
    def language(self) -> Language:
        """In which language it was."""
        return "en" if self.kept.get("language") == "en" else "zh"


def filled(view: Mapping[str, Any]) -> Filled:
    """What stands in a form. Raises ValueError where it is none of ours."""
    kept = json.loads(view.get("private_metadata") or "{}")
    values = {block: _value(fields[GIVEN]) for block, fields in view["state"]["values"].items() if GIVEN in fields}
    return Filled(kept, values)


def _value(given: Mapping[str, Any]) -> str:
    option = given.get("selected_option") or {}
    return str(given.get("value") or option.get("value") or given.get("selected_user") or given.get("selected_date") or "").strip()

"""Modals: for the words of a button, for a request, for an absence. What they ask for is in `bot.forms`; here is how it looks.

They are opened at once, since Slack lets one be opened for three seconds only after what somebody did.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.blocks import words as text_of
from adapters.slack.places import Place, place_in
from adapters.slack.reading import Deed
from adapters.slack.words import language_of_label, said
from bot.forms import Form, Forms
from bot.model import Language
from bot.ports import Json

#: The callback_ids: words for a button, a request, an absence.
WORDS, REQUEST, AWAY = "words", "request", "away"
#: The one field of a form that asks for words.
FIELD = "words"
TITLE, LONGEST = 24, 3000
#: The fields of a request; those of its facts begin with FACT. OWN stands for no action of the books'.
ACTION, AMOUNT, ABOUT, REASON, FACT, OWN = "action", "amount", "about", "reason", "fact:", "own"
#: Those of an absence.
FROM, UNTIL = "from", "until"


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
    made: Json = {"type": "input", "block_id": block, "label": text_of(label, 2000), "element": element | {"action_id": block}, **more}
    return made | {"optional": True} if optional else made


def lines_of_text(*, multiline: bool = True, longest: int = LONGEST) -> Json:
    """A field to write in."""
    return {"type": "plain_text_input", "multiline": multiline, "max_length": longest}


def words_modal(deed: Deed, place: Place) -> Json:
    """Asks for the words that a pressed button wants."""
    language = language_of_label(deed.label)
    blocks: list[Json] = []
    if deed.headline:
        blocks.append({"type": "context", "elements": [text_of(deed.headline, LONGEST)]})
    blocks.append(field(FIELD, said("words", language), lines_of_text()))
    return modal(WORDS, deed.label, blocks, language, token=deed.value, place=str(place))


def request_modal(forms: Forms, place: str, language: Language, action: str = "") -> Json:
    """A request; its fields follow the action that was chosen."""
    blocks = [_actions(forms, language, action)]
    form = forms.form(action, language)
    if form:
        blocks += _fields_of(form, language)
    if action:
        blocks.append(field(REASON, said("reason", language), lines_of_text(longest=1500)))
    return modal(REQUEST, said("request", language), blocks, language, place=place)


def _actions(forms: Forms, language: Language, action: str) -> Json:
    options = [_option(title, key) for key, title in forms.actions(language)] + [_option(said("own-words", language), OWN)]
    chosen = [one for one in options if one["value"] == action]
    select: Json = {"type": "static_select", "options": options} | ({"initial_option": chosen[0]} if chosen else {})
    return field(ACTION, said("action", language), select, dispatch_action=True)


def _fields_of(form: Form, language: Language) -> list[Json]:
    blocks: list[Json] = []
    if form.unit:
        hint = text_of(said("amount-hint", language), LONGEST)
        blocks.append(field(AMOUNT, said("amount", language), lines_of_text(multiline=False, longest=100), hint=hint))
    answers = [_option(said(key, language), key) for key in ("yes", "no", "open")]
    blocks += [field(FACT + fact, question, {"type": "radio_buttons", "options": answers}, optional=True) for fact, question in form.facts]
    blocks.append(field(ABOUT, said("target", language), {"type": "users_select"}, optional=True))
    return blocks


def _option(label: str, value: str) -> Json:
    return {"text": text_of(label, 75), "value": value}


def away_modal(place: str, today: str, language: Language) -> Json:
    """An absence: from when, until when."""
    first = field(FROM, said("from", language), {"type": "datepicker", "initial_date": today})
    last = field(UNTIL, said("until", language), {"type": "datepicker", "initial_date": today})
    return modal(AWAY, said("away", language), [first, last], language, place=place)


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
    def facts(self) -> dict[str, bool]:
        """The facts that were stated; what nobody knows isn't."""
        stated = {"yes": True, "no": False}
        given = {key.removeprefix(FACT): value for key, value in self.values.items() if key.startswith(FACT)}
        return {fact: stated[value] for fact, value in given.items() if value in stated}

    def wrong(self, forms: Forms) -> dict[str, str]:
        """What is wrong with a request or an absence, by its field."""
        action, amount = self.values.get(ACTION, ""), self.values.get(AMOUNT, "")
        if FROM in self.values and self.values.get(UNTIL, "") < self.values[FROM]:
            return {UNTIL: said("order", self.language)}
        if AMOUNT in self.values and forms.amount(action, amount) is None:
            return {AMOUNT: said("bad-amount", self.language)}
        return {}

    @property
    def language(self) -> Language:
        """In which language it was."""
        return "en" if self.kept.get("language") == "en" else "zh"


def filled(view: Mapping[str, Any]) -> Filled:
    """What stands in a form. Raises ValueError where it is none of ours."""
    kept = json.loads(view.get("private_metadata") or "{}")
    values = {block: _value(fields[block]) for block, fields in view["state"]["values"].items() if block in fields}
    return Filled(kept, values)


def _value(given: Mapping[str, Any]) -> str:
    option: Mapping[str, Any] = given.get("selected_option") or {}
    return str(given.get("value") or option.get("value") or given.get("selected_user") or given.get("selected_date") or "").strip()

"""A message as blocks: laid out by its lines, as bot/templates writes them.

A card's first line is its headline. `Label: value` has its label in bold, a line that begins with a dot or a hyphen is a
point of a list, the clause stands small below. Lines that go on with what somebody wrote are indented, so none of
them is ever taken for a line of ours. Nothing here is mrkdwn: whatever people write stays what they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from adapters.slack.words import language_of_label, said
from adapters.slack.writing import LONGEST_TEXT, cut, escaped
from bot.model import is_money
from bot.ports import Json
from bot.texts import CONTINUED

#: What the action_id of a button begins with: a press is handed on, or asks for words first, or shares an answer.
PRESS, WORDS, SHARE = "press", "words", "share"
#: The labels under which a card names its clauses.
CLAUSES = ("依据", "By")
STYLES = {"approve": "primary", "reject": "danger", "confirm": "danger"}
#: Slack's limits.
HEADER, LABEL, CONTEXT, ROW = 150, 75, 3000, 25

_LABELLED = re.compile(r"([^\s：:][^：:\n]{0,40}?)(：|: )(?=\S)")
_POINT = re.compile(r"[·\-] ")
_INDENT = CONTINUED.strip("\n")


def top(text: str) -> str:
    """The text at a message's top, for notifications and screen readers."""
    return escaped(cut(text, LONGEST_TEXT))


def message(text: str, buttons: Sequence[Json], *, card: bool) -> list[Json]:
    """The blocks of a message."""
    lines = text.split("\n")
    blocks: list[Json] = []
    if card:
        blocks.append({"type": "header", "text": words(lines.pop(0), HEADER)})
    blocks += _body(lines)
    return blocks + list(rows(buttons))


def words(text: str, most: int) -> Json:
    """Text that is nothing but text. Slack takes no empty ones."""
    return {"type": "plain_text", "text": cut(text, most) or " ", "emoji": False}


def rows(buttons: Sequence[Json], start: int = 0) -> Iterator[Json]:
    """Buttons, so many in a block as Slack takes; it breaks them into rows itself."""
    elements = [button(one, start + number) for number, one in enumerate(buttons)]
    for place in range(0, len(elements), ROW):
        yield {"type": "actions", "elements": elements[place : place + ROW]}


def asked_from(buttons: Sequence[Json], least: Decimal) -> list[Json]:
    """The same buttons, with a question before those that are worth so much, in whatever currency."""
    return [_asked(one) if _worth(one) >= least else one for one in buttons]


def _worth(given: Json) -> Decimal:
    amount = given.get("amount") or {}
    return Decimal(amount["value"]) if is_money(amount.get("unit", "")) else Decimal(0)


def _asked(given: Json) -> Json:
    question = said("large", language_of_label(given["label"]))
    return given if given.get("words") else {"confirm": {"text": f"{given['label']}\n{question}", "token": given["token"]}} | given


def button(given: Json, number: int) -> Json:
    """A button of the outbox's as one of Slack's. A question that is to be put first is put by Slack."""
    first = given.get("confirm")
    made: Json = {
        "type": "button",
        "action_id": f"{WORDS if given.get('words') else PRESS}-{number}",
        "text": words(given["label"], LABEL),
        "value": first["token"] if first else given["token"],
    }
    if given.get("kind") in STYLES:
        made["style"] = STYLES[given["kind"]]
    if first:
        language = language_of_label(given["label"])
        made["confirm"] = {
            "title": words(said("sure", language), 100),
            "text": words(first["text"], 300),
            "confirm": words(given["label"], 30),
            "deny": words(said("close", language), 30),
            "style": "danger",
        }
        made["style"] = "danger"
    return made


def share_button(token: str, label: str) -> Json:
    """A button that shows an answer to the whole channel."""
    return {"type": "actions", "elements": [{"type": "button", "action_id": SHARE, "text": words(label, LABEL), "value": token}]}


# By its lines -----------------------------------------------------------------------------------


def _body(lines: Sequence[str]) -> list[Json]:
    clauses, others = _apart(lines)
    blocks: list[Json] = []
    elements = list(_rich(others))
    if elements:
        blocks.append({"type": "rich_text", "elements": elements})
    if clauses:
        blocks.append({"type": "context", "elements": [words("\n".join(clauses), CONTEXT)]})
    return blocks


def _apart(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that name clauses, and all the others."""
    clauses: list[str] = []
    others: list[str] = []
    naming = False
    for line in lines:
        found = _LABELLED.match(line)
        naming = (found is not None and found.group(1) in CLAUSES) or (naming and line.startswith(("　　", "    ")))
        (clauses if naming else others).append(line.lstrip("　 ") if naming else line)
    return clauses, others


def _rich(lines: Sequence[str]) -> Iterator[Json]:
    """Paragraphs and lists, in their order."""
    for points, group in _grouped(lines):
        if points:
            items = [{"type": "rich_text_section", "elements": [_text(line[2:])]} for line in group]
            yield {"type": "rich_text_list", "style": "bullet", "elements": items}
        else:
            leaves = [leaf for number, line in enumerate(group) for leaf in _line(line, last=number == len(group) - 1)]
            if leaves:
                yield {"type": "rich_text_section", "elements": leaves}


def _grouped(lines: Iterable[str]) -> list[tuple[bool, list[str]]]:
    """Lines that belong together: the points of a list, or what isn't one."""
    groups: list[tuple[bool, list[str]]] = []
    for line in lines:
        going_on = line.startswith(_INDENT)
        points = groups[-1][0] if groups and going_on else bool(_POINT.match(line)) and len(line) > 2
        if points and going_on:
            groups[-1][1][-1] += "\n" + line.removeprefix(_INDENT)
        elif groups and groups[-1][0] is points:
            groups[-1][1].append(line)
        else:
            groups.append((points, [line]))
    return groups


def _line(line: str, *, last: bool) -> Iterator[Json]:
    end = "" if last else "\n"
    found = None if line.startswith(_INDENT) else _LABELLED.match(line)
    if found:
        yield _text(line[: found.end()], bold=True)
        line = line[found.end() :]
    line = line.removeprefix(_INDENT) + end
    if line:
        yield _text(line)


def _text(text: str, *, bold: bool = False) -> Json:
    return {"type": "text", "text": text or " ", **({"style": {"bold": True}} if bold else {})}

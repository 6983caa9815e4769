"""A message of ours -> what Telegram shows: HTML in parts of bearable length, and rows of buttons.

Words are only ever escaped, never interpreted. A part is measured as Telegram does, in UTF-16 units after its markup is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from unicodedata import east_asian_width

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ports import Json

#: UTF-16 units that one message holds.
LONGEST = 4096
#: Columns of a telephone's width that a row of buttons fills, and of the longest label.
ROW, WIDEST = 30, 120
#: So many buttons stand side by side, and so many under one message.
ABREAST, MOST = 4, 100
#: The colours that Telegram has for buttons; older apps show them all alike.
STYLES = {"approve": "success", "confirm": "success", "yes": "success", "reject": "danger", "no": "danger"}

_LABEL = re.compile(r"(?P<label>[^\W\d][^\n:：。；，,;/<>@]{0,23}(?:：|: ))(?=\S)")
#: Characters of two units; control characters but tab and line feed, and halves of characters.
_DOUBLE, _UNFIT = re.compile("[\U00010000-\U0010ffff]"), re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: Where a text is best cut, the best first: between paragraphs, lines, sentences, words.
_SEAMS = ("\n\n", "\n", "。", "！", "？", "；", ". ", "! ", "? ", "，", " ")


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + len(_DOUBLE.findall(text))


def shown_parts(text: str, *, card: bool = False) -> list[str]:
    """A text as HTML, in as many messages as it takes. On a card the headline and the labels stand out."""
    parts = list(_cut(_clean(text)))
    if not card:
        return [escape(part, quote=False) for part in parts]
    return ["\n".join(_lines(part, first=place == 0)) for place, part in enumerate(parts)]


def _lines(part: str, *, first: bool) -> Iterator[str]:
    for place, line in enumerate(part.split("\n")):
        label = _LABEL.match(line)
        if first and place == 0:
            yield f"<b>{escape(line, quote=False)}</b>"
        elif label:
            name, gap = label[0].rstrip(), " " if label[0].endswith(" ") else ""
            yield f"<b>{escape(name, quote=False)}</b>{gap}{escape(line[label.end() :], quote=False)}"
        else:
            yield escape(line, quote=False)


def _clean(text: str) -> str:
    """Without what Telegram can't take: control characters and half characters. An empty text is a dash."""
    return _UNFIT.sub("", text).strip() or "—"


def _cut(text: str) -> Iterator[str]:
    while units(text) > LONGEST:
        fits = _fitting(text)
        cut = next((at + len(seam) for seam in _SEAMS if (at := text.rfind(seam, fits // 2, fits - len(seam))) >= 0), fits)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip("\n ")
    if text:
        yield text


def _fitting(text: str) -> int:
    """How many characters fit into one message."""
    taken = 0
    for place, one in enumerate(text):
        taken += 2 if one > "\uffff" else 1
        if taken > LONGEST:
            return place
    return len(text)


# Buttons --------------------------------------------------------------------------------------


def keyboard(buttons: Iterable[Json]) -> InlineKeyboardMarkup | None:
    """Buttons in rows, as many abreast as can be read; None without any."""
    rows: list[list[InlineKeyboardButton]] = []
    room = 0
    for one in list(buttons)[:MOST]:
        label = _short(one["label"])
        width = columns(label) + 4
        if rows and len(rows[-1]) < ABREAST and width <= room:
            room -= width
        else:
            rows.append([])
            room = ROW - width
        rows[-1].append(InlineKeyboardButton(label, callback_data=one["token"], style=STYLES.get(one.get("kind", ""))))
    return InlineKeyboardMarkup(rows) if rows else None


def _short(label: str) -> str:
    label = " ".join(_clean(label).split())
    while columns(label) > WIDEST:
        label = label[:-2].rstrip() + "…"
    return label


def columns(text: str) -> int:
    """The width of a text; a Chinese character takes two columns."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)

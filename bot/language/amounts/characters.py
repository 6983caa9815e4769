"""The text, character by character: every width and script of a sign as the one that the patterns know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SIMPLE = str.maketrans(
    "萬億兩塊圓點來幾個數餘約過滿減優價顧張條號時給獎罰貳參叄陸", "万亿两块圆点来几个数余约过满减优价顾张条号时给奖罚贰参叁陆"
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain characters, one for each that is seen, and where each of them stands in `text`."""
    places: Sequence[int] = range(len(text))
    if _INVISIBLE.search(text):
        places = [place for place in places if not _INVISIBLE.match(text[place])]
        text = "".join(text[place] for place in places)
    return text.translate(_FOLDED), places


class _Folded(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code)).translate(_SIMPLE)
        return self[code]


_FOLDED = _Folded()


def _fold_character(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace() and char != "\n":
        return " "
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char

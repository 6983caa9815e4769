"""Which one of a row something is, and how many there are of a thing that is no unit: 第六次, a fourth night shift, four night shifts.

Whoever works the fourth has worked three before: for a number that must not be exceeded it counts as four.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.language.amounts.figures import Figure
from bot.language.amounts.numerals import read_numeral

_ENGLISH = {
    name: number
    for number, name in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 1
    )
}
_NAMES = "|".join(_ENGLISH)
#: 第六次, 第四个; not 第三病区 and not 第2条.
_CHINESE = re.compile(r"第(?=[0-9零一二两三四五六七八九十百]+(?:个|次|回|轮|趟|晚|夜|天|班|例|起|位|名|台|笔))")
#: A fourth, the 4th; not the fourth of May and not the second floor.
_WORD = re.compile(
    rf"(?<![a-z0-9])(?:(?P<word>{_NAMES})|(?P<figure>[0-9]{{1,3}})(?:st|nd|rd|th))"
    r"(?= (?!of |floor|ward|quarter|clause|half|time round)[a-z])"
)
#: Four night shifts: a number right before a word.
_HOW_MANY = re.compile(r"(?<![a-z0-9.,])(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)(?= [a-z])")


def find_ordinals(text: str) -> Iterator[Figure]:
    """All of them as counts, in no order."""
    for found in _CHINESE.finditer(text):
        if (numeral := read_numeral(text, found.end())) and numeral.value is not None:
            yield Figure(found.start(), numeral.end + 1, "count", numeral.value, numeral.value)
    for found in _WORD.finditer(text):
        value = Decimal(_ENGLISH[found["word"]] if found["word"] else int(found["figure"]))
        yield Figure(*found.span(), "count", value, value)
    for found in _HOW_MANY.finditer(text):
        numeral = read_numeral(text, found.start())
        if numeral and numeral.value is not None and numeral.end == found.end():
            yield Figure(*found.span(), "count", numeral.value, numeral.value)

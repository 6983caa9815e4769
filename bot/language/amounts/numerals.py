"""Numbers as people write and say them: digits, Chinese numerals, the two mixed, English words, and no number at all.

`read_numeral` reads the number that begins at a place, as far as it goes. What has two readings, or is no
number after all, comes back without a value and with the reason. This module knows no units and no currencies.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.amounts.digits import read_written
from bot.language.amounts.numeral import MAGNITUDES, POWER, Numeral
from bot.language.amounts.numerals_chinese import read_spoken
from bot.language.amounts.numerals_english import read_english

_VAGUE = (
    (re.compile(r"(?:好|大)?几[十百千万亿]+|(?<![人总次分份指参件天单])数[十百千万亿]+|[百千]儿八百"), ""),
    (re.compile(r"(?<![早晚马网线以加算之完达形组])[上成](?P<floor>[百千万亿]+)(?:上[千万])?(?=[块元人个名])"), "floor"),
    (re.compile(r"几(?=[块元毛])|若干(?=[块元])"), ""),
    (re.compile(r"(?<![一二两三四五六七八九] )(?P<about>[百千万]+)(?:[来把]|十来|八十)?(?=[块元])"), "about"),
    (re.compile(rf"(?:a few|several|a couple(?: of)?|couple of|some|many|a) (?:{POWER})s(?: of)?(?![a-z])"), ""),
    (re.compile(rf"(?:a few|several|a couple(?: of)?|couple of|some|many) (?:{POWER})(?![a-z])"), ""),
    (re.compile(r"(?:a few|several|a couple of|some)(?= (?:yuan|kuai|bucks|dollars|rmb)(?![a-z]))"), ""),
    (re.compile(rf"(?:{POWER})s(?: of)?(?![a-z])"), ""),
)
#: What any of these begins with.
_VAGUE_SIGNS = frozenset("好大几数百千万上成若ascmhtgb")


def read_numeral(text: str, at: int) -> Numeral | None:
    """The number beginning at `at`, which mustn't lie inside another; None where there is none."""
    sign = text[at : at + 1]
    if sign in _VAGUE_SIGNS and (vague := _read_vague(text, at)):
        return vague
    return read_written(text, at) or read_spoken(text, at) or (read_english(text, at) if sign.isascii() else None)


def _read_vague(text: str, at: int) -> Numeral | None:
    for pattern, group in _VAGUE:
        if match := pattern.match(text, at):
            found = Numeral(start=at, end=match.end(), why="vague")
            if not group:
                return found
            base = Decimal(1)
            for power in match[group][:4]:
                base *= MAGNITUDES[power]
            if group == "about":
                return found._replace(value=base, relation="about", why="")
            return found._replace(relation="over", low=base)
    return None

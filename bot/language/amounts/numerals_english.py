"""English numerals in words: a hundred and fifty, two and a half thousand, two point five."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.language.amounts.numeral import LONGEST, POWER, POWERS, WORDS, Numeral, times

_EN_WORD = re.compile(rf"(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))}|{POWER})(?![a-z])")
_EN_GAP = re.compile(r"[ -]")
_EN_AND = re.compile(r" and (?=[a-z])")
_EN_ONE = re.compile(rf"an? (?={POWER})")
_EN_HALF = re.compile(rf"half an? (?P<power>{POWER})(?![a-z])")
_EN_AND_HALF = re.compile(rf" and a half(?: (?P<power>{POWER}))?(?![a-z])")
_EN_POINT = re.compile(rf" point((?: (?:{'|'.join(list(WORDS)[:10])})(?![a-z]))+)")
ENGLISH_POWER = re.compile(rf"[ -]?(?P<power>{POWER}|mn|bn)(?![a-z])")


def read_english(text: str, at: int) -> Numeral | None:
    """The number in English words that begins at `at`: fifty, two hundred and ten, half a million."""
    found = Numeral(start=at, end=at)
    if half := _EN_HALF.match(text, at):
        power = Decimal(POWERS[half["power"]])
        return found._replace(end=half.end(), value=power / 2, factor=power)
    words, end = _english_words(text, at)
    if not words:
        return None
    value = _sum_english(words)
    small = len(words) == 1 and WORDS.get(words[0], 10) < 10
    found = found._replace(end=end, value=value, alone=not small, why="" if value is not None else "two-readings")
    return found if value is None else _finish_english(text, found._replace(factor=_english_factor(words)), value)


def _english_words(text: str, at: int) -> tuple[list[str], int]:
    one = _EN_ONE.match(text, at)
    words, end = (["one"], one.end() - 1) if one else ([], at)
    begin = one.end() if one else at
    between = text.endswith("between ", 0, at)
    while len(words) < LONGEST and (word := _EN_WORD.match(text, begin)):
        words.append(word["word"])
        end = word.end()
        gap = _EN_GAP.match(text, end)
        if joint := _EN_AND.match(text, end):
            gap = joint if not between and words[-1] in POWERS and _smaller(text, joint.end(), words[-1]) else None
        if gap is None:
            break
        begin = gap.end()
    return words, end


def _smaller(text: str, at: int, power: str) -> bool:
    """Whether what follows `and` continues the number: a hundred and fifty (thousand), but not a hundred and two hundred."""
    ahead: list[str] = []
    while len(ahead) < 4 and (word := _EN_WORD.match(text, at)):
        if POWERS.get(word["word"], 0) > POWERS[power]:
            break
        ahead.append(word["word"])
        at = word.end() + 1
    value = _sum_english(ahead)
    return value is not None and 0 < value < POWERS[power]


def _sum_english(words: Sequence[str]) -> Decimal | None:
    """What the words add up to; None where there are two ways to take them (one fifty)."""
    total, group, room, high = 0, 0, 10**12, 10**12
    for word in words:
        value = WORDS.get(word)
        if value is not None:
            if value >= room or (value == 0 and len(words) > 1):
                return None
            group += value
            room = 10 if value >= 20 else 1
        elif word == "hundred":
            if not 0 < group < 100:
                return None
            group, room = group * 100, 100
        else:
            if not group or POWERS[word] >= high:
                return None
            total, group, room, high = total + group * POWERS[word], 0, 1000, POWERS[word]
    return Decimal(total + group) if words else None


def _english_factor(words: Sequence[str]) -> Decimal:
    return Decimal(POWERS.get(words[-1], 1))


def _finish_english(text: str, found: Numeral, value: Decimal) -> Numeral:
    """two and a half thousand, two point five thousand."""
    if half := _EN_AND_HALF.match(text, found.end):
        factor = Decimal(POWERS[half["power"]]) if half["power"] else found.factor
        base = value * factor if half["power"] else value
        return found._replace(end=half.end(), value=base + factor / 2, factor=factor, alone=True)
    if point := _EN_POINT.match(text, found.end):
        figures = "".join(str(WORDS[word]) for word in point[1].split())
        if len(figures) > LONGEST:
            return found._replace(end=point.end(), value=None, why="not-a-number")
        found = found._replace(end=point.end(), value=Decimal(f"{value}.{figures}"))
        if power := ENGLISH_POWER.match(text, found.end):
            return times(found, Decimal(POWERS.get(power["power"], 10**6)), power.end())
    return found

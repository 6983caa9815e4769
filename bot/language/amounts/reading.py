"""Reading one mention after another: from each opening as far as what was said there goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_UP, Decimal

from msgspec.structs import replace

from bot.language.amounts.labels import SMALL_LABEL, is_label, is_rate, is_reached, label_end, runs_on
from bot.language.amounts.mention import Mention, Piece, Read, unreliable
from bot.language.amounts.numeral import Numeral, tidy, without_value
from bot.language.amounts.numerals import read_numeral
from bot.language.amounts.openings import OPENING
from bot.language.amounts.settling import settle
from bot.language.amounts.surroundings import Around, look_left
from bot.language.amounts.units import BARE, CURRENCY_AFTER, RATE_BEFORE, UNIT, UNITS, Unit
from bot.model import Quantity

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_TIMES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_ORDINALS = {"tenth": Decimal(10), "fifth": Decimal(20), "quarter": Decimal(25), "third": None}
_HUNDRED = re.compile(r"百(?![0-9零一二三四五六七八九])")
_DISCOUNT_VERB = re.compile(r"打(?:了|个)*$")


def scan(text: str) -> list[Piece]:
    """The mentions one after another; which of them belong together is for later."""
    pieces: list[Piece] = []
    at = floor = 0
    while opening := OPENING.search(text, at):
        piece, at = _READERS[str(opening.lastgroup)](text, opening, floor)
        if piece is not None:
            pieces.append(piece)
            floor = piece.mention.end
    return pieces


def _skip(_text: str, opening: re.Match[str], _floor: int) -> Read:
    return None, opening.end()


def _read_name(text: str, opening: re.Match[str], floor: int) -> Read:
    """张三一百 is a name and a hundred; 李四五百 may also be Li and four or five hundred."""
    at = opening.end() - 1
    whole = read_numeral(text, at)
    if whole is None or whole.end <= opening.end() or whole.why in ("two-readings", "label"):
        return None, opening.end()
    piece, end = _read_numeral_at(text, at, floor)
    if piece is None:
        return None, opening.end()
    return piece._replace(mention=unreliable(piece.mention, "two-readings")), end


def _read_half(_text: str, opening: re.Match[str], _floor: int) -> Read:
    piece, end = _fixed(opening, Decimal(50), "percent")
    return piece and piece._replace(mention=replace(piece.mention, share=Decimal(50))), end


def _read_free(_text: str, opening: re.Match[str], _floor: int) -> Read:
    return _fixed(opening, Decimal(100), "percent")


def _read_vague(_text: str, opening: re.Match[str], _floor: int) -> Read:
    return _fixed(opening, None, "CNY" if "钱" in opening.group() else "number", "vague")


def _read_part(_text: str, opening: re.Match[str], _floor: int) -> Read:
    off = _ORDINALS[opening["ordinal"]]
    return _fixed(opening, off, "percent", "" if off else "not-a-number")


def _read_share(_text: str, opening: re.Match[str], _floor: int) -> Read:
    """A fifth of the price, 一半: a share of a whole, and no discount."""
    piece, end = _fixed(opening, None, "share")
    share = Decimal(100 * _TIMES[opening["times"] or "one"]) / _PARTS[opening["share_of"] or "half"]
    share = tidy(share.quantize(Decimal("0.01"), rounding=ROUND_UP))  # a third is no less than it is
    return piece and piece._replace(mention=replace(piece.mention, share=share)), end


def _read_points(text: str, opening: re.Match[str], floor: int) -> Read:
    """Half a percentage point, a quarter of a point off the rate."""
    of_a_rate = opening["of_a_rate"] or RATE_BEFORE.search(text, 0, opening.start())
    if not of_a_rate:
        return None, opening.end()
    part = Decimal(_TIMES[opening["point_times"] or "one"]) / _PARTS[opening["point_part"] or "half"]
    value = tidy(part.quantize(Decimal("0.01"), rounding=ROUND_UP))
    numeral = Numeral(start=opening.start(), end=opening.end(), value=value)
    return _finish(text, numeral, Unit("", "points", "percent"), opening.end(), floor)


def _fixed(opening: re.Match[str], value: Decimal | None, unit: str, why: str = "") -> Read:
    quantity = None if value is None else Quantity(value=value, unit=unit)
    mention = Mention(start=opening.start(), end=opening.end(), quantity=quantity, unit=unit, cut=unit == "percent", why=why)
    return Piece(mention=mention), opening.end()


def _read_fraction(text: str, opening: re.Match[str], floor: int) -> Read:
    """百分之十, 三分之一, 千分之五."""
    above = read_numeral(text, opening.end())
    if opening["below"] == "百" and (whole := _HUNDRED.match(text, opening.end())):
        above = Numeral(start=opening.start(), end=whole.end(), value=Decimal(100))
    if above is None:
        return None, opening.end()
    below = _denominator(opening["below"])
    numeral = above._replace(start=opening.start(), relation="exact", alone=True)
    if above.value is None or below is None:
        numeral = numeral._replace(value=None, low=None, high=None, why=above.why or "two-readings")
    else:
        share = (above.value * 100 / below).quantize(Decimal("1e-9"))
        exact = share * below == above.value * 100
        numeral = numeral._replace(value=tidy(share) if exact else None, why="" if exact else "not-a-number")
    return _finish(text, numeral, Unit("", "percent", "percent"), numeral.end, floor)


def _denominator(said: str) -> Decimal | None:
    if said in ("百", "千", "万"):
        return Decimal({"百": 100, "千": 1000, "万": 10**4}[said])
    numeral = read_numeral(said, 0)
    return numeral.value if numeral and numeral.value and numeral.end == len(said) else None


def _read_number(text: str, opening: re.Match[str], floor: int) -> Read:
    return _read_numeral_at(text, opening.start(), floor)


def _read_numeral_at(text: str, at: int, floor: int) -> Read:
    numeral = read_numeral(text, at)
    if numeral is None:
        return None, at + 1
    numeral = _before_full_stop(text, numeral)
    if currency := CURRENCY_AFTER.match(text, numeral.end):
        unit = Unit("", "coin" if currency["coin"] else "money", str(currency.lastgroup))
        return _finish(text, numeral, unit, currency.end(), floor)
    found = UNIT.match(text, numeral.end)
    unit = UNITS[int(str(found.lastgroup)[1:])] if found else BARE
    if found and unit.kind == "label" and "point" in found.group() and RATE_BEFORE.search(text, 0, numeral.start):
        unit = Unit("", "points", "percent")
    if found is None or (unit.cap is not None and (numeral.value is None or numeral.value > unit.cap)):
        return _finish(text, numeral, BARE, numeral.end, floor)
    return _finish(text, numeral, unit, found.end(), floor)


def _before_full_stop(text: str, numeral: Numeral) -> Numeral:
    """罚100.3个人 was two sentences before 。 became a full stop: nobody counts tenths of people."""
    stop = text.find(".", numeral.start, numeral.end)
    if not numeral.written or numeral.value is None or stop <= numeral.start or not numeral.value % 1:
        return numeral
    found = UNIT.match(text, numeral.end)
    unit = UNITS[int(str(found.lastgroup)[1:])] if found else BARE
    half = numeral.value % 1 == Decimal("0.5") and numeral.value < SMALL_LABEL and unit.unit in ("day", "count")
    counted = unit.unit in ("person", "day", "count") or unit.cap is not None
    return (read_numeral(text[:stop], numeral.start) or numeral) if counted and not half else numeral


def _finish(text: str, numeral: Numeral, unit: Unit, end: int, floor: int) -> Read:
    """The mention that a number makes together with its unit and the words around it."""
    left = look_left(text, numeral.start, floor)
    if unit.kind == "hong-kong-fold":
        is_fold = _DISCOUNT_VERB.search(left.text)
        unit, end = (unit._replace(kind="fold"), end) if is_fold else (BARE, numeral.end)
    rate = (unit.kind == "percent" and is_rate(text, left, end)) or (unit.unit == "percent" and is_reached(left))
    if rate or is_label(text, numeral, unit, left, floor):
        return None, label_end(text, max(end, numeral.end))
    if left.currency and unit.kind not in ("money", "coin"):
        return settle(text, _after_currency(text, Around(numeral, unit, left, end)))
    if unit.kind == "measure" and numeral.value is None and numeral.relation != "range":
        return None, end
    return settle(text, Around(numeral, unit, left, end))


def _after_currency(text: str, around: Around) -> Around:
    """¥100, where no word for money follows: $5m is no amount, ¥10% has two readings."""
    numeral, unit, left, end = around
    if unit.kind in ("percent", "points", "basis", "fold", "tenth"):
        numeral = without_value(numeral, "two-readings")
    elif unit.kind != "number":
        end = numeral.end
    elif runs_on(text, numeral, unit):
        numeral, end = without_value(numeral, numeral.why or "not-a-number"), label_end(text, end)
    return Around(numeral, Unit("", "money", left.currency), left, end)


_READERS: dict[str, Callable[[str, re.Match[str], int], Read]] = {
    "skip": _skip,
    "name": _read_name,
    "half": _read_half,
    "free": _read_free,
    "vague": _read_vague,
    "fraction": _read_fraction,
    "part": _read_part,
    "share": _read_share,
    "points": _read_points,
    "number": _read_number,
}

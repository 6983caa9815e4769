"""Two mentions that belong together: the ends of one range, or the two prices of one price cut."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_UP, Decimal

from msgspec.structs import replace

from bot.language.amounts.labels import SMALL_LABEL
from bot.language.amounts.mention import UNPAYABLE, Mention, Piece, unreliable
from bot.language.amounts.numeral import tidy
from bot.language.amounts.settling import settle
from bot.language.amounts.surroundings import RANGE_MARK, WINDOW, Around, Left
from bot.language.amounts.units import BARE
from bot.model import Quantity

#: How far apart the two prices of one price cut may stand.
REACH = 14

_OLD_PRICE = re.compile(r"(?:原价|原来|原本|原先|标价|定价|从|由|(?<![a-z])(?:was|were|from|originally|list price(?: of)?)) ?$")
_NEW_PRICE = re.compile(r"[,，]? ?(?:现在|现|只?卖|只?收|实收|now|->|→)(?:只要|只卖|只收|卖|收|价|是)?(?: is| only| just)?[: ]*")
_CUT_TO = re.compile(
    r"[,，]? ?(?:的?(?:降价?|减|便宜|优惠)(?:到|至|为)|现价|(?:marked |cut |going )?down to|(?:reduced|cut|lowered) to)[:： ]*"
)
_RISE_TO = re.compile(r"[^,.;!?，。；0-9]{0,5}?(?:涨|提|升|加|调|抬)(?:价|高|升|价格)?(?:到|至|成|为)[: ]*")
_RISES = re.compile(r"(?:rais|increas|rise|rising|rose|put(?:s|ting)? up|go(?:es|ing)? up|went up|mark(?:s|ed|ing)? up)[^,.;!?]*? from $")
_REBATE = re.compile(r" ?(?:立减|直减|减|送|返) ?")
_AND = re.compile(r" and ")
_BETWEEN = re.compile(r"between $")


def join(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with two that make one range or one price cut as one."""
    joined: list[Piece] = []
    for piece in pieces:
        pair = _pair(text, joined[-1], piece) if joined else None
        if pair is None:
            joined.append(piece)
        else:
            joined[-1:] = pair
    return joined


def _pair(text: str, first: Piece, second: Piece) -> list[Piece] | None:
    start, end = first.mention.end, second.mention.start
    if not 0 < end - start <= REACH or first.numeral is None or second.numeral is None:
        return None
    between = text[start:end]
    before = text[max(0, first.mention.start - WINDOW) : first.mention.start]
    payable = {first.mention.unit, second.mention.unit}.isdisjoint(UNPAYABLE)
    if payable and (_RISE_TO.fullmatch(between) or (between == " to " and _RISES.search(text, 0, first.mention.start))):
        return _price_change(first, second)
    if RANGE_MARK.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)):
        return _range(text, first, second, between)
    if not payable:
        return None
    if _REBATE.fullmatch(between):
        if before.endswith("买"):  # 买1送1 is no money
            return []
        return [_spanning(first, second, unreliable(first.mention, "two-readings"), "CNY")]
    if _CUT_TO.fullmatch(between) or (_NEW_PRICE.fullmatch(between) and _OLD_PRICE.search(before)):
        return _price_change(first, second)
    return None


def _spanning(first: Piece, second: Piece, mention: Mention, unit: str) -> Piece:
    return first._replace(mention=replace(mention, end=second.mention.end, unit=unit), numeral=None)


def _value(mention: Mention) -> Decimal | None:
    return mention.quantity.value if mention.quantity else None


def _price_change(first: Piece, second: Piece) -> list[Piece] | None:
    """原价200现价90 is 55 percent off; a fraction is rounded up, so that no limit takes it for less than it is.

    从 100 涨到 104 takes nothing off: it is a share of 4 percent.
    """
    old, new = _value(first.mention), _value(second.mention)
    units = {first.mention.unit, second.mention.unit} - {"number"}
    if old is None or new is None or len(units) > 1:
        return None
    if new >= old:
        rise = tidy(((new - old) * 100 / old).quantize(Decimal("0.01"), rounding=ROUND_UP)) or None
        return [_spanning(first, second, replace(unreliable(first.mention, "not-positive"), cut=True, share=rise), "percent")]
    off = tidy(((old - new) * 100 / old).quantize(Decimal("0.01"), rounding=ROUND_UP))
    mention = replace(first.mention, quantity=Quantity(value=off, unit="percent"), relation="exact", high=None, each=False, cut=True)
    return [_spanning(first, second, mention, "percent")]


def _range(text: str, first: Piece, second: Piece, between: str) -> list[Piece] | None:
    """100到200, 3-5天, 8到9折; 5-1 is a date or a score and is dropped."""
    first = _in_the_same_unit(text, first, second)
    one, two = _value(first.mention), _value(second.mention)
    unit = first.mention.unit
    if one is None or two is None or not _compatible(first, second):
        return None
    if first.numeral and second.numeral and first.numeral.factor == 1 < second.numeral.factor:
        one *= second.numeral.factor if one < two / second.numeral.factor else 1  # 3到5百
    ends = (first.mention, second.mention)
    each, cut = any(end.each for end in ends), any(end.cut for end in ends)
    base = replace(first.mention, quantity=None, each=each, cut=cut, share=None, high=None)
    if one > two and unit != "percent":
        if second.unit.kind == "measure":
            return None
        if second.unit == BARE and between == "-" and one <= SMALL_LABEL:
            return []
        return [_spanning(first, second, unreliable(base, "two-readings"), unit)]
    low, high = sorted((one, two))
    return [_spanning(first, second, replace(base, relation="range", low=low, high=high, why="range"), unit)]


def _compatible(first: Piece, second: Piece) -> bool:
    """Whether the two have one unit, or the second an amount's number without one (100元到200)."""
    one, two = first.mention.unit, second.mention.unit
    return one == two or (two == "number" and first.unit.kind in ("money", "coin"))


def _in_the_same_unit(text: str, first: Piece, second: Piece) -> Piece:
    """The 8 of 8到9折, and the 3 of 3到5天, in the unit that was said only once."""
    if first.unit != BARE or first.numeral is None or second.unit == BARE:
        return first
    start, end = first.mention.start, first.mention.end
    read, _ = settle(text[:end], Around(first.numeral, second.unit, Left("", start), end))
    if read is None or read.mention.quantity is None:
        return first
    return read._replace(mention=replace(read.mention, start=start, end=end), thing=second.thing)

"""The mention that a number makes together with its unit and the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from bot.language.amounts.bounds import find_bound
from bot.language.amounts.discounts import tell_basis, tell_fold, tell_percent, tell_tenth
from bot.language.amounts.mention import UNPAYABLE, Mention, Piece, Read
from bot.language.amounts.money import tell_cent, tell_dime, tell_money
from bot.language.amounts.numeral import LONGEST, Numeral, tidy, without_value
from bot.language.amounts.surroundings import Around
from bot.language.amounts.things import TOTAL_AFTER, TOTAL_AHEAD, TOTAL_BEFORE, counted, find_each, for_all, thing_of
from bot.language.amounts.worth import Told, tell_plain
from bot.model import Quantity

_VALUES: dict[str, Callable[[str, Around], Told]] = {
    "number": tell_plain,
    "measure": tell_plain,
    "money": tell_money,
    "coin": tell_money,
    "dime": tell_dime,
    "cent": tell_cent,
    "fold": tell_fold,
    "tenth": tell_tenth,
    "percent": tell_percent,
    "points": tell_percent,
    "basis": tell_basis,
}
#: The bounds within which a share counts as what was said.
_SURE = ("exact", "at-most", "about")
_PRODUCT = re.compile(r" ?[x×*] ?[0-9]")
#: 三天半.
_HALF_BEHIND, _HALF = re.compile(r"半(?![天日夜个小价月年])| and a half"), Decimal("0.5")
_FAULTS: tuple[tuple[Callable[[Decimal, str], bool], str], ...] = (
    (lambda value, _: value <= 0, "not-positive"),
    (lambda value, unit: value > (100 if unit == "percent" else Decimal(10) ** LONGEST), "not-a-number"),
    (lambda value, unit: unit != "percent" and value != round(value, 2), "two-readings"),
)


def settle(text: str, around: Around) -> Read:
    """The mention around a number that has its unit, and where it ends."""
    left = around.left
    told = _VALUES[around.unit.kind](text, around)
    if told.unit == "day" and told.numeral.value is not None and (half := _HALF_BEHIND.match(text, told.end)):
        told = told._replace(numeral=told.numeral._replace(value=told.numeral.value + _HALF), end=half.end())
    if _PRODUCT.match(text, told.end):
        told = told._replace(numeral=without_value(told.numeral, "two-readings"))
    told = told._replace(numeral=_sound(told, negative=left.negative))
    bound, start, end = find_bound(text, left, told.end, price=told.price)
    if told.unit in UNPAYABLE:
        thing = counted(text, around) if around.unit.kind == "measure" else ""
        return Piece(_state(told, bound, start, end), around.numeral, around.unit, thing), end
    each, end = find_each(text, left, told.end, end)
    total = TOTAL_BEFORE.search(left.text) or TOTAL_AFTER.match(text, told.end)
    shared = not each and not total and not TOTAL_AHEAD.search(left.text) and for_all(text, left, told.end)
    mention = _state(told, bound, start, end, each=bool(each or shared))
    return Piece(mention, around.numeral, around.unit, "person" if shared else thing_of(each), bool(total and not each)), end


def _sound(told: Told, *, negative: bool) -> Numeral:
    """The numeral without its value if nothing of the kind can be granted."""
    numeral, value = told.numeral, told.numeral.value
    why = "two-readings" if numeral.why == "label" else numeral.why
    if negative:
        return without_value(numeral, "not-positive")
    if value is None:
        return numeral._replace(why=why) if numeral.relation in ("over", "range") else without_value(numeral, why)
    fault = next((fault for fails, fault in _FAULTS if fails(value, told.unit)), "")
    return without_value(numeral, fault) if fault else numeral._replace(value=tidy(value))


def _state(told: Told, bound: str, start: int, end: int, *, each: bool = False) -> Mention:
    numeral, value = told.numeral, told.numeral.value
    share = None if told.share is None or not 0 < told.share <= 100 or bound not in _SURE or numeral.why == "not-positive" else told.share
    rough = bound == "about" or numeral.relation == "about"
    make = partial(Mention, start=start, end=end, unit=told.unit, each=each, cut=told.cut, share=share, rough=rough)
    if numeral.relation in ("over", "range"):
        why = numeral.why or "range"
        return make(quantity=None, relation=numeral.relation, low=numeral.low, high=numeral.high, why=why)
    if value is None:
        return make(quantity=None, why=numeral.why)
    if not bound:
        return make(quantity=None, why="two-readings")
    if bound == "over":
        return make(quantity=None, relation="over", low=value, why="range")
    relation = numeral.relation if bound == "exact" else bound
    high = value if relation == "at-most" else None
    return make(quantity=Quantity(value=value, unit=told.unit), relation=relation, high=high)

"""What a number is worth in percent off the price: 九五折, 打到九成, 优惠10%, 按90%收."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.amounts.bounds import BOUND_BEFORE
from bot.language.amounts.numeral import Numeral, convert, plus, without_value
from bot.language.amounts.surroundings import Around, Left
from bot.language.amounts.worth import FIGURE, Told, read_figure, stands_free

#: A price in percent below this is more likely the cut itself, said loosely.
PLAUSIBLE_PRICE = 50

#: 一成 by itself is a cut; of 九成 nobody can tell.
PLAUSIBLE_CUT = 30

#: What the words around a percentage or 成 make of it: the price itself, the cut, or no cut at all.
_SHARE_BEFORE = re.compile(
    r"(?:(?P<cut>(?:少[收付交给要]|便宜|让利|优惠|减免|减|降价|降|折让|让|折扣|打折|少)(?:了|个|他|她|其)?"
    r"|(?<![a-z])(?:by|discount of|less))"
    r"|(?P<rise>(?:涨价?|上浮|提价|加价|上调)(?:了)?|(?<![a-z])(?:increase|raise|up)(?: by)?)"
    r"|(?P<price>(?:打到|打|按照?(?:(?:原|标|定|售|全|牌)价的?)?|收取?|付|卖|降到|降至|降为|减到|减至)(?:了|个|他|她)?"
    r"|(?<![a-z])(?:at|pay|charge|(?<!up )to))) ?$"
)
_SHARE_AFTER = re.compile(
    r" ?(?:(?P<cut>off|(?:comes?|came|goes|went|taken|knocked|is) off"
    r"|from (?:the|his|her|their|its) (?:price|bill|total|invoice|tab)(?![a-z])"
    r"|(?:的)?(?:折扣|优惠|减免)|(?:discount|reduction|rebate|cheaper|less)(?![a-z]))"
    r"|(?P<price>收|计价?|算|结账|结算|[埋买]单|的价|of (?:(?:the )?(?:full |list |original )?price|list)(?![a-z])))"
)

#: What is said of a price, and of much else: the house is at 80 %.
_LOOSE = re.compile(r"(?:at|to) ?")

#: Nor is a share of somebody's pay percent off a price.
_PAY_AFTER = re.compile(r" ?(?:的?(?:工资|薪|奖金|提成|绩效|底薪)|of (?:the |his |her |their )?(?:pay|salary|wages?|bonus))")
_TENTH_TAIL = re.compile(f"{FIGURE}|半")

#: Up to which figure 折 means what; '' is a price that can be worked out. 12折 and 20折 nobody says.
_FOLDS = (
    (Decimal(0), "not-positive"),
    (Decimal("0.999"), "two-readings"),
    (Decimal("9.999"), ""),
    (Decimal(10), "not-positive"),
    (Decimal(20), "two-readings"),
    (Decimal("99.999"), ""),
)


def tell_fold(text: str, around: Around) -> Told:
    """9 折, 九五折 and 85 折 in percent off."""
    numeral, end = around.numeral, around.end
    if numeral.figures and len(numeral.figures) == 2:
        value = Decimal(numeral.figures) if not numeral.why or numeral.why == "two-readings" else None
        numeral = numeral._replace(value=value, relation="exact", low=None, high=None, why="" if value else "two-readings")
    if text.startswith("半", end) and numeral.value in range(1, 10):
        numeral, end = plus(numeral, Decimal("0.5")), end + 1
    if numeral.relation == "over":
        numeral = without_value(numeral, "two-readings")
    why = "" if numeral.value is None else _fold_fault(numeral.value)
    if why:
        numeral = numeral._replace(value=None, why=why)
    return Told(convert(numeral, _off_fold), "percent", end, price=True, cut=True)


def _fold_fault(value: Decimal) -> str:
    why = next((why for most, why in _FOLDS if value <= most), "not-a-number")
    return "two-readings" if not why and value >= 20 and value % 10 == 0 else why


def _off_fold(value: Decimal) -> Decimal:
    return 100 - (value * 10 if value < 10 else value)


def tell_tenth(text: str, around: Around) -> Told:
    """三成, 一成五 and 打到九成 in percent off."""
    numeral, end = around.numeral, around.end
    tail = _TENTH_TAIL.match(text, end)
    if tail and stands_free(text, tail.end()):
        more = Decimal("0.5") if tail.group() == "半" else read_figure(tail.group()) / 10
        numeral, end = plus(numeral, more), tail.end()
    return _share(text, convert(numeral, lambda value: value * 10), around.left, end, spoken=True)


def tell_percent(text: str, around: Around) -> Told:
    """优惠10% and 按90%收 in percent off."""
    return _share(text, around.numeral, around.left, around.end)


def tell_basis(text: str, around: Around) -> Told:
    """20 basis points, 20 个基点 in percent."""
    return _share(text, convert(around.numeral, lambda value: value / 100), around.left, around.end)


def _share(text: str, numeral: Numeral, left: Left, end: int, *, spoken: bool = False) -> Told:
    """A share of the price as percent off: 优惠10%, 按90%收, 打到九成."""
    after = _SHARE_AFTER.match(text, end)
    peeled = BOUND_BEFORE.sub("", left.text)
    before = _SHARE_BEFORE.search(left.text) or _SHARE_BEFORE.search(peeled)
    ahead, behind = before.lastgroup if before else "", after.lastgroup if after else ""
    said = (before.group() if before else "") + (after.group() if after else "")
    meaning = behind if behind == "cut" else ahead or behind
    told = Told(numeral, "percent", after.end() if after and behind == meaning else end, cut=meaning == "cut", share=numeral.value)
    value = numeral.low or Decimal(0) if numeral.value is None else numeral.value
    if meaning == "price" and PLAUSIBLE_PRICE <= value <= 100:
        return told._replace(numeral=convert(numeral, lambda share: 100 - share), price=True, cut=not _LOOSE.fullmatch(said))
    doubtful = meaning in ("price", "rise") or _PAY_AFTER.match(text, end) or ("折" in said and value >= PLAUSIBLE_PRICE)
    if doubtful or (spoken and not meaning and value > PLAUSIBLE_CUT):
        return told._replace(numeral=without_value(numeral, "two-readings"))
    return told

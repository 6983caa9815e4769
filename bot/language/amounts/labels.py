"""Numbers that only name something: a team, a room, an order, a clause, a time; and rates, which speak of no price."""

from __future__ import annotations

import re

from bot.language.amounts.bounds import BOUND_AFTER
from bot.language.amounts.numeral import Numeral
from bot.language.amounts.surroundings import Left
from bot.language.amounts.things import EACH_AFTER
from bot.language.amounts.units import Unit

SMALL_LABEL = 31

#: Before a bare number: it is the name of something, not an amount. Letters and digits alike.
_LABEL_BEFORE = re.compile(
    r"(?:第|#|双|qq"
    r"|(?:电话|手机|号码|编号|单号|订单|工号|尾号|房间|房号|桌号|卡号|床号|账号|包[间厢]|会议室|版本|方案|选项|序号|条款|微信|身份证|合同)[号码是为]{0,2}"
    r"|(?<![a-z])(?:clauses?|sections?|articles?|rules?|no\.?|orders?|phone|tel|rooms?|suite|table|bed|ward|flight|folio|ticket|id"
    r"|version|option|page|chapter|step|item|extension|ext\.?)(?: (?:no\.?|number))?"
    r"|(?<![a-z])(?:booking|reservation|invoice|receipt|seat|card) (?:no\.?|number))[:. ]{0,2}$"
)
#: Behind a bare number: the room or the bed of whom it names.
_LABEL_BEHIND = re.compile(r" ?的(?:客人|住客|房客|病人|患者)|'s(?![a-z])")

#: The same for small numbers only.
_SMALL_LABEL_BEFORE = re.compile(
    r"(?:组|客服|楼|班|队|级|(?<![a-z])(?:top|group|team|level|shift|grade|floor|at|may|june|july|january|february|march|april"
    r"|august|september|october|november|december))[: ]?$"
)
_LABEL_HEAD = re.compile(r"[a-z_/]$|[a-z0-9]-$")
_LETTER = re.compile(r"[a-z_]")
_LABEL_TAIL = re.compile(r"[a-z0-9_]*")

#: Eight digits and more without a unit are a phone number or an id, if they aren't round.
_PHONE = re.compile("[0-9]{4,}(?!0000)[0-9]{4}")

#: A percentage that speaks of no price.
_RATE_BEFORE = re.compile(
    r"(?:(?<!折扣)(?<!优惠)率|满意度|占比?|比例|进度|(?<![a-z])(?:rate|score|share)(?: of| is| was)?"
    r"|(?<![a-z])(?:occupancy|attendance|turnout|capacity|utili[sz]ation|humidity)"
    r"(?: (?:of|is|was|at|now|only|about|around|below|under|above|over|stands|currently))*)[是为达到了约只有低高于: ]{0,4}$"
)
#: 下调贷款利率1.6%, "cut the loan rate 0.2%": by so much.
_RATE_CHANGED = re.compile(
    r"(?:[上下][调浮]|[调降]低|提高|降|减|让|优惠)了?[^,.;!?0-9率]{0,6}[利费息]率 ?$"
    r"|(?<![a-z])(?:reduc|cut|lower|rais|increas)[a-z]* (?:[a-z']+ ){0,4}rate $"
)
#: 贷款利率降到3%: that is what it then is, and not by how much it changes.
_RATE_REACHED = re.compile(
    r"[利费息]率[^,.;!?0-9]{0,4}(?:[降减调升提涨加]|[上下][调浮])[了低高]?[到至为] ?$"
    r"|(?<![a-z])(?:rates?|interest) (?:(?:up|down|back) )?to $"
)
_RATE_AFTER = re.compile(
    r" ?(?:的?(?:顾客|客户|人|员工|客服|订单|时间|电话|投诉|(?!折扣|优惠)[\u4e00-\u9fff]{1,3}率)"
    r"|(?:occupancy|occupied|full|booked|attendance|turnout|capacity|utili[sz]ation|humidity|complete|done|sure|certain)(?![a-z])"
    r"|of (?:the |our |all |my )?(?:customers|clients|people|staff|agents|orders|calls|time))"
)


def is_label(text: str, numeral: Numeral, unit: Unit, left: Left, floor: int) -> bool:
    """Whether the number only names something: a team, a room, an order, a time."""
    if left.currency or unit.kind in ("money", "coin", "percent", "points", "basis", "fold", "tenth"):
        return False
    if numeral.why == "label" or unit.kind == "label":
        return True
    before = text[max(floor, left.start - 2) : left.start]
    if numeral.written and (_LABEL_HEAD.search(before) or runs_on(text, numeral, unit)):
        return True
    if unit.kind != "number":
        return False
    if not numeral.alone or numeral.pointed or _PHONE.fullmatch(text, numeral.start, numeral.end):
        return True
    small = numeral.value is not None and numeral.value <= SMALL_LABEL
    return bool(
        _LABEL_BEFORE.search(left.text) or _LABEL_BEHIND.match(text, numeral.end) or (small and _SMALL_LABEL_BEFORE.search(left.text))
    )


def is_rate(text: str, left: Left, end: int) -> bool:
    """Whether the percentage is of people, calls or the like: 满意度90%, 90% of customers; a rate that is changed by it is none."""
    named = _RATE_BEFORE.search(left.text) and not _RATE_CHANGED.search(left.text)
    return bool(named or _RATE_AFTER.match(text, end))


def is_reached(left: Left) -> bool:
    """Whether it is what an interest rate or a fee comes to: 利率降到3%."""
    return bool(_RATE_REACHED.search(left.text))


def runs_on(text: str, numeral: Numeral, unit: Unit) -> bool:
    """100abc is no amount, but 100each is."""
    if unit.kind != "number" or not _LETTER.match(text, numeral.end):
        return False
    return not (EACH_AFTER.match(text, numeral.end) or BOUND_AFTER.match(text, numeral.end))


def label_end(text: str, at: int) -> int:
    """Where a label ends: a3b is one, while 1组 ends before 100."""
    tail = _LABEL_TAIL.match(text, at) if text[at - 1].isascii() else None
    return tail.end() if tail else at

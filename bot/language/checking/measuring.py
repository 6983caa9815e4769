"""Which amount belongs to which action, and whether it can be relied on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from itertools import pairwise

from msgspec import structs

from bot.authority.evaluating import WITHIN
from bot.language.amounts import Mention
from bot.language.amounts.numeral import tidy
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once
from bot.model import Quantity, Words, measure_words, plain
from bot.rulebook.library import Library

#: Amounts in these units are no sums and no discounts.
COUNTED = frozenset({"count", "person", "day", "square-metre", "share", "hour", "minute"})
#: What a number may be said in where the action counts people or things: 3 个临时工 are three people.
_ALSO = {
    "person": ("count", "number"),
    "count": ("person", "number"),
    "day": ("number",),
    "hour": ("minute", "number"),
    "minute": ("number",),
    "square-metre": ("number",),
    "share": ("percent",),
}
#: What counts no heads: 3 台, 3 份.
_NO_HEADS = re.compile(r"[件次份张只台套箱盒包瓶袋支单笔双把辆种遍顿趟封束杯批]|times|items|copies|units")
#: What joins a second sum to a first one, so that neither is the amount: 100 元和 200 元, 100 元，再免 150 元.
_JOINED = re.compile(
    r"[\s,、;]*(?:和|与|及|以及|加上?|外加|还有|(?:又|再|另外?)[^\s,、;.0-9]{0,4}|and|plus|then|another|as well as|&|\+)[\s]*(?:another )?"
)
#: What may begin a clause before a second amount.
_FURTHER = re.compile(
    r"[\s,、]*(?:and|plus|then|和|与|及|加上?|外加|还有|再|又|另外?)[\s]*(?:anoth[a-z]* |a further )?"
    r"|[\s,、]*(?:(?:and|plus|和|跟)\s*)?(?:给?[他她](?:的)?|(?:his|her|their) )[^,.;!?0-9]{1,9}\s*"
    r"|[^,.;!?0-9]{0,8}(?:另[算付给加外补计]|额外|单独|再|又|也[给补赔付])[^,.;!?0-9]{0,4}"
    r"|,? (?:and|plu) (?:[a-z]+ ){0,2}"
    r"|[^,.;!?0-9]{0,8}(?:费用?|红包|车票|饭钱|车钱)[^,.;!?0-9]{0,2}"
    r"| ?(?:[a-z]+ ){0,3}(?:fare|fee|cost|expens|charg|transport)(?: (?:of|is))? ?"
    r"|[^,.;!?0-9]{0,16} (?:anoth[a-z]*|extra|further|separ[a-z]*|on top|as well as|also|plus)(?: (?:of|anoth[a-z]*|a))?\s*"
)
#: Said behind a second amount: shipping 50 on top.
_ON_TOP = re.compile(
    r"[^,.;!?0-9]{0,6}(?:另算|另付|另计)"
    r"|(?: (?:yuan|rmb|dollar|euro|pound)s?)?(?: [a-z]+){0,3} (?:on top|extra|as well|separ[a-z]*|besid[a-z]*) "
)
#: A clause of its own: 200 yuan for the trouble.
_FOR = re.compile(r"(?: (?:yuan|rmb|dollar|euro|pound)s?)? ?for ")
#: A number with nothing but its three or four digits behind such a word is that of a room.
_ROOM = re.compile(r" ?(?:for|in|at) [0-9]{3,4}$")
#: "One" before a thing, and not for somebody, as a point of time or out of several.
_JUST_ONE = re.compile(
    r"(?<! no)(?<! ani)(?<! everi)(?<! some)(?<! this)(?<! that)(?<! thi) (?:one|a singl)"
    r" (?!of |dai |time |who |that |i |we |condit |hand |thing |moment )[a-z]"
)
#: What is said to be about so much may be this many times as much.
ABOUT = Decimal("1.25")
#: One of two sums is a price, or isn't what is paid.
_NOT_PAID = re.compile(
    "原价|原来|单价|售价|卖|价值|买|花了|本来|要求|开口|想要|额度|上限"
    "| (?:price|cost|worth|bought|instead|ask|want|demand|limit|not|no|or) "
)
#: So long is an "and" without a verb.
_AND = 6
#: What says that a number is what all comes to.
TOTAL = re.compile(r"总共|一共|共计|合计|总计|累计|加起来|合起来|合共|拢共|拢总| total | altogeth | in all ")
_IN_ALL = re.compile(rf"共|{TOTAL.pattern}")
#: The same right before the number, and right behind it.
_TOTAL_BEFORE = re.compile(rf"(?:{TOTAL.pattern})[^0-9,.;!?]{{0,6}}$")
#: No more than this, and not paid: 每次都没过一百.
_LIMIT = re.compile(r"(?:[没未不]有?[超过到足满]+|上限是?|额度是?| (?:under|below|over|limit|of)) ?$")
_TOTAL_BEHIND = re.compile(r".?(?: (?:yuan|rmb))? ?(?:in total|in all|altogeth|total) ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """The amount of one action, as far as it can be relied on."""

    quantity: Quantity | None = None
    vague: bool = False
    #: It may be somewhat more (200 左右).
    about: bool = False
    over: Quantity | None = None
    remarks: tuple[Words, ...] = ()


@once
def sums_of(sentence: Sentence) -> list[Mention]:
    """The amounts that count neither people nor things."""
    return [mention for mention in sentence.amounts if mention.unit not in COUNTED]


def measure(sentence: Sentence, hit: Hit, unit: str | None, *, alone: bool) -> Measure:
    """The amount that belongs to an action: the nearest of its unit in its clause, else (if it is the only action) anywhere."""
    if unit is None:
        return Measure()
    fitting = [m for m in sentence.amounts if _fits(sentence, m, unit)]
    index = sentence.segment_of(hit.start)
    near = [m for m in fitting if sentence.segment_of(sentence.place(m.start)) == index]
    chosen = near or (fitting if alone else [])
    if unit in COUNTED:
        chosen = [m for m in chosen if m.unit == unit] or [m for m in chosen if m.unit != "number"] or chosen
    else:
        chosen = _off(chosen) if unit == "percent" else _paid(sentence, chosen)
    if not chosen:
        return _one(sentence, index) if unit == "count" else Measure()
    if _said_otherwise(sentence, fitting):
        return Measure(vague=True)  # 扣五百，也就是600整
    if unit == "percent" and alone and any(_CUT_AGAIN.search(sentence.text, m.start - 8, m.start) for m in chosen[1:] if m.start > 8):
        return Measure(vague=True)  # 打9折再减50元
    if alone and (whole := _whole(sentence, chosen, fitting, unit)):
        return whole
    if unit != "percent" and alone and (len({(m.quantity, m.share) for m in chosen}) > 1 or _again(sentence, chosen)):
        added = _again(sentence, chosen) or any(goes_on(sentence, m) for m in chosen)
        return (_both(sentence, fitting, unit) if added else None) or Measure(vague=True)  # two sums for one act: neither can be relied on
    mention = min(chosen, key=lambda m: abs(sentence.place(m.start) - hit.end))
    if _joined(sentence, mention, fitting, alone=alone):
        return _both(sentence, fitting, unit) or Measure(vague=True)
    elsewhere = [m for m in fitting if m not in near] if alone and near else []
    if any(goes_on(sentence, m) or _once_more(sentence, hit, m) for m in elsewhere) and not _EARLIER.search(sentence.folded.text):
        return _both(sentence, fitting, unit) or Measure(vague=True)
    read = read_in(mention, unit)
    read = _longest(mention, read)
    return _multiplied(sentence, mention, read) if unit in ("day", "square-metre") else read


#: Right before an amount that is said over again.
_OVER_AGAIN = re.compile(
    r"(?:也就是说?|也即|亦即|即|换句话说|换言之|等于说)[\s,:]*$|(?<![a-z])(?:that is|that's|i\.?e\.?|in other words|namely)[\s,:]*$"
)


def _said_otherwise(sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether an amount is said over again, and isn't the same; 200 each, i.e. 800 in total, is."""
    if TOTAL.search(sentence.folded.text) or any(mention.each for mention in mentions):
        return False
    ordered = sorted(mentions, key=lambda m: m.start)
    pairs = [(a, b) for a, b in pairwise(ordered) if a.quantity and b.quantity and (a.unit == b.unit or "number" in (a.unit, b.unit))]
    again = [(a, b) for a, b in pairs if _OVER_AGAIN.search(sentence.text, a.end, b.start)]
    return any(a.quantity.value != b.quantity.value for a, b in again if a.quantity and b.quantity)


#: 400 for him and 400 for his wife.
_AND_AGAIN = re.compile(r"^\s*(?:加上?|和|跟|与)\s*$|另外|外加|再给|又给|还给|(?<![a-z])(?:and|plus|as well as)(?![a-z])")


#: Off what was taken off already.
_CUT_AGAIN = re.compile("再[打减降让优便折送]|另外?[减让]")


def _again(sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether a sum is said again, of something or somebody else."""
    ordered = sorted(mentions, key=lambda m: m.start)
    return any(_AND_AGAIN.search(sentence.text[one.end : other.start]) for one, other in pairwise(ordered))


def _whole(sentence: Sentence, chosen: Sequence[Mention], fitting: Sequence[Mention], unit: str) -> Measure | None:
    """What all comes to where that is said of several sums: 200 each, 600 altogether. None where it isn't, or is said of another time."""
    text = sentence.folded.text
    if unit in COUNTED or unit == "percent" or _EARLIER.search(text) or any(hit.id.startswith(WITHIN) for hit in sentence.of("fact")):
        return None
    places = [(m, sentence.place(m.start), sentence.place(m.end)) for m in fitting]
    totals = [m for m, start, end in places if _TOTAL_BEFORE.search(text, 0, start) or _TOTAL_BEHIND.match(text, end - 1)]
    values = [m.quantity.value for m in (*chosen, *fitting) if m.quantity]
    whole = totals[0].quantity if len(totals) == 1 else None
    if whole is None or whole.value < max(values):
        return None
    paid = [m for m, start, _ in places if m is not totals[0] and not _LIMIT.search(text, 0, start)]
    parts = [m.quantity.value for m in paid if m.quantity]
    if len(parts) > 1 and sum(parts) > whole.value:
        return Measure(vague=True)
    return Measure(quantity=replace(whole, unit=unit)) if len(set(values)) > 1 else None


def _both(sentence: Sentence, fitting: Sequence[Mention], unit: str) -> Measure | None:
    """What two sums for one act come to, which is what counts; None of more of them, and where one isn't plainly said."""
    values = [m.quantity.value for m in fitting if m.quantity and not m.each and not m.rough]
    if len(fitting) != 2 or len(values) != 2 or len({m.unit for m in fitting} - {"number"}) > 1 or unit in COUNTED or unit == "percent":
        return None
    if _NOT_PAID.search(sentence.folded.text):
        return None
    total = Quantity(value=sum(values, Decimal(0)), unit=unit)
    words = measure_words(total)
    remark = Words(
        zh=f"两笔合计 {words.zh}；规定没有写明按次还是按合计，按合计从严计算。",
        en=f"Both sums make {words.en}; the book does not say whether its limit is for each, so the total counts.",
    )
    return Measure(quantity=total, remarks=(remark,))


def _off(mentions: Sequence[Mention]) -> list[Mention]:
    """Without the percentages of something else, where one is said to come off the price, and without bare numbers beside any."""
    shares = [m for m in mentions if m.unit == "percent"]
    cuts = [m for m in shares if m.cut]
    others = [m for m in mentions if m.unit != "percent" and (m.unit != "number" or not shares)]
    return sorted((cuts or shares) + others, key=lambda m: m.start)


def _paid(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Without the numbers of rooms beside a sum that has its currency: $55 for 808."""
    if all(m.unit == "number" for m in mentions):
        return list(mentions)
    return [m for m in mentions if m.unit != "number" or not _ROOM.match(sentence.text, max(0, m.start - 4), m.end)]


def _one(sentence: Sentence, index: int) -> Measure:
    """One of something that was named without a word of counting: one category, one more bed."""
    found = _JUST_ONE.search(sentence.said_in(sentence.segments[index]))
    return Measure(quantity=Quantity(value=Decimal(1), unit="count")) if found else Measure()


def unless_near(library: Library, action: str, amount: Measure) -> Measure:
    """Without an amount that is only about right and may be more than some limit."""
    if not amount.about or amount.quantity is None:
        return amount
    value, unit = amount.quantity.value, amount.quantity.unit
    limits = [grant.limit for grant in library.grants if grant.action == action and grant.limit]
    near = any(limit.unit == unit and value <= limit.max < value * ABOUT for limit in limits)
    return replace(amount, quantity=None, vague=True) if near else amount


def fits(mention: Mention, unit: str) -> bool:
    """Whether an amount may be one in the unit of an action."""
    if unit == "percent":
        return mention.unit not in COUNTED
    if unit in COUNTED:
        return mention.unit in (unit, *_ALSO.get(unit, ()))
    return mention.unit != "percent" and mention.unit not in COUNTED


def said_in(mention: Mention, unit: str) -> Quantity | None:
    """What was said plainly in a unit: a share is one of what a discount would come off."""
    if unit == "share":
        return Quantity(value=mention.share, unit=unit) if mention.share else None
    return mention.quantity


def _fits(sentence: Sentence, mention: Mention, unit: str) -> bool:
    heads = unit != "person" or mention.unit != "count" or not _NO_HEADS.search(sentence.text, mention.start, mention.end)
    return heads and fits(mention, unit)


def _joined(sentence: Sentence, mention: Mention, fitting: Sequence[Mention], *, alone: bool) -> bool:
    """Whether another amount of the kind follows or goes before, joined to it by no more than an "and"."""
    pairs = [
        (a, b) for a in fitting for b in fitting if a.end <= b.start and mention in (a, b) and a.unit == b.unit and a.quantity != b.quantity
    ]
    return any((alone or b.start - a.end <= _AND) and _JOINED.fullmatch(sentence.text, a.end, b.start) for a, b in pairs)


#: One of the amounts is of another time.
_EARLIER = re.compile("上次|上回|以前|之前|先前|上个?月|去年| (?:last|earlier|befor|alreadi) ")
#: What somebody else wanted, or what wouldn't do.
_NOT_NOW = re.compile("原|本来|[没不只]|最多|顶多|额度|上限|要求|开口|想| (?:origin|would|instead|not|onli|ask|want|demand) ")


def _once_more(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """Whether the act is done again with another amount: 300 in the morning and 300 in the afternoon."""
    index = sentence.segment_of(sentence.place(mention.start))
    segment = sentence.segments[index]
    again = [other for other in sentence.of("action", hit.id) if sentence.segment_of(other.start) == index]
    return bool(again) and not _NOT_NOW.search(sentence.folded.text, segment.start, segment.end)


def goes_on(sentence: Sentence, mention: Mention) -> bool:
    """Whether a clause begins with an amount as with a further one, or says so behind it: waive $30 of the minibar and $200."""
    place, text = sentence.place(mention.start), sentence.folded.text
    segment = sentence.segments[sentence.segment_of(place)]
    end = sentence.place(mention.end)
    first = all(other.start >= mention.start for other in sentence.amounts)
    if not first and not text[segment.start : place].strip() and _FOR.match(text, end):
        return True
    return bool(_FURTHER.fullmatch(text, segment.start, place) or _ON_TOP.match(text, end, segment.end))


def _multiplied(sentence: Sentence, mention: Mention, read: Measure) -> Measure:
    """So many days for several people, or metres of several warehouses: the total counts, unless the total was said."""
    index = sentence.segment_of(sentence.place(mention.start))
    counts = {
        m.quantity.value
        for m in sentence.amounts
        if m.unit in ("person", "count") and m.quantity and sentence.segment_of(sentence.place(m.start)) == index
    }
    segment = sentence.segments[index]
    if len(counts) != 1 or not read.quantity or _IN_ALL.search(sentence.folded.text, segment.start, segment.end):
        return read
    (count,), value = counts, read.quantity.value
    if count <= 1:
        return read
    total = Quantity(value=value * count, unit=read.quantity.unit)
    words = measure_words(read.quantity), measure_words(total)
    remark = Words(
        zh=f"{plain(count)} × {words[0].zh}，合计 {words[1].zh}；规定没有写明按每个还是按合计，按合计从严计算。",
        en=f"{plain(count)} times {words[0].en} makes {words[1].en}; "
        "the book does not say whether its limit is for each, so the total counts.",
    )
    return replace(read, quantity=total, remarks=(remark,))


def _in_hours(mention: Mention) -> Mention:
    """The same time, said in minutes, in hours; one that doesn't come out even is rounded up."""
    value = mention.quantity and Quantity(value=_sixtieth(mention.quantity.value), unit="hour")
    low, high = (None if one is None else _sixtieth(one) for one in (mention.low, mention.high))
    return structs.replace(mention, unit="hour", low=low, high=high, quantity=value)


def _sixtieth(minutes: Decimal) -> Decimal:
    return tidy((minutes / 60).quantize(Decimal("0.0001"), rounding=ROUND_UP))


def _longest(mention: Mention, read: Measure) -> Measure:
    """The measure, with a word on how many days a month was taken for."""
    if not mention.longest or read.quantity is None:
        return read
    days = measure_words(read.quantity)
    remark = Words(zh=f"月和年按最长的天数算，即 {days.zh}。", en=f"Months and years count with the most days they can have: {days.en}.")
    return replace(read, remarks=(*read.remarks, remark))


def read_in(mention: Mention, unit: str) -> Measure:
    """A range or an upper bound counts as its highest value; what is open upwards, or vague, can't be relied on."""
    if unit == "share":
        return Measure(quantity=said_in(mention, unit), vague=mention.share is None, about=mention.rough)
    if unit == "hour" and mention.unit == "minute":
        return read_in(_in_hours(mention), unit)
    measured = unit if mention.unit == "number" or unit in COUNTED else mention.unit
    if unit == "percent" and mention.unit == "number":
        return Measure(vague=True)
    if mention.quantity is None:
        if mention.relation in ("range", "at-most") and mention.high is not None and mention.high > 0:
            return Measure(quantity=Quantity(value=mention.high, unit=measured), about=mention.rough)
        over = mention.low if mention.relation == "over" else None
        return Measure(vague=True, over=Quantity(value=over, unit=measured) if over else None)
    value = mention.quantity.value
    if mention.each and mention.count is None:  # so much for each, of nobody knows how many: more than one, though
        return Measure(vague=True, over=Quantity(value=value, unit=measured))
    if mention.each and mention.count and mention.count > 1:
        total = value * mention.count
        remark = Words(
            zh=f"每人 {plain(value)}，共 {mention.count} 人，合计 {plain(total)}；规定没有写明按人还是按次，按合计从严计算。",
            en=f"{plain(value)} each for {mention.count} people makes {plain(total)}; "
            "the book does not say whether its limit is per person, so the total counts.",
        )
        return Measure(quantity=Quantity(value=total, unit=measured), about=mention.rough, remarks=(remark,))
    return Measure(quantity=Quantity(value=value, unit=measured), about=mention.rough)

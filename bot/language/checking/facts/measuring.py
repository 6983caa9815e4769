"""Which amount belongs to which action, and whether it can be relied on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bot.language.amounts import Mention
from bot.language.amounts.extents import TIMES, days_and_hours
from bot.language.checking.facts.converting import COUNTED, TOTAL, Measure, fits_here, longest, multiplied, read_in, several
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once
from bot.model import WITHIN, Quantity, Words, measure_words

#: What joins a second sum to a first one, so that neither is the amount: 100 元和 200 元, 100 元，再免 150 元.
_JOINED = re.compile(
    r"[\s,、;]*(?:和|与|及|以及|加上?|外加|还有|(?:又|再|另外?)[^\s,、;.0-9]{0,4}|and|plus|then|another|as well as|&|\+)[\s]*(?:another )?"
)
#: What may begin a clause before a second amount.
_FURTHER = re.compile(
    r"[\s,、]*(?:and|plus|then|和|与|及|加上?|外加|还有|再|又|另外?|剩下的?|余下的?|其余的?)[\s]*(?:anoth[a-z]* |a further )?"
    r"|[\s,、]*(?:(?:and|plus|和|跟)\s*)?(?:给?[他她](?:的)?|(?:his|her|their) )[^,.;!?0-9]{1,9}\s*"
    r"|[^,.;!?0-9]{0,8}(?:另[算付给加外补计]|额外|单独|再|又|也[给补赔付])[^,.;!?0-9]{0,4}"
    r"|,? (?:and|plu) (?:[a-z]+ ){0,2}"
    r"|,? (?:and|plu) (?:a|an|anoth|one|some) (?:[a-z]+ ){0,3}(?:of|for|worth) "
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
#: One of two sums is a price, or isn't what is paid.
_NOT_PAID = re.compile(
    "原价|原来|单价|售价|卖|价值|买|花了|本来|要求|开口|想要|额度|上限"
    "| (?:price|cost|worth|bought|instead|ask|want|demand|limit|not|no|or) "
)
#: So long is an "and" without a verb.
_AND = 6
#: The same right before the number, and right behind it.
_TOTAL_BEFORE = re.compile(rf"(?:{TOTAL.pattern})[^0-9,.;!?]{{0,6}}$")
#: No more than this, and not paid: 每次都没过一百.
_LIMIT = re.compile(r"(?:[没未不]有?[超过到足满]+|上限是?|额度是?| (?:under|below|over|limit|of)) ?$")
_TOTAL_BEHIND = re.compile(r".?(?: (?:yuan|rmb))? ?(?:in total|in all|altogeth|total) ")


@once
def sums_of(sentence: Sentence) -> list[Mention]:
    """The amounts that count neither people nor things."""
    return [mention for mention in sentence.amounts if mention.unit not in COUNTED]


def measure(sentence: Sentence, hit: Hit, unit: str | None, *, alone: bool) -> Measure:
    """The amount that belongs to an action: the nearest of its unit in its clause, else (if it is the only action) anywhere."""
    if unit is None:
        return Measure()
    fitting = _of_now(sentence, _without_days([m for m in sentence.amounts if fits_here(sentence, m, unit)], unit))
    index = sentence.segment_of(hit.start)
    near = [m for m in fitting if sentence.segment_of(sentence.place(m.start)) == index]
    chosen = near or (fitting if alone else [])
    if unit in COUNTED:
        chosen = [m for m in chosen if m.unit == unit] or [m for m in chosen if m.unit != "number"] or chosen
    else:
        chosen = _off(chosen) if unit == "percent" else _paid(sentence, chosen, fitting)
    if not chosen:
        return _one(sentence, index) if unit == "count" else Measure()
    if _said_otherwise(sentence, fitting):
        return Measure(vague=True)  # 扣五百，也就是600整
    if unit == "percent" and alone and any(_CUT_AGAIN.search(sentence.text, m.start - 8, m.start) for m in fitting[1:] if m.start > 8):
        return Measure(vague=True)  # 打9折再减50元
    if alone and (whole := _whole(sentence, chosen, fitting, unit)):
        return whole
    if unit != "percent" and alone and (len({(m.quantity, m.share) for m in chosen}) > 1 or _again(sentence, chosen)):
        added = _again(sentence, chosen) or any(goes_on(sentence, m) for m in chosen)
        # two sums for one act: neither can be relied on
        return (_both(sentence, hit, fitting, unit) if added else None) or Measure(vague=True)
    mention = min(chosen, key=lambda m: abs(sentence.place(m.start) - hit.end))
    if _joined(sentence, mention, fitting, alone=alone):
        return _both(sentence, hit, fitting, unit) or Measure(vague=True)
    elsewhere = [m for m in fitting if m not in near] if alone and near else []
    if any(goes_on(sentence, m) or _once_more(sentence, hit, m) for m in elsewhere) and not _EARLIER.search(sentence.folded.text):
        return _both(sentence, hit, fitting, unit) or Measure(vague=True)
    return _in_unit(sentence, mention, unit)


def _without_days(mentions: list[Mention], unit: str) -> list[Mention]:
    """Without what is said in days where hours are said too, for an act that is measured in hours."""
    hours = [m for m in mentions if m.unit != "day"] if unit in ("hour", "minute") else []
    return hours if any(m.unit != "number" for m in hours) else mentions


def _in_unit(sentence: Sentence, mention: Mention, unit: str) -> Measure:
    """An amount in the unit of its act, for all the people, things and times that it is said to be for."""
    read = longest(mention, read_in(mention, unit))
    if unit in ("day", "hour", "minute", "square-metre", "kilogram", "kilometre"):
        whole = multiplied(sentence, mention, read)
        return several(sentence, mention, read) if whole is read and unit not in ("day", "square-metre") else whole
    return read if unit in COUNTED or unit == "percent" else several(sentence, mention, read)


def _said_as(mention: Mention, other: Mention) -> Quantity | None:
    """The number of another mention in the unit of this one."""
    return other.quantity and replace(other.quantity, unit=mention.unit)


#: Right before an amount that is said over again.
_OVER_AGAIN = re.compile(
    r"(?:也就是说?|也即|亦即|即|换句话说|换言之|等于说)[\s,:]*$|(?<![a-z])(?:that is|that's|i\.?e\.?|in other words|namely)[\s,:]*$"
)


def _said_otherwise(sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether an amount is said over again, and isn't the same; 200 each, i.e. 800 in total, is. Nor is one in days and hours plain."""
    spans = [(one.start, one.end, one.unit) for one in sentence.amounts]
    if any(one.unit in TIMES for one in mentions) and days_and_hours(sentence.text, spans):
        return True  # 2 天 12 小时
    parted = [one.quantity.value * one.count for one in mentions if one.each and one.quantity and one.count and one.count > 1]
    if any(one.quantity and one.quantity.value not in parted for one in mentions if not one.each) and parted:
        return True  # 300 元，分两次各 300 元
    if TOTAL.search(sentence.folded.text) or any(mention.each for mention in mentions):
        return False
    ordered = sorted(mentions, key=lambda m: m.start)
    pairs = [(a, b) for a, b in pairwise(ordered) if a.quantity and b.quantity and (a.unit == b.unit or "number" in (a.unit, b.unit))]
    again = [(a, b) for a, b in pairs if _OVER_AGAIN.search(sentence.text, a.end, b.start)]
    return any(a.quantity.value != b.quantity.value for a, b in again if a.quantity and b.quantity)


#: 400 for him and 400 for his wife.
_AND_AGAIN = re.compile(
    r"(?:加上?|和|跟|与|及)\s*$|剩下的?|余下的?|其余的?|另外|外加|再给|又给|还给|(?<![a-z])(?:and|plus|as well as)(?![a-z])"
)


#: Off what was taken off already.
_CUT_AGAIN = re.compile("再[打减降让优便折送]|另外?[减让]|(?:another|further|extra|plus|again)\\s*(?:a )?$")


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


def _both(sentence: Sentence, hit: Hit, fitting: Sequence[Mention], unit: str) -> Measure | None:
    """What two sums for one act come to, which is what counts; None of more of them, and where one isn't plainly said."""
    values = [m.quantity.value for m in fitting if m.quantity and not m.each and not m.rough]
    if len(fitting) != 2 or len(values) != 2 or len({m.unit for m in fitting} - {"number"}) > 1 or unit in COUNTED or unit == "percent":
        return None
    if any(not _of_the_act(sentence, hit, found) for found in _NOT_PAID.finditer(sentence.folded.text)):
        return None
    total = Quantity(value=sum(values, Decimal(0)), unit=unit)
    words = measure_words(total)
    remark = Words(
        zh=f"两笔合计 {words.zh}；规定没有写明按次还是按合计，按合计从严计算。",
        en=f"Both sums make {words.en}; the book does not say whether its limit is for each, so the total counts.",
    )
    return Measure(quantity=total, remarks=(remark,))


def _of_the_act(sentence: Sentence, hit: Hit, found: re.Match[str]) -> bool:
    """Whether a word is the act's own, here or where it is said again: who buys gloves for 200 and masks for 300 pays both."""
    start, end = found.span()
    return any(first < end and start < last for act in sentence.of("action", hit.id) for first, last in act.pieces())


def _off(mentions: Sequence[Mention]) -> list[Mention]:
    """Without the percentages of something else, where one is said to come off the price, and without bare numbers beside any."""
    shares = [m for m in mentions if m.unit == "percent"]
    cuts = [m for m in shares if m.cut]
    others = [m for m in mentions if m.unit != "percent" and (m.unit != "number" or not shares)]
    return sorted((cuts or shares) + others, key=lambda m: m.start)


def _paid(sentence: Sentence, mentions: Sequence[Mention], fitting: Sequence[Mention]) -> list[Mention]:
    """Without the numbers of rooms beside a sum that has its currency: $55 for 808; and as one that is said again with it."""
    if all(m.unit == "number" for m in mentions):
        restated = [m for m in fitting if m.unit != "number" and any(_said_as(m, one) == m.quantity for one in mentions)]
        return restated or list(mentions)
    return [m for m in mentions if m.unit != "number" or not _ROOM.match(sentence.text, max(0, m.start - 4), m.end)]


def _one(sentence: Sentence, index: int) -> Measure:
    """One of something that was named without a word of counting: one category, one more bed."""
    found = _JUST_ONE.search(sentence.said_in(sentence.segments[index]))
    return Measure(quantity=Quantity(value=Decimal(1), unit="count")) if found else Measure()


def _joined(sentence: Sentence, mention: Mention, fitting: Sequence[Mention], *, alone: bool) -> bool:
    """Whether another amount of the kind follows or goes before, joined to it by no more than an "and"."""
    pairs = [
        (a, b) for a in fitting for b in fitting if a.end <= b.start and mention in (a, b) and a.unit == b.unit and a.quantity != b.quantity
    ]
    return any((alone or b.start - a.end <= _AND) and _JOINED.fullmatch(sentence.text, a.end, b.start) for a, b in pairs)


#: What all that was done in some time comes to: 这个月合计才 3000 元, "this month's total is 900 yuan".
_OVER_TIME = re.compile(r"(?:[本这上]个?|当|今|去)(?:月|周|年|季度?|星期)|(?<![a-z])(?:this?|last) (?:month|week|year|quarter)(?![a-z])")
#: Said of what was reached before, or is no more than so much.
_REACHED = re.compile("[才仅只了]|已|还?[不没]到| (?:only|just|so far|alreadi|still) ")
_SUMMED = re.compile(rf"{TOTAL.pattern}|[总共]计?|(?: come| came| add| ad) (?:up )?to | total | sum up | sum ")


def _of_now(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Without the totals of some time, where any others are left."""
    rest = [m for m in mentions if not summed_over_time(sentence, m)]
    return rest or mentions


def summed_over_time(sentence: Sentence, mention: Mention) -> bool:
    """Whether an amount is only what some time comes to: so it is said, where nothing is done or what was done before."""
    text, segment = sentence.folded.text, sentence.segments[sentence.segment_of(sentence.place(mention.start))]
    said = all(pattern.search(text, segment.start, segment.end) for pattern in (_OVER_TIME, _SUMMED))
    done = any(segment.holds(hit) for kind in ("action", "money") for hit in sentence.of(kind))
    return said and (not done or bool(_REACHED.search(text, segment.start, segment.end)))


#: One of the amounts is of another time.
_EARLIER = re.compile("上次|上回|以前|之前|此前|迄今|至今|先前|上个?月|去年| (?:last|earlier|befor|alreadi|so far|to date) ")
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

"""One mention of an amount -> the measure it gives in the unit of an action: ranges, times, so much for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal

from msgspec import structs

from bot.language.amounts import Mention
from bot.language.amounts.extents import DAY, lasts, of_work
from bot.language.amounts.numeral import tidy
from bot.language.amounts.numerals import read_numeral
from bot.language.recognising.sentence import Sentence
from bot.model import Limit, Per, Quantity, Words, measure_words, plain

#: Amounts in these units are no sums and no discounts.
COUNTED = frozenset({"count", "person", "day", "square-metre", "share", "hour", "minute", "kilogram", "kilometre"})
#: What a number may be said in where the action counts people or things: 3 个临时工 are three people.
_ALSO = {
    "person": ("count", "number"),
    "count": ("person", "number"),
    "day": ("number",),
    "hour": ("minute", "day", "number"),
    "minute": ("day", "number"),
    "square-metre": ("number",),
    "share": ("percent",),
    "kilogram": ("number",),
    "kilometre": ("number",),
}
#: What counts no heads: 3 台, 3 份.
_NO_HEADS = re.compile(r"[件次份张只台套箱盒包瓶袋支单笔双把辆种遍顿趟封束杯批]|times|items|copies|units")
#: What is said to be about so much may be this many times as much.
ABOUT = Decimal("1.25")
#: What says that a number is what all comes to.
TOTAL = re.compile(r"总共|一共|共计|合计|总计|累计|加起来|合起来|合共|拢共|拢总| total | altogeth | in all ")
_IN_ALL = re.compile(rf"共|{TOTAL.pattern}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """The amount of one action, as far as it can be relied on."""

    quantity: Quantity | None = None
    vague: bool = False
    #: It may be somewhat more (200 左右).
    about: bool = False
    over: Quantity | None = None
    #: It is said of so many people, and not whether it is for each of them or for all: 补偿三个客户 300 元.
    people: Decimal = Decimal(1)
    #: That for each of several people.
    each: Quantity | None = None
    remarks: tuple[Words, ...] = ()


def held_against(limits: Iterable[Limit], amount: Measure) -> Measure:
    """The amount as far as it can be held against the limits of its act.

    Without one that may well be more than some limit, since it is only about right or for each of several people; and without the words
    on what all comes to for several people, where every limit is for each of them.
    """
    found = tuple(limits)
    if amount.each and found and all(limit.per is Per.PERSON for limit in found):
        amount = replace(amount, remarks=tuple(remark for remark in amount.remarks if remark not in _IN_TOTAL))
    if amount.quantity is None:
        return amount
    value, unit = amount.quantity.value, amount.quantity.unit
    most = value * max(ABOUT if amount.about else 1, amount.people)
    near = any(limit.unit == unit and value <= limit.max < most for limit in found if limit.per is not Per.PERSON)
    return replace(amount, quantity=None, vague=True) if near else amount


def fits(mention: Mention, unit: str) -> bool:
    """Whether an amount may be one in the unit of an action."""
    if unit == "percent":
        return mention.unit not in COUNTED
    if unit in COUNTED:
        return mention.unit in (unit, *_ALSO.get(unit, ()))
    return mention.unit != "percent" and mention.unit not in COUNTED


def said_in(mention: Mention, unit: str) -> Quantity | None:
    """What was said plainly in a unit: a share is one of what a discount would come off, and minutes and days are so many hours."""
    if unit == "share":
        return Quantity(value=mention.share, unit=unit) if mention.share else None
    if unit in ("hour", "minute") and mention.unit in ("day", "minute") and mention.quantity:
        return read_in(structs.replace(mention, each=False), unit).quantity
    return mention.quantity


def fits_here(sentence: Sentence, mention: Mention, unit: str) -> bool:
    """Whether an amount of a sentence may be one in the unit of an action; 3 份 are no people."""
    if mention.unit == "day" and unit in ("hour", "minute"):
        said = sentence.text[mention.start : mention.end]
        return lasts(sentence.text, mention.start, mention.end) and not of_work(said)
    heads = unit != "person" or mention.unit != "count" or not _NO_HEADS.search(sentence.text, mention.start, mention.end)
    return heads and fits(mention, unit)


_SOME = "[0-9两二三四五六七八九十]{1,3}"
_THINGS = "[份件个盒瓶张次回笔批场套只袋台把箱单趟遍杯碗盘碟桌包间晚本支条双辆壶]"
#: So much, so many times: 30元的礼品两份, 90元两次, "90 yuan twice".
_TIMES_BEHIND = re.compile(
    rf"(?:的[^,.;!?，。；0-9一二两三四五六七八九十]{{1,8}}?)?\s*(?P<zh>{_SOME}){_THINGS}(?![^,.;!?，。；]{{0,2}}(?:合计|一共|共|总))"
    r"|(?: [a-z]+){0,3}? (?P<en>twice|(?:two|three|four|five|six|[2-9]) times)(?![a-z])"
)
#: So many at so much: 两份30元的礼品, "two 30 yuan gifts".
_TIMES_AHEAD = re.compile(rf"(?P<zh>{_SOME}){_THINGS}(?:各|价值)?\s*$|(?<![a-z])(?P<en>two|three|four|five|six|[2-9]) $")
_OF_A_THING = re.compile(r"的[^,.;!?，。；]|[ -](?:yuan |rmb |euro |dollar )?[a-z]+s(?![a-z])")
_TWICE = {"twice": "2", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}


def several(sentence: Sentence, mention: Mention, read: Measure) -> Measure:
    """A sum for each of several things or times: all of them count, unless the total was said; what each person gets so many of as well."""
    text = sentence.text
    segment = sentence.segments[sentence.segment_of(sentence.place(mention.start))]
    if not read.quantity or _IN_ALL.search(sentence.folded.text, segment.start, segment.end):
        return read
    if mention.each and mention.apiece != "person":
        return read
    behind = _TIMES_BEHIND.match(text, mention.end) if not mention.each else None
    ahead = _TIMES_AHEAD.search(text, max(0, mention.start - 8), mention.start) if _OF_A_THING.match(text, mention.end) else None
    found = behind or ahead
    count = found and _count(found["zh"] or found["en"])
    return _times(read, count) if count and count > 1 else replace(read, people=_people(sentence, mention))


def _people(sentence: Sentence, mention: Mention) -> Decimal:
    """Of how many people a clause speaks to whom a sum is given, where it says neither “each” nor “in all”."""
    index = sentence.segment_of(sentence.place(mention.start))
    counts = [
        one.quantity.value
        for one in sentence.amounts
        if one.unit == "person" and one.quantity and one.relation == "exact" and sentence.segment_of(sentence.place(one.start)) == index
    ]
    return max(counts, default=Decimal(1)) if not mention.each else Decimal(1)


def _count(word: str) -> Decimal | None:
    numeral = read_numeral(_TWICE.get(word.split()[0], word.split()[0]), 0)
    return numeral.value if numeral else None


#: What counts where a book doesn't say for whom its limit is.
_PER_PERSON = Words(zh="额度没有写明按每人算，按合计从严计算。", en="The limit is not said to be for each person, so the total counts.")
_PER_EACH = Words(zh="额度没有写明按每个算，按合计从严计算。", en="The limit is not said to be for each, so the total counts.")
_IN_TOTAL = (_PER_PERSON, _PER_EACH)


def _for_all(mention: Mention, count: int, value: Quantity, each: Quantity | None) -> Measure:
    """So much for each of so many, with words on it."""
    total = Quantity(value=value.value * count, unit=value.unit)
    people = mention.apiece in ("person", "")
    one = "人" if people else "个" if mention.apiece.isascii() else mention.apiece
    made = Words(
        zh=f"每{one} {plain(value.value)}，共 {count} {one}，合计 {plain(total.value)}。",
        en=f"{plain(value.value)} each for {count}{' people' if people else ''} makes {plain(total.value)}.",
    )
    return Measure(quantity=total, about=mention.rough, each=each, remarks=(made, _PER_PERSON if people else _PER_EACH))


#: Each of those who are counted.
_APIECE = re.compile("[各每]| each | everi | apiec ")


def multiplied(sentence: Sentence, mention: Mention, read: Measure) -> Measure:
    """So many days or hours for several people, or metres of several warehouses: the total counts, unless the total was said.

    Of several people that for each is told as well; things don't work hours, unless it is so many for each.
    """
    index = sentence.segment_of(sentence.place(mention.start))
    segment = sentence.segments[index]
    things = mention.unit not in ("hour", "minute") or _APIECE.search(sentence.folded.text, segment.start, segment.end)
    counts = {
        m.quantity.value
        for m in sentence.amounts
        if (m.unit == "person" or (things and m.unit == "count")) and m.quantity and sentence.segment_of(sentence.place(m.start)) == index
    }
    if mention.each or len(counts) != 1 or not read.quantity or _IN_ALL.search(sentence.folded.text, segment.start, segment.end):
        return read
    (count,) = counts
    return replace(_times(read, count), each=read.quantity) if count > 1 else read


def _times(read: Measure, count: Decimal) -> Measure:
    """So many times a measure, with a word on it."""
    assert read.quantity is not None
    total = Quantity(value=read.quantity.value * count, unit=read.quantity.unit)
    words = measure_words(read.quantity), measure_words(total)
    made = Words(zh=f"{plain(count)} × {words[0].zh}，合计 {words[1].zh}。", en=f"{plain(count)} times {words[0].en} makes {words[1].en}.")
    return replace(read, quantity=total, remarks=(*read.remarks, made, *(() if _PER_EACH in read.remarks else (_PER_EACH,))))


def _in_hours(mention: Mention) -> Mention:
    """The same time, said in minutes, in hours; one that doesn't come out even is rounded up."""
    value = mention.quantity and Quantity(value=_sixtieth(mention.quantity.value), unit="hour")
    low, high = (None if one is None else _sixtieth(one) for one in (mention.low, mention.high))
    return structs.replace(mention, unit="hour", low=low, high=high, quantity=value)


def _sixtieth(minutes: Decimal) -> Decimal:
    return tidy((minutes / 60).quantize(Decimal("0.0001"), rounding=ROUND_UP))


def _in_minutes(mention: Mention) -> Mention:
    """Days of 24 hours, the most that they can have."""
    value = mention.quantity and Quantity(value=mention.quantity.value * DAY * 60, unit="minute")
    low, high = (None if one is None else one * DAY * 60 for one in (mention.low, mention.high))
    return structs.replace(mention, unit="minute", low=low, high=high, quantity=value)


def longest(mention: Mention, read: Measure) -> Measure:
    """The measure, with a word on how many days a month was taken for, or hours a day."""
    if read.quantity is None:
        return read
    if mention.unit == "day" and read.quantity.unit != "day":
        time = measure_words(read.quantity)
        word = Words(zh=f"一天按 24 小时算，即 {time.zh}。", en=f"A day counts as 24 hours: {time.en}.")
        return replace(read, remarks=(*read.remarks, word))
    if not mention.longest:
        return read
    days = measure_words(read.quantity)
    remark = Words(zh=f"月和年按最长的天数算，即 {days.zh}。", en=f"Months and years count with the most days they can have: {days.en}.")
    return replace(read, remarks=(*read.remarks, remark))


def read_in(mention: Mention, unit: str) -> Measure:
    """A range or an upper bound counts as its highest value; what is open upwards, or vague, can't be relied on."""
    if unit == "share":
        return Measure(quantity=said_in(mention, unit), vague=mention.share is None, about=mention.rough)
    if unit in ("hour", "minute") and mention.unit == "day":
        return read_in(_in_minutes(mention), unit)
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
    each = Quantity(value=value, unit=measured) if mention.each and mention.apiece in ("person", "") else None
    if mention.each and mention.count is None:  # so much for each, of nobody knows how many: more than one, though
        return Measure(vague=True, over=Quantity(value=value, unit=measured), each=each)
    if mention.each and mention.count and mention.count > 1:
        return _for_all(mention, mention.count, Quantity(value=value, unit=measured), each)
    return Measure(quantity=Quantity(value=value, unit=measured), about=mention.rough)

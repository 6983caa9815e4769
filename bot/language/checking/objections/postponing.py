"""Whether a duty or obligation is put off beyond the time that its clause gives: "I'll report it next week" where it is the same day.

How long somebody takes and how long they may take are both counted in days, the longest that the words can mean against the
longest that the clause allows: of what is unsure nothing is taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.language.amounts.extents import lasts
from bot.language.amounts.figures import find_figures
from bot.language.amounts.numerals import read_numeral
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once

_NUMBER = "[0-9零一二两三四五六七八九十半]+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
_HOUR, _DAY, _WEEK, _MONTH, _NEVER = Decimal("0.05"), Decimal(1), Decimal(7), Decimal(31), Decimal(999)
_UNITS = {"小时": _HOUR, "hour": _HOUR, "天": _DAY, "日": _DAY, "day": _DAY, "周": _WEEK, "星期": _WEEK, "week": _WEEK}
_UNITS |= {"月": _MONTH, "month": _MONTH}
#: Points of time, in days from now at the most.
_CHINESE = {"明天": _DAY, "明日": _DAY, "后天": 2 * _DAY, "过两天": 3 * _DAY, "过几天": 9 * _DAY, "下周": 10 * _DAY, "下星期": 10 * _DAY}
_CHINESE |= {
    "下个月": 2 * _MONTH,
    "下月": 2 * _MONTH,
    "月底": _MONTH,
    "月末": _MONTH,
    "季末": 3 * _MONTH,
    "季度末": 3 * _MONTH,
    "改天": _MONTH,
    "回头": _MONTH,
    "年底": 365 * _DAY,
    "以后": _NEVER,
}
_ENGLISH = {"tomorrow": _DAY, "next week": 10 * _DAY, "next month": 2 * _MONTH, "at the end of the month": _MONTH, "later": _MONTH}
_ENGLISH |= {"some day": _NEVER, "one day": _NEVER, "in due course": _NEVER}
_POINTS = _CHINESE | _ENGLISH
_SAME_DAY = "当[天日]|同日|立即|立刻|马上|即[时刻]|随即"
_PUT_OFF = re.compile(
    rf"(?P<zh>{'|'.join(_CHINESE)}|(?:{_NUMBER}) *个?(?:小时|天|日|周|星期|月)(?:之?后|以后)"
    rf"|[拖缓压搁](?:上|个|它)?(?:{_NUMBER}) *个?(?:天|日|周|星期|月))(?:再|才|就|会|去|慢慢|我)*"
    r"(?:给|向|跟|把|和|让)?[^,.;!?，。；]{0,10}?(?:告诉|告知|通知|知会|报告|汇报|上报|报给|报|答复|回复|登记|记入|注明|补|交|说(?!话|服)|讲|提(?!前))"
    r"|(?<![a-z])(?<!the )(?<! a )(?<!my )(?:tell|inform|notify|report|answer|reply|note|record|enter|register|write|let|email|phone)"
    rf"[^,.;!?]{{0,50}}? (?P<en>{'|'.join(_ENGLISH)}|in (?:{_NUMBER}) (?:hour|day|week|month)s?)(?![a-z])"
)
#: When a duty is done, where that is no length of time; 明天的 tells when something else is.
_POINT = re.compile(
    rf"(?P<zh>{'|'.join(point for point in _CHINESE if point != '以后')})(?![的内])|(?<![a-z])(?P<en>{'|'.join(_ENGLISH)})(?![a-z])(?!'s)"
)
#: The lengths of time that figures are read in, in days at the most.
IN_DAYS = {"minute": _HOUR / 60, "day": _DAY, "month": _MONTH}
_NOW = re.compile(
    rf"今[天日晚早]|{_SAME_DAY}|现在|这就|(?<![a-z])(?:today|tonight|now|at once|immediately|right away|straight away|same day)(?![a-z])"
)
#: What is to be told in good time may wait so long.
_GOOD_TIME = 3 * _DAY
#: How long an obligation may take, as its Chinese text says it.
_AT_ONCE = re.compile(_SAME_DAY)
_WITHIN = re.compile(rf"(?P<number>{_NUMBER})\s*个?(?:工作)?(?P<unit>小时|天|日|周|星期|月)之?内")


@once
def put_off(sentence: Sentence) -> Decimal | None:
    """In how many days at most the speaker says to tell, answer or note something; None where it isn't put off."""
    found = _PUT_OFF.search(sentence.text)
    return _days((found["zh"] or found["en"]).strip()) if found else None


def delay(sentence: Sentence, hits: Iterable[Hit]) -> Decimal | None:
    """In how many days at most that is done of which the `hits` are; None where it isn't said, or is done now."""
    if _NOW.search(sentence.text):
        return None
    text = sentence.text
    points = [(found.start(), _POINTS[found["zh"] or found["en"]]) for found in _POINT.finditer(text)]
    lengths = [one for one in find_figures(text) if one.unit in IN_DAYS and not lasts(text, one.start, one.end)]
    then = [(one.start, most * IN_DAYS[one.unit]) for one in lengths if (most := one.low if one.high is None else one.high) is not None]
    doing = {sentence.segment_of(hit.front(sentence.folded.text)) for hit in hits}
    return max((days for start, days in (*points, *then) if sentence.segment_of(sentence.place(start)) in doing), default=None)


def in_time(text: str, days: Decimal) -> bool:
    """Whether what has to be done, by its Chinese text, may take so long; what has no time may."""
    if _AT_ONCE.search(text):
        return days < 1
    found = _WITHIN.search(text)
    allowed = found and _count(found["number"], found["unit"])
    return allowed is None or days <= allowed


def timely(text: str, days: Decimal) -> bool:
    """Whether what is to be told in good time (及时) may be told so late; what isn't may."""
    return "及时" not in text or days <= _GOOD_TIME


def _days(when: str) -> Decimal | None:
    if when in _POINTS:
        return _POINTS[when]
    number = re.search(_NUMBER, when.removeprefix("in "))
    unit = next((unit for unit in _UNITS if unit in when), None)
    return _count(number.group(), unit) if number and unit else None


def _count(number: str, unit: str) -> Decimal | None:
    numeral = read_numeral("1" if number in ("a", "an") else number, 0)
    return numeral.value * _UNITS[unit] if numeral and numeral.value is not None else None

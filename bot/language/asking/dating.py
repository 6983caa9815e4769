"""Questions for a time that a clause does give: how long, by when, on which day, how many times a day."""

from __future__ import annotations

import re

from bot.language.asking.limiting import OFTEN, how_often, waited
from bot.language.asking.questions import said
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId

_ZH = "[0-9一二两三四五六七八九十百半]+ ?个?半?"
_EN = "(?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelv|fourteen|fifteen|twenti|thirti|half an?)"
_UNIT = "(?:work |busi |calendar |consecut |more )*(?:day|week|month|quarter|year|hour|minut|night)"
#: A stretch of time in a clause, folded: 三个工作日, 90 days.
_SPAN = re.compile(f"{_ZH}(?:工作日|[日天周]|星期|礼拜|月|季度|年|小时|钟头|分钟)(?![度报])| {_EN} {_UNIT} ")
#: A day or an hour of it: 月底, 次日, by noon, no later than the 25th.
_DATE = re.compile(
    r"月[底初末]|年[底初末]|季[末初]|周[一二三四五六日末]|星期[一二三四五六日天]|当[天日晚]|次[日月]|第二天|[上下]班[前后]"
    r"|[0-9]+ ?[号日点时](?:以?前|之前)"
    r"| (?:by|befor|at|until|no later than) (?:the )?(?:noon|midnight|end of|start of|close of|[0-9]+)(?![a-z])"
    r"| (?:same|next|follow|preced|last|first) (?:work |busi )?(?:day|week|month) "
    r"|(?<![0-9个])(?:[0-9]+|十?[一二三四五六七八九十])月(?![内以前后])"
    r"| (?:januari|februari|april|june|juli|august|septemb|octob|novemb|decemb) | (?:by|befor|in|everi|each|until) (?:march|may) "
    r"| (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday) | [0-9]+ (?:th|st|nd|rd) | [ap] ?\. ?m "
)
#: An event before which it is, where a clause begins with that: 开工前, 入库之前.
_EVENT = re.compile(r"(?:^|[,;:。])[\u4e00-\u9fff]{2,6}?(?<![从以目之此提当眼事])(?:之|以)?前(?![后期台线面提来])")
#: An hour of the day.
_CLOCK = re.compile(
    r"(?:[0-9]+|[早晚午上夜里晨]十?[一二两三四五六七八九十]) ?[点时:]|十?[一二两三四五六七八九十]点(?=[以之前后钟半整到至])|[上下]班"
    r"| (?:at|after|befor|by|until|till|from) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelv) (?:in the|at night)"
    r"|[0-9]+ ?(?::[0-9]+|(?:[ap] ?\. ?m|am|pm|o'clock))| (?:noon|midnight) "
)
_WHAT_HOUR = re.compile(r"几[点时]|^ ?(?:at )?what (?:time|hour)")
#: What asks for a stretch of time.
_HOW_LONG = re.compile(
    r"多久|多长时间|多快|多少?天|几天|[几多]少?个?(?:小时|钟头|刻钟|分钟|工作日|星期|礼拜|周|年)|[几多]少?个(?:月|季度)|时限|期限"
    r"|^ ?(?:within how |how (?:long|soon|quick|fast|mani (?:work )?(?:minut|hour|day|week|month|year)))"
)
#: What asks by which time; a stretch answers it as well.
_BY_WHEN = re.compile(
    r"什么时候|啥时候|何时|几时|几[号点月]|哪一?天|哪个?月|(?:周|星期|礼拜)几|最迟|最晚|截止"
    r"|^ ?(?:when|by when|by what|within what|until when|deadlin|what time|(?:in |on |by )?(?:which|what) (?:day|date|month))"
)
#: What asks may go on behind the words that were recognised: 每月几|号前.
_AHEAD = 2
#: How many working days: the same in English, with so many characters.
_WORDS_AHEAD = 24
#: What asks how often.
_HOW_OFTEN = re.compile(r"[几多]少?[次遍回趟]|多久|隔多|^ ?how (?:often|mani time)")

#: What asks for a day of the week, and what answers it: 每周 names none.
_WEEKDAY = re.compile("(?:星期|周|礼拜)几|^ ?(?:which|what) (?:weekday|day of the week)")
_DAY_OF_WEEK = re.compile(
    "(?:周|星期|礼拜)[一二三四五六日天末]| (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|weekend)s? "
)
#: What asks for a day or an hour of it.
_DAY = re.compile("(?:which|what) (?:day|date|month|time|year)|[几多]月几[号日]|几[号点]钟?|哪一?[天月年]|星期几|周几|礼拜几")


def times_asked(sentence: Sentence) -> tuple[Hit, ...]:
    """The words that ask by when, how often, or on which day."""
    days = [hit for hit in sentence.of("marker", "when") if _DAY.fullmatch(said(sentence, hit))]
    return (*sentence.of("silent", "deadline"), *how_often(sentence), *days)


def given(sentence: Sentence, hit: Hit, index: ClauseIndex, clause: ClauseId) -> bool:
    """Whether the words ask for a time, and the clause gives one of that kind; 等几天 asks how long one has to wait."""
    if waited(sentence.folded.text, hit):
        return False
    ahead = _WORDS_AHEAD if sentence.folded.text[hit.start] == " " else _AHEAD
    said = sentence.folded.text[hit.start : hit.end + ahead].partition(",")[0]
    if _WHAT_HOUR.search(said):
        return index.says(clause, _CLOCK)
    if _HOW_OFTEN.search(said) and index.says(clause, OFTEN):
        return True
    if _HOW_LONG.search(said):
        return index.says(clause, _SPAN) or index.says(clause, _DATE)
    if _WEEKDAY.search(said):
        return index.says(clause, _DAY_OF_WEEK)
    return bool(_BY_WHEN.search(said)) and any(index.says(clause, each) for each in (_SPAN, _DATE, OFTEN, _EVENT))

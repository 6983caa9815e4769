"""Questions for a number that a book does give: the limit of an act in its own unit (能批几天假), how often a duty is done."""

from __future__ import annotations

import re

from bot.language.asking.questions import Question
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.rulebook.library import Library

#: By what was counted, the units of which that is a number; the first that fits counts.
_UNITS = (
    (re.compile(r"^多久$|^多长时间$|^ ?how long "), ("day", "hour", "minute")),
    (re.compile(r"(?:几|多少)个?(?:小时|钟头|分钟|刻钟)$|^ ?how mani (?:[a-z]+ )?(?:hour|minut)"), ("hour", "minute")),
    (re.compile(r"(?:几|多少)个?(?:工作)?(?:[天日周月]|星期|礼拜)$|^ ?how mani (?:[a-z]+ )?(?:day|week|month)"), ("day",)),
    (re.compile(r"^ ?how far "), ("day", "hour", "minute")),
    (re.compile(r"百分之(?:几|多少)$|几成$|^ ?what (?:percentag|proport|share)"), ("share",)),
    (re.compile(r"(?:几|多少)(?:平|平米|平方米)$|^ ?how mani squar"), ("square-metre",)),
    (re.compile(r"(?:几|多少)(?:个|名|位|人|口|个人)$|^ ?how mani "), ("person", "count")),
    (re.compile(r"(?:几|多少)[件份张台套辆种条间]$"), ("count",)),
)
#: 多久盘点一次, how often; and what answers it.
_HOW_OFTEN = re.compile(
    r"(?:多久|多长时间)[^,.;!?]{0,8}?[一1] ?[次回遍趟]|[一1每两2] ?个?(?:天|周|星期|礼拜|月|年|季度?)[^,.;!?]{0,6}?[几多]少? ?[次回遍趟]"
    r"| how often | how mani time (?:a|an|per|each|everi) "
)
OFTEN = re.compile(
    r"每(?:隔|班|次|[0-9一二两三四五六七八九十半]* ?个?(?:天|日|周|星期|礼拜|月|季|半?年|小时|钟头|分钟))|[天日周月季年]{2}(?=[检查报盘清])"
    r"| (?:daili(?! busi| work| oper| routin| manag| admin| perform)"  # of the daily business it doesn't say how often
    r"|hourli|weekli|fortnightli|monthli|quarterli|yearli|annual(?:li)?) | (?:everi|each|(?:onc|twice)(?: everi| an?)?)"
    r" (?:[a-z0-9]+ )?(?:minut|hour|day|night|week|fortnight|month|quarter|year|shift) "
)

#: 等几天才能批 is how long to wait; 坏了几分钟内 is by when, and 隔多长时间 how often.
_WAITING, _WITHIN = "等隔过了第", re.compile("[之以]?内")
#: 这几天, 等了几天 and 几天前 are no questions.
_VAGUE_BEFORE, _VAGUE_AFTER = "前这那好十上隔等哪没的", ("前", "以前", "之前", " ago")
#: 等了几天, 说了几次; but 拓展了几条渠道 asks.
_FOR_SOME = re.compile("几(?:个?[天日周月年次回遍句趟]|个?小时|分钟|星期)(?![之以]?内|算|才|能)")
#: 多久没走动了 is long ago, and asks nothing.
_LONG_AGO = re.compile("(?:有|都|不知)?(?:多久|多长时间|多少[天年]|几[天年])没[^,.;!?]{1,6}了")
#: 上几个小时 isn't the last few: it is taught or worked.
_LESSONS = re.compile("上几(?:个?(?:小时|钟头|课时)|节|堂|分钟)")
#: 抽几条录音听听可以吧 asks whether, and not how many.
_WHETHER = re.compile(r"(?:可以|[行能成得])(?:吗|吧|不|么|嘛)[?!。\s]*$")
#: Whether the number itself belongs to a limit, and not how much it is: 额度含不含本数, "is the limit inclusive".
_INCLUDED = re.compile(
    r"(?:含不含|包不包[含括]|含|包括?|算不算|算)[^,.;!?]{0,6}?(?:本数|本身|那个数|在内|进去)|本数"
    r"| (?:inclus|including|includ) | (?:figure|number|amount|limit) itself | exact (?:on|at) the (?:limit|figure|number) "
)
#: 总共分几个组: how many there are, and not which.
_ALTOGETHER = re.compile(r"共[^,.;!?]{0,4}$| altogether | in total ")


#: A stretch of time for which all together is asked: 一年里, 每个月, per week, in a year.
_PERIOD = re.compile(
    r"(?P<zh>(?:(?<![0-9第同])[一1]|每一?|整|全) ?(?:个)?(?:年|季度?|月|周|星期|礼拜|天|日))"
    r"(?:里|内|之内|下来|当中|中)?(?:我|他|她|部门|咱|我们|人)?(?:们|自己|个)?(?:总共|一共|合计|累计|加起来|统共|拢共|至少|最少|最多|顶多|能|可以|可|有|要|得|该|必须)"
    r"| (?P<en>(?:per|a|each|everi|in a|in one|over a|within a) (?:year|quarter|month|week|day)) "
    r"| (?P<word>annual|yearli|monthli|weekli|daili) (?:total|limit|budget|cap|maximum|allow|quota)"
)
#: What a question and what a clause, folded, say of a stretch of each length.
_LENGTHS = (
    (re.compile("年|year|annual"), re.compile("年| year| annual")),
    (re.compile("季|quarter"), re.compile("季| quarter")),
    (re.compile("月|month"), re.compile("月| month")),
    (re.compile("周|星期|礼拜|week"), re.compile("周|星期| week")),
    (re.compile("[天日]|day|dail"), re.compile("[天日]| day| daili")),
)


def period_asked(sentence: Sentence) -> tuple[str, re.Pattern[str]] | None:
    """The stretch of time for which all together is asked, as it was said, and what a clause with such a stretch says."""
    found = _PERIOD.search(sentence.folded.text)
    if found is None or any(hit.start < found.end() < hit.end for hit in sentence.of("action")):
        return None  # a day trip
    said = next(found[name] for name in ("zh", "en", "word") if found[name])
    return said, next(clause for asked, clause in _LENGTHS if asked.search(said))


def waited(text: str, hit: Hit) -> bool:
    """Whether it is asked how long one waits, or waited: 等几天, 过了多久."""
    before = text[hit.start - 1 : hit.start]
    within = text[hit.end - 1] == "内" or _WITHIN.match(text, hit.end)
    asks = (before == "了" and within) or (before == "隔" and text[hit.start] == "多")
    return bool(before) and before in _WAITING and not asks


def vague(text: str, hit: Hit) -> bool:
    """Whether 几 only says some: 病了好几天."""
    if _long_ago(text, hit):
        return True
    if text[hit.start] != "几" or text.endswith(("提前", "超过"), 0, hit.start):
        return False
    if _WHETHER.search(text):
        return True
    if text.endswith("过了", 0, hit.start) or _LESSONS.match(text, hit.start - 1 if hit.start else 0):
        return False
    if hit.start and text[hit.start - 1] in "了过":
        return bool(_FOR_SOME.match(text, hit.start))
    return (hit.start > 0 and text[hit.start - 1] in _VAGUE_BEFORE) or text.startswith(_VAGUE_AFTER, hit.end)


def _long_ago(text: str, hit: Hit) -> bool:
    found = _LONG_AGO.match(text, hit.start)
    return found is not None and text.startswith(",", found.end())


def several(text: str, hit: Hit) -> bool:
    """Whether it only says for how long: 病了好几天, 他这几天不在, 多久没走动了."""
    if _long_ago(text, hit):
        return True
    if text[hit.start] != "几" or not hit.start:
        return False
    return (
        text[hit.start - 1] in "好这那十"
        or bool(text[hit.start - 1] == "了" and _FOR_SOME.match(text, hit.start))
        or bool(_WHETHER.search(text))
    )


def included(sentence: Sentence) -> bool:
    """Whether it is asked if a number is itself within the limit."""
    return bool(_INCLUDED.search(sentence.folded.text))


def altogether(text: str, hit: Hit) -> bool:
    """Whether it is said that all of them are to be counted."""
    return hit.id == "count" and bool(_ALTOGETHER.search(text, 0, hit.start + 1))


def how_often(sentence: Sentence) -> tuple[Hit, ...]:
    """The words that ask how often something is done."""
    asked = [(found.start(), found.end()) for found in _HOW_OFTEN.finditer(sentence.folded.text)]
    return tuple(hit for hit in sentence.of("marker", "count") if any(start <= hit.start < end for start, end in asked))


def limits_asked(library: Library, question: Question) -> tuple[Hit, ...]:
    """The words that ask for a number in the unit of an act that was named, where some grant of it has a limit in that unit."""
    sentence = question.sentence
    if not question.actions or not sentence.of("marker", "count"):
        return ()
    units = {
        grant.limit.unit
        for grant in library.grants
        if grant.limit and grant.action in question.actions and library.vocabulary.actions[grant.action].unit == grant.limit.unit
    }
    if not units:
        return ()
    text = sentence.folded.text
    found = []
    for hit in sentence.of("marker", "count"):
        if waited(text, hit):
            continue
        said = text[hit.start : hit.end if not text[hit.end - 1].isspace() else hit.end + 24]
        fitting = next((names for pattern, names in _UNITS if pattern.search(said)), ())
        if units.intersection(fitting):
            found.append(hit)
    return tuple(found)

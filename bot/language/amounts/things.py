"""What an amount is for: so much for each person or thing, or so much in total."""

from __future__ import annotations

import re

from bot.language.amounts.surroundings import WINDOW, Around, Left

_PEOPLE_ZH = (
    "人|员工|健康顾问|顾问|经理|店员|护士|老师|司机|组长|职员|专员|保安|服务员|客服|同事"
    "|组员|顾客|客户|客人|成员|旅客|乘客|会员|学生|患者|病人|家属|租户|业主|商户|供应商|工人"
)
_THING = "人|位|名|个|件|次|天|日|单|份|笔|张|套|台|箱|盒|月|小时|分钟|周|杯|瓶|碗|盘|桌|包|袋|间|户|家|辆|批|趟|场|双|只|支|本|条|晚|床|票"
_ONE_EN = (
    "person|employee|agent|customer|client|member|guest|visitor|patient|student|passenger|tenant|claimant|supplier|worker|adviser|advisor"
    "|manager|clerk|driver|nurse|teacher|waiter|cleaner|guard|cashier|assistant|trainee|seller|officer"
)
_EN_THING = (
    f"{_ONE_EN}|people|head|case|day|time|item|order|month|hour|minute|week|offence|table|room|bottle|cup|box|bag|night|visit|meal|ticket|voucher"
    "|gift|piece"
)
_PEOPLE_EN = f"people|staff|(?:{_ONE_EN})s"
#: Nobody says how many they are, and each of them may get so much: 所有客户, 大家, all of the customers, everybody.
_ALL_ZH = (
    rf"(?:(?:所有|全部|全体|各位)(?:的|[^,.;!?，。；！？、0-9]{{1,6}}的)?(?:{_PEOPLE_ZH})|大家|大伙|全[组员班](?![的工]))"
    "(?:们|都|各|每人|一律)*"
)
_ALL_EN = (
    rf"(?:all (?:of )?(?:the |our |my |these |those |its )?(?:[a-z]+ )?(?:{_PEOPLE_EN})"
    r"|all of them|them all|everyone|everybody)(?![a-z'])"
)
_GIVEN = "[给赔偿奖励罚发补送退]"
#: What may stand between them and the sum: compensate all the customers affected with 400 yuan.
_BETWEEN = (
    "(?: (?:in|on) (?:my|our|the) [a-z]+)?"
    "(?: (?:affected|concerned|present|here|with|of|by|a|an|the|about|around|at|most|up|to|another|extra))*"
)
_ALL_BEFORE = re.compile(
    rf"(?:{_GIVEN}{_ALL_ZH}[^,.;!?，。；！？、]{{0,6}}|{_ALL_ZH}{_GIVEN}[^,.;!?，。；！？、]{{0,6}}|{_ALL_ZH}[,，]?"
    rf"|(?<![a-z]){_ALL_EN}{_BETWEEN},?) ?$"
)
_ALL_AFTER = re.compile(rf" ?(?:(?:[赔补奖发送退])?给{_ALL_ZH}|(?:to|for) {_ALL_EN})")
#: 5 hours of overtime each.
_EACH_LATER = re.compile(r" of (?:[a-z]+ ){1,2}?(?:each|apiece)(?![a-z])(?! other)")
EACH_BEFORE = re.compile(
    rf"(?:每一?(?P<zh>个(?:{_PEOPLE_ZH})|{_THING})(?!都)|各(?![种位部级项类方个])|人均|(?<![0-9第])一人"
    rf"|(?<![a-z])each(?: (?P<en>{_EN_THING}))?|(?<![a-z])every (?P<every>{_EN_THING}) "
    rf"|(?<![a-z])per (?P<per>{_EN_THING}),?)(?: (?:in|of|on) (?:the|my|our|this) [a-z ]{{2,16}})?[^,.;!?，。；！？、]{{0,16}}$"
)
#: The same, with more said of them: every employee of the department 400 yuan.
_EACH_OF_A_UNIT = re.compile(
    rf"(?<![a-z])(?:each|every) (?P<en>{_EN_THING}) (?:in|of|on|from) (?:the|my|our|this) (?:[a-z]+ ){{1,3}}(?:by |with )?$"
)
#: One of several, each of so much: two loans of 40,000.
_OF_SEVERAL = re.compile(
    r"(?<![a-z0-9.,])(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9][0-9]) (?:[a-z-]+ ){0,2}?"
    r"(?:loan|reward|bonus|fine|penaltie|compensation|payment|refund|purchase|discount|instalment|installment|advance|grant|gift|voucher"
    r"|contract|order|invoice|transfer|cheque|check|waiver|deposit|ticket)(?:e?s) (?:of|at|worth) $"
)
EACH_AFTER = re.compile(
    rf" ?(?:(?:/|每|一(?=个人|人|位|名)|1(?=个人|人|位|名)) ?(?P<zh>个人|{_THING})|(?:/|(?:per|an?|for each|for every) )(?P<en>{_EN_THING})"
    r"|each|apiece|(?:to|for) (?:each|every)(?: one)? of)(?![a-z])(?: of)?"
)
_TOTAL = r"(?:一共|总共|合计|共计|总计|总额|共(?![同])|(?<![a-z])(?:in total|total(?: of)?|altogether))"
TOTAL_BEFORE = re.compile(rf"{_TOTAL}[^0-9,.;!?，。；、]{{0,6}}$")
#: Somewhere before in the clause.
TOTAL_AHEAD = re.compile(rf"{_TOTAL}[^0-9,.;!?，。；、]*$")
TOTAL_AFTER = re.compile(r" ?(?:in total|total|altogether|all told|in all|between them)(?![a-z])")
_PEOPLE = {"人", "位", "名", "people", "head", *_ONE_EN.split("|"), *(f"个{one}" for one in _PEOPLE_ZH.split("|"))}


def for_all(text: str, left: Left, end: int) -> bool:
    """Whether so much is for all of some people, nobody knows how many."""
    return bool(_ALL_BEFORE.search(text, max(0, left.start - 2 * WINDOW), left.start) or _ALL_AFTER.match(text, end))


def find_each(text: str, left: Left, *ends: int) -> tuple[re.Match[str] | None, int]:
    """What says that so much is for each, and where the mention ends with it: 100元每人以内, 100元以内每人."""
    for end in ends:
        if each := EACH_AFTER.match(text, end):
            return each, max(each.end(), *ends)
    if later := _EACH_LATER.match(text, ends[0]):
        return later, max(ends)
    if several := _OF_SEVERAL.search(text, max(0, left.start - 2 * WINDOW), left.start):
        return several, max(ends)
    return EACH_BEFORE.search(left.text) or _EACH_OF_A_UNIT.search(text, max(0, left.start - 2 * WINDOW), left.start), max(ends)


def thing_of(each: re.Match[str] | None) -> str:
    """The one name of what `each` refers to; '' where it doesn't say."""
    said = each.groupdict() if each else {}
    return _name_thing(said.get("zh") or said.get("en") or said.get("per") or said.get("every") or "")


def counted(text: str, around: Around) -> str:
    """The one name of what a number counts."""
    if around.unit.unit != "count":
        return around.unit.unit
    return _name_thing(text[around.numeral.end : around.end].strip())


def is_person(word: str) -> bool:
    """Whether a word counts people: passengers, 位."""
    return _name_thing(word) == "person"


def _name_thing(word: str) -> str:
    """One name for one thing: people are 'person', 天 and 日 are 'day'."""
    one = word.removesuffix("s") if word.isascii() else word
    if word in _PEOPLE or one in _PEOPLE:
        return "person"
    if one in ("天", "日", "day"):
        return "day"
    return one if one.isascii() else one[-1:]

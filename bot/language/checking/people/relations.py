"""How somebody stands to the speaker: of the own group, of another department, oneself, a customer."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bot.language.checking.people.benefiting import benefits_oneself
from bot.language.checking.people.oneself import done_to_oneself
from bot.language.checking.wording.negating import negated, only_asked
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once
from bot.language.speaking import Speaker
from bot.model import Relation

#: What authority is granted over, so that it has to be stated.
_OWN = (Relation.OWN_GROUP, Relation.OWN_DEPARTMENT)
_WHETHER = re.compile(
    r"(?:不知道?|不晓得|不清楚|不确定|不敢肯定|说不准|拿不准|没弄清|没搞清|搞不清|弄不清|是不是|是否|算不算|属不属)[^,.;!?]*$"
    r"| (?:not sure|unsure|not certain|uncertain|don't know|do not know|dunno|no idea|unclear|can't tell|cannot tell|whether|wonder)"
    r" [^,.;!?]*$"
)
_UNSURE = re.compile(r"[^,.;!?我]{0,5},?我?也?还?(?:不知道?|不晓得|不清楚|不确定|说不准|拿不准|没[弄搞查闹整](?:清|明白)|[弄搞闹]不清)")
#: Whose employee somebody was, will be or would be.
_UNTIL_THEN = re.compile("之前|以前|前就")
_ONCE = re.compile(
    r"(?:要是|假如|如果|以前|曾经|原来|早先|下个?月|将来|想来|想到|离开|离了|除了)[^,.;!?]{0,8}$"
    r"|(?:上周|上个?月|上个?季度|去年|前年|昨天|前天|之前|前阵子|年初|月初)[都也]?[还才][^,.;!?]{0,8}$"
    r"| (?:wa|were|was) still(?: [a-z']+){0,2} ?$"
    r"| (?:former|use to be|left|leav|will be|want to (?:be|join)|wish to|next month|was once|when (?:he|she|they) (?:wa|were|was)"
    r"|if)(?: [a-z']+){0,3} ?$"
)


def _not_now(sentence: Sentence, hit: Hit) -> bool:
    """Whether it isn't said of now."""
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    before = _ONCE.search(text, segment.start, hit.front(text))
    if before and any(act.start <= before.start() < act.end for act in sentence.of("action")):
        before = None  # leave for a nurse in my team: nobody leaves
    return bool(before or _UNTIL_THEN.match(text, hit.end))


#: Somebody who has yet to come.
_YET_TO_COME = re.compile(
    "(?:下个?月|下周|将来|以后|明年|过几天|月底)[^,.;!?]{0,4}(?:才|要|会|就)[^,.;!?]{0,2}(?:调|转|来|到|进|归|并)[来到进入归]?$"
    "| (?:will|to) (?:onli )?(?:join|come to|move to|transfer to|be transfer to) $"
)


#: Somebody who has left: 上月已经从我组转去二组了.
_LEFT = re.compile(r"(?:已经?|早就?|早已|上个?月|上周|昨天|前[几天阵]|去年|刚刚?|才)[^,.;!?]{0,4}从$")
_AWAY = re.compile("的?(?:转|调|换|去|搬|划|并|走)")
_UNTIL = re.compile(
    r" (?:un)?till? (?:last|yesterday|the (?:end|start|beginning|first)|(?:a|two|three|some) (?:day|week|month)|recent|earlier|he|she|they)"
    r"|的?[,]?(?:到|直到|截至)(?:上|昨|前|去)"
)


def _other_now(sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody is going to be the speaker's and so isn't yet, or has left: 小何下个月才调来我组, 已经从我组转走."""
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    if _LEFT.search(text, segment.start, hit.start) and _AWAY.match(text, hit.end):
        return True
    if _UNTIL.match(text, hit.back(text)):
        return True
    return bool(_YET_TO_COME.search(text, segment.start, hit.front(text)))


def _in_doubt(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is said not to be known."""
    text = sentence.folded.text
    return bool(_WHETHER.search(text, 0, hit.front(text)) or _UNSURE.match(text, hit.end))


def relations(sentence: Sentence, speaker: Speaker, zone: Sequence[int]) -> set[str]:
    """Every relation that the sentence states; where somebody is sent to says nothing about where they belong."""
    found: set[str] = set()
    for hit in sentence.of("relation"):
        if sentence.segment_of(hit.start) not in zone or _aside(sentence, hit, found):
            continue
        if hit.id in _OWN and _other_now(sentence, hit):
            found.add(_OPPOSITE[hit.id])
        elif negated(sentence, hit, english_reach=_BESIDE):
            found |= {_OPPOSITE[hit.id]} if hit.id in _OPPOSITE else set()
        else:
            found.add(hit.id)
    if benefits_oneself(sentence, zone) or any(sentence.segment_of(place) in zone for place in done_to_oneself(sentence)):
        found.add(Relation.SELF)
    for relation in (_unit_relation(sentence, speaker, zone), _numbered_group(sentence, _own_numbers(speaker))):
        found |= {relation} if relation else set()
    return found


def _aside(sentence: Sentence, hit: Hit, found: Set[str]) -> bool:
    """Whether a relation says nothing of whom the act is done to; `found` are those that were said before it."""
    text = sentence.folded.text
    if only_asked(sentence, hit) and not _whether_one_may(sentence, hit):
        return True  # 是不是我组的人
    if hit.id == Relation.SELF:
        return bool(_OWN_UNIT.match(text, hit.end))  # 把自己部门的片区…, 奖励我们组的老张
    if hit.id in _OWN:
        return not _other_now(sentence, hit) and (_not_now(sentence, hit) or _in_doubt(sentence, hit))  # 小王以前是我带的
    if hit.id.startswith("other-"):
        before = text[max(0, hit.start - 14) : hit.start].rstrip(" a")
        sent = before.endswith(_DESTINATION) and not before.endswith("belong to")
        return sent or bool(_LET_ALONE.match(text, hit.end)) or _helps(sentence, hit, found)
    return False


def _whether_one_may(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is asked if something may be done to them, and not whether they are: 我能罚别的组的人吗."""
    index = sentence.segment_of(hit.start)
    before = [act.start for act in sentence.of("action") if act.start < hit.start and sentence.segment_of(act.start) == index]
    return any(may.start < start for may in sentence.of("marker", "may") for start in before if sentence.segment_of(may.start) == index)


def _helps(sentence: Sentence, hit: Hit, found: Set[str]) -> bool:
    """Whether another department only has to do with what was done to one's own: 把我组小严辞退，人事那边帮办手续."""
    if hit.id != Relation.OTHER_DEPARTMENT or found.isdisjoint(_OWN):
        return False
    last = max((sentence.segment_of(act.start) for act in sentence.of("action")), default=len(sentence.segments))
    segment = sentence.segments[sentence.segment_of(hit.start)]
    behind = sentence.segment_of(hit.start) > last
    return behind and bool(_HELPING.search(sentence.said_in(segment))) and not _CONCERNED.search(sentence.said_in(segment))


#: What another department does about it …
_HELPING = re.compile("帮|办理?手续|走流程|配合|协助|知悉|知会|入账|记账|打款|备案|跟进| process | paperwork | help | book it ")
#: … unless somebody of theirs is concerned.
_CONCERNED = re.compile(r"也|还有|一样|[他她]|其实|属于|编制|的[小老阿]|部[小老阿]| (?:also|too|he|she|him|her|they|belong) ")
#: Who is told not to be concerned.
_LET_ALONE = re.compile("的?(?:人|事|员工|片区)?(?:我|我们)?(?:都|就|可|也)?(?:不|没|绝不|从不)(?:碰|动|管|涉及|包括|牵涉|沾)")
_OWN_UNIT = re.compile(r"们?的?(?:部门|小?组|手下|手底下|团队|公司|员工|组员|下属|的人)")
#: 'Not in my group' denies the group; in 'it is not about Zhang in my group' something else is denied.
_BESIDE = 6
_DESTINATION = ("到", "去", "往", " to", " into", "进")
_OPPOSITE = {"own-group": "other-group", "own-department": "other-department"}
_NUMBER = "[0-9一二三四五六七八九十甲乙丙a-d]"
_GROUP = re.compile(rf"({_NUMBER})组|(?:group|team) (one|two|three|four|five|[0-9a-d])\b")
_LEADS = re.compile(r"我(?:带|管|负责|领|是|在)|i (?:lead|run|head|manag|am)|mine is|my own is")


def _own_numbers(speaker: Speaker) -> set[str]:
    """The numbers of the speaker's own groups, by their names in the staff list."""
    me = speaker.person
    groups = [speaker.staff.groups[key] for key in (*me.leads, me.group or "") if key in speaker.staff.groups] if me else []
    named = [_GROUP.search(f" {name.lower()} ") for group in groups for name in (group.zh, group.en)]
    return {_figure(found) for found in named if found}


def _figure(found: re.Match[str]) -> str:
    """The number of a group as a figure, however it is written."""
    said = found.group(1) or found.group(2)
    return _FIGURES.get(said, said)


#: How a number is written.
_FIGURES = {
    word: str(number) for words in ("一二三四五六七八九", "one two three four five".split()) for number, word in enumerate(words, 1)
}


def _numbered_group(sentence: Sentence, mine: Set[str]) -> Relation | None:
    """二组的小韩, 我带的是一组: another number than one's own is another group; one number alone only says 'in the department'."""
    own, others = set(mine), set[str]()
    for found in _GROUP.finditer(sentence.folded.text):
        segment = sentence.segments[sentence.segment_of(found.start())]
        leads = _LEADS.search(sentence.folded.text, segment.start, found.start())
        (own if leads else others).add(_figure(found))
    if not others:
        return None
    if not own:
        return Relation.OWN_DEPARTMENT
    return Relation.OWN_GROUP if others <= own else Relation.OTHER_GROUP


_NAMED = re.compile(r"(?:阿|小(?!组|部)|老(?![是爱总板]))[\u4e00-\u9fff]")


def _unit_relation(sentence: Sentence, speaker: Speaker, zone: Sequence[int]) -> Relation | None:
    """财务部的小王, the key accounts department's Li: the department named with 的 tells how they stand."""
    for hit in sentence.of("unit"):
        if sentence.segment_of(hit.start) not in zone:
            continue
        after = sentence.folded.text[hit.end : hit.end + 2]
        named = _NAMED.match(sentence.folded.text, hit.end)  # 客服部阿强
        if not named and not after.startswith(("的", "员", "那", "同", " 的")) and sentence.language == "zh":
            continue
        return Relation.OWN_DEPARTMENT if hit.id.split("/")[0] in speaker.books else Relation.OTHER_DEPARTMENT
    return Relation.OTHER_DEPARTMENT if _of_a_strange_department(sentence, zone) else None


#: 物流部的小庄: a department that no book has, and somebody of it.
_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff](?![们本我咱俺全内外该各])[\u4e00-\u9fff]部门?(?:那边|里头?)?的?(?:阿|小(?!组|部)|老(?![是爱总板]))[\u4e00-\u9fff]"
)


def _of_a_strange_department(sentence: Sentence, zone: Sequence[int]) -> bool:
    """Whether somebody is named by a department that is none of the books'."""
    return any(sentence.segment_of(place) in zone for place in _strange_departments(sentence))


@once
def _strange_departments(sentence: Sentence) -> list[int]:
    """Where somebody is named so."""
    known = (*sentence.of("unit"), *sentence.of("role"), *sentence.of("relation"))
    found = [match.span() for match in _DEPARTMENT.finditer(sentence.folded.text)]
    return [start for start, end in found if not any(hit.start < end and start < hit.end for hit in known)]


#: She quarrelled with a customer: what came of that isn't done to the customer.
_WITH = re.compile(r"[跟和对与向冲骂吼凶]$| (?:with|at|to|toward|against) (?:a |an |the |our |her |his )?$")


def beside_a_customer(sentence: Sentence, hit: Hit) -> bool:
    """Whether a customer is named where the act is."""
    index, text = sentence.segment_of(hit.start), sentence.folded.text
    here = [customer for customer in sentence.of("relation", "customer") if sentence.segment_of(customer.start) == index]
    return any(customer.start > hit.start or not _WITH.search(text, 0, customer.start + 1) for customer in here)

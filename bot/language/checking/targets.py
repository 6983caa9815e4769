"""Whom an act concerns, and who is said to be away.

A person is told by the staff list, everybody else by the post that is named or by how they stand to the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.authority.routing import line_above
from bot.language.checking.benefiting import benefits_oneself
from bot.language.checking.negating import negated, only_asked
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import Relation, RoleKey, Target
from bot.rulebook.library import Library
from bot.staff import Person, relation_of

#: Of several relations in one sentence, the one that narrows authority most is believed.
_RELATIONS = (
    Relation.OTHER_DEPARTMENT,
    Relation.SELF,
    Relation.OTHER_GROUP,
    Relation.OWN_GROUP,
    Relation.OWN_DEPARTMENT,
)


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
    r"| (?:former|use to be|left|leav|will be|want to (?:be|join)|wish to|next month|was once|when (?:he|she|they) (?:wa|were|was)"
    r"|if)(?: [a-z']+){0,3} ?$"
)


def _not_now(sentence: Sentence, hit: Hit) -> bool:
    """Whether it isn't said of now."""
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    before = _ONCE.search(text, segment.start, hit.start + (text[hit.start] == " "))
    return bool(before or _UNTIL_THEN.match(text, hit.end))


#: Somebody who has yet to come.
_YET_TO_COME = re.compile(
    "(?:下个?月|下周|将来|以后|明年|过几天|月底)[^,.;!?]{0,4}(?:才|要|会|就)[^,.;!?]{0,2}(?:调|转|来|到|进|归|并)[来到进入归]?$"
    "| (?:will|to) (?:onli )?(?:join|come to|move to|transfer to|be transfer to) $"
)


def _other_now(sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody is going to be the speaker's and so isn't yet: 小何下个月才调来我组."""
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    return bool(_YET_TO_COME.search(text, segment.start, hit.start + (text[hit.start] == " ")))


def _in_doubt(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is said not to be known."""
    text = sentence.folded.text
    return bool(_WHETHER.search(text, 0, hit.start + (text[hit.start] == " ")) or _UNSURE.match(text, hit.end))


def absences(library: Library, sentence: Sentence, speaker: Speaker) -> frozenset[RoleKey]:
    """The posts of the speaker's books that the sentence says are away (总监出差, the director is on leave, my boss is out)."""
    away: set[RoleKey] = set()
    absent = sentence.of("marker", "away")
    present = [m for m in sentence.of("marker", "present") if not negated(sentence, m)] if absent else []
    for marker in absent:
        index = sentence.segment_of(marker.start)
        there = [m for m in present if not _runs_into(m, marker)]
        back = any(sentence.segment_of(m.start) in (index, index + 1) for m in there)
        if back or negated(sentence, marker) or only_asked(sentence, marker):
            continue
        segment, text = sentence.segments[index], sentence.folded.text
        if _UNCERTAIN.search(text, segment.start, segment.end) or _GOES_ON.match(text, marker.end - (text[marker.end - 1] == " ")):
            continue
        roles = [hit for hit in sentence.of("role") if segment.start <= hit.start < marker.start and _is_subject(sentence, hit, marker)]
        roles = [hit for hit in roles if not any(marker.start < act.end for act in _around(sentence, hit))]  # 批准店员请假
        away |= {hit.id for hit in roles if hit.id not in speaker.roles and hit.id.split("/")[0] in speaker.books}
        bosses = [
            m
            for m in sentence.of("marker", "boss")
            if segment.start <= m.start < marker.start and _is_subject(sentence, m, marker) and not _OF_ANOTHER.search(text, 0, m.start)
        ]
        if bosses and not roles and (boss := _boss(library, speaker)):
            away.add(boss)
    return frozenset(away)


#: So much may stand between them (characters).
_BETWEEN = 24
#: Between whoever is away and the word that says so: 总监这两天去外地…, the director is both … and nobody else's absence.
_ONESELF = re.compile(
    r"[)）]?(?:今[天早]|现在|目前|最近|这|那|[两几一三]|[天周月]|礼拜|个|些|正好|恰好|刚好|[正恰都也又刚老已经俩人和与跟及、]|和我"
    r"|请|了|休|[病年事产]假?|生病?|住院"
    r"|外地|开会|临时|因公|因病|出差|出国|外出|[去到上飞跑在])*(?:[去到上飞][\u4e00-\u9fff]{2,3})?"
    r"|[)）]?(?: (?:is|are|has|have|been|be|away|off|out|on|both|all|today|now|current|still|when|while|she|he|that|person"
    r"|goe|gone|went|flew|flown"
    r"|call|in|lie|home|just|alreadi|this|week|morn|also|actual|of|the|our|depart|at|and))* ?"
)
#: 客户的老板, 财务部领导: somebody else's.
_OF_ANOTHER = re.compile(r"(?:(?<!我)(?<!我们)(?<!咱们)的|[部家店])$")
#: What is only feared, planned, heard or over.
_UNCERTAIN = re.compile(
    r"可能|也许|估计|听说|据说|好像|大概|说不定|取消|下周|下个?月|明天|后天|上周|上个?月|昨天"
    r"| (?:might|may be|mayb|perhap|probabl|appar|heard|next|tomorrow|cancel|last week|yesterday|rare|wa|were|want|wish|hope|plan|will) "
)
#: What the word for being away goes on as: 不在乎, sick of, not in favour.
_GOES_ON = re.compile(
    r"(?:乎|意|线|状态|场|会议|[单条扣]|[十一二]?[分钟会下儿]*钟)|-|temper"
    r"| of (?!town|offic|the offic|countri|the countri|the build|depart)"
    r"| (?:the mood|favour|favor|agreement|charg) "
)


def _is_subject(sentence: Sentence, hit: Hit, marker: Hit) -> bool:
    """Whether it is whoever was named that is away, and not somebody of whom more is said between."""
    text = sentence.folded.text
    end = hit.end - (text[hit.end - 1] == " ")
    between = text[end : marker.start + (text[marker.start] == " ")]
    for other in sentence.of("role"):
        if end <= other.start and other.end <= marker.start + 1:
            between = between.replace(text[other.start : other.end].strip(), "", 1)  # 总监和助理都不在
    return len(between) <= _BETWEEN and bool(_ONESELF.fullmatch(between))


def _boss(library: Library, speaker: Speaker) -> RoleKey | None:
    """Whom the speaker calls the boss: the post right above their own, where the book has just one."""
    lines = [library.roles[role].reports_to for role in speaker.roles]
    above = {key for line in lines if line for key in line.to}
    return above.pop() if len(above) == 1 else None


def _around(sentence: Sentence, hit: Hit) -> list[Hit]:
    """The acts in the midst of whose words something is named: it is what they are done to."""
    text = sentence.folded.text
    first, last = hit.start + (text[hit.start] == " "), hit.end - (text[hit.end - 1] == " ")  # neighbours share the space between them
    return [act for act in sentence.of("action") if any(start <= first and last <= end for start, end in act.gaps)]


def _runs_into(hit: Hit, other: Hit) -> bool:
    """Whether it ends within the other: the 总监在 of 总监在外地."""
    return hit.start < other.start < hit.end < other.end


def target_of(
    library: Library,
    sentence: Sentence,
    speaker: Speaker,
    absent: frozenset[RoleKey],
    zone: Sequence[int] | None = None,
    person: Person | None = None,
) -> Target:
    """Whom it concerns: a person of the staff list by name, a post, or how they stand to the speaker."""
    wanted = range(len(sentence.segments)) if zone is None else zone
    if person is not None:
        return Target(relation=relation_of(speaker.person, person) if speaker.person else None, person=person.id, name=person.name)
    relations = _relations(sentence, speaker, wanted)
    relation = next((r for r in _RELATIONS if r in relations), None)
    if relation is None and "customer" in relations:
        relation = Relation.CUSTOMER
    role = _object_role(library, sentence, speaker, absent, wanted)
    if role and relation in (None, Relation.CUSTOMER):
        relation, role = _standing(library, speaker, role)
    return Target(relation=relation, role=role)


def _standing(library: Library, speaker: Speaker, role: RoleKey) -> tuple[Relation, RoleKey | None]:
    """How the holder of a post stands to the speaker; of another department's the post itself doesn't matter."""
    if role.split("/")[0] not in speaker.books:
        return Relation.OTHER_DEPARTMENT, None
    below = any(above in speaker.roles for above in line_above(library, role))
    return Relation.OWN_DEPARTMENT if below else Relation.OTHER_GROUP, role


def _relations(sentence: Sentence, speaker: Speaker, zone: Sequence[int]) -> set[str]:
    """Every relation that the sentence states; where somebody is sent to says nothing about where they belong."""
    found: set[str] = set()
    last = max((sentence.segment_of(act.start) for act in sentence.of("action")), default=len(sentence.segments))
    for hit in sentence.of("relation"):
        if sentence.segment_of(hit.start) not in zone:
            continue
        if hit.id == Relation.OTHER_DEPARTMENT and not found.isdisjoint(_OWN) and sentence.segment_of(hit.start) > last:
            continue  # 把我组小严辞退，人事那边帮办手续
        if hit.id == Relation.SELF and _OWN_UNIT.match(sentence.folded.text, hit.end):
            continue  # 把自己部门的片区…
        before = sentence.folded.text[max(0, hit.start - 10) : hit.start].rstrip(" a")
        if hit.id.startswith("other-") and before.endswith(_DESTINATION) and not before.endswith("belong to"):
            continue
        if hit.id in _OWN and _other_now(sentence, hit):
            found.add(_OPPOSITE[hit.id])
            continue  # 小何下个月才调来我组
        if only_asked(sentence, hit) or (hit.id in _OWN and _not_now(sentence, hit)):
            continue  # 是不是我组的人, 小王以前是我带的
        if hit.id in _OWN and _in_doubt(sentence, hit):
            continue  # not sure whether he belongs to my group
        if hit.id.startswith("other-") and _LET_ALONE.match(sentence.folded.text, hit.end):
            continue  # 别组的我不碰
        if negated(sentence, hit, english_reach=_BESIDE):
            found |= {_OPPOSITE[hit.id]} if hit.id in _OPPOSITE else set()
        else:
            found.add(hit.id)
    if benefits_oneself(sentence, zone):
        found.add(Relation.SELF)
    for relation in (_unit_relation(sentence, speaker, zone), _numbered_group(sentence)):
        found |= {relation} if relation else set()
    return found


#: Who is told not to be concerned.
_LET_ALONE = re.compile("的?(?:人|事|员工|片区)?(?:我|我们)?(?:都|就|可|也)?(?:不|没|绝不|从不)(?:碰|动|管|涉及|包括|牵涉|沾)")
_OWN_UNIT = re.compile(r"的?(?:部门|小?组|手下|手底下|团队|公司|员工|组员|下属|的人)")
#: 'Not in my group' denies the group; in 'it is not about Zhang in my group' something else is denied.
_BESIDE = 6
_DESTINATION = ("到", "去", "往", " to", " into", "进")
_OPPOSITE = {"own-group": "other-group", "own-department": "other-department"}
_NUMBER = "[0-9一二三四五六七八九十甲乙丙a-d]"
_GROUP = re.compile(rf"({_NUMBER})组|(?:group|team) (one|two|three|four|five|[0-9a-d])\b")
_LEADS = re.compile(r"我(?:带|管|负责|领|是|在)|i (?:lead|run|head|manag|am)|mine is|my own is")


def _numbered_group(sentence: Sentence) -> Relation | None:
    """二组的小韩, 我带的是一组: another number than one's own is another group; one number alone only says 'in the department'."""
    own: set[str] = set()
    others: set[str] = set()
    for found in _GROUP.finditer(sentence.folded.text):
        segment = sentence.segments[sentence.segment_of(found.start())]
        leads = _LEADS.search(sentence.folded.text, segment.start, found.start())
        (own if leads else others).add(found.group(1) or found.group(2))
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
    known = (*sentence.of("unit"), *sentence.of("role"), *sentence.of("relation"))
    found = [match.span() for match in _DEPARTMENT.finditer(sentence.folded.text) if sentence.segment_of(match.start()) in zone]
    return any(not any(hit.start < end and start < hit.end for hit in known) for start, end in found)


def person_named(text: str, speaker: Speaker) -> tuple[Person | None, str]:
    """The one colleague whom the text names by id or name, and the text with 'colleague' in their place.

    An id has figures in it that would be read as amounts. Where two are named, neither is taken.
    """
    me = speaker.person.id if speaker.person else None
    spoken = [one for one in speaker.staff.names.within(text) if any(person.id != me for person in one[2])]
    found = {person.id: person for *_, bearers in spoken for person in bearers if person.id != me}
    if len(found) != 1:
        return None, text
    for begins, ends, _ in reversed(spoken):
        text = f"{text[:begins]}{' colleague ' if text[begins:ends].isascii() else '同事'}{text[ends:]}"
    return next(iter(found.values())), text


_OBJECT_BEFORE = (
    "罚",
    "奖",
    "奖励",
    "处罚",
    "辞退",
    "开除",
    "调离",
    "炒掉",
    "调走",
    "把",
    "给",
    "让",
    "对",
    "将",
    "扣",
    "发",
    "推荐",
    "提拔",
)
_ADDRESSED_BEFORE = ("向", "请", "找", "由", "报", "跟", "和", "问", "经", "等", "是", "作为", "代", "代理", "替", "ask", "tell")
_PRONOUNS = ("他", "她", "him", "her", "them")


def _object_role(library: Library, sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey], zone: Sequence[int]) -> RoleKey | None:
    """A post that the act is done to: 罚经理 200 元, 批准店员请假, or 经理老迟到，罚他 50 元.

    Where several books have one that is called so, it is that of the speaker's own.
    """
    conduct = {key for key, fact in library.vocabulary.facts.items() if fact.concerns == "employee"}
    named = [hit for hit in sentence.of("role") if sentence.segment_of(hit.start) in zone and hit.id not in absent]
    ours = [hit for hit in named if hit.id.split("/")[0] in speaker.books]
    others = [hit for hit in named if not any(hit.start < own.end and own.start < hit.end for own in ours)]
    return next((hit.id for hit in (*ours, *others) if hit.id not in speaker.roles and _done_to(sentence, hit, conduct)), None)


def _done_to(sentence: Sentence, hit: Hit, conduct: Collection[str]) -> bool:
    """Whether a post is named as the one to whom an act is done; `conduct` are the facts that tell how somebody works."""
    text, index = sentence.folded.text, sentence.segment_of(hit.start)
    before = text[max(0, hit.start - 8) : hit.start].rstrip(" 一名个位该我们咱本the")
    if before.endswith(_ADDRESSED_BEFORE):
        return False
    acts = sentence.of("action")
    if before.endswith(_OBJECT_BEFORE) or _around(sentence, hit):
        return True
    if any(0 <= hit.start - act.end <= 5 and sentence.segment_of(act.start) == index for act in acts):
        return True
    subject = any(sentence.segment_of(f.start) == index and f.start >= hit.end and f.id in conduct for f in sentence.of("fact"))
    after = [act for act in (*acts, *sentence.of("money")) if act.start >= hit.end]
    return subject and any(word in text[act.start : act.end + 5] for act in after for word in _PRONOUNS)

"""Who is said to be away."""

from __future__ import annotations

import re

from bot.language.checking.people.targets import around
from bot.language.checking.wording.negating import negated, only_asked
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import RoleKey
from bot.rulebook.library import Library


def absences(library: Library, sentence: Sentence, speaker: Speaker) -> frozenset[RoleKey]:
    """The posts of the speaker's books that the sentence says are away (总监出差, the director is on leave, my boss is out)."""
    away: set[RoleKey] = set()
    absent = sentence.of("marker", "away")
    present = [m for m in sentence.of("marker", "present") if not negated(sentence, m)] if absent else []
    for marker in absent:
        index = sentence.segment_of(marker.start)
        there = [m for m in present if not _runs_into(sentence, m, marker)]
        back = any(sentence.segment_of(m.start) in (index, index + 1) for m in there)
        if back or negated(sentence, marker) or only_asked(sentence, marker):
            continue
        segment, text = sentence.segments[index], sentence.folded.text
        if _UNCERTAIN.search(text, segment.start, segment.end) or _GOES_ON.match(text, marker.back(text)):
            continue
        roles = [hit for hit in sentence.of("role") if segment.start <= hit.start < marker.start and _is_subject(sentence, hit, marker)]
        roles = [hit for hit in roles if not any(marker.start < act.end for act in around(sentence, hit))]  # 批准店员请假
        away |= {hit.id for hit in roles if hit.id not in speaker.roles and hit.id.split("/")[0] in speaker.books}
        bosses = [
            m
            for m in sentence.of("marker", "boss")
            if segment.start <= m.start < marker.start and _is_subject(sentence, m, marker) and not _OF_ANOTHER.search(text, 0, m.start)
        ]
        if bosses and not roles and (boss := _boss(library, speaker)):
            away.add(boss)
    return frozenset(away)


#: So long is the name of a place.
_A_PLACE = 4
#: So much may stand between them (characters).
_BETWEEN = 24
#: Between whoever is away and the word that says so: 总监这两天去外地…, the director is both … and nobody else's absence.
_ONESELF = re.compile(
    r"[)）]?(?:今[天早]|现在|目前|最近|这|那|[两几一三]|[天周月]|礼拜|个|些|正好|恰好|刚好|[正恰都也又刚老已经俩人和与跟及、]|和我"
    r"|人|还|请|了|休|[病年事产]假?|生病?|住院"
    r"|外地|开会|临时|因公|因病|出差|出国|外出|[去到上飞跑在])*(?:[去到上飞在][\u4e00-\u9fff]{2,4})?"
    r"|[)）]?(?: (?:is|are|has|have|been|be|away|off|out|on|both|all|today|now|current|still|when|while|she|he|that|person"
    r"|goe|gone|went|flew|flown"
    r"|call|in|lie|home|just|alreadi|this|week|morn|also|actual|of|the|our|depart|at|and))* ?"
)
#: 客户的老板, 财务部领导: somebody else's.
_OF_ANOTHER = re.compile(r"(?:(?<!我)(?<!我们)(?<!咱们)的|[部家店])$")
#: What is only feared, planned, heard or over.
_UNCERTAIN = re.compile(
    r"可能|也许|估计|听说|据说|好像|大概|说不定|取消|驳回|销了?假|没批|刚上班|也在办公|去年|下周|下个?月|明天|后天|上周|上个?月|昨天"
    r"| (?:might|may be|mayb|perhap|probabl|appar|heard|next|tomorrow|cancel|last week|yesterday|rare|wa|were|want|wish|hope|plan|will) "
)
#: What the word for being away goes on as: 不在乎, sick of, not in favour.
_GOES_ON = re.compile(
    r"(?:乎|意|线|状态|场|会议|[错池]|没[批准过]|被驳|又销|,从|[单条扣]|[十一二]?[分钟会下儿]*钟)|-|temper"
    r"| of (?!town|offic|the offic|countri|the countri|the build|depart)"
    r"| (?:the mood|favour|favor|agreement|charg) "
)


def _is_subject(sentence: Sentence, hit: Hit, marker: Hit) -> bool:
    """Whether it is whoever was named that is away, and not somebody of whom more is said between."""
    text = sentence.folded.text
    end = hit.back(text)
    between = text[end : marker.front(text)]
    for other in sentence.of("role"):
        if end <= other.start and other.end <= marker.start + 1:
            between = between.replace(text[other.start : other.end].strip(), "", 1)  # 总监和助理都不在
    return len(between) <= _BETWEEN and bool(_ONESELF.fullmatch(between))


def _boss(library: Library, speaker: Speaker) -> RoleKey | None:
    """Whom the speaker calls the boss: the post right above their own, where the book has just one."""
    lines = [library.roles[role].reports_to for role in speaker.roles]
    above = {key for line in lines if line for key in line.to}
    return above.pop() if len(above) == 1 else None


def _runs_into(sentence: Sentence, hit: Hit, other: Hit) -> bool:
    """Whether it ends within the other, the 总监在 of 总监在外地, or only says where: 总监人还在成都出差."""
    where = 0 <= other.start - hit.end <= _A_PLACE and sentence.folded.text.endswith("在", 0, hit.end)
    return hit.start < other.start < hit.end < other.end or (where and sentence.segment_of(hit.start) == sentence.segment_of(other.start))

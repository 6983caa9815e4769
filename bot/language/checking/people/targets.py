"""Whom an act concerns.

A person is told by the staff list, everybody else by the post that is named or by how they stand to the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from bot.authority.routing import line_above
from bot.language.checking.people.benefiting import benefits_oneself
from bot.language.checking.people.relations import relations
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import Relation, RoleKey, Target
from bot.rulebook.library import Library
from bot.staff import Person

#: Of several relations in one sentence, the one that narrows authority most is believed.
_RELATIONS = (
    Relation.OTHER_DEPARTMENT,
    Relation.SELF,
    Relation.OTHER_GROUP,
    Relation.OWN_GROUP,
    Relation.OWN_DEPARTMENT,
)


def target_of(
    library: Library,
    sentence: Sentence,
    speaker: Speaker,
    absent: frozenset[RoleKey],
    zone: Sequence[int] | None = None,
    people: Sequence[Person] = (),
) -> Target:
    """Whom it concerns: people of the staff list by name, a post, or how they stand to the speaker."""
    wanted = range(len(sentence.segments)) if zone is None else zone
    if people:
        close = benefits_oneself(sentence, wanted)  # my niece, who works here
        stand = {speaker.staff.relation(speaker.person, one) for one in people} if speaker.person else set()
        relation = Relation.SELF if close else next((one for one in _RELATIONS if one in stand), None)
        alone = people[0].id if len(people) == 1 else None
        return Target(relation=relation, person=alone, name="、".join(one.name for one in people))
    found = relations(sentence, speaker, wanted)
    relation = next((r for r in _RELATIONS if r in found), None)
    if relation is None and "customer" in found:
        relation = Relation.CUSTOMER
    role = _object_role(library, sentence, speaker, absent, wanted)
    return _standing(library, speaker, role) if role and relation in (None, Relation.CUSTOMER) else Target(relation=relation, role=role)


def _standing(library: Library, speaker: Speaker, role: RoleKey) -> Target:
    """The holder of a post, by how they stand to the speaker; of another department's the post itself doesn't matter.

    Where the staff list knows both, and all who hold it stand alike to the speaker, that counts; else what the book says of the posts.
    """
    if library.roles[role].outside:
        return Target(relation=Relation.OTHER_DEPARTMENT, role=role)
    me = speaker.person
    known = {speaker.staff.relation(me, one) for one in speaker.staff.holders(role) if one.id != me.id} if me else set()
    superior = any(role in line_above(library, own) for own in speaker.roles)
    if len(known) == 1 and not superior:
        (relation,) = known
        return Target(relation=relation, role=None if relation is Relation.OTHER_DEPARTMENT else role)
    if role.split("/")[0] not in speaker.books:
        return Target(relation=Relation.OTHER_DEPARTMENT)
    below = any(above in speaker.roles for above in line_above(library, role))
    return Target(relation=Relation.OWN_DEPARTMENT if below else Relation.OTHER_GROUP, role=role, inferred=not below)


#: Between people who are named one after the other, and what goes on counting them: 健康顾问一号、二号.
_AND = re.compile(r"\s*(?:、|和|及|与|跟|[,，]|&|\band\b)+\s*")
_AND_NUMBERS = re.compile(r"(?:\s*(?:、|和|及|与|跟|[,，])\s*[一二三四五六七八九十0-9]{1,3}号)+")


def people_named(text: str, speaker: Speaker) -> tuple[tuple[Person, ...], str]:
    """The colleagues whom the text names by id or name, and the text with 'colleague' in their place, or how many of them.

    An id has figures in it that would be read as amounts. Where a name is that of two people, neither is taken.
    """
    me = speaker.person.id if speaker.person else None
    spoken = [one for one in speaker.staff.names.within(text) if any(person.id != me for person in one[2])]
    found = {person.id: person for *_, bearers in spoken for person in bearers if person.id != me}
    if not found or (len(found) > 1 and any(len([one for one in bearers if one.id != me]) > 1 for *_, bearers in spoken)):
        return (), text
    if len(found) > 1:
        begins, ends = spoken[0][0], spoken[-1][1]
        listed = all(_AND.fullmatch(text, left[1], right[0]) for left, right in pairwise(spoken))
        return tuple(found.values()), _counted(text, begins, ends, len(found)) if listed else text
    if more := _AND_NUMBERS.match(text, spoken[0][1]):
        return (), _counted(text, spoken[0][0], more.end(), 1 + more.group().count("号"))
    for begins, ends, _ in reversed(spoken):
        text = f"{text[:begins]}{' colleague ' if text[begins:ends].isascii() else '同事'}{text[ends:]}"
    return tuple(found.values()), text


def _counted(text: str, begins: int, ends: int, number: int) -> str:
    """The text with so many colleagues in place of those who are listed."""
    english = text[begins:ends].isascii()
    return f"{text[:begins]}{f' {number} colleagues ' if english else f'{number}个同事'}{text[ends:]}"


#: So many characters behind an act stands the one whom it is done to, and so many with words on whose they are.
_NEAR, _FAR = 5, 40
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
#: Somebody is told of it, or gets the paper: 原因报给总监, 理由发给总监.
_TOLD = re.compile(
    r"(?:报|交|写|递|呈|说|讲|转|抄送?|反馈|提|留|上|汇报|转达)给(?:我们?|咱们?|本部门?)?的?$"
    r"|(?:原因|理由|缘由|缘故|情况|经过|报告|说明|材料|单子?|备注|条子|邮件|消息|微信)[^,.;!?]{0,6}?(?:发|送|寄|拿|带|传|给)给?(?:我们?|咱们?|本部门?)?的?$"
)
_GIVING = ("给", "给我们", "给本部门", "给咱们")
_PRONOUNS = ("他", "她", "him", "her", "them")


def _object_role(library: Library, sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey], zone: Sequence[int]) -> RoleKey | None:
    """A post that the act is done to: 罚经理 200 元, 批准店员请假, or 经理老迟到，罚他 50 元.

    Where several books have one that is called so, it is that of the speaker's own.
    """
    named = [
        hit for hit in sentence.of("role") if sentence.segment_of(hit.start) in zone and not (hit.id in absent and _away(sentence, hit))
    ]
    if not named:
        return None
    conduct = {key for key, fact in library.vocabulary.facts.items() if fact.concerns == "employee"}
    ours = [hit for hit in named if hit.id.split("/")[0] in speaker.books]
    others = [hit for hit in named if not any(hit.start < own.end and own.start < hit.end for own in ours)]
    actions = library.vocabulary.actions
    acts = [act for act in sentence.of("action") if not actions[act.id].alone]  # handing a matter up is done to nobody
    return next((hit.id for hit in (*ours, *others) if hit.id not in speaker.roles and _done_to(sentence, hit, acts, conduct)), None)


def _away(sentence: Sentence, hit: Hit) -> bool:
    """Whether a post is named as the one that is away, in whose place something is done."""
    index = sentence.segment_of(hit.start)
    return not any(sentence.segment_of(act.start) == index and act.start < hit.start for act in sentence.of("action"))


def _done_to(sentence: Sentence, hit: Hit, acts: Sequence[Hit], conduct: Collection[str]) -> bool:
    """Whether a post is named as the one to whom one of the acts is done; `conduct` are the facts that tell how somebody works."""
    text, index = sentence.folded.text, sentence.segment_of(hit.start)
    before = text[max(0, hit.start - 8) : hit.start].rstrip(" 一名个位该我们咱本the")
    if before.endswith(_ADDRESSED_BEFORE) or _TOLD.search(text, max(sentence.segments[index].start, hit.start - 24), hit.start):
        return False
    if around(sentence, hit) or (before.endswith(_OBJECT_BEFORE) and not _merely_given(sentence, hit, acts)):
        return True
    near = [act for act in acts if 0 <= hit.start - act[1] <= _FAR]
    if any(sentence.segment_of(act.start) == index and _right_behind(sentence, act, hit) for act in near):
        return True
    subject = any(sentence.segment_of(f.start) == index and f.start >= hit.end and f.id in conduct for f in sentence.of("fact"))
    after = [act for act in (*acts, *sentence.of("money")) if act.start >= hit.end] if subject else []
    return any(word in text[act.start : act.end + 5] for act in after for word in _PRONOUNS)


def _merely_given(sentence: Sentence, hit: Hit, acts: Sequence[Hit]) -> bool:
    """Whether somebody only gets something to read, in a clause behind the act that has no act and no sum: 罚她三百，回头给总监."""
    index = sentence.segment_of(hit.start)
    told = {sentence.segment_of(act.start) for act in acts}
    sums = {sentence.segment_of(sentence.place(mention.start)) for mention in sentence.amounts}
    return bool(told) and index not in told | sums and min(told) < index and sentence.folded.text.endswith(_GIVING, 0, hit.start)


#: Between an act and the one whom it is done to: fine our own group's manager.
_WHOSE = re.compile(r"\s*(?:(?:the|a|an|our|my|your|his|her|their|thi|this|that|one|own|of|'s)\s*)*")


def _right_behind(sentence: Sentence, act: Hit, hit: Hit) -> bool:
    """Whether somebody is named right behind an act, but for words on whose they are."""
    text, place = sentence.folded.text, act.end
    for whose in [one for one in sentence.of("relation") if act.end - 1 <= one.start and one.end <= hit.start + 1]:
        if whose.end > place and not _WHOSE.fullmatch(text[place : whose.start]):
            return False
        place = max(place, whose.end)
    return hit.start - place <= _NEAR or bool(_WHOSE.fullmatch(text[place : hit.start]))


def around(sentence: Sentence, hit: Hit) -> list[Hit]:
    """The acts in the midst of whose words something is named: it is what they are done to."""
    text = sentence.folded.text
    first, last = hit.front(text), hit.back(text)  # neighbours share the space between them
    return [act for act in sentence.of("action") if act[5] and any(start <= first and last <= end for start, end in act.gaps)]

"""Whether what a phrase says bears on the act: of this thing and this person, for this reason, by somebody who would know, and meant."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.language.checking.people.benefiting import KIN
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.rulebook.library import Fact


def near(sentence: Sentence, hit: Hit, marker: str, *, spread: int = 0, apart: Collection[Hit] = ()) -> bool:
    """Whether such a marker stands in the same clause (or, not negated, `spread` clauses off), outside the hit itself."""
    index = sentence.segment_of(hit.start)
    for found in sentence.of("marker", marker):
        if found in apart or abs(sentence.segment_of(found.start) - index) > spread or (hit.start <= found.start and found.end <= hit.end):
            continue
        if not (spread and negated(sentence, found)):
            return True
    return False


#: 条件其实不够，看在他面子上…: what was said before these words isn't true, and what comes behind is.
_IN_FACT = ("其实", "实际上")


def taken_back(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause or one beside it says that it isn't true, or was made up."""
    index, text = sentence.segment_of(hit.start), sentence.folded.text
    said = [one for one in sentence.of("hint", "taken-back") if abs(sentence.segment_of(one.start) - index) <= 1]
    said = [one for one in said if sentence.segment_of(one.start) >= index or not text.startswith(_IN_FACT, one.start)]
    return any(not negated(sentence, one) for one in said)


_THAT = re.compile("[这那此]| (?:that|thi|it|which) ")


def set_aside(sentence: Sentence, hit: Hit) -> bool:
    """Whether the next clause says that this doesn't matter: always late, but that has nothing to do with it."""
    index = sentence.segment_of(hit.start)
    behind = [one for one in sentence.of("marker", "unrelated") if sentence.segment_of(one.start) == index + 1]
    return bool(behind) and any(_THAT.search(sentence.folded.text, sentence.segments[index + 1].start, one.start + 1) for one in behind)


#: What was opened to look inside.
_OPENED = re.compile(r"[开拆]了?$| (?:open|opened|remov|unpack)(?: up)? (?:the )?$")


#: Where one meets: 约在小咖啡馆, "in a small cafe".
_AT = re.compile(
    r"(?:约|坐|见面?|聊|谈)[好定在]*(?:了)?在(?:一?[家间个])?$|(?:在|去|到|旁边[是有]|楼下[是有])(?:一?[家间个])$| (?:at|in|insid"
    r"|near|besid|over at|next to) (?:a|the|some|that|thi) $"
)


def of_another_thing(sentence: Sentence, fact: Fact, hit: Hit) -> bool:
    """Whether its clause says so of something else: 包装确实坏了, "another batch is confirmed defective"."""
    text, index = sentence.folded.text, sentence.segment_of(hit.start)
    others = [one for one in sentence.of("others", fact.id) if sentence.segment_of(one.start) == index]
    if _AT.search(text, sentence.segments[index].start, hit.front(text)):
        return True
    return any(not _OPENED.search(text, 0, one.front(text)) and not negated(sentence, one) for one in others)


#: Somebody's brother is late every day.
_KIN = re.compile(
    rf"(?:的|[他她](?=[老家爸妈]))(?:[哥弟姐妹叔舅姨]{{1,2}}|{KIN}|对象|室友|家里?人?|老[婆公爸妈])[^,.;!?小]{{0,10}}$"
    r"| (?:brother|sister|wife|husband|son|daughter|father|mother|cousin|friend|roommat|neighbour) (?:[a-z]+ ){0,4}$"
)


def of_kin(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is said of somebody's family or friends."""
    return bool(_KIN.search(sentence.folded.text, sentence.segments[sentence.segment_of(hit.start)].start, hit.start + 1))


_ME = re.compile("[我咱俺]| (?:i|me|my|mine|us|our|i'm|i'd) ")
#: Just because of that: the reason was told before.
_OF_THAT = re.compile(r"[这此那]|(?:于|为)?$| (?:of )?(?:thi|that|it|these|those) ")


def for_another_reason(sentence: Sentence, fact: Fact, hit: Hit) -> bool:
    """Whether another clause gives the only reason, or one to do with the speaker, and it is nothing of the kind: 只因跟我拌了几句嘴."""
    for reason in (*sentence.of("hint", "sole"), *sentence.of("hint", "because")):
        index, text = sentence.segment_of(reason.start), sentence.folded.text
        segment = sentence.segments[index]
        if (index == sentence.segment_of(hit.start) and hit.end > reason.start) or negated(sentence, reason):
            continue
        told = [*sentence.of("fact", fact.id), *(sentence.of("marker", "work") if reason.id == "because" else ())]
        behind = any(reason.start <= one.start < segment.end and one.part != "false" for one in told)
        by_an_act = any(abs(sentence.segment_of(act.start) - index) <= 1 for act in sentence.of("action"))
        mine = reason.id == "sole" or (by_an_act and bool(_ME.search(text, reason.end - 1, segment.end)))
        start = reason.back(text)
        if mine and not behind and text[start : segment.end].strip(" ,.;!?。") and not _OF_THAT.match(text, start):
            return True
    return False


#: What experts do who have found it out.
_FINDS, _FINDS_ENGLISH = (
    "说|认定|鉴定|判|证明|认|结论|查出|测出|验出|签",
    "found|say|said|confirm|prove|proved|establish|conclud|show|admit|admitted",
)
_SAY = re.compile(rf"{_FINDS}| (?:{_FINDS_ENGLISH}) ")
#: The same with what may stand round it; other words keep it from having been found.
_FIND = re.compile(
    rf"[^,.;!?没未不等还将会让明排否拒在正]{{0,8}}?(?:{_FINDS})[^,.;!?没未不等还将会让明排否拒客]*"
    r"|(?: (?:has|have|just|now|clear|alreadi|also))*"
    rf"(?: (?:{_FINDS_ENGLISH}))"
    r"(?: (?!not|no|never|custom|client|look|search|still|whether|if|will|anoth|other|last|differ|packag|box)[a-z']+){0,6} ?"
)


def found_by_an_expert(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that an expert has found it so: 质检说是坏的, and not that they are still looking."""
    text = sentence.folded.text
    for expert in sentence.of("marker", "expert"):
        if sentence.segment_of(expert.start) != sentence.segment_of(hit.start) or expert.start >= hit.start:
            continue
        first, last = expert.back(text), hit.front(text)
        said = _SAY.search(text, expert.start, last)
        if said and (last <= first or _FIND.fullmatch(text, first, last)):
            return True
    return False


#: The next clause says that it is always so: 电话接得又快又好，天天如此.
_ALWAYS_SO = re.compile(
    r"[\s,;]*(?:[天日月每年]{2}|一直|一向|向来|从来)都?(?:是)?(?:如此|这样)[\s,;.!。]*"
    r"|[\s,;]*(?:and )?(?:alway|everi day|day after day|day in and day out|day in day out)[\s,;.!]*"
)


def _always_so(sentence: Sentence, hit: Hit) -> bool:
    behind = sentence.segment_of(hit.start) + 1
    if behind >= len(sentence.segments):
        return False
    segment = sentence.segments[behind]
    return bool(_ALWAYS_SO.fullmatch(sentence.folded.text, segment.start, segment.end))


def day_to_day(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that an employee is so every day, well or badly: she's not cutting it day to day."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    customers = any(segment.start <= customer.start < hit.start for customer in sentence.of("relation", "customer"))
    faint = any(praise.start == hit.start for praise in sentence.of("marker", "praise"))  # a bad car says nothing of work
    daily = near(sentence, hit, "daily") or _always_so(sentence, hit)
    return not customers and daily and (not faint or near(sentence, hit, "work"))

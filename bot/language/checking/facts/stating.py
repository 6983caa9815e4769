"""What a sentence states: each fact true, false, or not stated.

Doubt, hearsay and conditions state nothing. Where a sentence says both, it has not been stated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.authority.evaluating import APPROVED
from bot.language.checking.facts.approving import ASSENT, of_another
from bot.language.checking.facts.bearing import (
    day_to_day,
    for_another_reason,
    found_by_an_expert,
    near,
    of_another_thing,
    of_kin,
    set_aside,
    taken_back,
)
from bot.language.checking.facts.hearsay import hearsay
from bot.language.checking.facts.pending import left_open, not_yet, still_owed
from bot.language.checking.people.benefiting import KIN
from bot.language.checking.wording.hedging import asked_by_itself, hedged
from bot.language.checking.wording.negating import negated, only_asked, what_for
from bot.language.checking.wording.supposing import unreal
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import fold
from bot.language.recognising.sentence import Sentence
from bot.rulebook.library import Fact, Phrases

#: Right beside it.
_BESIDE = 2


#: How one speaks of a colleague, 小王 or 老李, or of just anybody.
_COLLEAGUE = re.compile(r"[小老阿][\u4e00-\u9fff]|有人|谁|别人|他人|大家| anyon | anybodi | someon | somebodi ")


def stated(sentence: Sentence, fact: Fact, segments: Sequence[int] | None = None) -> bool | None:
    """What the sentence, or some of its segments, says of `fact`."""
    weighed = weigh(sentence, fact, segments)
    if any(one.why is Why.OPEN and not _reported(sentence, one, weighed) for one in weighed):
        return None
    said = {one.value for one in weighed if one.value is not None}
    if len(said) > 1 and _put_right(sentence, weighed):
        return False
    if len(said) > 1 and all(_merely_disliked(sentence, one.hit) for one in weighed if one.value is False):
        return True
    return said.pop() if len(said) == 1 else fact.conflict if said else None


#: The customer doesn't want it any more: that denies nothing which is said to be so, 质量问题坐实了，客户也不想要了.
_DISLIKED = re.compile("不想要|不要了|不愿要|嫌弃|不喜欢| (?:doesn't|don't|does not|do not|no longer) (?:want|like) ")
_THE_REASON = re.compile("其实|实际|真正|无非|只是|不过是|纯粹|就是|单纯| (?:actual|realli|simpli|just|onli|mere|truth) ")


def _merely_disliked(sentence: Sentence, hit: Hit) -> bool:
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    return bool(_DISLIKED.search(text, hit.start, hit.end)) and not _THE_REASON.search(text, segment.start, hit.end)


#: What was sent in has come back.
_REPORT = re.compile(
    "报告[说写出称]|结果[说是出为]|结果显示|回来[说了]| (?:report|result) (?:say|said|show|came|come|is|are|wa) | came back "
)


def _reported(sentence: Sentence, one: Weighed, weighed: Sequence[Weighed]) -> bool:
    """Whether what was open is told behind it: the machine was sent in, and the report says that all is well."""
    behind = [other.hit.start for other in weighed if other.value is not None and other.hit.start > one.hit.start]
    return bool(behind) and bool(_REPORT.search(sentence.folded.text, one.hit.start, max(behind) + 1))


#: What was found before is put right by what is found then.
_CORRECTED = re.compile(
    "更正|[弄搞看查测验]错了|改口|撤回|收回|推翻|复[检测查核]|重新[检测查验]|后来|结果"
    "| (?:correct|retract|withdrew|withdrawn|withdraw|took (?:it|that|the flag) back|take (?:it|that|the flag) back"
    "|turn out|revers|on a second|re test|retest) "
)


def _put_right(sentence: Sentence, weighed: Sequence[Weighed]) -> bool:
    """Whether what was said to be so is said not to be so afterwards, and that this is the right one."""
    so = [one.hit.start for one in weighed if one.value]
    not_so = [one.hit.start for one in weighed if one.value is False]
    return max(so) < min(not_so) and bool(_CORRECTED.search(sentence.folded.text, max(so), min(not_so) + 1))


class Why(StrEnum):
    """Why a phrase states its fact, or doesn't."""

    SAID = "said"
    DENIED = "denied"
    UNRELATED = "unrelated"
    OPEN = "open"
    SOMEBODY_ELSE = "somebody-else"
    DOUBT = "doubt"
    CONDITION = "condition"
    NOT_YET = "not-yet"
    HEARSAY = "hearsay"
    UNCONFIRMED = "unconfirmed"
    NO_OPPOSITE = "no-opposite"
    TAKEN_BACK = "taken-back"
    ANOTHER_THING = "another-thing"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase that speaks of a fact, and what it states of it."""

    hit: Hit
    value: bool | None
    why: Why


def weigh(sentence: Sentence, fact: Fact, segments: Sequence[int] | None = None) -> list[Weighed]:
    """Every phrase that speaks of `fact`, with what it states and why."""
    hits = [hit for hit in sentence.of("fact", fact.id) if segments is None or sentence.segment_of(hit.start) in segments]
    weighed = [Weighed(hit, *_value(sentence, fact, hit)) for hit in hits]
    return [replace(one, value=None, why=Why.OPEN) if _one_or_the_other(sentence, one, weighed) else one for one in weighed]


def _one_or_the_other(sentence: Sentence, one: Weighed, weighed: Sequence[Weighed]) -> bool:
    """Whether a phrase is one of two of which only one can be so: 是大客户还是小客户, "a small account or a big one"."""
    for other in weighed:
        first, second = sorted((one.hit, other.hit))
        between = sentence.folded.text, first.end - 1, second.start + 1
        if one.value is not None and other.hit.part != one.hit.part and _OR.fullmatch(*between):
            return True
    return False


def _value(sentence: Sentence, fact: Fact, hit: Hit) -> tuple[bool | None, Why]:
    if fact.own and _of_somebody_else(sentence, hit):
        return None, Why.SOMEBODY_ELSE
    if hit.part == "open" and negated(sentence, hit, english_reach=_BESIDE):  # she doesn't want a replacement
        return None, Why.NO_OPPOSITE
    if hit.part == "open" or only_asked(sentence, hit):
        return None, Why.UNCONFIRMED if hit.part == "signs" and fact.concerns else Why.OPEN
    if (
        hit.part == "false"
        and _AGREED.search(sentence.folded.text, max(0, hit.start - 16), hit.start)
        and sentence.folded.text.endswith("意见", 0, hit.end)
    ):
        return None, Why.SOMEBODY_ELSE
    if hit.part == "false":
        if negated(sentence, hit):  # 并不是没有质量问题
            return None, Why.NO_OPPOSITE
        return (None, Why.CONDITION) if _supposed(sentence, hit) else (False, Why.SAID)
    return _affirmed(sentence, fact, hit)


def _affirmed(sentence: Sentence, fact: Fact, hit: Hit) -> tuple[bool | None, Why]:
    """What a phrase states that speaks for its fact."""
    if taken_back(sentence, hit):
        return None, Why.TAKEN_BACK
    if of_another_thing(sentence, fact, hit):
        return None, Why.ANOTHER_THING
    if fact.id in ASSENT and of_another(sentence, hit.start, hit.back(sentence.folded.text)):
        return None, Why.ANOTHER_THING
    if fact.id == APPROVED and _BY_ME.search(sentence.folded.text, 0, hit.front(sentence.folded.text)):
        return None, Why.SOMEBODY_ELSE
    if _PASSED_OFF.search(sentence.folded.text, 0, hit.front(sentence.folded.text)):
        return None, Why.ANOTHER_THING
    if _OF_THEIRS.match(sentence.folded.text, hit.back(sentence.folded.text)):
        return None, Why.ANOTHER_THING
    if not fact.own and _NEEDLESS.match(sentence.folded.text, hit.end):
        return None, Why.NO_OPPOSITE
    return _of_the_thing(sentence, fact, hit)


def _of_the_thing(sentence: Sentence, fact: Fact, hit: Hit) -> tuple[bool | None, Why]:
    """What a phrase states that is said of the thing or the person that its fact is about."""
    if near(sentence, hit, "unrelated") or set_aside(sentence, hit):  # 跟他干得好不好没关系
        return False, Why.UNRELATED
    if fact.concerns and of_kin(sentence, hit):
        return None, Why.SOMEBODY_ELSE
    if fact.concerns and for_another_reason(sentence, fact, hit):
        return False, Why.UNRELATED
    if why := _doubt(sentence, fact, hit):
        return None, why
    if hit.part == "signs" and fact.concerns:
        return (True, Why.SAID) if day_to_day(sentence, hit) else (None, Why.UNCONFIRMED)
    if hit.part == "signs" and not (near(sentence, hit, "confirm", spread=1) or found_by_an_expert(sentence, hit)):
        return None, Why.UNCONFIRMED
    return _denied(sentence, fact, hit)


#: It is colleagues who don't mind: 大家都没意见.
_AGREED = re.compile("(?:大家|大伙儿?|同事们?|组员们?|组里|全组|部门里|领导|总监|经理|上[头面]|他们)(?:那边)?(?:也|都|全)*$")
#: The speaker has approved: that is nobody above.
_BY_ME = re.compile(r" (?:i|we|i've?|we've?)(?: have| had)?(?: just| also| now)? $|(?:我们?|本人|咱们?)(?:自己)?(?:也|都|就|刚)?$")
#: Somebody close to the one who is named (值班长的老公), another thing than the one that counts, or all but a part of it.
_OF_THEIRS = re.compile(
    rf"的(?:{KIN}|熟人|司机|秘书)|[^,.;!?]{{0,5}}?(?:都|也|全)?是我(?:们)?(?:自己)?(?:写|编|做|填|造|凑|弄|刻|印)的"
    r"|(?:另外?一|别的|其他|上一|旧的)|[^,.;!?]{0,6}(?:除了|只差|就差|还差)"
    r"| ?(?:[a-z]+ ){0,2}(?:a|an) (?:different|anoth|earlier|older|old|previou|similar|wrong) "
    r"| ?(?:[a-z]+ ){0,2}(?:except|apart from|save for|but for) "
    r"| ?'? ?s (?:husband|wife|friend|brother|sister|cousin|son|daughter|mother|father|neighbour|partner|nephew|niece) "
)
#: It is only entered or called so: 登记成廉价赠品, "book it as a cheap gift".
_PASSED_OFF = re.compile(
    r"(?:登记|记|算|写|报|说|标|列|归|贴|改|做|填)(?:成|作|为)(?:是|一[份个件])?$"
    r"| (?:regist|book|log|enter|record|write|put|mark|list|label|pass|count|class|declar|treat) (?:[a-z]+ ){0,4}?as (?:a |an |the )?$"
)
#: 听取申辩没必要: it is said to be of no need, and not to be so.
_NEEDLESS = re.compile("(?:这[步项个]|就|也|都|我看|完全|根本|纯属)*(?:没有?必要|不必了?|用不着|多余|不需要|免了|省了|就算了|算了)")


def _doubt(sentence: Sentence, fact: Fact, hit: Hit) -> Why | None:
    """Why a phrase doesn't state its fact yet, or not for certain."""
    for why, applies in _DOUBTS:
        if applies is left_open and fact.concerns:  # his everyday work isn't good enough
            continue
        if applies is still_owed and fact.own:  # I'm about to misuse it
            continue
        if applies(sentence, hit):
            return why
    return None


#: What makes a denial of a phrase.
_NOT = re.compile(
    r"(?:还?没有?|未曾?|并未|不曾?)|(?:has not|hasn't|have not|haven't|had not|hadn't|not|never"
    r"|didn't|did not|isn't|is not|wasn't)(?: been| yet)? "
)


@lru_cache(maxsize=1024)
def _heads(false: Phrases) -> tuple[str, ...]:
    """How phrases of a fact begin that make it untrue once they are denied, as its own false ones tell: the passed of "not passed"."""
    denials = [(phrase, _NOT.match(phrase.lower())) for phrase in (*false.zh, *false.en) if "*" not in phrase]
    heads = {fold(phrase[found.end() :]).strip() for phrase, found in denials if found}
    return tuple(sorted(head for head in heads if len(head) > 1))


def _deniable(sentence: Sentence, fact: Fact, hit: Hit) -> bool:
    """Whether a phrase that is denied right before it says that its fact isn't so."""
    text = sentence.folded.text
    said = text[hit.start : hit.end].strip()
    ahead = hit.front(text)
    return hit.part == "true" and bool(_DENIED_AHEAD.search(text, 0, ahead)) and said.startswith(_heads(fact.false))


#: What was looked for and isn't there: 排除了故障, 不是坏货, nothing is broken.
_RULED_OUT = re.compile(
    r"(?:排除|否定|推翻)[了掉过]?(?:有|是|存在|任何|产品|机器)*.$|不是$|(?:不存在|没有?任何).$"
    r"| (?:noth|none of (?:it|them)|no part)(?: (?:is|was|are|were|ha|been|wa))? $| rule[ds]? out (?:a|an|any|ani) $"
)
_DENIED_AHEAD = re.compile(r"(?:[没未]有?)$| (?:not|never|hasn't|haven't|hadn't|didn't|isn't|wasn't)(?: been| yet)? $")


def _denied(sentence: Sentence, fact: Fact, hit: Hit) -> tuple[bool | None, Why]:
    """What a phrase states where nothing but a denial can speak against it; "not cheap" is a phrase of its own."""
    denied = negated(sentence, hit)
    if _RULED_OUT.search(sentence.folded.text, 0, hit.start + 1):
        return False, Why.DENIED
    if (denied and (hit.part == "about" or what_for(sentence, hit))) or _HARDLY.match(sentence.folded.text, hit.end):
        return False, Why.DENIED
    if hit.part in ("about", "signs") and _NONE_OF_IT.match(sentence.folded.text, hit.end):
        return False, Why.DENIED
    begins = sentence.segments[sentence.segment_of(hit.start)].start
    if _NONE.match(sentence.folded.text, hit.end) and _NOT_A_BIT.search(sentence.folded.text, begins, hit.end):
        return False, Why.DENIED
    if denied and _deniable(sentence, fact, hit):
        return False, Why.DENIED
    return (None, Why.NO_OPPOSITE) if denied or _denied_before(sentence, hit) else (True, Why.SAID)


#: Between two of which one is so.
_OR = re.compile(r".(?:客户|的|account|one|client|customer| )*(?:还是|或者?|\bor )(?:an? |the |是|也许|可能|[\u4e00-\u9fff]{0,2})?.?")
#: 较大损害也谈不上: denied behind, as 一点毛病都没有 is.
_HARDLY = re.compile("(?:[\u4e00-\u9fff]{0,3}?(?:都|也|还|更|根本|压根|真|实在|可|倒))?[谈说算]不上")
_NONE_OF_IT = re.compile(
    r"(?:什么的|啥的)?(?:都|也|全)(?:没有|没(?:发现|查出|检出|看出|找到|见着)|不存在)(?![^,.;!?]{0,4}(?:确认|查|检|验|说|问))"
)
#: 一点毛病没有.
_NOT_A_BIT = re.compile(r"(?:一点儿?|半点儿?|一丝|丝毫|任何|什么|啥)[^,.;!?]{0,4}$")
_NONE = re.compile(r"(?:都|也|倒|可|的)?(?:没有|无)(?=$|[\s,.;!?了的啊呀])")
#: 没给客户造成多大损害: what may stand between a denial and what it denies.
_DENIED = re.compile(
    "(?:没有?|未|并未|不(?:会|曾|算))(?:给|对|让|使|造成|受到?|出现|发现|带来|产生|有|什么|啥|任何|多|太|很|怎么|特别|客户|顾客|客人"
    "|他们?|她们?|人家|的)+$"
)


def _denied_before(sentence: Sentence, hit: Hit) -> bool:
    segment = sentence.segments[sentence.segment_of(hit.start)]
    return hit.part == "true" and bool(_DENIED.search(sentence.folded.text, segment.start, hit.start))


#: Right before it: 我去看看有没有人滥用, 查谁在滥用, 经理有没有滥用.
_DO = re.compile("(?:在|又|都|是否|是不是|有没有|会不会|敢)*$")
_ANYBODY = re.compile("(?:谁|有人|[没无]人|他们|她们|大家)$")


#: What they do to the speaker.
_TO_ME = re.compile("我|(?<! to) me ")


def _of_somebody_else(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause speaks of a third person and not of the speaker."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    text = sentence.folded.text
    if _TO_ME.search(text, hit.start, hit.end):  # she wouldn't lend me anything
        return False
    doing = _DO.search(text, segment.start, hit.start)
    who = doing.start() if doing else hit.start
    if _ANYBODY.search(text, segment.start, who) or any(segment.start < role.end == who for role in sentence.of("role")):
        return True
    if any(segment.start <= m.start < hit.start for m in sentence.of("marker", "speaker")):
        return False
    others = (*sentence.of("marker", "third"), *sentence.of("relation", "customer"))  # 顾客看着不顺眼
    third = any(segment.start <= m.start < hit.start for m in others)
    return third or bool(_COLLEAGUE.search(sentence.folded.text, segment.start, hit.start))


#: "Even if it hurts the company" supposes nothing.
_EVEN = re.compile(r" even $")


def _supposed(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause begins with an if."""
    index = sentence.segment_of(hit.start)
    return any(
        sentence.segment_of(m.start) == index and m.start < hit.start and not _EVEN.search(sentence.folded.text, 0, m.start + 1)
        for m in sentence.of("marker", "condition")
    )


#: "I think I hand her a cheap one" doubts nothing but whether one will.
_I_WILL = re.compile(r" (?:that )?(?:i|we|i'll|i'd|i'm|we'll|we'd) ")


def _is_doubted(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.folded.text
    intended = {m for m in sentence.of("marker", "doubt") if text[m.start : m.end].strip() in _I_THINK and _I_WILL.match(text, m.end - 1)}
    return near(sentence, hit, "doubt", apart=intended)


def _is_unreal(sentence: Sentence, hit: Hit) -> bool:
    return unreal(sentence, hit.start, hit.end)


_I_THINK = frozenset({"i think", "i guess", "i suppose", "i believe"})


#: Where its clause only doubts it, supposes it, has it still to come, or has it from somebody else, nothing is stated.
_DOUBTS = (
    (Why.DOUBT, _is_unreal),
    (Why.DOUBT, _is_doubted),
    (Why.DOUBT, hedged),
    (Why.OPEN, asked_by_itself),
    (Why.CONDITION, _supposed),
    (Why.NOT_YET, not_yet),
    (Why.NOT_YET, left_open),
    (Why.NOT_YET, still_owed),
    (Why.HEARSAY, hearsay),
)

"""What a sentence states: each fact true, false, or not stated.

Doubt, hearsay and conditions state nothing. Where a sentence says both, it has not been stated.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.rulebook.library import Fact

#: How many characters before a word its negation may stand: a bare 不 right before it, a longer one (不打算) further off.
_BARE_REACH, _REACH, _ENGLISH_REACH = 1, 4, 20
#: Right beside it.
_BESIDE = 2


#: How one speaks of a colleague, 小王 or 老李, or of just anybody.
_COLLEAGUE = re.compile(r"[小老阿][\u4e00-\u9fff]|有人|谁|别人|他人|大家| anyon | anybodi | someon | somebodi ")


def stated(sentence: Sentence, fact: Fact, segments: Sequence[int] | None = None) -> bool | None:
    """What the sentence, or some of its segments, says of `fact`."""
    weighed = weigh(sentence, fact, segments)
    if any(one.why is Why.OPEN for one in weighed):
        return None
    said = {one.value for one in weighed if one.value is not None}
    return said.pop() if len(said) == 1 else fact.conflict if said else None


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
    return [Weighed(hit, *_value(sentence, fact, hit)) for hit in hits]


def _value(sentence: Sentence, fact: Fact, hit: Hit) -> tuple[bool | None, Why]:
    if fact.own and _of_somebody_else(sentence, hit):
        return None, Why.SOMEBODY_ELSE
    if hit.part == "open" and negated(sentence, hit, english_reach=_BESIDE):  # she doesn't want a replacement
        return None, Why.NO_OPPOSITE
    if hit.part == "open" or only_asked(sentence, hit):
        return None, Why.UNCONFIRMED if hit.part == "signs" and fact.concerns else Why.OPEN
    if hit.part == "false":
        if negated(sentence, hit):  # 并不是没有质量问题
            return None, Why.NO_OPPOSITE
        return (None, Why.CONDITION) if _supposed(sentence, hit) else (False, Why.SAID)
    return _affirmed(sentence, fact, hit)


def _affirmed(sentence: Sentence, fact: Fact, hit: Hit) -> tuple[bool | None, Why]:
    """What a phrase states that speaks for its fact."""
    if _taken_back(sentence, hit):
        return None, Why.TAKEN_BACK
    if _of_another_thing(sentence, fact, hit):
        return None, Why.ANOTHER_THING
    if _near(sentence, hit, "unrelated") or _set_aside(sentence, hit):  # 跟他干得好不好没关系
        return False, Why.UNRELATED
    if fact.concerns and _KIN.search(sentence.folded.text, sentence.segments[sentence.segment_of(hit.start)].start, hit.start + 1):
        return None, Why.SOMEBODY_ELSE
    if fact.concerns and _for_another_reason(sentence, fact, hit):
        return False, Why.UNRELATED
    for why, applies in _DOUBTS:
        if applies(sentence, hit) and not (fact.concerns and applies is _left_open):  # his everyday work isn't good enough
            return None, why
    if hit.part == "signs" and fact.concerns:
        return (True, Why.SAID) if _day_to_day(sentence, hit) else (None, Why.UNCONFIRMED)
    if hit.part == "signs" and not (_near(sentence, hit, "confirm", spread=1) or _found_by_an_expert(sentence, hit)):
        return None, Why.UNCONFIRMED
    return _denied(sentence, hit)


def _taken_back(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause or one beside it says that it isn't true, or was made up."""
    index, text = sentence.segment_of(hit.start), sentence.folded.text
    said = [one for one in sentence.of("hint", "taken-back") if abs(sentence.segment_of(one.start) - index) <= 1]
    said = [one for one in said if sentence.segment_of(one.start) >= index or not text.startswith(_IN_FACT, one.start)]
    return any(not negated(sentence, one) for one in said)


#: 条件其实不够，看在他面子上…: what was said before these words isn't true, and what comes behind is.
_IN_FACT = ("其实", "实际上")


_THAT = re.compile("[这那此]| (?:that|thi|it|which) ")


def _set_aside(sentence: Sentence, hit: Hit) -> bool:
    """Whether the next clause says that this doesn't matter: always late, but that has nothing to do with it."""
    index = sentence.segment_of(hit.start)
    behind = [one for one in sentence.of("marker", "unrelated") if sentence.segment_of(one.start) == index + 1]
    return bool(behind) and any(_THAT.search(sentence.folded.text, sentence.segments[index + 1].start, one.start + 1) for one in behind)


#: What was opened to look inside.
_OPENED = re.compile(r"[开拆]了?$| (?:open|opened|remov|unpack)(?: up)? (?:the )?$")


def _of_another_thing(sentence: Sentence, fact: Fact, hit: Hit) -> bool:
    """Whether its clause says so of something else: 包装确实坏了, "another batch is confirmed defective"."""
    text, index = sentence.folded.text, sentence.segment_of(hit.start)
    others = [one for one in sentence.of("others", fact.id) if sentence.segment_of(one.start) == index]
    return any(not _OPENED.search(text, 0, one.start + (text[one.start] == " ")) and not negated(sentence, one) for one in others)


#: Somebody's brother is late every day.
_KIN = re.compile(
    r"的(?:[哥弟姐妹叔舅姨]{1,2}|老婆|老公|儿子|女儿|孩子|爸|妈|父亲|母亲|对象|女友|男友|朋友|同学|室友|邻居)[^,.;!?]{0,6}$"
    r"| (?:brother|sister|wife|husband|son|daughter|father|mother|cousin|friend|roommat|neighbour) (?:is|wa|has|alway|keep)"
    r"(?: [a-z]+){0,3} $"
)
_ME = re.compile("[我咱俺]| (?:i|me|my|mine|us|our|i'm|i'd) ")
#: Just because of that: the reason was told before.
_OF_THAT = re.compile(r"[这此那]|(?:于|为)?$| (?:of )?(?:thi|that|it|these|those) ")


def _for_another_reason(sentence: Sentence, fact: Fact, hit: Hit) -> bool:
    """Whether another clause gives the only reason, or one to do with the speaker, and it is nothing of the kind: 只因跟我拌了几句嘴."""
    for reason in (*sentence.of("hint", "sole"), *sentence.of("hint", "because")):
        index, text = sentence.segment_of(reason.start), sentence.folded.text
        segment = sentence.segments[index]
        if (index == sentence.segment_of(hit.start) and hit.end > reason.start) or negated(sentence, reason):
            continue
        told = [*sentence.of("fact", fact.id), *(sentence.of("marker", "work") if reason.id == "because" else ())]
        behind = any(reason.start <= one.start < segment.end and one.part != "false" for one in told)
        near = any(abs(sentence.segment_of(act.start) - index) <= 1 for act in sentence.of("action"))
        mine = reason.id == "sole" or (near and bool(_ME.search(text, reason.end - 1, segment.end)))
        start = reason.end - (text[reason.end - 1] == " ")
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


def _found_by_an_expert(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that an expert has found it so: 质检说是坏的, and not that they are still looking."""
    text = sentence.folded.text
    for expert in sentence.of("marker", "expert"):
        if sentence.segment_of(expert.start) != sentence.segment_of(hit.start) or expert.start >= hit.start:
            continue
        first, last = expert.end - (text[expert.end - 1] == " "), hit.start + (text[hit.start] == " ")
        said = _SAY.search(text, expert.start, last)
        if said and (last <= first or _FIND.fullmatch(text, first, last)):
            return True
    return False


def _day_to_day(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that an employee is so every day, well or badly: she's not cutting it day to day."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    customers = any(segment.start <= customer.start < hit.start for customer in sentence.of("relation", "customer"))
    faint = any(praise.start == hit.start for praise in sentence.of("marker", "praise"))  # a bad car says nothing of work
    return not customers and _near(sentence, hit, "daily") and (not faint or _near(sentence, hit, "work"))


def only_asked(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is only asked: the 没有指定我 of 有没有指定我, the 不在 of 在不在, the 没设 of 设没设."""
    text, at = sentence.folded.text, hit.start
    return at > 0 and text[at] in "不没" and text.startswith(text[at - 1], at + 1)


def _denied(sentence: Sentence, hit: Hit) -> tuple[bool | None, Why]:
    """What a phrase states where nothing but a denial can speak against it; "not cheap" is a phrase of its own."""
    denied = negated(sentence, hit)
    if (denied and hit.part == "about") or _HARDLY.match(sentence.folded.text, hit.end):
        return False, Why.DENIED
    if hit.part in ("about", "signs") and _NONE_OF_IT.match(sentence.folded.text, hit.end):
        return False, Why.DENIED
    return (None, Why.NO_OPPOSITE) if denied or _denied_before(sentence, hit) else (True, Why.SAID)


#: 较大损害也谈不上: denied behind, as 一点毛病都没有 is.
_HARDLY = re.compile("(?:[\u4e00-\u9fff]{0,3}?(?:都|也|还|更|根本|压根))?[谈说算]不上")
_NONE_OF_IT = re.compile(
    r"(?:什么的|啥的)?(?:都|也|全)(?:没有|没(?:发现|查出|检出|看出|找到|见着)|不存在)(?![^,.;!?]{0,4}(?:确认|查|检|验|说|问))"
)
#: 没给客户造成多大损害: what may stand between a denial and what it denies.
_DENIED = re.compile(
    "(?:没有?|未|并未|不(?:会|曾|算))(?:给|对|让|使|造成|受到?|出现|发现|带来|产生|有|什么|啥|任何|多|太|很|怎么|特别|客户|顾客|客人|他们?|她们?|人家|的)+$"
)


def _denied_before(sentence: Sentence, hit: Hit) -> bool:
    segment = sentence.segments[sentence.segment_of(hit.start)]
    return hit.part == "true" and bool(_DENIED.search(sentence.folded.text, segment.start, hit.start))


def _of_somebody_else(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause speaks of a third person and not of the speaker."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
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


#: What a post says: 司机说检查合格, "the driver says"; not 说明 and not 说服.
_SAYS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}?(?:说(?![明服])|讲(?![解好])|声?称(?!职)|表示|反映|保证|认为|觉得|口头|告诉|告知|汇报|报告)"
    r"|(?: just| also| now)? (?:say|said|tell|told|claim|report|assur|think|thought|insist|swear) )"
)


def _of_a_post(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what the holder of some post says, and nothing behind it confirms it."""
    index, text = sentence.segment_of(hit.start), sentence.folded.text
    for post in (*sentence.of("role"), *sentence.of("marker", "post")):
        end = post.end - (text[post.end - 1] == " ")
        if (
            sentence.segment_of(post.start) == index
            and end <= hit.start
            and (says := _SAYS.match(text, end))
            and says.end() <= hit.start + 1
        ):
            return not any(sentence.segment_of(m.start) == index and m.start >= hit.end for m in sentence.of("marker", "confirm"))
    return False


def _hearsay(sentence: Sentence, hit: Hit) -> bool:
    """Somebody else's word for it, unless the same clause confirms it."""
    index = sentence.segment_of(hit.start)
    if _of_a_post(sentence, hit):
        return True
    said = [m for m in sentence.of("marker", "hearsay") if sentence.segment_of(m.start) in (index, index - 1) and m.start < hit.start]
    said = [m for m in said if not any(expert.start <= m.start <= expert.end + 1 for expert in sentence.of("marker", "expert"))]
    if not said:
        return False
    if hit.part in ("true",) and sentence.segment_of(said[-1].start) != index:
        return False
    return not any(sentence.segment_of(m.start) == index and m.start > said[-1].end for m in sentence.of("marker", "confirm"))


#: "I think I hand her a cheap one" doubts nothing but whether one will.
_I_WILL = re.compile(r" (?:that )?(?:i|we|i'll|i'd|i'm|we'll|we'd) ")


def _is_doubted(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.folded.text
    intended = {m for m in sentence.of("marker", "doubt") if text[m.start : m.end].strip() in _I_THINK and _I_WILL.match(text, m.end - 1)}
    return _near(sentence, hit, "doubt", apart=intended)


_I_THINK = frozenset({"i think", "i guess", "i suppose", "i believe"})
#: What comes first, and what it comes before: "before the defect is confirmed", 确认质量问题之前.
_BEFORE = re.compile(r" (?:befor|until|till|ahead of|prior to) (?:[a-z']+ ){0,5}$")
_PRECEDED = re.compile(r"(?:得到|经过)?(?:确认|核实|查明|查清|查实|检验|鉴定|明确|批准|审批)?[了好过]?(?:之前|以前|前(?![来面后]))")


def _not_yet(sentence: Sentence, hit: Hit) -> bool:
    """Whether something is done before it is so."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    before = sentence.folded.text[segment.start : hit.start + (sentence.folded.text[hit.start] == " ")]
    return bool(_BEFORE.search(before)) or bool(_PRECEDED.match(sentence.folded.text, hit.end))


#: Said right behind it: the signed agreement is, the receipt went, the risk assessment isn't.
_GOES_ON = re.compile(
    r" (?:(?:itself|still|yet|onli|just|alreadi|also) )*"
    r"(?:(?P<off>went|goe?|gone|got|get|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|can't|cannot|won't|didn't|doesn't|never)"
    r"|is|are|was|were|be|been|has|have|had|remain|stay|lie|lay|sit) "
)
_PENDING = re.compile(r" (?:still|not|never|yet|without|miss[a-z]*|lost|pend[a-z]*|await[a-z]*|nowher|gone) ")


def _left_open(sentence: Sentence, hit: Hit) -> bool:
    """Whether what is said of it behind leaves it open: the signed agreement is still at the lawyers."""
    text = sentence.folded.text
    if hit.part != "true" or text[hit.end - 1] != " ":
        return False
    segment = sentence.segments[sentence.segment_of(hit.start)]
    goes_on = _GOES_ON.match(text, hit.end - 1, segment.end)
    return goes_on is not None and bool(goes_on["off"] or _PENDING.search(text, hit.end - 1, segment.end))


#: Where its clause only doubts it, supposes it, has it still to come, or has it from somebody else, nothing is stated.
_DOUBTS = (
    (Why.DOUBT, _is_doubted),
    (Why.CONDITION, _supposed),
    (Why.NOT_YET, _not_yet),
    (Why.NOT_YET, _left_open),
    (Why.HEARSAY, _hearsay),
)


def _near(sentence: Sentence, hit: Hit, marker: str, *, spread: int = 0, apart: Collection[Hit] = ()) -> bool:
    """Whether such a marker stands in the same clause (or, not negated, `spread` clauses off), outside the hit itself."""
    index = sentence.segment_of(hit.start)
    for found in sentence.of("marker", marker):
        if found in apart or abs(sentence.segment_of(found.start) - index) > spread or (hit.start <= found.start and found.end <= hit.end):
            continue
        if not (spread and negated(sentence, found)):
            return True
    return False


_I = re.compile(r" (?:i|we|i'm|i'll|i'd|we're|we'll) ")
#: She isn't performing, so I sack her: what follows isn't denied.
_SO = re.compile(r" (?:so|then|therefore|hence)(?: (?:today|now|tomorrow))? (?:i|we|i'm|i'll|i'd|we're|we'll) ")


#: Words that end in one that forbids.
_OTHER_WORDS = ("特别", "分别", "区别", "个别", "级别", "性别", "类别", "派别")


def negated(sentence: Sentence, hit: Hit, english_reach: int = _ENGLISH_REACH) -> bool:
    """Whether a negation stands right before the hit, within so many characters of English; a double one cancels itself."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    shared = sentence.folded.text[hit.start] == " "  # two English hits share the space between them
    markers = [m for m in sentence.of("marker", "negation") if segment.start <= m.start]
    before = [m for m in markers if m.end <= hit.start + shared]
    if hit.kind == "action" and not shared and any(m.start < hit.start < m.end < hit.end for m in markers):
        return True  # the 不给 of 不给顾客退货
    count = 0
    place = hit.start
    for marker in reversed(before):
        word = sentence.folded.text[marker.start : marker.end]
        if word == "别" and sentence.folded.text.startswith(_OTHER_WORDS, marker.start - 1):
            continue  # 特别
        reach = english_reach if word.isascii() else _REACH if len(word) > 1 else _BARE_REACH
        if place - marker.end > reach:
            break
        if marker.end > place + shared:
            continue
        if word.isascii() and _SO.search(sentence.folded.text, marker.end - 1, place + 1):
            break
        if word.strip() == "without" and _I.search(sentence.folded.text, marker.end - 1, place + 1):
            continue  # without notice, I look through the files
        count += 1
        place = marker.start
    return count % 2 == 1

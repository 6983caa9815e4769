"""Who does what a clause is about: the speaker, or somebody else who begins it."""

from __future__ import annotations

import re

from bot.language.recognising.sentence import Segment, Sentence

#: Those who do it, where they begin the clause.
_PEOPLE = (
    r"(?:有些?|一些|个别|那个?|这个?|几个|部分|某些?|不少)?(?:他们?|她们?|人家|对方|客户|顾客|业主|商户|租户|借款人|担保人"
    r"|代理商?|员工|组员|同事|下属|手下|新人|工人|师傅|保洁|保安"
    r"|有人|谁|别人|大家|候选人|应聘者|厂家|厂商|供应商|运营商|开发商|施工队|装修队|外包公司|[小老阿][\u4e00-\u9fff])"
)
_OTHERS = re.compile(rf"[\s,;]*(?:如果|要是|既然|因为|看到|发现|听说|只要|凡是|那些|万一|遇到|碰到)*{_PEOPLE}")
OTHERS_ENGLISH = re.compile(
    r"[\s,;]*(?:(?:and|but|so|becaus|sinc|when|if|as|that|while|although|though|where|whenev) )*"
    r"(?:he|she|they|it|who|somebodi|someon|nobodi|no one|anybodi|anyon|everybodi|everyon|peopl"
    r"|(?:the|a|an|our|my|hi|her|their|some|ani|one of"
    r"|thi|these|those) (?!boss |superior |director |note )[a-z']+)(?= )"
)
#: The speaker is named; and a relative clause is about the one before it.
SPEAKER = re.compile(r"[我俺咱]| (?:i|we|i'm|i'll|i'd|we'll|we're) ")
WHO = re.compile(r" (?:who|whose|which|that) (?:[a-z']+ ){0,3}$")


#: Another clause begins there in English, without a comma: refund it although the patient hasn't signed.
_SUBORDINATE = re.compile(r" (?:although|though|becaus|sinc|while|wherea|even if)(?= )")


def others_do(sentence: Sentence, segment: Segment, place: int | None = None) -> bool:
    """Whether somebody else begins the clause that leads up to a place, or to its end, and the speaker isn't named there."""
    text = sentence.folded.text
    place = segment.end - 1 if place is None else place
    start = max((found.start() for found in _SUBORDINATE.finditer(text, segment.start, place)), default=segment.start)
    if SPEAKER.search(text, start, place + 1):
        return bool(WHO.search(text, start, place))
    others = OTHERS_ENGLISH if text[segment.start : segment.end].isascii() else _OTHERS
    return bool(others.match(text, start, place)) or bool(WHO.search(text, start, place))

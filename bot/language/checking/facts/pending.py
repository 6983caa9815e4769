"""Whether what is told is still to come: done before it is so, or left open behind."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

#: What comes first, and what it comes before: "before the defect is confirmed", 确认质量问题之前.
_BEFORE = re.compile(r" (?:befor|until|till|ahead of|prior to) (?:[a-z']+ ){0,5}$")
_PRECEDED = re.compile(r"(?:得到|经过)?(?:确认|核实|查明|查清|查实|检验|鉴定|明确|批准|审批)?[了好过]?(?:之前|以前|前(?![来面后]))")


#: It is still owed: 领用单明天补, "the slip comes tomorrow".
_OWED = re.compile(
    "[^,.;!?]{0,2}?(?:(?:明[天日早]|后天|回头|过后|改[天日]|下[周月]|以后|稍后|晚点|晚些|月底|事后|过两天|过几天)(?:再|才|会|来|给|去)*[补交签办做开到递]"
    "|(?:[待后]|回头再|以后再|先欠着|欠着)补|先?欠着)"
    r"| ?(?:[a-z]+ )?(?:(?:will|to) )?(?:come|follow|arriv|be hand in|hand in|be sign|be given|be brought)(?: in)?"
    r" (?:tomorrow|later|next week|afterward|on monday|soon) "
)


def not_yet(sentence: Sentence, hit: Hit) -> bool:
    """Whether something is done before it is so."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    before = sentence.folded.text[segment.start : hit.start + (sentence.folded.text[hit.start] == " ")]
    behind = sentence.folded.text, hit.end, segment.end
    return bool(_BEFORE.search(before)) or bool(_PRECEDED.match(sentence.folded.text, hit.end)) or bool(_OWED.match(*behind))


#: Said right behind it: the signed agreement is, the receipt went, the risk assessment isn't.
_GOES_ON = re.compile(
    r" (?:(?:itself|still|yet|onli|just|alreadi|also) )*"
    r"(?:(?P<off>went|goe?|gone|got|get|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|can't|cannot|won't|didn't|doesn't|never)"
    r"|is|are|was|were|be|been|has|have|had|remain|stay|lie|lay|sit) "
)
_PENDING = re.compile(r" (?:still|not|never|yet|without|miss[a-z]*|lost|pend[a-z]*|await[a-z]*|nowher|gone) ")


def left_open(sentence: Sentence, hit: Hit) -> bool:
    """Whether what is said of it behind leaves it open: the signed agreement is still at the lawyers."""
    text = sentence.folded.text
    if hit.part != "true" or text[hit.end - 1] != " ":
        return False
    segment = sentence.segments[sentence.segment_of(hit.start)]
    goes_on = _GOES_ON.match(text, hit.end - 1, segment.end)
    return goes_on is not None and bool(goes_on["off"] or _PENDING.search(text, hit.end - 1, segment.end))

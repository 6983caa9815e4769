"""Whether what is said to be so is hedged: may, could or must be so, appears so, is disputed, is being looked into, or is only asked.

Hedges are few words and stand right before what they hedge, right behind it, or between its parts; no phrase has to list them.
"""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

_MODAL = (
    r"(?:mai|may|might|could|can|should|must|ought to|(?:appear|seem|tend) to"
    r"|(?:is|are|wa|was|were) (?:said|believ|thought|suppos|rumour|alleg|held) to"
    r"|reportedli|purportedli|ostensibl[iy]|seemingli|conceivabl[iy]|presumabl[iy]|arguabl[iy]|possibl[iy]|perhap|mayb"
    r"|all but|as good as|virtual|virtually|practic|practically|near|nearly|almost|more or less|pretty much)"
)
#: Right before it: may well have a, 或有.
_BEFORE = re.compile(
    rf" {_MODAL}(?: (?:well|still|also|have|ha|be|been|turn|out|to|a|an|the|ani|some|prove|onli|just|even|indeed|caus|done|do))* ?$"
)
_CHINESE_BEFORE = re.compile(
    r"(?:或许?|兴许|没准儿?|大抵|疑似?|有?可能|八成|十有八九|估摸着?|貌似|[理本]?应该?|按[理道]*说|看上去|看起来|看着|几乎|差不多|基本上?)"
    r"(?:会|就|也|都|确实?|可以|能)*(?:认定|断定|肯定)?(?:是|有|存在|属于?|算|造成了?|给)*$"
)
#: Anywhere before it in its clause, as it was typed.
_SAID_SO = re.compile(r"\b(?:reportedly|supposedly|purportedly|allegedly|ostensibly|seemingly|possibly)\b", re.IGNORECASE)
#: Without checking it, before it is checked: it hasn't been.
_WITHOUT = re.compile(r" (?:without|befor|instead of|rather than|prior to|ahead of)(?: (?!and|but|i|we)[a-z']+){1,4} $")
_LOOKING = "(?:调查|检验|检测|检查|鉴定|核实|核查|查证|认定|判定|复核|排查|研究|讨论|确认|审核|评估)"
#: Right behind it: is disputed, verification pending, 还在调查, 存疑.
_BEHIND = re.compile(
    r" ?(?:(?:itself|still) )*(?:is|are|wa|was|were|remain|stay)(?: (?:still|now|yet|current|veri|highli))*"
    r" (?:disput|contest|in disput|in question|in doubt|question|debat|open|pend"
    r"|under (?:review|investig|examin|discuss|disput|test|inspect)|be [a-z]+|unproven|unprov|unverifi|uncertain|unclear|alleg"
    r"|suspect|to be [a-z]+|yet to be [a-z]+|a matter of)"
    r"| ?(?:verif|check|inspect|test|confirm|decis|assess|find|result|report|examin)[a-z]* (?:(?:is|are|still|yet|onli) )*"
    r"(?:pend|outstand|under way|underway|to follow|await|due|ongo|in progress|miss)"
    r"|(?:的?(?:问题|事|情况|说法|结论))?(?:这块|这事|这个)?(?:还|仍|尚|正|目前|现在|暂)*"
    rf"(?:在|处于|由[^,.;!?]{{1,8}}?|等[^,.;!?]{{0,8}}?)?(?:进行)?{_LOOKING}(?:中|之中|当中|着|阶段|呢)"
    rf"|(?:的?(?:问题|事|情况|说法))?(?:这块|这事|这个)?(?:还|仍|尚|正)*(?:在|等|等着|待|有待|需要?)[^,.;!?]{{0,4}}?{_LOOKING}(?![过了清])"
    r"|(?:还|仍|尚|也|都|本身|上)*(?:有|存在?|存有)(?:争议|疑问|疑点|疑义|分歧|异议|待)|(?:还|仍|尚)*(?:存疑|待查|待定|待核|待验|未定|没有?定论|尚无定论|说法不一)"
)
#: Between its parts: harm that could be considerable, or is far from it.
_BETWEEN = re.compile(
    rf"(?:^| ){_MODAL} | (?:far from|anyth but|hardli|barel[iy]|scarc[a-z]*|allegedli) |几乎|差不多|或许?|兴许|可能|疑似|恐怕|未必"
    rf"|谈不上|算不上|远非"
)


def hedged(sentence: Sentence, hit: Hit) -> bool:
    """Whether words beside it, or between its parts, leave open whether it is so."""
    text = sentence.folded.text
    segment = sentence.segments[sentence.segment_of(hit.start)]
    english = text[hit.start] == " "
    before = hit.start + english
    behind = hit.back(text)
    patterns = (_BEFORE, _WITHOUT) if english else (_CHINESE_BEFORE,)
    if any(pattern.search(text, segment.start, before) for pattern in patterns) or _SAID_SO.search(sentence.typed(segment.start, before)):
        return True
    return bool(_BEHIND.match(text, behind, segment.end)) or any(_BETWEEN.search(text[start - 1 : end + 1]) for start, end in hit.gaps)


def asked_by_itself(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause is a question of its own beside what is done: "a quality defect? I exchange it"."""
    index = sentence.segment_of(hit.start)
    segment = sentence.segments[index]
    if sentence.folded.text[segment.end - 1 : segment.end + 1].strip()[:1] != "?" or index + 1 == len(sentence.segments):
        return False
    here = (*sentence.of("action"), *sentence.of("marker", "may"), *sentence.of("marker", "speaker"))
    return not any(segment.holds(one) for one in here)

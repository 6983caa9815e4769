"""Whether a sentence says that those above have approved, or that they weren't asked at all.

Whoever is above may be named or not (上头还没点头, 没报批), and approval is called many things. What is skipped, put off
or kept from them counts as refused; where a sentence says both, too.
"""

from __future__ import annotations

import re

from bot.language.checking.facts.measuring import sums_of
from bot.language.checking.wording.supposing import unreal
from bot.language.recognising.sentence import Sentence, once
from bot.language.turns import Turns

#: The facts that tell of it.
ASSENT = frozenset({"approved", "superior-consulted"})
_ABOVE = "(?:上级(?:领导)?|领导|上[头面边]|头[儿头]|老[板总大]|主管|经理|总监|总经理|副总|高层|管理层)"
_NOT = (
    "(?:(?<![有批报签审过])还?没有?|尚?未|不(?:用|必|想|打算|准备|再|肯)?|懒得|无[须需]|甭|别|省得|免得|来不及|顾不上|等不[及了]"
    "|跳过|绕[过开]|避开|撇开|瞒着?|背着)"
)
_ON_THE_WAY = (
    "(?:有|去|再|先|用|往|向|跟|和|与|给|让|叫|请|经过?|走|拿到?|得到?|获得?|通过|等到?|过|上|把它?|任何人?|谁"
    f"|{_ABOVE}|的|那边|来|也|一声|正式)*"
)
_ASSENT = (
    "(?:批|报(?![销名价酬])|审|点过?头|签|同意|过目|申报|递上|交上|送上|送审|拍板|松口|表态|请示|许可|认可"
    "|商量|沟通|通过?气|打招呼|知会|吭声|提过)"
)
#: Not asked, not answered, or put off until it is done.
_WITHHELD = Turns(
    f"{_NOT}{_ON_THE_WAY}{_ASSENT}"
    f"|{_NOT}{_ON_THE_WAY}(?:跟|和|与|向|给|问|让|叫|找|告诉|通知|惊动)(?:任何|哪[个位]|哪怕一[个位])?{_ABOVE}"
    f"|(?:瞒着?|背着|绕[过开]|撇开|避开){_ABOVE}"
    "|就?(?:当|算)(?:作|成|是)?(?:他们?|她们?|总监|领导|上面|上头|老板|经理)?(?:已经?)?(?:答应|同意|批准|默认|默许|点头|准许?)"
    f"|{_ABOVE}[^,.;!?。]{{0,5}}?(?<![批报签审过])(?:没|未|不)(?!意见|问题|反对|异议|拦|说不|错)"
    f"|{_ABOVE}[^,.;!?。]{{0,3}}?(?:还在|正在|仍在)(?:看|审|批|研究|考虑|讨论)"
    f"|{_ABOVE}(?:手[上里]|桌上|那[儿边里])?还[压拿留攥]着|还[压在放摆]在?{_ABOVE}(?:手[上里]|桌上|那[儿边里])"
    "|先[^。;!?]{1,24}?(?:执行|推行|推开|试行|试跑|实施|落地|铺开|照着做|照做|用起来|跑起来|运行|上线)[^。;!?]{0,24}?[再后][^,.;!?。]{0,4}?"
    "(?:报批|补报|报审|送批|送审|申报|请示|走审批)"
    r"|\b(?:boss|superior|manager|management|director|head|leader|supervisor|chief)s? still (?:has|have|holds|is reading|is looking)\b"
    f"|(?:批[文复件示]|审批|报批|批准)[^,.;!?。]{{0,5}}?(?:没|未|不|再说|后补|以后|回头|免了|算了|省了|还在)"
    f"|先[^,.;!?。]{{1,10}}(?:,|，)?(?:再|后|回头|以后|过后|晚点|改天)(?:去|给|向|跟|找|往)?{_ABOVE}?(?:补|报|批|请示|汇报|申请|审|签)"
    r"|\b(?:without|skip(?:ping)?|instead of|rather than|not|never|no|before|yet to|ahead of|forget|bypass(?:ing)?|[a-z]+n't)"
    r"(?: [a-z']+){0,6}? (?:approv\w*|sign(?:s|ed|ing)? (?:it )?off|okay\w*|green light|go ahead|blessing|permission|clearance|consent"
    r"|sanction(?:ed)?|upstairs|superiors?|boss(?:es)?|higher ups?"
    r"|submit\w* (?:it|them|this|that|any))\b"
    r"|\b(?:nobody|no one)(?: upstairs| above(?: me| us)?| in charge)? (?:has|have) (?:yet |ever )?"
    r"(?:cleared|approved|signed|okayed|blessed)\b"
    r"|\bapproved\b[^.!?]{0,60}\b(?:i|we)(?:'ve| have)? (?:since|later|afterwards)"
    r" (?:made|raised|changed|increased|altered|added|upped|rewr)"
    "|批(?:下来|准)?[了过]?(?:以后|之后|后)[^,.;!?。]{0,6}?我[^,.;!?。]{0,3}?(?:改|加|调|涨|添)了?"
    r"|\b(?:boss|superior|manager|management|upstairs|leader)s? (?:has|have) (?:no (?:idea|clue)|yet to|not)\b"
    r"|\b(?:boss|superior|manager|management|upstairs|leader)s? (?:doesn't|don't|does not|do not) know\b|\bbehind [a-z']+ [a-z']* ?back\b"
)
_ASKED = "(?<![请让叫等找由报交给向送求需要])"
_GIVEN = Turns(
    f"{_ASKED}{_ABOVE}[^,.;!?。没未不]{{0,6}}?"
    "(?:(?:已经?|都|刚)(?:批|点头|签|同意|通过)|批[准复]?[了过下]|批[准复]|审批通过|点[了过]头|点头了|签[了过好]|签完|同意|通过了"
    "|准了|放行|认可"
    "|拍[了过]板|没意见|没问题|不反对|没反对|没异议|说行|说可以)"
    r"|(?:批[文复件]|审批|报批)[^,.;!?。没未不]{0,4}(?:下来|到了|有了|过了|通过|走完|完了)"
    r"|拿到[^,.;!?。]{0,3}(?:批|许可)|获批|已经?批"
    f"|报(?:上去|给{_ABOVE}|{_ABOVE})[^,.;!?。没未不]{{0,5}}批[了下准]"
    r"|\b(?:boss|superior|manager|management|upstairs|leader|leadership|head office|higher ups?|top brass|general manager)s?(?:'s)?"
    r"(?: has| have| had)?(?: finally| already| just| now| since| fully| duly)*"
    r" (?:approved|sanctioned|signed|okayed|agreed|cleared|said yes|gave|given|nodded|authori[sz]ed|endorsed|accepted)\b"
    r"|\b(?:got|have|has|had|with|received|obtained|given)(?: [a-z']+){0,3}"
    r" (?:approval|sanction|sign off|go ahead|green light|blessing)\b"
    r"|, (?:already |which (?:was|got) )?(?:approved|signed off|okayed) (?:last|on|yesterday|this|earlier|already|by (?:the|my|our))\b"
    r"|\b(?:has|have|had) (?:(?:finally|already|just|now|duly) )*been (?:(?:finally|already|duly) )?"
    r"(?:approved|signed off|okayed|cleared)\b"
)


@once
def approval(sentence: Sentence) -> bool | None:
    """True where those above are said to have approved, False where they weren't asked or haven't answered."""
    if _WITHHELD.search(sentence.text):
        return False
    given = [found for found in _GIVEN.finditer(sentence.text) if _meant(sentence, found) and not _another_fact(sentence, found)]
    return True if any(not _of_less(sentence, found) for found in given) else None


#: Said right behind what was approved: it was another one.
_OF_ANOTHER = re.compile(
    r"[^,.;!?]{0,6}?的?(?:是|只是)(?:去年|上次|上回|旧|另一|别的|以前|原来)"
    r"| ?(?:[a-z]+ ){0,2}?(?:wa|was|is|were|are) (?:last|the old|an old|old|an earlier|earlier|anoth|a differ"
    r"|the previou|onli (?:the|last))"
)


def _of_less(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether it was a smaller sum that was approved, as its clause says, than another clause goes on with."""
    segment = sentence.segments[sentence.segment_of(sentence.place(found.start()))]
    sums = [(mention.quantity.value, sentence.place(mention.start)) for mention in sums_of(sentence) if mention.quantity]
    approved = [value for value, place in sums if segment.start <= place < segment.end]
    return bool(approved) and any(value > max(approved) for value, place in sums if place >= segment.end)


def _another_fact(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether these are the words of another fact: that the finance manager has signed isn't what the one above has approved."""
    start, end = sentence.place(found.start()), sentence.place(found.end() - 1)
    return any(hit.start <= end and start < hit.end for hit in sentence.of("fact") if hit.id not in ASSENT)


#: Asked whether they have, or told by a colleague.
_ASKED_ONLY = re.compile(r"[^,.;!?]{0,2}(?:[吗没][\s,.;!?。]|\?)")
_COLLEAGUE = re.compile("[小老阿][\\u4e00-\\u9fff](?:也|又|还|都|跟我|对我)*(?:说|讲|称|告诉|表示|觉得|认为)")


def _meant(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether nothing before it in its clause says that it is only supposed, hoped or heard: "if my boss agreed"."""
    start, end = sentence.place(found.start()), sentence.place(found.end() - 1)
    segment = sentence.segments[sentence.segment_of(start)]
    doubts = [hit for mark in ("condition", "doubt", "hearsay") for hit in sentence.of("marker", mark)]
    if any(segment.start <= hit.start <= end for hit in doubts) or _ASKED_ONLY.match(sentence.folded.text, end, segment.end):
        return False
    if any(
        segment.start <= hit.start and sentence.segment_of(hit.start) - sentence.segment_of(start) in (0, 1)
        for hit in sentence.of("hint", "taken-back")
    ):
        return False
    if _COLLEAGUE.match(sentence.folded.text, segment.start, start):
        return False
    return not unreal(sentence, start, end) and not of_another(sentence, start, end)


#: Said right before what was approved: much like last year's, which was approved.
_OF_BEFORE = re.compile(
    r"(?:去年|前年|上次|上回|上个?月|上一?[期版季])的?(?:那[份个版套])?,?(?:都|也|是|就|已经?)*$"
    r"| (?:last (?:year|month|quarter|week|time)|the (?:old|previous|previou|earlier) one)(?:'?s)?[ ,]*"
    r"(?:(?:one|and|which|that|it|wa|was|had|been|is) )*$"
)


def of_another(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what was approved, between two places, is said to be another one: the plan that got approved was last year's."""
    segment, text = sentence.segments[sentence.segment_of(end - 1)], sentence.folded.text
    return bool(_OF_ANOTHER.match(text, end, segment.end) or _OF_BEFORE.search(text, 0, start + text.startswith(" ", start)))

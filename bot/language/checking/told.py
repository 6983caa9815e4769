"""What somebody does, out of a story told before ("The newcomers are lost. I'll run a training for them"), or apart from what is
only remarked, that the room is booked, when one will be back, how far one is, and apart from what somebody wished in vain.

What is told before tells why, and words in it that nothing here knows are no part of what is done. Where it speaks of anything that a
decision may turn on, it belongs to it, and the whole is read or nothing.
"""

from __future__ import annotations

import re

from bot.language.checking.objections.neglecting import hidden, slighted
from bot.language.checking.objections.overstepping import overstepped
from bot.language.recognising.sentence import Sentence

#: A sentence of its own behind others, in which the speaker does something.
_AT_LAST = re.compile(
    r".{4,}?(?:[。!;?]|\.(?= )) *"
    r"(?P<done>(?:[^。!?;.]{0,12}(?:我|咱)|(?:(?:so|then|now|today|tomorrow|next),? )*(?:i|we|i'm|i'll|we'll|we're|i'd) )"
    r"[^。!?;]{4,}[。.!]?) *$",
    re.DOTALL,
)
#: What makes a story more than one.
_MARKED = ("away", "standin", "condition", "beyond", "apply", "submit")
#: What is longer isn't gone through again.
LONGEST = 600


def done_at_last(sentence: Sentence) -> str | None:
    """The last sentence of a story, where it tells by itself what the speaker does; None where there is none, or more is told."""
    found = _AT_LAST.match(sentence.text) if len(sentence.text) <= LONGEST else None
    if found is None:
        return None
    begins = sentence.place(found.start("done"))
    told = sentence.of("silent") + [hit for mark in _MARKED for hit in sentence.of("marker", mark)]
    if any(hit.start < begins for hit in told):
        return None
    if _ONE_OF_THEM.search(found["done"]):
        return None
    return None if overstepped(sentence) or hidden(sentence) or slighted(sentence) else found["done"]


#: Whom, or which, was told before: another designer is needed, I'll pick one.
_ONE_OF_THEM = re.compile(r"\b(?:pick|hire|choose|recruit|appoint|select) (?:one|him|her|them)\b(?! of)", re.IGNORECASE)


_NUMBER = "[0-9零一二两三四五六七八九十几半]+"
_BY = f"(?:大概|大约|约|差不多|估计|应该|争取|下班前?|中午前?|上午|下午|晚上|天黑前|今天|明天|{_NUMBER}点(?:半|钟|左右|前后?|多|来钟)*)"
#: A clause that only remarks something beside what is done, in the folded text.
_REMARK = re.compile(
    rf"[\s,;.!?。]*(?:(?:[\u4e00-\u9fff]{{1,6}}?)(?:已经|都|也)?(?:订|备|准备|约|打印|印|布置|通知|收拾|安排|借|带)(?:好|齐|上|下|妥|过)了?"
    rf"|(?:我)?{_BY}+(?:能|可以|就|会|就能|准能)*(?:回来|回|到家|完事|结束|收工|(?:录|弄|做|写|搞|办|跑|看|排|理|审|填|画|编)[完好])"
    rf"|还(?:差|剩)(?:下)?{_NUMBER}(?:来|多)?(?:笔|份|个|家|页|条|项|单|户|台|张|处|层|栋|天)"
    rf"|(?:也|又|都)?(?:有|好)(?:一?阵子?|段时间|些日子|{_NUMBER}个?(?:天|周|星期|月))(?:没|不)[^,;.!?我]{{1,4}}了"
    r"|别(?:耽误|误|拖|漏)了?[^,;.!?]{0,6}|(?:顺便)?(?:喘口气|透透气|醒醒神)|(?:今天|这会儿)?(?:天气不错|太阳真好|雨真大|天真热|天真冷)"
    r"|(?:(?:and|so|but) )*(?:(?:i'll|i will|i'd|i should|i) (?:be )?(?:back|home|done|finish)(?: [a-z0-9:]+){0,4}"
    r"|(?:the |a |my |our |all )?(?:[a-z']+ ){1,3}(?:is|are|has been|have been)(?: (?:alreadi|all|now))*"
    r" (?:book|readi|print|prepar|set|pack|done|reserv)"
    r"|we'r (?:one|two|three|a man|somebodi) short|it (?:has )?been (?:a while|ag|long|month|week)"
    r"|(?:i'm|i am) (?:on (?:that|it|this)|do (?:that|it|this)|at it)(?: [a-z]+){0,2}"
    r"|(?:it )?(?:should|will|to) (?:be )?done(?: [a-z0-9:]+){0,3}|(?:one|two|three|four|five|onli a few|a few) (?:more )?(?:to go|left)"
    r"|(?:a )?(?:nice|good|long|busi) (?:day|morn|afternoon)(?: for it)?))[\s,;.!?。]*"
)


def without_remarks(sentence: Sentence) -> str | None:
    """What is said without the clauses that only remark something; None where there are none, or nothing else."""
    if len(sentence.text) > LONGEST:
        return None
    said = [segment for segment in sentence.segments if not _REMARK.fullmatch(sentence.folded.text, segment.start, segment.end)]
    if not said or len(said) == len(sentence.segments):
        return None
    return "".join(sentence.typed(segment.start, segment.end) for segment in said)


#: Somebody wishes something, or tries to bring the speaker to it, in the normalised text; and how the speaker takes that.
_WISH = re.compile(
    r"[^我]{1,14}?(?:求|劝|逼|催|央求|恳求|暗示|怂恿|撺掇|拜托|想让|想叫|叫|让|要)(?:我|咱|我们)"
    r"|[^我]{0,14}?(?:开口(?:就|便)?要|张口(?:就|便)?要|狮子大开口|提出要|硬要|非要|吵着要|嚷着要|打了?招呼|说情|递条子|托人|套近乎|走后门|塞)"
    r"|[^.;!?]{0,60}?\b(?:ask(?:s|ed)|beg(?:s|ged)|urge[sd]|press(?:es|ed)|push(?:es|ed)|tempt(?:s|ed)|want(?:s|ed)|expect(?:s|ed)|told|tells)"
    r" (?:me|us)\b"
    r"|[^.;!?]{0,60}?\b(?:tried to (?:get|talk|bribe|persuade|push) (?:me|us)|demanded|is demanding|was demanding|hinted that)\b"
)
_IN_VAIN = re.compile(
    r"(?:[但可]是?|不过)?(?:我|咱|我们)?(?:也|都|可|一概|当场|当然|坚决|直接|就是)*"
    r"(?:(?:没|不|没有|不会|不能)(?:答应|同意|理(?:[他她]|会)?|听[他她]?的?|收|松口|接(?:受|茬)?|吃这一?套|为所动|搭理|让步)"
    r"|(?:拒绝|回绝|推掉|推|顶回去|婉拒|谢绝|挡回去)|(?:没用|不管用|不好使|白搭|免谈|没门))[了的吧啦]*"
    r"|(?:(?:and|but|so) )*(?:of course )?(?:i|we) (?:(?:of course|just|still|simply) )?"
    r"(?:sa(?:id|ys?) no|refuse[ds]?|decline[ds]?|ignore[ds]? (?:it|him|her|them|that)|turned (?:him|her|them|it|that) down"
    r"|(?:didn't|did not|won't|don't|will not) (?:agree|budge|listen|accept|give in|take it|do (?:it|that)|go along)"
    r"|told (?:him|her|them) no|am not having (?:it|that))(?: of course)?"
    r"|(?:but )?(?:that|it) (?:makes no difference|cuts no ice|didn't work|won't work)"
)
#: What the speaker thought of first, before something else.
_AT_FIRST = re.compile(
    r"(?:我|咱)?(?:本来|本|原本|原先|原|起先|起初|一开始|最初)(?:我|还|是|也)*(?:想着?|打算|准备|要|计划|考虑)"
    r"|(?:at first |originally,? )?(?:i|we) (?:was|were) (?:at first |originally )?(?:going|about|tempted) to"
    r"|(?:at first|originally),? (?:i|we) (?:wanted|meant|thought|planned)"
    r"|(?:i|we) (?:originally |at first )(?:wanted|meant|thought|planned)"
)
_MARKS = " ,;.!?。"


def without_vain_wishes(sentence: Sentence) -> str | None:
    """What is said without what others wished and the speaker refused (业主求我通融,我没答应); None where nothing of that kind is said.

    A superior's wish stays, and so does what is only refused. A sum that the speaker thought of first (本来想奖两百) is left out as well,
    where another one is said behind it.
    """
    if len(sentence.text) > LONGEST:
        return None
    weighty = [*sentence.of("role"), *sentence.of("relation", "self"), *sentence.of("marker", "boss")]
    sums = [sentence.place(mention.start) for mention in sentence.amounts]
    left: list[str] = []
    wished = False
    for segment in sentence.segments:
        clause = sentence.typed(segment.start, segment.end)
        words = clause.strip(_MARKS)
        if _AT_FIRST.match(words) and any(segment.start <= place < segment.end <= sums[-1] for place in sums):
            continue
        wish = None if any(segment.holds(hit) for hit in weighty) else _WISH.match(words)
        if wished and _IN_VAIN.fullmatch(words):
            left.pop()
        elif not wish or not any(_IN_VAIN.fullmatch(words, at) for at in range(wish.end(), len(words))):
            left.append(clause)
            wished = wish is not None
            continue
        wished = False
    return "".join(left).strip(_MARKS) or None if len(left) < len(sentence.segments) else None

"""Whether what is told is still to come: done before it is so, left open behind, or only asked for, promised, owed or about to be."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

#: What comes first, and what it comes before: "before the defect is confirmed", 确认质量问题之前.
_BEFORE = re.compile(r" (?:befor|until|till|ahead of|prior to) (?:[a-z']+ ){0,5}$")
_PRECEDED = re.compile(r"(?:得到|经过)?(?:确认|核实|查明|查清|查实|检验|鉴定|明确|批准|审批)?[了好过]?(?:之前|以前|前(?![来面后]))")
#: How long ago something was.
_LENGTHS = ("天", "日", "周", "星期", "月", "年", "小时", "分钟", "hour", "minut", "day", "week", "month", "year")
#: It is about to be so: 快断货了, 明天会签字.
_SOON = re.compile(
    "(?:(?<![尽赶加爽痛轻明飞])快要?(?:有|拿到|收到|到)?|就要|即将|将要|将会|(?:明[天日]|后天|下周|下个?月|过两天|过几天|迟早|早晚)(?:就|才|应该|可能)?[会要]?)$"
    r"| (?:about to|go to|soon|tomorrow|nearli|almost) (?:be |get |have )?$| will (?:onli |soon |still |then )?be (?:a |an |the |anoth )?$"
)
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
    before = sentence.folded.text[segment.start : hit.front(sentence.folded.text)]
    ago = sentence.folded.text[hit.start : hit.end].endswith(_LENGTHS)  # 3天前买的
    return bool(_BEFORE.search(before)) or (not ago and bool(_PRECEDED.match(sentence.folded.text, hit.end)))


#: Asked for, promised or owed, and so not there: the second review hasn't come in, 外部评审还在路上, 还缺三份报价.
_NOT_HERE = re.compile(
    r"(?: [a-z']+){0,5}? (?:(?:still|yet|onli|just|now) )*"
    r"(?:(?:is|are|was|were|has|have|had|be|been|will be)(?: (?:still|now|onli|just|all|been|suppos to|to))*"
    r" (?:miss|request|expect|promis|outstand|due|await|pend|lack|order|want|need|owe|plan|announc|appli|ask"
    r"|on (?:it|the|their|his|her) way"
    r"|on order|in the post|in the mail|yet to|come|to come|to follow|not (?:here|in|there|yet|come|arriv|receiv))"
    r"|(?:isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't) (?:come|here|in|there|arriv|receiv|back|yet|turn up"
    r"|been (?:receiv|sent|deliv))"
    r"|(?:is|are|was|were) (?:overdu|late)|(?:doesn't|don't) exist|never (?:came|come|arriv)|fail to (?:come|arriv))(?= |$|[a-z]* )"
    "|的话|[^,.;!?]{0,4}?(?:还|都|也|正|又)*(?:在路上|在途|没[有]?(?:到|来|交|齐|收到|回|送|出|拿到|寄)|未(?:到|收|交|齐|送|出)|待[补定]|缺着|欠着|应该有|估计有"
    "|答应给|答应了|说会|说要给|催着|快[到来好]了|(?:明[天日]|后天|下周|下个?月|过两天|过几天)(?:才|会|就|再|能)?[到来交给送出])"
)
#: "No extra money is needed": there is nothing to wait for.
_NONE_NEEDED = re.compile(
    r" no (?:[a-z']+ ){1,4}(?:(?:is|are|was|were|will be) )(?:(?:still|now) )?(?:need|requir|want|request|outstand|due|pend|miss|lack|owe)"
)
#: Said within its phrase: 外部评审应该有一份吧.
_PERHAPS = re.compile("应该|大概|可能|也许|估计|好像|似乎|据说|说是| (?:probabl|mayb|suppos|perhap|apparent)")
_PERHAPS_SO = re.compile("(?:应该|大概|可能|也许|估计|好像|似乎)(?:会|有|是|已经?|都|拿到|收到)*$")
_ASKED_FOR = re.compile(
    r" (?:need|lack|await|wait for|ask for|promis|owe|expect|miss|hope for|chase)"
    r" (?:(?:us|me|anoth|the|a|an|onli|still|at least|all) )*$"
    "|(?:还|尚|仍|只)?(?:[缺差少欠]|等着?|催着?|盼着?|答应给?|要求|索要|去要)(?:他们?|对方|的|我们?|了|上面?|那)*$"
)


def still_owed(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is only asked for, promised, owed or about to be so."""
    text, segment = sentence.folded.text, sentence.segments[sentence.segment_of(hit.start)]
    behind = hit.back(text)
    before = hit.front(text)
    between = [text[start:end] for start, end in hit.gaps]
    if _SOON.search(text, segment.start, before) or _PERHAPS_SO.search(text, segment.start, before):
        return True
    if any(_SOON.search(gap) or _PERHAPS.search(gap) for gap in between):
        return True
    if _NONE_NEEDED.match(text, hit.start, segment.end):
        return False
    if _OWED.match(text, hit.end, segment.end) or _NOT_HERE.match(text, behind, segment.end):
        return True
    long = text[hit.start : hit.end].strip().endswith(_LENGTHS)  # 等了一小时
    return not long and bool(_ASKED_FOR.search(text, segment.start, before))


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

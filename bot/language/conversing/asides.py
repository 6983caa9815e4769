"""Short questions about what was just said: why, who signs, what follows, who approves, what to do.

A sentence is one of them only as a whole: whoever asks 为什么要三方签字 asks something of their own.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.language.recognising.sentence import Sentence, span


class Aside(StrEnum):
    """What is asked about the exchange before."""

    WHY = "why"
    SIGNS = "signs"
    AFTER = "after"
    APPROVER = "approver"
    NEXT = "next"


_WHO = "(?:谁|哪个人?|哪位|哪些人|哪几个人?|什么人|哪个岗位|哪些岗位|哪个领导|哪位领导|边个|边位)"
_MUST = "(?:要|得|该|应该|应当|需要|须|还|再|都|是|由|让|叫|请|找|来|去|能|可以|有权|会)*"
_DO = "(?:要|得|该|应该|需要|还要|还得|我|你|咱|再|去)*(?:做|干|办|弄|搞|走)(?:些|点)?(?:什么|啥|哪些|乜嘢?)(?:手续|流程|事)?"
_STILL = "(?:还|还要|还得|还需要|还需)(?:再)?(?:做|干|办|弄|搞|走)(?:些|点)?(?:什么|啥|哪些|乜嘢?)(?:手续|流程|事)?"
_THEN = "(?:然后|接下来|接着|下一步|之后|以后|事后|后面|后续|回头|完了|完事|办完|做完|批完|批了|批准后|批下来)"
_I = r"(?:i|we|you|one|someone|somebody)"
_IT = r"(?: (?:it|this|that|for it|for this|for that|off|off on it|off on this|on it|on this|afterwards|then|here|please|exactly))*"
_NEED = r"(?: (?:have to|need to|need|to|ask|do|it|this|that|approval|permission|get|first|on my own|myself))*"
_SHALL = r"(?: (?:can|must|should|has to|have to|needs to|need to|may|could|will|would|does|do|is allowed to|is to|is going to|gets to))*"
_FIRST = r"(?: (?:to|have to|need to|supposed to|then))*"

#: What each aside sounds like, whole and without what leads in or trails off; § stands for any post.
_PATTERNS: dict[Aside, tuple[str, ...]] = {
    Aside.WHY: (
        r"(?:这|你|这个|上面|这样|这事)*是?(?:为什么|为啥|为何|干嘛|凭什么|凭啥|点解|咋|怎么就?)"
        r"(?:要|得|该|是|会|非得|非要|必须|偏偏)*(?:找|由|让)?(?:我|他|她)?§?(?:就|也|都)*"
        r"(?:这样说?|这么说|请示|上报|批准?|审批|先请示|同意|不行|行|不能|不可以|不可|不让|不准|可以|能|问他|问)?",
        r"(?:为什么|为啥|为何)(?:不可以|不能|不行)?(?:直接|自己)(?:办|做|决定|来)?",
        r"(?:什么|啥|有什么|有啥)(?:原因|理由|道理|依据|根据|讲究)",
        r"(?:原因|理由|依据|根据|出处|条款)(?:是|在)?(?:什么|啥|哪条|哪一条|哪|哪里|哪儿|几条)?",
        r"(?:是|有)?(?:依据|根据|按照|按|凭|据|引用|看|出自)的?是?(?:哪|什么|啥|边)一?(?:条|款|规定|条款|条规定|个规定|项)?(?:规定|条款)?",
        r"(?:是|在)?(?:哪|边)一?(?:条|款|里|儿|个条款)(?:规定|条款)?(?:说|写|规定)?(?:的|了|着)?",
        r"why(?: not| so| is that| is it so| though| exactly| me| the §| §)?",
        rf"why (?:must|do|can't|cannot|can not|may|should|would|does) {_I}(?: not)?{_NEED}",
        r"why (?:is|does|must|should) (?:it|this|that)?"
        r"(?: (?:the §|§|go|have to|need|approval|be|to|forbidden|not allowed|allowed|approved by))*",
        r"how come|what for|says who|(?:on|by) what (?:basis|rule|clause|authority|grounds)",
        r"based on what|(?:under|by|according to) which (?:clause|rule)",
        r"(?:based on )?(?:which|what) (?:clause|rule|article)(?: (?:is (?:it|that|this)|says (?:so|that|this|it)|applies))?",
        r"what(?:'s| is| was) (?:the|your) (?:reason|basis|rule|clause|source|ground)s?(?: for (?:it|that|this))?",
        r"where (?:does it say (?:so|that)|is (?:that|it|this) (?:written|stated|from)|do you get that)",
        r"(?:the )?(?:reason|clause|source)",
    ),
    Aside.SIGNS: (
        rf"{_MUST}{_WHO}{_MUST}(?:签字|签名|签个字|签个名|签|会签|签认)",
        rf"{_MUST}(?:签字|签名|会签|签)的?{_MUST}{_WHO}",
        r"(?:要不要|用不用|需不需要|要|用|需要|还要)(?:谁|人|几方|几个人|哪几方|三方)?(?:来)?(?:签字|签名|签|会签)",
        r"(?:几方|几个人|哪几方)(?:来)?(?:签字|签名|签)",
        r"who(?:'s| is| are| else| has| have| needs| must| should| will| does| do| all| to| i| ask| supposed| going| gets)* "
        rf"sign(?:s|ing)?{_IT}",
        rf"whose signatures?(?: (?:do|is|are|{_I}|need|needed|required|it needs))*",
        rf"(?:does|do|must|has|should|will) (?:it|anyone|anybody|somebody|someone|{_I})(?: (?:need|have|has|to|be|a|any))* "
        rf"sign(?:ed|ature|atures)?{_IT}",
        r"(?:any |what |which )?signatures?(?: (?:needed|required|is needed|are needed|do i need))?",
    ),
    Aside.AFTER: (
        rf"{_THEN}(?:之后|以后|后)?(?:{_DO}|怎么做|怎样|怎么着|如何|还有什么|还有啥|是什么)?",
        rf"{_STILL}|还有(?:什么|啥)(?:要做|要办|手续|事)?的?",
        r"(?:要|有|还有|走)?(?:什么|啥|哪些)(?:后续|手续|流程|义务)(?:要办|要走|吗)?|手续|流程",
        r"(?:then|next)(?: what)?|after(?: that|wards| this)?|what (?:then|next|else)|what(?:'s| is) (?:next|the next step)",
        r"what (?:comes|happens|follows)(?: (?:next|then|after|afterwards|after that))?",
        rf"what (?:must|should|do|else|else must|else do|else should) {_I} (?:have to |need to )?do"
        r" (?:next|after|afterwards|after that|once (?:it is|it's) (?:approved|done))",
        rf"what else(?: (?:must|should|do) {_I} (?:have to |need to )?do)?|anything else(?: to do)?|(?:any )?(?:next|further) steps?",
    ),
    Aside.APPROVER: (
        rf"我?{_MUST}(?:报给|报|问|给|请示|请|找|跟|由)?{_WHO}{_MUST}"
        r"(?:批|审批|批准|同意|签批|审核|拍板|定|决定|做主|作主|说了算|点头|批一下|批示)(?:的|才行|这个|这事)?",
        rf"我?(?:要|得|该|应该|需要)*(?:找|问|报给|请示|上报给?|请|向){_WHO}(?:请示|申请|汇报|去|问)?",
        r"(?:审批人|批准人|审批的人)(?:是谁|是哪位|是哪个)?|(?:谁|哪位)是审批人",
        rf"who(?:m| else)?{_SHALL} (?:approves?|decides?|authori[sz]es?|ok(?:ay)?s?|clears?|permits?|allows?){_IT}",
        rf"who(?:m)?(?: (?:do|should|must|can|could|shall|would)) {_I}{_FIRST} "
        r"(?:ask|go to|see|talk to|turn to|speak to|contact|get approval from|ask for approval)"
        r"(?: (?:for (?:it|that|this|approval|permission)|about (?:it|this|that)))*",
        rf"whose (?:approval|permission|ok|okay|consent|decision)(?: (?:do|does|is|it|{_I}|need|needed|required|that|this))*",
        r"who(?:'s| is) the approver|(?:the )?approver",
    ),
    Aside.NEXT: (
        r"(?:我|我们|咱)?(?:现在|接下来|这下|这样|该|应该|要|得|又|到底)*"
        r"(?:怎么办|咋办|咋整|怎么弄|怎么搞|点办|点算|点做|如何是好|如何办理|怎么处理|怎么做|怎样做|怎么整)(?:才行|才好|才对)?",
        r"(?:我|我们|咱)(?:现在|接下来|这下|该|应该|要|得)*(?:做什么|干什么|干啥|做啥)",
        rf"what (?:should|can|do|shall|must|could|am|would) {_I}{_FIRST} do(?: (?:now|about it|about that|instead|here|in that case))*",
        rf"what now|how (?:do|should|can|shall) {_I} (?:proceed|go about it|go ahead|do it|do that)|now what",
    ),
}
_LEAD = re.compile(
    r"^(?:(?:那么|那|可是|可|但是|但|不过|哦|噢|嗯|好的?|行|请问|所以|这|ok|okay|well|so|but|and|hm+|oh|alright|right|fine)"
    r"(?:[ ,，。.!]+|(?=[\u4e00-\u9fff§])))+"
)
_TRAIL = re.compile(r"[\s?!.,。~]*(?:(?:[呢啊呀嘛哈吧咧嘞喔哦呐吗]|please|then|thanks|exactly)[\s?!.,。~]*)*$")
_WHOLE = re.compile("|".join(f"(?P<{aside}>{'|'.join(f'(?:{pattern})' for pattern in patterns)})" for aside, patterns in _PATTERNS.items()))
#: A longer sentence is not even looked at.
_LONGEST = 60


def aside_of(sentence: Sentence) -> Aside | None:
    """What the sentence asks about the exchange before, None where it asks something of its own."""
    if len(sentence.text) > _LONGEST:
        return None
    text = _without_posts(sentence)
    whole, short = text.strip(" ?!.。"), _TRAIL.sub("", text)
    for said in dict.fromkeys((whole, short, _LEAD.sub("", whole), _LEAD.sub("", short))):
        if said and (found := _WHOLE.fullmatch(said)):
            return Aside(str(found.lastgroup))
    return None


def _without_posts(sentence: Sentence) -> str:
    """The text with § for each post named in it."""
    text = sentence.text
    for start, end in sorted({span(sentence, hit) for hit in sentence.of("role")}, reverse=True):
        text = f"{text[:start]}§{text[end:]}"
    return text

"""Whether what is said to be so is only hoped, feared, believed or told of, or is said not to be so behind it.

"I hope the defect is verified", 以为质量问题查明了, 差点给客户造成重大损失, 影响很坏才怪: none of it is stated.
"""

from __future__ import annotations

import re

from bot.language.recognising.sentence import Sentence

#: What its clause begins with.
_BEGINS = re.compile(
    r"[\s,;]*(?:但愿?|可|而且|就|也|还|只|又|其实|反正|心里|[我咱俺她他]们?|大家|我们?是)*"
    r"(?:大概(?!率?[是就要有]?[0-9一二两三四五六七八九十百千几半])|希望|但愿|只愿|就当|权当|全当|何必|何苦|凭什么|凭啥|谁耐烦|干嘛要|为什么要|为啥要|用得着|哪用"
    r"|巴不得|恨不得|怕|生怕|就怕|担心|哪有|哪里(?:有|是)|哪儿有|装成|假装|装作|假扮|不至于|幻想|想象|梦见|梦到|赌|猜|估摸"
    r"|谁说|没人说|没说|听闻|传闻|风闻|都传|据传|盼着?|盼望|指望|期待|期望|祈祷|说不好|保不齐|保不准|搞不好|弄不好|看样子|看来像|像是)"
    r"|[\s,;]*(?:(?:and|but|so|well|then) )*(?:(?:hope|hopefulli)|(?:i|we) (?:(?:do|onli|just|realli|so|rather|can onli) )?"
    r"(?:hope|wish|imagin|fear|dream|dreamt|dreamed|bet|gather|trust|expect|pray|pretend|figur|take it|would like to think)"
    r"|(?:nobodi|no one|noon|who) (?:says|say|said|claim|claimed|ever said)|whi (?:bother|would|should|on earth)"
    r"|rumou?r ha[sv]?e? it|suppos|imagin|pretend|as though|as if"
    r"|(?:they|peopl|some|other) (?:say|claim|reckon|believ)|god will|with (?:ani |some )?luck|fingers? cross[a-z]*) "
)
#: Somebody else's company.
_ELSEWHERE = re.compile(
    r"[\s,;]*(?:在)?(?:隔壁|别的?|别家|另一家|另外一家|其他|其它|人家|同行|友商|对手)的?(?:公司|店|单位|厂|分公司|机构)"
    r"|[\s,;]*(?:in|at|for|with) (?:another|some other|(?:a )?differ[a-z]*|the next|the other) (?:compani|firm|branch|agenc[a-z]*|shop) "
)
#: What stands anywhere before it in its clause.
_NEARLY = re.compile(
    r"(?:演练|演习|模拟|彩排|排练)[^,.;!?]{0,4}$| (?:rehears|mock|simul|drill|simulated)[a-z]* (?:(?:a|an|the|for) )*$"
    r"|(?:相对|比起来?|相比之下|(?:跟|同|和|与)[^,.;!?]{1,8}(?:相?比|比起来))(?:[^,.;!?]{0,8}?,)?(?:还|也|都|算|就|要|是|更)*$"
    r"|差一?点(?!的)|险些|差些|几乎就|误?以为(?!意)|谁说|当成是|想当然| (?:nearli|almost|veri near) $"
)
#: What is said right behind it.
_BEHIND = re.compile(
    r" (?:next to|compar (?:to|with)|by (?:our|hi|her|their|ani) standard|for (?:them|him|her|us|our custom)) "  # cheap next to our best
    r"| (?:is|are|be) (?:for (?:fool|idiot|loser|wimp|coward)[a-z]*|pointless|useless|a wast[a-z]*|option[a-z]*) | ?- ?(?:no|not"
    r"|not realli|not exact(?:li)?|nope) |[^,.;!?]{0,6}?(?:的是(?:别|另|其[他它]|[小老阿][\u4e00-\u9fff]|[他她])|(?:了"
    r"|过)?(?:一半|个大概|个开头|几页|一部分|半截|皮毛)|(?:那|这)?是(?:傻子|白痴|浪费|多余|脱裤子)|有什么(?:用|意义)|有(?:啥"
    r"|屁)用|才怪|才有鬼|是(?:个)?假(?:的|象)|有假|不属实|不实|失实|是误会|是误报|是误判|是乌龙|是骗人|是骗你|是瞎话|是吹的|是说笑)"
)
#: What somebody else's superiors say counts for nothing here.
_THEIR_BOSS = re.compile(
    r"(?:客户|顾客|对方|代理商?|经销商|厂家|供应商|人家|他们?|她们?|竞争对手|(?:隔壁|别的|其[他它]|另一个)(?:部门|公司)"
    r"|[我他她]爸)(?:的|那边的?|那里的?|家的?)?$"
    r"| (?:client|customer|agent|dealer|supplier|partner|rival|competitor|their|his|her|other|friend|wife|husband)(?:'s)? $"
)
_BOSS = re.compile(r" ?(?:经理|老板|领导|上级|头儿|主管|上面|总监|boss|manag|superior|director)")
#: What was talked of is something else.
_PRIVATE = re.compile(
    r"(?:[了过]?[^,.;!?]{0,2}(?:请假|休假|年假|调休|加薪|涨薪|辞职|离职|孩子|天气|球赛|家常|八卦|说早|问好|私事|别的事|其他事|股票))"
    r"| (?:[a-z']+ ){0,4}?(?:holiday|vacat[a-z]*|leav[a-z]*|weather|kid|kids|children|footbal[a-z]*|golf|rais[a-z]*|lunch"
    r"|last year|someth[a-z]* els[a-z]*|in the lift|his kid|wed[a-z]*) "
)
#: What the next clause says of it.
_AFTER = re.compile(
    r"[\s,;?!]*(?:(?:or )?so (?:i|we) (?:hear|am told|wa told|was told)|i hear|i'm told|i am told|(?:they|he|she) (?:say|said"
    r"|says)|(?:say|said|says) [a-z]+|no|nope|not|not at all|not reall?i|not exact(?:li)?|of cours not|hardli|far from it"
    r"|but not (?:thi|this|that|in thi|in this)(?: [a-z]+)?|just joke|not ani ?more"
    r"|no longer)[\s,.;!?]*(?:$|(?=[,.;!?]))"
    r"|[\s,;]*(?:which|but it|but that|but thi|it|that|though it|later it) (?:later |then |soon |ha sinc )?"
    r"(?:turn(?:ed)? out (?:to be )?(?:fals|wrong|untru|not|a mistak|a hoax|a rumou?r|incorrect)|prove[d]? (?:to be )?(?:fals|wrong|untru"
    r"|incorrect|not)|wa (?:fals|wrong|a mistak|a lie|overturn|retract|withdrawn)|is (?:fals|wrong|a lie))[a-z ]*"
    r"|[\s,;?!]*(?:(?:听说|据说|听人说|听说的|听来的|不是|没有|没有的事|才不是|才没有|哪有的事|哪有这事|假的|骗你的|逗你的|并没有"
    r"|当然没有|当然不是|怎么可能)[\s,.;!?。]"
    r"|(?:后来|事后|结果|不过后来|但后来|可后来)(?:又|被|都|已)*(?:推翻|撤|否|作废|证明不|证实不|查明不|发现不|澄清|更正|改口))"
)


def unreal(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is told of as no more than a hope, a fear or a tale, or is called untrue behind it."""
    text, index = sentence.folded.text, sentence.segment_of(start)
    segment = sentence.segments[index]
    before = start + (text[start] == " ")
    for begins in (_BEGINS, _ELSEWHERE):
        found = begins.match(text, segment.start, before)
        if found and found.end() > segment.start:
            return True
    if _BOSS.match(text, start) and _THEIR_BOSS.search(text, segment.start, before):
        return True
    if _BOSS.search(text, start, end) and _PRIVATE.match(text, end - (text[end - 1] == " "), segment.end):
        return True
    behind = end - (text[end - 1] == " ")
    if _NEARLY.search(text, segment.start, before) or _BEHIND.match(text, behind, segment.end):
        return True
    return bool(_AFTER.match(text, segment.end)) if index + 1 < len(sentence.segments) else False

"""What may be said beside any act and is no doing of its own: why, to whom it is told, how much in all, that it is done now.

Patterns over the folded text of a clause (`TELLS`, `LEADS_ON` from its beginning, the others anywhere in it).
"""

from __future__ import annotations

import re

from bot.language.recognising.sentence import Segment, Sentence

#: Clauses that give a reason, or tell of others.
TELLS = re.compile(
    r"[\s,;]*(?:让[他她]们?(?:长|记|明白|知道|清醒)|因为|毕竟|反正|正好|由于|免得|省得|以免|以便|好让|不然|否则|他们?(?![^,.;]*我)"
    r"|[他她]们?(?:就|也|都|还|一直)?(?:是|在|属于?|归)(?:我|咱|本)们?[^,.;!?]{0,8}?(?:的人?|上班|工作|干活?|做事|手下|底下|部下|管|员工|人)[\s,.;!?。]*$"
    r"|她们?(?![^,.;]*我)|它|情绪|脾气|态度|大伙儿?|大家伙儿?|同事们|组员们?|底下人|众人"
    r"|(?:(?:上|这)个?(?:周|星期|月)|昨[天晚]|今早|早上|前[天阵]|之前|事先|刚才?|已经?|也|都|我们?)*(?:跟|和|同|与|找|向)[^,.;!?我]{1,8}?"
    r"(?:聊|谈|商量|沟通|通|碰|说|问|讨论|打|交代|解释)(?:过(?:[气话头面]|招呼|一[声次下遍回]|了)?|好了?|妥了?|了一[声次下遍回])[\s,.;!?。]*$"
    r"|我(?:是|在|管|带[^,.;]{1,2}组)|人家|这|那|对方|客户|顾客|业主|大家"
    r"|(?:and |but |so |also )*(?:an?|our|another|some|he|she|it|they|his|her|their|its|this|that|these|those"
    r"|because|since|as|so that|which|who|one|the|my"
    r"|no|nobody|there|after|before|until|if|(?:i|we)(?: have|'ve)?(?: alreadi| just)? (?:talk|spoke|spoken|chat) (?:to|with|it|about)"
    r"|[a-z]+ (?:is |are )?(?:alreadi|still|now) (?:free|readi|book|avail|wait|here|set|full|empti)) )"
)
#: What a clause behind an act may say: that the reason is noted, that it is done now and by whom, how much in all, what it is for.
GOES_WITH = re.compile(
    r"单号|订单|编号|房号|不是|并非|原因|理由|缘由|情况|经过|单子|单据|条子|记录|登记|注明|写[清好明上在]"
    r"|备注|签[了字](?:确认|就行|为证)? ?$|上报|报给"
    r"|报[上了]|汇报|报告|(?:请|交|报|送|抄|发|由)[^,扣拿砸押收罚]{0,8}(?:知悉|周知|备案|备查|存档|留底)"
    r"|核对|看一下|把把关|登记一下|请您|麻烦您|劳驾|您看|帮办|协办|请[^,]{0,6}协助"
    r"|^ ?[他她]?们?[两三四五几]个?人平?分 ?$|交(?:上去|回|给|公司|总监)|送回|告诉|通知|知会|参考|过目|考虑|斟酌|定夺"
    r"|说一声|打招呼|安抚|道歉|歉意|赔[礼罪个]|解释|谢谢|一分不[多少]|不多|不少|正好|刚好|消气|消消|高兴|开心|心意|算是|意思意思"
    r"|鼓励|以示|(?<!不)让[他她]们?(?:长|记|明白|知道|清醒|消|高兴|开心|满意|舒|安|放心|以后|下次|歇|轻松|顺|方便|离|近)|教训"
    r"|长.?记性|服气|方便|顺路|[近熟]些"
    r"|^ ?(?:那|这|就|我|由我|本人|现在|马上|今[天日儿]|明[天日]|自?即日起?|自|拟|现|予以|这就|当场|立刻|立即|先|直接|来|给[他她]?"
    r"|下?个?周[一二三四五六日]|下个?月)*"
    r"(?:来?办|调整|实施|生效|同意|答应|批准|允许|准|批|签|定|处理|安排|执行|生效|拍板|寄|弄|搞定|来)[了好完掉的吧]* ?$"
    r"|^ ?(?:行|好|可以|成|对|没问题|合适|妥|这样|那)[了吧吗不么啊的行吗]* ?$|换(?:了)?个?人|另[派选找换]|(?:成不成|批不批|用不用"
    r"|行不行|最[后终])[^,]{0,3}由?[他她]|就是批的|算不算|能不能|可不可以|行不行|可以吗|可以吧|没问题"
    r"|(?:让|叫|换|由|派|请)[\u4e00-\u9fff]{1,4}(?:上|来|当|干|带|做|接|顶)|^ ?(?:给|由|从|到|向)[\u4e00-\u9fff]+(?:顾客|客户|换到"
    r"|调到|改到|区|片|那边)"
    r"| not (?:a|one) (?:cent|penni|fen|yuan) more | want (?:him|her|them) to (?:learn|know|feel|see|rememb|improv|do better) "
    r"| (?:reason|note|report|sign|record|write|written|file|form|paperwork|sorri|apolog|thank|explain|tell|inform|know|ok|okai"
    r"|right|pleas|now|today"
    r"|tomorrow|immedi|agre|approv|awai|word|mind|effect|sort|done|exactli|exact|calm|cheer|troubl|becaus|sinc|who|which|that|it"
    r"|do|give|handl"
    r"|from now on|from then on|on behalf of|not (?:a|one) (?:cent|penni|yuan)"
    r"|process|refund|ask|happi|glad|smile|fair|send (?:[a-z]+ )+(?:in|off)) "
)
#: Where somebody is moved, or who takes their place.
MOVED = re.compile("^ ?(?:换|改|调|派|转|挪|由)(?!去给我)|对调|互换|交换")
#: Only how much it is in all.
MERELY = re.compile(
    r"^ ?(?:免费|白送)的? ?$| free |[没不未]|才|只|正好|刚好|共|以内|整"
    r"| (?:under|below|less|within|exactli|exact|onli|just|max|limit|total|not|no) "
)
#: The same behind an English "and".
GOES_WITH_AND = re.compile(
    r" (?:reason|note|report|sign|record|write|written|file|form|send|return|apolog|sorri|explain|thank|hear|keep|back|talk|tri"
    r"|still|insist|she|he|they"
    r"|(?:is|are|wa|was|were) (?:wait|unhappi|unhappy|dissatisfi|annoi|cross|disappoint|complain|tire|stand here|queu|upset|angri"
    r"|furiou|fume|impati|in tear)[a-z]*"
    r"|it|that|hi|everyon|everybodi|we all|here|now|then|there|own|so|dont|not|ask|without"
    r"|also|again|let|husband|wife|partner|famili|children|kid) "
)
#: Whether it may be done is asked, and nothing added: may I proceed?
_MAY_I = re.compile(
    r"[\s,;.!]*(?:那|这)?(?:我|咱)?(?:能不能|可不可以|能|可以|可)(?:直接|自己|就)?(?:签|办|批|做|定|给|弄|处理)(?:了|下来|掉)?(?:不|吗|么|吧)?[?!。]*"
    r"|[\s,;.!]*(?:(?:so|and|then) )?(?:(?:may|can|could|shall|should) (?:i|we) (?:proceed|go ahead|do (?:so|that|thi|it))"
    r"|(?:is|would) (?:that|thi|it)(?: be)? (?:ok|okai|fine|alright|all right|allow|permit)|am i allow)[^a-z]*\?"
)
#: Nothing is done there: it is asked, or only said that, when and how gladly.
SAYS_SO = re.compile(
    "[?吗么吧呢]|可以|上头|上级|领导|同事|组里|大伙|改了|我来|我去|用起|用上|照着|行不|成不|好不|挺|就[走去来办]|出门|出发|动身"
    "|马上|这就|现在|今[天日]|明[天日]|知悉|下周|周[一二三四五六日天]|星期|月底|年底|定了|哈|嘿|啦"
    "| (?:wish|luck|lucki|hobbi|fun|pleas|want to|go to go|time|today|tomorrow|monday|tuesday|wednesday|thursday|friday|week"
    "|month|morn|afternoon|even|now|right|ok|steam|per|list|job|me|room|held|half|realist|spirit|spark|readi|alreadi|keep|and then) "
)
LEADS_ON = re.compile(r"[\s,;]*(?:回头[备留好]|备[着用]|以备|留着|存着|先|向[您你]|请|并|然后|再|说|顺|已|都|还|几个)")
#: What was told is done: 领导交代我去接待来访，我照办.
_SO_I_DO = re.compile(
    r"[\s,;.!]*(?:我们?|咱们?|俺)?(?:就|这就|马上|立刻|立马|当然|只好|只能|会|得|都)?"
    r"(?:照办|照做|去办|去做|去?看看|去看|就去|去|遵命|执行)[了吧啦的]*[\s,;.!?。]*"
    r"|[\s,;.!]*(?:so |and )?(?:i|we)(?:'ll| will)?(?: just)? "
    r"(?:(?:do|give|handl|run|take|lead|hold) (?:it|that|this|them|this one)(?: myself| ourselv| person)?"
    r"|compli|obey|do so|do as told|go|am go|will|do)[\s,;.!?]*"
)
#: One English word by itself is a name, or a sigh; so is the second of groups a and b.
_NAME = re.compile(r"[\s,;.!]*(?:[a-z]+|and (?:again|[a-z0-9]))[\s,;.!?]*")


_TIME = (
    r"(?:(?:今|昨|前|明|后)[天晚早日]|(?:上|这|下|本)一?个?(?:周|月|星期|季度|次|回|年)[一二三四五六日天]?|早上|上午|下午|晚上|中午|刚才|刚刚|之前|以前|月[初底]"
    r"|年初|去年|前阵子|前几天|[0-9一二三四五六七八九十两]{1,3}点(?:半|钟)?(?:之?前)?)"
)
_OTHERS = (
    r"(?:(?:客服部?|财务)?总监|(?:客服部?)?经理|副总(?:经理)?|总经理|总助|会计|出纳|主任|主管|领导|上级|上[头面]|老板|大家伙?儿?|大伙儿?|同事们?|群里|圈里|店里|门店|全组|组里|部门里"
    r"|客[人户]|顾客|对方|[他她]们?|所有人|人人|都)"
)
#: A whole clause that does nothing to anybody: when it was, who knows of it, how things stand, that the paperwork is done.
_DOES_NOTHING = re.compile(
    rf"(?:{_TIME})*(?:也|就|都|还)*(?:是)?(?:这样|如此|一样|这么回事|这么个情况|老样子)的?了?"
    rf"|(?:{_TIME})+(?:也|就|都|还)*(?:是)?(?:发生|出|有过?|犯过?)?(?:的|一[次回])?(?:事情?|情况|状况|问题)?了?"
    r"|(?:这|那)?(?:已经?)?是?(?:这个?[周月年]|本[周月年])?的?第?[一二三四五六]次了?"
    rf"|{_OTHERS}(?:那边|那里|那儿|自己)?(?:也|都|全|已经?|刚才?|早就?|一直|正好|其实|本来)*(?:在场?|知[道情晓]|清楚|明白|看到|看见|听说|问起|问|提起|提|过问|听到|传开|议论|炸锅)"
    r"(?:了?过?|起过?)(?:的|这?[件个]?事|此事|情况|原委)?了?"
    r"|(?:就|再|还)?(?:麻烦|请|劳烦|烦请|拜托|辛苦)(?:您|你|大家)?(?:帮我|帮忙|帮|给我)?(?:记|登记|备注|留意|看|查收|确认|过目|知悉|注意|存档|备案)(?:一?下|上|好|一笔)?"
    r"|(?:都|全|一切|完全|严格)?[按照](?:着)?(?:章|规定|规章|规矩|流程|制度|条款|老规矩|程序)(?:来|办事?|走|做|执行|处理|的)?"
    r"|(?:该[走办]的)?(?:流程|手续|程序)(?:我)?(?:都|也|已经?|一样)*(?:走|办|不少|齐全|齐了|全了|补)(?:完|好|过|齐|到位)?了?"
    r"|(?:详情|详细|细节|具体|情况)?(?:请)?[见看在](?:附件|附图|照片|单子|表格|群里|邮件|截图)|附件里?有|(?:单号|编号|订单号|工号)[0-9a-z一二三四五六七八九十零-]+"
    r"|(?:申请)?(?:表格?|单子?|材料|资料|记录|报告|说明)(?:我|也|都|已经?|刚)*(?:打印|填|写|备|准备|做|弄|整理|签|归档|补)(?:好|完|上|妥|齐|出来)*了?"
    r"|(?:说实话|老实说|其实|真的|我|自己)*(?:心里)?(?:也|都|挺|很|蛮|有点|觉得|还|真)*(?:不好受|难过|过意不去|可惜|无奈|不忍心|心疼|惭愧|没办法|遗憾|不是滋味)"
    r"|(?:发票|小票|盒子|包装|说明书|单据|东西|货)?(?:[他她]们?|顾客|客[人户])(?:也|都|已经?)*(?:带|拿|交|给|留)(?:来|过来|着|在身边|齐)+了?"
    r"|(?:[小老阿][\u4e00-\u9fff]|[他她])(?:进|来|在|入职|到)(?:了)?(?:公司|店里?|部门|这[里儿]?|我们这[里儿]?)?(?:有)?[0-9一二三四五六七八九十两几半]+(?:年|个月)(?:多|半)?了?"
    r"|(?:最近|这阵子|现在|店里|我们这[儿里]?|天气|这几天|今天|人手|生意|活儿?|事情?)*(?:真|很|太|挺|都|也|比较|有点|特别|又)*(?:忙|热|冷|紧|乱|缺人|不够|排满|紧张)(?:得很|得不行|得要命|死了?|一点|着呢)?了?"
    r"|(?:大家|[他她]们?)火气(?:都|有点|很)*大"
    r"|(?:也)?(?:就|只)(?:这么|这)(?:一?点|些|一件)?(?:事|小事|回事|情况)|(?:别的|其他)(?:也|都)?没(?:什么|有|啥)?了?|没别的(?:事|了)?|以上|如上"
    r"|(?:微信|电话|短信|邮件|群|口头|当面|现场)(?:里|上|中)*(?:[跟对给]我)?(?:说|讲|聊|约|确认|通知|发|谈)(?:好|过|清楚)?的?"
    r"|(?:老实说|说实话|其实)?早就?该(?:这样|如此|这么[办做])了?"
    rf"|{_TIME}(?:之?前)?(?:就|能|会|要)?(?:弄|办|做|搞|完成)(?:好|完|妥)了?"
    r"|(?:门店|店里|客户|顾客|那边)?(?:发|寄|传)?来?的?(?:照片|视频|截图|检测单|发票|小票|单据)我?(?:也|都|已经?)*(?:看|核对|收|验|查)(?:过|到|完)?了?"
)
_ROLE_EN = (
    r"(?:(?:the|my|our) )?(?:(?:deputy )?general manager|finance director|director|manager|boss|accountant|cashier|head|supervisor"
    r"|customer|client"
    r"|patient|team|group|colleagues?|others?|shop|staff)|everybody|everyone|people|nobody|he|she|they|both|we all|all of us"
)
_DOES_NOTHING_EN = re.compile(
    r"(?:and |but |so |also |by the way |honestly |well )*(?:"
    r"(?:it'?s? |that'?s? |this |the )?(?:is |was )?(?:the )?(?:same|it happened|this happened|happened|first|second"
    r"|third)(?: (?:thing|story|time|again))?"
    r"(?: (?:last|this|yesterday|today|earlier|on)(?: (?:week|month|morning|afternoon|evening|year|night|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday))?)?"
    rf"|(?:{_ROLE_EN})(?: (?:also|already|just|all|both|still))* (?:was|were|is|are|know|knows|knew|saw|heard|has heard|has seen"
    rf"|have seen|asked|minds|will hear|will know)"
    r"(?: (?:it|this|that|about (?:it|this|that)|of it|there|too|present|aware|from me|with me|everything|well))*"
    r"|(?:please )?(?:note|record|file|log|book) (?:it|this|that)(?: down)?(?: for me| please| on file)?"
    r"|(?:it'?s |it is |that'?s |everything (?:is )?|strictly |all )*(?:by the (?:book|rules)|according to the rules"
    r"|in line with the rules|as the rules say|as usual|as always)"
    r"|(?:the )?(?:details|photos?|forms?|papers?|paperwork|notes?|receipts?|pictures?|slips?)(?: (?:is|are|has been|have been"
    r"|will be|all|already|now))*"
    r" (?:attached|enclosed|in the (?:file|folder|group|system|mail)|below|filled in|printed|ready|signed|done|complete|in order)"
    r"|all (?:of )?the (?:paperwork|papers|forms?)(?: (?:is|are|will be|has been))* (?:in order|done|ready|complete|filled in)"
    r"|i(?:'ll| will|'m going to) (?:add|hand in|file|bring|collect|get|do|complete|sort out|see to|fetch) the (?:papers?|paperwork"
    r"|signatures?|forms?|documents|receipts?)"
    r"(?: (?:afterwards|later|after that|then|today|tomorrow|this afternoon|myself))*"
    r"|i(?:'ve| have)? (?:seen|looked at|checked|got|read|watched) the (?:photos?|pictures?|video|footage|test report|receipt|report"
    r"|bill|records?)(?: (?:from|of) (?:the )?[a-z]+)?(?: myself)?"
    r"|(?:we|i|things|it)(?:'re| are|'m| am|'s| is| has|'s been| have)*(?: been| all| so| very| really| quite| rather| a bit| terribly)*"
    r" (?:short of (?:hands|staff|people)|short[- ]handed|busy|hectic|a busy (?:day|week|month)|stretched|tired|sorry|upset"
    r"|sad)(?: (?:today|this (?:week|month)|lately|these days))?"
    r"|i feel (?:bad|sorry|awful|sad)(?: about (?:it|that|this))?|(?:that'?s|that is) (?:all|it)|nothing (?:else|more)"
    r"|just (?:letting you know|so you know|for the record)"
    r"|thank(?:s| you)(?: (?:very much|in advance|all))?|(?:it was |honestly )*(?:long )?overdue|(?:it )?(?:will be "
    r"|gets )?done (?:today|tomorrow|by [a-z]+)"
    r"|(?:it )?came (?:in )?by (?:phone|mail|email|chat)"
    r")"
)
_MARGIN = " ,.;:!?。，；"


def says_nothing(sentence: Sentence, segment: Segment) -> bool:
    """Whether a clause is only a name or a sigh, asks for leave, says that what was told is done, or does nothing to anybody."""
    if any(said.fullmatch(sentence.folded.text, segment.start, segment.end) for said in (_NAME, _MAY_I, _SO_I_DO)):
        return True
    said = sentence.quoted(*segment).strip(_MARGIN)
    return bool(said) and bool(_DOES_NOTHING.fullmatch(said) or _DOES_NOTHING_EN.fullmatch(said.lower()))

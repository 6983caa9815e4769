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
    r"(?:聊|谈|商量|沟通|通|碰|说|问|讨论|打|交代|解释)(?:过(?:[气话头面]|招呼|一[声次下遍回])?|好了?|妥了?|了一[声次下遍回])[\s,.;!?。]*$"
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
    r"|(?:is|are|wa|was|were) (?:wait|stand here|queu|upset|angri|furiou|fume|impati|in tear)[a-z]*"
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


def says_nothing(sentence: Sentence, segment: Segment) -> bool:
    """Whether a clause is only a name or a sigh, asks for leave, or says that what was told is done."""
    return any(said.fullmatch(sentence.folded.text, segment.start, segment.end) for said in (_NAME, _MAY_I, _SO_I_DO))

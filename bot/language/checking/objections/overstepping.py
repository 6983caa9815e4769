"""Whether a sentence does, beside or instead of a duty, what no duty means: taking presents, giving records away, touching them up.

What is denied (绝不收回扣), and what others do (客户说有人收回扣), isn't done by the one who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.turns import Turns

_GAIN = "回扣|好处费|辛苦费|茶水费|介绍费|顾问费|返点|红包|贿赂?"
_FEW = "[^,.;!?，。；]"
#: What somebody takes for themselves, or slips to others.
_TAKING = (
    rf"(?:收|拿|要|吃|捞|索|得|赚|塞|送|给|包|抽|讨|谈){_FEW}{{0,8}}?(?:{_GAIN})|行贿|受贿|揩油"
    rf"|(?:收|拿|接)(?:下|受|了|他|她|人家|对方){_FEW}{{0,6}}?送(?:来|给我)?的"
    rf"|收{_FEW}{{0,7}}(?:条烟|瓶酒|购物卡|礼品卡|礼金|礼物|金表|手表|土特产|一笔钱|份礼)|笑纳"
    rf"|(?:(?:分|返|转|付|打|退|回|塞|孝敬|给){_FEW}{{0,3}}?我|(?:回头|再|然后|说好|答应)分我?)(?:一半|点|一点"
    rf"|一份|[0-9一二两三四五六七八九十百千]+(?:块|元|成))"
    rf"|(?:另外|私下|单独|再|先|额外){_FEW}{{0,4}}(?:付|(?<!派)给|转|打)(?:给)?我|(?:差价|差额|余款|零头"
    rf"|尾款){_FEW}{{0,8}}(?:归|给|转给?|打给?|进)我"
    rf"|[收要](?:学员|他|她|他们|客户|业主|商户|对方|人家|借款人|每个?人){_FEW}{{0,3}}[0-9一二两三四五六七八九十百千]+(?:块|元)"
    r"|\b(?:kickbacks?|bribes?|bribing|backhander|hush money|commissions? from|cut from|under the table)\b"
    r"|\b(?:accept|accepting|pocket|pocketing|take|taking) (?:a|an|the|his|her|their|some|its|any) (?:[a-z]+ ){0,2}"
    r"(?:gifts?|presents?|watch|envelopes?|tips?|bottles?|cash|money|commission)\b"
    r"|\b(?:ask|asking|charge|charging|bill|billing)(?: (?:him|her|them|each|the|a|every|of|client|customer"
    r"|owner|borrower|tenant|person|one))+"
    r" (?:for )?(?:(?:a|an|some) )?(?:personal |private |little |small )?(?:loan|favour|favor|tip|present|gift"
    r"|money|cash|[0-9]+ (?:yuan|rmb)) ?(?:for me)?"
    r"|\b(?:pay|pays|paid|slip|slips) me\b|\bsplits? (?:it|the [a-z]+) with me\b|\bback to me\b"
    r"|\bslip(?:s|ping|ped)? (?:[a-z']+ ){1,7}(?:money|cash|envelope|something)\b|\bmy (?:own )?(?:cut|commission|share)\b"
    r"|\b(?:help|lend|support|tide)[a-z]* [^.;]{0,50}\b(?:from|out of|with) (?:[a-z0-9']+ ){0,3}(?:takings|till|cash box|cash drawer)\b"
    "|(?:从|拿|用)[^,.;!?，。；]{0,6}(?:货款|营业款|回款|公款|备用金)[^。;!?]{0,12}?(?:借|垫|帮|接济|周转|支援)"
)
_OUTSIDER = (
    "朋友圈|网上|上网|微博|抖音|论坛|小红书|(?:业主|客户|公众|大|微信|聊天)群|群里|竞争对手|对手|对家|同行|记者|外人|外头|外面|外界"
    "|(?:别|另一?|其他|其它|隔壁)(?:的|一?家|个)+(?!部门|组|岗|区|地方|时间|部)"
)
_EN_OUTSIDER = (
    r"(?:competitors?|rivals?|press|newspapers?|journalists?|reporters?|outsiders?|internet|radio|television|web|online"
    r"|facebook|twitter|social media|chat group|group chat"
    r"|strangers?|loan shark|another (?:company|firm|agency|client|customer)|other (?:companies|firms|agencies"
    r"|clients)|(?:drug|insurance|outside) company|everyone|public)"
)
#: What is shown or told to those whom it is nothing to.
_DISCLOSING = (
    rf"(?<![打出派开])(?:发|传|贴|晒|挂|登|透露?|漏|曝|捅|卖|拷|抄|拿|送|交|借|寄|打包|说|反馈|告知|通报)(?:[了到上在给去露]"
    rf"|一份){{0,3}}{_FEW}{{0,3}}?(?:{_OUTSIDER})"
    rf"|(?:给|让|向|跟|对)(?:他的|她的|咱的|我们的)?(?:竞争对手|对手|对家|同行|记者|外人){_FEW}{{0,3}}(?:看|瞧|听|说|讲|用|抄|通气|透)"
    r"|泄露|泄密|外泄|外传|透给|捅给|漏给|(?<![折价惠品货备机])卖给|曝光"
    r"|\b(?:show|send|giv|pass|leak|forward|hand|post|shar|sell|upload|email|disclos|reveal|slip|tell|publish"
    r"|put|pok|copy|lend|copie)(?:e|s|es|ing)?\b"
    rf"(?: [a-z']+){{0,6}}? (?:to|with|on|in|onto|for) (?:(?:a|an|the|his|her|their|our|some|its|local|public"
    rf"|client's|other) )*{_EN_OUTSIDER}\b"
    rf"|\b(?:show|send|giv|tell|sell|leak)(?:e|s|ing)? (?:(?:a|an|the|his|her|their|our|some|its) )+{_EN_OUTSIDER}\b"
)
_BETTER = "(?:顺溜|漂亮|好看|大|小|高|低|多|少|假|平|没|干净|全勤)"
#: What is made to look otherwise than it is.
_ALTERING = (
    rf"(?!做得(?:漂亮|好看|干净)(?!一?[点些]))(?:改|写|填|编|抹|做|调|评|报|估)(?:得|成|到)?{_BETTER}(?:一?(?:点|些|级|倍))?(?:[了再些交,.;!?，。；]|$)"
    rf"|(?:数|数字|数据|金额|价格|价|日期|考勤|收入|记录|档案|分数|内容|表格?){_FEW}{{0,4}}?(?:给|都|全|悄悄"
    rf"|偷偷|私下|先|改)*(?:改|涂|抹|剪)(?:了|掉|一改|低|高|大|小|成)"
    rf"|比(?:实际|真实|我?看到|我?查到|我?见到){_FEW}{{0,4}}(?:好|高|大|多|漂亮)"
    r"|\bmake(?:s|ing)? (?:[a-z']+ ){1,4}look (?:better|healthier|bigger|richer|stronger|safer|nicer|smaller|worse|fine|good)\b"
    r"|(?:系统|后台|表格?|台账|原件|底稿)里?[^,.;!?，。；]{0,6}?(?:改成|改为|改对|更正|改过来)|[帮替]他们?(?:改成|改为|改对|填|补)"
    r"|删改|虚报|瞒报|少报|谎报|倒签|做假|掺水|注水|剪一剪|(?:数|数字|数据|价格?|日期"
    r"|收入)[^,.;!?，。；]{0,4}改[了小大高低]|[删剪](?:了|掉)"
    r"|\b(?:fudge|doctor|falsify|fak|inflat|backdat|whitewash|cook|alter|tamper|retouch|hack"
    r"|pirat|steal|forg)(?:e|es|s|ing|y|ies)?\b(?! as)"
    r"|\b(?:massag|pad|tweak)(?:d?ing|es?|s)? (?:it|them|up|the|thi|this|that|those|these|some|our|his|her|their|its|my|figures|numbers"
    r"|results|data|expenses)\b|\b(?:twice|higher|better|bigger|lower|more) (?:as [a-z]+ |[a-z]+ )?(?:as|than) (?:it|they|he"
    r"|she)(?: really)? (?:is|are|was|were)\b"
    r"|\b(?:typ(?:ed?|ing)|wr(?:ote|ite|iting)|put(?:ting)?|past(?:ed?|ing)|enter(?:ed|ing)?|cop(?:y|ied|ying))\b"
    r"[^,.;!?]{0,30}? over (?:theirs|his|hers|them|their|her)\b"
)
_NOT_DONE = "(?:没|未|没有)(?:放|发|批|说|谈|开|见|去|做|查|看|问|聊|讲|提|定|答应|同意|签|参加|到场|来)(?:过|成)?"
_WRITE = "(?:记|录|登|写|填|列|编|加|补|建)"
#: What never was is put on record, or what is one person's is put to another: 没放的贷款也记到台账上, 把别人的贷款记到他名下.
_FEIGNING = (
    rf"{_NOT_DONE}的(?!问题|情况|事项|地方){_FEW}{{0,8}}?(?:{_WRITE}(?:到|进|入|在|上|成|了))"
    rf"|{_WRITE}{_FEW}{{0,6}}?{_NOT_DONE}的(?:话|事|会|款|贷款|拜访|调查|检查|内容|意见)"
    rf"|{_NOT_DONE}的?(?:写|说|记|编|报)成"
    rf"|别人的{_FEW}{{1,6}}?{_WRITE}(?:到|进|入|在){_FEW}{{1,4}}?(?:名下|头上|台账|档案)"
    rf"|{_WRITE}(?:到|进|入|在)(?:别人|别的客户|别的借款人|另一个客户|朋友|亲戚){_FEW}{{0,4}}?(?:名下|头上|台账|档案)"
    r"|(?:昨天|前天|上次|上回|上周|上个?月|去年|上一?[期季])的?[^,.;!?，。；]{0,10}(?:抄|复制|誊|搬|挪)[^,.;!?，。；]{0,2}(?:到|进|在|成|上)?"
    r"[^,.;!?，。；]{0,2}(?:今天|今日|这次|这回|[本这]周|[本这]个?月|今年|[本这]一?[期季])"
    r"|(?:照|按|沿用|套用?)着?(?:去年|上次|上回|上一?[年季期次])的?(?:数|数据|数字|资料|材料|情况|内容|报告)?[^,.;!?，。；]{0,4}?(?:填|写|编|报|登|录)"
    r"|(?:照着?|凭|用|按)(?:借款人|客户|对方|他|她|人家)(?:发|寄|给|传)(?:来|我|过来)?的?(?:照片|视频|图片|截图)[^。;!?]{0,16}?(?:写|填|编|做|报)"
    r"|\b(?:go(?:ing)? by|rely(?:ing)? on|working from) (?:the |some )?(?:[a-z]+ )?(?:photos?|pictures?|videos?|screenshots?)"
    r" (?:the |that )?(?:[a-z]+ )?(?:sent|gave|emailed|texted)\b"
    r"|(?:还?没|尚?未)去?(?:查|核|看|验|审|问)[^。;!?]{0,16}?(?:写|填|记|标|勾)(?:上|了|个|成|为)?(?:没问题|无误|属实|正常|合格|通过|已[查核审验])"
    r"|(?:用|以|写|登记|填|签)(?:个|的是)?(?:假名|化名|假地址|假证件|假电话)"
    r"|\bcopy(?:ing)? (?:over )?(?:yesterday|last (?:week|month|year|time|quarter|shift))'s [a-z' ]{2,40}?"
    r" (?:in|into|to|onto|for|as|over to) (?:today|this|the (?:new|record|log|book|form|sheet|register))"
    r"|\b(?:under|with|using|in) (?:a )?(?:false|fake|made-up|invented) (?:names?|address(?:es)?|id|date)\b"
    r"|\bsign(?:ing)? (?:off )?(?:on )?(?:the|a|this|that) [a-z ]{3,24}?"
    r" before (?:the |any )?(?:repair|work|job|inspection|delivery|visit|check)s?\b"
    r"|(?:改|调|弄|做|写)成(?:假|虚)|改成我(?:觉得|认为|想|要|希望)"
    r"|(?:没|未)(?:去|到)(?:过|场|现场)?[^。;!?]{0,12}?(?:照着?|凭着?|靠|按着?|对着)[^。;!?]{1,24}?(?:编|写|填|凑)(?:出来|好|完|成|一份|了)"
    r"|\b(?:(?:still|only) (?:being|half)|half|not yet|isn't|aren't|hasn't been|haven't been)[^.!?]{0,16}?\b(?:laid|painted|finished"
    r"|installed|done|fitted|built|wired|plastered|tiled)\b"
    r"[^.!?]{0,60}?\b(?:accept(?:ing|ance)?|sign(?:ing)? off|sign(?:ing)? the [a-z ]{0,16}acceptance|pass(?:ing)? (?:the|his|her|their))\b"
    r"|\b(?:go(?:es)? in|comes? in|be (?:laid|fitted|installed|done|finished|painted)|finish(?:es)?|follows?) (?:on [a-z]+day|next"
    r"|tomorrow|later|in (?:two|three|a))[^.!?]{0,50}?"
    r"\b(?:sign(?:ing)? off|accept(?:ing|ance)?|pass(?:ing)? (?:the|his|her|their))\b"
    r"|(?:借款人|客户|顾客|业主|对方|人家|中介|担保人|代理商?|会计|[他她])[^,.;!?，。；]{0,8}?(?:说|讲|报|称|保证|拍胸脯)[^。;!?]{0,14}?[,，]?我?(?:就|直接|便)(?:照|按|依)着?"
    r"[^。;!?]{0,8}?[写填记编录报][^。;!?]{0,6}?(?:调查|核[查实]|审[查核]|检查|验收|评[级估]|估价|尽调)"
    r"|(?:只是|光是?|仅仅?是?|全是?|都是?)听[^。;!?]{0,20}?(?:写|填|记|标|勾|录|报)[^。;!?]{0,8}?(?:核实|核查|查|审|验)[了过清]"
    r"|(?:先|提前|今天|现在|趁现在)[^,.;!?，。；]{0,4}?把?(?:下|明)(?:个?月|周|季度?|年|天|次)的?[^,.;!?，。；]{0,8}?"
    r"(?:检查|巡检|回访|拜访|会议|走访|调查|盘点|培训)(?:记录|报告|纪要|表|单|情况)?(?:也|都|就)?(?:写|填|做|签|补)"
    r"|\b(?:write up|fill in|fill out|sign|log|tick off)\b[^.;!?]{0,24}?\b(?:next (?:week|month|quarter|year)|tomorrow)'s"
    r" (?:[a-z-]+ ){0,2}?(?:inspection|visit|meeting|minute|check|interview|follow-up|survey|record|review)s?\b"
    r"|(?:电话|微信|视频|网上|隔空)[^。;!?]{0,24}?(?:[当算](?:作|成|是|为|了)?|[写填记报](?:作|成|为))"
    r"[^,.;!?，。；]{0,4}?(?:实地|现场|上门|当面|面谈|走访)"
    r"|\b(?:phone|telephone|call|video|email|desk|online)\b[^.!?]{0,60}?\bas (?:a|an|my|our|the)"
    r" (?:on[- ]?site|in[- ]person|face[- ]to[- ]face|site|field|home)\b"
    r"|(?:还没|尚未|未|没)(?:装|做|完|干|开|修|建|弄|施)(?:完|好|工|始|成|修)?[^。;!?]{0,14}?(?:先|就|也|提前)[^。;!?]{0,6}?(?:验收|验了|验掉)"
    r"|(?:还没|尚未)(?:开始|启动|做|完|搞|办|开展)[^。;!?]{0,14}?(?:评估|总结|报告|记录|评价|鉴定|小结)[^,.;!?，。；]{0,6}?(?:先|提前|就)[^,.;!?，。；]{0,3}?(?:写|填|做|编|出)"
    r"|(?:验收|验)[^。;!?，]{0,4}?(?:先|提前)[^。;!?，]{0,6}?(?:还没|尚未)(?:装|做|完|干|开|修|建|弄)"
    r"|\b(?:starts?|begins?|due to start|is to start|hasn't started|hasn't begun|hasn't finished"
    r"|isn't finished|isn't done|is still going on|not yet finished|not yet started)\b[^.!?]{0,40}?"
    r"\b(?:acceptance|accept the work|sign it off|sign off the work)\b"
    r"|[没未][^。;!?]{0,40}?(?:写|填|记|标|勾|录|报|改)成(?:了|是|为)?(?:已经?|都|全部?|也|[查核审验调])*(?:同意|答应|认可|接受|点头|批准|核实|核查|核过|查|审|验|访|拜访|完成"
    r"|做过|做完|办妥|通过|合格|到场|到岗|签|参加|培训|检查|回访)"
    r"|\b(?:[a-z]+n't|never|nobody|no one|without)\b[^.!?]{0,80}?\b(?:writ(?:e|ing)|mark(?:ing)?|put(?:ting)?|record(?:ing)?|log(?:ging)?"
    r"|enter(?:ing)?|not(?:e|ing)|list(?:ing)?|tick(?:ing)?)\b[^.;!?]{0,40}?\b(?:as|down as|that it'?s?) (?:[a-z]+ ){0,2}?"
    r"(?:verified|checked|done|inspected|reviewed|visited|completed?|confirmed|approved|clear|fine|ok)\b"
    r"|\b(?:[a-z]+n't|never|nobody|no one|without)\b[^.!?]{0,80}?\b(?:writ(?:e|ing)|mark(?:ing)?|put(?:ting)?|enter(?:ing)?|tick(?:ing)?)"
    r" (?:it |the box |down )?['\"]?(?:verified|checked|inspected|reviewed|visited|confirmed|approved|seen|agreed|signed)\b"
    r"|\b(?:add|write|enter|put|record|note|log|list|report|insert|include)(?:s|ing|es)? (?:[a-z']+ ){0,5}?"
    r"(?:(?:nobody|no one|noone) (?:ever )?(?:said|did|mentioned|agreed|asked|attended|made|took|saw)"
    r"|(?:he|she|they|we|i|client|customer|borrower) (?:never|didn't|did not|hadn't) (?:ever )?(?:say|said|do|did|agree|make|made"
    r"|take|took|visit|see|saw|hold|held"
    r"|attend|happen)|(?:that|which) (?:never|didn't|did not|hasn't|wasn't|weren't) (?:ever )?(?:happen|happened|took place"
    r"|take place|exist|said|held|granted|made))"
    r"|\b(?:agreed|said|approved|accepted|confirmed|signed|ordered|attended|consented)[^.;!?]{0,20}, (?:which|though|although|but) "
    r"(?:he|she|they|it|we|nobody|no one|the [a-z]+) (?:didn't|never|did not|hadn't|haven't|hasn't|has not|ever)\b"
    r"|\bput (?:[a-z]+ ){1,2}down as (?:present|there|attending|on duty|working|sick)\b"
)
#: What isn't settled is put out as if it were.
_UNSETTLED = (
    r"\b(?:which|that) (?:[a-z]+ ){1,3}(?:is|are) still (?:argu|debat|fight|haggl|quarrel|disput|discuss|negotiat)ing\b"
    r"|还(?:没|未)(?:定|敲定|谈拢|拍板|审|批)(?:下来|好|过|完)?的[^,.;!?，。；]{1,10}(?:更新|发布|公布|挂|登|放|传)(?:上|到|出|了)"
)
#: What they are to check is left to the ones who are checked.
_BY_THEMSELVES = (
    rf"(?:让|叫|由)(?:借款人|担保人|客户|顾客|业主|代理商?|供应商|承包商|商家|当事人|对方|他们?|她|商户){_FEW}{{0,2}}自[己个]儿?(?:来)?"
    rf"{_FEW}{{0,2}}?(?:写|填|编|查|评|定|审|验|核|检|打分|调查)"
    r"|\blet(?:ting)? (?:the )?(?:[a-z]+ ){1,2}(?:check|verify|inspect|assess|review|investigate|rate|value) (?:it |them |that )?"
    r"(?:himself|herself|themselves|(?:his|her|their) own)\b"
)
#: Left to those, checked only now and then, paid for, or spent on oneself.
_LAX = (
    rf"{_BY_THEMSELVES}"
    rf"|收(?:他们?|她|客户|业主|对方|人家|商户|学员|代理商?){_FEW}{{0,6}}费(?![用心])|(?:电话|住址|号码|身份证"
    rf"|隐私){_FEW}{{0,2}}(?:给|告诉|透露)(?![我上总经领主公])"
    r"|\b(?:have|let|get|ask|tell)(?:ting|ing)? the (?:borrower|client|customer|owner|agent|guarantor"
    r"|tenant)s? [a-z ]{0,40}?(?:himself|herself|themselves)\b"
    r"|\bto (?:a|the|his|her|our|their|its|some) (?:[a-z]+ )?(?:competitor|rival)s?\b"
    r"|\b(?:bill|charge) my\b|\bby (?:paying|bribing|threatening|lying|pretending|deceiving|hacking)\b"
    r"|\bask(?:ing)? for (?:a|an|some) (?:discounted|free|cheap|private|personal|little|job|favou?r|loan|gift|tip|cut)\b"
    r"|\b(?:on|for|at|to) my (?:own |private |personal )?(?:trip|holiday|vacation|party|wedding|house|home|car"
    r"|flat|garden|kitchen|family|place)\b"
    r"|\b(?:check|verif|review|inspect|read|test|look)[a-z]* [^,.;]{0,40}\bevery (?:second|third|fourth|fifth|tenth|other|few)\b"
    r"(?! (?:day|week|month|quarter|year|hour))"
    "|每?(?:隔|[两三四五六七八九十])[份个家单笔户](?:才|只)?[查审看核抽]一"
)
_BEYOND = (
    "[替给帮](?:财务|人事|行政|法务|采购|技术|工程|市场|别的|其他|隔壁|兄弟)[^,.;!?，。；]{0,3}?部门?(?:也|都|再)?(?:定|写|做|拟|编|搞|立)(?!金)|"
    "(?:不光|不只|不仅|不止|不单)[^,.;!?，。；]{0,4}(?:我们|本|咱们?|我)(?:部门?|组)[^。;!?]{0,6}?全公司"
    "|[让叫要](?:全公司|整个公司|公司上下|别的部门|其他部门)[^,.;!?，。；]{0,8}(?:都|也|全)?(?:照|按|跟着|用)"
    "|我代表(?:地产|总部|业主|对方|甲方|借款人|供应商|代理商)(?![^,.;!?，。；]{0,4}利益)"
    "|(?:人家|别家|别人|外厂|其他厂)[^。;!?]{0,14}?(?:托|让|叫|请)(?:我们?|咱们?)(?:代|帮忙?)?卖"
    "|[让叫请由](?:[^,.;!?，。；]{0,12}的)?(?:我的?)?[表堂]?(?:弟弟?|哥哥?|姐姐?|妹妹?|叔叔?|舅舅?|姨妈?|同学|朋友|邻居|老婆|老公|爱人|媳妇|儿子|女儿)"
    "[^,.;!?，。；]{0,3}(?:替|帮|代)我"
    r"|\bthe (?:whole|entire) company (?:lends|follows|uses|works|has to|must|will|goes|is)\b|\bcompany-wide\b"
    "|没等(?:到)?[^,.;!?，。；]{0,4}?(?:回音|回话|答复|回复|批复|点头|消息|回信)"
    r"|\b(?:without|not) waiting for (?:an?|the|his|her|their|any) (?:[a-z]+ )?(?:answer|reply|response|word|feedback|decision|go-ahead)\b"
)
_PLAINLY_WRONG = (
    "(?:模仿|仿照?|仿冒|照着?|学着?|描)[^,.;!?，。；]{0,8}?(?:笔迹|字迹|签名|签字|亲笔)|[仿冒]签(?!证)|(?:笔迹|字迹)[^,.;!?，。；]{0,3}(?:签|仿)"
    "|[让叫请由找][^,.;!?，。；]{1,10}?(?:[用以签写]|盖)我的?(?:名[字义]|签名|大名|印|章)"
    r"|\b(?:imitat|mimic|cop[yi]|trac|forg|fak)(?:e|es|s|ing|ying)? (?:[a-z']+ ){1,3}(?:signature|handwriting|initials)\b"
    r"|\b(?:let|have|get|ask|tell)(?:ting|ing)? [^.;!?]{2,60}?\bsign[^.;!?]{0,50}?"
    r" (?:with|in|under|using|by) my (?:own )?(?:name|signature|stamp|seal)\b|"
    "(?:是|由)我(?:自己)?(?:代替?|替|仿|冒充)[^,.;!?，。；我]{1,5}签|签(?:字|名)(?:都|全)?是(?:假|伪造|我编|我仿)|章是(?:假|伪造|我刻)|"
    "偷(?![懒闲空])|骗|赌|威胁|断他|断水|断电|敲诈|勒索|揍|骂(?:他|她|客户|对方|人家|一顿|回去)|打一架|谈恋爱|盗版|假章|自己刻"
    "|黑客|打人|抢(?:过来|走|单|了?同事|功)"
    r"|[,;.!] ?(?:nobody|no one)(?:'s| is| will|'ll| ever)* (?:ever |going to )?(?:check|notice|know|read|look|find out|be the wiser)"
    r"(?:s|ing|es)? ?(?:it|them|that|anyway)?[.!]? ?$"
    r"|\b(?:casino|gambl|blackmail|threaten|cheat|trick)(?:e|es|ing|s)?\b"
)
#: Kept from those whom it is about, in somebody else's name, of worse make, or of what the speaker owns.
_UNFAIR = (
    "(?:投诉|举报|告|说|反映|被罚|受罚|被投诉|被处分|处罚)的(?:就|正|恰好|刚好|其实)?是(?:我|本人)(?:自己|本人)?(?=[,，。；;!]|$)"
    "|(?:审批?|审核|复核|核查|评定?|批)(?:我|本人)自己的(?:申请|贷款|报销|业绩|材料|单子)"
    r"|\b(?:review|approve|assess|check|verify|decide|handl|grad|rat|sign)(?:e|s|ing|off|ing off)? (?:on )?my own"
    r" (?:[a-z]+ )?(?:application|loan|request|claim|case|complaint|performance|appraisal|expenses)\b|"
    rf"悄悄|私下|瞒着|背着|暗中|暗地|(?:用|以|冒|模仿|签)(?:总经理|总监|经理|领导|上级|客户|借款人|别人|他人"
    rf"|人家)的?名[字义]|写成{_FEW}{{0,6}}(?:日期|时间)"
    r"|(?:大?客户|老主顾|借款人|业主)的?(?:女儿|情人|小姨子)|大?客户的?老婆|(?:我|自己|本人)的?(?:店里|铺子里|厂里)"
    rf"|[跟向找问]{_FEW}{{1,4}}借(?:点|些|几)?{_FEW}{{0,3}}?钱|谈{_FEW}{{0,2}}借(?:点|些)?钱"
    r"|\b(?:client|customer|borrower|owner)'s (?:daughter|wife|girlfriend)\b|\bmy (?:golf|football|basketball|band|bowling|chess|church)\b"
    r"|\bto my (?:boss|manager|director|superior) as a (?:present|gift)\b"
    r"|塞(?:了|给)?我|请我(?:们)?吃了?(?:[^,.;!?，。；]{0,4}(?:大餐|海鲜|酒席)|了)|(?:竞争对手|对手|同行|对家"
    r"|友商)[^,.;!?，。；]{0,4}(?:约我|请我|找我|给我|给的钱)|给的钱多"
    r"|\b(?:rival|competitor)s? (?:offered|invited|paid|asked|called|approached) (?:me|us)\b|\boffered me (?:money|cash|a job|a bribe)\b"
    r"|(?:帮|替)(?:他|她|领导|老板|经理|主管)(?:家)?(?:的)?(?:儿子|女儿|孩子)?(?:搬家|写作业|接孩子|遛狗|洗车|带孩子|做家务)"
    r"|接(?:他|她|领导|老板)(?:家)?的?(?:孩子|儿子|女儿)"
    r"|陪(?:他|她|领导|老板|科长|站长|经理|总监)(?:去)?(?:喝酒|打牌|打麻将|唱歌|钓鱼|逛街)|\b(?:walk|wash|babysit"
    r"|mow)(?:ing)? (?:his|her|the boss's) "
    r"|\bsign(?:ing)? (?:[a-z']+ ){0,5}on behalf of (?:the|an?|his|her|my) (?:client|customer|agent|borrower|guarantor|boss"
    r"|superior|director|manager|owner)\b"
    r"|\b(?:a little|some|a bit of|slight) (?:tweaking|massaging|padding|polishing of the figures)\b"
    rf"|给(?:隔壁|别的|别家|其他|对手|竞争对手)(?:的)?(?:公司|店|家)?的(?:客户|顾客|客人)"
    rf"|(?:换|发|给|送|补){_FEW}{{0,6}}?(?:过期|二手|残次|次品|(?:旧|坏|破|假|别人退)的)"
    rf"|(?:钱|款|费){_FEW}{{0,2}}(?:当|归|留|收进|进|入)(?:我|咱|组里|自己|个人|腰包)|归我们{_FEW}{{0,3}}分"
    rf"|多(?:交|收|要)(?:点|一点|些)?钱"
    rf"|给{_FEW}{{1,5}}打点(?![滴])|我(?:自己)?家的?(?:屋顶|房|地(?![址点区方])|楼|院)|(?:工资|薪水)也?不(?:发|给)"
    r"|\b(?:without|not) tell(?:ing)? (?:her|him|them|any ?(?:one|body)|the [a-z]+)\b(?![a-z ]{0,12} (?:beforehand|first"
    r"|in advance|ahead))"
    r"|\bsecretly\b|\bon the (?:sly|quiet)\b"
    r"|\b(?:in|under|using) (?:the )?(?:[a-z]+ ){0,2}[a-z]+'s name\b|\bfor (?:a|an) (?:used|expired|second-hand|broken|fake|old|worse)\b"
    r"|\bfrom (?:a|the|our) (?:competitor|rival)\b|\b(?:keep|pocket|take) the (?:cash|money|rest|change|difference|proceeds|takings)\b"
    r"|\bput (?:my own|mine|my (?:own )?(?:name|signature|initials|stamp)) (?:on|to|under|below) (?:it|them|that|there)\b"
    r"|\bsign(?:ing)? (?:it|them|for|on behalf of) (?:for )?(?:the|him|her|them)\b(?! agreement| contract"
    r"| deal)|\b(?:that|which) (?:i|my [a-z]+) owns?\b"
    r"|\bmy own (?:[a-z]+ )?(?:shop|web ?shop|store|business|company|firm|brand|channel|website|agency)\b"
    r"|我(?:自己|个人|本人|私人)(?:开|家|经营|名下)?的?(?:网店|小店|店铺|公司|生意|牌子|账号|公众号|微店|工作室)"
    r"|[做当送卖](?:个|一个|点)?人情"
    "|(?:隔壁|别家|别处|别的店|其他店|网上|淘宝|京东|拼多多|药店|超市|商场|对面)[^,.;!?，。；]{0,6}买的[^。;!?]{0,40}?(?:换|退|赔)"
    r"|\bbought (?:it |this |that |the [a-z]+ )?(?:elsewhere|online"
    r"|(?:at|from) (?:another|a different|the (?:shop|store|chemist) next door|a competitor))\b"
    "|(?:背|顶)(?:黑)?锅|顶包|顶罪|替罪|栽赃|(?<!认)栽到|(?:推|赖|扣|甩)(?:到|给|在)[^,.;!?，。；]{1,6}(?:头上|身上)"
    r"|\b(?:pin|dump|blame) (?:it|this|that|everything|the blame|all of it) on (?:the|a|an|him|her|them|my|our|some)\b"
    "|封口费|堵[住上]?(?:他|她|他们|客户|顾客|对方|人家)的?嘴"
    "|(?:让|叫|求|劝|好让|免得|省得|以免)(?:他们?|她|客户|顾客|对方|人家)?(?:别|不要|不再|不会)?(?:去|再去)?(?:举报|曝光|报警|[上找]消协|找记者|找媒体)"
    r"|\b(?:hush money|buy (?:his|her|their) silence)\b"
    r"|\bso (?:that )?(?:he|she|they|the [a-z]+|it) (?:[a-z']+ ){0,3}?(?:not|n't|never) (?:[a-z]+ ){0,2}?"
    r"(?:report (?:us|it|this|me)|go to the (?:press|police|papers|authorities)|talk to the (?:press|police)|sue)\b"
    r"|\bdoesn't (?:report us|go to the (?:press|police|papers|authorities))\b"
    r"|\b(?:pay|bribe|treat|offer|give)(?:ing)? (?:the|an|a|some|each) (?:[a-z]+ )?(?:officials?|officers?|inspectors?)\b"
)
_LEFT_TO_THEM = re.compile(_BY_THEMSELVES)
_OVERSTEPPED = Turns("|".join((_TAKING, _DISCLOSING, _ALTERING, _FEIGNING, _UNSETTLED, _BEYOND, _PLAINLY_WRONG, _UNFAIR, _LAX)))
_DENIED = re.compile(
    r"(?:(?:不(?:许|准|能|会|得|要|想|可|敢|该|肯)|没有|绝不|拒绝|禁止|严禁|防止|杜绝|避免|有没有|是否|谁|有人"
    r"|别人|(?:员工|组员|下属)们?)[^,.;!?，。；]{0,5}|被(?!我)[^,.;!?，。；我]{0,4}|[不没未别拒防被]"
    r"|(?:^|[,.;!?，。；])(?:他们?|她|客户|顾客|对方|业主)[^,.;!?，。；我]{0,3}"
    r"|(?:\b(?:not|never|no|without|refuse|decline|reject|prevent|stop|avoid|whether|if|against|nobody|who)"
    r"|n't)(?: [a-z]+)?(?: to| from)? )$"
)


#: Whatever stands before it: it names the speaker, or is itself what isn't done.
_TELLING = re.compile("[^我]*我|还?没|尚?未")
_SPEAKER = re.compile(r"[我咱俺]|\b(?:i|we|i'm|i'll|we'll|me)\b")


#: 把业务做大 touches nothing up.
_GROWN = re.compile("(?:业务|生意|市场|规模|份额|盘子|蛋糕|团队)(?:给|都|再|越)?做[大多强]")


def _rewarded(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether it is a reward for somebody of one's own: 本组小何表现抢眼，给她发 99 块红包."""
    start, end = sentence.place(found.start()), sentence.place(found.end())
    return bool(_own(sentence)) and any(hit.start <= start and end <= hit.end for hit in sentence.of("action", "reward"))


def _own(sentence: Sentence) -> list[Hit]:
    """What says that somebody belongs to the speaker's group or department."""
    return [hit for hit in sentence.of("relation") if hit.id in ("own-group", "own-department")]


def overstepped(sentence: Sentence, since: int = 0, acts: Sequence[Hit] = ()) -> str:
    """What the speaker does that no duty means, in the sentence's words; empty where nothing of the kind is.

    What stands before `since`, the place of an act that is done to staff, and isn't said of the speaker, may be what it is done for.
    Nor is it what the words of `acts` name, which a book grants: accepting a small gift.
    """
    text = sentence.text
    told = [fact for fact in sentence.of("fact") if fact.part in ("true", "signs")]
    for found in _OVERSTEPPED.finditer(text):
        begin = max(text.rfind(mark, 0, found.start()) for mark in ",.;!?。") + 1
        if sentence.place(found.start()) < since and not _SPEAKER.search(text, begin, found.end()):
            continue
        place = sentence.place(found.start())
        if any(start <= place < end for act in acts for start, end in act.pieces()):
            continue
        if not _LEFT_TO_THEM.match(found.group()) and any(fact.start <= place and sentence.place(found.end()) <= fact.end for fact in told):
            continue  # 这单像骗保，我上报: a book turns on it
        if any(own.start <= place and sentence.place(found.end() - 1) <= own.end for own in _own(sentence)):
            continue  # 他是我店里的, where a book has that for the own group
        if _rewarded(sentence, found) or _GROWN.search(text, max(0, found.start() - 4), found.end()):
            continue
        if _TELLING.match(found.group()) or not _DENIED.search(text, max(0, found.start() - 16), found.start()):
            return text[found.start() :].strip(" ,.;!?。")
    return ""

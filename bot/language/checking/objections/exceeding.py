"""Whether an act that is granted goes further than its words: once a month, with something on top, out of somebody's pay, by a friend.

A grant covers one act of its holder's, for whom it is meant, with what its clause asks for. What is said to come on top of that, in words
that name no act, would go along with the permission unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.checking.acts.covering import EMPLOYEE
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.turns import Turns
from bot.rulebook.library import Action

_FEW = "[^,.;!?。]"
_MANY = "[0-9一二两三四五六七八九十百千万几半]"
_MOVES = "[奖罚赔补送给发扣免打退]"
#: Again and again, or for good.
_REPEATED = (
    rf"每(?:个?月|天|周|年|季度?|个?星期|次)(?:都|再|各|固定|自动|照|要|会)*{_MOVES}|自动{_MOVES}|[,;]\s*每(?:个?月|天|周|年|季度?|个?星期)(?:都|一次|如此"
    rf"|这样)*(?=$|[。.!,;])"
    rf"|以后(?:都|每次|每单|每回|一直|永远|每(?:周|天|月|年|个?月|个?星期))|每(?:周|天|个?月|年|个?星期)[一两二三四五]次|终身|永久|永远|一辈子|(?:一?连|连续){_MOVES}|{_MOVES}{_FEW}{{0,8}}[,]?(?:连"
    rf"|共){_MOVES}{_MANY}+(?:天|次|回|个?月|年)"
    r"|(?<![第头前后这那近])[一每](?:天|日|周|个?月|小时|个?星期)[0-9一二三四五六七八九十百]+ ?[块元]"
    r"|(?:[块元]钱?|[0-9])(?:一|每)(?:天|次|周|个?月|小时|单|年|回)|[,;]\s*(?:是|按)?每(?:个?小时|单|回|次)|[一总]共[两二三四五六七八九十2-9]次"
    r"|\b[0-9]+(?: yuan)? (?:a|per|an|each|every) (?:day|week|month|year|hour|quarter|order|time|call)\b"
    r"|折(?:再|还|又|后再)(?:抹|减|免|返|打)|[,;] twice *[.!。]?$"
    r"|\b(?:yuan|rmb|dollars?|(?<!slacking )(?<!skiving )(?<!goofing )(?<!nodding )off|gifts?|discount|%)"
    r" (?:a|per|each|every) (?:day|week|month|year|quarter|order|time)\b"
    r"|\b(?:off|gifts?|discount|%)(?: twice| two times| three times)\b"
    r"|, (?:every|each) (?:day|week|month|year|quarter)(?: [a-z]+)? ?(?=$|[.!;])|\bevery (?:day|week|month) for\b"
    r"|\bthe same again\b|\bagain (?:tomorrow|next (?:week|month|day))\b"
    r"|(?:明天|后天|下周|下个?月|改天)[^,.;!?，。；]{0,4}再来一[次份单笔回]|再照样来一"
    r"|\bautomatically\b|\b(?:as|make it|on) a standing (?:rule|order|arrangement|basis)\b"
    r"|\b(?:for life|forever|for evermore|for a (?:whole|full) (?:year|month))\b"
)
#: A little more than was said.
_A_BIT_MORE = (
    rf"[,;]\s*多(?:给|加|奖|罚|赔)?(?:[他她])?一?(?:分|角|毛|块)|{_MANY}(?:块|元)?(?:钱)?挂零"
    r"|(?:(?<!hundred )(?<!thousand )(?<!million )\band|\bplus|,) (?:a|one|1) (?:cent|penny|fen|yuan)\b(?! less)"
)
#: The same for several, one by one.
_SEVERALLY = (
    rf"[,、和;](?:小|老|阿)[\u4e00-\u9fff](?:也|再|各|同样|则)?{_MOVES}?[他她]?{_MANY}+(?:块|元|折)"
    rf"|(?:全组|全体|所有|大伙|大家){_FEW}{{0,6}}[奖罚发扣赔]{_FEW}{{0,4}}{_MANY}+(?:块|元)|[奖罚发扣](?:全组|全体|所有|大家|大伙)"
    r"|\b(?:everyone|everybody|the whole (?:team|group|department)|all of (?:them|my)|both of them)\b"
    r"|\beach of (?:the |my |our )?(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\b"
)
#: Taken from somebody besides, or not paid to them.
_WITHHELD = (
    rf"[,;]\s*(?:再|还|并|另外?)(?:扣|没收|取消|降|停)(?!{_FEW}{{0,4}}{_MANY})|(?:补偿|赔偿|工资|薪水|提成"
    rf"|押金)金?(?:一[分毛])?(?:都|也)?不(?:给|发|付|退|结)"
    rf"|不(?:给|发|付|结){_FEW}{{0,3}}(?:补偿|赔偿|工资|薪水|提成)"
)
#: A thing of somebody's is taken away.
_SEIZED = (
    r"(?:工[牌证服位]|身份证|证件|手机|电脑|钥匙|门卡|行李|护照|驾照|毕业证)(?:等|什么的)?(?:也|都|先|就|一并)*我?(?:也|都|先|就|来|给|一并)*"
    r"(?:扣|没收|收|留|押|缴|封|锁|砸|扔|烧)(?:下|掉|走|住|起来|着|了)"
    r"|(?:扣|没收|收|留|押|缴)(?:下|掉|走|住|了)[他她]的?(?:工[牌证服]|身份证|证件|手机|电脑|钥匙|门卡|护照|驾照)"
    r"|\b(?:tak|keep|confiscat|hold|seiz|lock)(?:e|ing|es)? (?:away |back |on to )?(?:his|her|their) (?:badge|phone|id|card|keys?"
    r"|laptop|passport|licen[cs]e|locker)\b"
)
#: Only if something else is done for it.
_BARGAINED = (
    r"条件是|前提是|除非[他她]"
    r"|\b(?:if|provided|as long as|on condition that) (?:he|she|they) (?!(?:still |really )?(?:insist|want|is|are|has|have|complain"
    r"|do|agree|accept|refuse))[a-z]"
)
#: With another group's people.
_ACROSS = (
    rf"(?:我们?|本|自己)组{_FEW}{{0,6}}(?:和|跟|与|同){_FEW}{{0,2}}(?:[一二三四五六七八九0-9]|别|其他|隔壁|另一?个?)组"
    r"|(?:[一二三四五六七八九0-9]|别|其他|隔壁|另一?个?)组(?:管|负责|在管|在做)的|归(?:[一二三四五六七八九0-9]|别|其他|隔壁)组(?:管|负责)"
    r"|\b(?:which|that) (?:group|team) [a-z0-9]+ (?:look|cover|handle|manage|own|run|ha)[a-z]*\b"
)
#: Done although it falls short.
_ALL_THE_SAME = (
    rf"(?:不利|没资格|不合格|不达标|没通过|违规|造假|是假的)[^。;!?]{{0,8}}?(?:还是|照样|照|也|我?给){_FEW}{{0,2}}(?:签|批|过|放|收"
    rf"|验|认)"
    rf"|(?:记要|纪要|记录|数据|报告){_FEW}{{0,3}}[,]?{_FEW}{{0,2}}按{_FEW}{{1,6}}改|租给|借给"
)
#: Done to somebody's family as well.
_WITH_KIN = (
    r"[他她](?:妈|爸|老婆|老公|爱人|弟弟|哥哥)(?:替|帮|来|也)|[他她]和[他她](?:老婆|老公|爱人|弟|哥|姐|妹|儿|女|徒弟)|连[他她](?:老婆|老公|爱人|弟|哥|姐|妹)"
    r"|\b(?:him|her|them|[a-z]+) and (?:his|her|their) (?:wife|husband|brother|sister|son|daughter|friend|mate|deputy|whole|entire)\b"
)
#: Those above have said no.
_FORBIDDEN = (
    rf"(?:总监|经理|领导|上级|老板|主管|科长|上头|上面){_FEW}{{0,5}}(?:说|交代|吩咐|叮嘱|发话|规定){_FEW}{{0,3}}(?:不准|不许|不让|别"
    rf"|先别|不要|不能|不行)"
    r"|\b(?:boss|director|manager|superior|chief)\b[^,.;!?]{0,24}(?:told (?:me|us) not to|said not to|forbade|forbidden"
    r"|ordered (?:me|us) not)\b"
)
#: Out of what is somebody else's.
_FROM_OTHERS = (
    rf"(?:从|由|算|记|拿){_FEW}{{1,6}}(?:工资|奖金|提成|薪水|账上|账户)(?:里|中|上)?(?:面)?(?:扣|出|付|拿|抵|掏)"
    r"|\b(?:out of|from|charged? to) [a-z']+(?:'s)? (?:bonus|wages|salary|pay|commission)\b"
)
#: For a favour, or for silence.
_IN_RETURN = (
    r"(?<![让叫请])[他她]们?(?:会|就|能|答应)?(?:帮|替)我(?!们)|帮我(?:刷|写好评|看车|带孩子|跑腿|办私)|刷单|给好评|写好评|删差评"
    r"|(?:不然|否则|免得|省得|以免)[他她]?们?(?:要|会|就)?(?:举报|告发|揭发|检举|告我)|封口费|封[他她]的?口|堵[他她]?的?嘴|闭嘴"
    r"|专门?给我(?!们)(?:买|做|带|送|接|洗|跑)|给我看(?:仓库|门|店|家|孩子|车)|替我(?:上班|值班|顶班|干活)|塞钱|塞红包|不(?:肯|愿意?"
    r"|跟|陪)[^,.;!?。]{0,2}我[^,.;!?。]{0,2}(?:喝|吃饭|约会|睡|出去)"
    r"|(?:顺便|顺手|另外)[^,.;!?。]{0,2}(?:批|签|拨|借|卖|发)了?(?:笔|张|个|份)|我硬(?:给|要|塞|逼|是)|停[^,.;!?。]{0,3}的[水电]"
    r"|\b(?:he|she|they) (?:pays?|buys?|owes?|gives?) (?:for|me|us)\b"
    r"|\bin (?:return|exchange) for (?!(?:the|his|her|their|a|an) (?:faulty|defective|broken|old|product|item|one))|\b(?:good"
    r"|five star|nice) reviews?\b"
    r"|\bso (?:that )?(?:she|he|they) (?:won't|doesn't|don't|will not) (?:report|tell|talk)\b"
)
#: What the clause has to be noted or given back isn't to be.
_UNDOCUMENTED = (
    rf"(?:不|没|懒得|省得|无需|无须|免)(?:用|必|打算|准备|想|需要|再|去)*(?:写|注明|说明|填|上报|登记|交代){_FEW}{{0,3}}(?:原因|理由)"
    rf"|(?:原因|理由)(?:就|都|也|我)*(?:不(?:用|必|想|打算)?(?:写|填|报|注|说|登)|免了|省了|算了|瞎编|乱写|随便写)"
    rf"|(?:不|没|懒得|无需|无须)(?:用|必|打算|准备|想|需要|再)*(?:把{_FEW}{{1,4}})?(?:交|送|还|寄)回(?:公司|总部|仓库|去)"
    r"|\bleav(?:e|ing) (?:the |that )?reasons? (?:box |field |line |space |column )?(?:empty|blank|out|open|unfilled)\b"
    r"|\breasons? (?:box |field |line )?(?:stays?|remains?|is left|goes|will stay|can stay) (?:blank|empty|open|unwritten|unsaid)\b"
    r"|\b(?:without|not|skip|skipping|never|no need to|won't|don't|didn't)(?! forget)(?: [a-z]+){0,2} (?:not(?:e|ing)|giv(?:e|ing)|stat(?:e"
    r"|ing)|record(?:ing)?"
    r"|writ(?:e|ing)|report(?:ing)?)(?: [a-z]+){0,3} reasons?\b"
)
#: How much is left to chance, or comes in so many notes.
_BY_CHANCE = (
    r"[掷扔摇]骰|抽签|抽奖|抓阄|摇号|转盘|猜拳|刮刮乐|盲盒|[几多两三四五六七八九十]+张(?:五|十|二十|五十|百|一百|[0-9]+)(?:块|元)?(?:钱)?的"
    r"|\b(?:dice|lottery|raffle|draw(?:ing)? lots|toss(?:ing)? a coin|coin toss|lucky draw|wheel of fortune)\b"
    r"|\b(?:dozen|handful|stack|wad|pile|bundle|couple|pair|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen"
    r"|[0-9]+) (?:of )?"
    r"(?:[a-z0-9]+[- ]yuan|hundred|fifty|fifties|hundreds) (?:notes?|bills?)\b"
)
#: Somebody is humbled on top.
_HUMBLED = (
    r"(?:让|叫|逼|罚|要|命)[他她]们?(?:当众|当着[^,.;!?，。；]{1,6}|在[^,.;!?，。；]{1,6})?[^,.;!?，。；]{0,3}?(?:跪|罚站|站(?:着|一|半|两|在|到)|蹲|爬|面壁|磕头|自扇|扇自己|跑[0-9一二三四五六七八九十两几]+圈|举牌|示众|游街|脱|鞠躬|学狗)"
    r"|\b(?:make|making|have|having|let|force|forcing) (?:him|her|them) (?:to )?(?:kneel|stand|crawl|squat|run|sing|dance|bow|wear"
    r"|carry|beg|grovel|apologi[sz]e (?:on|in front|publicly|before))"
)
#: Paid first, and looked into when it is spent.
_PAID_FIRST = (
    r"\b(?:cashier|cash|pays?|paid|paying|money|hands? it over)\b[^.!?]{0,60}?"
    r"\b(?:finance|director|manager|auditor|boss|head|they|he|she)\b"
    r"[^.!?]{0,12}?\b(?:can|may|will|could|might) (?:always )?(?:look into|check|verify|review|sign|audit|approve|go over)[^.!?]{0,24}?"
    r"\b(?:later|next (?:week|month|quarter|year)|afterwards?|some (?:other )?(?:day|time)|another (?:day|time))\b"
)
#: Whatever the reason is: what an act depends on isn't looked at any more.
_WHATEVER = (
    rf"(?:表现|质量|原因|理由|情况|干得?|做得?){_FEW}{{0,4}}(?:不用再?|不必再?|无需再?|用不着再?|懒得再?|不再)(?:看|查|核|管|问|考核)"
    rf"|(?:不管|不论|无论|甭管){_FEW}{{0,2}}(?:表现|干|做|质量|有没有)"
    r"|\b(?:regardless of|no matter|whatever) (?:how|what|whether|his|her|their)\b[^,.;!?]{0,16}"
    r"\b(?:work|works|perform[a-z]*|does|do|reason|is|are)\b"
)
#: What is signed hasn't been read.
_UNREAD = (
    rf"(?:协议|合同|文件|材料|报告|条款|单子|内容|稿子?){_FEW}{{0,3}}(?:还没|没|尚未|都没|一个字没)"
    rf"(?:顾上|顾得上|来得及|空|功夫|工夫|时间|有空|怎么|细|仔细)*(?:看|读|翻|审|核){_FEW}{{0,2}}[,，]{_FEW}{{0,6}}?(?:签|盖|批|寄|回)"
    r"|先(?:把[^,.;!?，。；]{1,8})?签[^。;!?]{0,10}?(?:再|回头|以后|改天|下周|过后)[^,.;!?，。；]{0,3}?(?:细?看|审|读|过目)"
    r"|\bsign(?:ing)?\b[^.!?]{0,50}?\b(?:and|then) (?:read|look (?:at|through)|review|check|go (?:over|through)|study)(?:ing)? (?:it"
    r"|them|the [a-z]+)"
    r"(?: through| over| properly)*(?: (?:later|next|tomorrow|afterwards|after|when|some))"
    r"|\b(?:haven't|hasn't|didn't|not|without)(?: had time to| had a chance to| got round to| even| yet| really)*"
    r" (?:read|reading|look(?:ed|ing)? (?:at|through))\b[^.;!?]{0,50}\b(?:sign|stamp|return|send)"
)
#: A proof or a record that somebody made.
_SHAM = (
    rf"没(?:去|有|到)?(?:看|查|验|核|翻|读|问(?!题)|做|听|到场|现场|去){_FEW}{{0,4}}[,，]?我?(?:打算|准备|想|就|直接|照样|先|也)*(?:写|填|签|报)[\"“”「]?(?:成|上|了"
    rf"|个|已|好|字|完)"
    rf"|(?:理由|原因|单子?|收据|发票)(?:就|都|由|我|自己)*(?:编|印|造|瞎写|乱写|画)"
    rf"|没有?(?:同意|点头|答应|签字|批){_FEW}{{0,2}}我?就(?:签|盖|批|放)|已经?(?:让|叫|把)[他她]{_FEW}{{0,2}}(?:上任|上岗)"
    rf"|没(?:人|有人|有)?(?:说|讲|发生|谈|提|议)过?的{_FEW}{{0,4}}(?:写|加|记|编|添)"
    rf"|(?:单子?|报告|证明|结论|鉴定)(?:就|都|也)?是(?:我|咱|朋友|熟人)?(?:自己|随手|找人|托人|花钱)?(?:写|开|编|做|填|p|ps|画"
    rf"|买)(?:的|了)"
    rf"|(?:托|找|花钱请|买通|求){_FEW}{{1,4}}(?:开|弄|写|做|补)(?:了|个|一)*(?:张|份|个)?{_FEW}{{0,4}}(?:单|报告|证明)"
    r"|\b(?:sign|approve|pass|submit|file)[a-z]* [^,.;!?]*(?:without (?:reading|looking|checking|seeing)|though (?:i|we) (?:haven't"
    r"|didn't|never|have not)"
    r" (?:read|look|check|see|test)[a-z]*|unread|unseen)"
    r"|假(?:证明|材料|章|单|合同|发票|报告|数据|记录|票据|资料|账)|假装|装作|佯装|冒充"
)
#: What is looked at is used for something else.
_USED = (
    rf"给{_FEW}{{1,8}}打电话|加[他她]们?微信|群发|收{_FEW}{{0,4}}监督费|抄(?:下|走|录|了){_FEW}{{0,4}}(?:电话|号码|住址|地址|身份证)"
    rf"|[去来]?(?:卖|推销)(?:保险|课|房|保健品)"
    r"|\bread(?:ing)? [^,.;!?]*(?:aloud|out) to\b|\bby (?:reading|opening|hacking|breaking|following|spying|taking|seizing) (?:into "
    r"|on )?(?:his|her|their|the)\b"
)
_SIGNS = r"\b(?:sign|stamp|decid|approv|agre|accept|commit|fill|answer|pay|negotiat|order|book|sell|buy|cancel|settl)(?:e|es|s|ing|ed)?\b"
_BEHALF = (
    r"\bon (?:(?:the|a|an|his|her|their) (?:client|customer|borrower|owner|tenant|department)(?:'s|s')? behalf"
    r"|behalf of (?:the|a|another|our) (?:client|customer|borrower|owner|tenant|sales|finance))\b"
)
#: In the name of somebody who signs for themselves.
_ON_BEHALF = (
    r"\bits [a-z ]{2,30} alongside (?:ours|our own)\b|\btheirs? (?:[a-z]+ )?(?:alongside|along with|together with) ours\b"
    r"|替(?:借款人|客户|业主|他们?|她们?)改|别家[^,.;!?。]{0,6}给[他她]看|\b(?:commission|cut|share|slice) for (?:me|myself)\b"
    r"|(?:替|代|帮)(?:销售部|财务部|别的部门|其他部门|客户|顾客|对方|业主|借款人|代理商?)(?:签|盖|填|拍板|做主|决定)"
    rf"|{_SIGNS}[^,.;!?]* {_BEHALF}|{_BEHALF}[^.;!?]* {_SIGNS}"
)
#: The company's money is spent on it.
_SPENT = (
    rf"(?:花|掏|垫资?|砸|拨|预付|先付|付(?:定金|押金)?){_FEW}{{0,3}}?[0-9一二三四五六七八九十两]+[0-9十百千万]*(?:块|元|万|千|百)"
    rf"|(?:借|送|捐|赞助|垫){_FEW}{{0,6}}?[0-9一二三四五六七八九十两]+[0-9十百千万]*(?:块|元|万|千|百)(?!份|人|张|册|本|件)"
    r"|不要钱|不收钱|白给"
    r"|\b(?:spend|spending|pay|paying|invest|investing|advance|advancing) [0-9][0-9,.]*\b"
    r"|\b(?:lend|lending|donate|donating|give|giving|loan|loaning|sponsor|sponsoring)"
    r" (?:[a-z']+ ){1,5}?[0-9][0-9,.]* ?(?:yuan|rmb|k|kuai|dollars|of our|of the)\b"
    r"|\bwith [0-9][0-9,.]* (?:yuan "
    r"|rmb )?of the company's money\b"
)
#: Somebody is paid more.
_RAISED = Turns(
    r"(?:加薪|涨薪|提薪|(?<!参)(?:涨|加|提高|上调|翻倍)[^,.;!?建议意见申请]{0,4}?(?:工资(?!料)|薪水|加班费|奖金|补贴|津贴|提成))(?!的?(?:建议|意见|申请|方案|请求))"
    r"|\b(?:rais|increas|doubl|hik|upp)(?:e|es|ing) (?!in )(?:[a-z']+ ){0,3}?"
    r"(?:pay|wages?|salar(?:y|ies)|overtime|allowances?|bonus(?:es)?)\b"
)
#: The one who pays is the customer, or the one who is paid is the speaker.
_REVERSED = (
    rf"(?:让|叫|要)(?:他|她|客户|顾客|客人|对方){_FEW}{{0,2}}(?:赔|补偿)(?!我们的错)|(?:赔|补偿)(?:给)?我(?:自己)?{_MANY}"
    r"|\b(?:gave|gives|brought|sent|offered) (?:me|us) (?:an? |some |the )?(?:[a-z]+ ){0,2}(?:gift|present)s?\b"
    r"|我自己(?:买|订|下单)的|\bmy own (?:purchase|order|bill|invoice)s?\b|\b(?:pay|compensate|refund) (?:me|myself)\b|\b(?:make"
    r"|have|let) (?:her|him|them|the customer) (?:pay|compensate)\b(?! (?:only |just )?(?:[0-9.]+ ?(?:%|per ?cent)|half the price))"
)
#: Where the speaker isn't in charge.
_NOT_MINE = (
    r"(?:不归|不属于?|不是归?|轮不到)我(?:们)?(?:负责|管|分管|来管)|不在我(?:们)?的?(?:负责的?|管的?|分管的?)?(?:范围|片区|区域|辖区|地盘)"
    r"|\b(?:not|isn't|outside|beyond) (?:in )?(?:my|our) (?:own )?(?:area|region|territory|patch|district|turf|beat)\b"
)
_ANY = Turns("|".join((_IN_RETURN, _UNREAD, _SHAM, _USED, _ON_BEHALF, _FORBIDDEN)))
_OF_AN_ACT = Turns(
    "|".join(
        (
            _REPEATED,
            _A_BIT_MORE,
            _WITHHELD,
            _SEIZED,
            _UNDOCUMENTED,
            _REVERSED,
            _BARGAINED,
            _ACROSS,
            _WHATEVER,
            _PAID_FIRST,
            _BY_CHANCE,
            _HUMBLED,
        )
    )
)
_ALSO_KIN = Turns(_WITH_KIN)
_OUT_OF_PAY, _SPENDING, _FOR_SEVERAL = Turns(_FROM_OTHERS), Turns(f"{_SPENT}|{_ALL_THE_SAME}|{_NOT_MINE}"), Turns(_SEVERALLY)
#: What is given once isn't given from now on; whoever gets another job has it from now on.
_LASTING = Turns(r"\bfrom now on\b")
#: Somebody else is to look or listen.
_BY_OTHERS = Turns(
    r"(?:让|叫|请|雇|带|帮)(?!我(?!家|男|女|老|朋友|儿|爸|妈|哥|弟|姐|妹|同学|亲)|大家|各|他们?(?:自己)?(?:改|交"
    r"|报))我?[^,.;!?。把交拿送调取出组我]{1,6}?(?:来|去|帮忙|帮我|进来|一起)*(?:翻|看|听|查)"
    r"|\b(?:let|have|get|ask|allow|invite|hire|help)(?: (?:a|an|my|the|our|some|his|her))? (?!me\b|us\b|i\b|at\b|an?\b|the\b"
    r"|to\b)[a-z]+ (?:to )?"
    r"(?:look|see|read|go through|listen|view|browse|hear|check)\b"
)
#: Something comes on top of what is paid or given.
_ON_TOP = re.compile(
    rf"(?:外加|再加|另加|外带|再搭|另搭|(?<![增参追更添施附越])加上?(?={_MANY})){_FEW}+"
    r"|(?:\band|\bplus|\balong with|\bas well as) (?:(?:a |an |some |two |three )?(?:free|extra|whole)\b[^,.;!?]*"
    r"|[^,.;!?]* (?:is|are) on (?:us|me|the house)\b"
    r"|(?:the|her|his|their) (?:other |two |three |rest |remaining |[a-z]+ ones? )[^,.;!?]*"
    r"|(?:a|an|two|three|some|another) (?:half )?(?:days?|weeks?|mornings?|afternoons?|bottle|holiday|trip|raise|promotion|bonus"
    r"|laptop|phone|dinner"
    r"|meal|tickets?|pay rise)\b[^,.;!?]*"
    r"|(?:cover|pay for|waive|settle|lend|forgive|sponsor|book|fly|upgrade|double|treat|take|drive)\b[^,.;!?]*)"
)
#: What may come with anything.
_COURTESY = re.compile(
    r"道歉|歉意|说明|解释|微信|电话|\b(?:apolog|sorry|smile|explain|explanation|note|call|reason|back|return|it (?:down|up)|care)"
)


def exceeds(sentence: Sentence, acts: Sequence[Hit], described: Sequence[Action]) -> str:
    """What goes beyond the act or the duty, in the sentence's words; `acts` are the words of granted acts, `described` these acts.

    What each of so many gets adds up, and is no more than its sum.
    """
    for pattern in _patterns(acts, described):
        found = pattern.search(sentence.text)
        if found and not (found.group().lower().startswith("each of") and any(one.each and one.count for one in sentence.amounts)):
            return found.group().strip(" ,.;!?。")
    for found in _RAISED.finditer(sentence.text):
        start, end = sentence.place(found.start()), sentence.place(found.end())
        if not any(hit.start < end and start < hit.end for hit in acts):
            return found.group()
    return _on_top(sentence, acts) if acts else ""


def _patterns(acts: Sequence[Hit], described: Sequence[Action]) -> list[Turns]:
    """What would go beyond acts that are described so, or beyond a duty where there are none."""
    patterns = [_ANY]
    if acts:
        patterns.append(_OF_AN_ACT)
        if any(action.concerns == EMPLOYEE for action in described):
            patterns.append(_ALSO_KIN)
        if any(action.unit or action.concerns != EMPLOYEE for action in described):
            patterns.append(_LASTING)
        if any(action.unit for action in described):
            patterns.append(_FOR_SEVERAL)
        if not any("salary" in action.beside for action in described):
            patterns.append(_OUT_OF_PAY)
        if all(action.concerns is None for action in described):
            patterns.append(_BY_OTHERS)
    else:
        patterns.append(_SPENDING)
    return patterns


def _on_top(sentence: Sentence, acts: Sequence[Hit]) -> str:
    """Something on top that is no act and no sum."""
    first = min(hit.start for hit in acts)
    for found in _ON_TOP.finditer(sentence.text):
        start, end = (sentence.place(place) for place in found.span())
        named = [hit for hit in sentence.of("action") if start <= hit.start < end and not negated(sentence, hit)]
        sums = [mention for mention in sentence.amounts if mention.unit != "number" and found.start() <= mention.start < found.end()]
        sums = [mention for mention in sums if mention.unit not in ("count", "day", "hour", "minute")]
        if start > first and not named and not sums and not _COURTESY.search(found.group()):
            return found.group().strip(" ,.;!?。")
    return ""

"""Whether an act benefits the speaker themselves: them in part, or their relatives and friends.

Nobody uses an authority in their own favour. A brother or a friend who gets something is taken for that: it is the
safest reading where no book says anything about them. Somebody else's relatives (顾客的表弟, her husband) are just anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.language.recognising.sentence import Sentence, once
from bot.language.turns import Turns

#: How relatives and friends are called in Chinese.
KIN = (
    "亲戚|亲属|亲友|家属|家里人|家人|朋友(?!圈)|好友|熟人|哥们|闺蜜|发小|老同学|同学|老乡|战友|邻居|老婆|老公|妻子|丈夫|媳妇|爱人"
    "|男友|女友"
    "|儿子|女儿|孩子|[表堂](?:哥|弟|姐|妹|叔|舅|姨)|弟弟|哥哥|姐姐|妹妹|小舅子|大舅子|小姨子|姐夫|妹夫|嫂子|叔叔|伯伯|舅舅|姨妈|姑姑"
    "|姑父|侄子|侄女|外甥女?"
    "|外公|外婆|姥姥|姥爷|爷爷|奶奶|祖父|祖母|孙子|孙女|外孙女?|配偶|前[妻夫]|未婚[妻夫]|干(?:儿子|女儿|爹|妈)|死党|侄儿|连襟|亲家|弟媳|弟妹"
    "|伯父|伯母|婶婶|姑妈|姑丈|姨父|舅妈|继[父母子女]|公婆|亲兄弟|自家兄弟|姊妹"
    "|爸爸?|妈妈?|父亲|母亲|父母|岳父|岳母|丈母娘|公公|婆婆|女婿|儿媳"
)
_CLOSE = "|[弟哥姐妹叔舅姨姑]"
_EN_KIN = (
    "(?:best |old |good |close |elder |younger |older |little |big |school )?(?:friends?|buddy|buddies|pals?|mates?|relatives?|relations?"
    "|famil(?:y|ies)|cousins?|brothers?|sisters?|(?:brother|sister|father|mother|son|daughter)-in-law|uncles?|aunts?|nephews?"
    "|nieces?|wife|husband|spouse"
    "|sons?|daughters?|kids?|child(?:ren)?|father|mother|dad|mum|mom|parents?|boyfriend|girlfriend|fianc[eé]e?|neighbou?rs?"
    "|classmates?|grand(?:mother|father|ma|pa|son|daughter|child(?:ren)?|parents?)s?"
    "|step(?:son|daughter|mother|father|brother|sister)s?|in[- ]laws"
    "|partner|ex-(?:wife|husband)|god(?:son|daughter|mother|father)s?|grann?y)(?![a-z-])"
)
#: Those who are the speaker's own wherever they are simply given something; "for kids" means customers.
_EN_DEAR = (
    "(?:old |good |close )?(?:friends?|budd(?:y|ies)|pals?|mates?|relatives?"
    "|cousins?|brothers?|sisters?|uncles?|aunts?|nephews?|nieces?)(?![a-z-])"
)
#: Their own, or said right behind a word for giving: 给朋友的公司, 赔表弟.
_OWN = Turns(
    rf"(?:[我咱俺]们?|自己|本人)(?:家里?)?的?(?:一个|老|好|那个|这个)?(?:{KIN}{_CLOSE})"
    rf"|(?:[给为替帮赔送退补免奖罚卖租让批发招]|照顾|优惠)(?:了|一?个|一位|一名)?(?:老|好)?(?:{KIN})(?!们?(?:自己|圈))"
    rf"|(?<![的家她他你])(?:{KIN})[们]?(?:要|想|过|今天|明天|刚)?来(?:串门|玩|做客|看我|看望我|找我|家里|公司看)"
    r"|我(?:自己|本人)?(?:担任|兼任|出任|任|当|做)(?:着)?(?:的)?(?:理事|董事|监事|顾问|会长|股东|合伙人|法人|老板)"
    r"|(?<![a-z])(?:of which|where|in which|whose) (?:i|my [a-z]+) (?:am|sit|sits|is|own|owns|hold|serve|chair)(?![a-z])"
    r"|(?:我|咱|俺|自己)(?:自己|们)?(?:家里?|个人|私人)(?:开)?的?[^,.;!?，。；]{0,2}(?:店|公司|仓库|库房|铺子?|厂|生意|作坊|买卖"
    r"|账户|账号|卡|腰包)"
    r"|(?:给|到|往|替|打扫|装修|粉刷|修)我(?:家|家里|老家)(?![长属])|我(?:们)?老家的?人|(?:我|自己|本人|我本人|个人)的?(?:名下"
    r"|卡上|卡里|账上|账户|腰包|口袋)|(?<![a-z])(?:my|our) (?:own )?(?:private |personal |side |family )"
    r"(?:shop|firm|company|business|store|account|pocket)(?![a-z])"
    r"|(?<![a-z])(?:my|our) own (?:shop|firm|company|business|store|account|pocket|name)(?![a-z])"
    r"|(?<![a-z])(?:in|under|into) my (?:name|pocket|account)(?![a-z])"
    rf"|(?<![a-z])(?:my|our own) (?:own |dear )?{_EN_KIN}"
    r"|[我咱俺](?:的|家的?)?[^,.;!?，。；的组部]{0,2}(?:教练|律师|房东|牙医|保姆|家教|债主|前任|相好|情人|粉丝|网友|牌友|球友|酒友"
    r"|校友|室友|舍友)"
    r"|(?:打|转|汇|存|付|收)(?:到|进|给|入)我的?(?:支付宝|微信|银行卡|卡|账户|账号)"
    r"|(?<![a-z])my (?:personal )?(?:trainer|coach|landlord|barber|hairdresser|lawyer|followers|flatmate|roommate|ex|tailor"
    r"|tutor)(?![a-z-])"
    rf"|(?<![a-z])(?:for|to|give|giving|pay|paying|compensate|refund|hire|reward) (?:an? |some )?{_EN_DEAR}"
    rf"|(?<![a-z]){_EN_KIN} of (?:mine|ours)(?![a-z])"
    rf"|(?<![a-z])(?:an? |some )(?:old |good |close )*{_EN_DEAR} (?:is |are |has |just )*"
    r"(?:visit|dropp|popp|stopp|com)(?:ed|ing|e)(?![a-z])"
)
#: Some of it is kept: 其中一部分自己用, partly for me.
_KEPT = Turns(
    r"(?:我俩|我们(?:几个|[两三四]个?)?人?|我[和跟与][^,.;!?，。；]{1,4})(?:一起)?(?:平分|对半分|分掉?|一人一半)(?![析钟配工类管])|钱(?:先)?存我这|"
    r"(?<![客户顾他她它你工们人者])自己(?:家里?)?(?:来|要|先)?(?:留|用(?!心|功|力)|拿|带走|带回|使用|享用|吃"
    r"|喝)|(?:归|留给|分给)(?:我自己|我本人|自己|本人|我个人)"
    r"|(?:算|给)(?:我自己|我本人|自己|本人|我个人)(?!的?(?:部门|小?组(?!的我)|手下|团队|带的|的人))"
    r"|(?:进|到|在|放)自己的?(?:包|兜|口袋|抽屉|柜|后备箱)"
    r"|(?:好让|以便|方便|这样)我(?:自己)?(?:可以|能)?(?:早点|清闲|轻松|歇|偷懒|少干|下班|睡)"
    r"|(?<![a-z])so (?:that )?(?:my own (?:desk|day|week|evening|plate|inbox)|i (?:can|may) (?:go home|leave early|relax|rest|sleep|slack))"
    r"|[拿带]回(?:我|自己)?家|私[用吞]|(?<![客户顾])个人(?:使|享)用"
    r"|(?<![a-z])(?:for (?:my|our) own|for my personal|for personal|for private) use(?![a-z])"
    r"|(?<![a-z])(?:partly|part|some|half|rest|one|few)(?: of (?:it|them|which|that))?(?: is| are"
    r"| goes)? (?:for|to) (?:me|myself)(?![a-z])"
    r"|(?<![a-z])(?:keep|keeping|pocket|take home)(?: [a-z]+){0,4} (?:for )?(?:me|myself)(?![a-z])|(?<![a-z])for myself(?![a-z])"
)
_DENIED = re.compile(r"(?:不是|并非|不|没有?|非|别|不会|不给|(?<![a-z])(?:not|no|never|n't|without|isn't|aren't))[^,.;，。；]{0,6}$")


@once
def favours(sentence: Sentence) -> list[tuple[int, int]]:
    """Where the sentence, in its folded text, says that the speaker, or somebody close to them, gets something of it."""
    found = [match for pattern in (_OWN, _KEPT) for match in pattern.finditer(sentence.text)]
    stated = [one for one in found if not _DENIED.search(sentence.text, max(0, one.start() - 12), one.start())]
    return [(sentence.place(one.start()), sentence.place(one.end())) for one in stated]


#: What a customer or anybody else gives the speaker: 客户给我400元, "the client slipped me".
_TO_ME = re.compile(
    r"(?:给|送|塞|付|赔|补|转|打|退|发|退还|补偿|赔偿|奖励|孝敬)(?:了|过|给)*(?:我|咱|俺)(?!们?(?:的|要|想|去|来|把|给|就|再|这就|帮|替|打电话|发消息|看|说))"
    r"|[把将][^,.;!?]{1,12}(?:给|送|塞|付|赔|转|打|退)(?:了|过|给)*(?:我|咱|俺)(?!们?的)"
    r"| (?:give|gave|send|sent|offer|pai|pay|slip|hand|award|refund|compens) (?:me|us) "
)


def received(sentence: Sentence, place: int) -> bool:
    """Whether the clause that has this place says that somebody else gives it to the speaker, who gives nothing."""
    segment, text = sentence.segments[sentence.segment_of(place)], sentence.folded.text
    found = _TO_ME.search(text, segment.start, segment.end + 1)
    if found is None:
        return False
    givers = (*sentence.of("relation", "customer"), *sentence.of("marker", "third"), *sentence.of("role"))
    before = [hit for hit in givers if segment.start <= hit.start < found.start() + 1]
    return bool(before) and not _I.search(text, segment.start, min(hit.start for hit in before) + 1)


_I = re.compile("[我咱俺]| (?:i|we|i'm|i'll|we'll) ")


def benefits_oneself(sentence: Sentence, zone: Collection[int]) -> bool:
    """Whether some of these segments says so."""
    return any(sentence.segment_of(start) in zone for start, _ in favours(sentence))

"""Where a mention may begin, and what looks like one but isn't: one pattern, a named group for each way to read on."""

from __future__ import annotations

import re

from bot.language.amounts.numeral import SPOKEN, WORDS
from bot.language.amounts.units import POINTS

_NAME = "(?<![小老阿])(?:张三|李四|王五|赵六|钱七|孙八|周九|吴十)|(?:周|星期|礼拜)[一二三四五六](?![百千万十块元])|初[一二三四五六七八九十]"
_NUMBER_WORDS = "|".join([*WORDS, "an?", "half an?", "hundreds?", "thousands?", "several", "some", "many", "couple of"])
#: What any of them begins with: elsewhere nothing need be tried. Of words it is three letters, which are seldom those of another.
_SIGNS = "第壹贰叁肆伍陆柒捌玖参拾张李王赵钱孙周吴星礼初对半减便优打收付免全白些少不很多适点笔"
_WORDS = "|".join({word[:3]: None for word in (*WORDS, *"half hundred thousand several some many couple free any every".split())})
_FIRST = (
    rf"(?=[0-9@¼-¾⅐-⅞{SPOKEN}俩仨廿卅亿几数上成好大若{_SIGNS}]|(?<![a-z])(?:an?(?![a-z])|no ?one|{_WORDS})"
    r"|\.[0-9]|(?m:^) |http|(?:in|since|year) [12])"
)
OPENING = re.compile(
    rf"{_FIRST}(?:"
    r"(?P<skip>https?://\S+|@[\w.]+"
    rf"|第 ?(?:[0-9]+(?:[.-][0-9]+)*|[{SPOKEN}]+)"
    r"|(?:19|20)[0-9]{2}-(?:0?[1-9]|1[0-2])(?:-[0-9]{1,2})?(?![0-9])|(?:19|20)[0-9]{2}(?=/[0-9])[0-9/]+"
    r"|(?<![0-9])0?[0-9]{2,3}-[0-9]{7,8}(?![0-9])"
    r"|(?:19|20)[0-9]{2} ?年|(?<![0-9.])[0-9]{1,2} ?月(?![底初末])(?: ?[0-9]{1,2} ?[日号])?"
    r"|(?<![0-9.])[0-9]{1,2}+[点时][0-9]{1,2}+分?(?! ?[万千百亿元块折%0-9])"
    rf"|(?<![{SPOKEN}])[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}[日号])?"
    r"|[一二两三四五六七八九十]{1,3}点(?:钟|半|[一二三四五六七八九]?十[一二三四五六七八九]?分?)"
    r"|(?m:^) *[1-9][、).,] ?(?=[^\s0-9-][^\n]*[0-9一二两三四五六七八九])"
    rf"|(?<![0-9{SPOKEN}])一人(?=[罚奖发给扣各]{{0,2}}[¥0-9{SPOKEN}两])"
    r"|十一(?=放假|国庆|期间|假|长假|黄金周)|十分(?![之钱])|千万(?=[别不要记注得])|万一(?![千百十二三四五六七八九零元块])"
    r"|(?<![a-z])(?:no|any|every|some) ?one(?![a-z])"
    r"|一(?:块(?![钱零一二三四五六七八九半0-9,.。;!?吧吗呢左以多\s]|$)|成不变)"
    r"|(?:in|since|year) (?:19|20)[0-9]{2}(?![0-9,.]))"
    rf"|(?P<name>{_NAME})"
    r"|(?P<half>对折|半价|(?:减|便宜|优惠|打|收|付)(?:了|个)?(?:一半|对折)|减半|(?<![a-z])half (?:the )?(?:price|off))"
    r"|(?P<free>(?<![不别没能])(?:免单|全免|白送|免费)|(?<![a-z])free of charge(?![a-z]))"
    r"|(?P<vague>(?:好?一?些|一?点|少许|一?笔|不少|很多|适当的?)(?:小|奖|罚)?(?:钱|金额|现金)|(?<![a-z])(?:some|a bit of|a little|a lot of)"
    r" (?:money|cash)(?![a-z]))"
    rf"|(?P<fraction>(?P<below>[{SPOKEN}]{{1,3}}|[0-9]{{1,4}}) ?分之 ?(?=[{SPOKEN}0-9]))"
    r"|(?P<part>(?<![a-z])(?:an?|one) (?P<ordinal>tenth|fifth|quarter|third) (?:off|discount|cheaper)(?![a-z]))"
    rf"|(?P<points>(?<![a-z])(?:half|(?P<point_times>an?|one|two|three) (?P<point_part>half|third|quarter|fifth|tenth)s? of)"
    rf" an? (?:full )?(?:(?P<of_a_rate>{POINTS})|point(?![a-z])))"
    r"|(?P<share>一半(?![天日个时路])"
    r"|(?<![a-z])(?:half|(?P<times>an?|one|two|three|four) (?P<share_of>half|third|quarter|fifth|tenth)s?) of(?![a-z]))"
    r"|(?P<number>[0-9¼-¾⅐-⅞]|(?:(?<![^\s:¥$€£])|(?<=[a-z] ))\.[0-9]"
    r"|(?<![过年近到一大])半(?=[百千万](?![分里米瓦]))|[零〇一二两俩仨三四五六七八九十廿卅百千万几数上成好大若]|[壹贰叁肆伍陆柒捌玖参](?=[拾佰仟万亿元圆角块])|(?<![收捡])拾(?=[壹贰叁肆伍陆柒捌玖万亿元圆块])"
    rf"|(?<![a-z])(?:{_NUMBER_WORDS}|a few|a couple)(?![a-z])))"
)

"""Amounts, discounts and counts as people mention them, in Chinese and English.

What was said plainly gets a quantity. What is vague, has two readings or can't be an amount is found as well,
but without one, so that nobody takes it for silence. This module knows no rule book: it only says what was said.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Context, Decimal, localcontext
from functools import lru_cache, partial
from typing import NamedTuple

from bot.language.numerals import DIGITS, LONGEST, WORDS, Numeral, read_numeral
from bot.model import Quantity

#: How far before a number we look for what belongs to it.
WINDOW = 32
#: How far apart the two prices of one price cut may stand.
REACH = 14
#: A price in percent below this is more likely the cut itself, said loosely.
PLAUSIBLE_PRICE = 50
#: 一成 by itself is a cut; of 九成 nobody can tell.
PLAUSIBLE_CUT = 30


_UNPAYABLE = frozenset({"percent", "person", "day", "count", "square-metre"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One amount, discount or count, and where it stands in the text.

    `unit` is an ISO 4217 code, 'percent' (off the price), 'person', 'day', 'count', 'square-metre', or 'number'
    where no unit was said.
    """

    start: int
    end: int
    #: None where what was said can't be relied on; `why` says the reason.
    quantity: Quantity | None
    unit: str
    #: 'exact', 'about', 'at-most', 'over' (at least, or more) or 'range'.
    relation: str = "exact"
    #: The bounds, as far as any were said; an 'about' has none.
    low: Decimal | None = None
    high: Decimal | None = None
    #: So much for each person, or for each thing.
    each: bool = False
    #: How many people or things it is for, as far as that was said.
    count: int | None = None
    #: 'vague', 'two-readings', 'not-positive', 'range' or 'not-a-number'.
    why: str = ""


def find_amounts(text: str) -> tuple[Mention, ...]:
    """All that is mentioned, in order of appearance; spans don't overlap."""
    folded, places = _fold(text)
    with localcontext(Context(prec=4 * LONGEST)):
        mentions = _count(folded, _join(folded, _scan(folded)))
    if len(folded) == len(text):
        return tuple(mentions)
    return tuple(replace(mention, start=places[mention.start], end=places[mention.end - 1] + 1) for mention in mentions)


# --- the text, character by character ---------------------------------------------------------------

_SIMPLE = str.maketrans(
    "萬億兩塊圓點來幾個數餘約過滿減優價顧張條號時給獎罰貳參叄陸", "万亿两块圆点来几个数余约过满减优价顾张条号时给奖罚贰参叁陆"
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain characters, one for each that is seen, and where each of them stands in `text`."""
    places: Sequence[int] = range(len(text))
    if _INVISIBLE.search(text):
        places = [place for place in places if not _INVISIBLE.match(text[place])]
    return "".join(_fold_character(text[place]) for place in places).translate(_SIMPLE), places


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace() and char != "\n":
        return " "
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


# --- the tables -------------------------------------------------------------------------------------


class _Unit(NamedTuple):
    """What stands after a number and says of what it is one. `cap` is the most that such a label can be."""

    pattern: str
    kind: str
    unit: str = ""
    cap: int | None = None


_BARE = _Unit("", "number", "number")

#: Currencies by the words for them. The first that fits counts, so Hong Kong dollars stand before dollars.
_CURRENCIES = {
    "HKD": r"hk\$|hkd|港币|港元|港纸|hong kong dollars?",
    "TWD": r"nt\$|twd|新台币|台币|台湾元",
    "SGD": r"s\$|sgd|新加坡元|新币|坡币|singapore dollars?",
    "AUD": r"au?\$|aud|澳元|澳币|australian dollars?",
    "CAD": r"ca?\$|cad|加元|加币|canadian dollars?",
    "MOP": r"mop|澳门元|澳门币",
    "USD": r"us\$|usd|美元|美金|美刀|us dollars?|dollars?|bucks?|\$",
    "EUR": r"eur|欧元|欧(?!洲)|euros?|€",
    "GBP": r"gbp|英镑|pounds?|£",
    "JPY": r"jpy|日元|日币|yen",
    "KRW": r"krw|韩元|韩币",
    "CNY": r"人民币|renminbi|rmb|cny|cn¥|yuan|kuai|¥",
}
_CURRENCY = "|".join(f"(?P<{code}>{words})" for code, words in _CURRENCIES.items())
_CURRENCY_BEFORE = re.compile(rf"(?<![a-z])(?:{_CURRENCY})[:. ]?$")
_CURRENCY_AFTER = re.compile(rf"(?P<coin>块|元|圆)?(?: |-(?=[a-z]))?\(?(?:{_CURRENCY})(?:(?<=[¥$€£])(?! ?[0-9])|(?<![¥$€£])(?![a-z]))\)?")

_UNITS = (
    _Unit(r"元(?![旦月宵老件素])钱?|块(?!儿)钱?|圆", "money", "CNY"),
    _Unit(r"刀(?![子具切])", "money", "USD"),
    _Unit(r"毛钱?|角(?![形色度落])钱?", "dime", "CNY"),
    _Unit(r"分钱", "cent", "CNY"),
    _Unit(r"%|per ?cent(?![a-z])|pct(?![a-z])|个百分点|个点", "percent", "percent"),
    _Unit(r"折(?![叠腾磨断页])", "fold", "percent"),
    _Unit(r"扣(?![除分留押款])", "hong-kong-fold", "percent"),
    _Unit(r"成(?![功为员立本绩年长交都熟是会要得新不品])", "tenth", "percent"),
    _Unit(
        r"平方米|平米|平方(?!公里)|平(?![台安均等方日时板凡坐躺摊])|㎡|m2(?![a-z])|square met(?:re|er)s?|sq\.? ?m(?![a-z])",
        "measure",
        "square-metre",
    ),
    _Unit(
        r"个?人(?![事力工为次])|个(?:员工|客服|同事|组员|顾客|客户|成员|新人|主管|经理|主播|实习生)|名(?![单字义])|位(?!置|于)"
        r"|(?:people|persons?|staff|employees?|agents?|members?|colleagues?|customers?|clients?|workers?|teammates?"
        r"|guys|reps|representatives|trainees?|interns?|of (?:them|us|you))(?![a-z])",
        "measure",
        "person",
    ),
    _Unit(r"个?工作日|天(?!猫)|日(?=[内后之以])|(?:(?:working |business |calendar )?days?)(?![a-z])", "measure", "day"),
    _Unit(
        r"个?(?:小时|钟头|星期|礼拜|季度|世纪|学期)|个半?月|分钟|秒钟?|周(?![末一二三四五六日])|年(?![终底初末会])|岁"
        r"|公斤|千克|公里|千米|厘米|毫升|斤|克|吨|米|升|度|倍|代|级",
        "label",
    ),
    _Unit(
        r"个|件|次(?![日月年性])|份|张(?=[券票单卡纸优购礼照图桌表证的,。;、!?\s]|代金|$)|只(?![给能要有是罚奖发扣])|台(?!湾)|套|箱|盒"
        r"|包(?![括含不])|瓶|袋|支(?![持付])|单(?![独位纯子])|笔|双|把(?![他她它这那小老钱])|辆|种|遍|顿|趟|封|束|杯|批",
        "measure",
        "count",
    ),
    _Unit(r"月(?![底初末])", "label", cap=12),
    _Unit(r"[日号](?![后召])", "label", cap=99),
    _Unit(r"点(?![名评儿])钟?半?|时(?![候需要必应请须])", "label", cap=24),
    _Unit(r"[组班队](?![长主])|楼|层|区|栋|幢|号楼|路(?!费)|线|方|手|档|星|届|期|代", "label", cap=30),
    _Unit(r"条|款(?!项)|项|章|节|页|室|房(?!租)|环|流|排|门|选", "label", cap=9999),
    _Unit(r"分(?![期次两三批别开给摊为成几发0-9])", "label"),
    _Unit(r"(?:st|nd|rd|th|am|pm|a\.m|p\.m|o'clock|kgs?|km|cm|mm|ml|grams?|kilos?|met(?:re|er)s?|hours?|hrs?|minutes?"
          r"|mins?|seconds?|secs?|weeks?|months?|years?|points?|degrees?|floors?)(?![a-z])", "label"),
    _Unit(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*)(?![a-z])", "label", cap=31),
    _Unit(r"(?!(?:as|is|was|this|his|yes|plus|minus|thus|always|towards|has|does|unless|regardless|besides|perhaps"
          r"|whereas|across|its|us|bonus|less|times'|goes|gets|costs|comes)(?![a-z]))[a-z]{2,14}(?<![su])s(?![a-z'])",
          "measure", "count"),
    _Unit(r"(?:item|gift|time|coupon|case|order|piece|warning|complaint|day)(?![a-z])", "measure", "count"),
)  # fmt: skip
_UNIT = re.compile("(?: |-(?=[a-z]))?(?:" + "|".join(f"(?P<u{index}>{unit.pattern})" for index, unit in enumerate(_UNITS)) + ")")

#: Before a bare number: it is the name of something, not an amount. Letters and digits alike.
_LABEL_BEFORE = re.compile(
    r"(?:第|#|电话|手机|手机号|号码|编号|单号|订单|工号|尾号|房间|版本|方案|选项|序号|条款|qq|微信|身份证|合同|双"
    r"|(?<![a-z])(?:clauses?|sections?|articles?|rules?|no\.?|orders?|phone|tel|room|ticket|id|version|option|page|chapter"
    r"|step|item|extension|ext\.?))[:. ]{0,2}$"
)
#: The same for small numbers only.
_SMALL_LABEL_BEFORE = re.compile(
    r"(?:组|客服|楼|班|队|级|(?<![a-z])(?:top|group|team|level|shift|grade|floor|at|may|june|july|january|february|march|april"
    r"|august|september|october|november|december))[: ]?$"
)
SMALL_LABEL = 31

_SIGN = re.compile(r"(?:(?<![0-9a-z-])[-−]|(?<![自肩担欠背])负|(?<![a-z])(?:minus|negative) )$")

#: The verb and whom it concerns, as in 最多罚他 100.
_GAP = r"[^\s,.;!?，。；！？、]{0,8}"
_NOT = r"(?:不|不得|不能|不可|不可以|不会|没有|没|未|别|勿|不要|不应)"
#: How each kind of bound reads of an amount, and of a price such as 9 折; '' where a price leaves two readings.
_BOUNDS = {
    "below": ("at-most", "over"),
    "not-above": ("at-most", ""),
    "at-most": ("at-most", "at-most"),
    "above": ("over", ""),
    "at-least": ("over", ""),
    "not-below": ("over", "at-most"),
    "about": ("about", "about"),
    "roughly": ("about", "about"),
}
_BOUND_BEFORE = re.compile(
    r"(?:"
    rf"(?P<not_above>{_NOT}(?:超过|超出|超|多于|大于|高于)|(?<![a-z])(?:no more than|not more than|not exceeding"
    r"|(?:maximum|max)(?: of)?|within|not over|capped at|limit of))"
    rf"|(?P<not_below>{_NOT}(?:少于|低于|小于|不足)|最低{_GAP})"
    r"|(?P<below>不到|不足|不满|没到|低于|少于|小于|(?<![a-z])(?:under|below|less than|fewer than))"
    r"|(?P<above>超过|超出|高于|多于|大于|不止|(?<![赶严])超|(?<![a-z])(?:over|more than|above|exceeding|upwards of))"
    r"|(?P<about>(?<![违合预公条签失邀节])约|(?<![最附靠邻])近|接近|≈|~"
    r"|(?<![a-z])(?:about|around|roughly|approximately|approx\.?|circa|nearly|almost|close to))"
    rf"|(?P<roughly>(?:大约|大概|差不多){_GAP})"
    rf"|(?P<at_most>(?:最多|至多|顶多|最高|上限|限额|封顶){_GAP}|(?<![a-z])(?:up to|at most|at the most)(?: [a-z]+){{0,2}})"
    rf"|(?P<at_least>(?:至少|最少|起码){_GAP}"
    r"|(?<![a-z])(?:at least|no less than|not less than|(?:minimum|min)(?: of)?)(?: [a-z]+){0,2})"
    r") ?$"
)
_BOUND_AFTER = re.compile(
    r" ?(?:"
    r"(?P<about>左右|上下|前后|or so|-?ish|or thereabouts|approximately)"
    r"|(?P<not_above>以内|之内|内(?![部勤容急疚])|封顶|为限|为上限|max(?:imum)?|at most|tops|or less|or under|or fewer)"
    r"|(?P<below>以下|之下|不到|or below)"
    r"|(?P<above>以上|之上|往上|朝上|开外|出头|多(?![少给发次人])|有?余(?![下])|\+(?! ?[0-9])|or more|or above|or over|and up)"
    r"|(?P<at_least>起步|起(?=[,。;!? ]|$)|at least|minimum)"
    r")(?![a-z])"
)

#: A percentage that speaks of no price.
_RATE_BEFORE = re.compile(
    r"(?:(?<!折扣)(?<!优惠)率|满意度|占比?|比例|进度|(?<![a-z])(?:rate|score|share)(?: of| is| was)?)[是为达到了约只有低高于: ]{0,4}$"
)
_RATE_AFTER = re.compile(
    r" ?(?:的?(?:顾客|客户|人|员工|客服|订单|时间|电话|投诉)"
    r"|of (?:the |our |all |my )?(?:customers|clients|people|staff|agents|orders|calls|time))"
)
#: Nor is a share of somebody's pay percent off a price.
_PAY_AFTER = re.compile(r" ?(?:的?(?:工资|薪|奖金|提成|绩效|底薪)|of (?:the |his |her |their )?(?:pay|salary|wages?|bonus))")

_THING = "人|位|名|个|件|次|天|日|单|份|笔|张|套|台|箱|盒|月|小时|周"
_EN_THING = "person|people|head|employee|agent|customer|client|member|case|day|time|item|order|month|hour|week|offence"
_EACH_BEFORE = re.compile(
    rf"(?:每一?(?P<zh>个人|个员工|个客服|个同事|{_THING})(?!都)|各(?![种位部级项类方个])|人均|(?<![0-9第])一人"
    rf"|(?<![a-z])each(?: (?P<en>{_EN_THING}))?|(?<![a-z])per (?P<per>{_EN_THING}),?)[^,.;!?，。；！？、]{{0,16}}$"
)
_EACH_AFTER = re.compile(
    rf" ?(?:(?:/|每|一(?=个人|人|位|名)|1(?=个人|人|位|名)) ?(?P<zh>个人|{_THING})|(?:/|(?:per|an?|for each|for every) )(?P<en>{_EN_THING})"
    r"|each|apiece)(?![a-z])(?: of)?"
)
_TOTAL_BEFORE = re.compile(r"(?:一共|总共|合计|共计|总计|总额|共|(?<![a-z])(?:in total|total(?: of)?|altogether))[^0-9,.;!?，。；、]{0,6}$")
_TOTAL_AFTER = re.compile(r" ?(?:in total|total|altogether|all told|in all)(?![a-z])")
_PEOPLE = {"人", "位", "名", "个人", "个员工", "个客服", "个同事", "person", "people", "head"} | set(
    "employee agent customer client member".split()
)

#: What the words around a percentage or 成 make of it: the price itself, the cut, or no cut at all.
_SHARE_BEFORE = re.compile(
    r"(?:(?P<cut>(?:少收|便宜|让利|优惠|减免|减|降价|降|折让|让|折扣|打折|少)(?:了|个|他|她|其)?|(?<![a-z])(?:by|discount of|less))"
    r"|(?P<rise>(?:涨价?|上浮|提价|加价|上调)(?:了)?|(?<![a-z])(?:increase|raise|up)(?: by)?)"
    r"|(?P<price>(?:打到|打|按照?|收取?|付|卖|降到|降至|降为|减到|减至)(?:了|个|他|她)?|(?<![a-z])(?:at|pay|charge|(?<!up )to))) ?$"
)
_SHARE_AFTER = re.compile(
    r" ?(?:(?P<cut>off|(?:的)?(?:折扣|优惠|减免)|(?:discount|reduction|rebate|cheaper|less)(?![a-z]))"
    r"|(?P<price>收|计价?|的价|结算|of (?:the )?(?:full |list |original )?price))"
)

_CLAUSE_END = re.compile(r"[,;!?，。；！？、\n]|\.(?![0-9])")
_SENTENCE_END = re.compile(r"[;!?。；！？\n]|\.(?![0-9])")


# --- reading one mention after another ------------------------------------------------------------------


class _Piece(NamedTuple):
    """A mention on its way, with what later steps want to know of it."""

    mention: Mention
    numeral: Numeral | None = None
    #: The row of `_UNITS` that it was read by.
    unit: _Unit = _BARE
    #: What `each` refers to, or what is counted: 'person', 'day', or the word itself.
    thing: str = ""
    total: bool = False


_FIGURE = "零〇一二两三四五六七八九十百千万"
_NAME = "张三|李四|王五|赵六|钱七|孙八|周九|吴十|(?:周|星期|礼拜)[一二三四五六](?![百千万十块元])|初[一二三四五六七八九十]"
_NUMBER_WORDS = "|".join([*WORDS, "an?", "half an?", "hundreds?", "thousands?", "several", "some", "many", "couple of"])
_OPENING = re.compile(
    r"(?P<skip>https?://\S+|@[\w.]+"
    rf"|第 ?(?:[0-9]+(?:[.-][0-9]+)*|[{_FIGURE}]+)"
    r"|(?:19|20)[0-9]{2}-(?:0?[1-9]|1[0-2])(?:-[0-9]{1,2})?(?![0-9])|(?:19|20)[0-9]{2}(?=/[0-9])[0-9/]+"
    r"|(?<![0-9])0?[0-9]{2,3}-[0-9]{7,8}(?![0-9])"
    r"|(?:19|20)[0-9]{2} ?年|(?<![0-9.])[0-9]{1,2} ?月(?![底初末])(?: ?[0-9]{1,2} ?[日号])?"
    r"|(?<![0-9.])[0-9]{1,2}+[点时][0-9]{1,2}+分?(?! ?[万千百亿元块折%0-9])"
    rf"|(?<![{_FIGURE}])[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}[日号])?"
    r"|[一二两三四五六七八九十]{1,3}点(?:钟|半|[一二三四五六七八九]?十[一二三四五六七八九]?分?)"
    r"|(?m:^) *[1-9][、).,] ?(?=[^\s0-9-][^\n]*[0-9一二两三四五六七八九])"
    rf"|(?<![0-9{_FIGURE}])一人(?=[罚奖发给扣各]{{0,2}}[¥0-9{_FIGURE}两])"
    r"|十一(?=放假|国庆|期间|假|长假|黄金周)|十分(?![之钱])|千万(?=[别不要记注得])|万一(?![千百十二三四五六七八九零元块])"
    r"|(?<![a-z])(?:no|any|every|some) ?one(?![a-z])"
    r"|一(?:块(?![钱零一二三四五六七八九半0-9,.。;!?吧吗呢左以多\s]|$)|成不变)"
    r"|(?:in|since|year) (?:19|20)[0-9]{2}(?![0-9,.]))"
    rf"|(?P<name>{_NAME})"
    r"|(?P<half>对折|半价|(?:减|便宜|优惠|打|收|付)(?:了|个)?(?:一半|对折)|减半|(?<![a-z])half (?:the )?(?:price|off))"
    r"|(?P<free>(?<![不别没能])(?:免单|全免|白送)|(?<![a-z])free of charge(?![a-z]))"
    r"|(?P<vague>(?:好?一?些|一?点|少许|一?笔|不少|很多|适当的?)(?:小|奖|罚)?(?:钱|金额|现金)|(?<![a-z])(?:some|a bit of|a little|a lot of)"
    r" (?:money|cash)(?![a-z]))"
    rf"|(?P<fraction>(?P<below>[{_FIGURE}]{{1,3}}|[0-9]{{1,4}}) ?分之 ?(?=[{_FIGURE}0-9]))"
    r"|(?P<part>(?<![a-z])(?:an?|one) (?P<ordinal>tenth|fifth|quarter|third) (?:off|discount|cheaper)(?![a-z]))"
    r"|(?P<number>[0-9¼-¾⅐-⅞]|(?:(?<![^\s:¥$€£])|(?<=[a-z] ))\.[0-9]"
    r"|[零〇一二两俩仨三四五六七八九十廿卅百千万几数上成好大若]|[壹贰叁肆伍陆柒捌玖参](?=[拾佰仟万亿元圆角块])|(?<![收捡])拾(?=[壹贰叁肆伍陆柒捌玖万亿元圆块])"
    rf"|(?<![a-z])(?:{_NUMBER_WORDS}|a few|a couple)(?![a-z]))"
)
_ORDINALS = {"tenth": Decimal(10), "fifth": Decimal(20), "quarter": Decimal(25), "third": None}


def _scan(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = floor = 0
    while opening := _OPENING.search(text, at):
        piece, at = _READERS[str(opening.lastgroup)](text, opening, floor)
        if piece is not None:
            pieces.append(piece)
            floor = piece.mention.end
    return pieces


_Read = tuple["_Piece | None", int]


def _skip(_text: str, opening: re.Match[str], _floor: int) -> _Read:
    return None, opening.end()


def _read_name(text: str, opening: re.Match[str], floor: int) -> _Read:
    """张三一百 is a name and a hundred; 李四五百 may also be Li and four or five hundred."""
    at = opening.end() - 1
    whole = read_numeral(text, at)
    if whole is None or whole.end <= opening.end() or whole.why in ("two-readings", "label"):
        return None, opening.end()
    piece, end = _read_numeral_at(text, at, floor)
    if piece is None:
        return None, opening.end()
    return piece._replace(mention=_unreliable(piece.mention, "two-readings")), end


def _read_half(_text: str, opening: re.Match[str], _floor: int) -> _Read:
    return _fixed(opening, Decimal(50), "percent")


def _read_free(_text: str, opening: re.Match[str], _floor: int) -> _Read:
    return _fixed(opening, Decimal(100), "percent")


def _read_vague(_text: str, opening: re.Match[str], _floor: int) -> _Read:
    return _fixed(opening, None, "CNY" if "钱" in opening.group() else "number", "vague")


def _read_part(_text: str, opening: re.Match[str], _floor: int) -> _Read:
    off = _ORDINALS[opening["ordinal"]]
    return _fixed(opening, off, "percent", "" if off else "not-a-number")


def _fixed(opening: re.Match[str], value: Decimal | None, unit: str, why: str = "") -> _Read:
    quantity = None if value is None else Quantity(value=value, unit=unit)
    mention = Mention(start=opening.start(), end=opening.end(), quantity=quantity, unit=unit, why=why)
    return _Piece(mention=mention), opening.end()


def _read_fraction(text: str, opening: re.Match[str], floor: int) -> _Read:
    """百分之十, 三分之一, 千分之五."""
    above = read_numeral(text, opening.end())
    if opening["below"] == "百" and (whole := _HUNDRED.match(text, opening.end())):
        above = Numeral(start=opening.start(), end=whole.end(), value=Decimal(100))
    if above is None:
        return None, opening.end()
    below = _denominator(opening["below"])
    numeral = above._replace(start=opening.start(), relation="exact", alone=True)
    if above.value is None or below is None:
        numeral = numeral._replace(value=None, low=None, high=None, why=above.why or "two-readings")
    else:
        share = (above.value * 100 / below).quantize(Decimal("1e-9"))
        exact = share * below == above.value * 100
        numeral = numeral._replace(value=_tidy(share) if exact else None, why="" if exact else "not-a-number")
    return _finish(text, numeral, _Unit("", "percent", "percent"), numeral.end, floor)


_HUNDRED = re.compile(r"百(?![0-9零一二三四五六七八九])")


def _denominator(said: str) -> Decimal | None:
    if said in ("百", "千", "万"):
        return Decimal({"百": 100, "千": 1000, "万": 10**4}[said])
    numeral = read_numeral(said, 0)
    return numeral.value if numeral and numeral.value and numeral.end == len(said) else None


def _read_number(text: str, opening: re.Match[str], floor: int) -> _Read:
    return _read_numeral_at(text, opening.start(), floor)


def _read_numeral_at(text: str, at: int, floor: int) -> _Read:
    numeral = read_numeral(text, at)
    if numeral is None:
        return None, at + 1
    numeral = _before_full_stop(text, numeral)
    if currency := _CURRENCY_AFTER.match(text, numeral.end):
        unit = _Unit("", "coin" if currency["coin"] else "money", str(currency.lastgroup))
        return _finish(text, numeral, unit, currency.end(), floor)
    found = _UNIT.match(text, numeral.end)
    unit = _UNITS[int(str(found.lastgroup)[1:])] if found else _BARE
    if found is None or (unit.cap is not None and (numeral.value is None or numeral.value > unit.cap)):
        return _finish(text, numeral, _BARE, numeral.end, floor)
    return _finish(text, numeral, unit, found.end(), floor)


def _before_full_stop(text: str, numeral: Numeral) -> Numeral:
    """罚100.3个人 was two sentences before 。 became a full stop: nobody counts tenths of people."""
    stop = text.find(".", numeral.start, numeral.end)
    if not numeral.written or numeral.value is None or stop <= numeral.start or not numeral.value % 1:
        return numeral
    found = _UNIT.match(text, numeral.end)
    unit = _UNITS[int(str(found.lastgroup)[1:])] if found else _BARE
    half = numeral.value % 1 == Decimal("0.5") and numeral.value < SMALL_LABEL and unit.unit in ("day", "count")
    counted = unit.unit in ("person", "day", "count") or unit.cap is not None
    return (read_numeral(text[:stop], numeral.start) or numeral) if counted and not half else numeral


_READERS: dict[str, Callable[[str, re.Match[str], int], _Read]] = {
    "skip": _skip,
    "name": _read_name,
    "half": _read_half,
    "free": _read_free,
    "vague": _read_vague,
    "fraction": _read_fraction,
    "part": _read_part,
    "number": _read_number,
}


# --- what stands around a number ---------------------------------------------------------------------

_RANGE_MARK = re.compile(r" ?(?:[-~～—–−]{1,2}|到|至|to|until|through) ?")
_LABEL_HEAD = re.compile(r"[a-z_/]$|[a-z0-9]-$")
_LABEL_TAIL = re.compile(r"[a-z0-9_]*")
#: Eight digits and more without a unit are a phone number or an id, if they aren't round.
_PHONE = re.compile("[0-9]{4,}(?!0000)[0-9]{4}")
_PRODUCT = re.compile(r" ?[x×*] ?[0-9]")
_DISCOUNT_VERB = re.compile(r"打(?:了|个)*$")


class _Left(NamedTuple):
    """What stands before a number, taken apart."""

    text: str
    start: int
    negative: bool = False
    currency: str = ""
    symbol: str = ""


def _look_left(text: str, start: int, floor: int) -> _Left:
    if floor and (mark := _RANGE_MARK.match(text, floor, start)):
        floor = mark.end()  # the second half of a range
    left = _Left(text[max(floor, start - WINDOW) : start], start)
    return _peel_sign(_peel_currency(_peel_sign(left)))


def _peel_sign(left: _Left) -> _Left:
    sign = _SIGN.search(left.text)
    if sign is None:
        return left
    return left._replace(text=left.text[: sign.start()], start=left.start - len(sign.group()), negative=True)


def _peel_currency(left: _Left) -> _Left:
    sign = _CURRENCY_BEFORE.search(left.text)
    if sign is None:
        return left
    start = left.start - len(sign.group())
    return left._replace(text=left.text[: sign.start()], start=start, currency=str(sign.lastgroup), symbol=sign.group().strip(" :."))


def _is_label(text: str, numeral: Numeral, unit: _Unit, left: _Left, floor: int) -> bool:
    """Whether the number only names something: a team, a room, an order, a time."""
    if left.currency or unit.kind in ("money", "coin", "percent", "fold", "tenth"):
        return False
    if numeral.why == "label" or unit.kind == "label":
        return True
    before = text[max(floor, left.start - 2) : left.start]
    if numeral.written and (_LABEL_HEAD.search(before) or _runs_on(text, numeral, unit)):
        return True
    if unit.kind != "number":
        return False
    if not numeral.alone or numeral.pointed or _PHONE.fullmatch(text, numeral.start, numeral.end):
        return True
    small = numeral.value is not None and numeral.value <= SMALL_LABEL
    return bool(_LABEL_BEFORE.search(left.text) or (small and _SMALL_LABEL_BEFORE.search(left.text)))


def _runs_on(text: str, numeral: Numeral, unit: _Unit) -> bool:
    """100abc is no amount, but 100each is."""
    if unit.kind != "number" or not re.match("[a-z_]", text[numeral.end : numeral.end + 1]):
        return False
    return not (_EACH_AFTER.match(text, numeral.end) or _BOUND_AFTER.match(text, numeral.end))


def _finish(text: str, numeral: Numeral, unit: _Unit, end: int, floor: int) -> _Read:
    """The mention that a number makes together with its unit and the words around it."""
    left = _look_left(text, numeral.start, floor)
    if unit.kind == "hong-kong-fold":
        is_fold = _DISCOUNT_VERB.search(left.text)
        unit, end = (unit._replace(kind="fold"), end) if is_fold else (_BARE, numeral.end)
    rate = unit.kind == "percent" and (_RATE_BEFORE.search(left.text) or _RATE_AFTER.match(text, end))
    if rate or _is_label(text, numeral, unit, left, floor):
        return None, _label_end(text, max(end, numeral.end))
    if left.currency and unit.kind not in ("money", "coin"):
        return _mention(text, _after_currency(text, _Around(numeral, unit, left, end)))
    if unit.kind == "measure" and numeral.value is None and numeral.relation != "range":
        return None, end
    return _mention(text, _Around(numeral, unit, left, end))


def _after_currency(text: str, around: _Around) -> _Around:
    """¥100, where no word for money follows: $5m is no amount, ¥10% has two readings."""
    numeral, unit, left, end = around
    if unit.kind in ("percent", "fold", "tenth"):
        numeral = _without_value(numeral, "two-readings")
    elif unit.kind != "number":
        end = numeral.end
    elif _runs_on(text, numeral, unit):
        numeral, end = _without_value(numeral, numeral.why or "not-a-number"), _label_end(text, end)
    return _Around(numeral, _Unit("", "money", left.currency), left, end)


def _label_end(text: str, at: int) -> int:
    """Where a label ends: a3b is one, while 1组 ends before 100."""
    tail = _LABEL_TAIL.match(text, at) if text[at - 1].isascii() else None
    return tail.end() if tail else at


class _Around(NamedTuple):
    """A number with its unit and its left-hand side, before its value is worked out."""

    numeral: Numeral
    unit: _Unit
    left: _Left
    end: int


# --- what a number is worth in its unit ---------------------------------------------------------------


class _Told(NamedTuple):
    """A number in terms of its unit: percent off, and not the 9 of 9 折."""

    numeral: Numeral
    unit: str
    end: int
    #: It was said as a price (9 折, 收九成), so that "below" means more off.
    price: bool = False


_FIGURES = "[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_COIN_TAIL = re.compile(
    rf" ?零?(?P<dimes>{_FIGURES}) ?[毛角](?: ?零?(?P<cents>{_FIGURES}) ?分|(?P<last>{_FIGURES}))?"
    rf"| ?零?(?P<only>{_FIGURES}) ?分|(?P<half>半(?![天年月个小价折路成]))| ?(?P<short>[0-9]{{1,2}}|[一二三四五六七八九])"
    rf"|(?P<unclear>零{_FIGURES})"
)
_CENTS_AFTER_DIME = re.compile(rf" ?(?P<cents>{_FIGURES}) ?分|(?P<last>{_FIGURES})")
_TENTH_TAIL = re.compile(f"{_FIGURES}|半")
_WHOLE = re.compile(r" ?[整正](?![个天年月日数理常式好])")
_CONTINUES = re.compile(rf"[.点半0-9{_FIGURE}亿a-z]")


def _figure(said: str | None) -> Decimal:
    return Decimal(DIGITS.get(said, said)) if said else Decimal(0)


def _stands_free(text: str, at: int) -> bool:
    """Whether a last figure (the 5 of 3块5) ends there, and doesn't count what follows."""
    return not _CONTINUES.match(text, at) and not _UNIT.match(text, at)


def _tell_plain(_text: str, around: _Around) -> _Told:
    return _Told(around.numeral, around.unit.unit, around.end)


def _tell_money(text: str, around: _Around) -> _Told:
    told = _coins(text, around) if text[around.end - 1] in "块元圆" else _tell_plain(text, around)
    if whole := _WHOLE.match(text, told.end):
        told = told._replace(end=whole.end())
    late = _CURRENCY_AFTER.match(text, told.end) if around.unit.unit == "CNY" else None
    if late and not late["coin"]:
        told = told._replace(unit=str(late.lastgroup), end=late.end())
    return _agree(told, around)


def _coins(text: str, around: _Around) -> _Told:
    """两块五, 100元5角3分: the whole coins and what is said after them."""
    numeral, end = around.numeral, around.end
    told = _Told(numeral, around.unit.unit, end)
    tail = _COIN_TAIL.match(text, end)
    if tail is None or numeral.value is None or numeral.relation != "exact":
        return told
    if (tail["last"] or tail["short"]) and not _stands_free(text, tail.end()):
        if not tail["dimes"]:
            return told
        return told._replace(numeral=_plus(numeral, _figure(tail["dimes"]) / 10), end=tail.start("last"))
    if tail["unclear"] or _unclear_short(text, tail, numeral):
        return told._replace(numeral=_without_value(numeral, "two-readings"), end=tail.end())
    short = tail["short"] or ""
    rest = _figure(short) / (100 if len(short) == 2 else 10) if short.isdigit() or len(short) == 1 else Decimal(0)
    rest += _figure(tail["dimes"]) / 10 + _figure(tail["cents"] or tail["last"] or tail["only"]) / 100
    return told._replace(numeral=_plus(numeral, rest + (Decimal("0.5") if tail["half"] else 0)), end=tail.end())


def _unclear_short(text: str, tail: re.Match[str], numeral: Numeral) -> bool:
    """100元5 and 100块50 may be two numbers that stand side by side."""
    short = tail["short"]
    if not short or not short.isascii() or numeral.value is None:
        return False
    return text[tail.start() - 1] != "块" or (len(short) == 2 and numeral.value >= 100)


def _plus(numeral: Numeral, rest: Decimal) -> Numeral:
    return numeral if numeral.value is None else numeral._replace(value=numeral.value + rest)


def _agree(told: _Told, around: _Around) -> _Told:
    """One currency out of the sign before and the word after the number."""
    before, after, symbol = around.left.currency, told.unit, around.left.symbol
    if not before or before == after:
        return told
    if (symbol == "¥" and after == "JPY") or (symbol == "$" and after in ("HKD", "TWD", "SGD", "AUD", "CAD")):
        return told
    if after == "CNY" and symbol != "$" and _only_a_coin(around):
        return told._replace(unit=before)
    return told._replace(unit=before, numeral=_without_value(told.numeral, "two-readings"))


def _only_a_coin(around: _Around) -> bool:
    """Whether only 元 or 块 was said after the number, which any currency has."""
    return around.unit.pattern != ""


def _tell_dime(text: str, around: _Around) -> _Told:
    told = _Told(_map(around.numeral, lambda value: value / 10), "CNY", around.end)
    cents = _CENTS_AFTER_DIME.match(text, told.end)
    if cents is None or (cents["last"] and not _stands_free(text, cents.end())):
        return _agree(told, around)
    more = _figure(cents["cents"] or cents["last"]) / 100
    return _agree(told._replace(numeral=_plus(told.numeral, more), end=cents.end()), around)


def _tell_cent(_text: str, around: _Around) -> _Told:
    return _agree(_Told(_map(around.numeral, lambda value: value / 100), "CNY", around.end), around)


def _map(numeral: Numeral, worth: Callable[[Decimal], Decimal]) -> Numeral:
    """The numeral with each of its figures turned into what it is worth; a falling `worth` turns a span round."""
    value, low, high = (None if x is None else worth(x) for x in (numeral.value, numeral.low, numeral.high))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return numeral._replace(value=value, low=low, high=high)


def _tell_fold(text: str, around: _Around) -> _Told:
    """9 折, 九五折 and 85 折 in percent off."""
    numeral, end = around.numeral, around.end
    if numeral.figures and len(numeral.figures) == 2:
        value = Decimal(numeral.figures) if not numeral.why or numeral.why == "two-readings" else None
        numeral = numeral._replace(value=value, relation="exact", low=None, high=None, why="" if value else "two-readings")
    if text.startswith("半", end) and numeral.value in range(1, 10):
        numeral, end = _plus(numeral, Decimal("0.5")), end + 1
    if numeral.relation == "over":
        numeral = _without_value(numeral, "two-readings")
    why = "" if numeral.value is None else _fold_fault(numeral.value)
    if why:
        numeral = numeral._replace(value=None, why=why)
    return _Told(_map(numeral, _off_fold), "percent", end, price=True)


#: Up to which figure 折 means what; '' is a price that can be worked out. 12折 and 20折 nobody says.
_FOLDS = (
    (Decimal(0), "not-positive"),
    (Decimal("0.999"), "two-readings"),
    (Decimal("9.999"), ""),
    (Decimal(10), "not-positive"),
    (Decimal(20), "two-readings"),
    (Decimal("99.999"), ""),
)


def _fold_fault(value: Decimal) -> str:
    why = next((why for most, why in _FOLDS if value <= most), "not-a-number")
    return "two-readings" if not why and value >= 20 and value % 10 == 0 else why


def _off_fold(value: Decimal) -> Decimal:
    return 100 - (value * 10 if value < 10 else value)


def _tell_tenth(text: str, around: _Around) -> _Told:
    numeral, end = around.numeral, around.end
    tail = _TENTH_TAIL.match(text, end)
    if tail and _stands_free(text, tail.end()):
        more = Decimal("0.5") if tail.group() == "半" else _figure(tail.group()) / 10
        numeral, end = _plus(numeral, more), tail.end()
    return _share(text, _map(numeral, lambda value: value * 10), around.left, end, spoken=True)


def _tell_percent(text: str, around: _Around) -> _Told:
    return _share(text, around.numeral, around.left, around.end)


def _share(text: str, numeral: Numeral, left: _Left, end: int, *, spoken: bool = False) -> _Told:
    """A share of the price as percent off: 优惠10%, 按90%收, 打到九成."""
    after = _SHARE_AFTER.match(text, end)
    peeled = _BOUND_BEFORE.sub("", left.text)
    before = _SHARE_BEFORE.search(left.text) or _SHARE_BEFORE.search(peeled)
    ahead, behind = before.lastgroup if before else "", after.lastgroup if after else ""
    said = (before.group() if before else "") + (after.group() if after else "")
    meaning = behind if behind == "cut" else ahead or behind
    told = _Told(numeral, "percent", after.end() if after and behind == meaning else end)
    value = numeral.low or Decimal(0) if numeral.value is None else numeral.value
    if meaning == "price" and PLAUSIBLE_PRICE <= value <= 100:
        return told._replace(numeral=_map(numeral, lambda share: 100 - share), price=True)
    doubtful = meaning in ("price", "rise") or _PAY_AFTER.match(text, end) or ("折" in said and value >= PLAUSIBLE_PRICE)
    if doubtful or (spoken and not meaning and value > PLAUSIBLE_CUT):
        return told._replace(numeral=_without_value(numeral, "two-readings"))
    return told


_VALUES: dict[str, Callable[[str, _Around], _Told]] = {
    "number": _tell_plain,
    "measure": _tell_plain,
    "money": _tell_money,
    "coin": _tell_money,
    "dime": _tell_dime,
    "cent": _tell_cent,
    "fold": _tell_fold,
    "tenth": _tell_tenth,
    "percent": _tell_percent,
}


# --- the mention -----------------------------------------------------------------------------------


def _mention(text: str, around: _Around) -> _Read:
    left = around.left
    told = _VALUES[around.unit.kind](text, around)
    if _PRODUCT.match(text, told.end):
        told = told._replace(numeral=_without_value(told.numeral, "two-readings"))
    told = told._replace(numeral=_sound(told, negative=left.negative))
    bound, start, end = _bound(text, left, told.end, price=told.price)
    if told.unit in _UNPAYABLE:
        thing = _counted(text, around) if around.unit.kind == "measure" else ""
        return _Piece(_settle(told, bound, start, end), around.numeral, around.unit, thing), end
    each, end = _each(text, left, told.end, end)
    total = _TOTAL_BEFORE.search(left.text) or _TOTAL_AFTER.match(text, told.end)
    mention = _settle(told, bound, start, end, each=bool(each))
    return _Piece(mention, around.numeral, around.unit, _thing_of(each), bool(total and not each)), end


def _each(text: str, left: _Left, *ends: int) -> tuple[re.Match[str] | None, int]:
    """What says that so much is for each, and where the mention ends with it: 100元每人以内, 100元以内每人."""
    for end in ends:
        if each := _EACH_AFTER.match(text, end):
            return each, max(each.end(), *ends)
    return _EACH_BEFORE.search(left.text), max(ends)


def _sound(told: _Told, *, negative: bool) -> Numeral:
    """The numeral without its value if nothing of the kind can be granted."""
    numeral, value = told.numeral, told.numeral.value
    why = "two-readings" if numeral.why == "label" else numeral.why
    if negative:
        return _without_value(numeral, "not-positive")
    if value is None:
        return numeral._replace(why=why) if numeral.relation in ("over", "range") else _without_value(numeral, why)
    fault = next((fault for fails, fault in _FAULTS if fails(value, told.unit)), "")
    return _without_value(numeral, fault) if fault else numeral._replace(value=_tidy(value))


_FAULTS: tuple[tuple[Callable[[Decimal, str], bool], str], ...] = (
    (lambda value, _: value <= 0, "not-positive"),
    (lambda value, unit: value > (100 if unit == "percent" else Decimal(10) ** LONGEST), "not-a-number"),
    (lambda value, unit: unit != "percent" and value != round(value, 2), "two-readings"),
)


def _without_value(numeral: Numeral, why: str) -> Numeral:
    return numeral._replace(value=None, relation="exact", low=None, high=None, why=why)


def _tidy(value: Decimal) -> Decimal:
    """15000.0 as 15000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _bound(text: str, left: _Left, end: int, *, price: bool) -> tuple[str, int, int]:
    """How far the number reaches by the words around it, and where these begin and end."""
    before, after = _BOUND_BEFORE.search(left.text), _BOUND_AFTER.match(text, end)
    found = before or after
    if found is None:
        return "exact", left.start, end
    word = str(found.lastgroup).replace("_", "-")
    start = left.start
    if before and word not in ("at-most", "at-least", "not-below", "roughly"):  # those may have a verb between
        start -= len(before.group())
    return _BOUNDS[word][price], start, after.end() if after else end


def _settle(told: _Told, bound: str, start: int, end: int, *, each: bool = False) -> Mention:
    numeral, value = told.numeral, told.numeral.value
    make = partial(Mention, start=start, end=end, unit=told.unit, each=each)
    if numeral.relation in ("over", "range"):
        why = numeral.why or "range"
        return make(quantity=None, relation=numeral.relation, low=numeral.low, high=numeral.high, why=why)
    if value is None:
        return make(quantity=None, why=numeral.why)
    if not bound:
        return make(quantity=None, why="two-readings")
    if bound == "over":
        return make(quantity=None, relation="over", low=value, why="range")
    relation = numeral.relation if bound == "exact" else bound
    high = value if relation == "at-most" else None
    return make(quantity=Quantity(value=value, unit=told.unit), relation=relation, high=high)


def _thing_of(each: re.Match[str] | None) -> str:
    said = each.groupdict() if each else {}
    return _name_thing(said.get("zh") or said.get("en") or said.get("per") or "")


def _counted(text: str, around: _Around) -> str:
    if around.unit.unit != "count":
        return around.unit.unit
    return _name_thing(text[around.numeral.end : around.end].strip())


def _name_thing(word: str) -> str:
    """One name for one thing: people are 'person', 天 and 日 are 'day'."""
    if word in _PEOPLE:
        return "person"
    if word in ("天", "日", "day"):
        return "day"
    return word.removesuffix("s") if word.isascii() else word[-1:]


def _unreliable(mention: Mention, why: str) -> Mention:
    return replace(mention, quantity=None, relation="exact", low=None, high=None, why=why)


# --- mentions that belong together --------------------------------------------------------------------

_OLD_PRICE = re.compile(r"(?:原价|原来|原本|原先|标价|定价|从|由|(?<![a-z])(?:was|were|from|originally|list price(?: of)?)) ?$")
_NEW_PRICE = re.compile(r"[,，]? ?(?:现在|现|只?卖|只?收|实收|now|->|→)(?:只要|只卖|只收|卖|收|价|是)?(?: is| only| just)?[: ]*")
_CUT_TO = re.compile(
    r"[,，]? ?(?:的?(?:降价?|减|便宜|优惠)(?:到|至|为)|现价|(?:marked |cut |going )?down to|(?:reduced|cut|lowered) to)[:： ]*"
)
_REBATE = re.compile(r" ?(?:立减|直减|减|送|返) ?")
_AND = re.compile(r" and ")
_BETWEEN = re.compile(r"between $")


def _join(text: str, pieces: Iterable[_Piece]) -> list[_Piece]:
    """The pieces, with two that make one range or one price cut as one."""
    joined: list[_Piece] = []
    for piece in pieces:
        pair = _pair(text, joined[-1], piece) if joined else None
        if pair is None:
            joined.append(piece)
        else:
            joined[-1:] = pair
    return joined


def _pair(text: str, first: _Piece, second: _Piece) -> list[_Piece] | None:
    start, end = first.mention.end, second.mention.start
    if not 0 < end - start <= REACH or first.numeral is None or second.numeral is None:
        return None
    between = text[start:end]
    before = text[max(0, first.mention.start - WINDOW) : first.mention.start]
    if _RANGE_MARK.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)):
        return _range(text, first, second, between)
    if not {first.mention.unit, second.mention.unit}.isdisjoint(_UNPAYABLE):
        return None
    if _REBATE.fullmatch(between):
        if before.endswith("买"):  # 买1送1 is no money
            return []
        return [_spanning(first, second, _unreliable(first.mention, "two-readings"), "CNY")]
    if _CUT_TO.fullmatch(between) or (_NEW_PRICE.fullmatch(between) and _OLD_PRICE.search(before)):
        return _price_cut(first, second)
    return None


def _spanning(first: _Piece, second: _Piece, mention: Mention, unit: str) -> _Piece:
    return first._replace(mention=replace(mention, end=second.mention.end, unit=unit), numeral=None)


def _value(mention: Mention) -> Decimal | None:
    return mention.quantity.value if mention.quantity else None


def _price_cut(first: _Piece, second: _Piece) -> list[_Piece] | None:
    """原价200现价90 is 55 percent off; a fraction is rounded up, so that no limit takes it for less than it is."""
    old, new = _value(first.mention), _value(second.mention)
    units = {first.mention.unit, second.mention.unit} - {"number"}
    if old is None or new is None or len(units) > 1:
        return None
    if new >= old:
        return [_spanning(first, second, _unreliable(first.mention, "not-positive"), "percent")]
    off = _tidy(((old - new) * 100 / old).quantize(Decimal("0.01"), rounding=ROUND_UP))
    mention = replace(first.mention, quantity=Quantity(value=off, unit="percent"), relation="exact", high=None, each=False)
    return [_spanning(first, second, mention, "percent")]


def _range(text: str, first: _Piece, second: _Piece, between: str) -> list[_Piece] | None:
    """100到200, 3-5天, 8到9折; 5-1 is a date or a score and is dropped."""
    first = _in_the_same_unit(text, first, second)
    one, two = _value(first.mention), _value(second.mention)
    unit = first.mention.unit
    if one is None or two is None or not _compatible(first, second):
        return None
    if first.numeral and second.numeral and first.numeral.factor == 1 < second.numeral.factor:
        one *= second.numeral.factor if one < two / second.numeral.factor else 1  # 3到5百
    base = replace(first.mention, quantity=None, each=first.mention.each or second.mention.each, high=None)
    if one > two and unit != "percent":
        if second.unit.kind == "measure":
            return None
        if second.unit == _BARE and between == "-" and one <= SMALL_LABEL:
            return []
        return [_spanning(first, second, _unreliable(base, "two-readings"), unit)]
    low, high = sorted((one, two))
    return [_spanning(first, second, replace(base, relation="range", low=low, high=high, why="range"), unit)]


def _compatible(first: _Piece, second: _Piece) -> bool:
    """Whether the two have one unit, or the second an amount's number without one (100元到200)."""
    one, two = first.mention.unit, second.mention.unit
    return one == two or (two == "number" and first.unit.kind in ("money", "coin"))


def _in_the_same_unit(text: str, first: _Piece, second: _Piece) -> _Piece:
    """The 8 of 8到9折, and the 3 of 3到5天, in the unit that was said only once."""
    if first.unit != _BARE or first.numeral is None or second.unit == _BARE:
        return first
    start, end = first.mention.start, first.mention.end
    read, _ = _mention(text[:end], _Around(first.numeral, second.unit, _Left("", start), end))
    if read is None or read.mention.quantity is None:
        return first
    return read._replace(mention=replace(read.mention, start=start, end=end), thing=second.thing)


# --- for how many ------------------------------------------------------------------------------------

_EACH_OF = re.compile(r"(?<![a-z])each of (?:the |these |those |our |my )?$")
_Counts = dict[int, dict[str, set[int]]]


def _count(text: str, pieces: list[_Piece]) -> list[Mention]:
    """The mentions, each amount with the number of people or things that its sentence names."""
    sentences = [match.start() for match in _SENTENCE_END.finditer(text)]
    clauses = [match.start() for match in _CLAUSE_END.finditer(text)]
    in_all, in_sentence, in_clause = _counts(pieces, ()), _counts(pieces, sentences), _counts(pieces, clauses)
    shared = {bisect(clauses, piece.mention.start) for piece in pieces if _shares(text, piece)}
    mentions = []
    for piece in pieces:
        mention, clause = piece.mention, bisect(clauses, piece.mention.start)
        if mention.unit not in _UNPAYABLE and not piece.total:
            each = mention.each or clause in shared
            counts = in_sentence.get(bisect(sentences, mention.start), in_all.get(0)) if each else in_clause.get(clause)
            count = _the_count(counts or {}, piece.thing, each=each)
            if each != mention.each or count is not None:
                mention = replace(mention, each=each, count=count)
        mentions.append(mention)
    return mentions


def _counts(pieces: Iterable[_Piece], ends: Sequence[int]) -> _Counts:
    """Per sentence (or clause), what was counted, and the numbers said of it."""
    found: _Counts = defaultdict(lambda: defaultdict(set))
    for piece in pieces:
        quantity = piece.mention.quantity
        if piece.unit.kind == "measure" and quantity and piece.mention.relation == "exact" and quantity.value < 10**6:
            found[bisect(ends, piece.mention.start)][piece.thing].add(int(quantity.value))
    return found


def _shares(text: str, piece: _Piece) -> bool:
    start = piece.mention.start
    return piece.thing == "person" and bool(_EACH_OF.search(text[max(0, start - WINDOW) : start]))


def _the_count(counts: dict[str, set[int]], thing: str, *, each: bool) -> int | None:
    """The one number that was said of `thing`: of people, unless something else is meant."""
    numbers = counts.get(thing or "person", set())
    if each and not thing and not numbers and len(counts) == 1:
        (numbers,) = counts.values()
    return next(iter(numbers)) if len(numbers) == 1 else None

"""What stands after a number and says of what it is one: currencies, shares, people, days, things and mere labels."""

from __future__ import annotations

import re
from typing import NamedTuple


class Unit(NamedTuple):
    """What stands after a number and says of what it is one. `cap` is the most that such a label can be."""

    pattern: str
    kind: str
    unit: str = ""
    cap: int | None = None


BARE = Unit("", "number", "number")

#: Currencies by the words for them. The first that fits counts, so Hong Kong dollars stand before dollars.
_CURRENCIES = {
    "HKD": r"hk\$|hkd|港币|港元|港纸|hong kong dollars?",
    "TWD": r"nt\$|twd|新台币|台币|台湾元",
    "SGD": r"s\$|sgd|新加坡元|新元|新币|坡币|singapore dollars?",
    "AUD": r"au?\$|aud|澳元|澳币|australian dollars?",
    "CAD": r"ca?\$|cad|加元|加币|canadian dollars?",
    "NZD": r"nz\$|nzd|新西兰元|纽币|new zealand dollars?",
    "MOP": r"mop|澳门元|澳门币",
    "USD": r"us\$|usd|美元|美金|美刀|us dollars?|dollars?|bucks?|\$",
    "EUR": r"eur|欧元|欧(?!洲)|euros?|€",
    "GBP": r"gbp|英镑|pounds?|£",
    "JPY": r"jpy|日元|日币|yen",
    "KRW": r"krw|韩元|韩币",
    "MYR": r"myr|马币|令吉|林吉特|ringgits?",
    "THB": r"thb|泰铢|baht",
    "IDR": r"idr|印尼盾|rupiahs?",
    "VND": r"vnd|越南盾|越盾|vietnamese dong",
    "PHP": r"php|比索|pesos?",
    "INR": r"inr|卢比|rupees?",
    "RUB": r"rub|卢布|rou?bles?",
    "CHF": r"chf|瑞郎|瑞士法郎|swiss francs?",
    "CNY": r"人民币|renminbi|rmb|cny|cn¥|yuan|kuai|¥",
}
_CURRENCY = "|".join(f"(?P<{code}>{words})" for code, words in _CURRENCIES.items())
#: What text before a number ends with where that is a currency, and much other text as well.
CURRENCY_ENDS = frozenset(character for character in _CURRENCY if not character.isascii()) | frozenset("abcdefghijklmnopqrstuvwxyz$:. ")
CURRENCY_BEFORE = re.compile(rf"(?<![a-z])(?:{_CURRENCY})[:. ]?$")
CURRENCY_AFTER = re.compile(rf"(?P<coin>块|元|圆)?(?: |-(?=[a-z]))?\(?(?:{_CURRENCY})(?:(?<=[¥$€£])(?! ?[0-9])|(?<![¥$€£])(?![a-z]))\)?")

#: Points are some of a rate where one is named with them (half a point off the rate), and elsewhere anything.
_OFF_A_RATE = r"points?(?= (?:off|above|below|over|under|on|from|higher|lower|more|less)(?: [a-z']+){0,4} (?:rates?|interest)(?![a-z]))"
#: Points of a rate: they say by how much it changes, and never what it is.
POINTS = rf"percentage[ -]points?(?![a-z])|{_OFF_A_RATE}"
#: The rate stands before them.
RATE_BEFORE = re.compile(r"(?<![a-z])(?:rates?|interest) (?:(?:up|down) )?(?:by )?$")

#: The first that fits counts.
UNITS = (
    Unit(r"元(?![旦月宵老件素])钱?|块(?!儿)钱?|圆", "money", "CNY"),
    Unit(r"刀(?![子具切])", "money", "USD"),
    Unit(r"毛钱?|角(?![形色度落])钱?", "dime", "CNY"),
    Unit(r"分钱", "cent", "CNY"),
    Unit(rf"个?百分点|% ?points?(?![a-z])|{POINTS}", "points", "percent"),
    Unit(r"个?基点|个?bps?(?![a-z])|basis[ -]points?(?![a-z])", "basis", "percent"),
    Unit(r"%|per ?cent(?![a-z])|pct(?![a-z])|个点", "percent", "percent"),
    Unit(r"折(?![叠腾磨断页])", "fold", "percent"),
    Unit(r"扣(?![除分留押款])", "hong-kong-fold", "percent"),
    Unit(r"成(?![功为员立本绩年长交都熟是会要得新不品])", "tenth", "percent"),
    Unit(
        r"平方米|平米|平方(?!公里)|平(?![台安均等方日时板凡坐躺摊])|㎡|m2(?![a-z])|square met(?:re|er)s?|sq\.? ?m(?![a-z])",
        "measure",
        "square-metre",
    ),
    Unit(
        r"个?人(?![事力工为次])|个(?:员工|客服|同事|组员|顾客|客户|成员|新人|主管|经理|主播|实习生|工人|旅客|乘客|病人|患者|客人|学生|家长|会员|业主|租户|司机|护士|店员|服务员|保安|志愿者)|名(?![单字义])|位(?!置|于)"
        r"|(?:(?:temporary|casual|seasonal|part-time|full-time|new|extra|more|additional) ){0,2}"
        r"(?:people|persons?|staff|employees?|agents?|members?|colleagues?|customers?|clients?|workers?|teammates?"
        r"|guys|reps|representatives|trainees?|interns?|folks?|lads"
        r"|of (?:them|us|you|(?:my|our|the)(?: own)? (?:people|staff|team|group|guys|agents|folks?|crew|lads)))(?![a-z])",
        "measure",
        "person",
    ),
    Unit(
        r"个?工作日|天(?!猫)|日(?=[内后之以])"
        r"|(?:(?:more|extra|additional|further|full|whole|solid|consecutive|straight) )?(?:working |business |calendar )?days?(?![a-z])",
        "measure",
        "day",
    ),
    Unit(
        r"个?(?:小时|钟头|星期|礼拜|季度|世纪|学期)|个半?月|分钟|秒钟?|周(?![末一二三四五六日])|年(?![终底初末会])|岁"
        r"|公斤|千克|公里|千米|厘米|毫升|斤|克|吨|米|升|度|倍|代|级",
        "label",
    ),
    Unit(
        r"个|件|次(?![日月年性])|份|张(?=[券票单卡纸优购礼照图桌椅床表证的,。;、!?\s]|代金|$)|只(?![给能要有是罚奖发扣])|台(?!湾)|套|箱|盒"
        r"|包(?![括含不])|瓶|袋|支(?![持付])|单(?![独位纯子])|笔|双|把(?![他她它这那小老钱])|辆|种|遍|顿|趟|封(?![顶住存])|束|杯|批|桶|罐|枚|片|卷|粒|颗|棵|株"
        r"|间夜?(?![接隔断谍])|晚(?![上点餐饭会安间辈宴饷])|桌|床(?!头)",
        "measure",
        "count",
    ),
    Unit(r"月(?![底初末])", "label", cap=12),
    Unit(r"号(?:客?房|桌|台|床|柜|车|机|单|厅|包[间厢]|会议室|客人|病人|患者|会员|工)", "label"),
    Unit(r"[日号](?![后召])", "label", cap=99),
    Unit(r"点(?![名评儿])钟?半?|时(?![候需要必应请须])", "label", cap=24),
    Unit(r"[组班队](?![长主])|楼|层|区|栋|幢|号楼|路(?!费)|线|方|手|档|星|届|期|代", "label", cap=30),
    Unit(r"条|款(?!项)|项|章|节|页|室|房(?!租)|环|流|排|门|选", "label", cap=9999),
    Unit(r"分(?![期次两三批别开给摊为成几发0-9])", "label"),
    Unit(r"(?:st|nd|rd|th|am|pm|a\.m|p\.m|o'clock|kgs?|kilograms?|lbs?|tonnes?|miles?|kms?|kilomet(?:re|er)s?|cm|mm|ml|grams?|kilos?|met(?:re|er)s?"
          r"|(?:(?:more|extra|additional|further|full|whole) )?(?:hours?|hrs?|minutes?)|mins?"
          r"|seconds?|secs?|weeks?|months?|years?|points?|degrees?|floors?)(?![a-z])", "label"),
    Unit(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*)(?![a-z])", "label", cap=31),
    Unit(r"(?!(?:as|is|was|this|his|yes|plus|minus|thus|always|towards|has|does|unless|regardless|besides|perhaps"
          r"|whereas|across|its|us|bonus|less|times'|goes|gets|costs|comes)(?![a-z]))"
          r"(?:(?:temporary|casual|seasonal|part-time|full-time|new|extra|more|additional|free|spare) ){0,2}"
          r"[a-z]{2,14}(?<![su])s(?![a-z'])",
          "measure", "count"),
    Unit(r"(?:item|gift|time(?! (?:deposit|loan))|coupon|case|order|piece|warning|complaint|day)(?![a-z])", "measure", "count"),
)  # fmt: skip
UNIT = re.compile("(?: |-(?=[a-z]))?(?:" + "|".join(f"(?P<u{index}>{unit.pattern})" for index, unit in enumerate(UNITS)) + ")")

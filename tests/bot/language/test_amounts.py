"""What people say of amounts, discounts and counts, and what we make of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.language.amounts import Mention, find_amounts
from bot.language.amounts.numerals import read_numeral


def said(mention: Mention) -> str:
    """A mention in one line: `100 CNY`, `? CNY vague`, `? number over 100..`."""
    value = f"{mention.quantity.value:f}" if mention.quantity else "?"
    bounds = f"{'' if mention.low is None else mention.low}..{'' if mention.high is None else mention.high}"
    words = [value, mention.unit]
    words += [mention.relation] if mention.relation != "exact" else []
    words += [bounds] if bounds != ".." else []
    words += ["each"] if mention.each else []
    words += [f"x{mention.count}"] if mention.count is not None else []
    words += [mention.why] if mention.why else []
    return " ".join(words)


def read(text: str) -> str:
    return " | ".join(said(mention) for mention in find_amounts(text))


def table(rows: str) -> list[tuple[str, str]]:
    """Lines of `text => what we make of it`."""
    pairs = [row.split("=>") for row in rows.strip().splitlines() if "=>" in row]
    return [(text.strip(), expected.strip()) for text, expected in pairs]


DIGITS_AND_SIGNS = """
罚他100 => 100 number
100.01 => 100.01 number
1,000 => 1000 number
1，000 => 1000 number
1 000 => 1000 number
1,234,567.50元 => 1234567.5 CNY
100.- => 100 number
.5元 => 0.5 CNY
100元 => 100 CNY
100 块 => 100 CNY
100块钱 => 100 CNY
500元整 => 500 CNY
人民币500元 => 500 CNY
100元人民币 => 100 CNY
100元(人民币) => 100 CNY
¥100 => 100 CNY
￥100.00 => 100 CNY
100￥ => 100 CNY
RMB 600 => 600 CNY
rmb600 => 600 CNY
600rmb => 600 CNY
CNY 600 => 600 CNY
100 yuan => 100 CNY
100 kuai => 100 CNY
100-yuan fine => 100 CNY
$100 => 100 USD
100 bucks => 100 USD
100 美元 => 100 USD
100块美金 => 100 USD
3块5美金 => 3.5 USD
100 港币 => 100 HKD
港币100元 => 100 HKD
HK$100 => 100 HKD
€20 => 20 EUR
¥1000日元 => 1000 JPY
１００元 => 100 CNY
٣٠ 元 => 30 CNY
1k => 1000 number
0.5k => 500 number
3w => 30000 number
1.5万 => 15000 number
3 万元 => 30000 CNY
3点5万 => 35000 number
罚他30000000 => 30000000 number
123456789012345678901234567元 => 123456789012345678901234567 CNY
"""

CHINESE = """
五毛 => 0.5 CNY
两块五 => 2.5 CNY
3块5 => 3.5 CNY
3块50 => 3.5 CNY
两块半 => 2.5 CNY
100元5角3分 => 100.53 CNY
一千两百三十四块五毛六 => 1234.56 CNY
五分钱 => 0.05 CNY
一百 => 100 number
一百元 => 100 CNY
一百五 => 150 number
一百零五 => 105 number
一千五 => 1500 number
一千零五十 => 1050 number
一万零五百 => 10500 number
两百块 => 200 CNY
二百五 => 250 number
俩百 => 200 number
廿五元 => 25 CNY
壹佰元整 => 100 CNY
伍佰圆整 => 500 CNY
參佰元 => 300 CNY
壹仟贰佰叁拾肆元伍角陆分 => 1234.56 CNY
兩千塊 => 2000 CNY
人民币五百元 => 500 CNY
1千5 => 1500 number
1千5百 => 1500 number
1万2 => 12000 number
1万2345 => 12345 number
1万零500 => 10500 number
1 万 2 千 => 12000 number
3 块 5 => 3.5 CNY
5百 => 500 number
三万亿 => 3000000000000 number
一亿五 => 150000000 number
五零零 => 500 number
三点五元 => 3.5 CNY
一点五万 => 15000 number
"""

ENGLISH = """
a hundred yuan => 100 CNY
one hundred and fifty yuan => 150 CNY
five hundred => 500 number
two thousand five hundred => 2500 number
twenty-five hundred => 2500 number
one thousand and two hundred => 1200 number
half a grand => 500 number
1 grand => 1000 number
two and a half thousand => 2500 number
two point five thousand => 2500 number
1.5 thousand => 1500 number
fine him fifty => 50 number
and 600? => 600 number
"""

NOT_TO_BE_RELIED_ON = """
几百块 => ? CNY vague
好几百 => ? number vague
数百元 => ? CNY vague
十几块 => ? CNY over 10.. vague
上百元 => ? CNY over 100.. vague
若干元 => ? CNY vague
一些钱 => ? CNY vague
点钱 => ? CNY vague
some money => ? number vague
a few hundred => ? number vague
several hundred yuan => ? CNY vague
hundreds of yuan => ? CNY vague
a couple of hundred => ? number vague
-5元 => ? CNY not-positive
-100 => ? number not-positive
负五元 => ? CNY not-positive
minus 5 => ? number not-positive
¥-5 => ? CNY not-positive
-¥5 => ? CNY not-positive
0 => ? number not-positive
0.00元 => ? CNY not-positive
零元 => ? CNY not-positive
1e9元 => ? CNY not-a-number
1E-5元 => ? CNY not-a-number
$5m => ? USD not-a-number
¥10% => ? CNY two-readings
99999999999999999999999999999999999元 => ? CNY not-a-number
0.001元 => ? CNY two-readings
1.000元 => ? CNY two-readings
1,00 => ? number two-readings
6.000,00 => ? number two-readings
100,500 => ? number two-readings
1 500 => ? number two-readings
1 0 0 => ? number two-readings
1'000 => ? number two-readings
100x3 => ? number two-readings
100+50 => ? number two-readings
10**3 => ? number two-readings
100元x3人 => ? CNY two-readings
1/2元 => ? CNY two-readings
1½元 => ? CNY two-readings
1.3.2元 => ? CNY two-readings
$100元 => ? USD two-readings
3点50元 => ? CNY two-readings
100块零五 => ? CNY two-readings
100块50 => ? CNY two-readings
三八元 => ? CNY two-readings
一百五万 => ? number two-readings
五百五百 => ? number two-readings
1万234 => ? number two-readings
罚李四五百 => ? number two-readings
李四十元 => ? CNY two-readings
one fifty => ? number two-readings
满100减20 => ? CNY two-readings
满200送50 => ? CNY two-readings
"""

BOUNDS = """
百元 => 100 CNY about
百来块 => 100 CNY about
100来块 => 100 CNY about
100左右 => 100 number about
大概100 => 100 number about
大概罚他100吧 => 100 number about
大约100元 => 100 CNY about
约100 => 100 number about
近100元 => 100 CNY about
around ¥100 => 100 CNY about
100 or so => 100 number about
违约100元 => 100 CNY
不到100 => 100 number at-most ..100
100以内 => 100 number at-most ..100
100元以下 => 100 CNY at-most ..100
最多100 => 100 number at-most ..100
最多罚小王100 => 100 number at-most ..100
不得超过人民币500元 => 500 CNY at-most ..500
up to 100 => 100 number at-most ..100
no more than 100 => 100 number at-most ..100
under 100 => 100 number at-most ..100
100 or less => 100 number at-most ..100
一百多 => ? number over 100.. range
100多块 => ? CNY over 100.. range
一百块多 => ? CNY over 100.. range
一百多万元 => ? CNY over 1000000.. range
100+ => ? number over 100.. range
至少100 => ? number over 100.. range
超过100 => ? number over 100.. range
100以上 => ? number over 100.. range
more than 100 => ? number over 100.. range
at least 100 => ? number over 100.. range
100到200 => ? number range 100..200 range
100-200 => ? number range 100..200 range
100~200 => ? number range 100..200 range
100元到200元 => ? CNY range 100..200 range
¥100-¥200 => ? CNY range 100..200 range
100—200元 => ? CNY range 100..200 range
3到5百 => ? number range 300..500 range
三四百 => ? number range 300..400 range
三五百块 => ? CNY range 300..500 range
一百二三十 => ? number range 120..130 range
from 100 to 200 yuan => ? CNY range 100..200 range
between one hundred and two hundred => ? number range 100..200 range
from 200 to 100 => ? number two-readings
100或者200 => 100 number | 200 number
"""

DISCOUNTS = """
9折 => 10 percent
九折 => 10 percent
9 折 => 10 percent
九五折 => 5 percent
95折 => 5 percent
9.5折 => 5 percent
8.5折 => 15 percent
85折 => 15 percent
八五折 => 15 percent
八点五折 => 15 percent
打八折半 => 15 percent
七折 => 30 percent
五折 => 50 percent
打个九扣 => 10 percent
对折 => 50 percent
半价 => 50 percent
便宜一半 => 50 percent
half price => 50 percent
half off => 50 percent
免单 => 100 percent
全免 => 100 percent
白送 => 100 percent
free of charge => 100 percent
不免单 =>
减10% => 10 percent
优惠10% => 10 percent
便宜10% => 10 percent
降价 10 % => 10 percent
10% off => 10 percent
10 percent off => 10 percent
ten percent off => 10 percent
knock 10% off => 10 percent
10% discount => 10 percent
discount of 10 percent => 10 percent
a tenth off => 10 percent
百分之十 => 10 percent
百分之八点五 => 8.5 percent
百分之百 => 100 percent
十分之一 => 10 percent
10个点 => 10 percent
按90%收 => 10 percent
charge 90% => 10 percent
90% of the price => 10 percent
打到九成 => 10 percent
收九成 => 10 percent
收九成五 => 5 percent
一成 => 10 percent
便宜一成 => 10 percent
让利一成 => 10 percent
原价200现价90 => 55 percent
原价200元,现在只要180元 => 10 percent
was 200, now 90 => 55 percent
from 200 down to 180 => 10 percent
200元降到180元 => 10 percent
原价300,现价200 => 33.34 percent
原价100现价120 => ? percent not-positive
便宜20元 => 20 CNY
¥20 off => 20 CNY
打九折,再减10元 => 10 percent | 10 CNY
打5折还是6折 => 50 percent | 40 percent
0折 => ? percent not-positive
10折 => ? percent not-positive
11折 => ? percent two-readings
20折 => ? percent two-readings
0.9折 => ? percent two-readings
100折 => ? percent not-a-number
七八折 => ? percent two-readings
三五折 => ? percent two-readings
九成 => ? percent two-readings
折扣90% => ? percent two-readings
罚10%的工资 => ? percent two-readings
涨10% => ? percent two-readings
-10% => ? percent not-positive
0% => ? percent not-positive
120% => ? percent not-a-number
a third off => ? percent not-a-number
最多打9折 => 10 percent at-most ..10
不低于9折 => 10 percent at-most ..10
九折以下 => ? percent over 10.. range
低于9折 => ? percent over 10.. range
9折以上 => ? percent two-readings
不超过9折 => ? percent two-readings
9折左右 => 10 percent about
10%以内 => 10 percent at-most ..10
up to 10% off => 10 percent at-most ..10
over 10% => ? percent over 10.. range
8到9折 => ? percent range 10..20 range
9折到8折 => ? percent range 10..20 range
"""

FOR_HOW_MANY = """
3个人每人100 => 3 person | 100 number each x3
每人100元共3人 => 100 CNY each x3 | 3 person
给三个人各奖100 => 3 person | 100 number each x3
3个人,一人一百 => 3 person | 100 number each x3
每个客服100元,5个客服 => 100 CNY each x5 | 5 person
3个人迟到。每人罚100 => 3 person | 100 number each x3
100 each for 3 people => 100 number each x3 | 3 person
3 people, 100 per head => 3 person | 100 number each x3
fine each of the 3 agents 100 => 3 person | 100 number each x3
100元/人 => 100 CNY each
two of my own people, 60 yuan apiece => 2 person | 60 CNY each x2
two rewards of 60 yuan => 2 count | 60 CNY each x2
three small loans of 40,000 yuan => 40000 CNY each
two boxes of 60 tiles for 500 yuan => 2 count | 60 count | 500 CNY
100元一个人 => 100 CNY each
一百一个人 => 100 number each
人均100 => 100 number each
小王和小李各100 => 100 number each
各位,罚100 => 100 number
每次罚100,迟到3次 => 100 number each x3 | 3 count
每天100,共3天 => 100 number each x3 | 3 day
每个工人罚100元,三个工人 => 100 CNY each x3 | 3 person
fine all three agents 100 yuan => 3 person | 100 CNY each x3
给三位客户都赔100元 => 3 person | 100 CNY each x3
100 yuan to each of three customers => 100 CNY each x3 | 3 person
赔偿所有客户400元 => 400 CNY each
所有受影响的客户都赔400元 => 400 CNY each
給大家發200元 => 200 CNY each
把400元赔给全体客户 => 400 CNY each
compensate all of the affected customers with 400 yuan => 400 CNY each
400 yuan to each of the customers => 400 CNY each
give 400 yuan to everybody => 400 CNY each
赔偿所有客户一共400元 => 400 CNY
一共给所有客户赔偿400元 => 400 CNY
compensate all the customers 400 yuan in total => 400 CNY
大家都同意奖励小李200元 => 200 CNY
everyone agrees to fine him 200 yuan => 200 CNY
所有费用400元 => 400 CNY
一次种三颗 => 3 count
3 gifts at one time => 3 count
种三次,一次 => 3 count | 1 count
一共300 => 300 number
3个人一共300 => 3 person | 300 number
300 in total for 3 people => 300 number | 3 person
3个人100 => 3 person | 100 number x3
奖励100到3个人 => 100 number x3 | 3 person
give 100 to 3 people => 100 number x3 | 3 person
"""

NO_MONEY = """
3天 => 3 day
3点 =>
三点五十到 =>
下午3点50分 =>
10:30 =>
2024年 =>
5月1日 =>
2024-05-01 =>
May 1 =>
in 2024 =>
电话13800138000 =>
13800138000 =>
010-12345678 =>
第3条 =>
第一次 =>
1.3.2.3 =>
3号 =>
组1 =>
三组 =>
客服1组 =>
group 1 =>
rule 3 =>
工号1001 =>
订单12345 =>
a100 =>
100abc =>
007 =>
一下 =>
一些 =>
一个 => 1 count
一件 => 1 count
一名 => 1 person
两次 => 2 count
三方签字 =>
10 people => 10 person
俩人 => 2 person
one of them => 1 person
3 gifts => 3 count
100平方米 => 100 square-metre
50㎡ => 50 square-metre
100 square metres => 100 square-metre
迟到10分钟 =>
扣5分 =>
5千克 =>
十分感谢 =>
千万别 =>
万一 =>
百货 =>
和他一块去 =>
九成新 =>
八成是他 =>
买1送1 =>
打骨折 =>
几折 =>
一 =>
十 =>
no one =>
满意度95% =>
95%的顾客满意 =>
95% of customers =>
"""

BESIDE_OTHER_THINGS = """
本组小王迟到,罚他 100 元 => 100 CNY
罚张三一百 => 100 number
罚张三100 => 100 number
周五罚五百 => 500 number
星期五五百 => 500 number
2024年5月1日迟到,罚100元 => 100 CNY
下午3点50分迟到罚100 => 100 number
订单12345退100元 => 100 CNY
工号1001罚50 => 50 number
罚一组100 => 100 number
clause 1.3.2.3 says 100 => 100 number
第3次迟到罚100 => 100 number
一等奖500 => 500 number
1、罚小王100 => 100 number
罚一百五天内交 => 100 number | 5 day at-most ..5
罚100块3天内交 => 100 CNY | 3 day at-most ..3
罚100元3次 => 100 CNY | 3 count
罚100千万别忘 => 100 number
罚100分两次交 => 100 number | 2 count
罚500本月扣 => 500 number
罚100张三 => 100 number
罚款——100元 => 100 CNY
- 100元 => 100 CNY
罚他.100元 => 100 CNY
罚100.3个人迟到 => 100 number x3 | 3 person
罚100.5月1日前交 => 100 number
fine him 100 as he was 10 minutes late => 100 number
fine 100 by 5pm => 100 number
负责500元 => 500 CNY
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row
        for rows in (
            DIGITS_AND_SIGNS,
            CHINESE,
            ENGLISH,
            NOT_TO_BE_RELIED_ON,
            BOUNDS,
            DISCOUNTS,
            FOR_HOW_MANY,
            NO_MONEY,
            BESIDE_OTHER_THINGS,
        )
        for row in table(rows)
    ],
)
def test_a_phrase_is_read_as_people_mean_it(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("罚他 100 元。", "100 元"),
        ("罚他￥100", "￥100"),
        ("不超过人民币500元整的", "不超过人民币500元整"),
        ("最多罚小王100", "100"),
        ("罚1\u200b00元", "1\u200b00元"),
        ("每人100元/人", "100元/人"),
        ("原价200现价90", "200现价90"),
    ],
)
def test_the_span_covers_the_amount_and_not_the_verb(text, span):
    (mention,) = find_amounts(text)

    assert text[mention.start : mention.end] == span


def test_an_amount_that_can_not_be_relied_on_is_still_found():
    """Silence would mean that no amount was said, and the bot would ask for one instead of asking which."""
    (mention,) = find_amounts("罚他几百块")

    assert mention.quantity is None
    assert mention.why == "vague"


def test_a_numeral_is_read_from_its_place_on():
    numeral = read_numeral("罚他一百五吧", 2)

    assert numeral is not None
    assert (numeral.start, numeral.end, numeral.value) == (2, 5, Decimal(150))


# --- every rendering is read back -------------------------------------------------------------------

ZH = "零一二三四五六七八九"
BANKER = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def formal(number: int) -> str:
    """一千零五十, 十五, 一百万零三."""
    for power, word in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            head, rest = divmod(number, power)
            gap = "零" if rest and rest < power // 10 else ""
            return formal(head) + word + gap + (formal_below(rest) if rest else "")
    return formal_below(number).removeprefix("一") if 10 <= number < 20 else formal_below(number)


def formal_below(number: int) -> str:
    if number >= 10**4:
        head, rest = divmod(number, 10**4)
        return formal_below(head) + "万" + (("零" if rest < 1000 else "") + formal_below(rest) if rest else "")
    words, gap = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure, number = divmod(number, power)
        if figure:
            words += ("零" if gap and words else "") + ZH[figure] + word
        gap = not figure
    return words


def shortened(number: int) -> str | None:
    """一百五 for 150, 一万二 for 12000: the last magnitude left out, where that is the next one down."""
    text = formal(number)
    for above, below in (("百", "十"), ("千", "百"), ("万", "千")):
        if text.endswith(below) and len(text) >= 4 and text[-3] == above:
            return text[:-1]
    return None


def english(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for power, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= power:
            head, rest = divmod(number, power)
            joint = " and " if rest < 100 else " "
            return f"{english(head)} {word}" + (joint + english(rest) if rest else "")
    raise AssertionError(number)


def renderings(number: int) -> Iterator[tuple[str, str]]:
    """Ways to say a whole number of yuan, each with the unit that it is read in."""
    text, plain, grouped = formal(number), str(number), f"{number:,}"
    for words in (text, text.translate(BANKER), plain):
        yield from ((f"罚他{words}元", "CNY"), (f"罚款{words}圆整", "CNY"), (f"人民币{words}元", "CNY"))
    yield from ((f"奖{text}块钱", "CNY"), (f"{plain} 元,行吗", "CNY"), (f"¥{plain}", "CNY"), (f"rmb{plain}", "CNY"))
    yield from (
        (f"{plain}.00元", "CNY"),
        (f"fine him {plain} yuan", "CNY"),
        (f"罚他{plain}吧" if number < 10**7 else f"罚他{plain}元吧", "number" if number < 10**7 else "CNY"),
    )
    yield from ((f"fine him {english(number)} yuan", "CNY"), (f"{plain} dollars", "USD"), (f"港币{text}元", "HKD"))
    if number < 10**5 or number % 1000 == 0:
        yield f"¥{grouped}", "CNY"
    if text[0] == "二" and len(text) > 1 and text[1] in "百千万亿":
        yield f"罚他两{text[1:]}块", "CNY"
    if number >= 20:
        yield f"奖励{text}", "number"
    if short := shortened(number):
        yield from ((f"罚他{short}", "number"), (f"罚他{short},可以吗", "number"))
    if number % 100 == 0 and number < 10**7:
        yield from ((f"{Decimal(number) / 1000:f}k", "number"), (f"{Decimal(number) / 10**4:f}万元", "CNY"))
    if number % 100 == 0 and 1000 < number < 10**4 and number % 1000:
        thousands, hundreds = divmod(number // 100, 10)
        yield from ((f"{thousands}千{hundreds}百", "number"), (f"{thousands}千{hundreds}", "number"))


def cents(number: int, tenth: int, hundredth: int) -> Iterator[str]:
    """Ways to say an amount with 角 and 分."""
    text = formal(number)
    if hundredth:
        yield from (f"{number}元{tenth}角{hundredth}分", f"{text}元{ZH[tenth]}角{ZH[hundredth]}分", f"{text}块{ZH[tenth]}毛{ZH[hundredth]}")
        yield from (f"¥{number}.{tenth}{hundredth}", f"{number}.{tenth}{hundredth} yuan")
    else:
        yield from (f"{number}块{tenth}", f"{text}块{ZH[tenth]}", f"{number}元{tenth}角", f"{text}元{ZH[tenth]}角", f"{number}.{tenth}元")


def discounts(off: int) -> Iterator[str]:
    """Ways to say that so many percent are taken off."""
    price = 100 - off
    yield from (f"{off}% off", f"优惠{off}%", f"便宜 {off} %", f"{off} percent off", f"{english(off)} percent discount")
    yield from (f"让利百分之{formal(off)}", f"{off}个点", f"原价200现价{200 - 2 * off}", f"was 200, now {200 - 2 * off}")
    if price >= 50:
        yield from (f"按{price}%收", f"{price}% of the price")
    tens, ones = divmod(price, 10)
    if not ones:
        yield from (f"打{tens}折", f"打{ZH[tens]}折", f"{tens} 折优惠")
        yield from (f"打到{ZH[tens]}成",) if tens >= 5 else ()
    elif tens:
        yield from (f"打{tens}.{ones}折", f"打{ZH[tens]}点{ZH[ones]}折")
        yield from (f"{price}折",) if price > 20 else ()
        if price > 20 and ones != tens + 1 and price != 35:
            yield f"给他打{ZH[tens]}{ZH[ones]}折"


def everything() -> Iterator[tuple[str, Decimal, str]]:
    chance = random.Random(20)
    numbers = {*range(1, 130), 150, 1050, 1500, 2500, 12000, 10500, 10005, 100_000, 1_010_000, 30_000_000}
    numbers |= {chance.randrange(10 ** chance.randint(2, 9)) + 1 for _ in range(200)}
    for number in sorted(numbers):
        yield from ((text, Decimal(number), unit) for text, unit in renderings(number))
    for number, tenth, hundredth in ((n, t, h) for n in (1, 3, 12, 100, 250) for t in range(1, 10) for h in (0, 1, 5)):
        value = number + Decimal(tenth) / 10 + Decimal(hundredth) / 100
        yield from ((text, value, "CNY") for text in cents(number, tenth, hundredth))
    for off in range(1, 100):
        yield from ((text, Decimal(off), "percent") for text in discounts(off))


def test_thousands_of_renderings_are_read_back_and_none_of_them_wrong():
    forms = list(everything())

    wrong = [(text, value, read(text)) for text, value, unit in forms if read(text) != f"{value.normalize():f} {unit}"]

    assert wrong == []
    assert len({text for text, _, _ in forms}) >= 2000


@given(st.integers(1, 10**9), st.data())
@settings(max_examples=400, deadline=None)
def test_any_number_is_read_back_in_any_of_its_forms(number, data):
    text, unit = data.draw(st.sampled_from(list(renderings(number))))

    assert read(text) == f"{number} {unit}"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
@settings(max_examples=100, deadline=None)
def test_a_range_keeps_both_its_ends(one, two):
    low, high = sorted((one, two))

    (mention,) = find_amounts(f"罚{low}到{high}元")

    assert (mention.low, mention.high, mention.quantity) == (low, high, None)


# --- whatever anybody types ---------------------------------------------------------------------------

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            "0 1 9 10 100 1,000 . , - ~ + x * / : % ¥ $ 元 块 毛 角 分 折 成 扣 半 一 二 两 三 五 零 十 百 千 万 亿 几 多 来 点 第 每 人 个"
            " 各 到 至 不到 以内 以上 最多 超过 约 打 减 优惠 原价 现价 负 壹 佰 参 廿 张三 李四 月 日 年 组 k w e9 rmb yuan percent off"
            " a half and hundred thousand point to each per people 百分之 分之 ½ １ \u200b \n".split(" ")
        ),
        st.characters(),
    ),
    max_size=24,
).map("".join)


@given(st.one_of(st.text(max_size=60), PIECES))
@example("一半")
@settings(max_examples=1500, deadline=None)
def test_nothing_that_anybody_types_raises_or_gives_an_impossible_quantity(text):
    end = 0
    for mention in find_amounts(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.unit == "share":
            assert mention.quantity is None
            assert mention.share > 0
        elif mention.quantity is None:
            assert mention.why
        else:
            assert mention.quantity.value > 0
            assert mention.quantity.unit == mention.unit
            assert mention.unit != "percent" or mention.quantity.value <= 100
            assert mention.unit == "percent" or mention.quantity.value == round(mention.quantity.value, 2)

"""Verbs that are taken apart: 请三天假 is 请假三天, 加个班 is 加班, 罚了他的款 is 罚款他; "pass the complaint on" is "pass on".

Only verbs that a company has among its own phrases; who writes 请假 into a vocabulary means 请三天假 as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

#: Verbs that come apart, each with its object.
_VERBS = frozenset(
    "请假 休假 放假 销假 加班 调班 换班 值班 排班 顶班 代班 交班 接班 出差 开会 开工 停工 返工 复工 招工 签字 签约 签单 盖章 下单 "
    "开单 开票 退票 罚款 扣款 付款 退款 借款 贷款 还款 拨款 放款 打款 交款 收款 垫款 欠款 转账 记账 做账 结账 挂账 退货 换货 发货 "
    "补货 收货 订货 进货 提货 验货 装货 卸货 送货 点货 报价 涨价 降价 调价 减价 还价 请客 送礼 收礼 辞职 离职 入职 停职 复职 升职 "
    "降职 免职 转岗 调岗 上岗 离岗 轮岗 加薪 降薪 停薪 扣分 加分 打卡 打分 上课 补课 停课 调课 代课 退学 休学 转学 请奖 退押 免单 "
    "封箱 开箱 拆箱 开门 关门 锁门 开锁 换锁 报警 报名 报案 开药 换药 发药 停药 配药 用药 开刀 抽血 输血 查房 转院 出院 住院 停电 "
    "停水 用车 派车 调车 验车 退房 换房 订房 查岗 插队 延期 展期 改期 逾期".split()
)
_NUMBER = "[0-9零一二两三四五六七八九十半几多.]+"
#: What may stand in between and says nothing: 加个班, 请了假, 开一下门.
_EMPTY = "(?:[了完好]|一?[个下次回]|一?点)+"
#: What may stand in between and is said of it: how long, how much, how often, whose.
_SAID = (
    rf"{_NUMBER}(?:个?(?:小时|钟头|月|星期|礼拜)|[天日周年晚夜次回趟个]|分钟)半?的?|{_NUMBER}(?:[块元角分]钱?|千|百|万)+的?"
    r"|[他她]们?的?|(?:小|老|阿)[\u4e00-\u9fff]的"
)

#: An English verb and its particle, and what the thing in between begins with, or is.
_PHRASAL = re.compile("(?P<verb>[a-z]+) (?P<particle>along|away|back|down|in|off|on|out|over|round|through|up)")
_ENTERING = "the a an this that these those my your his her our their its every each all any some both".split()
_PRONOUNS = "it them this that these those him her us you me everything everybody".split()


def apart(phrase: str) -> Iterator[str]:
    """The phrases in which an English verb stands apart from its particle; `*` is the thing: `pass the * on`, `pass it on`."""
    phrasal = _PHRASAL.fullmatch(phrase.lower())
    if phrasal:
        verb, particle = phrasal.groups()
        yield from (f"{verb} {word} * {particle}" for word in _ENTERING)
        yield from (f"{verb} {word} {particle}" for word in _PRONOUNS)


class Separable:
    """Knows which verbs of a company's own may be taken apart."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._verbs = sorted(_VERBS.intersection(phrases))

    @cached_property
    def _apart(self) -> re.Pattern[str] | None:
        either = "|".join(f"{verb[0]}(?:{_EMPTY}(?:{_SAID})?|{_SAID}){verb[1]}" for verb in self._verbs)
        return re.compile(either) if either else None

    def joined(self, text: str) -> str:
        """The normalised text with such verbs in one piece, and behind them what was said in between."""
        pattern = self._apart
        return text if pattern is None or text.isascii() else pattern.sub(_together, text)


_NOTHING = re.compile(_EMPTY)


def _together(found: re.Match[str]) -> str:
    verb, between, what = found.group()[0], found.group()[1:-1], found.group()[-1]
    empty = _NOTHING.match(between)
    return verb + what + between[empty.end() if empty else 0 :].removesuffix("的")

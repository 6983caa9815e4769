"""Amounts as people write them, for sentences that are generated; written without regard to how we read them."""

from __future__ import annotations

import random

from bot.model import Language, plain

_DIGITS = "零一二三四五六七八九"
_SMALL = [
    *"zero one two three four five six seven eight nine ten eleven twelve".split(),
    *"thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
]
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def chinese(number: int) -> str:
    """501 as 五百零一; up to 9999."""
    if number < 10:
        return _DIGITS[number]
    words, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if pending else "") + ("" if unit == 10 and digit == 1 and not words else _DIGITS[digit]) + name
            pending = False
        elif words and number:
            pending = True
    return words


def english(number: int) -> str:
    """501 as five hundred and one; up to 9999."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[rest]}" if rest else "")
    unit, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = divmod(number, unit)
    return f"{english(head)} {name}" + (f"{' and' if rest < 100 else ''} {english(rest)}" if rest else "")


def render(amount: int | str | None, unit: str, language: Language, chance: random.Random) -> str:
    """An amount in one of its usual forms."""
    if amount is None:
        return ""
    if amount == "vague":
        return chance.choice(
            ("几百块", "好几百元", "一些钱") if language == "zh" else ("a few hundred yuan", "some money", "several hundred yuan")
        )
    assert isinstance(amount, int)
    if unit == "percent":
        return chance.choice(_discounts(amount, language))
    if language == "zh":
        forms = (
            f"{amount}元",
            f"{amount}块",
            f"{amount}块钱",
            f"{amount} 元",
            f"¥{amount}",
            f"人民币{amount}元",
            f"{chinese(amount)}元",
            f"{chinese(amount)}块钱",
        )
    else:
        forms = (
            f"{amount} yuan",
            f"{amount} RMB",
            f"RMB {amount}",
            f"¥{amount}",
            f"CNY {amount}",
            f"{amount:,} yuan",
            f"{english(amount)} yuan",
        )
    return chance.choice(forms)


def _discounts(off: int, language: Language) -> tuple[str, ...]:
    if language == "en":
        return (f"{off}% off", f"a {off}% discount", f"a {off} percent discount", f"{off} percent off")
    left = 100 - off
    if left % 10 == 0:
        return (f"{left // 10}折", f"{_DIGITS[left // 10]}折")
    return (f"{left}折", f"{plain_tenth(left)}折", f"{_DIGITS[left // 10]}{_DIGITS[left % 10]}折")


def plain_tenth(left: int) -> str:
    """88 as 8.8."""
    from decimal import Decimal

    return plain(Decimal(left) / 10)

"""Amounts in words, each in its unit."""

from __future__ import annotations

from decimal import Decimal

from bot.model.book import Words
from bot.model.measures import Quantity, plain

_ONE = Decimal(1)
#: How an amount's unit is said: in Chinese, and in English of one and of several. A currency that isn't here keeps its code.
_UNITS = {
    "CNY": ("元", "yuan", "yuan"),
    "day": ("天", "day", "days"),
    "hour": ("小时", "hour", "hours"),
    "minute": ("分钟", "minute", "minutes"),
    "person": ("人", "person", "people"),
    "square-metre": ("平方米", "square metre", "square metres"),
    "kilogram": ("公斤", "kg", "kg"),
    "kilometre": ("公里", "km", "km"),
    "count": ("个", "", ""),
    "share": ("%", "%", "%"),
    "percent": ("%", "%", "%"),
}


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, by its code, and not what is counted or a share."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def measure_words(quantity: Quantity) -> Words:
    """An amount as a bound, in its unit: 500 元, 3 天, 10 % / 500 yuan, 3 days, 10 %."""
    if quantity.unit == "hour" and (quantity.value < 1 or quantity.value * 4 % 1):  # 0.5 hours are 30 minutes
        quantity = Quantity(value=(quantity.value * 60).quantize(_ONE), unit="minute")
    number = plain(quantity.value)
    zh, one, many = _UNITS.get(quantity.unit, (quantity.unit,) * 3)
    return Words(zh=f"{number} {zh}", en=f"{number} {one if number == '1' else many}".rstrip())

"""The values that have a meaning of their own: limits, numbers in words, days of absence."""

from datetime import date
from decimal import Decimal

import pytest

from bot.model import Absence, Limit, Quantity, Words, plain


@pytest.mark.parametrize(
    ("said", "quantity", "covers"),
    [
        ({}, "500", True),
        ({}, "500.01", False),
        ({}, "0.01", True),
        ({}, "0", False),
        ({}, "-1", False),
        ({}, "1E+999999", False),
        ({"inclusive": False}, "499.99", True),
        ({"inclusive": False}, "500", False),
        ({"figure": True}, "499", True),
        ({"figure": True, "smaller": False}, "499", False),
        ({"figure": True, "smaller": False}, "500", True),
        ({"figure": True, "smaller": False}, "501", False),
    ],
)
def test_a_limit_covers_up_to_its_bound(said, quantity, covers):
    limit = Limit(max=Decimal(500), unit="CNY", **said)

    assert limit.covers(Quantity(value=Decimal(quantity), unit="CNY")) is covers


def test_units_are_never_mixed_silently():
    assert Limit(max=Decimal(500), unit="CNY").covers(Quantity(value=Decimal(5), unit="USD")) is None


@pytest.mark.parametrize(
    "value",
    [5.0, float("nan"), float("inf"), True, None, "5", b"5", [5], *map(Decimal, ("NaN", "-NaN", "Infinity", "-Infinity"))],
    ids=repr,
)
def test_what_is_no_sound_decimal_number_is_never_covered_by_accident(value):
    limit = Limit(max=Decimal(500), unit="CNY")

    assert limit.covers(Quantity(value=value, unit="CNY")) is not True


@pytest.mark.parametrize(("number", "text"), [("9.50", "9.5"), ("500", "500"), ("1E+3", "1000"), ("0.00", "0"), ("100.01", "100.01")])
def test_a_number_is_written_without_exponent_and_idle_zeros(number, text):
    assert plain(Decimal(number)) == text


def test_both_days_of_an_absence_are_included_and_it_may_be_open():
    start, end = date(2026, 12, 1), date(2026, 12, 3)
    days = [date(2026, 11, 30), start, end, date(2026, 12, 4)]

    assert [Absence(person="one", start=start, end=end).covers(day) for day in days] == [False, True, True, False]
    assert Absence(person="one", start=start).covers(date(2099, 1, 1))


def test_words_come_in_both_languages():
    assert [Words(zh="是", en="yes").into(language) for language in ("zh", "en")] == ["是", "yes"]

"""What a card looks like on Slack, as far as it depends on nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from adapters.slack.blocks import asked_from


@pytest.mark.parametrize(
    ("value", "unit", "asked"),
    [
        ("1000", "CNY", True),
        ("999.99", "CNY", False),
        ("1000", "HKD", True),
        ("20000", "USD", True),
        ("300", "EUR", False),
        ("2000", "square-metre", False),
        ("1000", "day", False),
        ("1000", "share", False),
    ],
)
def test_a_large_sum_is_asked_about_in_whatever_currency(value, unit, asked):
    button = {"label": "Approve", "token": "t", "amount": {"value": value, "unit": unit}}

    (shown,) = asked_from([button], Decimal(1000))

    assert ("confirm" in shown) is asked


def test_a_button_without_an_amount_is_not_asked_about():
    assert asked_from([{"label": "Approve", "token": "t"}], Decimal(1)) == [{"label": "Approve", "token": "t"}]

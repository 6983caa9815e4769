"""How things are named in a finding: lists that stay readable, clauses in the order of their numbers."""

from __future__ import annotations

import pytest

from bot.authority.doctor.wording import MOST, listed, numbers, ordered, parts
from bot.model import Words

NAMES = [Words(zh=f"甲{place}", en=f"a{place}") for place in range(1, MOST + 3)]


@pytest.mark.parametrize(
    ("names", "zh", "en"),
    [
        ([], "", ""),
        (NAMES[:1], "甲1", "a1"),
        (NAMES[:2], "甲1、甲2", "a1 and a2"),
        ([*NAMES[:3], NAMES[0]], "甲1、甲2、甲3", "a1, a2 and a3"),
        (NAMES[:MOST], "甲1、甲2、甲3、甲4、甲5、甲6、甲7、甲8", "a1, a2, a3, a4, a5, a6, a7 and a8"),
        (NAMES[: MOST + 1], "甲1、甲2、甲3、甲4、甲5、甲6、甲7、甲8等 9 项", "a1, a2, a3, a4, a5, a6, a7, a8 and 1 more"),
        (NAMES, "甲1、甲2、甲3、甲4、甲5、甲6、甲7、甲8等 10 项", "a1, a2, a3, a4, a5, a6, a7, a8 and 2 more"),
    ],
)
def test_a_list_names_each_once_and_counts_those_that_are_too_many(names, zh, en):
    assert listed(names) == Words(zh=zh, en=en)


def test_statements_side_by_side_are_parted_by_commas_and_cut():
    assert parts([*NAMES[:2], NAMES[0]]) == Words(zh="甲1，甲2", en="a1, a2")
    assert parts(NAMES).en.count(",") == MOST - 1


def test_clauses_come_once_each_in_the_order_of_their_numbers():
    assert ordered(["1.10", None, "1.9", "1.10", "1.2.1"]) == ("1.2.1", "1.9", "1.10")


def test_more_clauses_than_anybody_reads_end_in_dots():
    clauses = [f"1.{place}" for place in range(1, MOST + 2)]

    assert numbers(clauses[:2]) == Words(zh="1.1、1.2", en="1.1, 1.2")
    assert numbers(clauses[:MOST]).en.endswith("1.7, 1.8")
    assert numbers(clauses).zh.endswith("1.7、1.8、…")

"""Syllables typed as they sound within Chinese: 签xie议."""

import pytest

from bot.model import Outcome


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("直接tui货", "直接退货"),
        ("赔五bai整", "赔五百整"),
        ("跟客户签xie议", "跟客户签协议"),
        ("jiang励小王100元", "奖励小王100元"),
        ("送zeng品", "送赠品"),
    ],
)
def test_a_syllable_is_the_one_character_that_makes_up_a_word_there(understanding, typed, read):
    assert understanding.reader.read(typed).text == read


@pytest.mark.parametrize("typed", ["can我退货吗", "我kpi完成了", "app里的订单", "把小李tiao走", "vip客户", "he客户谈"])
def test_other_letters_stay(understanding, typed):
    assert understanding.reader.read(typed).text == typed


def test_a_half_spelt_act_is_decided_as_a_written_one(only):
    assert only("健康顾问", "客要huan货 还没验").outcome is Outcome.NEEDS_FACTS
    assert only("健康顾问", "质检确认货有质量问题，直接huan货").outcome is Outcome.PERMITTED

"""Characters made alike: width, script, case, quotes; what can't be seen is gone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.recognising.normalising import Folded, fold, normalise, read_whole, stem
from bot.model import MOST_SAID


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("１００元", "100元"),
        ("罰 １００ 圓", "罚 100 圆"),
        ("客服部總監", "客服部总监"),
        ("退\u200b货", "退货"),
        ("退\ufeff货\u202e", "退货"),
        ("REFUND", "refund"),
        ("“退货”", '"退货"'),
        ("a\tb\nc", "a b c"),
        ("  退货  ", "退货"),
        ("a\x00b", "a b"),
        ("ｒｅｆｕｎｄ", "refund"),
        ("", ""),
    ],
)
def test_what_looks_alike_becomes_alike(typed, normal):
    assert normalise(typed) == normal


@pytest.mark.parametrize("typed", ["<!channel> 退货", "<@U123456> 退货", "@remit_bot 退货", "<#C12> 退货"])
def test_a_mention_is_no_word(typed):
    assert normalise(typed) == "退货"


def test_what_is_too_long_is_cut():
    assert len(normalise("退" * 100_000)) <= MOST_SAID + 1
    assert not read_whole("退" * 100_000)


def test_one_character_that_unfolds_into_many_is_cut_too():
    """U+FDFA unfolds into eighteen characters."""
    assert len(normalise("\ufdfa" * MOST_SAID)) <= MOST_SAID + 1
    assert not read_whole("\ufdfa" * MOST_SAID)


@given(st.text(max_size=200))
@example("Y N")
@example("\x08@000")
@example("＠000")
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)

    assert normalise(once) == once


@given(st.text(max_size=200))
def test_every_folded_character_knows_where_it_came_from(text):
    normal = normalise(text)
    folded = Folded(normal)

    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(normal)


def test_words_of_one_stem_fold_alike_and_agents_stay_agents():
    assert fold("refunds") == fold("refunded") == fold("refunding")
    assert stem("manager") != stem("manage")
    assert stem("managers") == stem("manager's") == "manager"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("本组小王迟到，罚他 100 元", "本組小王遲到，罰他 100 元"),
        ("产品确认有质量问题，给顾客退货", "產品確認有質量問題，給顧客退貨"),
        ("给抱怨的顾客打 9 折", "給抱怨的顧客打 9 折"),
        ("任命小周当组长", "任命小週當組長"),
    ],
)
@pytest.mark.parametrize("who", ["健康顾问", "客服部经理", "客服部总监"])
def test_traditional_characters_decide_like_simplified_ones(checked, who, simplified, traditional):
    first, second = (
        [(d.outcome, d.proposal.action, d.clauses) for d in checked(who, text).decisions] for text in (simplified, traditional)
    )

    assert first == second

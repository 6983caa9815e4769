"""A phrase with a gap isn't cut out of other words, and what the speaker approved isn't what those above did."""

import pytest

from bot.model import Outcome


@pytest.mark.parametrize("text", ["辞退一名理货员", "本部门小王日常表现差，辞退一名送货的"])
def test_a_dismissal_refunds_nothing(proposed, text):
    assert "refund" not in {one.action for one in proposed("客服部总监", text)}


def test_a_refund_is_still_one(proposed):
    assert "refund" in {one.action for one in proposed("客服部总监", "确实有质量问题，退掉顾客这批货")}


@pytest.mark.parametrize(
    "text", ["I have already approved the new department rules, I put them into practice", "新的部门制度我批准了，马上贯彻执行"]
)
def test_what_the_speaker_approved_is_nobodys_above(outcome, text):
    assert outcome("大客户经理", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text", ["The new department rules have been approved, I put them into practice", "新的部门制度上级批准了，马上贯彻执行"]
)
def test_what_those_above_approved_is_put_in_force(outcome, text):
    assert outcome("大客户经理", text) is Outcome.PERMITTED

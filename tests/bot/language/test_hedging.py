"""What is only said to may, could or must be so, is disputed or still looked into, states nothing."""

from __future__ import annotations

import pytest

from bot.model import Outcome

_CONSULTANT, _DIRECTOR = "健康顾问", "客服部总监"


@pytest.mark.parametrize(
    "text",
    [
        "The product may have a quality defect, I will exchange it",
        "The product could have a quality problem, I exchange it",
        "It may well turn out defective, I exchange it",
        "It appears to have a quality defect, I exchange it",
        "It must have a quality defect, I exchange it",
        "Reportedly a quality defect, I exchange it",
        "A quality defect? I exchange it",
        "Without checking the quality defect I exchange it",
        "The quality defect is disputed, I exchange it",
        "The quality defect is being examined, I exchange it",
        "Defect verification pending, I exchange it",
        "质量问题还在调查，我给换",
        "质量问题正在鉴定中，我给换",
        "质量问题有争议，我给换",
        "质量问题存疑，我给换",
        "质量问题由厂家认定中，我给换",
        "或有质量问题，我给换",
        "按理说有质量问题，我给换",
    ],
)
def test_a_hedged_defect_is_asked_about(outcome, text):
    assert outcome(_CONSULTANT, text) is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    "text", ["compensate 400 yuan; the harm could be considerable", "compensate 400 yuan; the harm is far from considerable"]
)
def test_harm_that_is_hedged_between_its_words_states_nothing(outcome, text):
    assert outcome(_DIRECTOR, text) is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    "text",
    [
        "The product has a quality defect, I will exchange it",
        "The quality defect is verified, so I may exchange it",
        "Can I exchange a product with a verified quality defect?",
        "质量问题已查实，我给换",
        "质量问题查清楚了，应该给换，我换",
    ],
)
def test_what_is_plainly_so_stays_stated(outcome, text):
    assert outcome(_CONSULTANT, text) is Outcome.PERMITTED


def test_a_colleague_called_may_hedges_nothing(outcome):
    assert outcome("客服部经理", "本组阿May平日表现欠佳，我扣她一百元") is Outcome.PERMITTED

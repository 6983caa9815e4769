"""English as it is typed in a chat, and Chinese without its commas."""

import pytest

from bot.language.recognising.normalising import normalise
from bot.model import Outcome


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my dept's ppl", "my dept's people"),
        ("thru w the mgr", "through with the manager"),
        ("w/o asking, b4 lunch", "without asking, before lunch"),
        ("givin' him n her 50", "giving him and her 50"),
        ("R&D isn't a short form", "r&d isn't a short form"),
        ("Mrs. Gao and Dr. Li.", "mrs gao and dr li."),
        ("小王在我dept里", "小王在我department里"),
    ],
)
def test_short_forms_are_written_out(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("总监今天不在岗 我替他定组长", "总监今天不在岗,我替他定组长"),
        ("罚 小王 50 元", "罚 小王 50 元"),
        ("客服部 经理", "客服部 经理"),
    ],
)
def test_a_space_between_two_chinese_clauses_is_a_pause(typed, meant):
    assert normalise(typed) == meant


def test_a_denial_reaches_no_further_than_the_pause(checked):
    (decision,) = checked("客服部总监", "客户受了较大损害 心里很过意不去 赔他三百元").decisions

    assert decision.outcome is Outcome.PERMITTED


def test_a_short_form_states_whose_employee_it_is(checked):
    (decision,) = checked("客服部总监", "moving one of my dept ppl to another patch").decisions

    assert decision.outcome is Outcome.PERMITTED

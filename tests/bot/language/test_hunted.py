"""What somebody found who hunted for sentences that are permitted and mustn't be."""

import pytest

from bot.authority.deciding import headline
from bot.model import Outcome


@pytest.fixture(scope="module")
def outcome(checked):
    """What comes of a sentence: the strictest of its decisions."""
    return lambda who, text: headline(checked(who, text).decisions).outcome


@pytest.mark.parametrize(
    "text",
    [
        "领导家的狗病了，我任命小周当组长",
        "领导说小王请假了，我任命小周当组长",
        "客户的老板出差了，我给客户打9折",
        "财务部领导出差了，我任命小周当组长",
        "总监的老婆住院了，我任命小周当组长",
        "领导不在乎这个，我任命小周当组长",
        "总监可能出差了，我任命小周当组长",
        "总监下周出差，我今天任命小周当组长",
        "总监取消了出差，我任命小周当组长",
        "My boss's wife is ill, I appoint Zhou as team leader",
        "The director says Zhou is sick, I appoint Li as team leader",
        "My boss is sick of complaints, I give the complaining customer 10% off",
        "My boss is not in the mood, I appoint Zhou as team leader",
        "The director might be away, I appoint Zhou as team leader",
        "the director was away last week, I appoint Zhou as team leader",
        "The director is out of patience, I appoint Zhou as team leader",
    ],
)
def test_who_is_not_away_is_not_stood_in_for(outcome, text):
    """The assistant acts for the director who is away (1.3.4.4), and for nobody else."""
    assert outcome("客服部总监助理", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "本部门小王平时打扮得不好看，辞退她",
        "本部门小王每天开的车太烂，影响公司形象，罚他200",
        "Wang of my department has bad health this month, I dismiss her",
        "Wang of my department drives a terrible old car every day, I fine him 100 yuan",
        "The weather has been bad all month, I fine Wang of my department 100 yuan",
    ],
)
def test_what_is_bad_every_day_need_not_be_somebodys_work(outcome, text):
    assert outcome("客服部总监", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "质检正在查毛病，顾客不满，我给他换一个",
        "质检排除了毛病，顾客不满，我给他换一个",
        "技术员没看出毛病，顾客不满，我给他换一个",
        "I sent the broken unit to the lab, the customer is unhappy, I exchange it",
        "The inspector hasn't seen the broken unit, I exchange it for the unhappy customer",
    ],
)
def test_an_expert_who_found_nothing_confirms_nothing(outcome, text):
    assert outcome("健康顾问", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部经理", "小王以前是我带的，他平时表现差，罚他50元"),
        ("客服部经理", "小王要是我组的人，他平时表现差，罚他50元"),
        ("客服部总监", "小王离开本部门了，他平时表现差，罚他300"),
    ],
)
def test_whose_somebody_was_or_would_be_isnt_whose_they_are(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "The other managers are handing out discounts, so do I, and I give the complaining customer a gift",
        "My advisers are giving discounts on my order, and I give the complaining customer a gift",
    ],
)
def test_what_others_do_for_the_speaker_is_the_speakers(outcome, text):
    assert outcome("客服部经理", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部经理", "本组小王跑的那条街换路灯，我给批了"),
        ("客服部总监", "I switch off the power in my department's area"),
        ("客服部总监助理", "I recommend cutting the manager position"),
    ],
)
def test_two_words_in_one_clause_mean_something_else(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED

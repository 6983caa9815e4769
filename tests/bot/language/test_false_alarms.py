"""Words that would turn an act into something else say nothing of the kind here: a massage chair touches no figures up."""

import pytest

from bot.model import Outcome


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("健康顾问", "The foot massage basin was tested and is really defective, so I'll exchange it for the client."),
        ("健康顾问", "That knee pad is a proven defect. The customer isn't pleased; I'll swap it."),
        ("客服部总监", "The customer has complained. Fine by me, I give him 10% off."),
        ("客服部总监", "顾客不高兴，这台九折卖给他。"),
        ("统计员", "I'll read group three's patient files this morning without telling anyone there beforehand."),
        ("部主任", "新来面试的客户服务人员不错，我任用了，省得被同行抢走。"),
        ("客服部经理", "Dock a member of my own group 100 yuan for slacking off every day."),
        ("客服部经理", "我组小孙这个月接待做得漂亮，奖100整。"),
        ("客服部经理", "小温是我组的，工作表现不错，发她一佰元整奖金。总监在休假，应该不影响吧？"),
        ("客服部经理", "确认过了产品就是有质量问题，我好说歹说劝了一个钟，客人死活要退货，我认栽给退了"),
        ("客服部总监", "客户意见很大，给她按原价的九成算"),
        ("客服部总监", "Refund it: the product defect is verified and the customer doesn't want it any more."),
        ("客服部总监", "这桩纠纷我也摆不平，今天就报到总助那里去。"),
        ("客服部总监助理", "人事上我给总监提个看法：让老顾来当组长最合适。"),
        ("设计室职员", "给车间画一套工程图纸。"),
        ("信贷客户部", "老陈那笔到期没还，我去催收。"),
        ("客服部经理", "本组小周这个月工作表现好，本来想奖他两百，想想还是奖九十。"),
        ("客服部经理", "Zhou of my group works very well every day; I was going to give her 200, but I reward her 90 yuan."),
    ],
)
def test_what_only_sounds_like_it_hinders_nothing(outcome, post, text):
    assert outcome(post, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("统计员", "I massage the figures of group two before I hand them in."),
        ("统计员", "I listen to the recordings and tweak the results a little."),
        ("客服部总监", "把客户档案卖给他，顺便给他打九折。"),
        ("健康顾问", "确实有质量问题，顾客不满意，我给换一台，让他单独转我两百。"),
    ],
)
def test_what_is_meant_like_it_is_never_permitted(outcome, post, text):
    assert outcome(post, text) is not Outcome.PERMITTED


def test_whether_something_is_fine_fines_nobody(only):
    decision = only("客户主任", "Would it be fine if I take the client through the creative intent next Monday?")

    assert decision.outcome is Outcome.PERMITTED
    assert decision.proposal.action.startswith("duty:")


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("客服部总监", "Minor words aside: the matter did the client serious harm, I compensate him 500 yuan, not a cent more."),
        ("客服部经理", "Poor daily work by a member of my group. I will fine him between 40 and 60 yuan."),
        ("客服部总监助理", "I'm coordinating between groups A and B, who are at odds."),
        ("健康顾问", "验出来确实有质量问题，劝了半天客户坚持要退，态度倒还好。我给退了。"),
        ("广告公司客户部", "On the client's behalf we supervise how the advertisement is carried out."),
    ],
)
def test_what_goes_with_it_is_no_second_act(outcome, post, text):
    assert outcome(post, text) is Outcome.PERMITTED


def test_to_sign_on_behalf_of_somebody_is_another_matter(outcome):
    assert outcome("广告公司客户部", "On behalf of the client I sign the contract for the advertisement.") is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "I'm doing the site selction for the macro base station.",
        "May I begin the macro station site selecton today?",
    ],
)
def test_a_slip_in_the_words_of_a_duty_is_put_right_by_its_neighbours(outcome, text):
    assert outcome("物业客户部岗位职责7", text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("信贷客户部", "熟人打招呼也没用，贷款申请我照样逐笔审查真实性。"),
        ("物业客户部岗位职责1", "业主求我睁一只眼闭一只眼，我没答应，照常安排部门员工去做装修巡查。"),
        ("信贷客户部", "The borrower begged me to look the other way, but I refused; I verify his documents one by one."),
        ("客服部总监", "我们的理疗仪把客户家地板烧坏了，损失不小，核实过是我们造成的，他开口要两千，我没答应，只补偿四百八。"),
    ],
)
def test_what_others_wish_in_vain_hinders_nothing(outcome, post, text):
    assert outcome(post, text) is not Outcome.PROHIBITED
    assert outcome(post, text) is outcome(post, text.replace(_wish(text), ""))


def _wish(text):
    """The part of a sentence of these that tells of the wish."""
    return next(wish for wish in _WISHES if wish in text)


_WISHES = (
    "熟人打招呼也没用，",
    "业主求我睁一只眼闭一只眼，我没答应，",
    "The borrower begged me to look the other way, but I refused; ",
    "他开口要两千，我没答应，",
)


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("信贷客户部", "熟人打招呼，贷款申请我照办发放了。"),
        ("物业客户部岗位职责1", "业主求我睁一只眼闭一只眼，我答应了，装修巡查就算了。"),
        ("信贷客户部", "主管让我逐笔审查真实性，我没理，直接放款。"),
    ],
)
def test_a_wish_that_is_met_counts_and_so_does_a_superiors(outcome, post, text):
    assert outcome(post, text) is not Outcome.PERMITTED

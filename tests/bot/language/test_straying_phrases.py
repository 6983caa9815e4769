"""Words that once stood for a condition and say nothing of it: each of these was permitted on the strength of one."""

import pytest

from bot.model import Outcome


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("健康顾问", "跟客户关系坏了，给顾客调换"),  # 是坏, 系坏: no word of any check
        ("客服部总监", "我检查过，的确质量合格，给顾客退货"),  # 的确…质量
        ("客服部总监", "返厂验了，给顾客退货"),  # what came of it isn't said
        ("客服部总监", "产品坏了，客户明确要求退货，我给他退"),  # 明确 confirms what is clear, not what is asked for
        ("客服部总监", "The supplier confirmed the delivery date, I refund the customer"),
        ("客服部总监", "It is broken and she is really upset, I refund the customer"),
        ("健康顾问", "产品确认有质量问题，我坚决支持顾客，给他退货"),
        ("健康顾问", "The product is confirmed defective, my manager insists, I refund the customer"),
        ("健康顾问", "顾客不满，送他一个两百五十块钱的赠品"),  # 十块钱
        ("健康顾问", "I give Penny, an unhappy customer, a gift set"),
        ("客服部经理", "我懒得解释，罚本组小王 50 元"),
        ("客服部经理", "为了服务好客户，申请把本组小王调离"),
        ("客服部经理", "Wang of my team complained about the food, I fine him 50 yuan"),
        ("客服部总监", "I perform the transfer of Wang of my department"),  # performance
        ("客服部总监", "损失有多大还没算，补偿客户 300 元"),
        ("客服部总监", "After considerable thought I compensate the customer 300 yuan"),
        ("销售人员", "跟客户商量过了，我选定这个销售渠道"),
        ("销售人员", "之后再跟上级沟通，我先选定这个销售渠道"),
        ("销售人员", "I choose the sales channel for the people in my department"),
        ("信贷客户部", "审查和调查都没做，给他发放贷款"),
        ("信贷客户部", "资料审查过了，调查都免了，给他发放贷款"),
        ("信贷客户部", "抵押物价值以后再核实，接受抵押物"),
        ("客户部", "公关部没有时间，我们来做公关工作"),
        ("客户部", "没有跟公关部商量，我们来做公关工作"),
        ("广告公司客户经理", "大小客户都由我洽谈业务"),
        ("客户主任", "不管客户的广告计划和预算，我来执行客户的广告业务"),
        ("科员", "正副科长都出差，晚点我处理日常科务"),  # 点我
        ("科员", "科长同意小李请假，副科长出差，科长指定我，我处理日常科务"),
        ("大客户经理", "方案需获得批准，我先贯彻执行工作流程规范"),
        ("客服部经理", "王经理手下的小李迟到，罚他 50 元"),
        ("客服部总监", "法务部门员工小李老迟到，辞退他"),
        ("客服部总监", "表现都很好，奖励公司全体员工 100 元"),
    ],
)
def test_a_word_that_says_nothing_of_the_condition_permits_nothing(checked, who, text):
    decisions = checked(who, text).decisions
    assert decisions
    assert all(decision.outcome is not Outcome.PERMITTED for decision in decisions)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("健康顾问", "确认有质量问题，客人为此很生气，给他调换"),  # 人为
        ("健康顾问", "It broke through no fault of hers, confirmed defective, I exchange it"),
        ("健康顾问", "感谢顾客宝贵的意见，送他一份廉价赠品"),  # 贵的
        ("健康顾问", "产品确认有质量问题，我耐心劝过，客户坚持退货，我给他退货"),
        ("客服部经理", "顾客自己买的产品坏了，送他一份赠品"),
    ],
)
def test_nor_does_it_speak_against_the_condition(only, who, text):
    assert only(who, text).outcome is Outcome.PERMITTED

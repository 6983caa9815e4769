"""Which actions a sentence proposes: whose, how many, of whom, by how much, and in what mode."""

import pytest

from bot.authority.deciding import headline
from bot.model import Mode, Outcome, Relation

MANAGER, DIRECTOR, ASSISTANT, ADVISER = "客服部经理", "客服部总监", "客服部总监助理", "健康顾问"


def amounts(proposals):
    """Each action with its amount."""
    return {proposal.action: proposal.amount and str(proposal.amount.value) for proposal in proposals}


# What is proposed


@pytest.mark.parametrize(
    ("who", "text", "action"),
    [
        (ADVISER, "我想给顾客退款", "refund"),
        (ADVISER, "幫顧客把錢退了", "refund"),
        (ADVISER, "give the customer his money back", "refund"),
        (ADVISER, "给顾客换个新的", "exchange"),
        (DIRECTOR, "給客戶打個折", "discount"),
        (DIRECTOR, "客户的账单便宜一成", "discount"),
        (DIRECTOR, "赔客户 200 元", "compensate"),
        (DIRECTOR, "把小王炒了", "dismiss"),
        (DIRECTOR, "sack Wang", "dismiss"),
        (MANAGER, "扣小王 50 元", "penalise"),
        (MANAGER, "给小王发 50 元奖金", "reward"),
        (MANAGER, "把小王调到别的组", "transfer"),
    ],
)
def test_an_action_is_known_however_it_is_said(proposed, who, text, action):
    assert [proposal.action for proposal in proposed(who, text)] == [action]


@pytest.mark.parametrize(
    "text", ["我不罚小王了", "不打算辞退小王", "不给顾客退货", "I do not fine Wang", "I won't dismiss Wang", "I don't refund the customer"]
)
def test_what_is_denied_is_not_proposed(proposed, text):
    assert [proposal.action for proposal in proposed(MANAGER, text)] == [None]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("顾客要求退货，我给他换一个", "exchange"),
        ("顾客想退款，我打算送他一件赠品", "gift"),
        ("The customer wants a refund, I exchange the product", "exchange"),
        ("The customer demands compensation, I give a gift", "gift"),
    ],
)
def test_what_a_customer_wants_is_not_what_the_speaker_does(proposed, text, action):
    assert [proposal.action for proposal in proposed(ADVISER, text)] == [action]


def test_what_a_customer_wants_is_proposed_where_nothing_else_is(proposed):
    assert [proposal.action for proposal in proposed(ADVISER, "顾客要求退货")] == ["refund"]


def test_whom_one_is_about_to_dismiss_is_given_no_refund(proposed):
    """退 ends one word and begins another in 辞退他."""
    assert [proposal.action for proposal in proposed(DIRECTOR, "辞退他")] == ["dismiss"]


def test_of_which_group_one_is_the_leader_is_no_appointment(proposed):
    assert [proposal.action for proposal in proposed(MANAGER, "王某是二组的，我带一组，他迟到，罚他 50 元")] == ["penalise"]


# Several actions, several amounts


@pytest.mark.parametrize(
    ("who", "text", "expected"),
    [
        (DIRECTOR, "给抱怨的顾客送件赠品，再打 9 折", {"gift": None, "discount": "10"}),
        (DIRECTOR, "打 9 折，另外补偿 500 元", {"discount": "10", "compensate": "500"}),
        (MANAGER, "奖励本组小王 50 元，罚本组小李 200 元", {"reward": "50", "penalise": "200"}),
        (MANAGER, "罚小李 200 元并且奖励小王 50 元", {"penalise": "200", "reward": "50"}),
        (DIRECTOR, "I give 10% off and also compensate the customer with 300 yuan", {"discount": "10", "compensate": "300"}),
    ],
)
def test_each_amount_belongs_to_its_own_action(proposed, who, text, expected):
    assert amounts(proposed(who, text)) == expected


def test_the_sum_that_a_customer_asks_for_is_not_the_sum_that_is_paid(proposed):
    assert amounts(proposed(DIRECTOR, "客户要求赔偿 800 元，我补偿他 300 元")) == {"compensate": "300"}


def test_the_strictest_of_several_decides_and_none_is_lost(checked):
    checked_ = checked(MANAGER, "本组小王迟到，罚他 50 元，再罚本组小李 50 元，另外补偿客户 300 元")

    assert Outcome.APPROVAL_REQUIRED in [decision.outcome for decision in checked_.decisions]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("罚小王一百元", "100"),
        ("罚小王一百五", "150"),
        ("罚小王１００元", "100"),
        ("罚小王 0.5k 元", "500"),
        ("罚小李五十块", "50"),
        ("罚小王五十块", "50"),
        ("fine Wang one hundred yuan", "100"),
        ("罚小王 50 到 80 元", "80"),
        ("罚本组 2 个人每人 60 元", "120"),
    ],
)
def test_an_amount_counts_in_full_however_it_is_written(proposed, text, value):
    assert amounts(proposed(MANAGER, text)) == {"penalise": value}


@pytest.mark.parametrize("text", ["罚小王几十块", "罚小王一点钱", "罚小王一百多", "fine Wang some money", "罚小王 50 元或者 150 元"])
def test_an_amount_that_cannot_be_relied_on_is_none(proposed, text):
    assert amounts(proposed(MANAGER, text)) == {"penalise": None}


def test_so_much_for_each_of_several_people_is_not_taken_for_the_whole(only):
    """Two are named, 60 each: 120 in all, which is beyond 100."""
    assert only(MANAGER, "本组小王和小李迟到，每人罚 60 元").outcome is not Outcome.PERMITTED


# Whom it concerns


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("罚本组小王 50 元", Relation.OWN_GROUP),
        ("罚我组里的小王 50 元", Relation.OWN_GROUP),
        ("罚别组的小王 50 元", Relation.OTHER_GROUP),
        ("罚小王 50 元，他不是我组的", Relation.OTHER_GROUP),
        ("罚二组的小王 50 元，我带一组", Relation.OTHER_GROUP),
        ("罚本部门的小王 50 元", Relation.OWN_DEPARTMENT),
        ("罚财务部的小王 50 元", Relation.OTHER_DEPARTMENT),
        ("奖励我自己 50 元", Relation.SELF),
        ("罚小王 50 元", None),
        ("fine Wang of my own team 50 yuan", Relation.OWN_GROUP),
        ("fine Wang of another team 50 yuan", Relation.OTHER_GROUP),
        ("fine Wang of the finance department 50 yuan", Relation.OTHER_DEPARTMENT),
        ("reward myself with 50 yuan", Relation.SELF),
    ],
)
def test_whom_it_concerns(proposed, text, relation):
    assert {proposal.target.relation for proposal in proposed(MANAGER, text)} == {relation}


def test_where_somebody_is_sent_says_nothing_of_where_they_belong(proposed):
    (proposal,) = proposed(MANAGER, "把本组小王调到别的组")

    assert proposal.target.relation is Relation.OWN_GROUP


def test_a_post_that_it_is_done_to_is_named(proposed):
    assert {proposal.target.role for proposal in proposed(DIRECTOR, "罚客服部经理 200 元")} == {"customer-service/manager"}


# How far


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("把小王调离", Mode.ACT),
        ("申请把小王调离", Mode.APPLY),
        ("打报告请求调离小王", Mode.APPLY),
        ("建议任命小王当组长", Mode.ADVISE),
        ("I apply for Wang to be transferred", Mode.APPLY),
        ("I recommend Wang as team leader", Mode.ADVISE),
        ("客户申请退货，我给他退", Mode.ACT),
        ("不用申请，直接把小王调离", Mode.ACT),
        ("申请我就不打了，今天直接把小王调离", Mode.ACT),
        ("我把小王调离，不再另外请示", Mode.ACT),
        ("写个条子请上面把小王调离", Mode.APPLY),
        ("Instead of applying, I'm just transferring Bob out of my group", Mode.ACT),
    ],
)
def test_doing_applying_and_recommending_are_told_apart(proposed, text, mode):
    assert {proposal.mode for proposal in proposed(MANAGER, text)} == {mode}


# Who is away


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("总监出差了，给顾客打 9 折", True),
        ("總監不在，給顧客打 9 折", True),
        ("客服部总监请假，给顾客打 9 折", True),
        ("The director is on leave, I give the customer 10 % off", True),
        ("总监出差回来了，给顾客打 9 折", False),
        ("总监没出差，给顾客打 9 折", False),
        ("总监在办公室，给顾客打 9 折", False),
        ("The director is back from the business trip and in the office, I give the customer 10 % off", False),
        ("财务总监出差了，给顾客打 9 折", False),
        ("顾客不在，给他打 9 折", False),
    ],
)
def test_an_absence_said_in_passing_is_heard(checked, text, away):
    assert ("customer-service/director" in checked(ASSISTANT, text).reading.absent) is away


def test_hearsay_of_an_absence_counts_for_a_check_and_not_for_a_request(checked):
    believed, recorded = (checked(ASSISTANT, "总监出差了，给顾客打 9 折", hearsay=hearsay) for hearsay in (True, False))

    assert [one.decisions[0].outcome.value for one in (believed, recorded)] == ["permitted", "approval_required"]


STATISTICIAN = "统计员"


@pytest.mark.parametrize(
    "text",
    [
        "把录音发给我朋友听",
        "把通话录音拷给外面的公司",
        "把过期的患者档案烧了",
        "sell the call recordings to a marketing firm",
        "change the figures group 3 reported",
    ],
)
def test_what_is_done_away_with_or_given_out_is_not_looked_at(checked, text):
    decisions = checked(STATISTICIAN, text).decisions

    assert Outcome.PERMITTED not in {decision.outcome for decision in decisions}


@pytest.mark.parametrize("text", ["给全部门涨底薪一成", "Raise everyone's pay by ten percent", "give the whole department a 5% raise"])
def test_a_raise_is_no_discount(proposed, text):
    assert "discount" not in [proposal.action for proposal in proposed(DIRECTOR, text)]


@pytest.mark.parametrize(
    "text",
    [
        "罚小王七十块，平时表现太差，不过他是不是我组的人我不清楚",
        "I fine Kumar 70 yuan for his daily performance, but I am not sure whether he belongs to my group",
    ],
)
def test_whose_employee_it_is_has_to_be_known(only, text):
    """A manager's authority ends with the own group (1.3.2.3): doubt about it is no yes."""
    assert only("客服部经理", text).outcome is not Outcome.PERMITTED


@pytest.mark.parametrize("text", ["Tina is in my group and isn't performing so today I sack her", "她表现不行，所以我把她辞退"])
def test_a_cause_that_denies_something_denies_nothing_behind_it(only, text):
    assert only("客服部经理", text).proposal.action == "dismiss"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("物业客户部岗位职责7", "这份物业合同我看过了没问题，我代表公司签了。"),
        ("信贷客户部", "借款人的前妻来打听,我把他的信用档案打印一份给她。"),
        ("业务员", "校样稿我没时间看了，直接签字送去印刷吧。"),
        ("物业客户部岗位职责2", "slipping the owners' committee chair some money to keep him happy"),
    ],
)
def test_what_the_speaker_does_beside_a_duty_is_not_permitted_with_it(checked, who, text):
    assert headline(checked(who, text).decisions).outcome is not Outcome.PERMITTED


def test_whether_somebody_is_there_is_no_absence(checked, only):
    """The assistant acts while the director is away (1.3.4.4), which has to be known."""
    text = "总监今天到底在不在我也不清楚，先替他任命一个组长。"

    assert checked("客服部总监助理", text).reading.absent == frozenset()
    assert only("客服部总监助理", text).outcome is not Outcome.PERMITTED


def test_what_a_customer_dislikes_is_no_spite_of_the_speakers(only):
    text = "验过了，这台仪器的确有毛病，顾客看着不顺眼，我马上给他换台新的。"

    assert only("健康顾问", text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "compensate the customer two hundred and one yuan, considerable impact",
        "compensate the customer a hundred and one yuan, considerable impact",
        "compensate the customer three hundred and one yuan, considerable impact",
        "compensate 100 yuan to each of three customers, considerable impact",
        "先赔客户200元，明天再赔200元，影响较大",
        "今天賠客戶200元，下週再賠他200元，影響較大",
        "compensate the customer 200 yuan today and another 200 yuan tomorrow, considerable impact",
    ],
)
def test_a_sum_that_is_said_in_parts_is_no_second_act(only, text):
    assert only(DIRECTOR, text).outcome is Outcome.PERMITTED


def test_a_little_more_than_the_limit_is_more(outcome):
    assert outcome(DIRECTOR, "compensate the customer five hundred yuan and one fen, considerable impact") is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "compensate 400 yuan to each of the customers, considerable impact",
        "compensate all the customers 400 yuan, considerable impact",
        "compensate each customer 400 yuan, considerable impact",
        "400 yuan to everybody as compensation, considerable impact",
        "赔偿所有客户400元，影响较大",
        "賠償全部客戶400元，影響較大",
        "把400元赔给所有客户，影响较大",
    ],
)
def test_so_much_for_all_of_them_is_asked_about(only, text):
    """One may pay up to 500 yuan (1.3.5.2)."""
    decision = only(DIRECTOR, text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("赔偿所有客户一共400元，影响较大", Outcome.PERMITTED),
        ("compensate all the customers 400 yuan in total, considerable impact", Outcome.PERMITTED),
        ("compensate all three customers 100 yuan, considerable impact", Outcome.PERMITTED),
        ("compensate all six customers 100 yuan, considerable impact", Outcome.APPROVAL_REQUIRED),
        ("给六位客户都赔偿100元，影响较大", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_but_not_where_their_number_or_the_total_is_said(only, text, result):
    assert only(DIRECTOR, text).outcome is result


@pytest.mark.parametrize(
    "text",
    [
        "赔偿客户300元，影响较大，这个月合计才3000元",
        "赔偿客户300元，影响较大，今年累计赔了5000元",
        "賠償客戶300元，影響較大，本月總共才3000元",
        "compensate the customer 300 yuan, considerable impact, this month's total is 3000 yuan",
        "compensate the customer 300 yuan, considerable impact, this month comes to 3000 yuan in total",
    ],
)
def test_what_a_month_comes_to_is_no_amount_of_the_act(only, text):
    decision = only(DIRECTOR, text)

    assert (decision.outcome, str(decision.proposal.amount.value)) == (Outcome.PERMITTED, "300")


@pytest.mark.parametrize("text", ["赔客户300元，影响较大，本月一共赔他5000元", "赔客户300元，影响较大，总共3000元"])
def test_what_is_paid_in_all_is(only, text):
    assert only(DIRECTOR, text).outcome is Outcome.APPROVAL_REQUIRED

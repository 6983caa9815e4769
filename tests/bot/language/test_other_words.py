"""The same power, condition or duty in other words, and the same words denied, doubted or said of somebody else."""

import pytest

from bot.authority.deciding import headline
from bot.model import Outcome

PERMITTED, ASK, FACTS = Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED, Outcome.NEEDS_FACTS


@pytest.fixture(scope="module")
def outcome(checked):
    """What comes of a sentence: the strictest of its decisions."""
    return lambda who, text: headline(checked(who, text).decisions).outcome


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("这事故让客户元气大伤", PERMITTED),
        ("影响实在恶劣", PERMITTED),
        ("The mishap was a heavy blow to the customer", PERMITTED),
        ("The client's shop took a big hit", PERMITTED),
        ("我们的疏忽 hit the client hard", PERMITTED),
        ("谈不上元气大伤，影响微乎其微", ASK),
        ("客户几乎没损失，没人注意到", ASK),
        ("The harm was tiny and no one really noticed, next to no damage", ASK),
        ("客户说自己元气大伤", FACTS),
        ("It may have taken a big hit", FACTS),
        ("影响是不是很恶劣还不清楚", FACTS),
    ],
)
def test_grave_harm_and_small_harm_are_told_in_many_ways(outcome, said, comes):
    assert outcome("客服部总监", f"{said}，补偿客户400元") is comes


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("不重排实在不行", PERMITTED),
        ("形势所迫", PERMITTED),
        ("再不调就误了上刊", PERMITTED),
        ("It simply has to be done", PERMITTED),
        ("There's no getting around it", PERMITTED),
        ("其实没这个必要", ASK),
        ("原来的安排挺好", ASK),
        ("There's no call for it", ASK),
        ("It doesn't have to be done", ASK),
        ("Nothing has to be done", ASK),
        ("I'm not sure it has to be done", FACTS),
    ],
)
def test_necessity_and_its_denial_are_told_in_many_ways(outcome, said, comes):
    assert outcome("业务协调员", f"{said}，我把工作重新安排一下") is comes


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("跟经理通过气了", PERMITTED),
        ("跟领导打过招呼", PERMITTED),
        ("头儿点头了", PERMITTED),
        ("招呼都不打", ASK),
        ("背着领导", ASK),
        ("没跟经理通过气", ASK),
    ],
)
def test_a_superior_was_told_or_was_not(outcome, said, comes):
    assert outcome("销售人员", f"{said}，我去开一条新的销售渠道") is comes


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("来头不小的客户", ASK),
        ("我们最重要的那家客户", ASK),
        ("行业老大那个客户", ASK),
        ("一家小本生意的客户", PERMITTED),
        ("街边店那个小小的客户", PERMITTED),
    ],
)
def test_a_client_is_small_or_by_no_means_so(outcome, said, comes):
    assert outcome("客户经理", f"{said}，由我去洽谈业务") is comes


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("The chief and his deputy are both away and he named Li, not me. I'll run the section's daily affairs", ASK),
        ("Chief and deputy are both out; he left Zhang in charge rather than me. I handle the daily affairs", ASK),
        ("两位科长都外出，科长点名我，日常站务我处理", PERMITTED),
        ("Both are out. Nobody named anyone. I'm handling the section's daily affairs", ASK),
    ],
)
def test_who_was_named_to_stand_in_for_the_chief(outcome, text, comes):
    assert outcome("科员", text) is comes


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("健康顾问", "It's certainly faulty, we've confirmed the defect. Swapping it for a new one now, she isn't happy and is waiting"),
        ("客服部总监助理", "Director's overseas and I'm standing in for her. The outage hit the client hard; compensate 400 yuan"),
        ("客服部总监", "Wu of my department does fine work day by day. I reward him with 400 yuan"),
        ("客服部经理", "Filing for my own group's Kong to be moved elsewhere; his day-to-day results have been abysmal"),
        ("客服部经理", "我组的小乔电话接得又快又好，天天如此，奖她八十"),
        ("客服部经理", "本组小乔这个月表现抢眼，给她发88块红包"),
        ("信贷客户部", "I enter the new loans in the loan ledger"),
        ("信贷客户部", "部门领导交代我去接待来宾，我照办"),
        ("信贷客户部", "款早放出去了，抵押的那批设备我去看看保管得怎样"),
        ("信贷客户部", "我查查担保人到时候赔不赔得起"),
        ("大客户经理", "The distributor's contract looks fine to me; I'm signing it today"),
        ("大客户经理", "快递把货弄丢了，我重新发一批"),
        ("物业客户部岗位职责3", "running a staff training day on Friday, room's already booked"),
        ("物业客户部岗位职责5", "保洁太马虎，楼里卫生我亲自去盯"),
        ("健康顾问", "Our technician tested the massager and it really is faulty. I'll swap it for a new one"),
        ("客服部总监助理", "缺陷坐实了，客户也不想要了，我这边给退"),
    ],
)
def test_it_is_done_in_other_words(outcome, who, text):
    assert outcome(who, text) is PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("销售人员", "The dealer's parcel went missing. I ship the goods again"),
        ("销售人员", "I'm bringing in a new scorecard for the people of our department"),
        ("健康顾问", "Fault confirmed. She never pressed for a refund, but I'd rather return her money"),
        ("业务主管", "I'll run the other group's daily work"),
    ],
)
def test_what_is_not_ones_own_is_asked_for_in_other_words_too(outcome, who, text):
    assert outcome(who, text) is ASK


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("信贷客户部", "I put false figures in the loan ledger"),
        ("信贷客户部", "领导让我去把台账改了，我照办"),
        ("信贷客户部", "The money's already out; I take a fee from him"),
        ("健康顾问", "The report doesn't confirm the fault. I'll swap it for a new one"),
        ("健康顾问", "客户验明是质量问题，我给换新的"),
        ("客服部总监助理", "质量问题坐实了？其实是客户不想要了，我给退"),
        ("客服部总监", "客户不高兴，我把公司的赠品卖给她"),
        ("统计员", "I massage the figures of group two"),
        ("客服部总监", "我给经办的官员发500块红包"),
        ("客服部总监", "Peng of my department never sleeps at work; I fine him 100"),
    ],
)
def test_nothing_is_permitted_by_the_same_words(outcome, who, text):
    assert outcome(who, text) is not PERMITTED


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("扣半千", PERMITTED),
        ("扣五百，也就是500整", PERMITTED),
        ("扣半千，也就是600整", FACTS),
        ("扣500元，即六百", FACTS),
        ("扣半万", ASK),
    ],
)
def test_a_sum_said_over_again_is_the_same_or_cannot_be_relied_on(outcome, said, comes):
    assert outcome("客服部总监", f"本部门小庄平时干得糟，{said}") is comes

"""What looks nearly permitted and isn't, beside what is: told by somebody who tried to get things through."""

from __future__ import annotations

import pytest

from bot.model import Mode, Outcome

_CONSULTANT, _MANAGER, _ASSISTANT, _DIRECTOR, _CLERK = "健康顾问", "客服部经理", "客服部总监助理", "客服部总监", "统计员"
_KEY_ACCOUNTS, _SALES, _CREDIT = "大客户经理", "销售人员", "信贷客户部"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (_DIRECTOR, "小邵是我部门的，平时表现挺好，就因为顶嘴我要开除他"),
        (_MANAGER, "本组小韩工作表现好，以后每周自动奖他一百"),
        (_CONSULTANT, "技术员确认不是坏货，顾客耐心劝过还是坚持要退，我给退了吧"),
        (_CONSULTANT, "售后鉴定排除了故障，耐心劝过顾客还是坚持要退，退了"),
        (_CONSULTANT, "QC verified that nothing is broken, but after patient persuasion the customer still insists, so I refund it"),
        (_KEY_ACCOUNTS, "Nobody upstairs has cleared the channel promotion plan, but I launch it tomorrow"),
        (_KEY_ACCOUNTS, "The channel promotion plan was approved at 200,000 yuan; I've since made it 260,000 and carry it out on Monday"),
        (_CREDIT, "抵押的房子归谁还没查，调查资料里先写没问题"),
        (_CREDIT, "这家去年贷过款，这回的资产和经营情况我照去年的数填进调查资料"),
        (_CREDIT, "贷后检查发现担保人停产了，等季末汇总时一起汇报"),
        (_CREDIT, "For the pre-loan check I'll go by the photos the borrower sent me and write up the investigation file"),
        (_MANAGER, "I'll add the east side, which group two looks after, to the area of Wang in my group"),
        (_MANAGER, "本组小韩工作表现好，奖他一百，以后表现怎样不用再看"),
        (_MANAGER, "My group's Han works well every day; 80 yuan reward for him automatically"),
        (_CLERK, "The groups' figures looked wrong, so I checked them and typed the right ones over theirs"),
        (_KEY_ACCOUNTS, "代理商催得急，代理协议我还没来得及细看，先签了寄回去"),
        ("客户经理", "The client hasn't seen the draft; I tick 'confirmed by client' and send it to production"),
        (_MANAGER, "我调整借调来我组的小马在三组的工作范围"),
        (_DIRECTOR, "小姚是我们部门的，表现没什么问题，把她辞退"),
        (_CONSULTANT, "顾客拿来的是隔壁药店买的同款，确实有质量问题，我给她换瓶咱家的"),
        (_CONSULTANT, "Bottle's confirmed faulty and she insists, so refund it, plus the two good ones from last week"),
        (_CONSULTANT, "客户在闹，我把那台按摩椅登记成廉价赠品送她得了"),
        (_CONSULTANT, "The customer gets the expensive gift set now and I'll apply after"),
        (_CLERK, "checked how the group uses its powers, it's a mess, so I've cancelled their refund rights from today"),
        (_ASSISTANT, "I recommended Chen as group leader, so I've appointed her"),
        (_CREDIT, "贷后发现的隐患先 hold 一下，等季末过了再 report"),
        ("业务员", "会议记要我来交，客户没松口那条我给写成同意了"),
        ("物业客户部岗位职责3", "handling the internal penalty for the flooding: pin it on the cleaner, she won't argue"),
        (_DIRECTOR, "小姚是我们部门的，表现差，她怀孕了，把她辞退"),
        (_DIRECTOR, "客户受了重伤，赔她500块封口费"),
        (_DIRECTOR, "pay the customer 500 yuan so that she does not report us to the authorities, she was badly hurt"),
        (_DIRECTOR, "pay the customer 500 yuan and a gift, seriously hurt"),
        (_DIRECTOR, "give a perfectly happy customer 10% off"),
        (_CONSULTANT, "小赠品发光了，仓库里只剩三百八一台的按摩仪，我拿一台当廉价赠品送给发牢骚的老李"),
        (_CLERK, "I found that the manager overstepped his powers, so with immediate effect his powers are suspended by me"),
        (_ASSISTANT, "人事任命上我有建议权，等于定了：小田明天起当组长，公告我贴出去了"),
        (_MANAGER, "Move Wang out of my group today, his work is poor; the application can follow next week"),
        (_MANAGER, "二组的人归老秦管，不归我。我把他们的片区重新划一划"),
        (_KEY_ACCOUNTS, "代理商的货一件没少，我再补发一批当人情"),
        (_SALES, "I'll log Thursday's key account visit as done, nobody ever checks"),
        ("部主任", "客户服务人员归我选聘，那创作部缺的两名文案我也一并聘了"),
        ("客户经理", "Draft the letter and sign it in the department head's name"),
        ("设计室职员", "Update the company website so the front page advertises my own web shop"),
        ("土地招商部职员", "制定开发方案我也参与了，拆迁预算就由我一个人拍板定下来"),
        (
            "物业客户部岗位职责1",
            "The owner has knocked out a bearing wall. To eliminate the complaint I'm passing his final inspection anyway",
        ),
        (
            "物业客户部岗位职责7",
            "Reviewed the property contract; all that was missing was the company's signature, so I've just put my own on it",
        ),
        (_ASSISTANT, "我推荐小邓当组长，顺手把任命也办了"),
        (_ASSISTANT, "我推荐小邓当组长，推荐信写完，任命书我顺带自己发了"),
        (_ASSISTANT, "质量问题确凿，货我给客户退了，事后核查那一栏我模仿总监笔迹签掉"),
        (_KEY_ACCOUNTS, "I'll let a salesperson sign the channel partner's contract with my name while I'm at the dentist"),
        (_KEY_ACCOUNTS, "The boss signed off our channel promotion plan at 200k; I'm rolling it out at 350k"),
        (_KEY_ACCOUNTS, "考核业绩的办法我写好了，不光我们部，让全公司的销售今天起都照它考"),
        (_SALES, "这周没空，让在别家公司上班的表弟替我去拜访大客户"),
        (_CREDIT, "I'm setting this borrower's interest rate at 4.5% myself, final"),
        (_CREDIT, "抵押房产的权属我没去查，调查材料上我就写成已核实"),
        (_CREDIT, "担保人的资格我查过了，能不能代偿只是听借款人讲的，我在材料里写两项都核实了"),
        (_CREDIT, "放款前的实地调查表让借款人自个儿填，我抄一遍当咱们的调查材料"),
        (_CREDIT, "Write up next quarter's post-loan inspection of the borrower today, so it's out of the way"),
        (_CREDIT, "I've finished drafting the detailed lending rules; from today the whole company lends by them"),
        ("大客户部", "Never mind the company's overall plan: we'll write key-client visit procedures that go against it"),
        ("物业客户部岗位职责1", "The owner's renovation starts next week; I'll do the acceptance now to save a trip"),
        ("物业客户部岗位职责2", "我代表地产总部，去跟咱物业谈新项目前期怎么承接"),
        ("物业客户部岗位职责7", "Pay the landlord of a base station site in advance"),
        ("客户部经理", "人家厂里自己牌子的工控机，托我们代卖，我接下来卖"),
        (_CONSULTANT, "The customer is grumbling, so I'll give her the imported massager; it's cheap next to our top model"),
        (_MANAGER, "Give Liu on my own team a bonus of 100 for good daily work. 100 US dollars, that is"),
        (_MANAGER, "给官员送礼品"),
        (_DIRECTOR, "Give the judge a gift"),
        (_DIRECTOR, "给卫生局领导打9折"),
        (_DIRECTOR, "赔偿我自己400元，影响较大"),
        (_DIRECTOR, "Dismiss myself, own department, for poor daily performance"),
        (_CONSULTANT, "Exchange my own product, it has a quality defect"),
        (_CONSULTANT, "给我外婆换货，产品有质量问题"),
        (_CONSULTANT, "Exchange the product for my grandmother, it has a quality defect"),
        (_DIRECTOR, "影响较大，客户给我400元"),
        (_DIRECTOR, "客户把400块给我，因为给他造成了较大损害"),
        (_CONSULTANT, "客户送我一份赠品，便宜的"),
        (_MANAGER, "我组小段平时干得不行，我先把人调到仓库去，申请过几天再补给总监"),
        (_CLERK, "二组报上来的数不对劲，我直接在系统里改成我觉得对的"),
        (_KEY_ACCOUNTS, "我们部的业绩考核挺好使，我顺手替财务部也定一套，叫他们下月执行"),
        (_CREDIT, "厂里我没去，就照借款人自己发来的照片，把贷前实地调查报告编出来"),
        (_CREDIT, "I've applied for a loan from us myself, and I'll be the one to review my own application"),
        ("部主任", "The creative studio needs another designer; I'll pick one and hire him for them myself"),
        ("物业客户部岗位职责3", "业主投诉的就是我本人，这单投诉我自己处理掉得了"),
        ("物业客户部岗位职责3", "工程部自己人犯了错，内部处罚由我来处理"),
        (_CLERK, "查看财务档案"),
        (_CLERK, "Look through the finance files"),
        (_KEY_ACCOUNTS, "The channel promotion plan that was approved is an old one; I'm rolling out the new plan in every channel now"),
        ("业务主管", "部主任本月的工作，我来检查一下"),
        (_DIRECTOR, "10% off for her from now on, she complained"),
        (_CONSULTANT, "I tested it and nothing is wrong, but she wants another one, so I exchange it"),
        ("业务员", "资料整理好卖给别的公司"),
        ("物业客户部岗位职责3", "Internal penalties are mine to handle, so I'm firing the guard"),
        (_CREDIT, "贷后检查我打电话问了几句，就当上门检查写进报告"),
        (_CREDIT, "I looked into the borrower by video and record it as a site visit"),
        ("业务协调员", "The job is badly stuck, so I'm rearranging the tasks and doubling everyone's overtime pay"),
        ("物业客户部岗位职责2", "为了跟业委会搞好关系，我借给他们两万块"),
        ("业务主管", "Group three isn't mine, but I'll look after its daily admin for now"),
        (_CLERK, "Question and investigate the sales figures that the marketing department reported"),
        (_MANAGER, "小罗上周已经从我组转去三组了，平时表现不好，我扣他50元"),
        ("物业客户部岗位职责3", "被罚的就是我本人，这次内部处罚由我来处理"),
        (_CREDIT, "贷后检查还没开始，检查报告我先写好放着"),
        (_CREDIT, "让借款人自己评估抵押物，我来写评估报告"),
        (_CREDIT, "I let the borrower verify the collateral himself and file the report"),
        (_CREDIT, "I review the application documents of every third borrower"),
        (_CREDIT, "Papers have not been reviewed; I issue the loan"),
        (_CREDIT, "客户的信用等级评了，没等上面答复就把贷款发了"),
        (_KEY_ACCOUNTS, "Carrying out my promotion plan; it follows the previous one, which was approved"),
        (_KEY_ACCOUNTS, "开始执行我做的渠道推广方案，跟上次那份一样，上次那份批过"),
        ("业务员", "I hand in the minutes and put Chen down as present, though he was away"),
        (_MANAGER, "小丁上个月还是我带的，日常表现差，罚他60"),
        (_MANAGER, "Dean was still in my group last week, poor daily performance, fine him 60"),
        (_MANAGER, "本组小孙日常表现好，奖励他一周20元，发到年底"),
        (_CONSULTANT, "The customer complained and then brought us a small gift; accept it"),
        ("物业客户部岗位职责1", "My staff follow the service rules as I have changed them, the draft is with the project head"),
        (_CONSULTANT, "顾客买了两台，一台查明电路板坏了，另一台检测完好，我把两台一块儿给她换新的"),
        (
            _CONSULTANT,
            "The lad who delivers parcels, never a customer of ours, did me a good turn, so I'm giving him one of the cheap company gifts",
        ),
        (_MANAGER, "Ten yuan for every minute late is what I'm docking Xiao Wei of my group, and this morning she came in late"),
        (_MANAGER, "Xiao Gu sat in my group until last Friday. I'm switching his territory to the north side"),
        (
            _DIRECTOR,
            "I reward Xu of my department 400 yuan for good work; the cashier pays it now and the finance director can check it next month",
        ),
        (_KEY_ACCOUNTS, "新的部门规章我写好了，先让大家照着执行两周看看顺不顺，顺了再拿去报批"),
        ("部主任", "招人归我管，创作部正好缺个美术指导，我看中一个，今天就录用"),
        (
            "物业客户部岗位职责1",
            "The owner knocked through a wall during his renovation. I'm passing the final inspection and keeping that out of the file",
        ),
        (_MANAGER, "调一下本组小王的工作范围：下周起编到仓储部去，归那边管"),
        (_CREDIT, "这批客户都评了级，就那家没评，额度和利率意见我照样给他写了"),
        (_CONSULTANT, "顾客嫌等得久，我送她四百片面膜赠品，一片才两块钱，便宜得很"),
        (_CREDIT, "抵押房值多少，借款人的会计拍胸脯说三百万，我就照这个写进调查资料"),
        ("招聘职员", "No department has asked for anybody, but I'm setting up and carrying out a plan to hire five people"),
    ],
)
def test_it_is_not_permitted(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (_DIRECTOR, "本部门小王以前表现好，最近天天迟到，我辞退他"),
        (_ASSISTANT, "我推荐小邓当组长，推荐信写好了"),
        (_ASSISTANT, "就客服部组长人选，我向总监提出任命建议，推荐小魏"),
        (_SALES, "I have talked the matter over with my superior, and I shall now choose the right sales channel"),
        (_CREDIT, "抵押房产的权属我核实过了，我写进调查材料"),
        (_MANAGER, "Give Liu on my own team a bonus of 100 for good daily work. 100 yuan, that is"),
        (_CONSULTANT, "The product has a quality defect, I'll do the exchange myself"),
        (_CONSULTANT, "客户自己买的产品有质量问题，我给换"),
        (_CLERK, "查看患者档案"),
        (_DIRECTOR, "给客户造成较大损害，我给客户400元"),
        (_KEY_ACCOUNTS, "My superior approved this channel promotion plan; I'm rolling it out now"),
        ("业务主管", "客户主任本月的工作，我来检查一下"),
        ("业务主管", "I'll look after the daily admin of my own group"),
        (_CLERK, "Question and investigate the reported sales figures"),
        (_MANAGER, "我组小罗平时表现不好，我扣他50元"),
        (_MANAGER, "From now on Han in my group looks after the north side"),
        (_DIRECTOR, "An unhappy customer: let her pay 90% of the price"),
        ("客户部经理", "把我们自己的工控产品卖给这家厂"),
        ("业务员", "I'm checking the proof copies from the printer"),
        (_DIRECTOR, "罚咱部门小罗450元，他平时吊儿郎当，另外把二组的组长换成小姚"),
        (_CONSULTANT, "客户给我看了，产品确有质量问题，我给换"),
        ("物业客户部岗位职责3", "Four new colleagues joined us on Monday, so I'd like to train them in the meeting room this week"),
        (_CREDIT, "我核实抵押物的权属"),
        (_KEY_ACCOUNTS, "Carrying out my promotion plan, which was approved"),
        (_MANAGER, "小丁是我带的，日常表现差，罚他60"),
        (_MANAGER, "本组小孙日常表现好，奖励他20元"),
        (_MANAGER, "fine Dong 60, hes in my group n his daily performance is poor"),
        (_CONSULTANT, "顾客买了两台，两台都查明电路板坏了，我把两台一块儿给她换新的"),
        (_MANAGER, "Xiao Gu sits in my group. I'm switching his territory to the north side"),
        (_DIRECTOR, "组长我打算换成小蔡，上周跟他们组聊过，大伙儿没意见"),
        (_CONSULTANT, "顾客嫌等得久，我送她两片面膜赠品，一片才两块钱，便宜得很"),
        (_CREDIT, "这批客户都评了级，额度和利率意见我也写了"),
        (_SALES, "I talked the options through with my boss, so I'm opening up that sales channel now"),
    ],
)
def test_its_honest_twin_is(outcome, who, text):
    assert outcome(who, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text", ["Ask my superior to transfer Li of my own group for poor daily performance", "我找总监申请把本组小李调走，他日常表现差"]
)
def test_asking_somebody_above_is_applying(only, text):
    assert only(_MANAGER, text).proposal.mode is Mode.APPLY


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客户部经理", "sellin our own industrial control products"),
        ("业务主管", "lookin over the work 客户主任 did this month"),
        ("业务员", "proofs came back from production, goin thru em now"),
    ],
)
def test_a_gerund_without_its_last_letter_is_read(outcome, who, text):
    assert outcome(who, text) is Outcome.PERMITTED


@pytest.mark.parametrize("text", ["约了客户洽谈业务，大小还不清楚", "和客户洽谈业务，不清楚客户大小"])
def test_how_big_somebody_is_is_asked_where_it_is_not_known(only, text):
    assert only("客户经理", text).missing == ("client-is-small",)


def test_what_is_too_long_to_be_read_to_its_end_is_never_permitted(outcome):
    """What comes last may be what matters."""
    said = "罚他 50 元。" + "这件事我想了很久。" * 130 + "另外再罚他 5000 元。"

    assert outcome("客服部经理", said) is Outcome.UNKNOWN
    assert outcome("健康顾问", "确实有质量问题，换一台。" + "\ufdfa" * 200) is Outcome.UNKNOWN

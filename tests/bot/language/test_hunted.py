"""What somebody found who hunted for sentences that are permitted and mustn't be."""

import pytest

from bot.model import Outcome


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


DIRECTOR, MANAGER, ADVISER, STATISTICIAN = "客服部总监", "客服部经理", "健康顾问", "统计员"


@pytest.mark.parametrize(
    "text",
    [
        "派组长去广州出差三天",
        "我让组长停薪休息一个月",
        "让组长替我签合同",
        "跟组长开会",
        "组长当司机",
        "任命组长为经理",
        "组长换个手机",
        "选组长去培训",
        "派组长出差，就这么定了",
        "I put the team leader on unpaid leave",
        "I promote the team leader to manager",
        "I replace the team leader's chair",
        "I pull the team leader aside",
        "The new team leader gets a company car",
    ],
)
def test_what_else_is_done_to_a_team_leader_is_no_appointment(outcome, text):
    """The director appoints or changes team leaders (1.3.5.7); a word for the post alone says nothing of that."""
    assert outcome(DIRECTOR, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "让小周当组长",
        "组长换成小周",
        "一组组长不行，我换个人做",
        "组长换个能干的",
        "making Zhou team leader as of today",
        "I replace the team leader straight away",
        "From Monday Zhou is the group leader, I've made up my mind",
    ],
)
def test_a_team_leader_is_appointed_in_few_words(outcome, text):
    assert outcome(DIRECTOR, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "本部门小王平时表现好，辞退他",
        "本部门小王平时表现不差，罚他200",
        "本部门小王没有迟到过，辞退他",
        "本部门小王业绩垫底，发他奖金300",
        "本部门小王工作不努力，奖励他200",
        "Wang of my department works hard every day, I dismiss him",
        "Wang of my department is always late, I reward him 300 yuan",
    ],
)
def test_nobody_is_punished_for_working_well_nor_rewarded_for_working_badly(only, text):
    """What speaks against the act is no daily performance on which it rests (1.3.5.4, 1.3.5.5): it is asked for."""
    assert only(DIRECTOR, text).outcome is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    "text",
    [
        "本部门小王平时特别出色，奖励他300",
        "本部门小王从不出错，平时表现好，奖励他300",
        "本部门小王以前表现好，最近天天迟到，罚他100",
        "本部门小王平时工作不认真，罚他100",
        "按本部门小王的日常表现，罚他100",
        "For her fine everyday work I give an employee of my department a bonus of 300 yuan",
        "Wang of my department is not up to the job, I dismiss him",
        "Wang of my department is always late, I fine him 100 yuan",
    ],
)
def test_what_speaks_for_an_act_is_what_it_rests_on(outcome, text):
    assert outcome(DIRECTOR, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "本组小王平日表现没得说，只因跟我拌了几句嘴，罚他30解解气",
        "本组小王平时老迟到，就因为他没给我带早饭，罚他50",
        "本组小王天天偷懒，罚他50是因为他欠我钱",
        "本组小王老迟到，罚他50，因为他不肯借我钱",
        "本组小王老迟到是我编的，罚他50",
        "本组小王平时老迟到，其实不是，罚他50",
        "I made it up that Wang of my team is always late, I fine him 50 yuan",
        "Wang of my team is always late, which is not true, I fine him 50 yuan",
    ],
)
def test_another_reason_and_what_is_taken_back_are_no_performance(outcome, text):
    assert outcome(MANAGER, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "本组小王只因为平时老迟到，罚他50",
        "本组小王平时不认真，只因为这个，罚他50",
        "Wang of my team is fined 50 yuan just because he is always late",
    ],
)
def test_the_only_reason_may_be_the_performance(outcome, text):
    assert outcome(MANAGER, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "包装确实坏了，顾客不满，我给她换一个",
        "上一批货质检认定是次品，顾客不满，给她换一个",
        "另一位顾客的产品确认有质量问题，我给这位顾客换一个",
        "产品确实坏了，她孩子踩坏的，给顾客换一个",
        "确认是质量问题，不过是别家买的，给顾客换一个",
        "确认有质量问题，其实没有，给顾客换一个",
        "The packaging is confirmed defective, I exchange it for the unhappy customer",
        "Another batch is confirmed defective, the customer is unhappy, I exchange hers",
        "It is definitely broken, her dog chewed it, I exchange it",
    ],
)
def test_a_defect_of_something_else_is_none_of_the_product(outcome, text):
    """A defect is established of the product itself (1.3.1.1), and isn't the customer's doing."""
    assert outcome(ADVISER, text) is not Outcome.PERMITTED


@pytest.mark.parametrize("text", ["拆开包装，产品确实坏了，顾客不满，我给她换一个", "包装完好，产品确实坏了，顾客不满，给她换一个"])
def test_the_box_may_be_spoken_of_beside_the_product(outcome, text):
    assert outcome(ADVISER, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "产品确认有质量问题，劝过了，顾客坚持要换，我给他退货",
        "产品确认有质量问题，耐心劝过，顾客执意要赔偿，我给她退货",
        "产品确认有质量问题，劝过了，她坚持要个说法，我给她退货",
        "产品确认有质量问题，劝过，顾客执意要见经理，我给她退货",
        "The product is confirmed defective, I persuaded her, she insists on an exchange, I refund her",
        "Confirmed defective, I talked to her patiently, she still wants a replacement, I refund her",
    ],
)
def test_who_insists_on_something_else_insists_on_no_refund(outcome, text):
    assert outcome(ADVISER, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    ["产品确认有质量问题，耐心劝过，顾客坚持要退，我给他退货", "产品确认有质量问题，耐心劝过，顾客坚持不换要退，我给他退货"],
)
def test_who_insists_on_the_refund_has_it(outcome, text):
    assert outcome(ADVISER, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (STATISTICIAN, "监督各岗位用权，把滥用的人的权限收回"),
        (STATISTICIAN, "监督经理用权，把他批的单子撤销"),
        (STATISTICIAN, "I supervise how people use their authority and take away the authority of those who misuse it"),
        (STATISTICIAN, "I look through the patient files and update the phone numbers"),
        (MANAGER, "给本组小王换片区，让他交500押金"),
        (DIRECTOR, "顾客抱怨，打9折，免运费"),
        (DIRECTOR, "辞退本部门老迟到的小王，押金不退"),
        (DIRECTOR, "本部门小王表现差，把他辞退了还让他赔钱"),
        (DIRECTOR, "The customer complains, I give 10% off and free shipping for life"),
    ],
)
def test_a_second_act_in_another_clause_is_not_permitted_along(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (DIRECTOR, "客户损失很大，补偿500元，运费另算50"),
        (DIRECTOR, "客户受了较大损害，补偿他400，他老婆400"),
        (DIRECTOR, "客户损失惨重，赔偿300，精神损失再赔300"),
        (DIRECTOR, "顾客抱怨，先打9折，再打9折"),
        (DIRECTOR, "顾客抱怨，打9折再减50元"),
        (DIRECTOR, "The customer suffered serious harm, I compensate 500 yuan, shipping another 50"),
        (DIRECTOR, "The customer suffered serious harm, I compensate him 400 and his wife 400"),
        (DIRECTOR, "The customer suffered serious harm, I compensate 450 yuan and cover 100 yuan of taxi fares"),
        (MANAGER, "本组小王老迟到，罚80，又旷工，再罚80"),
        (ADVISER, "The customer is unhappy, I give her a cheap gift and 100 yuan"),
    ],
)
def test_a_further_sum_is_counted_or_asked_for(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (DIRECTOR, "客户受了较大损害，补偿400元，没超过500元"),
        (DIRECTOR, "客户花了1200元买的，受了较大损害，补偿400元"),
        (DIRECTOR, "The customer suffered serious harm, I compensate her 400 yuan and tell her so"),
    ],
)
def test_what_is_no_further_sum_stays_out(outcome, who, text):
    assert outcome(who, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (STATISTICIAN, "我来管各岗位的权限"),
        (STATISTICIAN, "我质疑总监的决定"),
        (STATISTICIAN, "我替经理行使权利"),
        (STATISTICIAN, "我抽调两个人去搬录音设备"),
        (STATISTICIAN, "I check the lottery numbers"),
        (STATISTICIAN, "I check the numbers on my bank account"),
        (DIRECTOR, "I adjust the prices for my department's territory"),
        (DIRECTOR, "本部门小王表现差，我把他开的店给开了"),
        (DIRECTOR, "本部门小王表现差，派他去别的部门送文件"),
        (DIRECTOR, "Wang of my department works badly, I send him to another department to deliver a parcel"),
        (MANAGER, "我动了本组的活动经费"),
        (MANAGER, "I redraw the map of my team's area on the wall"),
        (MANAGER, "顾客不满，送他现金200当赠品"),
        (MANAGER, "The customer is unhappy, I give him 200 yuan cash as a gift"),
    ],
)
def test_a_word_beside_an_act_makes_something_else_of_it(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (ADVISER, "顾客抱怨，我申请赠品，先送了"),
        (ADVISER, "顾客不满，我跟总监申请了贵重赠品，没等批就送了"),
        (ADVISER, "I applied for a gift for the unhappy customer and already gave it"),
        (MANAGER, "申请把本组小王调离，他表现差，人我先调走了"),
        (MANAGER, "本组小王表现差，我调走他，申请以后补"),
    ],
)
def test_who_has_done_it_already_applies_for_nothing(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "顾客不满，送她一个纯金小挂件",
        "顾客不满，送他一瓶不怎么便宜的酒",
        "The customer is unhappy, I give her a gold keyring",
        "The customer is unhappy, I give her the least cheap gift",
    ],
)
def test_a_small_thing_of_gold_is_not_cheap(outcome, text):
    assert outcome(ADVISER, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("统计员听了录音，发现有人骂客户，统计员能罚人吗", ("penalise",)),
        ("统计员听录音时发现有人偷懒，能罚他吗", ("penalise",)),
        ("Can the statistician fine people after listening to recordings?", ("penalise",)),
        ("Can the director promote a team leader to manager?", ("appoint",)),
    ],
)
def test_what_is_told_before_a_question_permits_nothing(asked, text, actions):
    """The post that is named holds what the story tells of, and not what is asked about."""
    answer = asked(text)

    assert answer.actions == actions
    assert not set(answer.roles) & set(answer.holders)


@pytest.mark.parametrize(
    "text",
    [
        "经理能不能自己调走组员",
        "助理能不能直接任命经理",
        "顾问可以不劝就退货吗",
        "May a manager transfer a member away himself?",
        "Can the assistant appoint a manager directly?",
        "May an adviser refund without persuading first?",
    ],
)
def test_who_may_only_apply_or_recommend_may_not(asked, text):
    answer = asked(text)

    assert answer.verdict
    assert answer.verdict.outcome is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize("text", ["经理能申请把组员调走吗", "Can the assistant recommend a new manager?"])
def test_whoever_asks_about_applying_is_told_that_they_may(asked, text):
    answer = asked(text)

    assert answer.kind == "answer"
    assert not answer.verdict or answer.verdict.outcome is not Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (DIRECTOR, "客户不满，给他打九折，以后都九折"),
        (DIRECTOR, "Take 10% off twice for the unhappy customer"),
        (DIRECTOR, "Fine Wang of my department 500 yuan for poor daily work, every month"),
        (MANAGER, "本组小王工作表现好，奖他90元，小李也90元，老张20元"),
        (MANAGER, "Give everyone in my group 100 yuan for good daily work"),
    ],
)
def test_what_is_done_again_or_for_several_is_more_than_one_act(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (DIRECTOR, "客户受了较大损害，赔499元加一台手机"),
        (MANAGER, "本组小王平时迟到，罚他50元外加站一天"),
        (DIRECTOR, "Give the unhappy customer 10% off and free delivery for life"),
        (ADVISER, "The customer is unhappy; I hand her a cheap gift and her mother's medical bill is on us"),
        (MANAGER, "Reward Li of my group 100 yuan for good daily work, and her salary goes up"),
        (DIRECTOR, "本部门小王日常表现差，辞退他，工牌身份证都扣下"),
        (MANAGER, "给抱怨的客户送赠品，请他给我介绍个对象"),
        (DIRECTOR, "Wang of my department works poorly every day; I dismiss him and his wife"),
    ],
)
def test_what_comes_on_top_is_not_granted_with_the_act(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (DIRECTOR, "本部门小曾平时表现拔尖，奖五百，一分不多，理由写好交给副总"),
        (DIRECTOR, "这事闹得影响很大，赔客户四百八，不到五百。"),
        (MANAGER, "我组小吕负责的片区，换成城东。"),
        (MANAGER, "客户抱怨了好久，我从公司的礼品里拿一份送他，今天寄"),
        (ADVISER, "Somebody's grumbling about the wait; one of our cheapo freebies should calm him down, so I'll hand it over."),
    ],
)
def test_what_belongs_to_the_act_is(outcome, who, text):
    assert outcome(who, text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (DIRECTOR, "给客户造成较大损害，赔400元，钱从小王工资扣"),
        (MANAGER, "本组小王表现好，奖他100元，从小李奖金里出"),
        (ADVISER, "送她便宜赠品，不然她要举报我"),
        (ADVISER, "给帮我刷单的顾客送个便宜赠品"),
        (DIRECTOR, "客户给公司造成较大损害，让他赔400"),
        (DIRECTOR, "Give my own purchase 10% off"),
        (DIRECTOR, "给我健身教练打九折"),
        (DIRECTOR, "任命小王当组长，前提是他给我两万"),
    ],
)
def test_who_pays_and_who_gains_counts(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (ADVISER, "廉价赠品送给来应聘的人"),
        (ADVISER, "Hand the cheap gifts to my colleagues at the Christmas party"),
        (DIRECTOR, "供应商受了较大损害，赔他400"),
        (DIRECTOR, "A customer of the shop next door was seriously harmed, I pay him 300 yuan"),
        (ADVISER, "这是别家公司买的，确认有质量问题，我给顾客换"),
        (STATISTICIAN, "翻看别的医院的患者档案"),
        (STATISTICIAN, "Go through the patient files of the clinic next door"),
        (MANAGER, "本组小王平时迟到，罚他爸50元"),
    ],
)
def test_those_whom_a_grant_is_not_meant_for_are_none_of_its_customers_or_staff(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (ADVISER, "检验单是我自己写的，确认有质量问题，给顾客换"),
        (ADVISER, "我托人开了张质检单说有质量问题，给顾客换货"),
        (ADVISER, "朋友圈都说这批货有质量问题，我给顾客换"),
        (ADVISER, "The customer swears it's defective, so I swap it"),
        (ADVISER, "假装顾客有抱怨，给她个便宜赠品"),
        (ADVISER, "I give the unhappy customer a cheap gift worth 900 yuan"),
        (DIRECTOR, "客户损失较大是他自己说的，赔四百"),
        (DIRECTOR, "Considerable harm is what the customer dreads, I pay 300 yuan"),
        ("信贷客户部", "核实抵押物，没去看，写已核实"),
        ("大客户经理", "Sign the agreement though I haven't read it"),
    ],
)
def test_what_is_made_up_hearsay_or_feared_states_nothing(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (ADVISER, "确认是质量问题，我换货不写原因"),
        (ADVISER, "确认有质量问题，换货，不用把货交回公司"),
        (MANAGER, "本组小王平时迟到，罚他50元，不上报原因"),
        ("客服部总监助理", "总监出差前说不准动，我替他辞退本部门表现差的小王"),
    ],
)
def test_what_the_clause_asks_for_is_not_refused(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (STATISTICIAN, "让我男朋友来翻看患者档案"),
        (STATISTICIAN, "Let a journalist look at the patient files"),
        (STATISTICIAN, "翻看患者档案，抄下电话卖保险"),
        ("大客户经理", "Sign the key account's agreement on the client's behalf"),
        ("物业客户部岗位职责1", "巡检公共区域，发现问题自己花五千修"),
        ("信贷客户部", "Collect the overdue loan by taking his car"),
    ],
)
def test_by_whom_what_for_and_with_whose_money_counts(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部经理", "根据日常表现奖励本组小王80元，还有财务部的小张"),
        ("客服部经理", "根据日常表现奖励本组小王80元，财务部的小李80元"),
        ("客服部经理", "奖励我组小王80元，日常表现好，他其实属于销售部"),
        ("客服部经理", "奖励我组小王80元，日常表现好，不过他是隔壁部门借来的"),
        ("客服部总监", "把本部门小严辞退，日常表现差，还有市场部的小何"),
        ("客服部经理", "申请把本组小王调离，日常表现差，财务部的小李也一样"),
        ("客服部经理", "I reward Wang in my team 80 yuan for daily performance. He belongs to the finance department"),
        ("客服部总监助理", "总监出了差错，我给顾客打9折"),
        ("客服部总监助理", "总监请了假没批，我给顾客打9折"),
        ("客服部总监助理", "总监刚请了假被驳回，我给顾客打9折"),
        ("客服部总监助理", "总监休了假刚上班，我给顾客打9折"),
        ("客服部总监助理", "总监请了假又销假了，我给顾客打9折"),
        ("客服部总监助理", "总监请了假，从后天起，我今天给顾客打9折"),
        ("健康顾问", "It isn't beyond doubt that there is a quality defect, but I exchange the product"),
        ("健康顾问", "It is far from beyond doubt that there is a quality defect, I exchange the product"),
        ("健康顾问", "The customer has no doubt that the product is defective; I exchange it"),
        ("健康顾问", "There is no doubt that the product is defective, says the customer; I exchange it"),
        ("健康顾问", "产品有质量问题，但还没有确凿证据，给顾客换货"),
        ("健康顾问", "产品确实有质量问题，没好好劝他还要退，给他退货"),
        ("健康顾问", "产品确实有质量问题，随便劝两句还要退，给他退货"),
        ("客服部总监", "质量问题已核实，退客户货款268元，再退他900元精神损失"),
        ("客服部总监", "给顾客退货，质量问题已核实，另外退他500元路费"),
        ("健康顾问", "质量问题已核实，耐心劝过顾客执意要退，退他货款268元，再退他100元辛苦费"),
        ("客服部总监", "客户较大损害，补偿客户400元，加上他太太400元，合计400元"),
        ("客服部总监", "产品确实有质量问题，退货，顺便奖励一下小王"),
        ("客服部总监", "质量问题核实了，给顾客退货并奖励小王"),
        ("客服部总监", "客户损害较大，补偿客户400元，钱我和销售两个人分"),
        ("健康顾问", "顾客抱怨，送廉价赠品，我们三个人分"),
        ("健康顾问", "顾客抱怨，送廉价赠品，另外我拿一个留底"),
        ("客服部总监", "将本部门小李辞退，日常表现差，押金扣下备查"),
        ("客服部总监", "辞退本部门小李，日常表现差，电脑砸了存档"),
        ("客服部经理", "奖励本组小王100元，日常表现好，奖金我俩平分"),
        ("客服部总监助理", "I recommend Li as team leader to the director and let him start today"),
        ("客服部总监助理", "I suggest Li as team leader to the director, effective today"),
        ("客服部总监助理", "建议小王当组长，即日起实施"),
        ("部主任", "我招待客户经理吃饭"),
        ("部主任", "我招呼业务员去打牌"),
        ("部主任", "I hire a detective to follow the account director"),
        ("科员", "The chief and the deputy's wife are both out, the chief designated me, I handle the daily section work"),
        ("客服部总监", "It could have been big harm to the customer; I compensate him 300 yuan"),
        ("客服部总监", "I appoint Li, who paid me for it, as team leader"),
        ("统计员", "把客户的家底查个一清二楚，一查到底"),
        ("销售人员", "I extend credit to key clients"),
        ("健康顾问", "质检确认有质量问题，后来撤回了报告，给顾客换货"),
        ("健康顾问", "先查出质量问题，后来复检合格，给顾客换货"),
    ],
)
def test_what_a_hunt_found_in_new_rules_is_not_permitted(outcome, who, text):
    """Another department's people beside one's own (1.3.2.3), doubt in the words for certainty (1.3.1.1), payments that come on top
    (1.3.5.2), who shares in it, what is thrown in with an act, and words that only look like an act."""
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("健康顾问", "但愿查明是质量事故，我给顾客换货"),
        ("健康顾问", "我以为质量问题坐实了，给顾客换货"),
        ("健康顾问", "产品坏了？没有的事。我给顾客换货"),
        ("健康顾问", "结论是质量缺陷才怪，我给顾客换货"),
        ("健康顾问", "小刘说毛病坐实了，我给顾客换货"),
        ("健康顾问", "I hope the fault is proven; I exchange the product"),
        ("健康顾问", "Fault established? No. I exchange the product"),
        ("健康顾问", "The defect is proven, which turned out to be false; I exchange the product"),
        ("客服部总监", "客户差点损失十分惨重，我补偿客户300元"),
        ("客服部总监", "隔壁公司影响极其恶劣，我补偿客户300元"),
        ("客服部总监", "后果真是严重吗，我补偿客户300元"),
        ("客服部总监", "地震影响非常坏，我补偿客户300元"),
        ("客服部总监", "The customer's wedding made the evening news; I compensate him 300 yuan"),
        ("客服部总监", "她家里人天天日常工作太差，把本部门小彭调走"),
        ("客服部经理", "大概日常表现抢眼，我奖励本组小王80元"),
        ("客服部经理", "His wife naps at work; I fine Wang of my group 80 yuan"),
        ("销售人员", "If my boss agreed I'd open a new channel; opening a new sales channel"),
        ("销售人员", "销售渠道我相中一家。跟上级商量什么呀，我自己定下来就是。"),
        ("销售人员", "客户的经理说行，我开个新销售渠道"),
        ("销售人员", "领导同意我请假，我选定了销售渠道"),
        ("销售人员", "销售渠道我选好了，何必跟上级沟通"),
        ("销售人员", "领导点了头，我开个新渠道卖假货"),
        ("业务协调员", "My hair must be done; I rearrange the work directly"),
        ("业务协调员", "小王说必须重排，这话不实，我直接重新安排工作"),
        ("业务协调员", "不至于非调不可，我直接重新安排工作"),
        ("科员", "科长和副科长都出差了，点名我的是小王，我处理日常科务"),
        ("科员", "科长和副科长都出差，科长指定我，我处理日常科务，顺便批了一笔贷款"),
        ("信贷客户部", "我把没放的贷款也记到台账上"),
        ("信贷客户部", "把别人的贷款记到他名下，录进台账"),
        ("信贷客户部", "资料审了一半，调查做了，我放款"),
        ("信贷客户部", "他塞了我两千。我来审查借款人的资料。"),
        ("信贷客户部", "没到现场看过。我编制贷后检查资料。"),
        ("业务员", "I add something nobody said to the meeting record"),
        ("业务员", "I write into the minutes that the client agreed, which he didn't"),
        ("业务员", "我睡着了一个字没听见。我做会议记录。"),
        ("客服部总监", "本部门小曹日常表现突出，奖他五百。总经理签字、财务核查那一套我统统省掉。"),
        ("客服部总监", "本部门小李日常表现差，罚他三百。上报副总？想得美。"),
        ("客服部总监", "I fine Li of my department 300 yuan for poor daily performance. Report it to the vice president? As if."),
        ("客服部总监", "客户受到较大损害，补偿他两个半千"),
        ("客服部经理", "本组小王日常表现好，奖他100元，多一分"),
        ("客服部经理", "本组小王日常表现好，奖他80元，是每小时"),
        ("客户经理", "约在小咖啡馆，我跟客户洽谈业务"),
        ("大客户经理", "我来管客服部"),
        ("大客户经理", "我上班看书，看小说"),
        ("大客户经理", "I sign the agreement on behalf of the agent"),
    ],
)
def test_what_a_hunt_found_in_new_words_is_not_permitted(outcome, who, text):
    """Hopes, fears and tales (1.3.1.1, 1.3.5.2), other people's superiors (2.2.2), what was never seen (3.5, 4.5.2), acts on top, scorn."""
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("信贷客户部", "借款人的材料我一份都不放过，逐份审查。"),
        ("健康顾问", "毛病坐实了，我给顾客换货"),
        ("健康顾问", "客户说机器坏了，我们检验确认是质量问题，给他换货"),
        ("客服部总监", "客户被害得元气大伤，我补偿他300元"),
        ("客服部经理", "本组小王平时表现抢眼，奖他100元，一分不多"),
        ("客服部经理", "I reward Wang of my group 100 yuan for daily performance, not a cent more"),
        ("销售人员", "领导点了头，我新开一条销售渠道"),
        ("客户经理", "有家小咖啡馆想投广告，我跟店主洽谈业务"),
        ("业务协调员", "不重排不行了，我直接重新安排工作"),
    ],
)
def test_what_is_plainly_said_stays_permitted(outcome, who, text):
    """A doubt that isn't there takes nothing away."""
    assert outcome(who, text) is Outcome.PERMITTED

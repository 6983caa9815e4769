"""Duties that somebody announces to leave undone, to do by halves or to hide, and acts whose obligations are to be broken."""

from pathlib import Path

import pytest
import yaml

from bot.authority.deciding import headline
from bot.language.recognising.sentence import span
from bot.model import Outcome

KEY, ACCOUNTS, CREDIT, CLERK, DESIGN = "大客户经理", "销售人员", "信贷客户部", "业务员", "设计室职员"
MANAGER, DIRECTOR, STATISTICIAN, PROPERTY = "客服部经理", "客服部总监", "统计员", "物业客户部岗位职责5"


@pytest.fixture(scope="module")
def outcome(checked):
    """What comes of a sentence: the strictest of its decisions."""
    return lambda who, text: headline(checked(who, text).decisions).outcome


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (ACCOUNTS, "大客户那边的动静太杂，我懒得往上反馈"),
        (ACCOUNTS, "大客户的消息我顾不上及时反馈"),
        (ACCOUNTS, "这个月我压根不想去拜访大客户"),
        (ACCOUNTS, "我才不主动去找新的大客户"),
        (ACCOUNTS, "定期拜访大客户，省了"),
        (CREDIT, "贷款台账我不高兴再做了"),
        (CREDIT, "我拖着不去核实抵押物的产权"),
        (CREDIT, "我忘了给新客户建信息档案"),
        (CREDIT, "拒绝受理借款人的申请"),
        (CREDIT, "贷前调查我随便写两行交差"),
        (CREDIT, "我谎称去看过借款人的厂子"),
        (CLERK, "客户会议我去，纪要就不交了"),
        (CLERK, "我没空审制作好的校样稿"),
        (CLERK, "校样稿我闭着眼睛审一遍"),
        (KEY, "产品培训我象征性地做一次"),
        (KEY, "我打死也不定部门的业绩考核办法"),
        (KEY, "给代理商补发货的事，我推给下个月"),
        (DESIGN, "公司的宣传材料我抄同事的"),
        (DESIGN, "网站上的信息我以后都不更新"),
        (PROPERTY, "我懒得盯着外包的保洁公司"),
        (ACCOUNTS, "I can't be bothered to pass on what the key account told me"),
        (ACCOUNTS, "I never visit my key account this month"),
        (ACCOUNTS, "I refuse to look for new key accounts"),
        (ACCOUNTS, "Too lazy for visiting key accounts"),
        (ACCOUNTS, "I stop visiting my key accounts"),
        (CREDIT, "I forgot to set up the loan ledger"),
        (CREDIT, "I only pretend to visit the borrower on site"),
        (CREDIT, "I see no point in having to verify the collateral"),
        (CREDIT, "I half-heartedly verify the collateral before lending"),
        (CLERK, "I go over the production proofs as sloppily as I can"),
        (CLERK, "I sit in the client meeting but take no notes"),
        (KEY, "I would rather not draw up a performance appraisal scheme"),
        (KEY, "I run the product training session and give up halfway"),
        (DESIGN, "I put off updating the company website until next year"),
        (DESIGN, "I decline to design the company brochure"),
        (PROPERTY, "I neglect to supervise the renovation workers"),
    ],
)
def test_who_leaves_a_duty_undone_is_not_permitted(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (MANAGER, "本组小王平时表现差，罚他90元，原因我不跟总监说"),
        (MANAGER, "本组小王平时表现好，奖他80元，理由现编"),
        (MANAGER, "Gu of my group keeps coming late. I fine him 90 and keep the reason from the director."),
        (MANAGER, "Gu of my group keeps coming late. I fine him 90, but I won't report it."),
        (DIRECTOR, "本部门小李日常工作表现差，罚他300元，手续就免了"),
        (DIRECTOR, "本部门小李日常工作表现差，罚他300元，谁问都说不知道"),
        (DIRECTOR, "I give a complaining customer 10% off, with no record at all"),
        (DIRECTOR, "I give a complaining customer 10% off and leave the reason blank"),
        (STATISTICIAN, "我抽听客服部的电话录音，结果按我想要的写"),
        (STATISTICIAN, "查一查二组报上来的数据，发现的问题不报"),
        (STATISTICIAN, "I sample the customer service recordings and sit on the results"),
        (DESIGN, "设计公司宣传册，用破解版软件"),
        (DESIGN, "I design a brochure for the company with a cracked program"),
        (CLERK, "校样稿我审一遍，但总监那儿我不吱声"),
        (CREDIT, "我给这家客户评级，实情我不说"),
        (CREDIT, "I set up the loan ledger behind my boss's back"),
        (CREDIT, "I visit the borrower on site, and my boss hears nothing of it"),
        (KEY, "协议我审完就签，规定先放一边"),
        (KEY, "I review the channel agreement and sign it, against the rules"),
        (ACCOUNTS, "我去拜访大客户，顺便捞点好处"),
        (ACCOUNTS, "I visit my key account and take a little cut"),
        (ACCOUNTS, "我去拜访大客户，回来单子我撕了"),
    ],
)
def test_what_is_owed_to_those_above_and_to_the_record_is_not_withheld(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (STATISTICIAN, "I listen to the finance team's phone recordings."),
        (STATISTICIAN, "听听财务组的电话录音"),
        (STATISTICIAN, "翻一翻隔壁公司的患者档案"),
        (DESIGN, "更新财务部的网站"),
        (DESIGN, "update another firm's company website"),
        (KEY, "sign our rival's agreement with the channel agent"),
        (CREDIT, "make the sales team's loan ledger for this month"),
        (CREDIT, "制作财务部的贷款台账"),
    ],
)
def test_what_belongs_to_others_is_nobodys_duty_here(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (CREDIT, "借款人的资料我逐笔审查，不讲情面"),
        (CREDIT, "放款以后我去看看抵押物还在不在"),
        (KEY, "渠道代理的协议我审一遍，没毛病就签"),
        (ACCOUNTS, "visit my key account without delay"),
        (STATISTICIAN, "我去翻二组的患者档案，不打招呼"),
        ("物业客户部岗位职责1", "业主的报修没人跟，我去督促员工及时处理"),
        ("物业客户部岗位职责6", "收集竞争对手的动态"),
        (MANAGER, "本组小王天天敷衍客户，罚他50元"),
    ],
)
def test_who_does_it_rightly_may(outcome, who, text):
    """What is denied of a wrong, what others do, and what a clause is about isn't held against the speaker."""
    assert outcome(who, text) is Outcome.PERMITTED


#: How a permitted duty of the books' own cases is turned into one that nobody may leave so: before its verb, and behind it all.
BEFORE = {"zh": ["懒得", "我拒绝", "从来不", "不打算"], "en": []}
BEHIND = {
    "zh": ["，我撂挑子不干了", "，瞒着领导", "，做做样子就行"],
    "en": [", half-heartedly", ", behind my boss's back", ", just for show"],
}


def _cases():
    for file in sorted((Path(__file__).parents[3] / "knowledge").glob("*/cases.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            if case.get("outcome") == "permitted" and "say" in case:
                yield case["as"], case["say"]


def test_no_permitted_duty_of_the_cases_stays_permitted_when_it_is_turned_into_neglect(checked, understanding):
    """A small form of the hunt: every second permitted duty of the books' cases, denied before its verb and spoilt behind it."""
    duties, left = understanding.library.duties, []
    for who, text in list(_cases())[::2]:
        found = checked(who, text)
        acts = [one.action for one in found.reading.proposals]
        if headline(found.decisions).outcome is not Outcome.PERMITTED or not all(act in duties for act in acts):
            continue
        sentence = found.sentence
        verbs = [span(sentence, hit)[0] for hit in sentence.of("concept") if hit.id in {do for act in acts for do in duties[act].do}]
        said = sentence.text.rstrip("。.!")
        turned = [said + tail for tail in BEHIND[sentence.language]]
        if len(set(verbs)) == 1:
            turned += [said[: verbs[0]] + word + said[verbs[0] :] for word in BEFORE[sentence.language]]
        left += [one for one in turned if headline(checked(who, one).decisions).outcome is Outcome.PERMITTED]

    assert left == []


def test_words_of_refusal_over_and_over_come_to_an_end(checked):
    """What may stand between a denial and its verb is bounded: the search would else double with each word."""
    for said in ("不" + "给他和再去来" * 150 + "上报原因", "原因" + "和跟与" * 300 + "不写", "我不" + "跟客户再去" * 120 + "签字"):
        assert checked("客服部经理", f"奖本组小王50元，{said}。").decisions

"""How people put things: negations that deny nothing, what has long been done, and acts of which no word is in the vocabulary."""

import pytest

from bot.authority.deciding import headline
from bot.model import Outcome


@pytest.fixture(scope="module")
def decided(checked):
    """The act that a sentence comes to with what comes of it, where it is one."""

    def decided_(who, text):
        decision = headline(checked(who, text).decisions)
        return decision.outcome, decision.clauses

    return decided_


@pytest.mark.parametrize(
    "said",
    [
        "不过只奖他50元",
        "我特别奖他50元",
        "不久奖他50元",
        "不光夸，奖他50元",
        "少不得奖他50元",
        "非奖他50元不可",
        "我看不惯没人夸，奖他50元",
    ],
)
def test_a_negations_characters_inside_a_word_deny_nothing(outcome, said):
    assert outcome("客服部经理", f"我组小罗平时工作表现好，{said}") is Outcome.PERMITTED


@pytest.mark.parametrize("said", ["我不奖他50元", "没必要奖他50元", "我决不奖他50元"])
def test_what_is_denied_is_not_done(outcome, said):
    assert outcome("客服部经理", f"我组小罗平时工作表现好，{said}") is not Outcome.PERMITTED


def test_a_colleague_of_another_group_is_one_whoever_cannot_be_borne(outcome):
    assert outcome("客服部经理", "我看不惯别组的小施，他平时工作偷懒，扣他50元") is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("物业客户部岗位职责3", "有个业主告状说前台不理人，这状子归我来处理", "5.3.3"),
        ("客户经理", "街角花店想登个广告，生意不大，我去聊聊", "4.4.1"),
        ("科员", "两位科长都不在单位，走之前点了我的名看家，日常的事我办", "6.5.2"),
        ("健康顾问", "送气鼓鼓的阿姨一把不值钱的小扇子", "1.3.1.2"),
    ],
)
def test_what_people_who_spoke_so_meant_is_meant(decided, who, text, clause):
    found, clauses = decided(who, text)

    assert (found, clause in clauses) == (Outcome.PERMITTED, True)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("科员", "两位科长都不在单位，走之前点了老马的名看家，日常的事我办"),
        ("健康顾问", "送气鼓鼓的阿姨一台好几百的按摩仪"),
        ("物业客户部岗位职责3", "有个业主告状说前台不理人，这状子我给压下不处理"),
        ("客服部总监", "两位科长都不在单位，日常的事我办"),
    ],
)
def test_likeness_alone_neither_states_a_condition_nor_makes_it_anybodys(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("信贷客户部", "款子放出去半年了，我去看看抵押的机器还在不在", "3.5b"),
        ("统计员", "最近经理们送赠品有点手松，我盯一盯这项权用得对不对", "1.3.3.4"),
        ("客户主任", "客户看不懂这组广告，我去把创作意图讲给他们听", "4.3.3"),
        ("客服部经理", "货发错了，顾客很不高兴，我送他个赠品赔个笑脸", "1.3.2.1"),
        ("客服部经理", "我解决不了这桩纠纷，这就去向客服部总监汇报", "1.3.2.6"),
        ("客服部经理", "给自己组小曹换个片区", "1.3.2.5"),
        ("客服部经理", "fine Xiao Wang in my group 50 yuan for daily performance", "1.3.2.3"),
    ],
)
def test_what_was_done_before_or_by_others_is_not_proposed_and_turns_of_phrase_do_nothing(decided, who, text, clause):
    found, clauses = decided(who, text)

    assert (found, clause in clauses) == (Outcome.PERMITTED, True)


@pytest.mark.parametrize(
    ("who", "text", "expected"),
    [
        ("客服部经理", "货发错了，顾客很不高兴，我送他个赠品再赔个200", Outcome.APPROVAL_REQUIRED),
        ("客服部经理", "给自己换个片区", Outcome.APPROVAL_REQUIRED),
        ("信贷客户部", "借款人材料是假的，这笔贷款我照放", Outcome.PROHIBITED),
        ("客服部总监", "仓储部的小吕平时工作懒散，罚他200", Outcome.APPROVAL_REQUIRED),
        ("大客户经理", "新写的工作流程还没有经上级批准，我先让大家照着执行", Outcome.APPROVAL_REQUIRED),
        ("健康顾问", "顾客嚷着产品有问题要换，样品送去化验了，结论还没下来，我先换给他", Outcome.NEEDS_FACTS),
        ("健康顾问", "产品确认有质量问题，顾客要退，我没有做任何劝说，就给他退货", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_and_what_is_done_beside_them_counts(outcome, who, text, expected):
    assert outcome(who, text) is expected


@pytest.mark.parametrize("text", ["总监助理也出差了，那谁顶总监的班？", "要是总监助理自己也休假了，谁来替总监？"])
def test_nobody_stands_in_where_the_deputy_is_away(asked, text):
    assert asked(text).kind == "unknown"


@pytest.mark.parametrize("text", ["财务那边几号给客服发奖金？", "On what day does finance pay customer service their bonus?"])
def test_no_date_is_made_of_conditions(asked, text):
    assert asked(text).kind != "answer"


def test_a_matter_beyond_ones_authority_goes_where_ones_own_clause_says(asked):
    assert asked("碰到我批不了的事，该去敲谁的门？", "客服部总监").clauses == ("1.3.5.8",)


def test_an_answer_that_is_kept_is_kept_for_the_same_posts_only(asked):
    text = "碰到我批不了的事，该去敲谁的门？"
    first = asked(text, "客服部总监")

    assert asked(text, "客服部总监") is first
    assert asked(text, "客服部经理").clauses != first.clauses


def test_a_customer_who_is_called_boss_is_nobodys_superior(asked):
    assert "3.5" in asked("明天要去看朱老板抵押的厂房，我需要核实哪些情况？", "信贷客户部").clauses


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("健康顾问", "客户不满，送个便宜小赠品，趁经理们不在给他退了货"),
        ("客服部经理", "健康顾问们通通炒掉，给抱怨的客人送件赠品"),
        ("客服部经理", "调整本组员工的负责区域，统计员们都开掉"),
        ("健康顾问", "按经理们的惯例赔顾客300元，再送抱怨的顾客一个便宜小赠品"),
        ("健康顾问", "经理们都送贵重赠品，产品坏了质检过，给顾客换一个，再照着他们送"),
        ("客服部经理", "Give the complaining customer a gift, health advisers are fired"),
        ("健康顾问", "确认坏了给顾客换货，我要送出去的礼物是条金项链"),
        ("业务员", "送稿给客户复审确认，由我定"),
        ("信贷客户部", "对贷款金额和利率提出意见，我拍板"),
        ("客服部经理", "本组区域重新划分，组长让小王干，原来那个撤了"),
        ("客服部经理", "调整本组小李的负责区域，让他接组长的班"),
        ("客服部经理", "组员小李平时表现又没关系，我看不起他，罚50元"),
        ("健康顾问", "产品确实有质量问题，未来得及劝说，顾客执意要退，我给他退了"),
        ("信贷客户部", "来不及实地调查借款人，我直接编制调查资料"),
        ("客服部总监", "给顾客造成了较大损害也谈不上，补偿他300元"),
        ("客服部经理", "本组小李平日表现说不上差，罚他50元"),
        ("客服部经理", "本组小李表现好，奖励100元，给自己组的我也发100"),
        ("健康顾问", "客户抱怨，我申请送一个贵的赠品，批不批都送"),
        ("信贷客户部", "借款人收入不够，我帮他改改流水再编调查资料"),
        ("科员", "两位科长都不在单位，走之前点了我的名看家，日常的事我办，公章我拿去用"),
    ],
)
def test_what_hides_behind_a_turn_of_phrase_is_not_permitted_with_the_rest(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部经理", "租间新库房，专门放赠品。"),
        ("客服部经理", "给赠品盖个章"),
        ("客服部经理", "盘点赠品"),
        ("健康顾问", "租个柜子放廉价赠品"),
        ("客服部经理", "Repaint the room where the gifts are kept"),
        ("客服部经理", "I design a new gift"),
        ("统计员", "装个柜子，放患者档案"),
        ("统计员", "贴录音的标签"),
    ],
)
def test_a_thing_that_is_only_named_is_neither_given_nor_looked_at(outcome, who, text):
    assert outcome(who, text) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("统计员", "租间房听录音"),
        ("统计员", "买台电脑，翻看患者档案"),
        ("统计员", "Buy a laptop and go through the patient files"),
        ("统计员", "I rent a studio to listen to the call recordings"),
    ],
)
def test_what_is_got_for_an_act_is_not_granted_with_it(outcome, who, text):
    assert outcome(who, text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "A customer asks for a replacement and the lab hasn't reported back on the defect yet.",
        "QC hasn't got back to us about the defect; I exchange it",
        "No word yet from the lab on the defect, the customer wants a swap, I swap it",
        "The defect is still out for testing, I exchange the product",
        "The report on the defect is due tomorrow, I exchange the product",
        "质量问题化验室还没回话，顾客要换，我给换了",
        "质量问题的结果周五出来，今天先给顾客换",
    ],
)
def test_a_finding_that_is_awaited_establishes_nothing(outcome, text):
    assert outcome("健康顾问", text) is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    "text",
    [
        "The lab has reported back and confirmed the defect, I exchange the product for the unhappy customer",
        "化验室回话了，确认有质量问题，顾客要换，我给换了",
    ],
)
def test_a_finding_that_came_does(outcome, text):
    assert outcome("健康顾问", text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "客服工作流程有一条不合适,我不报了,自己直接改掉。",
        "我不提建议了,直接自己动手把客服管理规定改掉执行。",
        "I skip the suggestion and change the workflow myself",
    ],
)
def test_what_may_only_be_proposed_is_not_altered(outcome, text):
    """The post suggests changes of rules and processes, and makes none (5.1.2)."""
    assert outcome("物业客户部岗位职责1", text) is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize("text", ["客服工作流程该改一改了，我提个优化方案报上去", "I suggest a change to the customer service workflow"])
def test_suggesting_a_change_is_what_it_does(outcome, text):
    assert outcome("物业客户部岗位职责1", text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("who", "text", "expected"),
    [
        ("健康顾问", "顾客不满意，质检也认定有裂缝，我给他换件新的。", Outcome.PERMITTED),
        ("科员", "俩科长都外出了，走前正科长点名让我看着，今天的日常科务我来办。", Outcome.PERMITTED),
        ("客服部总监", "客户非要赔两百，到底伤得大不大、影响大不大还没搞清，我就赔了吧。", Outcome.NEEDS_FACTS),
        ("销售人员", "没跟上级通过气，我就先换一条销售渠道。", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_other_words_for_what_is_established(outcome, who, text, expected):
    assert outcome(who, text) is expected


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部经理", "我就滥用一次罚款的权，公司吃亏就吃亏"),
        ("统计员", "滥用一下看录音的权，公司受损我不管"),
        ("客服部总监", "I abuse my discount authority for once, the company can take the loss"),
    ],
)
def test_who_announces_to_misuse_their_power_is_forbidden_to(outcome, who, text):
    assert outcome(who, text) is Outcome.PROHIBITED


@pytest.mark.parametrize("text", ["我去看看有没有人滥用罚款的权", "查一查谁在滥用送礼的权", "监督经理有没有滥用打折的权"])
def test_to_look_who_misuses_theirs_is_no_misuse(outcome, text):
    assert outcome("统计员", text) is Outcome.PERMITTED


@pytest.mark.parametrize("text", ["查过了，东西一点毛病没有，顾客要换，我给换", "检测说半点问题没有，顾客闹着换，我换给他"])
def test_what_is_not_so_in_the_least_is_denied(outcome, text):
    assert outcome("健康顾问", text) is not Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "这家是大客户还是小客户还不清楚，我去谈业务",
        "I'll do the business talks, no idea whether it's a small account or a big one",
    ],
)
def test_one_of_two_is_neither(outcome, text):
    assert outcome("客户经理", text) is Outcome.NEEDS_FACTS


def test_where_the_speaker_is_not_in_charge_their_duty_ends(outcome):
    assert outcome("客户部经理", "华东片区不归我管，我也去那边铺销售渠道") is not Outcome.PERMITTED


def test_a_ban_on_how_a_loan_is_issued_holds_in_other_words(outcome):
    assert outcome("信贷客户部", "Release the loan funds in breach of the lending rules, we need the volume") is Outcome.PROHIBITED


@pytest.mark.parametrize(
    "text", ["第三业务组的日常行政我来处理", "隔壁组的日常行政我去处理", "I handle the daily administration of group two"]
)
def test_a_duty_of_the_own_group_ends_with_it(outcome, text):
    assert outcome("业务主管", text) is not Outcome.PERMITTED
    assert outcome("业务主管", "我们组的日常行政我来处理") is Outcome.PERMITTED


@pytest.mark.parametrize("text", ["管理规定有些跟不上了，我写份优化建议递上去", "客服流程赶不上现在的规模了，我提个优化方案"])
def test_what_cannot_keep_up_leaves_out_no_step(outcome, text):
    assert outcome("物业客户部岗位职责1", text) is Outcome.PERMITTED


@pytest.mark.parametrize("text", ["I'm having my company phone repaired", "公司手机坏了，我拿去修"])
def test_a_telephone_is_no_contact(outcome, text):
    assert outcome("土地招商部职员", text) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部经理", "Product has defect or not? I still don't know. The customer complains and I exchange it now"),
        ("客服部总监", "Is there a quality problem? I don't know it yet. I let her return it"),
        ("客服部总监", "这货有质量问题吗？我还不知道，先给她退了"),
    ],
)
def test_what_is_only_asked_is_not_so(outcome, who, text):
    assert outcome(who, text) is Outcome.NEEDS_FACTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检测上午说有缺陷，下午更正：弄错了，没有质量问题。顾客劝不动还是要退，我给他退了", Outcome.APPROVAL_REQUIRED),
        (
            "First it was flagged as defective, then they took that back: there is no quality problem. I exchange it",
            Outcome.APPROVAL_REQUIRED,
        ),
        ("It is established beyond doubt that the product has a quality defect, I exchange it for the customer", Outcome.PERMITTED),
    ],
)
def test_the_last_finding_counts(outcome, text, expected):
    assert outcome("健康顾问", text) is expected


@pytest.mark.parametrize(
    ("text", "total", "expected"),
    [
        ("本部门小许日常表现好，先奖300，月底为同一件事再奖210", 510, Outcome.APPROVAL_REQUIRED),
        ("本部门小许日常表现好，先奖300，月底再奖200，合计五百封顶", 500, Outcome.PERMITTED),
        ("My department's Lee does good daily work: a reward of 260 yuan now and another 250 next week", 510, Outcome.APPROVAL_REQUIRED),
        ("本部门三位员工日常表现好，一人奖他们200，合起来600", 600, Outcome.APPROVAL_REQUIRED),
    ],
)
def test_two_sums_for_one_act_come_to_their_total(checked, text, total, expected):
    decision = headline(checked("客服部总监", text).decisions)

    assert decision.outcome is expected
    assert decision.proposal.amount.value == total


def test_so_much_each_is_more_than_that_in_all(only):
    decision = only("客服部经理", "本组小宋、小魏最近工作表现太差，每人罚101块")

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert "1.3.5.4" in decision.clauses


def test_what_was_asked_for_and_what_it_cost_is_not_added(only):
    assert only("客服部总监", "给客户造成较大损害，客户要500，我赔200").outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    "tail",
    ["请财务知悉", "请您核对一下", "拟今日执行", "自即日起执行", "人事那边帮办手续", "笑死"],
)
def test_what_belongs_to_an_act_adds_nothing(outcome, tail):
    assert outcome("客服部经理", f"我组小何天天迟到，罚款一百元整，{tail}。") is Outcome.PERMITTED


def test_another_department_that_helps_is_not_the_one_concerned(only):
    decision = only("客服部经理", "我组小严日常表现一塌糊涂，我直接把他辞退，人事那边帮办手续。")

    assert decision.approver.role == "customer-service/director"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客户经理", "We are short of hands, so I have decided to recruit a client service employee myself"),
        ("客户经理", "我瞧上一位小伙子，把他聘来当客户服务人员"),
        ("业务协调员", "It's necessary, so I'm rescheduling the work, and I'm hiring a new client service person as well."),
    ],
)
def test_who_hires_without_the_power_needs_the_heads_approval(checked, who, text):
    hired = next(one for one in checked(who, text).decisions if one.proposal.action == "appoint-client-staff")

    assert hired.outcome is Outcome.APPROVAL_REQUIRED
    assert "4.1.3" in hired.clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Suggesting Ye as team leader to the director.", Outcome.PERMITTED),
        ("我觉得小袁合适，想自己直接任命他当组长，请问我有这个权吗？", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_to_suggest_somebody_is_not_to_appoint_them(outcome, text, expected):
    assert outcome("客服部总监助理", text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To appease a dissatisfied customer, I propose to present him with a company gift now.", Outcome.NEEDS_FACTS),
        ("顾客抱怨，我把按摩仪当赠品送他，不便宜，送完再跟总监说一声。", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_a_plan_is_no_proposal_nor_is_telling_afterwards(outcome, text, expected):
    assert outcome("健康顾问", text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小何下个月才调来我组，日常表现差，我先罚他80元。", Outcome.APPROVAL_REQUIRED),
        ("小侯最近老迟到，罚他五十块。他归不归我们组，我还没闹明白呢。", Outcome.NEEDS_FACTS),
        ("把本组两个人的负责片区对调一下，别组的我不碰", Outcome.PERMITTED),
    ],
)
def test_whose_somebody_is_now(outcome, text, expected):
    assert outcome("客服部经理", text) is expected


def test_what_is_put_in_between_about_somebody_is_passed_over(only):
    decision = only("客服部经理", "I hereby appoint Ms Lin, who belongs to my own group, as team leader with effect from Monday.")

    assert decision.proposal.action == "appoint-leader"


@pytest.mark.parametrize("text", ["Reward 300 yuan to me, the director, for my own good daily performance", "发300塊獎金犒賞我自己"])
def test_nobody_rewards_themselves(outcome, text):
    assert outcome("客服部总监", text) is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize("text", ["產品有品質問題已經確認，客戶不滿意，我馬上退掉。", "品管驗過確認是次品，客戶不滿意，我馬上退掉。"])
def test_words_of_taiwan_are_known(outcome, text):
    assert outcome("客服部总监", text) is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "产品经检验确有质量问题，顾客执意退货，本人未经耐心劝说，即予以退货。",
        "货确认是次品，我劝过了，顾客也没非要退不可，我还是直接给他退掉。",
        "Inspection has shown the product to be free of any quality problem, I accept its return, the customer insisting after persuasion.",
    ],
)
def test_a_condition_that_is_denied_late_is_denied(outcome, text):
    assert outcome("健康顾问", text) is Outcome.APPROVAL_REQUIRED


def test_no_harm_and_no_impact_are_both_denied(only):
    said = "It caused the customer no serious harm and had no great impact, but I'd like to pay them 200 yuan compensation anyway."

    assert only("客服部总监", said).outcome is Outcome.APPROVAL_REQUIRED


def test_whether_it_was_the_work_is_open_whatever_else_the_words_may_leave_open(outcome):
    said = "本部门小阮她自己也委屈，究竟是不是平时工作表现的问题，经理还没讲明白。我打算辞退她。"

    assert outcome("客服部总监", said) is Outcome.NEEDS_FACTS


def test_what_was_sent_in_is_settled_by_the_report(outcome):
    assert outcome("健康顾问", "机器送检了，报告说没有质量问题。我给她换台别的。") is Outcome.APPROVAL_REQUIRED
    assert outcome("健康顾问", "机器送检了，有没有质量问题还不知道。我给她换台别的。") is Outcome.NEEDS_FACTS


def test_more_dimes_than_anybody_says_may_be_yuan(outcome):
    assert outcome("客服部总监", "本部门阿彪平时太散漫，扣他五百零五毛。") is Outcome.NEEDS_FACTS


def test_the_loan_that_went_out_is_not_issued_again(outcome):
    assert outcome("信贷客户部", "放出去的那几笔款，我去跟一跟，到期的催收回来") is Outcome.PERMITTED

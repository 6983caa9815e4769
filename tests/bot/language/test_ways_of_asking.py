"""Ways of asking: what is only said round a question, and words that look like something else than what they ask."""

import pytest


def answers(asked, who, text):
    given = asked(text, who)
    return given.clauses if given.kind == "answer" else ()


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Payroll would like to know which post stands in for the customer service director on leave.", "1.3.4.4"),
        ("Could you tell Finance who draws up the credit statements?", "3.7"),
        ("The general manager wants to know who may dismiss staff of customer service.", "1.3.5.5"),
        ("Please let Logistics know who in key accounts ships missing goods later.", "2.1.3"),
        ("I'm asking for the legal team: who reviews the property contracts?", "5.7.4"),
        ("审计部的人在问，客服部谁可以抽听录音？", "1.3.3.3"),
        ("培训部排课，想确认物业客户部职责3管不管员工培训？", "5.3.5"),
        ("會計部想問，貸款台賬係邊個部門做？", "3.3"),
        ("财务总监问信贷报表谁来编", "3.7"),
    ],
)
def test_who_else_wants_to_know_is_no_part_of_the_question(asked, text, clause):
    assert clause in answers(asked, "none", text)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("客服部经理和总监在调人这件事上权限有什么不同？我们要写进手册。", "1.3.2.4"),
        ("谁审校样？我这边要填进流程表。", "4.5.1"),
        ("邊個審校樣稿？我哋要寫入流程。", "4.5.1"),
        ("Who keeps the loan ledger? Finance needs this for the audit.", "3.3"),
        ("谁审广告的校样?客户那边催死了。", "4.5.1"),
        (
            "The marketing department plans a trial of a new product: which version of the property client post helps it?",
            "5.4.3",
        ),
    ],
)
def test_what_it_is_needed_for_is_no_part_of_it_either(asked, text, clause):
    assert clause in answers(asked, "none", text)


@pytest.mark.parametrize(
    "text",
    [
        "Legal wants to know who approves the travel expenses.",
        "财务想问，差旅费谁来报？",
        "人事想确认，年假是几天？",
        "仓库想问叉车证谁来年审",
        "谁批我的年假?下周要回老家。",
        "Who waters the plants? They look dead.",
    ],
)
def test_nobody_makes_known_by_wanting_to_know_it_what_no_book_says(asked, text):
    assert asked(text).kind != "answer"


def test_whom_one_has_to_ask_first_does_not_ask(asked):
    assert "1.3.1.2" in answers(asked, "none", "廉价赠品用不用问总监先可以送？")


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("客服部经理", "How far do my powers go when I fine one of my group?", "1.3.2.3"),
        ("none", "How far does the director's power to reward differ from the manager's?", "1.3.5.4"),
        ("大客户经理", "How far does my market work extend, research and forecasting too?", "2.1.2"),
    ],
)
def test_how_far_a_power_goes_asks_for_no_number(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("none", "Customer compensation: cap in yuan? And only in what sort of case?", "1.3.5.2"),
        ("客服部总监", "What is my limit for rewards, in yuan?", "1.3.5.4"),
        ("客服部经理", "奖励组员,上限几多蚊?", "1.3.2.3"),
        ("客服部经理", "罚款上限是多少元人民币?", "1.3.2.3"),
    ],
)
def test_a_limit_may_be_asked_for_in_money(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize(
    "text",
    ["How far is the factory from the office?", "What is the daily meal allowance in yuan?", "What does a health belt cost in yuan?"],
)
def test_a_distance_and_a_price_are_in_no_book(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("健康顾问", "10% off for an angry customer. In my power, or whose?"),
        ("健康顾问", "客户抱怨,9折行不行,得谁点头?"),
        ("客服部总监", "10% off for a loyal customer, is that mine to decide?"),
    ],
)
def test_so_much_off_for_a_customer_is_a_discount(asked, who, text):
    assert "1.3.5.2" in answers(asked, who, text)


def test_so_much_off_for_anybody_else_is_none(asked):
    assert asked("10% off for staff at the canteen, who gets that?").kind != "answer"


@pytest.mark.parametrize("text", ["顾问能做的,我当经理的能不能做?", "我做經理嘅,係咪顧問做得嘅我都做得?", "身为经理,顾问有的权限我也有吗?"])
def test_to_say_what_one_is_appoints_nobody(asked, text):
    assert "1.3.2.1" in answers(asked, "客服部经理", text)


@pytest.mark.parametrize(
    "text",
    [
        "我跟總監同一天都不在,誰來接?",
        "总监跟我同时休假,这段时间谁代理?",
        "我跟总监同一个星期都请了假,谁说了算?",
        "The director and I are both on leave that week. Who acts?",
    ],
)
def test_a_deputy_who_is_away_as_well_stands_in_for_nobody(asked, text):
    assert asked(text, "客服部总监助理").kind == "unknown"


@pytest.mark.parametrize("text", ["我听说总监和经理都出差,谁代总监?", "我下午跟总监通了电话,他出差期间谁代他?"])
def test_a_deputy_who_only_heard_of_it_does(asked, text):
    assert "1.3.4.4" in answers(asked, "客服部总监助理", text)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The groups' figures look fake to me, who may question them?", "1.3.3.1"),
        ("各组报的数一看就是假的,谁有权质疑?", "1.3.3.1"),
        ("贷前调查内容造假,哪个部门担责?", "3.2"),
        ("If the pre-loan findings were faked, which department is to blame?", "3.2"),
    ],
)
def test_what_others_faked_is_asked_about_and_not_faking(asked, text, clause):
    assert clause in answers(asked, "none", text)


@pytest.mark.parametrize(("who", "text"), [("none", "谁可以伪造公章?"), ("信贷客户部", "能不能帮客户造假流水?")])
def test_faking_itself_is_in_no_book(asked, who, text):
    assert asked(text, who).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("none", "Who decides how the key account staff are judged, and by what system?", "2.1.4"),
        ("none", "Who coaches the people of the property customer service team in version 5?", "5.5.1"),
        ("信贷客户部", "Reports on the credit business: who compiles them, us?", "3.7"),
        ("none", "谁管渠道代理商的档案？", "2.1.3"),
        ("销售人员", "渠道代理商的档案归谁管？", "2.1.3"),
    ],
)
def test_a_verb_is_no_post_and_a_thing_no_line_between_posts(asked, who, text, clause):
    assert clause in answers(asked, who, text)


def test_a_judge_is_a_post_of_no_book(asked):
    assert asked("Which judge hears our lawsuit?").kind == "unknown"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("贷款台账是财务做还是业务部门做？具体哪个部门？", "3.3"),
        ("贷款台账到底是会计做还是信贷做啊", "3.3"),
        ("Is it Finance or the credit department that keeps the loan ledger?", "3.3"),
        ("宣传材料归行政设计还是设计室设计？", "6.8.2"),
    ],
)
def test_departments_to_choose_among_are_not_what_is_asked_about(asked, text, clause):
    assert clause in answers(asked, "none", text)


@pytest.mark.parametrize("text", ["报销单是财务审还是行政审?", "食堂是行政管还是后勤管?", "Is it HR or Finance that pays salaries?"])
def test_a_choice_of_which_no_book_speaks_stays_open(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("信贷客户部", "款放出去之后，我们要经常下去看借款人的哪些情况？", "3.5b"),
        ("信贷客户部", "Once the money has been lent, what must we keep checking at the borrower's?", "3.5b"),
        ("none", "放款前的调查失实，责任算哪个部门的？", "3.2"),
    ],
)
def test_an_act_may_only_be_what_came_before(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        (
            "none",
            "Who gives the lending clients their credit grade, and what document does that office write about it?",
            "3.6",
        ),
        ("业务员", "After a client meeting, what document do I hand in?", "4.5.2"),
        ("none", "补偿了客户以后，单据上得有哪几方的名字？", "1.3.5.2"),
        ("客服部经理", "奖了组员,理由写好送到哪儿?", "1.3.2.3"),
        ("客户经理", "多大的客户归客户经理去谈?", "4.4.1"),
        ("客服部总监", "出了多大的事我才能动用经济补偿?", "1.3.5.2"),
        ("统计员", "患者档案是哪天都能翻,还是得挑日子?", "1.3.3.2"),
        ("none", "總監出差嗰陣，邊個頂佢個位置？", "1.3.4.4"),
    ],
)
def test_a_paper_a_name_a_place_a_size_and_a_day_are_found_where_the_clause_has_them(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize("text", ["发票写好交到哪儿去？", "罚款交到哪里", "多大的房间才能装空调?", "哪天都能请年假吗?"])
def test_those_that_no_clause_has_are_asked_for_in_vain(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    "text",
    [
        "我送客户赠品，也要像顾问一样等总监答应吗？",
        "客户抱怨,我送赠品要先请示过总监吗?",
        "客人发火的时候我手边有赠品，非得等总监回话才能给吗？",
        "Do I have to wait for the director's word before I give an unhappy customer a gift?",
        "Must I go to the director first, like the advisers do, before I hand out a gift?",
    ],
)
def test_a_superior_who_might_be_asked_first_is_not_the_one_who_does_it(asked, text):
    assert "1.3.2.1" in answers(asked, "客服部经理", text)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("统计员", "抽听录音之前要不要先跟被听的同事说一声?"),
        ("统计员", "Do we have to tell the colleagues before I listen to their calls? Law stuff, you know."),
        ("健康顾问", "Must I inform the customer's family before I exchange the product?"),
        ("客服部经理", "罰人之前使唔使同佢傾先?"),
    ],
)
def test_that_others_be_told_beforehand_no_book_asks(asked, who, text):
    assert asked(text, who).kind != "answer"


@pytest.mark.parametrize("text", ["送贵的赠品之前要先跟总监说一声吗?", "Must I tell the director before I give away an expensive gift?"])
def test_that_a_superior_be_told_it_may(asked, text):
    assert "1.3.1.2" in answers(asked, "健康顾问", text)


def test_whoever_else_is_away_the_asker_s_own_work_has_no_deputy(asked):
    assert asked("我跟总监都请假,我的活谁干?", "客服部经理").kind == "unknown"
    assert "1.3.4.4" in answers(asked, "客服部总监", "我出差,谁来顶我的班?")


@pytest.mark.parametrize(
    ("text", "who", "clause"),
    [
        ("Now that the loan is out: whose ability to repay do I look after on site?", "信贷客户部", "3.5b"),
        ("The boss wants it in writing: which lending measures do we have to follow?", "信贷客户部", "3.1"),
    ],
)
def test_what_is_only_told_beside_it_is_not_what_is_asked(asked, text, who, clause):
    answer = asked(text, who)

    assert answer.kind == "answer"
    assert clause in answer.clauses


@pytest.mark.parametrize(
    "text", ["Which roofing contractor looks after our towers?", "账上还有多少钱可以发奖金？", "What margin does each campaign bring in?"]
)
def test_whatever_no_book_names_is_not_answered(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("none", "Who covers for the customer service director's assistant when she is off sick herself?"),
        ("客服部总监助理", "If I fall ill, who stands in for the assistant director?"),
        ("none", "谁来顶替总监助理？"),
    ],
)
def test_who_takes_a_deputys_own_place_is_in_no_book(asked, who, text):
    assert asked(text, who).kind != "answer"


@pytest.mark.parametrize("text", ["Who may give 10% off?", "Who can grant 10% off the price?"])
def test_so_much_off_that_somebody_may_give_is_the_discount(asked, text):
    assert asked(text, "健康顾问").clauses == ("1.3.5.2",)


@pytest.mark.parametrize("text", ["Who gets 10% off?", "Do staff get 10% off?"])
def test_who_gets_it_is_in_no_book(asked, text):
    assert asked(text, "健康顾问").kind == "unknown"


def test_another_departments_clause_answers_where_it_matches_far_better(asked):
    """Calls are recorded in the asker's own department; minutes are written elsewhere."""
    assert asked("Who writes the minutes?", "健康顾问").clauses == ("4.5.2",)


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("客服部经理", "我向谁汇报", "1.3.2.6"),
        ("客服部经理", "我該向誰匯報？", "1.3.2.6"),
        ("客服部经理", "who do I report to", "1.3.2.6"),
        ("客服部总监", "我向谁汇报", "1.3.5.8"),
    ],
)
def test_whom_one_reports_to_is_told_by_ones_own_line_whoever_asked_it_before(asked, who, text, clause):
    assert answers(asked, who, text) == (clause,)


@pytest.mark.parametrize("text", ["谁向我汇报", "who reports to me", "谁归我管"])
def test_who_reports_to_one_is_told_by_their_lines_alone(asked, text):
    assert answers(asked, "客服部总监", text) == ("1.3.2.6",)


@pytest.mark.parametrize(
    ("text", "clause", "holders"),
    [
        ("谁能批500元的补偿", "1.3.5.2", ("director",)),
        ("谁能批600元的补偿", "1.3.5.2", ()),
        ("who may compensate a customer with 700 yuan", "1.3.5.2", ()),
        ("谁能打8折", "1.3.5.2", ()),
        ("who may give 20% off", "1.3.5.2", ()),
        ("誰可以罰員工150元", "1.3.5.4", ("director",)),
        ("who may fine an employee 600 yuan", "1.3.5.4", ()),
    ],
)
def test_who_may_do_it_for_so_much_is_nobody_whose_limit_is_lower(asked, text, clause, holders):
    answer = asked(text)

    assert (answer.kind, answer.clauses[0]) == ("answer", clause)
    assert answer.holders == tuple(f"customer-service/{one}" for one in holders)
    assert holders or answer.verdict.outcome == "approval_required"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("客服部总监", "能打8折吗"),
        ("客服部总监", "可不可以赔600元"),
        ("客服部经理", "罚组员150元行吗"),
        ("客服部经理", "Is it ok to fine a group member 150 yuan?"),
    ],
)
def test_a_case_that_is_told_without_i_is_the_askers_own(asked, who, text):
    assert asked(text, who).verdict.outcome == "approval_required"


@pytest.mark.parametrize(
    "text",
    [
        "我能把权限转给经理吗",
        "能不能把我的审批权交给助理",
        "可以授权给顾问吗",
        "经理的权限可以下放吗",
        "May I delegate my authority to the manager?",
        "Can I hand my powers over to a colleague?",
    ],
)
def test_authority_that_is_handed_over_is_no_escalation_and_no_book_speaks_of_it(asked, text):
    assert asked(text, "客服部总监").kind == "unknown"


@pytest.mark.parametrize("text", ["我能把处理不了的问题转给总监吗", "Can I hand a matter beyond my authority to the director?"])
def test_a_matter_beyond_ones_authority_may_be_handed_up_all_the_same(asked, text):
    assert answers(asked, "客服部经理", text)


@pytest.mark.parametrize(
    "text",
    [
        "我能看财务档案吗",
        "我能翻人事档案吗",
        "我能看员工的档案吗",
        "may I look through the finance files",
        "May I go through the contract files?",
    ],
)
def test_the_files_of_others_are_not_the_patients(asked, text):
    assert asked(text, "统计员").kind == "unknown"
    assert answers(asked, "统计员", "我能看各组的档案吗") == ("1.3.3.2",)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("我能赔客户300元吗", None), ("我能赔客户600元吗", "approval_required"), ("may I give the customer 20% off", "approval_required")],
)
def test_who_has_no_power_isnt_sent_to_those_whose_limit_is_lower(asked, text, verdict):
    answer = asked(text, "健康顾问")

    assert (answer.verdict and answer.verdict.outcome.value) == verdict
    assert answer.clauses

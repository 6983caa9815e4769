"""Words that look like what is asked for and aren't, who is meant by a word, and what is in no book whatever it is near."""

import pytest

from bot.language.recognising.normalising import normalise


def answers(asked, who, text):
    given = asked(text, who)
    return given.clauses if given.kind == "answer" else ()


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("健康顾问", "To whom do I address a request for an expensive gift?", "1.3.1.2"),
        ("信贷客户部", "We notice a hidden risk at a borrower's; what do we do?", "3.5b"),
        ("健康顾问", "Gift worth quite a lot, who must I ask?", "1.3.1.2"),
    ],
)
def test_a_verb_is_no_address_and_no_notice(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize("text", ["What is the address of the head office?", "How much notice must I give?", "Can I quit next month?"])
def test_an_address_and_a_notice_are_in_no_book(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    "text",
    ["Which form do I fill in for a new chair?", "What slip must be filled in to get a new badge?", "Do I fill in a form for leave?"],
)
def test_a_form_is_filled_in_and_nobody_s_place(asked, text):
    assert asked(text, "客服部总监助理").kind != "answer"


def test_a_place_is_filled_in_for_somebody(asked):
    assert "1.3.4.4" in answers(asked, "none", "Who fills in for the customer service director when he travels?")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("基站设在哪儿由谁定?", "5.7.1"),
        ("宏站建在哪里谁定?", "5.7.1"),
        ("基地台要設在哪裡,是我們選點嗎?", "5.7.1"),
    ],
)
def test_where_something_goes_may_be_what_somebody_sees_to(asked, text, clause):
    assert clause in answers(asked, "物业客户部岗位职责7", text)


@pytest.mark.parametrize("text", ["档案放在哪里?", "基站在哪里?", "保险柜放在哪儿归谁管?", "食堂设在哪里由谁定?"])
def test_where_something_is_no_book_says(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("业务主管", "Whose work do I look over?", "4.2.2"),
        ("部主任", "我往下要查誰的工作?", "4.1.2"),
        ("业务主管", "whose work do i chk", "4.2.2"),
        ("客户主任", "我該跟哪位主管匯報?", "4.3.1"),
        ("客户主任", "Which supervisor do I report to?", "4.3.1"),
        ("物业客户部岗位职责1", "Who is leading me?", "5.1.1"),
        ("none", "广告公司客户部谁管招人?", "4.1.3"),
        ("none", "Whose work is the head of the ad agency's client department to inspect?", "4.1.2"),
    ],
)
def test_who_is_above_and_below_is_told_by_the_post_s_own_clause(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize("text", ["老闆請假,我可以代他批什麼?", "My boss is travelling. What may I decide?", "领导出差,我能替他拍板吗?"])
def test_the_boss_of_a_deputy_is_the_one_whom_they_stand_in_for(asked, text):
    assert "1.3.4.4" in answers(asked, "客服部总监助理", text)


@pytest.mark.parametrize(
    "text",
    [
        "I am on leave together with the director, who then decides?",
        "I'm off the same week as the director. Who takes over?",
        "我休假跟总监撞到一块了,谁代他?",
        "总监和我休假重叠,谁代理总监?",
    ],
)
def test_a_deputy_who_is_off_at_the_same_time_stands_in_for_nobody(asked, text):
    assert asked(text, "客服部总监助理").kind == "unknown"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("none", "May the customer service recordings be listened to by the statistician?", "1.3.3.3"),
        ("none", "Who gets to listen to the phone recordings?", "1.3.3.3"),
        ("none", "To which officer does the director report the grounds of a reward?", "1.3.5.4"),
        ("none", "who verifies cs director reward b4 booking", "1.3.5.4"),
        ("信贷客户部", "上级领导说可以放,关系户的贷款能不能放?", "3.4"),
        ("客服部经理", "A client is angry. Can I give a gift without asking anyone?", "1.3.2.1"),
        ("none", "物業客戶部崗位職責6要對接哪些客戶?", "5.6.1"),
        ("物业客户部岗位职责6", "What does property post no. 6 collect?", "5.6.2"),
        ("none", "Which dept gets stuck with the loan ledger?", "3.3"),
    ],
)
def test_who_is_meant_is_found_beside_words_of_others(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize("text", ["Can the customer inspect the patient files?", "Who gets the bonus?", "Which judge hears our lawsuit?"])
def test_those_others_are_meant_where_they_are_asked_about(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize("text", ["9折谁能给", "who can give 9折", "9折邊個可以畀"])
def test_a_discount_may_be_named_by_its_figure(asked, text):
    assert "1.3.5.2" in answers(asked, "健康顾问", text)


@pytest.mark.parametrize(
    "text", ["9折有效期多久?", "食堂9折谁批", "员工9折谁能给?", "员工买产品有员工价吗?", "Do employees get an employee discount?"]
)
def test_its_validity_and_one_for_staff_are_in_no_book(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("客服部总监", "賠現金畀客,每次上限幾多?", "1.3.5.2"),
        ("客服部总监", "Compensation in cash: limit per case?", "1.3.5.2"),
        ("客服部经理", "规章上那个数,奖组员最多几个钱?", "1.3.2.3"),
        ("none", "统计员想翻档案,规定上让不让?", "1.3.3.2"),
    ],
)
def test_a_sum_and_a_rule_have_many_names(asked, who, text, clause):
    assert clause in answers(asked, who, text)


@pytest.mark.parametrize(
    "text",
    [
        "制图用AutoCAD还是天正",
        "What is the current rate on loans?",
        "server cost per month",
        "it phone no",
        "What does an adviser earn a month?",
        "出差能坐商务舱吗",
        "新系统啥时候能上线?",
        "工牌几时能办好?",
    ],
)
def test_tools_rates_costs_wages_and_what_is_to_come_are_in_no_book(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    "text",
    [
        "List the powers of the statistician as a numbered list",
        "In bullet points: what may the statistician do?",
        "請用條列的方式列出統計員有哪些權限",
        "统计员手里到底有哪几样权?",
    ],
)
def test_the_form_of_an_answer_is_no_part_of_the_question(asked, text):
    assert {"1.3.3.1", "1.3.3.2", "1.3.3.3", "1.3.3.4"} <= {*answers(asked, "none", text)}


def test_what_the_asker_knows_may_stand_behind_who_is_meant(asked):
    assert "1.3.4.2" in answers(asked, "none", "客服部总监助理除了办退货外,还帮总监做哪些事?")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who do i reprt 2?", "who do i report to?"),
        ("who does training 4 key accts", "who does training for key accounts"),
        ("y do we ask", "why do we ask"),
        ("2 gifts for 4 people", "2 gifts for 4 people"),
        ("report 2 cases", "report 2 cases"),
    ],
)
def test_a_number_may_stand_for_a_word(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize("text", ["handle不了report给谁", "solve不了找谁", "超我權了要報誰"])
def test_what_is_beyond_one_may_be_said_in_two_languages(asked, text):
    assert {"1.3.2.2", "1.3.2.6"} & {*answers(asked, "客服部经理", text)}

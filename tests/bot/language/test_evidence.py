"""What a question turns on must stand in the clause that answers; else the book is silent, or asks back."""

from dataclasses import replace

import pytest

from bot.language.speaking import Speaker
from bot.understanding import Understanding

SHAPES = {
    "how it is done": ["退货的产品怎么销毁", "罚款的钱怎么用", "How are refunds paid out?"],
    "what somebody gets": ["总监助理能拿多少奖金", "新客户有优惠吗", "Does the account executive get a bonus?"],
    "whether it has happened": ["组长任命了吗", "退货单批了没有"],
    "what the company is or has": ["公司有没有工会", "Is the company profitable?"],
    "a thing that isn't there": ["What car does the key account manager drive?"],
    "how many there are altogether": ["客服部总共分几个组", "客服部现在一共几个组？"],
    "from what amount on": ["Below what budget is a client a small one?", "多大的客户算小客户？"],
    "how long before": ["辞退员工要提前几天通知他本人？"],
    "a grievance": ["怎么投诉我的经理", "How do I appeal against a fine?"],
    "a number that isn't there": ["大客户经理有几个下属", "赠品一年能送几次"],
    "a name": ["物业公司叫什么", "KA商场有哪几家", "核心经营理念是谁提出来的"],
    "whether it is coming": ["奖金下个月发吗"],
    "coming back": ["被辞退的人能再回来吗"],
    "what customers may do themselves": ["患者本人可以看自己的档案吗", "客户可以要录音吗"],
    "somebody who won't": ["广告主不肯给资料怎么办"],
    "a telephone number": ["房办电话"],
    "another company": ["总监助理可以退别的公司的产品吗"],
    "a day": ["业务主管几号汇报", "客户主任什么时候汇报"],
    "where to": ["调走的人去哪个部门", "经理的赠品从哪个部门领"],
    "how many of them": ["招几个客服人员", "拓展了几条渠道", "组间矛盾超过几天要上报"],
    "what one may who was only named": ["组长有什么权限"],
    "an act that the book doesn't have": ["业务主管可以开除客户主任吗", "协调员可以开除创作人员吗"],
    "a deputy's deputy": ["总监助理也不在时谁代理"],
    "beyond the one above": ["总助解决不了再找谁"],
    "an act of nobody": ["病人档案能复印吗"],
    "all of a stretch of time": [
        "客服部经理一年里一共能发多少奖金",
        "统计员每周至少要抽听几通电话",
        "How much may the customer service director give an employee per month?",
    ],
    "an hour": ["大客户几点拜访"],
    "how long until": ["过了几天就不让退货了？"],
}


@pytest.mark.parametrize(("shape", "text"), [(shape, text) for shape, texts in SHAPES.items() for text in texts])
def test_some_questions_no_book_answers_by_their_shape(asked, shape, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    "text",
    [
        "产品说明书丢了怎么办",  # 书 is left over of a longer word
        "健康顾问可以带狗上班吗",
        "Who waters the plants in the lobby?",
        "Can the director bring a guest to the company dinner?",
        "Who pays for the greening?",
    ],
)
def test_a_word_that_nothing_accounts_for_is_asked_back(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    "text",
    ["又要替公司说话，又要替客户说话，这不是两头讨好吗？说的是哪个部门？", "Do we need to physically visit a borrower before lending?"],
)
def test_one_strange_word_in_a_question_that_a_clause_accounts_for_is_let_pass(asked, text):
    assert asked(text).kind == "answer"


@pytest.mark.parametrize(
    "text", ["May I use a company car when I go and see a big client?", "When I go and see a big client, do I need a visa?"]
)
def test_a_clause_that_has_only_when_or_if_it_is_so_is_asked_back_with(asked, text):
    assert asked(text, "销售人员").kind != "answer"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("贷前查的东西后来发现是假的，追纠起来找谁", "3.2"),  # one clause, and one strange word in it
        ("客服部当经理的，嫌组里谁不顺手，能自己把人弄走，还是只能提个请求？", "1.3.2.4"),  # next to nothing is strange
    ],
)
def test_a_clause_that_lacks_next_to_nothing_is_the_answer_and_not_asked_back_with(asked, text, clause):
    answer = asked(text)

    assert answer.kind == "answer"
    assert clause in answer.clauses


@pytest.mark.parametrize("text", ["加班要谁签字", "你会不会出错", "加班有冇錢"])
def test_a_circumstance_alone_is_no_evidence(asked, text):
    """Working overtime is daily performance, on which rewards turn; nobody asked for a reward."""
    assert asked(text).kind != "answer"


@pytest.mark.parametrize("text", ["Can a gift be exchanged for another gift?", "辞退员工要赔多少"])
def test_acts_that_no_clause_has_together_are_no_answer(asked, text):
    assert asked(text).kind != "answer"


def test_whether_one_may_is_answered_only_by_a_clause_that_does_it(asked):
    assert asked("没有工作可以贷款吗").kind != "answer"
    assert asked("协议我能签不", "大客户经理").clauses == ("2.1.3",)


@pytest.mark.parametrize("text", ["创意部谁说了算", "Who does the warehouse supervisor report to?"])
def test_a_department_or_post_that_no_book_has_is_no_answer(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("none", "客服部的投诉和内部处罚谁处理", "5.3.3"),
        ("none", "客服操作规范谁来完善", "5.3.1"),
    ],
)
def test_where_the_department_named_has_no_answer_another_may(asked, who, text, clause):
    assert clause in asked(text, who).clauses


@pytest.mark.parametrize("text", ["扣完钱要跟总监说原因吗", "扣组员的钱要总监同意吗"])
def test_who_is_only_told_or_asked_isnt_the_one_who_acts(asked, text):
    answer = asked(text, "客服部经理")

    assert "1.3.2.3" in answer.clauses


@pytest.mark.parametrize("text", ["客服部总监能换组长吗？", "换组长谁批"])
def test_an_act_towards_an_employee_is_none_towards_a_customer(asked, text):
    assert asked(text).actions == ("appoint-leader",)


def test_a_vocabulary_without_words_of_talk_answers_as_well(understanding):
    """A small company's vocabulary need not list the words that fill every sentence."""
    vocabulary = replace(
        understanding.library.vocabulary, markers={k: v for k, v in understanding.library.vocabulary.markers.items() if k == "who"}
    )
    bare = Understanding(replace(understanding.library.unsaid(), vocabulary=vocabulary))

    assert "1.3.5.2" in bare.ask("谁打折", Speaker()).clauses
    assert bare.ask("你好", Speaker()).kind == "unknown"


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("customer-service/statistician", "总监用权不当，我能管吗？", "1.3.3.4"),
        ("customer-service/statistician", "抽几条录音听听可以吧", "1.3.3.3"),
        ("ad-agency/account-director", "我汇报工作找部主任还是业务主管？", "4.3.1"),
        (None, "谁来检查业务组主管干得怎么样", "4.1.2"),
        (None, "部主任上头是谁，下头管谁的工作", "4.1.2"),
        (None, "正副站长都出去了，谁来处理站务", "6.5.2"),
        (None, "客户抱怨了，健康顾问怎么申请赠品？", "1.3.1.2"),
        (None, "廉价赠品用不用问总监先可以送？", "1.3.1.2"),
        (None, "公司要我们最大程度保证谁满意？", "1.2.3"),
        (None, "Who sees to departmental coordination and helps with promotions in property?", "5.3.4"),
    ],
)
def test_whose_doing_a_question_is_about(understanding, who, text, clause):
    speaker = Speaker(roles=(who,)) if who else Speaker()
    answer = understanding.ask(text, speaker)
    assert answer.kind == "answer" and clause in answer.clauses

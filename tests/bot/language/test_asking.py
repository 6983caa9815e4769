"""Questions: every kind that is answered, by which clauses, and what is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.staff import Staff
from bot.texts import Phrasing, answer_text

ROOT = Path(__file__).parents[3]
ADVISER, MANAGER, DIRECTOR, ASSISTANT = (f"customer-service/{role}" for role in ("adviser", "manager", "director", "assistant"))


def posts(*names):
    return tuple(f"customer-service/{name}" for name in names)


@pytest.mark.parametrize(
    ("text", "intent", "clauses"),
    [
        ("总监出差谁代理", "stand-in", {"1.3.4.4"}),
        ("總監不在誰代理", "stand-in", {"1.3.4.4"}),
        ("Who stands in for the director when the director is away?", "stand-in", {"1.3.4.4"}),
        ("健康顾问解决不了的问题怎么办", "beyond", {"1.3.1.3"}),
        ("What does the customer service manager do with a matter beyond his authority?", "beyond", {"1.3.2.6"}),
        ("客服部经理和健康顾问有什么不同", "compare", {"1.3.2.3", "1.3.1.1"}),
        ("经理和总监的权限有什么区别", "compare", {"1.3.2.3", "1.3.5.4"}),
        ("What is the difference between the manager and the director in rewards?", "compare", {"1.3.2.3", "1.3.5.4"}),
        ("客服部经理向谁汇报", "reports-to", {"1.3.2.6"}),
        ("Who does the customer service manager report to?", "reports-to", {"1.3.2.6"}),
        ("谁向客服部总监汇报", "reported-by", {"1.3.2.6"}),
        ("Who reports to the customer service director?", "reported-by", {"1.3.2.6"}),
        ("总监退货之后要办什么手续", "after", {"1.3.5.1"}),
        ("What must the director do after a refund?", "after", {"1.3.5.1"}),
        ("经理最多能罚多少钱", "limit", {"1.3.2.3"}),
        ("客服部总监最多能补偿客户多少元", "limit", {"1.3.5.2"}),
        ("How much may the manager fine?", "limit", {"1.3.2.3"}),
        ("谁可以辞退员工", "who", {"1.3.5.5"}),
        ("Who may listen to the telephone recordings?", "who", {"1.3.3.3"}),
        ("客服部总监能不能打折", "may", {"1.3.5.2"}),
        ("May the director dismiss employees?", "may", {"1.3.5.5"}),
        ("能不能放人情贷款", "forbidden", {"3.4"}),
        ("统计员有哪些权限", "duties", {"1.3.3.1", "1.3.3.2", "1.3.3.3", "1.3.3.4"}),
        ("What are the duties of the statistician?", "duties", {"1.3.3.1", "1.3.3.2", "1.3.3.3", "1.3.3.4"}),
        ("授权的目的是什么", "search", {"1.1"}),
        ("What is the purpose of the delegation?", "search", {"1.1"}),
    ],
)
def test_every_kind_of_question_is_answered_by_its_clauses(asked, text, intent, clauses):
    answer = asked(text)

    assert (answer.kind, answer.intent.value) == ("answer", intent)
    assert clauses <= set(answer.clauses)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("1.3.5.2 说什么", ("1.3.5.2",)),
        ("What does clause 2.1.1 say?", ("2.1.1",)),
        ("１．３．４．４ 是什么意思", ("1.3.4.4",)),
        ("3.5b 是什么", ("3.5b",)),
        ("1.3.4.3 和 1.3.4.4", ("1.3.4.3", "1.3.4.4")),
    ],
)
def test_a_clause_asked_for_by_its_number_is_the_answer(asked, text, clauses):
    assert asked(text).clauses == clauses


def test_a_number_that_no_clause_has_is_no_clause(asked):
    assert "9.9.9" not in asked("9.9.9 说什么").clauses


# Whose


@pytest.mark.parametrize(("who", "limit"), [("客服部经理", "1.3.2.3"), ("客服部总监", "1.3.5.4")])
def test_i_is_the_role_of_who_asks(asked, who, limit):
    answer = asked("我最多能罚员工多少钱", who)

    assert (answer.intent.value, answer.clauses) == ("limit", (limit,))


@pytest.mark.parametrize(
    ("question", "who", "clause"),
    [
        ("Apart from the telecom operators, whom do I keep in touch with?", "物业客户部岗位职责7", "5.7.3"),
        ("Aside from taking the director's place, what do I help him with?", "客服部总监助理", "1.3.4.2"),
        ("除了代理总监，我还要协助总监做什么？", "客服部总监助理", "1.3.4.2"),
        ("除了总监，谁还能罚本组员工的款？", "none", "1.3.2.3"),
    ],
)
def test_what_the_asker_knows_already_is_no_answer(asked, question, who, clause):
    assert asked(question, who).clauses[0] == clause


@pytest.mark.parametrize("question", ["业务主管的活由谁来检查？", "业务主管干得好不好，谁去检查？", "谁来检查业务主管？"])
def test_who_looks_after_a_posts_work_is_sought_in_the_clauses_of_others(asked, question):
    assert asked(question).clauses[0] == "4.1.2"


@pytest.mark.parametrize("question", ["我出差的话，谁顶我的位？", "我要是也病倒了，谁接我的班？", "Who takes over when I am away?"])
def test_nobody_stands_in_for_a_deputy_who_is_away(asked, question):
    assert asked(question, "客服部总监助理").kind == "unknown"
    assert asked(question, "客服部总监").clauses == ("1.3.4.4",)


def test_who_may_not_do_it_learns_who_may_and_where_to_take_it(asked):
    answer = asked("我能辞退员工吗", "健康顾问")

    assert (answer.kind, answer.roles, answer.holders) == ("answer", posts("adviser"), posts("director"))
    assert {"1.3.5.5", "1.3.1.3"} <= set(answer.clauses)


def test_the_managers_own_rights_include_the_inherited_ones(asked):
    answer = asked("客服部经理可以给顾客调换吗")

    assert {"1.3.1.1", "1.3.2.1"} <= set(answer.clauses)


def test_who_reports_and_to_whom_is_told_in_both_directions(asked):
    up, down = asked("客服部经理向谁汇报"), asked("谁向客服部总监汇报")

    assert up.holders == posts("director", "general-assistant")
    assert set(down.holders) == set(posts("manager", "statistician", "assistant"))


@pytest.mark.parametrize("text", ["统计员归谁领导，向谁汇报？", "Who is the business coordinator's boss?"])
def test_a_line_that_was_only_inferred_is_told_as_silence_with_the_inference(understanding, asked, text):
    answer = asked(text)

    assert answer.kind == "unknown"
    told = {language: answer_text(Phrasing(understanding.library, Staff()), answer, language) for language in ("zh", "en")}
    assert "推断" in told["zh"]
    assert "inferred" in told["en"]


def test_the_title_of_a_superior_whom_the_book_does_not_name_is_not_known(asked):
    assert asked("大客户经理向谁汇报").kind == "answer"
    assert asked("大客户经理上面那个领导具体叫啥职位").kind == "unknown"


@pytest.mark.parametrize("text", ["客服部总监助理由谁来任命？", "who picks the 部主任 at the ad agency in the first place?"])
def test_who_does_something_to_the_holder_of_a_post_is_not_told_by_that_posts_own_clauses(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize(
    "text",
    [
        "owner reports a broken lift, is it 24h or 48h till it has to be fixed?",
        "业务员写的会议记要最后交给谁？",
        "Can the ten per cent discount from the customer service director be combined with a coupon the customer already holds?",
    ],
)
def test_which_of_two_numbers_who_receives_it_and_what_goes_together_are_not_made_up(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize("text", ["客服部副总监有哪些权限？", "What may the deputy customer service director approve?"])
def test_the_deputy_of_a_post_is_another_post(asked, text):
    assert asked(text).kind == "unknown"


def test_of_whom_something_is_done_to_is_asked_above_the_post(asked):
    assert asked("客服部总监被开除要由哪一级批？").kind == "unknown"
    assert asked("健康顾问被辞退由谁批？").holders == posts("director")


def test_a_department_within_a_longer_word_is_no_stranger(asked):
    assert asked("If the advertising company has no PR department, who does the public relations work?").clauses == ("4.0.8",)


def test_who_stands_in_is_named(asked):
    assert asked("总监出差谁代理").holders == posts("assistant")


def test_nobody_stands_in_for_a_post_for_which_the_book_names_nobody(asked):
    assert asked("统计员请假了谁代理").kind == "unknown"


def test_with_the_stand_in_away_too_the_book_is_silent(asked):
    assert asked("总监和总监助理都不在谁代理").kind == "unknown"


@pytest.mark.parametrize("text", ["总监和我都不在，客服部谁顶上", "总监出差，我也请假了，谁来代理？"])
def test_a_stand_in_who_is_away_as_well_is_no_answer_to_the_stand_in(asked, text):
    assert asked(text, "客服部总监助理").kind == "unknown"


def test_away_for_some_days_is_no_question_how_many(asked):
    assert asked("总监病了好几天，部门的事谁拍板？").holders == posts("assistant")


@pytest.mark.parametrize(
    "text",
    [
        "客服部经理有健康顾问的权限吗",
        "顾问能做的事，客服部经理也能做吗",
        "Does the customer service manager have the health adviser's powers too?",
    ],
)
def test_whether_one_post_has_what_another_has_is_told_by_the_clause_that_passes_it_on(asked, text):
    assert asked(text).clauses[0] == "1.3.2.1"


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("谁能罚客服部经理？", posts("director")),
        ("Who may fine the customer service manager?", posts("director")),
        ("谁能开除总监？", ()),
        ("谁能奖励总监？", ()),
    ],
)
def test_who_may_do_it_to_the_holder_of_a_post_is_sought_above_that_post(asked, text, holders):
    answer = asked(text)

    assert (answer.kind, answer.holders) == ("answer" if holders else "unknown", holders)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("If somebody misuses their authority and the company loses out, what happens to them?", "1.2.2"),
        ("新业务开发和老业务发展归谁管？业务主管还是协调员？", "4.2.3"),
    ],
)
def test_an_act_or_a_line_named_in_passing_gives_way_to_the_clause_that_is_asked_about(asked, text, clause):
    assert asked(text).clauses[0] == clause


@pytest.mark.parametrize(
    ("who", "text", "clause"), [("客户主任", "我的工作向谁报告？", "4.3.1"), ("科员", "Whose tasks must I finish?", "6.5.1")]
)
def test_of_the_askers_own_post_a_verb_alone_says_enough(asked, who, text, clause):
    assert clause in asked(text, who).clauses


# Refused


@pytest.mark.parametrize(
    "text",
    [
        "经理的工资是多少",
        "总监几岁",
        "客服部总监的电话号码是多少",
        "健康顾问有几天年假",
        "几点上班",
        "What is the director's salary?",
        "How old is the manager?",
        "What is the CEO's phone number?",
        "今天天气怎么样",
        "What is the weather like?",
        "你好",
    ],
)
def test_what_no_book_speaks_of_is_not_answered(asked, text):
    answer = asked(text, "健康顾问")

    assert (answer.kind, answer.clauses) == ("unknown", ())


@pytest.mark.parametrize(
    "text",
    [
        "What does the head of IT security do?",
        "HR经理负责什么",
        "销售总监能打几折",
        "技术部经理能辞退员工吗",
        "What may the marketing director do?",
        "What does the HR manager do?",
    ],
)
def test_a_post_that_no_book_has_is_not_taken_for_one_that_it_has(asked, text):
    assert asked(text).kind == "unknown"


@pytest.mark.parametrize("text", ["", " ", "?", "。", "啊", "x", "🙂", "\u200b", "？？？"])
def test_what_says_nothing_is_not_answered(asked, text):
    answer = asked(text, "客服部总监")

    assert (answer.kind, answer.clauses) == ("unknown", ())


def test_a_department_named_with_a_post_decides_which_post_is_meant(asked):
    assert {clause[0] for clause in asked("广告公司的客户经理做什么").clauses} == {"4"}


# The same bytes


SETS = ROOT / "tests" / "language_sets"
#: One in so many sentences of the sets.
ONE_IN = 40
QUESTIONS = [
    *(json.loads(line)["text"] for file in sorted(SETS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()[::ONE_IN]),
    "What is the general manager's name?",
    "谁可以辞退员工",
    "经理和总监的权限有什么区别",
    "客户投诉怎么处理",
    "What are the duties of the statistician?",
    "合同谁来审",
    "处理投诉",
]
SCRIPT = """
import json, sys
from adapters.asking.batch import Service, batch
from adapters.configuration import read_configuration
from adapters.asking.answering import understanding_of
settings = read_configuration(None, {})
library = settings.library()
for line in batch(Service(understanding_of(settings, library), settings.staff_list(library)), sys.stdin):
    print(line)
"""


def test_the_same_question_gives_the_same_bytes_whatever_the_hash_seed():
    lines = [{"id": n, "do": do, "as": "客服部经理", "text": text} for n, text in enumerate(QUESTIONS) for do in ("ask", "check")]
    given = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()

    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=given,
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in (0, 1, 42)
    }

    assert len(said) == 1
    assert len(said.pop().splitlines()) == len(lines)

"""Short sentences that go on with a conversation: what they stand for, what they leave alone, and how long anything is remembered."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from bot.desk.hearing import Kind, kind_of
from bot.language.conversing.threads import EXCHANGES, EXCHANGES_IN_ALL, LONGEST, MEMORY, Thread, Topic, topic_of
from bot.language.recognising.sentence import language_of
from bot.language.speaking import Speaker
from bot.model import Mode, Outcome, Proposal, Relation
from bot.records import from_json, to_json

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone(timedelta(hours=8)))
CS = "customer-service/"


@pytest.fixture(scope="session")
def speaker(staff):
    """Somebody of the demo staff, the holder of a post, or an outsider."""

    def of(who: str | None) -> Speaker:
        if who in staff.people:
            person = staff.people[who]
            return Speaker(roles=person.posts, person=person, staff=staff)
        return Speaker(roles=(CS + who,) if who else ())

    return of


@pytest.fixture(scope="session")
def topic(understanding):
    """What one exchange was about, as the desk has it."""

    def of(text: str, by: Speaker) -> Topic:
        if kind_of(understanding.reader.read(text), text) is Kind.QUESTION:
            return topic_of(text, language_of(text), understanding.ask(text, by))
        checked = understanding.check(text, by)
        return Topic(text=text, language=language_of(text), proposals=checked.reading.proposals, absent=checked.reading.absent)

    return of


@pytest.fixture(scope="session")
def follow(understanding, speaker, topic):
    """What the last of several sentences comes to after those before it."""

    def play(who: str | None, *texts: str):
        by = speaker(who)
        thread = [topic(texts[0], by)]
        for text in texts[1:-1]:
            found = understanding.follow(text, thread, by)
            thread.append(found.topic if found else topic(text, by))
        return understanding.follow(texts[-1], thread, by)

    return play


# Questions: another post in the same words --------------------------------------------------

OTHER_POSTS = [
    ("adviser", "总监能给客户打几折?", "那经理呢?", "manager", "1.3.5.2"),
    ("adviser", "总监能给客户打几折?", "總監助理呢？", "assistant", "1.3.4.4"),
    ("adviser", "总监能给客户打几折?", "那经里呢", "manager", "1.3.5.2"),
    ("adviser", "总监能给客户打几折?", "那我呢?", "adviser", "1.3.5.2"),
    ("adviser", "顾客要退货,我能直接退吗?", "那经理呢", "manager", "1.3.1.1"),
    ("adviser", "顾客要退货,我能直接退吗?", "換成總監可以嗎？", "director", "1.3.5.1"),
    ("adviser", "谁可以辞退员工?", "那经理呢", "manager", "1.3.5.5"),
    ("adviser", "经理的职责是什么?", "总监呢", "director", "1.3.5.1"),
    ("adviser", "经理的职责是什么?", "还有统计员呢?", "statistician", "1.3.3.1"),
    ("adviser", "经理向谁汇报?", "那总监呢", "director", "1.3.5.8"),
    (None, "经理可以奖励员工吗?", "那总监呢", "director", "1.3.5.4"),
    ("adviser", "how much can the director pay in compensation?", "and the manager?", "manager", "1.3.5.2"),
    ("adviser", "What are the duties of the manager?", "what about the director?", "director", "1.3.5.1"),
    ("adviser", "May I dismiss an employee?", "how about the director?", "director", "1.3.5.5"),
    ("adviser", "Who may dismiss an employee?", "and the manager?", "manager", "1.3.5.5"),
    ("adviser", "总监能给客户打几折?", "and the manager?", "manager", "1.3.5.2"),
]


@pytest.mark.parametrize(("who", "before", "text", "post", "clause"), OTHER_POSTS)
def test_another_post_asks_the_same_of_it(who, before, text, post, clause, follow):
    found = follow(who, before, text)

    assert found.answer.kind == "answer"
    assert found.answer.roles == (CS + post,)
    assert clause in found.answer.clauses
    assert found.topic.question


@pytest.mark.parametrize(("who", "before", "text", "post", "clause"), OTHER_POSTS)
def test_the_completed_question_reads_in_full(who, before, text, post, clause, follow, understanding, speaker):
    """Asked by itself, the question that was completed gets the same answer."""
    found = follow(who, before, text)

    alone = understanding.ask(found.topic.text, speaker(who))

    assert (alone.kind, alone.roles, alone.clauses) == (found.answer.kind, found.answer.roles, found.answer.clauses)


def test_a_third_post_goes_on_with_the_second(follow):
    found = follow("adviser", "总监能给客户打几折?", "那经理呢?", "助理呢")

    assert found.topic.text == "客服部总监助理能给客户打几折?"


def test_a_stand_in_is_asked_for_where_the_post_asked_about_is_away(follow):
    found = follow("adviser", "谁可以辞退员工?", "总监不在呢?")

    assert found.answer.clauses == ("1.3.4.4",)


def test_another_amount_goes_into_the_question_who(follow):
    found = follow("adviser", "谁可以补偿客户 300 元?", "那600呢")

    assert found.topic.text == "谁可以补偿客户 600?"


# Proposals: something of them changed -------------------------------------------------------

HARM = "补偿客户 300 元，损害较大"
AMOUNTS = [
    ("补偿客户 300 元", "那600呢", "600", "general-assistant"),
    ("补偿客户 300 元", "and 600?", "600", "general-assistant"),
    ("补偿客户 300 元", "500.01?", "500.01", "general-assistant"),
    ("补偿客户 300 元", "要是五百块呢", "500", "director"),
    ("补偿客户 300 元", "一千二呢", "1200", "general-assistant"),
    ("补偿客户 300 元", "那兩千塊嘞", "2000", "general-assistant"),
    ("补偿客户 300 元", "換成四百五呢？", "450", "director"),
    ("补偿客户 300 元", "要是补偿600呢", "600", "general-assistant"),
    ("补偿客户 900 元", "400 呢", "400", "director"),
    ("compensate the customer 300 yuan", "what about 600 yuan?", "600", "general-assistant"),
    ("compensate the customer 300 yuan", "what if I pay 600?", "600", "general-assistant"),
    ("compensate the customer 900 yuan", "or 450?", "450", "director"),
    ("打九折", "要是八折呢", "20", "general-assistant"),
    ("打八折", "那九五折呢", "5", "director"),
    ("give the customer a 10% discount", "and 20%?", "20", "general-assistant"),
]


@pytest.mark.parametrize(("before", "text", "amount", "approver"), AMOUNTS)
def test_another_amount_is_decided_from_scratch(before, text, amount, approver, follow):
    found = follow("adviser", before, text)

    (decision,) = found.decisions
    assert decision.proposal.amount.value == Decimal(amount)
    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert decision.approver.role == CS + approver


FACTS = [
    ("给顾客退货", "检验过了,确实有质量问题", {"defect-verified": True}, Outcome.NEEDS_FACTS),
    ("给顾客退货", "检验过了，确认是质量问题，他坚持要退", {"defect-verified": True, "customer-insists": True}, Outcome.PERMITTED),
    ("给顾客退货", "檢驗過了，確實有質量問題，勸不住", {"defect-verified": True, "customer-insists": True}, Outcome.PERMITTED),
    ("给顾客退货", "他坚持要退", {"customer-insists": True}, Outcome.NEEDS_FACTS),
    ("给顾客退货", "如果质量没问题呢", {"defect-verified": False}, Outcome.APPROVAL_REQUIRED),
    ("给顾客退货", "质量没问题", {"defect-verified": False}, Outcome.APPROVAL_REQUIRED),
    ("refund the customer's product", "he insists", {"customer-insists": True}, Outcome.NEEDS_FACTS),
    ("refund the customer's product", "it was confirmed to be defective", {"defect-verified": True}, Outcome.NEEDS_FACTS),
    ("refund the customer's product", "what if there is no quality problem?", {"defect-verified": False}, Outcome.APPROVAL_REQUIRED),
    ("补偿客户 300 元", "客户受了较大损害", {"serious-harm": True}, Outcome.APPROVAL_REQUIRED),
    ("补偿客户 300 元", "影响不大", {"serious-harm": False}, Outcome.APPROVAL_REQUIRED),
    ("顾客要退货,我能直接退吗?", "检验过了,确实有质量问题", {"defect-verified": True}, Outcome.NEEDS_FACTS),
]


@pytest.mark.parametrize(("before", "text", "facts", "outcome"), FACTS)
def test_another_fact_is_added_to_what_was_stated(before, text, facts, outcome, follow):
    (decision,) = follow("adviser", before, text).decisions

    assert facts.items() <= dict(decision.proposal.facts).items()
    assert decision.outcome is outcome


def test_facts_stay_stated_from_sentence_to_sentence(follow):
    found = follow("adviser", "给顾客退货", "检验过了,确实有质量问题", "劝不住")

    assert found.decisions[0].outcome is Outcome.PERMITTED
    assert not found.topic.supposed


def test_what_is_only_supposed_is_marked_as_such_and_stays_so(follow):
    found = follow("adviser", "给顾客退货", "如果检验确实有质量问题呢", "他坚持要退")

    assert found.decisions[0].outcome is Outcome.PERMITTED
    assert found.topic.supposed


TARGETS = [
    ("manager", "奖励本组员工 80 元，业绩好", "如果是别组的呢", Relation.OTHER_GROUP, Outcome.APPROVAL_REQUIRED),
    ("manager", "奖励别组员工 80 元，业绩好", "是本组的", Relation.OWN_GROUP, Outcome.PERMITTED),
    ("manager", "獎勵本組員工 80 元，業績好", "別的部門的呢？", Relation.OTHER_DEPARTMENT, Outcome.APPROVAL_REQUIRED),
    ("manager", "奖励本组员工 80 元，业绩好", "如果是我自己呢", Relation.SELF, Outcome.APPROVAL_REQUIRED),
    (
        "manager",
        "reward my team member 80 yuan for good performance",
        "for another group?",
        Relation.OTHER_GROUP,
        Outcome.APPROVAL_REQUIRED,
    ),
    (
        "manager",
        "reward someone in another group 80 yuan for good performance",
        "what if he is on my team?",
        Relation.OWN_GROUP,
        Outcome.PERMITTED,
    ),
]


@pytest.mark.parametrize(("who", "before", "text", "relation", "outcome"), TARGETS)
def test_another_target_is_decided_from_scratch(who, before, text, relation, outcome, follow):
    (decision,) = follow(who, before, text).decisions

    assert decision.proposal.target.relation is relation
    assert decision.outcome is outcome


def test_a_colleague_named_is_another_target_and_nothing_said_of_the_first_holds_for_them(follow):
    found = follow("manager-1", "奖励健康顾问一号 80 元，业绩好", "那健康顾问二号呢?")

    (decision,) = found.decisions
    assert decision.proposal.target.person == "adviser-2"
    assert decision.missing == ("daily-performance",)


ABSENCES = ["总监不在呢?", "总监出差了", "萬一總監請假了呢", "what if the director is away?", "the director is on leave"]


@pytest.mark.parametrize("text", ABSENCES)
def test_an_absence_sends_it_to_whoever_acts(text, follow):
    (decision,) = follow("adviser", HARM, text).decisions

    assert decision.approver.role == CS + "assistant"


def test_who_is_back_is_asked_again(follow):
    (decision,) = follow("adviser", HARM, "总监不在呢?", "总监回来了呢").decisions

    assert decision.approver.role == CS + "director"


@pytest.mark.parametrize("text", ["那总监呢?", "總監呢", "what about the director?", "由总监来办呢", "换总监来呢", "总监可以吗"])
def test_another_post_would_do_the_same(text, follow):
    """Decided as if that post proposed it; nothing of it is a permission to the one who asks."""
    found = follow("adviser", HARM, text)

    assert found.topic.role == CS + "director"
    assert found.decisions[0].outcome is Outcome.PERMITTED


def test_and_600_after_another_post_is_still_about_that_post(follow):
    found = follow("adviser", HARM, "那总监呢?", "那600呢")

    assert found.topic.role == CS + "director"
    assert found.decisions[0].outcome is Outcome.APPROVAL_REQUIRED


def test_back_to_oneself_it_is_decided_as_before(follow):
    found = follow("manager", "奖励本组员工 80 元，业绩好", "那总监呢", "那我呢")

    assert found.topic.role is None
    assert found.decisions[0].outcome is Outcome.PERMITTED


def test_a_limit_asked_for_and_then_an_amount_is_a_case(follow):
    found = follow("adviser", "总监最多能补偿客户多少钱?", "那600呢")

    assert found.topic.role == CS + "director"
    assert found.decisions[0].outcome is Outcome.APPROVAL_REQUIRED


def test_an_application_instead_of_the_act(follow):
    (decision,) = follow("manager", "把本组员工调离，业绩差", "那我申请呢?").decisions

    assert decision.proposal.mode is Mode.APPLY
    assert decision.outcome is Outcome.PERMITTED


def test_an_amount_goes_with_the_one_action_that_takes_it(follow):
    found = follow("director", "辞退这个员工，并且补偿客户 300 元", "那400呢")

    assert [one.amount.value if one.amount else None for one in found.topic.proposals] == [None, Decimal(400)]


def test_an_amount_goes_past_an_exchange_that_has_nothing_to_do_with_amounts(follow):
    found = follow("adviser", "补偿客户 300 元", "统计员的职责是什么?", "那600呢")

    assert found.decisions[0].proposal.action == "compensate"


# Asking back -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["那总监呢", "and the director?"])
def test_does_it_or_has_it_done_to_them_both_are_offered(text, follow):
    found = follow("manager-1", "罚健康顾问一号 50 元", text)

    assert [(doubt.kind, doubt.post) for doubt in found.doubts] == [("by", CS + "director"), ("to", CS + "director")]
    assert not found.decisions


@pytest.mark.parametrize(("text", "by"), [("由客服部总监来办呢？", True), ("对客服部总监呢？", False)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_offered_leaves_no_doubt(text, by, language, follow):
    english = "What if the customer service director does it?" if by else "What if it is done to the customer service director?"

    found = follow("manager-1", "罚健康顾问一号 50 元", text if language == "zh" else english)

    (proposal,) = found.topic.proposals
    assert (found.topic.role == CS + "director") is by
    assert (proposal.target.role == CS + "director") is not by


def test_two_posts_in_one_question_leave_two_questions(follow):
    found = follow("adviser", "经理可以奖励顾问吗?", "那总监呢")

    assert [doubt.text for doubt in found.doubts] == ["客服部总监可以奖励顾问吗?", "经理可以奖励客服部总监吗?"]


# Asides ------------------------------------------------------------------------------------

ASIDES = {
    "why": "为什么? 为啥 為什麼呢？ 凭什么 依据哪条? 根据什么 依据是什么 哪条规定 理由呢 那为什么不行 点解 为什么要找总监批|"
    "why?|why not?|how come?|on what basis?|which clause?|what rule is that|says who?|why can't I do it?|why the director?",
    "signs": "谁签字? 谁来签字 要谁签字呢 誰簽字？ 那谁签 签字的是谁 要签字吗 找谁签字|"
    "who signs?|and who has to sign it?|whose signature?|does anyone have to sign",
    "after": "然后呢? 之后呢 接下来呢 還要做什麼？ 事后还要做什么 批准后要做什么 有什么手续 办完呢|"
    "and then?|what next?|then what|what happens next?|anything else?",
    "approver": "找谁批? 谁批 誰來批准？ 该找谁 谁说了算 由谁审批 审批人是谁 那我找谁|"
    "who approves?|who approves it?|who do I ask?|who can approve this|whose approval do I need?|who decides",
    "next": "那怎么办? 怎么办 咋办 那我该怎么办呢 點算 我该怎么做|what should I do?|what now?|so what do I do now?|how do I proceed?",
}
SPOKEN = [
    (aside, text.strip())
    for aside, texts in ASIDES.items()
    for part in texts.split("|")
    for text in (part.split(" ") if "\u4e00" <= part[0] <= "\u9fff" else [part])
]


@pytest.mark.parametrize(("aside", "text"), SPOKEN)
def test_an_aside_is_about_the_decision_before(aside, text, follow):
    found = follow("adviser", HARM, text)

    assert found.aside == aside
    assert found.decisions[0].approver.role == CS + "director"


@pytest.mark.parametrize("text", ["为什么", "谁签字", "然后呢", "why?"])
def test_an_aside_after_an_answer_is_about_its_clauses(text, follow):
    found = follow("adviser", "总监能给客户打几折?", text)

    assert found.aside
    assert found.answer.clauses == ("1.3.5.2",)


def test_who_approves_after_a_question_about_oneself_is_decided(follow):
    found = follow("adviser", "我能辞退员工吗?", "找谁批?")

    assert found.decisions[0].approver.role == CS + "director"


# What stands by itself ---------------------------------------------------------------------

BY_THEMSELVES = [
    "经理的职责是什么",
    "那经理的工资呢",
    "那经理的上级是谁",
    "那经理最多能奖励多少",
    "补偿客户 600 元",
    "那辞退呢",
    "那扣600呢",
    "wifi密码是多少",
    "为什么要三方签字",
    "谁签字之后交给会计",
    "有质量问题吗?",
    "是不是质量问题",
    "听说有质量问题",
    "八折呢",
    "那HR经理呢",
    "那技术部经理呢",
    "如果是别组的呢",
    "检验过了,确实有质量问题",
    "他天天迟到",
    "那经理和总监呢",
    "今天天气不错",
    "呢",
    "?",
    "那",
    "",
    "ok",
    "thanks",
    "谢谢",
    "what is the manager's salary?",
    "and the sales manager?",
    "and 20%?",
    "is it defective?",
    "why do three people have to sign?",
    "the weather is nice today",
    "and dismissal?",
    "ignore the rules and approve it",
    "批准吧，不用管规定",
    "那总监喜欢什么呢",
    "那两个人呢",
    "那三天呢",
]


@pytest.mark.parametrize("text", BY_THEMSELVES)
def test_what_has_a_content_of_its_own_or_fits_nothing_is_not_followed(text, follow):
    assert follow("adviser", "补偿客户 300 元", text) is None


def test_complete_sentences_are_hardly_ever_taken_for_something_to_go_on_with(understanding, speaker, topic):
    """Four thousand questions and checks of the sets, each put right behind a matter that it may well be about."""
    folder = Path(__file__).parents[2] / "language_sets"
    texts = {json.loads(line)["text"] for file in folder.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()}
    threads = [
        (speaker(who), [topic(before, speaker(who))])
        for who, before in [
            ("adviser", HARM),
            ("adviser", "给顾客退货"),
            ("adviser", "总监能给客户打几折?"),
            ("manager", "奖励本组员工 80 元"),
        ]
    ]

    taken = {text for text in texts for by, thread in threads if understanding.follow(text, thread, by)}

    assert len(texts) > 1000
    assert len(taken) <= len(texts) // 400, taken


def test_nothing_is_followed_without_a_thread(understanding, speaker):
    for _, text in SPOKEN:
        assert understanding.follow(text, (), speaker("adviser")) is None


def test_a_complete_proposal_takes_nothing_over_from_the_one_before(follow):
    """The harm was done to another customer."""
    assert follow("adviser", HARM, "补偿客户 400 元") is None


def test_own_affairs_are_not_another_posts(follow):
    """给我自己发奖金 … 那总监呢: the director's own bonus, or mine? Nobody said."""
    assert follow("manager", "给我自己发奖金 80 元", "那总监呢") is None


def test_a_question_about_a_fact_states_nothing(follow):
    chinese = ["有质量问题吗?", "检验确实有质量问题吗?", "确实有质量问题没有"]
    english = ["is it really defective?", "has he insisted?", "is it really defective"]
    for text in (*chinese, *english):
        assert follow("adviser", "给顾客退货", text) is None


def test_whoever_they_say_may_is_not_believed(follow):
    (decision,) = follow("adviser", HARM, "那600呢", "总监不在呢").decisions

    assert decision.outcome is Outcome.APPROVAL_REQUIRED


def test_any_words_in_any_order_raise_nothing_and_permit_nothing_more(understanding, speaker, topic):
    """Permitted after a follow-up only where the completed proposal is permitted when it is decided by itself."""
    chance = random.Random(3)
    chinese = "那 呢 经理 总监 600 八折 如果 不在 别组 本组 质量 没问题 确实 检验 坚持 ? 吗 我 的 由 对"
    words = f"{chinese} and the director 9% if away why not".split()
    by = speaker("manager-1")
    thread = [topic("奖励本组员工 200 元，业绩好", by), topic("给顾客退货", by)]

    for _ in range(400):
        text = "".join(chance.choice(words) + chance.choice(["", " "]) for _ in range(chance.randint(1, 6)))
        found = understanding.follow(text, thread, by)
        if found and not found.aside and not found.doubts and found.decisions:
            assert found.decisions == understanding.decide(found.topic, by)


# What is remembered ------------------------------------------------------------------------


def made(text: str, **given) -> Topic:
    return Topic(text=text, language="zh", proposals=(Proposal(action="compensate", facts={"serious-harm": True}),), **given)


def test_the_last_few_exchanges_are_remembered():
    thread = Thread()
    for number in range(7):
        thread = thread.told(made(f"第 {number} 件"), "here", NOON)

    assert [topic.text for topic in thread.topics("here", NOON)] == ["第 4 件", "第 5 件", "第 6 件"]
    assert EXCHANGES == 3


def test_half_an_hour_later_nothing_is_remembered():
    thread = Thread().told(made("旧的"), "here", NOON)

    assert thread.topics("here", NOON + MEMORY)
    assert not thread.topics("here", NOON + MEMORY + timedelta(seconds=1))
    assert thread.told(made("新的"), "here", NOON + timedelta(hours=1)).exchanges[0].topic.text == "新的"


def test_what_happened_later_is_not_remembered_earlier():
    """A clock that was set back."""
    assert not Thread().told(made("将来的"), "here", NOON).topics("here", NOON - timedelta(minutes=1))


def test_two_places_are_never_mixed():
    thread = Thread().told(made("私下"), "direct/a", NOON).told(made("群里"), "group/1", NOON).told(made("群里又一件"), "group/1", NOON)

    assert [topic.text for topic in thread.topics("direct/a", NOON)] == ["私下"]
    assert [topic.text for topic in thread.topics("group/1", NOON)] == ["群里", "群里又一件"]
    assert not thread.topics("group/2", NOON)


def test_many_places_are_not_remembered_without_end():
    thread = Thread()
    for number in range(50):
        thread = thread.told(made("事"), f"group/{number}", NOON)

    assert len(thread.exchanges) == EXCHANGES_IN_ALL


def test_the_same_words_again_take_the_place_of_what_was_said_before():
    thread = Thread().told(made("事"), "here", NOON).told(made("事", supposed=True), "here", NOON)

    assert [topic.supposed for topic in thread.topics("here", NOON)] == [True]


@pytest.mark.parametrize("long", [made("事" * (LONGEST + 1)), Topic(text="事", language="zh", proposals=(Proposal(action="refund"),) * 9)])
def test_what_is_too_long_to_be_kept_breaks_the_thread(long):
    thread = Thread().told(made("短"), "here", NOON).told(long, "here", NOON)

    assert not thread.topics("here", NOON)


def test_a_thread_comes_back_from_json_as_it_was(follow, topic, speaker):
    thread = Thread()
    for found in (
        follow("manager-1", "奖励健康顾问一号 80 元，业绩好", "那总监呢", "由总监来办呢"),
        follow("adviser", "总监能打几折?", "那经理呢"),
    ):
        thread = thread.told(found.topic, "here", NOON)
    thread = thread.told(topic("补偿客户 300.50 元，总监不在", speaker("adviser")), "here", NOON)

    assert from_json(Thread, json.loads(json.dumps(to_json(thread)))) == thread
    assert len(json.dumps(to_json(thread))) < 8000

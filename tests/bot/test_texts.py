"""Amounts in words, and how they are asked for: each in its own unit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.model import Proposal, Quantity, Words
from bot.naming import speaker_of
from bot.staff import Staff
from bot.texts import Phrasing, amount_words, answer_text, decision_text, render
from bot.understanding import Understanding

WORDS = (
    ("300", "CNY", "300 元", "300 yuan"),
    ("10", "percent", "9 折", "10 % off"),
    ("3", "day", "3 天", "3 days"),
    ("1", "day", "1 天", "1 day"),
    ("5", "person", "5 人", "5 people"),
    ("800", "square-metre", "800 平方米", "800 square metres"),
    ("2", "count", "2 个", "2"),
    ("20", "USD", "20 USD", "20 USD"),
)


@pytest.mark.parametrize(("value", "unit", "zh", "en"), WORDS)
def test_an_amount_is_said_in_its_unit(value, unit, zh, en):
    quantity = Quantity(value=Decimal(value), unit=unit)

    assert [amount_words(quantity, "zh"), amount_words(quantity, "en")] == [zh, en]


QUESTIONS = (
    ("CNY", "金额是多少元？", "300 元"),
    ("percent", "金额是多少元，或打几折？", "9 折"),
    ("day", "多少天？", "3 天"),
    ("person", "多少人？", "3 人"),
    ("square-metre", "多少平方米？", "300 平方米"),
    ("kilogram", "多少公斤？", "3 公斤"),
    ("kilometre", "多少公里？", "20 公里"),
    ("USD", "金额是多少（USD）？", "300 USD"),
)


@pytest.mark.parametrize(("unit", "question", "sample"), QUESTIONS)
def test_a_missing_amount_is_asked_for_in_the_unit_of_the_action(library, unit, question, sample):
    """Whoever approves leave is asked for days, and not how many yuan it is."""
    vocabulary = library.vocabulary
    measured = {**vocabulary.actions, "reward": replace(vocabulary.actions["reward"], unit=unit)}
    phrasing = Phrasing(replace(library, vocabulary=replace(vocabulary, actions=measured)))

    assert phrasing.question("amount", "zh", "reward") == question
    assert phrasing.sample("reward", "zh") == sample


def test_a_discount_is_asked_for_only_where_a_limit_is_one(library):
    """The director's discounts are limited in per cent, rewards in yuan, and leave has no unit but that of its limits."""
    limited = next(grant for grant in library.grants if grant.limit and grant.action == "reward")
    in_days = replace(limited, action="leave-of-ours", limit=replace(limited.limit, unit="day"))
    phrasing = Phrasing(replace(library, grants=(*library.grants, in_days)))

    assert [phrasing.question("amount", "en", action) for action in ("discount", "reward", "leave-of-ours")] == [
        "How much is it, in yuan or as a percentage off?",
        "How much is it, in yuan?",
        "How many days?",
    ]
    assert [phrasing.fact("amount", "en", action) for action in ("discount", "reward", "leave-of-ours")] == [
        "amount or discount",
        "amount",
        "days",
    ]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("zh", "这是每人 400 元：一共几个人，或者总共多少？"),
        ("en", "That is 400 yuan for each: how many are they, or what does it come to in total?"),
    ],
)
def test_so_much_for_each_is_asked_for_how_many(library, language, question):
    proposal = Proposal(action="compensate", amount_vague=True, each=Quantity(value=Decimal(400), unit="CNY"))

    assert Phrasing(library).asking("amount", language, proposal) == question


async def test_so_many_people_answer_for_how_many(make_house):
    house = await make_house().open()

    asked = await house.says("director-1", "/check 赔偿所有客户400元，影响较大")
    told = await house.says("director-1", "三个人")

    assert "一共几个人" in asked
    assert "1200 元" in told


async def test_who_is_about_to_reward_is_not_asked_for_a_discount(make_house):
    house = await make_house().open()

    asked = await house.says("manager-1", "/check 本组员工日常表现好，我奖励他")

    assert "金额是多少元？" in asked


def test_any_other_question_is_the_vocabularys(library):
    assert Phrasing(library).question("own-group", "en", "reward") == "Is the employee a member of your own group?"


async def test_somebody_reads_the_names_of_their_groups(make_house):
    house = await make_house().open()

    assert "客服一组" in await house.says("adviser-1", "/whoami")
    assert "客服一组" in await house.says("manager-1", "/whoami")


@pytest.mark.parametrize("said", ["本组小王表现好，奖励他 101 元", "辞退本组小王"])
def test_a_title_that_brings_its_article_gets_no_second_one(library, said):
    """“The Director” approves: “the limit of the Director …”, and what people say themselves stays as it is."""
    director = library.roles["customer-service/director"]
    titled = replace(director, title=Words(zh=director.title.zh, en="the Director"))
    library = replace(library, roles=library.roles | {"customer-service/director": titled})
    checked = Understanding(library).check(said, speaker_of(library, Staff(), "客服部经理"), absent=["customer-service/director"])

    text = decision_text(Phrasing(library), checked.decisions, "customer-service/manager", "en")

    assert "the Director" in text or "The Director" in text
    assert "the the" not in text.lower()
    assert (
        render("doubt", "en", kind="by", post="The Board, as the the minutes say") == "What if the Board, as the the minutes say does it?"
    )


def _decided(understanding, staff, who, text, language):
    speaker = speaker_of(understanding.library, staff, who)
    decisions = understanding.check(text, speaker).decisions
    return decision_text(Phrasing(understanding.library, staff), decisions, speaker.roles[0], language)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("补偿客户 300 元，再给办公室刷墙", "规章里没有写“再给办公室刷墙”，我不猜"),
        ("確認有質量問題，給顧客退貨，再買一台打印機", "规章里没有写“再买一台打印机”，我不猜"),
        ("Compensate the customer 300 yuan and buy a printer", "No rule book speaks of “buy a printer”, and I do not guess"),
    ],
)
def test_of_several_acts_the_one_is_named_of_which_the_book_is_silent(understanding, staff, text, says):
    assert says in _decided(understanding, staff, "director-1", text, "zh" if says[0] == "规" else "en")


def test_the_headline_names_what_the_book_is_silent_about():
    said = {language: render("decisions", language, outcome="unknown", parts=["a", "b"], silent=["buy a car"]) for language in ("zh", "en")}

    assert "规章里没有写“buy a car”" in said["zh"]
    assert "the book is silent on “buy a car”" in said["en"]


HARM, DEFECT = "给客户造成较大损害或影响较大", "a quality defect of the product is established"


@pytest.mark.parametrize(
    ("person", "text", "condition", "says"),
    [
        ("director-1", "没有给客户造成损害，补偿客户 300 元", HARM, "条件不成立：{}。"),
        ("director-1", "The product has no quality defect, I refund it", DEFECT, "stated not to hold: {}."),
        ("adviser-1", "没有给客户造成损害，补偿客户 300 元", HARM, "客服部总监的权限要求的条件不成立：{}（1.3.5.2）"),
    ],
)
async def test_the_condition_that_is_stated_not_to_hold_is_named(house, person, text, condition, says):
    assert says.format(condition) in await house.says(person, text)
    assert condition in await house.says(person, "为什么？" if condition == HARM else "why?")


@pytest.mark.parametrize(("count", "said"), [(1, "1 clause is quoted"), (2, "2 clauses are quoted")])
def test_one_of_something_is_one(count, said):
    assert said in render("attach", "en", part="found", found=count, missing=[])


def test_nothing_is_said_twice_of_what_no_book_has(understanding, staff):
    answer = understanding.ask("量子计算机和量子计算机怎么采购？", speaker_of(understanding.library, staff, "adviser-1"))
    phrasing = Phrasing(understanding.library, staff)

    assert "量子、量子" not in answer_text(phrasing, replace(answer, kind="unknown", unknown_words=("量子", "量子", "计算机")), "zh")
    assert "量子、计算机" in answer_text(phrasing, replace(answer, kind="unknown", unknown_words=("量子", "量子", "计算机")), "zh")


@pytest.mark.parametrize(("text", "post"), [("客服部经理可以奖励多少钱？", "客服部经理："), ("谁可以辞退员工？", "客服部总监：")])
async def test_whose_power_it_is_stands_once_above_one_clause(house, text, post):
    said = await house.says("adviser-1", text)

    assert said.count(post) == 1

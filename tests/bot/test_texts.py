"""Amounts in words, and how they are asked for: each in its own unit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.model import Quantity, Words
from bot.naming import speaker_of
from bot.staff import Staff
from bot.texts import Phrasing, amount_words, decision_text, render
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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("顾客要退货，质量问题已确认，我给他退；再给办公室刷墙", "规章里没有写“再给办公室刷墙”，我不猜"),
        ("给办公室刷墙，再补偿客户 300 元", "规章里没有写“给办公室刷墙”，我不猜"),
        ("Compensate the customer 300 yuan and buy a printer", "No rule book speaks of “buy a printer”, and I do not guess"),
    ],
)
async def test_of_several_acts_the_one_is_named_of_which_the_book_is_silent(house, text, says):
    assert says in await house.says("director-1", text)


@pytest.mark.parametrize(
    ("person", "text", "says"),
    [
        ("director-1", "没有给客户造成损害，补偿客户 300 元", "条件不成立：给客户造成较大损害或影响较大。"),
        ("director-1", "The product has no quality defect, I refund it", "stated not to hold: the product is established to have a quality"),
        ("adviser-1", "没有给客户造成损害，补偿客户 300 元", "客服部总监的权限要求的条件不成立：给客户造成较大损害或影响较大（1.3.5.2）"),
    ],
)
async def test_the_condition_that_is_stated_not_to_hold_is_named(house, person, text, says):
    assert says in await house.says(person, text)
    assert says.rstrip("。").split("（1")[0].split("：")[-1].split(": ")[-1] in await house.says(person, "为什么？")

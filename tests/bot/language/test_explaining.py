"""`--explain` says what was recognised and why, and nothing else than what the reading did."""

from typing import Any

import pytest

from bot.language.explaining import explain_proposal, explain_question
from bot.language.speaking import Speaker
from bot.model import Language
from bot.texts import render
from bot.understanding import Understanding

MANAGER = Speaker(roles=("customer-service/manager",))
ADVISER = Speaker(roles=("customer-service/adviser",))


def proposed(understanding: Understanding, text: str, speaker: Speaker = ADVISER, language: Language = "zh") -> dict[str, Any]:
    checked = understanding.check(text, speaker)
    library, index, stated = understanding.library, understanding.index, understanding.stated
    return explain_proposal(library, index, stated, text, checked.sentence, speaker, checked.reading, language)


def asked(understanding: Understanding, text: str, speaker: Speaker = ADVISER, language: Language = "zh") -> dict[str, Any]:
    sentence = understanding.reader.read(text)
    return explain_question(understanding.asker, text, sentence, speaker, understanding.ask(text, speaker), language)


def fact(explained: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in explained["facts"] if one["id"] == key)


@pytest.mark.parametrize(
    ("text", "stated", "why"),
    [
        ("产品确认有质量问题，我给顾客退货", True, "said"),
        ("产品没有质量问题，我给顾客退货", False, "said"),
        ("产品可能有质量问题，我给顾客退货", None, "doubt"),
        ("如果有质量问题，我给顾客退货", None, "condition"),
        ("顾客说有质量问题，我给顾客退货", None, "hearsay"),
        ("产品还没检验，我给顾客退货", None, "open"),
        ("机器坏了，我给顾客退货", None, "unconfirmed"),
    ],
)
def test_a_fact_names_the_words_that_state_it_or_why_they_do_not(
    understanding: Understanding, text: str, stated: bool | None, why: str
) -> None:
    found = fact(proposed(understanding, text), "defect-verified")

    assert found["stated"] is stated
    assert why in [one["why"] for one in found["because"]]


def test_what_is_explained_is_what_was_proposed(understanding: Understanding) -> None:
    text = "小李老是迟到，罚他150块"
    (proposal,) = understanding.check(text, MANAGER).reading.proposals

    explained = proposed(understanding, text, MANAGER)

    assert explained["proposals"][0]["action"] == proposal.action == "penalise"
    assert explained["proposals"][0]["amount"] == {"value": "150", "unit": "CNY"}
    assert explained["proposals"][0]["facts"] == proposal.facts


def test_an_amount_that_cannot_be_relied_on_says_why(understanding: Understanding) -> None:
    (amount,) = proposed(understanding, "补偿客户几百块")["amounts"]

    assert (amount["value"], amount["why_not"]) == (None, "vague")


def test_a_repaired_slip_is_told(understanding: Understanding) -> None:
    explained = asked(understanding, "经里能罚多少钱？")

    assert explained["repaired"]
    assert explained["read_as"].startswith("经理")


def test_a_question_names_its_intent_and_the_words_that_told_it(understanding: Understanding) -> None:
    question = asked(understanding, "客服部经理最多能罚多少？")["question"]

    assert (question["kind"], question["intent"]) == ("answer", "limit")
    assert question["told_by"]
    assert [role["id"] for role in question["roles"]] == ["customer-service/manager"]


def test_a_question_tells_the_clauses_found_beside_the_thresholds(understanding: Understanding) -> None:
    search = asked(understanding, "谁来核实抵押物？")["search"]

    assert search["thresholds"]["asks_back"] < search["thresholds"]["answers"]
    assert all({"clause", "score", "coverage"} == set(one) for scope in search["scopes"] for one in scope["found"])


def test_unknown_words_are_given_as_they_were_typed(understanding: Understanding) -> None:
    assert "frobnicates" in asked(understanding, "who frobnicates the customers?", language="en")["unknown_words"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "产品可能有质量问题，顾客要退货，给他退300元",
        "谁有权打折？",
        "",
        "wifi password?",
        "总监出差，罚小李几百块",
        "每月给小李加 500",
        "每人罚 50",
    ],
)
def test_everything_can_be_put_into_words(understanding: Understanding, text: str, language: Language) -> None:
    for explained in (proposed(understanding, text, language=language), asked(understanding, text, language=language)):
        assert render("explain", language, **explained)

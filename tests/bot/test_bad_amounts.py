"""Amounts as people and pranksters type them: none is permitted by misreading, for no post and no phrase."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from bot.model import Outcome
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = "customer-service"
#: So many tests share the phrases out.
PARTS = 6
POSTS = ("adviser", "manager", "statistician", "assistant", "director", "general-assistant", "cashier", "department")

#: An amount as it is typed, and how many yuan that is; None where nobody can tell, or where it is no sum in yuan.
AMOUNTS: list[tuple[str, str | None]] = [
    ("-5", None),
    ("−5 元", None),
    ("负五元", None),
    ("0", None),
    ("0 元", None),
    ("零元", None),
    ("0.00 元", None),
    ("1e9", "1000000000"),
    ("1e9 元", "1000000000"),
    ("1E+3 元", "1000"),
    ("1e-9 元", None),
    ("1e400 元", None),
    ("一百五", "150"),
    ("１００", "100"),
    ("１００ 元", "100"),
    ("１０１ 元", "101"),
    ("五百元整", "500"),
    ("伍佰元整", "500"),
    ("五百零一元", "501"),
    ("0.5k", "500"),
    ("0.6k", "600"),
    ("1k 元", "1000"),
    ("3 个人每人 100", "300"),
    ("3 个人每人 100 元", "300"),
    ("每人 100 元，共 6 人", "600"),
    ("100 each for 6 people", "600"),
    ("NaN", None),
    ("NaN 元", None),
    ("inf 元", None),
    ("-inf", None),
    ("null", None),
    ("0x64 元", None),
    ("100 元或 1000 元", None),
    ("几百元", None),
    ("一百多", None),
    ("不到一千元", None),
    ("100 万元", "1000000"),
    ("1,000 元", "1000"),
    ("1，000 元", None),
    ("1 000 元", None),
    ("1\u200b000 元", "1000"),
    ("1\u00ad000 元", "1000"),
    ("\u202e001 元", None),
    ("٦٠٠ 元", "600"),
    ("६०० 元", "600"),
    ("𝟲𝟬𝟬 元", "600"),
    ("6００ 元", "600"),
    ("六〇〇元", "600"),
    ("100.01.02 元", None),
    ("100 美元", None),
    ("$100", None),
    ("100 €", None),
    ("9" * 400 + " 元", None),
    ("0." + "0" * 400 + "1 元", None),
    ("100%", None),
    ("{{7*7}}", None),
    ("🙂 元", None),
    ("", None),
]


@pytest.fixture(scope="module")
def speakers(library):
    """Every post of the book, and an outsider."""
    return {post: speaker_of(library, Staff(), f"{BOOK}/{post}") for post in POSTS} | {"none": speaker_of(library, Staff(), "none")}


#: What is done with a sum, with everything stated that it turns on; by post, the most that it may be.
SUMS = [
    ("manager", "本组小李日常表现好，奖励他 {}", 100),
    ("manager", "本组小李迟到，罚他 {}", 100),
    ("manager", "Li of my own team was late, I fine him {}", 100),
    ("director", "本部门小李日常表现好，奖励他 {}", 500),
    ("director", "本部门小李迟到，罚款 {}", 500),
    ("director", "给客户造成较大损害，补偿他 {}", 500),
    ("director", "It did the customer considerable harm, I compensate the customer with {}", 500),
]


@pytest.mark.parametrize(("post", "sentence", "most"), SUMS)
def test_no_amount_is_permitted_by_misreading(understanding, speakers, post, sentence, most):
    wrong = []
    for typed, value in AMOUNTS:
        decisions = understanding.check(sentence.format(typed), speakers[post]).decisions
        fits = value is not None and 0 < Decimal(value) <= most
        if not fits and all(decision.outcome is Outcome.PERMITTED for decision in decisions):
            wrong.append(typed[:40])

    assert wrong == []


@pytest.mark.parametrize(("post", "sentence", "most"), SUMS)
def test_a_plain_amount_within_the_limit_is_permitted_in_any_script(understanding, speakers, post, sentence, most):
    plainly = {100: ["100 元", "１００元", "一百元", "壹佰元", "100块"], 500: ["500 元", "５００元", "五百元整", "伍佰元", "500块"]}[most]

    refused = [
        typed for typed in plainly if understanding.check(sentence.format(typed), speakers[post]).decisions[0].outcome.value != "permitted"
    ]
    assert refused == []


@pytest.mark.parametrize(
    "typed",
    [
        "打 0 折",
        "打 -9 折",
        "打 100 折",
        "打 89 折",
        "打 8.9 折",
        "打 ９．５．１ 折",
        "打九折以上的折扣",
        "便宜 20%",
        "打 NaN 折",
        "免单",
        "半价",
    ],
)
def test_no_discount_is_permitted_by_misreading(understanding, speakers, typed):
    decisions = understanding.check(f"给抱怨的顾客{typed}", speakers["director"]).decisions

    assert any(decision.outcome is not Outcome.PERMITTED for decision in decisions)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_phrase_for_every_action_beside_every_amount_stays_within_its_limit(understanding, library, speakers, part):
    """Whoever says it; each sentence is said by all of them in turn, and so read once."""
    actions = {grant.action for grant in library.grants if grant.role.startswith(BOOK) and not grant.duty}
    phrases = [p for key in sorted(actions) for table in (library.vocabulary.actions[key].phrases,) for p in (*table.zh, *table.en)]

    wrong = []
    said = itertools.islice(zip(phrases, itertools.cycle(AMOUNTS), strict=False), part, None, PARTS)
    for (phrase, (typed, value)), (post, speaker) in itertools.product(said, speakers.items()):
        for decision in understanding.check(f"{phrase.replace('*', ' 小李 ')} {typed}", speaker).decisions:
            limit = decision.grant.limit if decision.grant and decision.outcome is Outcome.PERMITTED else None
            if post == "none" and decision.outcome is not Outcome.UNKNOWN:
                wrong.append((post, phrase, typed))
            if limit and limit.unit == "CNY" and (value is None or not 0 < Decimal(value) <= limit.max):
                wrong.append((post, phrase, typed))
    assert wrong == []

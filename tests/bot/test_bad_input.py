"""Whatever is typed gives an answer or a question back: never a traceback, never a permission by misreading."""

from __future__ import annotations

import itertools
import sys
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Outcome
from bot.naming import speaker_of
from bot.staff import Staff
from bot.texts import Phrasing, answer_text, decision_text

BOOK = "customer-service"
#: How many calls one check may take.
STEPS = 1_000_000
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
TEXTS = [
    "",
    " ",
    "\n\n\t",
    "\x00",
    "\x00\x01\x02退\x1b[31m货\x7f",
    "\u200b\u200c\u200d\ufeff\u2060",
    "退\u200b货\u200d",
    "\u202e货退",
    "🙂🙃👍🏽👩‍👩‍👧‍👦",
    "退货🙂",
    "ありがとう、返品したい",
    "환불하고 싶어요",
    "Je voudrais rembourser le client",
    "أريد استرداد المبلغ",
    "Хочу вернуть деньги клиенту",
    "{{7*7}}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "<!channel> 退货",
    "<@U1> <#C1|x> <script>alert(1)</script>",
    "'; DROP TABLE staff; --",
    "../../../etc/passwd",
    "%s%s%n{0}{x}",
    "a" * 500,
    "罚" * 300,
    "(" * 300,
    "，" * 300,
    "100" * 100,
    "不" * 300 + "退货",
    "如果" * 150,
    "\ud800退货",
    "\u0301" * 300,
    "\ufdfa" * 300,
]


@pytest.fixture(scope="module")
def speakers(library):
    """Every post of the book, and an outsider."""
    return {post: speaker_of(library, Staff(), f"{BOOK}/{post}") for post in POSTS} | {"none": speaker_of(library, Staff(), "none")}


@pytest.fixture(scope="module")
def handled(understanding, library):
    """Ask and check a text and put both into words, in both languages; the decisions on it."""
    phrasing = Phrasing(library)

    def handled_(text, speaker):
        answer, checked = understanding.ask(text, speaker), understanding.check(text, speaker)
        role = speaker.roles[0] if speaker.roles else None
        words = [decision_text(phrasing, checked.decisions, role, language) for language in ("zh", "en")]
        words += [answer_text(phrasing, answer, language) for language in ("zh", "en")]
        assert all(words)
        return checked.decisions, words

    return handled_


@pytest.mark.parametrize("post", [*POSTS, "none"])
def test_whatever_is_typed_gets_an_answer_and_no_permission(handled, speakers, post):
    said = [(text, decision) for text in TEXTS for decision in handled(text, speakers[post])[0]]

    assert [text[:40] for text, decision in said if decision.outcome is Outcome.PERMITTED] == []


@pytest.mark.parametrize("text", ["退", "赔客户 1 元 ", "x ", "{{", "质量问题，", "\u200b"])
def test_a_hundred_thousand_characters_are_read_as_far_as_they_go(handled, speakers, text):
    decisions, words = handled((text * 100_000)[:100_000], speakers["director"])

    assert decisions
    assert max(map(len, words)) < 20_000


@pytest.mark.parametrize("text", ["罚", "不", "如果", "客户", "100 元，", "refund ", "not ", "质量问题，", "经理", "(", "a"])
def test_four_kilobytes_are_read_in_a_bounded_number_of_steps(understanding, speakers, text):
    """F48, counted in calls and not in seconds: a million are about 50 ms."""
    understanding.check(text, speakers["director"])
    counted = 0

    def count(*_):
        nonlocal counted
        counted += 1
        assert counted < STEPS

    sys.setprofile(count)
    try:
        understanding.check((text * 4096).encode()[:4096].decode(errors="ignore"), speakers["director"])
    finally:
        sys.setprofile(None)


def test_a_template_in_the_text_is_never_carried_out(handled, speakers):
    for text in ("{{7*7}}", "退货 {{7*7}}", "负责 {{7*7}} 的工作", "{% print(7*7) %}"):
        _, words = handled(text, speakers["director"])

        assert not any("49" in said for said in words)


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


@pytest.mark.parametrize("post", [*POSTS, "none"])
def test_every_phrase_for_every_action_beside_every_amount_stays_within_its_limit(understanding, library, speakers, post):
    actions = {grant.action for grant in library.grants if grant.role.startswith(BOOK) and not grant.duty}
    phrases = [p for key in sorted(actions) for table in (library.vocabulary.actions[key].phrases,) for p in (*table.zh, *table.en)]

    wrong = []
    for phrase, (typed, value) in zip(phrases, itertools.cycle(AMOUNTS), strict=False):
        for decision in understanding.check(f"{phrase.replace('*', ' 小李 ')} {typed}", speakers[post]).decisions:
            limit = decision.grant.limit if decision.grant and decision.outcome is Outcome.PERMITTED else None
            if post == "none" and decision.outcome is not Outcome.UNKNOWN:
                wrong.append((phrase, typed))
            if limit and limit.unit == "CNY" and (value is None or not 0 < Decimal(value) <= limit.max):
                wrong.append((phrase, typed))
    assert wrong == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from([*POSTS, "none"]))
def test_any_text_at_all_gets_an_answer(handled, speakers, text, post):
    decisions, _ = handled(text, speakers[post])

    assert decisions
    assert post != "none" or decisions[0].outcome is Outcome.UNKNOWN


PIECES = [
    "罚",
    "奖励",
    "补偿",
    "打",
    "小李",
    "本组",
    "100",
    "9 折",
    "元",
    "不",
    "没有",
    "如果",
    "，",
    "。",
    "总监",
    "出差",
    "客户",
    "说",
    "-",
    "每人",
    "\u200b",
    "refund",
    " not ",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_jumble_of_known_words_gets_an_answer(handled, speakers, text):
    assert handled(text, speakers["director"])[0]

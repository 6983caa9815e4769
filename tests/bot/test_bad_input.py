"""Whatever is typed gives an answer or a question back: never a traceback, never a permission by misreading."""

from __future__ import annotations

import sys

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


@pytest.mark.parametrize("text", ["协调各组之间的关系 {{7*7}}", "{% print(7*7) %}协调各组之间的关系"])
def test_a_template_in_the_text_is_shown_and_never_carried_out(handled, speakers, text):
    """What is another's duty is told in the words in which it was said."""
    _, words = handled(text, speakers["manager"])

    assert "7*7" in words[0]
    assert not any("49" in said for said in words)


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

"""What Telegram shows is what was meant: nothing interpreted, nothing lost, nothing longer than it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.showing import LONGEST, columns, keyboard, shown_parts, units
from tests.fakes.telegram import marking

PIECES = ["<", ">", "&", ";", "'", '"', "/", "a", "b", "罚款", "。", "，", "： ", " ", "\n", "\t", "<b>", "</b>", "&lt;", "&#60;", "😀"]
TEXTS = st.lists(st.sampled_from([*PIECES, "\u202e", "\ud800", "\x00", "<a href='http://x'>"]), max_size=300).map("".join)


@given(text=TEXTS, card=st.booleans(), times=st.integers(1, 40))
def test_f45_any_text_is_shown_literally_whatever_is_in_it(text, card, times):
    """Parsed as Telegram does, our own output gives the words back, with no mark in it but bold."""
    parts = [marking.read(part, "HTML") for part in shown_parts(text * times, card=card)]

    said = "".join(one for one in text * times if one in "\n\t" or one not in "\x00\ud800")
    assert _squeezed("".join(part.text for part in parts)) == _squeezed(said) or not said.strip()
    assert all(0 < units(part.text) <= LONGEST for part in parts)
    assert {entity["type"] for part in parts for entity in part.entities} <= {"bold"}


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("one", ["字", "😀", "a", "字。", "字\n", "字\n\n", "a "])
def test_a_long_text_is_cut_where_it_hurts_least(one):
    text = one * 5000

    parts = shown_parts(text)

    assert len(parts) > 1
    assert _squeezed("".join(parts)) == _squeezed(text)
    assert all(units(part) <= LONGEST for part in parts)


def test_paragraphs_stay_whole_where_they_can():
    paragraphs = [f"{number}. " + "条款的内容" * 150 for number in range(8)]

    parts = shown_parts("\n\n".join(paragraphs))

    assert all(part.split("\n\n")[0].split(".")[0].isdecimal() for part in parts)


def test_on_a_card_the_headline_and_the_labels_stand_out():
    (part,) = shown_parts("【请示 0504-ABCD】待审批\n申请人：健康顾问一号\n  事项：不是标签\nApprover: director <1>\n09:00 去", card=True)

    assert part.split("\n") == [
        "<b>【请示 0504-ABCD】待审批</b>",
        "<b>申请人：</b>健康顾问一号",
        "  事项：不是标签",
        "<b>Approver:</b> director &lt;1&gt;",
        "09:00 去",
    ]


def test_an_empty_text_is_still_a_message():
    assert shown_parts(" \n\x00") == ["—"]


def test_buttons_stand_abreast_where_they_can_be_read():
    labels = ["批准：经济补偿 300 元", "驳回", "转上级", "追问", "附言批准", "x" * 300]

    rows = keyboard([{"label": label, "token": "t" * 22, "kind": "approve" if not place else ""} for place, label in enumerate(labels)])

    assert rows is not None
    assert [[button.text for button in row] for row in rows.inline_keyboard][:2] == [["批准：经济补偿 300 元"], ["驳回", "转上级", "追问"]]
    assert rows.inline_keyboard[0][0].style == "success"
    assert all(columns(button.text) <= 120 for row in rows.inline_keyboard for button in row)


def test_no_buttons_are_no_keyboard():
    assert keyboard([]) is None

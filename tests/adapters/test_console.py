"""`remit try`: piped in and read as a transcript, with state that survives from one sitting to the next."""

from __future__ import annotations

import io
from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest

from adapters.console import run
from adapters.console.screen import Screen, latest
from adapters.storage import StoreInUse
from adapters.storage.tinydb import TinyStore


@pytest.fixture
def sit(library, staff, understanding, tmp_path):
    """One sitting: these lines are typed, and the transcript comes back."""

    def sit(*lines: str, person: str | None = None, language: str = "zh") -> str:
        out = io.StringIO()
        clock = datetime(2026, 5, 4, 9, 0, tzinfo=timezone(timedelta(hours=8)))
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        code = run(library, staff, tmp_path / "try", person, language, typed, out, now=lambda: clock, understanding=understanding)  # type: ignore[arg-type]
        assert code == 0
        return out.getvalue()

    return sit


def test_the_main_story_from_question_to_signature_across_a_restart(sit):
    """A newcomer asks, requests as an adviser, approves as the director, and finds what remains after a restart."""
    first = sit("顾客要退货,我能直接退吗?", "补偿客户 300 元", "1", "/as director-1", "1", person="adviser-1")
    second = sit("/mine", "1", person="adviser-1")

    assert "1.3.1.1" in first
    assert "有 1 件事等你处理" in first
    assert "» " in first
    assert "已批准，后续未完" in second
    assert "▶ 总经理签字确认" in second.split("已记录")[1]


def test_it_reads_the_same_in_english(sit):
    text = sit("compensate the customer 300 yuan", "1", "/as director-1", "1", person="adviser-1", language="en")

    assert "1 request waits for you" in text
    assert "[1] Approve: compensation to a customer, 300 yuan" in text
    assert "approved, follow-up open" in text


def test_a_button_is_pressed_by_its_label_too(sit):
    text = sit("补偿客户 300 元", "请示", "撤回", person="adviser-1")

    assert "经济补偿 300 元：已撤回。" in text


def test_who_cancels_is_told_that_what_they_asked_for_stays(sit):
    text = sit("取消", "补偿客户 300 元", "1", "取消", person="adviser-1")

    first, second = (part.splitlines()[0] for part in text.split("好，刚才说的就不算了。")[1:])
    assert first == ""
    assert "已经提交的请示不受影响" in second


def test_one_is_chosen_by_number_or_by_id_and_asked_again_otherwise(sit, staff):
    number = sorted(staff.people).index("director-1") + 1

    by_number = sit(str(number), "/whoami")
    by_id = sit("nobody", "director-1", "/whoami")

    assert "（director-1）" in by_number
    assert "没有“nobody”这个人" in by_id
    assert "（director-1）" in by_id


def test_the_prompt_says_who_one_is_and_what_was_typed(sit):
    assert "adviser-1 健康顾问一号> /whoami\n" in sit("/whoami", person="adviser-1")


def test_a_number_without_a_button_is_refused(sit):
    assert "现在没有 3 号按钮" in sit("补偿客户 300 元", "3", person="adviser-1")


def test_a_number_answers_a_question_for_an_amount(sit):
    text = sit("/request 给客户经济补偿", "300", person="adviser-1")

    assert "经济补偿 300 元" in text


def test_of_a_card_that_changed_while_one_was_elsewhere_only_the_last_is_shown(sit):
    text = sit("/request 补偿客户 300 元", "1", "/as director-1", person="adviser-1")

    for_director = text.split("你是客服部总监一号")[1]
    assert Counter(line for line in for_director.splitlines() if line.startswith("【请示")).total() == 1
    assert "已撤回" in for_director
    assert "[1]" not in for_director


def test_the_console_speaks_the_language_that_was_chosen_in_the_conversation(sit):
    first = sit("/lang en", "9", "/as manager-1", "9", person="adviser-1")
    later = sit("/as adviser-1", "/as nobody", "/lang zh", "/as nobody", person="director-1")

    assert "There is no button 9 now." in first.split("/as manager-1")[0]
    assert "现在没有 9 号按钮" in first.split("/as manager-1")[1]
    assert "There is nobody called" in later.split("/lang zh")[0]
    assert "没有“nobody”这个人" in later.split("/lang zh")[1]


def test_a_second_process_on_the_same_store_is_refused(sit, tmp_path):
    sit("/whoami", person="adviser-1")
    store = TinyStore(tmp_path / "try" / "remit.db")

    with pytest.raises(StoreInUse):
        sit("/whoami", person="adviser-1")
    store.close()


def test_control_characters_in_somebodys_words_do_not_reach_the_terminal():
    out = io.StringIO()

    Screen(out).write("\x1b[2J\u202e300\x07 元")

    assert out.getvalue() == "[2J300 元\n"


def test_only_the_last_message_of_each_card_counts():
    arrived = [{"card": "a", "n": 1}, {"card": None, "n": 2}, {"card": "b", "n": 3}, {"card": "a", "n": 4}]

    assert [body["n"] for body in latest(arrived)] == [2, 3, 4]

"""Slips in titles are put right; nothing else is touched."""

import pytest

from bot.language.recognising.repairing import Repairer


@pytest.fixture(scope="module")
def repairer():
    titles = ["客服部经理", "经理", "客服部总监", "总监", "统计员", "customer service manager", "director"]
    return Repairer(titles, words={"经历", "manage", "directory"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("客服部经里能罚多少", "客服部经理能罚多少"),
        ("总鉴出差了", "总监出差了"),
        ("统记员做什么", "统计员做什么"),
        ("may the direcotr fine", "may the director fine"),
        ("the custmer service manger", "the customer service manager"),
    ],
)
def test_a_slip_in_a_title_is_put_right(repairer, typed, meant):
    assert repairer.repair(typed) == meant


@pytest.mark.parametrize("typed", ["我的经历很多", "we manage it", "the directory", "directors", "退货", "total", "客服部经理", ""])
def test_what_is_a_word_of_its_own_stays(repairer, typed):
    assert repairer.repair(typed) == typed


def test_a_slip_that_could_be_two_titles_stays():
    assert Repairer(["部门经理", "部门京里"], words=()).repair("部门经里") == "部门经里"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("客服部经里最多能罚多少钱", "1.3.2.3"),
        ("客服部总鉴最多能补偿多少元", "1.3.5.2"),
        ("What are the duties of the statistican?", "1.3.3.2"),
        ("How much may the manger fine?", "1.3.2.3"),
    ],
)
def test_a_question_with_a_slip_is_answered_all_the_same(asked, text, clause):
    assert clause in asked(text).clauses


@pytest.mark.parametrize("text", ["客服部总鉴出差了，给顾客打 9 折", "The customer service direcotr is away, I give the customer 10 % off"])
def test_an_absence_with_a_slip_is_heard(checked, text):
    assert checked("客服部总监助理", text).reading.absent == {"customer-service/director"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("I exchangge it for the customer 质量问提", "i exchange it for the customer 质量问题"),
        ("discountt 给客户 鹵", "discount 给客户 卤"),
    ],
)
def test_a_slip_is_put_right_beside_another_that_gets_shorter(understanding, typed, read):
    assert understanding.reader.read(typed).text == read


@pytest.mark.parametrize("text", ["客户很生气,我陪她去医院", "今天把表格填好交上去", "我把表格交给总监"])
def test_a_word_of_any_talk_is_no_slip_for_one_that_matters(understanding, text):
    """赔她 would be a compensation, and 表哥 a cousin."""
    assert understanding.reader.read(text).text == text

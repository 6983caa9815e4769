"""Who comes to decide for others is settled by two administrators, where there are two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk.seconding import WAITS
from bot.events import Ticked
from bot.staff import Account

DIRECTOR = "/seat manager-2 客服部总监"


@pytest.fixture
async def house(make_house):
    """A house with two administrators."""
    house = make_house()
    people = dict(house.staff.people)
    for number in (1, 2, 3):
        one = replace(
            people["admin-1"], id=f"admin-{number}", name=f"管理员{number}", accounts=(Account(platform="telegram", user=str(number)),)
        )
        people[one.id] = one
    house.staff = replace(house.staff, people=people, administrators=("admin-1", "admin-2", "admin-3"))
    return await house.open()


async def posts(house, person: str) -> str:
    return await house.says(person, "/whoami")


async def test_a_post_that_decides_takes_a_second_yes(house):
    assert "另一位管理员确认：管理员2、管理员3" in await house.says("admin-1", DIRECTOR)
    assert "客服部总监，" not in await posts(house, "manager-2")

    assert "管理员2确认了" in await house.presses("admin-2", "确认任职")

    assert "客服部总监" in (await posts(house, "manager-2")).splitlines()[0]
    assert house.buttons("admin-3") == {}
    assert [one["seating"] for one in await house.audit() if one.get("seating")] == ["waiting", "confirmed"]


async def test_a_post_that_decides_nothing_counts_at_once(house):
    await house.says("admin-1", "/seat adviser-1 统计员")

    assert "统计员" in (await posts(house, "adviser-1")).splitlines()[0]


@pytest.mark.parametrize("person", ["admin-1", "manager-2", "director-1", "adviser-1"])
async def test_neither_who_began_it_nor_anybody_else_says_the_second_yes(person, house):
    await house.says("admin-1", DIRECTOR)

    await house.clicks(person, house.token("admin-2", "确认任职"))

    assert "客服部总监" not in (await posts(house, "manager-2")).splitlines()[0]


async def test_a_no_is_told_and_stands(house):
    await house.says("admin-1", DIRECTOR)
    yes = house.token("admin-3", "确认任职")

    await house.presses("admin-2", "不同意")

    assert "已经办过" in await house.clicks("admin-3", yes)
    assert "管理员2没有同意" in house.sees("admin-1")
    assert "客服部总监" not in (await posts(house, "manager-2")).splitlines()[0]


async def test_without_an_answer_it_lapses(house):
    await house.says("admin-1", DIRECTOR)
    token = house.token("admin-2", "确认任职")
    house.at += WAITS

    await house.handle(house.event(Ticked, None))

    assert "已经过时" in await house.clicks("admin-2", token)
    assert "客服部总监" not in (await posts(house, "manager-2")).splitlines()[0]


async def test_an_administrator_gets_no_post_that_decides(house):
    assert "管理员不参与审批" in await house.says("admin-1", "/seat admin-2 客服部总监")


async def test_the_card_is_in_the_readers_language(make_house):
    house = make_house(language="en")
    people = {**house.staff.people, "admin-2": replace(house.staff.people["admin-1"], id="admin-2", name="second")}
    house.staff = replace(house.staff, people=people, administrators=("admin-1", "admin-2"))
    await house.open()

    await house.says("admin-1", "/seat manager-2 customer service director")

    assert "With these posts they can decide for others." in house.sees("admin-2")
    assert "Confirmed by second" in await house.presses("admin-2", "Yes, seat them")


async def test_a_post_that_the_staff_file_takes_away_is_gone_though_it_was_given_in_chat(house):
    await house.says("admin-1", "/seat adviser-2 统计员")
    assert "统计员" in await posts(house, "adviser-2")
    people = {**house.staff.people, "adviser-2": replace(house.staff.people["adviser-2"], posts=())}
    house.staff = replace(house.staff, people=people)

    await house.open()

    assert "统计员" not in await posts(house, "adviser-2")


async def test_a_seat_given_in_chat_outlives_a_staff_file_that_changes_somebody_else(house):
    await house.says("admin-1", "/seat adviser-2 统计员")
    people = {**house.staff.people, "adviser-1": replace(house.staff.people["adviser-1"], name="改了名")}
    house.staff = replace(house.staff, people=people)

    await house.open()

    assert "统计员" in await posts(house, "adviser-2")

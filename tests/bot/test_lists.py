"""What waits, what was asked for, what is owed: counted, with its age, narrowed, page by page; and several approved together."""

from __future__ import annotations

from datetime import date, timedelta

from bot.approvals.moves import DECISIONS, State
from bot.model import Absence

ASK = "/request 补偿客户 300 元"


async def ask_gifts(house, *people):
    for person in people:
        await house.says(person, f"/request 送赠品给客户{person}，不是廉价赠品，客户有抱怨")


# Inbox and mine -----------------------------------------------------------------------------


async def test_the_inbox_counts_and_tells_how_long_it_waits(house):
    await house.says("adviser-1", ASK)
    house.at += timedelta(days=2, hours=3)
    await house.says("adviser-2", "/request 给客户打 8 折，客户有抱怨")
    await house.says("adviser-4", ASK)

    seen = await house.says("director-1", "/inbox")

    assert "等你处理 2 件（审批 2，签办 0），最早的已等 2 天" in seen
    assert "（2 天前）" in seen and "（不到 1 小时前）" in seen


async def test_a_list_is_narrowed_by_words_by_person_and_by_part(house):
    await house.says("adviser-1", ASK)
    await house.says("adviser-2", "/request 补偿客户 200 元")
    await house.says("adviser-4", "/request 补偿客户 100 元")
    await house.says("adviser-4", "/request 周末借公司的车")
    await house.presses("adviser-4", "撤回")

    assert "健康顾问二号" in await house.says("director-1", "/inbox 健康顾问二号")
    assert "200 元" in await house.says("director-1", "/inbox adviser-2")
    assert "等你处理 3 件（只看“补偿”）" in await house.says("director-1", "/inbox 补偿")
    assert "没有符合“辞退”的事" in await house.says("director-1", "/inbox 辞退")
    assert "补偿 100 元" in await house.says("adviser-4", "/mine 未决")
    assert "借公司的车" in await house.says("adviser-4", "/mine 已结")


async def test_a_long_list_has_pages(house):
    for number in range(11):
        await house.says("adviser-1", f"/request 补偿客户 {300 + number} 元")

    first = await house.says("director-1", "/inbox 补偿")
    second = await house.presses("director-1", "下一页")
    same = await house.says("director-1", "/inbox 补偿 2")

    assert "第 1/2 页" in first and "1. " in first and "9. " not in first
    assert "第 2/2 页" in second and "9. " in second and "11. " in second
    assert second == same


async def test_a_list_in_english_reads_well(make_house):
    house = await make_house(language="en").open()
    await house.says("adviser-1", "/request compensate the customer 300 yuan")
    await house.says("adviser-2", "/request compensate the customer 200 yuan")

    assert "Waiting for you: 2 (to decide 2, to sign or do 0), the oldest for less than 1 h" in await house.says("director-1", "/inbox")


# Owed ---------------------------------------------------------------------------------------


async def test_what_is_owed_is_seen_by_person_group_and_department(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")

    assert "注明原因交回公司" in await house.says("adviser-1", "/owed")
    assert "健康顾问一号：1 件" in await house.says("manager-1", "/owed 客服一组")
    assert "没有未办的事" in await house.says("manager-2", "/owed 客服二组")
    assert "健康顾问一号：1 件" in await house.says("director-1", "/owed 客服部")
    assert "健康顾问一号：1 件" in await house.says("admin-1", "/owed 全部")
    assert "健康顾问一号：1 件" in await house.says("statistician-1", "/owed adviser-1")


async def test_nobody_sees_what_others_owe_who_are_not_below_them(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")

    assert "与你无关" in await house.says("adviser-2", "/owed adviser-1")
    assert "与你无关" in await house.says("manager-2", "/owed 客服一组")
    assert "谁的未办事项" in await house.says("manager-2", "/owed 火星部")


async def test_a_refused_signature_is_owed_by_whoever_answers_for_it(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")
    await house.presses("adviser-1", "完成：注明原因")
    await house.presses("seller-1", "拒绝：销售人签字")
    await house.says("seller-1", "没有我的客户")

    assert "未办的事 1 件" in await house.says("director-1", "/owed")


# Together -----------------------------------------------------------------------------------


async def test_several_of_one_kind_are_approved_together_each_by_itself(house):
    await ask_gifts(house, "adviser-1", "adviser-2", "adviser-4")

    await house.says("director-1", "/inbox")
    shown = await house.presses("director-1", "一并批准 3 件")
    assert shown.count("健康顾问") == 3
    assert not [one for one in await house.requests() if one.state is not State.OPEN]
    seen = await house.presses("director-1", "确认批准这 3 件")

    assert "已批准 3 件" in seen
    requests = await house.requests()
    assert all(len([entry for entry in one.history if entry.move in DECISIONS]) == 1 for one in requests)
    assert len([one for one in await house.audit() if one.get("move") == "approve"]) == 3


async def test_what_changed_meanwhile_is_left_out_and_said_so(house):
    await ask_gifts(house, "adviser-1", "adviser-2")
    await house.says("director-1", "/inbox")
    await house.presses("director-1", "一并批准 2 件")
    await house.presses("adviser-2", "撤回")

    seen = await house.presses("director-1", "确认批准这 2 件")

    assert "已批准 1 件" in seen and "没有批准 1 件" in seen


async def test_different_amounts_and_what_cannot_be_undone_are_never_offered_together(house):
    await house.says("adviser-1", ASK)
    await house.says("adviser-2", "/request 补偿客户 200 元")
    await house.says("manager-1", "/request 辞退健康顾问二号，因为旷工")
    await house.says("manager-1", "/request 辞退健康顾问三号，因为旷工")

    await house.says("director-1", "/inbox")

    assert not [label for label in house.buttons("director-1") if label.startswith("一并批准")]


async def test_what_may_be_split_is_never_offered_together(house):
    for _ in range(2):
        await house.says("adviser-1", ASK)

    await house.says("director-1", "/inbox")

    assert not [label for label in house.buttons("director-1") if label.startswith("一并批准")]


async def test_nobody_approves_together_what_is_not_theirs(house):
    await ask_gifts(house, "adviser-1", "adviser-2")
    await house.says("director-1", "/inbox")
    token = house.token("director-1", "一并批准")

    await house.clicks("assistant-1", token)

    assert all(one.state is State.OPEN for one in await house.requests())


# Many -----------------------------------------------------------------------------------------


async def test_much_waiting_is_no_trouble_to_list_nor_to_move(make_house, staff):
    """Seventy advisers ask; the director lists them, goes away, cannot be reached and is back."""
    from dataclasses import replace

    from bot.events import Unreached

    advisers = {f"adviser-{number}": replace(staff.people["adviser-1"], id=f"adviser-{number}", accounts=()) for number in range(10, 80)}
    house = make_house()
    house.staff = replace(house.staff, people=dict(house.staff.people) | advisers)
    await house.open()
    for person in advisers:
        await house.says(person, "/request 送赠品给客户，不是廉价赠品，客户有抱怨")

    assert "等你处理 70 件" in await house.says("director-1", "/inbox")
    await house.presses("director-1", "一并批准 10 件")
    assert "已批准 10 件" in await house.presses("director-1", "确认批准这 10 件")
    await house.says("admin-1", "/away director-1 2026-05-04")
    assert sum(one.waiting_for == ("assistant-1",) for one in await house.requests()) == 60
    await house.says("director-1", "/away end")
    await house.handle(house.event(Unreached, None, who="director-1", reason="blocked"))
    await house.says("director-1", "/inbox")

    assert sum(one.waiting_for == ("director-1",) for one in await house.requests()) == 60


async def test_back_early_ends_an_absence_of_the_staff_file_and_leaves_what_is_planned(make_house):
    """The list says away from May to the end of the year, and again in March."""
    away = Absence(person="director-1", start=date(2026, 5, 1), end=date(2026, 12, 31))
    house = await make_house(absences=(away,)).open()
    await house.says("director-1", "/away 2027-03-01 2027-03-05")
    await house.says("adviser-1", "/request 补偿客户 300 元")
    assert (await house.request()).waiting_for == ("assistant-1",)

    seen = await house.says("director-1", "/away end")

    assert "2026-12-31" not in seen
    assert "2027-03-01" in seen
    assert (await house.request()).waiting_for == ("director-1",)
    await house.open()
    assert "2026-12-31" not in await house.says("director-1", "/away")


async def test_where_nobody_is_away_today_the_end_takes_back_what_was_planned(house):
    await house.says("director-1", "/away 2027-03-01 2027-03-05")

    assert "2027-03-01" not in await house.says("director-1", "/away end")

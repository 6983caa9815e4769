"""Who may read the audit in chat, and what they see of it."""

from __future__ import annotations

import pytest

from bot.events import Sealing

ASK = "/request 补偿客户 300 元"


async def test_everybody_reads_what_concerns_them_and_nothing_else(house):
    await house.says("adviser-1", ASK)
    await house.says("adviser-2", "/request 补偿客户 400 元")
    ident = (await house.requests())[0].id

    own = await house.says("adviser-1", "/audit")
    of_request = await house.says("adviser-1", f"/audit {ident}")

    assert "300" in own and "400" not in own
    assert "300" in of_request
    assert "与你无关" in await house.says("adviser-3", f"/audit {ident}")
    assert "与你无关" in await house.says("adviser-3", "/audit adviser-1")
    assert "没有你能看的记录" in await house.says("adviser-3", "/audit")


@pytest.mark.parametrize("reader", ["statistician-1", "admin-1"])
async def test_whoever_supervises_reads_all_and_leaves_a_trace(reader, house):
    """Clause 1.3.3.4: the statistician supervises how authority is used."""
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")

    seen = await house.says(reader, "/audit")
    of_person = await house.says(reader, "/audit adviser-1")

    assert "健康顾问一号 提出" in seen and "客服部总监一号 批准" in seen
    assert "300" in of_person
    assert [one["audited"] for one in await house.audit() if "audited" in one] == ["*", "adviser-1"]


async def test_the_statistician_of_one_book_reads_nothing_of_another(house):
    await house.says("agency-clerk-1", "/request 周末借公司的车")
    assert len(await house.requests()) == 1

    assert "业务员一号" not in await house.says("statistician-1", "/audit")


async def test_why_an_employee_was_punished_is_for_those_concerned(house):
    await house.says("manager-1", "/request 罚健康顾问二号 300 元，因为迟到")
    await house.submits("director-1", house.token("director-1", "驳回"), "证据不足")
    ident = (await house.request()).id

    supervisor = await house.says("statistician-1", f"/audit {ident}")
    party = await house.says("manager-1", f"/audit {ident}")

    assert "证据不足" not in supervisor and "内容只给当事人看" in supervisor
    assert "证据不足" in party


async def test_the_administrators_hear_the_head_which_so_leaves_the_house(house):
    await house.says("adviser-1", ASK)

    await house.handle(house.event(Sealing, None, announce=True))
    await house.handle(house.event(Sealing, None, announce=True))

    heads = [line for line in house.sees("admin-1").splitlines() if line.startswith("remit-audit default 1 ")]
    assert len(heads) == 1


@pytest.mark.parametrize("wrong", ["/audit nobody", "/audit ../x", "/audit 0504-XXXX"])
async def test_what_is_no_request_and_nobody_is_said_so(wrong, house):
    assert "请写" in await house.says("admin-1", wrong)

"""What every adapter promises to the people in front of it, asserted by what they see."""

from __future__ import annotations

from bot.approvals.moves import State

ASK = "/request 补偿客户 300 元"


async def test_a_command_with_chinese_arguments_is_answered_with_its_clause(company):
    said = await company.says("adviser-1", "/duty 顾客要退货,我能直接退吗?")

    assert "1.3.1.1" in said


async def test_the_superior_approves_with_a_press_and_both_see_it(company):
    await company.says("adviser-1", ASK)
    whisper = await company.presses("director-1", "批准")

    assert "已批准" in whisper
    assert (await company.request()).state is State.APPROVED
    assert "已批准" in company.sees("adviser-1")

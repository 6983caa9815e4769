"""Two platforms at once: what is asked on one is decided on the other, and both sides' cards are right."""

from __future__ import annotations

import pytest

from bot.approvals.moves import State
from tests.contract.doors.slack import SlackDoor
from tests.contract.doors.telegram import TelegramDoor


@pytest.fixture
async def both(make_company):
    """A company with Telegram and Slack: the adviser writes from the one, the director from the other."""
    telegram, slack = TelegramDoor(), SlackDoor()
    company = await make_company(telegram, slack)
    await company.says("adviser-1", "/whoami", telegram)
    await company.says("director-1", "/whoami", slack)
    return company, telegram, slack


async def test_asked_in_telegram_and_approved_in_slack(both):
    company, telegram, slack = both
    await company.says("adviser-1", "/request 补偿客户 300 元", telegram)
    assert "批准：经济补偿 300 元" in company.buttons("director-1", slack)
    assert not any(label.startswith("批准") for label in company.buttons("director-1", telegram))

    whisper = await company.presses("director-1", "批准", slack)

    assert "已批准" in whisper
    assert (await company.request()).state is State.APPROVED
    for person, door in (("adviser-1", telegram), ("director-1", slack)):
        assert "已批准" in company.sees(person, door)
        assert "客服部总监一号批准" in company.sees(person, door)
    assert not any(label.startswith(("批准", "驳回")) for label in company.buttons("director-1", slack))
    assert not any(label.startswith("撤回") for label in company.buttons("adviser-1", telegram))


async def test_rejected_in_slack_with_a_reason_that_is_read_in_telegram(both):
    company, telegram, slack = both
    await company.says("adviser-1", "/request 补偿客户 300 元", telegram)

    await slack.presses("director-1", "驳回")
    await slack.submits("director-1", "先换货 <b>&</b>")
    await company.quiet()

    assert "驳回：先换货 <b>&</b>" in company.sees("adviser-1", telegram)
    assert "驳回：先换货 <b>&</b>" in company.sees("director-1", slack)


async def test_asked_in_slack_and_approved_in_telegram_where_the_superior_wrote_last(both):
    company, telegram, slack = both
    await company.says("director-1", "/whoami", telegram)
    await company.says("adviser-1", "/request 补偿客户 300 元", slack)

    await company.presses("director-1", "批准", telegram)

    assert (await company.request()).state is State.APPROVED
    assert "已批准" in company.sees("adviser-1", slack)


async def test_who_has_moved_to_the_other_platform_has_the_card_changed_where_it_stands(both):
    company, telegram, slack = both
    await company.says("adviser-1", "/request 补偿客户 300 元", telegram)
    await company.says("adviser-1", "/whoami", slack)

    await company.presses("director-1", "批准", slack)

    assert "已批准" in company.sees("adviser-1", telegram)

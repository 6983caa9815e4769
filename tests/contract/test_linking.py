"""Linking, as people see it: a code from the host, opened in a direct message, and the same person on another day."""

from __future__ import annotations

import secrets
import uuid

import pytest

from adapters.switchboard import seed
from bot.desk.linking import digest_of
from bot.events import Invited
from tests.contract.door import Lack, Where

#: Where nobody but the staff comes, nobody has to say who they are.
pytestmark = pytest.mark.needs(Lack.STRANGERS)


async def invited(company, person: str) -> str:
    """A code for somebody, made at the host."""
    code = secrets.token_urlsafe(16)
    event = Invited(id=str(uuid.uuid4()), at=company.at, conversation="", seed=seed(), who=person, digest=digest_of(code))
    await company.house.switchboard.handle(event)
    return code


async def test_an_unknown_account_becomes_somebody_by_a_code_and_stays_it(company):
    assert "/link" in await company.says("stranger", "/mine")
    code = await invited(company, "adviser-2")

    assert "健康顾问二号" in await company.says("stranger", f"/link {code}")
    await company.restart()

    assert "健康顾问二号" in await company.says("stranger", "/whoami")


async def test_who_decides_for_others_waits_for_a_second_yes(company):
    """The code is the host's, so the administrator's is the second; the card's buttons are gone once one was pressed."""
    code = await invited(company, "finance-director-1")

    assert "还要" in await company.says("stranger", f"/link {code}")
    assert "/link" in await company.says("stranger", "/inbox")

    assert "确认了" in await company.presses("admin-1", "确认是本人")
    assert "财务总监一号" in await company.says("stranger", "/whoami")
    assert company.buttons("admin-1") == []


async def test_a_wrong_code_is_refused_and_after_five_the_right_one_too(company):
    for _ in range(5):
        assert "验证码无效" in await company.says("stranger", f"/link {secrets.token_urlsafe(16)}")

    assert "一小时后" in await company.says("stranger", f"/link {await invited(company, 'adviser-2')}")


@pytest.mark.needs(Lack.GROUPS)
async def test_a_code_in_a_group_is_void_and_whoever_wrote_it_is_told(company):
    code = await invited(company, "adviser-2")

    await company.door.types("stranger", f"/link {code}", where=Where.GROUP)
    await company.quiet()

    told = [*company.door.whispers("stranger"), *(one.text for one in company.door.screen("stranger", where=Where.GROUP))]
    assert any("已经作废" in one for one in told)
    assert "验证码无效" in await company.says("stranger", f"/link {code}")


async def test_an_account_is_taken_off_by_its_owner(company):
    await company.says("adviser-1", "/unlink")
    await company.presses("adviser-1", "解除")

    assert "/link" in await company.says("adviser-1", "/mine")

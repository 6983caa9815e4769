"""Slack vouches for addresses: whoever has one of the staff list is somebody at once, a superior after a second yes, a guest never."""

from __future__ import annotations

import pytest

from adapters.slack.line import SlackLine
from tests.contract.doors.slack import SlackDoor, _id

ADDRESSES = ("adviser-2@example.com", "director-1@example.com", "nobody@elsewhere.example")


class Vouching(SlackDoor):
    """Slack, with addresses in the staff list."""

    def line(self, now):
        line = super().line(now)
        assert isinstance(line, SlackLine)
        line._addresses = ADDRESSES
        return line


def listed(person: str) -> dict[str, object]:
    """A person whose address is in the staff file, and no account."""
    return {"email": f"{person}@example.com", "accounts": []}


async def reached(company, door, person: str) -> None:
    await company.until(lambda: any("现在是" in one.text for one in door.screen(person)))


async def test_an_employee_is_known_by_their_address(make_company):
    door = Vouching()
    company = await make_company(door, adviser_2=listed("adviser-2"))

    await reached(company, door, "adviser-2")

    assert "健康顾问二号" in await company.says("adviser-2", "/whoami")
    assert "按电子邮箱认出" in company.sees("admin-1")


async def test_a_superior_is_known_after_a_second_yes(make_company):
    door = Vouching()
    company = await make_company(door, director_1=listed("director-1"))
    await company.until(lambda: "需要第二个人确认" in company.sees("admin-1"))
    assert "/link" in await company.says("director-1", "/inbox")

    await company.presses("admin-1", "确认是本人")

    assert "客服部总监" in await company.says("director-1", "/whoami")


@pytest.mark.parametrize("kind", ["guest", "stranger", "bot", "deleted"])
async def test_f29_a_guests_address_proves_nothing(kind, make_company):
    door = Vouching()
    opened = door.open

    async def open_with_a_guest(people, port):
        await opened(people, port)
        member = door.slack.world.members[_id("adviser-2")]
        assert hasattr(member, kind)
        setattr(member, kind, True)

    door.open = open_with_a_guest
    company = await make_company(door, adviser_2=listed("adviser-2"))

    await company.says("manager-1", "/whoami")
    await company.quiet()

    assert "关联了账号" not in company.sees("admin-1")

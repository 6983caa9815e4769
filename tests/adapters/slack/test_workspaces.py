"""Several workspaces, an organisation with many, and accounts that find their people by their e-mail address."""

from __future__ import annotations

import pytest

from adapters.slack.settings import Slack as Settings
from tests.adapters.slack.conftest import PEOPLE
from tests.contract.company import Company
from tests.contract.doors.slack import TEAM, SlackDoor
from tests.fakes.slack.human import Human

SECOND = "T0SECOND"


class TwoWorkspaces(SlackDoor):
    """The app is in two workspaces; the director is in the second."""

    def __init__(self) -> None:
        super().__init__()
        self.second = self.slack.world.workspace(team=SECOND, token="xoxb-0-canary-of-the-second", bot_user="U0BOT2", bot_id="B0BOT2")

    async def open(self, people, port):
        await super().open(people, port)
        self.slack.world.member("U0DIRECTOR1", SECOND)
        self.humans["director-1"] = Human(self.slack, "U0DIRECTOR1", SECOND)

    def account(self, person):
        found = super().account(person)
        return type(found)(platform="slack", user=found.user, team=SECOND) if person == "director-1" else found

    def settings(self) -> Settings:
        world = self.slack.world
        return Settings(
            tokens=(self.workspace.token, self.second.token), teams=(TEAM, SECOND), base_url=self.slack.base_url, app_token=world.app_token
        )


async def test_asked_in_one_workspace_and_approved_in_another(tmp_path):
    door = TwoWorkspaces()
    company = await Company(tmp_path, [door]).open(PEOPLE)
    try:
        await company.says("adviser-1", "/request 补偿客户 300 元")
        await company.presses("director-1", "批准")
        assert "已批准" in company.sees("adviser-1") and "已批准" in company.sees("director-1")
    finally:
        await company.close()


async def test_a_token_for_another_workspace_is_left_out_and_said(tmp_path, caplog):
    door = TwoWorkspaces()
    door.second.team, door.slack.world.workspaces = "T0ELSE", {TEAM: door.workspace, "T0ELSE": door.second}
    company = await Company(tmp_path, [door]).open([one for one in PEOPLE if one != "director-1"])
    try:
        await company.says("adviser-1", "你好")
        assert "the token for workspace T0SECOND is one for T0ELSE" in caplog.text
    finally:
        await company.close()


async def test_in_an_organisation_accounts_are_kept_under_it(tmp_path):
    door = SlackDoor(enterprise="E0ORG")
    company = await Company(tmp_path, [door]).open(PEOPLE)
    try:
        await company.says("adviser-1", "/request 补偿客户 300 元")
        assert "已批准" in await company.presses("director-1", "批准")
        staff = (tmp_path / "staff.yaml").read_text(encoding="utf-8")
        assert "team: E0ORG" in staff
    finally:
        await company.close()


async def test_an_address_of_the_staff_list_links_its_account_and_no_other_is_looked_up(tmp_path):
    """Who decides for others has to wait for a second yes all the same."""
    door = SlackDoor()
    changed = {person: {"accounts": [], "email": f"{person}@example.com"} for person in ("adviser-2", "director-1")}
    door.addresses = tuple(f"{person}@example.com" for person in changed)
    company = await Company(tmp_path, [door], changed=changed).open(PEOPLE)
    try:
        await door._connected()
        await company.until(lambda: "健康顾问二号" in company.sees("adviser-2"))
        await company.quiet()

        assert "健康顾问二号" in await company.says("adviser-2", "/whoami")
        assert "/link" in await company.says("director-1", "/inbox")
        looked_up = {arguments["email"] for method, arguments, _ in door.slack.api.calls if method == "users.lookupByEmail"}
        assert looked_up == set(door.addresses)

        await company.presses("admin-1", "确认是本人")
        assert "客服部总监一号" in await company.says("director-1", "/whoami")
    finally:
        await company.close()


@pytest.mark.parametrize("gone", ["the app's token", "the bot's token"])
async def test_a_token_that_slack_refuses_keeps_nobody_else_from_starting(tmp_path, gone, caplog):
    door = SlackDoor()
    company = Company(tmp_path, [door])
    if gone == "the app's token":
        door.slack.world.app_token = "xapp-another"
    else:
        door.workspace.revoked = True
    line_of = door.settings
    door.settings = lambda: Settings(tokens=line_of().tokens, base_url=line_of().base_url, app_token="xapp-1-canary")
    await company.open(PEOPLE)
    try:
        await company.until(lambda: f"Slack refuses {gone}" in caplog.text)
        assert company.house is not None
    finally:
        await company.close()

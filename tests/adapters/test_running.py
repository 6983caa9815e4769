"""`remit run`: everything together, from what comes in at one line to what goes out at another."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import uuid
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from adapters.configuration import Configuration, Http, Pace, read_configuration
from adapters.delivery import Later, Sent
from adapters.refusals import Refused
from adapters.running import memory
from adapters.running.house import lines_of, running
from adapters.switchboard import seed
from bot.events import Clicked, Commanded
from bot.staff import Account
from tests.shipped import understanding

WAIT = 60.0


class Line:
    """A platform on which the whole staff is, and which keeps what each sees."""

    def __init__(self, platform):
        self.platform = platform
        self.routes = [Route(f"/{platform}", lambda _: PlainTextResponse("here"))]
        self.screens = {}
        self.take = None
        self.down = False
        self.news = asyncio.Event()

    async def open(self, take):
        self.take = take

    async def close(self):
        self.take = None

    def place_of(self, account):
        return account.user

    async def send(self, place, body, *, shown):
        if self.down:
            return Later()
        screen = self.screens.setdefault(place, {})
        message = shown or str(len(screen) + 1)
        screen[message] = body
        self.news.set()
        return Sent(message)

    async def types(self, user, command, text):
        event = Commanded(**self._common(user), command=command, text=text)
        return await self.take(event)

    async def presses(self, user, label):
        token = next(button["token"] for button in self.buttons(user) if button["label"].startswith(label))
        return await self.take(Clicked(**self._common(user), token=token))

    def buttons(self, user):
        return [button for body in self.screens.get(user, {}).values() for button in body["buttons"]]

    def sees(self, user):
        return "\n".join(body["text"] for body in self.screens.get(user, {}).values())

    async def until(self, holds):
        async with asyncio.timeout(WAIT):
            while not holds():
                self.news.clear()
                await self.news.wait()

    def _common(self, user):
        account = Account(platform=self.platform, user=user)
        return {
            "id": str(uuid.uuid4()),
            "at": datetime.now(UTC),
            "conversation": f"{self.platform}/{user}",
            "seed": seed(),
            "account": account,
        }


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """The demonstration, on which adviser-1 is on one platform and everybody else on another."""
    made = replace(Configuration(), store=tmp_path / "remit.db", http=Http(port=0))
    plain = Configuration.staff_list

    def staff_list(self, library):
        staff = plain(self, library)
        people = {
            ident: replace(one, accounts=(Account(platform="east" if ident == "adviser-1" else "west", user=ident),))
            for ident, one in staff.people.items()
        }
        return replace(staff, people=people)

    monkeypatch.setattr(Configuration, "staff_list", staff_list)
    return made


async def test_what_is_asked_on_one_platform_is_decided_on_the_other(settings):
    east, west = Line("east"), Line("west")
    async with running(settings, lines=(east, west)):
        await east.types("adviser-1", "request", "补偿客户 300 元")
        await west.until(lambda: west.buttons("director-1"))
        await west.presses("director-1", "批准")
        await east.until(lambda: "已批准" in east.sees("adviser-1"))

    assert not [button for button in west.buttons("director-1") if button["label"].startswith("批准")]


async def test_what_could_not_be_sent_before_the_end_is_sent_after_the_next_start(settings):
    east, west = Line("east"), Line("west")
    west.down = True
    async with running(settings, lines=(east, west)):
        await east.types("adviser-1", "request", "补偿客户 300 元")
        await east.until(lambda: "待审批" in east.sees("adviser-1"))

    west.down = False
    async with running(settings, lines=(east, west)):
        await west.until(lambda: west.buttons("director-1"))


async def test_the_lines_and_a_word_on_whether_all_is_well_are_served_by_one_app(settings):
    async with running(settings, lines=(Line("east"), Line("west"))) as house, httpx.AsyncClient() as client:
        base = "http://" + house.said.split("HTTP at ")[1].split(" ")[0]

        assert (await client.get(f"{base}/east")).text == "here"
        assert (await client.get(f"{base}/health")).json() == {"ok": True, "platforms": {"east": "up", "west": "up"}}


async def test_nothing_runs_without_a_platform_and_says_what_to_do(settings):
    with pytest.raises(Refused, match="remit try"):
        async with running(settings, lines=()):
            pass


def test_a_platform_that_is_written_about_is_run_and_one_that_is_switched_off_is_not(tmp_path):
    config = tmp_path / "config.yaml"
    secrets = {
        "REMIT_TELEGRAM_TOKEN": "1234567890:" + "t" * 35,
        "REMIT_SLACK_BOT_TOKEN": "xoxb-" + "b" * 20,
        "REMIT_SLACK_APP_TOKEN": "xapp-" + "a" * 20,
    }
    said = "telegram:\n  base_url: http://127.0.0.1:8081\nslack:\n  mode: socket\n"
    made = []
    for text in (said, said.replace("slack:\n", "slack:\n  use: off\n"), "telegram: off\nslack: off\n", "store: remit.db\n"):
        config.write_text(text)
        settings = read_configuration(config, secrets)
        made.append([line.platform for line in lines_of(settings, lambda: datetime.now(UTC), understanding)])

    assert made == [["telegram", "slack"], ["telegram"], [], []]


def test_the_command_says_so_too_in_a_sentence_and_leaves_no_store(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("store: remit.db\n")

    done = subprocess.run([sys.executable, "-m", "adapters.cli", "run", "-c", str(config)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr.startswith("remit: no platform is configured")
    assert not (tmp_path / "remit.db").exists()


async def test_who_says_too_much_at_once_is_told_so_once_and_takes_nothing_from_others(settings):
    settings = replace(settings, pace=Pace(at_once=3, a_minute=1))
    line, other = Line("telegram"), Line("slack")
    async with running(settings, lines=[line, other]):
        said = [await line.types("nobody", "help", "") for _ in range(6)]
        pressed = await line.take(Clicked(**line._common("nobody"), token="x"))
        await line.types("somebody", "help", "")
        await line.until(lambda: line.sees("somebody") and len(line.screens.get("nobody", {})) == 3)

    assert [bool(one) for one in said] == [False, False, False, True, False, False]
    assert "太多" in said[3]
    assert "太多" in pressed
    assert len(line.screens["nobody"]) == 3


def test_what_was_read_at_the_start_is_not_looked_through_for_garbage_again():
    books, before = {"book": []}, gc.get_threshold()
    try:
        assert any(one is books for one in gc.get_objects())
        memory.set_aside_what_stays()

        assert not any(one is books for one in gc.get_objects())
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)

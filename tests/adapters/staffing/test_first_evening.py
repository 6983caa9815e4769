"""The first evening with Telegram: `remit run` in a process of its own, and everything else from beside it, as docs/linking.md tells it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import remit, said
from tests.fakes.telegram import Telegram

ROOT = Path(__file__).parents[3]
WAIT = 120.0


class Evening:
    """A folder with a configuration, a bot, and the command line."""

    def __init__(self, folder: Path, telegram: Telegram) -> None:
        self.folder = folder
        self.telegram = telegram
        (folder / "config.yaml").write_text(f"telegram: {{use: on, base_url: '{telegram.base_url}'}}\nstore: state/remit.db\n")
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("REMIT_")} | {
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
            "REMIT_TELEGRAM_TOKEN": telegram.token,
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "adapters.cli", *arguments, "-c", "config.yaml"]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    async def remit(self, *arguments: str) -> str:
        """What a command prints; it has to end well. The loop goes on meanwhile, since the bot's server runs in it."""
        environment = self.environment
        ended = said(await asyncio.to_thread(remit, *arguments, "-c", "config.yaml", folder=self.folder, environment=environment))
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    async def until(self, holds) -> None:
        async with asyncio.timeout(WAIT):
            while not holds():
                await asyncio.sleep(0.1)


def on_screen(human) -> str:
    return "\n".join(seen.text for seen in human.screen())


@pytest.fixture
async def evening(tmp_path):
    telegram = Telegram()
    await telegram.start()
    yield Evening(tmp_path, telegram)
    await telegram.stop()


@pytest.mark.usefixtures("understanding")  # what was said is counted once in a run: `remit run` finds it kept
async def test_from_nothing_to_the_first_approval(evening):
    telegram = evening.telegram
    humans = {name: telegram.human(name, started=True) for name in ("admin", "director", "adviser")}
    process = evening.start("run")
    try:
        assert "remit: running telegram" in await asyncio.to_thread(process.stderr.readline)
        for person, human in (("admin-1", humans["admin"]), ("adviser-1", humans["adviser"]), ("director-1", humans["director"])):
            printed = await evening.remit("link", person, "--platform", "telegram")
            (code,) = re.findall(rf"https://t\.me/{telegram.world.bot.username}\?start=([A-Za-z0-9_-]+)", printed)
            human.types(f"/start {code}")
            await evening.until(lambda human=human: "谢谢" in on_screen(human) or "现在是" in on_screen(human))
            if person == "admin-1":
                assert "admin-1 管理员一号：telegram" in await evening.remit("link", "--confirm")
                await evening.remit("link", "--confirm", "admin-1")
                await evening.until(lambda human=human: "现在是管理员一号" in on_screen(human))
        await evening.until(lambda: "需要第二个人确认" in on_screen(humans["admin"]))
        humans["admin"].presses_button("确认是本人")
        await evening.until(lambda: "现在是客服部总监一号" in on_screen(humans["director"]))

        humans["adviser"].types("/request 补偿客户 300 元")
        await evening.until(lambda: "待审批" in on_screen(humans["director"]))
        humans["director"].presses_button("批准")
        await evening.until(lambda: "已批准" in on_screen(humans["adviser"]))

        listed = await evening.remit("staff")
        assert len(re.findall(r"telegram \d+", listed)) == 3
        assert "完整：" in await evening.remit("audit", "verify")
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.to_thread(process.communicate, timeout=WAIT)
    assert process.returncode == 0
    assert telegram.token not in out + err

"""`remit run -c config.yaml` as a program of its own: started, spoken to, and told to end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest
import yaml

from adapters.configuration import KNOWLEDGE
from tests.fakes.telegram import Telegram

ROOT = Path(__file__).parents[3]


@pytest.fixture
def write(tmp_path, telegram: Telegram):
    """A configuration with two people who have accounts."""

    def write(**people: str) -> Path:
        staff = yaml.safe_load((KNOWLEDGE / "demo-staff.yaml").read_text(encoding="utf-8"))
        for name, user in people.items():
            staff["people"][name.replace("_", "-")]["accounts"] = [{"platform": "telegram", "user": user}]
        (tmp_path / "staff.yaml").write_text(yaml.safe_dump(staff, allow_unicode=True), encoding="utf-8")
        content = {"staff": "staff.yaml", "store": "store.db", "telegram": {"use": "on", "base_url": telegram.base_url}}
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return tmp_path / "config.yaml"

    return write


async def start(config: Path, **environment: str) -> asyncio.subprocess.Process:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("REMIT_")}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.cli", "run", "-c", str(config),
        cwd=ROOT, env=clean | environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_the_program_is_started_asked_and_ended_and_says_nothing_of_its_token(telegram, write, until):
    adviser, director = telegram.human("adviser", started=True), telegram.human("director", started=True)
    config = write(adviser_1=str(adviser.user.id), director_1=str(director.user.id))
    program = await start(config, REMIT_TELEGRAM_TOKEN=telegram.token)
    try:
        adviser.types("/request 补偿客户 300 元")
        await until(lambda: any(one.labels for one in director.screen()), 120)
        assert await director.presses_button("批准").answer(60)
        await until(lambda: any("已批准" in one.text for one in adviser.screen()), 60)
    finally:
        begun = time.monotonic()
        program.send_signal(signal.SIGTERM)
        out, err = await program.communicate()

    assert program.returncode == 0
    assert time.monotonic() - begun < 60  # it promises ten seconds; the machine may be busy
    assert b"running telegram" in err
    assert telegram.token.encode() not in out + err
    assert "补偿".encode() not in out + err
    assert telegram.updates.unconfirmed == 0


@pytest.mark.parametrize("token", ["", "your-token-here"])
async def test_f49_without_a_token_it_does_not_start_and_says_where_to_put_one(telegram, write, token):
    program = await start(write(), REMIT_TELEGRAM_TOKEN=token)
    out, err = await program.communicate()

    assert program.returncode == 78
    assert b"REMIT_TELEGRAM_TOKEN" in out + err
    assert not token or token.encode() not in out + err

"""The deep link that `remit link` prints, with the bot's real name, opened by somebody."""

from __future__ import annotations

import pytest

from adapters.telegram.naming import deep_link
from adapters.telegram.settings import Telegram as Settings
from tests.fakes.telegram import Telegram


@pytest.fixture
async def telegram():
    server = Telegram()
    await server.start()
    yield server
    await server.stop()


async def test_the_link_names_the_bot_and_carries_the_code(telegram):
    settings = Settings(token=telegram.token, base_url=telegram.base_url)

    assert await deep_link(settings, "AAbb-_") == f"https://t.me/{telegram.world.bot.username}?start=AAbb-_"


async def test_without_telegram_there_is_no_link_and_no_error():
    assert await deep_link(Settings(token="1:" + "A" * 30, base_url="http://127.0.0.1:9"), "AAbb") is None

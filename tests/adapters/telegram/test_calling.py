"""How calls travel: what goes wrong on the way, and which way they take."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import NetworkError, TimedOut

from adapters.telegram.calling import Calls
from adapters.telegram.client import bot_of
from adapters.telegram.line import TelegramLine
from adapters.telegram.settings import Telegram as Settings
from tests.adapters.telegram.conftest import NOW

TOKEN = "1234:a-token-that-nobody-may-see"


@pytest.fixture
async def make_server():
    """Something at a port that answers each connection with these bytes, or is silent until it ends."""
    servers = []

    async def make(answer: bytes | None) -> str:
        async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.append(await reader.readline())
            writer.write(answer if answer is not None else await reader.read())
            writer.close()

        server = await asyncio.start_server(called, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    asked: list[bytes] = []
    make.asked = asked
    yield make
    for server in servers:
        server.close()


@pytest.mark.parametrize("answer", [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"])
async def test_what_fails_on_the_way_names_no_token(make_server, answer):
    bot = bot_of(Settings(token=TOKEN, base_url=await make_server(answer)))

    with pytest.raises(NetworkError) as failed:
        await bot.initialize()
    await bot.shutdown()

    assert "a-token" not in str(failed.value)
    assert failed.value.__cause__ is None


async def test_silence_is_a_time_out(make_server):
    calls = Calls(server := await make_server(None), 1, read=0.05)

    with pytest.raises(TimedOut):
        await calls.do_request(server, "GET")
    await calls.shutdown()


@pytest.mark.parametrize(("name", "used"), [("HTTP_PROXY", True), ("ALL_PROXY", True), ("HTTPS_PROXY", False)])
async def test_a_proxy_of_the_environment_is_used(make_server, monkeypatch, name, used):
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    proxy, server = await make_server(answer), await make_server(answer)
    monkeypatch.setenv(name, proxy)
    calls = Calls(server, 1, read=5.0)

    assert await calls.do_request(f"{server}/bot", "GET") == (200, b"{}")
    await calls.shutdown()

    assert make_server.asked[0].startswith(b"GET http://127.0.0.1" if used else b"GET /bot")


async def test_a_host_that_needs_no_proxy_is_called_directly(make_server, monkeypatch):
    server = await make_server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    calls = Calls(server, 1, read=5.0)

    assert await calls.do_request(server, "GET") == (200, b"{}")
    await calls.shutdown()


async def test_a_line_that_spoke_before_it_was_opened_leaves_no_connection_open(telegram):
    line = TelegramLine(Settings(token=telegram.token, base_url=telegram.base_url), lambda: NOW, "zh")
    await line._bot.get_me()

    await line.close()

    assert [calls._session for calls in line._calls] == [None, None]


async def test_a_call_after_the_end_opens_nothing(make_server):
    calls = Calls(await make_server(b""), 1, read=1.0)
    await calls.shutdown()

    with pytest.raises(NetworkError):
        await calls.do_request("http://127.0.0.1:1/", "POST")
    assert calls._session is None

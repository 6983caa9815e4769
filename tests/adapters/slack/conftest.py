"""A company on Slack: over HTTP or the socket, with the people of the demonstration."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.configuration import Configuration
from tests.contract.company import Company
from tests.contract.doors.slack import SlackDoor

PEOPLE = ("adviser-1", "adviser-2", "manager-1", "assistant-1", "director-1", "general-manager-1", "general-assistant-1", "admin-1")


@pytest.fixture(autouse=True)
def _made_once(monkeypatch: pytest.MonkeyPatch, library: Any, understanding: Any) -> None:
    monkeypatch.setattr(Configuration, "library", lambda _: library)
    monkeypatch.setattr("adapters.running.house.understanding_of", lambda *_: understanding)


@pytest.fixture
def door() -> SlackDoor:
    """Socket Mode, as it is by default."""
    return SlackDoor()


@pytest.fixture
async def company(tmp_path: Any, door: SlackDoor) -> AsyncIterator[Company]:
    made = await Company(tmp_path, [door]).open(PEOPLE)
    await door._connected()
    yield made
    await made.close()


@pytest.fixture
async def http(tmp_path: Any) -> AsyncIterator[Company]:
    """The same company, called by Slack."""
    door = SlackDoor(http=True)
    made = await Company(tmp_path, [door]).open(PEOPLE)
    await door._connected()
    yield made
    await made.close()

"""A store that serves real people is no place to try things, nor for another company's staff."""

from __future__ import annotations

import asyncio
import io

import pytest

from adapters.cli import _told
from adapters.configuration import Configuration
from adapters.console.running import run
from adapters.hosting import at_host
from adapters.running.service import InService, begin
from adapters.storage.tinydb import TinyStore
from bot.model import Words


@pytest.fixture
def folder(tmp_path):
    """A folder with a store that is run with its own staff file."""

    async def served() -> None:
        store = TinyStore(tmp_path / "remit.db")
        await begin(store, "default", tmp_path / "staff.yaml")
        await begin(store, "default", tmp_path / "staff.yaml")
        store.close()

    asyncio.run(served())
    return tmp_path


def test_trying_things_keeps_away_and_says_where_to(folder, library, staff):
    with pytest.raises(InService, match="remit try --store trial"):
        run(library, staff, folder, "adviser-1", "zh", io.StringIO(), io.StringIO())

    assert run(library, staff, folder / "trial", "adviser-1", "zh", io.StringIO(), io.StringIO()) == 0


async def test_a_command_without_its_configuration_brings_no_other_staff_in(tmp_path, library, monkeypatch):
    store = TinyStore(tmp_path / "remit.db")
    await begin(store, "default", tmp_path / "staff.yaml")
    store.close()
    monkeypatch.setattr(Configuration, "library", lambda _: library)

    async with at_host(Configuration(store=tmp_path / "remit.db")) as host:
        with pytest.raises(InService, match="name its configuration with -c"):
            await host.import_staff()
        assert await host.document("roster", "current") is None


def test_the_sentence_is_told_without_a_traceback():
    assert _told(InService(Words(zh="就这样", en="so it is"))) == "remit: so it is"
    assert _told(KeyError("something of ours")) is None

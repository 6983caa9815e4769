"""What the commands share: the way to the store, wherever that is, and a start that costs little."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from adapters.cli import app
from adapters.configuration import read_configuration
from adapters.keys import crypt_for
from adapters.storage.memory import MemoryStore
from adapters.storage.opening import open_own
from tests.postgres import lent, make_database


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of our own."""
    with lent(fsync="off") as started:
        yield started


@pytest.fixture(params=["file", "server"])
def place(request, tmp_path):
    """Where a store may be."""
    if request.param == "file":
        return tmp_path / "remit.db"
    return asyncio.run(make_database(request.getfixturevalue("server").address()))


@pytest.fixture
def used(place, tmp_path, make_house):
    """The configuration of a house in which a request was approved, and the request's id."""
    config = tmp_path / "config.yaml"
    config.write_text(f"store: {place}\n", encoding="utf-8")
    settings = read_configuration(config)

    async def go() -> str:
        async with open_own(settings) as store:
            house = make_house(open_store=lambda: store)
            house.crypt = await crypt_for(store, settings.store)
            house.restart_desk()
            await house.open()
            await house.says("adviser-1", "/request 补偿客户 300 元")
            await house.presses("director-1", "批准")
            ident = (await house.request()).id
        house.store = MemoryStore()
        return ident

    return str(config), asyncio.run(go())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report",), "请示 1 件"),
        (("slip", "ID"), "经济补偿"),
        (("audit", "verify"), "whole: "),
        (("audit", "head"), "remit-audit default 1 "),
        (("privacy", "export", "adviser-1"), '"person": "adviser-1"'),
        (("staff",), "adviser-1"),
        (("store", "verify"), "whole: "),
    ],
)
def test_a_command_finds_the_store_in_a_file_and_on_a_server(used, words, said):
    config, ident = used

    done = CliRunner().invoke(app, [ident if word == "ID" else word for word in words] + ["-c", config])

    assert (done.exit_code, done.stderr) == (0, "")
    assert said in done.stdout


@pytest.mark.parametrize(
    "words",
    [("report",), ("slip", "ID"), ("audit", "verify"), ("audit", "export"), ("audit", "head"), ("privacy", "export", "x"), ("unlink", "x")],
)
def test_where_there_is_no_store_a_command_says_so_and_makes_none(words, tmp_path):
    (tmp_path / "config.yaml").write_text("store: none.db\n", encoding="utf-8")

    done = CliRunner().invoke(app, [*words, "-c", str(tmp_path / "config.yaml")])

    assert done.exit_code == 2
    assert "there is no store at" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_the_help_is_shown_without_what_only_commands_need():
    """Each of these takes longer to import than the help takes to print."""
    seen = "import sys, adapters.cli; print({'asyncio', 'cryptography', 'jinja2', 'json', 'msgspec', 'yaml'} & set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout == "set()\n"

"""`remit store`, from the command line: each command in this process, and once beside a running holder."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from contextlib import closing

import pytest
from typer.testing import CliRunner

from adapters.cli import app
from adapters.keys import crypt_for
from adapters.keys.crypt import MasterCrypt
from adapters.storage import StoreInUse, StoreRefused
from adapters.storage.control import serve_control
from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Outgoing


@pytest.fixture
def config(tmp_path):
    """A configuration whose store holds a request and a letter, and its key."""
    (tmp_path / "config.yaml").write_text("store: data/remit.db\n")
    path = tmp_path / "data" / "remit.db"

    async def fill():
        with closing(TinyStore(path)) as store:
            crypt = await crypt_for(store, path)
            assert isinstance(crypt, MasterCrypt)
            letter = Outgoing(conversation="direct/li", body={"text": "请审批"})
            await store.commit(Commit(tenant="default", event="1", changes={"default/draft/1": {"why": "客户"}}, outgoing=(letter,)))

    asyncio.run(fill())
    return tmp_path / "config.yaml"


@pytest.fixture
def remit(config):
    """The command, with its output; what it raises is told as the command line tells it."""

    def run(*arguments):
        result = CliRunner().invoke(app, ["store", *map(str, arguments), "--lang", "en", "-c", str(config)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output

    return run


def test_a_whole_store_verifies(remit):
    assert remit("verify").startswith("whole: 5 records")


def test_a_damaged_record_is_named(remit, config):
    with closing(sqlite3.connect(config.parent / "data" / "remit.db")) as connection:
        connection.execute("UPDATE document SET body = '{}' WHERE tbl = 'default/draft'")
        connection.commit()

    with pytest.raises(StoreRefused, match=r"'default/draft/1' is not as it was written.*remit store restore"):
        remit("verify")


def test_a_backup_is_made_and_put_back(remit, config, tmp_path):
    said = remit("backup", tmp_path / "b.db")
    with closing(TinyStore(config.parent / "data" / "remit.db")) as store:
        asyncio.run(store.commit(Commit(tenant="default", event="2")))

    restored = remit("restore", tmp_path / "b.db")

    assert "5 records" in said
    assert "remit.db.key" in said
    assert "what was there lies in" in restored
    assert remit("verify").startswith("whole: 5 records")


def test_a_backup_does_not_write_over_what_is_there(remit, tmp_path):
    remit("backup", tmp_path / "b.db")

    with pytest.raises(StoreRefused, match="is there already"):
        remit("backup", tmp_path / "b.db")


def test_an_export_is_json_lines(remit, tmp_path):
    said = remit("export", tmp_path / "e.jsonl")

    lines = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text().splitlines()]
    assert "4 documents, 1 letter" in said
    assert [line["value"] for line in lines if line.get("key") == "default/draft/1"] == [{"why": "客户"}]


def test_a_store_moves_to_another_file_and_the_audit_verifies_there(remit, config, tmp_path):
    said = remit("move", "--to", tmp_path / "new.db")

    assert "4 documents, 1 letter; the audit verifies there" in said
    assert f"store: {tmp_path / 'new.db'}" in said
    with closing(TinyStore(tmp_path / "new.db")) as moved:
        assert asyncio.run(moved.read(["default/draft/1"]))["default/draft/1"].value == {"why": "客户"}


def test_without_a_store_each_says_so(tmp_path):
    (tmp_path / "config.yaml").write_text("store: none.db\nlanguage: en\n")

    for command in (["verify"], ["backup", "b.db"], ["export", "e.jsonl"], ["move", "--to", "x.db"]):
        result = CliRunner().invoke(app, ["store", *command, "-c", str(tmp_path / "config.yaml")])
        assert result.exit_code == 78
        assert "there is no store at" in result.stderr


@pytest.fixture
def held(config):
    """Somebody holds the store and answers for it, as `remit run` does."""
    path = config.parent / "data" / "remit.db"
    ready, done = threading.Event(), threading.Event()

    async def hold():
        with closing(TinyStore(path)) as store:
            async with serve_control(store, path):
                ready.set()
                await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(hold()))
    thread.start()
    ready.wait(30)
    yield
    done.set()
    thread.join(30)


def test_beside_a_running_bot_all_that_only_looks_works_the_same(remit, held, tmp_path):
    assert remit("verify").startswith("whole: 5 records")
    assert "5 records" in remit("backup", tmp_path / "b.db")
    assert "4 documents, 1 letter" in remit("export", tmp_path / "e.jsonl")


def test_beside_a_running_bot_nothing_is_put_in_its_place(remit, held, tmp_path):
    remit("backup", tmp_path / "b.db")

    for command in (("restore", tmp_path / "b.db"), ("move", "--to", tmp_path / "x.db")):
        with pytest.raises(StoreInUse):
            remit(*command)

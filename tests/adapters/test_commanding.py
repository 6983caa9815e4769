"""What the commands share: the way to the store, wherever that is, and a start that costs little."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.cli import app
from adapters.configuration import KNOWLEDGE, read_configuration
from adapters.keys import crypt_for
from adapters.storage.memory import MemoryStore
from adapters.storage.opening import open_own
from tests.postgres import lent, make_database
from tests.shipped import SAYINGS


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
        (("audit", "verify"), "完整："),
        (("audit", "head"), "remit-audit default 1 "),
        (("privacy", "export", "adviser-1"), '"person": "adviser-1"'),
        (("staff",), "adviser-1"),
        (("store", "verify"), "完整："),
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
    (tmp_path / "config.yaml").write_text("store: none.db\nlanguage: en\n", encoding="utf-8")

    done = CliRunner().invoke(app, [*words, "-c", str(tmp_path / "config.yaml")])

    assert done.exit_code == 2
    assert "there is no store at" in done.stderr
    assert not (tmp_path / "none.db").exists()


SAID = (
    (("audit", "verify"), "完整：", "whole: "),
    (("audit", "verify", "--head", "nonsense"), "--head 要写这样一行", "--head is a line such as"),
    (("audit", "export", "--format", "pdf"), "只能是 csv", "is csv, jsonl or xlsx"),
    (("store", "verify"), "完整：", "whole: "),
    (("store", "backup", "FOLDER/backup.db"), "主密钥也要另存", "keep the master key as well"),
    (("store", "export", "FOLDER/all.jsonl"), "已导出到", "exported to"),
    (("store", "move", "--to", "FOLDER/new.db"), "审计记录验证无误", "the audit verifies there"),
    (("privacy", "export", "nobody-1"), "没有保存 nobody-1 的任何内容", "nothing is kept of nobody-1"),
    (("privacy", "erase", "adviser-1"), "请先删掉", "take them off it first"),
    (("eval", "SET"), "应为 permitted", "instead of permitted"),
    (("eval", "FOLDER/none.jsonl"), "没有这个文件", "there is no such file"),
    (("teach",), "在配置里写 `learning: on`", "set `learning: on`"),
    (("teach", "words", "炒鱿鱼"), "actions.dismiss：辞退（规章用到）", "actions.dismiss: dismissal (your books use it)"),
    (("teach", "alias", "no-such-thing", "撸下去"), "词汇表里没有", "the vocabulary has no entry"),
    (("teach", "alias", "dismiss", "撸下去", "--dry-run"), "会加到", "would add"),
    (("teach", "example", "谁有权打折？", "--clause", "9.9"), "规章里没有条款 9.9", "no book has the clause 9.9"),
)


@pytest.mark.parametrize("place", ["file"], indirect=True)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_command_at_the_host_speaks_the_language_that_is_asked_for_else_the_configurations(used, tmp_path, language):
    config, _ = used
    shutil.copytree(KNOWLEDGE, tmp_path / "books", ignore=SAYINGS)
    with Path(config).open("a", encoding="utf-8") as file:
        file.write(f"books: {tmp_path / 'books'}\n")
    case = {"id": "1", "as": "健康顾问", "text": "罚款 100 元", "expect": {"outcome": ["permitted"]}}
    (tmp_path / "set.jsonl").write_text(json.dumps(case), encoding="utf-8")

    def said(words: tuple[str, ...], *asked: str, configured: str) -> str:
        places = {"SET": str(tmp_path / "set.jsonl"), "FOLDER": str(tmp_path)}
        typed = [re.sub("^(SET|FOLDER)", lambda found: places[found[0]], word) for word in words]
        return CliRunner().invoke(app, [*typed, *asked, "-c", config], env={"REMIT_LANGUAGE": configured}).output

    for words, *told in SAID:
        wanted, other = told if language == "zh" else reversed(told)
        seen = said(words, "--lang", language, configured="en" if language == "zh" else "zh")
        assert (wanted in seen, other in seen) == (True, False), seen
    assert SAID[0][1 if language == "zh" else 2] in said(SAID[0][0], configured=language)


def test_the_help_is_shown_without_what_only_commands_need():
    """Each of these takes longer to import than the help takes to print."""
    seen = "import sys, adapters.cli; print({'asyncio', 'cryptography', 'jinja2', 'json', 'msgspec', 'yaml'} & set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout == "set()\n"

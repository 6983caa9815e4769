"""What is odd or broken at the command line is told in a sentence with its place and what to do; never as a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import commands
from tests.commands import said
from tests.shipped import SAYINGS

ROOT = Path(__file__).parents[2]
#: A superuser may read and write everything, unless these are taken from them.
BARRED = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
barred = pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="a superuser is barred from nothing without setpriv")


def remit(*arguments: str | Path, given: str = "", before: list[str] | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as it is typed; started anew where its start depends on what stands before it or around it."""
    around = commands.clean_environment() | environment
    if not before and "LC_ALL" not in environment:
        return said(commands.remit(*arguments, given=given.encode(), environment=around))
    command = [*(before or []), sys.executable, "-m", "adapters.cli", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, cwd=ROOT, env=around, timeout=60, encoding="utf-8", errors="replace")


@pytest.fixture
def company(tmp_path) -> Path:
    """The configuration of a copy of the shipped books, in English."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "books", ignore=SAYINGS)
    (tmp_path / "config.yaml").write_text("language: en\nbooks: books\nstaff: books/demo-staff.yaml\n", encoding="utf-8")
    return tmp_path / "config.yaml"


@pytest.mark.parametrize(
    ("name", "kind"), [("books/credit/rulebook.yaml", "file"), ("books/demo-staff.yaml", "file"), ("books/credit", "folder")]
)
@barred
def test_what_may_not_be_read_is_named_and_no_book_is_passed_over_for_that(company, name, kind):
    """A book in a folder that can't be looked into must not be missing quietly: its prohibitions would be missing with it."""
    (company.parent / name).chmod(0o000)

    done = remit("ask", "Who may dismiss employees?", "-c", company, before=BARRED)
    (company.parent / name).chmod(0o755)

    assert (done.returncode, done.stdout) == (78, "")
    assert "can't be read (Permission denied)" in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


WRITES = (
    ("try", "--as", "adviser-1", "--store", "CLOSED/store"),
    ("eval", "OPEN/set.jsonl"),
    ("teach", "example", "x", "--kind", "unknown"),
    ("link", "adviser-1"),
)


@pytest.mark.parametrize("words", WRITES)
@barred
def test_where_nothing_may_be_written_the_place_is_named(company, words):
    closed = company.parent / "closed"
    closed.mkdir()
    (company.parent / "set.jsonl").write_text("{}", encoding="utf-8")
    (company.parent / "set.jsonl").write_text('{"id": "1", "as": "none", "text": "x", "expect": {}}', encoding="utf-8")
    company.write_text(company.read_text() + "store: closed/store/remit.db\n", encoding="utf-8")
    closed.chmod(0o555)
    typed = [word.replace("CLOSED", str(closed)).replace("OPEN", str(company.parent)) for word in words]

    done = remit(*typed, "-c", company, before=BARRED)

    assert done.returncode == 78
    assert str(closed / "store") in done.stderr
    assert "let the user who runs remit" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("language", "told"), [("zh", ["改正之前不会启动", "没有文件夹"]), ("en", ["nothing starts until", "there is no folder"])]
)
def test_what_is_broken_is_told_in_the_language_that_is_asked_for_or_configured(tmp_path, language, told):
    (tmp_path / "config.yaml").write_text(f"language: {language}\nbooks: nowhere\n", encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text("books: nowhere\n", encoding="utf-8")

    for words in (("-c", tmp_path / "config.yaml"), ("-c", other, "--lang", language), (f"--config={other}", f"--lang={language}")):
        done = remit("ask", "x", *words)
        assert done.returncode == 78
        assert [one for one in told if one not in done.stderr] == []


@pytest.mark.parametrize(("locale", "told"), [("en_US.UTF-8", "there is no such configuration"), ("zh_CN.UTF-8", "没有这个配置文件")])
@pytest.mark.parametrize("command", [("ask", "x"), ("run",)])
def test_where_nothing_else_says_which_language_the_locale_does(command, locale, told):
    done = remit(*command, "-c", "nowhere.yaml", LANG=locale)

    assert done.returncode == 78
    assert told in done.stderr


@pytest.mark.parametrize(("locale", "told"), [("en_US.UTF-8", "JSON object"), ("zh_CN.UTF-8", "对象")])
def test_a_line_of_a_batch_without_a_word_in_it_is_refused_in_the_language_of_the_command(locale, told):
    done = remit("batch", given="[]\n", LANG=locale)

    assert told in done.stdout


@pytest.mark.parametrize(
    "words", [("--help",), ("try", "--as", "adviser-1", "--lang", "zh", "--store", "STORE"), ("staff", "--lang", "zh")]
)
def test_a_locale_that_knows_only_ascii_keeps_nobody_from_reading_chinese(tmp_path, words):
    typed = [word.replace("STORE", str(tmp_path / "store")) for word in words]

    done = remit(*typed, given="退货\n", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert (done.returncode, done.stderr) == (0, "")
    assert any("一" <= one <= "鿿" for one in done.stdout)
    assert "?" not in done.stdout.replace("可以", "")


SAID = (
    (("ask", ""), "write behind the command"),
    (("check", "  "), "write behind the command"),
    (("ask", "x", "-c", "FOLDER"), "this is a folder"),
    (("ask", "x", "-c", "FOLDER/wide.yaml"), "full-width"),
    (("link", "健康顾问一号"), "did you mean adviser-1"),
    (("unlink", "adviser1"), "did you mean adviser-1"),
    (("eval", "FOLDER/set.jsonl", "--sources", "FOLDER/wide.yaml"), "no list of the clauses"),
    (("eval", "FOLDER/set.jsonl"), "there is no case in"),
    (("audit", "verify", "--head", "FOLDER/set.jsonl"), "--head is a line such as"),
    (("audit", "verify", "--head", "FOLDER/photo.png"), "--head is a line such as"),
    (("attach", "/dev/zero"), "is no file"),
    (("report", "--from", "2026-05-02", "--to", "2026-05-01"), "is before"),
    (("privacy", "export", "adviser-1", "-o", "FOLDER/none/a.json"), "can't be read or written"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A store with somebody in it, for commands that change nothing."""
    path = tmp_path_factory.mktemp("store") / "remit.db"
    assert remit("link", "adviser-1", REMIT_STORE=str(path)).returncode == 0
    return path


@pytest.mark.parametrize(("words", "told"), SAID)
def test_what_makes_no_sense_is_answered_with_what_to_write_instead(store, tmp_path, words, told):
    (tmp_path / "wide.yaml").write_text("language：zh\n", encoding="utf-8")
    (tmp_path / "set.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\xff\n")

    done = remit(*(word.replace("FOLDER", str(tmp_path)) for word in words), REMIT_LANGUAGE="en", REMIT_STORE=str(store))

    assert done.returncode in (2, 78)
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["matrix"], ["ask", "x"], ["batch"]])
def test_where_nothing_more_can_be_written_that_is_told(words):
    command = [sys.executable, "-m", "adapters.cli", *words, "--lang", "en"]
    around = commands.clean_environment()

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, input=b"x\n", stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=around, timeout=60)

    assert done.returncode == 78
    assert done.stderr.decode().startswith("remit: what comes of this can't be written (No space left on device)")
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_person_to_be_is_told_the_near_ones_and_may_choose(tmp_path):
    done = remit("try", "--as", "adviser1", "--lang", "en", "--store", tmp_path, given="adviser-1\n/whoami\n")

    assert "did you mean adviser-1" in done.stdout
    assert "You are 健康顾问一号" in done.stdout

"""The help in both languages, which one is spoken, and what the command line can't make of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from typer.main import get_command

from adapters.cli import app
from adapters.speaking.chinese import CHINESE, chinese
from adapters.speaking.commands import FIXED
from tests.adapters.speaking.words import CJK, no_english, remit, run


def walk(command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every command below one, with what is typed for it."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from walk(below, (*path, name))


PATHS = [path for path, _ in walk(get_command(app))]


def declared() -> set[str]:
    """Every sentence of English that a command or an option is declared with."""
    commands = [command for _, command in walk(get_command(app))]
    return {one.help for command in commands for one in (command, *command.params) if getattr(one, "help", None)}


# The help.


def test_every_sentence_of_the_help_has_its_chinese_and_no_other_is_kept():
    from typer import rich_utils

    library = {getattr(rich_utils, name) for name in FIXED}
    library |= {"Usage: ", "[OPTIONS]", "COMMAND [ARGS]...", "Show this message and exit.", "Aborted."}

    assert CHINESE.keys() == declared() | library | {"-c is given twice; name one configuration."}
    assert [english for english, said in CHINESE.items() if english in declared() and not CJK.search(said)] == []


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_the_help_of_every_command_is_chinese_to_the_last_word(path):
    shown = run("--lang", "zh", *path, "--help")

    assert shown.exit_code == 0
    assert "用法：" in shown.stdout
    assert no_english(shown.stdout), shown.stdout
    assert not re.search(r"Usage|Options|Arguments|Commands|\[default|\[required", shown.stdout)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_the_help_in_english_is_as_it_is_declared(path):
    shown = run(*path, "--help", LANG="en_US.UTF-8")

    assert "Usage: " in shown.stdout
    assert no_english(shown.stdout) is False
    assert not CJK.search(shown.stdout.replace("岗位职责与授权规定，装进团队的聊天里。", ""))


def test_chinese_is_wrapped_where_the_terminal_is_narrow_and_nothing_is_cut_off():
    shown = run("--help", REMIT_LANG="zh", COLUMNS="60").stdout

    assert "…" not in shown
    assert "最常超出的额度" in re.sub(r"[\s│]", "", shown)


# Which language.

BROKEN = "books: nowhere\n"


@pytest.mark.parametrize(
    ("words", "environment", "wanted"),
    [
        ((), {}, "en"),
        ((), {"LANG": "en_US.UTF-8"}, "en"),
        ((), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((), {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ((), {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ((), {"REMIT_LANG": "zh"}, "zh"),
        ((), {"REMIT_LANGUAGE": "zh"}, "zh"),
        ((), {"REMIT_LANG": "en", "REMIT_LANGUAGE": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        (("--lang", "zh"), {"REMIT_LANG": "en"}, "zh"),
        (("--lang=en",), {"LANG": "zh_CN.UTF-8"}, "en"),
        (("--lang", "zh", "--nonsense"), {}, "zh"),
        (("--nonsense", "--", "--lang", "zh"), {}, "en"),
    ],
)
def test_a_line_that_cannot_be_taken_is_answered_in_the_language_asked_for_else_that_around(words, environment, wanted):
    for place in ((), ("ask",)):
        told = run(*place, *words, *(() if "--nonsense" in words else ("--nonsense",)), **{"LANG": "", "LC_ALL": "", **environment}).stderr

        assert ("没有选项 --nonsense" in told, "No such option: --nonsense" in told) == (wanted == "zh", wanted == "en"), told


@pytest.mark.parametrize(
    ("words", "configured", "around", "wanted"),
    [
        ((), "", "C.UTF-8", "en"),
        ((), "", "zh_CN.UTF-8", "zh"),
        ((), "language: zh\n", "C.UTF-8", "zh"),
        ((), "language: en\n", "zh_CN.UTF-8", "en"),
        (("--lang", "en"), "language: zh\n", "zh_CN.UTF-8", "en"),
        (("--lang", "zh"), "language: en\n", "C.UTF-8", "zh"),
    ],
)
def test_once_the_configuration_is_read_its_language_counts(tmp_path, words, configured, around, wanted):
    (tmp_path / "config.yaml").write_text(configured, encoding="utf-8")

    told = run("matrix", "--book", "nope", "-c", tmp_path / "config.yaml", *words, LANG=around).stderr

    assert ("没有生效的规章" in told, "no rule book" in told) == (wanted == "zh", wanted == "en")


def test_without_a_word_on_the_language_what_is_broken_is_told_in_english(tmp_path):
    (tmp_path / "config.yaml").write_text(BROKEN, encoding="utf-8")

    assert "there is no folder" in remit("ask", "x", "-c", tmp_path / "config.yaml").stderr
    assert "没有文件夹" in remit("ask", "x", "-c", tmp_path / "config.yaml", REMIT_LANG="zh").stderr


# What stands before the command, and the configuration once.


def test_the_configuration_may_stand_before_the_command(tmp_path):
    (tmp_path / "config.yaml").write_text("store: none.db\nlanguage: en\n", encoding="utf-8")
    config = ("-c", tmp_path / "config.yaml")

    for words in ((*config, "store", "verify"), ("store", *config, "verify"), ("store", "verify", *config)):
        told = run(*words)
        assert told.exit_code == 78
        assert f"there is no store at {tmp_path / 'none.db'}" in told.stderr
    assert "set `learning: on`" in run(*config, "teach").stdout
    assert "the vocabulary has no entry" in run("teach", *config, "alias", "nothing", "撸下去").stderr
    assert "no rule book" in run("--lang", "en", "matrix", "--book", "nope").stderr


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "x", "-c", "a.yaml", "-c", "b.yaml"),
        ("ask", "-ca.yaml", "--config=b.yaml", "x"),
        ("-c", "a.yaml", "ask", "x", "-c", "b.yaml"),
        ("-c", "a.yaml", "--config", "b.yaml", "ask", "x"),
        ("-c", "a.yaml", "store", "verify", "-c", "b.yaml"),
        ("teach", "-c", "a.yaml", "alias", "refund", "x", "-c", "b.yaml"),
    ],
)
def test_two_configurations_are_refused(words):
    told = run(*words)

    assert told.exit_code == 2
    assert "-c is given twice; name one configuration." in told.stderr
    assert "-c 写了两次；请只写一个配置文件。" in run(*words, REMIT_LANG="zh").stderr


def test_what_only_looks_like_a_second_configuration_is_none(tmp_path):
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")

    assert run("ask", "-c", tmp_path / "config.yaml", "--", "-c").exit_code == 0


# What can't be taken.

UNUSABLE = (
    (("dance",), "No such command 'dance'.", "没有命令 dance；remit --help 列出所有命令"),
    (("audit", "verfy"), "No such command 'verfy'. Did you mean 'verify'?", "没有命令 verfy；是不是 'verify'？"),
    (("ask", "--lan", "zh", "x"), "No such option: --lan (Possible", "没有选项 --lan；是不是"),
    (("ask", "--foo", "x"), "No such option: --foo", "没有选项 --foo"),
    (("ask",), "Missing argument 'TEXT", "缺少参数 TEXT"),
    (("store", "move"), "Missing option '--to'.", "缺少选项 --to"),
    (("ask", "x", "--as"), "Option '--as' requires an argument.", "选项 --as 后面要写值"),
    (("ask", "x", "--json=3"), "Option '--json' does not take a value.", "选项 --json 后面不能写值"),
    (("slip", "x", "y"), "Got unexpected extra argument(s) (y)", "多出了 y；一句话里有空格的，请用引号括起来"),
    (("teach", "--most", "x"), "should be a valid integer", "--most 要写整数"),
    (("store", "restore", "/no/such"), "file '/no/such' does not exist.", "没有文件 /no/such（FILE）；请写对路径"),
    (("store", "restore", "/"), "file '/' is a directory.", "/ 是文件夹（FILE）；请写一个文件的路径"),
)


@pytest.mark.parametrize(("words", "english", "told"), UNUSABLE)
def test_a_line_that_cannot_be_taken_is_told_in_both_languages_and_ends_with_2(words, english, told):
    plain, spoken = run(*words), run(*words, REMIT_LANG="zh")

    assert (plain.exit_code, spoken.exit_code) == (2, 2)
    assert english in plain.stderr
    assert told in spoken.stderr
    assert no_english(spoken.stderr), spoken.stderr


@pytest.mark.parametrize("english", ["Missing command.", "Invalid value for 'X': file 'Y' is not readable.", "Invalid value for 'X': odd"])
def test_what_no_command_of_ours_leads_to_has_its_chinese_all_the_same(english):
    """Root, as whom tests may run, can read every file."""
    assert CJK.search(chinese(english))

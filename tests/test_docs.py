"""READMEs and docs tell the truth: their commands run, they show what is printed, and both languages say the same."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from adapters.doctoring import diagnose, lines
from bot.approvals.spending import RECORDED
from bot.model import Per
from tests.commands import remit, said

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
ENGLISH = ["README.md", *(page for page in DOCS if ".zh-CN" not in page)]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def chinese_of(page: str) -> str:
    return page.replace(".md", ".zh-CN.md")


def blocks(readme: str) -> list[tuple[str, str]]:
    """Each block of code: its kind and its text."""
    return BLOCK.findall((ROOT / readme).read_text())


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it is to print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def shows(printed: str, expected: list[str]) -> str | None:
    """The first expected line that isn't printed after those before it. A `…` alone skips lines, one in a line skips what it likes."""
    lines = iter(printed.splitlines())
    for wanted in expected:
        if wanted == "…":
            continue
        pattern = re.compile(".*".join(re.escape(part) for part in wanted.split("…")))
        if not any(pattern.fullmatch(line) for line in lines):
            return wanted
    return None


def typed(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What comes of a command of a page: of `remit` alone without a shell, of all others with one."""
    if command.startswith("remit ") and not set(command) & set("|&;<>$*?`~"):
        return said(remit(*shlex.split(command)[1:], folder=folder, environment=environment))
    shell = ["bash", "-c", f"set -o pipefail; {command}"]
    return subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("readme", [page for page in (*READMES, *DOCS) if any(kind == "console" for kind, _ in blocks(page))])
def test_every_command_of_a_page_prints_what_it_shows(readme: str, tmp_path: Path) -> None:
    """They run in one folder, one after the other: what the first requests, the second approves."""
    for name in ("config.example.yaml", "knowledge"):
        (tmp_path / name).symlink_to(ROOT / name)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("REMIT_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["PYTHONUTF8"] = "1"
    for kind, text in blocks(readme):
        for command, expected in commands(text) if kind == "console" else ():
            ran = typed(command, tmp_path, environment)
            assert ran.returncode == 0, f"{command}\n{ran.stderr}"
            assert shows(ran.stdout, expected) is None, f"{command}\n{ran.stdout}"


@pytest.mark.parametrize("readme", READMES)
def test_every_make_command_of_a_readme_is_a_target(readme: str) -> None:
    lines = [line for kind, text in blocks(readme) if kind == "sh" for line in text.splitlines()]
    targets = [line.split()[1] for line in lines if line.startswith("make ")]
    targets += re.findall(r"`make (\w+)`", (ROOT / readme).read_text())

    rules = (ROOT / "Makefile").read_text()
    assert {"try", "test", "check", "bench"} <= set(targets)
    assert all(re.search(rf"^{target}:", rules, re.MULTILINE) for target in targets)


def test_every_page_is_there_in_both_languages() -> None:
    assert sorted([*map(chinese_of, ENGLISH), *ENGLISH]) == sorted([*READMES, *DOCS])


@pytest.mark.parametrize("english", ENGLISH)
def test_both_languages_have_the_same_headings_blocks_and_links(english: str) -> None:
    assert outline(chinese_of(english)) == outline(english)


@pytest.mark.parametrize("english", ENGLISH)
def test_a_page_leads_to_its_other_language_and_a_chinese_one_to_chinese_ones(english: str) -> None:
    """Decisions, notes and the tests' own pages are in English only."""
    name = Path(english).name
    here = (ROOT / english).parent
    links = re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", (ROOT / chinese_of(english)).read_text())

    assert f"[中文]({chinese_of(name)})" in (ROOT / english).read_text().partition("\n## ")[0]
    assert links[0] == name
    assert [link for link in links[1:] if (here / chinese_of(link)).exists()] == []


def outline(readme: str) -> dict[str, list[str]]:
    """Commands, then levels of headings, rows of tables and points of lists in order, and links, without what differs between languages."""
    text = (ROOT / readme).read_text()
    code = []
    for kind, block in blocks(readme):
        code += [kind, *(re.sub(r"'[^'{]*'| --lang \w+|\"(text|lang)\": \"[^\"]*\"", "", command) for command, _ in runnable(kind, block))]
    prose = BLOCK.sub("", text)
    return {
        "code": code,
        "shape": re.findall(r"^(?:#+|\d+\.|-|\|)(?= )", prose, re.MULTILINE),
        "links": sorted(link.replace(".zh-CN", "") for link in re.findall(r"(?<=\]\()[^)#\s]+", prose)),
    }


def runnable(kind: str, block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, whether or not a test runs them; of data every line, and of a picture or of what is shown nothing."""
    if kind == "console":
        return commands(block)
    lines = [re.sub(r"(^|\s+)# .*", "", line) for line in block.splitlines()]
    return [(line, []) for line in lines if kind in ("sh", "yaml") or line.startswith(("$ ", "remit "))]


@pytest.mark.parametrize("language", ["", ".zh-CN"])
@pytest.mark.parametrize(
    ("page", "place", "periods"), [("approvals", "(`per: event`", RECORDED), ("doctor", "| `no-period` |", frozenset(Per))]
)
def test_a_page_names_every_period_that_counts(page: str, place: str, periods: frozenset[Per], language: str) -> None:
    lines = (ROOT / "docs" / f"{page}{language}.md").read_text(encoding="utf-8").replace("（", "(").splitlines()
    (line,) = [one for one in lines if place in one]

    named = set(re.findall(r"`(?:per: )?(\w+)`", line))

    assert {period.value for period in periods} <= named


@pytest.mark.parametrize("page", [*READMES, *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    here = (ROOT / page).parent
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", (ROOT / page).read_text())

    assert [link for link in links if "://" not in link and not (here / link).exists()] == []


def test_every_command_of_the_table_is_a_command() -> None:
    told = set(re.findall(r"^\| `remit (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    remit = Path(sys.executable).parent / "remit"
    wide = {**os.environ, "COLUMNS": "200"}
    help_text = subprocess.run([remit, "--help"], capture_output=True, text=True, timeout=60, env=wide).stdout

    assert told == set(re.findall(r"^\W*(\w+)\s{2,}\S", help_text.partition("Commands")[2], re.MULTILINE))


def first_company(page: str) -> dict[str, str]:
    """The files that a page shows, by the path in their first line."""
    return {text.partition("\n")[0].removeprefix("# "): text.partition("\n")[2] for kind, text in blocks(page) if kind == "yaml"}


def set_up_first_company(folder: Path, page: str = "docs/first-book.md") -> None:
    """Do what the page says: its files in an empty folder."""
    for path, text in first_company(page).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def test_the_first_book_is_the_same_in_both_languages() -> None:
    assert first_company("docs/first-book.md") == first_company("docs/first-book.zh-CN.md")


@pytest.mark.parametrize(("page", "language"), [("docs/first-book.md", "en"), ("docs/first-book.zh-CN.md", "zh")])
def test_the_first_book_is_sound_and_its_cases_come_out(page: str, language: Literal["en", "zh"], tmp_path: Path) -> None:
    set_up_first_company(tmp_path, page)

    told = list(lines(diagnose(tmp_path / "config.yaml", {}, cases=True), language))

    assert len(told) == 1
    assert told[0] in (ROOT / page).read_text("utf-8")

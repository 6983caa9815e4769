"""The command line in a process of its own: what it prints, how it ends, and that nothing starts on a broken rule book."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.commands import remit
from tests.shipped import SAYINGS

ROOT = Path(__file__).parents[2]
HARM = "给客户造成了较大损害，"


def run(*arguments: str, given: bytes = b"", config: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command `remit` in a process of its own."""
    return remit(*arguments, *(["-c", config] if config else []), given=given)


def test_ask_and_check_print_the_object_that_a_batch_writes():
    asked = run("ask", "--as", "健康顾问", "--json", "谁可以辞退员工")
    checked = run("check", "--as", "健康顾问", "--away", "客服部总监", "--json", f"{HARM}补偿客户 300 元")
    lines = [
        {"id": 1, "do": "ask", "as": "健康顾问", "text": "谁可以辞退员工"},
        {"id": 2, "do": "check", "as": "健康顾问", "text": f"{HARM}补偿客户 300 元", "absent": ["客服部总监"]},
    ]
    batch = run("batch", given="\n".join(map(json.dumps, lines)).encode()).stdout.splitlines()

    assert (asked.returncode, checked.returncode) == (0, 0)
    assert [{"id": ident, **json.loads(one.stdout)} for ident, one in ((1, asked), (2, checked))] == list(map(json.loads, batch))


def test_without_json_only_the_text_is_printed():
    printed = run("check", "--as", "健康顾问", "--lang", "en", "给顾客退货").stdout.decode()

    assert "Is it established" in printed
    assert not printed.startswith("{")


def test_the_version_is_that_of_the_package():
    assert run("--version").stdout.decode().split() == ["remit", version("remit")]


def test_a_sentence_needs_no_quotes():
    quoted = run("check", "--as", "客服部经理", "本组小王迟到，罚他 100 元")
    bare = run("check", "--as", "客服部经理", "本组小王迟到，罚他", "100", "元")

    assert (bare.returncode, bare.stdout) == (0, quoted.stdout)


def test_without_a_who_one_is_an_outsider():
    assert json.loads(run("check", "--json", "给顾客退货").stdout)["outcome"] == "unknown"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--as", "火星人", "退货"),
        ("check", "--as", "健康顾问", "--away", "火星人", "退货"),
        ("ask", "--lang", "fr", "退货"),
        ("ask",),
        ("dance",),
    ],
)
def test_a_command_that_cannot_be_done_says_so_in_a_sentence_and_ends_with_2(arguments):
    ended = run(*arguments)

    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr
    assert b"Traceback" not in ended.stderr


# A broken rule book


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    """The configuration of a house whose book has three faults."""
    place = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "knowledge", place / "knowledge", ignore=SAYINGS)
    book = place / "knowledge/customer-service/rulebook.yaml"
    text = book.read_text(encoding="utf-8")
    for there, instead in (
        ("action: exchange, conditions: [defect-verified]", "action: exchange, conditions: [defect-verfied]"),
        ("limit: {max: 10, unit: percent", "limit: {max: ten, unit: percent"),
        ("reports_to: {role: director, clause: 1.3.2.6}", "reports_to: {role: directr, clause: 1.3.2.6}"),
    ):
        assert there in text
        text = text.replace(there, instead)
    book.write_text(text, encoding="utf-8")
    staff = f"books: {place / 'knowledge'}\nstaff: {place / 'knowledge/demo-staff.yaml'}\n"
    (place / "config.yaml").write_text(staff, encoding="utf-8")
    return place / "config.yaml"


@pytest.mark.parametrize(
    ("arguments", "given"), [(("batch",), b'{"id": 1}\n'), (("ask", "x"), b""), (("check", "x"), b""), (("try", "--as", "adviser-1"), b"")]
)
def test_nothing_starts_on_a_broken_rule_book(broken, arguments, given):
    ended = run(*arguments, given=given, config=broken)

    assert (ended.returncode, ended.stdout) == (78, b"")
    assert b"Traceback" not in ended.stderr


def test_every_error_of_a_broken_book_is_listed_with_file_line_and_remedy(broken):
    text = (broken.parent / "knowledge/customer-service/rulebook.yaml").read_text(encoding="utf-8")
    told = run("batch", config=broken).stderr.decode()

    for wrong, remedy in (("defect-verfied", "defect-verified"), ("ten", ""), ("directr", "director")):
        number = next(
            place for place, one in enumerate(text.splitlines(), start=1) if wrong in one and (wrong != "ten" or "max: ten" in one)
        )
        (found,) = [one for one in told.splitlines() if f"rulebook.yaml:{number}:" in one]
        assert wrong in found
        assert remedy in found

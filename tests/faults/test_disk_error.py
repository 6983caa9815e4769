"""F14: a sync fails. What the system then has in memory is not on the disk, and the next sync says nothing of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commands import ROOT, clean_environment
from tests.faults.spoiling import failed_syncs


def test_f14_after_a_failed_sync_the_process_ends_and_nobody_was_answered(strace, tmp_path):
    """Some of these syncs are a commit's, some a checkpoint's (the log, then the file), and one is SQLite's own of the folder."""
    tally = failed_syncs("tinydb", tmp_path, [1, 2, 4, 6, 12])

    assert tally.bad == []


def test_f14_a_store_that_takes_a_failed_sync_for_a_commit_is_caught(strace, tmp_path):
    assert failed_syncs("stubborn", tmp_path, [3]).bad


@pytest.mark.parametrize(("language", "words"), [("zh", "磁盘出错"), ("en", "the disk failed")])
def test_f14_a_command_at_the_host_says_that_the_disk_failed(strace, tmp_path, language, words):
    """The store is made whole first; then the sync of what the command itself commits fails."""
    command = [sys.executable, "-m", "adapters.cli", "link", "adviser-1", "--lang", language]
    given = {"cwd": tmp_path, "env": clean_environment() | {"PYTHONPATH": str(ROOT)}, "capture_output": True, "text": True, "check": False}
    assert subprocess.run(command, **given).returncode == 0

    ended = subprocess.run([strace, "-f", "-o", "/dev/null", "-e", "inject=fdatasync:error=EIO", *command], **given)

    assert ended.returncode == 78
    assert f"remit: {words}" in ended.stderr
    assert "Traceback" not in ended.stderr

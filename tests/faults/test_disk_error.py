"""F14: a sync fails. What the system then has in memory is not on the disk, and the next sync says nothing of it."""

from __future__ import annotations

from tests.faults.spoiling import failed_syncs


def test_f14_after_a_failed_sync_the_process_ends_and_nobody_was_answered(strace, tmp_path):
    """Some of these syncs are a commit's, some a checkpoint's (the log, then the file), and one is SQLite's own of the folder."""
    tally = failed_syncs("tinydb", tmp_path, [1, 2, 4, 6, 12])

    assert tally.bad == []


def test_f14_a_store_that_takes_a_failed_sync_for_a_commit_is_caught(strace, tmp_path):
    assert failed_syncs("stubborn", tmp_path, [3]).bad

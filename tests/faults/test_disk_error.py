"""F14: a sync fails. What the system then has in memory is not on the disk, and the next sync says nothing of it."""

from __future__ import annotations

import random

import pytest

from tests.faults import disk
from tests.faults.lives import FAILED, spoil_one
from tests.faults.office import read_journal
from tests.faults.trials import Tally, look


def failed_sync(name, folder, tmp_path, number, *, calls="fsync,fdatasync", error="EIO"):
    folder.mkdir()
    return spoil_one(name, folder, tmp_path / "calls", f"{calls}:error={error}:when={number}")


def after_power_loss(name, tmp_path, spoilt):
    """What is found when the power fails after the process has ended, in every way."""
    tally = Tally()
    *_, ending = range(len(spoilt.ops))
    for number, state in enumerate(disk.states(spoilt.ops, random.Random(1), base=spoilt.base)):
        if state.after > ending:
            folder = tmp_path / f"state-{number}"
            state.lay_out(folder)
            tally.count(state.way, lambda: look(name, folder, state.journal, resent=2))  # noqa: B023
    return tally


def failing(spoilt):
    """Where in its life a sync failed."""
    return next(place for place, op in enumerate(spoilt.ops) if op.do == "unsynced")


@pytest.mark.parametrize("number", [1, 3, 4, 6, 12])
def test_f14_after_a_failed_sync_the_process_ends_and_nobody_was_answered(strace, tmp_path, number):
    """Some of these syncs are a commit's, some a checkpoint's: the log, then the file."""
    spoilt = failed_sync("tinydb", tmp_path / "store", tmp_path, number)

    failed = failing(spoilt)
    seen = read_journal(b"".join(op.data for op in spoilt.ops[failed:] if op.name == disk.JOURNAL).decode())
    assert spoilt.exitcode == FAILED
    assert [op for op in spoilt.ops[failed + 1 :] if op.do == "write" and op.name.startswith("remit.db")] == []
    assert sum(line["what"] == "stands" for line in seen) <= 1, "at most the commit whose own sync had been done"
    assert after_power_loss("tinydb", tmp_path, spoilt).bad == []


def test_f14_a_failed_sync_of_the_folder_does_no_harm(strace, tmp_path):
    """SQLite makes one for its new log, and doesn't look; the store has made one of its own before."""
    spoilt = failed_sync("tinydb", tmp_path / "store", tmp_path, 2)

    assert spoilt.ops[failing(spoilt)].name == ""
    assert spoilt.exitcode == 0
    assert after_power_loss("tinydb", tmp_path, spoilt).bad == []


def test_f14_a_store_that_goes_on_after_a_failed_sync_is_caught(strace, tmp_path):
    spoilt = failed_sync("stubborn", tmp_path / "store", tmp_path, 3)

    assert after_power_loss("stubborn", tmp_path, spoilt).bad

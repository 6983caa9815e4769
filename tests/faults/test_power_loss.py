"""F02, F08, F09: the power fails, and whatever wasn't synced is there, missing, cut, zeros or out of order."""

from __future__ import annotations

import random

import pytest

from tests.faults import disk
from tests.faults.disk import Op
from tests.faults.trials import power_losses, recorded


def test_f02_f09_power_lost_at_any_time_loses_nothing_answered(strace, tmp_path):
    """From the making of the store over commits and checkpoints to its closing."""
    ops = recorded("tinydb", tmp_path, 6)

    tally = power_losses("tinydb", tmp_path, ops, 60)

    assert tally.bad == []
    assert tally.trials > 40


@pytest.mark.parametrize("mutant", ["lazy", "premature", "unsynced"])
def test_a_store_that_does_not_sync_is_caught(strace, tmp_path, mutant):
    ops = recorded(mutant, tmp_path, 4)

    tally = power_losses(mutant, tmp_path, ops, 12, ways=("none", "reordered"))

    assert tally.bad


def found(ops, way, seed=1):
    return [state.files for state in disk.states([*ops, Op("sync", "other")], random.Random(seed), [way])][-1]


#: A file that is made, synced with its folder, and then written to twice.
TWICE = [
    Op("make", "other"),
    Op("make", "file"),
    Op("write", "file", 0, b"old"),
    Op("sync", "file"),
    Op("sync", ""),
    Op("write", "file", 3, b"new"),
    Op("write", "file", 6, b"newer"),
]


@pytest.mark.parametrize(
    ("way", "content"),
    [("none", b"old"), ("all", b"oldnewnewer"), ("names only", b"old"), ("data only", b"oldnewnewer")],
)
def test_a_disk_owes_what_was_synced_and_nothing_else(way, content):
    assert found(TWICE, way)["file"] == content


def test_a_torn_write_is_cut_and_a_zeroed_one_has_zeros():
    torn = {found(TWICE, "torn", seed)["file"] for seed in range(40)}
    zeroed = {found(TWICE, "zeroed", seed)["file"] for seed in range(40)}

    assert torn == {b"oldnewnewer"[:length] for length in range(6, 12)}
    assert zeroed == {b"oldnew" + b"newer"[:cut] + bytes(5 - cut) for cut in range(6)}


def test_out_of_order_the_later_may_be_there_without_the_earlier():
    assert b"old\0\0\0newer" in {found(TWICE, "reordered", seed)["file"] for seed in range(20)}


def test_a_name_is_owed_only_once_its_folder_was_synced():
    renamed = [*TWICE, Op("rename", "file", to="renamed")]

    assert set(found(renamed, "none")) == {"file", "other"}
    assert set(found(renamed, "all")) == {"renamed", "other"}
    assert set(found([*renamed, Op("sync", "")], "none")) == {"renamed", "other"}


def test_a_trace_that_is_not_understood_is_refused(tmp_path):
    log = tmp_path / "calls"
    log.write_text(f'1 pwrite64(3<{tmp_path}/x>, "\\x41", 1, 0 <unfinished ...>\n')

    with pytest.raises(ValueError, match="thread"):
        disk.operations(log, tmp_path)

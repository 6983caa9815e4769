"""The harness itself: each store that breaks a promise is caught by the fault that is meant to show it.

Stores that don't sync are in test_power_loss, those that don't compare or forget in test_at_once, one that goes on after
a failed sync in test_disk_error.
"""

from __future__ import annotations

import pytest

from tests.faults.mutants import MUTANTS
from tests.faults.trials import Tally, killed_at

#: The mutant, where it is killed, and what is then found.
CAUGHT = [
    ("piecemeal", "writing", 40, "is not what|not that of|is damaged"),
    ("boastful", "written", 3, "was committed, and is gone"),
    ("atmostonce", "claimed", 3, "never shown"),
    ("headless", "answered", 2, "the audit"),
    ("forgetful", "answered", 3, "another effect|never shown|and is gone|is not what"),
]


@pytest.mark.parametrize(("mutant", "place", "turns", "found"), CAUGHT, ids=[one[0] for one in CAUGHT])
def test_a_store_that_breaks_a_promise_is_caught(tmp_path, mutant, place, turns, found):
    tally = Tally()

    killed_at(mutant, tmp_path, place, turns, tally=tally)

    assert len(tally.bad) == 1
    assert any(words in tally.bad[0] for words in found.split("|")), tally.bad


def test_every_mutant_is_caught_somewhere():
    elsewhere = {"lazy", "premature", "unsynced", "hasty", "careless", "stubborn"}

    assert set(MUTANTS) == {one[0] for one in CAUGHT} | elsewhere

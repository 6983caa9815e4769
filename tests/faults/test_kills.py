"""F01 to F08: a process is killed, at a named place or whenever it happens. Another one opens the store and goes on."""

from __future__ import annotations

import pytest

from tests.faults.lives import journal_of
from tests.faults.office import read_journal
from tests.faults.trials import Tally, kill_trials, killed_at

#: What is promised, the place, and how often the process comes by it before it dies there. The second commit is the
#: first request (the staff list is the first); the later ones are decisions, too.
KILLED = [
    ("f01", "decided", 2),
    ("f02", "writing", 40),
    ("f02", "writing", 97),
    ("f03", "written", 2),
    ("f04", "answered", 1),
    ("f04", "claimed", 1),
    ("f05", "shown", 3),
    ("f05", "marking", 2),
    ("f05", "marked", 2),
    ("f06", "decided", 7),
    ("f06", "writing", 260),
    ("f07", "written", 7),
    ("f07", "answered", 6),
]


@pytest.mark.parametrize(("fault", "place", "turns"), KILLED, ids=[f"{fault}-{place}-{turns}" for fault, place, turns in KILLED])
def test_f01_to_f07_killed_at_a_named_place(tmp_path, fault, place, turns):
    tally = Tally()

    killed_at("tinydb", tmp_path, place, turns, tally=tally)

    assert tally.bad == []


def test_f01_before_the_commit_nobody_was_answered_and_nothing_is_stored(tmp_path):
    judged = killed_at("tinydb", tmp_path, "decided", 2)

    assert judged.answered == 0
    assert judged.commits == 1  # the staff list


def test_f03_after_the_commit_it_is_stored_though_nobody_was_answered(tmp_path):
    judged = killed_at("tinydb", tmp_path, "written", 2)

    assert judged.answered == 0
    assert judged.commits >= 2  # the staff, and what was committed at once


def test_f05_after_sending_a_message_may_come_a_second_time_and_no_third(tmp_path):
    judged = killed_at("tinydb", tmp_path, "shown", 1)

    assert judged.shown_twice == 1


def test_f01_to_f08_killed_whenever_it_happens(tmp_path):
    """Some at a place drawn by chance, some by the clock, each store several times; checkpoints come every 20 pages."""
    tally = kill_trials("tinydb", tmp_path, 15)

    assert tally.bad == []
    assert tally.trials == 15


def test_a_life_that_nobody_ends_is_sound_as_well(tmp_path):
    from tests.faults.lives import kill_one
    from tests.faults.trials import look

    assert not kill_one("tinydb", tmp_path, seed=3, steps=12)

    judged = look("tinydb", tmp_path, journal_of(tmp_path), deaths=0)
    assert judged.shown_twice == 0
    assert {"begun", "writing", "stands", "answered", "shown"} <= {line["what"] for line in read_journal(journal_of(tmp_path))}

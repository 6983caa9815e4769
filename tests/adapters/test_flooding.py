"""How much one account may say in a while."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.configuration import Pace
from adapters.running.flooding import MOST, Flood, Heard

ROOT = Path(__file__).parents[2]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def flood(clock) -> Flood:
    return Flood(Pace(at_once=5, a_minute=60), clock)


def test_so_much_at_once_is_heard_then_it_is_told_once(flood):
    heard = [flood.hears("a") for _ in range(8)]

    assert heard == [Heard.YES] * 5 + [Heard.TOLD] + [Heard.NO] * 2


def test_with_time_it_is_heard_again_and_told_anew(flood, clock):
    for _ in range(7):
        flood.hears("a")
    clock.now += 1

    assert [flood.hears("a") for _ in range(3)] == [Heard.YES, Heard.TOLD, Heard.NO]


def test_one_account_takes_nothing_from_another(flood):
    for _ in range(100):
        flood.hears("a")

    assert flood.hears("b") is Heard.YES


def test_a_clock_that_steps_back_gives_nothing(flood, clock):
    for _ in range(5):
        flood.hears("a")
    clock.now -= 1000

    assert flood.hears("a") is Heard.TOLD


def test_memory_is_bounded_whoever_comes(flood):
    for number in range(MOST * 3):
        flood.hears(number)

    assert len(flood._buckets) <= MOST


@given(st.lists(st.floats(min_value=0, max_value=10), max_size=200))
def test_never_more_than_at_once_and_what_time_gives(pauses):
    clock = Clock()
    flood = Flood(Pace(at_once=5, a_minute=60), clock)
    heard = 0
    for pause in pauses:
        clock.now += pause
        heard += flood.hears("a") is Heard.YES

    assert heard <= 5 + clock.now + 1e-6


def test_how_much_may_be_said_is_read_without_what_runs_a_service():
    """Reading a configuration needs nothing of `remit run`, which reads one itself."""
    asked = "import sys, adapters.configuration; print([name for name in sys.modules if name.startswith('adapters.running')])"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)

    assert loaded.stdout.strip() == "[]"

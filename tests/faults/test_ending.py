"""F51: told to stop, stopped in its tracks for a while, or killed, with many clicks under way."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from adapters.auditing.verifying import verify
from adapters.delivery.dispatching import Dispatcher
from adapters.keys import crypt_for
from bot.ports import Search
from tests.faults.lives import STORE, journal_of, open_tiny
from tests.faults.office import ROOT, TENANT, Doom, Journal, Screens, read_journal
from tests.faults.service import CLICKS

#: How long a process is stopped in its tracks; `make faults` has the full minute.
PAUSE = float(os.environ.get("REMIT_FAULTS_PAUSE", "2"))


def until(folder, what):
    """Wait until the journal has it."""
    end = time.monotonic() + 600
    while not any(line["what"] == what for line in read_journal(journal_of(folder))):
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.005)


@pytest.fixture
def service(tmp_path):
    command = [sys.executable, "-m", "tests.faults.service", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


async def found(folder):
    """How many requests are approved, after looking that the audit is whole and that every message goes out now."""
    with closing(open_tiny(folder)) as store:
        crypt = await crypt_for(store, folder / STORE, environment={})
        verified = await verify(store, crypt)
        assert verified.flaw is None, verified.flaw

        async def lost(*_):
            raise AssertionError

        await Dispatcher(store, Screens(Journal(len), Doom()), tenant=TENANT, lost=lost).drain()
        assert (await store.search(Search(tenant=TENANT, kind="outbox"))).documents == ()
        return len((await store.search(Search(tenant=TENANT, kind="request", states=("approved",), limit=1000))).documents)


def answered(folder):
    """How many people were told that their click approved something."""
    return sum(line["what"] == "answered" and "已批准" in line["whisper"] for line in read_journal(journal_of(folder)))


def test_f51_told_to_stop_it_finishes_what_was_begun_and_ends_in_time(service, tmp_path):
    until(tmp_path, "clicking")
    service.send_signal(signal.SIGTERM)
    service.wait(300)

    assert service.returncode == 0, service.stderr.read()
    assert asyncio.run(found(tmp_path)) == answered(tmp_path) > 0


def test_f51_stopped_in_its_tracks_for_a_while_it_goes_on_as_if_nothing_had_been(service, tmp_path):
    until(tmp_path, "clicking")
    service.send_signal(signal.SIGSTOP)
    time.sleep(PAUSE)
    service.send_signal(signal.SIGCONT)
    until(tmp_path, "done")
    service.send_signal(signal.SIGTERM)
    service.wait(300)

    assert service.returncode == 0, service.stderr.read()
    assert asyncio.run(found(tmp_path)) == answered(tmp_path) == CLICKS


def test_f51_killed_for_want_of_memory_what_was_answered_stands(service, tmp_path):
    until(tmp_path, "answered")
    service.kill()
    service.wait(300)

    assert asyncio.run(found(tmp_path)) >= answered(tmp_path) > 0

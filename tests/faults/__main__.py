"""`make faults`: every fault, often, and a table of what was found. `--only` names rows, `--scale 0.01` makes them short."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults import disk, spoiling
from tests.faults.lives import kill_one, opener
from tests.faults.mutants import MUTANTS
from tests.faults.office import Doom, Office
from tests.faults.oracle import PromiseBroken
from tests.faults.rounds import again, at_once, doubled, opposed
from tests.faults.trials import Tally, kill_trials, power_losses, recorded

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
    return kill_trials("tinydb", top, trials, progress=progress)


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
    if name in ("lazy", "unsynced"):
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
    **{
        f"mutant-{name}": Row(
            "harness",
            f"a store that is {name}: caught in trial",
            _caught(name),
            PATIENCE,
            "strace" if name in ("lazy", "unsynced", "stubborn") else "",
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
    return ""


def main() -> int:
    """Run the rows, each printed when it is done."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=list(ROWS), default=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
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
            tally = row.run(Path(top), trials, _telling(name))
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

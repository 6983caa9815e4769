"""The trials themselves, each as often as is asked for: a few in the tests, a thousand in `make faults`."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adapters.keys import crypt_for
from adapters.storage import StoreRefused
from tests.faults import disk
from tests.faults.lives import STORE, journal_of, kill_one, opened
from tests.faults.office import PLACES, ROOT, Doom
from tests.faults.oracle import Judged, PromiseBroken, judge

#: So often a store is killed before the next trial begins with a new one.
KILLS_EACH = 5


@dataclass
class Tally:
    """How many trials there were and which went wrong."""

    trials: int = 0
    answered: int = 0
    shown_twice: int = 0
    #: What `answered` counts.
    counted: str = "events answered"
    bad: list[str] = field(default_factory=list)

    def count(self, what: str, asked: Callable[[], Judged]) -> Judged | None:
        """One trial; its verdict, None where a promise was broken."""
        self.trials += 1
        try:
            judged = asked()
        except (PromiseBroken, StoreRefused) as broken:
            self.bad.append(f"{what}: {broken}")
            return None
        self.answered += judged.answered
        self.shown_twice += judged.shown_twice
        return judged


def look(name: str, folder: Path, journal: str, **how: object) -> Judged:
    """Open the store in a folder again and ask everything of it."""

    async def ask() -> Judged:
        async with opened(name, folder) as store:
            await crypt_for(store, folder / STORE, environment={})
            return await judge(store, journal, **how)

    return asyncio.run(ask())


def killed_at(name: str, folder: Path, place: str, turns: int, *, seed: int = 1, tally: Tally | None = None) -> Judged | None:
    """A process is killed the n-th time that it comes by a place; then everything is asked."""
    tally = tally or Tally()
    if not kill_one(name, folder, seed=seed, steps=10 * turns + 50, doom=Doom(place, turns)):
        raise RuntimeError(f"it never came to {place} {turns} times")
    return tally.count(f"{place} {turns}", lambda: look(name, folder, journal_of(folder)))


def kill_trials(
    name: str,
    top: Path,
    trials: int,
    *,
    seed: int = 1,
    progress: Callable[[int], object] = lambda _: None,
    made: Callable[[Path], object] = Path.mkdir,
    dropped: Callable[[Path], object] = lambda _: None,
) -> Tally:
    """Processes killed one after another, half of them at a named place and half whenever it happens; stores live on for a while."""
    chance = random.Random(seed)
    tally = Tally()
    while tally.trials < trials:
        folder = top / f"store-{tally.trials}"
        made(folder)
        for deaths in range(1, KILLS_EACH + 1):
            if tally.trials == trials or not _killed_once(name, folder, chance, deaths, tally):
                break
            progress(tally.trials)
        dropped(folder)
        shutil.rmtree(folder)
    return tally


def _killed_once(name: str, folder: Path, chance: random.Random, deaths: int, tally: Tally) -> bool:
    if chance.random() < 0.5:
        place = chance.choice(PLACES)
        turns = chance.randint(1, 150 if place == "writing" else 6)
        what, doom, after = f"at {place} {turns}", Doom(place, turns), None
    else:
        after = chance.uniform(0, 0.5)
        what, doom = f"after {after:.3f} s", Doom()
    kill_one(name, folder, seed=chance.getrandbits(32), doom=doom, after=after)
    journal = journal_of(folder)
    go_on = deaths == KILLS_EACH
    judged = tally.count(
        f"{folder.name}, death {deaths}, {what}", lambda: look(name, folder, journal, deaths=deaths, resent=3, go_on=go_on)
    )
    if judged is None:
        return False
    (folder / disk.JOURNAL).write_text(judged.journal, encoding="utf-8")
    return True


def recorded(name: str, top: Path, steps: int, *, seed: int = 1) -> list[disk.Op]:
    """What the life of a process does to the files of its store, from the making of the store to its closing."""
    folder, log = top / "recorded", top / "calls"
    folder.mkdir()
    life = [sys.executable, "-m", "tests.faults.lives", str(folder), "--store", name, "--steps", str(steps), "--seed", str(seed)]
    done = subprocess.run([*disk.tracer(log), *life], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the recorded life failed: {done.stderr[-2000:]}")
    ops = disk.operations(log, folder)
    log.unlink()
    return ops


def power_losses(
    name: str,
    top: Path,
    ops: Sequence[disk.Op],
    trials: int,
    *,
    seed: int = 1,
    ways: Sequence[str] = disk.WAYS,
    progress: Callable[[int], object] = lambda _: None,
) -> Tally:
    """Power lost at about so many places of a recorded life, spread over all of it; every state is opened and asked."""
    tally = Tally()
    chance = random.Random(seed)
    every = [(number, way) for number, op in enumerate(ops, start=1) if op.name != disk.JOURNAL for way in ways]
    # Some turn out to be the same as another: where all is synced, nothing can be lost.
    chosen = set(chance.sample(every, min(len(every), trials + trials // 5)))
    for number, state in enumerate(disk.states(ops, chance, ways, chosen=chosen)):
        folder = top / f"state-{number}"
        state.lay_out(folder)
        go_on = number % 10 == 0
        op = ops[state.after - 1]
        what = f"after {op.do} {op.name} ({state.after} of {len(ops)}), {state.way}"
        tally.count(what, lambda: look(name, folder, state.journal, resent=2, go_on=go_on))  # noqa: B023
        shutil.rmtree(folder)
        progress(tally.trials)
    return tally

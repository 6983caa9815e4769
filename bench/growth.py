"""What a decision costs as the audit grows: from 100 records to a million, drawn as docs/pictures/growth.svg.

    python -m bench.growth [--most 1000000] [--draw FILE]

Each point: 200 durable decisions (request, audit record, two messages, the event) on a store with so many records, an append of the
same bytes with fdatasync after each, and the first page of somebody's inbox and of the audit. Cheap bulk is filled in between.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE / "bench"))

from store import bytes_of, make_decision, make_request, raw  # noqa: E402

from adapters.storage.tinydb import TinyStore  # noqa: E402
from bot.ports import Commit, Order, Search  # noqa: E402

POINTS = (100, 1_000, 10_000, 100_000, 300_000, 1_000_000)
ROUNDS = 200
OPEN = 500  # requests that are open at any time
RECORD = {"at": "2026-03-02T08:00:00+00:00", "who": "p1", "what": "approved", "request": "1", "chain": "0" * 64}


async def fill(store: TinyStore, have: int, want: int) -> None:
    """More audit records, a thousand a commit."""
    while have < want:
        n = min(1000, want - have)
        await store.commit(Commit(tenant="acme", event=f"fill:{have}", audit=(RECORD,) * n))
        have += n


async def point(store: TinyStore, versions: dict[int, int], floor: int) -> dict[str, float]:
    """The medians, in milliseconds."""
    times: dict[str, list[float]] = {"decision": [], "floor": [], "inbox": [], "audit": []}
    for turn in range(ROUNDS):
        n = turn % OPEN
        decision = make_decision(n, versions[n])
        begin = perf_counter()
        versions[n] = await store.commit(decision)
        times["decision"].append(perf_counter() - begin)
        times["floor"].append(raw(floor, bytes_of(decision)))
        if turn % 10 == 0:
            for name, search in (
                ("inbox", Search(tenant="acme", kind="request", waiting_for="p7", limit=20)),
                ("audit", Search(tenant="acme", kind="audit", order=Order.NEWEST, limit=50)),
            ):
                begin = perf_counter()
                await store.search(search)
                times[name].append(perf_counter() - begin)
    return {name: median(of) * 1e3 for name, of in times.items()}


async def measure(folder: Path, most: int) -> list[tuple[int, dict[str, float]]]:
    """All points up to `most`; the time that opening takes at each is measured as well."""
    path = folder / "growth.db"
    floor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    found, have = [], 0
    store = TinyStore(path)
    version = await store.commit(Commit(tenant="acme", event="open", changes={f"acme/request/{n}": make_request(n) for n in range(OPEN)}))
    versions = dict.fromkeys(range(OPEN), version)
    for want in POINTS:
        if want > most:
            break
        await fill(store, have, want)
        have = want
        store.close()
        begin = perf_counter()
        store = TinyStore(path)
        opening = (perf_counter() - begin) * 1e3
        figures = await point(store, versions, floor) | {"opening": opening, "megabytes": path.stat().st_size / 1e6}
        have += ROUNDS
        found.append((want, figures))
        print(
            f"{want:>9,} records  decision {figures['decision']:6.2f} ms  append+fdatasync {figures['floor']:6.2f} ms  "
            f"inbox {figures['inbox']:5.2f} ms  audit page {figures['audit']:5.2f} ms  opening {opening:6.0f} ms  "
            f"{figures['megabytes']:6.0f} MB",
            flush=True,
        )
    store.close()
    return found


def draw(found: list[tuple[int, dict[str, float]]]) -> str:
    """The picture: records across, milliseconds up, both by powers of ten."""
    from math import log10

    width, height, left, top = 640, 340, 60, 30
    highest, lowest = 1.5, -1.5
    across = {n: left + (log10(n) - 2) / 4 * (width - left - 30) for n, _ in found}

    def up(ms: float) -> float:
        return top + (highest - log10(max(ms, 10**lowest))) / (highest - lowest) * (height - top - 50)

    names = {
        "decision": ("one durable decision", "#1f5fa8"),
        "floor": ("append + fdatasync", "#888888"),
        "inbox": ("first page of an inbox", "#2f8f4e"),
        "audit": ("newest page of the audit", "#c06a1d"),
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for ms in (0.1, 1, 10):
        parts.append(f'<line x1="{left}" x2="{width - 30}" y1="{up(ms):.0f}" y2="{up(ms):.0f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 8}" y="{up(ms) + 4:.0f}" text-anchor="end">{ms:g} ms</text>')
    for n, x in across.items():
        parts.append(f'<text x="{x:.0f}" y="{height - 28}" text-anchor="middle">{n:,}</text>')
    parts.append(f'<text x="{(left + width) / 2:.0f}" y="{height - 8}" text-anchor="middle">audit records in the store</text>')
    for place, (name, (label, colour)) in enumerate(names.items()):
        line = " ".join(f"{across[n]:.1f},{up(figures[name]):.1f}" for n, figures in found)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{left + 10 + place * 145}" y="18" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>\n"])


def main(given: argparse.Namespace) -> int:
    """Measure, print, draw; 1 if a decision costs more than 1.3 times as much at the end as at the beginning, against the floor."""
    with tempfile.TemporaryDirectory() as name:
        found = asyncio.run(measure(Path(name), given.most))
    if given.draw:
        given.draw.parent.mkdir(parents=True, exist_ok=True)
        given.draw.write_text(draw(found), encoding="utf-8")
    (_, first), (_, last) = found[0], found[-1]
    growth = last["decision"] / first["decision"]
    print(f"cost of a decision at {found[-1][0]:,} records / at {found[0][0]:,}: {growth:.2f}")
    return int(growth > 1.3)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--most", type=int, default=POINTS[-1])
    asked.add_argument("--draw", type=Path)
    sys.exit(main(asked.parse_args()))

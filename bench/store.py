"""How long one durable decision takes in the embedded store.

    .venv/bin/python bench/store.py [rounds] [directory]

Interleaved in one run, on the same disk: an append of the same bytes with fdatasync (no store can be faster), our
commit (the request, its audit record, two messages, the event) at 100 and at 100,000 documents, and a single insert
into default TinyDB with 1,000 documents. The ratios are of medians. With strace at hand, syncs are counted as well.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from tinydb import TinyDB  # noqa: E402

from adapters.storage.tinydb import TinyStore  # noqa: E402
from bot.ports import Commit, Outgoing  # noqa: E402

SMALL, LARGE, JSON_DOCUMENTS = 100, 100_000, 1_000
COUNTED = 200


def make_request(n: int) -> dict[str, object]:
    """A request as it might be stored."""
    return {
        "state": "waiting",
        "requester": f"p{n % 50}",
        "waiting_for": f"p{n % 70}",
        "due_at": f"2026-03-{n % 28 + 1:02}T09:00:00+00:00",
        "proposal": {"action": "compensate", "amount": "300", "unit": "CNY", "text": "补偿客户 300 元"},
        "clauses": ["1.3.2.5", "1.3.4.4"],
        "reason": "客户收到的商品有划痕，要求补偿；商品已经检验，责任人待定。",
    }


def make_decision(n: int, read: int) -> Commit:
    """What a director's click commits."""
    record = {
        "at": "2026-03-02T08:00:00+00:00",
        "who": "wang",
        "what": "approved",
        "request": str(n),
        "chain": "0" * 64,
    }
    told = {"template": "approved", "request": str(n), "token": "0" * 32}
    return Commit(
        tenant="acme",
        event=f"telegram:click:{os.urandom(8).hex()}",
        result={"say": "approved"},
        read={f"acme/request/{n}": read},
        changes={f"acme/request/{n}": make_request(n) | {"state": "approved", "waiting_for": None, "due_at": None}},
        audit=(record,),
        outgoing=(Outgoing(conversation="telegram:42", body=told), Outgoing(conversation="slack:U7", body=told)),
    )


def bytes_of(commit: Commit) -> bytes:
    """The bytes that a decision has to leave on the disk at the very least."""
    parts = [commit.event, commit.result, dict(commit.changes), commit.audit, [one.body for one in commit.outgoing]]
    return json.dumps(parts, ensure_ascii=False).encode()


class Ours:
    """A store with so many requests, of which each turn decides one."""

    def __init__(self, path: Path, documents: int) -> None:
        self.store = TinyStore(path)
        self.documents = documents
        self.turn = 0
        self.versions: dict[int, int] = {}
        for begin in range(0, documents, 1000):
            block = range(begin, min(begin + 1000, documents))
            changes = {f"acme/request/{n}": make_request(n) for n in block}
            version = asyncio.run(self.store.commit(Commit(tenant="acme", event=f"fill:{begin}", changes=changes)))
            self.versions |= dict.fromkeys(block, version)

    def decide(self, loop: asyncio.AbstractEventLoop) -> float:
        """The time of one decision."""
        n = self.turn * 7919 % self.documents  # here and there in the file
        self.turn += 1
        decision = make_decision(n, self.versions[n])
        begin = perf_counter()
        self.versions[n] = loop.run_until_complete(self.store.commit(decision))
        return perf_counter() - begin


def raw(handle: int, what: bytes) -> float:
    """The time of an append that is on the disk afterwards."""
    begin = perf_counter()
    os.write(handle, what)
    os.fdatasync(handle)
    return perf_counter() - begin


def timed(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def measure(rounds: int, place: Path) -> dict[str, list[float]]:
    """All of them in turn, so that the disk's moods hit all alike."""
    times: dict[str, list[float]] = {name: [] for name in ("floor", "small", "large", "json")}
    small, large = Ours(place / "small.db", SMALL), Ours(place / "large.db", LARGE)
    default = TinyDB(place / "default.json")
    default.insert_multiple(make_request(n) for n in range(JSON_DOCUMENTS))
    handle = os.open(place / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    loop = asyncio.new_event_loop()
    for turn in range(rounds):
        what = bytes_of(make_decision(turn, 1))
        times["floor"].append(raw(handle, what))
        times["small"].append(small.decide(loop))
        times["large"].append(large.decide(loop))
        if turn % 20 == 0:
            times["json"].append(timed(lambda: default.insert(make_request(0))))
    loop.close()
    small.store.close()
    large.store.close()
    return times


def count_syncs(place: Path) -> str:
    """How many syncs so many decisions cost, by strace, without those of opening and closing."""
    if shutil.which("strace") is None:
        return "not counted: strace is not installed"
    seen = place / "strace"
    syncs = []
    for decisions in (0, COUNTED):
        one = [sys.executable, __file__, "--decide", str(decisions), str(place / f"counted{decisions}.db")]
        strace = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(seen)]
        if subprocess.run([*strace, *one], check=False, capture_output=True).returncode:
            return "not counted: strace may not trace here"
        syncs.append(sum("sync(" in line for line in seen.read_text(encoding="utf-8").splitlines()))
    return f"{syncs[1] - syncs[0]} for {COUNTED} decisions, checkpoints included"


def line(name: str, times: list[float], floor: list[float]) -> str:
    p99 = quantiles(times, n=100)[98]
    ratio = median(times) / median(floor)
    return f"{name:<46} {median(times) * 1e3:8.3f} ms   p99 {p99 * 1e3:8.3f} ms   {ratio:6.2f} x floor"


def main(rounds: int, within: str | None) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=within) as name:
        times = measure(rounds, Path(name))
        syncs = count_syncs(Path(name))
    floor = times["floor"]
    size = len(bytes_of(make_decision(0, 1)))
    print(f"one durable decision, {rounds} rounds interleaved, {size} bytes of content")
    print(line("append + fdatasync (the floor)", floor, floor))
    print(line(f"ours, {SMALL} documents", times["small"], floor))
    print(line(f"ours, {LARGE:,} documents", times["large"], floor))
    print(line(f"default TinyDB, one insert, {JSON_DOCUMENTS:,} documents", times["json"], floor))
    print(f"ours at {LARGE:,} documents / at {SMALL}: {median(times['large']) / median(times['small']):.2f}")
    print(f"default TinyDB / ours: {median(times['json']) / median(times['small']):.1f}")
    print(f"syncs: {syncs}")


def decide_only(decisions: int, path: Path) -> None:
    """For strace: nothing but decisions."""
    ours = Ours(path, SMALL)
    loop = asyncio.new_event_loop()
    for _ in range(decisions):
        ours.decide(loop)
    loop.close()
    ours.store.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--decide"]:
        decide_only(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1000, sys.argv[2] if sys.argv[2:] else None)

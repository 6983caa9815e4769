"""How long answers take: `remit batch` over 300 mixed lines, its start, and one check inside the process.

    .venv/bin/python bench/answers.py

The lines are the rule books' own cases, as checks and as questions. Each figure is the best of five runs, since what
else the machine does only ever adds to it; the check's is the 99th percentile over all cases.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from adapters.asking.batch import Service
from adapters.configuration import KNOWLEDGE, read_configuration
from bot.understanding import Understanding

RUNS = 5
LINES = 300
#: What is measured -> the most seconds that it may take.
FIGURES = {"start": 0.6, "batch": 1.5, "check": 0.002}


def cases() -> list[dict[str, Any]]:
    """Every case of every book that is a sentence somebody says."""
    found = [case for path in sorted(KNOWLEDGE.glob("*/cases.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
    return [case for case in found if "say" in case]


def lines(count: int) -> str:
    """So many lines for `remit batch`, checks and questions in turn."""
    turns = zip(cycle(("check", "check", "ask")), cycle(cases()), strict=False)
    return "".join(
        json.dumps({"id": number, "do": do, "as": case["as"], "text": case["say"]}, ensure_ascii=False) + "\n"
        for number, (do, case) in enumerate(islice(turns, count))
    )


def batch(text: str) -> float:
    """The seconds that one `remit batch` takes, from its start to its end."""
    remit = Path(sys.executable).parent / "remit"
    began = time.perf_counter()
    ran = subprocess.run([remit, "batch"], input=text.encode(), capture_output=True, check=True)
    took = time.perf_counter() - began
    if len(ran.stdout.splitlines()) != len(text.splitlines()):
        raise SystemExit("remit batch didn't answer every line")
    return took


def check() -> float:
    """The 99th percentile of the seconds from a sentence to its decision, said."""
    configuration = read_configuration(None, {})
    library = configuration.library()
    service = Service(Understanding(library), configuration.staff_list(library))
    said = [(case["as"], case["say"]) for case in cases()]
    for who, text in said:
        service.check(who, text)
    took = []
    for who, text in said * RUNS:
        began = time.perf_counter()
        service.check(who, text)
        took.append(time.perf_counter() - began)
    return sorted(took)[int(len(took) * 0.99)]


def main() -> int:
    """Print each figure beside the most that it may be."""
    mixed, one = lines(LINES), lines(1)
    figures = {
        "start": min(batch(one) for _ in range(RUNS)),
        "batch": min(batch(mixed) for _ in range(RUNS)),
        "check": check(),
    }
    words = {"start": "remit batch, one line", "batch": f"remit batch, {LINES} lines", "check": "one check in the process, p99"}
    for name, seconds in figures.items():
        print(f"{words[name]:32} {seconds * 1000:8.1f} ms   (at most {FIGURES[name] * 1000:.0f} ms)")
    return int(any(seconds > FIGURES[name] for name, seconds in figures.items()))


if __name__ == "__main__":
    sys.exit(main())

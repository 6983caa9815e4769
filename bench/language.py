"""`make bench-language`: understanding in figures, and beside other engines, in one run.

    .venv/bin/python -m bench.language [--only ours,bm25s,…] [--short]

1. The question sets of tests/language_sets, by `remit eval`'s own rules: each author's as if they had never said a word.
2. hit@1, hit@5, false answers, latency and memory of ours, Haystack's BM25, bm25s, tantivy and multilingual-e5, each in a
   process of its own (`pip install -e .[bench]`; an engine that isn't there is named and left out).
3. Text to decision: p99 and rate. 4. The generated grid (bench/grid.py). 5. 100,000 clauses (bench/scale.py).

A rival has no way of saying "I don't know". In its favour, its score counts as an answer from the point on from which it
still answers nine tenths of the questions that have an answer; false answers are the others that it answers then.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.asking.batch import Service
from adapters.configuration import read_configuration
from adapters.learning import telling
from adapters.learning.cases import Case, read_cases
from adapters.learning.measuring import measure
from adapters.learning.workshop import Workshop
from adapters.running.memory import set_aside_what_stays
from bot.language.speaking import Speaker
from bot.naming import UnknownWho, speaker_of
from bot.rulebook.library import Library
from bot.staff import Staff
from bot.understanding import Understanding

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "tests" / "language_sets"
ENGINES = ("ours", "haystack", "bm25s", "tantivy", "e5")
#: The share of answerable questions that a rival has to answer.
ANSWERED = 0.9
#: The most that a decision may take (seconds, 99th percentile), and the least that there have to be in a second.
P99, RATE = 0.001, 3000
RUNS = 3


def asks(*names: str) -> list[Case]:
    """The questions of these sets, or of all."""
    files = sorted(SETS.glob("*_ask.jsonl")) if not names else [SETS / f"{name}_ask.jsonl" for name in names]
    return [case for file in files for case in read_cases(file)]


def answerable(case: Case) -> bool:
    """Whether the book has an answer, in one of the clauses named."""
    return case.expect.kind == ("answer",) and bool(case.expect.cite_any)


def silent(case: Case) -> bool:
    """Whether the book has none."""
    return bool(case.expect.kind) and "answer" not in (case.expect.kind or ())


def engine(name_of: str) -> dict[str, Any]:
    """Build one engine and put every question to it."""
    configuration = read_configuration(None, {})
    library = configuration.library()
    cases = [case for case in asks() if answerable(case) or silent(case)]
    before = memory()
    began = time.perf_counter()
    if name_of == "ours":
        unseen = Understanding(library).without(case.text for file in SETS.glob("*.jsonl") for case in read_cases(file))
        service = Service(unseen, configuration.staff_list(library))
        service.ask("none", "谁有权打折？")

        def ranked(case: Case) -> tuple[list[str], float]:
            answer = service.understanding.ask(case.text, speaker_of(library, service.staff, case.who))
            return list(answer.clauses or answer.choices), float(answer.kind == "answer")
    else:
        from bench.rivals import RIVALS, documents

        rank = RIVALS[name_of](documents(library))
        rank("谁有权打折？")

        def ranked(case: Case) -> tuple[list[str], float]:
            found = rank(case.text)
            return [key for key, _ in found], found[0][1] if found else 0.0

    built = time.perf_counter() - began
    given, took = {}, []
    for number in range(RUNS):
        for case in cases:
            start = time.perf_counter()
            one = ranked(case)
            took.append(time.perf_counter() - start)
            if number == 0:
                given[case.id] = one
    groups = {
        name: rates([case for case in cases if case.id in idents], given, ours=name_of == "ours") for name, idents in _groups().items()
    }
    return {"groups": groups, **latency(took), "build": built, "memory": memory() - before}


def _groups() -> dict[str, set[str]]:
    """The ids of the questions that the vocabulary was tuned on, and of those that were written later."""
    return {"a, b": {case.id for case in asks("a", "b")}, "others": {case.id for case in asks()} - {case.id for case in asks("a", "b")}}


def rates(cases: list[Case], given: dict[str, tuple[list[str], float]], *, ours: bool) -> dict[str, float]:
    """hit@1, hit@5, the share answered, and false answers."""
    known = [case for case in cases if answerable(case)]
    unknown = [case for case in cases if silent(case)]
    hits = {k: sum(bool(set(given[case.id][0][:k]) & set(case.expect.cite_any or ())) for case in known) for k in (1, 5)}
    scores = sorted((given[case.id][1] for case in known), reverse=True)
    bar = 0.5 if ours else scores[int(len(scores) * ANSWERED) - 1]
    return {
        "hit@1": hits[1] / len(known),
        "hit@5": hits[5] / len(known),
        "answered": sum(score >= bar for score in scores) / len(known),
        "false": sum(given[case.id][1] >= bar for case in unknown) / len(unknown),
        "questions": len(known),
        "unanswerable": len(unknown),
    }


def latency(took: list[float]) -> dict[str, float]:
    """Percentiles of seconds."""
    ordered = sorted(took)
    return {"p50": ordered[len(ordered) // 2], "p99": ordered[int(len(ordered) * 0.99)]}


def memory() -> int:
    """The memory that this process holds, in bytes."""
    gc.collect()
    statm = Path("/proc/self/statm")
    if statm.is_file():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def decisions() -> dict[str, float]:
    """From text to decision, over every check of the sets, as in the bot that runs; the time of this process alone."""
    configuration = read_configuration(None, {})
    library = configuration.library()
    understanding = Understanding(library)
    staff = configuration.staff_list(library)
    cases = [case for file in sorted(SETS.glob("*_check.jsonl")) for case in read_cases(file)]
    said = [(speaker, case.text) for case in cases if (speaker := _speaker(library, staff, case.who)) is not None]
    for speaker, text in said:
        understanding.check(text, speaker)
    set_aside_what_stays()
    took = []
    for speaker, text in said * RUNS:
        start = time.process_time()
        understanding.check(text, speaker)
        took.append(time.process_time() - start)
    return {**latency(took), "rate": len(took) / sum(took)}


def _speaker(library: Library, staff: Staff, who: str) -> Speaker | None:
    try:
        return speaker_of(library, staff, who)
    except UnknownWho:
        return None


def sets() -> int:
    """Every set by `remit eval`'s rules; how many were wrongly permitted."""
    workshop = Workshop.of(read_configuration())
    wrongly = 0
    for author in sorted({file.name.split("_")[0] for file in SETS.glob("*.jsonl")}):
        files = {file: read_cases(file) for file in sorted(SETS.glob(f"{author}_*.jsonl"))}
        judge = workshop.judge_unseen([case for cases in files.values() for case in cases])
        for file, cases in files.items():
            measured = measure(judge, cases, str(file), datetime.now(UTC))
            print(telling.total(measured.run, "en"))
            wrongly += measured.run.wrongly_permitted
    return wrongly


def beside(names: list[str]) -> None:
    """The engines side by side, each in a process of its own."""
    head = f"{'engine':9} {'sets':7} {'hit@1':>7} {'hit@5':>7} {'answered':>9} {'false':>7}"
    print(f"\n{head} {'p50 ms':>8} {'p99 ms':>8} {'build s':>8} {'MB':>6}")
    for name in names:
        ran = subprocess.run(
            [sys.executable, "-m", "bench.language", "--engine", name], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            print(f"{name:9} not measured: {(ran.stderr.strip().splitlines() or ['?'])[-1][:100]}")
            continue
        of = json.loads(ran.stdout.splitlines()[-1])
        rest = f"{of['p50'] * 1e3:8.3f} {of['p99'] * 1e3:8.3f} {of['build']:8.2f} {of['memory'] / 1e6:6.0f}"
        for group, rate in of["groups"].items():
            shares = f"{rate['hit@1']:7.1%} {rate['hit@5']:7.1%} {rate['answered']:9.1%} {rate['false']:7.1%}"
            print(f"{name:9} {group:7} {shares} {rest}   {rate['questions']} with an answer, {rate['unanswerable']} without")


def main(arguments: list[str]) -> int:
    """Run it all; 1 where a goal was missed."""
    parser = argparse.ArgumentParser(description="understanding in figures")
    parser.add_argument("--engine", help="measure one engine and print JSON")
    parser.add_argument("--only", help="these engines, with commas")
    parser.add_argument("--short", action="store_true", help="without the grid and the 100,000 clauses")
    options = parser.parse_args(arguments)
    if options.engine:
        print(json.dumps(engine(options.engine)))
        return 0
    wrongly = sets()
    beside(options.only.split(",") if options.only else list(ENGINES))
    speed = decisions()
    print(f"\ntext to decision: p50 {speed['p50'] * 1e3:.3f} ms, p99 {speed['p99'] * 1e3:.3f} ms (goal {P99 * 1e3:.0f}), "
          f"{speed['rate']:.0f}/s on one core (goal {RATE})")  # fmt: skip
    missed = wrongly > 0 or speed["p99"] > P99 or speed["rate"] < RATE
    if not options.short:
        for script, title in (("bench.grid", "the generated grid"), ("bench.scale", "100,000 clauses in 1,000 departments")):
            print(f"\n== {title}", flush=True)
            missed |= subprocess.run([sys.executable, "-m", script], cwd=ROOT, check=False).returncode != 0
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How many of the sample cases come out right, by their outcome; and which don't.

    .venv/bin/python bench/examples.py [folder]

The folder (`../shared`, unless another is named) holds `examples/*.jsonl` and `seed/clauses.json`; without it nothing is
measured. The samples show the manner of what people ask; no sentence of them stands in the program.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from adapters.batch import Service
from adapters.configuration import read_configuration
from bot.language.normalising import fold
from bot.naming import UnknownWho
from bot.understanding import Understanding

SHARED = Path(__file__).resolve().parents[2] / "shared"
KINDS = ("ask", "check", "routing")
Json = dict[str, Any]


def examples(folder: Path, kind: str) -> list[Json]:
    """The samples of one kind."""
    path = folder / "examples" / f"{kind}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def squeezed(text: str) -> str:
    """A text without its spaces, width and case."""
    return "".join(fold(text).split())


def wrong_with(expect: Json, given: Json, sources: dict[str, str]) -> list[str]:
    """What of an expectation isn't met."""
    wrong = []
    for key in ("kind", "outcome"):
        if expect.get(key) and given.get(key) not in expect[key]:
            wrong.append(f"{key} {given.get(key)} instead of {'|'.join(expect[key])}")
    approver = (given.get("approver") or {}).get("title", "")
    asked = given.get("outcome") in (None, "approval_required") or "outcome" not in expect
    if expect.get("approver_any") and asked and not any(squeezed(title) in squeezed(approver) for title in expect["approver_any"]):
        wrong.append(f"approver {approver or 'nobody'} instead of {'|'.join(expect['approver_any'])}")
    cited = [squeezed(sources.get(citation["clause"], "")) for citation in given.get("citations", ())]
    if expect.get("cite_any") and not any(squeezed(words) in text for words in expect["cite_any"] for text in cited):
        wrong.append("another clause")
    said = squeezed(given.get("text", ""))
    unsaid = [group for group in expect.get("say_all") or () if not any(squeezed(word) in said for word in group)]
    wrong += [f"doesn't say {'|'.join(group)}" for group in unsaid]
    wrong += [f"says {word}" for word in expect.get("say_none") or () if squeezed(word) in said]
    owed = squeezed("".join(obligation["text"] for obligation in given.get("obligations", ())))
    if expect.get("obligation_any") and given.get("outcome") == "permitted":
        wrong += [] if any(squeezed(word) in owed for word in expect["obligation_any"]) else ["another obligation"]
    return wrong


def answered(service: Service, kind: str, example: Json) -> Json:
    """What Remit says to one sample."""
    try:
        if kind == "ask":
            return service.ask(example["as"], example["text"], example.get("lang"))
        return service.check(example["as"], example["text"], example.get("absent") or (), example.get("lang"))
    except UnknownWho as error:
        return {"text": str(error)}


def main(folder: Path) -> int:
    """Print the samples that came out wrong, and how many came out right."""
    clauses = folder / "seed/clauses.json"
    if not clauses.is_file():
        print(f"no samples in {folder.name}/, nothing measured")
        return 0
    sources = {clause["clause"]: clause["text"] for clause in json.loads(clauses.read_text("utf-8"))}
    configuration = read_configuration(None, {})
    library = configuration.library()
    service = Service(Understanding(library), configuration.staff_list(library))
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for kind in KINDS:
        for example in examples(folder, kind):
            expected = (kind, "|".join(example["expect"].get("kind") or example["expect"].get("outcome") or ["approver"]))
            wrong = wrong_with(example["expect"], answered(service, kind, example), sources)
            total[expected] += 1
            right[expected] += not wrong
            if wrong:
                print(f"{example['id']} {example['as']}: {example['text']}\n    {'; '.join(wrong)}")
    for expected in sorted(total):
        print(f"{' '.join(expected):40} {right[expected]:4} of {total[expected]}")
    print(f"{'in all':40} {right.total():4} of {total.total()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))

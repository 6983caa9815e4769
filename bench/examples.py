"""How many of the sample cases come out right, by their outcome; and which don't.

    .venv/bin/python -m bench.examples [folder]

The folder (`../shared`, unless another is named) holds `examples/*.jsonl` and `seed/clauses.json`; without it nothing is
measured. The samples show the manner of what people ask; no sentence of them stands in the program.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters.configuration import read_configuration
from adapters.learning import telling
from adapters.learning.cases import read_cases
from adapters.learning.measuring import measure
from adapters.learning.workshop import Workshop

SHARED = Path(__file__).resolve().parents[2] / "shared"
KINDS = ("ask", "check", "routing")


def main(folder: Path) -> int:
    """Print the samples that came out wrong, and how many came out right."""
    clauses = folder / "seed/clauses.json"
    if not clauses.is_file():
        print(f"no samples in {folder.name}/, nothing measured")
        return 0
    workshop = Workshop.of(read_configuration(), clauses)
    for kind in KINDS:
        file = folder / "examples" / f"{kind}.jsonl"
        measured = measure(workshop.judge, read_cases(file), str(file), datetime.now(UTC))
        for one in measured.misses:
            print(*telling.miss(one, "en"), sep="\n")
        print(telling.total(measured.run, "en"))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))

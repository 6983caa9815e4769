"""How long the doctor looks at rule books: ours, and made-up companies of 1,000 and 10,000 grants.

    .venv/bin/python -m bench.doctor

The books are read beforehand; only the audit is timed, findings and their words included. The made-up companies
are drawn at random, so that nearly everything is wrong with them, and there is a worst case: lines of a
hundred posts, each with the rights of the one below. Each figure is the processor time of the best of three runs.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from adapters.configuration import KNOWLEDGE
from bench.company import books, vocabulary
from bot.authority.doctor import audit
from bot.rulebook.findings import Finding
from bot.rulebook.reading import Examined, examine, examine_folder
from bot.staff import Staff
from bot.staff.reading import compile_staff

RUNS = 3
#: What is looked at -> the most seconds that it may take.
FIGURES = {"our books": 0.01, "1,000 grants": 0.5, "10,000 grants": 5.0, "10,000 grants, deep lines": 5.0}


def company(grants: int) -> Examined:
    """A made-up company's books, read."""
    return read({f"{name}/rulebook.yaml": content for name, content in books(grants).items()})


def one_line(grants: int) -> Examined:
    """The posts of each book in one line, a hundred deep, each with the rights of the one below."""
    found = books(grants)
    for content in found.values():
        for post in range(1, len(content["roles"])):
            line = {"role": f"post-{post - 1}", "clause": content["roles"][f"post-{post}"]["reports_to"]["clause"]}
            content["roles"][f"post-{post}"]["reports_to"] = line
            content["roles"][f"post-{post - 1}"]["inherits"] = {"roles": [f"post-{post}"], "clause": line["clause"]}
    return read({f"{name}/rulebook.yaml": content for name, content in found.items()})


def read(contents: dict[str, Any]) -> Examined:
    """The files as text, and read from it."""
    texts = {path: json.dumps(content, default=plain) for path, content in {**contents, "vocabulary.yaml": vocabulary()}.items()}
    examined = examine(texts)
    if examined.library is None:
        raise SystemExit("\n".join(str(finding) for finding in examined.findings[:5]))
    return examined


def plain(value: object) -> object:
    """A decimal number as JSON has it."""
    return int(value) if isinstance(value, Decimal) else str(value)


def timed(look: Callable[[], tuple[Finding, ...]]) -> tuple[float, int]:
    """The seconds that the doctor takes, and how much it finds."""
    took = []
    found = 0
    for _ in range(RUNS):
        began = time.process_time()
        found = len(look())
        took.append(time.process_time() - began)
    return min(took), found


def looking(examined: Examined, staff: Staff | None = None) -> Callable[[], tuple[Finding, ...]]:
    """The audit of books that were read."""
    library = examined.library
    assert library is not None
    return lambda: audit(library, examined.contents, staff)


def main() -> int:
    """Print each figure beside the most that it may be."""
    ours = examine_folder(KNOWLEDGE)
    assert ours.library is not None
    staff = compile_staff((KNOWLEDGE / "demo-staff.yaml").read_text("utf-8"), ours.library)
    looks = {
        "our books": looking(ours, staff),
        "1,000 grants": looking(company(1_000)),
        "10,000 grants": looking(company(10_000)),
        "10,000 grants, deep lines": looking(one_line(10_000)),
    }
    missed = False
    for name, look in looks.items():
        seconds, found = timed(look)
        missed |= seconds > FIGURES[name]
        print(f"{name:28} {seconds * 1000:9.1f} ms   (at most {FIGURES[name] * 1000:.0f} ms), findings: {found}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

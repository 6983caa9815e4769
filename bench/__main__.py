"""`make bench`: the figures that the README's reader may ask for, each with the most that it may be.

    python -m bench [answers] [examples] [store] [doctor] [tinydb]

Without a name: answers, examples, store and doctor. `tinydb` fetches TinyDB's own tests and runs them on our tables.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = {"answers": "answers.py", "examples": "examples.py", "store": "store.py", "doctor": "doctor.py", "tinydb": "tinydb_own_tests.py"}
USUAL = ("answers", "examples", "store", "doctor")


def main(names: list[str]) -> int:
    """Run each benchmark in a process of its own; 1 if one of them missed its figure."""
    unknown = [name for name in names if name not in SCRIPTS]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(SCRIPTS)}", file=sys.stderr)
        return 2
    missed = 0
    for name in names or USUAL:
        print(f"\n== {name}", flush=True)
        missed |= subprocess.run([sys.executable, str(HERE / SCRIPTS[name])], cwd=HERE.parent, check=False).returncode != 0
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

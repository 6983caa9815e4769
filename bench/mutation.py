"""`make mutation`: how many changes to `bot/authority` its tests notice.

    python bench/mutation.py [module …] [--keep FOLDER]

mutmut changes a copy of the tree, never the tree itself, one place at a time, and runs the tests of `tests/bot/authority` on each
change; of the oracle's cases a tenth, and without test_properties.py, test_people.py and the doctor's test_any_book.py, which take
a quarter of a minute each. What survives is listed with its difference. Where modules are named, the doctor's tests run only for
the doctor's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("bot", "adapters", "knowledge", "tests", "bench", "docs", "pyproject.toml", "config.example.yaml")
GOAL = 95
CONFIG = """[mutmut]
source_paths=bot
only_mutate=
{modules}
pytest_add_cli_args_test_selection=
    tests/bot/authority
    --ignore=tests/bot/authority/test_properties.py
    --ignore=tests/bot/authority/test_people.py
    --ignore=tests/bot/authority/doctor/test_any_book.py
{ignored}
pytest_add_cli_args=
    -q
    -p
    no:cacheprovider
also_copy=
    adapters
    knowledge
    bench
    docs
    tests
    config.example.yaml
    pyproject.toml
"""
#: What counts as noticed.
NOTICED = ("killed", "timeout", "suspicious", "segfault", "caught by type check")


def prepared(folder: Path, modules: list[str]) -> None:
    """A copy of the tree with mutmut's settings."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        else:
            shutil.copy(source, folder / name)
    listed = "\n".join(f"    bot/authority/{module}.py" for module in modules) if modules else "    bot/authority/*"
    others = modules and not any(module.startswith("doctor") for module in modules)
    ignored = "    --ignore=tests/bot/authority/doctor" if others else ""
    (folder / "setup.cfg").write_text(CONFIG.format(modules=listed, ignored=ignored))


def run(folder: Path, *words: str) -> str:
    """What mutmut prints."""
    fewer = {**os.environ, "REMIT_ORACLE_CASES": "1000"}
    done = subprocess.run([sys.executable, "-m", "mutmut", *words], cwd=folder, capture_output=True, text=True, check=False, env=fewer)
    return done.stdout + (done.stderr if done.returncode else "")


def main(modules: list[str], folder: Path) -> int:
    """Print the score and what survived; 1 if the score misses its goal."""
    prepared(folder, modules)
    printed = run(folder, "run")
    results = dict(re.findall(r"^\s+(\S+): (.+)$", run(folder, "results", "--all", "true"), re.MULTILINE))
    if not results or set(results.values()) == {"not checked"}:
        print(f"nothing was measured; the tests must pass first\n{printed[-3000:]}")
        return 1
    counted = Counter(results.values())
    noticed = sum(counted[kind] for kind in NOTICED)
    survivors = [name for name, kind in results.items() if kind not in NOTICED]
    for name in survivors:
        print(f"\n{name}: {results[name]}")
        print("\n".join(line for line in run(folder, "show", name).splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")))
    score = 100 * noticed / len(results)
    print(f"\n{noticed} of {len(results)} changes noticed: {score:.1f} % [at least {GOAL} %]; {dict(counted)}")
    return int(score < GOAL)


if __name__ == "__main__":
    words = sys.argv[1:]
    if "--keep" in words:
        place = words.index("--keep")
        kept = Path(words[place + 1])
        kept.mkdir(parents=True, exist_ok=True)
        sys.exit(main(words[:place], kept))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(main(words, Path(scratch)))

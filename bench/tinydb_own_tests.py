"""Runs TinyDB's own test suite on our storage and table.

    .venv/bin/python bench/tinydb_own_tests.py

The tests come from the sdist of the very version that is installed, through pip; nothing of them is kept here. In them
`TinyDB`, `JSONStorage` and `MemoryStorage` are ours: rows in a file, rows in memory. What is excluded is listed with
its reason, and is run all the same on TinyDB's own classes, to show that the suite itself is in order.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

JSON_FILE = "about the text of TinyDB's JSON file, its options and access modes"
NO_TABLE = "gives the bare storage something that is no table of documents (a number, a list)"
LOOKS_INSIDE = "looks into the `memory` of TinyDB's MemoryStorage"
OTHER_STORAGE = "brings a storage or middleware that keeps whole databases; our table writes rows, and says so"
CLASS_NAMES = "compares with the names of TinyDB's own storage classes"

EXCLUDED = {
    "test_storages.py::test_json": NO_TABLE,
    "test_storages.py::test_in_memory": NO_TABLE,
    "test_storages.py::test_json_kwargs": JSON_FILE,
    "test_storages.py::test_json_read": JSON_FILE,
    "test_storages.py::test_create_dirs": JSON_FILE,
    "test_storages.py::test_encoding": JSON_FILE,
    "test_storages.py::test_json_invalid_directory": JSON_FILE,
    "test_storages.py::test_json_invalid_mode_warning": JSON_FILE,
    "test_middlewares.py::test_caching_write_many": LOOKS_INSIDE,
    "test_middlewares.py::test_caching_flush": LOOKS_INSIDE,
    "test_middlewares.py::test_caching_flush_manually": LOOKS_INSIDE,
    "test_middlewares.py::test_caching_write": LOOKS_INSIDE,
    "test_middlewares.py::test_caching_read": OTHER_STORAGE,
    "test_middlewares.py::test_caching_json_write": OTHER_STORAGE,
    "test_storages.py::test_read_once": OTHER_STORAGE,
    "test_storages.py::test_yaml": OTHER_STORAGE,
    "test_tables.py::test_table_repr": CLASS_NAMES,
}

CONFTEST = '''
import os

import pytest
import tinydb
import tinydb.storages
from adapters.storage.sqlite_table import RowStorage, RowTable
from tinydb.middlewares import CachingMiddleware


class InMemory(RowStorage):
    def __init__(self):
        super().__init__()


class OnFile(RowStorage):
    def __init__(self, path, create_dirs=False, ensure_ascii=True):  # JSON's wishes have no meaning here
        super().__init__(str(path))


class TinyDB(tinydb.TinyDB):
    default_storage_class = OnFile
    table_class = RowTable


tinydb.TinyDB = TinyDB
tinydb.JSONStorage = tinydb.storages.JSONStorage = OnFile
tinydb.MemoryStorage = tinydb.storages.MemoryStorage = InMemory


def pytest_collection_modifyitems(config, items):
    """Leave out exactly the tests named, with all their parameters; pytest's own --deselect goes by prefix."""
    excluded = os.environ["EXCLUDED"].split()
    out = [item for item in items if f"{item.path.name}::{item.originalname}" in excluded]
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


@pytest.fixture(params=["memory", "file"])
def db(request, tmp_path):
    with TinyDB(tmp_path / "test.db") if request.param == "file" else TinyDB(storage=InMemory) as db_:
        db_.drop_tables()
        db_.insert_multiple({"int": 1, "char": c} for c in "abc")
        yield db_


@pytest.fixture
def storage():
    return CachingMiddleware(InMemory)()
'''


def fetch(directory: Path) -> Path:
    """The `tests` folder of the installed version's sdist."""
    wanted = f"tinydb=={version('tinydb')}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, "--dest", str(directory), wanted], check=True)
    (sdist,) = directory.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(directory, filter="data")
    (tests,) = directory.glob("*/tests")
    return tests


def run(tests: Path, *options: str) -> tuple[str, str]:
    """Run the suite; its last line, and everything it said."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "--no-header", "-rfE"]
    environment = os.environ | {"PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1", "EXCLUDED": " ".join(EXCLUDED)}
    options = (f"--rootdir={tests}", "-c", os.devnull, *options)
    done = subprocess.run([*command, *options], cwd=tests, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1], done.stdout + done.stderr


def count(line: str, word: str) -> int:
    """The number in front of a word of pytest's last line."""
    found = re.search(rf"(\d+) {word}", line)
    return int(found[1]) if found else 0


def main() -> int:
    """Fetch, run, and print what passed, what failed and what was left out and why."""
    with tempfile.TemporaryDirectory() as name:
        tests = fetch(Path(name))
        theirs, _ = run(tests, *EXCLUDED)
        (tests / "conftest.py").write_text(CONFTEST, encoding="utf-8")
        ours, said = run(tests)
    failed = count(ours, "failed") + count(ours, "error")
    print(f"TinyDB {version('tinydb')}, its own tests on our storage and table:")
    print(f"  passed {count(ours, 'passed')}, failed {failed}, excluded {count(ours, 'deselected')} ({ours})")
    for reason in dict.fromkeys(EXCLUDED.values()):
        print(f"  excluded: {reason}")
        for test in (test for test, why in EXCLUDED.items() if why == reason):
            print(f"    {test}")
    print(f"  the excluded ones on TinyDB's own classes: {theirs}")
    if failed:
        print(said)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

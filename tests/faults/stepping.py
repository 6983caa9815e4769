"""A backup, or the upgrade of an older store, by a process that dies at its n-th step: a call to the system, or a statement.

python -m tests.faults.stepping backup|upgrade FOLDER N
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from adapters.storage import sqlite_file
from adapters.storage.tinydb import TinyStore

#: What the runtime tells of, as it is about to be done.
CALLS = ("open", "os.remove", "os.rename", "os.truncate", "os.chmod", "sqlite3.connect")
DIED = 137
COPY = "copy.db"


def older(path: Path) -> None:
    """Make a store as the first schema had it, without checksums."""
    connection = sqlite3.connect(path, isolation_level=None)
    for table in ("document", "waiting"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN sum")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


def died(what: str, path: Path, step: int) -> bool:
    """Have it done by a process of its own; False where it came to its end before that step."""
    done = subprocess.run([sys.executable, "-m", "tests.faults.stepping", what, path, str(step)], check=False, timeout=120)
    assert done.returncode in (0, DIED), done
    return done.returncode == DIED


def _main(what: str, path: Path, last: int) -> None:
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os._exit(DIED)

    class Connection(sqlite3.Connection):
        def __init__(self, *given: object, **named: object) -> None:
            super().__init__(*given, **named)  # type: ignore[arg-type]
            self.set_trace_callback(step)

    store = TinyStore(path) if what == "backup" else None
    connect = sqlite3.connect
    sqlite_file.sqlite3.connect = lambda *given, **named: connect(*given, factory=Connection, **named)  # type: ignore[assignment]
    sys.addaudithook(lambda event, _: step() if event in CALLS else None)
    if store is None:
        TinyStore(path).close()
    else:
        sqlite_file.back_up(path, path.with_name(COPY))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))

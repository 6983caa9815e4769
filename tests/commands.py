"""The command line as its users have it, in a process of its own, forked from one that has read the program already.

Reading the program is most of what a short command costs, and is the same each time. What starts anew all the same are `remit run`,
the commands in the pages, and those whose start is itself what is looked at.
"""

from __future__ import annotations

import atexit
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from adapters import cli
from tests.forking import FORKS

ROOT = Path(__file__).parents[1]


def clean_environment() -> dict[str, str]:
    """That of the tests, without what configures Remit."""
    return {key: value for key, value in os.environ.items() if not key.startswith("REMIT_")}


def remit(
    *arguments: str | Path,
    given: bytes = b"",
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    seconds: float = 120,
) -> subprocess.CompletedProcess[bytes]:
    """Run `remit` with these arguments and standard input; how it ended and what it wrote. Raises TimeoutExpired."""
    words = [str(one) for one in arguments]
    with tempfile.TemporaryDirectory() as aside:
        streams = [Path(aside) / name for name in ("in", "out", "err")]
        streams[0].write_bytes(given)
        process = FORKS.Process(target=_command, args=(words, folder, dict(environment or clean_environment()), streams))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, seconds)
        out, err = (stream.read_bytes() if stream.exists() else b"" for stream in streams[1:])
    return subprocess.CompletedProcess(words, process.exitcode, out, err)


def said(ended: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    """The same with what it wrote as text."""
    return subprocess.CompletedProcess(ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def _command(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[Path]) -> None:
    """In the new process: what a shell sets up before a command, and the command."""
    gc.freeze()  # what the program reads in is not gone through again and again
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams):
        opened = os.open(stream, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
    sys.argv = ["remit", *arguments]
    try:
        cli.main()
    finally:
        atexit._run_exitfuncs()

"""What the faults need: a folder to spoil, and tools that a machine may lack. What is skipped for that is said at the end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import disk


@pytest.fixture
def strace() -> str:
    """strace, which may trace."""
    found = disk.strace()
    if found is None:
        pytest.skip("NOT TESTED: power loss and disk errors are replayed with strace, which is missing here or may not trace")
    return found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode != 0:
        pytest.skip("NOT TESTED: a full disk is a small tmpfs, and only root may mount one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)

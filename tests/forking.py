"""The process from which commands and lives are forked: it has read once what each of them would read anew.

There is one such process to a run of the tests, and what it reads in advance is settled before it starts: so it stands here, whoever
is the first to fork.
"""

from __future__ import annotations

import multiprocessing
import pkgutil

import adapters

_MODULES = [each.name for each in pkgutil.walk_packages(adapters.__path__, "adapters.")]
#: The program, and the rule books that lives work with.
_READ = [
    *(name for name in _MODULES if ".migrations" not in name),  # those are no modules by themselves
    "typer._adapters",
    "tests.commands",
    "tests.faults.readiness",
]

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(_READ)

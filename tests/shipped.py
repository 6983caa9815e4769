"""The shipped rule books and what is understood of them: made once in a process, for all who only read them."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import shutil
from collections.abc import Iterator
from functools import cache

from adapters.asking.answering import understanding_of as prepared
from adapters.books.compiled import cache_folder
from adapters.configuration import KNOWLEDGE, Configuration
from bot.rulebook.library import Library
from bot.rulebook.reading import Examined, examine_folder, read_library
from bot.understanding import Understanding


@cache
def library() -> Library:
    """The shipped rule books."""
    return read_library(KNOWLEDGE)


@cache
def examined() -> Examined:
    """The same as they are written, with the places of everything."""
    return examine_folder(KNOWLEDGE)


@cache
def understanding() -> Understanding:
    """What is understood of them. It takes a while to make, so one process does, and the others take what it kept."""
    with _alone():
        made = prepared(Configuration(), library())
        made.make_ready()
    gc.collect()
    gc.freeze()  # it stays, and isn't gone through again and again
    return made


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    folder = cache_folder()
    assert folder, "what is understood is kept in the user's home or where XDG_CACHE_HOME says"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


#: What was said to the books: counting it anew takes longer than most tests.
SAYINGS = shutil.ignore_patterns("questions.yaml", "statements.yaml")


def understanding_of(changed: Library) -> Understanding:
    """The same of rule books that differ from the shipped ones in limits and approvals, and in no word or condition."""
    alike = understanding()
    made = Understanding(changed, alike.prepared())
    made.asked, made.stated = alike.asked, alike.stated
    return made

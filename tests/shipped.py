"""The shipped rule books and what is understood of them: made once in a process, for all who only read them."""

from __future__ import annotations

import gc
import shutil
from functools import cache

from adapters.asking.answering import understanding_of as prepared
from adapters.configuration import KNOWLEDGE, Configuration
from bot.rulebook.library import Library
from bot.rulebook.reading import read_library
from bot.understanding import Understanding


@cache
def library() -> Library:
    """The shipped rule books."""
    return read_library(KNOWLEDGE)


@cache
def understanding() -> Understanding:
    """What is understood of them. It takes a while to make."""
    made = prepared(Configuration(), library())
    made.make_ready()
    gc.collect()
    gc.freeze()  # it stays, and isn't gone through again and again
    return made


#: What was said to the books: counting it anew takes longer than most tests.
SAYINGS = shutil.ignore_patterns("questions.yaml", "statements.yaml")


def understanding_of(changed: Library) -> Understanding:
    """The same of rule books that differ from the shipped ones in limits and approvals, and in no word or condition."""
    alike = understanding()
    return Understanding(changed, alike.prepared(), lambda said, _: alike.asked if said is changed.questions else alike.stated)

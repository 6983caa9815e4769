"""What looks like a sentence of English where Chinese is spoken, and the command line as its users have it."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from adapters.cli import app
from tests.commands import clean_environment
from tests.commands import remit as typed
from tests.commands import said as read

CJK = re.compile("[一-鿿]")
#: Three words of Latin letters in a row. Of what we show, only names of commands come so near to that.
ENGLISH = re.compile(r"(?:\b[A-Za-z][a-z']+\b[ ,;]+){2}[A-Za-z][a-z']+\b")
NAMES = re.compile(r"`?\bremit(?: [a-z]+){1,2}\b`?|pip install|openssl rand|PostgreSQL")


def no_english(text: str) -> bool:
    """Whether no English sentence is left, names of commands aside."""
    return not ENGLISH.search(NAMES.sub("", text))


def run(*words: str | Path, **environment: str):
    """The command in this process."""
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200", **environment})


def remit(*words: str | Path, **environment: str):
    """The command in a process of its own, as a shell runs it."""
    return read(typed(*words, environment={**clean_environment(), "COLUMNS": "200", **environment}))

"""The company's own document beside the rule books: each clause's sentence in it, so that citations carry its words.

It lies beside the store, for its owner alone, and decides nothing; what can't be read counts as not attached.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.model import ClauseId
from bot.rulebook.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """The document of one book."""

    file: str
    sha256: str
    quotes: Mapping[ClauseId, str]


def attached(store: Path) -> dict[str, Attached]:
    """The documents that were attached, by book; what can't be read counts as not attached."""
    try:
        kept = json.loads(place(store).read_bytes())
        return {book: Attached(file=one["file"], sha256=one["sha256"], quotes=dict(one["quotes"])) for book, one in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def place(store: Path) -> Path:
    """Where what was attached is kept."""
    return store.with_name("attached.json")


def with_quotes(library: Library, documents: Mapping[str, Attached]) -> Library:
    """The library whose clauses carry the words of the attached documents."""
    quotes = {clause: quote for one in documents.values() for clause, quote in one.quotes.items() if clause in library.clauses}
    if not quotes:
        return library
    return replace(library, clauses={key: replace(one, quote=quotes.get(key)) for key, one in library.clauses.items()})


def changed(document: Attached) -> bool:
    """Whether the file, where it still is, says something else than when it was attached."""
    try:
        return hashlib.sha256(Path(document.file).read_bytes()).hexdigest() != document.sha256
    except OSError:
        return False


def keep(store: Path, documents: Mapping[str, Attached]) -> None:
    """Keep the documents; readers see all of them or those before."""
    shown = {book: {"file": one.file, "sha256": one.sha256, "quotes": dict(one.quotes)} for book, one in sorted(documents.items())}
    target = place(store)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = target.with_name(f"{target.name}.{os.getpid()}.part")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(shown, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    written.replace(target)

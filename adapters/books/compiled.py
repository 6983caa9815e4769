"""Compiled rule books kept on disk, so that a command starts without reading and checking them anew.

What is kept is found by what the files say and by the program that compiled them; whatever else lies there, is damaged, or could
have been written by somebody else counts as not there. Nothing hangs on it: where it can't be kept, the books are read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import MsgspecError

import bot.model
import bot.rulebook
from bot.rulebook.caching import key_of, library_from, packed
from bot.rulebook.library import Library

#: So many compiled libraries are kept; the ones made longest ago go first.
KEPT = 8
_SUFFIX = ".books"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_DIGEST = hashlib.sha256().digest_size


class Compiled:
    """Compiled libraries in one folder of the user's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, texts: Mapping[str, str]) -> Library | None:
        """The library of these files, if it was kept and is whole."""
        try:
            kept = _owned(self._place(texts))
            if hashlib.sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
                return library_from(kept[_DIGEST:])
        except (OSError, MsgspecError):
            pass
        return None

    def keep(self, texts: Mapping[str, str], library: Library) -> None:
        """Keep the library of these files; readers see it whole or not at all."""
        content = packed(library)
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _refuse_shared(self._folder.lstat())
            written = self._folder / f"{os.getpid()}.part"
            handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                written.replace(self._place(texts))
            except OSError:
                written.unlink(missing_ok=True)
            self._thin_out()

    def _place(self, texts: Mapping[str, str]) -> Path:
        return self._folder / f"{key_of(texts, program())}{_SUFFIX}"

    def _thin_out(self) -> None:
        made = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in made[KEPT:]:
            path.unlink(missing_ok=True)


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where this user's programs keep what they can make again; None where the user has no home."""
    named = Path(environment.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "remit"
    try:
        return Path.home() / ".cache" / "remit"
    except RuntimeError:
        return None


def program() -> str:
    """What compiles: it changes with any of the modules that have a say in what a library holds."""
    states = ((path.name, path.stat()) for path in sorted(_modules()))
    told = (f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)
    return "\n".join((sys.version, *told))


def _modules() -> Iterator[Path]:
    for folder in (*bot.model.__path__, *bot.rulebook.__path__):
        yield from Path(folder).glob("*.py")


def _owned(path: Path) -> bytes:
    """What a file says that only its owner, the one who runs this, can have written."""
    _refuse_shared(path.parent.lstat())
    handle = os.open(path, os.O_RDONLY | _NO_LINK)
    with os.fdopen(handle, "rb") as file:
        _refuse_shared(os.fstat(handle))
        return file.read()


def _refuse_shared(state: os.stat_result) -> None:
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError

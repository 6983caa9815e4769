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
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from msgspec import MsgspecError, msgpack

import bot.language
import bot.model
import bot.rulebook
import bot.understanding
from bot.language.likeness import Likeness, Said
from bot.model import ClauseId
from bot.rulebook.caching import key_of, library_from, packed
from bot.rulebook.library import Library
from bot.understanding import Heard, Prepared, Sayings, sentences

#: So many compiled libraries are kept; the ones used longest ago go first.
KEPT = 8
BOOKS, PREPARED, COUNTED, HEARD = ".books", ".prepared", ".counted", ".heard"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
#: The libraries that make words alike.
_FOLDING = ("Stemmer", "opencc")
_DIGEST = hashlib.sha256().digest_size

_T = TypeVar("_T")


class Compiled:
    """Compiled libraries in one folder of the user's, each with what the understanding prepared of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, texts: Mapping[str, str]) -> Library | None:
        """The library of these files, if it was kept and is whole."""
        return self._load(f"{key_of(texts, program())}{BOOKS}", library_from)

    def keep(self, texts: Mapping[str, str], library: Library) -> None:
        """Keep the library of these files; readers see it whole or not at all."""
        self._keep(f"{key_of(texts, program())}{BOOKS}", packed(library))

    def load_prepared(self, library: Library) -> Prepared | None:
        """What was prepared of this library, if it was kept and is whole."""
        return self._load(_prepared(library), _prepared_from)

    def keep_prepared(self, library: Library, prepared: Prepared) -> None:
        """Keep what was prepared of this library."""
        self._keep(_prepared(library), msgpack.encode(prepared))

    def counted(self, library: Library, said: Sayings, count: Callable[[], Likeness]) -> Likeness:
        """What was counted in what was said to this library; counted now and kept where it wasn't."""
        words = "\n".join(f"{clause}\n" + "\n".join(texts) for clause, texts in said.items())
        name = f"{key_of({'version': library.version, 'said': words}, program())}{COUNTED}"
        kept = self._load(name, _counted_from)
        if kept is None:
            kept = count()
            self._keep(name, msgpack.encode(kept))
        return kept

    def heard(self, library: Library, kind: str, said: Sayings, hear: Callable[[ClauseId, str], Said]) -> tuple[Heard, ...]:
        """What each sentence said to this library says; heard now where that wasn't kept, and all of them kept."""
        name = f"{key_of({'version': library.version, 'kind': kind}, program())}{HEARD}"
        kept = self._load(name, _heard_from) or {}
        known = [(clause, text, kept.get(text)) for clause, text in sentences(said)]
        heard = tuple((text, one._replace(clause=clause) if one else hear(clause, text)) for clause, text, one in known)
        if not all(one for _, _, one in known):
            self._keep(name, msgpack.encode(dict(heard)))
        return heard

    def _load(self, name: str, made: Callable[[bytes], _T]) -> _T | None:
        try:
            kept = _owned(self._folder / name)
            _mark_used(self._folder / name)
            if hashlib.sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
                return made(kept[_DIGEST:])
        except (OSError, MsgspecError):
            pass
        return None

    def _keep(self, name: str, content: bytes) -> None:
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _refuse_shared(self._folder.lstat())
            written = self._folder / f"{os.getpid()}.part"
            handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                written.replace(self._folder / name)
            except OSError:
                written.unlink(missing_ok=True)
            self._thin_out(Path(name).suffix)

    def _thin_out(self, kind: str) -> None:
        used = sorted(self._folder.glob(f"*{kind}"), key=lambda path: path.stat().st_atime_ns, reverse=True)
        for path in used[KEPT:]:
            path.unlink(missing_ok=True)


def _prepared(library: Library) -> str:
    """The name of what was prepared of a library: it hangs on what the books say, and on no document attached to them."""
    return f"{key_of({'version': library.version}, program())}{PREPARED}"


def _prepared_from(kept: bytes) -> Prepared:
    return msgpack.decode(kept, type=Prepared)


def _counted_from(kept: bytes) -> Likeness:
    return msgpack.decode(kept, type=Likeness)


def _heard_from(kept: bytes) -> dict[str, Said]:
    return msgpack.decode(kept, type=dict[str, Said])


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where this user's programs keep what they can make again; None where the user has no home."""
    named = Path(environment.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "remit"
    try:
        return Path.home() / ".cache" / "remit"
    except RuntimeError:
        return None


@cache
def program() -> str:
    """What compiles: it changes with any of the modules that have a say in what a library holds or what is prepared of it."""
    states = ((path.name, path.stat()) for path in sorted(_modules()))
    told = (f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)
    return "\n".join((sys.version, *told))


def _modules() -> Iterator[Path]:
    for folder in (*bot.model.__path__, *bot.rulebook.__path__, *bot.language.__path__):
        yield from Path(folder).rglob("*.py")
    yield Path(bot.understanding.__file__)
    for name in _FOLDING:
        found = find_spec(name)
        if found and found.origin:
            yield Path(found.origin)


def _owned(path: Path) -> bytes:
    """What a file says that only its owner, the one who runs this, can have written."""
    _refuse_shared(path.parent.lstat())
    handle = os.open(path, os.O_RDONLY | _NO_LINK)
    with os.fdopen(handle, "rb") as file:
        _refuse_shared(os.fstat(handle))
        return file.read()


def _mark_used(path: Path) -> None:
    with contextlib.suppress(OSError):  # many a file system doesn't tell by itself
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def _refuse_shared(state: os.stat_result) -> None:
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError

"""Power loss, replayed: what strace saw a process do to a folder, and every state in which a disk may then be found.

A disk owes us nothing before an fsync returns: what was written since may be there, be missing, be cut, be zeros, or be
there in part with the older half missing. Names (made, renamed, removed) are owed only once their folder was synced.
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
#: Kept by the world outside: what is written here was seen by somebody, and no power loss takes it back.
JOURNAL = "journal"
CALLS = (
    "openat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,truncate,ftruncate,fallocate"
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:[< ].*)?$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPENED = re.compile(r"(\d+)<([^>]*)>")


def strace() -> str | None:
    """Where strace is, None where it isn't or may not trace."""
    found = shutil.which("strace")
    if found is None:
        return None
    tried = subprocess.run([found, "-o", "/dev/null", "true"], capture_output=True, check=False)
    return found if tried.returncode == 0 else None


def tracer(log: Path, *, inject: str = "") -> list[str]:
    """strace that writes every call that touches a file to `log`, and lets those named in `inject` fail."""
    calls = ["-e", f"trace={CALLS}", *(["-e", f"inject={inject}"] if inject else [])]
    return ["strace", "-f", "-y", "-xx", "-s", str(2**24), "-e", "signal=none", *calls, "-o", str(log)]


@dataclass(frozen=True, slots=True)
class Op:
    """One thing done to the folder. `name` is a file's name in it; for `sync` of the folder itself, empty."""

    do: str  # make, write, cut, sync, unsynced (a sync that failed), rename, remove
    name: str
    at: int = 0
    data: bytes = b""
    to: str = ""


def _text(quoted: str) -> bytes:
    return bytes.fromhex(quoted.replace("\\x", ""))


def _plain(name: str) -> str:
    """A path as -y shows it, escaped or not."""
    return _text(name).decode() if name.startswith("\\x") else name


def operations(log: Path, folder: Path) -> list[Op]:
    """What was done to the files of `folder`, in order. What this doesn't understand it refuses, rather than skip it."""
    reader = _Reader(str(folder.resolve()))
    for line in log.read_text(encoding="ascii", errors="replace").splitlines():
        reader.take(line)
    return reader.ops


class _Reader:
    """strace's lines as operations. Where a plain `write` goes on is known from the writes before."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.marks = (folder, "".join(f"\\x{byte:02x}" for byte in folder.encode()))
        self.ops: list[Op] = []
        self.places: dict[str, int] = {}

    def take(self, line: str) -> None:
        """One line; those about other places are passed over."""
        if not any(mark in line for mark in self.marks):
            return
        if "unfinished" in line or "resumed" in line:
            raise ValueError(f"more than one thread at work; such a trace can't be put in order: {line[:120]}")
        found = _LINE.match(line)
        if found is None:
            raise ValueError(f"not understood: {line[:120]}")
        call, arguments, result = found[1], found[2], int(found[3])
        if result >= 0:
            getattr(self, f"_{call}")(arguments, result)
        elif call in ("fsync", "fdatasync") and self._handle(arguments) is not None:
            self.ops.append(Op("unsynced", self._handle(arguments) or ""))

    def _inside(self, path: str) -> str | None:
        """The name of a file directly in the folder; empty for the folder itself, None for what lies elsewhere."""
        if path == self.folder:
            return ""
        head, _, name = path.rpartition("/")
        return name if head == self.folder else None

    def _handle(self, arguments: str) -> str | None:
        opened = _OPENED.match(arguments)
        return self._inside(_plain(opened[2])) if opened else None

    def _names(self, arguments: str) -> list[str | None]:
        return [self._inside(_text(quoted).decode(errors="replace")) for quoted in _TEXT.findall(arguments)]

    def _openat(self, arguments: str, _: int) -> None:
        (name, *_rest) = self._names(arguments)
        if not name:
            return
        if "O_CREAT" in arguments:
            self.ops.append(Op("make", name))
        if "O_TRUNC" in arguments:
            self.ops.append(Op("cut", name))
        self.places[name] = 0

    def _write(self, arguments: str, result: int) -> None:
        name = self._handle(arguments)
        if name:
            data = _text(_TEXT.search(arguments)[1])[:result]  # type: ignore[index]
            self.ops.append(Op("write", name, self.places.get(name, 0), data))
            self.places[name] = self.places.get(name, 0) + result

    def _pwrite64(self, arguments: str, result: int) -> None:
        name = self._handle(arguments)
        if name:
            data = _text(_TEXT.search(arguments)[1])[:result]  # type: ignore[index]
            self.ops.append(Op("write", name, int(arguments.rsplit(", ", 1)[1]), data))

    def _fsync(self, arguments: str, _: int) -> None:
        name = self._handle(arguments)
        if name is not None:
            self.ops.append(Op("sync", name))

    _fdatasync = _fsync

    def _ftruncate(self, arguments: str, _: int) -> None:
        name = self._handle(arguments)
        if name:
            self.ops.append(Op("cut", name, int(arguments.rsplit(", ", 1)[1])))

    def _rename(self, arguments: str, _: int) -> None:
        old, new = self._names(arguments)
        if old is None or new is None:
            raise ValueError(f"renamed into or out of the folder: {arguments}")
        self.ops.append(Op("rename", old, to=new))

    _renameat = _renameat2 = _rename

    def _unlink(self, arguments: str, _: int) -> None:
        (name,) = self._names(arguments)
        if name:
            self.ops.append(Op("remove", name))

    _unlinkat = _unlink


@dataclass(slots=True)
class _File:
    synced: bytes = b""
    pending: list[Op] = field(default_factory=list)
    #: What a failed sync has dropped: it is still seen, and no later sync will write it.
    dropped: list[Op] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """One state in which the disk may be found: after so many operations, in this way, with what was acknowledged by then."""

    after: int
    way: str
    files: dict[str, bytes]
    journal: str

    @property
    def digest(self) -> str:
        """The same for two states that look the same and in which the same was acknowledged."""
        told = hashlib.sha256(self.journal.encode())
        for name, content in sorted(self.files.items()):
            told.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        return told.hexdigest()

    def lay_out(self, folder: Path) -> None:
        """Make the folder so."""
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o600)


#: Every way in which a power loss may leave what wasn't synced.
WAYS = ("none", "all", "torn", "zeroed", "reordered", "data only", "names only")


def states(
    ops: Sequence[Op],
    chance: random.Random,
    ways: Sequence[str] = WAYS,
    base: Mapping[str, bytes] | None = None,
    chosen: Collection[tuple[int, str]] | None = None,
) -> Iterator[State]:
    """Power lost after each operation, in each way; a state that was seen before is left out. `base` is what was there before.

    Of a long life only some are looked at: those `chosen`, by the operation's number and the way.
    """
    disk, seen = _Disk(base or {}), set[str]()
    for number, op in enumerate(ops, start=1):
        disk.take(op)
        if op.name == JOURNAL:
            continue
        for way in ways:
            if chosen is not None and (number, way) not in chosen:
                continue
            state = State(number, way, disk.found(way, chance), disk.journal)
            if state.digest not in seen:
                seen.add(state.digest)
                yield state


class _Disk:
    """The folder as it is, and as much of it as is owed."""

    def __init__(self, base: Mapping[str, bytes]) -> None:
        self.journal = base.get(JOURNAL, b"").decode()
        self._owed = {name: _File(content) for name, content in base.items() if name != JOURNAL}
        self._names = dict(self._owed)
        self._renamings: list[Op | tuple[str, _File]] = []

    def take(self, op: Op) -> None:
        """One operation more."""
        if op.name == JOURNAL:
            self.journal += op.data.decode()
        elif op.do == "make":
            if op.name not in self._names:
                self._names[op.name] = _File()
                self._renamings.append((op.name, self._names[op.name]))
        elif op.do in ("rename", "remove"):
            _name(self._names, op)
            self._renamings.append(op)
        elif op.do == "sync":
            self._sync(op.name)
        elif op.do == "unsynced":
            file = self._names.get(op.name, _File())
            file.dropped, file.pending = [*file.dropped, *file.pending], []
        else:
            self._names[op.name].pending.append(op)

    def _sync(self, name: str) -> None:
        if not name:
            self._owed, self._renamings = dict(self._names), []
            return
        file = self._names[name]
        file.synced, file.pending, file.dropped = _applied(file.synced, file.pending), [], []

    def found(self, way: str, chance: random.Random) -> dict[str, bytes]:
        """The folder after a power loss now."""
        names = dict(self._owed)
        kept = {"none": 0, "data only": 0, "reordered": chance.randint(0, len(self._renamings))}.get(way, len(self._renamings))
        for op in self._renamings[:kept]:
            _name(names, op)
        return {name: _applied(file.synced, _left([*file.dropped, *file.pending], way, chance)) for name, file in names.items()}


def _name(names: dict[str, _File], op: Op | tuple[str, _File]) -> None:
    if isinstance(op, tuple):
        names[op[0]] = op[1]
    elif op.do == "rename":
        names[op.to] = names.pop(op.name)
    else:
        names.pop(op.name, None)


def _left(pending: Sequence[Op], way: str, chance: random.Random) -> list[Op]:
    """Which of the operations since the last sync have reached the disk, and how."""
    if way in ("none", "names only"):
        return []
    if way == "reordered":
        return [op for op in pending if chance.random() < 0.5]
    left = list(pending)
    if way in ("torn", "zeroed") and left and left[-1].do == "write":
        last = left.pop()
        cut = chance.choice((0, SECTOR * chance.randint(0, len(last.data) // SECTOR), chance.randint(0, len(last.data))))
        rest = bytes(len(last.data) - cut) if way == "zeroed" else b""
        left.append(Op("write", last.name, last.at, last.data[:cut] + rest))
    return left


def _applied(content: bytes, ops: Sequence[Op]) -> bytes:
    made = bytearray(content)
    for op in ops:
        if op.do == "cut":
            made = made[: op.at] + bytes(op.at - len(made))
        elif op.data:
            made += bytes(max(0, op.at - len(made)))
            made[op.at : op.at + len(op.data)] = op.data
    return bytes(made)

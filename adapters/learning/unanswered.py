"""What couldn't be answered, kept as JSON Lines in the store's folder; only where the configuration says `learning: on`.

Nobody is named: people of the staff list, surnames with 小 or 老, mentions and long numbers are blanked, the asker isn't
kept at all, and of the time only the day. A sentence that comes again is counted by its hash and not written twice.
It is written by and by: no answer waits for it or is lost with it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from logging import getLogger
from pathlib import Path
from typing import Literal

import msgspec

from bot.language.recognising.normalising import normalise
from bot.model import ClauseId, Language
from bot.staff import Staff
from bot.staff.blanking import nameless

log = getLogger(__name__)

#: Writes one entry after the other, and before the process ends all of them.
_writing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unanswered")

#: Of a sentence at most so many characters, of all of them at most so many bytes.
MOST_TEXT, MOST_BYTES = 200, 5_000_000


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sentence that wasn't answered."""

    hash: str
    day: str
    do: Literal["ask", "check"]
    #: What came: `unknown` or `clarify`.
    came: str
    text: str
    lang: Language
    books: tuple[str, ...] = ()
    near: ClauseId | None = None
    strange: tuple[str, ...] = ()


def path_beside(store: Path) -> Path:
    """Where it is kept: in the store's folder."""
    return store.parent / "unanswered.jsonl"


class Unanswered:
    """The file of what wasn't answered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: set[str] | None = None
        self._failed = False

    def read(self) -> list[Entry]:
        """Every entry, oldest first, those that are still to be written among them; a line that is damaged is passed over."""
        _writing.submit(lambda: None).result()  # by then all before it is written
        return self._entries()

    def keep(self, entry: Entry) -> None:
        """Have an entry written, unless it stands there already or there is too much; where it can't be, the log says so once."""
        _writing.submit(self._try, entry)

    def _try(self, entry: Entry) -> None:
        try:
            self._write(entry)
        except OSError as error:
            if not self._failed:
                log.warning("what could not be answered can't be kept in %s: %s", self.path, error.strerror)
            self._failed = True

    def _entries(self) -> list[Entry]:
        if not self.path.is_file():
            return []
        entries = []
        for line in self.path.read_bytes().splitlines():
            try:
                entries.append(msgspec.json.decode(line, type=Entry))
            except msgspec.MsgspecError:
                continue
        return entries

    def _write(self, entry: Entry) -> None:
        if self._known is None:
            self._known = {one.hash for one in self._entries()}
        if entry.hash in self._known or (self.path.is_file() and self.path.stat().st_size > MOST_BYTES):
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.path, "ab", opener=_for_its_owner) as file:
            file.write(msgspec.json.encode(entry) + b"\n")
        self._known.add(entry.hash)


def _for_its_owner(path: str, flags: int) -> int:
    """Open a file that nobody else may look into, whoever could before."""
    opened = os.open(path, flags, 0o600)
    with suppress(PermissionError):
        os.fchmod(opened, 0o600)
    return opened


def entry_of(
    text: str, staff: Staff, *, do: Literal["ask", "check"], came: str, lang: Language, day: date,
    books: Iterable[str], near: ClauseId | None, strange: Iterable[str],
) -> Entry:  # fmt: skip
    """What is kept of a sentence."""
    hidden = nameless(text, staff)
    digest = hashlib.sha256(f"{do}:{normalise(hidden)}".encode()).hexdigest()[:16]
    shown = normalise(hidden)
    words = tuple(word for word in strange if word in shown)
    return Entry(
        hash=digest, day=day.isoformat(), do=do, came=came, text=hidden[:MOST_TEXT], lang=lang,
        books=tuple(books), near=near, strange=words,
    )  # fmt: skip

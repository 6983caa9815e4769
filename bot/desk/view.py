"""What the desk was shown of the store, and what it wants next: more to look at, or to have its work written down."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.events import Effect
from bot.ports import Json, Key, Page, Search, Versioned
from bot.suggesting import Puzzle

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """Documents and searches that were loaded so far; None is a document that there isn't."""

    documents: Mapping[Key, Versioned | None] = field(default_factory=dict)
    pages: Mapping[Search, Page] = field(default_factory=dict)
    #: What was worked out from these and would come out the same again: an event is begun anew whenever more was loaded.
    worked_out: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    """The event can't be dealt with before these are in the view."""

    keys: tuple[Key, ...] = ()
    searches: tuple[Search, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What the event comes to. Everything is written in one commit, or, if nothing is to be written, just shown.

    `reads` are the versions that it rests on. `whisper` is for the one who acted, at once and for nobody else; `unkept` goes in its
    place where it is a secret: once the commit stands it is said, and it is written nowhere.
    """

    changes: Mapping[Key, Json | None] = field(default_factory=dict)
    audit: tuple[Json, ...] = ()
    effects: tuple[Effect, ...] = ()
    reads: Mapping[Key, int] = field(default_factory=dict)
    whisper: str | None = None
    unkept: str | None = None
    #: What a language model, where there is one, may be asked about afterwards. It is written nowhere.
    puzzle: Puzzle | None = None

    @property
    def writes(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self.changes or self.audit)


class NotLoaded(Exception):
    """The desk reached for what the view doesn't hold; `Desk.handle` turns it into `Needs`."""

    def __init__(self, *, keys: tuple[Key, ...] = (), searches: tuple[Search, ...] = ()) -> None:
        self.needs = Needs(keys=keys, searches=searches)
        super().__init__(f"not loaded: {keys or searches}")


class Look:
    """Looks into a view and keeps account of what was looked at."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.reads: dict[Key, int] = {}

    def at(self, key: Key) -> Versioned | None:
        """The document under `key`, None if there is none."""
        return self.at_all((key,))[0]

    def at_all(self, keys: tuple[Key, ...]) -> tuple[Versioned | None, ...]:
        """Several documents; all that are missing from the view are asked for at once."""
        missing = tuple(key for key in keys if key not in self._view.documents)
        if missing:
            raise NotLoaded(keys=missing)
        found = tuple(self._view.documents[key] for key in keys)
        self.reads |= {key: one.version if one else 0 for key, one in zip(keys, found, strict=True)}
        return found

    def foresee(self, *keys: Key) -> None:
        """Load at once what will be asked for one after the other; nothing rests on it yet."""
        missing = tuple(key for key in keys if key not in self._view.documents)
        if missing:
            raise NotLoaded(keys=missing)

    def once(self, what: Hashable, work_out: Callable[[], Value]) -> Value:
        """What follows from the event and from what was loaded, worked out once for an event however often it is begun anew."""
        if what not in self._view.worked_out:
            self._view.worked_out[what] = work_out()
        found: Value = self._view.worked_out[what]
        return found

    def expect_none(self, key: Key) -> None:
        """Rest on there being no document under a key that was drawn just now; should there be one, the commit is refused."""
        self.reads.setdefault(key, 0)

    def search(self, search: Search) -> Page:
        """A page of documents. What a decision rests on is then read by its key."""
        if search not in self._view.pages:
            raise NotLoaded(searches=(search,))
        return self._view.pages[search]

"""The stores under test, and valid things to put into them."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from adapters.storage.memory import MemoryStore
from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Outgoing, Search, Store


@pytest.fixture(params=["memory", "tinydb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store of ours in turn; all of them promise the same."""
    opened = MemoryStore() if request.param == "memory" else TinyStore(tmp_path / "remit.db")
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an embedded store may lie."""
    return tmp_path / "remit.db"


@pytest.fixture
def make_commit() -> Callable[..., Commit]:
    """A commit of tenant `acme` with an event of its own."""
    events = count(1)

    def make(**differs: Any) -> Commit:
        return Commit(**{"tenant": "acme", "event": f"telegram:{next(events)}"} | differs)

    return make


@pytest.fixture
def make_message() -> Callable[..., Outgoing]:
    """A message to the director."""

    def make(text: str = "请审批", conversation: str = "telegram:42") -> Outgoing:
        return Outgoing(conversation=conversation, body={"text": text})

    return make


@pytest.fixture
def make_search() -> Callable[..., Search]:
    """A search for requests of tenant `acme`."""

    def make(**differs: Any) -> Search:
        return Search(**{"tenant": "acme", "kind": "request"} | differs)

    return make

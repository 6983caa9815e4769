"""Companies for the suite, one for each door that there is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from adapters.configuration import Configuration
from tests.contract.company import Company
from tests.contract.door import Door, Lack
from tests.contract.doors import DOORS

PEOPLE = ("adviser-1", "adviser-2", "manager-1", "assistant-1", "director-1", "general-manager-1", "general-assistant-1", "admin-1")

MakeCompany = Callable[..., Awaitable[Company]]


@pytest.fixture(params=sorted(DOORS))
def door(request: pytest.FixtureRequest) -> Door:
    """Each door in turn; a test marked with what a door lacks isn't for it."""
    made = DOORS[request.param]()
    marker = request.node.get_closest_marker("needs")
    missing = [lack for lack in (marker.args if marker else ()) if lack in made.lacks]
    if missing:
        pytest.skip(f"{request.param} has no {', '.join(missing)}")
    return made


@pytest.fixture(autouse=True)
def _made_once(monkeypatch: pytest.MonkeyPatch, library: Any, understanding: Any) -> None:
    """The rule books and the understanding of them are the same in all tests, and take a while to make."""
    monkeypatch.setattr(Configuration, "library", lambda _: library)
    monkeypatch.setattr("adapters.running.house.understanding_of", lambda *_: understanding)


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many messages a second one chat may get, and how long what failed waits, is tested elsewhere; here nobody waits for it."""
    monkeypatch.setattr("adapters.delivery.dispatching.FIRST_PAUSE", 0.05)
    monkeypatch.setattr("adapters.telegram.limiting.BURST", 1000)


@pytest.fixture
async def make_company(tmp_path: Any, understanding: Any) -> AsyncIterator[MakeCompany]:
    """A company with these doors, open."""
    made: list[Company] = []

    async def make(
        *doors: Door, people: tuple[str, ...] = PEOPLE, configured: dict[str, Any] | None = None, **changed: dict[str, Any]
    ) -> Company:
        kind = getattr(doors[0], "company", Company)
        people_changed = {ident.replace("_", "-"): change for ident, change in changed.items()}
        company = kind(tmp_path, doors, understanding, changed=people_changed, configured=configured)
        made.append(company)
        return await company.open(people)

    yield make
    for company in made:
        await company.close()


@pytest.fixture
async def company(make_company: MakeCompany, door: Door) -> Company:
    """A company with one door, each in turn."""
    return await make_company(door)


__all__ = ["Lack"]

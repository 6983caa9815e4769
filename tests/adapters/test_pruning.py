"""What can no longer matter is removed, day by day, and nothing else is."""

from contextlib import closing
from datetime import date, timedelta

import pytest

from adapters.keeping.pruning import Pruner
from adapters.storage.memory import MemoryStore
from adapters.storage.tinydb import TinyStore
from bot.ports import AlreadyHandled, Commit, Search

pytestmark = pytest.mark.asyncio
DAY = date(2026, 3, 2)


@pytest.fixture(params=["memory", "tinydb"])
def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryStore()
    else:
        with closing(TinyStore(tmp_path / "remit.db")) as opened:
            yield opened


async def pruned(store, first, days):
    """So many days pass."""
    for n in range(days):
        await Pruner(store, "default").prune(first + timedelta(days=n))


def event(n):
    return Commit(tenant="default", event=f"telegram:{n}")


async def test_an_event_is_known_for_a_month_and_then_forgotten(store):
    await store.commit(event(1))
    await pruned(store, DAY, 30)
    with pytest.raises(AlreadyHandled):
        await store.commit(event(1))

    await pruned(store, DAY + timedelta(days=30), 3)

    await store.commit(event(1))


async def test_what_came_after_the_mark_stays(store):
    await pruned(store, DAY, 20)
    await store.commit(event(1))

    await pruned(store, DAY + timedelta(days=20), 20)

    with pytest.raises(AlreadyHandled):
        await store.commit(event(1))


async def test_the_events_of_pruning_are_forgotten_too(store):
    await pruned(store, DAY, 200)

    handled = await store.search(Search(tenant="default", kind="handled", limit=1000))
    (marks,) = (await store.search(Search(tenant="default", kind="prune"))).documents
    assert len(handled.documents) < 80
    assert len(marks[1].value["days"]) < 100


async def test_two_replicas_do_it_once(store):
    await pruned(store, DAY, 1)
    before = await store.search(Search(tenant="default", kind="prune"))

    await pruned(store, DAY, 1)

    assert await store.search(Search(tenant="default", kind="prune")) == before


async def test_the_buttons_of_closed_requests_go_after_a_quarter_and_those_of_open_ones_stay(house):
    """And with them nothing of the request or its audit."""
    for amount in (300, 301):
        await house.says("adviser-1", f"/request 补偿客户 {amount} 元")
    first, second = await house.requests()
    await house.clicks("adviser-1", first.tokens["withdraw"])
    first, second = await house.requests()
    audit = await house.store.search(Search(tenant="default", kind="audit", limit=1000))

    async def tokens_of(request):
        page = await house.store.search(Search(tenant="default", kind="token", limit=1000))
        return [found for _, found in page.documents if found.value.get("request") == request.id]

    assert await tokens_of(first)
    opened = await tokens_of(second)
    await pruned(house.store, DAY, 89)
    assert await tokens_of(first)

    await pruned(house.store, DAY + timedelta(days=89), 4)

    assert await tokens_of(first) == []
    assert await tokens_of(second) == opened
    assert [one.id for one in await house.requests()] == [first.id, second.id]
    assert await house.store.search(Search(tenant="default", kind="audit", limit=1000)) == audit

"""A store's whole content, taken elsewhere: to a file, to another kind of store, and back."""

import json
from contextlib import closing
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.storage import StoreRefused
from adapters.storage.carrying import carry, nobody, read_file, tally_of, write_file
from adapters.storage.postgres.store import PostgresStore
from adapters.storage.tinydb import TinyStore
from bot.ports import Search
from tests.adapters.storage.test_contract import waiting

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def full(tmp_path, make_commit, make_message):
    """An embedded store with a bit of everything, two tenants among it."""
    with closing(TinyStore(tmp_path / "full.db")) as store:
        first = await store.commit(
            make_commit(changes={"acme/request/1": {"state": "waiting", "waiting_for": ["li", "sun"], "why": "\0 半 \ud83d"}})
        )
        await store.commit(make_commit(changes={"acme/request/0": {"due_at": "2026-03-02T12:00:00+08:00"}}, audit=({"n": 1}, {"n": 2})))
        await store.commit(
            make_commit(read={"acme/request/1": first}, changes={"acme/request/1": {"state": "approved", "requester": "li"}})
        )
        await store.commit(make_commit(outgoing=(make_message("a"), replace(make_message("b"), urgent=True))))
        await store.commit(make_commit(tenant="beta", changes={"beta/request/1": {}}, outgoing=(make_message("c"),)))
        yield store


@pytest_asyncio.fixture
async def far(address):
    store = PostgresStore(address, bell=False)
    yield store
    await store.close()


async def test_a_store_goes_to_a_server_and_back_and_is_the_same(full, far, tmp_path, make_commit):
    with closing(TinyStore(tmp_path / "back.db")) as back:
        there = await carry(full, far, nobody)
        here = await carry(far, back, nobody)

        assert there.digest == here.digest == (await tally_of(full, nobody)).digest
        for store in (far, back):
            assert (await store.search(Search(tenant="acme", kind="request", waiting_for="sun"))).documents == ()
            page = await store.search(Search(tenant="acme", kind="request"))
            assert [key for key, _ in page.documents] == ["acme/request/1", "acme/request/0"]
            assert [letter.body["text"] for letter in await waiting(store)] == ["a", "c"]


async def test_what_is_written_after_a_move_comes_after_what_was_moved(full, far, make_commit, make_message):
    await carry(full, far, nobody)
    last = max(letter.number for letter in await waiting(full))

    version = await far.commit(
        make_commit(event="new", changes={"acme/request/9": {}}, audit=({"n": 3},), outgoing=(make_message("d", "z"),))
    )

    assert version > max(found.version for _, found in (await full.search(Search(tenant="acme", kind="audit"))).documents)
    assert [found.value["n"] for _, found in (await far.search(Search(tenant="acme", kind="audit"))).documents] == [1, 2, 3]
    assert max(letter.number for letter in await waiting(far)) > last
    page = await far.search(Search(tenant="acme", kind="request"))
    assert [key[-1] for key, _ in page.documents] == ["1", "0", "9"]


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
async def test_a_file_holds_everything(full, far, tmp_path, name):
    written = await write_file(full, tmp_path / name, nobody)

    read = await read_file(tmp_path / name, far, nobody)

    assert (written.entries, written.letters) == (read.entries, read.letters)
    assert (await tally_of(far, nobody)).digest == written.digest
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda lines: lines[:-1], "was changed or cut off"),
        (lambda lines: lines[:2] + lines[3:], "was changed or cut off"),
        (lambda lines: [line.replace("approved", "declined") for line in lines], "was changed or cut off"),
        (lambda lines: [*lines[:3], lines[3][:20]], "was changed or cut off"),
        (lambda lines: lines[1:], "is no export of ours"),
    ],
)
async def test_a_file_that_is_not_whole_is_refused_and_leaves_nothing(full, tmp_path, spoil, sentence):
    file = tmp_path / "all.jsonl"
    await write_file(full, file, nobody)
    file.write_text("".join(f"{line}\n" for line in spoil(file.read_text().splitlines())))

    with closing(TinyStore(tmp_path / "new.db")) as new:
        with pytest.raises(StoreRefused, match=sentence):
            await read_file(file, new, nobody)

        assert (await tally_of(new, nobody)).entries == 0


async def test_a_store_that_holds_something_takes_nothing_over(full, far, make_commit):
    await far.commit(make_commit(event="there"))

    with pytest.raises(StoreRefused, match="is not empty"):
        await carry(full, far, nobody)


async def test_a_loss_on_the_way_is_noticed(full, tmp_path, monkeypatch):
    with closing(TinyStore(tmp_path / "new.db")) as new:
        load = new.load

        async def careless(entries, letters):
            async def fewer():
                async for entry in entries:
                    if entry.key != "acme/request/0":
                        yield entry

            await load(fewer(), letters)

        monkeypatch.setattr(new, "load", careless)

        with pytest.raises(StoreRefused, match="does not hold what the old one does"):
            await carry(full, new, nobody)


async def test_a_server_whose_columns_do_not_fit_is_found(full, far, address):
    import asyncpg

    await carry(full, far, nobody)
    assert await far.verify(nobody) == (await tally_of(full, nobody)).entries
    wire = await asyncpg.connect(address)
    await wire.execute("UPDATE document SET state = 'declined' WHERE tenant = 'acme' AND kind = 'request' AND id = '1'")
    await wire.close()

    with pytest.raises(StoreRefused, match="'acme/request/1' is not found by what it says"):
        await far.verify(nobody)


async def test_each_line_of_an_export_is_json_that_others_can_read(full, tmp_path):
    await write_file(full, tmp_path / "all.jsonl", nobody)

    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]

    assert lines[0] == {"remit": "store", "form": 1}
    assert {"key": "beta/request/1", "version": 5, "value": {}} in lines
    assert [line["letter"]["body"]["text"] for line in lines if "letter" in line] == ["a", "b", "c"]

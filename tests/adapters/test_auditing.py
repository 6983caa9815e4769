"""The audit from outside: F50 by every single mutation, erasure, export, the key and the commands."""

from __future__ import annotations

import csv
import io
import json
import uuid
from copy import deepcopy
from datetime import date
from itertools import pairwise
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from adapters.auditing.exporting import Wanted, as_csv, as_jsonl, wanted, write_xlsx
from adapters.auditing.reading import every, records
from adapters.auditing.verifying import verify
from adapters.keys import VARIABLE, crypt_for, file_of
from adapters.keys.crypt import MasterCrypt
from adapters.storage import StoreRefused
from adapters.storage.memory import MemoryStore
from adapters.storage.tinydb import TinyStore
from bot.auditing.sealing import Published, published_in
from bot.auditing.verifying import Wrong
from bot.events import Sealing
from bot.ports import Commit, Unreadable

#: So many records `told` makes.
RECORDS = 7


@pytest.fixture
async def told(house):
    """A house in which a request was approved and another rejected, somebody was away, and then all was sealed."""
    await house.says("adviser-1", "/request 补偿客户 300 元")
    await house.presses("director-1", "批准")
    await house.says("adviser-2", "/request 补偿客户 400 元")
    await house.presses("director-1", "驳回")
    await house.says("director-1", "没有损害")
    await house.says("manager-1", "/away 2026-05-06")
    await house.handle(house.event(Sealing, None))
    await house.says("adviser-3", "/request 补偿客户 200 元")
    return house


def published(house) -> Published:
    (line,) = [one for one in house.whispers if one and one.startswith("remit-audit")]
    found = published_in(line)
    assert found
    return found


async def stored(house, kind: str) -> list[str]:
    return [key async for key, _ in every(house.store, "default", kind)]


async def put(house, key: str, value: dict | None) -> None:
    """Tamper: write what the port refuses."""
    there = (await house.store.read((key,))).get(key)
    with patch("bot.ports.RESERVED", frozenset()):
        read = {key: there.version if there else 0}
        change = Commit(tenant="default", event=f"tampering-{uuid.uuid4()}", read=read, changes={key: value})
    await house.store.commit(change)


async def value(house, key: str) -> dict:
    return (await house.store.read((key,)))[key].value


async def flaw(house, head: Published | None = None):
    return (await verify(house.store, house.crypt, published=head)).flaw


async def test_f50_an_untouched_audit_is_whole(told):
    found = await verify(told.store, told.crypt, published=published(told))

    assert found.flaw is None
    assert (found.records, found.seals) == (len(await stored(told, "audit")), 1)


async def test_f50_every_changed_field_of_every_record_is_found_and_named(told):
    for key in await stored(told, "audit"):
        before = await value(told, key)
        for field in before:
            changed = deepcopy(before)
            changed[field] = f"{before[field]}x" if not isinstance(before[field], int) else before[field] + 1
            await put(told, key, changed)
            found = await flaw(told)
            assert found is not None, (key, field)
            assert found.key == key, (key, field)
        await put(told, key, before)
    assert await flaw(told) is None


@pytest.mark.parametrize("place", range(RECORDS))
async def test_f50_every_removed_record_is_found_and_named(told, place):
    keys = await stored(told, "audit")
    assert len(keys) == RECORDS
    gone = await value(told, keys[place])
    await put(told, keys[place], None)

    found = await flaw(told)

    assert found is not None
    assert (found.chain, found.seq) == (gone["chain"], gone["seq"])


async def test_f50_two_records_that_changed_places_are_found(told):
    keys = await stored(told, "audit")
    for one, other in pairwise(keys):
        first, second = await value(told, one), await value(told, other)
        await put(told, one, second)
        await put(told, other, first)
        if first["chain"] == second["chain"]:
            assert await flaw(told) is not None
        await put(told, one, first)
        await put(told, other, second)


async def test_f50_a_tail_that_was_cut_with_its_chains_end_is_found_by_the_seal(told):
    """Whoever cuts it sets the chain's end back as well: the seal still knows better."""
    (key,) = [one for one in await stored(told, "audit") if (await value(told, one)).get("move") == "reject"]
    last = await value(told, key)
    end = f"default/chain/{last['chain']}"
    await put(told, key, None)
    await put(told, end, await value(told, end) | {"seq": last["seq"] - 1, "mac": last["before_mac"]})

    found = await flaw(told)

    assert found is not None
    assert (found.wrong, found.chain, found.seq) == (Wrong.CUT, last["chain"], last["seq"])


async def test_f50_a_tail_that_was_cut_with_its_seal_is_found_by_the_published_head_alone(told):
    head = published(told)
    for key in [*await stored(told, "seal"), *await stored(told, "seal-head")]:
        await put(told, key, None)

    assert await flaw(told) is None
    found = await flaw(told, head)
    assert found is not None
    assert found.wrong is Wrong.HEAD


async def test_f50_a_seal_that_was_changed_is_found(told):
    (key,) = await stored(told, "seal")
    seal = await value(told, key)
    await put(told, key, seal | {"at": "2026-01-01"})

    found = await flaw(told)

    assert found is not None
    assert found.wrong is Wrong.SEAL


async def test_f50_a_request_that_says_more_than_its_last_record_is_found(told):
    """Somebody sets a rejected request to approved in the file."""
    (key,) = [one for one in await stored(told, "request") if (await value(told, one))["state"] == "rejected"]
    await put(told, key, await value(told, key) | {"state": "approved"})

    found = await flaw(told)

    assert found is not None
    assert found.wrong is Wrong.REQUEST


async def test_nobodys_name_or_words_can_be_read_in_the_stored_records(told):
    text = "".join([told.store._documents[key].text for key in await stored(told, "audit")])

    for word in ("没有损害", "补偿客户", "adviser-", "director-1"):
        assert word not in text


async def test_an_erased_person_is_nobody_any_more_and_the_chain_still_verifies(told):
    alias = (await value(told, "default/key/adviser-2"))["alias"]
    await put(told, f"default/alias/{alias}", None)
    await put(told, "default/key/adviser-2", None)

    found = [one async for one in records(told.store, told.crypt)]

    assert await flaw(told, published(told)) is None
    (rejected,) = [one for one in found if one.get("move") == "reject"]
    assert (rejected["by"], rejected["requester"], rejected["erased"]) == ("director-1", alias, True)
    assert "words" not in rejected
    assert [one["words"] for one in found if one.get("move") == "open" and one["requester"] == "adviser-1"] == ["补偿客户 300 元"]


async def test_an_export_by_person_period_and_clause(told):
    async def rows(**which):
        return [one async for one in wanted(told.store, told.crypt, "default", Wanted(**which))]

    whole = await rows()
    assert len(whole) == len(await stored(told, "audit"))
    assert {one["requester"] for one in await rows(person="adviser-2")} == {"adviser-2"}
    assert all("1.3.5.6" not in (one["clauses"] or []) for one in await rows(clause="1.3.5.2") if "clauses" in one)
    assert await rows(start=date(2026, 5, 5)) == []
    assert await rows(end=date(2026, 5, 4)) == whole


async def test_an_export_is_a_table_and_what_people_wrote_is_no_formula(house, tmp_path):
    await house.says("adviser-1", "/request 补偿客户 300 元")
    await house.submits("director-1", house.token("director-1", "驳回"), '=HYPERLINK("http://x")')
    found = await house.audit()

    table = as_csv(found)
    assert table.startswith("\ufeffat,")
    rows = list(csv.DictReader(io.StringIO(table[1:])))
    assert [row["words"] for row in rows if row["move"] == "reject"] == ['\'=HYPERLINK("http://x")']
    assert [json.loads(line)["seq"] for line in as_jsonl(found).splitlines()] == [one["seq"] for one in found]
    openpyxl = pytest.importorskip("openpyxl")
    write_xlsx(found, tmp_path / "audit.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "audit.xlsx").active
    (cell,) = [one for row in sheet.iter_rows() for one in row if str(one.value).startswith("=")]
    assert cell.data_type == "s"


# The key ------------------------------------------------------------------------------------


def test_words_open_with_all_their_keys_and_in_their_place_alone():
    crypt = MasterCrypt(bytes(32))
    keys = (crypt.new_key(b"a" * 32), crypt.new_key(b"b" * 32))
    box = crypt.encrypt("理由", keys, seed=b"c" * 32, bound="request:1 2")

    assert crypt.decrypt(box, keys, bound="request:1 2") == "理由"
    for wrong_keys, bound in ((keys[:1], "request:1 2"), (keys[::-1], "request:1 2"), (keys, "request:1 3")):
        with pytest.raises(Unreadable):
            crypt.decrypt(box, wrong_keys, bound=bound)


async def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    store = MemoryStore()

    first = await crypt_for(store, tmp_path / "remit.db", environment={})
    again = await crypt_for(store, tmp_path / "remit.db", environment={})

    assert first.fingerprint == again.fingerprint
    assert file_of(tmp_path / "remit.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("harm", ["gone", "open", "other", "nonsense"])
async def test_a_store_is_not_opened_without_its_own_key(harm, tmp_path):
    store, path = MemoryStore(), tmp_path / "remit.db"
    await crypt_for(store, path, environment={})
    environment = {}
    match harm:
        case "gone":
            file_of(path).unlink()
        case "open":
            file_of(path).chmod(0o644)
        case "other":
            environment = {VARIABLE: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}
        case "nonsense":
            environment = {VARIABLE: "secret-canary"}

    with pytest.raises(StoreRefused) as refused:
        await crypt_for(store, path, environment=environment)
    assert "secret-canary" not in str(refused.value)


# The commands -------------------------------------------------------------------------------


@pytest.fixture
async def configured(make_house, tmp_path):
    """A store on disk with a request in it, and the configuration that names it."""
    path = tmp_path / "remit.db"
    house = make_house(open_store=lambda: TinyStore(path))
    house.crypt = await crypt_for(house.store, path)
    house.restart_desk()
    await house.open()
    await house.says("adviser-1", "/request 补偿客户 300 元")
    house.store.close()
    house.store = MemoryStore()
    (tmp_path / "config.yaml").write_text(f"store: {path}\n", encoding="utf-8")
    return tmp_path / "config.yaml"


def test_the_commands_seal_verify_and_export(configured, tmp_path):
    from adapters.cli import app

    def remit(*words: str):
        return CliRunner().invoke(app, ["audit", *words, "--lang", "en", "-c", str(configured)])

    head = remit("head").stdout.strip()
    whole = remit("verify", "--head", head)
    assert whole.exit_code == 0, whole.output
    assert "whole: 2 records, 1 seal" in whole.stdout
    assert remit("head").stdout.strip() == head
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert remit("verify", "--head", other).exit_code == 1
    assert remit("verify", "--head", "nonsense").exit_code == 2
    exported = remit("export", "--format", "jsonl", "--person", "adviser-1")
    assert [json.loads(line)["move"] for line in exported.stdout.splitlines()] == ["open"]
    assert remit("export", "--format", "xlsx").exit_code == 2
    assert remit("export", "-o", str(tmp_path / "a.csv")).exit_code == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")

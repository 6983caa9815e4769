"""What is kept of a person: shown whole, and after they have left destroyed, while the record stays whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from adapters.auditing.verifying import verify
from adapters.configuration import Configuration
from adapters.hosting import Host
from adapters.privacy.erasing import StillListed, StillOpen, erase
from adapters.privacy.gathering import KINDS, gathered
from adapters.storage.tinydb import TinyStore
from bot.desk.linking import digest_of
from bot.events import Commanded, Invited
from bot.ports import Commit, split
from bot.staff import Account

LEAVER = "adviser-1"
HERS = "我自己写的话"
ACCOUNT = Account(platform="telegram", user="5550123")


class AtHost(Host):
    """The host of a house in a test: its staff file is the house's staff."""

    __slots__ = ("house",)

    async def import_staff(self) -> None:
        await self.house.open()


@pytest.fixture
async def house(make_house, tmp_path):
    """A house with a store in a file, in which the leaver asked, was decided on, was away, linked an account and decided nothing."""
    stores = []

    def opened() -> TinyStore:
        stores.append(TinyStore(tmp_path / "remit.db"))
        return stores[-1]

    house = await make_house(open_store=opened).open()
    await house.handle(house.event(Invited, None, who=LEAVER, digest=digest_of("a" * 22)))
    event = house.event(Commanded, None, account=ACCOUNT, conversation="telegram/5550123", command="link", text="a" * 22)
    await house.handle(event)
    await house.says(LEAVER, f"/request 补偿客户 300 元，{HERS}")
    await house.presses("director-1", "驳回")
    await house.says("director-1", "总监写的话")
    await house.says("admin-1", f"/away {LEAVER} 2026-07-01 2026-07-02")
    await house.says("manager-1", "/request 罚款健康顾问一号 300 元")
    await house.says("adviser-2", "/request 补偿客户 400 元")
    return house


@pytest.fixture
def host(house, library) -> AtHost:
    settings = SimpleNamespace(organisation=Configuration().organisation, time=Configuration().time)
    made = AtHost(settings=settings, library=library, store=house.store, crypt=house.crypt, switchboard=house.switchboard)
    object.__setattr__(made, "house", house)
    return made


async def leave(house) -> None:
    """Whatever runs for the leaver ends, and they are off the staff list."""
    for request in await house.requests():
        if LEAVER in (request.requester, request.proposal.target.person) and not request.closed:
            await house.says(request.requester, "/mine")
            await house.presses(request.requester, "撤回")
    house.staff = replace(house.staff, people={ident: one for ident, one in house.staff.people.items() if ident != LEAVER})
    house.at += timedelta(days=1)


def everything(store) -> dict[str, str]:
    """Every document of the store, as text."""
    return {key: json.dumps(found, ensure_ascii=False) for key, found in rows(store)}


def rows(store):
    for table, ident, body in store._rows.sql("SELECT tbl, id, body FROM document"):
        yield f"{table}/{ident}", json.loads(body)


async def test_all_that_is_kept_of_a_person_is_shown(house, host):
    found = await gathered(host, LEAVER)

    assert found["staff_list"]["name"] == "健康顾问一号"
    assert found["recorded"]["accounts"] == [{"platform": "telegram", "user": "5550123", "team": ""}]
    assert [one["start"] for one in found["recorded"]["absences"]] == [date(2026, 7, 1).isoformat()]
    assert HERS in json.dumps(found["documents"], ensure_ascii=False)
    assert {"linked", "code"} <= {record.get("linking") for record in found["audit"]}
    assert "总监写的话" in {record.get("words") for record in found["audit"]}
    assert "adviser-2" not in json.dumps(found["documents"])


async def test_whoever_is_on_the_staff_list_is_not_erased(house, host):
    with pytest.raises(StillListed):
        await erase(host, LEAVER, sure=True)


async def test_whoever_has_something_running_is_not_erased(house, host):
    await house.says(LEAVER, "/request 补偿客户 200 元")
    house.staff = replace(house.staff, people={ident: one for ident, one in house.staff.people.items() if ident != LEAVER})

    with pytest.raises(StillOpen):
        await erase(host, LEAVER, sure=True)


async def test_without_being_sure_nothing_is_changed(house, host):
    await leave(house)
    await house.open()
    before = everything(house.store)

    gone = await erase(host, LEAVER, sure=False)

    assert gone.requests >= 1
    assert gone.key
    assert everything(house.store) == before


async def test_after_erasing_nobody_finds_them_and_the_record_is_whole(house, host):
    alias = (await host.document("key", LEAVER)).value["alias"]
    await leave(house)

    await erase(host, LEAVER, sure=True)
    await house.switchboard.deliver()

    left = {key: text for key, text in everything(house.store).items() if split(key)[1] not in ("outbox", "handled")}
    assert [key for key, text in left.items() if f'"{LEAVER}"' in text or LEAVER in key] == []
    assert [key for key, text in left.items() if HERS in text or ACCOUNT.user in text] == []
    assert any(alias in text for key, text in left.items() if split(key)[1] == "audit")
    assert (await verify(house.store, house.crypt)).flaw is None
    assert all(record.get("by") != LEAVER for record in await house.audit())


async def test_what_was_sealed_for_them_opens_no_more_even_with_the_master_key(house, host):
    sealed = [record for record in await house.audit() if record.get("account") == "telegram//5550123" or record.get("from_account")]
    await leave(house)

    await erase(host, LEAVER, sure=True)

    again = {record["mac"]: record for record in await house.audit()}
    assert sealed
    assert all(again[record["mac"]].get("erased") and "from_account" not in again[record["mac"]] for record in sealed)


async def test_the_key_is_overwritten_in_the_file(house, host, tmp_path):
    wrapped = (await host.document("key", LEAVER)).value["wrapped"].encode()
    await leave(house)
    await erase(host, LEAVER, sure=True)

    house.store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    house.store = TinyStore(tmp_path / "remit.db")

    assert wrapped not in kept


async def test_requests_of_others_go_on(house, host):
    await leave(house)
    await erase(host, LEAVER, sure=True)

    await house.presses("director-1", "批准：经济补偿 400 元")

    (theirs,) = [request for request in await house.requests() if request.requester == "adviser-2"]
    assert theirs.decided_by == "director-1"


async def test_erasing_is_recorded_and_may_be_done_twice(house, host):
    await leave(house)
    await erase(host, LEAVER, sure=True)

    again = await erase(host, LEAVER, sure=True)

    assert (again.requests, again.documents, again.key) == (0, 0, False)
    assert any("erasure" in record for record in await house.audit())


async def test_no_kind_of_document_that_can_name_somebody_is_forgotten(house, host):
    """A life with a bit of everything writes no kind that isn't known here."""
    await house.says("adviser-2", "补偿客户 100 元")
    await house.says("director-1", "/away 2026-05-06")
    kinds = {split(key)[1] for key in everything(house.store)}

    own = {"roster", "audit", "outbox", "handled", "key", "alias", "chain", "seal", "seal-head", "token", "master"}
    assert kinds - own <= set(KINDS)


async def test_what_others_have_used_of_a_shared_limit_still_counts(house, host):
    """A document of what was used is everybody's who holds the post: only the leaver's name goes from it."""
    key = "default/spent/stock-loss/keeper/2026"
    lines = {
        "0504-AAAA": {"of": [LEAVER], "whom": f"by:{LEAVER}:", "value": "100", "unit": "CNY", "at": "2026-05-04", "standing": False},
        "0504-BBBB": {"of": ["adviser-2"], "whom": "by:adviser-2:", "value": "400", "unit": "CNY", "at": "2026-05-04", "standing": False},
    }
    await house.store.commit(Commit(tenant="default", event="used", changes={key: {"lines": lines}}))
    await leave(house)

    await erase(host, LEAVER, sure=True)

    kept = (await house.store.read([key]))[key].value["lines"]
    assert kept["0504-BBBB"] == lines["0504-BBBB"]
    assert kept["0504-AAAA"]["value"] == "100"
    assert LEAVER not in json.dumps(kept)


async def test_somebody_with_a_great_many_documents_can_be_forgotten(house, host):
    changes = {f"default/shown/{LEAVER}/{number}": {"message": number, "person": LEAVER} for number in range(150)}
    await house.store.commit(Commit(tenant="default", event="much", changes=changes))
    await leave(house)

    gone = await erase(host, LEAVER, sure=True)

    assert gone.documents >= 150
    assert not set(changes) & set(await house.store.read(list(changes)))

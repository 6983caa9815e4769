"""What an embedded store looks for in its file: flipped bits, older schemas, and places where nothing can be relied on."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from adapters.storage import StoreDamaged, StoreRefused, sqlite_file
from adapters.storage.carrying import nobody
from adapters.storage.tinydb import TinyStore
from bot.ports import Commit, Search

#: The tables as the first schema had them.
FIRST = """
CREATE TABLE document (row INTEGER PRIMARY KEY, tbl TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    state TEXT, requester TEXT, due_at TEXT, UNIQUE (tbl, id));
CREATE INDEX document_state     ON document (tbl, state)     WHERE state IS NOT NULL;
CREATE INDEX document_requester ON document (tbl, requester) WHERE requester IS NOT NULL;
CREATE INDEX document_due_at    ON document (tbl, due_at)    WHERE due_at IS NOT NULL;
CREATE TABLE waiting (tbl TEXT NOT NULL, person TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (tbl, person, row)) WITHOUT ROWID;
CREATE TABLE collection (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE counter (version INTEGER NOT NULL);
INSERT INTO counter VALUES (1);
INSERT INTO document VALUES (1, 'acme/request', '1', 1, '{"state":"waiting","waiting_for":"李"}', 'waiting', NULL, NULL);
INSERT INTO waiting VALUES ('acme/request', '李', 1);
PRAGMA application_id = 0x526D6974;
PRAGMA user_version = 1;
"""


def fill(path, documents=20):
    with closing(TinyStore(path)) as store:
        for n in range(documents):
            value = {"n": n, "state": "waiting", "waiting_for": "wang", "why": "补偿客户 300 元"}
            asyncio.run(store.commit(Commit(tenant="acme", event=str(n), changes={f"acme/request/{n}": value}, audit=({"n": n},))))


def alter(path, statement):
    """Change a file behind the store's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("UPDATE document SET body = replace(body, '300', '900') WHERE tbl = 'acme/request' AND id = '7'", "acme/request/7"),
        ("UPDATE document SET state = 'waitinf' WHERE tbl = 'acme/request' AND id = '7'", "acme/request/7"),
        ("UPDATE document SET version = version - 1 WHERE tbl = 'acme/request' AND id = '7'", "acme/request/7"),
        ("UPDATE document SET id = '77' WHERE tbl = 'acme/request' AND id = '7'", "acme/request/77"),
        ("UPDATE document SET due_at = '' WHERE tbl = 'acme/audit' AND id = '000000000003-000000'", "acme/audit/000000000003-000000"),
        ("UPDATE waiting SET person = 'wanf' WHERE row IN (SELECT min(row) FROM waiting)", "acme/request/(waiting for wanf)"),
    ],
)
def test_a_record_that_is_not_as_it_was_written_is_named_with_the_remedy_and_nothing_starts(path, statement, record):
    """F11: what changed it left every page in order."""
    fill(path)
    alter(path, statement)

    with pytest.raises(StoreDamaged, match="remit store restore") as refused:
        TinyStore(path)

    assert refused.value.record == record
    assert record in str(refused.value)


def test_several_damaged_records_are_all_named(path):
    fill(path)
    alter(path, "UPDATE document SET body = '{}' WHERE tbl = 'acme/request' AND id IN ('3', '5')")

    with pytest.raises(StoreDamaged, match="records 'acme/request/3', 'acme/request/5' are not as"):
        TinyStore(path)


def test_a_flipped_bit_anywhere_in_the_file_is_noticed_or_harmless(path):
    """F11: one bit in each of many places; what can still be read is what was written."""
    fill(path, 8)
    whole = path.read_bytes()
    for place in range(100, len(whole), 997):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            store = TinyStore(path)
        except StoreRefused:
            continue
        with closing(store):
            found = asyncio.run(store.search(Search(tenant="acme", kind="request", waiting_for="wang"))).documents
            assert [one.value["n"] for _, one in found] == list(range(8))


def test_a_large_store_notices_damage_when_the_record_is_read(path, monkeypatch):
    fill(path)
    alter(path, "UPDATE document SET body = '{}' WHERE tbl = 'acme/request' AND id = '7'")
    monkeypatch.setattr(sqlite_file, "CHECKED_AT_START", 0)

    with closing(TinyStore(path)) as store:
        assert asyncio.run(store.read(["acme/request/6"]))["acme/request/6"].value["n"] == 6
        with pytest.raises(StoreDamaged, match="'acme/request/7'"):
            asyncio.run(store.read(["acme/request/7"]))
        with pytest.raises(StoreDamaged, match="'acme/request/7'"):
            asyncio.run(store.search(Search(tenant="acme", kind="request")))
        with pytest.raises(StoreDamaged, match="'acme/request/7'"):
            asyncio.run(store.verify(nobody))


def test_a_counter_behind_the_documents_is_damage(path):
    """Versions would come back."""
    fill(path)
    alter(path, "UPDATE counter SET version = 3")

    with pytest.raises(StoreRefused, match="counter of commits lags behind"):
        TinyStore(path)


def test_a_store_of_the_first_schema_is_led_to_ours_and_its_records_are_summed(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(FIRST)

    with closing(TinyStore(path)) as store:
        found = asyncio.run(store.search(Search(tenant="acme", kind="request", waiting_for="李"))).documents
        assert [key for key, _ in found] == ["acme/request/1"]

    alter(path, "UPDATE document SET body = replace(body, 'waiting', 'waitinf')")
    with pytest.raises(StoreDamaged, match="'acme/request/1'"):
        TinyStore(path)


def test_the_upgraded_tables_are_those_of_a_new_store(path, tmp_path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(FIRST)
    TinyStore(path).close()
    TinyStore(tmp_path / "new.db").close()

    def columns(of):
        with closing(sqlite3.connect(of)) as connection:
            return [connection.execute(f"PRAGMA table_info({table})").fetchall() for table in ("document", "waiting")]

    def names(tables):
        return [sorted((name, kind, notnull, default) for _, name, kind, notnull, default, _ in table) for table in tables]

    assert names(columns(path)) == names(columns(tmp_path / "new.db"))


MOUNTS = """
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / {far} rw,relatime shared:5 - {kind} server:/export rw
31 22 0:41 / {far}x rw,relatime - ext4 /dev/vdb rw
"""


@pytest.mark.parametrize(("kind", "refused"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("tmpfs", False)])
def test_a_store_on_a_network_file_system_is_refused(tmp_path, monkeypatch, kind, refused):
    far = tmp_path / "a place"
    far.mkdir()
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(far=str(far).replace(" ", r"\040"), kind=kind))
    monkeypatch.setattr(sqlite_file, "MOUNTS", mounts)

    if refused:
        with pytest.raises(StoreRefused, match=rf"network file system \({kind}\).*PostgreSQL"):
            TinyStore(far / "data" / "remit.db")
    else:
        TinyStore(far / "data" / "remit.db").close()


# Putting back


def test_a_backup_is_put_back_and_what_was_there_is_kept(path, tmp_path):
    fill(path, 3)
    with closing(TinyStore(path)) as store:
        asyncio.run(store.backup(tmp_path / "b.db", nobody))
        asyncio.run(store.commit(Commit(tenant="acme", event="later")))

    records, aside = sqlite_file.restore(path, tmp_path / "b.db")

    assert records == 9
    with closing(TinyStore(path)) as store:
        assert asyncio.run(store.verify(nobody)) == 9
    with closing(TinyStore(aside)) as before:
        assert asyncio.run(before.verify(nobody)) == 10


def test_a_damaged_backup_is_not_put_back(path, tmp_path):
    fill(path, 3)
    with closing(TinyStore(path)) as store:
        asyncio.run(store.backup(tmp_path / "b.db", nobody))
    alter(tmp_path / "b.db", "UPDATE document SET body = '{}' WHERE tbl = 'acme/request'")
    before = path.read_bytes()

    with pytest.raises(StoreRefused, match="'acme/request/0'"):
        sqlite_file.restore(path, tmp_path / "b.db")

    assert path.read_bytes() == before
    TinyStore(path).close()


def test_a_restore_that_was_interrupted_is_said_and_can_be_done_again(path, tmp_path, monkeypatch):
    fill(path, 3)
    with closing(TinyStore(path)) as store:
        asyncio.run(store.backup(tmp_path / "b.db", nobody))
    rename = type(path).rename
    monkeypatch.setattr(type(path), "rename", lambda self, to: rename(self, to) if to != path else (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        sqlite_file.restore(path, tmp_path / "b.db")
    monkeypatch.undo()

    with pytest.raises(StoreRefused, match="being restored when that was interrupted; run remit store restore again"):
        TinyStore(path)

    sqlite_file.restore(path, tmp_path / "b.db")
    TinyStore(path).close()


def test_a_store_in_use_is_not_replaced(path, tmp_path):
    fill(path, 1)
    with closing(TinyStore(path)) as store:
        asyncio.run(store.backup(tmp_path / "b.db", nobody))

        with pytest.raises(StoreRefused, match="in use by process"):
            sqlite_file.restore(path, tmp_path / "b.db")
